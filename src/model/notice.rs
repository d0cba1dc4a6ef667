//! What a stage noticed and did not turn into a result: nothing vanishes silently.

use serde::{Deserialize, Serialize};

use super::span::Span;

/// Something dropped, doubtful or odd, and why. Not an error: the run goes on.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Notice {
    /// The room that speaks: "documents", "text", "recognise", …
    pub stage: String,
    /// Empty when it concerns the run as a whole.
    pub source_id: String,
    pub span: Option<Span>,
    pub says: String,
}

impl Notice {
    pub fn new(stage: &str, source_id: &str, span: Option<Span>, says: impl Into<String>) -> Self {
        Notice { stage: stage.into(), source_id: source_id.into(), span, says: says.into() }
    }
}

/// What a stage made, and what it noticed on the way.
#[derive(Debug, Clone, Default)]
pub struct Noted<T> {
    pub value: T,
    pub notices: Vec<Notice>,
}

impl<T> Noted<T> {
    pub fn new(value: T, notices: Vec<Notice>) -> Self {
        Noted { value, notices }
    }

    /// The value, its notices moved to the end of `sink`.
    pub fn into_value(self, sink: &mut Vec<Notice>) -> T {
        sink.extend(self.notices);
        self.value
    }
}
