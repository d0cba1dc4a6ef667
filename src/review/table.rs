//! `decisions.csv` <-> decisions. Rows are only ever added; each is one line, so that a line cut short is known as such.
//!
//! `at`, `by`, `act` and `about` must be there; the rest may be missing in a table that somebody wrote by hand.

use std::collections::BTreeMap;

use crate::model::decision::{Act, Decision};
use crate::model::error::{Error, Result};

/// The columns, in the order they are written.
pub const COLUMNS: [&str; 9] = ["decision_id", "at", "by", "act", "about", "arguments", "reason", "saw", "basis"];

/// Between ids in one cell.
const SEPARATOR: &str = " | ";

/// What a file of decisions holds.
#[derive(Debug, Default)]
pub struct Read {
    pub decisions: Vec<Decision>,
    /// bytes of whole rows; what follows was cut short when it was written
    pub whole: usize,
    /// the words of the row that was cut short; empty when none was
    pub torn: String,
    /// has our columns in our order, so that rows may be added
    pub ours: bool,
}

/// The first line of a new file.
pub fn head() -> Vec<u8> {
    line(&COLUMNS.map(str::to_owned))
}

/// One decision as a line.
pub fn row(decision: &Decision) -> Vec<u8> {
    let arguments = match decision.arguments.is_empty() {
        true => String::new(),
        false => serde_json::to_string(&decision.arguments).unwrap_or_default(),
    };
    line(&[
        decision.id.clone(),
        decision.at.clone(),
        flat(&decision.by),
        decision.act.as_str().into(),
        decision.about.join(SEPARATOR),
        arguments,
        flat(&decision.reason),
        flat(&decision.saw),
        decision.basis.clone(),
    ])
}

/// Text without line ends and other control characters: a row is one line.
pub fn flat(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect::<String>().trim().to_owned()
}

fn line(cells: &[String]) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    // writing into memory does not fail
    let _ = writer.write_record(cells);
    writer.into_inner().unwrap_or_default()
}

/// Reads a table of decisions. A last line without its end counts if it is whole.
pub fn read(file: &str, bytes: &[u8]) -> Result<Read> {
    let ends = bytes.iter().rposition(|&byte| byte == b'\n').map_or(0, |at| at + 1);
    let (body, tail) = bytes.split_at(ends);
    let Some(columns) = Columns::of(file, if body.is_empty() { tail } else { body })? else {
        // not even the first line is whole
        let torn = String::from_utf8_lossy(bytes).into_owned();
        return Ok(Read { torn, ours: true, ..Read::default() });
    };
    let ours = head().starts_with(bytes) || bytes.starts_with(&head());
    if body.is_empty() && ours && bytes.len() + 1 < head().len() {
        return Ok(Read { torn: String::from_utf8_lossy(bytes).into_owned(), ours, ..Read::default() });
    }
    let mut decisions = columns.rows(file, body)?;
    if tail.is_empty() || body.is_empty() {
        return Ok(Read { decisions, whole: bytes.len(), torn: String::new(), ours });
    }
    match columns.last(file, tail) {
        Some(decision) => {
            decisions.push(decision);
            Ok(Read { decisions, whole: bytes.len(), torn: String::new(), ours })
        }
        None => Ok(Read { decisions, whole: ends, torn: String::from_utf8_lossy(tail).into_owned(), ours }),
    }
}

/// Where each of our columns stands.
struct Columns {
    at: [Option<usize>; COLUMNS.len()],
    delimiter: u8,
}

