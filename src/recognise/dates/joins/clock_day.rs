//! "9 a.m. Tuesday", "16:00 UTC today", "May 8 1:00 a.m.", "4 p.m. on Friday".

use super::super::join::{Join, between};
use super::super::rule::Reading;
use crate::model::time::{Said, TimeKind, TimeUnit};
use crate::model::token::Words;

pub const JOIN: Join = Join { name: "clock_day", join };

fn join(words: &Words, a: &Reading, b: &Reading) -> Option<Reading> {
    let (clock, day) = match (is_clock(a), is_clock(b)) {
        (true, false) if between(words, a, b, &["", ",", "on"]) => (a, b),
        (false, true) if between(words, a, b, &["", ","]) => (b, a),
        // "Tuesday in the morning"
        (false, true) if b.time.part_of_day.is_some() && between(words, a, b, &["in"]) => (b, a),
        _ => return None,
    };
    if !is_day(&day.time.said) || day.time.clock.is_some() {
        return None;
    }
    let mut time = day.time.clone();
    time.kind = TimeKind::Time;
    time.clock = clock.time.clock.clone();
    time.part_of_day = clock.time.part_of_day;
    Some(Reading {
        start: a.start,
        end: b.end,
        time,
        rule: JOIN.name,
        needs_whole: false,
        parts: Vec::new(),
        pieces: Vec::new(),
    })
}

fn is_clock(reading: &Reading) -> bool {
    matches!(reading.time.said, Said::Then) && (reading.time.clock.is_some() || reading.time.part_of_day.is_some())
}

fn is_day(said: &Said) -> bool {
    match said {
        Said::Date(partial, _) => partial.day.is_some(),
        Said::Step { unit, .. } => *unit == TimeUnit::Day,
        Said::Weekday(..) | Said::Feast(..) => true,
        _ => false,
    }
}
