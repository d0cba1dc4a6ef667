//! Things told in the sentences of several texts -> each one's counterpart in every other text, by all that is told around it.
//!
//! Every thing has features: the words of its sentence, the less the further off, those of the sentence before, the days and
//! numbers beside it. A feature weighs by how few things of the story share it. Two things are counterparts when each is the
//! other's best in the other's text, whatever it says: whether both can be true is asked afterwards. Knows no metric and no
//! rule.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use hashbrown::{HashMap, HashSet};

use super::affair::Affair;
use super::words::{Stem, hash, meaning_at, tokens};
use crate::model::akin::Set;
use crate::model::lexicon::Class;
use crate::model::token::Words;
use crate::model::vocabulary::Vocabulary;

/// A feature that more things share than this finds no candidates.
const COMMON: usize = 48;
/// Beyond so many things nothing is laid side by side: a folder of thousands of pages is read by its keys.
pub const MOST: usize = 20_000;
/// Bytes within which a word counts in full, and within which it counts most.
const NEAR: usize = 45;
const AROUND: usize = 110;
const AROUND_WEIGHT: f64 = 0.6;
const FAR_WEIGHT: f64 = 0.3;
/// What a word of the sentence before counts: "it", "the sum" and "he" are told there.
const BEFORE_WEIGHT: f64 = 0.3;
/// What a word counts that stands for another word of the other text: "noticed" for "identified".
const AKIN_WEIGHT: f64 = 0.6;
/// So many such words are counted.
const MOST_AKIN: usize = 12;
/// What a day told beside the thing counts.
const DAY_WEIGHT: f64 = 0.7;
/// As good as the best.
pub const BEST: f64 = 0.999;

/// Are these more things than can be laid side by side? What is left out is noted.
pub fn are_too_many(told: usize, what: &'static str, affair: &Affair) -> bool {
    let are = told > MOST;
    if are {
        affair.left_out.add(what, told);
    }
    are
}

/// What a feature is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    Word,
    /// a set of words that newsrooms choose for one another
    Akin,
    Day,
    Number,
}

#[derive(Debug, Clone, Copy)]
struct Feature {
    stem: Stem,
    /// the word it stands for
    of: Stem,
    kind: Kind,
    weight: f64,
    is_name: bool,
}

/// The features of one thing in the making.
#[derive(Debug, Clone, Default)]
pub struct Features(Vec<Feature>);

impl Features {
    /// The words of a sentence around the bytes the thing itself stands in.
    pub fn around(text: &str, own: Range<usize>, vocabulary: &Vocabulary) -> Self {
        let mut features = Features::default();
        features.words(text, true, vocabulary, |start| {
            let off = if start < own.start { own.start - start } else { start.saturating_sub(own.end) };
            match off {
                _ if own.contains(&start) => 0.0,
                off if off < NEAR => 1.0,
                off if off < AROUND => AROUND_WEIGHT,
                _ => FAR_WEIGHT,
            }
        });
        features
    }

    /// The words of a whole sentence.
    pub fn whole(text: &str, vocabulary: &Vocabulary) -> Self {
        let mut features = Features::default();
        features.words(text, true, vocabulary, |_| 1.0);
        features
    }

    /// And those of the sentence before.
    pub fn after(mut self, before: &str, vocabulary: &Vocabulary) -> Self {
        self.words(before, false, vocabulary, |_| BEFORE_WEIGHT);
        self
    }

    pub fn day(&mut self, day: impl std::fmt::Display) {
        self.add(hash(&format!("day {day}")), Kind::Day, DAY_WEIGHT);
    }

    fn add(&mut self, stem: Stem, kind: Kind, weight: f64) {
        self.0.push(Feature { stem, of: stem, kind, weight, is_name: false });
    }

    /// The sets of the word at a place; of a word of many meanings each counts less.
    fn akin(&mut self, words: &Words, at: usize, of: Stem, weight: f64, vocabulary: &Vocabulary) {
        let from = self.0.len();
        vocabulary.akin.at(words, at, |set| {
            self.0.push(Feature { stem: of_set(set), of, kind: Kind::Akin, weight: 0.0, is_name: false });
        });
        let each = weight * AKIN_WEIGHT / ((self.0.len() - from).max(1) as f64).sqrt();
        self.0[from..].iter_mut().for_each(|feature| feature.weight = each);
    }

