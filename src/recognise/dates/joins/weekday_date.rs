//! "Monday, Oct. 26", "Friday September 19, 2008", "Wednesday afternoon, March 11".

use super::super::join::{Join, between};
use super::super::rule::Reading;
use crate::model::time::{Direction, Partial, Said};
use crate::model::token::Words;

pub const JOIN: Join = Join { name: "weekday_date", join };

fn join(words: &Words, a: &Reading, b: &Reading) -> Option<Reading> {
    let (Said::Weekday(weekday, _), Said::Date(partial, Direction::Bare)) = (&a.time.said, &b.time.said) else {
        return None;
    };
    let joined: &[&str] = if a.time.part_of_day.is_some() { &[","] } else { &["", ",", "the"] };
    if partial.day.is_none() || !between(words, a, b, joined) {
        return None;
    }
    let mut time = b.time.clone();
    if a.time.part_of_day.is_some() && time.part_of_day.is_none() && time.clock.is_none() {
        (time.part_of_day, time.kind) = (a.time.part_of_day, a.time.kind);
    }
    time.said = Said::Date(Partial { weekday: Some(*weekday), ..*partial }, Direction::Bare);
    Some(Reading { start: a.start, time, rule: JOIN.name, ..b.clone() })
}
