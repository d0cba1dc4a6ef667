//! "jewels worth more than $1.2m", "petrol at less than 2 dollars a litre": what has the price.

use super::super::line::Line;
use super::super::noun_phrase;
use super::{Asked, Counted, Finder};
use crate::model::lexicon::Class;
use crate::model::quantity::Unit;

pub const FINDER: Finder = Finder {
    name: "priced",
    reads: &[
        ("They took jewels worth more than [$1.2m] then.", "more_than 1200000 USD ‹jewels›"),
        ("It was helped by petrol at less than [$1.60] a litre.", "less_than 1.60 USD per 1 litre ‹petrol›"),
    ],
    find,
};

fn find(line: &Line, asked: &Asked) -> Option<Counted> {
    let words = &line.words;
    let price = asked.start.checked_sub(1)?;
    if !matches!(asked.figure.unit, Unit::Money(_)) || !line.says_any(price, &["worth", "at", "costing"]) {
        return None;
    }
    let mut end = price;
    while end > 0
        && words.is(end - 1, Class::COPULA | Class::AUXILIARY | Class::MODAL | Class::ADVERB | Class::RELATIVE)
    {
        end -= 1;
    }
    let is_relative = end < price && words.is(end, Class::RELATIVE);
    if is_relative && end > 0 && words.is_sign(end - 1, ",") {
        end -= 1;
    }
    let is_noun = end > 0 && noun_phrase::noun_like(line, end - 1) && !noun_phrase::is_finite(line, end - 1);
    is_noun.then(|| noun_phrase::before(line, end)).flatten().map(Counted::before)
}
