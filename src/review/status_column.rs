//! `discrepancies.csv` with its status column edited by hand -> the decisions that make it so.
//!
//! Only rows whose status, reason or name differ from the ledger's become decisions, so that reading a table twice
//! decides nothing twice.

use crate::model::decision::{Act, Decision, Seen, Standing};
use crate::model::error::{Error, Result};
use crate::model::finding::FindingStatus;
use crate::model::ledger::Ledger;

use super::table::flat;

/// Is this a table of findings rather than of decisions?
pub fn is_one(bytes: &[u8]) -> bool {
    let first = bytes.split(|&byte| byte == b'\n').next().unwrap_or_default();
    String::from_utf8_lossy(first).to_lowercase().contains("finding_id")
}

/// Reads the edited table; `by` decides where the table names nobody, at the time `at`.
pub fn read(file: &str, bytes: &[u8], ledger: &Ledger, by: &str, at: &str) -> Result<Vec<Decision>> {
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    let first = bytes.split(|&byte| byte == b'\n').next().unwrap_or_default();
    let count = |sign: u8| first.iter().filter(|&&byte| byte == sign).count();
    let delimiter = [b',', b';', b'\t'].into_iter().rev().max_by_key(|&sign| count(sign)).unwrap_or(b',');
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(bytes);
    let wrong = |line: u64, column: Option<&str>, problem: String, remedy: &str| Error::Line {
        file: file.into(),
        line,
        column: column.map(Into::into),
        problem,
        remedy: remedy.into(),
    };
    let utf8 = "save the file as CSV in UTF-8";
    let names = reader.headers().map_err(|error| wrong(1, None, error.to_string(), utf8))?.clone();
    let place = |name: &str| names.iter().position(|column| column.trim().eq_ignore_ascii_case(name));
    let need = |name: &str| {
        let remedy = "apply tables/discrepancies.csv with its columns, or a decisions.csv";
        place(name).ok_or_else(|| wrong(1, None, format!("the column {name} is missing"), remedy))
    };
    let (id, status) = (need("finding_id")?, need("status")?);
    let (decided_by, reason) = (place("decided_by"), place("reason"));
    let seen = Seen::new(ledger);
    let mut decisions = Vec::new();
    for record in reader.records() {
        let record = record
            .map_err(|error| wrong(error.position().map_or(1, csv::Position::line), None, error.to_string(), utf8))?;
        let line = record.position().map_or(0, csv::Position::line);
        let cell = |at: Option<usize>| at.and_then(|at| record.get(at)).unwrap_or("").trim();
        let id = cell(Some(id));
        if id.is_empty() {
            continue;
        }
        let Some(finding) = seen.finding(id) else {
            let remedy = "apply the table to the folder it came from, or take the row out";
            return Err(wrong(line, Some("finding_id"), format!("{id:?} is not found in this output"), remedy));
        };
        let status = match cell(Some(status)).to_lowercase().as_str() {
            "settled" | "settle" => FindingStatus::Settled,
            "pending" => FindingStatus::Pending,
            "open" | "" => FindingStatus::Open,
            "stale" => FindingStatus::Stale,
            "accepted" | "accept" => FindingStatus::Settled,
            other => {
                let remedy = "write open, pending, accepted or settled";
                return Err(wrong(line, Some("status"), format!("{other:?} is not known"), remedy));
            }
        };
        let accepted = cell(place("status")).to_lowercase().starts_with("accept");
        let told = flat(cell(reason));
        let unchanged = status == finding.status && told == finding.reason;
        if unchanged || status == FindingStatus::Stale {
            continue;
        }
        let named = flat(cell(decided_by));
        let by = if named.is_empty() || named == finding.decided_by { by.to_owned() } else { named };
        let about = vec![id.to_owned()];
        let act = match status {
            FindingStatus::Settled if accepted => Act::Accept,
            FindingStatus::Settled => Act::Settle,
            FindingStatus::Pending => Act::Pending,
            _ if status == finding.status => Act::Note,
            _ => Act::Undo,
        };
        let about = if act == Act::Undo { answers(ledger, id) } else { about };
        let (saw, basis) = seen.saw(act, &about, &Default::default());
        let reason = if told == finding.reason { String::new() } else { told };
        let decision = Decision {
            at: at.into(),
            id: String::new(),
            by,
            act,
            about,
            arguments: Default::default(),
            reason,
            saw,
            basis,
        };
        if !decision.about.is_empty() {
            decisions.push(decision.named());
        }
    }
    Ok(decisions)
}

/// The answers that make a finding's status what it is.
fn answers(ledger: &Ledger, id: &str) -> Vec<String> {
    let counts = |standing| matches!(standing, Standing::Applied | Standing::Disputed | Standing::Stale);
    let of = |ruling: &&crate::model::decision::Ruling| {
        counts(ruling.standing)
            && ruling.decision.act.is_answer()
            && ruling.decision.about.iter().any(|about| about == id)
    };
    ledger.decisions.iter().filter(of).map(|ruling| ruling.decision.id.clone()).collect()
}
