//! The words that open or soften a figure, before it ("more than"), behind it ("or more") and behind its noun ("200,000 people or more").

use super::figure::Figure;
use super::glued;
use super::line::Line;
use super::noun_phrase;
use super::tie;
use crate::model::lexicon::Class;
use crate::model::quantity::{Bound, Unit};
use crate::model::span::Span;

/// A bound read around a figure.
#[derive(Debug, Clone, Copy)]
pub struct Around {
    pub bound: Bound,
    /// first token of the hedge, or of the figure
    pub start: usize,
    /// the byte where a hedge glued to another word begins
    pub start_byte: Option<u32>,
    /// the token after the bound behind the figure, or after the figure
    pub end: usize,
    /// the tokens of the bound behind the figure
    pub behind: Option<(usize, usize)>,
}

impl Around {
    /// No words around a figure.
    pub fn none(figure: &Figure) -> Self {
        let tokens = &figure.tokens;
        Around { bound: figure.bound, start: tokens.start, start_byte: None, end: tokens.end, behind: None }
    }

    /// Where the words of the bound stand: before the figure, else behind it.
    pub fn words(&self, line: &Line, figure: &Figure) -> Option<Span> {
        let start = figure.tokens.start;
        if let Some(byte) = self.start_byte {
            let end = line.words.tokens.get(self.start)?.span.start;
            let hedge = Span { start: byte, end };
            let shorter = hedge.of(line.words.text).trim_end().len() as u32;
            return Some(Span { end: byte + shorter, ..hedge });
        }
        if self.start < start {
            return Some(line.words.span(self.start, start));
        }
        self.behind.map(|(from, to)| line.words.span(from, to))
    }
}

/// Reads the bound; `noun_end` is the token after the figure's noun.
pub fn read(line: &Line, figure: &Figure, noun_end: usize) -> Around {
    let mut around = before(line, figure);
    let said = around.bound;
    let places = [figure.tokens.end, figure.next, noun_end];
    let behind = places.into_iter().enumerate().find_map(|(number, at)| {
        let is_new = number == 0 || at > places[number - 1];
        is_new.then(|| after(line, at, said)).flatten().map(|(bound, end)| (at, bound, end))
    });
    if let Some((at, bound, end)) = behind {
        let is_widened = line.says(end.saturating_sub(1), "equal") || line.says(end.saturating_sub(2), "equal");
        if around.bound == Bound::Exact || around.bound == Bound::About || is_widened {
            around.bound = bound;
        }
        around.end = end;
        around.behind = Some((at, end));
    }
    around
}

fn before(line: &Line, figure: &Figure) -> Around {
    let mut around = Around { bound: Bound::Exact, ..Around::none(figure) };
    // at most two: "up to about"
    for _ in 0..2 {
        let at = around.start;
        let Some((from, &bound)) = line.vocabulary.bounds_before.longest_before(&line.words, at) else { break };
        if !is_meant(line, figure, from, at, bound) {
            break;
        }
        if around.bound == Bound::Exact || around.bound == Bound::About {
            around.bound = bound;
        }
        around.start = from;
    }
    if around.bound == Bound::Exact
        && let Some((byte, bound)) = around.start.checked_sub(1).and_then(|word| glued::find(line, word))
    {
        around.bound = bound;
        around.start_byte = Some(byte);
    }
    around
}

/// So many things may be passed one by one: "passes 12 laws".
const PASSED: i64 = 49;

/// Prepositions of place and time are bounds only where no place or time is meant.
fn is_meant(line: &Line, figure: &Figure, from: usize, at: usize, bound: Bound) -> bool {
    let single = at == from + 1;
    let before = from.wrapping_sub(1);
    let is_time = matches!(&figure.unit, Unit::Measure(name) if line.is(figure.tokens.end.wrapping_sub(1), Class::TIME_UNIT) || name.ends_with("year"));
    if single && line.says_any(from, &["past", "over", "within", "beyond"]) && is_time {
        // "over two years" is a while; "for over two years" is more than two
        let says_more = line.says_any(before, &["for", "after", "of", "well", "just", "than", "in", "to"])
            || line.is(before, Class::COPULA);
        return says_more && !line.says(from, "within");
    }
    // "will hand over 31 of them"
    let goes_over = || line.vocabulary.phrases.goes_over.iter().any(|verb| line.says(before, verb));
    if single && line.says(from, "over") && goes_over() {
        return false;
    }
    if single && line.says(from, "past") {
        return !line.is(before, Class::DEFINITE | Class::PREPOSITION);
    }
    if single
        && line.says(from, "some")
        && matches!(figure.script, super::figure::Script::Fraction | super::figure::Script::Vague)
    {
        return false;
    }
    // "the toll passes 60"; but "passes 12 laws"
    let passes = line.says(at - 1, "passes") || line.says(at - 1, "passed");
    if passes && !figure.has_unit && figure.is_small(PASSED) && noun_phrase::noun_like(line, figure.next) {
        return false;
    }
    // "the maximum of 46 degrees", "reached a maximum of 5,400": what was measured, and no limit
    if line.says(at - 1, "of") && line.says(at.wrapping_sub(2), "maximum") {
        let measured = line.is(from, Class::DEFINITE)
            || line.says(before, "the")
            || matches!(line.words.lemma(before), "reach" | "hit" | "touch" | "measure" | "record");
        return !measured;
    }
    // "up to 52 from 48", "goes up to 14 euros"
    if bound == Bound::UpTo && line.says(from, "up") {
        let moves = from > 0 && tie::is_move(line, before);
        return !moves && !line.says(figure.tokens.end, "from");
    }
    true
}

/// The bound that begins at a token, and the token after it.
fn after(line: &Line, at: usize, before: Bound) -> Option<(Bound, usize)> {
    let words = &line.words;
    if words.is_sign(at, "+") && words.is_glued(at) && !words.is_number(at + 1) {
        return Some((Bound::AtLeast, at + 1));
    }
    if line.is_hyphen(at) && line.says(at + 1, "plus") {
        return Some((Bound::AtLeast, at + 2));
    }
    if line.says(at, "or") && line.says(at + 1, "equal") && matches!(before, Bound::MoreThan | Bound::LessThan) {
        // "less than 5,000 or equal": the end belongs to it
        let bound = if before == Bound::MoreThan { Bound::AtLeast } else { Bound::AtMost };
        let is_own = words.is_number(at + 3) || words.is(at + 3, Class::NUMERAL);
        return (!is_own).then_some((bound, at + 2 + usize::from(line.says(at + 2, "to"))));
    }
    let (length, bound) = line.vocabulary.bounds_after.longest_at(words, at)?;
    // "12 plus 5"; "5 people at least 20 of whom"
    let goes_on = words.is_number(at + length)
        || words.is(at + length, Class::NUMERAL)
        || line.says_any(at + length, &["than", "like", "importantly"])
        || line.says(at + length - 1, "odd") && !line.is_hyphen(at) && !noun_phrase::noun_like(line, at + length);
    (!goes_on && !line.says(at, "plus")).then_some((*bound, at + length))
}
