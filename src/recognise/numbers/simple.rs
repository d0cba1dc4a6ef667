//! One number at one place: what is left out is left, else the first form that reads wins, and its unit is added.

use super::figure::Figure;
use super::forms::FORMS;
use super::left_out::LEFT_OUT;
use super::line::Line;
use super::ordinal;
use super::unit;
use crate::model::lexicon::Class;
use crate::model::token::{Token, TokenKind, Words};

/// What stands at a token.
#[derive(Debug)]
pub enum At {
    Nothing,
    Figure(Figure),
    Ordinal(ordinal::Found),
    /// the kind (its place in the list) and the token after it
    LeftOut(usize, usize),
    /// a date or hour up to a token
    Time(usize),
}

/// May a number begin here?
pub fn may_begin(line: &Line, at: usize) -> bool {
    line.words.get(at).is_some_and(|token| may_be_number(&line.words, token))
}

/// The same for a token outside its sentence: a quick look that skips sentences without a number.
pub fn may_be_number(words: &Words, token: &Token) -> bool {
    token.kind == TokenKind::Number
        || words.lexicon.entry(token.word).classes.intersects(BEGINS)
        || is_fraction_sign(words, token)
}

/// "½", "⅔"
fn is_fraction_sign(words: &Words, token: &Token) -> bool {
    token.kind == TokenKind::Sign
        && matches!(token.span.of(words.text).as_bytes(), [0xc2, 0xbc..=0xbe] | [0xe2, 0x85, 0x90..=0x9e])
}

const BEGINS: Class =
    Class::NUMERAL.union(Class::SCALE).union(Class::VAGUE).union(Class::FRACTION).union(Class::ORDINAL);

/// Reads what stands at a token.
pub fn read(line: &Line, at: usize) -> At {
    if !may_begin(line, at) {
        return At::Nothing;
    }
    if let Some(time) = line.date_at(at) {
        return At::Time(line.after(time.span.end).max(at + 1));
    }
    if let Some(found) = ordinal::read(line, at) {
        return At::Ordinal(found);
    }
    let left_out = LEFT_OUT.iter().enumerate().find_map(|(kind, rule)| (rule.find)(line, at).map(|end| (kind, end)));
    if let Some((kind, end)) = left_out {
        return At::LeftOut(kind, end.max(at + 1));
    }
    match FORMS.iter().find_map(|form| (form.read)(line, at)) {
        Some(figure) => match ordinal::behind(line, &figure) {
            Some(found) => At::Ordinal(found),
            None => At::Figure(unit::attach(line, figure)),
        },
        None => At::Nothing,
    }
}

/// The figure that begins at a token, unless it is left out: for the second of two.
pub fn next(line: &Line, at: usize) -> Option<Figure> {
    // a currency sign or article may stand before the digits
    let begin = (at..at + 4).find(|&token| may_begin(line, token))?;
    match read(line, begin) {
        At::Figure(figure) if figure.tokens.start == at => Some(figure),
        _ => None,
    }
}
