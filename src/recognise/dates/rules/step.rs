//! "last week", "this month", "next year", "the following day", "that year", "the same day", "the previous month".

use super::super::look;
use super::super::rule::{Place, Reading, Rule};
use crate::model::lexicon::Class;
use crate::model::time::{Anchor, Said, TimeKind, TimeUnit};

pub const RULE: Rule = Rule {
    name: "step",
    triggers: Class::TIME_UNIT,
    numbers: false,
    read,
    reads: &[
        ("It rained last week.", "last week = XXXX-WXX"),
        ("Taxes rise next year, not this month.", "next year = XXXX; this month = XXXX-XX"),
        ("The following day he left.", "The following day = XXXX-XX-XX"),
        ("Later that year they split.", "Later that year = XXXX"),
        ("It was sold over the weekend.", "the weekend = XXXX-WXX-WE"),
        ("It fell 9% from the same month a year ago.", "the same month a year ago = XXXX"),
        ("It closed at the end of the year.", "the end of the year = XXXX"),
        ("Sales fell in the first half of the year.", "the first half of the year = XXXX-HX"),
    ],
    leaves: &["It was the last straw and this second try failed.", "The day was long.", "It was his last season."],
};

fn read(place: &Place) -> Option<Reading> {
    let (words, at) = (&place.words, place.at);
    let unit = look::unit(words, at)?;
    if look::is_plural(words, at) || unit < TimeUnit::Day || matches!(unit, TimeUnit::Season | TimeUnit::Half) {
        return None;
    }
    // "day-long", "year-old", "day-to-day"
    if words.is_dash(at + 1) && words.is_glued(at + 1) {
        return None;
    }
    let before =
        at.checked_sub(1).filter(|&before| before >= place.floor).map(|before| kind_of_year(place, unit, before));
    let step = |start, by, anchor| {
        Some(Reading::date(start, at + 1, Said::Step { unit, low: by, high: by, anchor, exact: false }))
    };
    // "the week after next"
    if words.says(at + 1, "after") && words.says(at + 2, "next") && !words.is_word(at + 3) {
        let the = before.filter(|&the| words.says(the, "the"));
        let said = Said::Step { unit, low: 2, high: 2, anchor: Anchor::Dateline, exact: false };
        return Some(Reading::date(the.unwrap_or(at), at + 3, said));
    }
    let Some(before) = before else { return after(place, unit, at) };
    if let Some(reading) = ends_without_article(place, unit, before) {
        return Some(reading);
    }
    let said = |list: &[&str]| words.says_any(before, list);
    let the = before.checked_sub(1).filter(|&the| the >= place.floor && words.says(the, "the"));
    let from_the = the.unwrap_or(before);
    if unit == TimeUnit::Quarter
        && !said(&["last", "next", "this", "same", "previous", "current", "that", "coming", "following", "past"])
    {
        return None;
    }
    if said(&["last"]) && !is_last_of(place, at + 1) {
        return if unit == TimeUnit::Day { None } else { step(from_the, -1, Anchor::Dateline) };
    }
    if said(&["this", "current"]) {
        return if words.says(at, "day") && said(&["current"]) { None } else { step(from_the, 0, Anchor::Dateline) };
    }
    if unit == TimeUnit::Quarter && said(&["past"]) {
        return step(from_the, -1, Anchor::Dateline);
    }
    if said(&["next", "coming"]) {
        // "for the next year": so long from now; "the next year": the one after the last told
        let lasting = from_the > place.floor && words.says_any(from_the - 1, &["for", "over"]);
        if the.is_some() && lasting && unit >= TimeUnit::Week && unit != TimeUnit::Quarter {
            let one = Some(1.0);
            let said = Said::Window { unit, low: one, high: one, ahead: true };
            return Some(Reading::new(from_the, at + 1, TimeKind::Duration, said));
        }
        let anchor = if the.is_some() { Anchor::LastTime } else { Anchor::Dateline };
        return step(from_the, 1, anchor);
    }
    if said(&["following", "subsequent", "ensuing"]) {
        return step(from_the, 1, Anchor::LastTime);
    }
    if said(&["previous", "preceding", "prior"]) {
        return step(from_the, -1, Anchor::LastTime);
    }
    if said(&["that", "same"]) {
        let start = the.or_else(|| from_that(place, before)).unwrap_or(before);
        return step(start, 0, Anchor::LastTime);
    }
    if said(&["entire", "whole"]) && the.is_some() {
        return step(from_the, 0, Anchor::LastTime);
    }
    after(place, unit, at)
}

