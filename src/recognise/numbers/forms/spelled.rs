//! "six thousand six hundred", "twenty-one", "a dozen", "two and a half million", "a hundred": a number in words.

use rust_decimal::Decimal;

use super::super::figure::{Figure, Script};
use super::super::gallery::Form;
use super::super::line::Line;
use super::super::noun_phrase::noun_like;
use super::super::written::{and_fraction, currency_before, denominator, fraction_step, power_of_ten};
use crate::model::lexicon::Class;
use crate::model::quantity::Unit;

pub const FORM: Form = Form {
    name: "spelled",
    reads: &[
        ("The fund backed [six thousand six hundred] projects.", "6600 ‹projects›"),
        ("She owns [twenty-one] boats.", "21 ‹boats›"),
        ("[A dozen] men were held.", "12 ‹men›"),
        ("Aid reached [two and a half million] people.", "2500000 ‹people›"),
        ("The county lost [a hundred and five] homes.", "105 ‹homes›"),
        ("They sold [two dozen] eggs.", "24 ‹eggs›"),
        ("Growth was [two point seven percent].", "2.7 percent ‹Growth›"),
        ("It cost [five and three quarters million yen].", "5750000 JPY"),
        ("The town counts [two hundred and two thousand] souls.", "202000 ‹souls›"),
        ("[Two thousand and two hundred] pupils sat down.", "2200 ‹pupils›"),
        ("[Three dozens] of them left.", "36"),
        ("Growth was [three point seventy-one percent].", "3.71 percent ‹Growth›"),
        ("[Five hundred thousand] residents fled.", "500000 ‹residents›"),
    ],
    leaves: &["They met for the second time.", "Nobody came."],
    read,
};

/// No number in words is longer.
const LONGEST: usize = 32;

fn read(line: &Line, at: usize) -> Option<Figure> {
    let words = &line.words;
    if !words.is(at, Class::NUMERAL | Class::SCALE) || words.is_number(at) || words.text(at).len() < 3 {
        return None;
    }
    let mut from = at;
    let mut sum = Sum::default();
    let mut end = at;
    let mut ends_in_half = false;
    if !sum.take(line, at)? {
        // "a hundred", "a dozen"; a bare "hundred" must be counting something
        match at.checked_sub(1).filter(|&before| words.says_any(before, &["a", "an"])) {
            Some(before) => from = before,
            None if words.is(at + 1, Class::SCALE | Class::GENERIC) => {}
            None => return None,
        }
    } else if words.says(at, "dozen") {
        match at.checked_sub(1).filter(|&before| words.says_any(before, &["a", "per"])) {
            Some(before) => from = before + usize::from(words.says(before, "per")),
            // "a baker's dozen": bare, it must be counting something
            None if !noun_like(line, at + 1) => return None,
            None => {}
        }
    }
    end += 1;
    while end < at + LONGEST {
        let next = next_part(line, &sum, from, end);
        if let Some((part, after)) = and_fraction(line, end).filter(|_| !ends_in_half) {
            let smaller = smaller_scale(line, after, sum.scale).filter(|_| sum.seen_scale && sum.open.is_zero());
            match smaller {
                // "one billion and a half million"
                Some(scale) => sum.add_scaled(part, scale)?,
                None => sum.add_part(part)?,
            }
            end = after + usize::from(smaller.is_some());
            ends_in_half = true;
        } else if let Some((value, places, after)) = point(line, end).filter(|_| !ends_in_half) {
            sum.open = sum.open.checked_add(value)?;
            sum.last = Decimal::new(1, places);
            end = after;
            ends_in_half = true;
        } else if ends_in_half && sum.seen_scale {
            break;
        } else if let Some(next) = next.filter(|&next| sum.accepts(line, next)) {
            sum.take(line, next)?;
            end = next + 1;
            ends_in_half = false;
        } else {
            break;
        }
    }
    let mut value = sum.value()?;
    if line.says(end, "dozens") && value < Decimal::ONE_HUNDRED {
        value = value.checked_mul(Decimal::from(12))?;
        end += 1;
    }
    let step = sum.last;
    let mut figure = Figure::exact(from..end, value, step, Script::Words, FORM.name);
    figure.scale = sum.scale;
    if let Some((under, after)) = fraction_word(line, end).filter(|_| value.is_integer() && value > Decimal::ONE) {
        // "three halves", "twenty-three fifths"
        figure = Figure::exact(from..after, value.checked_div(under)?, fraction_step(), Script::Fraction, FORM.name);
        figure.unit = Unit::Ratio;
        figure.has_unit = true;
    }
    if let Some(minus) = from.checked_sub(1).filter(|&before| words.says_any(before, &["minus", "negative"])) {
        figure = figure.times(Decimal::NEGATIVE_ONE)?;
        figure.scale = sum.scale;
        figure.step = figure.step.abs();
        figure.tokens.start = minus;
    }
    if let Some((start, unit)) = currency_before(line, from) {
        figure.unit = unit.clone();
        figure.has_unit = true;
        figure.tokens.start = start;
    }
    Some(figure)
}

