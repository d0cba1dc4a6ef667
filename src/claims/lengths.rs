//! Lengths of time that tell something: how long a thing lasts, takes, is allowed or comes late ("11 hours of talks", "report within
//! 30 days", "came 24 minutes after the call").
//!
//! A length that only says when ("three days ago", "two weeks later, the mayor …") or over which days something else is counted
//! ("412 mm in 48 hours", "in the last five days") is no figure of its own.

use super::page::Page;
use crate::model::lexicon::Class;
use crate::model::mention::Mention;
use crate::model::quantity::{Quantity, Unit};

/// Does the length of time tell something by itself?
pub(super) fn tells(page: &Page, mention: &Mention, quantity: &Quantity) -> bool {
    let tokens = page.tokens(mention.span.join(quantity.number));
    // "under 18", "a boy of 12": years, and none of anything that lasts
    let is_said = (tokens.start..tokens.end + 2).any(|at| page.words.is(at, Class::TIME_UNIT));
    if !is_said || page.words.says_any(tokens.end, &["read", "old", "ago"]) {
        return false;
    }
    if quantity.definite {
        return is_lapse(page, mention, quantity, tokens);
    }
    let when =
        opens(page, mention, tokens.start) && page.words.says_any(tokens.end, &["after", "before", "later", "since"]);
    !when
        && !is_known_stretch(page, tokens.start)
        && !is_now(page, tokens.end)
        && !is_window(page, mention, quantity, tokens.start)
}

/// Does the sentence, or what is quoted or named in it, open with this token?
fn opens(page: &Page, mention: &Mention, start: usize) -> bool {
    page.sentence(mention.sentence as usize).tokens.start == start
        || matches!(page.words.text(start.wrapping_sub(1)), "." | ":" | ";" | "“" | "\"" | "—" | "–" | "(" | "|")
}

/// "Came 24 minutes after the call", "six and a half hours later", "on 3 March, nine days later": time that went by between two
/// things. Where a sentence opens with it, and with days alone, it only says when.
fn is_lapse(page: &Page, mention: &Mention, quantity: &Quantity, tokens: std::ops::Range<usize>) -> bool {
    let words = &page.words;
    if opens(page, mention, tokens.start) {
        return false;
    }
    let is_short = matches!(&quantity.unit, Unit::Measure(unit) if matches!(&**unit, "second" | "minute" | "hour"));
    let behind = tokens.end;
    // the time reader may take the word along
    let said = |word: &[&str]| words.says_any(behind, word) || words.says_any(behind.wrapping_sub(1), word);
    if said(&["after", "before", "into"]) {
        let next = behind + usize::from(words.says_any(behind, &["after", "before", "into"]));
        return words.is_word(next) || words.is_number(next);
    }
    let apposed = words.is_sign(tokens.start.wrapping_sub(1), ",");
    said(&["later", "earlier", "afterwards"]) && (is_short || apposed)
}

/// "The last five days", "these three weeks", "every two days": days that are known or come again and again.
fn is_known_stretch(page: &Page, start: usize) -> bool {
    const KNOWN: &[&str] = &[
        "last",
        "past",
        "first",
        "next",
        "previous",
        "preceding",
        "coming",
        "following",
        "final",
        "opening",
        "recent",
        "these",
        "those",
        "same",
        "every",
        "each",
        "per",
    ];
    start.checked_sub(1).is_some_and(|before| page.words.says_any(before, KNOWN))
}

/// "Three weeks on", "two years from now", "it is three weeks since the fire"
fn is_now(page: &Page, end: usize) -> bool {
    let words = &page.words;
    let on = words.says(end, "on") && !words.is_word(end + 1) && !words.is_number(end + 1);
    on || words.says(end, "since") || words.says(end, "from") && words.says_any(end + 1, &["now", "today"])
}

/// "412 mm of rain in 48 hours", "in the 48 hours to midnight": the days over which another figure is counted.
fn is_window(page: &Page, mention: &Mention, quantity: &Quantity, start: usize) -> bool {
    let before = start.saturating_sub(1);
    let article = usize::from(page.words.says(before, "the"));
    let in_it = page.words.says(before.saturating_sub(article), "in");
    let counts = |other: &Mention| {
        other.quantity().is_some_and(|other| other.number != quantity.number && !other.unit.is_time())
    };
    in_it && page.around(mention.sentence as usize, mention.span).iter().any(counts)
}

#[cfg(test)]
mod tests {
    use crate::model::document::{Dateline, Document, Source};
    use crate::model::ledger::Settings;
    use crate::{pipeline, vocabulary};

    /// The figures of a sentence that are statistics.
    fn told(text: &str) -> Vec<String> {
        let english = vocabulary::load("en", &[]).unwrap();
        let document = Document {
            id: "case".into(),
            source: Source::default(),
            dateline: Dateline::default(),
            text: text.into(),
            verbatim: true,
        };
        let claims = pipeline::extract(document, &english, Settings::default()).value.1.claims;
        claims.iter().map(|claim| claim.text.to_string()).collect()
    }

    #[test]
    fn a_length_that_tells_something() {
        for (text, figures) in [
            ("The regatta was stopped for five hours.", vec!["five hours"]),
            ("The choir sang after 11 hours of rehearsal.", vec!["11 hours"]),
            ("The vet must answer within 30 days.", vec!["30 days"]),
            ("The lifeboat came 24 minutes after the flare.", vec!["24 minutes"]),
            ("The ferry docked a full two hours later.", vec!["two hours"]),
            ("It takes seven working days to clear the orchard.", vec!["seven working days"]),
            ("The bakers plan a 24-hour walkout.", vec!["24-hour"]),
        ] {
            assert_eq!(told(text), figures, "{text}");
        }
    }

    #[test]
    fn a_length_that_says_when() {
        for text in [
            "The orchard was sold three weeks ago.",
            "Two days later the choir left.",
            "It was quiet in the last five days.",
            "The regatta, three weeks on.",
            "It rings every two hours.",
            "The boy is five years old.",
            "Two days after the flood, the mill was dry.",
        ] {
            assert_eq!(told(text), Vec::<String>::new(), "{text}");
        }
    }
}
