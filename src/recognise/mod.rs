//! Prose -> Mentions: quantities, time expressions and names, each with the words it stood in.
//!
//! A reading is pure: it knows no document date and no other document. Times are read first, so that a year is no number;
//! numbers next; names last, between them. What two readings both want goes to the one read first.

pub mod dates;
pub mod names;
pub mod numbers;

use crate::model::mention::Mention;
use crate::model::notice::Noted;
use crate::model::sentence::Prose;
use crate::model::span::Span;
use crate::model::vocabulary::Vocabulary;

/// Reads a text's mentions, in text order.
pub fn read(text: &str, prose: &Prose, vocabulary: &Vocabulary) -> Noted<Vec<Mention>> {
    let words = prose.words(text, &vocabulary.lexicon);
    let mut notices = Vec::new();
    let mut mentions = dates::read(&words, prose, vocabulary).into_value(&mut notices);
    let numbers = numbers::read(&words, prose, vocabulary, &mentions).into_value(&mut notices);
    let names = names::read(&words, prose, vocabulary);
    // "[Police on Jan]. 6": what ends in a time is no name
    let names: Vec<Mention> = names.into_iter().filter(|name| !ends_in_time(name.span, &mentions)).collect();
    mentions.extend(numbers);
    mentions.extend(names);
    mentions.sort_by(|a, b| (a.span, &a.rule).cmp(&(b.span, &b.rule)));
    Noted::new(mentions, notices)
}

/// Does the name's last word belong to one of these times? They stand in text order and do not overlap.
fn ends_in_time(name: Span, times: &[Mention]) -> bool {
    let last = times.partition_point(|time| time.span.start < name.end);
    last.checked_sub(1).is_some_and(|last| name.end <= times[last].span.end)
}

#[cfg(test)]
mod tests {
    use crate::model::document::{Dateline, Document, Source};
    use crate::{text, vocabulary};

    #[test]
    fn a_number_behind_a_time_is_no_part_of_it() {
        let sentence = "By the end of last week 386 had been shut.";
        let english = vocabulary::load("en", &[]).unwrap();
        let document = Document {
            id: "t".into(),
            source: Source::default(),
            dateline: Dateline::default(),
            text: sentence.into(),
            verbatim: true,
        };
        let prose = text::read(&document, &english).value;
        let mentions = super::read(sentence, &prose, &english).value;
        let told: Vec<&str> = mentions
            .iter()
            .filter(|mention| mention.quantity().is_some())
            .map(|mention| mention.span.of(sentence))
            .collect();
        assert_eq!(told, ["386"]);
    }
}
