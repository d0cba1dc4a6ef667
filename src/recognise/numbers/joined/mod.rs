//! Two numbers that make one quantity, in order of precedence.

use super::figure::Figure;
use super::line::Line;

mod plus_minus;
mod range;
mod ratio;

/// A way to join a figure with the next one.
#[derive(Debug, Clone, Copy)]
pub struct Join {
    pub name: &'static str,
    /// sentence with the number in brackets, and what is told of it
    #[cfg_attr(not(test), expect(dead_code, reason = "the tests read it"))]
    pub reads: &'static [(&'static str, &'static str)],
    /// sentences this rule joins nothing in
    #[cfg_attr(not(test), expect(dead_code, reason = "the tests read it"))]
    pub leaves: &'static [&'static str],
    pub join: fn(&Line, &Figure) -> Option<Figure>,
}

pub const JOINS: &[Join] = &[ratio::JOIN, range::JOIN, plus_minus::JOIN];

/// The figure, joined with what follows if anything joins.
pub fn join(line: &Line, figure: Figure) -> Figure {
    JOINS.iter().find_map(|rule| (rule.join)(line, &figure)).unwrap_or(figure)
}
