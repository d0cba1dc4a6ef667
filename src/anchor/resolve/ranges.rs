//! The two ends of a range -> a range that runs on: "from Monday to Wednesday", "from August to October".

use chrono::{NaiveDate, NaiveDateTime};

use super::super::calendar::{self, Days};
use super::super::tense::Tense;
use crate::model::mention::Mention;
use crate::model::time::{Direction, Inferred, Partial, Said, TimeUnit, TimeValue};
use crate::model::timex;

/// The days from the beginning of the first to the end of the second; None when they do not run on.
pub fn span_of_two(first: &TimeValue, second: &TimeValue) -> Option<TimeValue> {
    let (start, end) = (first.start?, second.end?);
    let inferred = Inferred {
        year: first.inferred.year || second.inferred.year,
        month: first.inferred.month || second.inferred.month,
        day: first.inferred.day || second.inferred.day,
        direction: first.inferred.direction || second.inferred.direction,
    };
    let reason = if first.reason.is_empty() { second.reason.clone() } else { first.reason.clone() };
    (start < end).then(|| TimeValue {
        start: Some(start),
        end: Some(end),
        grain: first.grain.min(second.grain),
        inferred,
        reason,
    })
}

/// The same as days.
pub fn days_of_range(value: &TimeValue) -> Option<Days> {
    Some(Days { from: value.start?.date(), to: value.end?.date(), grain: value.grain })
}

/// "from Monday to Wednesday": of two ends chosen each for itself, the one that does not follow the other is chosen anew.
///
/// "from August to October", told in September, is this year's: a range that is not over holds the document's day when it can.
pub fn ordered(first: &mut Mention, second: &mut Mention, tense: Tense, today: Option<NaiveDate>) {
    let ends = (first.time().and_then(|time| time.value.clone()), second.time().and_then(|time| time.value.clone()));
    let (Some(one), Some(two)) = ends else { return };
    if one.start <= two.start {
        let Some(today) = today.filter(|_| tense != Tense::Past) else { return };
        let holds = |by: i32| {
            let (from, to) = (moved(one.start, TimeUnit::Year, by)?, moved(two.end, TimeUnit::Year, by)?);
            (from.date() <= today && today < to.date()).then_some(by)
        };
        if let Some(by) = [0, -1, 1].into_iter().find_map(holds).filter(|by| *by != 0)
            && [&*first, &*second].into_iter().all(has_no_year)
        {
            for (end, value) in [(first, one), (second, two)] {
                set_moved(end, value, TimeUnit::Year, by);
            }
        }
        return;
    }
    // "from May to September", told in that time
    let begun = moved(one.start, TimeUnit::Year, -1).zip(two.end);
    let holds_today = |(from, to): (NaiveDateTime, NaiveDateTime)| {
        today.is_some_and(|today| from.date() <= today && today < to.date())
    };
    if tense != Tense::Past && has_no_year(first) && has_no_year(second) && begun.is_some_and(holds_today) {
        set_moved(first, one, TimeUnit::Year, -1);
        return;
    }
    let (one_day, two_day) = (one.start.map(|at| at.date()), two.start.map(|at| at.date()));
    let is_bare = |mention: &Mention| {
        matches!(
            mention.time().map(|time| &time.said),
            Some(Said::Weekday(_, Direction::Bare) | Said::Date(_, Direction::Bare))
        )
    };
    // what is to come runs on to a later end, what was began earlier
    // hours that run past midnight end on the next day
    let overnight = second.time().is_some_and(|time| matches!(time.said, Said::Then));
    let runs_on = tense == Tense::Future || overnight || !is_bare(first);
    let (end, value, by) = if runs_on { (second, two, 1) } else { (first, one, -1) };
    let unit = match end.time().map(|time| &time.said) {
        Some(Said::Then) => TimeUnit::Day,
        Some(Said::Weekday(..)) => TimeUnit::Week,
        _ if has_no_year(end) => TimeUnit::Year,
        _ => return,
    };
    // a weekday may be more than one week off: "from next Monday to Friday"
    let gap = match (one_day, two_day) {
        (Some(one), Some(two)) if unit == TimeUnit::Week => ((one - two).num_days() + 6) / 7,
        _ => 1,
    };
    set_moved(end, value, unit, by * gap.clamp(1, 10) as i32);
}

fn has_no_year(mention: &Mention) -> bool {
    matches!(mention.time().map(|time| &time.said), Some(Said::Date(Partial { year: None, .. }, Direction::Bare)))
}

fn moved(at: Option<NaiveDateTime>, unit: TimeUnit, by: i32) -> Option<NaiveDateTime> {
    at.and_then(|at| Some(NaiveDateTime::new(calendar::shift(at.date(), unit, by)?, at.time())))
}

fn set_moved(mention: &mut Mention, value: TimeValue, unit: TimeUnit, by: i32) {
    let Some(time) = mention.time_mut() else { return };
    let reason = format!("{}, so that the range runs on", value.reason);
    let value = TimeValue { start: moved(value.start, unit, by), end: moved(value.end, unit, by), reason, ..value };
    time.timex = timex::timex(time, Some(&value));
    time.value = Some(value);
}
