//! Figures of texts -> what is told around each of them, weighed, so that any two can be laid side by side.
//!
//! A profile holds features - the words around the figure, its unit, its metric, its place - and each weighs by how few
//! figures of the story share it: "Carvalhal" and "span" tell more than "people".

use hashbrown::HashMap;

use super::figure::Figure;
use super::words::{self, Stem};
use crate::model::vocabulary::Vocabulary;

/// Bytes of the sentence to either side of a figure whose words tell what it is about, and how many of them count in full.
const AROUND: usize = 110;
const NEAR: usize = 45;
/// What a word further off counts.
const FAR_WEIGHT: f64 = 0.6;
/// What the metric and the place count beside a word.
const METRIC_WEIGHT: f64 = 1.5;
const PLACE_WEIGHT: f64 = 0.7;

/// What is told around a figure.
#[derive(Debug, Clone)]
struct Profile {
    /// sorted by feature
    features: Vec<Feature>,
    whole: f64,
}

#[derive(Debug, Clone, Copy)]
struct Feature {
    stem: Stem,
    weight: f64,
    is_word: bool,
}

/// What two profiles share.
#[derive(Debug, Clone, Copy, Default)]
pub struct Shared {
    /// in the worth of features that nobody else has
    pub mass: f64,
    /// as a part of both profiles, 0 to 1
    pub likeness: f64,
    /// how many words are among it
    pub words: usize,
}

impl Shared {
    /// Much, and much of what there is.
    pub fn points(&self) -> f64 {
        self.mass * self.likeness
    }
}

/// The profiles of a story's figures; rows of tables have none.
#[derive(Debug, Clone, Default)]
pub struct Profiles {
    /// by the claim's number
    profiles: HashMap<usize, Profile>,
}

impl Profiles {
    pub fn new<'f, 'a: 'f>(
        figures: impl Iterator<Item = &'f Figure<'a>>,
        main_place: &str,
        vocabulary: &Vocabulary,
    ) -> Self {
        let mut raw: Vec<(usize, Vec<Feature>)> = figures
            .filter(|figure| !figure.coded())
            .map(|figure| (figure.at, features(figure, main_place, vocabulary)))
            .collect();
        let mut holders: HashMap<Stem, u32> = HashMap::new();
        for feature in raw.iter().flat_map(|(_, features)| features) {
            *holders.entry(feature.stem).or_default() += 1;
        }
        let all = (raw.len() as f64).max(8.0).ln();
        // what two figures have in common weighs 1 if nobody else has it, and nothing if all have
        let rare = |stem: Stem| (1.0 - f64::from(holders[&stem].max(2) - 1).ln() / all).max(0.0);
        for feature in raw.iter_mut().flat_map(|(_, features)| features) {
            feature.weight *= rare(feature.stem);
        }
        let profile = |features: Vec<Feature>| Profile { whole: features.iter().map(|f| f.weight).sum(), features };
        Profiles { profiles: raw.into_iter().map(|(at, features)| (at, profile(features))).collect() }
    }

    /// The features of a figure.
    pub fn features(&self, figure: &Figure) -> impl Iterator<Item = Stem> {
        self.profiles.get(&figure.at).into_iter().flat_map(|profile| profile.features.iter().map(|f| f.stem))
    }

    /// What two figures share.
    pub fn shared(&self, one: &Figure, other: &Figure) -> Shared {
        let (Some(one), Some(other)) = (self.profiles.get(&one.at), self.profiles.get(&other.at)) else {
            return Shared::default();
        };
        let (mut i, mut j) = (0, 0);
        let mut shared = Shared::default();
        while let (Some(a), Some(b)) = (one.features.get(i), other.features.get(j)) {
            match a.stem.cmp(&b.stem) {
                std::cmp::Ordering::Less => i += 1,
                std::cmp::Ordering::Greater => j += 1,
                std::cmp::Ordering::Equal => {
                    shared.mass += a.weight.min(b.weight);
                    shared.words += usize::from(a.is_word);
                    (i, j) = (i + 1, j + 1);
                }
            }
        }
        let both = (one.whole * other.whole).sqrt();
        shared.likeness = if both > 0.0 { shared.mass / both } else { 0.0 };
        shared
    }
}

/// The features of a figure with how much each counts by its place, sorted, each once.
fn features(figure: &Figure, main_place: &str, vocabulary: &Vocabulary) -> Vec<Feature> {
    let claim = figure.claim;
    let mut features: Vec<Feature> = Vec::new();
    let text: &str = &claim.sentence_text;
    if let Some(at) = figure.place_in_sentence() {
        let end = at + claim.text.len();
        let parts = [
            (at.saturating_sub(AROUND), at.saturating_sub(NEAR), FAR_WEIGHT),
            (at.saturating_sub(NEAR), at, 1.0),
            (end, end + NEAR, 1.0),
            (end + NEAR, end + AROUND, FAR_WEIGHT),
        ];
        for (from, to, weight) in parts {
            let told = words::meanings(whole_words(text, from, to), vocabulary);
            features.extend(told.into_iter().map(|word| Feature { stem: word.stem, weight, is_word: true }));
        }
    }
    let mut name = |kind: &str, name: &str, weight: f64| {
        features.push(Feature { stem: words::hash(&format!("{kind}:{name}")), weight, is_word: false });
    };
    name("unit", figure.quantity().unit.as_str(), 1.0);
    if figure.metric.is_some() {
        name("metric", &claim.metric, METRIC_WEIGHT);
    }
    if !figure.scope.is_empty() && *figure.scope != *main_place {
        name("place", &figure.scope, PLACE_WEIGHT);
    }
    // of a word told twice the nearer one counts
    features.sort_by(|a, b| a.stem.cmp(&b.stem).then(b.weight.total_cmp(&a.weight)));
    features.dedup_by_key(|feature| feature.stem);
    features
}

/// The part of a text between two bytes, widened to the words it cuts.
fn whole_words(text: &str, from: usize, to: usize) -> &str {
    let edge = |mut at: usize| {
        while at > 0 && at < text.len() && !(text.is_char_boundary(at) && text.as_bytes()[at] == b' ') {
            at -= 1;
        }
        at.min(text.len())
    };
    let (from, to) = (edge(from), edge(to));
    text.get(from..to.max(from)).unwrap_or("")
}
