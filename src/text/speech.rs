//! Words -> quotations: what stands in quotation marks.
//!
//! Curly and straight double marks and guillemets. A quotation that is not closed ends with its block, as newspapers leave the mark
//! out where the next paragraph goes on. Single marks are left alone: most of them are apostrophes.

use std::ops::Range;

use crate::model::span::Span;
use crate::model::token::{TokenKind, Words};

/// Adds the quotations of one block, each with its marks.
pub fn quotations(words: &Words, tokens: Range<usize>, found: &mut Vec<Span>) {
    let mut open: Option<usize> = None;
    for at in tokens.clone() {
        if words.tokens[at].kind != TokenKind::Sign {
            continue;
        }
        match (words.text(at), open) {
            ("“" | "«" | "„", None) => open = Some(at),
            ("\"", None) => open = Some(at),
            ("”" | "»" | "\"", Some(start)) => {
                found.push(words.span(start, at + 1));
                open = None;
            }
            _ => {}
        }
    }
    if let Some(start) = open.filter(|&start| start + 1 < tokens.end) {
        found.push(words.span(start, tokens.end));
    }
}
