//! `discrepancies.csv`: one row a finding.

use std::io;

use crate::model::finding::Evidence;
use crate::model::ledger::Ledger;

use super::cell::Cell;
use super::csv_sheet::Sheet;

const COLUMNS: [&str; 17] = [
    "finding_id",
    "rule",
    "severity",
    "kind",
    "story_id",
    "group_id",
    "summary",
    "values",
    "sources",
    "claim_ids",
    "evidence",
    "measured",
    "allowed",
    "tolerance",
    "status",
    "decided_by",
    "reason",
];

pub fn write(ledger: &Ledger, sheet: &mut Sheet<'_>) -> io::Result<()> {
    sheet.head(&COLUMNS)?;
    for finding in &ledger.findings {
        let cells: [Cell<'_>; COLUMNS.len()] = [
            Cell::name(&finding.id),
            Cell::name(&finding.rule),
            Cell::name(finding.severity.as_str()),
            Cell::name(finding.kind.as_str()),
            Cell::name(&finding.story_id),
            Cell::name(&finding.group_id),
            Cell::text(&finding.says),
            Cell::list(finding.values.iter().map(String::as_str)),
            Cell::list(finding.sources.iter().map(|source| &**source)),
            Cell::list(finding.claim_ids.iter().map(String::as_str)),
            Cell::list(finding.evidence.iter().map(place)),
            Cell::text(&finding.measured),
            Cell::text(&finding.allowed),
            Cell::name(&finding.tolerance),
            Cell::name(finding.status.as_str()),
            Cell::text(&finding.decided_by),
            Cell::text(&finding.reason),
        ];
        sheet.row(&cells)?;
    }
    Ok(())
}

/// `source_id:start-end`
fn place(evidence: &Evidence) -> String {
    format!("{}:{}-{}", evidence.source, evidence.span.start, evidence.span.end)
}
