//! What was done to or by the things counted: "80 people were jailed", "police arrested 80 people", "12 people died".

use std::cmp::Reverse;

use super::figure::{OBJECT_REACH, VERB_REACH};
use super::{Figure, Found};
use crate::model::lexicon::Class;
use crate::model::quantity::Unit;

impl Figure<'_> {
    /// "destroyed 412 homes", "14,000 posts are to be axed": a metric whose verb and whose thing both stand here.
    pub(super) fn by_verb_of_thing(&self) -> Option<Found> {
        self.head.filter(|&head| !self.is_people(head))?;
        let named = Figure { only_named: true, ..self.clone() };
        named.verb_before().or_else(|| named.verb_after())
    }

    /// "convicted the banker on seven counts": past the verb's other object, when the metric names the thing.
    pub(super) fn by_verb_past_object(&self) -> Option<Found> {
        const REACH: usize = 8;
        let head = self.head.filter(|&head| !self.is_people(head) && head >= self.mention.start)?;
        let by = (self.sentence.start..self.mention.start)
            .rev()
            .find(|&at| !self.words.is(at, Class::DETERMINER | Class::ADVERB) && !self.words.says(at, "all"))?;
        if !self.words.says_any(by, &["on", "of", "to", "with", "in", "for"]) {
            return None;
        }
        // "the 69-year-old" is whom it was done to
        let stops = |at: usize| {
            self.words.is_number(at) && !self.words.is_sign(at + 1, "-")
                || matches!(self.words.text(at), "," | ";" | ":" | "—")
        };
        let verb = (self.sentence.start.max(by.saturating_sub(REACH))..by)
            .rev()
            .take_while(|&at| !stops(at))
            .find(|&at| self.words.is(at, Class::VERB) && !self.words.is(at, Class::AUXILIARY | Class::NOUN))?;
        let phrases = &self.page.vocabulary.metric_verbs;
        let fits = |(n, metric): &(usize, &usize)| {
            verb + n <= by + 1
                && self.unit_fits(**metric)
                && self.is_near(**metric)
                && self.is_among(head, &self.page.vocabulary.metrics[**metric].of)
        };
        let all = phrases.all_at(&self.words, verb).filter(fits);
        let (_, &metric) = all.min_by_key(|&(length, &metric)| (Reverse(length), self.distance(metric)))?;
        Some(self.known(metric, "object", 80))
    }

    /// "612 foreigners among the dead", "30 children among those arrested": counted in a state that the words behind name.
    pub(super) fn by_state_among(&self) -> Option<Found> {
        const REACH: usize = 3;
        self.head.filter(|&head| self.is_people(head))?;
        let end = self.counted.clone()?.end.max(self.mention.end);
        let at = end + usize::from(self.words.is(end, Class::COPULA));
        let is_among = self.words.says(at, "among") && self.words.says_any(at + 1, &["the", "those"]);
        if !is_among {
            return None;
        }
        let vocabulary = self.page.vocabulary;
        let range = at + 2..self.sentence.end.min(at + 2 + REACH);
        let of_people = |metric: &usize| vocabulary.metrics[*metric].of_people;
        let metric = self.longest(&vocabulary.metric_nouns, range, |from, _| from == at + 2).or_else(|| {
            let done = vocabulary.metric_verbs.all_at(&self.words, at + 2);
            done.map(|(_, &metric)| metric).find(|metric| self.unit_fits(*metric) && of_people(metric))
        });
        metric.filter(of_people).map(|metric| self.known(metric, "verb", 75))
    }

    /// "polled 1,012 adults": before the rule for samples, as some of these are metrics of their own.
    pub(super) fn by_object(&self) -> Option<Found> {
        let is_sample = self.object_verb().is_some_and(|verb| self.words.is(verb, Class::SAMPLING));
        is_sample.then(|| self.verb_before()).flatten()
    }

    /// "80 people were jailed", "police arrested 80 people", "12 people died". A noun that narrows it wins: of "the jail holds 90
    /// pretrial detainees" the noun says which of the prisoners.
    pub(super) fn by_verb(&self) -> Option<Found> {
        // "treated 1,640 injured": the state stands right behind the figure, "143 of the injured" are some of them
        let is_state = |head: &usize| self.words.is(*head, Class::ADJECTIVE) && *head == self.mention.end;
        if self.head.as_ref().is_some_and(is_state)
            && let Some(found) = self.by_counted_noun(true)
        {
            return Some(found);
        }
        let done = self.verb_before().or_else(|| self.verb_after())?;
        let vocabulary = self.page.vocabulary;
        match self.noun_metric().map(|number| &vocabulary.metrics[number].id) {
            Some(noun) if vocabulary.is_part(noun, &done.id) => self.by_counted_noun(true).or(Some(done)),
            _ => Some(done),
        }
    }

    pub(super) fn verb_after(&self) -> Option<Found> {
        let start = self.counted.clone().map_or(self.mention.end, |counted| counted.end.max(self.mention.end));
        let mut at = self.after_partitive(start);
        let start = at;
        let mut restricting = None;
        let mut passive = false;
        // "195 survivors after the ferry sank and 30 are missing": a clause of its own
        let mut aside = false;
        let mut brackets = false;
        while at < self.sentence.end && at - start < VERB_REACH {
            let text = self.words.text(at);
            if text == ","
                && !brackets
                && self.words.says_any(
                    at + 1,
                    &[
                        "including",
                        "among",
                        "most",
                        "many",
                        "some",
                        "mostly",
                        "mainly",
                        "all",
                        "both",
                        "two",
                        "one",
                        "three",
                        "aged",
                        "ranging",
                    ],
                )
            {
                // ", including three children," stands between noun and verb
                let close = (at + 1..self.sentence.end.min(at + 20)).find(|&i| self.words.is_sign(i, ","));
                brackets = true;
                match close {
                    Some(close) => {
                        at = close + 1;
                        continue;
                    }
                    None => return None,
                }
            }
            if text == "," && self.words.is_number(at + 1) {
                // "34 people, 31 men and three women aged under 68, were held"
                at = self.after_breakdown(at)?;
                continue;
            }
            if let Some(after) = self.after_joined_nouns(at) {
                at = after;
                continue;
            }
            if let Some(after) = self.after_joined_figure(at) {
                at = after;
                continue;
            }
            // "11 judges held that no one could be moved"
            let is_statement = text == "that" && self.words.is(at + 1, Class::DETERMINER | Class::NEGATION);
            if is_statement || matches!(text, "," | ";" | "—" | ":" | "." | "–") || self.words.is_number(at) {
                return restricting;
            }
            if let Some(found) = self.metric_at(at, passive).filter(|_| !aside) {
                if passive || !self.is_of_those(at) {
                    return Some(found);
                }
                let is_count = !matches!(self.quantity.unit, Unit::Percent | Unit::Points);
                restricting = restricting.or(is_count.then_some(found));
            }
            aside |= self.words.is(at, Class::SUBORDINATOR) && !self.words.is(at + 1, Class::GERUND);
            if self.words.is(at, Class::COPULA) || matches!(text, "been" | "being") {
                passive = true;
            } else if self.words.is(
                at,
                Class::AUXILIARY
                    | Class::ADVERB
                    | Class::RELATIVE
                    | Class::NEGATION
                    | Class::PREPOSITION
                    | Class::DETERMINER,
            ) {
                // goes on
            } else if self.words.is(at, Class::VERB)
                && self.words.is(at, Class::PAST | Class::PRESENT)
                && !self.words.is(at, Class::NOUN)
            {
                // another verb governs the noun
                let joined = self.words.says_any(at + 1, &["and", "or"]);
                if aside || !joined && !self.words.is(at, Class::PARTICIPLE) {
                    return None;
                }
            }
            at += 1;
        }
        restricting
    }

    /// "29 of those arrested have been charged", "84% of those who voted were for it": what all of those did says less.
    fn is_of_those(&self, at: usize) -> bool {
        let those = |back: usize| at.checked_sub(back).is_some_and(|at| self.words.says(at, "those"));
        those(1) || those(2) && self.words.says(at - 1, "who")
    }

    /// "eight [of the 11] were convicted": behind the whole.
    fn after_partitive(&self, at: usize) -> usize {
        let whose = Class::DETERMINER | Class::PRONOUN;
        let of = self.words.says(at, "of") && self.words.is(at + 1, whose) && self.words.is_number(at + 2);
        if of { at + 3 } else { at }
    }

    /// Behind a list of figures between two commas that a verb form follows.
    fn after_breakdown(&self, comma: usize) -> Option<usize> {
        const LONGEST: usize = 16;
        let close =
            (comma + 2..self.sentence.end.min(comma + LONGEST)).rev().find(|&at| self.words.is_sign(at, ","))?;
        self.words.is(close + 1, Class::AUXILIARY | Class::COPULA).then_some(close + 1)
    }

    /// "40 builders[, engineers and site managers] had been": behind the other nouns of a list whose verb follows.
    fn after_joined_nouns(&self, at: usize) -> Option<usize> {
        const LONGEST: usize = 9;
        if !self.words.is_sign(at, ",") && !self.words.says_any(at, &["and", "or"]) {
            return None;
        }
        let joins = |at: usize| self.words.is_sign(at, ",") || self.words.says_any(at, &["and", "or"]);
        let is_named = |at: usize| {
            self.words.is_word(at)
                && !self.words.is_capital(at)
                && !self.words.is(
                    at,
                    Class::DETERMINER
                        | Class::PREPOSITION
                        | Class::PRONOUN
                        | Class::ADVERB
                        | Class::RELATIVE
                        | Class::SUBORDINATOR,
                )
                && (self.words.is(at, Class::NOUN | Class::ADJECTIVE)
                    || self.is_people(at)
                    || self.words.entry(at).classes.is_empty())
        };
        let end = (at..self.sentence.end.min(at + LONGEST)).find(|&at| !joins(at) && !is_named(at))?;
        let has_noun = end > at + 1 && is_named(end - 1);
        (has_noun && self.words.is(end, Class::AUXILIARY | Class::COPULA)).then_some(end)
    }

    /// "nine officers and 17 marchers were hurt": behind the figure that "and" joins to this one.
    fn after_joined_figure(&self, at: usize) -> Option<usize> {
        if !self.words.says_any(at, &["and", "or"]) {
            return None;
        }
        let next = self.words.get(at + 1)?.span;
        let number = self.page.prose.sentence_at(next.start)?;
        let joined = self.page.in_sentence(number).iter().find(|m| m.quantity().is_some() && m.span.contains(next))?;
        let end = joined.quantity()?.counted.map_or(joined.span, |counted| counted.join(joined.span));
        Some(self.page.tokens(end).end)
    }

    /// A verb phrase of the vocabulary at this token that may say what happened to the figure's noun.
    fn metric_at(&self, at: usize, passive: bool) -> Option<Found> {
        let vocabulary = self.page.vocabulary;
        // "at the march": a noun, not what they did
        let is_noun = self.words.is(at.wrapping_sub(1), Class::DETERMINER) && !self.is_verb_form(at);
        let acts = vocabulary.metric_acts.all_at(&self.words, at).filter(|_| !is_noun);
        let verbs = vocabulary.metric_verbs.all_at(&self.words, at);
        let act = self.closest(acts.filter(|(_, metric)| self.allows(**metric, false)));
        let fits = |(n, metric): &(usize, &usize)| self.allows(**metric, false) && self.is_done_to(at, *n, passive);
        let verb = self.closest(verbs.filter(fits));
        match (act, verb) {
            (Some((longer, metric)), Some((n, _))) if longer >= n => Some(self.known(metric, "act", 85)),
            (_, Some((_, metric))) => Some(self.known(metric, "verb", 85)),
            (Some((_, metric)), None) => Some(self.known(metric, "act", 85)),
            (None, None) => None,
        }
    }

    /// Of phrases of one length the one whose field or thing the sentence names; else the longer, else the first.
    fn closest<'m>(&self, found: impl Iterator<Item = (usize, &'m usize)>) -> Option<(usize, usize)> {
        let mut best: Option<(usize, bool, usize)> = None;
        for (length, &metric) in found {
            // "the 74 hostages it holds": a metric of just these says more than one of all people
            let of = &self.page.vocabulary.metrics[metric];
            let is_own = || !of.of_people && !of.of_any && self.head.is_some_and(|head| self.is_among(head, &of.of));
            let is_close = self.is_close(metric) || is_own();
            if best.is_none_or(|(longest, close, _)| length > longest || length == longest && !close && is_close) {
                best = Some((length, is_close, metric));
            }
        }
        best.map(|(length, _, metric)| (length, metric))
    }

    /// "were arrested", "people jailed since": a participle that no object follows.
    fn is_done_to(&self, at: usize, length: usize, passive: bool) -> bool {
        // "seriously hurt": the adverb is part of the phrase
        let verb = if length > 1 && self.words.is(at, Class::ADVERB) { at + 1 } else { at };
        let is_participle = self.words.is(verb, Class::PARTICIPLE | Class::PAST | Class::ADJECTIVE);
        let next = at + length;
        // "was fined $2 million and paid": the payer's own act
        if matches!(self.unit, Unit::Money(_))
            && !passive
            && self.words.says_any(at.wrapping_sub(1), &["and", "but", "then"])
        {
            return false;
        }
        let has_object = self.words.is(next, Class::DETERMINER | Class::NUMERAL)
            || self.words.is_number(next)
            || self.words.is_capital(next)
                && self.words.is_word(next)
                && !self.words.is(next, Class::MONTH | Class::WEEKDAY);
        is_participle && (passive || !has_object)
    }

    /// "arrested 75,000 suspects", "killing at least 12"
    pub(super) fn verb_before(&self) -> Option<Found> {
        let phrases = &self.page.vocabulary.metric_verbs;
        if let Some(verb) = self.object_verb() {
            // "pulled 61 people from the water"
            let next = self.counted.clone().map_or(self.mention.end, |counted| counted.end.max(self.mention.end));
            let apart = phrases.all_apart(&self.words, verb, next).filter(|(_, metric)| self.allows(**metric, false));
            if let Some((_, &metric)) = apart.min_by_key(|&(n, &metric)| (Reverse(n), self.distance(metric))) {
                return Some(self.known(metric, "object", 85));
            }
            // "critically wounded 14": the phrase may begin before the verb
            let found = [verb.saturating_sub(1), verb].into_iter().find_map(|from| {
                let fits = |(n, metric): &(usize, &usize)| {
                    (verb + 1..=self.mention.start).contains(&(from + n)) && self.allows(**metric, false)
                };
                // "the storm killed 33": people, when nothing is named
                let of_people = |metric: usize| self.head.is_none() && self.page.vocabulary.metrics[metric].of_people;
                let all = phrases.all_at(&self.words, from).filter(fits);
                all.min_by_key(|&(n, &metric)| (!of_people(metric), Reverse(n), self.distance(metric)))
                    .map(|(_, &metric)| metric)
            });
            return found.map(|metric| self.known(metric, "object", 85));
        }
        // "put to death 19 men", "handed in 900 weapons": a phrase that ends right before the figure
        const LONGEST: usize = 5;
        let end = self.mention.start;
        (self.sentence.start.max(end.saturating_sub(LONGEST))..end.saturating_sub(1)).find_map(|from| {
            let fits = |(n, metric): &(usize, &usize)| from + n == end && self.allows(**metric, false);
            let (_, &metric) = phrases.all_at(&self.words, from).find(fits)?;
            let passive = !self.words.is(from, Class::GERUND) && self.words.is(from.wrapping_sub(1), Class::COPULA);
            (!passive).then(|| self.known(metric, "object", 80))
        })
    }

    /// The active verb whose object the figure is: only articles, adverbs and hedges stand between.
    pub(super) fn object_verb(&self) -> Option<usize> {
        let end = self.mention.start;
        for at in (self.sentence.start..end).rev().take(OBJECT_REACH + 1) {
            // "added that 312 people": a statement of its own
            if self.words.says(at, "that") {
                return None;
            }
            if self.words.is(at, Class::VERB) && !self.words.is(at, Class::AUXILIARY) {
                let before = at.checked_sub(1).filter(|&before| before >= self.sentence.start);
                let is_passive =
                    !self.words.is(at, Class::GERUND) && before.is_some_and(|b| self.words.is(b, Class::COPULA));
                return (!is_passive).then_some(at);
            }
            // a verb phrase of two words: "rounded up 300"
            let is_particle = self.words.says_any(at, &["up", "out", "off", "down"]);
            if !is_particle && !self.words.is(at, Class::DETERMINER | Class::ADVERB | Class::ADJECTIVE | Class::FILLER)
            {
                return None;
            }
        }
        None
    }
}
