//! What people decided -> a list on the page, the last first, each with what became of it.

use crate::model::decision::Ruling;

use super::finding::{Reference, reference};
use super::index::Index;

/// One decision as the page shows it.
#[derive(Debug)]
pub struct Decided<'a> {
    pub id: &'a str,
    pub at: &'a str,
    pub by: &'a str,
    pub act: &'static str,
    /// ids with a space between, which no id holds
    pub about: String,
    pub findings: Vec<Reference>,
    /// what it speaks of, where that is no finding of the page
    pub words: &'a str,
    pub reason: &'a str,
    pub standing: &'static str,
    pub why: &'a str,
}

/// Every decision.
pub fn decided<'a>(index: &Index<'a>) -> Vec<Decided<'a>> {
    index.ledger.decisions.iter().rev().map(|ruling| told(ruling, index)).collect()
}

fn told<'a>(ruling: &'a Ruling, index: &Index<'a>) -> Decided<'a> {
    let decision = &ruling.decision;
    let findings: Vec<Reference> =
        decision.about.iter().filter_map(|id| Some(reference(index.number(id)?, index.seen.finding(id)?))).collect();
    Decided {
        id: &decision.id,
        at: &decision.at,
        by: &decision.by,
        act: decision.act.as_str(),
        about: decision.about.join(" "),
        words: if findings.is_empty() { &decision.saw } else { "" },
        findings,
        reason: &decision.reason,
        standing: ruling.standing.as_str(),
        why: &ruling.why,
    }
}
