//! "the second of August", "the twenty-third of May 1915", "April ninth": the day of a month in words.

use super::super::look;
use super::super::rule::{Place, Reading, Rule};
use crate::model::lexicon::Class;
use crate::model::time::{Direction, Partial, Said};
use crate::model::token::Words;

pub const RULE: Rule = Rule {
    name: "spelled_day",
    triggers: Class::MONTH,
    numbers: false,
    read,
    reads: &[
        ("They met on the second of August.", "the second of August = XXXX-08-02"),
        ("He fell on the twenty-third of May, 1915.", "the twenty-third of May, 1915 = 1915-05-23"),
        ("The vote of April ninth was void.", "April ninth = XXXX-04-09"),
        ("They come back second of August.", "second of August = XXXX-08-02"),
    ],
    leaves: &["The second half of it and the march first."],
};

fn read(place: &Place) -> Option<Reading> {
    let (words, at) = (&place.words, place.at);
    let (month, taken) = look::month(words, at)?;
    let said = |start, end, day| {
        let comma = usize::from(words.is_sign(end, ",") || words.says(end, "of"));
        let year = look::year(words, end + comma);
        let end = if year.is_some() { end + comma + 1 } else { end };
        let partial = Partial { year, month: Some(month), day: Some(day), ..Partial::default() };
        look::fits_month(day, month).then(|| Reading::date(start, end, Said::Date(partial, Direction::Bare)))
    };
    let ahead = if words.says(at + taken, "the") { at + taken + 1 } else { at + taken };
    if let Some((day, end)) = look::ordinal_day(words, ahead).filter(|&(_, end)| closes(words, end)) {
        return said(at, end, day);
    }
    let of = at.checked_sub(1).filter(|&of| of > place.floor && words.says(of, "of"))?;
    let last = if words.says(of - 1, "day") { of.checked_sub(2)? } else { of - 1 };
    let (day, start) = ordinal_before(words, last, place.floor)?;
    let the = start.checked_sub(1).filter(|&the| the >= place.floor && words.says(the, "the"));
    // "second of May" needs its article, the year or the end of its clause: "a second of March snow" is no day
    let next = at + taken;
    let bare =
        !words.is_word(next) && start > place.floor && !words.is(start - 1, Class::DETERMINER | Class::ADJECTIVE);
    let sure = the.is_some() || start == place.floor || bare || look::year(words, next).is_some();
    if sure { said(the.unwrap_or(start), at + taken, day) } else { None }
}

/// No noun follows that the ordinal counts: "April second-quarter sales".
fn closes(words: &Words, end: usize) -> bool {
    let comma = usize::from(words.is_sign(end, ","));
    look::year(words, end + comma).is_some()
        || !words.is_word(end) && !words.is_dash(end)
        || words.is(end, Class::PREPOSITION | Class::CONJUNCTION | Class::AUXILIARY | Class::DETERMINER | Class::VERB)
}

/// The same, ending with a token: the day and its first token.
fn ordinal_before(words: &Words, last: usize, floor: usize) -> Option<(u8, usize)> {
    let day = look::ordinal_word(words, last)?;
    let dash = usize::from(last > floor && words.is_dash(last - 1));
    let tens = last.checked_sub(1 + dash).filter(|&tens| tens >= floor);
    match tens.filter(|&tens| matches!(words.entry(tens).numeral, 20 | 30) && day < 10) {
        Some(tens) => Some((words.entry(tens).numeral + day, tens)),
        None => Some((day, last)),
    }
}
