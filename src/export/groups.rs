//! `groups.csv`: one row a cell, the claims whose values may be compared, with its verdict and estimate.

use std::io;

use crate::model::ledger::Ledger;

use super::cell::Cell;
use super::csv_sheet::Sheet;

const COLUMNS: [&str; 25] = [
    "group_id",
    "cell_id",
    "kind",
    "story_id",
    "metric",
    "scope",
    "period_start",
    "period_end",
    "period_kind",
    "unit",
    "claims",
    "sources",
    "origins",
    "verdict",
    "low",
    "best",
    "high",
    "method",
    "why",
    "label",
    "population",
    "as_of",
    "members",
    "estimate_why",
    "left_out",
];

pub fn write(ledger: &Ledger, sheet: &mut Sheet<'_>) -> io::Result<()> {
    sheet.head(&COLUMNS)?;
    for group in &ledger.groups {
        for cell in &group.cells {
            let estimate = cell.estimate.as_ref();
            let left_out = estimate.map_or(&[][..], |estimate| &estimate.left_out);
            let cells: [Cell<'_>; COLUMNS.len()] = [
                Cell::name(group.id.as_str()),
                Cell::name(cell.id.as_str()),
                Cell::name(group.kind.as_str()),
                Cell::name(group.story_id.as_str()),
                Cell::name(cell.metric.as_str()),
                Cell::text(cell.scope.as_str()),
                Cell::day(cell.period.start),
                Cell::day(cell.period.end),
                Cell::name(cell.period.kind.as_str()),
                Cell::name(cell.unit.as_str()),
                Cell::Count(cell.members.len() as u64),
                Cell::Count(cell.sources as u64),
                Cell::Count(cell.origins as u64),
                Cell::name(cell.verdict.as_str()),
                Cell::figure(estimate.and_then(|estimate| estimate.low), &cell.unit),
                Cell::figure(estimate.and_then(|estimate| estimate.best), &cell.unit),
                Cell::figure(estimate.and_then(|estimate| estimate.high), &cell.unit),
                Cell::name(estimate.map_or("", |estimate| estimate.method.as_str())),
                Cell::text(cell.why.as_str()),
                Cell::text(group.label.as_str()),
                Cell::text(cell.population.as_str()),
                Cell::day(estimate.and_then(|estimate| estimate.as_of)),
                Cell::list(cell.members.iter().map(|id| id.as_str())),
                Cell::text(estimate.map_or("", |estimate| &estimate.why)),
                Cell::list(left_out.iter().map(|(claim, reason)| format!("{claim}: {reason}"))),
            ];
            sheet.row(&cells)?;
        }
    }
    Ok(())
}
