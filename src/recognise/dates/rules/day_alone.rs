//! "on the 5th", "by the 21st": a day of the month told last.

use super::super::look;
use super::super::rule::{Place, Reading, Rule};
use crate::model::lexicon::Class;
use crate::model::time::{Direction, Partial, Said};

pub const RULE: Rule = Rule {
    name: "day_alone",
    triggers: Class::empty(),
    numbers: true,
    read,
    reads: &[("They broke through on the 5th, and again by the 21st.", "the 5th = XXXX-XX-05; the 21st = XXXX-XX-21")],
    leaves: &["On the 5th floor and in the 3rd battle he was the 1st.", "He holds the 9th."],
};

fn read(place: &Place) -> Option<Reading> {
    let (words, at) = (&place.words, place.at);
    let (day, length) = look::day(words, at).filter(|&(_, length)| length == 2)?;
    let the = at.checked_sub(1).filter(|&the| the >= place.floor && words.says(the, "the"))?;
    let framed = the > place.floor
        && words.says_any(the - 1, &["on", "by", "until", "till", "since", "of", "from", "around", "about"]);
    let next = at + length;
    let closes = words.get(next).is_none()
        || matches!(words.text(next), "." | "," | ";" | ":" | ")")
                // "the 28th of that month"
        || words.says(next, "of") && words.says_any(next + 1, &["that", "this", "the", "last", "next"])
        || words.is(next, Class::PREPOSITION | Class::CONJUNCTION | Class::DETERMINER | Class::PRONOUN | Class::AUXILIARY)
            && !words.says(next, "of");
    if !framed || !closes {
        return None;
    }
    let partial = Partial { day: Some(day), ..Partial::default() };
    Some(Reading::date(the, next, Said::Date(partial, Direction::Bare)))
}
