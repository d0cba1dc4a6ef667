//! "Deaths: 52", "Turnout 61.3%", "Injured – 140; missing – 3": a line or a part of one that is a name and its figure.

use super::super::line::Line;
use super::super::noun_phrase;
use super::{Asked, Counted, Finder};
use crate::model::lexicon::Class;

pub const FINDER: Finder = Finder {
    name: "heading",
    reads: &[
        ("Deaths: [52]", "52 ‹Deaths›"),
        ("Turnout [61.3%].", "61.3 percent ‹Turnout›"),
        ("Dead: 4; injured: [140]; found: 3", "140 ‹injured›"),
        ("Homes without power: about [9,000]", "about 9000 ‹Homes without power›"),
    ],
    find,
};

/// More words than a heading has.
const LONGEST: usize = 7;

fn find(line: &Line, asked: &Asked) -> Option<Counted> {
    let words = &line.words;
    let before = asked.start.checked_sub(1)?;
    let colon = matches!(words.text(before), ":" | "=") || words.is_dash(before) && !words.is_glued(before);
    let end = if colon { before } else { asked.start };
    let ends = matches!(words.text(asked.figure.next), "" | "." | ";" | "," | "(" | "|");
    if !ends {
        return None;
    }
    let is_border =
        |at: usize| matches!(words.text(at), "." | "," | ";" | "|" | "•" | "*" | ")") || words.is_number(at);
    let from = (end.saturating_sub(LONGEST)..end)
        .rev()
        .find(|&at| is_border(at))
        .map_or_else(|| (end < LONGEST).then_some(0), |at| colon.then_some(at + 1))?;
    let is_name = (from..end).all(|at| {
        let is_small = words.is(at, Class::PREPOSITION | Class::DETERMINER | Class::CONJUNCTION | Class::STATE);
        words.is_word(at) && (is_small || noun_phrase::noun_like(line, at) && !words.is(at, Class::PAST))
    });
    // "Volcano kills seven"
    let is_verb = !colon && words.is(end - 1, Class::VERB) && !words.is(end - 1, Class::NOUN);
    if from == end || !is_name || is_verb || !colon && from > 0 {
        return None;
    }
    let phrase = noun_phrase::before(line, end).filter(|phrase| phrase.from <= from + 2 && phrase.to == end);
    let span = words.span(end - 1, end);
    let state = words.is(end - 1, Class::STATE).then_some(Counted { span, head: span, end: None });
    phrase.map(Counted::before).or(state)
}
