//! "Nothing had been signed", "had not ordered any closure", "entered no plea" -> acts that a text says did not happen.
//!
//! They carry no date into the tables and stay only where a finding cites them: what one text says is not so, another may
//! tell as done. What a denial in so many words denies ("denied that") is read in `act`.

use std::ops::Range;

use super::attribution;
use super::event::{flat, participants, undated};
use super::page::Page;
use crate::model::event::{Event, EventKind, Status};
use crate::model::lexicon::Class;
use crate::model::sentence::Context;

/// A verb follows its negation within so many words.
const REACH: usize = 5;

/// Reads what a page's body negates, one a clause.
pub fn read(page: &Page) -> Vec<Event> {
    let mut acts: Vec<Event> = Vec::new();
    for (number, sentence) in page.prose.sentences.iter().enumerate() {
        if sentence.context != Context::Body {
            continue;
        }
        let is_question = page.text(sentence.span).trim_end().ends_with('?');
        let clauses = page.clauses(number);
        for own in 0..clauses.len() {
            let clause = &with_its_verb(page, clauses, own);
            let negates = clause.clone().any(|at| negates(page, at));
            if is_question || !negates && !tells_of_nobody(page, clause.clone()) {
                continue;
            }
            let span = page.span(clause.clone());
            let key = ["negated", &flat(page.text(span))];
            acts.push(Event {
                participants: participants(page, number, sentence.span),
                attributed_to: attribution::of_clause(page, number, span),
                // a cue tells of a statement, a negation of how things stand
                ..undated(page, number, span, &key, EventKind::State, Status::Denied)
            });
        }
    }
    acts
}

/// "No government, federal or state, paid any ransom": a clause cut before its verb goes on to it.
fn with_its_verb(page: &Page, clauses: &[Range<usize>], number: usize) -> Range<usize> {
    let words = &page.words;
    let own = &clauses[number];
    let verbs = Class::PAST | Class::AUXILIARY | Class::COPULA | Class::MODAL;
    let no = own.clone().rev().take(REACH).find(|&at| words.says(at, "no"));
    let cut = no.is_some_and(|no| !(no..own.end).any(|at| words.is(at, verbs)));
    let verb =
        clauses.iter().skip(number + 1).take(2).find(|clause| (clause.start..clause.end).any(|at| words.is(at, verbs)));
    match verb.filter(|_| cut && clauses[number + 1..].first().is_some_and(|next| next.len() <= 2 * REACH)) {
        Some(last) => own.start..last.end.max(own.end),
        None => own.clone(),
    }
}

/// "Dispersed it without loss of life": told without a word of negation, or in the same breath as what was done.
fn tells_of_nobody(page: &Page, clause: Range<usize>) -> bool {
    let text = page.text(page.span(clause)).to_ascii_lowercase();
    let lists = &page.vocabulary.phrases;
    let edge = |letter: Option<char>| letter.is_none_or(|letter| !letter.is_alphanumeric());
    lists.none_dead.iter().chain(&lists.none_hurt).any(|phrase| {
        text.match_indices(&**phrase)
            .any(|(at, phrase)| edge(text[..at].chars().next_back()) && edge(text[at + phrase.len()..].chars().next()))
    })
}

/// "The drill never happened": the verb itself is of the past.
fn is_past(page: &Page, at: usize) -> bool {
    let words = &page.words;
    let helps = Class::AUXILIARY | Class::COPULA | Class::MODAL | Class::ADVERB;
    words.says(at, "never") && words.is(at + 1, Class::PAST) && !words.is(at + 1, helps)
}

/// Does the word here say that something was not done?
fn negates(page: &Page, at: usize) -> bool {
    let words = &page.words;
    let contracted = || words.text(at).ends_with("n't") || words.text(at).ends_with("n’t");
    if words.says_any(at, &["not", "never"]) || contracted() {
        // "had not ordered", "hasn't been signed": after an auxiliary of the past
        let past = ["had", "has", "have", "was", "were", "did", "hadn", "hasn", "haven", "wasn", "weren", "didn"];
        let helped = |at: usize| past.iter().any(|word| words.text(at).to_lowercase().starts_with(word));
        if at > 0 && words.says_any(at - 1, &["will", "would"]) || words.says_any(at, &["won't", "won’t"]) {
            // "will not appeal": what happens once, and may be told as done elsewhere
            let alike = page.vocabulary.alike.get(words.lemma(at + 1));
            return alike.is_some_and(|alike| alike.once) && !words.is(at + 1, Class::ADVERB);
        }
        return (helped(at) || at > 0 && helped(at - 1))
            && (at + 1..at + 1 + REACH).any(|at| words.is(at, Class::VERB | Class::PAST | Class::PARTICIPLE))
            || is_past(page, at);
    }
    let nothing = words.says_any(at, &["nothing", "none", "nobody", "neither"]);
    (words.says(at, "no") || nothing)
        && !words.says_any(at + 1, &["longer", "more", "matter", "doubt", "less", "fewer", "later"])
}
