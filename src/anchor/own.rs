//! One document's date from its own words, when it does not state it and nobody gave it.

use chrono::NaiveDate;

use super::clues::{Clues, first_from};
use crate::model::document::{Dateline, DatelineBasis};
use crate::model::time::Grain;

/// Days between the latest full date told as news and a later day of the year.
const NEAR: i64 = 60;

/// Year and day, when the words suffice.
pub fn infer(clues: &Clues) -> Dateline {
    full_date(clues).or_else(|| stated_day(clues)).or_else(|| recent_day(clues)).unwrap_or_default()
}

/// The latest full date told as past in the lead, unless later years are told of. Where weekdays tell the news, a date with
/// its year is background, unless a weekday stands with it.
fn full_date(clues: &Clues) -> Option<Dateline> {
    let told = clues.full.iter().filter(|full| full.weekday || clues.weekdays.is_empty());
    let full = told.max_by_key(|full| full.date)?;
    let later = clues.bounds.iter().any(|bound| bound.day > full.date);
    let after = clues.month_days.iter().filter_map(|day| first_from(day, full.date));
    let month_day = after.filter(|day| (*day - full.date).num_days() <= NEAR).max();
    let day = month_day.unwrap_or(full.date);
    (!later).then(|| inferred(day, format!("its lead tells of \"{}\" in the past and of nothing later", full.words)))
}

/// An agency dateline without year, its year from what is told as past.
fn stated_day(clues: &Clues) -> Option<Dateline> {
    let day = clues.stated.as_ref()?;
    let date = first_from(day, clues.latest_bound()?.day)?;
    let bound = clues.support(date, day.weekday.is_some())?;
    Some(inferred(
        date,
        format!("its dateline says \"{}\"; the year follows from \"{}\", told as past", day.words, bound.words),
    ))
}

/// A day of the year told in the past, shortly after a bound that speaks of the recent past.
fn recent_day(clues: &Clues) -> Option<Dateline> {
    let latest = clues.latest_bound()?.day;
    let placed = clues.month_days.iter().filter_map(|day| {
        let date = first_from(day, latest)?;
        let bound = clues.support(date, day.weekday.is_some())?;
        (day.lead || bound.close).then_some((date, day, bound))
    });
    let (date, day, bound) = placed.max_by_key(|(date, ..)| *date)?;
    let words = &day.words;
    Some(inferred(
        date,
        format!("\"{words}\" is told in the past, and the first such day after \"{}\" is {date}", bound.words),
    ))
}

fn inferred(date: NaiveDate, evidence: String) -> Dateline {
    Dateline { published: Some(date), grain: Some(Grain::Day), basis: DatelineBasis::Inferred, evidence, updated: None }
}
