//! Words -> quantities: value, bound, unit, trend and the thing counted.

use crate::model::mention::Mention;
use crate::model::notice::Noted;
use crate::model::sentence::Prose;
use crate::model::token::Words;
use crate::model::vocabulary::Vocabulary;

/// Reads the quantities of a text, in text order, not overlapping each other nor the times already read.
pub fn read(words: &Words, prose: &Prose, vocabulary: &Vocabulary, times: &[Mention]) -> Noted<Vec<Mention>> {
    let _ = (words, prose, vocabulary, times);
    Noted::default()
}
