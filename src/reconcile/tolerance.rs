//! Two figures -> do they say the same? Every allowance has a name here, and every finding prints the one it used.
//!
//! A figure is an interval: as wide as its writing ("75,000" is written in thousands), its hedge ("about"), its bound
//! ("over") or its word ("dozens") leave it. Figures agree when their intervals meet. Nothing else in the house
//! decides how much is too much; rules ask here.

use approx::relative_eq;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::model::finding::Severity;
use crate::model::quantity::{Bound, DAY, Quantity};

/// How far "about 100" may reach to either side, unless its writing is coarser.
const ABOUT: Decimal = Decimal::from_parts(5, 0, 0, false, 2);

/// Minutes two clocks may differ by.
const CLOCK_REACH: Decimal = Decimal::TWO;
/// Minutes that weigh as a hundred percent do elsewhere: three are a note, an hour is grave.
const CLOCK_WHOLE: Decimal = Decimal::from_parts(300, 0, 0, false, 0);

/// What two figures were allowed to differ by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Tolerance {
    /// every digit counts
    #[default]
    Exact,
    /// half of the step the figure is written in: 75,000 is 74,500 to 75,500
    HalfStep,
    /// digits cut off instead of rounded: 0.9556 written as 0.95
    Truncation,
    /// 5 % or half a step to either side, whichever is wider
    About,
    /// what the bound's own words allow: "over", "up to"
    Bound,
    /// the two ends of a range, or of a vague word such as "dozens"
    Range,
    /// a ratio worked out from two figures, each as wide as it is written
    Ratio,
    /// a part may be as large as its whole, each as wide as it is written
    PartWithinWhole,
    /// a running total may grow, and may differ as much as it moved in three days
    RunningTotal,
    /// days that can be one and the same
    SameDay,
    /// words that differ by contractions and little words only
    Wording,
    /// times of day that differ by two minutes at most, as clocks and cut-off seconds do
    Clock,
}

impl Tolerance {
    /// The name used in the tables' `tolerance` column.
    pub fn as_str(self) -> &'static str {
        match self {
            Tolerance::Exact => "exact",
            Tolerance::HalfStep => "half_step",
            Tolerance::Truncation => "truncation",
            Tolerance::About => "about",
            Tolerance::Bound => "bound",
            Tolerance::Range => "range",
            Tolerance::Ratio => "ratio",
            Tolerance::PartWithinWhole => "part_within_whole",
            Tolerance::RunningTotal => "running_total",
            Tolerance::SameDay => "same_day",
            Tolerance::Wording => "wording",
            Tolerance::Clock => "clock",
        }
    }

    /// What it allows, for a finding's `allowed` column.
    pub fn allows(self) -> &'static str {
        match self {
            Tolerance::Exact => "no difference",
            Tolerance::HalfStep => "half of the step each figure is written in",
            Tolerance::Truncation => "digits cut off",
            Tolerance::About => "5 % or half a step around a hedged figure",
            Tolerance::Bound => "anything the bounds leave open",
            Tolerance::Range => "anything inside the range",
            Tolerance::Ratio => "half of the last digit of each figure",
            Tolerance::PartWithinWhole => "a part up to the whole",
            Tolerance::RunningTotal => "growth from an earlier day to a later one, or the movement of three days",
            Tolerance::SameDay => "days that overlap",
            Tolerance::Wording => "contractions and little words",
            Tolerance::Clock => "two minutes",
        }
    }
}

/// The values a figure can stand for; an end that is None is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Interval {
    pub low: Option<Decimal>,
    pub high: Option<Decimal>,
    /// The finite end of a bound is not itself allowed: "over 40,000".
    pub exclusive: bool,
    pub tolerance: Tolerance,
}

impl Interval {
    /// Of a capacity: "no more than 250" is how many there is room for, to the last one.
    pub fn of_limit(quantity: &Quantity) -> Self {
        match quantity.bound {
            Bound::UpTo | Bound::AtMost if quantity.value.is_some() => {
                Interval { low: quantity.value, high: quantity.value, exclusive: false, tolerance: Tolerance::Exact }
            }
            _ => Self::of(quantity),
        }
    }

