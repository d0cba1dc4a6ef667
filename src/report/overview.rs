//! Ledger -> the first screen: what was read, what was found in it, and every discrepancy in one sentence.

use crate::model::finding::Severity;

use super::anchor::anchor;
use super::finding::{Reference, reference};
use super::index::Index;
use super::{rules, wording, written};

/// Sentences of one severity on the first screen, the folded ones included; every finding stands in full further down.
const LINES: usize = 200;
/// Sources named on the first screen; all of them stand further down.
const SOURCES: usize = 12;

/// The first screen.
#[derive(Debug)]
pub struct Overview<'a> {
    pub title: String,
    /// what the verdict of the whole report is
    pub verdict: String,
    pub counts: Vec<(String, &'static str)>,
    pub levels: Vec<Level<'a>>,
    pub settled: Vec<Line<'a>>,
    pub sources: Vec<SourceLine<'a>>,
    pub unnamed_sources: String,
    pub undated: usize,
}

/// All open findings of one severity.
#[derive(Debug)]
pub struct Level<'a> {
    pub level: &'static str,
    pub sign: &'static str,
    pub word: &'static str,
    pub asks: &'static str,
    pub count: usize,
    pub lines: Vec<Line<'a>>,
    pub more: Vec<Line<'a>>,
    /// how many are told only further down
    pub untold: usize,
}

/// A finding in one sentence.
#[derive(Debug)]
pub struct Line<'a> {
    pub is: Reference,
    pub title: std::borrow::Cow<'static, str>,
    pub says: &'a str,
    /// empty when the report tells of one story
    pub story: &'a str,
}

/// A source in two lines.
#[derive(Debug)]
pub struct SourceLine<'a> {
    pub anchor: String,
    pub name: String,
    pub title: &'a str,
    pub published: String,
    pub basis: String,
}

/// What stands above everything else.
pub fn overview<'a>(index: &Index<'a>) -> Overview<'a> {
    let ledger = index.ledger;
    let line = |at: usize| {
        let finding = &ledger.findings[index.order[at]];
        Line {
            is: reference(at + 1, finding),
            title: rules::plain(&finding.rule).title,
            says: &finding.says,
            story: index.story_beside(&finding.story_id),
        }
    };
    let found = |at: &usize| &ledger.findings[index.order[*at]];
    let level = |severity: Severity| {
        let open = (0..index.order.len()).filter(|at| found(at).severity == severity && wording::is_open(found(at)));
        let count = open.clone().count();
        let mut lines: Vec<Line> = open.take(LINES).map(line).collect();
        let more = lines.split_off(lines.len().min(at_once(severity)));
        Level {
            level: severity.as_str(),
            sign: wording::sign(severity),
            word: wording::word(severity),
            asks: wording::asks(severity),
            count,
            untold: count.saturating_sub(LINES),
            lines,
            more,
        }
    };
    let levels: Vec<Level> = wording::SEVERITIES.into_iter().map(level).collect();
    Overview {
        title: title(index),
        verdict: verdict(index),
        counts: vec![
            counted(index.sources(), "source", "sources"),
            counted(ledger.claims.len(), "statistic", "statistics"),
            counted(ledger.events.len(), "dated event", "dated events"),
            counted(ledger.quotes.len(), "quotation", "quotations"),
        ],
        levels,
        settled: (0..index.order.len()).filter(|at| !wording::is_open(found(at))).map(line).collect(),
        sources: ledger.documents.iter().take(SOURCES).map(|document| source(document, index)).collect(),
        unnamed_sources: match ledger.documents.len().saturating_sub(SOURCES) {
            0 => String::new(),
            more => written::count(more, "more source", "more sources"),
        },
        undated: ledger.documents.iter().filter(|document| document.dateline.published.is_none()).count(),
    }
}

/// Sentences of one severity shown at once; the others are folded away, so that the graver ones are seen first.
fn at_once(severity: Severity) -> usize {
    match severity {
        Severity::High | Severity::Medium => 12,
        Severity::Low => 6,
        Severity::Note => 3,
    }
}

fn source<'a>(document: &'a crate::model::document::Document, index: &Index<'a>) -> SourceLine<'a> {
    SourceLine {
        anchor: anchor("s", &document.id),
        name: index.name(&document.id).to_string(),
        title: index.title(document),
        published: wording::published(&document.dateline),
        basis: wording::date_basis(&document.dateline),
    }
}

fn counted(number: usize, one: &'static str, many: &'static str) -> (String, &'static str) {
    (written::number(number.into()), if number == 1 { one } else { many })
}

/// The story's label, or how many stories there are.
pub fn title(index: &Index) -> String {
    match index.ledger.stories.as_slice() {
        [story] if !story.label.is_empty() => story.label.clone(),
        [] | [_] => written::count(index.sources(), "source compared", "sources compared"),
        stories => format!(
            "{} in {}",
            written::count(stories.len(), "story", "stories"),
            written::count(index.sources(), "source", "sources")
        ),
    }
}

/// One or two sentences that hold when nothing else is read.
pub fn verdict(index: &Index) -> String {
    let open = |severity: Option<Severity>| {
        let findings = index.ledger.findings.iter().filter(|finding| wording::is_open(finding));
        findings.filter(|finding| severity.is_none_or(|severity| finding.severity == severity)).count()
    };
    let settled = index.ledger.findings.len() - open(None);
    let also = if settled == 0 {
        String::new()
    } else {
        format!(" {} settled.", written::count(settled, "more is", "more are"))
    };
    if index.ledger.claims.is_empty() && index.ledger.events.is_empty() {
        return "Nothing to compare was found: no statistic and no dated event.".into();
    }
    let discrepancies = open(None) - open(Some(Severity::Note));
    let grave = open(Some(Severity::High));
    let told = match (discrepancies, open(Some(Severity::Note))) {
        (0, 0) if settled == 0 => {
            return "No discrepancy was found. That the sources agree does not make them right.".into();
        }
        (0, 0) => "No open discrepancy.".into(),
        (0, notes) => format!("No open discrepancy, only {}.", written::count(notes, "note", "notes")),
        (some, notes) => {
            let places = written::count(some, "place", "places");
            let grave = match grave {
                0 => String::new(),
                1 => ", one of them grave".into(),
                all if all == some => ", all of them grave".into(),
                grave => format!(", {} of them grave", written::number(grave.into())),
            };
            let notes = match notes {
                0 => String::new(),
                notes => format!(" {} besides.", written::count(notes, "note", "notes")),
            };
            format!("Figures, dates or words do not fit together in {places}{grave}.{notes}")
        }
    };
    told + &also
}

#[cfg(test)]
mod tests {
    use super::super::example;
    use super::*;

    #[test]
    fn the_verdict_says_how_bad_it_is() {
        let mut ledger = example::ledger();
        let said = verdict(&Index::new(&ledger));
        assert!(said.starts_with("Figures, dates or words do not fit together in "), "{said}");
        ledger.findings.clear();
        assert!(verdict(&Index::new(&ledger)).starts_with("No discrepancy was found."));
        ledger.claims.clear();
        ledger.events.clear();
        assert!(verdict(&Index::new(&ledger)).starts_with("Nothing to compare"));
    }
}
