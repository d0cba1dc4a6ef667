//! Words -> time expressions, underspecified: "Monday" is a weekday, not yet a day.

use crate::model::mention::Mention;
use crate::model::notice::Noted;
use crate::model::sentence::Prose;
use crate::model::token::Words;
use crate::model::vocabulary::Vocabulary;

/// Reads the time expressions of a text, in text order, not overlapping.
pub fn read(words: &Words, prose: &Prose, vocabulary: &Vocabulary) -> Noted<Vec<Mention>> {
    let _ = (words, prose, vocabulary);
    Noted::default()
}
