//! Bytes -> Documents: a text in which every byte offset holds, with the facts of its source.
//!
//! A format is a file here and a line in [`FORMATS`]. Reading one file never fails as a whole run:
//! what cannot be read is handed back as [`Reading::refused`], what is odd as a notice.
//! Opens no file and knows no folder: it is handed names and bytes. Dates and mastheads that stand
//! in the text itself are not read here.

pub mod binary;
pub mod charset;
pub mod claims_table;
pub mod clock;
pub mod facts;
pub mod format;
pub mod gather;
pub mod headline;
pub mod html;
pub mod json_lines;
pub mod language;
pub mod markdown;
pub mod plain_text;
pub mod source_id;
pub mod sources_table;
pub mod table;

use crate::model::error::Error;

use format::{Format, Reading};

/// A document larger than this is refused: offsets, memory and patience all have limits.
pub const LARGEST_DOCUMENT: usize = 64 << 20;

/// Every format, in order of precedence. Plain text takes what no other claims.
pub const FORMATS: [Format; 4] = [json_lines::FORMAT, html::FORMAT, markdown::FORMAT, plain_text::FORMAT];

/// The format a name's ending stands for.
pub fn format_of(name: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|format| format.claims(name))
}

/// Every document in a file's bytes, each with what was noticed about it, and what could not be read.
///
/// `name` is the file's path as the user wrote it; its ending chooses the format, and without a known
/// ending the bytes do (a JSON object in the first line: JSON lines; anything else that is text: plain text).
pub fn read(name: &str, bytes: &[u8]) -> Reading {
    if let Some(kind) = binary::kind(bytes) {
        return Reading::refused(Error::Input {
            path: name.into(),
            problem: format!("looks like a binary file ({})", kind.what),
            remedy: kind.remedy.into(),
        });
    }
    let format = match format_of(name) {
        Some(format) => format,
        None if json_lines::opens_with_object(bytes) => &json_lines::FORMAT,
        None => &plain_text::FORMAT,
    };
    (format.read)(name, bytes)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_nameless_stream_of_records_is_told_from_prose() {
        let records = read("-", b"{\"id\":\"a\",\"text\":\"Ten people were hurt.\"}\n");
        assert_eq!(&*records.documents[0].value.id, "a");
        let prose = read("-", b"{Ten} people were hurt.\n");
        assert_eq!(prose.documents[0].value.text, "{Ten} people were hurt.\n");
    }

    #[test]
    fn a_binary_file_is_refused_by_what_it_holds_not_by_its_name() {
        let reading = read("story.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR");
        assert!(reading.documents.is_empty());
        assert!(reading.refused[0].to_string().contains("looks like a binary file"), "{}", reading.refused[0]);
    }

    proptest! {
        #[test]
        fn no_bytes_under_any_name_make_a_panic(
            bytes in bytes_of_files(),
            name in prop::sample::select(vec!["a.txt", "a.md", "a.html", "a.jsonl", "a.json", "a.csv", "-", "", "a/.b", "日本.txt"]),
        ) {
            let reading = read(name, &bytes);
            prop_assert!(!reading.documents.is_empty() || !reading.refused.is_empty());
            for document in &reading.documents {
                if document.value.verbatim {
                    prop_assert_eq!(document.value.text.as_bytes(), &bytes[..]);
                }
            }
            let gathered = gather::gather(reading.documents, &[]);
            for document in gathered.value {
                prop_assert!(!document.id.contains(['/', '\\', ':', '|', ' ', '\n']) && !document.id.starts_with('.'));
            }
            let _ = sources_table::read(name, &bytes);
            let _ = claims_table::read(name, &bytes);
        }
    }

    /// Bytes, and text with the signs that mean something to the formats.
    fn bytes_of_files() -> impl Strategy<Value = Vec<u8>> {
        prop_oneof![
            prop::collection::vec(any::<u8>(), 0..300),
            "(\\PC|[<>&;\"'{}\\[\\],:\n#|=-]|</?(p|nav|script|sup)>|&#x[0-9a-f]{1,7};|\\{\"(id|text|html|published)\":\"|\"\\}\n|source_id,metric,value\n|file,title\n){0,60}"
                .prop_map(String::into_bytes),
        ]
    }

    #[test]
    fn an_empty_file_is_refused_rather_than_read_as_nothing() {
        for bytes in [&b""[..], b" \n\r\n\t", "\u{feff}\n".as_bytes()] {
            let reading = read("a.txt", bytes);
            assert!(reading.documents.is_empty());
            assert!(reading.refused[0].to_string().contains("holds no text"));
        }
    }
}
