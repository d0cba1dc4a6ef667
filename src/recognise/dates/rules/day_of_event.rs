//! "the eve of the vote", "the morning after the raid", "the day of the quake": a day named by what happened then.

use super::super::rule::{Place, Reading, Rule};
use super::beside_event;
use crate::model::lexicon::Class;
use crate::model::time::{Anchor, Said, TimeKind, TimeUnit};

pub const RULE: Rule = Rule {
    name: "day_of_event",
    triggers: Class::HAPPENING,
    numbers: false,
    read,
    reads: &[
        ("On the eve of the vote, shops shut.", "the eve of the vote = XXXX-XX-XX"),
        ("The morning after the raid he left.", "The morning after the raid = XXXX-XX-XXTMO"),
        ("On the day of the earthquake it rained.", "the day of the earthquake = XXXX-XX-XX"),
    ],
    leaves: &["The hero of the war slept.", "They left after the raid.", "It was the mood of the vote."],
};

/// Words between the article and the event: "the first disputed presidential election".
const REACH: usize = 3;

fn read(place: &Place) -> Option<Reading> {
    let (words, at) = (&place.words, place.at);
    let from = at.checked_sub(REACH + 1).map_or(place.floor, |from| from.max(place.floor));
    let article = (from..at).rev().find(|&article| words.is(article, Class::DETERMINER))?;
    if beside_event::event(words, article) != Some(at) {
        return None;
    }
    let link = article.checked_sub(1).filter(|&link| link > place.floor)?;
    let noun = link - 1;
    let part = words.entry(noun).part_of_day;
    let by = match words.text(link) {
        "of" if words.says(noun, "eve") => -1,
        "of" if part.is_some() || words.says(noun, "day") => 0,
        "after" if part.is_some() => 1,
        "before" if part.is_some() => -1,
        _ => return None,
    };
    let the = noun.checked_sub(1).filter(|&the| the >= place.floor && words.says(the, "the"));
    // "one evening of the festival"
    let start = the.or_else(|| words.says(noun, "eve").then_some(noun))?;
    let said = Said::Step { unit: TimeUnit::Day, low: by, high: by, anchor: Anchor::Event, exact: false };
    let mut reading = Reading::new(start, at + 1, if part.is_some() { TimeKind::Time } else { TimeKind::Date }, said);
    reading.time.part_of_day = part;
    Some(reading)
}
