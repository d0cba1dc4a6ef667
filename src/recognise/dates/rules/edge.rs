//! "in the first weeks of the crackdown", "the last days of the war": units at an end of something told elsewhere.

use super::super::look;
use super::super::rule::{Place, Reading, Rule};
use crate::model::lexicon::Class;
use crate::model::time::{Modifier, Said, TimeUnit};

pub const RULE: Rule = Rule {
    name: "edge",
    triggers: Class::TIME_UNIT,
    numbers: false,
    read,
    reads: &[
        ("Many fled in the first weeks of the siege.", "the first weeks = PXW"),
        ("It fell in the final days of the campaign.", "the final days = PXD"),
    ],
    leaves: &["The first signs of it came."],
};

fn read(place: &Place) -> Option<Reading> {
    let (words, at) = (&place.words, place.at);
    // "the early hours of Sunday" belong to the day
    let unit = look::unit(words, at)
        .filter(|unit| *unit >= TimeUnit::Day)
        .filter(|_| look::is_plural(words, at) && words.says(at + 1, "of"))?;
    let end = at.checked_sub(1).filter(|&end| end >= place.floor)?;
    // "the first few days of"
    let which = if words.says(end, "few") { end.checked_sub(1).filter(|&which| which >= place.floor)? } else { end };
    let last = words.says_any(which, &["last", "final", "closing", "dying", "waning"]);
    let first = words.says_any(which, &["first", "early", "opening", "initial"]);
    if !last && !first {
        return None;
    }
    let the = which
        .checked_sub(1)
        .filter(|&the| the >= place.floor && words.says_any(the, &["the", "its", "their", "his", "her"]));
    let start = the.filter(|&the| words.says(the, "the")).unwrap_or(which);
    let mut reading = Reading::date(start, at + 1, Said::Edge { unit, last });
    let portion = if last { Modifier::End } else { Modifier::Start };
    reading.time.portion = Some(portion);
    reading.time.modifier = Some(portion);
    Some(reading)
}
