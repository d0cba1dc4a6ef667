//! The sentences of a story's texts that tell acts -> each one's counterpart in every other text, whole sentence by whole sentence.
//!
//! What two newsrooms tell in words that contradict each other shares few words beside the subject: "resigned" and "was
//! dismissed". That each sentence is the other's best counterpart says that they are about one matter; what they say of it the
//! rules ask.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::accounts::{Way, ways};
use super::act::witness;
use super::counterparts::{BEST, Counterparts, Features, MOST, Sentences, Shared};
use super::days::Days;
use super::draft::Witness;
use super::figure::Figure;
use super::left_out::LeftOut;
use crate::model::event::Event;
use crate::model::span::Span;
use crate::model::vocabulary::Vocabulary;

/// One of two counterparts is the other's best, and that one's own best is not better than so many times this.
const PART: f64 = 0.4;
/// Less in common is no matter.
const MASS: f64 = 0.6;
/// A longer sentence is cited by its clauses.
const LONG: usize = 700;

/// A sentence and the acts it tells, in text order.
#[derive(Debug)]
pub struct Passage<'a> {
    pub source: &'a str,
    pub sentence: Span,
    pub text: &'a str,
    pub events: Vec<&'a Event>,
    /// in which it tells matters of which one way can be true
    pub ways: Vec<Way>,
}

impl Passage<'_> {
    /// The days its acts are told for, if only one.
    pub fn days(&self) -> Option<Days> {
        let mut days = self.events.iter().filter_map(|event| Days::of(event.time.as_ref()?));
        let first = days.next()?;
        days.all(|other| other == first).then_some(first)
    }

    /// The act whose clause holds a byte of the sentence, else the first one.
    pub fn event_at(&self, byte: usize) -> Option<&Event> {
        let holds = |event: &&&Event| {
            let from = self.text.find(event.description.as_str());
            from.is_some_and(|from| (from..from + event.description.len()).contains(&byte))
        };
        self.events.iter().find(holds).or(self.events.first()).copied()
    }

    pub fn witness(&self, byte: usize) -> Option<Witness> {
        let event = self.event_at(byte)?;
        Some(if self.sentence.len() > LONG { event.into() } else { witness(event) })
    }
}

/// Two passages of two texts and what they have in common.
#[derive(Debug, Clone, Copy)]
pub struct Pair {
    pub one: usize,
    pub other: usize,
    pub mass: f64,
    pub points: f64,
    /// words and numbers they share
    pub told: usize,
    /// how good a part of its best counterpart the lesser one is
    pub least: f64,
}

/// The passages of a story and which of them are counterparts.
#[derive(Debug)]
pub struct Passages<'a> {
    pub told: Vec<Passage<'a>>,
    pub pairs: Vec<Pair>,
    counterparts: Counterparts<'a>,
}

impl<'a> Passages<'a> {
    /// `figures` bring more sentences, those before the ones that tell acts.
    pub fn of<'f>(
        events: &[&'a Event],
        figures: impl Iterator<Item = &'f Figure<'a>>,
        vocabulary: &Vocabulary,
        left_out: &LeftOut,
    ) -> Self
    where
        'a: 'f,
    {
        let mut by_place: BTreeMap<(&'a str, u32), Passage<'a>> = BTreeMap::new();
        for event in events.iter().copied().filter(|event| !event.sentence_text.is_empty()) {
            let new = || Passage {
                source: &event.source,
                sentence: event.sentence,
                text: &event.sentence_text,
                events: Vec::new(),
                ways: Vec::new(),
            };
            by_place.entry((&event.source, event.sentence.start)).or_insert_with(new).events.push(event);
        }
        let mut told: Vec<Passage> = by_place.into_values().collect();
        told.par_iter_mut().for_each(|passage| passage.ways = ways(passage.text, vocabulary));
        if told.len() > MOST {
            left_out.add("sentences that tell acts", told.len());
            return Passages { told, pairs: Vec::new(), counterparts: Counterparts::new(Vec::new()) };
        }
        let counterparts = Counterparts::new(features(&told, figures, vocabulary));
        let pairs = counterparts.pairs(PART, |_, _| true);
        let pairs = pairs.into_iter().filter(|pair| pair.most >= BEST && pair.shared.mass >= MASS).map(|pair| Pair {
            one: pair.one,
            other: pair.other,
            mass: pair.shared.mass,
            points: pair.shared.points(),
            told: pair.shared.told(),
            least: pair.least,
        });
        let pairs = pairs.collect();
        Passages { told, pairs, counterparts }
    }

    /// The pair that the sentences of two acts make, if they are counterparts.
    pub fn pair(&self, one: &Event, other: &Event) -> Option<&Pair> {
        let (one, other) = (self.at(one)?, self.at(other)?);
        let key = (one.min(other), one.max(other));
        self.pairs.binary_search_by_key(&key, |pair| (pair.one, pair.other)).ok().map(|at| &self.pairs[at])
    }

    /// What the sentences of two acts have in common; nothing where there were too many to lay beside each other.
    pub fn shared_by(&self, one: &Event, other: &Event) -> Shared {
        self.at(one).zip(self.at(other)).map_or(Shared::default(), |(one, other)| self.shared(one, other))
    }

    fn at(&self, event: &Event) -> Option<usize> {
        let key = (&*event.source, event.sentence.start);
        self.told.binary_search_by(|passage| (passage.source, passage.sentence.start).cmp(&key)).ok()
    }

    /// What two passages have in common; nothing where there were too many to lay beside each other.
    pub fn shared(&self, one: usize, other: usize) -> Shared {
        if self.counterparts.is_empty() { Shared::default() } else { self.counterparts.shared(one, other) }
    }

    /// What is denied and what is told share their own word: do they share another?
    pub fn share_more_than_the_act(&self, one: usize, other: usize) -> bool {
        let shared = self.shared(one, other);
        shared.words + shared.numbers > 1
    }

    /// How much two passages have in common; nothing where there were too many to lay beside each other.
    pub fn points(&self, one: usize, other: usize) -> f64 {
        self.shared(one, other).points()
    }
}

fn features<'a: 'f, 'f>(
    told: &[Passage<'a>],
    figures: impl Iterator<Item = &'f Figure<'a>>,
    vocabulary: &Vocabulary,
) -> Vec<(&'a str, Features)> {
    let mut sentences = Sentences::default();
    for figure in figures.filter(|figure| !figure.coded()) {
        sentences.add(&figure.claim.source, figure.claim.sentence, &figure.claim.sentence_text);
    }
    for passage in told {
        sentences.add(passage.source, passage.sentence, passage.text);
    }
    let features = told.iter().map(|passage| {
        let before = sentences.before(passage.source, passage.sentence.start);
        (passage.source, Features::whole(passage.text, vocabulary).after(before, vocabulary))
    });
    features.collect()
}