/// "this [calendar] year", "the last [fiscal] year", "the current [school] year", "this [working] week": the word before.
fn kind_of_year(place: &Place, unit: TimeUnit, before: usize) -> usize {
    let kind = match unit {
        TimeUnit::Year => &["calendar", "fiscal", "financial", "school", "academic", "tax"][..],
        TimeUnit::Week => &["working", "work", "trading"][..],
        _ => return before,
    };
    if before > place.floor && place.words.says_any(before, kind) { before - 1 } else { before }
}

/// "the last year of the war", and not "a profit for the last year of $2 million"
fn is_last_of(place: &Place, of: usize) -> bool {
    let words = &place.words;
    words.says(of, "of")
        && (words.is(of + 1, Class::DETERMINER | Class::MONTH | Class::PRONOUN)
            || look::year(words, of + 1).is_some()
            || words.is_capital(of + 1) && !words.is_sign(of + 2, "$"))
}

/// "that same day"
fn from_that(place: &Place, same: usize) -> Option<usize> {
    let that = same.checked_sub(1).filter(|&that| that >= place.floor)?;
    (place.words.says(same, "same") && place.words.says_any(that, &["that", "this"])).then_some(that)
}

/// "by the end of year", "at year-end" has its own rule: "end of [month]"
fn ends_without_article(place: &Place, unit: TimeUnit, of: usize) -> Option<Reading> {
    let words = &place.words;
    let noun = of.checked_sub(1).filter(|&noun| noun >= place.floor && words.says(of, "of"))?;
    let fits = matches!(unit, TimeUnit::Day | TimeUnit::Week | TimeUnit::Month | TimeUnit::Quarter | TimeUnit::Year);
    (fits && words.says_any(noun, &["end", "start", "beginning", "middle"])).then(|| {
        let said = Said::Step { unit, low: 0, high: 0, anchor: Anchor::Dateline, exact: false };
        Reading::date(place.at, place.at + 1, said)
    })
}

/// "the year" where the words around it tell which: "the day before", "the end of the year", "over the weekend", "for the year".
fn after(place: &Place, unit: TimeUnit, at: usize) -> Option<Reading> {
    let words = &place.words;
    let the = at.checked_sub(1).filter(|&the| the >= place.floor && words.says(the, "the"))?;
    let reading =
        |end, by, anchor| Some(Reading::date(the, end, Said::Step { unit, low: by, high: by, anchor, exact: false }));
    let closes =
        |at: usize| words.get(at).is_none() || matches!(words.text(at), "." | "," | ";" | ":" | ")" | "!" | "?");
    if words.says_any(at + 1, &["earlier", "previous"]) || words.says(at + 1, "before") && closes(at + 2) {
        return reading(at + 2, -1, Anchor::LastTime);
    }
    if words.says_any(at + 1, &["later"]) || words.says(at + 1, "after") && closes(at + 2) {
        return reading(at + 2, 1, Anchor::LastTime);
    }
    if unit == TimeUnit::Weekend {
        return reading(at + 1, 0, Anchor::Dateline);
    }
    let of = the.checked_sub(1).filter(|&of| of >= place.floor).unwrap_or(the);
    // what stands before may be a reading of its own, "the first half", that waits for this one
    let part_of = words.says(of, "of")
        && of > 0
        && words.says_any(
            of - 1,
            &[
                "end",
                "start",
                "beginning",
                "middle",
                "close",
                "rest",
                "remainder",
                "most",
                "much",
                "part",
                "half",
                "course",
                "later",
                "late",
                "quarter",
            ],
        );
    let nth_day = words.says(of, "of")
        && of > 1
        && words.says_any(of - 1, &["day", "week", "weekend", "month"])
        && (words.is(of - 2, Class::ORDINAL)
            || words.says_any(of - 2, &["last", "final", "opening", "th", "st", "nd", "rd"]));
    let framed =
        words.says(of, "in") && of > place.floor && words.says_any(of - 1, &["later", "late", "early", "earlier"])
            || words.says_any(of, &["for", "during"]) && !words.says(at + 1, "of") && closes(at + 1)
            || words.says_any(
                of,
                &[
                    "end",
                    "ends",
                    "ended",
                    "ending",
                    "finish",
                    "finished",
                    "finishing",
                    "closed",
                    "close",
                    "closing",
                    "started",
                    "began",
                ],
            ) && unit == TimeUnit::Day;
    // "the course of the day": said of any day
    if part_of && !words.says(of - 1, "course") || framed || nth_day && unit > TimeUnit::Day {
        return reading(at + 1, 0, Anchor::LastTime);
    }
    // "[the day before] last Tuesday": a length until the date behind it joins
    if words.says_any(at + 1, &["before", "after"]) && unit <= TimeUnit::Month {
        let mut counted =
            Reading::new(the, at + 1, TimeKind::Duration, Said::Duration { unit, low: Some(1.0), high: Some(1.0) });
        counted.needs_whole = true;
        return Some(counted);
    }
    None
}
