//! JUnit XML: every finding is a case; what is open at the level fails, what a person settled is skipped with the reason.

use std::io::{self, Write};

use crate::model::finding::{Finding, FindingStatus};

use super::Checked;
use super::place::places;

pub fn write(checked: &Checked, out: &mut dyn Write) -> io::Result<()> {
    let all = &checked.ledger.findings;
    let settled = all.iter().filter(|finding| finding.status == FindingStatus::Settled).count();
    let (tests, failures) = (all.len().max(1), checked.open.len());
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    writeln!(out, "<testsuites tests=\"{tests}\" failures=\"{failures}\" skipped=\"{settled}\">")?;
    writeln!(
        out,
        "  <testsuite name=\"crosscheck\" tests=\"{tests}\" failures=\"{failures}\" skipped=\"{settled}\" errors=\"0\">"
    )?;
    if all.is_empty() {
        writeln!(out, "    <testcase classname=\"crosscheck\" name=\"no discrepancy was found\"/>")?;
    }
    for finding in all {
        case(checked, finding, out)?;
    }
    writeln!(out, "  </testsuite>\n</testsuites>")
}

fn case(checked: &Checked, finding: &Finding, out: &mut dyn Write) -> io::Result<()> {
    let name = escaped(&format!("{} {}", finding.id, finding.says));
    write!(out, "    <testcase classname=\"crosscheck.{}\" name=\"{name}\"", escaped(&finding.rule))?;
    if finding.status == FindingStatus::Settled {
        let why = escaped(&format!("settled by {}: {}", finding.decided_by, finding.reason));
        return writeln!(out, "><skipped message=\"{why}\"/></testcase>");
    }
    if !checked.is_open(finding) {
        return writeln!(out, "/>");
    }
    let mut words = String::new();
    for place in places(finding, checked.ledger) {
        let line = place.lines.map(|lines| format!(":{}:{}", lines[0], lines[1])).unwrap_or_default();
        words.push_str(&format!("{}{line}: {}\n", place.file, place.words));
    }
    let (level, says) = (finding.severity.as_str(), escaped(&finding.says));
    writeln!(out, ">\n      <failure type=\"{level}\" message=\"{says}\">{}</failure>", escaped(&words))?;
    writeln!(out, "    </testcase>")
}

/// Text for XML 1.0: its five signs escaped, what XML does not know left out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&apos;"),
            '\n' => out.push_str("&#10;"),
            '\t' => out.push_str("&#9;"),
            '\r' => out.push_str("&#13;"),
            '\u{fffe}' | '\u{ffff}' => {}
            c if c < ' ' => {}
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::tests::written;
    use super::*;

    #[test]
    fn open_fails_settled_is_skipped_the_rest_passes() {
        let xml = written("junit");
        assert!(xml.contains("tests=\"6\" failures=\"3\" skipped=\"1\""), "{xml}");
        assert_eq!((xml.matches("<failure ").count(), xml.matches("<skipped ").count()), (3, 1));
        assert_eq!(xml.matches("<testcase ").count(), 6);
        assert!(xml.contains("in/my file, é.txt:3:6"), "{xml}");
    }

    #[test]
    fn no_text_breaks_the_markup() {
        assert_eq!(escaped("<a b=\"c\">&'\u{0}\u{1b}\n"), "&lt;a b=&quot;c&quot;&gt;&amp;&apos;&#10;");
    }
}
