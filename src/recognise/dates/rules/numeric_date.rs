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
        ("He vanished on 11/20 or 11/22.", "11/20 = XXXX-11-20; 11/22 = XXXX-11-22"),
        ("It is dated 12.3.2019 in the file.", "12.3.2019 = 2019-03-12"),
    ],
    leaves: &[
        "It is open 24/7 and 1/2 of it is free.",
        "He lives on 1/2 pound of rice.",
        "Version 1.2.33 is out.",
        "He won 6/4/3 in the end.",
        "The ratio was 40/50/2 of all.",
    ],
};

fn read(place: &Place) -> Option<Reading> {
    let (words, at) = (&place.words, place.at);
    if let Some(partial) = with_stops(words.text(at)) {
        return Some(Reading::date(at, at + 1, Said::Date(partial, Direction::Bare)));
    }
    let separator = words.text(at + 1);
    let in_one_piece = (1..=4).all(|i| words.is_glued(at + i)) && words.text(at + 3) == separator;
    if !in_one_piece && separator == "/" {
        return month_day(place);
    }
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

/// "on 11/20", "from 10/1 to 11/7", "Friday 5/12": without a year only where the words around it say that it is a day.
fn month_day(place: &Place) -> Option<Reading> {
    let (words, at) = (&place.words, place.at);
    let next = at + 3;
    let is_pair =
        words.is_glued(at + 1) && words.is_glued(at + 2) && words.text(at).len() <= 2 && words.text(at + 2).len() <= 2;
    let goes_on = words.is_glued(next) && (words.is_word(next) || words.is_sign(next, "/"))
        || words.is(next, Class::NOUN | Class::PERCENT | Class::TIME_UNIT | Class::SCALE)
        || words.says(next, "of");
    let before = at.checked_sub(1).filter(|&before| before + 1 >= place.floor)?;
    const FRAMES: &[&str] =
        &["on", "by", "since", "until", "till", "from", "between", "after", "before", "due", "each", "every"];
    // "[10/1] to 11/7", "[11/20], 11/22 or 11/25": beside another
    let is_linked = before + 1 == place.floor + 1
        && (words.is_dash(before)
            || words.is_sign(before, ",")
            || words.says_any(before, &["to", "and", "or", "through"]))
        && before.checked_sub(2).is_some_and(|slash| words.is_sign(slash, "/"));
    let is_framed = words.says_any(before, FRAMES) || words.is(before, Class::WEEKDAY) || is_linked;
    let first: u8 = words.text(at).parse().ok()?;
    let second: u8 = words.text(at + 2).parse().ok()?;
    if !is_pair || goes_on || !is_framed {
        return None;
    }
    let (month, day) = if first <= 12 { (first, second) } else { (second, first) };
    let fits = (1..=12).contains(&month) && look::fits_month(day, month);
    let order = (first <= 12 && second <= 12 && first != second).then_some(DayOrder::Assumed);
    let partial = Partial { month: Some(month), day: Some(day), order, ..Partial::default() };
    fits.then(|| Reading::date(at, at + 3, Said::Date(partial, Direction::Bare)))
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
