//! "4 February 2025", "the 7th of March", "11 December", "14-16 August 1914".

use super::super::look;
use super::super::rule::{Place, Reading, Rule};
use crate::model::lexicon::Class;
use crate::model::time::{Direction, Partial, Said};

pub const RULE: Rule = Rule {
    name: "day_month_year",
    triggers: Class::empty(),
    numbers: true,
    read,
    reads: &[
        ("He left on 4 February 2019.", "4 February 2019 = 2019-02-04"),
        ("On the 7th of March the siege ended.", "the 7th of March = XXXX-03-07"),
        ("The 12 Nov. vote was close.", "12 Nov. = XXXX-11-12"),
        ("The order came on Tuesday 3 March and covered the coast.", "Tuesday 3 March = XXXX-03-03"),
        ("On 24 May people marched.", "24 May = XXXX-05-24"),
        (
            "The ward has been shut since 7 March, they say, and its annex from 9 May it seems.",
            "7 March = XXXX-03-07; 9 May = XXXX-05-09",
        ),
        ("Rain fell on 14-16 August 1914.", "14 = 1914-08-14; 16 August 1914 = 1914-08-16"),
    ],
    leaves: &["She was 31 March or no march.", "The 40 May voters."],
};

fn read(place: &Place) -> Option<Reading> {
    let (words, at) = (&place.words, place.at);
    let (day, length) = look::day(words, at)?;
    // "$12 December", "12:30 December"
    let left = at.checked_sub(1).filter(|&left| left >= place.floor);
    let figure_of_its_own = left.is_some_and(|left| {
        words.is_sign(left, "$")
            || words.is(left, Class::CURRENCY)
            || words.is_glued(at) && words.is_sign(left, ":") && left > place.floor && words.is_number(left - 1)
    });
    if figure_of_its_own {
        return None;
    }
    let mut next = at + length;
    if let Some(end) = span_end(words, next) {
        return first_of_span(place, day, end);
    }
    // "the 7th of March", "[9 to] 12 of June"
    let closes_span = at > place.floor
        && words.says_any(at - 1, &["to", "and", "or", "until", "till"])
        && at == place.floor + 1
        && at.checked_sub(2).is_some_and(|first| words.is_number(first));
    if words.says(next, "of") && (length == 2 || closes_span) {
        next += 1;
    } else if words.says(next, "of") && at > place.floor && words.says(at - 1, "the") {
        return None;
    }
    let (month, taken) = look::month(words, next)?;
    let (year, end) = year_after(words, next + taken);
    if !look::fits_month(day, month) || is_name(words, next, length == 2 || year.is_some() || is_led_to(place)) {
        return None;
    }
    let mut start = at;
    if at > place.floor && words.says(at - 1, "the") && !look::goes_on_as_noun(words, end) {
        start -= 1;
    }
    let partial = Partial { year, month: Some(month), day: Some(day), ..Partial::default() };
    Some(Reading::date(start, end, Said::Date(partial, Direction::Bare)))
}

/// "on 24 May people marched", "on Tuesday 3 March and": what stands before a day says that it is one.
fn is_led_to(place: &Place) -> bool {
    place.at.checked_sub(1).is_some_and(|before| place.words.is(before, Class::PREPOSITION | Class::WEEKDAY))
}

/// "31 March voters": in the middle of nothing a month's name that is a word needs more than a number before it.
fn is_name(words: &crate::model::token::Words, month: usize, sure: bool) -> bool {
    let doubtful = words.says_any(month, &["may", "march", "mar"]);
    doubtful && !sure && words.is(month + 1, Class::PLURAL | Class::CONJUNCTION | Class::PRONOUN)
}

/// ", 2025", " 2025", " of 1914"; the year and the token after it
fn year_after(words: &crate::model::token::Words, at: usize) -> (Option<i32>, usize) {
    let comma = if words.is_sign(at, ",") { 1 } else { 0 };
    match look::year(words, at + comma) {
        Some(year) => (Some(year), at + comma + 1),
        None => (None, at),
    }
}

/// "-16 August", "to 16 August", "/16 August": the token of the second day
fn span_end(words: &crate::model::token::Words, at: usize) -> Option<usize> {
    let linked =
        words.is_dash(at) || words.is_sign(at, "/") || words.says_any(at, &["to", "and", "or", "until", "till"]);
    let (second, length) = look::day(words, at + 1).filter(|_| linked)?;
    // "between 3 and 12 of September"
    let of = usize::from(words.says(at + 1 + length, "of"));
    let (month, _) = look::month(words, at + 1 + length + of)?;
    look::fits_month(second, month).then_some(at + 1)
}

/// The first day of a span takes month and year from the second, which is read next.
fn first_of_span(place: &Place, day: u8, second: usize) -> Option<Reading> {
    let words = &place.words;
    let (last, length) = look::day(words, second)?;
    let of = usize::from(words.says(second + length, "of"));
    let (month, taken) = look::month(words, second + length + of)?;
    let (year, _) = year_after(words, second + length + of + taken);
    if day >= last || !look::fits_month(day, month) {
        return None;
    }
    let partial = Partial { year, month: Some(month), day: Some(day), ..Partial::default() };
    let end = place.at + if words.is_glued(place.at + 1) && words.is_word(place.at + 1) { 2 } else { 1 };
    Some(Reading::date(place.at, end, Said::Date(partial, Direction::Bare)))
}
