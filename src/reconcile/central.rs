//! The happening a whole story is about -> where one source tells another day for it than most.
//!
//! It is told in words every clause shares, so it is followed by its noun and the day next to it: "Tuesday's earthquake",
//! "the march on October 5".

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::attached::lead;
use super::occasion::Telling;
use super::words::{Meaning, Stem, meaning, meanings};
use crate::model::event::{Event, EventKind, Status};
use crate::model::lexicon::Class;
use crate::model::token::{TokenKind, cut};
use crate::model::vocabulary::Vocabulary;

/// The happening stands within so many words of its day.
const NEAR_DAY: usize = 6;
/// Or in front of it, in a clause that begins with it.
const RELATIVE: usize = 12;
/// Days further apart than this are two happenings of one kind.
const FAR: i64 = 3;
/// Two sentences share so many words, the noun among them; what happens more than once needs one more.
const SHARED: usize = 2;
/// Two sources and nobody to decide between them: so many.
const SHARED_BY_TWO: usize = 3;

/// Pairs of tellings that name the story's happening and put it on two days.
pub fn clashes(tellings: &[Telling], vocabulary: &Vocabulary) -> Vec<(usize, usize)> {
    let mut by_noun: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, telling) in tellings.iter().enumerate().filter(|(_, telling)| telling.days.is_day() && !telling.dateline) {
        for noun in nouns(telling, vocabulary) {
            by_noun.entry(noun).or_default().push(at);
        }
    }
    // "earthquake" is a "quake", "wildfire" a "fire"
    let nouns: Vec<String> = by_noun.keys().cloned().collect();
    for noun in &nouns {
        let shorter = nouns.iter().find(|other| other.len() < noun.len() && other.len() >= 4 && noun.ends_with(*other));
        if let Some(shorter) = shorter
            && let Some(tellings) = by_noun.remove(noun)
        {
            by_noun.entry(shorter.clone()).or_default().extend(tellings);
        }
    }
    let mut clashes: Vec<(usize, usize)> = Vec::new();
    for (noun, mut told) in by_noun {
        told.sort_unstable();
        told.dedup();
        let named = Named { tellings, noun: meaning(&noun, vocabulary), vocabulary };
        clashes.extend(named.outvoted(&told));
    }
    clashes
}

/// A noun and who tells of it.
struct Named<'t, 'a> {
    tellings: &'t [Telling<'a>],
    noun: Meaning,
    vocabulary: &'t Vocabulary,
}

impl Named<'_, '_> {
    fn outvoted(&self, told: &[usize]) -> Vec<(usize, usize)> {
        let mut sources: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for &at in told {
            sources.entry(&self.tellings[at].event.source).or_default().push(at);
        }
        let day = |at: usize| self.tellings[at].days.first;
        let mut votes: BTreeMap<NaiveDate, usize> = BTreeMap::new();
        for told in sources.values() {
            let days: BTreeSet<_> = told.iter().map(|&at| day(at)).collect();
            days.into_iter().for_each(|day| *votes.entry(day).or_default() += 1);
        }
        let Some((&agreed, &most)) = votes.iter().max_by_key(|(day, votes)| (**votes, std::cmp::Reverse(**day))) else {
            return Vec::new();
        };
        if most < 2 {
            return self.two_days(&sources);
        }
        let supporters: Vec<usize> = told.iter().copied().filter(|&at| day(at) == agreed).collect();
        // where every source knows of one day only, there was one
        let singly = sources.values().all(|told| told.iter().all(|&at| day(at) == day(told[0])));
        let mut clashes = Vec::new();
        for told in sources.values().filter(|told| told.iter().all(|&at| day(at) != agreed)) {
            let near = told.iter().copied().min_by_key(|&at| ((day(at) - agreed).num_days().abs(), at));
            let near = near.filter(|&at| (day(at) - agreed).num_days().abs() <= FAR);
            let pairs = near.into_iter().flat_map(|at| supporters.iter().map(move |&other| (at, other)));
            clashes.extend(
                pairs.filter(|&(at, other)| singly || self.is_one(at, other)).map(|(a, b)| (a.min(b), a.max(b))),
            );
        }
        clashes
    }

    /// Two sources, each with its own day and no third one to decide: their sentences must share more than the noun.
    fn two_days(&self, sources: &BTreeMap<&str, Vec<usize>>) -> Vec<(usize, usize)> {
        let one_day = |told: &&Vec<usize>| {
            told.iter().all(|&at| self.tellings[at].days.first == self.tellings[told[0]].days.first)
        };
        let told: Vec<&Vec<usize>> = sources.values().filter(one_day).collect();
        let [one, other] = told[..] else { return Vec::new() };
        let gap = self.tellings[one[0]].days.gap(&self.tellings[other[0]].days);
        let pairs = one.iter().flat_map(|&a| other.iter().map(move |&b| (a.min(b), a.max(b))));
        let alike = pairs.filter(|&(a, b)| self.shared(a, b) >= SHARED_BY_TWO);
        if sources.len() == 2 && (1..=FAR).contains(&gap) { alike.take(1).collect() } else { Vec::new() }
    }

