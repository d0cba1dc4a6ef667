//! What of a document tells which affair it belongs to.

use chrono::NaiveDate;

use crate::model::document::SourceId;

/// A document's card. Words are borrowed from the document; each name, word and date stands once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Card<'a> {
    pub id: SourceId,
    /// the story the user put the document in
    pub given: Option<&'a str>,
    /// capitalised names, by their fullest form, with how often they are told
    pub names: Vec<(&'a str, u32)>,
    /// capitalised words, wherever they stand: names where another document has them as one
    pub capitals: Vec<&'a str>,
    /// words outside the vocabulary's common ones, in lower case
    pub words: Vec<&'a str>,
    /// the document's own day, if its words tell it
    pub published: Option<NaiveDate>,
    /// days told in the text, resolved, sorted
    pub dates: Vec<NaiveDate>,
    /// places with how often they are named
    pub places: Vec<(&'a str, u32)>,
}
