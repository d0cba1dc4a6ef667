//! The shape of a join: two neighbouring readings that are one expression.

use super::rule::Reading;
use crate::model::token::Words;

/// A way in which two readings make one.
pub struct Join {
    /// the shape of the words
    pub name: &'static str,
    pub join: fn(&Words, &Reading, &Reading) -> Option<Reading>,
}

impl std::fmt::Debug for Join {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Join").field("name", &self.name).finish_non_exhaustive()
    }
}

/// Do only these words stand between two readings? `""` means nothing.
pub fn between(words: &Words, a: &Reading, b: &Reading, allowed: &[&str]) -> bool {
    match b.start.checked_sub(a.end) {
        Some(0) => allowed.contains(&""),
        Some(1) => allowed.iter().any(|word| words.says(a.end, word)),
        _ => false,
    }
}