    /// `numbers` of the sentence count too.
    fn words(&mut self, text: &str, numbers: bool, vocabulary: &Vocabulary, weight: impl Fn(usize) -> f64) {
        let tokens = tokens(text, vocabulary);
        let words = Words { text, tokens: &tokens, lexicon: &vocabulary.lexicon };
        let mut at = 0;
        while at < tokens.len() {
            let (length, meaning) = meaning_at(&words, at, vocabulary);
            let weight = weight(tokens[at].span.start as usize);
            if let Some(meaning) = meaning.filter(|_| weight > 0.0) {
                // the first word of a sentence is written large whatever it is
                let is_name = at > 0 && words.text(at).starts_with(char::is_uppercase);
                self.0.push(Feature { stem: meaning.stem, of: meaning.stem, kind: Kind::Word, weight, is_name });
                self.akin(&words, at, meaning.stem, weight, vocabulary);
            } else if numbers && weight > 0.0 && is_number_of(&words, at) {
                let text = words.span(at - 1, at + 1).of(text).to_lowercase();
                self.add(hash(&text), Kind::Number, weight);
            } else if numbers && weight > 0.0 && is_telling(words.text(at)) {
                let stem = hash(&format!("number {}", words.text(at).replace(',', "")));
                self.add(stem, Kind::Number, weight.max(AROUND_WEIGHT));
            }
            at += length;
        }
    }

    /// Of a feature told twice the nearer one counts.
    fn settled(mut self) -> Vec<Feature> {
        self.0.sort_by(|a, b| a.stem.cmp(&b.stem).then(b.weight.total_cmp(&a.weight)));
        self.0.dedup_by_key(|feature| feature.stem);
        self.0
    }
}

/// What the last word of a text tells, and the sets of words it stands for.
pub fn kin(text: &str, vocabulary: &Vocabulary) -> Vec<Stem> {
    let tokens = tokens(text, vocabulary);
    let words = Words { text, tokens: &tokens, lexicon: &vocabulary.lexicon };
    let last = (0..tokens.len()).rev().find_map(|at| Some((at, meaning_at(&words, at, vocabulary).1?)));
    last.map_or(Vec::new(), |(at, meaning)| kin_at(&words, at, meaning.stem, vocabulary))
}

/// What the word at a place tells, and the sets of words it stands for.
pub fn kin_at(words: &Words, at: usize, told: Stem, vocabulary: &Vocabulary) -> Vec<Stem> {
    let mut kin = sets_at(words, at, vocabulary);
    kin.push(told);
    kin
}

/// Are two nouns with what stands for them both known, and neither stands for the other?
pub fn are_others(one: &[Stem], other: &[Stem]) -> bool {
    !one.is_empty() && !other.is_empty() && !one.iter().any(|stem| other.contains(stem))
}

/// The sets of words that the word at a place stands in.
pub fn sets_at(words: &Words, at: usize, vocabulary: &Vocabulary) -> Vec<Stem> {
    let mut sets = Vec::new();
    vocabulary.akin.at(words, at, |set| sets.push(of_set(set)));
    sets
}

fn of_set(set: Set) -> Stem {
    hash(&format!("akin {set}"))
}

/// "Level 4", "Prison 313": a number that is a name.
fn is_number_of(words: &Words, at: usize) -> bool {
    let named = |before: usize| {
        words.is_word(before)
            && words.text(before).starts_with(char::is_uppercase)
            && !words.is(before, Class::MONTH | Class::WEEKDAY | Class::DETERMINER | Class::PREPOSITION)
    };
    words.is_number(at) && at > 1 && named(at - 1) && words.text(at).bytes().all(|byte| byte.is_ascii_digit())
}

