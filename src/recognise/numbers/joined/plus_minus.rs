//! "50 ± 3", "50 plus or minus 3 percent", "plus or minus 3 points": a figure with its margin, or a margin alone.

use super::super::figure::Figure;
use super::super::line::Line;
use super::super::simple;
use super::Join;
use crate::model::quantity::Bound;

pub const JOIN: Join = Join {
    name: "plus_minus",
    reads: &[
        ("The mass was [50 ± 3 kg] that day.", "range 47..53 kilogram ‹mass›"),
        ("It weighs [50 plus or minus 3 kg].", "range 47..53 kilogram"),
        ("The margin is [plus or minus 3 percentage points].", "3 percentage_point ‹margin›"),
    ],
    leaves: &["It has 12 plus rooms."],
    join,
};

fn join(line: &Line, first: &Figure) -> Option<Figure> {
    if let Some(start) = sign_before(line, first.tokens.start) {
        let mut figure = first.clone();
        figure.tokens.start = start;
        figure.form = JOIN.name;
        return Some(figure);
    }
    let at = sign_end(line, first.tokens.end)?;
    let second = simple::next(line, at)?;
    let (middle, margin) = (first.value?, second.value?);
    if margin <= rust_decimal::Decimal::ZERO {
        return None;
    }
    let (low, high) = (middle.checked_sub(margin)?, middle.checked_add(margin)?);
    let mut figure = Figure::between(first.tokens.start..second.tokens.end, low, high, Bound::Range, JOIN.name);
    figure.unit = if second.has_unit { second.unit.clone() } else { first.unit.clone() };
    figure.has_unit = first.has_unit || second.has_unit;
    figure.step = second.step;
    figure.next = second.next;
    figure.parts = vec![first.clone(), second];
    Some(figure)
}

/// The token after "±", "+/-" or "plus or minus".
fn sign_end(line: &Line, at: usize) -> Option<usize> {
    let words = &line.words;
    if words.is_sign(at, "±") {
        return Some(at + 1);
    }
    let is_typed = words.is_sign(at, "+") && words.is_sign(at + 1, "/") && words.is_dash(at + 2);
    let is_said = line.says(at, "plus") && line.says(at + 1, "or") && line.says(at + 2, "minus");
    (is_typed || is_said).then_some(at + 3)
}

fn sign_before(line: &Line, start: usize) -> Option<usize> {
    let one = start.checked_sub(1)?;
    if sign_end(line, one) == Some(start) && !line.words.is_number(one.wrapping_sub(1)) {
        return Some(one);
    }
    let three = start.checked_sub(3)?;
    (sign_end(line, three) == Some(start) && !line.words.is_number(three.wrapping_sub(1))).then_some(three)
}
