//! Sentence -> clauses: where one statement ends and the next begins, by punctuation and joining words.
//!
//! A comma inside a date, a number or a list of adjectives does not cut. Clauses cover the sentence without gaps.

use std::ops::Range;

use crate::model::lexicon::Class;
use crate::model::mention::Mention;
use crate::model::token::Words;

/// Cuts one sentence; each clause begins with its own joining word or after its sign.
pub fn cut(words: &Words, sentence: Range<usize>, mentions: &[Mention]) -> Vec<Range<usize>> {
    let mut clauses = Vec::new();
    let mut start = sentence.start;
    for at in sentence.clone().skip(1) {
        if is_border(words, at, &sentence) && !is_inside(words, at, mentions) && at > start {
            clauses.push(start..at);
            start = at;
        }
    }
    clauses.push(start..sentence.end);
    clauses
}

/// Does a clause begin at this token?
fn is_border(words: &Words, at: usize, sentence: &Range<usize>) -> bool {
    match words.text(at) {
        ";" | ":" | "—" | "(" => true,
        "–" | "-" => words.get(at).is_some_and(|t| t.spaced) && words.get(at + 1).is_some_and(|t| t.spaced),
        // the bracket closes, and what follows begins a new one
        _ if at > sentence.start && words.is_sign(at - 1, ")") => true,
        "," => !is_list_comma(words, at),
        _ => {
            let joins = words.says_any(at, &["while", "although", "though", "whereas", "but", "because"]);
            joins && !words.is_sign(at - 1, ",")
        }
    }
}

/// "brutal, crowded cells", "murder, rape and theft": no statement ends here.
fn is_list_comma(words: &Words, at: usize) -> bool {
    let both = |class: Class| words.is(at - 1, class) && words.is(at + 1, class);
    both(Class::ADJECTIVE) || words.is_number(at - 1) && words.is_number(at + 1) && words.is_glued(at + 1)
}

fn is_inside(words: &Words, at: usize, mentions: &[Mention]) -> bool {
    let Some(token) = words.get(at) else { return false };
    mentions.iter().any(|mention| mention.span.start < token.span.start && token.span.end < mention.span.end)
}
