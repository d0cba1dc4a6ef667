//! Evidence -> file, line and column, as editors and build tools count them: from 1, in characters.

use crate::model::finding::Finding;
use crate::model::ledger::Ledger;

/// A place in a file of the user's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place<'a> {
    pub source: &'a str,
    pub file: &'a str,
    /// first and last line and column; None when the file is not the text itself
    pub lines: Option<[usize; 4]>,
    pub start: u32,
    pub end: u32,
    pub words: &'a str,
}

/// Where a finding's evidence stands. A row of a table has no place.
pub fn places<'a>(finding: &'a Finding, ledger: &'a Ledger) -> Vec<Place<'a>> {
    let place = |evidence: &'a crate::model::finding::Evidence| {
        let document = ledger.document(&evidence.source)?;
        let (start, end) = (evidence.span.start, evidence.span.end);
        let words = document.text.get(start as usize..end as usize)?;
        let lines = document.verbatim.then(|| {
            let [line, column] = line_column(&document.text, start as usize);
            let [last_line, last_column] = line_column(&document.text, end as usize);
            [line, column, last_line, last_column]
        });
        Some(Place { source: &evidence.source, file: &document.source.file, lines, start, end, words })
    };
    finding.evidence.iter().filter_map(place).collect()
}

fn line_column(text: &str, at: usize) -> [usize; 2] {
    let before = &text[..at];
    let line_start = before.rfind('\n').map_or(0, |end| end + 1);
    [before.matches('\n').count() + 1, before[line_start..].chars().count() + 1]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_columns_are_counted_from_one_in_characters() {
        let ledger = super::super::tests::ledger();
        let places = places(&ledger.findings[0], &ledger);
        assert_eq!(places[0].lines, Some([3, 6, 3, 14]));
        assert_eq!(places[0].words, &ledger.documents[0].text[18..26]);
    }
}
