//! The shape of a date rule: where it looks, what it reads, and the sentences that prove it.

use crate::model::lexicon::Class;
use crate::model::span::Span;
use crate::model::time::{Said, Time, TimeKind};
use crate::model::token::Words;
use crate::model::vocabulary::Vocabulary;

/// A token at which a rule may read. The words end with the sentence, so looking ahead never leaves it.
#[derive(Debug, Clone, Copy)]
pub struct Place<'a> {
    pub words: Words<'a>,
    /// the token that triggered
    pub at: usize,
    /// the first token not yet read: a rule may grow to the left down to here
    pub floor: usize,
    pub vocabulary: &'a Vocabulary,
}

/// A time expression as tokens `start..end`.
#[derive(Debug, Clone)]
pub struct Reading {
    pub start: usize,
    pub end: usize,
    pub time: Time,
    pub rule: &'static str,
    /// says something only together with what follows: "the last week of [March]"
    pub needs_whole: bool,
    pub parts: Vec<Reading>,
    /// what joins made one value of: tokens `start..end`, and the rule that read them
    pub pieces: Vec<(usize, usize, &'static str)>,
}

impl Reading {
    pub fn new(start: usize, end: usize, kind: TimeKind, said: Said) -> Self {
        Reading {
            start,
            end,
            time: Time::new(kind, said),
            rule: "",
            needs_whole: false,
            parts: Vec::new(),
            pieces: Vec::new(),
        }
    }

    pub fn date(start: usize, end: usize, said: Said) -> Self {
        Reading::new(start, end, TimeKind::Date, said)
    }

    /// Two neighbours as the one that a join makes of them.
    pub fn joined(a: &Reading, b: &Reading, time: Time, rule: &'static str) -> Self {
        Reading { start: a.start, end: b.end, rule, time, ..Reading::date(a.start, b.end, Said::Then) }
    }

    pub fn span(&self, words: &Words) -> Span {
        words.span(self.start, self.end)
    }
}

/// A form that time expressions take.
pub struct Rule {
    /// the shape of the words
    pub name: &'static str,
    /// words it may be tried at
    pub triggers: Class,
    /// is it tried at numbers?
    pub numbers: bool,
    pub read: fn(&Place) -> Option<Reading>,
    /// a sentence, and what the whole recogniser reads in it: `words = TIMEX3`, several joined by `; `
    #[cfg_attr(not(test), expect(dead_code, reason = "data for the tests, kept beside the rule it proves"))]
    pub reads: &'static [(&'static str, &'static str)],
    /// sentences in which the whole recogniser reads nothing
    #[cfg_attr(not(test), expect(dead_code, reason = "data for the tests, kept beside the rule it proves"))]
    pub leaves: &'static [&'static str],
}

impl std::fmt::Debug for Rule {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Rule").field("name", &self.name).finish_non_exhaustive()
    }
}
