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
        ("It fell in FY 2021-22.", "2021 = 2021; 22 = 2022"),
    ],
    leaves: &["Ring 2015-1234 our desk? No, ring 555-2015.", "It costs 2000-100 points.", "Is 2015-32 valid?"],
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
        // "2015-32" is no year to come: those are written in full
        2 if words.is_glued(at + 1) && words.is_glued(at + 2) && (first < 2000 || second <= 30) => {
            first - first % 100 + second
        }
        _ => return None,
    };
    let ends = !(words.is_dash(at + 3) && words.is_glued(at + 3) && words.is_number(at + 4));
    // longer spans than this are telephone numbers, codes and scores more often than wars
    if second <= first || second - first > 150 || !(1000..=2199).contains(&second) || !ends {
        return None;
    }
    let year = |year| Said::Date(Partial { year: Some(year), ..Partial::default() }, Direction::Bare);
    let start = with_its_kind(place);
    let mut reading = Reading::date(start, at + 3, Said::Between(Box::new(year(first)), Box::new(year(second))));
    reading.parts = vec![Reading::date(at, at + 1, year(first)), Reading::date(at + 2, at + 3, year(second))];
    for part in &mut reading.parts {
        part.rule = RULE.name;
    }
    Some(reading)
}

/// "FY 2021-22", "the fiscal year 2021-22", "school year 2008-09": the words that say what kind of years they are
fn with_its_kind(place: &Place) -> usize {
    let (words, at) = (&place.words, place.at);
    let Some(before) = at.checked_sub(1).filter(|&before| before >= place.floor) else { return at };
    if words.text(before) == "FY" {
        return before;
    }
    let year = words.says(before, "year") && before > place.floor;
    let kind = if year { before - 1 } else { before };
    let says_kind = words.says_any(kind, &["fiscal", "financial", "school", "academic"]);
    if !says_kind || !year && !words.says(kind, "fiscal") {
        return at;
    }
    kind.checked_sub(1).filter(|&the| the >= place.floor && words.says(the, "the")).unwrap_or(kind)
}
