//! "homicides fell by 12 percent": the change of what is named.

use std::ops::Range;

use super::named::label;
use super::{Figure, Found};
use crate::model::lexicon::{Class, Phrases};
use crate::model::metric::{Behaviour, Metric};
use crate::model::quantity::{Role, Trend, Unit};

impl Figure<'_> {
    /// "homicides fell by 12 percent": the change of the metric named.
    pub(super) fn by_change(&self) -> Option<Found> {
        if self.quantity.trend == Trend::None && !self.is_cut_by()
            || matches!(self.quantity.role, Role::To | Role::From)
        {
            return None;
        }
        // "will cut 14% of its workforce" tells a share
        if self.is_of_a_whole() {
            return None;
        }
        let vocabulary = self.page.vocabulary;
        let near = match self.counted.clone() {
            Some(counted) => self.widened(counted),
            None => self.clause.start..self.mention.start,
        };
        let changed = [&vocabulary.metric_subjects, &vocabulary.metric_nouns].into_iter().find_map(|phrases| {
            let longest = self.longest_of_any_unit(phrases, near.clone());
            longest.or_else(|| self.longest_of_any_unit(phrases, self.clause.clone()))
        });
        let Some(changed) = changed.map(|number| &vocabulary.metrics[number]) else {
            let id = format!("{}_change", self.thing()?);
            return Some(Found { label: label(&id), id, known: false, rule: "change", confidence: 55 });
        };
        let changes = |metric: &&Metric| metric.behaviour == Behaviour::Change && metric.change_of.is_some();
        let of = |metric: &&Metric| metric.change_of.as_deref() == Some(&changed.id);
        let akin =
            |metric: &&Metric| metric.change_of.as_deref().is_some_and(|of| vocabulary.family(of) == changed.family);
        let all = || vocabulary.metrics.iter().filter(changes);
        let itself = Some(changed).filter(|metric| metric.behaviour == Behaviour::Change);
        match itself.or_else(|| all().find(of)).or_else(|| all().find(akin)) {
            Some(metric) => Some(Found {
                id: metric.id.clone(),
                label: metric.label.clone(),
                known: true,
                rule: "change",
                confidence: 85,
            }),
            None => {
                let id = format!("{}_change", changed.id);
                let label = format!("Change in {}", changed.label.to_lowercase());
                Some(Found { id, label, known: true, rule: "change", confidence: 80 })
            }
        }
    }

    /// "Output tripled, from 210,000 tonnes to 462,000": the two ends of a change are figures of what changed.
    pub(super) fn by_what_changed(&self) -> Option<Found> {
        if !matches!(self.quantity.role, Role::From | Role::To) {
            return None;
        }
        let is_change =
            |at: &usize| self.words.is(*at, Class::TREND_UP | Class::TREND_DOWN) && self.words.is(*at, Class::VERB);
        let verb = (self.sentence.start..self.mention.start).rev().find(is_change)?;
        let start = (self.sentence.start..verb).rev().find(|&at| matches!(self.words.text(at), "," | ";" | ":" | "—"));
        let subject = start.map_or(self.sentence.start, |sign| sign + 1)..verb;
        let vocabulary = self.page.vocabulary;
        let known = [&vocabulary.metric_subjects, &vocabulary.metric_nouns]
            .into_iter()
            .find_map(|phrases| self.longest(phrases, subject.clone(), |_, _| true));
        if let Some(metric) = known {
            return Some(self.known(metric, "what_changed", 60));
        }
        self.named_by_subject(subject, "what_changed")
    }

    /// "The last depth recorded was 240 metres": a measure that a copula puts at its subject.
    pub(super) fn by_what_is_measured(&self) -> Option<Found> {
        const REACH: usize = 3;
        if !matches!(self.unit, Unit::Measure(_)) {
            return None;
        }
        let from = self.mention.start.saturating_sub(REACH).max(self.clause.start.min(self.mention.start));
        let verb = (from..self.mention.start).rev().find(|&at| self.words.is(at, Class::COPULA))?;
        let start = (self.sentence.start..verb).rev().find(|&at| matches!(self.words.text(at), "," | ";" | ":" | "—"));
        self.named_by_subject(start.map_or(self.sentence.start, |sign| sign + 1)..verb, "measured")
    }

    /// Named by the head of a subject: its last noun before a preposition or a clause of its own.
    fn named_by_subject(&self, subject: Range<usize>, rule: &'static str) -> Option<Found> {
        let ends = Class::PREPOSITION | Class::AUXILIARY | Class::RELATIVE | Class::PARTICIPLE;
        let head = subject
            .take_while(|&at| !self.words.is(at, ends) || self.words.is(at, Class::NOUN))
            .filter(|&at| self.words.is(at, Class::NOUN) && !self.words.is(at, Class::TIME_UNIT))
            .last()?;
        let id = Figure { head: Some(head), ..self.clone() }.thing()?;
        Some(Found { label: label(&id), id, known: false, rule, confidence: 45 })
    }

    /// "would cut emissions by 55 percent"
    fn is_cut_by(&self) -> bool {
        let by = self.mention.start.checked_sub(1).filter(|&by| self.words.says(by, "by"));
        let trend = Class::TREND_UP | Class::TREND_DOWN;
        by.is_some_and(|by| {
            (self.clause.start.min(by)..by).any(|at| self.words.is(at, trend) && self.words.is(at, Class::VERB))
        })
    }

    fn longest_of_any_unit(&self, phrases: &Phrases<usize>, range: Range<usize>) -> Option<usize> {
        let mut best: Option<(usize, usize)> = None;
        for at in range {
            for (length, &metric) in phrases.all_at(&self.words, at) {
                let fits = self.is_near(metric) && !(length == 1 && self.is_verb_form(at));
                if fits && best.is_none_or(|(longest, _)| length > longest) {
                    best = Some((length, metric));
                }
            }
        }
        best.map(|(_, metric)| metric)
    }
}
