//! Plain text: the document is the file.

use super::facts;
use super::format::Format;

/// Takes any file of prose.
pub const FORMAT: Format = Format { name: "plain text", endings: &["txt", "text"], read: facts::whole_file };

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_into_the_text_are_offsets_into_the_file() {
        let bytes = "\u{feff}Twelve “hurt”\r\n".as_bytes();
        let reading = (FORMAT.read)("a.txt", bytes);
        let document = &reading.documents[0].value;
        assert_eq!(document.text.as_bytes(), bytes);
        assert!(document.verbatim && reading.documents[0].notices.is_empty());
    }

    #[test]
    fn text_of_another_charset_says_so_and_is_not_verbatim() {
        let reading = (FORMAT.read)("a.txt", b"Caf\xe9 and na\xefve.");
        assert!(!reading.documents[0].value.verbatim);
        assert!(reading.documents[0].notices[0].says.contains("windows-1252"));
    }
}
