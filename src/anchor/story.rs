//! Documents of one story date each other.
//!
//! The story's day is the date that some of them state, else the earliest day that is not before anything told as past. A
//! document that names its own days is dated by them; one that names only weekdays takes the nearest such day; one that names
//! neither takes the story's day. Nothing is dated where no clue supports it, and two unrelated clues never make a day: a day of
//! the year needs a bound that lies less than a year before it and speaks of the recent past.

use chrono::NaiveDate;

use super::clues::{Bound, Clues, MonthDay, first_from, support};
use super::placed::{self, Around, STORY};
use crate::model::document::{Dateline, DatelineBasis, SourceId};
use crate::model::time::Grain;

/// A document of a story with what is known of its date.
#[derive(Debug)]
pub struct Told<'a> {
    pub id: &'a SourceId,
    pub dateline: &'a mut Dateline,
    pub clues: &'a Clues,
    /// what its weekdays are counted from while its own day is not known: the last day it tells of
    pub counted_from: Option<NaiveDate>,
}

/// The story's day, and the sentence that says why.
struct Day {
    date: NaiveDate,
    why: String,
    /// the documents whose words it rests on
    sources: Vec<SourceId>,
}

/// Dates the undated documents of one story. Documents with a date keep it.
pub fn story_datelines(documents: &mut [Told]) {
    let Some(mut day) = dated(documents).or_else(|| by_days(documents)) else { return };
    // an agency's dateline wants its year only: then the story may begin earlier
    let is_agency = |document: &&mut Told| document.dateline.published.is_none() && document.clues.stated.is_some();
    for document in documents.iter_mut().filter(is_agency) {
        infer(document, &day, &[]);
    }
    if let Some(earlier) = dated(documents).filter(|earlier| earlier.date < day.date) {
        day = earlier;
    }
    let known = known_weekdays(documents, day.date);
    for document in documents.iter_mut().filter(|document| document.dateline.published.is_none()) {
        infer(document, &day, &known);
    }
}

/// Weekdays that some document names with their date, near the story's day.
fn known_weekdays(documents: &[Told], near: NaiveDate) -> Vec<(u8, NaiveDate)> {
    let days = documents.iter().flat_map(|document| &document.clues.month_days);
    let dates = days.filter_map(|day| Some((day.weekday?, placed::nearest_year(day.month, day.day, near)?)));
    let mut known: Vec<_> = dates.filter(|(_, date)| (*date - near).num_days().abs() <= STORY).collect();
    known.sort_unstable();
    known.dedup();
    known
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

fn infer(document: &mut Told, day: &Day, known: &[(u8, NaiveDate)]) {
    let placed = placed::day(document.clues, Around { near: day.date, known });
    let next = day.date.succ_opt().zip(document.clues.yesterday.as_ref());
    let is_behind = |next: NaiveDate| placed.as_ref().is_none_or(|placed| next >= placed.date);
    let (date, evidence) = match (&placed, next) {
        (Some(placed), _) if placed.is_sure => (placed.date, placed.why.clone()),
        (None, _) if day.sources.iter().all(|source| source == document.id) => (day.date, String::new()),
        (_, Some((next, words))) if is_behind(next) => {
            let what = "weak: it names no day of its own and tells of";
            (next, format!("{what} \"{words}\", the day after the story's, {}", day.date))
        }
        (Some(placed), _) => {
            let says = "its day is not singled out, but it was not written before";
            document.dateline.evidence = format!("{says} {}: {}: {}", placed.date, placed.why, day.why);
            document.counted_from = Some(placed.date);
            return;
        }
        (None, _) => {
            let what = "weak: it names no day of its own and takes the story's";
            (day.date, format!("{what}, {}", day.date))
        }
    };
    let evidence = if evidence.is_empty() { day.why.clone() } else { format!("{evidence}: {}", day.why) };
    *document.dateline = Dateline {
        published: Some(date),
        grain: Some(Grain::Day),
        basis: DatelineBasis::Inferred,
        evidence,
        updated: None,
    };
}
