//! What single words can be in a date: a month, a day of the month, a year, a count of units.
//!
//! Each look costs a few comparisons and allocates nothing.

use crate::model::lexicon::Class;
use crate::model::time::{Modifier, TimeUnit};
use crate::model::token::{TokenKind, Words};

/// A month's name, written with a capital where it is also another word: 1 to 12 and the tokens it takes (two with an
/// abbreviation's full stop).
pub fn month(words: &Words, at: usize) -> Option<(u8, usize)> {
    let month = words.entry(at).month;
    // "14 nov": a short name without its capital only behind its day
    let behind_day = || {
        at > 0 && (day(words, at - 1).is_some() || at > 1 && day(words, at - 2).is_some_and(|(_, length)| length == 2))
    };
    let is_doubtful = matches!(month, 3 | 5 | 8) || words.text(at).len() < 4 && !behind_day();
    if month == 0 || !words.is_capital(at) && is_doubtful {
        return None;
    }
    Some((month, with_stop(words, at)))
}

/// A weekday's name, its short forms only with a capital: 1 Monday to 7 Sunday.
///
/// Short forms that are words or papers ("Sun", "Sat", "Wed", "Mon") need their full stop, or a date behind them.
pub fn weekday(words: &Words, at: usize) -> Option<(u8, usize)> {
    let weekday = words.entry(at).weekday;
    if weekday == 0 || !words.is_capital(at) && words.text(at).len() < 6 {
        return None;
    }
    let length = with_stop(words, at);
    if words.text(at).len() < 6 && length == 1 {
        let next = if words.is_sign(at + 1, ",") { at + 2 } else { at + 1 };
        if words.entry(next).month == 0 && !words.is_number(next) {
            return None;
        }
    }
    Some((weekday, length))
}

fn with_stop(words: &Words, at: usize) -> usize {
    let short = words.text(at).len() <= 5 && words.is(at, Class::ABBREVIATION);
    if short && words.is_sign(at + 1, ".") && words.is_glued(at + 1) { 2 } else { 1 }
}

/// A day of the month: "4", "04", "4th", "1st"; 1 to 31 and the tokens it takes.
pub fn day(words: &Words, at: usize) -> Option<(u8, usize)> {
    let text = words.text(at);
    if !words.is_number(at) || text.len() > 2 {
        return None;
    }
    let day: u8 = text.parse().ok().filter(|day| (1..=31).contains(day))?;
    let ordinal = words.is_glued(at + 1) && words.says_any(at + 1, &["st", "nd", "rd", "th"]);
    Some((day, if ordinal { 2 } else { 1 }))
}

/// "ninth", "twenty-third": the day and the token after it.
pub fn ordinal_day(words: &Words, at: usize) -> Option<(u8, usize)> {
    let tens = words.entry(at).numeral;
    let dash = usize::from(words.is_dash(at + 1));
    let ones = words.entry(at + 1 + dash).ordinal;
    if matches!(tens, 20 | 30) && (1..=9).contains(&ones) {
        return Some((tens + ones as u8, at + 2 + dash));
    }
    ordinal_word(words, at).map(|day| (day, at + 1))
}

/// An ordinal in one word that can be a day: "ninth".
pub fn ordinal_word(words: &Words, at: usize) -> Option<u8> {
    u8::try_from(words.entry(at).ordinal).ok().filter(|day| (1..=31).contains(day) && words.is_word(at))
}

/// A number of exactly four digits that can be a year.
pub fn year(words: &Words, at: usize) -> Option<i32> {
    let text = words.text(at);
    if !words.is_number(at) || text.len() != 4 {
        return None;
    }
    text.parse().ok().filter(|year| (1000..=2199).contains(year))
}

/// A unit of time by its name.
pub fn unit(words: &Words, at: usize) -> Option<TimeUnit> {
    words.entry(at).unit
}

/// Does the unit's name stand in the plural?
pub fn is_plural(words: &Words, at: usize) -> bool {
    words.text(at).ends_with(['s', 'S'])
}

/// How many units: the words of a count that ends before a token.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Count {
    /// first token of the count
    pub start: usize,
    /// None: several
    pub low: Option<f32>,
    pub high: Option<f32>,
    /// "a", "an"
    pub article: bool,
}

impl Count {
    fn exactly(start: usize, value: f32) -> Self {
        Count { start, low: Some(value), high: Some(value), article: false }
    }

    fn several(start: usize) -> Self {
        Count { start, low: None, high: None, article: false }
    }

    /// The count, when it is one whole number.
    pub fn whole(&self) -> Option<i32> {
        let low = self.low?;
        (low.fract() == 0.0 && (0.0..100_000.0).contains(&low)).then_some(low as i32)
    }
}

