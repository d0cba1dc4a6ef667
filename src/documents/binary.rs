//! Bytes -> is this no text at all? A program, a picture or a packed file must not become a document.
//!
//! Told by the first bytes that name a format, else by zero and control bytes. Single stray ones are
//! common in text from the web and are let through.

/// How much of a file is looked at.
const SHOWN: usize = 64 << 10;
/// More zero bytes than one in so many: no text.
const BYTES_A_ZERO: usize = 1000;
/// More control characters than one in so many: no text.
const BYTES_A_CONTROL: usize = 10;

/// What a binary file seems to be, and what the user can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kind {
    pub what: &'static str,
    pub remedy: &'static str,
}

const LEAVE_OUT: &str = "leave it out, or save it as UTF-8 text";

/// First bytes of formats people keep documents in, or beside documents.
const MAGIC: [(&[u8], Kind); 13] = [
    (b"%PDF-", Kind { what: "PDF", remedy: "turn it into text first, for example with pdftotext" }),
    (
        b"PK\x03\x04",
        Kind { what: "ZIP, DOCX, ODT or EPUB", remedy: "save the document as plain text or Markdown first" },
    ),
    (b"\xd0\xcf\x11\xe0", Kind { what: "old Office file", remedy: "save the document as plain text first" }),
    (b"{\\rtf", Kind { what: "RTF", remedy: "save the document as plain text first" }),
    (b"\x1f\x8b", Kind { what: "gzip", remedy: "unpack it first: gunzip FILE" }),
    (b"\x28\xb5\x2f\xfd", Kind { what: "zstd", remedy: "unpack it first: unzstd FILE" }),
    (b"\xfd7zXZ", Kind { what: "xz", remedy: "unpack it first: unxz FILE" }),
    (b"BZh", Kind { what: "bzip2", remedy: "unpack it first: bunzip2 FILE" }),
    (b"\x89PNG", Kind { what: "PNG picture", remedy: LEAVE_OUT }),
    (b"\xff\xd8\xff", Kind { what: "JPEG picture", remedy: LEAVE_OUT }),
    (b"GIF8", Kind { what: "GIF picture", remedy: LEAVE_OUT }),
    (b"\x7fELF", Kind { what: "program", remedy: LEAVE_OUT }),
    (b"SQLite format 3\0", Kind { what: "SQLite database", remedy: LEAVE_OUT }),
];

/// What these bytes are when they are no text; None for text in any charset.
pub fn kind(bytes: &[u8]) -> Option<Kind> {
    if let Some((_, kind)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        // four letters may open prose; the formats behind them go on with bytes that prose has not
        let letters_only = matches!(kind.what, "bzip2" | "GIF picture");
        if !letters_only || has_control(bytes) {
            return Some(*kind);
        }
    }
    // UTF-16 is text, though half its bytes may be zero
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return None;
    }
    let shown = &bytes[..bytes.len().min(SHOWN)];
    let zeros = shown.iter().filter(|&&byte| byte == 0).count();
    let controls = shown.iter().filter(|&&byte| is_control(byte)).count();
    let binary = zeros > shown.len() / BYTES_A_ZERO || controls > shown.len() / BYTES_A_CONTROL;
    binary.then_some(Kind { what: "zero or control bytes", remedy: LEAVE_OUT })
}

fn has_control(bytes: &[u8]) -> bool {
    bytes.iter().take(SHOWN).any(|&byte| is_control(byte))
}

/// Control bytes that text does not use. Tab, line ends, form feed and escape are used.
fn is_control(byte: u8) -> bool {
    byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0c | 0x1b) || byte == 0x7f
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prose_in_any_charset_is_text() {
        assert_eq!(kind("Zwölf Verletzte – sagt die Polizei.".as_bytes()), None);
        assert_eq!(kind(b"caf\xe9 \x93quoted\x94"), None);
        assert_eq!(kind(b"\xff\xfeH\0i\0"), None);
        assert_eq!(kind(b"BZh is how the line begins"), None);
        assert_eq!(kind(b""), None);
    }

    #[test]
    fn a_stray_zero_in_a_long_text_does_not_make_it_binary() {
        let mut text = "Twelve people were hurt. ".repeat(200).into_bytes();
        text[2000] = 0;
        assert_eq!(kind(&text), None);
        text[..40].fill(0);
        assert_eq!(kind(&text).map(|kind| kind.what), Some("zero or control bytes"));
    }

    #[test]
    fn formats_that_hold_documents_come_with_a_remedy() {
        assert_eq!(kind(b"%PDF-1.7\n").map(|kind| kind.what), Some("PDF"));
        assert!(kind(b"\x1f\x8b\x08\0").is_some_and(|kind| kind.remedy.contains("gunzip")));
    }
}
