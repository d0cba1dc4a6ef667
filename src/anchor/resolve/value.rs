//! Days -> the value that is printed: narrowed to a part of a month, of a day, or to the clock.

use chrono::{Duration, NaiveDate, NaiveDateTime, NaiveTime};

use super::super::calendar::Days;
use super::Found;
use crate::model::time::{Clock, Grain, Modifier, PartOfDay, Time, TimeUnit, TimeValue};

/// Days -> the value, narrowed to the part of day or the clock time that is said.
pub(super) fn value(time: &Time, found: Found) -> TimeValue {
    let Days { from, to, grain } = found.days;
    let midnight = |day: NaiveDate| NaiveDateTime::new(day, NaiveTime::MIN);
    let hours = |hours: i64| midnight(from).checked_add_signed(Duration::hours(hours));
    let (mut start, mut end, mut grain) = (Some(midnight(from)), Some(midnight(to)), grain);
    if let Some(clock) = &time.clock {
        (start, end, grain) = clock_value(from, clock);
    } else if let Some(part) = time.part_of_day.filter(|_| grain <= Grain::Day) {
        let (first, last) = part_hours(part);
        (start, end, grain) = (hours(first), hours(last), Grain::PartOfDay);
    }
    TimeValue { start, end, grain, inferred: found.inferred, reason: found.reason }
}

fn clock_value(day: NaiveDate, clock: &Clock) -> (Option<NaiveDateTime>, Option<NaiveDateTime>, Grain) {
    // 24:00 is the next midnight
    let start = NaiveDateTime::new(day, NaiveTime::MIN).checked_add_signed(
        Duration::hours(i64::from(clock.hour))
            + Duration::minutes(i64::from(clock.minute.unwrap_or(0)))
            + Duration::seconds(i64::from(clock.second.unwrap_or(0))),
    );
    let (length, grain) = match (clock.minute, clock.second) {
        (_, Some(_)) => (Duration::seconds(1), Grain::Second),
        (Some(_), None) => (Duration::minutes(1), Grain::Minute),
        (None, None) => (Duration::hours(1), Grain::Hour),
    };
    (start, start.and_then(|start| start.checked_add_signed(length)), grain)
}

/// Hours of the day that news means; a night stays on the evening it begins.
fn part_hours(part: PartOfDay) -> (i64, i64) {
    match part {
        PartOfDay::Morning => (5, 12),
        PartOfDay::Noon => (12, 13),
        PartOfDay::Afternoon => (12, 18),
        PartOfDay::Evening => (17, 22),
        PartOfDay::Night => (18, 24),
        PartOfDay::Midnight => (0, 1),
        PartOfDay::Daytime => (6, 18),
    }
}

/// The third of a period that "early", "mid" or "late" names.
pub(super) fn portion_of(days: Days, portion: Option<Modifier>) -> Days {
    let third = Duration::days((days.to - days.from).num_days() / 3);
    match portion {
        Some(Modifier::Start) => Days { to: days.from + third, ..days },
        Some(Modifier::Mid) => Days { from: days.from + third, to: days.to - third, ..days },
        Some(Modifier::End) => Days { from: days.to - third, ..days },
        _ => days,
    }
}

/// The unit that a grain is one of.
pub(super) fn unit_of(grain: Grain) -> TimeUnit {
    match grain {
        Grain::Second | Grain::Minute | Grain::Hour | Grain::PartOfDay | Grain::Day => TimeUnit::Day,
        Grain::Weekend => TimeUnit::Weekend,
        Grain::Week => TimeUnit::Week,
        Grain::Month => TimeUnit::Month,
        Grain::Season => TimeUnit::Season,
        Grain::Quarter => TimeUnit::Quarter,
        Grain::Half => TimeUnit::Half,
        Grain::Year | Grain::Open => TimeUnit::Year,
        Grain::Decade => TimeUnit::Decade,
        Grain::Century => TimeUnit::Century,
    }
}
