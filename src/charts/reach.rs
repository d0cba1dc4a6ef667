//! How far a figure reaches along a scale, and the sign it is drawn with.
//!
//! A figure is a dot only when it was given as one. "Over" and "up to" stay open on their side and fade out there;
//! "about" and ranges are bars with ends; "dozens" is a broken bar without ends.

use super::numbers::{Scale, to_f64};
use super::scene::{Point, Shape, dashes, line};
use super::theme::{Ink, Theme};
use super::tongue::Tongue;
use crate::model::quantity::{Bound, Quantity};

/// The sign of a figure. Ordered as in a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sign {
    Dot,
    /// "at least"
    From,
    /// "more than"
    Above,
    /// "up to", "at most"
    UpTo,
    /// "less than"
    Below,
    /// "about", a range
    Bar,
    /// "dozens", "tens of thousands"
    Vague,
}

impl Sign {
    pub fn means(self, tongue: &Tongue) -> &str {
        let signs = &tongue.signs;
        match self {
            Sign::Dot => &signs.dot,
            Sign::From => &signs.from,
            Sign::Above => &signs.above,
            Sign::UpTo => &signs.up_to,
            Sign::Below => &signs.below,
            Sign::Bar => &signs.bar,
            Sign::Vague => &signs.vague,
        }
    }
}

/// A figure as an interval on a scale.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reach {
    pub sign: Sign,
    /// the ends that are known; equal for a dot
    pub low: f64,
    pub high: f64,
    /// the figure itself, where there is one
    pub at: Option<f64>,
}

/// "About" reaches at least this part of the figure to either side (DESIGN, interval of a figure).
const ABOUT: f64 = 0.05;

impl Reach {
    /// None when the figure has neither a value nor an end.
    pub fn of(quantity: &Quantity) -> Option<Reach> {
        let [value, low, high] = [quantity.value, quantity.low, quantity.high].map(|end| end.map(to_f64));
        let any = value.or(low).or(high)?;
        let open = |sign, at: f64| Reach { sign, low: at, high: at, at: Some(at) };
        Some(match quantity.bound {
            Bound::MoreThan => open(Sign::Above, low.unwrap_or(any)),
            Bound::AtLeast => open(Sign::From, low.unwrap_or(any)),
            Bound::UpTo | Bound::AtMost => open(Sign::UpTo, high.unwrap_or(any)),
            Bound::LessThan => open(Sign::Below, high.unwrap_or(any)),
            Bound::Vague => {
                let (low, high) = ordered(low.unwrap_or(any), high.unwrap_or(any));
                Reach { sign: Sign::Vague, low, high, at: None }
            }
            Bound::Exact | Bound::About | Bound::Range => {
                let (mut low, mut high) = ordered(low.unwrap_or(any), high.unwrap_or(any));
                if quantity.bound == Bound::About && low == high {
                    let by = (any.abs() * ABOUT).max(to_f64(quantity.step) / 2.0);
                    (low, high) = (low - by, high + by);
                }
                let sign = if low < high { Sign::Bar } else { Sign::Dot };
                Reach { sign, low, high, at: value }
            }
        })
    }

    /// Where its sign stands on the scale: first and last pixel of what is known.
    pub fn pixels(&self, scale: &Scale) -> (i32, i32) {
        (scale.at(self.low), scale.at(self.high))
    }

    /// Draws it at the height `y`.
    pub fn draw(&self, scale: &Scale, y: i32, ink: Ink, theme: &Theme) -> Vec<Shape> {
        let (from, to) = self.pixels(scale);
        let at = self.at.map_or((from + to) / 2, |value| scale.at(value));
        sign(self.sign, (from, to), self.at.map(|_| at), y, ink, theme)
    }
}

/// Pixels an open end runs on; a scale leaves this much room beside its outermost figures.
pub const OPEN: i32 = 64;
const RADIUS: u32 = 6;

