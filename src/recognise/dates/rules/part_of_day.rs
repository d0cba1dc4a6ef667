//! "this morning", "that night", "the next evening", "at noon"; a part of day beside a date is joined to it elsewhere.

use super::super::rule::{Place, Reading, Rule};
use crate::model::lexicon::Class;
use crate::model::time::{Anchor, Modifier, PartOfDay, Said, TimeKind, TimeUnit};

pub const RULE: Rule = Rule {
    name: "part_of_day",
    triggers: Class::PART_OF_DAY,
    numbers: false,
    read,
    reads: &[
        ("He spoke this morning.", "this morning = XXXX-XX-XXTMO"),
        ("The next morning he was gone.", "The next morning = XXXX-XX-XXTMO"),
        ("It struck every night.", "every night = XXXX-XX-XXTNI"),
        ("It closed at noon for prayer.", "noon = XXXX-XX-XXT12:00"),
        ("Rain came in the afternoon and late evening.", "the afternoon = XXXX-XX-XXTAF; late evening = XXXX-XX-XXTEV"),
        ("They moved only at night.", "night = XXXX-XX-XXTNI"),
        ("It burned out by nightfall.", "nightfall = XXXX-XX-XXTEV"),
        ("Two boats sank overnight.", "overnight = XXXX-XX-XXTNI"),
    ],
    leaves: &["The night was dark.", "Morning came.", "They like the night life.", "An overnight train left."],
};

/// The ends of daylight: they come once a day, so "by dusk" is of one day.
pub const EDGES_OF_DAY: &[&str] = &["dawn", "dusk", "daybreak", "nightfall", "sundown"];

/// "in the morning", "early in the evening", "late afternoon": of the day that is told.
fn told(place: &Place, part: PartOfDay, before: usize) -> Option<Reading> {
    let (words, at) = (&place.words, place.at);
    if matches!(part, PartOfDay::Noon | PartOfDay::Midnight) || words.text(at).ends_with('s') || names_a_thing(place) {
        return None;
    }
    let portion = |at: usize| match words.text(at) {
        text if text.eq_ignore_ascii_case("early") => Some(Modifier::Start),
        text if text.eq_ignore_ascii_case("mid") && part != PartOfDay::Night => Some(Modifier::Mid),
        text if text.eq_ignore_ascii_case("late") || text.eq_ignore_ascii_case("later") => Some(Modifier::End),
        _ => None,
    };
    let back = |at: usize, steps: usize| at.checked_sub(steps).filter(|&at| at >= place.floor);
    let (start, modifier) = match (portion(before), words.says(before, "the")) {
        // "late afternoon", "in the early morning"
        (Some(modifier), _) if words.text(before).len() < 6 => {
            let the = back(before, 1).filter(|&the| words.says(the, "the"));
            (the.unwrap_or(before), Some(modifier))
        }
        (_, true) => {
            let link =
                back(before, 1).filter(|&link| words.says_any(link, &["in", "during", "through", "throughout"]))?;
            match back(link, 1).and_then(|adverb| Some((adverb, portion(adverb)?))) {
                Some((adverb, modifier)) if words.says(link, "in") => (adverb, Some(modifier)),
                _ => (before, None),
            }
        }
        _ => return None,
    };
    let mut reading = Reading::new(start, at + 1, TimeKind::Time, Said::Then);
    reading.time.part_of_day = Some(part);
    reading.time.modifier = modifier;
    reading.time.portion = modifier;
    Some(reading)
}

/// The TIMEX3 value of a part of any day.
fn habit(part: PartOfDay) -> &'static str {
    match part {
        PartOfDay::Morning => "XXXX-XX-XXTMO",
        PartOfDay::Afternoon => "XXXX-XX-XXTAF",
        PartOfDay::Evening => "XXXX-XX-XXTEV",
        PartOfDay::Daytime => "XXXX-XX-XXTDT",
        _ => "XXXX-XX-XXTNI",
    }
}

/// "the evening news", "the night shift"; "the night of May 3" belongs to its day
fn names_a_thing(place: &Place) -> bool {
    let (words, next) = (&place.words, place.at + 1);
    words.says_any(next, &["of", "hours"])
        || words.is(next, Class::NOUN) && !words.is(next, Class::VERB)
        || words.is_dash(next) && words.is_glued(next)
}

fn read(place: &Place) -> Option<Reading> {
    let (words, at) = (&place.words, place.at);
    let part = words.entry(at).part_of_day?;
    let before = at.checked_sub(1).filter(|&before| before >= place.floor)?;
    let step = |by, anchor| Said::Step { unit: TimeUnit::Day, low: by, high: by, anchor, exact: false };
    // "two boats sank overnight": the night that ended on the morning of the document's day
    // "an overnight train" is of any night
    if words.says(at, "overnight") {
        let closes = !words.is_word(at + 1) || words.is(at + 1, Class::PREPOSITION | Class::CONJUNCTION);
        let night = Said::Step { unit: TimeUnit::Night, low: -1, high: -1, anchor: Anchor::Dateline, exact: false };
        let mut reading = Reading::new(at, at + 1, TimeKind::Time, night);
        reading.time.part_of_day = Some(part);
        return (closes && !words.is(before, Class::DETERMINER | Class::ADJECTIVE)).then_some(reading);
    }
    let said = |list: &[&str]| words.says_any(before, list);
    if said(&["every", "each"]) {
        return Some(Reading::new(before, at + 1, TimeKind::Set, Said::Set { value: habit(part).into() }));
    }
    if let Some(reading) = told(place, part, before) {
        return Some(reading);
    }
    // "night attacks", "morning sessions": at any such hour
    let next = at + 1;
    if words.is(next, Class::PLURAL)
        && !words.is_capital(at)
        && !words.text(at).ends_with('s')
        && !words.is(before, Class::WEEKDAY)
    {
        return Some(Reading::new(at, next, TimeKind::Time, Said::Set { value: habit(part).into() }));
    }
    let said_step = if said(&["this"]) {
        step(0, Anchor::Dateline)
    } else if said(&["that", "same"]) {
        step(0, Anchor::LastTime)
    } else if said(&["next", "following"]) {
        step(1, Anchor::LastTime)
    } else if said(&["previous", "preceding"]) {
        step(-1, Anchor::LastTime)
    } else if matches!(part, PartOfDay::Noon | PartOfDay::Midnight) && words.says(before, "12") {
        let mut reading = Reading::new(before, at + 1, TimeKind::Time, Said::Then);
        reading.time.part_of_day = Some(part);
        return Some(reading);
    } else if (matches!(part, PartOfDay::Noon | PartOfDay::Midnight) || words.says_any(at, EDGES_OF_DAY))
        && said(&["at", "by", "until", "around", "before", "after", "about", "since"])
    {
        let mut reading = Reading::new(at, at + 1, TimeKind::Time, Said::Then);
        reading.time.part_of_day = Some(part);
        return Some(reading);
    } else if part == PartOfDay::Night && said(&["at"]) || part == PartOfDay::Daytime && said(&["in", "during", "by"]) {
        // any night, not one
        let value = if part == PartOfDay::Night { "XXXX-XX-XXTNI" } else { "XXXX-XX-XXTDT" };
        return Some(Reading::new(at, at + 1, TimeKind::Time, Said::Set { value: value.into() }));
    } else {
        return None;
    };
    let the = before.checked_sub(1).filter(|&the| the >= place.floor && words.says(the, "the"));
    let mut reading = Reading::new(the.unwrap_or(before), at + 1, TimeKind::Time, said_step);
    reading.time.part_of_day = Some(part);
    Some(reading)
}
