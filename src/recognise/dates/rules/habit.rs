//! "in the mornings", "mornings at 9 a.m.", "most nights": a part of the day as it comes again and again.

use super::super::rule::{Place, Reading, Rule};
use crate::model::lexicon::Class;
use crate::model::time::{PartOfDay, Said, TimeKind};

pub const RULE: Rule = Rule {
    name: "habit",
    triggers: Class::PART_OF_DAY,
    numbers: false,
    read,
    reads: &[
        ("The clinic opens in the mornings.", "the mornings = XXXX-XX-XXTMO"),
        (
            "Buses run mornings at 9 a.m. and most nights.",
            "mornings at 9 a.m. = XXXX-XX-XXT09:00; most nights = XXXX-XX-XXTNI",
        ),
    ],
    leaves: &["He had sleepless nights.", "Those evenings were long."],
};

fn read(place: &Place) -> Option<Reading> {
    let (words, at) = (&place.words, place.at);
    let part = words.entry(at).part_of_day.filter(|_| words.text(at).ends_with('s'))?;
    let value = match part {
        PartOfDay::Morning => "XXXX-XX-XXTMO",
        PartOfDay::Afternoon => "XXXX-XX-XXTAF",
        PartOfDay::Evening => "XXXX-XX-XXTEV",
        PartOfDay::Night => "XXXX-XX-XXTNI",
        _ => return None,
    };
    let before = at.checked_sub(1).filter(|&before| before >= place.floor)?;
    let closes = !words.is_word(at + 1) && !words.is_number(at + 1)
        || words.says_any(at + 1, &["at", "and", "from", "when", "but", "until"]);
    let in_the = words.says(before, "the")
        && before > place.floor
        && words.says_any(before - 1, &["in", "during", "on"])
        && !words.says(at + 1, "of");
    // "sleepless nights", "two nights", "those evenings" tell of some that were
    let bare = closes
        && words.is(before, Class::VERB | Class::PRONOUN | Class::PREPOSITION | Class::ADVERB)
        && !words.is(before, Class::DETERMINER | Class::NUMERAL | Class::ADJECTIVE);
    let start = if in_the || words.says_any(before, &["most", "all", "many"]) && closes {
        before
    } else if bare {
        at
    } else {
        return None;
    };
    Some(Reading::new(start, at + 1, TimeKind::Set, Said::Set { value: value.into() }))
}
