//! Dated events of a story -> which of them are one happening, and where one happening is told for two days.
//!
//! Two clauses tell one happening when they share enough of their rarer words. The happening a whole story is about is
//! told in words every clause shares; it is followed by its noun and the day next to it: "Tuesday's earthquake", "the
//! march on October 5". A source that tells it for both days is not at odds with anybody.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::Datelike;

use super::basis::basis;
use super::beginning::{Beginning, beginnings, clashes};
use super::days::Days;
use super::words::{Stem, content};
use crate::model::decision::Rulings;
use crate::model::event::{Event, EventKind, Status};
use crate::model::lexicon::{Class, Lexicon};
use crate::model::time::TimeValue;
use crate::model::token::{TokenKind, cut};
use crate::model::vocabulary::{Cue, Vocabulary};

/// A word in more clauses than this links nothing.
const COMMON: usize = 48;
/// Clauses of meeting days are one happening from this likeness on.
const SAME_DAY_LIKENESS: f64 = 0.4;
/// Clauses of unlike days must be this alike before anybody is wrong.
const CLASH_LIKENESS: f64 = 0.65;
/// And share so many words.
const CLASH_WORDS: usize = 4;
/// The happening stands within so many words of its day.
const NEAR_DAY: usize = 6;
/// Or in front of it, in a clause that begins with it.
const RELATIVE: usize = 12;
/// So many words after "after" name what is counted from.
const COUNTED_FROM: usize = 6;
/// What is told for another day than the happening's own.
const FROM_ANOTHER: [&str; 6] = ["after", "before", "since", "until", "following", "despite"];
/// Days further apart than this are two happenings of one kind.
const FAR: i64 = 3;

/// An event with its days and words.
#[derive(Debug)]
pub struct Telling<'a> {
    pub event: &'a Event,
    pub time: &'a TimeValue,
    pub days: Days,
    /// the day is that of making known or of entering into force
    pub basis: Option<Cue>,
    /// sorted, each once
    words: Vec<Stem>,
}

/// Two tellings of one happening.
#[derive(Debug, Clone, Copy)]
pub struct Match {
    pub a: usize,
    pub b: usize,
    pub likeness: f64,
    pub shared: usize,
}

/// The dated events of a story and what they have in common.
#[derive(Debug)]
pub struct Occasions<'a> {
    pub tellings: Vec<Telling<'a>>,
    /// pairs that share words, in a fixed order
    matches: Vec<Match>,
    /// pairs that somebody says are one happening, and whether their days can be the same
    one: Vec<((usize, usize), bool)>,
    /// pairs of one happening told for days that cannot be the same
    pub clashes: Vec<(usize, usize)>,
    pub beginnings: Vec<Beginning>,
}