/// "fifths" behind a number: what it divides by, and the token after it. "Quarters" are of a year.
fn fraction_word(line: &Line, end: usize) -> Option<(Decimal, usize)> {
    let at = end + usize::from(line.is_hyphen(end));
    let is_plural = line.words.text(at).ends_with('s') && !line.says(at, "quarters");
    denominator(line, at).filter(|_| is_plural).map(|under| (under, at + 1))
}

/// A scale word below another.
fn smaller_scale(line: &Line, at: usize, than: Decimal) -> Option<Decimal> {
    let power = line.words.entry(at).scale;
    power_of_ten(power).filter(|&scale| line.is(at, Class::SCALE) && power > 2 && scale < than)
}

/// The next word of the number: after a hyphen, after "and", or straight on.
fn next_part(line: &Line, sum: &Sum, from: usize, end: usize) -> Option<usize> {
    let words = &line.words;
    let joins = Class::NUMERAL | Class::SCALE;
    let is_part = |at: usize| words.is(at, joins) && words.is_word(at);
    if line.is_hyphen(end) && is_part(end + 1) {
        return Some(end + 1);
    }
    if words.says(end, "and") && is_part(end + 1) {
        // "one hundred and five", but never "between one hundred and two hundred"
        let scale = words.entry(end + 2).scale;
        // "two hundred and two thousand", "two thousand and two hundred"
        let goes_on = words.is(end + 2, Class::SCALE)
            && words.text(end + 2).len() > 2
            && match sum.ceiling {
                None => scale > 2 && words.entry(end + 1).numeral < 100,
                Some(ceiling) if !sum.open.is_zero() => {
                    scale > 2 && power_of_ten(scale).is_some_and(|scale| scale < ceiling)
                }
                Some(_) => scale == 2 && sum.open.is_zero() && words.entry(end + 1).numeral < 10,
            };
        let is_last = goes_on
            || !words.is(end + 2, Class::SCALE) && !line.is_hyphen(end + 2)
            || words.is(end + 3, Class::NUMERAL);
        let is_fraction = words.is(end + 2, Class::FRACTION);
        let is_between = from > 0 && line.says_any(from - 1, &["between", "both"]);
        return (sum.seen_scale && is_last && !is_fraction && !is_between && words.is(end + 1, Class::NUMERAL))
            .then_some(end + 1);
    }
    is_part(end).then_some(end)
}

/// "point seven one": decimals digit by digit; their value, how many, and the token after them.
fn point(line: &Line, at: usize) -> Option<(Decimal, u32, usize)> {
    /// nobody speaks more
    const MOST: u32 = 6;
    if !line.says(at, "point") {
        return None;
    }
    let first = line.words.entry(at + 1).numeral;
    if line.is(at + 1, Class::NUMERAL) && first >= 10 {
        // "point seventy-one"
        let ones = line.words.entry(at + 3).numeral;
        let has_ones = first >= 20 && line.is_hyphen(at + 2) && (1..10).contains(&ones);
        let value = i64::from(first) + if has_ones { i64::from(ones) } else { 0 };
        return Some((Decimal::new(value, 2), 2, at + 2 + 2 * usize::from(has_ones)));
    }
    let mut digits: i64 = 0;
    let mut places = 0;
    while places < MOST && line.is(at + 1 + places as usize, Class::NUMERAL) {
        let numeral = line.words.entry(at + 1 + places as usize).numeral;
        if numeral > 9 {
            break;
        }
        digits = digits * 10 + i64::from(numeral);
        places += 1;
    }
    (places > 0).then(|| (Decimal::new(digits, places), places, at + 1 + places as usize))
}

