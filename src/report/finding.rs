//! Finding -> all that its entry in the page shows: sentence, quotations, arithmetic, chart, estimates, decision.

use std::collections::HashMap;

use crate::model::finding::Finding;

use super::anchor::anchor;
use super::estimate::{Compared, compared};
use super::index::Index;
use super::quoted::{Quoted, quotations};
use super::rules::{Plain, plain, sentence_case};
use super::{wording, written};

/// Quotations shown at once; the others are folded away.
const AT_ONCE: usize = 6;
/// Cells shown with a finding; it seldom touches more.
const CELLS: usize = 3;

/// Claims of a finding that can be decided about in its entry.
const SAID: usize = 16;

/// Something a source says, to be chosen from a list.
#[derive(Debug)]
pub struct Named<'a> {
    pub id: &'a str,
    pub words: String,
}

fn named<'a>(id: &'a str, index: &Index<'a>) -> Option<Named<'a>> {
    let words = if let Some(claim) = index.claim(id) {
        let when = written::period(&claim.period);
        let beside = [claim.metric_label.as_str(), &when].into_iter().filter(|part| !part.is_empty());
        let beside = beside.collect::<Vec<_>>().join(", ");
        format!("{}: {} ({beside})", index.name(&claim.source), written::as_said(claim))
    } else if let Some(event) = index.event(id) {
        format!("{}: {}", index.name(&event.source), written::shorten(&event.description, 160))
    } else {
        let quote = index.quote(id)?;
        format!("{}: “{}”", index.name(&quote.source), written::shorten(&quote.words, 160))
    };
    Some(Named { id, words })
}

/// How a finding is named wherever something points at it.
#[derive(Debug, Clone)]
pub struct Reference {
    pub anchor: String,
    pub number: usize,
    pub sign: &'static str,
    pub word: &'static str,
}

/// An entry of the page.
#[derive(Debug)]
pub struct Entry<'a> {
    pub is: Reference,
    pub id: &'a str,
    /// open, settled, pending or stale
    pub state: &'static str,
    /// a fingerprint of what it rests on, for decisions about it
    pub basis: String,
    /// the claims, events and quotations it rests on
    pub said: Vec<Named<'a>>,
    pub level: &'static str,
    pub settled: bool,
    pub rule: &'a str,
    pub plain: Plain,
    pub says: &'a str,
    /// empty when the report tells of one story
    pub story: &'a str,
    pub quotations: Vec<Quoted<'a>>,
    pub more: Vec<Quoted<'a>>,
    /// one statement a part
    pub measured: Vec<&'a str>,
    pub allowed: &'a str,
    pub tolerance: String,
    pub status: String,
    /// the cells it touches; with the finding that tells of the cell already, if one does
    pub estimates: Vec<(Compared<'a>, Option<Reference>)>,
}

impl Entry<'_> {
    pub fn has_measured(&self) -> bool {
        !self.measured.is_empty()
    }
}

/// How the finding is pointed at.
pub fn reference(number: usize, finding: &Finding) -> Reference {
    Reference {
        anchor: anchor("f", &finding.id),
        number,
        sign: wording::sign(finding.severity),
        word: wording::word(finding.severity),
    }
}

/// Which finding told first of a cell: the reasons for its estimate are given once.
pub type Told<'a> = HashMap<&'a str, Reference>;

/// Everything about one finding.
pub fn entry<'a>(number: usize, finding: &'a Finding, index: &Index<'a>, told: &mut Told<'a>) -> Entry<'a> {
    let mut quotations = quotations(finding, index);
    let more = quotations.split_off(quotations.len().min(AT_ONCE));
    Entry {
        estimates: estimates(finding, index, &reference(number, finding), told),
        is: reference(number, finding),
        id: &finding.id,
        state: finding.status.as_str(),
        basis: index.seen.basis(finding),
        said: finding.claim_ids.iter().take(SAID).filter_map(|id| named(id, index)).collect(),
        level: finding.severity.as_str(),
        settled: !wording::is_open(finding),
        rule: &finding.rule,
        plain: plain(&finding.rule),
        says: &finding.says,
        story: index.story_beside(&finding.story_id),
        quotations,
        more,
        measured: finding
            .measured
            .split(" | ")
            .flat_map(|part| part.split("; "))
            .filter(|part| !part.is_empty())
            .collect(),
        allowed: &finding.allowed,
        tolerance: sentence_case(&finding.tolerance).to_lowercase(),
        status: wording::status(finding),
    }
}

/// The cells a finding touches, as far as there was something to choose from.
fn estimates<'a>(
    finding: &'a Finding,
    index: &Index<'a>,
    is: &Reference,
    told: &mut Told<'a>,
) -> Vec<(Compared<'a>, Option<Reference>)> {
    let mut seen: Vec<&str> = Vec::new();
    let mut estimates = Vec::new();
    let subject = index.group_of(finding);
    for (group, cell) in finding.claim_ids.iter().filter_map(|id| index.cell(id)) {
        if subject != Some(group.id.as_str()) {
            continue;
        }
        if cell.estimate.is_none() || cell.members.len() < 2 || seen.contains(&cell.id.as_str()) {
            continue;
        }
        seen.push(&cell.id);
        let before = told.get(cell.id.as_str()).cloned();
        if before.is_none() {
            told.insert(&cell.id, is.clone());
        }
        estimates.push((compared(group, cell, index), before));
        if estimates.len() == CELLS {
            break;
        }
    }
    estimates
}
