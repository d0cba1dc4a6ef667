//! Figures of two texts -> the pairs that are told of one thing, by everything around them.
//!
//! Keys meet only where both texts are read alike: one metric, one place, one window. A reader goes by the words: the figure
//! that stands beside "span", "concrete" and "Carvalhal" in one text is the one that does so in the other. Two figures are
//! aligned when each is among the other's best counterparts in the other's text.

use std::collections::BTreeMap;

use hashbrown::{HashMap, HashSet};

use super::affair::Affair;
use super::figure::Figure;
use super::group::unit_key;
use super::key::{self, Relation};
use super::likeness::{other_days, other_place_or_people};
use super::profile::Shared;
use super::words::{self, Stem};
use crate::model::sentence::Context;

/// A feature that more figures share than this finds no candidates.
const COMMON: usize = 48;
/// Figures of a story beyond which nothing is aligned: a folder of thousands of pages is read by its keys.
const MOST: usize = 20_000;
/// A counterpart nearly as good as the best one counts too.
const NEARLY: f64 = 0.8;

/// Two figures of two texts that the words put on one thing.
#[derive(Debug, Clone, Copy)]
pub struct Aligned<'f, 'a> {
    pub one: &'f Figure<'a>,
    pub other: &'f Figure<'a>,
    pub shared: Shared,
    /// two metrics of one family: "drowned" and "died at sea"
    pub akin: bool,
}

/// Every aligned pair, in an order that depends on content alone.
pub fn aligned<'f, 'a>(affair: &'f Affair<'a>) -> Vec<Aligned<'f, 'a>> {
    let told = affair.figures.iter().chain(&affair.asides);
    let figures: Vec<&Figure> =
        told.filter(|figure| !figure.coded() && figure.claim.context != Context::RelatedLink).collect();
    if figures.len() > MOST {
        affair.left_out.add("figures told in words", figures.len());
        return Vec::new();
    }
    let mut holders: BTreeMap<Stem, Vec<u32>> = BTreeMap::new();
    for (at, figure) in (0u32..).zip(&figures) {
        affair.profiles.features(figure).for_each(|feature| holders.entry(feature).or_default().push(at));
    }
    let units: Vec<_> = figures.iter().map(|figure| unit_key(figure)).collect();
    let heads: Vec<Option<Stem>> = figures.iter().map(|figure| head(figure, affair)).collect();
    let mut seen: HashSet<(u32, u32)> = HashSet::new();
    let mut best: HashMap<(u32, &str), f64> = HashMap::new();
    let mut pairs: Vec<(u32, u32, Shared, bool)> = Vec::new();
    for holders in holders.values().filter(|holders| holders.len() <= COMMON) {
        for (nth, &a) in holders.iter().enumerate() {
            for &b in &holders[nth + 1..] {
                let (x, y) = (figures[a as usize], figures[b as usize]);
                if x.claim.source == y.claim.source || units[a as usize] != units[b as usize] || !seen.insert((a, b)) {
                    continue;
                }
                let same_metric = x.metric.is_some() && x.claim.metric == y.claim.metric;
                let other_noun =
                    !same_metric && heads[a as usize].zip(heads[b as usize]).is_some_and(|(one, other)| one != other);
                if other_noun || other_place_or_people(x, y, affair) || other_days(x, y) {
                    continue;
                }
                let akin = match (x.metric, y.metric) {
                    (Some(_), Some(_)) => match key::metrics(&x.claim.metric, &y.claim.metric, affair.vocabulary) {
                        Relation::Same | Relation::Unknown => false,
                        Relation::Overlap => true,
                        _ => continue,
                    },
                    _ => false,
                };
                let shared = affair.profiles.shared(x, y);
                for (one, other) in [(a, y), (b, x)] {
                    let best = best.entry((one, &*other.claim.source)).or_insert(0.0);
                    *best = best.max(shared.points());
                }
                pairs.push((a, b, shared, akin));
            }
        }
    }
    pairs.sort_by_key(|&(a, b, ..)| (a, b));
    let part_of_best = |one: u32, other: u32, shared: &Shared| {
        let best = best.get(&(one, &*figures[other as usize].claim.source)).copied().unwrap_or(0.0);
        if best > 0.0 { shared.points() / best } else { 0.0 }
    };
    pairs
        .into_iter()
        .filter_map(|(a, b, shared, akin)| {
            let least = part_of_best(a, b, &shared).min(part_of_best(b, a, &shared));
            let (one, other) = (figures[a as usize], figures[b as usize]);
            (least >= NEARLY).then_some(Aligned { one, other, shared, akin })
        })
        .collect()
}

/// The noun a figure counts; a name is none.
fn head(figure: &Figure, affair: &Affair) -> Option<Stem> {
    let last = figure.claim.counted.split_whitespace().last()?;
    if last.starts_with(char::is_uppercase) {
        return None;
    }
    words::meanings(&figure.claim.counted, affair.vocabulary).last().map(|meaning| meaning.stem)
}
