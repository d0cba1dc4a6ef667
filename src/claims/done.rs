//! "A ransom of 120 million was paid in two instalments" -> acts that a text tells as done, without a day of their own.
//!
//! Like what is negated they carry no date into the tables and stay only where a finding cites them: what one text tells as
//! done, another says was not, or was the contrary.

use super::attribution;
use super::event::{flat, status, undated};
use super::page::Page;
use crate::model::event::{Event, EventKind, Status};
use crate::model::lexicon::Class;
use crate::model::sentence::Context;

/// "Is under guard", "is at large": a way in which one person's fate is told.
fn tells_fate(page: &Page, at: usize) -> bool {
    let mut tells = false;
    page.vocabulary.accounts.phrases_at(&page.words, at, |way, _| {
        tells |= page.vocabulary.account_ways.get(usize::from(way)).is_some_and(|way| way.person);
    });
    tells
}

/// Reads what a page's body tells as done, one a clause; `dated` are the events whose clauses have days,
/// `negated` those that tell that something was not done.
pub fn read(page: &Page, dated: &[Event], negated: &[Event]) -> Vec<Event> {
    let mut acts: Vec<Event> = Vec::new();
    // clauses told already, by their beginning, each with how far it and those before it reach
    let mut clauses: Vec<(u32, u32)> =
        dated.iter().chain(negated).map(|event| (event.clause.start, event.clause.end)).collect();
    clauses.sort_unstable();
    let mut reach = 0;
    for (_, end) in &mut clauses {
        reach = reach.max(*end);
        *end = reach;
    }
    for (number, sentence) in page.prose.sentences.iter().enumerate() {
        if sentence.context != Context::Body || page.text(sentence.span).trim_end().ends_with('?') {
            continue;
        }
        for clause in page.clauses(number) {
            let words = &page.words;
            let acts_on = |at: usize| {
                // a verb nobody listed: "identified"
                let past = || words.entry(at).classes.is_empty() && words.text(at).ends_with("ed");
                // "confirmed that the valve was open": one of two verbs that contradict each other
                let contrary = || page.vocabulary.contraries.all_at(words, at).next().is_some();
                (words.is(at, Class::PAST | Class::PARTICIPLE) || past() && !words.is_capital(at))
                    && !words.is(at, Class::AUXILIARY | Class::COPULA)
                    && (!words.is(at, Class::REPORTING) || contrary())
                    || tells_fate(page, at)
            };
            let is_told = clause.clone().any(acts_on)
                && !clause.clone().any(|at| words.is_open(at) || words.says(at, "if"))
                && status(page, clause) == Status::Happened;
            let span = page.span(clause.clone());
            let is_dated = || {
                let before = clauses.partition_point(|(start, _)| *start < span.end);
                before.checked_sub(1).is_some_and(|last| clauses[last].1 > span.start)
            };
            if !is_told || is_dated() {
                continue;
            }
            let key = ["done", &flat(page.text(span))];
            acts.push(Event {
                attributed_to: attribution::of_clause(page, number, span),
                ..undated(page, number, span, &key, EventKind::Occurrence, Status::Happened)
            });
        }
    }
    acts
}
