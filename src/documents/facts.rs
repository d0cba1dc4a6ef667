//! A text -> a Document with what the text alone tells of its source: title, and on demand language and words.

use crate::model::document::{Dateline, Document, Source};
use crate::model::error::Error;
use crate::model::id::sha256_hex;
use crate::model::notice::{Noted, Notice};

use super::format::{Reading, ending};
use super::{LARGEST_DOCUMENT, charset, headline, language};

/// Counts words: runs without white space that hold a letter or a digit.
pub fn words(text: &str) -> usize {
    text.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).count()
}

/// A document of this text. `bytes` are what was read, for the checksum; `verbatim` says that the text is these bytes.
pub fn document(file: &str, id: &str, text: String, bytes: &[u8], verbatim: bool) -> Document {
    let source =
        Source { file: file.into(), title: headline::guess(&text), sha256: sha256_hex(bytes), ..Source::default() };
    Document { id: id.into(), source, dateline: Dateline::default(), text, verbatim }
}

/// Adds what only tables about sources show: language and number of words. Telling a language costs as much as all other
/// reading, so those who print mentions alone go without.
pub fn describe(document: &mut Document) {
    document.source.language = language::language(&document.text).into();
    document.source.words = words(&document.text);
}

/// The one document of a file whose text is the file itself.
pub fn whole_file(file: &str, bytes: &[u8]) -> Reading {
    if let Some(error) = too_large(file, bytes.len()) {
        return Reading::refused(error);
    }
    let decoded = charset::decode(bytes);
    if decoded.text.chars().all(|c| c.is_whitespace() || c == '\u{feff}') {
        return Reading::refused(no_text(file));
    }
    let verbatim = decoded.notice.is_empty();
    let notices = charset_notice(&decoded.notice);
    let document = document(file, stem(file), decoded.text.into_owned(), bytes, verbatim);
    Reading::one(Noted::new(document, notices))
}

/// The notice a decoded text brings along, if any.
pub fn charset_notice(says: &str) -> Vec<Notice> {
    if says.is_empty() { Vec::new() } else { vec![Notice::new("documents", "", None, says)] }
}

/// The error for a file without any text.
pub fn no_text(file: &str) -> Error {
    Error::Input { path: file.into(), problem: "holds no text".into(), remedy: "leave it out".into() }
}

/// The error for a document beyond [`LARGEST_DOCUMENT`].
pub fn too_large(file: &str, bytes: usize) -> Option<Error> {
    (bytes > LARGEST_DOCUMENT).then(|| Error::Input {
        path: file.into(),
        problem: format!("is {} MB large; a document may have {} MB", bytes >> 20, LARGEST_DOCUMENT >> 20),
        remedy: "split it into one file a document, or into JSON lines with one record a document".into(),
    })
}

/// The file's name without folders and without a known ending: what its source is called.
pub fn stem(file: &str) -> &str {
    let name = file.rsplit('/').next().unwrap_or(file);
    match ending(name) {
        Some(ending) if super::format_of(name).is_some() => &name[..name.len() - ending.len() - 1],
        _ if name == "-" => "stdin",
        _ => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_is_called_after_its_file() {
        for (file, name) in [
            ("a/b/c.txt", "c"),
            ("c.2024.md", "c.2024"),
            ("example.org", "example.org"),
            ("-", "stdin"),
            ("x/.txt", ".txt"),
        ] {
            assert_eq!(stem(file), name);
        }
    }

    #[test]
    fn signs_are_not_words() {
        assert_eq!(words("Ten – or 11 * people’s \u{a0}"), 4);
    }

    #[test]
    fn a_document_beyond_the_limit_is_refused_with_a_remedy() {
        let error = too_large("a.txt", LARGEST_DOCUMENT + (5 << 20)).unwrap().to_string();
        assert!(error.contains("69 MB") && error.contains("remedy: split"), "{error}");
        assert!(too_large("a.txt", LARGEST_DOCUMENT).is_none());
    }
}
