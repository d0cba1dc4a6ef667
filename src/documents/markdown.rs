//! Markdown: the document is the file, signs and all, so that offsets hold; only its title is read off a heading.
//!
//! Emphasis, links and lists are left to the recognisers, which skip signs they do not know.

use super::facts;
use super::format::Format;

/// Takes `.md` and `.markdown`.
pub const FORMAT: Format = Format { name: "Markdown", endings: &["md", "markdown"], read: facts::whole_file };

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_heading_is_the_title_and_the_text_keeps_its_signs() {
        let reading = (FORMAT.read)("notes/flood.md", b"# The flood\n\n*Twelve* people were hurt.\n");
        let document = &reading.documents[0].value;
        assert_eq!((&*document.id, &*document.source.title), ("flood", "The flood"));
        assert!(document.text.contains("*Twelve*"));
    }
}
