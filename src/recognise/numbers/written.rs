//! Digits and scale words -> exact values: what the forms of numbers share.

use rust_decimal::Decimal;

use super::figure::Figure;
use super::habit::Habit;
use super::line::Line;
use crate::model::lexicon::Class;
use crate::model::quantity::{Unit, integer_step};
use crate::model::vocabulary::UnitWord;

/// A currency before the digits has at most so many tokens: "U.S. $".
const CURRENCY: usize = 3;
/// The longest run of digits that is a number and no key or checksum.
const LONGEST: usize = 28;

/// "6,600,000", "12.8", "1,23,456", "1.234,50" -> value and step. None when the separators fit no number.
pub fn digits(text: &str, habit: Habit) -> Option<(Decimal, Decimal)> {
    if text.len() > LONGEST {
        return None;
    }
    let (whole, decimals) = parts(text, habit)?;
    let has_leading_zero = whole.len() > 1 && whole.starts_with('0');
    if has_leading_zero {
        return None;
    }
    let mut mantissa: i128 = 0;
    for byte in whole.bytes().chain(decimals.bytes()).filter(u8::is_ascii_digit) {
        mantissa = mantissa.checked_mul(10)?.checked_add(i128::from(byte - b'0'))?;
    }
    let places = u32::try_from(decimals.len()).ok()?;
    let value = Decimal::try_from_i128_with_scale(mantissa, places).ok()?;
    let step = if places == 0 { integer_step(value) } else { Decimal::new(1, places) };
    Some((value, step))
}

/// Whole part (with its separators) and decimals.
fn parts(text: &str, habit: Habit) -> Option<(&str, &str)> {
    let commas = text.matches(',').count();
    let stops = text.matches('.').count();
    match (commas, stops) {
        (0, 0) => Some((text, "")),
        (0, 1) if !(habit.stops_group && grouped(text, '.')) => text.split_once('.'),
        (0, _) => grouped(text, '.').then_some((text, "")),
        (1, 0) if !grouped(text, ',') => text.split_once(',').filter(|(_, decimals)| decimals.len() <= 2),
        (_, 0) => grouped(text, ',').then_some((text, "")),
        _ => {
            // the sign that comes last parts the decimals
            let last = text.rfind(['.', ','])?;
            let (whole, decimals) = (&text[..last], &text[last + 1..]);
            let group = if text[last..].starts_with('.') { ',' } else { '.' };
            grouped(whole, group).then_some((whole, decimals))
        }
    }
}

/// "6,600,000", or "1,23,45,678" as India groups.
fn grouped(text: &str, sign: char) -> bool {
    let groups = text.split(sign).count();
    let mut all_three = groups > 1;
    let mut all_two = groups > 2 && sign == ',';
    for (number, group) in text.split(sign).enumerate() {
        let len = group.len();
        if !group.bytes().all(|byte| byte.is_ascii_digit()) {
            return false;
        }
        match number {
            0 => {
                all_three &= (1..=3).contains(&len);
                all_two &= (1..=2).contains(&len);
            }
            _ if number + 1 == groups => {
                all_three &= len == 3;
                all_two &= len == 3;
            }
            _ => {
                all_three &= len == 3;
                all_two &= len == 2;
            }
        }
    }
    all_three || all_two
}

/// Multiplies a figure by the scale words behind it: "1.2 million", "40k", "4 hundred million", "8.1-billion".
///
/// A letter counts only when it touches the digits, and "m", "b", "t" only for money or in capitals, since they are metres and tonnes too.
pub fn scaled(line: &Line, mut figure: Figure, is_money: bool) -> Option<Figure> {
    let start = figure.tokens.end - 1;
    for _ in 0..3 {
        let end = figure.tokens.end;
        let at = if line.is_hyphen(end) { end + 1 } else { end };
        let Some(power) = scale_power(line, at, is_money) else { break };
        let is_round = figure.scale == Decimal::ONE && figure.step > Decimal::ONE;
        if is_round {
            // "40 million" is written to the million, whatever its zeros
            figure.step = Decimal::ONE;
        }
        figure = figure.times(power_of_ten(power)?)?;
        figure.end_at(at + 1);
    }
    for _ in 0..3 {
        // "3 crore 20 lakh", "4 thousand 3 hundred"
        let end = figure.tokens.end;
        let Some((value, step)) = line.words.is_number(end).then(|| digits(line.words.text(end), line.habit)).flatten()
        else {
            break;
        };
        let is_word = |at: usize| line.is(at, Class::SCALE) && line.words.text(at).len() > 2;
        let scale = power_of_ten(line.words.entry(end + 1).scale)?;
        let (part, last) = (value.checked_mul(scale)?, line.words.entry(end - 1).scale);
        let fits = end > start + 1 && is_word(end - 1) && is_word(end + 1) && line.words.entry(end + 1).scale < last;
        if !fits || power_of_ten(last).is_none_or(|last| part >= last) {
            break;
        }
        let value = figure.value?.checked_add(part)?;
        figure = Figure {
            value: Some(value),
            low: Some(value),
            high: Some(value),
            step: step.checked_mul(scale)?,
            ..figure
        };
        figure.end_at(end + 2);
    }
    let end = figure.tokens.end;
    if line.says(end - 1, "hundred") && end > start + 1 && line.says(end, "and") {
        // "3 hundred and 21"
        let words = &line.words;
        let is_short = words.is_number(end + 1) && words.text(end + 1).len() <= 2;
        let spoken = Some(Decimal::from(words.entry(end + 1).numeral)).filter(|_| line.is(end + 1, Class::NUMERAL));
        let part = if is_short { words.text(end + 1).parse().ok() } else { spoken };
        let goes_on = line.is(end + 2, Class::SCALE | Class::PERCENT) || line.is_hyphen(end + 2);
        if let Some(part) = part.filter(|part: &Decimal| !part.is_zero() && !goes_on) {
            let value = figure.value?.checked_add(part)?;
            figure = Figure { value: Some(value), low: Some(value), high: Some(value), step: Decimal::ONE, ..figure };
            figure.end_at(end + 2);
        }
    }
    Some(figure)
}

