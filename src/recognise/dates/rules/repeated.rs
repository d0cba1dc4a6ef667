//! "every day", "each week", "every two years", "per month", and "a year" after a figure: "62 a day", "$3 million a year".

use super::super::look;
use super::super::rule::{Place, Reading, Rule};
use crate::model::lexicon::Class;
use crate::model::time::{Said, TimeKind, TimeUnit};
use crate::model::timex;

pub const RULE: Rule = Rule {
    name: "repeated",
    triggers: Class::TIME_UNIT,
    numbers: false,
    read,
    reads: &[
        ("They meet every day.", "every day = P1D"),
        ("They meet every weekend and on weekends only.", "every weekend = XXXX-WXX-WE; weekends = XXXX-WXX-WE"),
        ("The vote is held every four years.", "every four years = P4Y"),
        ("Some 62 a day died.", "a day = P1D"),
        ("It earns $3 million a year.", "a year = P1Y"),
        ("It fell to 200 dead per month.", "per month = P1M"),
        ("Rent is due on the 19th of every month.", "the 19th of every month = XXXX-XX-19"),
        ("The shop is open weekends.", "weekends = XXXX-WXX-WE"),
    ],
    leaves: &["It happened once upon a time."],
};

fn read(place: &Place) -> Option<Reading> {
    let (words, at) = (&place.words, place.at);
    let unit = look::unit(words, at)?;
    let set = |start: usize, count: Option<f32>| {
        let value = match (unit, count) {
            (TimeUnit::Weekend, Some(1.0)) => "XXXX-WXX-WE".to_owned(),
            (TimeUnit::Weekend, Some(count)) => format!("P{count}WE"),
            _ => timex::duration(unit, count),
        };
        Some(Reading::new(start, at + 1, TimeKind::Set, Said::Set { value: value.into() }))
    };
    if unit == TimeUnit::Weekend && look::is_plural(words, at) {
        // "on weekends", "all weekends"
        let all = at.checked_sub(1).filter(|&all| all >= place.floor && words.says_any(all, &["all", "most"]));
        let on = at > place.floor && words.says_any(at - 1, &["on", "at", "during", "and"]);
        // "open weekends."
        let closes = !words.is_word(at + 1) && at > place.floor && words.is_word(at - 1);
        let on = on
            || closes
                && !words.is(at - 1, Class::DETERMINER | Class::NUMERAL | Class::ADJECTIVE | Class::PREPOSITION)
                && !words
                    .says_any(at - 1, &["past", "last", "next", "previous", "following", "few", "several", "other"]);
        if all.is_some() || on {
            return set(all.unwrap_or(at), Some(1.0));
        }
    }
    let any = at.checked_sub(1).filter(|&any| any >= place.floor && words.says(any, "any"));
    // "any day now" is no habit
    if let Some(any) =
        any.filter(|_| matches!(unit, TimeUnit::Weekend | TimeUnit::Week | TimeUnit::Month | TimeUnit::Year))
        && !look::is_plural(words, at)
    {
        return set(any, Some(1.0));
    }
    let count = look::count_before(words, at, place.floor).filter(|count| !count.article);
    let end = count.map_or(at, |count| count.start);
    let before = end.checked_sub(1).filter(|&before| before >= place.floor)?;
    if let Some(reading) = day_of_every_month(place, unit, before) {
        return Some(reading);
    }
    if words.says_any(before, &["every", "each"]) {
        return set(before, Some(count.and_then(|count| count.low).unwrap_or(1.0)));
    }
    if words.says(before, "other") && before > place.floor && words.says(before - 1, "every") {
        return set(before - 1, Some(2.0));
    }
    if words.says(before, "per") && count.is_none() {
        return set(before, Some(1.0));
    }
    let article = words.says_any(before, &["a", "an"])
        && count.is_none()
        && !words.says_any(at + 1, &["ago", "earlier", "later", "after", "before", "or"]);
    let rated = before.checked_sub(1).filter(|_| article).is_some_and(|figure| {
        words.is_number(figure)
            || words.says_any(figure, &["once", "twice", "times"])
            || words.is(figure, Class::NUMERAL | Class::SCALE | Class::CURRENCY | Class::PERCENT)
            || words.is(figure, Class::PLURAL)
                && (figure > 0 && words.is_number(figure - 1) || words.is(figure, Class::CURRENCY))
    });
    // "once a year", "three times a day"
    let once = before.checked_sub(1).filter(|&once| once >= place.floor && words.says_any(once, &["once", "twice"]));
    if rated { set(once.unwrap_or(before), Some(1.0)) } else { None }
}

/// "the 19th of every month"
fn day_of_every_month(place: &Place, unit: TimeUnit, every: usize) -> Option<Reading> {
    let words = &place.words;
    let of = every.checked_sub(1).filter(|&of| unit == TimeUnit::Month && words.says(of, "of"))?;
    let figure =
        of.checked_sub(2).filter(|&figure| figure >= place.floor && words.says_any(every, &["every", "each"]))?;
    let (day, _) = look::day(words, figure).filter(|&(_, length)| length == 2)?;
    let the = figure.checked_sub(1).filter(|&the| the >= place.floor && words.says(the, "the"));
    let value = format!("XXXX-XX-{day:02}").into();
    Some(Reading::new(the.unwrap_or(figure), place.at + 1, TimeKind::Set, Said::Set { value }))
}
