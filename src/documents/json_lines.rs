//! JSON lines: one document a record, with what the record knows of its source.
//!
//! Keys: `id`, `text` or `html`, `title`, `publisher`, `published`, `url`, `story`; others are ignored.
//! A broken line is refused with its number and the reading goes on. A file that is one JSON object,
//! or an array of such objects, is read too.

use serde::Deserialize;

use crate::model::document::{Dateline, DatelineBasis, Document};
use crate::model::error::Error;
use crate::model::given_date;
use crate::model::notice::{Noted, Notice};

use super::format::{Format, Reading};
use super::{LARGEST_DOCUMENT, charset, facts, html};

/// Takes `.jsonl`, `.ndjson` and `.json`.
pub const FORMAT: Format = Format { name: "JSON lines", endings: &["jsonl", "ndjson", "json"], read };

const REMEDY: &str =
    "write one JSON object a line, such as {\"id\": \"a\", \"text\": \"…\", \"published\": \"2025-02-05\"}";

#[derive(Deserialize)]
struct Record {
    id: Option<Name>,
    text: Option<String>,
    html: Option<String>,
    title: Option<String>,
    publisher: Option<String>,
    published: Option<Name>,
    url: Option<String>,
    story: Option<Name>,
}

/// Ids, years and stories are often written as numbers.
#[derive(Deserialize)]
#[serde(untagged)]
enum Name {
    Text(String),
    Number(i64),
}

impl Name {
    fn into_text(self) -> String {
        match self {
            Name::Text(text) => text,
            Name::Number(number) => number.to_string(),
        }
    }
}

/// Does the first line hold a whole JSON object?
pub fn opens_with_object(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    let line = bytes.split(|&byte| byte == b'\n').next().unwrap_or_default();
    line.starts_with(b"{") && serde_json::from_slice::<serde::de::IgnoredAny>(line).is_ok()
}

fn read(file: &str, bytes: &[u8]) -> Reading {
    let decoded = charset::decode(bytes);
    let text = decoded.text.strip_prefix('\u{feff}').unwrap_or(&decoded.text);
    let mut reading = whole(file, text).unwrap_or_else(|| read_lines(file, 1, text));
    if let Some(first) = reading.documents.first_mut() {
        first.notices.splice(0..0, facts::charset_notice(&decoded.notice));
    }
    if reading.documents.is_empty() && reading.refused.is_empty() {
        reading.refused.push(facts::no_text(file));
    }
    reading
}

/// One record or an array of records, written over several lines.
fn whole(file: &str, text: &str) -> Option<Reading> {
    let first_line = text.lines().map(str::trim).find(|line| !line.is_empty())?;
    if serde_json::from_str::<serde::de::IgnoredAny>(first_line).is_ok() && !first_line.starts_with('[') {
        return None;
    }
    let records: Vec<&serde_json::value::RawValue> = match serde_json::from_str(text) {
        Ok(records) => records,
        Err(_) => vec![serde_json::from_str(text).ok()?],
    };
    let mut reading = Reading::default();
    let (mut line, mut counted) = (1, 0);
    for (number, record) in (1..).zip(records) {
        let start = record.get().as_ptr() as usize - text.as_ptr() as usize;
        line += text[counted..start].bytes().filter(|&byte| byte == b'\n').count() as u64;
        counted = start;
        push(&mut reading, file, line, number, record.get());
    }
    Some(reading)
}

/// Records of a part of a file, the first of which stands in line `first_line`.
pub fn read_lines(file: &str, first_line: u64, text: &str) -> Reading {
    let mut reading = Reading::default();
    for (line, record) in (first_line..).zip(text.split('\n')) {
        if !record.trim().is_empty() {
            push(&mut reading, file, line, line, record);
        }
    }
    reading
}

/// Adds the document of a record, or why there is none. `number` names a record that bears no id.
fn push(reading: &mut Reading, file: &str, line: u64, number: u64, record: &str) {
    match document(file, number, record) {
        Ok(document) => reading.documents.push(document),
        Err(problem) => {
            reading.refused.push(Error::Line { file: file.into(), line, column: None, problem, remedy: REMEDY.into() });
        }
    }
}

