//! Something that happened, or is said to, at a time.

use serde::{Deserialize, Serialize};

use super::document::SourceId;
use super::mention::Mention;
use super::span::Span;
use super::text::is_usual;
use super::time::TimeValue;

/// How real the telling makes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    #[default]
    Happened,
    Offered,
    Agreed,
    Planned,
    Denied,
}

impl Status {
    pub fn as_str(self) -> &'static str {
        match self {
            Status::Happened => "happened",
            Status::Offered => "offered",
            Status::Agreed => "agreed",
            Status::Planned => "planned",
            Status::Denied => "denied",
        }
    }
}

/// What kind of happening it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EventKind {
    #[default]
    Occurrence,
    /// somebody said something
    Statement,
    /// a state that holds over a time
    State,
}

impl EventKind {
    pub fn as_str(self) -> &'static str {
        match self {
            EventKind::Occurrence => "occurrence",
            EventKind::Statement => "statement",
            EventKind::State => "state",
        }
    }
}

/// One dated event, in the words of one source.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Event {
    pub id: String,
    pub source: SourceId,
    /// The time expression; None for an act told without a time of its own ("has agreed to", "questions remain whether").
    pub span: Option<Span>,
    pub text: String,
    pub timex: String,
    pub time: Option<TimeValue>,
    /// The clause that tells it, in the text's words.
    pub description: String,
    pub clause: Span,
    pub kind: EventKind,
    pub status: Status,
    pub participants: Vec<String>,
    /// Whom a pronoun of the sentence stands for: the first person of the last sentence that names one; empty where it names one itself.
    #[serde(default, skip_serializing_if = "is_usual")]
    pub stands_for: String,
    pub place: String,
    pub attributed_to: Option<String>,
    pub sentence: Span,
    pub sentence_text: String,
    pub because: Vec<Mention>,
    pub story_id: String,
    pub group_id: String,
}

/// One event of a story with every source that tells it: a row of `timeline.csv`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TimelineEntry {
    pub id: String,
    pub story_id: String,
    pub time: TimeValue,
    pub description: String,
    pub sources: Vec<SourceId>,
    pub event_ids: Vec<String>,
    /// All sources give days that can be the same.
    pub agreed: bool,
}
