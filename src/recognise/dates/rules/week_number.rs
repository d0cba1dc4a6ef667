//! "in week 12 of 2020", "week 31": the weeks of a year by their number, as epidemics and harvests are counted.

use super::super::look;
use super::super::rule::{Place, Reading, Rule};
use crate::model::lexicon::Class;
use crate::model::time::{Direction, Partial, Said, TimeUnit};

pub const RULE: Rule = Rule {
    name: "week_number",
    triggers: Class::TIME_UNIT,
    numbers: false,
    read,
    reads: &[
        ("Cases peaked in week 12 of 2020.", "week 12 of 2020 = XXXX-WXX"),
        ("No case was found in week 31.", "week 31 = XXXX-WXX"),
    ],
    leaves: &["They won in Week 10.", "They do it week 3 men at a time."],
};

/// ISO 8601 counts at most so many.
const MOST: i8 = 53;

fn read(place: &Place) -> Option<Reading> {
    let (words, at) = (&place.words, place.at);
    let nth: i8 = words.text(at + 1).parse().ok().filter(|nth| (1..=MOST).contains(nth))?;
    if !words.says(at, "week") || words.is_glued(at + 2) && words.is_word(at + 2) {
        return None;
    }
    let link = usize::from(words.says(at + 2, "of") || words.is_sign(at + 2, ","));
    let year = look::year(words, at + 2 + link);
    let closes = !words.is_word(at + 2) || words.is(at + 2, Class::PREPOSITION | Class::CONJUNCTION | Class::AUXILIARY);
    // with a capital the week of a season of matches
    if year.is_none() && (words.is_capital(at) || !closes) {
        return None;
    }
    let whole = year.map(|year| {
        let partial = Partial { year: Some(year), ..Partial::default() };
        Box::new(Said::Date(partial, Direction::Bare))
    });
    let end = if year.is_some() { at + 3 + link } else { at + 2 };
    let the = at.checked_sub(1).filter(|&the| the >= place.floor && words.says(the, "the"));
    Some(Reading::date(the.unwrap_or(at), end, Said::Within { unit: TimeUnit::Week, nth, count: 1, whole }))
}