    fn shared(&self, a: usize, b: usize) -> usize {
        let words = |at: usize| -> BTreeSet<Stem> {
            let told = meanings(&self.tellings[at].event.sentence_text, self.vocabulary);
            told.into_iter().map(|meaning| meaning.stem).collect()
        };
        words(a).intersection(&words(b)).count()
    }

    fn is_one(&self, a: usize, b: usize) -> bool {
        let needed = if self.noun.once { SHARED - 1 } else { SHARED };
        self.shared(a, b) >= needed
    }
}

/// The nouns whose day a telling gives.
fn nouns(telling: &Telling, vocabulary: &Vocabulary) -> BTreeSet<String> {
    match &telling.attached {
        Some(attached) => BTreeSet::from([attached.head.clone()]),
        // what is said on a day happens on another, but "the blast of January 11" holds wherever it is said
        None if telling.event.status == Status::Happened => {
            happenings(telling.event, telling.event.kind == EventKind::Statement, vocabulary)
        }
        None => BTreeSet::new(),
    }
}

/// The happenings a day may date: nouns and verbs of one that stand next to it or open the sentence.
///
/// `beside`: only nouns that the day belongs to, "the blast of January 11", "Tuesday's quake".
fn happenings(event: &Event, beside: bool, vocabulary: &Vocabulary) -> BTreeSet<String> {
    let text = &event.sentence_text;
    let (lexicon, phrases) = (&vocabulary.lexicon, &vocabulary.phrases);
    let Some(day) = text.find(event.text.as_str()).filter(|_| !event.text.is_empty()) else { return BTreeSet::new() };
    let tokens: Vec<_> = cut(text).take(200).filter(|(_, kind)| *kind == TokenKind::Word).collect();
    let place = tokens.iter().position(|(span, _)| span.start as usize >= day).unwrap_or(tokens.len());
    let behind = tokens.iter().rposition(|(span, _)| (span.end as usize) <= day + event.text.len()).unwrap_or(place);
    let named = tokens.iter().enumerate().filter_map(|(at, (span, _))| {
        // "weeks after the explosion" is the day of something else
        let before = tokens[at.saturating_sub(2)..at].iter().map(|(span, _)| span.of(text));
        let counts_from = |word: &str| phrases.from_another.iter().any(|from| **from == word.to_lowercase());
        let counted_from = before.into_iter().any(counts_from);
        let name = lead(span.of(text), vocabulary);
        let is = |word: &str| lexicon.entry(lexicon.find(word)).classes.contains(Class::HAPPENING);
        let lemma = lexicon.word(lexicon.entry(lexicon.find(span.of(text))).lemma);
        let march = lexicon.entry(lexicon.find(span.of(text))).classes.contains(Class::MONTH)
            && span.of(text).starts_with(char::is_uppercase);
        let happens = (is(lemma) || is(name)) && !march && (!counted_from || at + 2 == place);
        // "Friday's attack" is not what "on Saturday" dates
        let owner = (at.saturating_sub(NEAR_DAY)..at).rev().find(|&at| matches!(tokens[at].0.of(text), "'s" | "’s"));
        let owned = owner.is_some_and(|own| {
            let day = |at: usize| lexicon.entry(lexicon.find(tokens[at].0.of(text))).classes.contains(Class::WEEKDAY);
            own > 0 && day(own - 1) && !(place..=behind).contains(&(own - 1))
        });
        let distance = if at > behind { at - behind } else { at.abs_diff(place) };
        // "the blast that killed nine miners at Corran on May 4"
        let told_by = |at: usize| tokens.get(at).is_some_and(|(span, _)| matches!(span.of(text), "that" | "which"));
        let runs_on =
            distance <= RELATIVE && at < place && told_by(at + 1) && in_clause(event, text, tokens[at].0.start);
        let near = if beside { distance <= 2 } else { distance <= NEAR_DAY || at < 3 || runs_on };
        (happens && near && !owned).then(|| name.to_lowercase())
    });
    named.collect()
}

/// Does a word of the sentence stand in the event's own clause?
fn in_clause(event: &Event, sentence: &str, at: u32) -> bool {
    sentence
        .find(event.description.as_str())
        .is_some_and(|from| (from..from + event.description.len()).contains(&(at as usize)))
}
