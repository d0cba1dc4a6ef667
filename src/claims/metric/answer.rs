//! Figures that answer: "How many have died? Forty-four.", "How many came? The police say about 4,500."
//!
//! The question names what is counted, the answer only who counts.

use super::{Figure, Found};
use crate::model::lexicon::{Class, Phrases};

/// Sentences from the question to an answer: several may answer.
const REACH: usize = 4;
/// Tokens before the figure of an answer.
const OPENING: usize = 8;

impl Figure<'_> {
    /// The metric of the question that this bare figure answers.
    pub(super) fn by_question(&self) -> Option<Found> {
        if !self.is_bare_statement() {
            return None;
        }
        let number = self.page.prose.sentence_at(self.quantity.number.start)?;
        let question = (number.saturating_sub(REACH)..number).rev().find_map(|before| {
            let tokens = self.page.sentence(before).tokens.clone();
            let asks = |&at: &usize| self.words.says(at, "how") && self.words.says_any(at + 1, &["many", "much"]);
            // "3. How many have died?"
            let from = (tokens.start..tokens.end.min(tokens.start + 4)).find(asks)?;
            (from..tokens.end).any(|at| self.words.is_sign(at, "?")).then_some(from + 2..tokens.end)
        })?;
        let vocabulary = self.page.vocabulary;
        let asked = |phrases: &Phrases<usize>| self.longest_asked(phrases, question.clone());
        let metric = asked(&vocabulary.metric_acts)
            .or_else(|| asked(&vocabulary.metric_verbs))
            .or_else(|| asked(&vocabulary.metric_nouns))?;
        Some(self.known(metric, "question", 65))
    }

    /// "Forty-four.", "The police say about 4,500.": nothing but the figure and who gives it.
    pub(super) fn is_bare_statement(&self) -> bool {
        let end = self.page.tokens(self.quantity.number).end.max(self.mention.end);
        let opens = self.mention.start <= self.sentence.start;
        let is_parted = matches!(self.words.text(end), "," | ";" | ".") || self.words.says(end, "according");
        let is_last = (end..self.sentence.end).all(|at| !self.words.is_word(at) && !self.words.is_number(at));
        let is_last = is_last || opens && is_parted;
        let before = self.sentence.start..self.mention.start.max(self.sentence.start);
        let says = before.end.checked_sub(1).is_some_and(|at| {
            self.words.is(at, Class::REPORTING) || self.words.says_any(at, &["say", "says", "said", "counted", "it"])
        });
        self.head.is_none() && is_last && before.len() <= OPENING && (before.is_empty() || says)
    }

    fn longest_asked(&self, phrases: &Phrases<usize>, question: std::ops::Range<usize>) -> Option<usize> {
        let mut best: Option<(usize, usize)> = None;
        for at in question {
            for (length, &metric) in phrases.all_at(&self.words, at) {
                if self.unit_fits(metric) && self.is_near(metric) && best.is_none_or(|(longest, _)| length > longest) {
                    best = Some((length, metric));
                }
            }
        }
        best.map(|(_, metric)| metric)
    }
}
