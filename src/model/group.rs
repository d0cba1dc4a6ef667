//! Claims that may be laid side by side: a group of one family, and in it cells whose values may be compared.

use serde::{Deserialize, Serialize};

use super::claim::Period;
use super::estimate::Estimate;
use super::quantity::Unit;
use super::text::{Text, is_usual};

/// What the claims of a cell say together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    #[default]
    Single,
    Agree,
    Rounding,
    WithinBound,
    CoarserDate,
    Growth,
    Conflict,
    /// two steady camps: definitions differ
    Split,
}

impl Verdict {
    pub fn as_str(self) -> &'static str {
        match self {
            Verdict::Single => "single",
            Verdict::Agree => "agree",
            Verdict::Rounding => "rounding",
            Verdict::WithinBound => "within_bound",
            Verdict::CoarserDate => "coarser_date",
            Verdict::Growth => "growth",
            Verdict::Conflict => "conflict",
            Verdict::Split => "split",
        }
    }
}

/// What a group is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GroupKind {
    #[default]
    Statistic,
    Event,
    Quote,
    /// one source against itself
    Internal,
}

impl GroupKind {
    pub fn as_str(self) -> &'static str {
        match self {
            GroupKind::Statistic => "statistic",
            GroupKind::Event => "event",
            GroupKind::Quote => "quote",
            GroupKind::Internal => "internal",
        }
    }
}

/// Claims of the same metric, population and window.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Cell {
    pub id: Text,
    pub metric: Text,
    pub metric_label: Text,
    #[serde(default, skip_serializing_if = "is_usual")]
    pub scope: Text,
    #[serde(default, skip_serializing_if = "is_usual")]
    pub population: Text,
    pub period: Period,
    #[serde(default, skip_serializing_if = "is_usual")]
    pub unit: Unit,
    /// its figures count up from a start to a day: a later one cannot be smaller
    #[serde(default, skip_serializing_if = "is_usual")]
    pub running: bool,
    /// ids of claims, events or quotes, sorted by source and place
    pub members: Vec<Text>,
    /// how many sources carry it
    pub sources: usize,
    /// how many origins are behind them once echoes are folded
    pub origins: usize,
    pub verdict: Verdict,
    pub estimate: Option<Estimate>,
    pub why: Text,
}

/// Cells of one story, metric family and scope.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Group {
    pub id: Text,
    pub kind: GroupKind,
    pub story_id: Text,
    /// metric family, or the event's or utterance's words
    pub label: Text,
    pub scope: Text,
    pub cells: Vec<Cell>,
}
