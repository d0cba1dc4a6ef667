//! "up from 50,000", "including 62 on Saturday", "17 cases, fewer than 2%", "and fell 3% later": what the figure before counts.

use super::super::figure::Script;
use super::super::gapped;
use super::super::line::Line;
use super::super::noun_phrase;
use super::{Asked, Counted, Finder, is_measure};
use crate::model::lexicon::Class;
use crate::model::quantity::{Role, Unit};

pub const FINDER: Finder = Finder {
    name: "inherited",
    reads: &[
        ("Some 66,000 people were held, up from [50,000] before.", "50000 up from ‹people›"),
        ("It saw 87 killings, including [62] at dawn.", "62 ‹killings›"),
        ("Blue will hold 62 seats, the National League [45], the Greens 22.", "45 ‹seats›"),
        ("Some 80,000 people were held, and [7,000] have since left.", "7000 ‹people›"),
        ("They got 35 jets for 9 billion dollars and may buy [15] more.", "15 ‹jets›"),
        ("Only 17 cases, fewer than [2%], were tried.", "less_than 2 percent ‹cases›"),
    ],
    find,
};

/// How many tokens may stand between the two.
const NEAR: usize = 16;

fn find(line: &Line, asked: &Asked) -> Option<Counted> {
    let words = &line.words;
    let last = asked.last?;
    let figure = asked.figure;
    let near = asked.start.saturating_sub(last.end) <= NEAR;
    let before = asked.start.checked_sub(1)?;
    if let Some((span, head)) = last.count
        && is_bare(line, asked)
    {
        return Some(Counted { span, head, end: None });
    }
    let (span, head) = last.counted?;
    let inherited = Counted { span, head, end: None };
    // "35 jets for 9 billion dollars"
    let is_money = matches!(figure.unit, Unit::Money(_));
    let is_price = is_money && line.says(before, "for") && last.count == last.counted;
    // ", or about 8,500 hectares", ", down from £65"
    let is_list = last.is_money && is_money && matches!(words.text(before), "," | ";" | "(");
    let again = is_price || is_list || line.says(before, "or") || asked.tie.follows && asked.tie.role == Role::From;
    if again && near {
        return Some(inherited);
    }
    if is_measure(figure) || is_money || !near {
        return None;
    }
    let compares =
        line.says_any(before, &["including", "from", "than", "to", "versus", "against", "with", "minus", "least"]);
    let apposed = matches!(words.text(before), "," | "(" | "—" | "–");
    let is_nominal = words.is(figure.next, Class::NOUN | Class::VERB) && line.says(before, "and");
    let follows = asked.tie.follows || asked.tie.role != Role::None;
    let gapped = asked.start == figure.tokens.start && gapped::is_gapped(line, asked.start);
    // "while 18 percent said"
    let is_subject = figure.has_unit && asked.tie.verb.is_none() && noun_phrase::is_finite(line, figure.next);
    (gapped || compares || apposed && !is_nominal || follows || is_subject).then_some(inherited)
}

/// "and 7,000 have since been freed", "up to 200 more could come", "an option on 15 more": a count whose clause names no thing.
fn is_bare(line: &Line, asked: &Asked) -> bool {
    let words = &line.words;
    let figure = asked.figure;
    if figure.unit != Unit::Count || figure.has_unit || asked.tie.verb.is_some() || figure.script == Script::Fraction {
        return false;
    }
    let before = asked.start.wrapping_sub(1);
    let opens = line.opens(asked.start) && asked.start > 0 || words.text(before) == "/";
    let more = line.says_any(figure.next, &["more", "others", "other"]);
    let at = figure.next + usize::from(more);
    let ends = matches!(words.text(at), "." | "," | ";" | "");
    let verb = words.is(at, Class::AUXILIARY | Class::MODAL | Class::COPULA | Class::VERB);
    let goes_on = verb
        || words.is(at, Class::PREPOSITION | Class::ADVERB | Class::RELATIVE | Class::CONJUNCTION)
        || line.date_at(at).is_some();
    // "Gate 7", "room 12": a capital or a bare noun before it makes a name
    let is_name = asked.start == figure.tokens.start
        && (words.is_capital(before) || noun_phrase::noun_like(line, before) && !words.is(before, Class::VERB));
    // "now shelters more than 9,000"
    let is_object = words.is(before, Class::VERB) || asked.start < figure.tokens.start;
    let short = line.says_any(at, &["short", "shy", "ahead", "behind"]);
    !opens && !is_name && (goes_on || short || ends && (more || is_object))
}
