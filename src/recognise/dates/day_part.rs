//! "Monday [night]", "June 4 [in the evening]", "[the night of] May 13": a part of day beside a day belongs to it.

use super::rule::Reading;
use super::rules::EDGES_OF_DAY;
use crate::model::time::{PartOfDay, TimeKind};
use crate::model::token::Words;

/// Takes the part of day that stands behind or before a reading.
pub fn grow(words: &Words, reading: &mut Reading, floor: usize, ceiling: usize) {
    // "10 a.m. to 12 p.m. Monday morning": the hours have said it already
    let has_hours = reading.time.clock.is_some() || reading.parts.iter().any(|part| part.time.clock.is_some());
    if has_hours
        && part_at(words, reading.end).is_some()
        && reading.end < ceiling
        && !names_more(words, reading.end + 1)
    {
        reading.end += 1;
        return;
    }
    if !reading.time.said.is_day() || reading.time.part_of_day.is_some() || reading.time.clock.is_some() {
        return;
    }
    let next = reading.end;
    if let Some(part) = part_at(words, next).filter(|_| next < ceiling && !names_more(words, next + 1)) {
        reading.end = next + 1;
        set(reading, part);
        return;
    }
    // "the early hours of Sunday"
    if let Some(start) = small_hours(words, reading.start, floor) {
        reading.start = start;
        set(reading, PartOfDay::Morning);
        return;
    }
    // "the morning [hours] of"
    let hours =
        reading.start >= floor + 2 && words.says(reading.start - 2, "hours") && words.says(reading.start - 1, "of");
    let skipped = usize::from(hours);
    let before = |steps: usize| {
        reading.start.checked_sub(if steps > 1 { steps + skipped } else { steps }).filter(|&at| at >= floor)
    };
    if let (Some(noun), Some(of)) = (before(2), before(1))
        && let Some(part) = part_at(words, noun).filter(|_| words.says_any(of, &["of", "on"]))
    {
        let first = noun
            .checked_sub(1)
            .filter(|&early| early >= floor && words.says_any(early, &["early", "late", "predawn"]))
            .unwrap_or(noun);
        let the = first.checked_sub(1).filter(|&the| the >= floor && words.says(the, "the"));
        // "morning on Monday" only with its article; "in the night of May 13" always
        if the.is_some() || words.says(of, "of") {
            reading.start = the.unwrap_or(first);
            set(reading, part);
        }
    }
}

/// "in [the early hours of] Sunday": their first token.
fn small_hours(words: &Words, day: usize, floor: usize) -> Option<usize> {
    let back = |steps: usize| day.checked_sub(steps).filter(|&at| at >= floor);
    let is_link = back(1).is_some_and(|at| words.says_any(at, &["of", "on"]))
        && back(2).is_some_and(|at| words.says(at, "hours"));
    let early = back(3).filter(|&at| is_link && words.says_any(at, &["early", "small", "predawn", "wee"]))?;
    Some(back(4).filter(|&the| words.says(the, "the")).unwrap_or(early))
}

fn set(reading: &mut Reading, part: PartOfDay) {
    reading.time.part_of_day = Some(part);
    reading.time.kind = TimeKind::Time;
}

fn part_at(words: &Words, at: usize) -> Option<PartOfDay> {
    let part = words.entry(at).part_of_day?;
    (!words.says_any(at, EDGES_OF_DAY)
        && !words.says(at, "overnight")
        && !words.text(at).ends_with('s')
        && !words.is_capital(at))
    .then_some(part)
}

/// "Monday night football"
fn names_more(words: &Words, at: usize) -> bool {
    words.is_capital(at) && words.is_word(at) && words.says_any(at, &["football", "live"])
}
