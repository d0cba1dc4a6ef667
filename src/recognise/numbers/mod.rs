//! Words -> quantities: value, bound, unit, trend and the thing counted.
//!
//! The tokens of each sentence are walked once. Where a number may begin, what only looks like one is left out (`left_out/`), else a
//! form reads it (`forms/`), its unit is added, and it is joined with the next number where the two make one (`joined/`). Then the words
//! around it tell its bound, its tie to a subject and what it counts (`counted/`). Every look is bounded, so the time is linear.
//!
//! Times are read before: a number inside a date is none. A plain length of time ("three days", "the past 24 hours", "every 10 days") stays
//! the time reader's and is told here once more as a measure; whether it is a statistic is for `claims/` to say.
//! An age ("35-year-old", "as young as 12") is a measure in years; an age beside a name is left out. "both" is no figure and never read.
//!
//! Knows no metric and no date; resolves nothing.

mod bound;
mod carried_money;
mod counted;
mod definite;
mod figure;
mod forms;
mod gallery;
mod gapped;
mod glued;
mod habit;
mod joined;
mod left_out;
mod line;
mod noun_phrase;
mod ordinal;
mod quantities;
mod rate;
mod rule_name;
mod shared_money;
mod simple;
#[cfg(test)]
mod tests;
mod tie;
mod unit;
mod written;

use crate::model::mention::Mention;
use crate::model::notice::{Noted, Notice};
use crate::model::sentence::Prose;
use crate::model::span::Span;
use crate::model::token::Words;
use crate::model::vocabulary::Vocabulary;

use habit::Habit;
use left_out::LEFT_OUT;
use line::Line;

/// Reads the quantities of a text, in text order, not overlapping each other. `times` are the time mentions already read.
///
/// Of each kind of thing left out, the notice names the first place and how many there were.
pub fn read(words: &Words, prose: &Prose, vocabulary: &Vocabulary, times: &[Mention]) -> Noted<Vec<Mention>> {
    let habit = Habit::of(words);
    let mut mentions = Vec::new();
    let mut left_out: [(u32, Option<Span>); LEFT_OUT.len()] = [(0, None); LEFT_OUT.len()];
    for (number, sentence) in prose.sentences.iter().enumerate() {
        let tokens = words.tokens.get(sentence.tokens.clone()).unwrap_or_default();
        if !tokens.iter().any(|token| simple::may_be_number(words, token)) {
            continue;
        }
        let own = Words { tokens, ..*words };
        let line = Line::new(own, vocabulary, times, habit, sentence.context);
        let mut leave = |kind: usize, span: Span| {
            let (count, first) = &mut left_out[kind];
            *count += 1;
            first.get_or_insert(span);
        };
        quantities::read(&line, number as u32, &mut mentions, &mut leave);
    }
    carried_money::settle(words, prose, vocabulary, &mut mentions);
    shared_money::settle(words, prose, vocabulary, &mut mentions);
    let notices = LEFT_OUT.iter().zip(left_out).filter_map(|(rule, (count, first))| {
        let says = match count {
            1 => format!("number left out: {}", rule.says),
            _ => format!("numbers left out: {} ({count} places, the first here)", rule.says),
        };
        first.map(|span| Notice::new("recognise", "", Some(span), says))
    });
    Noted::new(mentions, notices.collect())
}
