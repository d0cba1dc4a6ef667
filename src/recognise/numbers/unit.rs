//! The unit behind a figure: percent, currency words, measures; hyphenated too ("16-year").

use rust_decimal::Decimal;

use super::figure::{Figure, Script};
use super::line::{Line, PADS};
use crate::model::lexicon::Class;
use crate::model::quantity::Unit;
use crate::model::vocabulary::UnitWord;

/// Adds the unit, when one follows.
pub fn attach(line: &Line, mut figure: Figure) -> Figure {
    if matches!(figure.unit, Unit::Money(_)) {
        skip_country(line, &mut figure);
        return figure;
    }
    let end = figure.tokens.end;
    let hyphen = line.is_hyphen(end);
    let at = if hyphen { end + 1 } else { end };
    // "seven working days"
    let padded = usize::from(!hyphen && line.says_any(at, PADS) && line.is(at + 1, Class::TIME_UNIT));
    let at = at + padded;
    let Some((length, unit)) = unit_at(line, at, hyphen, &figure) else { return figure };
    figure.unit = unit;
    figure.has_unit = true;
    figure.hyphened = hyphen;
    figure.end_at(at + length);
    if matches!(figure.unit, Unit::Percent | Unit::Points) && figure.scale == Decimal::ONE && figure.step > Decimal::ONE
    {
        figure.step = Decimal::ONE;
    }
    figure
}

/// The unit words at a token: how many tokens, and which unit.
fn unit_at(line: &Line, at: usize, hyphen: bool, figure: &Figure) -> Option<(usize, Unit)> {
    let words = &line.words;
    let found = line.vocabulary.units.all_at(words, at).find(|(length, unit)| {
        let is_placed = match (unit.large, unit.glued) {
            (true, _) => is_large(line, figure, at + length),
            (false, glued) => !glued || words.is_glued(at) && !hyphen,
        };
        !unit.before && is_placed && is_written_so(line, at, *length, unit)
    });
    let (length, unit) = found?;
    let end = at + length;
    // "in her 30s", "temperatures in the 20s": a decade of life or of a scale, and no seconds
    let figure_at = at.checked_sub(1)?;
    let is_decade = &*unit.written == "s" && words.is_glued(at) && words.text(figure_at).ends_with('0');
    if is_decade
        && figure_at.checked_sub(1).is_some_and(|before| {
            words.is(before, Class::DETERMINER) || words.says_any(before, &["mid", "early", "late", "-"])
        })
    {
        return None;
    }
    // "20 foot soldiers": a singular before people is part of what they are
    let is_singular = !figure.is_small(1) && !words.text(end - 1).ends_with('s') && words.text(at).len() > 2;
    let before_people = is_singular
        && words.is(end, Class::GENERIC | Class::PLURAL)
        && words.is(at, Class::NOUN)
        && !hyphen
        && !words.is(at, Class::TIME_UNIT);
    // "12 m people" is no length
    let is_letter = words.text(at).len() == 1 && !words.is_glued(at) && words.is(end, Class::GENERIC);
    // "six C-130 planes"
    let opens_name = words.text(at).len() == 1 && words.is_word(at) && line.is_hyphen(end);
    if before_people || is_letter || opens_name {
        return None;
    }
    Some((length, unit.unit.clone()))
}

/// So far before its sum a verb of paying may stand, in tokens.
const PAID_REACH: usize = 4;

/// "40 million pounds", "40 billion won": so much is money. "3 million pounds of rice" is none, "3 million won the prize" neither.
fn is_large(line: &Line, figure: &Figure, end: usize) -> bool {
    let is_verb = line.is(end, Class::DETERMINER | Class::PRONOUN | Class::DEFINITE);
    // "2.50 marks": cents are told of money only; but a weight of 2.25 pounds
    let has_cents = figure.step == Decimal::new(1, 2) && !line.says(end - 1, "pounds");
    // "fined 275,000 pounds": what is paid is no weight
    let start = figure.tokens.start;
    let is_paid = (start.saturating_sub(PAID_REACH)..start).any(|at| {
        matches!(line.words.lemma(at), "fine" | "pay" | "cost" | "worth" | "earn" | "owe" | "compensate" | "donate")
            && line.words.is_word(at)
    });
    (figure.scale >= Decimal::from(1_000_000) || has_cents || is_paid) && !line.says(end, "of") && !is_verb
}

/// Short units mean what they mean in their own case only.
fn is_written_so(line: &Line, at: usize, length: usize, unit: &UnitWord) -> bool {
    if length > 1 || unit.written.len() > 3 {
        return true;
    }
    let text = line.words.text(at);
    *text == *unit.written
        || text.len() > 1
            && (line.words.is_glued(at) || line.title_case)
            && (text.eq_ignore_ascii_case(&unit.written) && text.bytes().all(|byte| byte.is_ascii_uppercase()))
}

/// "tens of millions of dollars", "280 million of the 1.5 billion shekels": the unit behind "of", and the token after it.
pub fn behind_of(line: &Line, figure: &Figure) -> Option<(Unit, usize)> {
    let is_large = figure.script == Script::Vague || figure.scale > Decimal::ONE_HUNDRED;
    if figure.has_unit || !is_large || !line.says(figure.next, "of") {
        return None;
    }
    let mut at = figure.next + 1;
    while at < figure.next + 6
        && (line.is(at, Class::DEFINITE | Class::NUMERAL | Class::SCALE) || line.words.is_number(at))
    {
        at += 1;
    }
    let (length, unit) = line.vocabulary.units.all_at(&line.words, at).find(|(_, unit)| is_plain(unit))?;
    Some((unit.unit.clone(), at + length))
}

/// "50 previous years", "517 rushing yards": a noun phrase whose head is a unit.
pub fn of_head(line: &Line, head: usize) -> Option<Unit> {
    let (_, unit) =
        line.vocabulary.units.all_at(&line.words, head).find(|(length, unit)| *length == 1 && is_plain(unit))?;
    let is_plural = line.words.text(head).ends_with('s') && line.words.text(head).len() > 3;
    (is_plural && matches!(unit.unit, Unit::Measure(_))).then(|| unit.unit.clone())
}

/// A word that stands behind a figure, at any distance.
fn is_plain(unit: &UnitWord) -> bool {
    !unit.before && !unit.glued && unit.written.len() > 3
}

/// "$76 US a barrel": the country behind the figure says whose dollars they are.
fn skip_country(line: &Line, figure: &mut Figure) {
    let at = figure.tokens.end;
    let says_country = line.says_any(at, &["US", "U.S.", "U.S"]) && line.words.is_capital(at);
    let ends = line.is_stop(at + 1) || line.is(at + 1, Class::PREPOSITION | Class::DETERMINER | Class::CONJUNCTION);
    if says_country && ends {
        figure.end_at(at + 1);
    }
}