    pub fn of(quantity: &Quantity) -> Self {
        let open = |low, high, exclusive, tolerance| Interval { low, high, exclusive, tolerance };
        let value = quantity.value;
        match quantity.bound {
            Bound::MoreThan | Bound::AtLeast => {
                open(quantity.low.or(value), None, quantity.bound == Bound::MoreThan, Tolerance::Bound)
            }
            Bound::UpTo | Bound::AtMost | Bound::LessThan => {
                open(None, quantity.high.or(value), quantity.bound == Bound::LessThan, Tolerance::Bound)
            }
            Bound::Range | Bound::Vague => {
                open(quantity.low.or(value), quantity.high.or(value), false, Tolerance::Range)
            }
            Bound::Exact | Bound::About => {
                let Some(value) = value else { return open(quantity.low, quantity.high, false, Tolerance::Range) };
                let half = half_step(quantity);
                let (reach, tolerance) = match quantity.bound {
                    Bound::About => (half.max(ABOUT.saturating_mul(value.abs())), Tolerance::About),
                    _ if half.is_zero() => (half, Tolerance::Exact),
                    _ => (half, Tolerance::HalfStep),
                };
                // "nearly 3,000" comes with limits of its own
                let (mut low, mut high) = (value.saturating_sub(reach), value.saturating_add(reach));
                if quantity.low != quantity.high {
                    low = low.min(quantity.low.unwrap_or(low));
                    high = high.max(quantity.high.unwrap_or(high));
                }
                open(Some(low), Some(high), false, tolerance)
            }
        }
    }

    pub fn holds(&self, value: Decimal) -> bool {
        self.low.is_none_or(|low| low <= value) && self.high.is_none_or(|high| value <= high)
    }

    /// Do they share more than a border? Two points that are equal do.
    pub fn meets(&self, other: &Interval) -> bool {
        let below = |high: Option<Decimal>, low: Option<Decimal>, point: bool| match (high, low) {
            (Some(high), Some(low)) => high < low || (high == low && !point),
            _ => false,
        };
        let point = |i: &Interval| i.low.is_some() && i.low == i.high;
        let point = point(self) || point(other);
        !below(self.high, other.low, point) && !below(other.high, self.low, point)
    }

    fn contains(&self, other: &Interval) -> bool {
        let low = self.low.is_none_or(|low| other.low.is_some_and(|other| low <= other));
        let high = self.high.is_none_or(|high| other.high.is_some_and(|other| other <= high));
        low && high
    }
}

/// Half of the step a figure is written in; nothing for a figure whose last digit was counted out.
fn half_step(quantity: &Quantity) -> Decimal {
    let whole_count = quantity.step == Decimal::ONE && quantity.unit.as_str() != "percent";
    if whole_count { Decimal::ZERO } else { quantity.step.saturating_mul(Decimal::new(5, 1)) }
}

/// How two figures stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// the same figure, written alike
    Equal,
    /// one is the other rounded, cut off or hedged
    Rounded,
    /// one lies where the other's bound, range or vague word allows
    Within,
    /// two ranges meet, and neither holds the other
    RangesMeet,
    /// "over 40,000" against "40,000" or "up to 40,000": apart by nothing but the border
    Border,
    Apart,
}

/// Two figures laid side by side.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Comparison {
    pub standing: Standing,
    pub tolerance: Tolerance,
    /// the larger less the smaller, by their nearest ends; zero when they agree
    pub gap: Decimal,
    /// the gap in percent of the smaller one
    pub percent: f64,
}

impl Comparison {
    pub fn agrees(&self) -> bool {
        self.standing <= Standing::Within
    }
}

/// Lays two figures of one unit side by side.
pub fn compare(a: &Quantity, b: &Quantity) -> Comparison {
    compare_within((a, &Interval::of(a)), (b, &Interval::of(b)))
}

/// The same, where the intervals are known already.
pub fn compare_within((a, x): (&Quantity, &Interval), (b, y): (&Quantity, &Interval)) -> Comparison {
    if let Some(comparison) = clocks(a, b) {
        return comparison;
    }
    let (standing, tolerance) = standing(a, b, x, y);
    let (small, large) = nearest(a, b, x, y);
    let gap = large.saturating_sub(small);
    Comparison { standing, tolerance, gap, percent: percent_of(gap, small) }
}

