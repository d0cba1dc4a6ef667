//! Arithmetic by the words of a text: what a share said in words leaves room for, and which words tie a figure to another.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::breath::Breath;
use super::figure::Figure;
use super::ratio::{Percent, fits, share};
use crate::model::phrase_lists::PhraseLists;
use crate::model::quantity::{Bound, Role, Trend, Unit};

/// Bytes between a sentence and the one it goes on from: "Of these, 212 …".
const GOES_ON: u32 = 120;
/// Bytes between a figure and the end of the thing it counts, besides the thing.
const BESIDE: usize = 24;
/// How far "a third" or "one in five" reaches to either side, and "about a third".
const SPOKEN: f64 = 0.12;
const ABOUT: f64 = 0.15;
/// How far below its figure "almost" and "barely" reach.
const ALMOST: f64 = 0.18;

/// What stands between two figures, without the hedge of the second.
pub fn without_hedge<'w>(words: &'w str, phrases: &PhraseLists) -> &'w str {
    let mut words = words.trim_end();
    while let Some(rest) = phrases.hedges.iter().find_map(|hedge| {
        let rest = words.strip_suffix(&**hedge)?;
        (rest.is_empty() || rest.ends_with(|c: char| !c.is_alphanumeric())).then(|| rest.trim_end())
    }) {
        words = rest;
    }
    words
}

/// A share of something: no change, no rate.
pub fn is_share(figure: &Figure) -> bool {
    let quantity = figure.quantity();
    let part = match quantity.unit {
        Unit::Percent => true,
        Unit::Ratio => figure.value().is_some_and(|value| value < Decimal::ONE),
        _ => false,
    };
    part && figure.value().is_some_and(|value| value > Decimal::ZERO)
        && quantity.per.is_none()
        && quantity.role == Role::None
        && quantity.trend == Trend::None
}

/// Said as a fraction: "a third", "one in five", "two thirds".
pub fn is_spoken(figure: &Figure) -> bool {
    let text: &str = &figure.claim.text;
    figure.quantity().unit == Unit::Ratio || !text.contains('%') && !text.contains("per") && !text.contains("pc")
}

/// The percentages that a stated share leaves room for.
pub fn room(stated: &Figure, phrases: &PhraseLists) -> Option<(f64, f64)> {
    let scale = if stated.quantity().unit == Unit::Ratio { 100.0 } else { 1.0 };
    let value = stated.value()?.to_f64()? * scale;
    let end = |end: Option<Decimal>| end.and_then(|end| end.to_f64()).map(|end| end * scale);
    let before = stated.place_in_sentence().and_then(|at| stated.claim.sentence_text.get(..at)).unwrap_or("");
    let before = before.trim_end().to_lowercase();
    let below = phrases.from_below.iter().any(|word| before.ends_with(&**word)) && is_spoken(stated);
    let slack = match (is_spoken(stated), stated.quantity().bound.is_point()) {
        (true, true) if stated.quantity().bound == Bound::Exact => value * SPOKEN,
        (true, true) => value * ABOUT,
        (true, false) => value * 0.02,
        (false, _) => end(Some(stated.quantity().step)).unwrap_or(1.0).max(0.01 * value),
    };
    let (mut low, mut high) = match () {
        () if stated.quantity().bound.is_lower() => (value - slack, 100.0),
        () if stated.quantity().bound.is_upper() => (0.0, value + slack),
        () if below => (value * (1.0 - ALMOST), value * 1.02),
        () => (value - slack, value + slack),
    };
    low = end(stated.interval.low).map_or(low, |end| end.min(low));
    if stated.quantity().bound.is_point() && !below {
        high = end(stated.interval.high).map_or(high, |end| end.max(high));
    }
    Some((low, high))
}

/// Does a share said in whatever words fit what part and whole give?
pub fn suits(stated: &Figure, percent: &Percent, phrases: &PhraseLists) -> bool {
    let meets = room(stated, phrases).is_none_or(|(low, high)| percent.high >= low && percent.low <= high);
    meets || stated.quantity().unit == Unit::Percent && fits(stated, percent)
}

/// What part and whole give, where they are counted alike and the part is no larger.
pub fn parted(part: &Figure, whole: &Figure) -> Option<Percent> {
    // "1,200 a day, a third of the 3,000 asked for"
    let one_rate = part.quantity().per.is_some() && part.quantity().role == Role::None && part.is_count();
    let plain = one_unit(part, whole) && (is_amount(part) || one_rate) && is_amount(whole);
    share(part, whole).filter(|percent| plain && percent.plain <= 100.0)
}

/// "860 million" without a noun of its own: where money is told beside it, it is money.
pub fn is_bare_sum(figure: &Figure) -> bool {
    let text: &str = figure.claim.text.trim_end();
    let scaled =
        text.ends_with(char::is_alphabetic) && figure.value().is_some_and(|value| value >= Decimal::ONE_THOUSAND);
    figure.quantity().unit == Unit::Count && scaled && !names_its_thing(figure)
}

