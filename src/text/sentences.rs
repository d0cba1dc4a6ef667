//! Block -> Sentences.
//!
//! A full stop ends a sentence when what follows begins like one. After an abbreviation or initials it does so only before a
//! word that commonly opens a sentence. A text that never stops is cut all the same, at a comma or after twice as long, so that what looks
//! through a whole sentence stays linear in the text. A library was tried and left: it breaks after "approx." and is quadratic on runs of quotes.

use std::ops::Range;

use crate::model::lexicon::Class;
use crate::model::sentence::{Context, Sentence};
use crate::model::token::{TokenKind, Words};

/// Tokens after which a sentence is cut at the next comma or semicolon: no writer's sentence is as long.
const LONG: usize = 400;

/// Adds the sentences of one block, whose tokens are `tokens` of the document's.
pub fn cut(words: &Words, tokens: Range<usize>, context: Context, paragraph: u32, sentences: &mut Vec<Sentence>) {
    let sentence =
        |tokens: Range<usize>| Sentence { span: words.span(tokens.start, tokens.end), tokens, paragraph, context };
    let mut start = tokens.start;
    let mut at = tokens.start;
    while at < tokens.end {
        let length = at - start;
        if length >= 2 * LONG || length >= LONG && matches!(words.text(at), "," | ";") {
            at += 1;
            sentences.push(sentence(start..at));
            start = at;
            continue;
        }
        if !is_stop(words, at) {
            at += 1;
            continue;
        }
        let closes = after_closers(words, at + 1, tokens.end);
        if ends_sentence(words, at, closes, &tokens) {
            sentences.push(sentence(start..closes));
            start = closes;
        }
        at = closes;
    }
    if start < tokens.end {
        sentences.push(sentence(start..tokens.end));
    }
}

fn is_stop(words: &Words, at: usize) -> bool {
    let Some(token) = words.get(at) else { return false };
    match token.kind {
        TokenKind::Sign => matches!(words.text(at), "." | "?" | "!" | "…"),
        TokenKind::Word => words.text.as_bytes()[token.span.end as usize - 1] == b'.',
        TokenKind::Number => false,
    }
}

/// The first token after closing quotes, brackets and further stops that touch the stop.
fn after_closers(words: &Words, mut at: usize, end: usize) -> usize {
    while at < end
        && words.is_glued(at)
        && matches!(words.text(at), "”" | "\"" | "’" | "'" | ")" | "]" | "»" | "." | "!" | "?")
    {
        at += 1;
    }
    at
}

/// Does the stop at a token end a sentence, if `next` is the first token after it?
fn ends_sentence(words: &Words, at: usize, next: usize, tokens: &Range<usize>) -> bool {
    if next >= tokens.end || !words.get(next).is_some_and(|token| token.spaced) || !begins_like_one(words, next) {
        return false;
    }
    let stop_is_sign = words.get(at).is_some_and(|token| token.kind == TokenKind::Sign);
    if words.text(at) != "." && stop_is_sign {
        return true;
    }
    let after_abbreviation = if stop_is_sign { at > tokens.start && is_abbreviation(words, at - 1) } else { true };
    !after_abbreviation || (opens_commonly(words, next) && !needs_more(words, at))
}

/// A capital, a figure or an opening quote or bracket.
fn begins_like_one(words: &Words, at: usize) -> bool {
    match words.get(at) {
        Some(token) if token.kind == TokenKind::Sign => {
            matches!(words.text(at), "“" | "\"" | "‘" | "'" | "(" | "[" | "—" | "–" | "$" | "€" | "£")
        }
        Some(token) => token.capital || token.kind == TokenKind::Number,
        None => false,
    }
}

/// "Mr", "Feb", a single initial: the full stop belongs to the word.
fn is_abbreviation(words: &Words, at: usize) -> bool {
    let text = words.text(at);
    let is_initial = text.len() == 1 && words.is_capital(at) && words.is_word(at);
    // "no." and "fig." abbreviate only before a figure
    let is_plain_word = matches!(text, "no" | "fig" | "sun" | "sat" | "mar" | "may" | "art" | "p" | "v");
    let abbreviates = words.is(at, Class::ABBREVIATION) && (!is_plain_word || words.is_number(at + 2));
    is_initial || abbreviates
}

/// Titles never end a sentence, whatever follows.
fn needs_more(words: &Words, stop: usize) -> bool {
    stop > 0 && words.is(stop - 1, Class::TITLE) && words.is(stop - 1, Class::ABBREVIATION)
}

fn opens_commonly(words: &Words, at: usize) -> bool {
    let closed = Class::DETERMINER
        | Class::PRONOUN
        | Class::PREPOSITION
        | Class::SUBORDINATOR
        | Class::CONJUNCTION
        | Class::NUMERAL;
    words.is(at, closed) || matches!(words.text(at), "“" | "\"") || words.is(at, Class::ADVERB) && words.is_capital(at)
}
