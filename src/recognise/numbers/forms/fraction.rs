//! "half", "a third of", "two-thirds", "three quarters", "half a million", "1/16", "½": a part of something, as a ratio.
//!
//! "third" and "quarter" are places and times too: they are fractions only with a numerator and what goes with one.

use rust_decimal::Decimal;

use super::super::figure::{Figure, Script};
use super::super::gallery::Form;
use super::super::line::Line;
use super::super::written::{denominator, fraction_step, scaled, slashed_fraction, vulgar_fraction};
use crate::model::lexicon::Class;
use crate::model::quantity::{Unit, integer_step};

pub const FORM: Form = Form {
    name: "fraction",
    reads: &[
        ("[Half] of the villagers left.", "0.5 ratio ‹villagers›"),
        ("[Two-thirds] of voters agreed.", "0.6666666666666666666666666667 ratio ‹voters›"),
        ("The firm cut [three quarters] of its staff.", "0.75 ratio down by ‹staff›"),
        ("Sales rose by [a fifth] last month.", "0.20 ratio up by ‹Sales›"),
        ("Output fell by [a third].", "0.3333333333333333333333333333 ratio down by ‹Output›"),
        ("The fire displaced [half a million] people.", "500000 ‹people›"),
        ("The rally drew [a quarter of a million] people.", "250000 ‹people›"),
        ("Sales rose by [half a percent].", "0.5 percent up by ‹Sales›"),
        ("It was [one-half mile] away.", "0.50 mile"),
        ("The gap is [1/4 inch] wide.", "0.25 inch ‹gap›"),
        ("[A quarter million] people came.", "250000 ‹people›"),
        ("Pour [1/16] of a pint.", "0.0625 ratio ‹pint›"),
    ],
    leaves: &["They won in the second half.", "He finished in a third place.", "Sales rose in the last quarter."],
    read,
};

fn read(line: &Line, at: usize) -> Option<Figure> {
    slashed(line, at).or_else(|| vulgar(line, at)).or_else(|| spoken(line, at)).or_else(|| half(line, at))
}

/// "1/16", "1⁄16"; small enough to be a date is left to dates
fn slashed(line: &Line, at: usize) -> Option<Figure> {
    let words = &line.words;
    let value = slashed_fraction(line, at)?;
    if line.says(at + 3, "of") || words.text(at + 1) == "⁄" {
        return ratio(at..at + 3, value);
    }
    // "a 1/4 inch gap"
    is_measure_word(line, at + 3).then(|| Figure::exact(at..at + 3, value, fraction_step(), Script::Words, FORM.name))
}

/// "½ of the vote", "½ a mile"
fn vulgar(line: &Line, at: usize) -> Option<Figure> {
    let value = vulgar_fraction(line.words.text(at))?;
    let mut figure = ratio(at..at + 1, value)?;
    if !line.says(at + 1, "of") {
        figure.unit = Unit::Count;
        figure.has_unit = false;
    }
    Some(figure)
}

/// "two-thirds", "a third", "three quarters", "one fifth"
fn spoken(line: &Line, at: usize) -> Option<Figure> {
    let words = &line.words;
    let has_article = |at: usize| at > 0 && line.says_any(at - 1, &["a", "one"]);
    let (from, over, under_at) = if words.is(at, Class::NUMERAL) {
        let under_at = if line.is_hyphen(at + 1) { at + 2 } else { at + 1 };
        (at, Decimal::from(words.entry(at).numeral), under_at)
    } else if words.is(at, Class::FRACTION) && has_article(at) {
        (at - 1, Decimal::ONE, at)
    } else if line.says(at, "quarter") && words.is(at + 1, Class::SCALE) && words.text(at + 1).len() > 2 {
        (at, Decimal::ONE, at)
    } else {
        return None;
    };
    let under = denominator(line, under_at)?;
    if over.is_zero() || over >= under {
        return None;
    }
    let end = under_at + 1;
    let of = if line.says(end, "of") && line.says_any(end + 1, &["a", "one"]) { 2 } else { 0 };
    if words.is(end + of, Class::SCALE) && words.text(end + of).len() > 2 {
        // "a quarter of a million", "a quarter million"
        let part = Figure::exact(from..end + of, over.checked_div(under)?, Decimal::ONE, Script::Words, FORM.name);
        let mut figure = scaled(line, part, false)?;
        figure.step = figure.value.map_or(Decimal::ONE, integer_step);
        return Some(figure);
    }
    let is_plural = words.text(under_at).ends_with('s') && over > Decimal::ONE;
    let is_hour = words.is(end, Class::TIME_UNIT) || line.says(end, "past");
    if is_measure_word(line, end) && line.says_any(under_at, &["half", "quarter", "quarters"]) {
        // "one-half miles", "three-quarters mile": the unit is added behind it
        return Some(Figure::exact(from..end, over.checked_div(under)?, fraction_step(), Script::Words, FORM.name));
    }
    let is_one = over == Decimal::ONE;
    // "rose by a fifth last month"
    let by = from > 0 && line.says(from - 1, "by") && line.says_any(end, &["last", "this", "next"]);
    (!is_hour && (is_plural || is_one && (by || stands_alone(line, end))))
        .then(|| ratio(from..end, over.checked_div(under)?))?
}

