//! Figures of a story -> families that may be looked at together, and in them cells whose values may be compared.
//!
//! Hash aggregation, then a sort by content: near linear, and the same whatever order the figures came in.

use std::borrow::Cow;

use chrono::NaiveDate;
use hashbrown::HashMap;
use rayon::prelude::*;

use crate::model::decision::Rulings;
use crate::model::id::content_id;
use crate::model::modality::Modality;
use crate::model::text::Text;

use super::figure::Figure;
use super::key::{Basis, Window};

/// Figures of one metric family, scope and unit.
#[derive(Debug, Clone)]
pub struct Family {
    pub id: Text,
    pub family: Text,
    pub scope: Text,
    pub unit: Text,
    /// places in the story's figures, in their order
    pub members: Vec<usize>,
    /// the same, by the day they are told for; undated ones are left out
    pub by_day: Vec<usize>,
    pub cells: Vec<Cell>,
}

/// Figures of one metric, population and window.
#[derive(Debug, Clone)]
pub struct Cell {
    pub id: Text,
    pub members: Vec<usize>,
}

/// What of a window makes a cell: a running count is one cell from day to day.
type WindowKey = (Basis, Option<NaiveDate>, Option<NaiveDate>, bool);

fn window_key(window: &Window) -> WindowKey {
    match window.basis {
        Basis::Running => (Basis::Running, window.first, None, window.partial),
        Basis::Always => (Basis::Always, None, None, false),
        basis => (basis, window.first, window.last, window.partial),
    }
}

/// Unit and denominator: "per 100,000 people" is never laid beside a plain count, nor a plan beside a fact.
pub fn unit_key<'f>(figure: &'f Figure) -> Cow<'f, str> {
    let quantity = figure.quantity();
    let unit = match &quantity.per {
        Some(per) => format!("{} per {} {}", quantity.unit.as_str(), per.amount.normalize(), per.unit).into(),
        None => Cow::Borrowed(quantity.unit.as_str()),
    };
    match figure.claim.modality {
        Modality::Asserted => unit,
        modality => format!("{unit} {}", modality.as_str()).into(),
    }
}

/// Groups a story's figures.
///
/// What somebody says is one thing stands where the first of it stands; its unit stays its own.
pub fn families(story: &str, figures: &[Figure], rulings: &Rulings) -> Vec<Family> {
    let stands_for = leads(figures, rulings);
    let parts = parts(figures);
    let mut index: HashMap<(&str, &str, Cow<str>), Vec<usize>> = HashMap::new();
    for (at, figure) in figures.iter().enumerate() {
        let lead = &figures[stands_for[at]];
        index.entry((lead.family, lead.scope.as_str(), unit_key(figure))).or_default().push(at);
    }
    let mut keyed: Vec<_> = index.into_iter().collect();
    keyed.par_sort_unstable();
    keyed
        .into_par_iter()
        .map(|((family, scope, unit), members)| {
            let id = Text::from(content_id("group", [story, family, scope, &unit]));
            let mut by_day: Vec<usize> = members.iter().copied().filter(|&at| figures[at].as_of().is_some()).collect();
            by_day.sort_by_key(|&at| (figures[at].as_of(), at));
            let cells = cells(&id, &members, figures, &parts, &stands_for, rulings);
            Family { id, family: family.into(), scope: scope.into(), unit: unit.into(), members, by_day, cells }
        })
        .collect()
}

/// For each figure the one whose keys it takes: itself, or the first one it is said to be one with.
fn leads(figures: &[Figure], rulings: &Rulings) -> Vec<usize> {
    let mut first: HashMap<usize, usize> = HashMap::new();
    let lead = |(at, figure): (usize, &Figure)| match rulings.class(&figure.claim.id) {
        Some(class) => *first.entry(class).or_insert(at),
        None => at,
    };
    figures.iter().enumerate().map(lead).collect()
}

/// Which figures are a part of a figure of their own metric, or no total: "29 of the 80 arrested".
fn parts(figures: &[Figure]) -> Vec<bool> {
    let mut metric_of: HashMap<&str, &str> = HashMap::new();
    if figures.iter().any(|figure| figure.claim.part_of.is_some()) {
        metric_of.extend(figures.iter().map(|figure| (figure.claim.id.as_str(), figure.claim.metric.as_str())));
    }
    let is_part = |figure: &Figure| {
        let whole = figure.claim.part_of.as_ref().and_then(|part| metric_of.get(part.claim.as_str()));
        figure.no_total || whole.is_some_and(|whole| *whole == figure.claim.metric.as_str())
    };
    figures.iter().map(is_part).collect()
}

/// A figure that is no total of its kind has a cell for itself.
fn cells(
    group: &str,
    members: &[usize],
    figures: &[Figure],
    parts: &[bool],
    stands_for: &[usize],
    rulings: &Rulings,
) -> Vec<Cell> {
    let mut index: HashMap<(&str, &str, WindowKey, &str), Vec<usize>> = HashMap::new();
    for &at in members {
        let figure = &figures[stands_for[at]];
        let own = if parts[stands_for[at]] { figure.claim.id.as_str() } else { "" };
        let key = (figure.claim.metric.as_str(), figure.population.as_str(), window_key(&figure.window), own);
        index.entry(key).or_default().push(at);
    }
    let mut keyed: Vec<_> = index.into_iter().collect();
    keyed.sort();
    keyed
        .into_iter()
        .flat_map(|((metric, population, (basis, first, last, partial), own), members)| {
            let day = |day: Option<NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
            let window = format!("{basis:?} {} {} {partial}", day(first), day(last));
            let key = [group, metric, population, &window, own];
            let key = if own.is_empty() { &key[..4] } else { &key[..] };
            let id = Text::from(content_id("cell", key.iter().copied()));
            let apart = parted(members, figures, rulings).into_iter().enumerate();
            apart.map(move |(nth, members)| match nth {
                0 => Cell { id: id.clone(), members },
                _ => Cell { id: content_id("cell", [id.as_str(), &figures[members[0]].claim.id]).into(), members },
            })
        })
        .collect()
}

/// Members that somebody says are different things, apart; each of the others stays with the first it may be with.
fn parted(members: Vec<usize>, figures: &[Figure], rulings: &Rulings) -> Vec<Vec<usize>> {
    if !rulings.parts_any() {
        return vec![members];
    }
    let apart = |a: usize, b: usize| rulings.are_different(&figures[a].claim.id, &figures[b].claim.id);
    let mut parts: Vec<Vec<usize>> = Vec::new();
    for at in members {
        match parts.iter_mut().find(|part| !part.iter().any(|&other| apart(at, other))) {
            Some(part) => part.push(at),
            None => parts.push(vec![at]),
        }
    }
    parts
}
