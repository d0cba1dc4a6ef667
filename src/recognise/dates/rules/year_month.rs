//! "2015-12", "2015-3", "12-2015", "12/2015": a year and a month in figures, where nothing makes them a code, a score or two years.

use super::super::look;
use super::super::rule::{Place, Reading, Rule};
use crate::model::lexicon::Class;
use crate::model::time::{Direction, Partial, Said};
use crate::model::token::Words;

pub const RULE: Rule = Rule {
    name: "year_month",
    triggers: Class::empty(),
    numbers: true,
    read,
    reads: &[
        ("The series ends in 2015-12.", "2015-12 = 2015-12"),
        ("Its data go up to 12-2015 and 3/2016.", "12-2015 = 2015-12; 3/2016 = 2016-03"),
        ("The row for 2015-3 is empty.", "2015-3 = 2015-03"),
        ("The 2010-11 season was his last.", "2010 = 2010; 11 = 2011"),
    ],
    leaves: &["Resolution 2015-3 passed.", "Case No. 12-2015 is closed.", "Room 2015-32 is shut.", "Ring 12-2015-3."],
};

fn read(place: &Place) -> Option<Reading> {
    let (words, at) = (&place.words, place.at);
    let separator = words.text(at + 1);
    let one_piece = words.is_glued(at + 1) && words.is_glued(at + 2) && matches!(separator, "-" | "/");
    let goes_on = words.is_glued(at + 3)
        && (words.is_word(at + 3) || words.is_number(at + 4) && words.is_glued(at + 4) || words.is_sign(at + 3, "%"));
    let cut_off = at > 0 && words.is_glued(at) && !matches!(words.text(at - 1), "(" | "[" | "\"" | "“" | "'" | "‘");
    if !one_piece || goes_on || cut_off || is_code(place) {
        return None;
    }
    let (year, month) = match (look::year(words, at), look::year(words, at + 2)) {
        (Some(year), None) if separator == "-" => {
            let month = month(words, at + 2)?;
            // "2010-11" is two years as often as a month
            if i32::from(month) > year % 100 && words.text(at + 2).len() == 2 {
                return None;
            }
            (year, month)
        }
        (None, Some(year)) => (year, month(words, at)?),
        _ => return None,
    };
    let plausible = (1900..=2100).contains(&year);
    let partial = Partial { year: Some(year), month: Some(month), ..Partial::default() };
    plausible.then(|| Reading::date(at, at + 3, Said::Date(partial, Direction::Bare)))
}

fn month(words: &Words, at: usize) -> Option<u8> {
    let text = words.text(at);
    let month = text.parse().ok().filter(|_| words.is_number(at) && text.len() <= 2);
    month.filter(|month| (1..=12).contains(month))
}

/// "Resolution 2015-3", "No. 12-2015", "Apollo 12-2015": numbered by the word before it
fn is_code(place: &Place) -> bool {
    let (words, at) = (&place.words, place.at);
    let Some(before) = at.checked_sub(1) else { return false };
    let noun = if words.is_sign(before, ".") { before.saturating_sub(1) } else { before };
    words.is_word(noun)
        && words.is_capital(noun)
        && !words.is(noun, Class::PREPOSITION | Class::DETERMINER | Class::MONTH)
        || words.says_any(
            noun,
            &[
                "no",
                "nos",
                "number",
                "case",
                "section",
                "bill",
                "act",
                "law",
                "order",
                "resolution",
                "won",
                "lost",
                "score",
            ],
        )
        || matches!(words.text(before), "#" | "№" | "$" | "€" | "£")
}
