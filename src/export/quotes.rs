//! `quotes.csv`: one row an utterance in one source.

use std::io;

use crate::model::ledger::Ledger;
use crate::model::quote::Quote;

use super::cell::Cell;
use super::csv_sheet::Sheet;

/// The columns; those of the contract first.
pub const COLUMNS: [&str; 13] = [
    "quote_id",
    "source_id",
    "start",
    "end",
    "speaker",
    "date_start",
    "words",
    "group_id",
    "date_end",
    "place",
    "story_id",
    "attribution_start",
    "attribution_end",
];

pub fn write(ledger: &Ledger, sheet: &mut Sheet<'_>) -> io::Result<()> {
    sheet.head(&COLUMNS)?;
    ledger.quotes.iter().try_for_each(|quote| sheet.row(&cells(quote)))
}

/// A quote's row.
pub fn cells(quote: &Quote) -> [Cell<'_>; COLUMNS.len()] {
    let [start, end] = Cell::span(Some(quote.span));
    let [attribution_start, attribution_end] = Cell::span(Some(quote.attribution));
    let time = quote.time.as_ref();
    [
        Cell::name(&quote.id),
        Cell::name(&*quote.source),
        start,
        end,
        Cell::text(quote.speaker.as_deref().unwrap_or("")),
        Cell::day(time.and_then(|time| time.first_day())),
        Cell::text(&quote.words),
        Cell::name(&quote.group_id),
        Cell::day(time.and_then(|time| time.last_day())),
        Cell::text(quote.place.as_deref().unwrap_or("")),
        Cell::name(&quote.story_id),
        attribution_start,
        attribution_end,
    ]
}
