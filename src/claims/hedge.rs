//! Words that hold a figure at arm's length: "reportedly", "at least one report", "preliminary", "could".

use std::ops::Range;

use super::modality::Put;
use super::page::Page;
use crate::model::lexicon::Class;
use crate::model::mention::Mention;
use crate::model::vocabulary::Cue;

/// How far left of a figure its hedge may stand outside its clause, in tokens: "Preliminary results show …".
const REACH: usize = 16;

/// The hedge of a figure in small letters, without a leading "was" or "are".
pub fn of(page: &Page, mention: &Mention, clause: Range<usize>, put: Put) -> Option<String> {
    let words = &page.words;
    let number = mention.sentence as usize;
    let at = words.at_byte(mention.span.start);
    let part = page.clauses(number)[page.part_of(number, at)].start;
    let sentence = page.sentence(number).tokens.start;
    let start = clause.start.min(at.saturating_sub(REACH).max(part).max(sentence));
    let hedges = |range: Range<usize>| {
        range.filter_map(|at| match page.vocabulary.cues.longest_at(words, at) {
            Some((length, Cue::Hedge)) => Some((at, length)),
            _ => None,
        })
    };
    // closest to the figure, its own clause first
    let found = hedges(clause.clone())
        .min_by_key(|(hedge, _)| hedge.abs_diff(at))
        .or_else(|| hedges(start..clause.start).next_back());
    let phrase = |(at, length): (usize, usize)| {
        let skip = usize::from(length > 1 && words.is(at, Class::COPULA));
        let until = at + length - usize::from(length > 1 && words.says(at + length - 1, "to"));
        let span = words.span(at + skip, until.max(at + skip + 1));
        page.text(span).split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
    };
    found.map(phrase).or_else(|| put.modal.map(|modal| words.text(modal).to_lowercase()))
}
