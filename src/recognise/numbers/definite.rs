//! "the two governments", "these three men", "the other two", "his two sons": figures that point back. Read, but no statistic.
//!
//! "the 85,000 Salvadorans apprehended" is a statistic: a large figure in digits tells something, article or not.

use rust_decimal::Decimal;

use super::counted::Counted;
use super::figure::{Figure, Script};
use super::line::Line;
use crate::model::lexicon::Class;
use crate::model::quantity::Unit;

/// Digits up to here may point back; more always tell.
const SMALL: i64 = 12;

/// Does the figure that begins at `start` point back to what the reader knows?
pub fn is_definite(line: &Line, figure: &Figure, start: usize, counted: Option<&Counted>) -> bool {
    let words = &line.words;
    if figure.unit != Unit::Count || figure.parts.len() > 1 {
        return false;
    }
    let is_small = figure.value.is_some_and(|value| value <= Decimal::from(SMALL))
        || figure.script == Script::Words && figure.is_small(99);
    if !is_small {
        return false;
    }
    let mut at = start;
    while at > 0
        && line.says_any(at - 1, &["other", "last", "first", "next", "same", "remaining", "latter", "top", "final"])
    {
        at -= 1;
    }
    let points_back = at > 0 && words.is(at - 1, Class::DEFINITE) && !line.says(at - 1, "both");
    // "the three men arrested", "the two people who died": told of for the first time
    let told = counted.and_then(|counted| counted.end).is_some_and(|end| {
        words.is(end, Class::PARTICIPLE | Class::RELATIVE) || line.says_any(end, &["killed", "injured", "arrested"])
    });
    points_back && !told && !is_whole(line, figure, at)
}

/// "Of the [forty-four] dead, 27 came from the town": a number too large to be in view, and its parts follow.
fn is_whole(line: &Line, figure: &Figure, at: usize) -> bool {
    /// as many as one has in view
    const IN_VIEW: i64 = 12;
    let opens = at > 1 && line.says(at - 2, "of");
    opens && figure.value.is_some_and(|value| value > Decimal::from(IN_VIEW))
}
