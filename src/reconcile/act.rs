//! An act as an event's clause tells it: its words inside the sentence, how a finding quotes it, and the draft for two that do not agree.
//!
//! The rules that lay acts of two sources side by side open and close with it. Whether two acts are one, each rule knows for itself.

use std::ops::Range;

use super::draft::{Draft, Witness};
use super::tolerance::Tolerance;
use super::words::tokens;
use crate::model::event::Event;
use crate::model::finding::Severity;
use crate::model::group::GroupKind;
use crate::model::token::{Token, Words};
use crate::model::vocabulary::Vocabulary;

/// Words of a clause that a finding quotes, and that one quotes which says a day or an hour besides.
const QUOTED: usize = 30;
const QUOTED_SHORT: usize = 24;

/// The sentence of an event, cut into words.
pub struct Sentence<'a> {
    text: &'a str,
    tokens: Vec<Token>,
    vocabulary: &'a Vocabulary,
    /// the words of the clause that tells the event
    pub clause: Range<usize>,
    /// the byte behind the clause
    end: usize,
}

impl<'a> Sentence<'a> {
    /// None where the sentence does not hold the clause.
    pub fn of(event: &'a Event, vocabulary: &'a Vocabulary) -> Option<Self> {
        let text = event.sentence_text.as_str();
        let from = text.find(event.description.as_str())?;
        let end = from + event.description.len();
        let mut sentence = Sentence { text, tokens: tokens(text, vocabulary), vocabulary, clause: 0..0, end };
        sentence.clause = sentence.words().at_byte(from as u32)..sentence.words().at_byte(end as u32);
        Some(sentence)
    }

    pub fn words(&self) -> Words<'_> {
        Words { text: self.text, tokens: &self.tokens, lexicon: &self.vocabulary.lexicon }
    }

    /// The sentence up to the end of the clause.
    pub fn up_to_clause(&self) -> &'a str {
        &self.text[..self.end]
    }
}

/// Words with a capital, the first of the sentence left out.
pub fn capitals(words: &Words) -> impl Iterator<Item = usize> {
    (1..words.len()).filter(|&at| words.text(at).starts_with(char::is_uppercase) && words.is_word(at))
}

/// The beginning of a text, for quotation marks.
pub fn quoted(text: &str) -> String {
    first_words(text, QUOTED)
}

/// The same, where more is said of it.
pub fn quoted_short(text: &str) -> String {
    first_words(text, QUOTED_SHORT)
}

fn first_words(text: &str, most: usize) -> String {
    text.split_whitespace().take(most).collect::<Vec<_>>().join(" ")
}

/// The sentence of an act: what it is about, who and where often stand in another clause.
pub fn witness(event: &Event) -> Witness {
    let span = if event.sentence.is_empty() { event.clause } else { event.sentence };
    Witness { source: event.source.clone(), span, id: event.id.clone() }
}

/// A draft about two acts, whose words are all there is to measure.
pub fn draft(severity: Severity, says: String, one: &Event, other: &Event) -> Draft {
    of_words(severity, says).witness(witness(one)).witness(witness(other))
}

/// A draft about acts, whose words are all there is to measure.
pub fn of_words(severity: Severity, says: String) -> Draft {
    Draft::new(severity, Tolerance::Wording, says).kind(GroupKind::Event)
}
