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

/// Cuts a text into tokens, from left to right, in one pass; white space is left out.
///
/// "6,600,000" and "12.8" are one number, "MS-13" is a word, a sign and a number, "country’s" is "country" and "’s",
/// "U.S." and "p.m." are one word each.
pub fn cut(text: &str) -> Cut<'_> {
    Cut { text, at: 0, no_initials_before: 0 }
}

/// The iterator that [`cut`] returns.
#[derive(Debug, Clone)]
pub struct Cut<'a> {
    text: &'a str,
    at: usize,
    /// up to here no initials begin: the run of "a.b.c" that was last looked at is none, wherever in it one begins to read
    no_initials_before: usize,
}

impl Iterator for Cut<'_> {
    type Item = (Span, TokenKind);

    fn next(&mut self) -> Option<Self::Item> {
        let start = self.at + space_length(&self.text[self.at..]);
        let rest = &self.text[start..];
        let (length, kind) = match *rest.as_bytes().first()? {
            b'0'..=b'9' => (number_length(rest), TokenKind::Number),
            b'a'..=b'z' | b'A'..=b'Z' => (self.word_length(start), TokenKind::Word),
            b'\'' | 0x80.. => {
                let first = rest.chars().next()?;
                let possessive = possessive_length(rest);
                match first {
                    _ if possessive > 0 => (possessive, TokenKind::Word),
                    c if c.is_alphabetic() => (self.word_length(start), TokenKind::Word),
                    c => (c.len_utf8(), TokenKind::Sign),
                }
            }
            _ => (1, TokenKind::Sign),
        };
        self.at = start + length;
        Some((Span::new(start, self.at), kind))
    }
}

impl Cut<'_> {
    fn word_length(&mut self, start: usize) -> usize {
        let rest = &self.text[start..];
        if start >= self.no_initials_before && rest.as_bytes().get(1) == Some(&b'.') {
            match initials_length(rest) {
                Ok(length) => return length,
                Err(looked) => self.no_initials_before = start + looked,
            }
        }
        plain_word_length(rest)
    }
}

/// Bytes of white space, and of the invisible characters that pages put between words, at the start.
fn space_length(text: &str) -> usize {
    let mut at = 0;
    loop {
        match text.as_bytes().get(at) {
            Some(b'\t'..=b'\r' | b' ') => at += 1,
            Some(0x80..) => match text[at..].chars().next().filter(|&c| is_space(c)) {
                Some(c) => at += c.len_utf8(),
                None => return at,
            },
            _ => return at,
        }
    }
}

fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}' | '\u{2060}' | '\u{ad}')
}

fn number_length(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut at = 1;
    loop {
        match bytes.get(at) {
            Some(b'0'..=b'9') => at += 1,
            Some(b',' | b'.') if bytes.get(at + 1).is_some_and(u8::is_ascii_digit) => at += 2,
            _ => return at,
        }
    }
}

fn plain_word_length(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut at = 0;
    loop {
        // most words are ASCII, and end at a space
        at += bytes[at..].iter().position(|byte| !byte.is_ascii_alphabetic()).unwrap_or(bytes.len() - at);
        match bytes.get(at) {
            Some(b'\'' | 0x80..) => {}
            _ => return at,
        }
        let mut ahead = text[at..].chars();
        match ahead.next() {
            Some(c) if is_word_part(c) => at += c.len_utf8(),
            // "don't", "O’Brien": the apostrophe is inside the word
            Some(c @ ('\'' | '’'))
                if ahead.next().is_some_and(char::is_alphabetic) && possessive_length(&text[at..]) == 0 =>
            {
                at += c.len_utf8();
            }
            _ => return at,
        }
    }
}

fn is_word_part(c: char) -> bool {
    // combining marks follow their letter in decomposed text
    c.is_alphabetic() || matches!(c, '\u{300}'..='\u{36f}')
}

/// "U.S.", "a.m.": two or more single letters, each with its full stop; how far was looked when it is none.
fn initials_length(text: &str) -> Result<usize, usize> {
    let bytes = text.as_bytes();
    let mut at = 0;
    while bytes.get(at).is_some_and(u8::is_ascii_alphabetic) && bytes.get(at + 1) == Some(&b'.') {
        at += 2;
    }
    let stops_here = !text[at..].starts_with(is_word_part);
    if at >= 4 && stops_here { Ok(at) } else { Err(at) }
}

