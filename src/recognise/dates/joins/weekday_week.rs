//! "Tuesday of next week", "Wednesday last week", "next week on Tuesday": a day of a week that is counted.

use super::super::join::{Join, between};
use super::super::rule::Reading;
use crate::model::time::{Direction, Said, TimeKind, TimeUnit};
use crate::model::token::Words;

pub const JOIN: Join = Join { name: "weekday_week", join };

fn join(words: &Words, a: &Reading, b: &Reading) -> Option<Reading> {
    // "Wednesday [evening] next week"
    let part = words.entry(a.end).part_of_day.filter(|_| b.start == a.end + 1 && !words.text(a.end).ends_with('s'));
    let (weekday, week) = match (&a.time.said, &b.time.said) {
        (Said::Weekday(weekday, Direction::Bare), week) if part.is_some() || between(words, a, b, &["of", ""]) => {
            (weekday, week)
        }
        (week, Said::Weekday(weekday, Direction::Bare)) if between(words, a, b, &["on", ""]) => (weekday, week),
        _ => return None,
    };
    if !matches!(week, Said::Step { unit: TimeUnit::Week, low, high, .. } if low == high) {
        return None;
    }
    let whole = Some(Box::new(week.clone()));
    let said = Said::Within { unit: TimeUnit::Day, nth: *weekday as i8, count: 1, whole };
    let mut reading = Reading::date(a.start, b.end, said);
    if part.is_some() {
        reading.time.kind = TimeKind::Time;
        reading.time.part_of_day = part;
    }
    reading.rule = JOIN.name;
    Some(reading)
}
