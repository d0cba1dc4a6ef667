//! "Monday", "last Friday", "next Tuesday"; "Mondays" and "every Monday" as a set.

use super::super::look;
use super::super::rule::{Place, Reading, Rule};
use crate::model::lexicon::Class;
use crate::model::time::{Direction, PartOfDay, Partial, Said, TimeKind};

pub const RULE: Rule = Rule {
    name: "weekday",
    triggers: Class::WEEKDAY,
    numbers: false,
    read,
    reads: &[
        ("Talks resume Monday.", "Monday = XXXX-WXX-1"),
        (
            "It opens Friday 14th for a week, then on Sunday the 30th.",
            "Friday 14th = XXXX-XX-14; a week = P1W; Sunday the 30th = XXXX-XX-30",
        ),
        ("Let us meet Tuesday the eleventh.", "Tuesday the eleventh = XXXX-XX-11"),
        ("He quit last Friday in anger.", "last Friday = XXXX-WXX-5"),
        ("Masses are held on Sundays.", "Sundays = XXXX-WXX-7"),
        (
            "It opens Friday mornings and every other Monday.",
            "Friday mornings = XXXX-WXX-5TMO; every other Monday = XXXX-WXX-1",
        ),
        ("The board met on Tues. and again Monday night.", "Tues. = XXXX-WXX-2; Monday night = XXXX-WXX-1TNI"),
    ],
    leaves: &["The Sun rose on Bloody Sunday.", "The Sunday Times wrote so.", "He sat in the sun."],
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
    if let Some(other) = preceded(&["other"]).filter(|&other| other > place.floor && words.says(other - 1, "every")) {
        let value = format!("XXXX-WXX-{weekday}").into();
        return Some(Reading::new(other - 1, end, TimeKind::Set, Said::Set { value }));
    }
    // "Friday mornings"
    let habit = words.entry(end).part_of_day.filter(|_| words.text(end).ends_with('s'));
    if let Some(part) = habit {
        let code = match part {
            PartOfDay::Morning => "MO",
            PartOfDay::Afternoon => "AF",
            PartOfDay::Evening => "EV",
            _ => "NI",
        };
        let value = format!("XXXX-WXX-{weekday}T{code}").into();
        return Some(Reading::new(at, end + 1, TimeKind::Set, Said::Set { value }));
    }
    if words.text(at).len() >= 6 && words.text(at).ends_with('s') {
        return Some(Reading::new(at, end, TimeKind::Set, Said::Set { value: format!("XXXX-WXX-{weekday}").into() }));
    }
    for (list, direction) in [
        (&["last", "previous", "preceding"][..], Direction::Last),
        (&["past"][..], Direction::Past),
        (&["next", "following"][..], Direction::Next),
        (&["coming", "upcoming"][..], Direction::Coming),
        (&["this"][..], Direction::This),
    ] {
        if let Some(start) = preceded(list) {
            let the = start.checked_sub(1).filter(|&the| {
                // "this upcoming Friday", "this past Wednesday"
                the >= place.floor && (words.says(the, "the") || !words.says(start, "this") && words.says(the, "this"))
            });
            return Some(Reading::date(the.unwrap_or(start), end, Said::Weekday(weekday, direction)));
        }
    }
    if let Some(reading) = with_day(place, weekday, end) {
        return Some(reading);
    }
    Some(Reading::date(at, end, Said::Weekday(weekday, Direction::Bare)))
}

/// "Monday 13th", "Friday the 26th", "Sunday 31" at the end: the day of a month told elsewhere.
fn with_day(place: &Place, weekday: u8, end: usize) -> Option<Reading> {
    let words = &place.words;
    let the = words.says(end, "the");
    let figure = end + usize::from(the);
    // "Tuesday the eleventh", "Wednesday the thirty-first"
    let in_words = || look::ordinal_day(words, figure).filter(|_| the).map(|(day, end)| (day, end - figure, true));
    let (day, length, is_ordinal) =
        look::day(words, figure).map(|(day, length)| (day, length, length == 2)).or_else(in_words)?;
    let next = figure + length;
    // "on Tuesday 25% duties came in"
    if words.is(next, Class::PERCENT) || words.is_sign(next, "%") {
        return None;
    }
    let closes =
        words.get(next).is_none() || !words.is_word(next) && !words.is_number(next) && !words.is_glued(next + 1);
    // "Monday 21 between 9:30 and 3 p.m."
    let closes = closes || words.says_any(next, &["between", "from", "at"]) && words.is_number(next + 1);
    // "from Monday 10 to Thursday 13 November"
    let closes = closes || words.says_any(next, &["to", "until"]) && words.is(next + 1, Class::WEEKDAY);
    let ordinal = is_ordinal && (closes || words.is(next, Class::PREPOSITION | Class::CONJUNCTION | Class::AUXILIARY));
    if words.is_dash(next) || words.says(next, "of") || !(ordinal || closes && !the) {
        return None;
    }
    let partial = Partial { day: Some(day), weekday: Some(weekday), ..Partial::default() };
    Some(Reading::date(place.at, next, Said::Date(partial, Direction::Bare)))
}
