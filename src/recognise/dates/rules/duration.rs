//! "three days", "a five-hour visit", "more than 20 years", "for years", "decades-long".

use super::super::look::{self, Count};
use super::super::rule::{Place, Reading, Rule};
use crate::model::lexicon::Class;
use crate::model::time::{Said, TimeKind, TimeUnit};
use crate::model::token::Words;

pub const RULE: Rule = Rule {
    name: "duration",
    triggers: Class::TIME_UNIT,
    numbers: false,
    read,
    reads: &[
        ("They talked for three days.", "three days = P3D"),
        ("He paid a five-hour visit.", "five-hour = PT5H"),
        ("It took more than 20 years.", "more than 20 years = P20Y"),
        ("They waited for years.", "years = PXY"),
        ("It rose in the weeks before he left.", "weeks = PXW"),
        (
            "A decades-long feud ended after two and a half years of war.",
            "decades-long = PXY; two and a half years = P2.5Y",
        ),
        ("It may take two or three weeks.", "two or three weeks = P2W"),
        (
            "It took an hour and a half, all day, and a half-hour more.",
            "an hour and a half = PT1.5H; all day = P1D; a half-hour = PT0.5H",
        ),
        ("He got two years and three months.", "two years and three months = P27M"),
        ("It lasted 1 year 1 month 21 days, then ½ hour.", "1 year 1 month 21 days = P13M21D; ½ hour = PT0.5H"),
        ("He lost by a one second gap over 3.5 seconds.", "one second = PT1S; over 3.5 seconds = PT3.5S"),
    ],
    leaves: &[
        "The 6-year-old boy and his 40-year-old father are 12 years old and 41 years of age.",
        "The years were kind, one day he may return.",
        "It was a second chance for half of them.",
    ],
};

fn read(place: &Place) -> Option<Reading> {
    let (words, at) = (&place.words, place.at);
    let unit = look::unit(words, at).filter(|unit| *unit != TimeUnit::Season)?;
    if is_age(words, at) {
        return None;
    }
    let end = at + 1 + long(words, at);
    if let Some(reading) = whole_or_half(place, unit) {
        return Some(reading);
    }
    let Some(count) = look::count_before(words, at, place.floor) else { return bare(place, unit, end) };
    if !counts_well(place, unit, &count) || is_some_day(words, at, count.start) {
        return None;
    }
    let (modifier, start) =
        if joined_by_dash(words, at) { (None, count.start) } else { look::hedge(words, count.start, place.floor) };
    let (low, high) = a_month_or_two(words, end, &count);
    let end = if high > count.high { end + 2 } else { end };
    let (low, high, end) = and_a_half(words, end, low, high);
    let said = if is_ahead(place, unit, start) {
        Said::Window { unit, low, high, ahead: true }
    } else {
        Said::Duration { unit, low, high }
    };
    let mut reading = Reading::new(start, end, TimeKind::Duration, said);
    reading.time.modifier = modifier;
    Some(reading)
}

/// "decades", "weeks" where a length is meant; "day-long", "single-day"
fn bare(place: &Place, unit: TimeUnit, end: usize) -> Option<Reading> {
    let (words, at) = (&place.words, place.at);
    let before = at.checked_sub(1).filter(|&before| before >= place.floor);
    let said = |low| Said::Duration { unit, low, high: low };
    if !look::is_plural(words, at) {
        let single = before.filter(|&dash| words.is_dash(dash) && dash > place.floor && words.says(dash - 1, "single"));
        return match single {
            Some(dash) => Some(Reading::new(dash - 1, end, TimeKind::Duration, said(Some(1.0)))),
            None if end > at + 1 => Some(Reading::new(at, end, TimeKind::Duration, said(Some(1.0)))),
            None => None,
        };
    }
    const LASTING: &[&str] = &[
        "for", "over", "in", "within", "after", "took", "takes", "take", "taken", "lasted", "last", "spent", "spend",
        "of", "just", "mere", "lasting", "through",
    ];
    // "in the weeks before the vote", "the years that followed"
    let beside = words.says_any(at + 1, &["before", "after", "since", "following", "leading"])
        || words.says(at + 1, "that") && words.says_any(at + 2, &["followed", "preceded", "follow"]);
    let lasting = before.is_some_and(|before| words.says_any(before, LASTING))
        || beside && before.is_none_or(|before| words.says(before, "the"));
    if !lasting && end == at + 1 || unit <= TimeUnit::Second || matches!(unit, TimeUnit::Half | TimeUnit::Quarter) {
        return None;
    }
    Some(Reading::new(at, end, TimeKind::Duration, said(None)))
}

