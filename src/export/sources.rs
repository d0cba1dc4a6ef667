//! `sources.csv`: one row a document.

use std::collections::HashMap;
use std::io;

use crate::model::document::Dateline;
use crate::model::ledger::Ledger;
use crate::model::time::Grain;

use super::cell::Cell;
use super::csv_sheet::Sheet;

const COLUMNS: [&str; 14] = [
    "source_id",
    "file",
    "title",
    "publisher",
    "url",
    "language",
    "published",
    "published_grain",
    "published_basis",
    "published_evidence",
    "story_id",
    "words",
    "sha256",
    "updated",
];

/// "2025-02-05", "2025-02" or "2025": as fine as it is known.
fn published(dateline: &Dateline) -> Cell<'_> {
    match (dateline.published, dateline.grain) {
        (Some(day), Some(Grain::Month)) => Cell::name(day.format("%Y-%m").to_string()),
        (Some(day), Some(Grain::Year)) => Cell::name(day.format("%Y").to_string()),
        (day, _) => Cell::day(day),
    }
}

pub fn write(ledger: &Ledger, sheet: &mut Sheet<'_>) -> io::Result<()> {
    let stories: HashMap<&str, &str> =
        ledger.stories.iter().flat_map(|story| story.sources.iter().map(|source| (&**source, &*story.id))).collect();
    sheet.head(&COLUMNS)?;
    for document in &ledger.documents {
        let (source, dateline) = (&document.source, &document.dateline);
        let cells: [Cell<'_>; COLUMNS.len()] = [
            Cell::name(&*document.id),
            Cell::text(&source.file),
            Cell::text(&source.title),
            Cell::text(&source.publisher),
            Cell::text(&source.url),
            Cell::name(&source.language),
            published(dateline),
            Cell::name(dateline.grain.map_or("", |grain| grain.as_str())),
            Cell::name(dateline.basis.as_str()),
            Cell::text(&dateline.evidence),
            Cell::name(stories.get(&*document.id).copied().unwrap_or("")),
            Cell::Count(source.words as u64),
            Cell::name(&source.sha256),
            Cell::day(dateline.updated),
        ];
        sheet.row(&cells)?;
    }
    Ok(())
}