/// The number so far.
#[derive(Debug)]
struct Sum {
    /// what a thousand or more has closed
    total: Decimal,
    /// what is still open, below the next scale word
    open: Decimal,
    /// the value of the last word: the figure's step
    last: Decimal,
    /// the largest scale word
    scale: Decimal,
    /// the scale word last closed, which the next must stay below
    ceiling: Option<Decimal>,
    seen_scale: bool,
}

impl Default for Sum {
    fn default() -> Self {
        let zero = Decimal::ZERO;
        Sum { total: zero, open: zero, last: Decimal::ONE, scale: Decimal::ONE, ceiling: None, seen_scale: false }
    }
}

impl Sum {
    /// May this word follow? "twenty" takes "one" but not "thirty".
    fn accepts(&self, line: &Line, at: usize) -> bool {
        let entry = line.words.entry(at);
        if entry.classes.contains(Class::NUMERAL) {
            if line.says(at, "dozen") {
                return self.open > Decimal::ZERO && self.open <= Decimal::from(99);
            }
            let (hundred, ten) = (Decimal::ONE_HUNDRED, Decimal::TEN);
            let room = if entry.numeral >= 10 { hundred } else { ten };
            let is_teen = self.open % hundred >= ten && self.open % hundred < Decimal::from(20);
            let is_empty = self.open.is_zero() && self.total.is_zero();
            return entry.numeral > 0 && !is_empty && self.open % room == Decimal::ZERO && !is_teen;
        }
        let power = u32::from(entry.scale);
        let fits = |ceiling: Decimal| power_of_ten(entry.scale).is_some_and(|scale| scale < ceiling);
        // letters ("k") are for digits
        power > 0 && line.words.text(at).len() > 2 && (self.ceiling.is_none_or(fits) || self.open.is_zero())
    }

    /// Takes a word in. False when it is a scale word with nothing before it.
    fn take(&mut self, line: &Line, at: usize) -> Option<bool> {
        let entry = line.words.entry(at);
        if entry.classes.contains(Class::NUMERAL) {
            let value = Decimal::from(entry.numeral);
            if line.says(at, "dozen") && !self.open.is_zero() {
                self.open = self.open.checked_mul(value)?;
                self.scale = value;
                return Some(true);
            }
            self.open = self.open.checked_add(value)?;
            self.last = Decimal::ONE;
            return Some(true);
        }
        let scale = power_of_ten(entry.scale)?;
        let had_something = !self.open.is_zero() || !self.total.is_zero();
        if self.open.is_zero() && self.total > Decimal::ZERO {
            // "hundred thousand million": multiplies all
            self.total = self.total.checked_mul(scale)?;
        } else if scale == Decimal::ONE_HUNDRED {
            self.open = self.open.max(Decimal::ONE).checked_mul(scale)?;
        } else {
            self.total = self.total.checked_add(self.open.max(Decimal::ONE).checked_mul(scale)?)?;
            self.open = Decimal::ZERO;
            self.ceiling = Some(scale);
        }
        self.last =
            if self.seen_scale && self.scale > scale && self.ceiling.is_none() { scale } else { self.last.max(scale) };
        if self.ceiling.is_some() && self.scale > scale {
            self.last = scale;
        }
        self.scale = self.scale.max(scale);
        self.seen_scale = true;
        Some(had_something)
    }

    /// "and a half": of the scale word said last, or of the one that follows.
    fn add_part(&mut self, part: Decimal) -> Option<()> {
        if self.open.is_zero() && self.seen_scale {
            let part = self.scale.checked_mul(part)?;
            self.total = self.total.checked_add(part)?;
            self.last = part;
        } else {
            self.open = self.open.checked_add(part)?;
            self.last = part;
        }
        Some(())
    }

    fn add_scaled(&mut self, part: Decimal, scale: Decimal) -> Option<()> {
        self.total = self.total.checked_add(part.checked_mul(scale)?)?;
        self.last = scale;
        Some(())
    }

    fn value(&self) -> Option<Decimal> {
        self.total.checked_add(self.open).map(|value| value.normalize())
    }
}
