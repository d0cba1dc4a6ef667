//! Cell -> which figure a reader may use, by which rule, and what was left out and why.

use rust_decimal::Decimal;

use crate::model::group::{Cell, Group};

use super::index::Index;
use super::written::sentence;
use super::{wording, written};

/// Claims named under an estimate before the rest is only counted.
pub const NAMED: usize = 12;

/// A cell as a reader sees it.
#[derive(Debug)]
pub struct Compared<'a> {
    /// what, whose, where, when
    pub what: String,
    /// empty when the report tells of one story
    pub story: &'a str,
    pub verdict: &'static str,
    /// why the verdict is what it is
    pub verdict_why: String,
    pub low: String,
    pub best: String,
    pub high: String,
    /// the rule that chose the best figure; empty without an estimate
    pub rule: String,
    pub as_of: String,
    pub counted: Vec<String>,
    /// each with the reason
    pub left_out: Vec<(String, &'a str)>,
    /// claims not named above
    pub unnamed: usize,
    pub sources: usize,
    pub origins: usize,
    /// low, best, high as plain numbers, for sorting
    pub ranks: [String; 3],
}

/// Tells of one cell.
pub fn compared<'a>(group: &'a Group, cell: &'a Cell, index: &Index<'a>) -> Compared<'a> {
    let estimate = cell.estimate.as_ref();
    let say = |value: Option<Decimal>, absent: &str| {
        value.map_or_else(|| absent.to_string(), |value| written::with_unit(&written::number(value), &cell.unit))
    };
    let open = |value| if estimate.is_some() { say(value, "open") } else { String::new() };
    let (counted, left_out) = estimate.map_or((&[][..], &[][..]), |e| (e.counted.as_slice(), e.left_out.as_slice()));
    Compared {
        what: what(group, cell),
        story: index.story_beside(&group.story_id),
        verdict: wording::verdict(cell.verdict),
        verdict_why: sentence(&cell.why),
        low: open(estimate.and_then(|estimate| estimate.low)),
        best: if estimate.is_some() { say(estimate.and_then(|estimate| estimate.best), "none") } else { String::new() },
        high: open(estimate.and_then(|estimate| estimate.high)),
        rule: estimate.map(|estimate| sentence(&estimate.why)).unwrap_or_default(),
        as_of: estimate.and_then(|estimate| estimate.as_of).map(written::day).unwrap_or_default(),
        counted: counted.iter().take(NAMED).map(|id| claim(id, index)).collect(),
        left_out: left_out.iter().take(NAMED).map(|(id, reason)| (claim(id, index), reason.as_str())).collect(),
        unnamed: counted.len().saturating_sub(NAMED) + left_out.len().saturating_sub(NAMED),
        sources: cell.sources,
        origins: cell.origins,
        ranks: [
            rank(estimate.and_then(|estimate| estimate.low)),
            rank(estimate.and_then(|estimate| estimate.best)),
            rank(estimate.and_then(|estimate| estimate.high)),
        ],
    }
}

fn rank(value: Option<Decimal>) -> String {
    value.map(|value| value.normalize().to_string()).unwrap_or_default()
}

/// `Arrests, suspected gang members, El Salvador, since 2019`.
fn what(group: &Group, cell: &Cell) -> String {
    let label = if cell.metric_label.is_empty() { &group.label } else { &cell.metric_label };
    let period = written::period(&cell.period);
    let parts = [label.as_str(), &cell.population, &cell.scope, &period];
    parts.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join(", ")
}

/// `Northgate Wire: more than 80,000`.
fn claim(id: &str, index: &Index) -> String {
    match index.claim(id) {
        Some(claim) => format!("{}: {}", index.name(&claim.source), written::as_said(claim)),
        None => index.said(id).map_or_else(|| id.to_string(), |said| index.name(said.source).to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::super::example;
    use super::*;

    #[test]
    fn an_estimate_names_what_it_left_out_and_why() {
        let ledger = example::ledger();
        let index = Index::new(&ledger);
        let (group, cell) = index.cell("c-northgate-jailed").expect("in the example");
        let told = compared(group, cell, &index);
        assert_eq!(told.best, "85,000");
        assert_eq!(told.left_out.len(), 1);
        assert!(told.left_out[0].0.starts_with("Northgate Wire: more than 80,000"), "{:?}", told.left_out);
        assert!(!told.left_out[0].1.is_empty());
    }
}
