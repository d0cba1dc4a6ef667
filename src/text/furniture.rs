//! Which blocks belong to the page and not to the story: advertisements, bylines, credits, "sign up", related links.
//!
//! The signs are data (`furniture.toml`). A block is furniture when it opens with a sign, or is short and holds one.
//! A run from an advertisement to a telephone number or web address is furniture as a whole.

use super::blocks::Block;
use crate::model::sentence::Context;
use crate::model::vocabulary::{FurnitureKind, Vocabulary};

/// A sign inside a block counts only up to this many bytes: a paragraph that mentions a newsletter is still a paragraph.
const SHORT: usize = 240;
/// How many blocks an advertisement may run before its telephone number or address.
const RUN: usize = 16;
/// "By" opens a byline only in a line of at most this many bytes.
const BYLINE: usize = 60;

/// Sets the context of every block that is no part of the story.
pub fn mark(text: &str, blocks: &mut [Block], vocabulary: &Vocabulary) {
    let kinds: Vec<Option<FurnitureKind>> = blocks.iter().map(|block| kind(block.span.of(text), vocabulary)).collect();
    for (block, kind) in blocks.iter_mut().zip(&kinds) {
        match kind {
            Some(FurnitureKind::RelatedLink) => block.context = Context::RelatedLink,
            Some(_) => block.context = Context::Furniture,
            None => {}
        }
    }
    mark_runs(text, blocks, &kinds);
}

fn kind(line: &str, vocabulary: &Vocabulary) -> Option<FurnitureKind> {
    let line = line.trim_start_matches(['•', '*', '·', '-', '–', '—', ' ']);
    let is_short = line.len() <= SHORT;
    // what a long line holds tells nothing, only the sign it opens with and the character behind that
    let opening = vocabulary.furniture_finder.max_pattern_len() + char::MAX.len_utf8();
    let head = &line[..line.floor_char_boundary(if is_short { SHORT } else { opening.min(SHORT) })];
    let found = vocabulary.furniture_finder.find_overlapping_iter(head).filter(|hit| {
        let sign = &vocabulary.furniture[hit.pattern().as_usize()];
        match (sign.opens, sign.kind) {
            (true, FurnitureKind::Byline) if &*sign.words == "by " => line.len() <= BYLINE && is_byline(line),
            (true, _) => {
                // the sign, and not only the first letters of a longer word
                let ends_word = sign.words.ends_with([':', ' ', '/'])
                    || !head[hit.end()..].starts_with(|c: char| c.is_alphanumeric());
                hit.start() == 0 && ends_word && (is_short || sign.words.ends_with(':'))
            }
            (false, _) => is_short,
        }
    });
    // the sign that comes first in the vocabulary decides
    let first = found.map(|hit| hit.pattern().as_usize()).min();
    first.map(|sign| vocabulary.furniture[sign].kind)
}

/// "By Maria Silva and Tom Berg, Staff Writers": capitals after the first word, no full stop.
fn is_byline(line: &str) -> bool {
    let mut words = line.split_whitespace();
    let opens = words.next().is_some_and(|word| word.eq_ignore_ascii_case("by"));
    opens && !line.ends_with('.') && words.next().is_some_and(|word| word.starts_with(char::is_uppercase))
}

/// An advertisement reaches from its first line to the one with the telephone number or the address.
fn mark_runs(text: &str, blocks: &mut [Block], kinds: &[Option<FurnitureKind>]) {
    let mut at = 0;
    while at < blocks.len() {
        let end = if kinds[at] == Some(FurnitureKind::Advertisement) {
            (at + 1..blocks.len().min(at + RUN)).rev().find(|&end| is_contact(blocks[end].span.of(text)))
        } else {
            None
        };
        let next = end.unwrap_or(at) + 1;
        if let Some(end) = end {
            for block in &mut blocks[at..=end] {
                block.context = Context::Furniture;
            }
        }
        at = next;
    }
}

/// Does a short line hold a web address or a telephone number?
fn is_contact(line: &str) -> bool {
    let is_phone = |word: &str| {
        let digits = word.bytes().filter(u8::is_ascii_digit).count();
        (7..=13).contains(&digits) && word.matches(['-', '.', ' ', '(', ')']).count() >= 2
    };
    let is_address = |word: &str| word.starts_with("www.") || word.starts_with("http") || word.contains(".com");
    line.len() <= SHORT && line.split_whitespace().any(|word| is_phone(word) || is_address(word))
}