impl Columns {
    fn of(file: &str, bytes: &[u8]) -> Result<Option<Self>> {
        let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
        let first = bytes.split(|&byte| byte == b'\n').next().unwrap_or_default();
        let count = |sign: u8| first.iter().filter(|&&byte| byte == sign).count();
        let delimiter = [b',', b';', b'\t'].into_iter().rev().max_by_key(|&sign| count(sign)).unwrap_or(b',');
        let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).has_headers(false).from_reader(first);
        let names: Vec<String> = match reader.records().next() {
            Some(Ok(record)) => record.iter().map(|name| name.trim().to_lowercase()).collect(),
            _ => Vec::new(),
        };
        let at = COLUMNS.map(|column| names.iter().position(|name| name == column));
        let head: Vec<&str> = COLUMNS.to_vec();
        let needed = ["at", "by", "act", "about"];
        let missing: Vec<&str> =
            needed.into_iter().filter(|name| at[head.iter().position(|c| c == name).unwrap_or(0)].is_none()).collect();
        if missing.is_empty() {
            return Ok(Some(Columns { at, delimiter }));
        }
        // a beginning of our own first line, cut short
        if head.join(",").as_bytes().starts_with(first) {
            return Ok(None);
        }
        let problem = format!("is no table of decisions: the column {} is missing", missing.join(", "));
        Err(wrong(file, 1, None, problem, &format!("it needs the columns {}", needed.join(", "))))
    }

    fn rows(&self, file: &str, body: &[u8]) -> Result<Vec<Decision>> {
        let mut reader =
            csv::ReaderBuilder::new().delimiter(self.delimiter).flexible(true).has_headers(true).from_reader(body);
        let mut decisions = Vec::new();
        for record in reader.records() {
            let record = record.map_err(|error| {
                let line = error.position().map_or(1, csv::Position::line);
                wrong(file, line, None, error.to_string(), "save the file as UTF-8, with every quotation mark closed")
            })?;
            if record.iter().all(|cell| cell.trim().is_empty()) {
                continue;
            }
            let line = record.position().map_or(0, csv::Position::line);
            decisions.push(self.decision(file, line, &record)?);
        }
        Ok(decisions)
    }

    /// The row without its line end, if nothing of it is lost: its id tells.
    fn last(&self, file: &str, tail: &[u8]) -> Option<Decision> {
        let mut reader =
            csv::ReaderBuilder::new().delimiter(self.delimiter).flexible(true).has_headers(false).from_reader(tail);
        let record = reader.records().next()?.ok()?;
        let decision = self.decision(file, 0, &record).ok()?;
        let given = self.cell(&record, 0);
        let all = record.len() > self.at.iter().flatten().copied().max().unwrap_or(0);
        (all && (given.is_empty() || decision.content() == given)).then_some(decision)
    }

    fn cell<'r>(&self, record: &'r csv::StringRecord, column: usize) -> &'r str {
        self.at[column].and_then(|at| record.get(at)).unwrap_or("").trim()
    }

    fn decision(&self, file: &str, line: u64, record: &csv::StringRecord) -> Result<Decision> {
        let cell = |name: &str| self.cell(record, COLUMNS.iter().position(|column| *column == name).unwrap_or(0));
        let bad = |column: &str, problem: String, remedy: &str| Err(wrong(file, line, Some(column), problem, remedy));
        let Some(act) = Act::parse(&cell("act").to_lowercase()) else {
            let known: Vec<&str> = Act::ALL.iter().map(|act| act.as_str()).collect();
            return bad(
                "act",
                format!("{:?} is not known", cell("act")),
                &format!("write one of {}", known.join(", ")),
            );
        };
        let about: Vec<String> =
            cell("about").split('|').map(|id| id.trim().to_owned()).filter(|id| !id.is_empty()).collect();
        if about.is_empty() {
            return bad("about", "is empty".into(), "write the id of what was decided about");
        }
        let Some(at) = time(cell("at")) else {
            return bad("at", format!("{:?} is no time", cell("at")), "write it as 2025-02-05T14:30:00Z or 2025-02-05");
        };
        let arguments: BTreeMap<String, String> = match cell("arguments") {
            "" => BTreeMap::new(),
            json => match serde_json::from_str(json) {
                Ok(arguments) => arguments,
                Err(error) => {
                    let remedy = "write it as {\"value\":\"75000\"}";
                    return bad("arguments", format!("is not understood ({error})"), remedy);
                }
            },
        };
        let by = match cell("by") {
            "" => return bad("by", "is empty".into(), "write who decided"),
            by => by.to_owned(),
        };
        let decision = Decision {
            at,
            id: cell("decision_id").into(),
            by,
            act,
            about,
            arguments,
            reason: cell("reason").into(),
            saw: cell("saw").into(),
            basis: cell("basis").into(),
        };
        Ok(if decision.id.is_empty() { decision.named() } else { decision })
    }
}

