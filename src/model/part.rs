//! How one figure is a part of another one beside it.

use serde::{Deserialize, Serialize};

use super::text::Text;

/// What the part is to its whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PartKind {
    /// one of the parts that together make the whole: "12 men and 5 women, 17 in all"
    Member,
    /// some of the whole, as a count or a percentage: "including 3 children", "4 of the 19 injured", "45 percent of them"
    Share,
    /// what is left of it: "the other 30"
    Remainder,
}

impl PartKind {
    pub fn as_str(self) -> &'static str {
        match self {
            PartKind::Member => "member",
            PartKind::Share => "share",
            PartKind::Remainder => "remainder",
        }
    }

    /// Inverse of [`PartKind::as_str`].
    pub fn parse(name: &str) -> Option<Self> {
        use PartKind::*;
        [Member, Share, Remainder].into_iter().find(|kind| kind.as_str() == name)
    }
}

/// The whole a claim is a part of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartOf {
    /// id of the claim that gives the whole
    pub claim: Text,
    pub kind: PartKind,
}