/// The power of ten of a scale word, or of a letter that stands for one.
fn scale_power(line: &Line, at: usize, is_money: bool) -> Option<u8> {
    let words = &line.words;
    let text = words.text(at);
    let glued = words.is_glued(at);
    if words.is(at, Class::SCALE) {
        let is_letter = text.len() <= 2;
        return (!is_letter || glued || is_money).then(|| words.entry(at).scale);
    }
    if !glued || !words.is_word(at) {
        return None;
    }
    // "5m-euro", "96m rupees"
    let is_money = is_money || line.is_hyphen(at + 1) && is_currency(line, at + 2) || is_currency(line, at + 1);
    match text {
        "m" | "M" if is_money || text == "M" || words.is(at + 1, Class::GENERIC) => Some(6),
        "b" | "B" if is_money || words.is(at + 1, Class::GENERIC) => Some(9),
        "t" | "T" | "tr" if is_money => Some(12),
        "mm" | "MM" if is_money => Some(6),
        _ => None,
    }
}

/// "euro", behind "5m-" or "5m "
fn is_currency(line: &Line, at: usize) -> bool {
    let unit = line.vocabulary.units.longest_at(&line.words, at);
    unit.is_some_and(|(_, unit)| matches!(unit.unit, Unit::Money(_)))
}

/// 10^power, for powers a scale word can have.
pub fn power_of_ten(power: u8) -> Option<Decimal> {
    Decimal::try_from_i128_with_scale(10_i128.checked_pow(u32::from(power))?, 0).ok()
}

/// "×10^6", "x 10^-4", "×10−5", "×10⁶", "e14" behind a figure: the exponent and the token after it.
pub fn power(line: &Line, at: usize) -> Option<(i32, usize)> {
    let words = &line.words;
    let is_short = words.is_glued(at) && line.says(at, "e");
    let is_times = words.is_sign(at, "×") || line.says(at, "x");
    let mut next = match (is_short, is_times && words.text(at + 1) == "10") {
        (true, _) => at + 1,
        (_, true) => at + 2,
        _ => return None,
    };
    let is_raised = words.is_sign(next, "^") && words.is_glued(next);
    next += usize::from(is_raised);
    let is_minus = words.is_glued(next) && (words.is_dash(next) || words.is_sign(next, "⁻"));
    let is_plus = words.is_glued(next) && words.is_sign(next, "+");
    next += usize::from(is_minus || is_plus);
    let (exponent, end) = superscript(line, next).or_else(|| {
        let text = words.text(next);
        let fits = words.is_number(next) && words.is_glued(next) && text.len() <= 2;
        let is_said = is_short || is_raised || is_minus;
        let ends = !words.is_glued(next + 1) || !words.is_word(next + 1) && !words.is_number(next + 1);
        (fits && is_said && ends || fits && is_raised).then(|| Some((text.parse().ok()?, next + 1)))?
    })?;
    Some((if is_minus { -exponent } else { exponent }, end))
}

/// "⁶", "²³"
fn superscript(line: &Line, from: usize) -> Option<(i32, usize)> {
    const DIGITS: [&str; 10] = ["⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"];
    let digit = |at: usize| DIGITS.iter().position(|digit| *digit == line.words.text(at));
    let mut value = 0;
    let mut at = from;
    while at < from + 2
        && line.words.is_glued(at)
        && let Some(digit) = digit(at)
    {
        value = value * 10 + digit as i32;
        at += 1;
    }
    (at > from).then_some((value, at))
}

/// A value times a power of ten; None when no decimal holds it exactly.
pub fn raised(value: Decimal, exponent: i32) -> Option<Decimal> {
    let power = power_of_ten(u8::try_from(exponent.unsigned_abs()).ok().filter(|&power| power <= 28)?)?;
    if exponent >= 0 {
        return value.checked_mul(power);
    }
    // what is too small would be rounded
    let small = value.checked_div(power)?;
    (small.checked_mul(power)? == value).then_some(small)
}

