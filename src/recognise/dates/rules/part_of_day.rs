//! "this morning", "that night", "the next evening", "at noon"; a part of day beside a date is joined to it elsewhere.

use super::super::rule::{Place, Reading, Rule};
use crate::model::lexicon::Class;
use crate::model::time::{Anchor, PartOfDay, Said, TimeKind, TimeUnit};

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
        ("They moved only at night.", "night = XXXX-XX-XXTNI"),
    ],
    leaves: &["The night was dark.", "Morning came.", "They like the night life."],
};

fn read(place: &Place) -> Option<Reading> {
    let (words, at) = (&place.words, place.at);
    let part = words.entry(at).part_of_day?;
    let before = at.checked_sub(1).filter(|&before| before >= place.floor)?;
    let step = |by, anchor| Said::Step { unit: TimeUnit::Day, low: by, high: by, anchor, exact: false };
    let said = |list: &[&str]| words.says_any(before, list);
    if said(&["every", "each"]) {
        let value = match part {
            PartOfDay::Morning => "XXXX-XX-XXTMO",
            PartOfDay::Afternoon => "XXXX-XX-XXTAF",
            PartOfDay::Evening => "XXXX-XX-XXTEV",
            _ => "XXXX-XX-XXTNI",
        };
        return Some(Reading::new(before, at + 1, TimeKind::Set, Said::Set { value: value.into() }));
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
    } else if matches!(part, PartOfDay::Noon | PartOfDay::Midnight)
        && said(&["at", "by", "until", "around", "before", "after", "about"])
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
