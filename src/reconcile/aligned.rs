//! Figures of two texts -> the pairs that are told of one thing, by everything around them.
//!
//! Keys meet only where both texts are read alike: one metric, one place, one window. A reader goes by the words: the figure
//! that stands beside "span", "concrete" and "Carvalhal" in one text is the one that does so in the other. Each figure has a
//! profile of features - the words around it, the unit, the metric, the noun counted, the place - each weighed by how
//! few figures of the story share it. Two figures are aligned when each is the other's best counterpart in the other's
//! text, and the features they share weigh enough.

use std::collections::BTreeMap;

use hashbrown::{HashMap, HashSet};

use super::affair::Affair;
use super::figure::Figure;
use super::group::unit_key;
use super::likeness::{other_days, other_thing};
use super::words::{self, Stem};
use crate::model::sentence::Context;

/// Bytes of the sentence to either side of a figure whose words tell what it is about, and how many of them count in full.
const AROUND: usize = 110;
const NEAR: usize = 45;
/// What a word further off counts.
const FAR_WEIGHT: f64 = 0.6;
/// A feature that more figures share than this finds no candidates.
const COMMON: usize = 48;
/// Figures of a story beyond which nothing is aligned: a folder of thousands of pages is read by its keys.
const MOST: usize = 20_000;

/// Two figures of two texts that the words put on one thing.
#[derive(Debug, Clone, Copy)]
pub struct Aligned<'f, 'a> {
    pub one: &'f Figure<'a>,
    pub other: &'f Figure<'a>,
    /// what the shared features weigh, in the worth of one that nobody else has
    pub mass: f64,
    /// the share of both profiles that is shared, 0 to 1
    pub likeness: f64,
}

/// What is told around a figure: feature and weight, sorted.
#[derive(Debug)]
struct Profile(Vec<(Stem, f64)>);

/// Every aligned pair, in an order that depends on content alone.
pub fn aligned<'f, 'a>(affair: &'f Affair<'a>) -> Vec<Aligned<'f, 'a>> {
    let told = affair.figures.iter().chain(&affair.asides);
    let figures: Vec<&Figure> =
        told.filter(|figure| !figure.coded() && figure.claim.context != Context::RelatedLink).collect();
    if figures.len() > MOST || figures.len() < 2 {
        return Vec::new();
    }
    let profiles = profiles(&figures, affair);
    let mut holders: BTreeMap<Stem, Vec<u32>> = BTreeMap::new();
    for (at, profile) in (0u32..).zip(&profiles) {
        profile.0.iter().for_each(|(feature, _)| holders.entry(*feature).or_default().push(at));
    }
    let units: Vec<_> = figures.iter().map(|figure| unit_key(figure)).collect();
    let mut seen: HashSet<(u32, u32)> = HashSet::new();
    let mut best: HashMap<(u32, &str), (f64, u32)> = HashMap::new();
    let mut pairs: Vec<(u32, u32, f64, f64)> = Vec::new();
    for holders in holders.values().filter(|holders| holders.len() <= COMMON) {
        for (nth, &a) in holders.iter().enumerate() {
            for &b in &holders[nth + 1..] {
                let (x, y) = (figures[a as usize], figures[b as usize]);
                if x.claim.source == y.claim.source || units[a as usize] != units[b as usize] || !seen.insert((a, b)) {
                    continue;
                }
                if other_thing(x, y, affair) || other_days(x, y) || other_nouns(x, y, affair) {
                    continue;
                }
                let (mass, likeness) = shared(&profiles[a as usize], &profiles[b as usize]);
                let points = mass * likeness;
                for (one, other) in [(a, b), (b, a)] {
                    let source: &str = &figures[other as usize].claim.source;
                    let best = best.entry((one, source)).or_insert((0.0, other));
                    if (points, std::cmp::Reverse(other)) > (best.0, std::cmp::Reverse(best.1)) {
                        *best = (points, other);
                    }
                }
                pairs.push((a, b, mass, likeness));
            }
        }
    }
    pairs.sort_by_key(|&(a, b, ..)| (a, b));
    let is_best = |one: u32, other: u32| {
        let source: &str = &figures[other as usize].claim.source;
        best.get(&(one, source)).is_some_and(|(_, best)| *best == other)
    };
    pairs
        .into_iter()
        .filter(|&(a, b, ..)| is_best(a, b) && is_best(b, a))
        .map(|(a, b, mass, likeness)| Aligned { one: figures[a as usize], other: figures[b as usize], mass, likeness })
        .collect()
}

