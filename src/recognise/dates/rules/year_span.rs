//! "2023-24", "1939–1945", "1775 - 1780": two years in one breath.

use super::super::look;
use super::super::rule::{Place, Reading, Rule};
use crate::model::lexicon::Class;
use crate::model::time::{Direction, Partial, Said};

pub const RULE: Rule = Rule {
    name: "year_span",
    triggers: Class::empty(),
    numbers: true,
    read,
    reads: &[
        ("The 2013-14 budget fell.", "2013 = 2013; 14 = 2014"),
        ("The war of 1939–1945 ended.", "1939 = 1939; 1945 = 1945"),
    ],
    leaves: &["Ring 2015-1234 our desk? No, ring 555-2015.", "It costs 2000-100 points."],
};

fn read(place: &Place) -> Option<Reading> {
    let (words, at) = (&place.words, place.at);
    let first = look::year(words, at)?;
    let unglued = at == 0 || !words.is_glued(at) || !words.is_dash(at - 1);
    let second_text = words.text(at + 2);
    if !(words.is_dash(at + 1) || words.is_sign(at + 1, "/") || words.is_sign(at + 1, "~"))
        || !words.is_number(at + 2)
        || !unglued
    {
        return None;
    }
    let second: i32 = second_text.parse().ok()?;
    let second = match second_text.len() {
        4 => second,
        2 if words.is_glued(at + 1) && words.is_glued(at + 2) => first - first % 100 + second,
        _ => return None,
    };
    let ends = !(words.is_dash(at + 3) && words.is_glued(at + 3) && words.is_number(at + 4));
    // longer spans than this are telephone numbers, codes and scores more often than wars
    if second <= first || second - first > 150 || !(1000..=2199).contains(&second) || !ends {
        return None;
    }
    let year = |year| Said::Date(Partial { year: Some(year), ..Partial::default() }, Direction::Bare);
    let mut reading = Reading::date(at, at + 3, Said::Between(Box::new(year(first)), Box::new(year(second))));
    reading.parts = vec![Reading::date(at, at + 1, year(first)), Reading::date(at + 2, at + 3, year(second))];
    for part in &mut reading.parts {
        part.rule = RULE.name;
    }
    Some(reading)
}
