//! JSON of our own: the level, the count, and each finding with its places.

use std::io::{self, Write};

use serde_json::json;

use super::Checked;
use super::place::places;

pub fn write(checked: &Checked, out: &mut dyn Write) -> io::Result<()> {
    let findings: Vec<serde_json::Value> = checked
        .open
        .iter()
        .map(|finding| {
            let evidence: Vec<_> = places(finding, checked.ledger)
                .iter()
                .map(|place| {
                    let line = place.lines.map(|lines| lines[0]);
                    let column = place.lines.map(|lines| lines[1]);
                    json!({
                        "source_id": place.source, "file": place.file, "start": place.start, "end": place.end,
                        "line": line, "column": column, "text": place.words,
                    })
                })
                .collect();
            json!({
                "finding_id": finding.id, "rule": finding.rule, "severity": finding.severity.as_str(),
                "status": finding.status.as_str(), "summary": finding.says, "sources": finding.sources,
                "values": finding.values, "measured": finding.measured, "evidence": evidence,
            })
        })
        .collect();
    let all = json!({
        "fail_on": checked.level.as_str(), "new_only": checked.new_only, "open": findings.len(), "findings": findings,
    });
    serde_json::to_writer_pretty(&mut *out, &all)?;
    out.write_all(b"\n")
}

#[cfg(test)]
mod tests {
    use super::super::tests::written;

    #[test]
    fn each_open_finding_has_its_places() {
        let json: serde_json::Value = serde_json::from_str(&written("json")).unwrap();
        assert_eq!((json["open"].as_u64(), json["fail_on"].as_str()), (Some(3), Some("medium")));
        assert_eq!(json["findings"][0]["evidence"][0]["line"], 3);
    }
}
