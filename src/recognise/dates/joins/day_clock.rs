//! "Monday at 9 a.m.", "Thursday before 5 p.m.", "tomorrow from 3 to 5 p.m.", "3 to 5 p.m. on Friday", "11 p.m. to 2 a.m. Monday": an hour
//! or two of a day.

use super::super::join::{Join, between};
use super::super::rule::Reading;
use crate::model::time::{Clock, Modifier, Said, TimeKind, TimeUnit};
use crate::model::token::Words;

pub const JOIN: Join = Join { name: "day_clock", join };

fn join(words: &Words, a: &Reading, b: &Reading) -> Option<Reading> {
    let (day, clock) = if a.time.said.is_day() && is_hours(b) { (a, b) } else { (b, a) };
    if !day.time.said.is_day() || day.time.clock.is_some() || !is_hours(clock) {
        return None;
    }
    let modifier = if a.start == day.start {
        match words.text(a.end) {
            _ if between(words, a, b, &["", ",", "at", "between"]) => None,
            text if between(words, a, b, &[text]) => Some(bound(text, clock)?),
            _ => return None,
        }
    } else if between(words, a, b, &["", ",", "on", "of"]) && !clock.parts.is_empty() || on_the_spot(words, a, b) {
        None
    } else {
        return None;
    };
    let mut reading = Reading::new(a.start, b.end, TimeKind::Time, day.time.said.clone());
    reading.rule = JOIN.name;
    reading.time.modifier = modifier.flatten();
    match &clock.parts[..] {
        [from, to] => {
            let (first, second) = (from.time.clock.as_ref()?, to.time.clock.as_ref()?);
            let later = minutes(second) < minutes(first);
            let ends = [
                (from, day.time.said.clone()),
                (to, if later { next_day(&day.time.said) } else { day.time.said.clone() }),
            ];
            reading.time.said = Said::Between(Box::new(ends[0].1.clone()), Box::new(ends[1].1.clone()));
            reading.parts = ends
                .into_iter()
                .map(|(part, said)| {
                    let mut part = part.clone();
                    part.time.said = said;
                    part
                })
                .collect();
        }
        _ => reading.time.clock = clock.time.clock.clone(),
    }
    Some(reading)
}

/// "1:21 a.m. [local time on] March 8", "4 p.m. [local time] Monday"
fn on_the_spot(words: &Words, a: &Reading, b: &Reading) -> bool {
    let after = a.end + 2;
    words.says(a.end, "local")
        && words.says(a.end + 1, "time")
        && (b.start == after || b.start == after + 1 && (words.says(after, "on") || words.is_sign(after, ",")))
}

/// "from", "before": what the word between a day and an hour says.
fn bound(word: &str, clock: &Reading) -> Option<Option<Modifier>> {
    let known = |list: &[&str]| list.iter().any(|known| known.eq_ignore_ascii_case(word));
    if known(&["from"]) {
        return Some(if clock.parts.is_empty() { Some(Modifier::Since) } else { None });
    }
    if !clock.parts.is_empty() {
        return None;
    }
    if known(&["around", "about"]) {
        Some(Some(Modifier::Approx))
    } else if known(&["before"]) {
        Some(Some(Modifier::Before))
    } else if known(&["by"]) {
        Some(Some(Modifier::By))
    } else if known(&["until", "till"]) {
        Some(Some(Modifier::Until))
    } else if known(&["after"]) {
        Some(Some(Modifier::After))
    } else {
        None
    }
}

fn minutes(clock: &Clock) -> u16 {
    u16::from(clock.hour) * 60 + u16::from(clock.minute.unwrap_or(0))
}

fn next_day(said: &Said) -> Said {
    Said::Shifted { unit: TimeUnit::Day, by: 1, from: Box::new(said.clone()) }
}

/// An hour, or two of one breath.
fn is_hours(reading: &Reading) -> bool {
    let one = |reading: &Reading| matches!(reading.time.said, Said::Then) && reading.time.clock.is_some();
    one(reading) || reading.parts.len() == 2 && reading.parts.iter().all(one)
}
