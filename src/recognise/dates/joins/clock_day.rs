//! "9 a.m. Tuesday", "16:00 UTC today", "May 8 1:00 a.m.", "4 p.m. on Friday".

use super::super::join::{Join, between};
use super::super::rule::Reading;
use crate::model::time::{Said, TimeKind};
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
    if !day.time.said.is_day() || day.time.clock.is_some() {
        return None;
    }
    let mut time = day.time.clone();
    time.kind = TimeKind::Time;
    time.clock = clock.time.clock.clone();
    time.part_of_day = clock.time.part_of_day;
    Some(Reading::joined(a, b, time, JOIN.name))
}

fn is_clock(reading: &Reading) -> bool {
    matches!(reading.time.said, Said::Then) && (reading.time.clock.is_some() || reading.time.part_of_day.is_some())
}
