//! "two weeks ago", "nearly three years later", "a day earlier", "ten minutes from now", "a week after".

use super::super::look::{self, Count};
use super::super::rule::{Place, Reading, Rule};
use crate::model::lexicon::Class;
use crate::model::time::{Anchor, Reference, Said, TimeUnit};
use crate::model::token::Words;

pub const RULE: Rule = Rule {
    name: "count_away",
    triggers: Class::TIME_UNIT,
    numbers: false,
    read,
    reads: &[
        ("It began two weeks ago.", "two weeks ago = XXXX-WXX"),
        ("Nearly three years later, it stands.", "Nearly three years later = XXXX"),
        ("He had fled a day earlier.", "a day earlier = XXXX-XX-XX"),
        ("Five days on, voices were heard.", "Five days on = XXXX-XX-XX"),
        ("A year and a half ago it closed.", "A year and a half ago = XXXX-XX"),
        ("Days later, he returned.", "Days later = FUTURE_REF"),
    ],
    leaves: &["He came sooner or later.", "I saw him earlier."],
};

fn read(place: &Place) -> Option<Reading> {
    let (words, at) = (&place.words, place.at);
    let unit = look::unit(words, at)?;
    // "a year [and a half] ago"
    let part = if words.says(at + 1, "and") && words.says(at + 2, "a") && words.says(at + 3, "half") { 3 } else { 0 };
    let (sign, anchor, end) = away(words, at + 1 + part)?;
    let more = if part > 0 { 0.5 } else { 0.0 };
    let count = match look::count_before(words, at, place.floor) {
        Some(count) => {
            Count { low: count.low.map(|low| low + more), high: count.high.map(|high| high + more), ..count }
        }
        None if look::is_plural(words, at) => Count { start: at, low: None, high: None, article: false },
        None => return None,
    };
    // "a second later", "a quarter later" name no calendar time
    if matches!(unit, TimeUnit::Second | TimeUnit::Half) && count.article {
        return None;
    }
    let (hedge, start) = look::hedge(words, count.start, place.floor);
    let said = match (count.low, count.high) {
        (Some(low), Some(high)) => {
            // half a year is six months, a year and a half eighteen
            let (unit, low, high) = whole_steps(unit, low, high)?;
            let (low, high) = if sign < 0 { (-high, -low) } else { (low, high) };
            let exact = unit < TimeUnit::Day;
            Said::Step { unit, low, high, anchor, exact }
        }
        _ if anchor == Anchor::LastTime && sign > 0 => Said::Reference(Reference::FutureRef),
        _ => Said::Reference(Reference::PastRef),
    };
    let mut reading = Reading::date(start, end, said);
    reading.time.modifier = hedge;
    Some(reading)
}

/// Direction, what is counted from, and the token after the words that say so.
fn away(words: &Words, at: usize) -> Option<(i32, Anchor, usize)> {
    if words.says(at, "ago") {
        return Some((-1, Anchor::Dateline, at + 1));
    }
    if words.says(at, "from") && words.says_any(at + 1, &["now", "today"]) {
        return Some((1, Anchor::Dateline, at + 2));
    }
    // "Five days on, rescuers", "two weeks on."
    let on = words.says(at, "on") && (words.get(at + 1).is_none() || matches!(words.text(at + 1), "," | "." | ";"));
    // "30 minutes [later this week]"
    let later_in = words.says(at, "later") && words.says_any(at + 1, &["this", "next"]);
    if later_in {
        return None;
    }
    if on || words.says_any(at, &["later", "afterwards", "afterward", "thereafter"]) {
        return Some((1, Anchor::LastTime, at + 1));
    }
    if words.says_any(at, &["earlier", "previously", "beforehand"]) && !words.says(at + 1, "than") {
        return Some((-1, Anchor::LastTime, at + 1));
    }
    // "a day after." and "the day before, he": nothing named follows
    let closes =
        |at: usize| words.get(at).is_none() || matches!(words.text(at), "." | "," | ";" | ":" | ")" | "!" | "?");
    match words.text(at) {
        text if text.eq_ignore_ascii_case("after") && closes(at + 1) => Some((1, Anchor::LastTime, at + 1)),
        text if text.eq_ignore_ascii_case("before") && closes(at + 1) => Some((-1, Anchor::LastTime, at + 1)),
        _ => None,
    }
}

/// Whole numbers of a unit fine enough to hold them.
fn whole_steps(unit: TimeUnit, low: f32, high: f32) -> Option<(TimeUnit, i32, i32)> {
    let is_whole = |value: f32| value.fract() == 0.0;
    let (unit, factor) = match unit {
        // "a decade ago" is ten years ago
        TimeUnit::Decade => (TimeUnit::Year, 10.0),
        TimeUnit::Century => (TimeUnit::Year, 100.0),
        _ if is_whole(low) && is_whole(high) => (unit, 1.0),
        TimeUnit::Year => (TimeUnit::Month, 12.0),
        TimeUnit::Week => (TimeUnit::Day, 7.0),
        TimeUnit::Month => (TimeUnit::Day, 30.0),
        TimeUnit::Day => (TimeUnit::Hour, 24.0),
        TimeUnit::Hour => (TimeUnit::Minute, 60.0),
        _ => return None,
    };
    let (low, high) = (low * factor, high * factor);
    (low.abs() < 100_000.0 && high.abs() < 100_000.0).then_some((unit, low as i32, high as i32))
}
