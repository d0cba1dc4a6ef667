//! "75,000", "1 234 567", "1.2 million", "$5bn", "2 and a half", "-4": a figure in digits, with the scale word behind it.

use rust_decimal::Decimal;

use super::super::figure::{Figure, Script};
use super::super::gallery::Form;
use super::super::line::Line;
use super::super::noun_phrase::is_plural;
use super::super::written::{
    and_fraction, currency_before, digits, power, raised, scaled, slashed_fraction, vulgar_fraction,
};
use crate::model::lexicon::Class;
use crate::model::quantity::integer_step;
use crate::model::token::Words;

pub const FORM: Form = Form {
    name: "digits",
    reads: &[
        ("Police made [75,000] arrests in two provinces.", "75000 ‹arrests›"),
        ("The estate is worth [₹3 crore 20 lakh].", "32000000 INR ‹estate›"),
        ("The grant was [1\u{202f}234\u{202f}567.89 euros].", "1234567.89 EUR ‹grant›"),
        ("They packed [3 dozen] boxes.", "36 ‹boxes›"),
        ("The valley counts [1\u{a0}234\u{a0}567] voters.", "1234567 ‹voters›"),
        ("The valley counts [12 345] voters.", "12345 ‹voters›"),
        ("The valley counts [1'234'567] voters.", "1234567 ‹voters›"),
        ("Officials listed [1,23,456] farmers.", "123456 ‹farmers›"),
        ("The plant employs [1.2 million] workers.", "1200000 ‹workers›"),
        ("The bank paid [$5bn] last summer.", "5000000000 USD"),
        ("It took [2 and a half] cups.", "2.5 ‹cups›"),
        ("It took [2½] cups.", "2.5 ‹cups›"),
        ("The average was [.5 percent].", "0.5 percent ‹average›"),
        ("Rivers froze at [minus 12 degrees Celsius].", "-12 degree celsius"),
    ],
    leaves: &["Nobody was hurt.", "The serial key was 00847."],
    read,
};

fn read(line: &Line, at: usize) -> Option<Figure> {
    let words = &line.words;
    if !words.is_number(at) {
        return None;
    }
    let mut from = at;
    let has_leading_stop = at > 0 && words.is_sign(at - 1, ".") && words.is_glued(at) && !words.is_glued(at - 1);
    let mut figure = if has_leading_stop && words.text(at).bytes().all(|byte| byte.is_ascii_digit()) {
        // ".5"
        from = at - 1;
        leading_stop(words.text(at), from..at + 1)?
    } else {
        let (value, step, end) = grouped_by_spaces(line, at)
            .or_else(|| digits(words.text(at), line.habit).map(|(value, step)| (value, step, at + 1)))?;
        Figure::exact(at..end, value, step, Script::Digits, FORM.name)
    };
    let is_money = match currency_before(line, from) {
        Some((start, unit)) => {
            figure.unit = unit.clone();
            figure.has_unit = true;
            from = start;
            true
        }
        None => false,
    };
    if let Some(start) = minus(line, from) {
        figure = figure.times(Decimal::NEGATIVE_ONE)?;
        figure.scale = Decimal::ONE;
        figure.step = figure.step.abs();
        from = start;
        if let Some((start, unit)) = currency_before(line, from).filter(|_| !is_money) {
            // "$-50.8bn"
            figure.unit = unit.clone();
            figure.has_unit = true;
            from = start;
        }
    }
    let is_money = figure.has_unit;
    if let Some((part, end)) = fraction_behind(line, figure.tokens.end) {
        figure = plus(figure, part, part, end)?;
    }
    if let Some((exponent, end)) = power(line, figure.tokens.end) {
        let value = raised(figure.value?, exponent)?;
        figure.step = raised(figure.step, exponent).unwrap_or(value);
        figure = with_value(figure, value.normalize());
        figure.end_at(end);
    }
    let mut figure = scaled(line, figure, is_money)?;
    if line.says_any(figure.tokens.end, &["dozen", "dozens"]) && figure.scale == Decimal::ONE && !is_money {
        let end = figure.tokens.end + 1;
        figure = figure.times(Decimal::from(12))?;
        figure.end_at(end);
    }
    if let Some((part, end)) = and_fraction(line, figure.tokens.end) {
        // "2 million and a half"
        let part = figure.scale.checked_mul(part)?;
        figure = plus(figure, part, part, end)?;
    }
    figure.tokens.start = from;
    Some(figure)
}

