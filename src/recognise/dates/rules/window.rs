//! "the past five years", "the last two months", "the next few days", "the past decade".

use super::super::look;
use super::super::rule::{Place, Reading, Rule};
use crate::model::lexicon::Class;
use crate::model::time::{Said, TimeKind, TimeUnit};

pub const RULE: Rule = Rule {
    name: "window",
    triggers: Class::TIME_UNIT,
    numbers: false,
    read,
    reads: &[
        ("It doubled over the past five years.", "the past five years = P5Y"),
        ("Over the next few days it will melt.", "the next few days = PXD"),
        ("Wages fell in the past decade.", "the past decade = P10Y"),
        ("It fell in the last 12 months.", "the last 12 months = P12M"),
        ("It is due in the two upcoming months.", "the two upcoming months = P2M"),
    ],
    leaves: &["He walked past the years.", "Next to it is a clock."],
};

fn read(place: &Place) -> Option<Reading> {
    let (words, at) = (&place.words, place.at);
    let unit = look::unit(words, at)?;
    if let Some(reading) = counted_first(place, unit) {
        return Some(reading);
    }
    let count = look::count_before(words, at, place.floor).filter(|count| !count.article);
    let end = count.map_or(at, |count| count.start);
    let before = end.checked_sub(1).filter(|&before| before >= place.floor)?;
    let back = words.says_any(before, &["past", "last", "previous", "preceding"]);
    let ahead = words.says_any(before, &["next", "coming", "following", "upcoming"]);
    // "it will last three weeks"
    let lasts = words.says(before, "last")
        && before > place.floor
        && (words.is(before - 1, Class::MODAL)
            || words.says_any(before - 1, &["to", "can", "not"])
            || words.text(before - 1).ends_with("n't"));
    if lasts {
        return None;
    }
    // "the last two weeks of March" are a part of it
    let part_of = words.says(before, "last")
        && words.says(at + 1, "of")
        && (words.is(at + 2, Class::MONTH)
            || look::year(words, at + 2).is_some()
            || words.says_any(at + 2, &["this", "last", "next", "the"]) && words.is(at + 3, Class::TIME_UNIT));
    if !back && !ahead || part_of {
        return None;
    }
    // "last week" is a step, "the past week" a window; "the last years" counts nothing
    let (low, high) = match count {
        Some(count) => (count.low, count.high),
        None if look::is_plural(words, at) => (None, None),
        None if words.says(at, "fortnight") => (Some(2.0), Some(2.0)),
        None if words.says(before, "past") && unit != TimeUnit::Quarter => (Some(1.0), Some(1.0)),
        None => return None,
    };
    // "the last three months of 2023"
    if words.says(before, "last")
        && words.says(at + 1, "of")
        && (words.is(at + 2, Class::MONTH) || look::year(words, at + 2).is_some())
    {
        return None;
    }
    let the =
        before.checked_sub(1).filter(|&the| the >= place.floor && words.says_any(the, &["the", "these", "those"]));
    if count.is_none() && look::is_plural(words, at) && the.is_none() {
        return None;
    }
    Some(Reading::new(the.unwrap_or(before), at + 1, TimeKind::Duration, Said::Window { unit, low, high, ahead }))
}

/// "two upcoming months", "the five past years": the count before the word that says which way.
fn counted_first(place: &Place, unit: TimeUnit) -> Option<Reading> {
    let (words, at) = (&place.words, place.at);
    let which = at.checked_sub(1).filter(|&which| which > place.floor && look::is_plural(words, at))?;
    let back = words.says_any(which, &["past", "previous", "preceding", "last"]);
    let ahead = words.says_any(which, &["next", "coming", "following", "upcoming"]);
    if !back && !ahead {
        return None;
    }
    let count = look::count_before(words, which, place.floor).filter(|count| !count.article && count.low.is_some())?;
    let the = count.start.checked_sub(1).filter(|&the| the >= place.floor && words.says_any(the, &["the", "these"]));
    let said = Said::Window { unit, low: count.low, high: count.high, ahead };
    Some(Reading::new(the.unwrap_or(count.start), at + 1, TimeKind::Duration, said))
}
