//! "Aug. 7-[9]", "June 3, 5 and [8]": further days of a month that is named once, before them.

use super::super::look;
use super::super::rule::{Place, Reading, Rule};
use crate::model::lexicon::Class;
use crate::model::time::{Direction, Partial, Said};
use crate::model::token::Words;

pub const RULE: Rule = Rule {
    name: "day_again",
    triggers: Class::empty(),
    numbers: true,
    read,
    reads: &[
        ("Strikes on Aug. 7-9 shut the port.", "Aug. 7 = XXXX-08-07; 9 = XXXX-08-09"),
        ("Rain fell on June 3, 5 and 8, 2014.", "June 3 = 2014-06-03; 5 = 2014-06-05; 8, 2014 = 2014-06-08"),
    ],
    leaves: &["May 68 see the light and 12 more."],
};

/// How many tokens back the month may stand.
const REACH: usize = 9;

fn read(place: &Place) -> Option<Reading> {
    let (words, at) = (&place.words, place.at);
    let (day, length) = look::day(words, at)?;
    let (month, before) = month_before(words, at)?;
    let next = at + length;
    let comma = usize::from(words.is_sign(next, ","));
    let year = look::year(words, next + comma);
    // "on May 3-4 rebels attacked": behind a dash it is a day unless a unit follows
    let dashed = words.is_dash(at - 1) && words.is_glued(at) && words.is_glued(at - 1);
    let closes = year.is_some()
        || dashed && !words.is(next, Class::PERCENT | Class::SCALE | Class::CURRENCY | Class::TIME_UNIT)
        || words.get(next).is_none()
        || matches!(words.text(next), "." | "," | ";" | ":" | ")" | "-" | "–")
        || words.is(next, Class::PREPOSITION | Class::CONJUNCTION | Class::AUXILIARY | Class::VERB)
            && !words.is(next, Class::PLURAL);
    if day <= before || !look::fits_month(day, month) || !closes {
        return None;
    }
    let end = if year.is_some() { next + comma + 1 } else { next };
    let partial = Partial { year, month: Some(month), day: Some(day), ..Partial::default() };
    Some(Reading::date(at, end, Said::Date(partial, Direction::Bare)))
}

/// The month that the days before this one belong to, and the last of them.
fn month_before(words: &Words, at: usize) -> Option<(u8, u8)> {
    let link = |at: usize| {
        words.is_dash(at) || words.says_any(at, &["and", "to", "or", "through", "until"]) || words.is_sign(at, ",")
    };
    let mut left = at.checked_sub(1).filter(|&left| link(left))?;
    let mut last_day = None;
    for _ in 0..REACH {
        left = left.checked_sub(1)?;
        let text = words.text(left);
        if words.is_number(left) && text.len() <= 2 {
            let day = text.parse::<u8>().ok()?;
            last_day = last_day.or(Some(day));
        } else if let Some((month, _)) = look::month(words, left) {
            return last_day.map(|day| (month, day));
        } else if !(link(left) || words.is_sign(left, ".") || words.says_any(left, &["st", "nd", "rd", "th"])) {
            return None;
        }
    }
    None
}
