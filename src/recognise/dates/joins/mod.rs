//! The ways two readings make one: those that make a single date first, those that make a span of two last.

mod clock_day;
mod of_whole;
mod shifted;
mod span;
mod weekday_date;

use super::join::Join;

/// Parts of one date.
pub const TIGHT: &[Join] = &[weekday_date::JOIN, clock_day::JOIN, of_whole::JOIN, shifted::JOIN, shifted::SAME];

/// Two dates that are the ends of a span.
pub const SPANS: &[Join] = &[span::JOIN];
