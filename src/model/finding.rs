//! What is wrong or worth knowing in a group, between groups, or inside one source.

use serde::{Deserialize, Serialize};

use super::document::SourceId;
use super::group::GroupKind;
use super::span::Span;

/// How much a finding matters. Ordered from small to great.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    Note,
    Low,
    Medium,
    High,
}

impl Severity {
    pub fn as_str(self) -> &'static str {
        match self {
            Severity::Note => "note",
            Severity::Low => "low",
            Severity::Medium => "medium",
            Severity::High => "high",
        }
    }
}

/// The words a finding rests on: a clause or a sentence of a source.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Evidence {
    pub source: SourceId,
    pub span: Span,
}

/// Is it still to be looked at?
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FindingStatus {
    #[default]
    Open,
    Settled,
    Pending,
    Stale,
}

impl FindingStatus {
    pub fn as_str(self) -> &'static str {
        match self {
            FindingStatus::Open => "open",
            FindingStatus::Settled => "settled",
            FindingStatus::Pending => "pending",
            FindingStatus::Stale => "stale",
        }
    }
}

/// One finding; its sentence stands alone.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    pub id: String,
    /// name of the rule, as in `reconcile/rules/`
    pub rule: String,
    pub severity: Severity,
    pub kind: GroupKind,
    pub story_id: String,
    /// empty when it spans groups or speaks of one document
    pub group_id: String,
    /// Both figures, both sources, the arithmetic and the likely reason, in one sentence or two.
    pub says: String,
    /// the figures or dates as written
    pub values: Vec<String>,
    pub sources: Vec<SourceId>,
    /// ids of the claims, events or quotes it rests on
    pub claim_ids: Vec<String>,
    pub evidence: Vec<Evidence>,
    /// what was measured, in plain characters: "85,000 - 75,000 = 10,000 (13.3 %)"
    pub measured: String,
    /// what would have been allowed
    pub allowed: String,
    /// name of the tolerance used, as in `reconcile/tolerance.rs`
    pub tolerance: String,
    pub status: FindingStatus,
    pub decided_by: String,
    pub reason: String,
}
