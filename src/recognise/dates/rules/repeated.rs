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
        if all.is_some() || on {
            return set(all.unwrap_or(at), Some(1.0));
        }
    }
    if unit == TimeUnit::Weekend && at > place.floor && words.says(at - 1, "any") {
        return set(at - 1, Some(1.0));
    }
    let count = look::count_before(words, at, place.floor).filter(|count| !count.article);
    let end = count.map_or(at, |count| count.start);
    let before = end.checked_sub(1).filter(|&before| before >= place.floor)?;
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
