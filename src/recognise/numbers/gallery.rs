//! The shape of an exhibit: a rule with the sentences it reads and the ones it leaves.

use super::figure::Figure;
use super::line::Line;

/// A form of number. `read` gets a token where a number may begin and gives the figure that begins (or ends) there.
#[derive(Debug, Clone, Copy)]
pub struct Form {
    /// the shape of the words
    pub name: &'static str,
    /// sentence with the number in brackets, and what is told of it
    #[cfg_attr(not(test), expect(dead_code, reason = "the tests read it"))]
    pub reads: &'static [(&'static str, &'static str)],
    /// sentences in which this rule finds nothing
    #[cfg_attr(not(test), expect(dead_code, reason = "the tests read it"))]
    pub leaves: &'static [&'static str],
    pub read: fn(&Line, usize) -> Option<Figure>,
}

/// Something that looks like a number and is none. `find` gives its first and last token (exclusive).
#[derive(Debug, Clone, Copy)]
pub struct LeftOut {
    #[cfg_attr(not(test), expect(dead_code, reason = "the tests read it"))]
    pub name: &'static str,
    /// what the notice says of it
    pub says: &'static str,
    /// sentences in which no number is read
    #[cfg_attr(not(test), expect(dead_code, reason = "the tests read it"))]
    pub leaves: &'static [&'static str],
    /// sentences that look alike and are read
    #[cfg_attr(not(test), expect(dead_code, reason = "the tests read it"))]
    pub reads: &'static [(&'static str, &'static str)],
    /// the token after the thing left out
    pub find: fn(&Line, usize) -> Option<usize>,
}