impl<'a> Occasions<'a> {
    pub fn of(events: &[&'a Event], vocabulary: &Vocabulary, rulings: &Rulings) -> Self {
        let lexicon = &vocabulary.lexicon;
        let tellings: Vec<Telling> = events
            .iter()
            .filter_map(|event| {
                let time = event.time.as_ref()?;
                let days = Days::of(time)?;
                let mut words = content(&own_words(&event.description), lexicon);
                words.sort_unstable();
                words.dedup();
                let basis = basis(&event.description, &event.text, vocabulary);
                Some(Telling { event, time, days, basis, words })
            })
            .collect();
        let mut matches = matches(&tellings);
        let apart = |a: usize, b: usize| rulings.are_different(&tellings[a].event.id, &tellings[b].event.id);
        matches.retain(|pair| !apart(pair.a, pair.b));
        let one = said_to_be_one(&tellings, rulings);
        let beginnings = beginnings(&tellings, vocabulary);
        let mut occasions = Occasions { tellings, matches, one, clashes: Vec::new(), beginnings };
        let begun = clashes(&occasions.beginnings, &occasions.tellings);
        let clashes: BTreeSet<(usize, usize)> = occasions
            .alike()
            .chain(occasions.central(lexicon))
            .chain(begun)
            .filter(|&(a, b)| one_step(&occasions.tellings[a], &occasions.tellings[b]))
            .filter(|&(a, b)| !rulings.are_different(&occasions.tellings[a].event.id, &occasions.tellings[b].event.id))
            .chain(occasions.one.iter().filter(|(_, days_meet)| !days_meet).map(|(pair, _)| *pair))
            .collect();
        occasions.clashes = clashes.into_iter().collect();
        occasions
    }

    /// Pairs of one happening told for days that can be the same.
    pub fn same(&self) -> impl Iterator<Item = (usize, usize)> {
        let said = self.one.iter().map(|(pair, _)| *pair);
        let found = self.matches.iter().filter(|pair| {
            let (a, b) = (&self.tellings[pair.a], &self.tellings[pair.b]);
            let close = a.days.gap(&b.days) == 0 && a.days.grain == b.days.grain;
            close && pair.likeness >= SAME_DAY_LIKENESS && pair.shared >= 2
        });
        found.map(|pair| (pair.a, pair.b)).chain(said)
    }

    /// By their words: much alike, and neither source tells the same for the other's day.
    fn alike(&self) -> impl Iterator<Item = (usize, usize)> {
        let mut fits: HashMap<(usize, &str), f64> = HashMap::new();
        for pair in &self.matches {
            let (a, b) = (&self.tellings[pair.a], &self.tellings[pair.b]);
            if a.days.meets(&b.days) {
                for (one, other) in [(pair.a, &b.event.source), (pair.b, &a.event.source)] {
                    let best = fits.entry((one, other)).or_default();
                    *best = best.max(pair.likeness);
                }
            }
        }
        self.matches.iter().filter_map(move |pair| {
            let (a, b) = (&self.tellings[pair.a], &self.tellings[pair.b]);
            let real = |event: &Event| matches!(event.status, Status::Happened | Status::Agreed);
            let elsewhere =
                fits.contains_key(&(pair.a, &*b.event.source)) || fits.contains_key(&(pair.b, &*a.event.source));
            let clash = a.event.source != b.event.source
                && a.days.gap(&b.days) > 0
                && a.days.grain == b.days.grain
                && pair.likeness >= CLASH_LIKENESS
                && pair.shared >= CLASH_WORDS
                && real(a.event)
                && real(b.event)
                && a.event.kind != EventKind::Statement
                && b.event.kind != EventKind::Statement
                && !elsewhere;
            clash.then_some((pair.a, pair.b))
        })
    }

    /// By the happening the story is about: most sources tell one day for it, one source tells another.
    fn central(&self, lexicon: &Lexicon) -> Vec<(usize, usize)> {
        let mut by_noun: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (at, telling) in self.tellings.iter().enumerate() {
            if telling.days.is_day() && telling.event.status == Status::Happened {
                // what is said on a day happens on another, but "the blast of January 11" holds wherever it is said
                let beside = telling.event.kind == EventKind::Statement;
                for noun in happenings(telling.event, beside, lexicon) {
                    by_noun.entry(noun).or_default().push(at);
                }
            }
        }
        // "earthquake" is a "quake", "wildfire" a "fire"
        let nouns: Vec<String> = by_noun.keys().cloned().collect();
        for noun in &nouns {
            let shorter =
                nouns.iter().find(|other| other.len() < noun.len() && other.len() >= 4 && noun.ends_with(*other));
            if let Some(shorter) = shorter
                && let Some(tellings) = by_noun.remove(noun)
            {
                by_noun.entry(shorter.clone()).or_default().extend(tellings);
            }
        }
        let mut clashes: Vec<(usize, usize)> = Vec::new();
        for mut tellings in by_noun.into_values() {
            tellings.sort_unstable();
            tellings.dedup();
            clashes.extend(self.outvoted(&tellings, lexicon));
        }
        clashes
    }

    fn outvoted(&self, tellings: &[usize], lexicon: &Lexicon) -> Vec<(usize, usize)> {
        let mut sources: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for &at in tellings {
            sources.entry(&self.tellings[at].event.source).or_default().push(at);
        }
        let day = |at: usize| self.tellings[at].days.first;
        let mut votes: BTreeMap<chrono::NaiveDate, usize> = BTreeMap::new();
        for told in sources.values() {
            let days: BTreeSet<_> = told.iter().map(|&at| day(at)).collect();
            days.into_iter().for_each(|day| *votes.entry(day).or_default() += 1);
        }
        let Some((&agreed, &most)) = votes.iter().max_by_key(|(day, votes)| (**votes, std::cmp::Reverse(**day))) else {
            return Vec::new();
        };
        if most < 2 {
            return self.two_days(&sources, lexicon);
        }
        let supporters: Vec<usize> = tellings.iter().copied().filter(|&at| day(at) == agreed).collect();
        let mut clashes = Vec::new();
        for told in sources.values().filter(|told| told.iter().all(|&at| day(at) != agreed)) {
            let near = told.iter().copied().min_by_key(|&at| ((day(at) - agreed).num_days().abs(), at));
            let near = near.filter(|&at| (day(at) - agreed).num_days().abs() <= FAR);
            clashes.extend(
                near.into_iter().flat_map(|at| supporters.iter().map(move |&other| (at.min(other), at.max(other)))),
            );
        }
        clashes
    }
}

impl Occasions<'_> {
    /// Two sources, each with its own day and no third one to decide: their sentences must share more than the noun.
    fn two_days(&self, sources: &BTreeMap<&str, Vec<usize>>, lexicon: &Lexicon) -> Vec<(usize, usize)> {
        let one_day = |told: &&Vec<usize>| {
            told.iter().all(|&at| self.tellings[at].days.first == self.tellings[told[0]].days.first)
        };
        let told: Vec<&Vec<usize>> = sources.values().filter(one_day).collect();
        let [one, other] = told[..] else { return Vec::new() };
        let (a, b) = (one[0].min(other[0]), one[0].max(other[0]));
        let words = |at: usize| -> BTreeSet<Stem> {
            content(&self.tellings[at].event.sentence_text, lexicon).into_iter().collect()
        };
        let gap = self.tellings[a].days.gap(&self.tellings[b].days);
        let shared = words(a).intersection(&words(b)).count();
        if sources.len() == 2 && (1..=FAR).contains(&gap) && shared >= CLASH_WORDS - 1 {
            vec![(a, b)]
        } else {
            Vec::new()
        }
    }
}

