//! Documents of one story date each other.
//!
//! The story's day is the date that some of them state, else the earliest day that is not before anything told as past. A
//! document that names its own days is dated by them; one that names only weekdays takes the nearest such day; one that names
//! neither takes the story's day. Nothing is dated where no clue supports it, and two unrelated clues never make a day: a day of
//! the year needs a bound that lies less than a year before it and speaks of the recent past.

use chrono::{Datelike, Duration, NaiveDate};

use super::calendar;
use super::clues::{Bound, Clues, MonthDay, first_from, support};
use crate::model::document::{Dateline, DatelineBasis, SourceId};
use crate::model::time::Grain;

/// A document of a story with what is known of its date.
#[derive(Debug)]
pub struct Told<'a> {
    pub id: &'a SourceId,
    pub dateline: &'a mut Dateline,
    pub clues: &'a Clues,
}

/// Days a story lasts: what its documents tell as news lies this near to each other.
const STORY: i64 = 21;

/// The story's day, and the sentence that says why.
struct Day {
    date: NaiveDate,
    why: String,
    /// the documents whose words it rests on
    sources: Vec<SourceId>,
}

/// Dates the undated documents of one story. Documents with a date keep it.
pub fn story_datelines(documents: &mut [Told]) {
    let Some(day) = dated(documents).or_else(|| by_days(documents)) else { return };
    for document in documents.iter_mut().filter(|document| document.dateline.published.is_none()) {
        *document.dateline = infer(document, &day);
    }
}

/// The earliest date that a document of the story has for itself.
fn dated(documents: &[Told]) -> Option<Day> {
    let own = documents.iter().filter(|document| document.dateline.grain.is_none_or(|grain| grain <= Grain::Day));
    let first = own.filter_map(|document| Some((document.dateline.published?, document.id))).min()?;
    Some(Day {
        date: first.0,
        why: format!("another document of the story is dated {}", first.0),
        sources: vec![first.1.clone()],
    })
}

/// From the days of the year told in the past and the latest bound, over all documents.
fn by_days(documents: &[Told]) -> Option<Day> {
    let mut bounds: Vec<(&Bound, &SourceId)> = documents
        .iter()
        .flat_map(|document| document.clues.bounds.iter().map(move |bound| (bound, document.id)))
        .collect();
    bounds.sort_by_key(|(bound, id)| (bound.day, *id));
    let latest = bounds.last()?.0.day;
    let mut placed: Vec<(NaiveDate, &MonthDay, &SourceId)> = documents
        .iter()
        .flat_map(|document| document.clues.month_days.iter().map(move |day| (day, document.id)))
        .filter_map(|(day, id)| Some((first_from(day, latest)?, day, id)))
        .collect();
    placed.sort_by_key(|(date, _, id)| (*date, *id));
    let supported = placed.iter().filter_map(|(date, day, id)| {
        let bound = support(bounds.iter().copied(), *date, day.weekday.is_some())?;
        Some((*date, *day, *id, bound))
    });
    // what is told as news lies together; a day long before or after is another matter
    let beside = |date: NaiveDate| {
        let from = placed.partition_point(|(other, ..)| (date - *other).num_days() > STORY);
        placed.partition_point(|(other, ..)| (*other - date).num_days() <= STORY) - from
    };
    let (date, day, id, (bound, by)) =
        supported.max_by_key(|(date, _, id, _)| (beside(*date), *date, std::cmp::Reverse(*id)))?;
    let past = if bound.close { "which was over" } else { "told as past" };
    let why = format!(
        "\"{}\" ({id}) is told in the past, and the first such day after \"{}\" ({by}), {past}, is {date}",
        day.words, bound.words
    );
    Some(Day { date, why, sources: vec![id.clone(), by.clone()] })
}

fn infer(document: &Told, day: &Day) -> Dateline {
    let inferred = |date: NaiveDate, evidence: String| Dateline {
        published: Some(date),
        grain: Some(Grain::Day),
        basis: DatelineBasis::Inferred,
        evidence,
        updated: None,
    };
    if let Some((date, words)) = own_day(document.clues, day.date) {
        return inferred(
            date,
            format!("its latest day told in the past is \"{words}\"; the year follows from the story: {}", day.why),
        );
    }
    if let Some((date, words)) = own_weekday(document.clues, day.date) {
        return inferred(
            date,
            format!("it tells of \"{words}\" as news, the nearest such day to the story's, {}: {}", day.date, day.why),
        );
    }
    let alone = day.sources.iter().all(|source| source == document.id);
    if alone {
        return inferred(day.date, day.why.clone());
    }
    inferred(day.date, format!("weak: it names no day of its own and takes the story's, {}: {}", day.date, day.why))
}

/// The latest of its own month-days near the story's day.
fn own_day(clues: &Clues, near: NaiveDate) -> Option<(NaiveDate, String)> {
    let placed = |day: &MonthDay| Some((nearest_year(day.month, day.day, near)?, day.words.clone()));
    let stated = clues.stated.iter().filter_map(placed);
    let told = clues.month_days.iter().filter_map(placed);
    let mut days: Vec<(NaiveDate, String)> = stated.collect();
    if days.is_empty() {
        days = told.collect();
    }
    days.into_iter().filter(|(date, _)| (*date - near).num_days().abs() <= STORY).max_by_key(|(date, _)| *date)
}

fn nearest_year(month: u8, day: u8, near: NaiveDate) -> Option<NaiveDate> {
    (near.year() - 1..=near.year() + 1)
        .filter_map(|year| NaiveDate::from_ymd_opt(year, month.into(), day.into()))
        .min_by_key(|date| ((*date - near).num_days().abs(), *date))
}

/// The day of the first weekday told as news that lies nearest to the story's day, then the later ones of that week.
fn own_weekday(clues: &Clues, near: NaiveDate) -> Option<(NaiveDate, String)> {
    let lead = clues.weekdays.first()?;
    let lead_day = calendar::nearest(near, lead.weekday)?;
    let mut latest = (lead_day, lead);
    for other in &clues.weekdays[1..] {
        // one or two days on belongs to the same telling; more is the week before
        let ahead = (i64::from(other.weekday) - i64::from(lead.weekday)).rem_euclid(7);
        let day = lead_day.checked_add_signed(Duration::days(ahead))?;
        if ahead <= 2 && day > latest.0 {
            latest = (day, other);
        }
    }
    let (day, told) = latest;
    // what happened at night is read the day after
    let written = if told.late { day.succ_opt()? } else { day };
    Some((written, told.words.clone()))
}
