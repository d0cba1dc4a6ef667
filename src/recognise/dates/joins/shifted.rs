//! "two days after Monday", "a week before Christmas", "three months from January 2019".

use super::super::join::{Join, between};
use super::super::rule::Reading;
use crate::model::time::{Anchor, Modifier, Said, TimeKind, TimeUnit};
use crate::model::token::Words;

pub const JOIN: Join = Join { name: "shifted", join };

/// "the same month a year ago", "the same period last year": as many years from the last such told.
pub const SAME: Join = Join { name: "same_before", join: same };

fn same(words: &Words, a: &Reading, b: &Reading) -> Option<Reading> {
    let is_part_of_year = match a.time.said {
        Said::Step { unit, low: 0, anchor: Anchor::LastTime, .. } => unit < TimeUnit::Year,
        Said::Then => a.needs_whole,
        _ => false,
    };
    let Said::Step { unit: TimeUnit::Year, low, high, .. } = b.time.said else { return None };
    if low != high
        || low == 0
        || !is_part_of_year
        || !between(words, a, b, &["", ",", "of", "in"])
        || !words.says_any(a.start, &["the", "that", "same"])
    {
        return None;
    }
    let said = Said::Shifted { unit: TimeUnit::Year, by: low, from: Box::new(a.time.said.clone()) };
    let mut reading = Reading::new(a.start, b.end, TimeKind::Date, said);
    reading.rule = SAME.name;
    Some(reading)
}

fn join(words: &Words, a: &Reading, b: &Reading) -> Option<Reading> {
    // "three weeks from tomorrow", but "for two weeks from Jan. 5"
    let from = between(words, a, b, &["from"]) && !(a.start > 0 && words.says_any(a.start - 1, &["for", "lasting"]));
    let sign = if between(words, a, b, &["after", "following"]) || from {
        1
    } else if between(words, a, b, &["before"]) {
        -1
    } else {
        return None;
    };
    let Said::Duration { unit, low: Some(low), high } = a.time.said else { return None };
    if high != Some(low) || low.fract() != 0.0 || low > 10_000.0 || unit < TimeUnit::Day || !is_date(&b.time.said) {
        return None;
    }
    let said = Said::Shifted { unit, by: sign * low as i32, from: Box::new(b.time.said.clone()) };
    let mut reading = Reading::new(a.start, b.end, TimeKind::Date, said);
    // "more than two weeks before the vote": some day before that one
    if a.time.modifier == Some(Modifier::MoreThan) {
        reading.time.modifier = Some(if sign > 0 { Modifier::After } else { Modifier::Before });
    }
    reading.rule = JOIN.name;
    Some(reading)
}

fn is_date(said: &Said) -> bool {
    match said {
        Said::Date(..) | Said::Weekday(..) | Said::Feast(..) => true,
        Said::Step { unit, anchor, .. } => *unit == TimeUnit::Day && *anchor == Anchor::Dateline,
        _ => false,
    }
}
