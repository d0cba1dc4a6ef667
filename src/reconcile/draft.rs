//! What a rule hands in: the witnesses, the weight, the sentence. The rest of a finding is filled in here, once.

use std::collections::BTreeSet;

use crate::model::document::SourceId;
use crate::model::event::Event;
use crate::model::finding::{Evidence, Finding, FindingStatus, Severity};
use crate::model::group::GroupKind;
use crate::model::id::content_id;
use crate::model::quote::Quote;
use crate::model::span::Span;

use super::affair::Naming;
use super::figure::Figure;
use super::lasting::Lasting;
use super::tolerance::Tolerance;

/// More places than this nobody reads.
const MOST_EVIDENCE: usize = 16;

/// Witnesses and values one finding takes over from others.
const MOST_ABSORBED: usize = 64;

/// Somebody who says it: a claim, an event, a quote, with the clause it stands in.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Witness {
    pub source: SourceId,
    pub span: Span,
    pub id: String,
}

impl From<&Figure<'_>> for Witness {
    fn from(figure: &Figure) -> Self {
        let claim = figure.claim;
        let row = if claim.sentence.is_empty() { claim.span.unwrap_or_default() } else { claim.sentence };
        let span = if claim.clause.is_empty() { row } else { claim.clause };
        Witness { source: claim.source.clone(), span, id: claim.id.to_string() }
    }
}

impl From<&Event> for Witness {
    fn from(event: &Event) -> Self {
        let span = if event.clause.is_empty() { event.sentence } else { event.clause };
        Witness { source: event.source.clone(), span, id: event.id.clone() }
    }
}

impl From<&Quote> for Witness {
    fn from(quote: &Quote) -> Self {
        let span = if quote.attribution.is_empty() { quote.span } else { quote.attribution };
        Witness { source: quote.source.clone(), span, id: quote.id.clone() }
    }
}

impl From<&Naming> for Witness {
    fn from(naming: &Naming) -> Self {
        Witness { source: naming.source.clone(), span: naming.clause, id: naming.name.clone() }
    }
}

impl From<&Lasting> for Witness {
    fn from(lasting: &Lasting) -> Self {
        let id = content_id("length", [&*lasting.source, &lasting.sentence.start.to_string()]);
        Witness { source: lasting.source.clone(), span: lasting.sentence, id }
    }
}

/// A finding in the making.
#[derive(Debug, Clone)]
pub struct Draft {
    /// filled in by the list of rules
    pub rule: &'static str,
    pub severity: Severity,
    pub kind: GroupKind,
    pub group_id: String,
    pub says: String,
    /// figures, dates or words as written
    pub values: Vec<String>,
    pub witnesses: Vec<Witness>,
    pub measured: String,
    pub tolerance: Tolerance,
    /// the gap in percent, to choose the one a fold shows
    pub gap: f64,
    /// drafts of one rule with the same theme say the same thing and become one
    pub theme: String,
}

impl Draft {
    pub fn new(severity: Severity, tolerance: Tolerance, says: String) -> Self {
        Draft {
            rule: "",
            severity,
            kind: GroupKind::Statistic,
            group_id: String::new(),
            says,
            values: Vec::new(),
            witnesses: Vec::new(),
            measured: String::new(),
            tolerance,
            gap: 0.0,
            theme: String::new(),
        }
    }

    /// Figures it rests on, in the order they are read.
    pub fn figures<'f, 'a: 'f>(mut self, figures: impl IntoIterator<Item = &'f Figure<'a>>) -> Self {
        for figure in figures {
            self.values.push(figure.as_written());
            self.witnesses.push(figure.into());
        }
        self
    }

    pub fn witness(mut self, witness: impl Into<Witness>) -> Self {
        self.witnesses.push(witness.into());
        self
    }

    /// The whole sentence of a figure: where the words between its figures matter as much as they do.
    pub fn sentence_of(self, figure: &Figure) -> Self {
        let claim = figure.claim;
        let whole = Witness { source: claim.source.clone(), span: claim.sentence, id: claim.id.to_string() };
        if claim.sentence.is_empty() { self } else { self.witness(whole) }
    }

    /// One more witness, unless it is known.
    pub fn see(&mut self, witness: impl Into<Witness>) {
        let witness = witness.into();
        if !self.witnesses.contains(&witness) {
            self.witnesses.push(witness);
        }
    }

    pub fn value(mut self, value: impl Into<String>) -> Self {
        self.values.push(value.into());
        self
    }

    pub fn kind(mut self, kind: GroupKind) -> Self {
        self.kind = kind;
        self
    }

    pub fn measured(mut self, measured: impl Into<String>) -> Self {
        self.measured = measured.into();
        self
    }

    pub fn gap(mut self, percent: f64) -> Self {
        self.gap = percent;
        self
    }

    /// By this rule, unless it names one of its own.
    pub fn named(self, rule: &'static str) -> Self {
        if self.rule.is_empty() { Draft { rule, ..self } } else { self }
    }

    pub fn theme(mut self, theme: impl Into<String>) -> Self {
        self.theme = theme.into();
        self
    }

    /// Takes over another draft's witnesses and values, each once.
    pub fn absorb(&mut self, other: &Draft) {
        for witness in &other.witnesses {
            if self.witnesses.len() >= MOST_ABSORBED {
                break;
            }
            if !self.witnesses.contains(witness) {
                self.witnesses.push(witness.clone());
            }
        }
        for value in &other.values {
            if self.values.len() >= MOST_ABSORBED {
                break;
            }
            if !self.values.contains(value) {
                self.values.push(value.clone());
            }
        }
    }

    pub fn finish(self, story: &str) -> Finding {
        let mut seen = BTreeSet::new();
        let mut evidence = Vec::new();
        for witness in &self.witnesses {
            let place = Evidence { source: witness.source.clone(), span: witness.span };
            if evidence.len() < MOST_EVIDENCE && seen.insert(place.clone()) {
                evidence.push(place);
            }
        }
        let sources: BTreeSet<SourceId> = self.witnesses.iter().map(|witness| witness.source.clone()).collect();
        let mut ids: Vec<String> = self.witnesses.into_iter().map(|witness| witness.id).collect();
        ids.retain(|id| !id.is_empty());
        ids.sort();
        ids.dedup();
        let kind = match self.kind {
            GroupKind::Statistic if sources.len() == 1 => GroupKind::Internal,
            kind => kind,
        };
        Finding {
            id: content_id("finding", std::iter::once(self.rule).chain(ids.iter().map(String::as_str))),
            rule: self.rule.into(),
            severity: self.severity,
            kind,
            story_id: story.into(),
            group_id: self.group_id,
            says: self.says,
            values: self.values,
            sources: sources.into_iter().collect(),
            claim_ids: ids,
            evidence,
            measured: self.measured,
            allowed: self.tolerance.allows().into(),
            tolerance: self.tolerance.as_str().into(),
            status: FindingStatus::Open,
            decided_by: String::new(),
            reason: String::new(),
        }
    }
}

/// Some steps less severe, but never nothing.
pub fn weaker(severity: Severity, steps: u8) -> Severity {
    (0..steps).fold(severity, |severity, _| match severity {
        Severity::High => Severity::Medium,
        Severity::Medium => Severity::Low,
        Severity::Low | Severity::Note => Severity::Note,
    })
}
