//! "Q1 2019", "2019-Q3", "Q3 of 2018", "H2 2019", and "Q4" alone where no name stands before it: quarters and halves as business
//! writes them.

use super::super::look;
use super::super::rule::{Place, Reading, Rule};
use crate::model::lexicon::Class;
use crate::model::time::{Direction, Partial, Said, TimeUnit, YearPart};
use crate::model::token::Words;

pub const RULE: Rule = Rule {
    name: "quarter_code",
    triggers: Class::empty(),
    numbers: true,
    read,
    reads: &[
        ("Output rose in Q1 2019 and fell in Q3 of 2018.", "Q1 2019 = 2019-Q1; Q3 of 2018 = 2018-Q3"),
        ("It was lowest in 2017-Q4.", "2017-Q4 = 2017-Q4"),
        ("Sales in Q2 were flat; 2019 H2 looks better.", "Q2 = XXXX-QX; 2019 H2 = 2019-H2"),
    ],
    leaves: &["They drove an Audi Q3 and read page H2.", "Q9 is a bus."],
};

fn read(place: &Place) -> Option<Reading> {
    let (words, at) = (&place.words, place.at);
    if let Some(year) = look::year(words, at) {
        let letter = if words.is_dash(at + 1) && words.is_glued(at + 1) { at + 2 } else { at + 1 };
        let part = code(words, letter)?;
        return Some(dated(at, letter + 2, year, part));
    }
    let letter = at.checked_sub(1).filter(|&letter| letter >= place.floor)?;
    let part = code(words, letter)?;
    let link = usize::from(
        words.says(at + 1, "of") || words.is_sign(at + 1, ",") || words.is_dash(at + 1) && words.is_glued(at + 2),
    );
    if let Some(year) = look::year(words, at + 1 + link) {
        return Some(dated(letter, at + 2 + link, year, part));
    }
    let YearPart::Quarter(quarter) = part else { return None };
    let named = letter > 0 && words.is_capital(letter - 1) && words.is_word(letter - 1);
    (!named && !words.is_glued(letter)).then(|| {
        let said = Said::Within { unit: TimeUnit::Quarter, nth: quarter as i8, count: 1, whole: None };
        Reading::date(letter, at + 1, said)
    })
}

/// "Q1" to "Q4", "H1", "H2": a capital letter and a figure in one piece.
fn code(words: &Words, letter: usize) -> Option<YearPart> {
    let figure = letter + 1;
    if !words.is_number(figure) || !words.is_glued(figure) || words.is_glued(figure + 1) && words.is_word(figure + 1) {
        return None;
    }
    let number: u8 = words.text(figure).parse().ok()?;
    match words.text(letter) {
        "Q" | "q" if (1..=4).contains(&number) => Some(YearPart::Quarter(number)),
        "H" if (1..=2).contains(&number) => Some(YearPart::Half(number)),
        _ => None,
    }
}

fn dated(start: usize, end: usize, year: i32, part: YearPart) -> Reading {
    let partial = Partial { year: Some(year), part: Some(part), ..Partial::default() };
    Reading::date(start, end, Said::Date(partial, Direction::Bare))
}
