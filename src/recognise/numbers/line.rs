//! One sentence with everything the rules look things up in.
//!
//! A rule sees token numbers of its own sentence only: looking past either end finds nothing, so no rule reads into the next sentence.
//! Every look is bounded (see [`REACH`]), which keeps the whole reading linear in the text, whatever it is.

use super::habit::Habit;
use crate::model::lexicon::Class;
use crate::model::mention::Mention;
use crate::model::sentence::Context;
use crate::model::token::Words;
use crate::model::vocabulary::Vocabulary;

/// How many tokens a rule may look to either side of a figure.
pub const REACH: usize = 30;

/// What may stand between a number and its unit of time.
pub const PADS: &[&str] =
    &["working", "business", "calendar", "whole", "full", "consecutive", "straight", "successive"];

/// A sentence under the eyes of the rules.
#[derive(Debug, Clone, Copy)]
pub struct Line<'a> {
    /// the sentence's tokens only
    pub words: Words<'a>,
    pub vocabulary: &'a Vocabulary,
    /// the sentence's time expressions, in text order
    pub times: &'a [Mention],
    pub habit: Habit,
    /// most words have capitals, so that a capital tells nothing
    pub title_case: bool,
}

impl<'a> Line<'a> {
    pub fn new(
        words: Words<'a>,
        vocabulary: &'a Vocabulary,
        times: &'a [Mention],
        habit: Habit,
        context: Context,
    ) -> Self {
        let times = match (words.tokens.first(), words.tokens.last()) {
            (Some(first), Some(last)) => {
                let from = times.partition_point(|time| time.span.end <= first.span.start);
                let to = times.partition_point(|time| time.span.start < last.span.end);
                times.get(from..to).unwrap_or_default()
            }
            _ => &[],
        };
        let title_case = context == Context::Headline || is_title_case(&words);
        Line { words, vocabulary, times, habit, title_case }
    }

    /// The time expression that covers a token.
    pub fn time_at(&self, at: usize) -> Option<&'a Mention> {
        steps::count();
        let span = self.words.get(at)?.span;
        let next = self.times.partition_point(|time| time.span.start <= span.start);
        next.checked_sub(1).map(|number| &self.times[number]).filter(|time| time.span.end >= span.end)
    }

    /// The time expression that covers a token and leaves no room for a quantity: all but a number of days, years or other
    /// units of time ("three days", "the past 24 hours", "every 10 days").
    pub fn date_at(&self, at: usize) -> Option<&'a Mention> {
        self.time_at(at).filter(|_| !self.counts_time(at))
    }

    /// "24 hours", "three or four years", "two and a half hours", "30-day": a number with its unit of time behind it.
    fn counts_time(&self, at: usize) -> bool {
        let number =
            |at: usize| self.words.is_number(at) || self.is(at, Class::NUMERAL | Class::SCALE | Class::FRACTION);
        let mut end = at;
        let joins = |at: usize| {
            self.is_hyphen(at)
                || self.words.is_dash(at)
                || self.says_any(at, &["or", "to", "and"])
                || self.says(at, "a") && self.is(at + 1, Class::FRACTION)
        };
        while end < at + 7 && (number(end) || end > at && joins(end)) {
            end += 1;
        }
        // "seven working days", "two whole nights"
        let padded = usize::from(end > at && self.says_any(end, PADS));
        end > at && self.is(end + padded, Class::TIME_UNIT)
    }

    /// Does the sentence hold a web address?
    pub fn holds_link(&self) -> bool {
        let (Some(first), Some(last)) = (self.words.tokens.first(), self.words.tokens.last()) else { return false };
        let text = first.span.join(last.span).of(self.words.text);
        text.contains("://") || text.contains("www.")
    }

    /// The token after a web address that begins at a token: everything that touches.
    pub fn link_end(&self, at: usize) -> Option<usize> {
        let begins = self.says_any(at, &["http", "https", "www", "ftp"]) && self.words.is_glued(at + 1);
        begins.then(|| (at + 1..self.words.len()).find(|&end| !self.words.is_glued(end)).unwrap_or(self.words.len()))
    }

    /// The first token after a span.
    pub fn after(&self, end: u32) -> usize {
        self.words.at_byte(end)
    }

    pub fn is(&self, at: usize, class: Class) -> bool {
        steps::count();
        self.words.is(at, class)
    }

    pub fn says(&self, at: usize, word: &str) -> bool {
        steps::count();
        self.words.says(at, word)
    }

    pub fn says_any(&self, at: usize, words: &[&str]) -> bool {
        steps::count();
        self.words.says_any(at, words)
    }

    /// A dash that touches what stands on both sides: "16-year".
    pub fn is_hyphen(&self, at: usize) -> bool {
        steps::count();
        self.words.is_dash(at) && self.words.text(at) != "—" && self.words.is_glued(at) && self.words.is_glued(at + 1)
    }

    /// A capital that tells a name: not at the sentence's start, not where every word has one.
    pub fn is_name_like(&self, at: usize) -> bool {
        self.words.is_capital(at) && self.words.is_word(at) && !self.title_case && !self.opens(at)
    }

    /// Does a sentence or a quotation begin with this token?
    pub fn opens(&self, at: usize) -> bool {
        at == 0
            || matches!(self.words.text(at - 1), "“" | "\"" | "‘" | ":" | "•" | "—" | "(" | "[")
            || self.words.is_dash(at - 1) && !self.words.is_glued(at) && !self.words.is_glued(at - 1)
    }

    /// Full stop, comma, bracket, quotation mark: any sign but a dash inside a word, percent or currency.
    pub fn is_stop(&self, at: usize) -> bool {
        match self.words.text(at) {
            "" => true,
            text => matches!(
                text,
                "." | "," | ";" | ":" | "!" | "?" | "(" | ")" | "[" | "]" | "“" | "”" | "\"" | "—" | "–" | "…" | "/"
            ),
        }
    }
}

/// Three words or more with at least two thirds capitals.
fn is_title_case(words: &Words) -> bool {
    let sample = &words.tokens[..words.len().min(REACH)];
    let letters = sample.iter().filter(|token| token.kind == crate::model::token::TokenKind::Word);
    let (all, capitals) =
        letters.fold((0, 0), |(all, capitals), token| (all + 1, capitals + usize::from(token.capital)));
    all >= 4 && capitals * 3 >= all * 2
}

/// Counts looks at tokens while testing, so that linear time is a number and not a stopwatch.
pub mod steps {
    #[cfg(test)]
    thread_local! {
        static STEPS: std::cell::Cell<u64> = const { std::cell::Cell::new(0) };
    }

    /// One look.
    #[inline(always)]
    pub fn count() {
        #[cfg(test)]
        STEPS.set(STEPS.get() + 1);
    }

    /// The looks since the last call.
    #[cfg(test)]
    pub fn taken() -> u64 {
        STEPS.replace(0)
    }
}
