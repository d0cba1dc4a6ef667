//! Percents of people and of what a verb takes: "2 percent of its population in prison", "the League won 29.7 percent".

use std::cmp::Reverse;

use super::{Figure, Found, find};
use crate::model::lexicon::Class;
use crate::model::quantity::Unit;

impl Figure<'_> {
    /// "a third of the houses were destroyed": the share of the things that the verb counts.
    pub(super) fn by_share_of_thing(&self) -> Option<Found> {
        let things = Figure { unit: &Unit::Count, ..self.clone() };
        let counted = things.by_verb_of_thing()?;
        Some(self.share_of(counted, None))
    }

    /// "2 percent of its population in prison": the share of the population that the other words name.
    pub(super) fn by_share_of_people(&self) -> Option<Found> {
        let head = self.head?;
        let is_whole = matches!(
            self.words.lemma(head),
            "population"
                | "person"
                | "people"
                | "citizen"
                | "resident"
                | "inhabitant"
                | "adult"
                | "country"
                | "nation"
                | "household"
        ) || self.words.is(head, Class::NATIONALITY);
        if !is_whole {
            return None;
        }
        // the numerator counts people, whatever stands for the whole
        let people = Figure { unit: &Unit::Count, head: None, ..self.clone() };
        let numerator = people.verb_after().or_else(|| people.verb_before()).or_else(|| self.numerator_before())?;
        Some(self.share_of(numerator, Some("population")))
    }

    /// The metric that is a share with this numerator, or a name made of it.
    pub(super) fn share_of(&self, numerator: Found, whole: Option<&str>) -> Found {
        let is_it = |part: &str, of: &str| part == numerator.id && whole.is_none_or(|whole| whole == of);
        let metrics = &self.page.vocabulary.metrics;
        let share = metrics.iter().find(|metric| metric.share.as_ref().is_some_and(|(part, of)| is_it(part, of)));
        match share {
            Some(metric) => {
                Found { id: metric.id.clone(), label: metric.label.clone(), known: true, rule: "share", confidence: 80 }
            }
            None => {
                let id = format!("{}_share", numerator.id);
                let label = format!("Share: {}", numerator.label.to_lowercase());
                Found { id, label, known: numerator.known, rule: "share", confidence: 65 }
            }
        }
    }

    /// "75,000 suspects, about 1 % of the people": the figure before is the part.
    fn numerator_before(&self) -> Option<Found> {
        let number = self.page.prose.sentence_at(self.quantity.number.start)?;
        let earlier = self.page.in_sentence(number).iter().filter(|other| other.span.end <= self.mention_start());
        let (mention, quantity) = earlier.filter_map(|other| Some((other, other.quantity()?))).next_back()?;
        // right behind it: an apposition, with at most the noun between
        let gap = self.mention.start.saturating_sub(self.page.tokens(mention.span).end);
        (gap <= 6 && quantity.unit == Unit::Count).then(|| find(self.page, mention, quantity)).flatten()
    }

    /// "61 percent support her": the metric of what they do, when it is one in percent.
    pub(super) fn by_act_share(&self) -> Option<Found> {
        self.verb_after()
            .filter(|found| self.page.vocabulary.metric(&found.id).is_some_and(|metric| metric.unit == Unit::Percent))
    }

    /// "the League won 29.7 percent": a verb whose object is a share.
    pub(super) fn by_object_share(&self) -> Option<Found> {
        let verb =
            self.object_verb().or_else(|| ["with", "to", "at"].into_iter().find_map(|word| self.verb_with(word)));
        let metric = match verb {
            Some(verb) => self.shared_by(verb),
            // "backed strikes by 92 percent"
            None => self.verbs_with("by").find_map(|verb| self.shared_by(verb)),
        }?;
        Some(self.known(metric, "object", 70))
    }

    fn shared_by(&self, verb: usize) -> Option<usize> {
        let phrases = &self.page.vocabulary.metric_verbs;
        let fits = |(_, metric): &(usize, &usize)| self.unit_fits(**metric) && self.is_near(**metric);
        let all = phrases.all_at(&self.words, verb).filter(fits);
        all.min_by_key(|&(length, &metric)| (Reverse(length), self.distance(metric))).map(|(_, &metric)| metric)
    }

    /// "came second with 27.9 percent": the verb before a preposition.
    fn verb_with(&self, preposition: &str) -> Option<usize> {
        self.verbs_with(preposition).next()
    }

    /// The verbs before a preposition, the nearest first.
    fn verbs_with(&self, preposition: &str) -> impl Iterator<Item = usize> + '_ {
        let before = self.mention.start.checked_sub(1).filter(|&before| self.words.says(before, preposition));
        let verbs = self.sentence.start..before.unwrap_or(self.sentence.start);
        verbs.rev().take(4).filter(|&at| self.words.is(at, Class::VERB) && !self.words.is(at, Class::AUXILIARY))
    }
}