fn document(file: &str, number: u64, record: &str) -> Result<Noted<Document>, String> {
    let fields: Record = serde_json::from_str(record).map_err(|error| reason(&error))?;
    let mut notices = Vec::new();
    let mut title = fields.title.unwrap_or_default();
    let text = match (fields.text, fields.html) {
        (Some(text), _) if !text.trim().is_empty() => text,
        (_, Some(source)) => {
            if source.len() > LARGEST_DOCUMENT {
                return Err(format!("is larger than {} MB", LARGEST_DOCUMENT >> 20));
            }
            notices.push(Notice::new("documents", "", None, html::PLAIN_READING));
            let page = html::page(&source);
            if title.trim().is_empty() {
                title = page.title;
            }
            page.text
        }
        (Some(_), None) => return Err("the text is empty".into()),
        (None, None) => return Err("has neither text nor html".into()),
    };
    if text.trim().is_empty() {
        return Err("the text is empty".into());
    }
    if text.len() > LARGEST_DOCUMENT {
        return Err(format!("is larger than {} MB", LARGEST_DOCUMENT >> 20));
    }
    let id = match fields.id.map(Name::into_text).filter(|id| !id.trim().is_empty()) {
        Some(id) => id,
        None => format!("{}-{number}", facts::stem(file)),
    };
    let mut document = facts::document(file, &id, text, record.trim().as_bytes(), false);
    if !title.trim().is_empty() {
        document.source.title = title.trim().into();
    }
    document.source.publisher = fields.publisher.unwrap_or_default();
    document.source.url = fields.url.unwrap_or_default();
    document.source.story = fields.story.map(Name::into_text).filter(|story| !story.trim().is_empty());
    if let Some(published) = fields.published.map(Name::into_text).filter(|date| !date.trim().is_empty()) {
        match given_date::parse(&published) {
            Some((date, grain)) => {
                document.dateline = Dateline {
                    published: Some(date),
                    grain: Some(grain),
                    basis: DatelineBasis::Given,
                    evidence: "published in its record".into(),
                    updated: None,
                };
            }
            None => {
                let says = format!("published {published:?} in its record was not understood: {}", given_date::REMEDY);
                notices.push(Notice::new("documents", "", None, says));
            }
        }
    }
    Ok(Noted::new(document, notices))
}

/// serde_json's reason without its line number, which counts inside the record.
fn reason(error: &serde_json::Error) -> String {
    let says = error.to_string();
    let says = says.split(" at line ").next().unwrap_or(&says);
    format!("is no usable JSON record ({says}, character {})", error.column())
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;

    #[test]
    fn a_record_brings_its_facts() {
        let line = r#"{"id":"a","text":"Twelve hurt.","title":"Flood","publisher":"P","published":"2025-02","url":"u","story":7,"other":[1]}"#;
        let reading = read("in.jsonl", line.as_bytes());
        let document = &reading.documents[0].value;
        assert_eq!((&*document.id, &*document.text, document.verbatim), ("a", "Twelve hurt.", false));
        assert_eq!((&*document.source.title, document.source.story.as_deref()), ("Flood", Some("7")));
        assert_eq!(document.dateline.published, NaiveDate::from_ymd_opt(2025, 2, 1));
        assert_eq!(document.dateline.basis, DatelineBasis::Given);
    }

    #[test]
    fn a_broken_line_is_refused_with_its_number_and_the_rest_is_read() {
        let lines = "\u{feff}{\"text\":\"One.\"}\r\n\n{\"text\":\"Two\n{\"id\":3}\n{\"text\":\"\\ud800\"}\n{\"id\":5,\"text\":\"Five.\"}\n";
        let reading = read("d/in.jsonl", lines.as_bytes());
        let ids: Vec<&str> = reading.documents.iter().map(|document| &*document.value.id).collect();
        assert_eq!(ids, ["in-1", "5"]);
        let lines: Vec<u64> =
            reading.refused.iter().map(|error| if let Error::Line { line, .. } = error { *line } else { 0 }).collect();
        assert_eq!(lines, [3, 4, 5]);
    }

    #[test]
    fn a_date_that_is_not_understood_leaves_a_notice() {
        let reading = read("in.jsonl", br#"{"text":"One.","published":"02/05/2025"}"#);
        assert_eq!(reading.documents[0].value.dateline, Dateline::default());
        assert!(reading.documents[0].notices[0].says.contains("02/05/2025"));
    }

    #[test]
    fn a_file_of_one_array_is_read_record_by_record() {
        let reading =
            read("in.json", b"[\n {\"text\": \"One.\"},\n {\"id\": \"b\"},\n {\"html\": \"<p>Two</p>\"}\n]\n");
        let texts: Vec<&str> = reading.documents.iter().map(|document| &*document.value.text).collect();
        assert_eq!(texts, ["One.", "Two"]);
        assert!(matches!(reading.refused[0], Error::Line { line: 3, .. }));
        let reading = read("in.json", b"{\n \"text\": \"One.\"\n}\n");
        assert_eq!(&*reading.documents[0].value.id, "in-1");
    }

    #[test]
    fn prose_named_json_is_refused_line_by_line_without_a_panic() {
        let reading = read("in.json", b"no json\nat all\n");
        assert_eq!((reading.documents.len(), reading.refused.len()), (0, 2));
        assert_eq!(read("in.json", b"\n\n").refused.len(), 1);
    }
}