/// What it counts stands right beside it, and was not taken from another figure.
fn names_its_thing(figure: &Figure) -> bool {
    let counted = figure.claim.counted.as_str();
    let behind =
        figure.place_in_sentence().and_then(|at| figure.claim.sentence_text.get(at + figure.claim.text.len()..));
    let near = behind.is_none_or(|words| words[..words.floor_char_boundary(counted.len() + BESIDE)].contains(counted));
    !counted.is_empty() && near
}

/// Of one unit, or money and a bare sum: "half of the 1.2 billion it had promised".
pub fn one_unit(one: &Figure, other: &Figure) -> bool {
    let (unit, second) = (&one.quantity().unit, &other.quantity().unit);
    let money = |unit: &Unit, bare: &Figure| matches!(unit, Unit::Money(_)) && is_bare_sum(bare);
    unit == second || money(unit, other) || money(second, one)
}

/// Counted as the whole is, and less than it.
pub fn is_some_of(part: &Figure, whole: &Figure) -> bool {
    parted(part, whole).is_some_and(|percent| percent.plain < 100.0)
}

/// Something counted, paid or measured, told as a value.
pub fn is_amount(figure: &Figure) -> bool {
    let quantity = figure.quantity();
    let told = matches!(quantity.role, Role::None | Role::To) && figure.value().is_some();
    told && quantity.per.is_none() && !matches!(quantity.unit, Unit::Percent | Unit::Points | Unit::Ratio)
}

/// The figures of the last sentences that one goes on from, nearest first.
pub fn told_before<'f, 'a>(lines: &[Breath<'f, 'a>], at: usize, back: usize) -> impl Iterator<Item = &'f Figure<'a>> {
    earlier(lines, at).take(back).flat_map(|line| line.figures.iter().rev().map(|(_, figure)| *figure))
}

/// The sentences that one goes on from, nearest first.
pub fn earlier<'l, 'f, 'a>(lines: &'l [Breath<'f, 'a>], at: usize) -> impl Iterator<Item = &'l Breath<'f, 'a>> {
    let mut start = lines[at].figures[0].1.claim.sentence.start;
    let source = &lines[at].figures[0].1.claim.source;
    lines[..at].iter().rev().take_while(move |line| {
        let claim = line.figures[0].1.claim;
        let joins = claim.source == *source && start.saturating_sub(claim.sentence.end) <= GOES_ON;
        start = claim.sentence.start;
        joins
    })
}

/// The words begin with one of these, and end there.
pub fn begins<S: AsRef<str>>(words: &str, with: &[S]) -> bool {
    let words = words.trim_start();
    with.iter()
        .any(|with| words.strip_prefix(with.as_ref()).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric)))
}

/// The words end in one of these, and begin there.
pub fn ends<S: AsRef<str>>(words: &str, with: &[S]) -> bool {
    let words = words.trim_end();
    with.iter().any(|with| words.strip_suffix(with.as_ref()).is_some_and(|rest| !rest.ends_with(char::is_alphanumeric)))
}

/// The words, at one of their ends, make a figure one of what was told before: by "of them", or by what else may tell that here.
pub fn points_back(
    words: &str,
    at: fn(&str, &[Box<str>]) -> bool,
    besides: &[Box<str>],
    phrases: &PhraseLists,
) -> bool {
    at(words, &phrases.of_them) || at(words, besides)
}

/// A plain number that begins the words: "11 were convicted" -> 11, "11,400 everybody" -> 11,400.
pub fn leading_number(words: &str) -> Option<Decimal> {
    let words = words.trim_start();
    let end = words.find(|c: char| !c.is_ascii_digit() && c != ',' && c != '.').unwrap_or(words.len());
    let digits = words[..end].trim_end_matches(['.', ',']).replace(',', "");
    let follows = words[end..].trim_start();
    let scaled = ["million", "billion", "bn", "percent", "per", "%"].iter().any(|word| follows.starts_with(word));
    if scaled { None } else { digits.parse().ok() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hedges_before_a_figure_are_taken_off() {
        let phrases = crate::reconcile::sample::phrases();
        assert_eq!(without_hedge(" had been rebuilt by july—barely ", phrases), " had been rebuilt by july—");
        assert_eq!(without_hedge(" (more than a ", phrases), " (");
        assert_eq!(without_hedge(" moreover ", phrases), " moreover");
    }

    #[test]
    fn numbers_that_begin_words() {
        assert_eq!(leading_number(" 11,400 everybody"), Some(Decimal::from(11_400)));
        assert_eq!(leading_number("11 were, 12"), Some(Decimal::from(11)));
        assert_eq!(leading_number("1.9 billion"), None);
        assert_eq!(leading_number("eleven"), None);
    }
}
