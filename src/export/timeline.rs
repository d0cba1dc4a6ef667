//! `timeline.csv`: one row an event of a story, its sources merged.

use std::io;

use crate::model::ledger::Ledger;

use super::cell::Cell;
use super::csv_sheet::Sheet;

const COLUMNS: [&str; 9] =
    ["timeline_id", "date_start", "date_end", "grain", "description", "sources", "event_ids", "agreed", "story_id"];

pub fn write(ledger: &Ledger, sheet: &mut Sheet<'_>) -> io::Result<()> {
    sheet.head(&COLUMNS)?;
    for entry in &ledger.timeline {
        let cells: [Cell<'_>; COLUMNS.len()] = [
            Cell::name(&entry.id),
            Cell::day(entry.time.first_day()),
            Cell::day(entry.time.last_day()),
            Cell::name(entry.time.grain.as_str()),
            Cell::text(&entry.description),
            Cell::list(entry.sources.iter().map(|source| &**source)),
            Cell::list(entry.event_ids.iter().map(String::as_str)),
            Cell::Yes(entry.agreed),
            Cell::name(&entry.story_id),
        ];
        sheet.row(&cells)?;
    }
    Ok(())
}
