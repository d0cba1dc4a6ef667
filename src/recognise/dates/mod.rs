//! Words -> time expressions, underspecified: "Monday" is a weekday, not yet a day.
//!
//! One pass over the words of each sentence; at a number or a calendar word the forms in `rules/` are tried in order. What stands
//! side by side is then joined (`joins/`), and words that belong to it are taken in. A reading knows no document date, and no
//! rule a particular text; which years and days are meant is for the room `anchor`.

mod day_part;
mod hour;
mod join;
mod joins;
mod look;
mod portion;
mod preposition;
mod rule;
mod rules;
mod scan;

use std::borrow::Cow;

use crate::model::mention::{Mention, Piece, What};
use crate::model::notice::{Noted, Notice};
use crate::model::sentence::Prose;
use crate::model::timex;
use crate::model::token::Words;
use crate::model::vocabulary::Vocabulary;
use rule::Reading;

/// Reads the time expressions of a text, in text order, not overlapping.
pub fn read(words: &Words, prose: &Prose, vocabulary: &Vocabulary) -> Noted<Vec<Mention>> {
    let mut mentions = Vec::new();
    let mut dropped = Vec::new();
    for (number, sentence) in prose.sentences.iter().enumerate() {
        let end = sentence.tokens.end.min(words.len());
        let within = Words { tokens: &words.tokens[..end], ..*words };
        for reading in scan::sentence(within, sentence.tokens.start, vocabulary, &mut dropped) {
            mentions.push(mention(words, reading, number as u32));
        }
    }
    let says = "calendar words that name no time here";
    let notices = dropped.into_iter().map(|span| Notice::new("recognise", "", Some(span), says)).collect();
    Noted::new(mentions, notices)
}

fn mention(words: &Words, reading: Reading, sentence: u32) -> Mention {
    let mut time = reading.time;
    time.timex = timex::timex(&time, None);
    Mention {
        span: words.span(reading.start, reading.end),
        sentence,
        what: What::Time(time),
        rule: Cow::Borrowed(reading.rule),
        parts: reading.parts.into_iter().map(|part| mention(words, part, sentence)).collect(),
        pieces: reading
            .pieces
            .into_iter()
            .map(|(start, end, rule)| Piece { span: words.span(start, end), rule: Cow::Borrowed(rule) })
            .collect(),
    }
}

#[cfg(test)]
mod tests;
