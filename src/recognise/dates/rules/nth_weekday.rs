//! "the first Monday in May 2024", "the last Sunday of January": a weekday of a month by its number.

use super::super::look;
use super::super::rule::{Place, Reading, Rule};
use crate::model::lexicon::Class;
use crate::model::time::{Direction, Feast, Said};

pub const RULE: Rule = Rule {
    name: "nth_weekday",
    triggers: Class::WEEKDAY,
    numbers: false,
    read,
    reads: &[
        ("They met on the first Monday in May 2024.", "the first Monday in May 2024 = XXXX"),
        ("It opens on the last Sunday of January.", "the last Sunday of January = XXXX-XX-XX"),
    ],
    leaves: &["It falls on the last Friday of the month."],
};

fn read(place: &Place) -> Option<Reading> {
    let (words, at) = (&place.words, place.at);
    let (weekday, taken) = look::weekday(words, at)?;
    let which = at.checked_sub(1).filter(|&which| which >= place.floor)?;
    let link = at + taken;
    if !words.says_any(link, &["of", "in"]) {
        return None;
    }
    let nth = match words.entry(which).ordinal {
        nth @ 1..=5 => nth as u8,
        _ if words.says_any(which, &["last", "final"]) => 0,
        _ => return None,
    };
    let the = which.checked_sub(1).filter(|&the| the >= place.floor && words.says(the, "the"));
    let start = the.unwrap_or(which);
    let Some((month, length)) = look::month(words, link + 1) else {
        // "the last Friday of the month": which month is not told here, and no other Friday is meant
        let is_whole = words.is(link + 1, Class::DETERMINER) && words.is(link + 2, Class::TIME_UNIT);
        let mut reading = Reading::date(start, link, Said::Weekday(weekday, Direction::Bare));
        reading.needs_whole = true;
        return is_whole.then_some(reading);
    };
    let feast = Feast::NthWeekday { month, weekday, nth, then: 0 };
    let next = link + 1 + length;
    let comma = usize::from(words.is_sign(next, ",") || words.says(next, "of"));
    Some(match look::year(words, next + comma) {
        Some(year) => Reading::date(start, next + comma + 1, Said::FeastIn(feast, year)),
        None => Reading::date(start, next, Said::Feast(feast, Direction::Bare)),
    })
}
