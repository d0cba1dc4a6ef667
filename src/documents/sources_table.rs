//! `sources.csv` -> facts about sources that the user knows better than the text tells.
//!
//! Columns file, title, publisher, published, url, story; only `file` must be there, others are ignored.
//! A cell that is not empty wins over what was found in the document.

use std::collections::HashMap;

use chrono::NaiveDate;

use crate::model::document::{Dateline, DatelineBasis, Document};
use crate::model::error::Result;
use crate::model::given_date;
use crate::model::notice::Notice;
use crate::model::time::Grain;

use super::table::Table;

/// The name under which the table is found beside documents.
pub const FILE_NAME: &str = "sources.csv";

/// A read table.
#[derive(Debug)]
pub struct SourcesTable {
    /// the path it was read from
    pub file: String,
    pub rows: Vec<Facts>,
    /// what was noticed about the file itself
    pub notices: Vec<Notice>,
}

/// One row: what is known of one source.
#[derive(Debug)]
pub struct Facts {
    pub line: u64,
    /// path from the table's folder, bare file name, or source id
    pub file: String,
    pub title: String,
    pub publisher: String,
    pub published: Option<(NaiveDate, Grain)>,
    pub url: String,
    pub story: String,
}

/// Reads a table. Errors name file, line, column and remedy.
pub fn read(file: &str, bytes: &[u8]) -> Result<SourcesTable> {
    let table = Table::read(file, bytes)?;
    let names = table.require("file", "with the name of each document")?;
    let [title, publisher, published, url, story] =
        ["title", "publisher", "published", "url", "story"].map(|name| table.column(name));
    let mut rows: Vec<Facts> = Vec::new();
    let mut lines: HashMap<String, u64> = HashMap::new();
    for row in &table.rows {
        let name = row.cell(Some(names)).replace('\\', "/");
        let name = name.trim_start_matches("./");
        if name.is_empty() {
            return Err(table.wrong(
                row.line,
                Some("file"),
                "names no file",
                "write the document's file name, or remove the row",
            ));
        }
        if let Some(earlier) = lines.insert(name.into(), row.line) {
            let problem = format!("{name:?} stands in line {earlier} already");
            return Err(table.wrong(row.line, Some("file"), &problem, "keep one row for each document"));
        }
        let written = row.cell(published);
        let date = given_date::parse(written);
        if date.is_none() && !written.is_empty() {
            let problem = format!("{written:?} is not understood as a date");
            return Err(table.wrong(row.line, Some("published"), &problem, given_date::REMEDY));
        }
        rows.push(Facts {
            line: row.line,
            file: name.into(),
            title: row.cell(title).into(),
            publisher: row.cell(publisher).into(),
            published: date,
            url: row.cell(url).into(),
            story: row.cell(story).into(),
        });
    }
    let mut notices = Vec::new();
    if !table.charset_notice.is_empty() {
        notices.push(Notice::new("documents", "", None, format!("{file}: {}", table.charset_notice)));
    }
    Ok(SourcesTable { file: file.into(), rows, notices })
}

/// How well a row names a document, the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    /// by its path from the table's folder
    Beside,
    /// by its whole path
    Path,
    Id,
    /// by the end of its path
    Below,
}