/// "day-long", "years-old feud": the tokens the ending takes.
fn long(words: &Words, at: usize) -> usize {
    let dash = words.is_dash(at + 1) && words.is_glued(at + 1) && words.is_glued(at + 2);
    if dash && words.says_any(at + 2, &["long", "old"]) { 2 } else { 0 }
}

/// "6-year-old", "12 years old", "41 years of age": a person's age
fn is_age(words: &Words, at: usize) -> bool {
    let numbered = at > 0 && (words.is_dash(at - 1) || words.is_number(at - 1) || words.is(at - 1, Class::NUMERAL));
    let old = words.is_dash(at + 1) && words.says(at + 2, "old");
    numbered && old || words.says_any(at + 1, &["old", "olds"]) || words.says(at + 1, "of") && words.says(at + 2, "age")
}

/// "one day he may return" names no length; "one day after the vote", "lasted one day" do.
fn is_some_day(words: &Words, at: usize, start: usize) -> bool {
    let is_counted = words.says_any(at + 1, &["after", "before"])
        || start > 0
            && (words.is(start - 1, Class::PREPOSITION)
                || words.says_any(start - 1, &["just", "only", "lasted", "took", "lasts", "takes", "least", "than"]));
    words.says(start, "one") && start + 1 == at && words.says(at, "day") && !is_counted
}

fn joined_by_dash(words: &Words, at: usize) -> bool {
    at > 0 && words.is_dash(at - 1) && words.is_glued(at - 1)
}

/// Is what stands before the unit its count, and not another word's?
fn counts_well(place: &Place, unit: TimeUnit, count: &Count) -> bool {
    let (words, at) = (&place.words, place.at);
    let vague_unit = matches!(unit, TimeUnit::Half | TimeUnit::Quarter | TimeUnit::Second);
    if count.article {
        // "a second", "a quarter", "an hour": only the last is a length of itself; adjectives between are no rule's
        return !vague_unit && count.start + 1 == at && !followed_as_noun(words, at);
    }
    // "one half", "three quarters" are fractions; "second" is an ordinal
    let plural_or_joined = look::is_plural(words, at)
        || joined_by_dash(words, at)
        || matches!(count.low, Some(0.25 | 0.5 | 0.75 | 1.0 | 1.25 | 1.5))
        || unit == TimeUnit::Second && tells_seconds(words, at);
    // "two consecutive quarters": of years
    let in_a_row = words.says_any(at - 1, &["consecutive", "straight", "successive"]);
    let counts = match unit {
        TimeUnit::Half => false,
        TimeUnit::Quarter => in_a_row,
        TimeUnit::Second => look::is_plural(words, at) || tells_seconds(words, at),
        _ => true,
    };
    counts && plural_or_joined || adjectival(words, at)
}

/// "3.5 second", "a one second delay": a decimal, or one as an adjective; "one second half" counts no time
fn tells_seconds(words: &Words, at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else { return false };
    let adjective = words.says(before, "one") && before > 0 && words.says_any(before - 1, &["a", "the", "every"]);
    words.is_number(before) && words.text(before).contains('.') || adjective && words.is_word(at + 1)
}

/// "a six year alliance", "ten year struggle": singular, before a noun
fn adjectival(words: &Words, at: usize) -> bool {
    let unit = words.entry(at).unit;
    matches!(
        unit,
        Some(TimeUnit::Day | TimeUnit::Week | TimeUnit::Month | TimeUnit::Year | TimeUnit::Hour | TimeUnit::Minute)
    ) && at > 0
        && (words.is_number(at - 1) || words.is(at - 1, Class::NUMERAL))
}

