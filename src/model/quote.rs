//! Who said what, when.

use serde::{Deserialize, Serialize};

use super::document::SourceId;
use super::span::Span;
use super::time::TimeValue;

/// Words in quotation marks with the person who said them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Quote {
    pub id: String,
    pub source: SourceId,
    /// With the quotation marks.
    pub span: Span,
    /// Without them.
    pub words: String,
    pub speaker: Option<String>,
    pub time: Option<TimeValue>,
    pub place: Option<String>,
    /// The sentence with the "X told reporters on …" that carries speaker and time.
    pub attribution: Span,
    pub story_id: String,
    pub group_id: String,
}
