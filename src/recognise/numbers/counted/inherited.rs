//! "up from 50,000", "including 62 on Saturday", "17 cases, fewer than 2%", "and fell 3% later": what the figure before counts.

use super::super::gapped;
use super::super::line::Line;
use super::{Asked, Counted, Finder, is_measure};
use crate::model::lexicon::Class;
use crate::model::quantity::Unit;

pub const FINDER: Finder = Finder {
    name: "inherited",
    reads: &[
        ("Some 66,000 people were held, up from [50,000] before.", "50000 up from ‹people›"),
        ("It saw 87 killings, including [62] at dawn.", "62 ‹killings›"),
        ("Blue will hold 62 seats, the National League [45], the Greens 22.", "45 ‹seats›"),
        ("Only 17 cases, fewer than [2%], were tried.", "less_than 2 percent ‹cases›"),
    ],
    find,
};

/// How many tokens may stand between the two.
const NEAR: usize = 16;

fn find(line: &Line, asked: &Asked) -> Option<Counted> {
    let words = &line.words;
    let last = asked.last?;
    let (span, head) = last.counted?;
    if is_measure(asked.figure)
        || matches!(asked.figure.unit, Unit::Money(_))
        || asked.start.saturating_sub(last.end) > NEAR
    {
        return None;
    }
    let before = asked.start.checked_sub(1)?;
    let compares =
        line.says_any(before, &["including", "from", "than", "to", "versus", "against", "with", "minus", "least"]);
    let apposed = matches!(words.text(before), "," | "(" | "—" | "–") || line.says(before, "or");
    let is_nominal = words.is(asked.figure.next, Class::NOUN | Class::VERB) && line.says(before, "and");
    let follows = asked.tie.follows || asked.tie.role != crate::model::quantity::Role::None;
    let gapped = asked.start == asked.figure.tokens.start && gapped::is_gapped(line, asked.start);
    (gapped || compares || apposed && !is_nominal || follows).then_some(Counted { span, head, end: None })
}
