//! One of several days that a bare date could mean: by tense, by nearness to the dateline, or by the last date told.

use chrono::{Datelike, NaiveDate};

use super::super::calendar::Days;
use super::super::tense::Tense;

/// The candidate that fits the tense best: the latest begun by the day, the earliest not over before it, else the nearest, where a
/// day to come counts half as far again, since news tells more of what was.
pub fn by_tense(candidates: impl Iterator<Item = Days>, day: NaiveDate, tense: Tense) -> Option<Days> {
    match tense {
        Tense::Past => candidates.filter(|days| days.from <= day).max_by_key(|days| days.from),
        Tense::Future => candidates.filter(|days| days.last() >= day).min_by_key(|days| days.from),
        Tense::Unsaid => candidates.min_by_key(|days| {
            let far = distance(*days, day);
            (if days.from > day { 3 * far } else { 2 * far }, days.from)
        }),
    }
}

/// In a narrative: the candidate nearest to the last date told, or inside it; of two equally near the later, as time runs on.
///
/// Weights for going back and for changing the year were tried on a corpus of war histories: within half a point of each other.
pub fn by_story(candidates: impl Iterator<Item = Days>, last: Days) -> Option<Days> {
    candidates.min_by_key(|days| {
        let ahead = (days.from - last.last()).num_days();
        let behind = (last.from - days.last()).num_days();
        (ahead.max(behind).max(0), std::cmp::Reverse(days.from))
    })
}

/// Days between a day and a period; 0 when the period holds it.
fn distance(days: Days, day: NaiveDate) -> i64 {
    if days.contains(day) {
        0
    } else if day < days.from {
        (days.from - day).num_days()
    } else {
        (day - days.last()).num_days()
    }
}

/// The years around one, where a date without year may lie.
pub fn years_near(day: NaiveDate) -> impl Iterator<Item = i32> + Clone {
    // eight years reach the next 29 February
    let year = day.year();
    (year - 8)..=(year + 8)
}
