//! SARIF 2.1.0, which code hosts show beside the lines: a finding is a result, the evidence its locations, and what a
//! person settled is suppressed with the reason.

use std::collections::BTreeSet;
use std::io::{self, Write};

use serde_json::{Value, json};

use crate::model::finding::{Finding, FindingStatus, Severity};

use super::Checked;
use super::place::{Place, places};

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

pub fn write(checked: &Checked, out: &mut dyn Write) -> io::Result<()> {
    let settled = |finding: &Finding| finding.status == FindingStatus::Settled && finding.severity >= checked.level;
    let shown: Vec<&Finding> =
        checked.ledger.findings.iter().filter(|finding| checked.is_open(finding) || settled(finding)).collect();
    let rules: BTreeSet<&str> = shown.iter().map(|finding| finding.rule.as_str()).collect();
    let rules: Vec<Value> = rules
        .into_iter()
        .map(|rule| json!({ "id": rule, "shortDescription": { "text": rule.replace('_', " ") } }))
        .collect();
    let results: Vec<Value> = shown.iter().map(|finding| result(finding, checked)).collect();
    let driver = json!({ "name": "crosscheck", "semanticVersion": checked.ledger.program, "rules": rules });
    let run = json!({ "tool": { "driver": driver }, "columnKind": "unicodeCodePoints", "results": results });
    let log = json!({ "$schema": SCHEMA, "version": "2.1.0", "runs": [run] });
    serde_json::to_writer_pretty(&mut *out, &log)?;
    out.write_all(b"\n")
}

fn result(finding: &Finding, checked: &Checked) -> Value {
    let level = match finding.severity {
        Severity::High => "error",
        Severity::Medium => "warning",
        Severity::Low | Severity::Note => "note",
    };
    let mut locations: Vec<Value> = places(finding, checked.ledger).iter().map(location).collect();
    let related = locations.split_off(locations.len().min(1));
    let mut result = json!({
        "ruleId": finding.rule, "level": level, "message": { "text": finding.says }, "locations": locations,
        "partialFingerprints": { "findingId/v1": finding.id },
    });
    if !related.is_empty() {
        result["relatedLocations"] = related.into();
    }
    if finding.status == FindingStatus::Settled {
        let why = format!("{}: {}", finding.decided_by, finding.reason);
        result["suppressions"] = json!([{ "kind": "external", "status": "accepted", "justification": why }]);
    }
    result
}

fn location(place: &Place) -> Value {
    let mut physical = json!({ "artifactLocation": { "uri": uri(place.file) } });
    if let Some([line, column, last_line, last_column]) = place.lines {
        physical["region"] = json!({
            "startLine": line, "startColumn": column, "endLine": last_line, "endColumn": last_column,
            "byteOffset": place.start, "byteLength": place.end - place.start, "snippet": { "text": place.words },
        });
    }
    json!({ "physicalLocation": physical, "message": { "text": place.words } })
}

/// A path as a reference (RFC 3986).
fn uri(file: &str) -> String {
    let mut out = String::with_capacity(file.len());
    for byte in file.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => out.push(byte as char),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    if file.starts_with('/') { format!("file://{out}") } else { out }
}

#[cfg(test)]
mod tests {
    use super::super::tests::written;
    use super::*;

    #[test]
    fn open_results_have_places_and_settled_ones_are_suppressed() {
        let log: Value = serde_json::from_str(&written("sarif")).unwrap();
        let results = log["runs"][0]["results"].as_array().unwrap();
        assert_eq!(results.len(), 4);
        let levels: Vec<&str> = results.iter().map(|result| result["level"].as_str().unwrap()).collect();
        assert_eq!(levels, ["warning", "error", "error", "error"]);
        assert_eq!(results.iter().filter(|result| result.get("suppressions").is_some()).count(), 1);
        let physical = &results[0]["locations"][0]["physicalLocation"];
        assert_eq!(physical["artifactLocation"]["uri"], "in/my%20file%2C%20%C3%A9.txt");
        assert_eq!(physical["region"]["startLine"], 3);
    }

    #[test]
    fn a_path_from_the_root_is_a_file_address() {
        assert_eq!(uri("/a b/c.txt"), "file:///a%20b/c.txt");
    }
}
