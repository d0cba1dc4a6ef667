//! Likeness of documents -> groups of documents.
//!
//! The most alike are joined first. Two groups grow together only while their middles are alike too, so that a chain of
//! neighbours does not tie unlike affairs together. What was published long after, without a day in common, must be much
//! more alike: the next earthquake of a country has the same authorities and towns in it. An affair that runs for
//! months stays one, as its reports follow each other.

use std::collections::{BTreeMap, HashMap};

use super::card::Card;
use super::index::{Index, cosine};

/// From this likeness on, two documents may belong to one affair. Measured on four little worlds of four and five
/// articles: pairs of one world begin at 0.19, pairs of two worlds end at 0.12.
const ALIKE: f32 = 0.18;
/// The middles of two groups must be this alike for them to become one.
const MIDDLES: f32 = 0.15;

/// Documents published within so many days of each other may tell of one affair without naming a day of it.
const FOLLOWS: i64 = 45;
/// Those further apart must be this alike, and this where they name one day. A wire report of the first night and a court's
/// findings two years later share little more than names: of nine affairs told over months to years, such pairs begin
/// at 0.09 and most lie between 0.25 and 0.6.
const LONG_AFTER: f32 = 0.26;
const LONG_AFTER_WITH_A_DAY: f32 = 0.2;
/// Without a day in common, two groups must be at least this much of what each is in itself: one government has many affairs,
/// and the next earthquake of a country has the same towns in it, but reports of one quake are more alike.
const AS_WITHIN: f32 = 0.6;
/// The same for a document alone and a group: nothing is known of how alike the one's own kind would be.
const ALONE_AS_WITHIN: f32 = 0.4;

/// Groups of card numbers, each sorted; given groups are never joined with each other.
pub fn join(cards: &[&Card], index: &Index) -> Vec<Vec<usize>> {
    let mut groups = Groups::new(cards, index);
    for (likeness, a, b) in index.alike() {
        if likeness < ALIKE {
            break;
        }
        let (a, b) = (a as usize, b as usize);
        let days = common_day(cards[a], cards[b]);
        let follows = match (cards[a].published, cards[b].published) {
            (Some(a), Some(b)) => (a - b).num_days().abs() <= FOLLOWS,
            _ => true,
        };
        let needed = match (follows, days) {
            (true, _) => ALIKE,
            (false, true) => LONG_AFTER_WITH_A_DAY,
            (false, false) => LONG_AFTER,
        };
        if likeness >= needed {
            groups.try_join(a, b, days);
        }
    }
    groups.collect()
}

/// Whether both tell of one day.
fn common_day(a: &Card, b: &Card) -> bool {
    a.dates.iter().any(|day| b.dates.binary_search(day).is_ok())
}

struct Groups<'a> {
    root: Vec<usize>,
    given: Vec<Option<&'a str>>,
    /// the sum of the members' vectors, at the root
    middle: Vec<Vec<(u32, f32)>>,
    /// how many documents, at the root
    size: Vec<u32>,
}

impl<'a> Groups<'a> {
    fn new(cards: &[&Card<'a>], index: &Index) -> Self {
        let mut groups = Groups {
            root: (0..cards.len()).collect(),
            given: cards.iter().map(|card| card.given).collect(),
            middle: index.vectors.clone(),
            size: vec![1; cards.len()],
        };
        let mut first: HashMap<&str, usize> = HashMap::new();
        for (at, card) in cards.iter().enumerate() {
            if let Some(name) = card.given {
                let lead = *first.entry(name).or_insert(at);
                groups.join(lead, at);
            }
        }
        groups
    }

    fn find(&mut self, mut at: usize) -> usize {
        while self.root[at] != at {
            self.root[at] = self.root[self.root[at]];
            at = self.root[at];
        }
        at
    }

    /// `days`: the two documents that bring the groups together name one day.
    fn try_join(&mut self, a: usize, b: usize, days: bool) {
        let (a, b) = (self.find(a), self.find(b));
        if a == b || self.given[a].is_some() && self.given[b].is_some() {
            return;
        }
        let (x, y) = (&self.middle[a], &self.middle[b]);
        let within = self.likeness_within(a).min(self.likeness_within(b));
        let alone = self.size[a] == 1 || self.size[b] == 1;
        let least = match within.is_finite() && !days {
            true => within * if alone { ALONE_AS_WITHIN } else { AS_WITHIN },
            false => 0.0,
        };
        let shared = cosine(x, y);
        let across = shared / (self.size[a] * self.size[b]) as f32;
        if shared >= MIDDLES * length(x) * length(y) && across >= least {
            self.join(a, b);
        }
    }

    /// How alike the documents of a group are on average; nothing can be said of fewer than two.
    fn likeness_within(&self, group: usize) -> f32 {
        let (size, length) = (self.size[group] as f32, length(&self.middle[group]));
        if size < 2.0 { f32::INFINITY } else { (length * length - size) / (size * (size - 1.0)) }
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.find(a), self.find(b));
        if a == b {
            return;
        }
        let (lead, other) = (a.min(b), a.max(b));
        let (x, y) = (std::mem::take(&mut self.middle[lead]), std::mem::take(&mut self.middle[other]));
        self.middle[lead] = sum(&x, &y);
        self.root[other] = lead;
        self.size[lead] += self.size[other];
        self.given[lead] = self.given[lead].or(self.given[other]);
    }

    fn collect(mut self) -> Vec<Vec<usize>> {
        let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for at in 0..self.root.len() {
            let lead = self.find(at);
            groups.entry(lead).or_default().push(at);
        }
        groups.into_values().collect()
    }
}

fn length(vector: &[(u32, f32)]) -> f32 {
    vector.iter().map(|(_, weight)| weight * weight).sum::<f32>().sqrt()
}

fn sum(a: &[(u32, f32)], b: &[(u32, f32)]) -> Vec<(u32, f32)> {
    let mut both: Vec<(u32, f32)> = Vec::with_capacity(a.len() + b.len());
    let (mut i, mut j) = (0, 0);
    while i < a.len() || j < b.len() {
        match (a.get(i), b.get(j)) {
            (Some(x), Some(y)) if x.0 == y.0 => {
                both.push((x.0, x.1 + y.1));
                (i, j) = (i + 1, j + 1);
            }
            (Some(x), y) if y.is_none_or(|y| x.0 < y.0) => {
                both.push(*x);
                i += 1;
            }
            (_, Some(y)) => {
                both.push(*y);
                j += 1;
            }
            (_, None) => break,
        }
    }
    both
}
