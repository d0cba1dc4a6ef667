//! What looks like a number and is none, in order of precedence. Each kind left out leaves a notice.

use super::gallery::LeftOut;

mod address;
mod age;
mod calendar;
mod listing;
mod name;
mod ordinal;
mod phrase;
mod pronoun_one;
mod score;
mod telephone;

/// Tried in this order before a number is read; the first that finds something wins.
pub const LEFT_OUT: &[LeftOut] = &[
    phrase::RULE,
    pronoun_one::RULE,
    telephone::RULE,
    address::RULE,
    calendar::RULE,
    ordinal::RULE,
    listing::RULE,
    age::RULE,
    score::RULE,
    name::RULE,
];
