//! "since 2022", "until Monday", "as of July": what the word before a time says. It stays outside the span.

use super::rule::Reading;
use crate::model::time::Modifier;
use crate::model::token::Words;

/// Sets the modifier from the words before a reading; what they say goes before "early" and "late", which stay in `portion`.
pub fn mark(words: &Words, reading: &mut Reading) {
    let Some(one) = reading.start.checked_sub(1) else { return };
    // "since early on Monday" is rare; "since about 2010" is not
    let at = if words.says_any(one, &["about", "around", "at", "least"]) && one > 0 { one - 1 } else { one };
    let pair = |first: &str, second: &str| at > 0 && words.says(at - 1, first) && words.says(at, second);
    let modifier = if words.says(at, "since") {
        Modifier::Since
    } else if words.says_any(at, &["until", "till"]) || pair("up", "to") {
        Modifier::Until
    } else if pair("as", "of") || pair("as", "at") {
        Modifier::AsOf
    } else if words.says(at, "before") || pair("prior", "to") {
        Modifier::Before
    } else if words.says(at, "by") {
        Modifier::By
    } else if words.says(at, "after") {
        Modifier::After
    } else if words.says(at, "from") && !spans(words, reading) {
        Modifier::Since
    } else if at == one && words.says_any(one, &["about", "around", "circa", "roughly", "approximately"]) {
        Modifier::Approx
    } else {
        return;
    };
    reading.time.modifier = Some(modifier);
}

/// "from 9 to 5": the span says it already, or its other end was not read
fn spans(words: &Words, reading: &Reading) -> bool {
    !reading.parts.is_empty() || words.says_any(reading.end, &["to", "through", "until", "till"])
}
