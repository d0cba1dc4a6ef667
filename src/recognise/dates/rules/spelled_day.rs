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
    if let Some((day, end)) = ordinal(words, ahead).filter(|&(_, end)| closes(words, end)) {
        return said(at, end, day);
    }
    let of = at.checked_sub(1).filter(|&of| of > place.floor && words.says(of, "of"))?;
    let last = if words.says(of - 1, "day") { of.checked_sub(2)? } else { of - 1 };
    let (day, start) = ordinal_before(words, last, place.floor)?;
    let the = start.checked_sub(1).filter(|&the| the >= place.floor && words.says(the, "the"));
    // "second of May" needs its article or the year: "the first of May's books" is no day
    let sure = the.is_some() || start == place.floor || look::year(words, at + taken).is_some();
    if sure { said(the.unwrap_or(start), at + taken, day) } else { None }
}

/// No noun follows that the ordinal counts: "April second-quarter sales".
fn closes(words: &Words, end: usize) -> bool {
    let comma = usize::from(words.is_sign(end, ","));
    look::year(words, end + comma).is_some()
        || !words.is_word(end) && !words.is_dash(end)
        || words.is(end, Class::PREPOSITION | Class::CONJUNCTION | Class::AUXILIARY | Class::DETERMINER | Class::VERB)
}

/// "ninth", "twenty-third": the day and the token after it.
fn ordinal(words: &Words, at: usize) -> Option<(u8, usize)> {
    let tens = words.entry(at).numeral;
    let dash = usize::from(words.is_dash(at + 1));
    let ones = words.entry(at + 1 + dash).ordinal;
    if matches!(tens, 20 | 30) && (1..=9).contains(&ones) {
        return Some((tens + ones as u8, at + 2 + dash));
    }
    day(words, at).map(|day| (day, at + 1))
}

/// The same, ending with a token: the day and its first token.
fn ordinal_before(words: &Words, last: usize, floor: usize) -> Option<(u8, usize)> {
    let day = day(words, last)?;
    let dash = usize::from(last > floor && words.is_dash(last - 1));
    let tens = last.checked_sub(1 + dash).filter(|&tens| tens >= floor);
    match tens.filter(|&tens| matches!(words.entry(tens).numeral, 20 | 30) && day < 10) {
        Some(tens) => Some((words.entry(tens).numeral + day, tens)),
        None => Some((day, last)),
    }
}

fn day(words: &Words, at: usize) -> Option<u8> {
    u8::try_from(words.entry(at).ordinal).ok().filter(|day| (1..=31).contains(day) && words.is_word(at))
}
