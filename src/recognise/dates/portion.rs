//! "early 1942", "mid-May", "the end of the year", "later this week": which part of the period is meant. Grows a reading to the left.

use super::look;
use super::rule::Reading;
use crate::model::time::{Anchor, Modifier, Said, TimeUnit};
use crate::model::token::Words;

/// Takes the words before a reading that name a part of it.
pub fn grow(words: &Words, reading: &mut Reading, floor: usize) {
    if reading.time.portion.is_some() || !has_parts(&reading.time.said) && !reading.time.said.is_day() {
        return;
    }
    if let Some((start, unit)) = week_of(words, reading, floor) {
        reading.start = start;
        reading.time.said = Said::Around { unit, of: Box::new(reading.time.said.clone()) };
        return;
    }
    let before = |steps: usize| reading.start.checked_sub(steps).filter(|&at| at >= floor);
    let Some(one) = before(1) else { return };
    if !has_parts(&reading.time.said) && !words.says(one, "of") {
        return;
    }
    // "mid-May", "late-November"
    let dashed = words.is_dash(one) && words.is_glued(one) && words.is_glued(reading.start);
    let adjective = if dashed { before(2) } else { Some(one) };
    let found = adjective.and_then(|at| adjective_portion(words, at).map(|portion| (at, portion)));
    if let Some((at, portion)) = found {
        // "the late-November trip": the article is the trip's
        let the = at.checked_sub(1).filter(|&the| {
            the >= floor && words.says(the, "the") && !(dashed && look::goes_on_as_noun(words, reading.end))
        });
        set(reading, the.unwrap_or(at), portion);
        return;
    }
    // "[the end of] the year", "[later in] the summer"
    let Some(two) = before(2) else { return };
    if words.says_any(one, &["of", "in"]) {
        let noun = noun_portion(words, two).filter(|_| words.says(one, "of"));
        let adverb = adjective_portion(words, two).filter(|_| words.says(one, "in"));
        if let Some(portion) = noun.or(adverb) {
            let mut start = two;
            while noun.is_some()
                && start > floor
                && words.says_any(start - 1, &["the", "very", "latter", "early", "later", "first"])
            {
                start -= 1;
            }
            set(reading, start, portion);
        }
    }
}

/// "the week of [April 10]", "the week beginning on [Monday]": its first token, and the unit.
fn week_of(words: &Words, reading: &Reading, floor: usize) -> Option<(usize, TimeUnit)> {
    let back = |at: usize| at.checked_sub(1).filter(|&at| at >= floor);
    let mut link = back(reading.start)?;
    if words.says(link, "on") {
        link = back(link)?;
    }
    let noun = back(link).filter(|_| words.says_any(link, &["of", "beginning", "starting", "commencing", "ending"]))?;
    let unit = words.entry(noun).unit.filter(|unit| matches!(unit, TimeUnit::Week | TimeUnit::Weekend))?;
    let the = back(noun).filter(|&the| words.says(the, "the"));
    reading.time.said.is_day().then_some((the.unwrap_or(noun), unit))
}

fn set(reading: &mut Reading, start: usize, portion: Option<Modifier>) {
    reading.start = start;
    reading.time.portion = portion;
    reading.time.modifier = portion.or(reading.time.modifier);
}

/// "early" -> Some(Start); "later this year" names no part that can be told
fn adjective_portion(words: &Words, at: usize) -> Option<Option<Modifier>> {
    if words.says_any(at, &["early"]) {
        return Some(Some(Modifier::Start));
    }
    if words.says_any(at, &["mid", "middle"]) {
        return Some(Some(Modifier::Mid));
    }
    if words.says_any(at, &["late"]) {
        return Some(Some(Modifier::End));
    }
    if words.says_any(at, &["earlier", "later"]) {
        return Some(None);
    }
    None
}

fn noun_portion(words: &Words, at: usize) -> Option<Option<Modifier>> {
    if words.says_any(at, &["beginning", "start", "dawn", "outset", "opening"]) {
        return Some(Some(Modifier::Start));
    }
    if words.says_any(at, &["middle", "midst"]) {
        return Some(Some(Modifier::Mid));
    }
    if words.says_any(at, &["end", "close", "turn"])
        || words.says(at, "part") && at > 0 && words.says_any(at - 1, &["latter", "later", "last"])
    {
        return Some(Some(Modifier::End));
    }
    if words.says(at, "part") && at > 0 && words.says_any(at - 1, &["early", "earlier", "first"]) {
        return Some(Some(Modifier::Start));
    }
    None
}

/// Periods long enough to speak of their beginning; "late Monday" is left to the day.
fn has_parts(said: &Said) -> bool {
    match said {
        Said::Date(partial, _) => partial.day.is_none(),
        Said::Years { .. } | Said::Within { .. } => true,
        Said::Step { unit, low: 0, anchor: Anchor::Dateline, .. } => *unit >= TimeUnit::Day,
        Said::Step { unit, anchor: Anchor::LastTime, low: 0, .. } => *unit >= TimeUnit::Day,
        Said::Step { unit, .. } => *unit >= TimeUnit::Week,
        _ => false,
    }
}
