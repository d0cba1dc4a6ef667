//! `decisions.csv` among the tables: one row a decision, with what became of it.

use std::io;

use crate::model::ledger::Ledger;

use super::cell::Cell;
use super::csv_sheet::Sheet;

pub const COLUMNS: [&str; 11] =
    ["decision_id", "at", "by", "act", "about", "arguments", "reason", "saw", "basis", "standing", "why"];

pub fn write(ledger: &Ledger, sheet: &mut Sheet<'_>) -> io::Result<()> {
    sheet.head(&COLUMNS)?;
    for ruling in &ledger.decisions {
        let decision = &ruling.decision;
        let arguments = match decision.arguments.is_empty() {
            true => String::new(),
            false => serde_json::to_string(&decision.arguments)?,
        };
        let cells: [Cell<'_>; COLUMNS.len()] = [
            Cell::name(&decision.id),
            Cell::name(&decision.at),
            Cell::text(&decision.by),
            Cell::name(decision.act.as_str()),
            Cell::list(decision.about.iter().map(String::as_str)),
            Cell::text(arguments),
            Cell::text(&decision.reason),
            Cell::text(&decision.saw),
            Cell::name(&decision.basis),
            Cell::name(ruling.standing.as_str()),
            Cell::text(&ruling.why),
        ];
        sheet.row(&cells)?;
    }
    Ok(())
}
