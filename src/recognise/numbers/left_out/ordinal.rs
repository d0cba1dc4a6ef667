//! "25th", "third": places in an order. "a third of" is a fraction and read as one.

use super::super::gallery::LeftOut;
use super::super::line::Line;
use crate::model::lexicon::Class;

pub const RULE: LeftOut = LeftOut {
    name: "ordinal",
    says: "a place in an order",
    leaves: &["It was renewed for the 25th time.", "The third man left.", "The twenty-first session ended."],
    reads: &[],
    find,
};

fn find(line: &Line, at: usize) -> Option<usize> {
    let words = &line.words;
    if words.is_number(at) {
        let ends = words.is_glued(at + 1) && line.says_any(at + 1, &["st", "nd", "rd", "th"]);
        return ends.then_some(at + 2);
    }
    // "twenty-first"
    let tail = if line.is_hyphen(at + 1) { at + 2 } else { at + 1 };
    let is_tens =
        words.is(at, Class::NUMERAL) && words.entry(at).numeral >= 20 && words.entry(at).numeral.is_multiple_of(10);
    let is_ordinal = words.is(tail, Class::ORDINAL) && (1..10).contains(&words.entry(tail).ordinal);
    (is_tens && is_ordinal && tail == at + 2).then_some(tail + 1)
}