/// The names with numbers of a text, each with its numbers: "from Level 2 to Level 3".
pub fn named_numbers(text: &str, vocabulary: &Vocabulary) -> BTreeMap<String, BTreeSet<String>> {
    let tokens = tokens(text, vocabulary);
    let words = Words { text, tokens: &tokens, lexicon: &vocabulary.lexicon };
    let mut named: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for at in (0..tokens.len()).filter(|&at| is_number_of(&words, at)) {
        named.entry(words.text(at - 1).to_lowercase()).or_default().insert(words.text(at).to_owned());
    }
    named
}

/// A number of two digits and more, no year and no time of day.
fn is_telling(word: &str) -> bool {
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    let plain = word.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b',' | b'.'));
    let year = word.len() == 4 && digits == 4 && matches!(&word[..2], "18" | "19" | "20");
    plain && digits >= 2 && !year
}

/// What two things share.
#[derive(Debug, Clone, Copy, Default)]
pub struct Shared {
    /// in the worth of features that nobody else has
    pub mass: f64,
    /// and how much of that is names
    pub names: f64,
    /// as a part of both, 0 to 1
    pub likeness: f64,
    pub words: usize,
    /// words that stand for one another
    pub akin: usize,
    pub days: usize,
    pub numbers: usize,
}

impl Shared {
    /// How many words, numbers and days.
    pub fn told(&self) -> usize {
        self.words + self.akin + self.days + self.numbers
    }

    /// Much, and much of what there is.
    pub fn points(&self) -> f64 {
        self.mass * self.likeness
    }
}

/// Two things of two texts, each the other's best counterpart.
#[derive(Debug, Clone, Copy)]
pub struct Pair {
    pub one: usize,
    pub other: usize,
    pub shared: Shared,
    /// how good a part of the best counterpart it is, to that of the two to which it is less, and to that to which it is more
    pub least: f64,
    pub most: f64,
}

/// The things of a story with their features, weighed.
#[derive(Debug)]
pub struct Counterparts<'a> {
    sources: Vec<&'a str>,
    features: Vec<Vec<Feature>>,
    whole: Vec<f64>,
}

impl<'a> Counterparts<'a> {
    /// Is there nothing to lay beside each other?
    pub fn is_empty(&self) -> bool {
        self.features.is_empty()
    }

    /// Each thing with the source that tells it.
    pub fn new(told: Vec<(&'a str, Features)>) -> Self {
        let (sources, features): (Vec<&str>, Vec<Vec<Feature>>) =
            told.into_iter().map(|(source, features)| (source, features.settled())).unzip();
        let mut holders: HashMap<Stem, u32> = HashMap::new();
        for feature in features.iter().flatten() {
            *holders.entry(feature.stem).or_default() += 1;
        }
        let all = (features.len() as f64).max(8.0).ln();
        let rare = |stem: Stem| (1.0 - f64::from(holders[&stem].max(2) - 1).ln() / all).max(0.0);
        let mut counterparts = Counterparts { sources, features, whole: Vec::new() };
        for features in &mut counterparts.features {
            features.iter_mut().for_each(|feature| feature.weight *= rare(feature.stem));
            let told = features.iter().filter(|feature| feature.kind != Kind::Akin);
            counterparts.whole.push(told.map(|feature| feature.weight).sum());
        }
        counterparts
    }

    pub fn shared(&self, one: usize, other: usize) -> Shared {
        let (a, b) = (&self.features[one], &self.features[other]);
        let (mut i, mut j) = (0, 0);
        let mut shared = Shared::default();
        // a word of several sets counts once, on either side
        let mut heard: [(Stem, Stem); MOST_AKIN] = [(0, 0); MOST_AKIN];
        while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
            match x.stem.cmp(&y.stem) {
                std::cmp::Ordering::Less => i += 1,
                std::cmp::Ordering::Greater => j += 1,
                std::cmp::Ordering::Equal => {
                    // the same word counts as a word
                    let again = x.kind == Kind::Akin && x.of == y.of;
                    let weight = if again { 0.0 } else { x.weight.min(y.weight) };
                    shared.mass += weight;
                    if x.is_name && y.is_name {
                        shared.names += weight;
                    }
                    let known = usize::from(weight > 0.0);
                    match x.kind {
                        Kind::Word => shared.words += known,
                        Kind::Akin if known == 0 || shared.akin == MOST_AKIN => {}
                        Kind::Akin if heard.iter().any(|&(one, other)| one == x.of || other == y.of) => {}
                        Kind::Akin => {
                            heard[shared.akin] = (x.of, y.of);
                            shared.akin += 1;
                        }
                        Kind::Day => shared.days += known,
                        Kind::Number => shared.numbers += known,
                    }
                    (i, j) = (i + 1, j + 1);
                }
            }
        }
        let both = (self.whole[one] * self.whole[other]).sqrt();
        shared.likeness = if both > 0.0 { shared.mass / both } else { 0.0 };
        shared
    }

