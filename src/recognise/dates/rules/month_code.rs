//! "05-Aug-2016", "22/Jan/2019", "2019-Aug-1", "Dec-2018", "Dec/2018": a month's name between dashes or strokes, as tables and logs
//! write it.

use super::super::look;
use super::super::rule::{Place, Reading, Rule};
use crate::model::lexicon::Class;
use crate::model::time::{Direction, Partial, Said};
use crate::model::token::Words;

pub const RULE: Rule = Rule {
    name: "month_code",
    triggers: Class::MONTH,
    numbers: true,
    read,
    reads: &[
        ("The form of 05-Aug-2016 was lost.", "05-Aug-2016 = 2016-08-05"),
        ("It was filed 22/Jan/2019 and 2019-Aug-1.", "22/Jan/2019 = 2019-01-22; 2019-Aug-1 = 2019-08-01"),
        ("The table ends in Dec-2018 and Nov/2019.", "Dec-2018 = 2018-12; Nov/2019 = 2019-11"),
    ],
    leaves: &["The Dec-2 group met the Jun-77 crew."],
};

fn read(place: &Place) -> Option<Reading> {
    let (words, at) = (&place.words, place.at);
    if at > 0 && words.is_glued(at) && (words.is_dash(at - 1) || words.is_sign(at - 1, "/")) {
        return None;
    }
    let glued = |offset: usize| (1..=offset).all(|step| words.is_glued(at + step));
    let said = |end, year, month, day: Option<u8>| {
        if day.is_some_and(|day| !look::fits_month(day, month)) || words.is_glued(end) && words.is_dash(end) {
            return None;
        }
        let partial = Partial { year: Some(year), month: Some(month), day, ..Partial::default() };
        Some(Reading::date(at, end, Said::Date(partial, Direction::Bare)))
    };
    if !words.is_number(at) {
        let month = name(words, at)?;
        // "Sep-23-2020"
        if glued(4) && is_separator(words, at + 1) && words.text(at + 3) == words.text(at + 1) {
            let day = words.text(at + 2).parse::<u8>().ok()?;
            return said(at + 5, look::year(words, at + 4)?, month, Some(day));
        }
        let year = look::year(words, at + 2).filter(|_| glued(2) && is_separator(words, at + 1))?;
        return said(at + 3, year, month, None);
    }
    if !glued(4) || !is_separator(words, at + 1) || words.text(at + 3) != words.text(at + 1) {
        return None;
    }
    let month = name(words, at + 2)?;
    let figure = |at: usize| words.text(at).parse::<u8>().ok().filter(|_| words.text(at).len() <= 2);
    match (look::year(words, at), look::year(words, at + 4)) {
        (Some(year), None) => said(at + 5, year, month, Some(figure(at + 4)?)),
        (None, Some(year)) => said(at + 5, year, month, Some(figure(at)?)),
        _ => None,
    }
}

fn is_separator(words: &Words, at: usize) -> bool {
    words.is_sign(at, "-") || words.is_sign(at, "/")
}

/// A month between separators needs no capital.
fn name(words: &Words, at: usize) -> Option<u8> {
    Some(words.entry(at).month).filter(|&month| month > 0)
}