/// Two times of day. A percentage of them means nothing, so the gap counts in hundredths of [`CLOCK_WHOLE`].
fn clocks(a: &Quantity, b: &Quantity) -> Option<Comparison> {
    if !a.unit.is_clock() || !b.unit.is_clock() || !point(a) || !point(b) {
        return None;
    }
    let (small, large) = (a.value.min(b.value)?, a.value.max(b.value)?);
    let mut gap = large.saturating_sub(small);
    let day = Decimal::from(DAY);
    // where one text leaves the date out, five to midnight and five past are near
    if small < day {
        let turned = gap.checked_rem(day)?;
        gap = turned.min(day - turned);
    }
    let standing = match () {
        () if gap.is_zero() => Standing::Equal,
        () if gap <= CLOCK_REACH => Standing::Rounded,
        () => Standing::Apart,
    };
    let tolerance = if gap.is_zero() { Tolerance::Exact } else { Tolerance::Clock };
    Some(Comparison { standing, tolerance, gap, percent: percent_of(gap, CLOCK_WHOLE) })
}

fn standing(a: &Quantity, b: &Quantity, x: &Interval, y: &Interval) -> (Standing, Tolerance) {
    let wider = x.tolerance.max(y.tolerance);
    if a.value.is_some() && a.value == b.value && (a.bound == b.bound || point(a) && point(b)) {
        return (Standing::Equal, Tolerance::Exact);
    }
    // the plain value on the border of a bound decides before its rounding does
    let border = |bound: &Interval, other: &Quantity, taken: &Interval| {
        let end = bound.low.xor(bound.high);
        // "71 percent" is a rounded figure, and "just over 71" may be the same one
        let limit = taken.low.is_some() && taken.low == taken.high;
        let counted = (other.bound == Bound::Exact || limit) && other.unit.as_str() != "percent";
        bound.exclusive && counted && end.is_some() && end == other.value
    };
    let facing = matches!((x.low, x.high, y.low, y.high), (None, Some(high), Some(low), None) | (Some(low), None, None, Some(high)) if low == high);
    if border(x, b, y) || border(y, a, x) || facing && (x.exclusive || y.exclusive) {
        return (Standing::Border, Tolerance::Bound);
    }
    if facing {
        return (Standing::Within, Tolerance::Bound);
    }
    if !x.meets(y) {
        let standing = if truncated(a, b) { Standing::Rounded } else { Standing::Apart };
        return (standing, if standing == Standing::Rounded { Tolerance::Truncation } else { wider });
    }
    if point(a) && point(b) {
        return (Standing::Rounded, wider);
    }
    let ranges = a.bound == Bound::Range && b.bound == Bound::Range;
    if ranges && !x.contains(y) && !y.contains(x) {
        return (Standing::RangesMeet, Tolerance::Range);
    }
    (Standing::Within, wider)
}

fn point(quantity: &Quantity) -> bool {
    matches!(quantity.bound, Bound::Exact | Bound::About) && quantity.value.is_some()
}

/// Is the coarser figure the finer one with its last digits cut off?
fn truncated(a: &Quantity, b: &Quantity) -> bool {
    let (coarse, fine) = if a.step >= b.step { (a, b) } else { (b, a) };
    match (coarse.value, fine.value) {
        (Some(cut), Some(full)) if point(coarse) && point(fine) && coarse.step > fine.step => {
            cut <= full && full < cut.saturating_add(coarse.step)
        }
        _ => false,
    }
}

/// The two values or ends a gap is measured between, the smaller first.
fn nearest(a: &Quantity, b: &Quantity, x: &Interval, y: &Interval) -> (Decimal, Decimal) {
    let end = |q: &Quantity, own: &Interval, other: &Interval| {
        let below = matches!((own.high, other.low), (Some(high), Some(low)) if high < low);
        q.value.or(if below { own.high } else { own.low }).or(own.high).unwrap_or_default()
    };
    let (p, q) = (end(a, x, y), end(b, y, x));
    if p <= q { (p, q) } else { (q, p) }
}

/// A gap in percent of a figure; 100 for a gap from nothing.
pub fn percent_of(gap: Decimal, of: Decimal) -> f64 {
    if gap.is_zero() {
        return 0.0;
    }
    match (gap.to_f64(), of.abs().to_f64()) {
        (Some(gap), Some(of)) if of > 0.0 => gap.abs() / of * 100.0,
        _ => 100.0,
    }
}

/// How much a gap between two figures matters.
pub fn severity_of_gap(percent: f64) -> Severity {
    match percent {
        p if p <= 1.0 => Severity::Note,
        p if p <= 5.0 => Severity::Low,
        p if p <= 20.0 => Severity::Medium,
        _ => Severity::High,
    }
}

