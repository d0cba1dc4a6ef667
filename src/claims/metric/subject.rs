//! "the death toll rose to 52", "turnout was 61 percent": what a verb puts at the figure.

use std::ops::Range;

use super::{Figure, Found};
use crate::model::lexicon::Class;
use crate::model::quantity::{Role, Trend, Unit};

/// Tokens from a verb back to where its subject may begin: "the number of people who have died of the fever in the valley".
const SUBJECT_REACH: usize = 14;

impl Figure<'_> {
    /// "the death toll of 52", "a turnout of 61 percent": the recogniser found the property as the thing counted.
    pub(super) fn by_property(&self) -> Option<Found> {
        let counted = self.counted.clone()?;
        // "4 percent of GDP": the whole is no property of the figure
        if self.is_of_a_whole() {
            return None;
        }
        let metric = self.longest(&self.page.vocabulary.metric_subjects, self.widened(counted), |_, _| true)?;
        let stands = self.figure_verb().is_some_and(|verb| self.stands(metric, verb));
        (!stands).then(|| self.known(metric, "subject", 85))
    }

    /// "net profit" where only "profit" was taken as the thing: up to two words more to its left, no number among them.
    pub(super) fn widened(&self, counted: Range<usize>) -> Range<usize> {
        let from = counted.start.saturating_sub(2).max(self.clause.start.min(counted.start));
        let is_near = |at: &usize| {
            self.words.is_word(*at) && !self.words.is(*at, Class::PREPOSITION | Class::AUXILIARY | Class::PAST)
        };
        (from..counted.start).rev().take_while(is_near).last().unwrap_or(counted.start)..counted.end
    }

    /// "the death toll rose to 52", "turnout was 61 percent"
    pub(super) fn by_subject(&self) -> Option<Found> {
        let phrases = &self.page.vocabulary.metric_subjects;
        // left of the verb that puts the subject at the figure
        let verb = self.figure_verb().or_else(|| self.share_verb())?;
        let start = self.clause_start_with_subject(verb);
        // "the wounded number 41": a state that has become a noun
        let counts = || self.words.lemma(verb) == "number";
        let of_state = || {
            let nouns = &self.page.vocabulary.metric_nouns;
            counts().then(|| self.longest(nouns, start..verb, |_, _| true)).flatten()
        };
        let metric = self.longest(phrases, start..verb, |_, _| true).or_else(of_state)?;
        (!self.stands(metric, verb)).then(|| self.known(metric, "subject", 80))
    }

    /// "the share is now 90 percent": no change of what has a price.
    fn stands(&self, metric: usize, verb: usize) -> bool {
        self.page.vocabulary.metrics[metric].change_of.is_some()
            && matches!(self.unit, Unit::Percent)
            && self.words.is(verb, Class::COPULA)
            && self.quantity.trend == Trend::None
    }

    /// "Toll now 118", "death toll 41": in headings the subject stands right before its figure.
    pub(super) fn by_subject_before(&self) -> Option<Found> {
        let end = (self.sentence.start..self.mention.start).rev().find(|&at| !self.words.is(at, Class::ADVERB))? + 1;
        // "the fatality rate, 3.1%, is": an apposition
        let ends = |at: usize| at >= self.sentence.end || matches!(self.words.text(at), "," | "." | "–" | ")" | ";");
        let is_apposed = self.words.is_sign(end - 1, ",") && ends(self.mention.end);
        let end = if is_apposed { end - 1 } else { end };
        let phrases = &self.page.vocabulary.metric_subjects;
        // "bread costs 4 dinars": a verb with a subject of its own is none
        let is_verb = |at: usize| {
            at > self.sentence.start
                && self.words.is(at, Class::PRESENT)
                && self.words.is(at, Class::VERB)
                && !self.words.is(at - 1, Class::DETERMINER | Class::ADJECTIVE | Class::PREPOSITION)
                && self.words.is_word(at - 1)
        };
        let from = end.saturating_sub(4).max(self.sentence.start);
        let metric =
            self.longest(phrases, from..end, |at, length| at + length == end && !(length == 1 && is_verb(at)))?;
        // "the rent brings the budget $18 million": whom it is brought
        let is_receiver = || {
            let article = (from.saturating_sub(1)..end).rev().find(|&at| self.words.is(at, Class::DETERMINER));
            let verb = article.and_then(|at| at.checked_sub(1)).filter(|&verb| verb >= self.sentence.start);
            verb.is_some_and(|verb| {
                matches!(self.words.lemma(verb), "bring" | "give" | "cost" | "save" | "earn" | "hand" | "pay")
            })
        };
        let is_money = matches!(self.unit, Unit::Money(_));
        (!(is_money && !is_apposed && is_receiver())).then(|| self.known(metric, "subject", 70))
    }

    /// "put the crowd at 30,000", "the biggest turnout, at 71 percent": the subject left of "at".
    pub(super) fn by_subject_at(&self) -> Option<Found> {
        let at = self.mention.start.checked_sub(1).filter(|&at| self.words.says(at, "at"))?;
        let metric = self.longest(&self.page.vocabulary.metric_subjects, self.sentence.start..at, |_, _| true)?;
        Some(self.known(metric, "subject", 70))
    }

    /// The copula, trend or level verb whose complement the figure is, if any.
    fn figure_verb(&self) -> Option<usize> {
        let start = self.sentence.start;
        // "fares went up by 20 percent, from 2.00 marks to 2.50": the change stands between
        let is_end = matches!(self.quantity.role, Role::From | Role::To);
        let before = (start..self.mention.start).rev().take(if is_end { 16 } else { 6 });
        // "goes up to 15.50"
        let goes = |at: usize| self.words.lemma(at) == "go" && self.words.says_any(at + 1, &["up", "down"]);
        // "firefighting had cost $9 million"
        let costs = |at: usize| matches!(self.unit, Unit::Money(_)) && self.words.lemma(at) == "cost";
        let is_verb = |at: usize| {
            self.words.is(at, Class::COPULA | Class::TREND_UP | Class::TREND_DOWN | Class::TREND_LEVEL)
                || goes(at)
                || costs(at)
        };
        let mut steps =
            before.take_while(|&at| (is_end || !self.words.is_number(at)) && !matches!(self.words.text(at), ";" | "—"));
        let verb = steps.find(|&at| is_verb(at))?;
        // "the prisons are pens for thousands": another complement stands between
        let between = verb + 1..self.mention.start;
        let is_light = |at: usize| {
            self.words.is(
                at,
                Class::PREPOSITION
                    | Class::ADVERB
                    | Class::DETERMINER
                    | Class::AUXILIARY
                    | Class::COPULA
                    | Class::TIME_UNIT,
            ) || !self.words.is_word(at)
                || self.words.says(at, "worth")
                || is_end && !self.words.is(at, Class::VERB | Class::CONJUNCTION | Class::RELATIVE)
        };
        if !between.clone().all(is_light) {
            return None;
        }
        // "has been at": the subject stands left of the auxiliaries
        let first = (start..verb).rev().take_while(|&at| self.words.is(at, Class::AUXILIARY | Class::ADVERB)).last();
        Some(first.unwrap_or(verb))
    }

    /// "renewables supplied 47 percent", "women make up 41 percent": a share is the object of its subject.
    fn share_verb(&self) -> Option<usize> {
        let is_share = matches!(self.unit, Unit::Percent);
        let verb = self.object_verb().filter(|_| is_share)?;
        matches!(
            self.words.lemma(verb),
            "make" | "supply" | "provide" | "cover" | "generate" | "form" | "constitute" | "meet" | "produce"
        )
        .then_some(verb)
    }

    fn clause_start_with_subject(&self, verb: usize) -> usize {
        if self.clause.start < verb {
            self.clause.start.max(verb.saturating_sub(SUBJECT_REACH))
        } else {
            verb.saturating_sub(SUBJECT_REACH).max(self.sentence.start)
        }
    }
}
