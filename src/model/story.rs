//! The documents that tell of one affair.

use serde::{Deserialize, Serialize};

use super::document::SourceId;

/// Claims of different stories are never compared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Story {
    pub id: String,
    /// Names most documents share, for people to recognise it by.
    pub label: String,
    /// Sorted.
    pub sources: Vec<SourceId>,
    /// The place most figures are about when they name none.
    pub main_place: String,
    /// Why these documents belong together.
    pub why: String,
}
