//! "62 a day", "1.9 per 100,000 people", "$1,100 per square foot": what a figure is counted per. The denominator is no count of its own.

use rust_decimal::Decimal;

use super::line::Line;
use super::noun_phrase;
use super::simple;
use crate::model::lexicon::Class;
use crate::model::mention::Mention;
use crate::model::quantity::Per;
use crate::model::time::TimeKind;

/// The denominator that begins at a token, and the token after it.
pub fn read(line: &Line, at: usize, is_money: bool) -> Option<(Per, usize)> {
    let hyphen = usize::from(line.is_hyphen(at));
    let start = at + hyphen;
    let from_word = start + 1 + usize::from(line.is_hyphen(start + 1));
    if line.says_any(start, &["per", "every", "each"]) || line.says(start, "for") && line.says(start + 1, "every") {
        let from = from_word + usize::from(line.says(start, "for"));
        if line.says(start, "per") || line.says(start, "for") {
            return per_number(line, from).or_else(|| per_thing(line, from));
        }
        return per_time(line, from);
    }
    if line.words.is_sign(start, "/") && line.words.is_glued(start) && line.words.is_glued(start + 1) {
        // "$15/hour", "10 g/km"
        return per_time(line, start + 1).or_else(|| per_measure(line, start + 1));
    }
    // "a day", "an ounce", "barrel-a-day"
    if !line.says_any(start, &["a", "an"]) {
        return None;
    }
    let piece = || is_money.then(|| per_piece(line, from_word)).flatten();
    per_time(line, from_word).or_else(|| per_measure(line, from_word)).or_else(piece)
}

/// "900 dinars a loaf", "$18 a vial": one noun in the singular that closes its phrase.
fn per_piece(line: &Line, at: usize) -> Option<(Per, usize)> {
    let is_thing = noun_phrase::noun_like(line, at)
        && !noun_phrase::is_plural(line, at)
        && !line.is(at, Class::ADJECTIVE | Class::FILLER | Class::VERB)
        && !line.words.is_capital(at)
        && !line.says_any(at, &["lot", "bit", "time", "piece", "while"]);
    let ends = !noun_phrase::noun_like(line, at + 1) && !line.is_hyphen(at + 1) && line.date_at(at).is_none();
    (is_thing && ends).then(|| (per(Decimal::ONE, name(line, at)), at + 1))
}

/// "per 100,000 inhabitants"
fn per_number(line: &Line, at: usize) -> Option<(Per, usize)> {
    let figure = simple::next(line, at)?;
    let end = figure.tokens.end;
    let amount = figure.value?;
    match noun_phrase::after(line, end) {
        Some(phrase) if !figure.has_unit => Some((per(amount, phrase.head.of(line.words.text)), phrase.head_at + 1)),
        _ => Some((per(amount, line.vocabulary.unit_names.name(&figure.unit)), end)),
    }
}

/// "per guard", "per sq m"
fn per_thing(line: &Line, at: usize) -> Option<(Per, usize)> {
    if let Some(found) = per_measure(line, at) {
        return Some(found);
    }
    line.words.is_word(at).then(|| (per(Decimal::ONE, name(line, at)), at + 1))
}

/// "a day", "each year"
fn per_time(line: &Line, at: usize) -> Option<(Per, usize)> {
    let is_single = line.is(at, Class::TIME_UNIT) && !line.is(at, Class::PLURAL) && !line.words.text(at).ends_with('s');
    // "a year ago" is a time, "an hour's drive" no rate
    let is_time = line.says_any(at + 1, &["ago", "earlier", "later", "before", "after", "old"])
        || line
            .date_at(at)
            .and_then(Mention::time)
            .is_some_and(|time| matches!(time.kind, TimeKind::Date | TimeKind::Time))
        || line.words.text(at + 1).starts_with(['\'', '’']);
    (is_single && !is_time).then(|| (per(Decimal::ONE, name(line, at)), at + 1))
}

/// "a barrel", "per square foot"
fn per_measure(line: &Line, at: usize) -> Option<(Per, usize)> {
    if line.is(at, Class::TIME_UNIT) {
        return None;
    }
    let (length, unit) = line.vocabulary.units.all_at(&line.words, at).find(|(_, unit)| !unit.before && !unit.glued)?;
    let is_plural = line.words.text(at + length - 1).ends_with('s') && line.words.text(at).len() > 3;
    let is_currency =
        matches!(unit.unit, crate::model::quantity::Unit::Money(_) | crate::model::quantity::Unit::Percent);
    (!is_plural && !is_currency).then(|| (per(Decimal::ONE, line.vocabulary.unit_names.name(&unit.unit)), at + length))
}

/// The base form, or the word itself.
fn name<'a>(line: &Line<'a>, at: usize) -> &'a str {
    match line.words.lemma(at) {
        "" => line.words.text(at),
        lemma => lemma,
    }
}

fn per(amount: Decimal, unit: &str) -> Per {
    Per { amount, unit: unit.into() }
}
