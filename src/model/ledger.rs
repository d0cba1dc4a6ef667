//! Everything a run found. Tables, charts and reports are views of it and take nothing else.

use serde::{Deserialize, Serialize};

use super::claim::Claim;
use super::decision::Ruling;
use super::document::Document;
use super::estimate::Method;
use super::event::{Event, TimelineEntry};
use super::finding::Finding;
use super::group::Group;
use super::notice::Notice;
use super::quote::Quote;
use super::story::Story;

/// Raised whenever an older program could not read a newer ledger.
pub const LEDGER_VERSION: u32 = 2;

/// The oldest ledger that is still read: its fields are all written out.
pub const OLDEST_LEDGER: u32 = 1;

/// How relative and partial dates are resolved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Resolve {
    /// each document in the manner its own dates tell: a history as a narrative, all else as news
    #[default]
    Auto,
    /// against the document's date, the past by default
    News,
    /// against the last date told
    Narrative,
}

/// When a best figure is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Best {
    /// withheld on a split definition
    #[default]
    Auto,
    Always,
}

/// The choices that shape a run's results.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Settings {
    pub resolve: Resolve,
    pub method: Method,
    pub best: Best,
}

/// The whole result of a run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Ledger {
    pub version: u32,
    /// version of the program that wrote it
    pub program: String,
    pub settings: Settings,
    /// sorted by id, with their texts
    pub documents: Vec<Document>,
    pub stories: Vec<Story>,
    pub claims: Vec<Claim>,
    pub events: Vec<Event>,
    pub timeline: Vec<TimelineEntry>,
    pub quotes: Vec<Quote>,
    pub groups: Vec<Group>,
    pub findings: Vec<Finding>,
    /// what people decided, and what became of it; in the order of time
    #[serde(default)]
    pub decisions: Vec<Ruling>,
    pub notices: Vec<Notice>,
}

impl Ledger {
    pub fn document(&self, id: &str) -> Option<&Document> {
        self.documents.iter().find(|document| &*document.id == id)
    }

    pub fn claim(&self, id: &str) -> Option<&Claim> {
        self.claims.iter().find(|claim| claim.id == id)
    }
}
