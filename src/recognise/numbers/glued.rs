//! "membersapproximately 1%": an unknown word that ends with a hedge has lost a space, or a dash, on its way to us.

use super::line::Line;
use crate::model::quantity::Bound;
use crate::model::token::{Token, TokenKind, Words};

/// Shorter hedges end too many words ("turnaround", "rollover").
const SHORTEST: usize = 7;
/// What is left of the word must still be a word.
const REST: usize = 3;
/// Longer hedges do not exist.
const LONGEST: usize = 16;

/// The byte at which a hedge begins inside a token.
pub fn glued_hedge(line: &Line, at: usize) -> Option<u32> {
    find(line, at).map(|(start, _)| start)
}

/// The bound a glued hedge stands for, with the byte at which it begins.
pub fn find(line: &Line, at: usize) -> Option<(u32, Bound)> {
    let token = line.words.get(at).filter(|token| token.kind == TokenKind::Word && token.word == 0)?;
    let text = token.span.of(line.words.text);
    if !text.is_ascii()
        || text.len() < SHORTEST + REST
        || !line.words.is(at + 1, crate::model::lexicon::Class::NUMERAL) && !line.words.is_number(at + 1)
    {
        return None;
    }
    let longest = LONGEST.min(text.len() - REST);
    (SHORTEST..=longest).rev().find_map(|length| {
        let tail = &text[text.len() - length..];
        let word = line.words.lexicon.find(tail);
        if word == 0 {
            return None;
        }
        let start = token.span.end - length as u32;
        let alone = [Token { span: crate::model::span::Span { start, end: token.span.end }, word, ..*token }];
        let hedge = Words { tokens: &alone, ..line.words };
        line.vocabulary.bounds_before.longest_at(&hedge, 0).map(|(_, bound)| (start, *bound))
    })
}
