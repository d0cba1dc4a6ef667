//! Figures divided by figures: a share, and whether a stated percentage fits it.

use rust_decimal::prelude::ToPrimitive;

use super::figure::Figure;
use super::tolerance::same_ratio;

/// The percentages a division can give, between its ends; an open end stays open.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Percent {
    pub low: f64,
    pub high: f64,
    /// from the figures as written
    pub plain: f64,
}

/// `part` in percent of `whole`; None when either is not a number one can divide.
pub fn share(part: &Figure, whole: &Figure) -> Option<Percent> {
    let end = |value: Option<rust_decimal::Decimal>| value.and_then(|value| value.to_f64());
    let (x, y) = (end(part.value())?, end(whole.value()).filter(|y| *y > 0.0)?);
    let low = end(part.interval.low).unwrap_or(0.0) / end(whole.interval.high).unwrap_or(f64::INFINITY) * 100.0;
    let floor = end(whole.interval.low).filter(|floor| *floor > 0.0);
    let high = match (end(part.interval.high), floor) {
        (Some(high), Some(floor)) => high / floor * 100.0,
        _ => f64::INFINITY,
    };
    Some(Percent { low, high, plain: x / y * 100.0 })
}

/// Does a stated percentage fit? It may be rounded, hedged, bounded, or cut off.
pub fn fits(stated: &Figure, percent: &Percent) -> bool {
    let end = |value: Option<rust_decimal::Decimal>| value.and_then(|value| value.to_f64());
    let low = end(stated.interval.low).unwrap_or(f64::NEG_INFINITY);
    let high = end(stated.interval.high).unwrap_or(f64::INFINITY);
    let below = |a: f64, b: f64| a < b && !same_ratio(a, b);
    let meet = !below(percent.high, low) && !below(high, percent.low);
    // "fewer than one in a hundred" is not told of one and a half
    let cut_off = match (end(stated.value()), stated.quantity().step.to_f64()) {
        _ if stated.quantity().bound.is_upper() => false,
        (Some(value), Some(step)) => !below(percent.plain, value) && below(percent.plain, value + step),
        _ => false,
    };
    meet || cut_off
}
