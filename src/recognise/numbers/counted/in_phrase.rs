//! "$200 million in city funds", "$3.3 billion in profits": the thing an amount of money is in.

use super::super::line::Line;
use super::super::noun_phrase;
use super::{Asked, Counted, Finder};
use crate::model::lexicon::Class;
use crate::model::quantity::Unit;

pub const FINDER: Finder = Finder {
    name: "in_phrase",
    reads: &[("The town spent [$200 million] in city funds.", "200000000 USD ‹city funds›")],
    find,
};

fn find(line: &Line, asked: &Asked) -> Option<Counted> {
    let at = asked.figure.next;
    let is_money = matches!(asked.figure.unit, Unit::Money(_));
    let is_place =
        line.words.is_capital(at + 1) && !line.title_case || line.is(at + 1, Class::DETERMINER | Class::DEFINITE);
    if !is_money || !line.says(at, "in") || is_place || line.time_at(at).is_some() || line.time_at(at + 1).is_some() {
        return None;
    }
    noun_phrase::after(line, at + 1).map(Counted::behind)
}
