//! The ledger's own terms -> words and signs a reader knows at once.

use crate::model::document::{Dateline, DatelineBasis};
use crate::model::event::Status;
use crate::model::finding::{Finding, FindingStatus, Severity};
use crate::model::group::Verdict;
use crate::model::ledger::{Best, Resolve, Settings};

use super::rules::sentence_case;
use super::written;

/// Severities from grave to slight, the order of every list.
pub const SEVERITIES: [Severity; 4] = [Severity::High, Severity::Medium, Severity::Low, Severity::Note];

/// A sign that differs in shape, so that colour is never needed to tell severities apart.
pub fn sign(severity: Severity) -> &'static str {
    match severity {
        Severity::High => "▲",
        Severity::Medium => "◆",
        Severity::Low => "●",
        Severity::Note => "○",
    }
}

pub fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::High => "High",
        Severity::Medium => "Medium",
        Severity::Low => "Low",
        Severity::Note => "Note",
    }
}

/// What the severity asks of the reader.
pub fn asks(severity: Severity) -> &'static str {
    match severity {
        Severity::High => "settle before anything is published",
        Severity::Medium => "look into it",
        Severity::Low => "word it with care",
        Severity::Note => "good to know",
    }
}

/// Still to be looked at: nobody has settled it.
pub fn is_open(finding: &Finding) -> bool {
    finding.status != FindingStatus::Settled
}

/// What became of a finding; empty while it is simply open.
pub fn status(finding: &Finding) -> String {
    let state = match finding.status {
        FindingStatus::Open => return String::new(),
        FindingStatus::Settled => "Settled",
        FindingStatus::Pending => "Waiting for an answer",
        FindingStatus::Stale => "Settled once, but what it rests on has changed since",
    };
    let by = if finding.decided_by.is_empty() { String::new() } else { format!(" by {}", finding.decided_by) };
    let reason = if finding.reason.is_empty() { String::new() } else { format!(": {}", finding.reason) };
    format!("{state}{by}{reason}")
}

pub fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Single => "one source only",
        Verdict::Agree => "sources agree",
        Verdict::Rounding => "agree within rounding",
        Verdict::WithinBound => "agree within the limit given",
        Verdict::CoarserDate => "agree, one date is coarser",
        Verdict::Growth => "the total grew",
        Verdict::Conflict => "sources contradict each other",
        Verdict::Split => "definitions differ",
    }
}

/// Empty for what simply happened.
pub fn event_status(status: Status) -> &'static str {
    match status {
        Status::Happened => "",
        Status::Offered => "offered",
        Status::Agreed => "agreed",
        Status::Planned => "planned",
        Status::Denied => "denied",
    }
}

/// What a room of the program does, for its notices; a room that is missing here is shown by its own name.
pub fn stage(room: &str) -> String {
    let does = match room {
        "documents" => "Opening files",
        "text" => "Telling the story from the page around it",
        "recognise" => "Finding numbers, dates and names",
        "anchor" => "Dating",
        "claims" => "Reading statistics and events",
        "stories" => "Sorting texts into stories",
        "reconcile" => "Comparing",
        "review" => "Applying decisions",
        "charts" => "Drawing",
        other => return sentence_case(other),
    };
    does.into()
}

/// `5 February 2025`, or that there is none.
pub fn published(dateline: &Dateline) -> String {
    match dateline.published {
        Some(date) => written::date(date, dateline.grain),
        None => "no date found".into(),
    }
}

/// How the date is known; empty when there is no date and nothing more to say.
pub fn date_basis(dateline: &Dateline) -> String {
    let basis = match dateline.basis {
        DatelineBasis::Given => "given by the user",
        DatelineBasis::Metadata => "from the file’s metadata",
        DatelineBasis::Stated => "stated in the text",
        DatelineBasis::Inferred => "inferred",
        DatelineBasis::Unknown => "",
    };
    let known = match (basis, dateline.evidence.as_str()) {
        (basis, "") => basis.to_string(),
        ("", evidence) => evidence.to_string(),
        (basis, evidence) => format!("{basis}: {evidence}"),
    };
    match dateline.updated {
        Some(updated) => format!("{known}; updated {}", written::day(updated)).trim_start_matches("; ").to_string(),
        None => known,
    }
}

/// The choices of the run in a sentence.
pub fn settings(settings: &Settings) -> String {
    let resolve = match settings.resolve {
        Resolve::Auto => "the day each text was published, in a history against the last date told",
        Resolve::News => "the day each text was published",
        Resolve::Narrative => "the last date told",
    };
    let best = match settings.best {
        Best::Auto => "withheld where the definitions differ",
        Best::Always => "given even where the definitions differ",
    };
    format!(
        "Dates such as “Monday” were read against {resolve}. A best figure was chosen by {}, and {best}.",
        settings.method.as_str()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn severities_differ_in_word_and_sign() {
        for (at, one) in SEVERITIES.iter().enumerate() {
            for other in &SEVERITIES[at + 1..] {
                assert_ne!(sign(*one), sign(*other));
                assert_ne!(word(*one), word(*other));
                assert!(one > other, "grave ones come first");
            }
        }
    }

    #[test]
    fn a_date_tells_how_it_is_known() {
        let mut dateline =
            Dateline { evidence: "masthead".into(), basis: DatelineBasis::Stated, ..Dateline::default() };
        assert_eq!(published(&dateline), "no date found");
        assert_eq!(date_basis(&dateline), "stated in the text: masthead");
        dateline.updated = "2025-02-06".parse().ok();
        assert_eq!(date_basis(&dateline), "stated in the text: masthead; updated 6 February 2025");
        assert_eq!(date_basis(&Dateline::default()), "");
    }
}
