//! Figures of a story -> slots: one thing for one place and the very same days, with each different figure once.
//!
//! What decides how sources stand to each other over a whole table is counted slot by slot: who agrees with whom, and who
//! always lies below whom. A slot holds as many entries as there are different figures, not as many as there are sources, so
//! that a million sources with one key cost no more than a million rows elsewhere.

use std::cmp::Reverse;

use chrono::NaiveDate;
use hashbrown::HashMap;

use super::affair::Affair;
use super::figure::Figure;
use super::group::Family;
use super::key::Basis;

/// Up to so many different figures each is laid beside every other; beyond, beside its neighbours by value.
const ALL_PAIRS: usize = 64;
/// Neighbours on either side.
const NEIGHBOURS: usize = 32;

/// One thing, one place, the same days.
#[derive(Debug)]
pub struct Slot<'f, 'a> {
    /// id of the family
    pub group: &'f str,
    pub metric: &'a str,
    pub unit: &'f str,
    pub population: &'f str,
    /// by value, the smallest first
    pub told: Vec<Told<'f, 'a>>,
}

/// A figure and who gives it.
#[derive(Debug)]
pub struct Told<'f, 'a> {
    /// of each source one, by the sources' names
    pub figures: Vec<&'f Figure<'a>>,
}

impl<'f, 'a> Told<'f, 'a> {
    /// One for all.
    pub fn figure(&self) -> &'f Figure<'a> {
        self.figures[0]
    }

    /// The numbers of the sources.
    pub fn sources(&self) -> impl Iterator<Item = u32> {
        self.figures.iter().map(|figure| figure.source)
    }
}

type Days = (Basis, Option<NaiveDate>, Option<NaiveDate>, bool);

/// The slots of one family that at least two sources fill, in the order of their keys.
pub fn slots<'f, 'a>(family: &'f Family, affair: &'f Affair<'a>) -> Vec<Slot<'f, 'a>> {
    let mut index: HashMap<(&'a str, &'f str, Days), Vec<&'f Figure<'a>>> = HashMap::new();
    for &at in &family.members {
        let figure = &affair.figures[at];
        if figure.value().is_some() && !figure.vague() && figure.quantity().bound.is_point() {
            let window = &figure.window;
            let days = (window.basis, window.first, window.last, window.partial);
            index.entry((&figure.claim.metric, &figure.population, days)).or_default().push(figure);
        }
    }
    let mut keyed: Vec<_> = index.into_iter().filter(|(_, figures)| figures.len() > 1).collect();
    keyed.sort_by_key(|(key, _)| *key);
    keyed
        .into_iter()
        .map(|((metric, population, _), figures)| Slot {
            group: &family.id,
            metric,
            unit: &family.unit,
            population,
            told: told(figures),
        })
        .filter(|slot| slot.sources() > 1)
        .collect()
}

/// Each source with the figure it gave last, the figures that are alike together.
fn told<'f, 'a>(mut figures: Vec<&'f Figure<'a>>) -> Vec<Told<'f, 'a>> {
    let rank = |figure: &Figure| (Reverse(figure.claim.published), figure.quantity().step, figure.value(), figure.at);
    figures.sort_unstable_by(|a, b| a.source.cmp(&b.source).then_with(|| rank(a).cmp(&rank(b))));
    figures.dedup_by_key(|figure| figure.source);
    let what = |figure: &Figure| {
        let quantity = figure.quantity();
        (figure.value(), quantity.step, quantity.low, quantity.high, quantity.bound.as_str())
    };
    // stable: those that are alike stay in the order of their sources
    figures.sort_by_key(|figure| what(figure));
    let alike = figures.chunk_by(|a, b| what(a) == what(b));
    let mut told: Vec<Told> = alike.map(|figures| Told { figures: figures.to_vec() }).collect();
    told.sort_by_key(|told| (told.figure().value(), told.figure().quantity().step, told.figure().at));
    told
}

impl Slot<'_, '_> {
    /// Sources that give a figure here.
    pub fn sources(&self) -> usize {
        self.told.iter().map(|told| told.figures.len()).sum()
    }

    /// For each figure the places of those that agree with it, itself among them.
    pub fn agreeing(&self) -> Vec<Vec<usize>> {
        let near = if self.told.len() <= ALL_PAIRS { self.told.len() } else { NEIGHBOURS };
        let mut agreeing: Vec<Vec<usize>> = (0..self.told.len()).map(|at| vec![at]).collect();
        for i in 0..self.told.len() {
            for j in i + 1..(i + 1 + near).min(self.told.len()) {
                if self.told[i].figure().beside(self.told[j].figure()).agrees() {
                    agreeing[i].push(j);
                    agreeing[j].push(i);
                }
            }
        }
        agreeing
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reconcile::sample::{World, says};

    #[test]
    fn a_slot_holds_each_figure_once_and_each_source_once() {
        let head = |source, text| says(source, "population", text).on("2020").claim();
        let mut late = head("d", "4,100");
        late.published = "2021-05-01".parse().ok();
        let claims = vec![
            head("a", "4,000"),
            head("b", "4,000"),
            head("c", "4,312"),
            head("d", "9,999"),
            late,
            head("e", "4,312"),
        ];
        World::new(claims).with_affair(|affair| {
            let slots: Vec<_> = affair.families.iter().flat_map(|family| slots(family, affair)).collect();
            let told: Vec<_> = slots[0]
                .told
                .iter()
                .map(|told| {
                    (
                        told.figure().words(),
                        told.figures.iter().map(|figure| &*figure.claim.source).collect::<Vec<_>>().join(" "),
                    )
                })
                .collect();
            let expected = [("4,000", "a b"), ("4,100", "d"), ("4,312", "c e")].map(|(v, s)| (v.into(), s.into()));
            assert_eq!((slots.len(), told), (1, expected.to_vec()));
        });
    }

    #[test]
    fn days_and_places_apart_are_slots_apart_and_one_source_is_none() {
        let head = |source, year| says(source, "population", "4,000").on(year).claim();
        let claims =
            vec![head("a", "2020"), head("b", "2020"), head("a", "2021"), head("a", "2022"), head("b", "2022")];
        let count = World::new(claims)
            .with_affair(|affair| affair.families.iter().map(|family| slots(family, affair).len()).sum::<usize>());
        assert_eq!(count, 2);
    }
}
