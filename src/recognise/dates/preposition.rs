//! "since 2022", "until Monday", "as of July": what the word before a time says. It stays outside the span.

use super::rule::Reading;
use crate::model::time::{Modifier, Said};
use crate::model::token::Words;

/// How far before "before" and "until" a "not" still speaks of them.
const NEGATED: usize = 6;

/// Sets the modifier from the words before a reading; what they say goes before "early" and "late", which stay in `portion`.
pub fn mark(words: &Words, reading: &mut Reading) {
    let Some(one) = reading.start.checked_sub(1) else { return };
    // "since early on Monday" is rare; "since about 2010" and "until at least 2026" are not
    let at_least = one > 1 && words.says(one, "least") && words.says(one - 1, "at");
    let at = match one {
        _ if at_least => one - 2,
        1.. if words.says_any(one, &["about", "around", "at"]) => one - 1,
        _ => one,
    };
    let pair = |first: &str, second: &str| at > 0 && words.says(at - 1, first) && words.says(at, second);
    let as_as = |word: &str| at > 1 && words.says(at - 2, "as") && words.says(at - 1, word) && words.says(at, "as");
    // "no later than Monday", "later than 2018"
    let than = words.says(at, "than") && at > 0;
    let no = than && at > 1 && words.says_any(at - 2, &["no", "not"]);
    let open_ended = words.says_any(reading.end, &["or", "and"])
        && words.says_any(reading.end + 1, &["later", "after", "onward", "onwards"])
        && !words.is_word(reading.end + 2)
        && !words.is_number(reading.end + 2)
        || words.says_any(reading.end, &["onward", "onwards"]);
    let begins = words.says_any(at, &["since", "starting", "beginning"])
        || pair("starting", "on")
        || pair("beginning", "on")
        || pair("starting", "from");
    let modifier = if open_ended || begins && !than {
        Modifier::Since
    } else if than && words.says(at - 1, "later") {
        if no { Modifier::By } else { Modifier::After }
    } else if than && words.says(at - 1, "earlier") {
        if no { Modifier::Since } else { Modifier::Before }
    } else if words.says_any(at, &["until", "till"]) || pair("up", "to") || as_as("late") {
        // "not until March 3 was it closed", "did not reopen until Monday": that day it was
        if is_negated(words, at) {
            return;
        }
        Modifier::Until
    } else if pair("as", "of") || pair("as", "at") {
        Modifier::AsOf
    } else if words.says(at, "before") || pair("prior", "to") {
        // "not due to start before 2026": not earlier
        if is_negated(words, at) { Modifier::Since } else { Modifier::Before }
    } else if words.says(at, "by") {
        Modifier::By
    } else if words.says(at, "after") {
        Modifier::After
    } else if words.says(at, "from") && !spans(words, reading) && !compares(&reading.time.said) {
        Modifier::Since
    } else if words.says_any(one, &["about", "around", "circa", "roughly", "approximately"]) {
        Modifier::Approx
    } else {
        return;
    };
    reading.time.modifier = Some(modifier);
}

/// A "not" a few words before, in the same breath.
fn is_negated(words: &Words, at: usize) -> bool {
    let near = (at.saturating_sub(NEGATED)..at)
        .rev()
        .take_while(|&before| !words.is_sign(before, ",") && !words.is_sign(before, "."));
    near.into_iter().any(|before| {
        let text = words.text(before);
        words.says_any(before, &["not", "never"]) || text.ends_with("n't") || text.ends_with("n’t")
    })
}

/// "down from a year earlier", "up from last month": what is compared, and no beginning
fn compares(said: &Said) -> bool {
    match said {
        Said::Step { high, .. } => *high < 0,
        Said::Shifted { by, .. } => *by < 0,
        _ => false,
    }
}

/// "from 9 to 5": the span says it already, or its other end was not read
fn spans(words: &Words, reading: &Reading) -> bool {
    !reading.parts.is_empty() || words.says_any(reading.end, &["to", "through", "until", "till"])
}
