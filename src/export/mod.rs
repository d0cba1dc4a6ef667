//! Ledger -> tables. Columns are a contract: names stay, more may follow at the end.
//!
//! A table is a file here and a line in [`TABLES`]. A file says its columns and makes a row of cells;
//! how cells are written is the business of [`csv_sheet`] and [`json_lines`]. Opens no file.

pub mod cell;
pub mod check;
pub mod claim_review;
pub mod csv_sheet;
pub mod decisions;
pub mod difference;
pub mod discrepancies;
pub mod events;
pub mod groups;
pub mod json_lines;
pub mod mentions;
pub mod notices;
pub mod quotes;
pub mod sources;
#[cfg(feature = "sqlite")]
pub mod sqlite;
pub mod statistics;
pub mod timeline;
pub mod timeline_js;

use std::io::{self, Write};

use crate::model::ledger::Ledger;

use csv_sheet::{Rows, Sheet};

/// A table: its file name, and how it is filled.
#[derive(Debug)]
pub struct Table {
    pub name: &'static str,
    write: fn(&Ledger, &mut Sheet<'_>) -> io::Result<()>,
}

/// Every table of a run.
pub const TABLES: [Table; 9] = [
    Table { name: "sources", write: sources::write },
    Table { name: "statistics", write: statistics::write },
    Table { name: "events", write: events::write },
    Table { name: "timeline", write: timeline::write },
    Table { name: "quotes", write: quotes::write },
    Table { name: "groups", write: groups::write },
    Table { name: "discrepancies", write: discrepancies::write },
    Table { name: "notices", write: notices::write },
    Table { name: "decisions", write: decisions::write },
];

impl Table {
    /// Writes the table as CSV. With `formula_safe`, text a spreadsheet would take for a formula is defused.
    pub fn csv(&self, ledger: &Ledger, out: &mut dyn Write, formula_safe: bool) -> io::Result<()> {
        let mut sheet = Sheet::new(out, formula_safe);
        (self.write)(ledger, &mut sheet)?;
        sheet.finish()
    }

    /// Hands the table on, row by row.
    pub fn rows(&self, ledger: &Ledger, rows: &mut dyn Rows) -> io::Result<()> {
        (self.write)(ledger, &mut Sheet::rows(rows))
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::model::ledger::{LEDGER_VERSION, Settings};

    pub fn empty() -> Ledger {
        Ledger {
            version: LEDGER_VERSION,
            program: String::new(),
            settings: Settings::default(),
            documents: vec![],
            stories: vec![],
            claims: vec![],
            events: vec![],
            timeline: vec![],
            quotes: vec![],
            groups: vec![],
            findings: vec![],

            decisions: vec![],
            notices: vec![],
        }
    }

    #[test]
    fn a_table_without_rows_still_has_its_columns() {
        let heads: Vec<(&str, &str)> = vec![
            (
                "sources",
                "source_id,file,title,publisher,url,language,published,published_grain,published_basis,published_evidence,story_id,words,sha256",
            ),
            (
                "statistics",
                "claim_id,source_id,start,end,text,metric,metric_label,counted,scope,value,low,high,qualifier,unit,period_start,period_end,period_kind,attributed_to,confidence,story_id,group_id,rule,sentence,sentence_start,sentence_end,cell_id,context,trend,role,period_grain,period_basis,occurrence",
            ),
            (
                "events",
                "event_id,source_id,start,end,text,date_start,date_end,grain,timex,inferred,description,kind,participants,place,attributed_to,story_id,group_id,sentence,sentence_start,sentence_end",
            ),
            ("timeline", "timeline_id,date_start,date_end,grain,description,sources,event_ids,agreed"),
            ("quotes", "quote_id,source_id,start,end,speaker,date_start,words,group_id"),
            (
                "groups",
                "group_id,cell_id,kind,story_id,metric,scope,period_start,period_end,period_kind,unit,claims,sources,origins,verdict,low,best,high,method,why",
            ),
            (
                "discrepancies",
                "finding_id,rule,severity,kind,story_id,group_id,summary,values,sources,claim_ids,evidence,measured,allowed,tolerance,status,decided_by,reason",
            ),
            ("notices", "stage,source_id,start,end,says"),
            ("decisions", "decision_id,at,by,act,about,arguments,reason,saw,basis,standing,why"),
        ];
        for (table, (name, head)) in TABLES.iter().zip(heads) {
            let mut bytes = Vec::new();
            table.csv(&empty(), &mut bytes, false).unwrap();
            let written = String::from_utf8(bytes).unwrap();
            assert_eq!(table.name, name);
            assert!(written.starts_with(head), "{name}: {written}");
            assert_eq!(written.matches('\n').count(), 1, "{name}");
        }
    }
}