/// Both nouns are named and tell of two things.
fn other_nouns(one: &Figure, other: &Figure, affair: &Affair) -> bool {
    let head = |figure: &Figure| {
        let told = words::meanings(&figure.claim.counted, affair.vocabulary);
        told.last().map(|meaning| meaning.stem)
    };
    let same_metric = one.metric.is_some() && one.claim.metric == other.claim.metric;
    !same_metric && head(one).zip(head(other)).is_some_and(|(one, other)| one != other)
}

fn profiles(figures: &[&Figure], affair: &Affair) -> Vec<Profile> {
    let raw: Vec<Vec<(Stem, f64)>> = figures.iter().map(|figure| features(figure, affair)).collect();
    let mut holders: HashMap<Stem, u32> = HashMap::new();
    for (feature, _) in raw.iter().flatten() {
        *holders.entry(*feature).or_default() += 1;
    }
    let all = (figures.len() as f64).max(8.0).ln();
    // what one figure in all has weighs 1, what all have nothing; a pair shares it at least in two
    let rare = |feature: &Stem| (1.0 - f64::from(holders[feature].max(2) - 1).ln() / all).max(0.0);
    let weighed = |features: Vec<(Stem, f64)>| {
        Profile(features.into_iter().map(|(feature, weight)| (feature, weight * rare(&feature))).collect())
    };
    raw.into_iter().map(weighed).collect()
}

/// The features of a figure with how much each counts by its place, sorted, each once.
fn features(figure: &Figure, affair: &Affair) -> Vec<(Stem, f64)> {
    let claim = figure.claim;
    let mut features: Vec<(Stem, f64)> = Vec::new();
    let text: &str = &claim.sentence_text;
    if let Some(at) = figure.place_in_sentence() {
        let end = at + claim.text.len();
        for (from, to, weight) in [
            (at.saturating_sub(AROUND), at.saturating_sub(NEAR), FAR_WEIGHT),
            (at.saturating_sub(NEAR), at, 1.0),
            (end, end + NEAR, 1.0),
            (end + NEAR, end + AROUND, FAR_WEIGHT),
        ] {
            let part = whole_words(text, from, to);
            features.extend(words::meanings(part, affair.vocabulary).into_iter().map(|word| (word.stem, weight)));
        }
    }
    let named = |kind: &str, name: &str| words::hash(&format!("{kind}:{name}"));
    features.push((named("unit", figure.quantity().unit.as_str()), 1.0));
    if figure.metric.is_some() {
        features.push((named("metric", &claim.metric), 1.5));
    }
    if !figure.scope.is_empty() && figure.scope != *affair.main_place {
        features.push((named("place", &figure.scope), 0.7));
    }
    // the heaviest of a feature's places counts
    features.sort_by(|a, b| (a.0, b.1).partial_cmp(&(b.0, a.1)).unwrap_or(std::cmp::Ordering::Equal));
    features.dedup_by_key(|(feature, _)| *feature);
    features
}

/// The part of a text, widened to the words it cuts.
fn whole_words(text: &str, from: usize, to: usize) -> &str {
    let edge = |mut at: usize| {
        while at > 0 && at < text.len() && !(text.is_char_boundary(at) && text.as_bytes()[at] == b' ') {
            at -= 1;
        }
        at.min(text.len())
    };
    let (from, to) = (edge(from), if to >= text.len() { text.len() } else { edge(to) });
    text.get(from..to.max(from)).unwrap_or("")
}

/// What two profiles share, and which part of both that is.
fn shared(one: &Profile, other: &Profile) -> (f64, f64) {
    let (mut i, mut j, mut mass) = (0, 0, 0.0);
    while i < one.0.len() && j < other.0.len() {
        let ((a, x), (b, y)) = (one.0[i], other.0[j]);
        match a.cmp(&b) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                mass += x.min(y);
                (i, j) = (i + 1, j + 1);
            }
        }
    }
    let whole = |profile: &Profile| profile.0.iter().map(|(_, weight)| weight).sum::<f64>();
    let both = (whole(one) * whole(other)).sqrt();
    (mass, if both > 0.0 { mass / both } else { 0.0 })
}
