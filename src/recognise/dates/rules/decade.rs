//! "the 1990s", "the '80s", "70s", "the nineties".

use super::super::rule::{Place, Reading, Rule};
use crate::model::lexicon::Class;
use crate::model::time::Said;

pub const RULE: Rule = Rule {
    name: "decade",
    triggers: Class::DEICTIC,
    numbers: true,
    read,
    reads: &[
        ("Cars of the 1970s were loud.", "the 1970s = 197"),
        ("Music of the '80s is back.", "the '80s = 198"),
        ("Since the late 1990s it grew.", "the late 1990s = 199"),
        ("It peaked in the early nineties, not in the Sixties.", "the early nineties = 199; the Sixties = 196"),
    ],
    leaves: &[
        "A man in his 70s was hurt.",
        "Temperatures in the 70s are expected.",
        "It flew 747s.",
        "A woman in her nineties left.",
        "Highs in the eighties are expected.",
    ],
};

fn read(place: &Place) -> Option<Reading> {
    let (words, at) = (&place.words, place.at);
    if !words.is_number(at) {
        return in_words(place);
    }
    let s = at + 1;
    let text = words.text(at);
    let apostrophe = words.says_any(s, &["'s", "’s"]);
    if !words.is_glued(s) || !(words.says(s, "s") || apostrophe) || !text.ends_with('0') {
        return None;
    }
    let (first_year, start) = match text.len() {
        4 => (text.parse().ok().filter(|year| (1000..=2199).contains(year))?, at),
        2 => {
            let quoted = at > place.floor && matches!(words.text(at - 1), "'" | "’" | "‘" | "`");
            let start = if quoted { at - 1 } else { at };
            let decade: i32 = text.parse().ok()?;
            let and = start > place.floor
                && start >= 2
                && words.says_any(start - 1, &["and", "or"])
                && words.says(start - 2, "s");
            let the = start > place.floor && words.says_any(start - 1, &["the", "early", "late", "mid"]);
            let of_years = and
                || quoted
                || the && start > place.floor + 1 && words.says_any(start - 2, &["of", "the", "since", "during"]);
            if !of_years || is_age_or_heat(place, start) {
                return None;
            }
            (if decade <= 20 { 2000 + decade } else { 1900 + decade }, start)
        }
        _ => return None,
    };
    let the = start.checked_sub(1).filter(|&the| the >= place.floor && words.says(the, "the"));
    Some(Reading::date(the.unwrap_or(start), at + 2, Said::Years { first_year, years: 10 }))
}

/// "the nineties", "in the early sixties"
fn in_words(place: &Place) -> Option<Reading> {
    let (words, at) = (&place.words, place.at);
    let mut phrases = place.vocabulary.time_phrases.all_at(words, at);
    let said = phrases.find_map(|(_, phrase)| match &phrase.time.said {
        years @ Said::Years { .. } => Some(years.clone()),
        _ => None,
    })?;
    let before = at.checked_sub(1).filter(|&before| before >= place.floor)?;
    let the = words.says(before, "the");
    const FRAMES: &[&str] = &["early", "late", "mid", "in", "since", "during"];
    if !(the || words.says_any(before, FRAMES) || words.is_dash(before)) || is_age_or_heat(place, at) {
        return None;
    }
    Some(Reading::date(if the { before } else { at }, at + 1, said))
}

/// "in his 70s", "temperatures in the 70s"
fn is_age_or_heat(place: &Place, start: usize) -> bool {
    let words = &place.words;
    (place.floor..start)
        .rev()
        .take(6)
        .any(|at| words.says_any(at, &["his", "her", "their", "temperatures", "highs", "lows", "degrees", "aged"]))
}
