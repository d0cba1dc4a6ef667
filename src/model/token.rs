//! Words, numbers and signs of a text, as places and numbers; no strings are copied.

use super::lexicon::{Class, Entry, Lexicon, WordId};
use super::span::Span;

/// What a token is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// letters, with inner full stops in abbreviations: "prison", "U.S.", "’s"
    Word,
    /// a run that begins with a digit, with its separators: "6,600,000", "12.8"
    Number,
    /// any other sign, one character
    Sign,
}

/// One token. 16 bytes; which word it is stands in the lexicon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    pub span: Span,
    /// number of the word in the lexicon, 0 when unknown; signs and numbers have one where the vocabulary names them ("%")
    pub word: WordId,
    pub kind: TokenKind,
    /// white space stood before it
    pub spaced: bool,
    /// its first letter is a capital
    pub capital: bool,
}

/// The tokens of one text with the lexicon they point into: what recognisers walk over.
///
/// Looking past either end is allowed and finds nothing, so rules need no bounds checks.
#[derive(Debug, Clone, Copy)]
pub struct Words<'a> {
    pub text: &'a str,
    pub tokens: &'a [Token],
    pub lexicon: &'a Lexicon,
}

impl<'a> Words<'a> {
    pub fn len(&self) -> usize {
        self.tokens.len()
    }

    pub fn is_empty(&self) -> bool {
        self.tokens.is_empty()
    }

    pub fn get(&self, at: usize) -> Option<&'a Token> {
        self.tokens.get(at)
    }

    /// The token's text, empty past the ends.
    pub fn text(&self, at: usize) -> &'a str {
        self.tokens.get(at).map_or("", |token| token.span.of(self.text))
    }

    /// What the vocabulary knows of the token's word.
    pub fn entry(&self, at: usize) -> &'a Entry {
        self.lexicon.entry(self.tokens.get(at).map_or(0, |token| token.word))
    }

    /// Can the token be one of these?
    pub fn is(&self, at: usize, class: Class) -> bool {
        self.entry(at).classes.intersects(class)
    }

    /// Is it this word, ASCII case folded?
    pub fn says(&self, at: usize, word: &str) -> bool {
        self.text(at).eq_ignore_ascii_case(word)
    }

    /// Is it one of these words, ASCII case folded?
    pub fn says_any(&self, at: usize, words: &[&str]) -> bool {
        words.iter().any(|word| self.says(at, word))
    }

    /// The base form of the token's word, empty when unknown.
    pub fn lemma(&self, at: usize) -> &'a str {
        self.lexicon.word(self.entry(at).lemma)
    }

    pub fn is_word(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.kind == TokenKind::Word)
    }

    pub fn is_number(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.kind == TokenKind::Number)
    }

    /// Is it this one sign?
    pub fn is_sign(&self, at: usize, sign: &str) -> bool {
        self.tokens.get(at).is_some_and(|token| token.kind == TokenKind::Sign && token.span.of(self.text) == sign)
    }

    /// Hyphen, en dash, em dash or minus.
    pub fn is_dash(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| {
            token.kind == TokenKind::Sign && matches!(token.span.of(self.text), "-" | "‐" | "‑" | "–" | "—" | "−")
        })
    }

    /// Does it touch the token before it?
    pub fn is_glued(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| !token.spaced) && at > 0
    }

    pub fn is_capital(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.capital)
    }

    /// The span of tokens `from..to` (`to` exclusive; at least one token).
    pub fn span(&self, from: usize, to: usize) -> Span {
        let last = to.max(from + 1) - 1;
        self.tokens[from].span.join(self.tokens[last].span)
    }

    /// The first token that begins at byte `start` or after it.
    pub fn at_byte(&self, start: u32) -> usize {
        self.tokens.partition_point(|token| token.span.start < start)
    }

    /// The tokens that lie within a span, as a range of token numbers.
    pub fn within(&self, span: Span) -> std::ops::Range<usize> {
        let from = self.at_byte(span.start);
        from..self.at_byte(span.end).max(from)
    }
}
