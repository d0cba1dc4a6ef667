//! `sources.csv`: one row a document.

use std::collections::HashMap;
use std::io;

use crate::model::ledger::Ledger;

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
            Cell::day(dateline.published),
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
