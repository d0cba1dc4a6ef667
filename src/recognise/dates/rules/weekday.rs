//! "Monday", "last Friday", "next Tuesday"; "Mondays" and "every Monday" as a set.

use super::super::look;
use super::super::rule::{Place, Reading, Rule};
use crate::model::lexicon::Class;
use crate::model::time::{Direction, Said, TimeKind};

pub const RULE: Rule = Rule {
    name: "weekday",
    triggers: Class::WEEKDAY,
    numbers: false,
    read,
    reads: &[
        ("Talks resume Monday.", "Monday = XXXX-WXX-1"),
        ("He quit last Friday in anger.", "last Friday = XXXX-WXX-5"),
        ("Masses are held on Sundays.", "Sundays = XXXX-WXX-7"),
        ("The board met on Tues. and again Monday night.", "Tues. = XXXX-WXX-2; Monday night = XXXX-WXX-1TNI"),
    ],
    leaves: &["The Sun rose on Black Friday.", "The Sunday Times wrote so.", "He sat in the sun."],
};

fn read(place: &Place) -> Option<Reading> {
    let (words, at) = (&place.words, place.at);
    let (weekday, taken) = look::weekday(words, at)?;
    let end = at + taken;
    let before = at.checked_sub(1).filter(|&before| before >= place.floor);
    let preceded = |list: &[&str]| before.filter(|&before| words.says_any(before, list));
    if let Some(start) = preceded(&["every", "each"]) {
        return Some(Reading::new(
            start,
            end,
            TimeKind::Set,
            Said::Set { value: format!("XXXX-WXX-{weekday}").into() },
        ));
    }
    if words.text(at).len() >= 6 && words.text(at).ends_with('s') {
        return Some(Reading::new(at, end, TimeKind::Set, Said::Set { value: format!("XXXX-WXX-{weekday}").into() }));
    }
    for (list, direction) in [
        (&["last", "past", "previous"][..], Direction::Last),
        (&["next", "coming", "following"][..], Direction::Next),
        (&["this"][..], Direction::This),
    ] {
        if let Some(start) = preceded(list) {
            let the = start.checked_sub(1).filter(|&the| the >= place.floor && words.says(the, "the"));
            return Some(Reading::date(the.unwrap_or(start), end, Said::Weekday(weekday, direction)));
        }
    }
    Some(Reading::date(at, end, Said::Weekday(weekday, Direction::Bare)))
}
