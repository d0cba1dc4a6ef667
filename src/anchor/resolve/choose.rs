//! One of several days that a bare date could mean: by tense, by nearness to the dateline, or by the last date told.

use chrono::{Datelike, NaiveDate};

use super::super::calendar::Days;
use super::super::tense::Tense;
use crate::model::time::Grain;

/// Days within which a day may be meant against the tense: "passed on March 3" told in February is last year's.
const SOON: i64 = 21;
const JUST: i64 = 45;

/// The candidate that fits the tense best: the latest begun by the day, the earliest not over before it, where no near one is meant; else the nearest, where a
/// day to come counts half as far again, since news tells more of what was.
pub fn by_tense(candidates: impl Iterator<Item = Days>, day: NaiveDate, tense: Tense) -> Option<Days> {
    let (next, past): (Vec<Days>, Vec<Days>) = candidates.partition(|days| days.from > day);
    let (next, past) = (next.into_iter().min_by_key(|days| days.from), past.into_iter().max_by_key(|days| days.from));
    // one that has begun is not over: "in March" told of as to come in March
    let going_on = past.filter(|past| past.last() >= day);
    match tense {
        Tense::Past => nearer(past, next, day, SOON),
        Tense::Future => going_on.or_else(|| nearer(next, past, day, JUST)),
        Tense::Unsaid => past.into_iter().chain(next).min_by_key(|days| {
            let far = distance(*days, day);
            (if days.from > day { 3 * far } else { 2 * far }, days.from)
        }),
    }
}

/// What the tense says, but for a day so far off that nobody would leave out its year while the other lies near: "gets its first
/// hearing on May 21" told on May 11, "let trading resume on 20 May" told in June. A verb beside a day is not always that day's.
fn nearer(said: Option<Days>, other: Option<Days>, day: NaiveDate, reach: i64) -> Option<Days> {
    const FAR: i64 = 270;
    let is_far = said.is_none_or(|said| distance(said, day) > FAR);
    let near = other.filter(|other| distance(*other, day) <= reach && other.grain <= Grain::Month);
    if is_far { near.or(said) } else { said }
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