/// "816 000", parted by no-break or thin spaces, or by plain ones where the groups leave no doubt.
fn grouped_by_spaces(line: &Line, at: usize) -> Option<(Decimal, Decimal, usize)> {
    let words = &line.words;
    let first = words.text(at);
    if let Some(found) = grouped_by_apostrophes(words, at) {
        return Some(found);
    }
    if !(1..=3).contains(&first.len()) || first.starts_with('0') || !first.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let mut value: i128 = first.parse().ok()?;
    let mut end = at + 1;
    let mut plain_spaces = 0;
    let mut decimals = "";
    while let Some(token) = words.get(end).filter(|_| words.is_number(end) && end < at + 8) {
        let gap = words.text.get(words.tokens[end - 1].span.end as usize..token.span.start as usize)?;
        let (group, rest) = words.text(end).split_once(['.', ',']).unwrap_or((words.text(end), ""));
        let fits = group.len() == 3 && group.bytes().all(|b| b.is_ascii_digit());
        if !fits
            || !matches!(gap, "\u{a0}" | "\u{202f}" | "\u{2009}" | " ")
            || !decimals.is_empty()
            || !rest.bytes().all(|byte| byte.is_ascii_digit())
        {
            break;
        }
        plain_spaces += u32::from(gap == " ");
        value = value * 1000 + group.parse::<i128>().ok()?;
        decimals = rest;
        end += 1;
    }
    let groups = end - at - 1;
    // "12 345 residents": two numbers side by side are none that news would tell
    let counts = is_plural(line, end) && !words.is_capital(end) && decimals.is_empty();
    let is_apart = at.checked_sub(1).is_none_or(|before| !words.is_number(before) && !words.is(before, Class::MONTH));
    let is_sure = plain_spaces == 0 || groups >= 2 || words.text(end - 1) == "000" || counts && is_apart;
    if groups == 0 || !is_sure {
        return None;
    }
    let places = u32::try_from(decimals.len()).ok().filter(|&places| places <= 9)?;
    for digit in decimals.bytes() {
        value = value * 10 + i128::from(digit - b'0');
    }
    let value = Decimal::try_from_i128_with_scale(value, places).ok()?;
    let step = if places == 0 { integer_step(value) } else { Decimal::new(1, places) };
    Some((value, step, end))
}

/// "1'250'000", as the Swiss group.
fn grouped_by_apostrophes(words: &Words, at: usize) -> Option<(Decimal, Decimal, usize)> {
    let plain = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let first = words.text(at);
    if !(1..=3).contains(&first.len()) || !plain(first) || first.starts_with('0') {
        return None;
    }
    let mut value: i128 = first.parse().ok()?;
    let mut end = at + 1;
    while end < at + 12 && matches!(words.text(end), "'" | "’") && words.is_glued(end) && words.is_glued(end + 1) {
        let group = words.text(end + 1);
        if group.len() != 3 || !plain(group) {
            break;
        }
        value = value * 1000 + group.parse::<i128>().ok()?;
        end += 2;
    }
    let value = Decimal::try_from_i128_with_scale(value, 0).ok()?;
    (end > at + 1).then(|| (value, integer_step(value), end))
}

/// ".289" -> 0.289
fn leading_stop(text: &str, tokens: std::ops::Range<usize>) -> Option<Figure> {
    let places = u32::try_from(text.len()).ok().filter(|&places| places <= 9)?;
    let value = Decimal::try_from_i128_with_scale(text.parse().ok()?, places).ok()?;
    Some(Figure::exact(tokens, value, Decimal::new(1, places), Script::Digits, FORM.name))
}

/// "minus 12", "minus-130", "−4", "-4": the sign's first token.
fn minus(line: &Line, from: usize) -> Option<usize> {
    let words = &line.words;
    let at = from.checked_sub(1)?;
    if words.says(at, "minus") && !words.is_number(at.wrapping_sub(1)) && !words.says(at.wrapping_sub(1), "or") {
        return Some(at);
    }
    if !words.is_dash(at) {
        return None;
    }
    if at > 0 && words.says(at - 1, "minus") && words.is_glued(at) {
        return Some(at - 1);
    }
    // a dash that touches the digits only
    let opens = !words.is_glued(at)
        || matches!(words.text(at.wrapping_sub(1)), "(" | "$" | "€" | "£" | "<" | ">" | "=" | "≤" | "≥");
    let is_minus = matches!(words.text(at), "-" | "−") && words.is_glued(from);
    let follows_word = at > 0 && words.is_glued(at) && words.is_word(at - 1);
    if !opens || !is_minus || follows_word {
        return None;
    }
    let Some(before) = at.checked_sub(1) else {
        // a line of nothing else; with words behind it the dash begins an item of a list
        return (from..words.len()).all(|token| words.is_glued(token)).then_some(at);
    };
    // "COVID -19", "2019 -20": without a unit the dash is a dash, unless the words ask for a number
    let has_unit = line.vocabulary.units.all_at(words, from + 1).any(|(_, unit)| !unit.before);
    let is_sign = matches!(words.text(before), "$" | "€" | "£" | "<" | ">" | "=" | "≤" | "≥");
    let asks = line.is(before, Class::PREPOSITION | Class::COPULA) && !words.is_capital(before);
    (has_unit || is_sign || asks).then_some(at)
}

/// "2 and a half", "2½", "2 1/4": the part and the token after it.
fn fraction_behind(line: &Line, at: usize) -> Option<(Decimal, usize)> {
    let words = &line.words;
    let vulgar = vulgar_fraction(words.text(at)).map(|part| (part, at + 1));
    let slashed = slashed_fraction(line, at).filter(|_| words.text(at + 2).len() <= 2).map(|part| (part, at + 3));
    vulgar.or(slashed).or_else(|| and_fraction(line, at))
}

fn plus(figure: Figure, part: Decimal, step: Decimal, end: usize) -> Option<Figure> {
    let value = figure.value?.checked_add(part)?.normalize();
    let mut figure = Figure { step, ..with_value(figure, value) };
    figure.end_at(end);
    Some(figure)
}

fn with_value(figure: Figure, value: Decimal) -> Figure {
    Figure { value: Some(value), low: Some(value), high: Some(value), ..figure }
}
