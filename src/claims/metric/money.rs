//! Money and measures without a noun of their own: "$3 billion in annual revenue", "fined the firm $2 million".

use std::cmp::Reverse;

use super::{Figure, Found};
use crate::model::lexicon::Class;
use crate::model::quantity::Unit;

impl Figure<'_> {
    /// "[$3 billion] in annual revenue", "[$10,000] bail": a noun right behind the figure.
    pub(super) fn by_money_noun(&self) -> Option<Found> {
        if !matches!(self.quantity.unit, Unit::Money(_) | Unit::Measure(_)) {
            return None;
        }
        let end = self.page.tokens(self.quantity.number).end.max(self.mention.end);
        let start = if self.words.says_any(end, &["in", "of"]) { end + 1 } else { end };
        let close = (start..self.sentence.end.min(start + 5)).find(|&at| !self.words.is_word(at));
        let range = start..close.unwrap_or(self.sentence.end.min(start + 5));
        let vocabulary = self.page.vocabulary;
        let found = [&vocabulary.metric_nouns, &vocabulary.metric_subjects]
            .into_iter()
            .find_map(|phrases| self.longest(phrases, range.clone(), |at, _| at < start + 3));
        found.map(|metric| self.known(metric, "money_in", 75))
    }

    /// "paid [$2 million] in fines": what a sum is for says more than a verb that any sum may have.
    pub(super) fn by_verb_or_sum(&self) -> Option<Found> {
        let done = self.by_verb()?;
        let is_any = matches!(self.unit, Unit::Money(_))
            && self.page.vocabulary.metric(&done.id).is_some_and(|metric| metric.near.is_empty());
        let sum = || self.by_noun_of().or_else(|| self.by_money_noun());
        if is_any { sum().or(Some(done)) } else { Some(done) }
    }

    /// A unit that is a metric of its own: "a [7.4-magnitude] earthquake".
    pub(super) fn by_own_unit(&self) -> Option<Found> {
        let Unit::Measure(unit) = self.unit else { return None };
        let metric = self.page.vocabulary.metrics.iter().position(|metric| *metric.id == **unit)?;
        Some(self.known(metric, "unit", 85))
    }

    /// "[23 days] of stoppages": the unit begins the words for what is counted.
    pub(super) fn by_unit_of(&self) -> Option<Found> {
        if !matches!(self.unit, Unit::Measure(_)) {
            return None;
        }
        let unit = self.page.tokens(self.quantity.number).end.checked_sub(1)?;
        let all = self.page.vocabulary.metric_nouns.all_at(&self.words, unit);
        let fits = all.filter(|&(length, &metric)| length > 1 && self.unit_fits(metric) && self.is_near(metric));
        fits.max_by_key(|&(length, _)| length).map(|(_, &metric)| self.known(metric, "unit", 80))
    }

    /// The verb of the clause that governs a sum.
    fn paying_verb(&self) -> Option<usize> {
        const REACH: usize = 7;
        let start = self.clause.start.min(self.mention.start).max(self.mention.start.saturating_sub(REACH));
        let stops =
            |at: usize| self.words.is_number(at) || self.words.is_sign(at, ",") || self.words.is(at, Class::CURRENCY);
        (start..self.mention.start).rev().take_while(|&at| !stops(at)).find(|&at| {
            self.words.is(at, Class::VERB)
                && !self.words.is(at, Class::AUXILIARY)
                && (!self.words.is(at, Class::NOUN) || self.has_a_subject(at))
        })
    }

    /// "the dispute [cost] the state", "hotels [run] to": a word that may be a noun is a verb behind its subject.
    fn has_a_subject(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1).filter(|&before| before >= self.sentence.start) else { return false };
        let is_subject = self.words.is(before, Class::NOUN | Class::PRONOUN | Class::AUXILIARY | Class::PEOPLE)
            || self.words.is_capital(before) && self.words.is_word(before);
        let is_attribute = self.words.is(before, Class::DETERMINER | Class::PREPOSITION | Class::ADJECTIVE)
            && !self.words.is(before, Class::NOUN | Class::PRONOUN);
        is_subject && !is_attribute && !self.words.says(at + 1, "of")
    }

    /// "fined the firm [$2 million]", "exported garments worth [$36 million]": the verb of the clause, past its other object.
    pub(super) fn by_money_verb(&self) -> Option<Found> {
        if !matches!(self.quantity.unit, Unit::Money(_)) || self.thing_head().is_some() {
            return None;
        }
        let verb = self.paying_verb()?;
        let phrases = &self.page.vocabulary.metric_verbs;
        let fits = |(_, metric): &(usize, &usize)| self.unit_fits(**metric) && self.is_near(**metric);
        let all = phrases.all_at(&self.words, verb).filter(fits);
        let (_, &metric) = all.min_by_key(|&(length, &metric)| (Reverse(length), self.distance(metric)))?;
        Some(self.known(metric, "money_verb", 65))
    }
}
