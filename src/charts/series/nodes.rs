//! Claims of a group -> lines of like figures by time.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::charts::dates;
use crate::charts::desk::{Desk, bounded};
use crate::charts::numbers::{to_f64, with_unit};
use crate::charts::reach::Reach;
use crate::model::claim::{Claim, PeriodBasis, PeriodKind};
use crate::model::group::{Cell, Group, Verdict};
use crate::model::quantity::{Role, Unit};

/// Like figures of one thing at different times.
pub struct Series<'a> {
    pub group: &'a Group,
    /// the earliest cell, for names and unit
    pub cell: &'a Cell,
    /// by their days; two or more
    pub nodes: Vec<Node<'a>>,
}

/// What is told for one time.
pub struct Node<'a> {
    pub first: NaiveDate,
    pub last: NaiveDate,
    /// from the lowest figure to the highest
    pub claims: Vec<(&'a Claim, Reach)>,
    /// the estimate's best figure, where reconciling chose one
    best: Option<Decimal>,
}

impl Node<'_> {
    pub fn low(&self) -> f64 {
        self.best.map_or_else(|| self.claims.iter().map(|(_, reach)| reach.low).fold(f64::INFINITY, f64::min), to_f64)
    }

    pub fn high(&self) -> f64 {
        self.best
            .map_or_else(|| self.claims.iter().map(|(_, reach)| reach.high).fold(f64::NEG_INFINITY, f64::max), to_f64)
    }

    pub fn middle(&self) -> NaiveDate {
        self.first + (self.last - self.first) / 2
    }

    pub fn when(&self) -> String {
        dates::span(self.first, self.last)
    }

    /// "6,656", or "110 to 114" when sources differ.
    pub fn figure(&self, unit: &Unit) -> String {
        let mut written: Vec<String> = self.claims.iter().map(|(claim, _)| bounded(&claim.quantity)).collect();
        written.sort();
        written.dedup();
        if let [one] = &written[..] {
            return one.clone();
        }
        let values = || {
            self.claims
                .iter()
                .filter_map(|(claim, _)| claim.quantity.value.or(claim.quantity.low).or(claim.quantity.high))
        };
        match (values().min(), values().max()) {
            (Some(low), Some(high)) if low < high => {
                format!("{} to {}", with_unit(low, &Unit::Count, None), with_unit(high, unit, None))
            }
            (Some(low), _) => with_unit(low, unit, None),
            _ => String::new(),
        }
    }
}

/// By the days told of.
type Nodes<'a> = BTreeMap<(NaiveDate, NaiveDate), Node<'a>>;

/// What two figures must share to stand on one line.
type Likeness = (String, String, Unit, String, Kind);

/// The kind of time a figure may be joined over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    /// what happened within windows of a length
    Window(i64),
    /// how things stood at a time
    State,
    /// a total that grows, since a day if one is told
    Total(Option<NaiveDate>),
}

/// Days less than which a window is a day, a week, a month, a quarter, a half, a year.
const WINDOWS: [i64; 6] = [1, 8, 32, 93, 185, 367];

/// The lines of a group: like figures told for two or more times.
pub fn series_of<'a>(desk: &Desk<'a>, group: &'a Group) -> Vec<Series<'a>> {
    let mut lines: BTreeMap<Likeness, (&Cell, Nodes)> = BTreeMap::new();
    let mut cells: Vec<&Cell> = group.cells.iter().collect();
    cells.sort_by_key(|cell| (cell.period.start, &cell.id));
    for cell in cells {
        for claim in cell.members.iter().filter_map(|id| desk.claim(id)) {
            let Some(((first, last), kind)) = time_of(claim, cell) else { continue };
            let Some(reach) = Reach::of(&claim.quantity).filter(|_| claim.quantity.role != Role::By) else { continue };
            let per = claim.quantity.per.as_ref().map(|per| format!("{} {}", per.amount, per.unit)).unwrap_or_default();
            let likeness = (cell.metric.clone(), cell.population.clone(), cell.unit.clone(), per, kind);
            let (_, nodes) = lines.entry(likeness).or_insert_with(|| (cell, BTreeMap::new()));
            let node =
                nodes.entry((first, last)).or_insert_with(|| Node { first, last, claims: Vec::new(), best: None });
            node.claims.push((claim, reach));
            if cell.verdict != Verdict::Growth {
                node.best = cell.estimate.as_ref().and_then(|estimate| estimate.best);
            }
        }
    }
    let lines = lines.into_values().filter(|(_, nodes)| nodes.len() > 1);
    lines.map(|(cell, nodes)| Series { group, cell, nodes: nodes.into_values().map(sorted).collect() }).collect()
}

fn sorted(mut node: Node) -> Node {
    node.claims
        .sort_by(|(a, x), (b, y)| x.low.total_cmp(&y.low).then_with(|| (&a.source, &a.id).cmp(&(&b.source, &b.id))));
    node
}

/// The days of a figure, and the kind of time it may be joined over; None when it names no time of its own.
fn time_of(claim: &Claim, cell: &Cell) -> Option<((NaiveDate, NaiveDate), Kind)> {
    let period = &claim.period;
    if cell.verdict == Verdict::Growth {
        let told = if period.kind == PeriodKind::Point { period.end.or(period.start) } else { period.end };
        let told = told.or(claim.published)?;
        let opened = period.start.filter(|_| period.kind == PeriodKind::Since);
        return Some(((told, told), Kind::Total(opened)));
    }
    let (start, end) = (period.start?, period.end?);
    if period.basis == PeriodBasis::Dateline {
        return None;
    }
    let days = (end - start).num_days();
    match period.kind {
        PeriodKind::During if days >= 0 => {
            let grain = WINDOWS.into_iter().find(|most| days < *most).unwrap_or(days);
            Some(((start, end), Kind::Window(grain)))
        }
        PeriodKind::Point if days >= 0 => Some(((start, end), Kind::State)),
        _ => None,
    }
}
