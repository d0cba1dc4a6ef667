//! "two years and three months", "1 hour 30 minutes": one length in two units, counted in the smaller.

use super::super::join::{Join, between};
use super::super::rule::Reading;
use crate::model::time::{Said, TimeKind, TimeUnit};
use crate::model::token::Words;

pub const JOIN: Join = Join { name: "sum", join };

fn join(words: &Words, a: &Reading, b: &Reading) -> Option<Reading> {
    let (
        Said::Duration { unit: large, low: Some(first), high: Some(first_high) },
        Said::Duration { unit, low: Some(second), high: Some(second_high) },
    ) = (&a.time.said, &b.time.said)
    else {
        return None;
    };
    if first != first_high
        || second != second_high
        || b.time.modifier.is_some()
        || !between(words, a, b, &["", ",", "and"])
    {
        return None;
    }
    let total = first * factor(*large, *unit)? + second;
    let said = Said::Duration { unit: *unit, low: Some(total), high: Some(total) };
    let mut reading = Reading::new(a.start, b.end, TimeKind::Duration, said);
    reading.time.modifier = a.time.modifier;
    reading.rule = JOIN.name;
    Some(reading)
}

/// How many of the smaller unit make the larger, where that is a whole number.
fn factor(large: TimeUnit, small: TimeUnit) -> Option<f32> {
    Some(match (large, small) {
        (TimeUnit::Year, TimeUnit::Month) => 12.0,
        (TimeUnit::Week, TimeUnit::Day) => 7.0,
        (TimeUnit::Day, TimeUnit::Hour) => 24.0,
        (TimeUnit::Hour, TimeUnit::Minute) | (TimeUnit::Minute, TimeUnit::Second) => 60.0,
        _ => return None,
    })
}
