//! Findings that are open at a level -> what tools of a build read: text of ours, JSON, JUnit, SARIF, GitHub's lines.
//!
//! A format is a file here and a line in [`FORMATS`].

pub mod github;
pub mod json;
pub mod junit;
pub mod place;
pub mod sarif;

use std::io::{self, Write};

use crate::model::finding::{Finding, FindingStatus, Severity};
use crate::model::ledger::Ledger;

/// What was asked, and what is open.
#[derive(Debug)]
pub struct Checked<'a> {
    pub ledger: &'a Ledger,
    /// the mildest severity that counts
    pub level: Severity,
    /// that count, the gravest first
    pub open: Vec<&'a Finding>,
    /// a baseline was given
    pub new_only: bool,
}

impl<'a> Checked<'a> {
    /// Findings of that severity or worse that nobody has settled and the baseline does not know. What was settled once
    /// and rests on something else now counts again; what is only told because it was decided about does not.
    pub fn new(ledger: &'a Ledger, level: Severity, known: Option<&dyn Fn(&str) -> bool>) -> Self {
        let counts = |finding: &&Finding| {
            let gone = finding.status == FindingStatus::Stale && finding.claim_ids.is_empty();
            let open = finding.status != FindingStatus::Settled && !gone;
            open && finding.severity >= level && !known.is_some_and(|known| known(&finding.id))
        };
        let mut open: Vec<&Finding> = ledger.findings.iter().filter(counts).collect();
        open.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
        Checked { ledger, level, open, new_only: known.is_some() }
    }

    fn is_open(&self, finding: &Finding) -> bool {
        self.open.iter().any(|open| std::ptr::eq(*open, finding))
    }
}

/// A format that tools read.
#[derive(Debug)]
pub struct Format {
    pub name: &'static str,
    pub write: fn(&Checked, &mut dyn Write) -> io::Result<()>,
}

/// Every format.
pub const FORMATS: [Format; 4] = [
    Format { name: "json", write: json::write },
    Format { name: "junit", write: junit::write },
    Format { name: "sarif", write: sarif::write },
    Format { name: "github", write: github::write },
];

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::export::tests::empty;
    use crate::model::document::{Dateline, Document, Source};
    use crate::model::finding::Evidence;
    use crate::model::group::GroupKind;
    use crate::model::span::Span;

    pub fn finding(id: &str, severity: Severity, status: FindingStatus) -> Finding {
        Finding {
            id: id.into(),
            rule: "value_conflict".into(),
            severity,
            kind: GroupKind::Statistic,
            story_id: String::new(),
            group_id: String::new(),
            says: "Wire gives <5>, “Post” 50 % more:\n&c.".into(),
            values: vec!["5".into()],
            sources: vec!["wire".into()],
            claim_ids: vec!["c-1".into()],
            evidence: vec![Evidence { source: "wire".into(), span: Span::new(18, 26) }],
            measured: String::new(),
            allowed: String::new(),
            tolerance: String::new(),
            status,
            decided_by: String::new(),
            reason: String::new(),
        }
    }

    pub fn ledger() -> Ledger {
        let mut ledger = empty();
        ledger.documents.push(Document {
            id: "wire".into(),
            source: Source { file: "in/my file, é.txt".into(), ..Source::default() },
            dateline: Dateline::default(),
            text: "Erster Tag\n\nDas é5 people died\n".into(),
            verbatim: true,
        });
        ledger.findings = vec![
            finding("f-note", Severity::Note, FindingStatus::Open),
            finding("f-medium", Severity::Medium, FindingStatus::Stale),
            finding("f-settled", Severity::High, FindingStatus::Settled),
            finding("f-known", Severity::High, FindingStatus::Open),
            finding("f-high", Severity::High, FindingStatus::Pending),
        ];
        let mut gone = finding("f-gone", Severity::Note, FindingStatus::Stale);
        (gone.claim_ids, gone.evidence) = (vec![], vec![]);
        ledger.findings.push(gone);
        ledger
    }

    pub fn written(format: &str) -> String {
        let ledger = ledger();
        let checked = Checked::new(&ledger, Severity::Medium, None);
        let mut bytes = Vec::new();
        let format = FORMATS.iter().find(|known| known.name == format).unwrap();
        (format.write)(&checked, &mut bytes).unwrap();
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn only_what_is_unsettled_new_and_bad_enough_counts() {
        let ledger = ledger();
        let known = |id: &str| id == "f-known";
        let ids = |level, known: Option<&dyn Fn(&str) -> bool>| {
            Checked::new(&ledger, level, known).open.iter().map(|finding| finding.id.clone()).collect::<Vec<_>>()
        };
        assert_eq!(ids(Severity::Medium, Some(&known)), ["f-high", "f-medium"]);
        assert_eq!(ids(Severity::High, Some(&known)), ["f-high"]);
        assert_eq!(ids(Severity::Note, None).len(), 4);
    }
}