/// "and a half", "and three quarters" after a number: the fraction and the token after it.
pub fn and_fraction(line: &Line, at: usize) -> Option<(Decimal, usize)> {
    if !line.says(at, "and") {
        return None;
    }
    if line.says(at + 1, "half") && !line.says(at + 2, "of") {
        // "two and half years"
        return Some((Decimal::new(5, 1), at + 2));
    }
    let is_one = line.says_any(at + 1, &["a", "one"]);
    let over = if is_one { Decimal::ONE } else { Decimal::from(line.words.entry(at + 1).numeral) };
    let hyphen = usize::from(line.is_hyphen(at + 2));
    let under = denominator(line, at + 2 + hyphen)?;
    let end = at + 3 + hyphen;
    // "two and a quarter of them": the last is a fraction of its own
    let is_own = line.says(end, "of") && !line.says(end + 1, "a");
    let fits = over > Decimal::ZERO && over < under && (is_one || line.words.text(end - 1).ends_with('s'));
    (fits && !is_own).then(|| over.checked_div(under).map(|part| (part, end)))?
}

/// "½": what it is worth.
pub fn vulgar_fraction(text: &str) -> Option<Decimal> {
    let parts = match text {
        "½" => (1, 2),
        "⅓" => (1, 3),
        "⅔" => (2, 3),
        "¼" => (1, 4),
        "¾" => (3, 4),
        "⅕" => (1, 5),
        "⅖" => (2, 5),
        "⅗" => (3, 5),
        "⅘" => (4, 5),
        "⅙" => (1, 6),
        "⅚" => (5, 6),
        "⅛" => (1, 8),
        "⅜" => (3, 8),
        "⅝" => (5, 8),
        "⅞" => (7, 8),
        _ => return None,
    };
    Decimal::from(parts.0).checked_div(Decimal::from(parts.1))
}

/// "1/4" as three touching tokens, smaller than one: its value.
pub fn slashed_fraction(line: &Line, at: usize) -> Option<Decimal> {
    let words = &line.words;
    let is_slash = matches!(words.text(at + 1), "/" | "⁄") && words.is_glued(at + 1) && words.is_glued(at + 2);
    let is_open = matches!(words.text(at + 3), "/" | "⁄");
    if !is_slash || is_open || !words.is_number(at) || !words.is_number(at + 2) {
        return None;
    }
    let (over, under) = (digits(words.text(at), line.habit)?.0, digits(words.text(at + 2), line.habit)?.0);
    (over < under && !over.is_zero()).then(|| over.checked_div(under))?
}

/// The denominator of a fraction word, "half" 2, "thirds" 3.
pub fn denominator(line: &Line, at: usize) -> Option<Decimal> {
    let entry = line.words.entry(at);
    (entry.classes.contains(Class::FRACTION) && entry.denominator > 0).then(|| Decimal::from(entry.denominator))
}

/// Fractions are spoken in twentieths, whatever their denominator.
pub fn fraction_step() -> Decimal {
    Decimal::new(5, 2)
}

/// A currency before the digits: "$", "US$", "HK $", "USD", glued or not. Its first token and the unit.
///
/// Written as the table writes it: "A$" is Australian, "a $5 note" is not.
pub fn currency_before<'a>(line: &Line<'a>, at: usize) -> Option<(usize, &'a Unit)> {
    let words = line.words;
    (1..=CURRENCY.min(at)).rev().find_map(|length| {
        let from = at - length;
        let written = words.span(from, at).of(words.text);
        let meant = |unit: &UnitWord| {
            let is_code = written.len() == 3 && written.bytes().all(|byte| byte.is_ascii_uppercase());
            matches!(unit.unit, Unit::Money(_)) && (unit.before || is_code) && *unit.written == *written
        };
        line.vocabulary
            .units
            .all_at(&words, from)
            .find(|(len, unit)| *len == length && meant(unit))
            .map(|(_, unit)| (from, &unit.unit))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<String> {
        digits(text, Habit::default()).map(|(value, step)| format!("{value} {step}"))
    }

    #[test]
    fn separators_are_read_as_the_world_writes_them() {
        assert_eq!(read("6,600,000").unwrap(), "6600000 100000");
        assert_eq!(read("1,23,456").unwrap(), "123456 1");
        assert_eq!(read("12.8").unwrap(), "12.8 0.1");
        assert_eq!(read("1.234.567").unwrap(), "1234567 1");
        assert_eq!(read("1,234.50").unwrap(), "1234.50 0.01");
        assert_eq!(read("1.234,50").unwrap(), "1234.50 0.01");
        assert_eq!(read("2,5").unwrap(), "2.5 0.1");
        let habit = Habit { stops_group: true };
        assert_eq!(digits("1.234", habit).unwrap().0, Decimal::from(1234));
    }

    #[test]
    fn what_no_number_looks_like_is_left() {
        for text in ["192.168.0.1", "2.0.1", "1,2345,6", "007", "12,34,56", &"9".repeat(60)] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
