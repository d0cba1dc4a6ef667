//! Timeline entries -> stories, years, lines: when, what, who tells it, and whether they agree on the day.

use std::collections::BTreeMap;

use crate::model::event::TimelineEntry;

use super::index::Index;
use super::{tables, written};

/// Lines the page carries.
const LINES: usize = 10_000;
/// Sources named in a line.
const NAMED: usize = 8;

/// The lines of one story and year.
#[derive(Debug)]
pub struct Year<'a> {
    /// empty when the report tells of one story
    pub story: &'a str,
    pub label: String,
    pub lines: Vec<Line<'a>>,
}

/// One event with all who tell it.
#[derive(Debug)]
pub struct Line<'a> {
    pub when: String,
    pub inferred: &'static str,
    pub what: &'a str,
    pub told_by: Vec<Teller>,
    pub unnamed: usize,
    pub agreed: bool,
}

/// A source that tells of an event.
#[derive(Debug)]
pub struct Teller {
    pub name: String,
    /// where in its text; empty when the source is not in the ledger
    pub place: String,
    /// its own days; empty when all agree
    pub when: String,
}

/// The timeline, and how many entries did not fit.
pub fn timeline<'a>(index: &Index<'a>) -> (Vec<Year<'a>>, usize) {
    let ledger = index.ledger;
    let rank: BTreeMap<&str, usize> =
        ledger.stories.iter().enumerate().map(|(at, story)| (story.id.as_str(), at)).collect();
    let mut entries: Vec<&TimelineEntry> = ledger.timeline.iter().collect();
    entries.sort_by_key(|entry| {
        (rank.get(entry.story_id.as_str()).copied(), &entry.story_id, entry.time.start, entry.time.end, &entry.id)
    });
    let mut years: Vec<Year> = Vec::new();
    let mut last: Option<(&str, Option<i32>)> = None;
    for entry in entries.iter().take(LINES) {
        let year = entry.time.first_day().or(entry.time.last_day()).map(|day| chrono::Datelike::year(&day));
        let key = (entry.story_id.as_str(), year);
        if last != Some(key) {
            last = Some(key);
            let story = index.story_beside(&entry.story_id);
            let label = year.map_or_else(|| "Without a date".into(), |year| year.to_string());
            years.push(Year { story, label, lines: Vec::new() });
        }
        if let Some(year) = years.last_mut() {
            year.lines.push(line(entry, index));
        }
    }
    (years, entries.len().saturating_sub(LINES))
}

fn line<'a>(entry: &'a TimelineEntry, index: &Index<'a>) -> Line<'a> {
    let teller = |source: &str| {
        let event = entry.event_ids.iter().filter_map(|id| index.event(id)).find(|event| &*event.source == source);
        let when = event.and_then(|event| event.time.as_ref()).filter(|_| !entry.agreed);
        Teller {
            name: index.name(source).to_string(),
            place: event.map(|event| index.place(&event.id)).unwrap_or_default(),
            when: when.map(written::time).unwrap_or_default(),
        }
    };
    let sources = entry.sources.iter().take(NAMED);
    Line {
        when: written::time(&entry.time),
        inferred: tables::inferred(&entry.time),
        what: &entry.description,
        told_by: sources.map(|source| teller(source)).collect(),
        unnamed: entry.sources.len().saturating_sub(NAMED),
        agreed: entry.agreed,
    }
}
