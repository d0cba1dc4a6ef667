//! One of several days that a bare date could mean: by tense, by nearness to the dateline, or by the last date told.

use chrono::{Datelike, NaiveDate};

use super::super::calendar::Days;
use super::super::tense::Tense;

/// The candidate that fits the tense best: the latest begun by the day, the earliest not over before it, else the nearest, where a
/// day to come counts half as far again, since news tells more of what was.
pub fn by_tense(candidates: impl Iterator<Item = Days>, day: NaiveDate, tense: Tense) -> Option<Days> {
    match tense {
        Tense::Past => candidates.filter(|days| days.from <= day).max_by_key(|days| days.from),
        Tense::Future => to_come(candidates, day),
        Tense::Unsaid => candidates.min_by_key(|days| {
            let far = distance(*days, day);
            (if days.from > day { 3 * far } else { 2 * far }, days.from)
        }),
    }
}

/// The next one; but "on Feb. 4 he let it be known that he would" on Feb. 5 is no word of next year: of days a year apart the
/// one that has just been is meant, whatever a verb beside it says.
fn to_come(candidates: impl Iterator<Item = Days>, day: NaiveDate) -> Option<Days> {
    const FAR: i64 = 300;
    const JUST: i64 = 7;
    let (next, past): (Vec<Days>, Vec<Days>) = candidates.partition(|days| days.last() >= day);
    let next = next.into_iter().min_by_key(|days| days.from);
    let last = past.into_iter().max_by_key(|days| days.from).filter(|last| distance(*last, day) <= JUST);
    let is_far = next.is_none_or(|next| distance(next, day) > FAR);
    if is_far { last.or(next) } else { next }
}

/// In a narrative: the candidate nearest to the last date told, or inside it; of two equally near the later, as time runs on.
///
/// A story goes on more often than back, and stays in its year more often than it leaves it: days in another year count twice,
/// and twice again when they lie behind.
pub fn by_story(candidates: impl Iterator<Item = Days>, last: Days) -> Option<Days> {
    candidates.min_by_key(|days| {
        let ahead = (days.from - last.last()).num_days();
        let behind = (last.from - days.last()).num_days();
        let weight = match (days.from.year() == last.from.year(), behind > 0) {
            (true, _) => 1,
            (false, false) => 2,
            (false, true) => 4,
        };
        (weight * ahead.max(behind).max(0), std::cmp::Reverse(days.from))
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
