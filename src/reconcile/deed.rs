//! A clause -> its deeds: what was done and to what, whichever way the clause turns it.
//!
//! "The ministers signed the treaty", "the treaty, which was signed on Tuesday", "the signing of the treaty": sign, treaty.
//! Two clauses that share a deed which happens once to a thing tell one happening, however few words they share besides.

use super::words::{Stem, meaning_at, tokens};
use crate::model::lexicon::Class;
use crate::model::token::{TokenKind, Words};
use crate::model::vocabulary::Vocabulary;

/// A noun phrase is no longer than this.
const PHRASE: usize = 7;
/// The auxiliary stands so many words before its participle.
const HELPED: usize = 3;

/// What was done, and to what.
pub type Deed = (Stem, Stem);

/// The deeds of a clause that happen once to a thing, sorted, each once. `text` may reach further back than the clause, to the
/// subject it was cut from.
pub fn deeds(text: &str, clause: &str, vocabulary: &Vocabulary) -> Vec<Deed> {
    let tokens = tokens(text, vocabulary);
    let words = Words { text, tokens: &tokens, lexicon: &vocabulary.lexicon };
    let from = text.find(clause).map_or(0, |at| words.at_byte(at as u32));
    let to = text.find(clause).map_or(tokens.len(), |at| words.at_byte((at + clause.len()) as u32));
    let mut found = Vec::new();
    for at in from..to {
        let (length, meaning) = meaning_at(&words, at, vocabulary);
        let Some(act) = meaning.filter(|meaning| meaning.once) else { continue };
        let thing = if is_passive(&words, at) {
            before(&words, at)
        } else if words.says(at + length, "of") {
            after(&words, at + length + 1, to)
        } else {
            after(&words, at + length, to)
        };
        let thing = thing.and_then(|thing| meaning_at(&words, thing, vocabulary).1);
        found.extend(thing.filter(|thing| thing.stem != act.stem).map(|thing| (act.stem, thing.stem)));
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// What of it happens once and is told whole by several words: "filed for bankruptcy", "stepped down". Sorted, each once.
pub fn acts(clause: &str, vocabulary: &Vocabulary) -> Vec<Stem> {
    let tokens = tokens(clause, vocabulary);
    let words = Words { text: clause, tokens: &tokens, lexicon: &vocabulary.lexicon };
    let act = |at: usize| {
        let (length, meaning) = meaning_at(&words, at, vocabulary);
        let verb = words.is(at, Class::PAST | Class::PARTICIPLE) || words.text(at).ends_with("ed");
        // "brought out a report": done to something
        let whole = !words.is(at + length, Class::DETERMINER | Class::PRONOUN);
        meaning.filter(|meaning| meaning.once && length > 1 && verb && whole).map(|meaning| meaning.stem)
    };
    let mut found: Vec<Stem> = (0..tokens.len()).filter_map(act).collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// "was [signed]", "has been [found]"; "the treaty [signed] on Tuesday"
fn is_passive(words: &Words, at: usize) -> bool {
    let helped = (at.saturating_sub(HELPED)..at).rev().find(|&at| words.is(at, Class::COPULA));
    let plain = helped.is_some_and(|be| (be + 1..at).all(|at| words.is(at, Class::ADVERB | Class::COPULA)));
    let ends = words.text(at).ends_with("ed") || words.is(at, Class::PAST | Class::PARTICIPLE);
    ends && (plain || words.is(at + 1, Class::PREPOSITION))
}

/// The head of the noun phrase that begins here: "[the preliminary report] on the crash".
fn after(words: &Words, from: usize, to: usize) -> Option<usize> {
    let end = (from..(from + PHRASE).min(to)).find(|&at| !is_of_phrase(words, at)).unwrap_or((from + PHRASE).min(to));
    end.checked_sub(1).filter(|&head| head >= from && !words.is(head, Class::DETERMINER))
}

/// The head of the noun phrase before a passive verb: "[the report] on the crash, which was published".
fn before(words: &Words, verb: usize) -> Option<usize> {
    let helps = Class::COPULA | Class::AUXILIARY | Class::ADVERB | Class::RELATIVE;
    let end = (0..verb).rev().find(|&at| !words.is(at, helps) && !words.is_sign(at, ","))? + 1;
    let begin = (end.saturating_sub(2 * PHRASE)..end)
        .rev()
        .find(|&at| words.tokens[at].kind == TokenKind::Sign && !words.is_dash(at) || words.is(at, Class::COPULA))
        .map_or(end.saturating_sub(2 * PHRASE), |at| at + 1);
    // the last word before the first preposition: "the report on the crash"
    let cut = (begin + 1..end).find(|&at| words.is(at, Class::PREPOSITION)).unwrap_or(end);
    cut.checked_sub(1).filter(|&head| head >= begin)
}

fn is_of_phrase(words: &Words, at: usize) -> bool {
    let stops = Class::PREPOSITION
        | Class::CONJUNCTION
        | Class::AUXILIARY
        | Class::COPULA
        | Class::MODAL
        | Class::RELATIVE
        | Class::SUBORDINATOR
        | Class::PRONOUN
        | Class::WEEKDAY
        | Class::MONTH;
    let part = words.is_dash(at) || words.is_number(at) || words.is(at, Class::DETERMINER);
    part || words.is_word(at) && !words.is(at, stops)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reconcile::sample::vocabulary;

    #[test]
    fn one_deed_whichever_way_it_is_turned() {
        let vocabulary = vocabulary();
        let of = |clause: &str| deeds(clause, clause, &vocabulary);
        let opened = of("The governor opened the new Karsk bridge");
        assert_eq!(opened.len(), 1);
        assert_eq!(opened, of("The new Karsk bridge was opened by the governor"));
        assert_eq!(opened, of("the bridge opened in May"));
        assert_ne!(opened, of("The governor opened the new Karsk tunnel"));
        assert!(of("The governor crossed the bridge").is_empty());
    }
}
