//! Terms in years or months that somebody is given, not merely passes: "sentenced him to 12 years", "18 months in prison".

use std::cmp::Reverse;

use super::{Figure, Found};
use crate::model::lexicon::Class;
use crate::model::quantity::Unit;
use crate::model::sentence::Context;

/// Tokens from the verb to its term: "sentenced the former minister of finance to 12 years".
const REACH: usize = 9;

impl Figure<'_> {
    /// The metric of a term: its wording, the noun behind it, or the verb that gives it. A word of its field must stand near.
    pub(super) fn by_term(&self) -> Option<Found> {
        if !matches!(self.unit, Unit::Measure(unit) if matches!(&**unit, "year" | "month")) {
            return None;
        }
        let end = self.page.tokens(self.quantity.number).end.max(self.mention.end);
        // "two years ago", "three years later", "after 12 years in prison"
        let is_moment = self.words.says_any(end, &["ago", "later", "earlier", "before", "after", "old"])
            || self
                .mention
                .start
                .checked_sub(1)
                .is_some_and(|at| self.words.says_any(at, &["after", "within", "every"]));
        if is_moment {
            return None;
        }
        self.by_frame()
            .or_else(|| self.by_term_behind(end))
            .or_else(|| self.by_giving_verb())
            .or_else(|| self.by_term_before())
    }

    /// "eight years under the one act and of five years under the other, making a total of 12 years": told of the term before.
    fn by_term_before(&self) -> Option<Found> {
        let before = |back: usize| self.mention.start.checked_sub(back).filter(|&at| at >= self.sentence.start);
        let says = |back: usize, said: &[&str]| before(back).is_some_and(|at| self.words.says_any(at, said));
        let joined = says(1, &["and", "plus"]) || says(1, &["of"]) && says(2, &["and", "plus", "total"]);
        let number = self.page.prose.sentence_at(self.quantity.number.start).filter(|_| joined)?;
        let here = self.page.around(number, self.quantity.number).iter();
        let (mention, quantity) = here
            .filter(|other| other.span.end <= self.mention_start())
            .filter_map(|other| Some((other, other.quantity()?)))
            .rfind(|(_, other)| other.unit == self.quantity.unit)?;
        let found = Figure::new(self.page, mention, quantity).by_term()?;
        Some(Found { rule: "figure_before", confidence: found.confidence.saturating_sub(10), ..found })
    }

    /// "18 months in prison", "a six-year prison term", unless they have been spent there.
    fn by_term_behind(&self, end: usize) -> Option<Found> {
        let is_spent = (self.sentence.start.max(self.mention.start.saturating_sub(4))..self.mention.start)
            .any(|at| matches!(self.words.lemma(at), "spend" | "serve" | "pass" | "waste"));
        if is_spent {
            return None;
        }
        let start = if self.words.says_any(end, &["in", "of", "behind"]) { end + 1 } else { end };
        let stop = (start..self.sentence.end.min(start + 4)).find(|&at| !self.words.is_word(at));
        let range = start..stop.unwrap_or(self.sentence.end.min(start + 4));
        let metric = self.longest(&self.page.vocabulary.metric_nouns, range, |at, _| at < start + 2)?;
        Some(self.known(metric, "term", 75))
    }

    /// "sentenced the banker to 12 years", "was given three years", "prosecutors asked for 20 years".
    fn by_giving_verb(&self) -> Option<Found> {
        let phrases = &self.page.vocabulary.metric_verbs;
        let start = self.sentence.start.max(self.mention.start.saturating_sub(REACH));
        let stops = |at: usize| matches!(self.words.text(at), ";" | ":" | "—");
        let verb = |at: &usize| {
            self.words.is(*at, Class::VERB) && !self.words.is(*at, Class::AUXILIARY | Class::COPULA | Class::NOUN)
                || phrases.all_at(&self.words, *at).any(|(_, &metric)| self.unit_fits(metric))
        };
        let verb = (start..self.mention.start).rev().take_while(|&at| !stops(at)).find(verb)?;
        let fits = |(n, metric): &(usize, &usize)| {
            verb + n <= self.mention.start && self.unit_fits(**metric) && self.is_spoken_of(**metric)
        };
        let all = phrases.all_at(&self.words, verb).filter(fits);
        let (_, &metric) = all.min_by_key(|&(length, &metric)| (Reverse(length), self.distance(metric)))?;
        Some(self.known(metric, "term", 70))
    }

    /// A word of the metric's field stands in this sentence or the one before.
    fn is_spoken_of(&self, metric: usize) -> bool {
        let near = &self.page.vocabulary.metrics[metric].near;
        let number = self.page.prose.sentence_at(self.quantity.number.start);
        let before =
            number.and_then(|number| number.checked_sub(1)).map(|before| self.page.sentence(before).tokens.clone());
        // a headline has no room for it
        let is_heading = number.is_some_and(|number| self.page.sentence(number).context == Context::Headline);
        near.is_empty()
            || self.is_close(metric)
            || is_heading && self.is_near(metric)
            || before.is_some_and(|mut before| before.any(|at| near.contains(&self.words.entry(at).lemma)))
    }
}