/// The sign itself, from pixel to pixel.
pub fn sign(sign: Sign, (from, to): (i32, i32), at: Option<i32>, y: i32, ink: Ink, theme: &Theme) -> Vec<Shape> {
    let dot = |at: Point, hollow: bool| {
        let full = Shape::Dot { at, radius: RADIUS, ink: if hollow { theme.paper } else { ink }, filled: true };
        let ring = Shape::Dot { at, radius: RADIUS - 1, ink, filled: false };
        if hollow { vec![full, ring] } else { vec![full] }
    };
    let mut shapes = match sign {
        Sign::Dot => return dot((from, y), false),
        Sign::Above | Sign::From => open_end(from, y, 1, ink),
        Sign::Below | Sign::UpTo => open_end(to, y, -1, ink),
        Sign::Bar => {
            let cap = |x| line((x, y - 6), (x, y + 6), ink, 2);
            vec![line((from, y), (to, y), ink, 3), cap(from), cap(to)]
        }
        Sign::Vague => {
            let mut broken = dashes((from, y), (to.max(from + 7), y), ink, 3, 7, 4);
            // its ends are nobody's figures: let them fade
            let last = broken.len() - 1;
            for at in [0, last] {
                if let Shape::Line { ink, .. } = &mut broken[at] {
                    *ink = ink.faded(0.4);
                }
            }
            return broken;
        }
    };
    let hollow = matches!(sign, Sign::Above | Sign::Below);
    shapes.extend(at.into_iter().flat_map(|x| dot((x, y), hollow)));
    shapes
}

/// A line that fades away from `x` and ends in an arrow; `side` is 1 to the right, -1 to the left.
fn open_end(x: i32, y: i32, side: i32, ink: Ink) -> Vec<Shape> {
    let along = |by: i32| (x + side * by, y);
    let piece = |from, to, alpha| line(along(from), along(to), ink.faded(alpha), 3);
    let tip = OPEN - 2;
    let arrow = |up: i32| {
        let (x, y) = along(tip - 6);
        line((x, y + up), along(tip), ink.faded(0.55), 2)
    };
    vec![piece(0, 24, 1.0), piece(24, 36, 0.8), piece(36, 48, 0.6), piece(48, tip - 1, 0.4), arrow(-5), arrow(5)]
}

fn ordered(a: f64, b: f64) -> (f64, f64) {
    if a <= b { (a, b) } else { (b, a) }
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;

    use super::*;
    use crate::model::span::Span;

    fn exact(value: i64) -> Quantity {
        Quantity::exact(Decimal::from(value), Decimal::ONE, Span::default())
    }

    #[test]
    fn an_open_end_is_drawn_open() {
        let over = Reach::of(&exact(80).bounded(Bound::MoreThan)).unwrap();
        assert_eq!((over.sign, over.low), (Sign::Above, 80.0));
        let up_to = Reach::of(&exact(80).bounded(Bound::UpTo)).unwrap();
        assert_eq!((up_to.sign, up_to.high), (Sign::UpTo, 80.0));
        let scale = Scale::new(&[0.0, 100.0], 100, 200, false);
        let right = |reach: &Reach| {
            let shapes = reach.draw(&scale, 50, super::super::theme::LIGHT.claim, &super::super::theme::LIGHT);
            let ends = shapes.iter().filter_map(|shape| match shape {
                Shape::Line { points, .. } => points.iter().map(|point| point.0).max(),
                _ => None,
            });
            ends.max().unwrap()
        };
        assert!(right(&over) > 180 + 40);
        assert!(right(&up_to) <= 180);
    }

    #[test]
    fn a_hedged_figure_is_an_interval() {
        let about = Reach::of(&exact(1000).bounded(Bound::About)).unwrap();
        assert_eq!((about.sign, about.low, about.high), (Sign::Bar, 950.0, 1050.0));
        let dozens =
            Quantity { value: None, low: Some(24.into()), high: Some(99.into()), bound: Bound::Vague, ..exact(0) };
        let dozens = Reach::of(&dozens).unwrap();
        assert_eq!((dozens.sign, dozens.low, dozens.high, dozens.at), (Sign::Vague, 24.0, 99.0, None));
        let nothing = Quantity { value: None, low: None, high: None, ..exact(0) };
        assert_eq!(Reach::of(&nothing), None);
    }
}
