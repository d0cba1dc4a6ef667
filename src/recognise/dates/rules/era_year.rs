//! "240 BC", "AD 79", "A.D. 410".

use super::super::rule::{Place, Reading, Rule};
use crate::model::lexicon::Class;
use crate::model::time::{Direction, Partial, Said};
use crate::model::token::Words;

pub const RULE: Rule = Rule {
    name: "era_year",
    triggers: Class::empty(),
    numbers: true,
    read,
    reads: &[
        ("Rome won in 241 BC at sea.", "241 BC = BC0241"),
        ("The town was buried in AD 79.", "AD 79 = 0079"),
        ("The revolt of 240-238 B.C. failed.", "240 = BC0240; 238 B.C. = BC0238"),
    ],
    leaves: &["The BC 12 bus is late.", "He paid 240 for it."],
};

fn read(place: &Place) -> Option<Reading> {
    let (words, at) = (&place.words, place.at);
    let number =
        |at: usize| words.text(at).parse::<i32>().ok().filter(|year| words.is_number(at) && (1..3000).contains(year));
    let year = number(at)?;
    if let Some(end) = before_our_era(words, at + 1) {
        return Some(Reading::date(at, end, said(1 - year)));
    }
    // the first of two years takes its era from the second, which is read next
    let links = words.is_dash(at + 1) || words.says_any(at + 1, &["to", "and"]);
    let second = number(at + 2).filter(|second| links && *second < year && before_our_era(words, at + 3).is_some());
    if second.is_some() {
        return Some(Reading::date(at, at + 1, said(1 - year)));
    }
    let era = at
        .checked_sub(1)
        .filter(|&era| era >= place.floor && matches!(words.text(era), "AD" | "A.D." | "CE" | "A.D"))?;
    Some(Reading::date(era, at + 1, said(year)))
}

fn before_our_era(words: &Words, at: usize) -> Option<usize> {
    match words.text(at) {
        "BC" | "B.C." | "BCE" | "B.C.E." => Some(at + 1),
        "B" if words.is_sign(at + 1, ".") && words.text(at + 2) == "C" => Some(at + 3),
        _ => None,
    }
}

fn said(year: i32) -> Said {
    Said::Date(Partial { year: Some(year), ..Partial::default() }, Direction::Bare)
}
