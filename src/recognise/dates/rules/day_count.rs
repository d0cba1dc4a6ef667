//! "Day 36 of the strike", "on day 3": a day by its number, counted from when something began.

use super::super::rule::{Place, Reading, Rule};
use crate::model::lexicon::Class;
use crate::model::time::{Anchor, Said, TimeUnit};

pub const RULE: Rule = Rule {
    name: "day_count",
    triggers: Class::TIME_UNIT,
    numbers: false,
    read,
    reads: &[
        ("It is Day 36 of the strike.", "Day 36 of the strike = XXXX-XX-XX"),
        ("By day 3 of the flood the roads were gone.", "day 3 of the flood = XXXX-XX-XX"),
    ],
    leaves: &["See day 2 of the course.", "One day 36 people came."],
};

fn read(place: &Place) -> Option<Reading> {
    let (words, at) = (&place.words, place.at);
    let number: i32 = words.text(at + 1).parse().ok().filter(|number| (1..=5000).contains(number))?;
    let determiner = at + 3;
    if !words.says(at, "day") || !words.says(at + 2, "of") || !words.is(determiner, Class::DETERMINER) {
        return None;
    }
    // "the general strike", "the hostage crisis"
    let event = (determiner + 1..=determiner + 3).find(|&at| words.is(at, Class::HAPPENING))?;
    // the first day is the one it began on
    let by = number - 1;
    let said = Said::Step { unit: TimeUnit::Day, low: by, high: by, anchor: Anchor::Event, exact: false };
    Some(Reading::date(at, event + 1, said))
}
