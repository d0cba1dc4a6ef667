//! A place in an order: "the third", "25th", "second to last". Kept apart from quantities: it counts nothing.

use serde::{Deserialize, Serialize};

/// Which place, counted from one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Ordinal {
    pub place: u64,
    /// counted from the end: "the last but one" is 2
    pub from_end: bool,
}
