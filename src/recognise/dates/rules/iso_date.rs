//! "2025-02-04", "2025-02-04T10:30Z", "2025/02/04", "2018-7-6".

use super::super::look;
use super::super::rule::{Place, Reading, Rule};
use crate::model::lexicon::Class;
use crate::model::time::{Clock, Direction, Partial, Said, TimeKind};
use crate::model::token::Words;

pub const RULE: Rule = Rule {
    name: "iso_date",
    triggers: Class::empty(),
    numbers: true,
    read,
    reads: &[
        ("The log of 2019-03-12 was lost.", "2019-03-12 = 2019-03-12"),
        ("It was stamped 2019-03-12T07:05Z by the server.", "2019-03-12T07:05Z = 2019-03-12T07:05Z"),
        ("Filed 2018-7-6 in court.", "2018-7-6 = 2018-07-06"),
    ],
    leaves: &["Call 2019-33-12 for help.", "The code is 2019-03-1255, or 2018-7-6-1."],
};

fn read(place: &Place) -> Option<Reading> {
    let (words, at) = (&place.words, place.at);
    let year = look::year(words, at)?;
    let glued = |i: usize| words.is_glued(at + i);
    let separator = words.text(at + 1);
    if !matches!(separator, "-" | "/") || words.text(at + 3) != separator || !(1..=4).all(glued) {
        return None;
    }
    let month = figures(words, at + 2).filter(|month| (1..=12).contains(month))?;
    let day = figures(words, at + 4).filter(|&day| look::fits_month(day, month))?;
    // "2018-7-6" goes on as a code: "2018-7-6-1"
    let is_code = words.is_glued(at + 5)
        && words.is_glued(at + 6)
        && (words.is_dash(at + 5) || words.is_word(at + 5) && !words.says(at + 5, "T"));
    let short = words.text(at + 2).len() < 2 || words.text(at + 4).len() < 2;
    if short && (is_code || at > 0 && words.is_glued(at) && !matches!(words.text(at - 1), "(" | "\"" | "“" | "[")) {
        return None;
    }
    let partial = Partial { year: Some(year), month: Some(month), day: Some(day), ..Partial::default() };
    let mut reading = Reading::date(at, at + 5, Said::Date(partial, Direction::Bare));
    if let Some((clock, end)) = clock(words, at + 5) {
        reading.end = end;
        reading.time.clock = Some(clock);
        reading.time.kind = TimeKind::Time;
    }
    Some(reading)
}

/// "T07:05", "T07:05:33Z"
fn clock(words: &Words, at: usize) -> Option<(Clock, usize)> {
    if !words.is_glued(at) || !words.says(at, "T") {
        return None;
    }
    let hour = two_digits(words, at + 1).filter(|&hour| hour < 24)?;
    let minute = two_digits(words, at + 3).filter(|&minute| minute < 60 && words.is_sign(at + 2, ":"))?;
    let mut end = at + 4;
    let second = two_digits(words, at + 5).filter(|&second| second < 60 && words.is_sign(at + 4, ":"));
    if second.is_some() {
        end = at + 6;
    }
    let zulu = words.is_glued(end) && words.says(end, "Z");
    if zulu {
        end += 1;
    }
    Some((Clock { hour, minute: Some(minute), second, zone: zulu.then(|| "Z".into()) }, end))
}

fn two_digits(words: &Words, at: usize) -> Option<u8> {
    let text = words.text(at);
    if words.is_number(at) && text.len() == 2 { text.parse().ok() } else { None }
}

/// "2018-7-6" too
fn figures(words: &Words, at: usize) -> Option<u8> {
    let text = words.text(at);
    if words.is_number(at) && text.len() <= 2 { text.parse().ok() } else { None }
}
