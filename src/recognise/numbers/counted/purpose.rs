//! "$40 million for repairs", "spent 3 million euros on seed": what the money is for.

use super::super::line::Line;
use super::super::noun_phrase;
use super::{Asked, Counted, Finder};
use crate::model::lexicon::Class;
use crate::model::quantity::Unit;

pub const FINDER: Finder = Finder {
    name: "purpose",
    reads: &[
        ("The state gave [$40 million] for repairs.", "40000000 USD ‹repairs›"),
        ("He spent [3 million euros] on seed drills.", "3000000 EUR ‹seed drills›"),
    ],
    find,
};

fn find(line: &Line, asked: &Asked) -> Option<Counted> {
    let at = asked.figure.next;
    if !matches!(asked.figure.unit, Unit::Money(_)) || !line.says_any(at, &["for", "on"]) || asked.tie.verb.is_some() {
        return None;
    }
    let mut noun = at + 1;
    while line.is(noun, Class::DETERMINER | Class::DEFINITE) && noun < at + 3 {
        noun += 1;
    }
    // a person, a day or a place is no purpose
    let is_name = line.words.is_capital(noun) || line.date_at(at).is_some() || line.date_at(noun).is_some();
    let is_time = line.is(noun, Class::ORDINAL | Class::TIME_UNIT | Class::NUMERAL) || line.words.is_number(noun);
    if is_name || is_time {
        return None;
    }
    noun_phrase::after(line, noun).map(Counted::behind).map(|counted| Counted { end: None, ..counted })
}
