//! Workflow commands of GitHub Actions: a finding is an annotation at the line that says it.

use std::io::{self, Write};

use crate::model::finding::Severity;

use super::Checked;
use super::place::places;

pub fn write(checked: &Checked, out: &mut dyn Write) -> io::Result<()> {
    for finding in &checked.open {
        let command = match finding.severity {
            Severity::High => "error",
            Severity::Medium => "warning",
            Severity::Low | Severity::Note => "notice",
        };
        let mut properties = Vec::new();
        if let Some(place) = places(finding, checked.ledger).first() {
            properties.push(format!("file={}", property(place.file)));
            if let Some([line, column, last_line, _]) = place.lines {
                properties.push(format!("line={line},col={column},endLine={last_line}"));
            }
        }
        properties.push(format!("title={}", property(&format!("{} {}", finding.severity.as_str(), finding.rule))));
        writeln!(
            out,
            "::{command} {}::{}",
            properties.join(","),
            message(&format!("{} ({})", finding.says, finding.id))
        )?;
    }
    Ok(())
}

/// No text can end the command or begin another one.
fn message(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    message(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::super::tests::written;

    #[test]
    fn a_finding_is_one_line_whatever_it_says() {
        let lines = written("github");
        assert_eq!(lines.lines().count(), 3);
        assert!(
            lines
                .starts_with("::error file=in/my file%2C é.txt,line=3,col=6,endLine=3,title=high value_conflict::Wire"),
            "{lines}"
        );
        assert!(lines.contains("50 %25 more:%0A&c. (f-known)"), "{lines}");
    }
}
