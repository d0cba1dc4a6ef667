//! `events.csv`: one row an event in the words of one source.

use std::io;

use crate::model::event::Event;
use crate::model::ledger::Ledger;

use super::cell::Cell;
use super::csv_sheet::Sheet;

/// The columns; those of the contract first.
pub const COLUMNS: [&str; 24] = [
    "event_id",
    "source_id",
    "start",
    "end",
    "text",
    "date_start",
    "date_end",
    "grain",
    "timex",
    "inferred",
    "description",
    "kind",
    "participants",
    "place",
    "attributed_to",
    "story_id",
    "group_id",
    "sentence",
    "sentence_start",
    "sentence_end",
    "status",
    "inferred_why",
    "clause_start",
    "clause_end",
];

pub fn write(ledger: &Ledger, sheet: &mut Sheet<'_>) -> io::Result<()> {
    sheet.head(&COLUMNS)?;
    ledger.events.iter().try_for_each(|event| sheet.row(&cells(event)))
}

/// An event's row.
pub fn cells(event: &Event) -> [Cell<'_>; COLUMNS.len()] {
    let [start, end] = Cell::span(event.span);
    let [sentence_start, sentence_end] = Cell::span(Some(event.sentence));
    let [clause_start, clause_end] = Cell::span(Some(event.clause));
    let time = event.time.as_ref();
    [
        Cell::name(&event.id),
        Cell::name(&*event.source),
        start,
        end,
        Cell::text(&event.text),
        Cell::day(time.and_then(|time| time.first_day())),
        Cell::day(time.and_then(|time| time.last_day())),
        Cell::name(time.map_or("", |time| time.grain.as_str())),
        Cell::name(&event.timex),
        Cell::name(time.map_or_else(String::new, |time| time.inferred.names())),
        Cell::text(&event.description),
        Cell::name(event.kind.as_str()),
        Cell::list(event.participants.iter().map(String::as_str)),
        Cell::text(&event.place),
        Cell::text(event.attributed_to.as_deref().unwrap_or("")),
        Cell::name(&event.story_id),
        Cell::name(&event.group_id),
        Cell::text(&event.sentence_text),
        sentence_start,
        sentence_end,
        Cell::name(event.status.as_str()),
        Cell::text(time.map_or("", |time| &time.reason)),
        clause_start,
        clause_end,
    ]
}