/// "a day job", "a night club"
fn followed_as_noun(words: &Words, at: usize) -> bool {
    words.is_dash(at + 1) && words.is_glued(at + 1) && !words.says(at + 2, "long")
}

/// "a month or two"
fn a_month_or_two(words: &Words, end: usize, count: &Count) -> (Option<f32>, Option<f32>) {
    if count.article && words.says(end, "or") && words.says_any(end + 1, &["two", "so"]) {
        let high = if words.says(end + 1, "two") { Some(2.0) } else { count.high };
        return (count.low, high);
    }
    (count.low, count.high)
}

/// "all day", "all-night", "the full year", "half a year" read elsewhere, "half-hour", "a half hour": a unit that is whole or halved.
fn whole_or_half(place: &Place, unit: TimeUnit) -> Option<Reading> {
    let (words, at) = (&place.words, place.at);
    if look::is_plural(words, at)
        || !matches!(
            unit,
            TimeUnit::Day
                | TimeUnit::Night
                | TimeUnit::Week
                | TimeUnit::Weekend
                | TimeUnit::Month
                | TimeUnit::Year
                | TimeUnit::Hour
                | TimeUnit::Decade
                | TimeUnit::Century
        )
    {
        return None;
    }
    let dash = at.checked_sub(1).filter(|&dash| words.is_dash(dash) && words.is_glued(dash) && words.is_glued(at));
    let word = dash.unwrap_or(at).checked_sub(1).filter(|&word| word >= place.floor)?;
    let amount = if words.says_any(word, &["all", "full"]) && unit >= TimeUnit::Day {
        1.0
    } else if words.says(word, "half") && (unit != TimeUnit::Night && unit != TimeUnit::Day) {
        0.5
    } else {
        return None;
    };
    let article =
        word.checked_sub(1).filter(|&article| article >= place.floor && words.says_any(article, &["a", "an"]));
    // "two and a half years" is counted elsewhere
    if look::count_before(words, at, place.floor).is_some_and(|count| count.low > Some(1.0)) {
        return None;
    }
    // "a half-hour [show]": the article is the show's
    let own = article.filter(|_| !look::goes_on_as_noun(words, at + 1));
    let amount = Some(amount);
    Some(Reading::new(
        own.unwrap_or(word),
        at + 1,
        TimeKind::Duration,
        Said::Duration { unit, low: amount, high: amount },
    ))
}

/// "an hour and a half", "a year and a quarter"
fn and_a_half(words: &Words, end: usize, low: Option<f32>, high: Option<f32>) -> (Option<f32>, Option<f32>, usize) {
    let part = if words.says(end + 1, "a") { end + 2 } else { end + 1 };
    let more = if words.says(part, "half") {
        0.5
    } else if words.says(part, "quarter") && part == end + 2 {
        0.25
    } else {
        return (low, high, end);
    };
    // "a year and half of it", "two years and half the men"
    let follows = words.says_any(part + 1, &["of", "the", "a"]) || words.is_number(part + 1);
    match (low, high) {
        (Some(one), Some(other)) if one == other && one.fract() == 0.0 && words.says(end, "and") && !follows => {
            (Some(one + more), Some(other + more), part + 1)
        }
        _ => (low, high, end),
    }
}

/// "will return in two weeks", "will be held within six months": a length that runs from now.
fn is_ahead(place: &Place, unit: TimeUnit, start: usize) -> bool {
    const REACH: usize = 12;
    let words = &place.words;
    let Some(before) = start.checked_sub(1).filter(|&before| before >= place.floor) else { return false };
    let ends = words.get(place.at + 1).is_none() || !words.is_word(place.at + 1);
    unit >= TimeUnit::Day
        && ends
        && words.says_any(before, &["in", "within"])
        && (place.floor..before).rev().take(REACH).any(|at| {
            words.says_any(at, &["will", "won't", "shall", "i'll", "we'll"])
                || words.says_any(at, &["is", "are"]) && words.says(at + 1, "to") && words.says(at + 2, "be")
        })
}
