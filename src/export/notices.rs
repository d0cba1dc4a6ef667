//! `notices.csv`: what was dropped, doubtful or odd, and why.

use std::io;

use crate::model::ledger::Ledger;
use crate::model::notice::Notice;

use super::cell::Cell;
use super::csv_sheet::Sheet;

/// The columns.
pub const COLUMNS: [&str; 5] = ["stage", "source_id", "start", "end", "says"];

pub fn write(ledger: &Ledger, sheet: &mut Sheet<'_>) -> io::Result<()> {
    sheet.head(&COLUMNS)?;
    ledger.notices.iter().try_for_each(|notice| sheet.row(&cells(notice)))
}

/// A notice's row.
pub fn cells(notice: &Notice) -> [Cell<'_>; COLUMNS.len()] {
    let [start, end] = Cell::span(notice.span);
    [Cell::name(&notice.stage), Cell::text(&notice.source_id), start, end, Cell::text(&notice.says)]
}