    /// Every pair of counterparts among those that may be laid side by side, in the order of the things.
    /// So good a part of the best counterpart is good enough.
    pub fn pairs(&self, part: f64, may_be: impl Fn(usize, usize) -> bool) -> Vec<Pair> {
        self.best(self.candidates(may_be), part)
    }

    /// Those of the candidates that are as good a part of the best counterpart.
    pub fn best(&self, candidates: impl IntoIterator<Item = (usize, usize)>, part: f64) -> Vec<Pair> {
        let mut best: HashMap<(usize, &str), f64> = HashMap::new();
        let mut pairs: Vec<Pair> = Vec::new();
        for (one, other) in candidates {
            let shared = self.shared(one, other);
            for (one, other) in [(one, other), (other, one)] {
                let best = best.entry((one, self.sources[other])).or_insert(0.0);
                *best = best.max(shared.points());
            }
            pairs.push(Pair { one, other, shared, least: 0.0, most: 0.0 });
        }
        let part_of_best = |one: usize, other: usize, points: f64| {
            let best = best.get(&(one, self.sources[other])).copied().unwrap_or_default();
            if points > 0.0 && best > 0.0 { points / best } else { 0.0 }
        };
        for pair in &mut pairs {
            let points = pair.shared.points();
            let parts = [(pair.one, pair.other), (pair.other, pair.one)].map(|(a, b)| part_of_best(a, b, points));
            (pair.least, pair.most) = (parts[0].min(parts[1]), parts[0].max(parts[1]));
        }
        pairs.retain(|pair| pair.least > 0.0 && pair.least >= part);
        pairs
    }

    /// Every two things of two texts that share a feature which not too many have, in their order.
    pub fn candidates(&self, may_be: impl Fn(usize, usize) -> bool) -> Vec<(usize, usize)> {
        let mut holders: BTreeMap<Stem, Vec<u32>> = BTreeMap::new();
        for (at, features) in (0u32..).zip(&self.features) {
            features.iter().for_each(|feature| holders.entry(feature.stem).or_default().push(at));
        }
        let mut seen: HashSet<(u32, u32)> = HashSet::new();
        for holders in holders.values().filter(|holders| holders.len() <= COMMON) {
            for (nth, &a) in holders.iter().enumerate() {
                for &b in &holders[nth + 1..] {
                    if self.sources[a as usize] != self.sources[b as usize] && may_be(a as usize, b as usize) {
                        seen.insert((a, b));
                    }
                }
            }
        }
        let mut pairs: Vec<(usize, usize)> = seen.into_iter().map(|(a, b)| (a as usize, b as usize)).collect();
        pairs.sort_unstable();
        pairs
    }
}

/// The sentences that a story's claims, acts and quotations bring with them, to find the one before another.
#[derive(Debug, Default)]
pub struct Sentences<'a>(BTreeMap<(&'a str, u32), (u32, &'a str)>);

/// Bytes of white space between two sentences of one paragraph.
const GAP: u32 = 2;

impl<'a> Sentences<'a> {
    pub fn add(&mut self, source: &'a str, span: crate::model::span::Span, text: &'a str) {
        if !text.is_empty() {
            self.0.insert((source, span.start), (span.end, text));
        }
    }

    /// The sentence right before the one that begins there; empty where none is known.
    pub fn before(&self, source: &'a str, start: u32) -> &'a str {
        let last = self.0.range((source, 0)..(source, start)).next_back();
        last.filter(|(_, (end, _))| *end <= start && start - end <= GAP).map_or("", |(_, (_, text))| text)
    }
}
