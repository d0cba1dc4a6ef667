//! The ways two readings make one: those that make a single date first, those that make a span of two last.

mod clock_day;
mod day_clock;
mod of_whole;
mod set_clock;
mod shifted;
mod span;
mod sum;
mod weekday_date;
mod weekday_week;

use super::join::Join;

/// Parts of one date.
pub const TIGHT: &[Join] = &[
    weekday_date::JOIN,
    weekday_week::JOIN,
    clock_day::JOIN,
    day_clock::JOIN,
    set_clock::JOIN,
    of_whole::JOIN,
    sum::JOIN,
    shifted::JOIN,
    shifted::SAME,
];

/// Two dates that are the ends of a span, and a weekday whose part of day was read before its date.
pub const SPANS: &[Join] = &[weekday_date::JOIN, span::JOIN, day_clock::JOIN];