/// The count whose last token is the one before `end`: "33", "two and a half", "a few", "two or three", "sixteen-".
pub fn count_before(words: &Words, end: usize, floor: usize) -> Option<Count> {
    let unit_at = end;
    let mut end = end;
    // [five]-year, [six] straight days
    let mut skipped = 0;
    while end > floor && skipped < 2 && stands_between(words, end - 1) {
        end -= 1;
        skipped += 1;
    }
    let mut count = simple_count(words, end, floor)?;
    if !count.article && count.start > floor && words.says(count.start - 1, "another") {
        count.start -= 1;
    }
    // "a decades-long feud": the article is the feud's
    if count.article && is_plural(words, unit_at) {
        return None;
    }
    let mut count = spread(words, count, floor);
    if words.text(unit_at).len() >= 9 && words.says_any(unit_at, &["fortnight", "fortnights"]) {
        (count.low, count.high) = (count.low.map(|low| 2.0 * low), count.high.map(|high| 2.0 * high));
    }
    Some(count)
}

/// "two or three", "60 to 90", "60 and 90" after "between": the first figure in front of a second.
fn spread(words: &Words, count: Count, floor: usize) -> Count {
    let Some(link) = count.start.checked_sub(1).filter(|&link| link > floor) else { return count };
    let links = words.says_any(link, &["or", "to"]) || words.is_dash(link);
    if count.article || count.low.is_none() || !links {
        return count;
    }
    match simple_count(words, link, floor) {
        Some(first) if !first.article && first.low.is_some_and(|low| Some(low) < count.low) => {
            Count { start: first.start, low: first.low, high: count.high, article: false }
        }
        _ => count,
    }
}

fn stands_between(words: &Words, at: usize) -> bool {
    words.is_dash(at)
        || words.says_any(
            at,
            &[
                "straight",
                "consecutive",
                "more",
                "full",
                "whole",
                "additional",
                "trading",
                "working",
                "long",
                "short",
                "calendar",
                "solid",
                "extra",
                "further",
                "further",
                "business",
                "successive",
                "or",
                "so",
                "entire",
                "bloody",
                "difficult",
            ],
        )
}

fn simple_count(words: &Words, end: usize, floor: usize) -> Option<Count> {
    let last = end.checked_sub(1).filter(|&last| last >= floor)?;
    let before = |steps: usize| last.checked_sub(steps).filter(|&at| at >= floor);
    if words.is_number(last) {
        return number_count(words, last, floor);
    }
    // "two and a half", "a year and a half" is left to its rule
    if words.says(last, "half") {
        let and = before(1)
            .filter(|&at| words.says(at, "and"))
            .or_else(|| before(2).filter(|&at| words.says(at, "and") && words.says_any(at + 1, &["a", "one"])));
        if let Some(and) = and {
            // a part is no whole number, and "half and half and half …" may be a million words long
            if words.says_any(and.wrapping_sub(1), &["half", "quarter"]) {
                return None;
            }
            let whole = simple_count(words, and, floor)?;
            return whole.whole().map(|whole_number| Count::exactly(whole.start, whole_number as f32 + 0.5));
        }
    }
    // "one and a quarter year"
    if words.says(last, "quarter")
        && let Some(and) = before(2).filter(|&and| words.says(and, "and") && words.says_any(and + 1, &["a", "one"]))
    {
        if words.says_any(and.wrapping_sub(1), &["half", "quarter"]) {
            return None;
        }
        let whole = simple_count(words, and, floor)?;
        return whole.whole().map(|whole_number| Count::exactly(whole.start, whole_number as f32 + 0.25));
    }
    // "½ hour", "1½ hours"
    if let Some(part) = fraction_sign(words.text(last)) {
        let whole = before(1).filter(|&at| words.is_number(at) && words.is_glued(last));
        let whole = whole.and_then(|at| number_count(words, at, floor));
        return Some(match whole.and_then(|count| count.whole().zip(Some(count.start))) {
            Some((whole, start)) => Count::exactly(start, whole as f32 + part),
            None => Count::exactly(last, part),
        });
    }
    if words.says_any(last, &["a", "an"]) {
        if let Some(half) = before(1).filter(|&at| words.says(at, "half")) {
            return Some(Count::exactly(half, 0.5));
        }
        return Some(Count { start: last, low: Some(1.0), high: Some(1.0), article: true });
    }
    if words.says(last, "another") && last + 1 == end {
        return Some(Count::exactly(last, 1.0));
    }
    if words.says_any(last, &["several", "many", "numerous", "some"]) {
        return Some(Count::several(last));
    }
    if words.says(last, "few") {
        let start = before(1).filter(|&at| words.says_any(at, &["a", "the"])).unwrap_or(last);
        return Some(Count::several(start));
    }
    if words.says_any(last, &["couple", "dozen"])
        || words.says(last, "of") && before(1).is_some_and(|at| words.says(at, "couple"))
    {
        let value = if words.says(last, "dozen") { 12.0 } else { 2.0 };
        let noun = if words.says(last, "of") { last - 1 } else { last };
        let start = noun.checked_sub(1).filter(|&at| at >= floor && words.says(at, "a")).unwrap_or(noun);
        return Some(Count::exactly(start, value));
    }
    spelled_count(words, last, floor)
}

