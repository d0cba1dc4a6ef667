//! "the first quarter", "the last week of [March]", "the first two months of [1939]", "the second half of [2010]".

use super::super::look;
use super::super::rule::{Place, Reading, Rule};
use crate::model::lexicon::Class;
use crate::model::time::{Said, TimeUnit};
use crate::model::token::Words;

pub const RULE: Rule = Rule {
    name: "within",
    triggers: Class::TIME_UNIT,
    numbers: false,
    read,
    reads: &[
        ("Sales rose in the first quarter of 2009.", "the first quarter of 2009 = 2009-Q1"),
        ("Sales rose in the fourth quarter.", "the fourth quarter = XXXX-QX"),
        ("It rebounded in the last week of March.", "the last week of March = XXXX-WXX"),
        ("It grew in the second half of 2010.", "the second half of 2010 = 2010-H2"),
        ("Third-quarter results are due.", "Third-quarter = XXXX-QX"),
    ],
    leaves: &["They led in the second half.", "It was his first day at work.", "A quarter of the men left."],
};

fn read(place: &Place) -> Option<Reading> {
    let (words, at) = (&place.words, place.at);
    let unit = look::unit(words, at)?;
    let mut left = at.checked_sub(1).filter(|&left| left >= place.floor)?;
    let hyphen = words.is_dash(left) && words.is_glued(left);
    if hyphen {
        left = left.checked_sub(1).filter(|&left| left >= place.floor)?;
    }
    // "the first two months of"
    let count =
        look::count_before(words, left + 1, place.floor).filter(|count| look::is_plural(words, at) && !count.article);
    let (count_value, ordinal_at) = match count {
        Some(count) => {
            (u8::try_from(count.whole()?).ok()?, count.start.checked_sub(1).filter(|&at| at >= place.floor)?)
        }
        None if look::is_plural(words, at) => return None,
        None => (1, left),
    };
    let (nth, start) = ordinal(words, ordinal_at, place.floor)?;
    let stands_alone = unit == TimeUnit::Quarter && count.is_none() && (1..=4).contains(&nth);
    let the = start.checked_sub(1).filter(|&the| the >= place.floor && words.says(the, "the"));
    let mut reading =
        Reading::date(the.unwrap_or(start), at + 1, Said::Within { unit, nth, count: count_value, whole: None });
    reading.needs_whole = !stands_alone;
    if reading.needs_whole && !whole_follows(words, at + 1) {
        return None;
    }
    Some(reading)
}

/// "of March", "of the year", "in 2009"; not "the last year of $2 million", "the last week in town"
fn whole_follows(words: &Words, of: usize) -> bool {
    let next = of + 1;
    let calendar = words.is(next, Class::MONTH) || words.is_number(next);
    words.says(of, "of")
        && (calendar
            || words.is(next, Class::DETERMINER | Class::PRONOUN)
            || words.says_any(next, &["last", "next", "fiscal", "calendar"])
            || words.is_capital(next) && !words.is_sign(next + 1, "$"))
        || words.says(of, "in") && calendar
}

/// "first", "3rd", "final", "latter": which one, counted from the end when negative, and its first token.
fn ordinal(words: &Words, at: usize, floor: usize) -> Option<(i8, usize)> {
    if words.says_any(at, &["last", "final", "closing"]) {
        return Some((-1, at));
    }
    if words.says_any(at, &["latter"]) {
        return Some((2, at));
    }
    if words.says_any(at, &["opening"]) {
        return Some((1, at));
    }
    if words.is_glued(at) && at > floor && words.says_any(at, &["st", "nd", "rd", "th"]) {
        return Some((words.text(at - 1).parse().ok().filter(|nth| (1..=60).contains(nth))?, at - 1));
    }
    let ordinal = words.entry(at).ordinal;
    // "the twenty-sixth day of"
    let dash = usize::from(at > floor && words.is_dash(at - 1));
    if let Some(tens) = at.checked_sub(1 + dash).filter(|&tens| tens >= floor && ordinal > 0 && ordinal < 10) {
        let value = words.entry(tens).numeral;
        if value >= 20 && value.is_multiple_of(10) {
            return i8::try_from(u64::from(value) + ordinal).ok().map(|nth| (nth, tens));
        }
    }
    i8::try_from(ordinal).ok().filter(|nth| (1..=60).contains(nth)).map(|nth| (nth, at))
}
