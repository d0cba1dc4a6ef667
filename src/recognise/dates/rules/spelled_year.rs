//! "in nineteen ninety-six", "October two thousand and five": a year in words, where a month or a preposition says that it is one.

use super::super::look;
use super::super::rule::{Place, Reading, Rule};
use crate::model::lexicon::Class;
use crate::model::time::{Direction, Partial, Said};
use crate::model::token::Words;

pub const RULE: Rule = Rule {
    name: "spelled_year",
    triggers: Class::NUMERAL,
    numbers: false,
    read,
    reads: &[
        ("They left in nineteen ninety-six.", "nineteen ninety-six = 1996"),
        ("It met in October two thousand and five.", "October two thousand and five = 2005-10"),
        ("He sailed on 6 April seventeen hundred thirty three.", "6 April seventeen hundred thirty three = 1733-04-06"),
    ],
    leaves: &["In two thousand homes the power failed.", "Of nineteen ninety stayed.", "By twenty five men had gone."],
};

fn read(place: &Place) -> Option<Reading> {
    let (words, at) = (&place.words, place.at);
    let before = at.checked_sub(1).filter(|&before| before >= place.floor.saturating_sub(2))?;
    let dated = words.is(before, Class::MONTH) && look::month(words, before).is_some()
        || words.is_sign(before, ".") && before > 0 && words.is(before - 1, Class::MONTH);
    let framed = words.says_any(before, &["in", "since", "until"]);
    let (year, end) = year(words, at).filter(|_| dated || framed)?;
    // "in two thousand homes": what is counted follows
    let counts =
        words.is(end, Class::NOUN | Class::PLURAL | Class::TIME_UNIT | Class::SCALE | Class::CURRENCY | Class::GENERIC);
    let closes =
        !words.is_word(end) || words.is(end, Class::PREPOSITION | Class::CONJUNCTION | Class::AUXILIARY | Class::PAST);
    let partial = Partial { year: Some(year), ..Partial::default() };
    (!counts && closes).then(|| Reading::date(at, end, Said::Date(partial, Direction::Bare)))
}

/// "two thousand (and) five", "seventeen hundred (and) thirty-three", "nineteen ninety-six", and the token after it.
fn year(words: &Words, at: usize) -> Option<(i32, usize)> {
    let first = i32::from(words.entry(at).numeral);
    let rest = |next: usize| {
        let and = next + usize::from(words.says(next, "and"));
        below_hundred(words, and).unwrap_or((0, next))
    };
    let (year, end) = match (first, words.entry(at + 1).scale) {
        (2, 3) => {
            let (rest, end) = rest(at + 2);
            (2000 + rest, end)
        }
        (11..=19, 2) => {
            let (rest, end) = rest(at + 2);
            (100 * first + rest, end)
        }
        (11..=20, 0) => {
            let (rest, end) = below_hundred(words, at + 1).filter(|(rest, _)| *rest >= 10)?;
            (100 * first + rest, end)
        }
        _ => return None,
    };
    (1100..=2099).contains(&year).then_some((year, end))
}

fn below_hundred(words: &Words, at: usize) -> Option<(i32, usize)> {
    let first = i32::from(words.entry(at).numeral);
    if words.entry(at).scale > 0 || !(1..100).contains(&first) || !words.is_word(at) {
        return None;
    }
    let unit_at = at + 1 + usize::from(words.is_dash(at + 1));
    let unit = i32::from(words.entry(unit_at).numeral);
    let joins = first >= 20 && first % 10 == 0 && (1..10).contains(&unit) && words.is_word(unit_at);
    Some(if joins { (first + unit, unit_at + 1) } else { (first, at + 1) })
}