/// "half of", "half the", "half a million", "more than half"
fn half(line: &Line, at: usize) -> Option<Figure> {
    let words = &line.words;
    if !line.says(at, "half") || !words.is_word(at) {
        return None;
    }
    let after_article = line.says_any(at + 1, &["a", "an"]);
    if after_article && (words.is(at + 2, Class::SCALE) || line.says(at + 2, "dozen")) {
        return half_a_scale(line, at, at + 2);
    }
    if words.is(at + 1, Class::SCALE) && words.text(at + 1).len() > 2 {
        return half_a_scale(line, at, at + 1);
    }
    if after_article && (words.is(at + 2, Class::PERCENT) || is_measure_word(line, at + 2)) {
        // "half a percent", "half a mile": the unit is added behind it
        return Some(Figure::exact(at..at + 2, Decimal::new(5, 1), Decimal::new(1, 1), Script::Words, FORM.name));
    }
    // "the second half", "a half-hour", "half past"
    let place = at.checked_sub(1).is_some_and(|before| {
        words.is(before, Class::ORDINAL | Class::ADJECTIVE)
            || line.says_any(before, &["the", "this", "last", "next", "other", "a"])
    });
    let goes_on = line.is_hyphen(at + 1)
        || line.says_any(at + 1, &["past", "time", "hour", "way"])
        || after_article && words.is(at + 2, Class::TIME_UNIT);
    if place || goes_on {
        return None;
    }
    let of = line.says(at + 1, "of") || words.is(at + 1, Class::DEFINITE) || line.says_any(at + 1, &["all", "that"]);
    (of || stands_alone(line, at + 1) || words.is(at + 1, Class::PLURAL))
        .then(|| ratio(at..at + 1, Decimal::new(5, 1)))?
}

/// A unit of measure that is no unit of time.
fn is_measure_word(line: &Line, at: usize) -> bool {
    let unit = line.vocabulary.units.longest_at(&line.words, at);
    unit.is_some_and(|(_, unit)| !unit.before && !unit.glued) && !line.is(at, Class::TIME_UNIT)
}

/// "half a million", "half million"
fn half_a_scale(line: &Line, at: usize, scale: usize) -> Option<Figure> {
    if line.says(scale, "dozen") {
        return Some(Figure::exact(at..scale + 1, Decimal::from(6), Decimal::ONE, Script::Words, FORM.name));
    }
    let figure = Figure::exact(at..scale, Decimal::new(5, 1), Decimal::ONE, Script::Words, FORM.name);
    let mut figure = scaled(line, figure, false)?;
    figure.step = figure.value.map_or(Decimal::ONE, integer_step);
    Some(figure)
}

fn ratio(tokens: std::ops::Range<usize>, value: Decimal) -> Option<Figure> {
    let mut figure = Figure::exact(tokens, value, fraction_step(), Script::Fraction, FORM.name);
    figure.unit = Unit::Ratio;
    figure.has_unit = true;
    Some(figure)
}

/// No noun follows that the word could be an ordinal or a share of time of.
fn stands_alone(line: &Line, at: usize) -> bool {
    let closed = Class::PREPOSITION | Class::CONJUNCTION | Class::AUXILIARY | Class::SUBORDINATOR | Class::RELATIVE;
    line.is_stop(at) || line.is(at, closed) || line.says_any(at, &["compared", "more", "less"])
}
