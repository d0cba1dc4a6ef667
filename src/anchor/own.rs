//! One document's date from its own words, when it does not state it and nobody gave it.

use chrono::NaiveDate;

use super::calendar;
use super::clues::{Clues, first_from};
use crate::model::document::{Dateline, DatelineBasis};
use crate::model::time::Grain;

/// Days between the latest full date told as news and a later day of the year.
const NEAR: i64 = 60;

/// Year and day, when the words suffice.
pub fn infer(clues: &Clues) -> Dateline {
    full_date(clues).or_else(|| stated_day(clues)).or_else(|| recent_day(clues)).unwrap_or_default()
}

/// The latest full date told as past in the lead, unless later years are told of.
fn full_date(clues: &Clues) -> Option<Dateline> {
    let (date, words) = clues.full.iter().max_by_key(|(date, _)| *date)?;
    let later = clues.bounds.iter().any(|bound| bound.day > *date);
    let month_day = clues
        .month_days
        .iter()
        .filter_map(|day| first_from(day.month, day.day, *date))
        .filter(|day| (*day - *date).num_days() <= NEAR)
        .max();
    let day = month_day.unwrap_or(*date);
    (!later).then(|| inferred(day, format!("its lead tells of \"{words}\" in the past and of nothing later")))
}

/// An agency dateline without year, its year from what is told as past.
fn stated_day(clues: &Clues) -> Option<Dateline> {
    let (month, day, words) = clues.stated.as_ref()?;
    let date = first_from(*month, *day, clues.latest_bound()?.day)?;
    let bound = clues.support(date)?;
    Some(inferred(
        date,
        format!("its dateline says \"{words}\"; the year follows from \"{}\", told as past", bound.words),
    ))
}

/// A day of the year told in the past, shortly after a bound that speaks of the recent past.
fn recent_day(clues: &Clues) -> Option<Dateline> {
    let latest = clues.latest_bound()?.day;
    let placed = clues.month_days.iter().filter_map(|day| {
        let date = first_from(day.month, day.day, latest)?;
        let bound = clues.support(date)?;
        let fits = day.weekday.is_none_or(|weekday| weekday == calendar::weekday(date)) && (day.lead || bound.close);
        fits.then_some((date, day, bound))
    });
    let (date, day, bound) = placed.max_by_key(|(date, ..)| *date)?;
    Some(inferred(
        date,
        format!("\"{}\" is told in the past, and the first such day after \"{}\" is {date}", day.words, bound.words),
    ))
}

fn inferred(date: NaiveDate, evidence: String) -> Dateline {
    Dateline { published: Some(date), grain: Some(Grain::Day), basis: DatelineBasis::Inferred, evidence, updated: None }
}
