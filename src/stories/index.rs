//! Cards -> weighed features and an inverted index: what each document has, and who else has it.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap, HashSet};

use super::card::Card;

/// A small collection is weighed as if it lay among this many other documents; otherwise what five articles on one
/// affair all share would count for nothing.
const BACKGROUND: f64 = 40.0;
/// A feature of more documents than this links each only with its next ones.
const MANY: usize = 64;

/// What a known place counts beside other names: much happens in one country.
const PLACE: f64 = 0.5;

/// What nobody else has makes a document different, but says little: every text has its own odd words.
const ALONE: f64 = 0.3;

/// Features by number, each document's as (feature, weight) with a length of one.
#[derive(Debug)]
pub struct Index<'a> {
    features: Vec<Feature<'a>>,
    pub vectors: Vec<Vec<(u32, f32)>>,
    postings: Vec<Vec<u32>>,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Feature<'a> {
    Name(Cow<'a, str>),
    Place(&'a str),
    Word(&'a str),
    Day(chrono::NaiveDate),
}

impl Feature<'_> {
    fn told(&self) -> String {
        match self {
            Feature::Name(name) => name.to_string(),
            Feature::Place(name) => (*name).to_owned(),
            Feature::Word(word) => format!("“{word}”"),
            Feature::Day(day) => day.to_string(),
        }
    }
}

impl<'a> Index<'a> {
    pub fn new(cards: &[&Card<'a>]) -> Self {
        let named: HashSet<&str> =
            cards.iter().flat_map(|card| &card.names).flat_map(|(name, _)| parts(name)).collect();
        let named = |word: &str| named.contains(word);
        let mut all: BTreeMap<Feature<'a>, Vec<u32>> = BTreeMap::new();
        for (at, card) in cards.iter().enumerate() {
            for feature in features(card, &named) {
                let posting = all.entry(feature.0).or_default();
                if posting.last() != Some(&(at as u32)) {
                    posting.push(at as u32);
                }
            }
        }
        let numbers: HashMap<&Feature, u32> = all.keys().zip(0..).collect();
        let rarity = |documents: usize| {
            let (documents, total) = (documents as f64, cards.len() as f64);
            ((total + BACKGROUND) / documents.min(total / 2.0 + BACKGROUND / 10.0)).ln()
        };
        let vectors = cards.iter().map(|card| {
            let mut weights: BTreeMap<u32, f64> = BTreeMap::new();
            for (feature, told) in features(card, &named) {
                let (number, documents) = (numbers[&feature], all[&feature].len());
                let weight = weights.entry(number).or_default();
                *weight = weight.max(told * rarity(documents) * if documents == 1 { ALONE } else { 1.0 });
            }
            let length = weights.values().map(|weight| weight * weight).sum::<f64>().sqrt();
            weights.into_iter().map(|(number, weight)| (number, (weight / length) as f32)).collect()
        });
        let vectors = vectors.collect();
        drop(numbers);
        let (features, postings) = all.into_iter().unzip();
        Index { features, vectors, postings }
    }

    /// Pairs of documents that share something, with how much, 0 to 1; the most alike first.
    pub fn alike(&self) -> Vec<(f32, u32, u32)> {
        let mut candidates: Vec<(u32, u32)> = Vec::new();
        for posting in &self.postings {
            let reach = if posting.len() > MANY { 4 } else { posting.len() };
            for (at, &a) in posting.iter().enumerate() {
                candidates.extend(posting.iter().skip(at + 1).take(reach).map(|&b| (a, b)));
            }
        }
        candidates.sort_unstable();
        candidates.dedup();
        let mut alike: Vec<(f32, u32, u32)> = candidates
            .into_iter()
            .map(|(a, b)| (cosine(&self.vectors[a as usize], &self.vectors[b as usize]), a, b))
            .collect();
        alike.sort_by(|x, y| y.0.total_cmp(&x.0).then((x.1, x.2).cmp(&(y.1, y.2))));
        alike
    }

    /// What most of some documents share, the weightiest first. Known places are left out: they stand beside it, as the
    /// story's main place.
    pub fn shared(&self, members: &[usize], most: usize) -> Vec<String> {
        let mut sums: BTreeMap<u32, (u32, f32)> = BTreeMap::new();
        for &at in members {
            for &(feature, weight) in &self.vectors[at] {
                let sum = sums.entry(feature).or_default();
                *sum = (sum.0 + 1, sum.1 + weight);
            }
        }
        let is_place = |feature: u32| matches!(self.features[feature as usize], Feature::Place(_));
        let shared = sums.into_iter().filter(|&(feature, (count, _))| count > 1 && !is_place(feature));
        let mut sums: Vec<_> = shared.collect();
        sums.sort_by(|x, y| y.1.1.total_cmp(&x.1.1).then(x.0.cmp(&y.0)));
        sums.into_iter().take(most).map(|(feature, _)| self.features[feature as usize].told()).collect()
    }

    /// The weightiest names of one document.
    pub fn told_most(&self, at: usize, most: usize) -> Vec<String> {
        let mut own = self.vectors[at].clone();
        own.retain(|(feature, _)| matches!(self.features[*feature as usize], Feature::Name(_)));
        own.sort_by_key(|&(feature, weight)| (Reverse((weight * 1e6) as u32), feature));
        own.into_iter().take(most).map(|(feature, _)| self.features[feature as usize].told()).collect()
    }
}

/// A document's features with how much each is told: names count most, and again by their last word, so that
/// "Rubio" and "Marco Rubio" meet.
fn features<'a>(card: &Card<'a>, named: &dyn Fn(&str) -> bool) -> Vec<(Feature<'a>, f64)> {
    let mut features = Vec::with_capacity(card.names.len() * 2 + card.words.len() + card.dates.len());
    for &(name, count) in &card.names {
        let told = 1.0 + f64::from(count.max(1)).ln();
        features.push((Feature::Name(Cow::Borrowed(name)), told));
        if let Some((_, last)) = name.rsplit_once(' ') {
            features.push((Feature::Name(Cow::Borrowed(last)), told * 0.5));
        }
    }
    // a town tells the affair nearly as well as a name nobody lists; countries are told by everybody and weigh little
    let places = card.places.iter().map(|&(place, count)| (place, 1.0 + f64::from(count.max(1)).ln()));
    features.extend(places.map(|(place, told)| (Feature::Place(place), told * PLACE)));
    let own = |word: &str| card.names.iter().any(|(name, _)| parts(name).any(|part| part == word));
    let capitals = card.capitals.iter().filter(|word| named(word) && !own(word));
    features.extend(capitals.map(|word| (Feature::Name(Cow::Borrowed(*word)), 1.0)));
    features.extend(card.words.iter().map(|word| (Feature::Word(word), 0.5)));
    features.extend(card.dates.iter().map(|day| (Feature::Day(*day), 0.5)));
    features
}

/// A name, and its last word where it has several.
fn parts(name: &str) -> impl Iterator<Item = &str> {
    std::iter::once(name).chain(name.rsplit_once(' ').map(|(_, last)| last))
}

/// Of two vectors of length one, both sorted by feature.
pub fn cosine(a: &[(u32, f32)], b: &[(u32, f32)]) -> f32 {
    let (mut i, mut j, mut sum) = (0, 0, 0.0);
    while i < a.len() && j < b.len() {
        match a[i].0.cmp(&b[j].0) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                sum += a[i].1 * b[j].1;
                (i, j) = (i + 1, j + 1);
            }
        }
    }
    sum
}
