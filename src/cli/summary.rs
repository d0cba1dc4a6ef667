//! What a run ends with: a few lines that fit a screen.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::Path;

use comfy_table::{CellAlignment, ContentArrangement, LineStyle, Table, presets};

use crosscheck::model::finding::{Finding, Severity};
use crosscheck::model::ledger::Ledger;

use super::disk::shown;
use super::terminal::{Stress, Terminal, clean, shortened, wrapped};

/// More sources than this are shown as a sum only.
const MOST_SOURCES: usize = 8;
/// Findings and refused files that are shown.
const MOST_FINDINGS: usize = 5;
const MOST_REFUSED: usize = 3;
/// Lines a finding may take.
const MOST_LINES: usize = 2;

const SEVERITIES: [Severity; 4] = [Severity::High, Severity::Medium, Severity::Low, Severity::Note];

/// Prints the summary of a run.
pub fn print(ledger: &Ledger, refused: &[String], out: &Path, terminal: &Terminal) -> io::Result<()> {
    let mut to = io::stdout().lock();
    let width = terminal.width();
    if !ledger.documents.is_empty() {
        writeln!(to, "{}", sources(ledger, width))?;
    }
    for says in refused.iter().take(MOST_REFUSED) {
        let says = format!("not read: {}", clean(says));
        writeln!(to, "{}", terminal.stress(Stress::Yellow, &shortened(&says, width)))?;
    }
    if refused.len() > MOST_REFUSED {
        writeln!(to, "and {} more that could not be read; see notices.csv", refused.len() - MOST_REFUSED)?;
    }
    findings(&mut to, ledger, width, terminal)?;
    let notices = ledger.notices.len();
    let noticed = if notices == 0 { String::new() } else { format!(", {notices} {}", plural(notices, "notice")) };
    writeln!(to, "written: {}/ (tables/, ledger, run.json{noticed})", shown(out).trim_end_matches('/'))
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
    table.load_style(presets::UTF8_HORIZONTAL_ONLY.row_separator(LineStyle::none())).set_width(width as u16);
    table.set_content_arrangement(ContentArrangement::Dynamic);
    table.set_header(["source", "published", "words", "claims", "events", "findings"]);
    if ledger.documents.len() <= MOST_SOURCES {
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
    }
    let words: usize = ledger.documents.iter().map(|document| document.source.words).sum();
    let all = format!("{} {}", ledger.documents.len(), plural(ledger.documents.len(), "source"));
    let stories = match ledger.stories.len() {
        0 => String::new(),
        1 => "1 story".into(),
        many => format!("{many} stories"),
    };
    let sums = [words, ledger.claims.len(), ledger.events.len(), ledger.findings.len()].map(|sum| sum.to_string());
    table.add_row([all, stories].into_iter().chain(sums));
    for column in table.column_iter_mut().skip(2) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    table
}

fn findings(to: &mut dyn Write, ledger: &Ledger, width: usize, terminal: &Terminal) -> io::Result<()> {
    let mut sorted: Vec<&Finding> = ledger.findings.iter().collect();
    // stable: within a severity the ledger's own order
    sorted.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
    let by_severity: Vec<String> = SEVERITIES
        .into_iter()
        .map(|severity| (severity, sorted.iter().filter(|finding| finding.severity == severity).count()))
        .filter(|(_, count)| *count > 0)
        .map(|(severity, count)| format!("{count} {}", terminal.severity(severity)))
        .collect();
    if by_severity.is_empty() {
        return writeln!(to, "no discrepancies found");
    }
    writeln!(to, "{} {}: {}", sorted.len(), plural(sorted.len(), "finding"), by_severity.join(", "))?;
    for finding in sorted.iter().take(MOST_FINDINGS) {
        let says = clean(&finding.says);
        let mut lines = wrapped(&says, width.saturating_sub(10));
        if lines.len() > MOST_LINES {
            lines.truncate(MOST_LINES);
            lines[MOST_LINES - 1].push('…');
        }
        for (at, line) in lines.iter().enumerate() {
            let gap = " ".repeat(8 - finding.severity.as_str().len());
            let head = if at == 0 { format!("{}{gap}", terminal.severity(finding.severity)) } else { " ".repeat(8) };
            writeln!(to, "  {head}{line}")?;
        }
    }
    if sorted.len() > MOST_FINDINGS {
        writeln!(to, "  and {} more in tables/discrepancies.csv", sorted.len() - MOST_FINDINGS)?;
    }
    Ok(())
}

fn plural(count: usize, word: &str) -> String {
    if count == 1 { word.into() } else { format!("{word}s") }
}
