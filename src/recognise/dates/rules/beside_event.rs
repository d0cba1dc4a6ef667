//! "two days after the quake", "the day before the vote", "weeks after the coup": counted from something that happened.

use super::super::look::{self, Count};
use super::super::rule::{Place, Reading, Rule};
use crate::model::lexicon::Class;
use crate::model::time::{Anchor, Said, TimeUnit};
use crate::model::token::Words;

pub const RULE: Rule = Rule {
    name: "beside_event",
    triggers: Class::TIME_UNIT,
    numbers: false,
    read,
    reads: &[
        ("Two days after the quake, help came.", "Two days after the quake = XXXX-XX-XX"),
        ("The day before the disputed vote, he fled.", "The day before the disputed vote = XXXX-XX-XX"),
        ("It came three months after his trial.", "three months after his trial = XXXX-XX"),
    ],
    leaves: &["The day belonged to the strike."],
};

/// Words between the article and the event: "the first disputed presidential election".
const REACH: usize = 3;

fn read(place: &Place) -> Option<Reading> {
    let (words, at) = (&place.words, place.at);
    let unit = look::unit(words, at).filter(|unit| *unit >= TimeUnit::Hour)?;
    let sign = match words.text(at + 1) {
        text if text.eq_ignore_ascii_case("after") => 1,
        text if text.eq_ignore_ascii_case("before") => -1,
        _ => return None,
    };
    let event = event(words, at + 2)?;
    let the = at.checked_sub(1).filter(|&the| the >= place.floor && words.says(the, "the"));
    let count = match the {
        Some(the) if !look::is_plural(words, at) => {
            Count { start: the, low: Some(1.0), high: Some(1.0), article: false }
        }
        _ => look::count_before(words, at, place.floor)?,
    };
    let low = sign * count.whole()?;
    let high = sign * count.high.filter(|high| high.fract() == 0.0)? as i32;
    // "24 hours before the raid" is the day before; fewer hours name no day
    let (unit, low, high) = match unit {
        TimeUnit::Hour if low == high && low % 24 == 0 => (TimeUnit::Day, low / 24, high / 24),
        TimeUnit::Hour => return None,
        _ => (unit, low, high),
    };
    let (hedge, start) = look::hedge(words, count.start, place.floor);
    let said = Said::Step { unit, low: low.min(high), high: low.max(high), anchor: Anchor::Event, exact: false };
    let mut reading = Reading::date(start, event + 1, said);
    reading.time.modifier = hedge;
    Some(reading)
}

/// The token of the event that a short noun phrase names; None when the phrase goes on to tell what the event did.
pub(super) fn event(words: &Words, at: usize) -> Option<usize> {
    if !words.is(at, Class::DETERMINER) {
        return None;
    }
    let event = (at + 1..=at + 1 + REACH).find(|&at| words.is(at, Class::HAPPENING))?;
    let is_plain = (at + 1..event).all(|at| words.is_word(at) && !words.is(at, Class::PREPOSITION | Class::AUXILIARY));
    let is_part = words.is(event + 1, Class::HAPPENING | Class::NOUN) || words.is_dash(event + 1);
    let acts = words.is(event + 1, Class::PAST | Class::AUXILIARY | Class::COPULA);
    (is_plain && !is_part && !acts).then_some(event)
}
