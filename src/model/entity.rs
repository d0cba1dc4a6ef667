//! A name and what kind of thing bears it.

use serde::{Deserialize, Serialize};

/// What bears a name, as far as the words and the vocabulary tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EntityKind {
    Person,
    Place,
    /// a prison, a dam, a stadium: a place that is counted on its own
    Facility,
    Organization,
    Unknown,
}

/// A name at a place, tied to one bearer within its document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Name {
    pub kind: EntityKind,
    /// The fullest form the document gives: "Nayib Bukele" for "Bukele", "El Salvador" for "Salvadoran".
    pub canonical: String,
}
