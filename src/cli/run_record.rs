//! `run.json`: what was read, with which settings, what came out, and which files are ours. No clock, no machine.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path};

use serde::{Deserialize, Serialize};

use crosscheck::model::finding::Severity;
use crosscheck::model::id::sha256_hex;
use crosscheck::model::ledger::{Ledger, Settings};

/// The record's name in the output folder.
pub const FILE_NAME: &str = "run.json";

/// Tells our records from other people's.
pub const PROGRAM: &str = "crosscheck";

/// A file that was read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Input {
    pub file: String,
    /// of its bytes; empty when it could not be read
    pub sha256: String,
    pub bytes: u64,
}

impl Input {
    pub fn of(file: &str, bytes: &[u8]) -> Self {
        Input { file: file.into(), sha256: sha256_hex(bytes), bytes: bytes.len() as u64 }
    }

    pub fn unread(file: &str) -> Self {
        Input { file: file.into(), sha256: String::new(), bytes: 0 }
    }
}

/// The record of a run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunRecord {
    pub program: String,
    pub version: String,
    pub ledger_version: u32,
    /// sorted by name
    pub inputs: Vec<Input>,
    pub settings: Settings,
    pub formula_safe: bool,
    pub counts: BTreeMap<String, u64>,
    /// every file we wrote, this one included; paths below the output folder
    pub files: BTreeSet<String>,
}

impl RunRecord {
    pub fn new(ledger: &Ledger, mut inputs: Vec<Input>, formula_safe: bool) -> Self {
        inputs.sort();
        RunRecord {
            program: PROGRAM.into(),
            version: env!("CARGO_PKG_VERSION").into(),
            ledger_version: ledger.version,
            inputs,
            settings: ledger.settings,
            formula_safe,
            counts: counts(ledger),
            files: BTreeSet::new(),
        }
    }

    /// The record in a folder; None when there is none, or it is not ours.
    pub fn of_folder(folder: &Path) -> Option<Self> {
        let text = std::fs::read(folder.join(FILE_NAME)).ok()?;
        let mut record: RunRecord = serde_json::from_slice(&text).ok()?;
        // a record may have been tampered with: no name of it may lead out of the folder
        record.files.retain(|name| Path::new(name).components().all(|part| matches!(part, Component::Normal(_))));
        (record.program == PROGRAM).then_some(record)
    }
}

fn counts(ledger: &Ledger) -> BTreeMap<String, u64> {
    let mut counts: BTreeMap<String, u64> = [
        ("sources", ledger.documents.len()),
        ("words", ledger.documents.iter().map(|document| document.source.words).sum()),
        ("stories", ledger.stories.len()),
        ("statistics", ledger.claims.len()),
        ("events", ledger.events.len()),
        ("timeline", ledger.timeline.len()),
        ("quotes", ledger.quotes.len()),
        ("groups", ledger.groups.len()),
        ("cells", ledger.groups.iter().map(|group| group.cells.len()).sum()),
        ("notices", ledger.notices.len()),
    ]
    .into_iter()
    .map(|(name, count)| (name.to_owned(), count as u64))
    .collect();
    for severity in [Severity::High, Severity::Medium, Severity::Low, Severity::Note] {
        let count = ledger.findings.iter().filter(|finding| finding.severity == severity).count();
        counts.insert(format!("findings_{}", severity.as_str()), count as u64);
    }
    counts
}
