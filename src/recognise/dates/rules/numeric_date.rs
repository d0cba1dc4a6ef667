//! "7/8/07", "03/12/2019", "12.3.2019".
//!
//! With slashes the month comes first, as in American English, unless only the other order fits or the document tells (the room
//! `anchor` looks); with full stops the day does.

use super::super::look;
use super::super::rule::{Place, Reading, Rule};
use crate::model::lexicon::Class;
use crate::model::time::{DayOrder, Direction, Partial, Said};

pub const RULE: Rule = Rule {
    name: "numeric_date",
    triggers: Class::empty(),
    numbers: true,
    read,
    reads: &[
        ("They married on 7/8/07 in town.", "7/8/07 = 2007-07-08"),
        ("It is dated 25/03/2019.", "25/03/2019 = 2019-03-25"),
        ("It is dated 12.3.2019 in the file.", "12.3.2019 = 2019-03-12"),
    ],
    leaves: &["Version 1.2.33 is out.", "He won 6/4/3 in the end.", "The ratio was 40/50/2 of all."],
};

fn read(place: &Place) -> Option<Reading> {
    let (words, at) = (&place.words, place.at);
    if let Some(partial) = with_stops(words.text(at)) {
        return Some(Reading::date(at, at + 1, Said::Date(partial, Direction::Bare)));
    }
    let separator = words.text(at + 1);
    let in_one_piece = (1..=4).all(|i| words.is_glued(at + i)) && words.text(at + 3) == separator;
    if !matches!(separator, "/" | "-")
        || !in_one_piece
        || at > 0 && words.is_glued(at) && words.text(at - 1) == separator
    {
        return None;
    }
    if words.is_glued(at + 5) && (words.text(at + 5) == separator || words.is_word(at + 5)) {
        return None;
    }
    let first: u8 = words.text(at).parse().ok()?;
    let second: u8 = words.text(at + 2).parse().ok()?;
    // dashes between short figures are scores and codes: only a full year makes them a date
    let year = year(words.text(at + 4), separator == "/" && words.text(at + 2).len() <= 2)?;
    let (month, day) = if first <= 12 { (first, second) } else { (second, first) };
    let mut partial = partial(year, month, day)?;
    if first <= 12 && second <= 12 && first != second {
        partial.order = Some(DayOrder::Assumed);
    }
    Some(Reading::date(at, at + 5, Said::Date(partial, Direction::Bare)))
}

fn with_stops(text: &str) -> Option<Partial> {
    if !(8..=10).contains(&text.len()) {
        return None;
    }
    let mut parts = text.split('.');
    let (day, month, year_text) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || year_text.len() != 4 {
        return None;
    }
    partial(year(year_text, false)?, month.parse().ok()?, day.parse().ok()?)
}

fn partial(year: i32, month: u8, day: u8) -> Option<Partial> {
    let fits = (1..=12).contains(&month) && look::fits_month(day, month);
    fits.then_some(Partial { year: Some(year), month: Some(month), day: Some(day), ..Partial::default() })
}

/// Four digits, or two that are read as 1930 to 2029.
fn year(text: &str, short: bool) -> Option<i32> {
    let year: i32 = text.parse().ok()?;
    match text.len() {
        4 if (1000..=2199).contains(&year) => Some(year),
        2 if short => Some(if year < 30 { 2000 + year } else { 1900 + year }),
        _ => None,
    }
}
