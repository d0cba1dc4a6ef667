//! "October of next year", "the first quarter of 2009", "the last week of March", "the end of April next year".

use super::super::join::{Join, between};
use super::super::rule::Reading;
use crate::model::time::{Direction, Partial, Said, TimeKind, TimeUnit, YearPart};
use crate::model::token::Words;

pub const JOIN: Join = Join { name: "of_whole", join };

fn join(words: &Words, a: &Reading, b: &Reading) -> Option<Reading> {
    if let Some(reading) = whole_first(words, a, b) {
        return Some(reading);
    }
    let of = between(words, a, b, &["of", "in"]);
    if !of && !between(words, a, b, &["", ","]) {
        return None;
    }
    let whole = year_like(&b.time.said);
    let said = match &a.time.said {
        Said::Within { unit, nth, count, whole: None }
            if of && is_calendar(&b.time.said) && !(*unit >= TimeUnit::Month && is_a_month(&b.time.said)) =>
        {
            within(*unit, *nth, *count, &b.time.said)
        }
        // "the 28th of that month"
        Said::Date(Partial { day: Some(day), month: None, year: None, part: None, .. }, _)
            if (of || b.start == a.end) && is_month(&b.time.said) =>
        {
            within(TimeUnit::Day, i8::try_from(*day).ok()?, 1, &b.time.said)
        }
        // "the weekend of Halloween", "the weekend of June 5": the one nearest to it
        Said::Step { unit: TimeUnit::Weekend, low: 0, .. } if of && b.time.said.is_day() => {
            Said::Within { unit: TimeUnit::Weekend, nth: 0, count: 1, whole: Some(Box::new(b.time.said.clone())) }
        }
        // "the first weeks of 2023": the words tell where they lie after all
        Said::Edge { .. } if of && is_calendar(&b.time.said) => b.time.said.clone(),
        Said::Within { unit: TimeUnit::Quarter, nth, count: 1, whole: None } if whole => {
            within(TimeUnit::Quarter, *nth, 1, &b.time.said)
        }
        Said::Date(partial, Direction::Bare) if whole && partial.year.is_none() && joins_year(partial) => {
            with_year(*partial, &b.time.said)?
        }
        _ => return None,
    };
    let mut time = a.time.clone();
    // "the last three months of 2023": so long, and then
    if matches!(said, Said::Within { count: 2.., .. }) {
        time.kind = TimeKind::Duration;
    }
    time.said = said;
    Some(Reading::joined(a, b, time, JOIN.name))
}

/// "2017 April", "next year's first quarter".
fn whole_first(words: &Words, a: &Reading, b: &Reading) -> Option<Reading> {
    let possessive = between(words, a, b, &["'s", "’s"]);
    if !year_like(&a.time.said) || !possessive && b.start != a.end {
        return None;
    }
    let said = match &b.time.said {
        Said::Date(partial, Direction::Bare)
            if partial.year.is_none() && partial.day.is_none() && partial.month.is_some() =>
        {
            with_year(*partial, &a.time.said)?
        }
        Said::Within { unit, nth, count, whole: None } if possessive => within(*unit, *nth, *count, &a.time.said),
        _ => return None,
    };
    let mut time = b.time.clone();
    time.said = said;
    Some(Reading::joined(a, b, time, JOIN.name))
}

fn joins_year(partial: &Partial) -> bool {
    let of_year = matches!(partial.part, Some(YearPart::Season(_) | YearPart::Quarter(_) | YearPart::Half(_)));
    partial.month.is_some() || of_year
}

/// A year, or words that name one: "2009", "next year", "that year".
fn year_like(said: &Said) -> bool {
    match said {
        Said::Date(partial, _) => {
            let whole_year = matches!(partial.part, None | Some(YearPart::Fiscal | YearPart::School));
            partial.year.is_some() && partial.month.is_none() && whole_year
        }
        Said::Step { unit, .. } => *unit == TimeUnit::Year,
        _ => false,
    }
}

fn is_month(said: &Said) -> bool {
    matches!(said, Said::Step { unit: TimeUnit::Month, .. })
}

/// "its third year in March": no month holds a year
fn is_a_month(said: &Said) -> bool {
    is_month(said) || matches!(said, Said::Date(Partial { month: Some(_), .. }, _))
}

fn is_calendar(said: &Said) -> bool {
    match said {
        Said::Date(partial, _) => partial.day.is_none(),
        Said::Step { unit, .. } => *unit >= TimeUnit::Week,
        Said::Years { .. } => true,
        _ => false,
    }
}

/// A quarter or half of a known year is a date; anything else stays a part of its whole.
fn within(unit: TimeUnit, nth: i8, count: u8, whole: &Said) -> Said {
    if let (Said::Date(Partial { year: Some(year), month: None, part: None, .. }, _), 1) = (whole, count) {
        let part = match (unit, nth) {
            (TimeUnit::Quarter, 1..=4) => Some(YearPart::Quarter(nth as u8)),
            (TimeUnit::Quarter, -1) => Some(YearPart::Quarter(4)),
            (TimeUnit::Half, 1 | 2) => Some(YearPart::Half(nth as u8)),
            (TimeUnit::Half, -1) => Some(YearPart::Half(2)),
            _ => None,
        };
        if let Some(part) = part {
            return Said::Date(Partial { year: Some(*year), part: Some(part), ..Partial::default() }, Direction::Bare);
        }
    }
    Said::Within { unit, nth, count, whole: Some(Box::new(whole.clone())) }
}

/// "October of next year": a month of a year that is counted is a part of it.
fn with_year(partial: Partial, year: &Said) -> Option<Said> {
    match (year, partial.month, partial.part) {
        (Said::Date(Partial { year: Some(year), .. }, _), ..) => {
            Some(Said::Date(Partial { year: Some(*year), ..partial }, Direction::Bare))
        }
        (Said::Step { .. }, Some(month), None) => {
            let month_of =
                Said::Within { unit: TimeUnit::Month, nth: month as i8, count: 1, whole: Some(Box::new(year.clone())) };
            Some(match partial.day {
                Some(day) => {
                    Said::Within { unit: TimeUnit::Day, nth: day as i8, count: 1, whole: Some(Box::new(month_of)) }
                }
                None => month_of,
            })
        }
        (Said::Step { .. }, None, Some(YearPart::Season(season))) => Some(Said::Within {
            unit: TimeUnit::Season,
            nth: season as i8,
            count: 1,
            whole: Some(Box::new(year.clone())),
        }),
        _ => None,
    }
}