fn last_part(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

impl SourcesTable {
    /// Puts the table's facts on the documents it names, and tells which rows name none or several.
    pub fn apply(&self, documents: &mut [Document], notices: &mut Vec<Notice>) {
        notices.extend(self.notices.iter().cloned());
        let places = self.places();
        // for each row how well its best documents fit, and which they are
        let mut named: Vec<(Option<Fit>, Vec<usize>)> = vec![(None, Vec::new()); self.rows.len()];
        for (at, document) in documents.iter().enumerate() {
            for (row, fit) in self.fitting(document, &places) {
                let (best, fitting) = &mut named[row];
                if best.is_none_or(|best| fit < best) {
                    *best = Some(fit);
                    fitting.clear();
                }
                if *best == Some(fit) {
                    fitting.push(at);
                }
            }
        }
        for (facts, (_, named)) in self.rows.iter().zip(named) {
            let says = match named[..] {
                [at] => {
                    self.put(facts, &mut documents[at]);
                    continue;
                }
                [] => format!("{}:{}: {:?} is not among the documents read", self.file, facts.line, facts.file),
                [..] => format!(
                    "{}:{}: {:?} fits {} documents, so it was left out; write its folder, or the record's id",
                    self.file,
                    facts.line,
                    facts.file,
                    named.len()
                ),
            };
            notices.push(Notice::new("documents", "", None, says));
        }
    }

    /// Puts the facts on documents that come in a stream: only where a row names one by its whole path or its id,
    /// since whether a bare name fits others too cannot be known yet.
    pub fn apply_to_stream(&self, documents: &mut [Document]) {
        let places = self.places();
        for document in documents {
            let best = self
                .fitting(document, &places)
                .into_iter()
                .filter(|(_, fit)| *fit < Fit::Below)
                .min_by_key(|(_, fit)| *fit);
            if let Some((row, _)) = best {
                self.put(&self.rows[row], document);
            }
        }
    }

    /// Rows by the last part of the path they give.
    fn places(&self) -> HashMap<&str, Vec<usize>> {
        let mut places: HashMap<&str, Vec<usize>> = HashMap::new();
        for (at, facts) in self.rows.iter().enumerate() {
            places.entry(last_part(&facts.file)).or_default().push(at);
        }
        places
    }

    fn fitting(&self, document: &Document, places: &HashMap<&str, Vec<usize>>) -> Vec<(usize, Fit)> {
        let folder = self.file.rsplit_once('/').map_or("", |(folder, _)| folder);
        let file = document.source.file.as_str();
        let by_file = places.get(last_part(file)).into_iter().flatten();
        let by_id = places.get(&*document.id).into_iter().flatten();
        let fit = |row: usize| {
            let named = self.rows[row].file.as_str();
            let above = file.strip_suffix(named);
            if above.is_some_and(|above| {
                above.trim_end_matches('/') == folder && (folder.is_empty() || above.ends_with('/'))
            }) {
                Some(Fit::Beside)
            } else if file == named {
                Some(Fit::Path)
            } else if *document.id == *named {
                Some(Fit::Id)
            } else if above.is_some_and(|above| above.ends_with('/')) {
                Some(Fit::Below)
            } else {
                None
            }
        };
        let mut rows: Vec<usize> = by_file.chain(by_id).copied().collect();
        rows.sort_unstable();
        rows.dedup();
        rows.into_iter().filter_map(|row| Some((row, fit(row)?))).collect()
    }

    /// Every cell that is not empty wins.
    fn put(&self, facts: &Facts, document: &mut Document) {
        let source = &mut document.source;
        for (given, found) in [
            (&facts.title, &mut source.title),
            (&facts.publisher, &mut source.publisher),
            (&facts.url, &mut source.url),
        ] {
            if !given.is_empty() {
                found.clone_from(given);
            }
        }
        if !facts.story.is_empty() {
            source.story = Some(facts.story.clone());
        }
        if let Some((date, grain)) = facts.published {
            document.dateline = Dateline {
                published: Some(date),
                grain: Some(grain),
                basis: DatelineBasis::Given,
                evidence: format!("{}, line {}", self.file.rsplit('/').next().unwrap_or(&self.file), facts.line),
                updated: None,
            };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::documents;

    fn error(table: &str) -> String {
        read("in/sources.csv", table.as_bytes()).unwrap_err().to_string()
    }

    #[test]
    fn the_table_wins_over_the_text_and_empty_cells_do_not() {
        let mut documents = vec![documents::read("in/a.txt", b"# The flood\n\nText.").documents.remove(0).value];
        let table =
            read("in/sources.csv", b"file,title,publisher,published,mood\na.txt,,The Paper,2025-02,gloomy\n").unwrap();
        let mut notices = Vec::new();
        table.apply(&mut documents, &mut notices);
        assert_eq!((&*documents[0].source.title, &*documents[0].source.publisher), ("The flood", "The Paper"));
        assert_eq!(
            (documents[0].dateline.basis, documents[0].dateline.grain),
            (DatelineBasis::Given, Some(Grain::Month))
        );
        assert!(notices.is_empty());
    }

    #[test]
    fn a_row_for_a_file_that_is_not_there_leaves_a_notice() {
        let mut documents = vec![documents::read("in/a.txt", b"Text.").documents.remove(0).value];
        let mut notices = Vec::new();
        read("in/sources.csv", b"file\nb.txt\n").unwrap().apply(&mut documents, &mut notices);
        assert!(
            notices[0].says.contains("in/sources.csv:2") && notices[0].says.contains("b.txt"),
            "{}",
            notices[0].says
        );
    }

    #[test]
    fn a_name_that_fits_two_documents_is_put_on_neither() {
        let mut documents: Vec<_> =
            ["in/x/a.txt", "in/y/a.txt"].map(|file| documents::read(file, b"Text.").documents.remove(0).value).into();
        let mut notices = Vec::new();
        read("in/sources.csv", b"file,title\na.txt,T\ny/a.txt,U\n").unwrap().apply(&mut documents, &mut notices);
        assert_eq!((&*documents[0].source.title, &*documents[1].source.title), ("", "U"));
        assert!(notices[0].says.contains("fits 2 documents"));
    }

    #[test]
    fn errors_name_line_column_and_remedy() {
        let bad_date = error("file,published\na.txt,2025-02-05\nb.txt,05/02/2025\n");
        assert!(
            bad_date.starts_with("in/sources.csv:3 (column published)") && bad_date.contains("2025-02-05"),
            "{bad_date}"
        );
        assert!(error("title\nT\n").contains("add a column file"));
        assert!(error("file,title\n,T\n").contains("sources.csv:2 (column file)"));
        assert!(error("file\na.txt\n./a.txt\n").contains("line 2 already"));
    }
}
