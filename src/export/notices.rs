//! `notices.csv`: what was dropped, doubtful or odd, and why.

use std::io;

use crate::model::ledger::Ledger;

use super::cell::Cell;
use super::csv_sheet::Sheet;

const COLUMNS: [&str; 5] = ["stage", "source_id", "start", "end", "says"];

pub fn write(ledger: &Ledger, sheet: &mut Sheet<'_>) -> io::Result<()> {
    sheet.head(&COLUMNS)?;
    for notice in &ledger.notices {
        let [start, end] = Cell::span(notice.span);
        sheet.row(&[Cell::name(&notice.stage), Cell::text(&notice.source_id), start, end, Cell::text(&notice.says)])?;
    }
    Ok(())
}
