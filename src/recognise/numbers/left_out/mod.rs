//! What looks like a number and is none, in order of precedence. Each kind left out leaves a notice.

use super::gallery::LeftOut;
use super::line::Line;

mod address;
mod age;
mod calendar;
mod listing;
mod name;
mod phrase;
mod pronoun_one;
mod row;
mod score;
mod telephone;
mod too_large;

/// Is the token part of a set phrase, "first lady"?
pub fn in_set_phrase(line: &Line, at: usize) -> bool {
    (phrase::RULE.find)(line, at).is_some()
}

/// Tried in this order before a number is read; the first that finds something wins.
pub const LEFT_OUT: &[LeftOut] = &[
    row::RULE,
    phrase::RULE,
    pronoun_one::RULE,
    telephone::RULE,
    too_large::RULE,
    address::RULE,
    calendar::RULE,
    listing::RULE,
    age::RULE,
    score::RULE,
    name::RULE,
];
