//! What a run ends with: the sources, those that could not be read, the report's own summary, and where all of it stands.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::Path;

use comfy_table::{CellAlignment, ContentArrangement, Table, presets};

use crosscheck::model::ledger::Ledger;
use crosscheck::report;

use super::disk::shown;
use super::terminal::{Stress, Terminal, clean, shortened};

/// More sources than this would push the findings off a screen of 24 lines; tables/sources.csv has them all.
const MOST_SOURCES: usize = 5;
/// Refused files that are shown.
const MOST_REFUSED: usize = 3;

/// Prints the summary of a run.
pub fn print(ledger: &Ledger, refused: &[String], out: &Path, terminal: &Terminal) -> io::Result<()> {
    let mut to = io::stdout().lock();
    let width = terminal.width();
    if (1..=MOST_SOURCES).contains(&ledger.documents.len()) {
        for line in sources(ledger, width).lines() {
            writeln!(to, "{}", line.trim_end())?;
        }
        writeln!(to)?;
    }
    for says in refused.iter().take(MOST_REFUSED) {
        let says = format!("not read: {}", clean(says));
        writeln!(to, "{}", terminal.stress(Stress::Yellow, &shortened(&says, width)))?;
    }
    if refused.len() > MOST_REFUSED {
        writeln!(to, "and {} more that could not be read; see tables/notices.csv", refused.len() - MOST_REFUSED)?;
    }
    to.write_all(report::terminal(ledger, width).as_bytes())?;
    let out = shown(out);
    writeln!(to, "Read {}/report.html; tables/, charts/ and report.md stand beside it.", out.trim_end_matches('/'))
}

fn sources(ledger: &Ledger, width: usize) -> Table {
    let mut counts: BTreeMap<&str, [usize; 3]> =
        ledger.documents.iter().map(|document| (&*document.id, [0; 3])).collect();
    let mut count = |source: &str, column: usize| {
        if let Some(counts) = counts.get_mut(source) {
            counts[column] += 1;
        }
    };
    ledger.claims.iter().for_each(|claim| count(&claim.source, 0));
    ledger.events.iter().for_each(|event| count(&event.source, 1));
    ledger.findings.iter().flat_map(|finding| &finding.sources).for_each(|source| count(source, 2));
    let mut table = Table::new();
    table.load_style(presets::NOTHING).set_width(width as u16);
    table.set_content_arrangement(ContentArrangement::Dynamic);
    table.set_header(["source", "published", "words", "claims", "events", "findings"]);
    for document in &ledger.documents {
        let dateline = &document.dateline;
        let published = match (dateline.published, dateline.grain) {
            (Some(day), _) => format!("{day} ({})", dateline.basis.as_str()),
            (None, _) => "unknown".into(),
        };
        let [claims, events, findings] = counts[&*document.id];
        let numbers = [document.source.words, claims, events, findings].map(|number| number.to_string());
        table.add_row([shortened(&document.id, 40).into_owned(), published].into_iter().chain(numbers));
    }
    for column in table.column_iter_mut().skip(2) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    table
}
