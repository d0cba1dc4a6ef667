//! The words that open or soften a figure, before it ("more than"), behind it ("or more") and behind its noun ("200,000 people or more").

use super::figure::Figure;
use super::glued;
use super::line::Line;
use crate::model::lexicon::Class;
use crate::model::quantity::{Bound, Unit};

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
}

/// Reads the bound; `noun_end` is the token after the figure's noun.
pub fn read(line: &Line, figure: &Figure, noun_end: usize) -> Around {
    let mut around = before(line, figure);
    let said = around.bound;
    let behind = after(line, figure.tokens.end, said)
        .or_else(|| after(line, figure.next, said))
        .or_else(|| (noun_end > figure.next).then(|| after(line, noun_end, said)).flatten());
    if let Some((bound, end)) = behind {
        let is_widened = line.says(end.saturating_sub(1), "equal") || line.says(end.saturating_sub(2), "equal");
        if around.bound == Bound::Exact || around.bound == Bound::About || is_widened {
            around.bound = bound;
        }
        around.end = end;
    }
    around
}

fn before(line: &Line, figure: &Figure) -> Around {
    let start = figure.tokens.start;
    let mut around = Around { bound: Bound::Exact, start, start_byte: None, end: figure.tokens.end };
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
    if single && line.says(from, "past") {
        return !line.is(before, Class::DEFINITE | Class::PREPOSITION);
    }
    if single
        && line.says(from, "some")
        && matches!(figure.script, super::figure::Script::Fraction | super::figure::Script::Vague)
    {
        return false;
    }
    // "up to 52 from 48"
    if bound == Bound::UpTo && line.says(from, "up") && line.says(figure.tokens.end, "from") {
        return false;
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
        || line.says_any(at + length, &["than", "like", "importantly"]);
    (!goes_on && !line.says(at, "plus")).then_some((*bound, at + length))
}
