//! Claims of a group -> like figures by time, and which of them one source gives.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::charts::desk::Desk;
use crate::charts::reach::Reach;
use crate::charts::tongue::Tongue;
use crate::model::claim::{Claim, PeriodBasis, PeriodKind};
use crate::model::group::{Cell, Group};
use crate::model::quantity::{Role, Unit};
use crate::model::text::Text;

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
}

impl Node<'_> {
    pub fn middle(&self) -> NaiveDate {
        self.first + (self.last - self.first) / 2
    }

    pub fn when(&self, tongue: &Tongue) -> String {
        tongue.span(self.first, self.last)
    }

    /// "6,656", or "110 to 114" when sources differ.
    pub fn figure(&self, desk: &Desk, unit: &Unit) -> String {
        figures(desk, &self.claims.iter().map(|(claim, _)| *claim).collect::<Vec<_>>(), unit)
    }
}

/// One figure as it was given, or the lowest and the highest of several.
pub fn figures(desk: &Desk, claims: &[&Claim], unit: &Unit) -> String {
    let mut written: Vec<String> = claims.iter().map(|claim| desk.bounded(&claim.quantity)).collect();
    written.sort();
    written.dedup();
    if let [one] = &written[..] {
        return one.clone();
    }
    let value = |claim: &&Claim| claim.quantity.value.or(claim.quantity.low).or(claim.quantity.high);
    let values = || claims.iter().filter_map(value);
    match (values().min(), values().max()) {
        (Some(low), Some(high)) if low < high => {
            desk.range(&desk.tongue.with_unit(low, &Unit::Count, None), &desk.tongue.with_unit(high, unit, None))
        }
        (Some(low), _) => desk.tongue.with_unit(low, unit, None),
        _ => String::new(),
    }
}

impl<'a> Series<'a> {
    /// The times at which each source gives a figure, for sources that give two or more; each with its place among the
    /// nodes and the figures in their middle.
    pub fn lines(&self) -> Vec<(&'a str, Vec<(usize, f64)>)> {
        let mut lines: BTreeMap<&str, Vec<(usize, f64)>> = BTreeMap::new();
        for (at, node) in self.nodes.iter().enumerate() {
            let mut own: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
            for (claim, reach) in &node.claims {
                let middle = reach.at.unwrap_or((reach.low + reach.high) / 2.0);
                own.entry(&claim.source).or_default().push(middle);
            }
            for (source, values) in own {
                let middle = values.iter().sum::<f64>() / values.len() as f64;
                lines.entry(source).or_default().push((at, middle));
            }
        }
        lines.into_iter().filter(|(_, points)| points.len() > 1).collect()
    }
}

/// By the days told of.
type Nodes<'a> = BTreeMap<(NaiveDate, NaiveDate), Node<'a>>;

/// What two figures must share to stand on one picture.
type Likeness = (Text, Text, Unit, String, Kind);

/// The kind of time a figure may be joined over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    /// what happened within windows of a length
    Window(i64),
    /// how things stood at a time, told for a day up to a month, or for a length of time
    State(i64),
}

/// Days less than which a window is a day, a week, a month, a quarter, a half, a year.
const WINDOWS: [i64; 6] = [1, 8, 32, 93, 185, 367];

/// The series of a group: like figures told for two or more times. Running totals are no series: they are a flow.
pub fn series_of<'a>(desk: &Desk<'a>, group: &'a Group) -> Vec<Series<'a>> {
    let mut lines: BTreeMap<Likeness, (&Cell, Nodes)> = BTreeMap::new();
    let mut cells: Vec<&Cell> = group.cells.iter().filter(|cell| !cell.running).collect();
    cells.sort_by_key(|cell| (cell.period.start, &cell.id));
    for cell in cells {
        for claim in cell.members.iter().filter_map(|id| desk.claim(id)) {
            let Some(((first, last), kind)) = time_of(claim) else { continue };
            let Some(reach) = Reach::of(&claim.quantity).filter(|_| claim.quantity.role != Role::By) else { continue };
            let per = claim.quantity.per.as_ref().map(|per| format!("{} {}", per.amount, per.unit)).unwrap_or_default();
            let likeness = (cell.metric.clone(), cell.population.clone(), cell.unit.clone(), per, kind);
            let (_, nodes) = lines.entry(likeness).or_insert_with(|| (cell, BTreeMap::new()));
            nodes
                .entry((first, last))
                .or_insert_with(|| Node { first, last, claims: Vec::new() })
                .claims
                .push((claim, reach));
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
fn time_of(claim: &Claim) -> Option<((NaiveDate, NaiveDate), Kind)> {
    let period = &claim.period;
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
        PeriodKind::Point if days >= 0 => {
            let grain = WINDOWS.into_iter().find(|most| days < (*most).max(32)).unwrap_or(days);
            Some(((start, end), Kind::State(grain.max(32))))
        }
        _ => None,
    }
}
