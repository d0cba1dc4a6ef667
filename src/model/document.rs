//! A text as it was read, with the facts of its source and the date it was published.

use std::sync::Arc;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::time::Grain;

/// A source's short name in every table: the file's stem or the record's id.
pub type SourceId = Arc<str>;

/// Where a document's date comes from, from firm to guessed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DatelineBasis {
    /// by the user, in `sources.csv` or the record
    Given,
    /// in the file's metadata
    Metadata,
    /// in the text's masthead
    Stated,
    /// from the text's own words or the other documents of its story
    Inferred,
    #[default]
    Unknown,
}

impl DatelineBasis {
    pub fn as_str(self) -> &'static str {
        match self {
            DatelineBasis::Given => "given",
            DatelineBasis::Metadata => "metadata",
            DatelineBasis::Stated => "stated",
            DatelineBasis::Inferred => "inferred",
            DatelineBasis::Unknown => "unknown",
        }
    }
}

/// When a document was published, and how we know.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Dateline {
    /// First day of what is known: for grain Year the first of January.
    pub published: Option<NaiveDate>,
    /// Day, Month or Year.
    pub grain: Option<Grain>,
    pub basis: DatelineBasis,
    /// In words a reader understands; empty only when the user gave the date.
    pub evidence: String,
    /// A second, later date the document states ("Updated …").
    pub updated: Option<NaiveDate>,
}

impl Dateline {
    /// Little more than a guess, as its evidence says: a page without a day of its own that takes its story's.
    pub fn is_weak(&self) -> bool {
        self.basis == DatelineBasis::Inferred && self.evidence.starts_with("weak")
    }
}

/// What is known of a document besides its text.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Source {
    pub file: String,
    pub title: String,
    pub publisher: String,
    pub url: String,
    /// ISO 639-1, empty when too short to tell
    pub language: String,
    /// story the user put it in; None: found by the program
    pub story: Option<String>,
    pub words: usize,
    /// of the bytes as read
    pub sha256: String,
}

/// A document: every offset in every output is a byte offset into `text`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    pub id: SourceId,
    pub source: Source,
    pub dateline: Dateline,
    pub text: String,
    /// `text` is the file's own bytes; false when it was extracted from another format or charset.
    pub verbatim: bool,
}