/// A time as it is kept: RFC 3339 in UTC. A day alone is its midnight.
pub fn time(written: &str) -> Option<String> {
    const FORM: &str = "%Y-%m-%dT%H:%M:%S%.3fZ";
    if let Ok(day) = written.parse::<chrono::NaiveDate>() {
        return Some(day.and_hms_opt(0, 0, 0)?.format(FORM).to_string());
    }
    let time = chrono::DateTime::parse_from_rfc3339(written).ok()?;
    Some(time.naive_utc().format(FORM).to_string())
}

fn wrong(file: &str, line: u64, column: Option<&str>, problem: String, remedy: &str) -> Error {
    Error::Line { file: file.into(), line, column: column.map(Into::into), problem, remedy: remedy.into() }
}

#[cfg(test)]
mod tests {
    use super::super::log::tests;
    use super::*;

    fn decision() -> Decision {
        let mut decision = tests::decision("Kim, \"K\"", "01.000", Act::Correct, &["c-1", "c-2"]);
        decision.arguments.insert("value".into(), "75,000".into());
        decision.reason = "said so, \"twice\"".into();
        decision.saw = "wire: 57,000 (arrests)".into();
        decision.basis = "basis-0123456789ab".into();
        decision.named()
    }

    fn file(rows: &[Decision]) -> Vec<u8> {
        rows.iter().fold(head(), |file, decision| [file, row(decision)].concat())
    }

    #[test]
    fn what_is_written_comes_back() {
        let read = read("d.csv", &file(&[decision(), decision()])).unwrap();
        assert_eq!(read.decisions, [decision(), decision()]);
        assert!(read.torn.is_empty());
        let mut lines = decision();
        lines.reason = "one\ntwo\r\n".into();
        assert_eq!(row(&lines).iter().filter(|&&byte| byte == b'\n').count(), 1);
    }

    #[test]
    fn a_last_line_cut_anywhere_is_told_and_the_rows_before_it_stay() {
        let whole = file(&[decision()]);
        let more = [whole.clone(), row(&decision())].concat();
        for cut in whole.len() + 1..more.len() {
            let read = read("d.csv", &more[..cut]).unwrap();
            // without its line end alone a row is whole
            let complete = cut == more.len() - 1;
            assert_eq!(read.decisions.len(), 1 + usize::from(complete), "cut at {cut}");
            assert_eq!(read.torn.is_empty(), complete, "cut at {cut}");
            assert_eq!(read.whole, if complete { cut } else { whole.len() });
        }
        for cut in 1..head().len() - 1 {
            assert!(!read("d.csv", &head()[..cut]).unwrap().torn.is_empty(), "{cut}");
        }
        assert_eq!(read("d.csv", b"").unwrap().whole, 0);
    }

    #[test]
    fn a_table_written_by_hand_needs_four_columns() {
        let read = read("d.csv", "Act;About;By;At\nsettle;f-1 | f-2;Kim;2025-02-05\n".as_bytes()).unwrap();
        let decision = &read.decisions[0];
        assert_eq!((decision.about.len(), decision.at.as_str()), (2, "2025-02-05T00:00:00.000Z"));
        assert_eq!(decision.id, decision.content());
    }

    #[test]
    fn a_row_that_is_no_decision_is_an_error_with_its_line() {
        for (row, says) in [
            ("delete,f-1,Kim,2025-02-05", "(column act): \"delete\" is not known"),
            ("settle,,Kim,2025-02-05", "(column about): is empty"),
            ("settle,f-1,,2025-02-05", "(column by): is empty"),
            ("settle,f-1,Kim,yesterday", "(column at): \"yesterday\" is no time"),
        ] {
            let file = format!("act,about,by,at\nnote,f-1,Kim,2025-02-05\n{row}\n");
            let error = read("d.csv", file.as_bytes()).unwrap_err().to_string();
            assert!(error.starts_with("d.csv:3 ") && error.contains(says), "{error}");
        }
        let error = read("d.csv", b"file,title\na,b\n").unwrap_err().to_string();
        assert!(error.contains("no table of decisions"), "{error}");
    }

    #[test]
    fn times_are_kept_in_utc() {
        assert_eq!(time("2025-02-05T14:30:00+02:00").as_deref(), Some("2025-02-05T12:30:00.000Z"));
        assert_eq!(time("2025-02-05T14:30:00.5Z").as_deref(), Some("2025-02-05T14:30:00.500Z"));
        assert_eq!(time("5 Feb"), None);
    }
}