fn fraction_sign(text: &str) -> Option<f32> {
    match text {
        "½" => Some(0.5),
        "¼" => Some(0.25),
        "¾" => Some(0.75),
        _ => None,
    }
}

/// "33", "2.5", "1,000", "half", "2 million" is no count of units here
fn number_count(words: &Words, last: usize, floor: usize) -> Option<Count> {
    let text = words.text(last);
    let value: f32 = if text.contains(',') { text.replace(',', "").parse().ok()? } else { text.parse().ok()? };
    let is_money = last > floor && (words.is(last - 1, Class::CURRENCY) || words.is_sign(last - 1, "$"));
    if is_money || text.len() > 9 {
        return None;
    }
    Some(Count::exactly(last, value))
}

/// "twenty-five", "two hundred", "eleven"
fn spelled_count(words: &Words, last: usize, floor: usize) -> Option<Count> {
    let mut start = last + 1;
    let mut total = 0.0_f32;
    let mut scale = 1.0_f32;
    while start > floor {
        let at = start - 1;
        let entry = words.entry(at);
        if entry.classes.contains(Class::SCALE) && entry.scale <= 6 && scale == 1.0 {
            scale = 10_f32.powi(i32::from(entry.scale));
            start = at;
        } else if entry.classes.contains(Class::NUMERAL) && !words.says(at, "dozen") {
            let value = f32::from(entry.numeral);
            total += value * scale;
            start = at;
            let tens = at.checked_sub(1).filter(|&dash| words.is_dash(dash) && dash > floor).map_or(at, |dash| dash);
            let has_tens = value < 10.0 && tens > floor && words.entry(tens - 1).numeral >= 20;
            if !has_tens {
                break;
            }
            start = tens;
        } else {
            break;
        }
    }
    // a scale alone ("hundred days") is one of it
    let bare_scale = start <= last && total == 0.0 && scale > 1.0;
    match (start <= last, bare_scale) {
        (true, false) => Some(Count::exactly(start, total)),
        (true, true) => {
            let article = start > floor && words.says_any(start - 1, &["a", "one"]);
            Some(Count::exactly(if article { start - 1 } else { start }, scale))
        }
        _ => None,
    }
}

/// Does a noun follow, to which the words before it belong: "the 12 November [vote]", "a Jan. 14 [deadline]"?
pub fn goes_on_as_noun(words: &Words, at: usize) -> bool {
    let Some(token) = words.get(at).filter(|token| token.kind == TokenKind::Word && token.spaced) else { return false };
    let small = Class::PREPOSITION
        | Class::CONJUNCTION
        | Class::AUXILIARY
        | Class::PRONOUN
        | Class::DETERMINER
        | Class::ADVERB
        | Class::PAST;
    token.word == 0 && !token.capital || words.is(at, Class::NOUN | Class::ADJECTIVE) && !words.is(at, small)
}

/// Days in a month of a year that is not known: February has 29.
pub fn fits_month(day: u8, month: u8) -> bool {
    let longest = match month {
        2 => 29,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    (1..=longest).contains(&day)
}

/// "nearly", "more than", "at least" before a count: what it says, and the first token with it.
pub fn hedge(words: &Words, start: usize, floor: usize) -> (Option<Modifier>, usize) {
    let before = |steps: usize| start.checked_sub(steps).filter(|&at| at >= floor);
    if let Some(two) = before(2) {
        let pair = |first: &[&str], second: &str| words.says_any(two, first) && words.says(two + 1, second);
        if pair(&["more", "greater"], "than") {
            return (Some(Modifier::MoreThan), two);
        }
        if pair(&["less", "fewer"], "than") {
            return (Some(Modifier::LessThan), two);
        }
        if pair(&["at"], "least") {
            return (Some(Modifier::MoreThan), two);
        }
    }
    let Some(one) = before(1) else { return (None, start) };
    if words.says_any(one, &["nearly", "almost"]) {
        return (Some(Modifier::LessThan), one);
    }
    if words.says_any(one, &["over"]) {
        return (Some(Modifier::MoreThan), one);
    }
    if words.says_any(one, &["about", "around", "approximately", "roughly", "some"]) {
        return (Some(Modifier::Approx), start);
    }
    (None, start)
}
