//! Words -> names.

use crate::model::mention::Mention;
use crate::model::sentence::Prose;
use crate::model::token::Words;
use crate::model::vocabulary::Vocabulary;

/// Reads the names of a text, in text order.
pub fn read(words: &Words, prose: &Prose, vocabulary: &Vocabulary) -> Vec<Mention> {
    let _ = (words, prose, vocabulary);
    Vec::new()
}
