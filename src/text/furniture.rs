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
    let head: String = line.chars().take(SHORT).collect::<String>().to_lowercase();
    let head = head.trim_start_matches(['•', '*', '·', '-', '–', '—', ' ']);
    vocabulary
        .furniture
        .iter()
        .find(|sign| match (sign.opens, sign.kind) {
            (true, FurnitureKind::Byline) if &*sign.words == "by " => line.len() <= BYLINE && is_byline(line),
            (true, _) => opens_with(head, &sign.words) && (line.len() <= SHORT || sign.words.ends_with(':')),
            (false, _) => line.len() <= SHORT && head.contains(&*sign.words),
        })
        .map(|sign| sign.kind)
}

/// The sign, and not only the first letters of a longer word.
fn opens_with(line: &str, sign: &str) -> bool {
    line.strip_prefix(sign)
        .is_some_and(|rest| sign.ends_with([':', ' ', '/']) || !rest.starts_with(|c: char| c.is_alphanumeric()))
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
        let last = (at + 1..blocks.len().min(at + RUN)).rev().find(|&end| is_contact(blocks[end].span.of(text)));
        match (kinds[at], last) {
            (Some(FurnitureKind::Advertisement), Some(end)) => {
                for block in &mut blocks[at..=end] {
                    block.context = Context::Furniture;
                }
                at = end + 1;
            }
            _ => at += 1,
        }
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
