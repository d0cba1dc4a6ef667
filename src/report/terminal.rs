//! Ledger -> a summary that fits a screen: what was read, what is wrong, the gravest findings.
//!
//! With the table of up to five sources above it and the line that tells where all of it stands, 24 lines of 80 columns hold it.
//! Plain characters without colour, so that it reads the same in a pipe, a log and a mail. Control characters from a
//! text never reach the terminal.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::model::ledger::Ledger;

use super::index::Index;
use super::markdown::is_unsafe;
use super::{overview, rules, wording, written};

/// Findings told; the report has all.
const TOLD: usize = 3;
/// Lines a finding may take.
const LINES: usize = 2;
/// Narrower than this nothing can be read, wider lines tire the eye.
const NARROW: usize = 20;
const WIDE: usize = 100;

/// The summary for a terminal of so many columns. Every line ends in a line break and fits the width.
pub fn terminal(ledger: &Ledger, width: usize) -> String {
    let width = width.clamp(NARROW, WIDE);
    let index = Index::new(ledger);
    let mut out = Lines { width, text: String::new() };
    out.wrapped("", &overview::title(&index), 2);
    out.wrapped("", &counts(&index), 2);
    out.wrapped("", &overview::verdict(&index), LINES);
    let levels = levels(ledger);
    if !levels.is_empty() {
        out.wrapped("", &levels, 2);
        out.blank();
    }
    for (at, &place) in index.order.iter().take(TOLD).enumerate() {
        let finding = &ledger.findings[place];
        if !wording::is_open(finding) {
            break;
        }
        let head = format!(
            "{} {} {}: {}",
            at + 1,
            wording::sign(finding.severity),
            wording::word(finding.severity),
            rules::plain(&finding.rule).title
        );
        out.wrapped("", &head, 1);
        out.wrapped("  ", &finding.says, LINES);
    }
    let left = ledger.findings.iter().filter(|finding| wording::is_open(finding)).count().saturating_sub(TOLD);
    if left > 0 {
        out.wrapped("", &format!("{} in report.html", written::count(left, "more finding", "more findings")), 1);
    }
    out.text
}

fn counts(index: &Index) -> String {
    let ledger = index.ledger;
    let undated = ledger.documents.iter().filter(|document| document.dateline.published.is_none()).count();
    let undated = if undated == 0 { String::new() } else { format!(" ({undated} without a date)") };
    let mut told = vec![
        format!("{}{undated}", written::count(index.sources(), "source", "sources")),
        written::count(ledger.claims.len(), "statistic", "statistics"),
        written::count(ledger.events.len(), "event", "events"),
        written::count(ledger.quotes.len(), "quotation", "quotations"),
    ];
    if !ledger.notices.is_empty() {
        told.push(written::count(ledger.notices.len(), "notice", "notices"));
    }
    told.join(" · ")
}

/// `▲ 2 high · ◆ 3 medium`, only what there is.
fn levels(ledger: &Ledger) -> String {
    let open = |severity| {
        let findings = ledger.findings.iter();
        findings.filter(|finding| finding.severity == severity && wording::is_open(finding)).count()
    };
    let levels = wording::SEVERITIES.into_iter().map(|severity| (severity, open(severity)));
    let told = levels.filter(|(_, count)| *count > 0);
    let told = told.map(|(severity, count)| {
        format!("{} {} {}", wording::sign(severity), written::number(count.into()), severity.as_str())
    });
    told.collect::<Vec<_>>().join(" · ")
}

struct Lines {
    width: usize,
    text: String,
}

impl Lines {
    fn blank(&mut self) {
        self.text.push('\n');
    }

    /// Words broken at the width, at most so many lines, with `…` where the text goes on.
    fn wrapped(&mut self, indent: &str, text: &str, most: usize) {
        let room = self.width - indent.len();
        let clean: String = text
            .chars()
            .map(|letter| if is_unsafe(letter) && !letter.is_whitespace() { '\u{fffd}' } else { letter })
            .collect();
        let mut lines: Vec<String> = vec![String::new()];
        let mut rest = false;
        'words: for word in clean.split_whitespace() {
            let mut word = word;
            loop {
                let line = lines.last_mut().expect("there is always a line");
                let gap = usize::from(!line.is_empty());
                if line.width() + gap + word.width() <= room {
                    line.push_str(if gap == 1 { " " } else { "" });
                    line.push_str(word);
                    break;
                }
                if line.is_empty() {
                    // longer than a line
                    let (head, tail) = word.split_at(fitting(word, room));
                    line.push_str(head);
                    word = tail;
                }
                if lines.len() == most {
                    rest = true;
                    break 'words;
                }
                lines.push(String::new());
            }
        }
        if rest && let Some(line) = lines.last_mut() {
            line.truncate(fitting(line, room - 1));
            // a word cut short is read as another word
            if let Some(space) = line.rfind(' ').filter(|space| *space > line.len() / 2) {
                line.truncate(space + 1);
            }
            line.push('…');
        }
        for line in lines {
            self.text.push_str(indent);
            self.text.push_str(&line);
            self.text.push('\n');
        }
    }
}

/// Bytes of the longest beginning that fits so many columns, at least one character.
fn fitting(word: &str, columns: usize) -> usize {
    let mut used = 0;
    for (at, letter) in word.char_indices() {
        used += letter.width().unwrap_or(0);
        if used > columns && at > 0 {
            return at;
        }
    }
    word.len()
}

#[cfg(test)]
mod tests {
    use super::super::example;
    use super::*;

    #[test]
    fn the_example_fits_a_screen() {
        let text = terminal(&example::ledger(), 80);
        assert!(text.lines().count() <= 16, "{}", text.lines().count());
        insta::assert_snapshot!(text);
    }

    #[test]
    fn every_line_fits_any_width_whatever_the_text() {
        for ledger in [example::ledger(), example::hostile()] {
            for width in [0, 20, 33, 80, 5_000] {
                let text = terminal(&ledger, width);
                let widest = text.lines().map(|line| line.width()).max().unwrap_or(0);
                assert!(widest <= width.clamp(NARROW, WIDE), "{widest} columns of {width}");
                assert!(!text.chars().any(|letter| letter != '\n' && is_unsafe(letter)));
            }
        }
    }
}