/// The happenings a day may date: nouns and verbs of one that stand next to it or open the sentence.
///
/// `beside`: only nouns that the day belongs to, "the blast of January 11", "Tuesday's quake".
fn happenings(event: &Event, beside: bool, lexicon: &Lexicon) -> BTreeSet<String> {
    let text = &event.sentence_text;
    let Some(day) = text.find(event.text.as_str()).filter(|_| !event.text.is_empty()) else { return BTreeSet::new() };
    let tokens: Vec<_> = cut(text).take(200).filter(|(_, kind)| *kind == TokenKind::Word).collect();
    let place = tokens.iter().position(|(span, _)| span.start as usize >= day).unwrap_or(tokens.len());
    let named = tokens.iter().enumerate().filter_map(|(at, (span, _))| {
        let lemma = lexicon.entry(lexicon.find(span.of(text))).lemma;
        // "weeks after the explosion" is the day of something else
        let before = tokens[at.saturating_sub(2)..at].iter().map(|(span, _)| span.of(text));
        let counted_from = before.into_iter().any(|word| FROM_ANOTHER.contains(&word.to_lowercase().as_str()));
        let happens = lexicon.entry(lemma).classes.contains(Class::HAPPENING) && (!counted_from || at + 2 == place);
        let distance = at.abs_diff(place);
        // "the blast that killed nine miners at Corran on May 4"
        let told_by = |at: usize| tokens.get(at).is_some_and(|(span, _)| matches!(span.of(text), "that" | "which"));
        let runs_on =
            distance <= RELATIVE && at < place && told_by(at + 1) && in_clause(event, text, tokens[at].0.start);
        let near = if beside { distance <= 2 } else { distance <= NEAR_DAY || at < 3 || runs_on };
        (happens && near).then(|| lexicon.word(lemma).to_owned())
    });
    named.collect()
}

/// Are both days of one step of the matter? The same day of another year is a slip whatever the verb is.
fn one_step(a: &Telling, b: &Telling) -> bool {
    let (x, y) = (a.days.first, b.days.first);
    a.basis == b.basis || (x.month(), x.day()) == (y.month(), y.day())
}

/// Does a word of the sentence stand in the event's own clause?
fn in_clause(event: &Event, sentence: &str, at: u32) -> bool {
    sentence
        .find(event.description.as_str())
        .is_some_and(|from| (from..from + event.description.len()).contains(&(at as usize)))
}

fn said_to_be_one(tellings: &[Telling], rulings: &Rulings) -> Vec<((usize, usize), bool)> {
    let mut classes: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, telling) in tellings.iter().enumerate() {
        if let Some(class) = rulings.class(&telling.event.id) {
            classes.entry(class).or_default().push(at);
        }
    }
    let pairs = classes.values().flat_map(|class| class.windows(2).map(|two| (two[0], two[1])));
    pairs.map(|(a, b)| ((a, b), tellings[a].days.gap(&tellings[b].days) == 0)).collect()
}

/// A clause without what it only counts from: "three weeks after the explosion at Kolma" is no explosion.
fn own_words(clause: &str) -> String {
    let mut left = 0;
    let own = clause.split_inclusive(char::is_whitespace).filter(|word| {
        let bare = word.trim();
        let counts_from = FROM_ANOTHER.contains(&bare.to_lowercase().as_str());
        left = match counts_from {
            true => COUNTED_FROM,
            false if bare.ends_with([',', ';']) => 0,
            false => left.saturating_sub(1),
        };
        left == 0 && !counts_from
    });
    own.collect()
}

fn matches(tellings: &[Telling]) -> Vec<Match> {
    let mut index: BTreeMap<Stem, Vec<usize>> = BTreeMap::new();
    for (at, telling) in tellings.iter().enumerate() {
        for word in &telling.words {
            index.entry(*word).or_default().push(at);
        }
    }
    let weight =
        |word: &Stem| (1.0 + tellings.len() as f64 / index.get(word).map_or(1.0, |list| list.len() as f64)).ln();
    let total: Vec<f64> = tellings.iter().map(|telling| telling.words.iter().map(weight).sum()).collect();
    let mut candidates: BTreeSet<(usize, usize)> = BTreeSet::new();
    for list in index.values().filter(|list| list.len() <= COMMON) {
        for (at, &i) in list.iter().enumerate() {
            candidates.extend(list[at + 1..].iter().map(|&j| (i, j)));
        }
    }
    candidates
        .into_iter()
        .filter_map(|(a, b)| {
            let shared: Vec<&Stem> =
                tellings[a].words.iter().filter(|word| tellings[b].words.binary_search(word).is_ok()).collect();
            let smaller = total[a].min(total[b]);
            let likeness =
                if smaller > 0.0 { shared.iter().map(|word| weight(word)).sum::<f64>() / smaller } else { 0.0 };
            (shared.len() >= 2).then_some(Match { a, b, likeness, shared: shared.len() })
        })
        .collect()
}