/// Are two ratios the same number? For ratios only: figures themselves are exact.
pub fn same_ratio(a: f64, b: f64) -> bool {
    relative_eq!(a, b, max_relative = 1e-9, epsilon = 1e-12)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reconcile::sample::quantity;

    fn standing_of(a: &str, b: &str) -> Standing {
        let (a, b) = (quantity(a), quantity(b));
        let there = compare(&a, &b).standing;
        assert_eq!(there, compare(&b, &a).standing, "the order of the two must not matter");
        there
    }

    #[test]
    fn figures_stand_as_their_words_allow() {
        use Standing::*;
        for (a, b, expected) in [
            ("75,000", "75,000", Equal),
            ("75,000", "75,400", Rounded),
            ("75,000", "76,000", Apart),
            ("75,000", "85,000", Apart),
            ("71,667", "71,668", Apart),
            ("about 2,400", "2,386", Rounded),
            ("about 25", "26", Rounded),
            ("nearly 3,000", "2,900", Rounded),
            ("4,812,340", "about 4.8 million", Rounded),
            ("1.2 million", "1,249,000", Rounded),
            ("1.2 million", "1,290,000", Rounded),
            ("1.2 million", "1,310,000", Apart),
            ("over 75,000", "80,000", Within),
            ("over 40,000", "40,000", Border),
            ("over 40,000", "up to 40,000", Border),
            ("at least 40,000", "up to 40,000", Within),
            ("over 71 %", "71 %", Within),
            ("at least 40", "40", Within),
            ("up to 40,000", "40,000", Within),
            ("up to 80,000", "85,000", Apart),
            ("up to 30,000", "over 100,000", Apart),
            ("over 80,000", "over 40,000", Within),
            ("25,000 to 30,000", "up to 30,000", Within),
            ("25,000 to 30,000", "28,000 to 33,000", RangesMeet),
            ("25,000 to 30,000", "26,000 to 29,000", Within),
            ("36 to 39 %", "38.4 %", Within),
            ("tens of thousands", "85,000", Within),
            ("dozens", "150", Apart),
            ("dozens", "at least 90", Within),
            ("1 %", "1.14 %", Rounded),
            ("38.4 %", "27.9 %", Apart),
            ("9", "11", Apart),
        ] {
            assert_eq!(standing_of(a, b), expected, "{a} | {b}");
        }
    }

    #[test]
    fn a_gap_is_measured_from_the_smaller_figure() {
        let gap = compare(&quantity("75,000"), &quantity("85,000"));
        assert_eq!(gap.gap, Decimal::from(10_000));
        assert!((gap.percent - 13.333).abs() < 0.001);
        assert_eq!(severity_of_gap(gap.percent), Severity::Medium);
        assert_eq!(compare(&quantity("0"), &quantity("5")).percent, 100.0);
    }

    #[test]
    fn times_of_day_meet_within_two_minutes_and_around_midnight() {
        let clock = |minutes: i64| {
            let mut time = quantity("1");
            (time.unit, time.value) = (crate::model::quantity::Unit::parse("clock"), Some(minutes.into()));
            time
        };
        let dated = 738_000 * DAY;
        for (a, b, standing, gap) in [
            (875, 875, Standing::Equal, 0),
            (875, 877, Standing::Rounded, 2),
            (875, 890, Standing::Apart, 15),
            (1439, 1, Standing::Rounded, 2),
            (875, dated + 875, Standing::Equal, 0),
            (dated + 1439, dated + DAY + 1, Standing::Rounded, 2),
            (dated + 875, dated + DAY + 875, Standing::Apart, DAY),
        ] {
            let found = compare(&clock(a), &clock(b));
            assert_eq!((found.standing, found.gap), (standing, gap.into()), "{a} {b}");
            assert_eq!(found, compare(&clock(b), &clock(a)));
        }
        assert_eq!(severity_of_gap(compare(&clock(600), &clock(615)).percent), Severity::Low);
    }

    #[test]
    fn the_largest_figures_do_not_overflow() {
        let mut huge = quantity("1");
        (huge.value, huge.low, huge.high) = (Some(Decimal::MAX), Some(Decimal::MAX), Some(Decimal::MAX));
        assert_eq!(compare(&huge, &quantity("about 5")).standing, Standing::Apart);
    }
}