/// "'s" or "’s" that ends a word; 0 when it is none.
fn possessive_length(text: &str) -> usize {
    let mut chars = text.chars();
    let Some(apostrophe @ ('\'' | '’')) = chars.next() else { return 0 };
    let is_s = matches!(chars.next(), Some('s' | 'S'));
    if is_s && !chars.next().is_some_and(is_word_part) { apostrophe.len_utf8() + 1 } else { 0 }
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
    pub fn says_any<S: AsRef<str>>(&self, at: usize, words: &[S]) -> bool {
        let text = self.text(at);
        words.iter().any(|word| text.eq_ignore_ascii_case(word.as_ref()))
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
        self.tokens.get(at).is_some_and(|token| token.kind == TokenKind::Sign) && self.text(at) == sign
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

    /// "Would", "will", "not": the verb tells nothing that was done. "May" with a capital is the month.
    pub fn is_open(&self, at: usize) -> bool {
        let month = self.is(at, Class::MONTH) && self.text(at).starts_with(char::is_uppercase);
        !month && self.is(at, Class::MODAL | Class::FUTURE | Class::NEGATION)
    }

    /// "Halm 21, Lisk 9, Torv 8": does the number at a token stand in a row of names, each with its number? Three at least, for two are
    /// the score of a game.
    pub fn is_told_in_row(&self, at: usize) -> bool {
        const OTHERS: usize = 2;
        let mut others = 0;
        let mut number = at;
        while others < OTHERS
            && let Some(next) = self.next_in_row(number)
        {
            (others, number) = (others + 1, next);
        }
        let mut number = at;
        while others < OTHERS
            && let Some(last) = self.last_in_row(number)
        {
            (others, number) = (others + 1, last);
        }
        others >= OTHERS && at > 0 && self.is_capital(at - 1)
    }

    /// Tokens of a name in such a row, at most: "Bourgogne-Franche-Comté".
    const NAME_IN_ROW: usize = 6;

    /// The number behind the next name of a row.
    fn next_in_row(&self, number: usize) -> Option<usize> {
        let parted = self.is_sign(number + 1, ",") || self.is_sign(number + 1, ";");
        let joined = self.says(number + 1 + usize::from(parted), "and");
        let first = number + 1 + usize::from(parted) + usize::from(joined);
        let end = (first..first + Self::NAME_IN_ROW).find(|&at| !self.is_in_name(at))?;
        ((parted || joined) && self.ends_row_entry(first, end)).then_some(end)
    }

    /// The number before the name that a number stands behind.
    fn last_in_row(&self, number: usize) -> Option<usize> {
        let least = number.saturating_sub(Self::NAME_IN_ROW);
        let mut first = number;
        while first > least && self.is_in_name(first - 1) {
            first -= 1;
        }
        let joined = usize::from(first > 0 && self.says(first - 1, "and"));
        let at = first.checked_sub(1 + joined)?;
        let parted = usize::from(self.is_sign(at, ",") || self.is_sign(at, ";"));
        let last = (at + 1).checked_sub(parted + 1)?;
        ((parted > 0 || joined > 0) && first < number && self.is_number(last)).then_some(last)
    }

    fn is_in_name(&self, at: usize) -> bool {
        self.is_word(at) && self.is_capital(at) || self.is_dash(at) && self.is_glued(at)
    }

    fn ends_row_entry(&self, first: usize, number: usize) -> bool {
        let ends = |at: usize| !self.is_word(at) && !self.is_number(at) || self.says(at, "and");
        number > first && self.is_number(number) && ends(number + 1)
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

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        cut(text).map(|(span, _)| span.of(text)).collect()
    }

    #[test]
    fn numbers_keep_their_separators_and_lose_the_full_stop() {
        assert_eq!(words("of 6,600,000 in 2022."), ["of", "6,600,000", "in", "2022", "."]);
        assert_eq!(words("12.8-13.0"), ["12.8", "-", "13.0"]);
        assert_eq!(words("the 1990s"), ["the", "1990", "s"]);
    }

    #[test]
    fn names_with_digits_and_abbreviations() {
        assert_eq!(words("MS-13 in the U.S. at 9 p.m."), ["MS", "-", "13", "in", "the", "U.S.", "at", "9", "p.m."]);
    }

    #[test]
    fn possessives_are_words_of_their_own_and_contractions_are_not() {
        assert_eq!(words("country’s don't O’Brien's"), ["country", "’s", "don't", "O’Brien", "'s"]);
        assert_eq!(words("'so'"), ["'", "so", "'"]);
    }

    #[test]
    fn no_break_spaces_part_words() {
        assert_eq!(words("forces\u{a0}arrested"), ["forces", "arrested"]);
    }
}
