//! A figure as the words give it: an interval with its bound, unit, trend and the thing it counts.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde::{Deserialize, Serialize};

use super::span::Span;
use super::text::is_usual;

/// How firm a figure is, in the words around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Bound {
    #[default]
    Exact,
    /// "about", "some", "nearly"
    About,
    /// "more than", "over": exclusive, open upwards
    MoreThan,
    /// "at least", "or more": inclusive, open upwards
    AtLeast,
    /// "up to", "as many as": inclusive, open downwards
    UpTo,
    /// "at most", "no more than": inclusive, open downwards
    AtMost,
    /// "less than", "fewer than", "under": exclusive, open downwards
    LessThan,
    /// "between 10 and 15", "18 to 25 percent"
    Range,
    /// "dozens", "tens of thousands": an interval, no value
    Vague,
}

impl Bound {
    /// The name used in the tables' `qualifier` column.
    pub fn as_str(self) -> &'static str {
        match self {
            Bound::Exact => "exact",
            Bound::About => "about",
            Bound::MoreThan => "more_than",
            Bound::AtLeast => "at_least",
            Bound::UpTo => "up_to",
            Bound::AtMost => "at_most",
            Bound::LessThan => "less_than",
            Bound::Range => "range",
            Bound::Vague => "vague",
        }
    }

    /// Inverse of [`Bound::as_str`].
    pub fn parse(name: &str) -> Option<Self> {
        use Bound::*;
        [Exact, About, MoreThan, AtLeast, UpTo, AtMost, LessThan, Range, Vague]
            .into_iter()
            .find(|bound| bound.as_str() == name)
    }

    pub fn is_lower(self) -> bool {
        matches!(self, Bound::MoreThan | Bound::AtLeast)
    }

    /// A single value, hedged or not: no bound, no range.
    pub fn is_point(self) -> bool {
        matches!(self, Bound::Exact | Bound::About)
    }

    pub fn is_upper(self) -> bool {
        matches!(self, Bound::UpTo | Bound::AtMost | Bound::LessThan)
    }
}

/// Symbol of times of day: a value is minutes after midnight, or minutes since the year 1 began where the date is told.
pub const CLOCK: &str = "clock";
/// Minutes of a day.
pub const DAY: i64 = 24 * 60;

/// What a figure is measured in.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Things one can count; which things stands in `counted`.
    #[default]
    Count,
    /// 1 means 1 %.
    Percent,
    /// Percentage points.
    Points,
    /// One in so many, so many to one: the ratio as a plain number.
    Ratio,
    /// An ISO 4217 code, e.g. `USD`.
    Money(Box<str>),
    /// A unit's symbol, e.g. `km`, `year`.
    Measure(Box<str>),
}

impl Unit {
    /// The name used in the tables' `unit` column.
    pub fn as_str(&self) -> &str {
        match self {
            Unit::Count => "count",
            Unit::Percent => "percent",
            Unit::Points => "percentage_point",
            Unit::Ratio => "ratio",
            Unit::Money(code) => code,
            Unit::Measure(symbol) => symbol,
        }
    }

    /// Times of day are compared and written unlike numbers; see [`CLOCK`].
    pub fn is_clock(&self) -> bool {
        matches!(self, Unit::Measure(symbol) if **symbol == *CLOCK)
    }

    /// Seconds to centuries.
    pub fn is_time(&self) -> bool {
        const TIMES: [&str; 10] =
            ["second", "minute", "hour", "day", "night", "week", "month", "year", "decade", "century"];
        matches!(self, Unit::Measure(symbol) if TIMES.contains(&&**symbol))
    }

    /// A value of this unit as tables write it: plain digits, or `14:35` and `2024-05-02 14:35`.
    pub fn written(&self, value: Decimal) -> String {
        let minutes = value.trunc().to_i64().filter(|minutes| self.is_clock() && *minutes >= 0);
        let Some(minutes) = minutes else { return value.normalize().to_string() };
        let clock = format!("{:02}:{:02}", minutes % DAY / 60, minutes % 60);
        let day =
            i32::try_from(minutes / DAY).ok().filter(|day| *day > 0).and_then(NaiveDate::from_num_days_from_ce_opt);
        day.map_or_else(|| clock.clone(), |day| format!("{day} {clock}"))
    }

    /// Inverse of [`Unit::as_str`]: three capital letters are a currency, any other word a measure.
    pub fn parse(name: &str) -> Self {
        match name {
            "" | "count" | "people" => Unit::Count,
            "percent" | "%" => Unit::Percent,
            "percentage_point" => Unit::Points,
            "ratio" => Unit::Ratio,
            code if code.len() == 3 && code.bytes().all(|b| b.is_ascii_uppercase()) => Unit::Money(code.into()),
            symbol => Unit::Measure(symbol.into()),
        }
    }
}

/// Does the sentence say that the figure went somewhere?
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Trend {
    Up,
    Down,
    #[default]
    None,
}

/// The figure's part in a change: "rose *by* 5 *from* 10 *to* 15".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    By,
    To,
    From,
    #[default]
    None,
}

impl Trend {
    pub fn as_str(self) -> &'static str {
        match self {
            Trend::Up => "up",
            Trend::Down => "down",
            Trend::None => "none",
        }
    }
}

impl Role {
    pub fn as_str(self) -> &'static str {
        match self {
            Role::By => "by",
            Role::To => "to",
            Role::From => "from",
            Role::None => "none",
        }
    }
}

/// A denominator: "62 a day" is 62 per 1 day, "1.9 per 100,000 people" is 1.9 per 100000 people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Per {
    pub amount: Decimal,
    pub unit: Box<str>,
}

/// A number with everything the words around it say about it. Values are exact decimals.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Quantity {
    /// None for vague numbers and ranges, which are intervals only.
    #[serde(default, skip_serializing_if = "is_usual")]
    pub value: Option<Decimal>,
    /// Lower end; None when open downwards.
    #[serde(default, skip_serializing_if = "is_usual")]
    pub low: Option<Decimal>,
    /// Upper end; None when open upwards.
    #[serde(default, skip_serializing_if = "is_usual")]
    pub high: Option<Decimal>,
    #[serde(default, skip_serializing_if = "is_usual")]
    pub bound: Bound,
    #[serde(default, skip_serializing_if = "is_usual")]
    pub unit: Unit,
    #[serde(default, skip_serializing_if = "is_usual")]
    pub per: Option<Per>,
    #[serde(default, skip_serializing_if = "is_usual")]
    pub trend: Trend,
    #[serde(default, skip_serializing_if = "is_usual")]
    pub role: Role,
    /// The grain the figure is written with: 75,000 has 1,000, 1.2 million has 100,000, 71,667 has 1 (see `DESIGN`: the figure's step).
    pub step: Decimal,
    /// The number alone with its percent sign or currency, without hedge and noun.
    #[serde(default, skip_serializing_if = "is_usual")]
    pub number: Span,
    /// The words of its bound: "at least", "or more". None when there are none, or the form itself says it ("between 5 and 6").
    #[serde(default, skip_serializing_if = "is_usual")]
    pub hedge: Option<Span>,
    /// The thing counted, with its modifiers: "suspected gang members".
    #[serde(default, skip_serializing_if = "is_usual")]
    pub counted: Option<Span>,
    /// The head of `counted`: "members".
    #[serde(default, skip_serializing_if = "is_usual")]
    pub head: Option<Span>,
    /// The figure is anaphoric or nominal ("the two governments"): read, but no statistic.
    #[serde(default, skip_serializing_if = "is_usual")]
    pub definite: bool,
}

impl Quantity {
    /// A bare exact number.
    pub fn exact(value: Decimal, step: Decimal, number: Span) -> Self {
        Quantity {
            value: Some(value),
            low: Some(value),
            high: Some(value),
            bound: Bound::Exact,
            unit: Unit::Count,
            per: None,
            trend: Trend::None,
            role: Role::None,
            step,
            number,
            hedge: None,
            counted: None,
            head: None,
            definite: false,
        }
    }

    /// Puts a bound on the figure and opens or widens the interval as the table in `DESIGN` says.
    ///
    /// "about" keeps low = high = value here: how far about may reach is a matter of
    /// comparing, and chosen in `reconcile/tolerance.rs`.
    pub fn bounded(mut self, bound: Bound) -> Self {
        self.bound = bound;
        if bound.is_lower() {
            self.low = self.low.or(self.value);
            self.high = None;
        } else if bound.is_upper() {
            self.high = self.high.or(self.value);
            self.low = None;
        }
        self
    }
}

/// The step of a plain integer: the smaller of its trailing zeros' unit and its second digit's unit.
///
/// 75,000 -> 1,000; 6,600,000 -> 100,000; 100 -> 10; 71,667 -> 1; 10 -> 1.
pub fn integer_step(value: Decimal) -> Decimal {
    let digits = value.trunc().abs().to_string();
    let zeros = digits.len() - digits.trim_end_matches('0').len();
    let exponent = zeros.min(digits.len().saturating_sub(2));
    Decimal::from(10u64.saturating_pow(exponent.min(18) as u32))
}

#[cfg(test)]
mod tests {
    use chrono::Datelike;

    use super::*;

    #[test]
    fn a_step_is_the_grain_a_figure_is_written_with() {
        for (value, step) in [(75_000, 1_000), (6_600_000, 100_000), (100, 10), (71_667, 1), (10, 1), (0, 1), (7, 1)] {
            assert_eq!(integer_step(Decimal::from(value)), Decimal::from(step), "{value}");
        }
    }

    #[test]
    fn bounds_and_units_come_back_from_their_names() {
        assert_eq!(Bound::parse("more_than"), Some(Bound::MoreThan));
        assert_eq!(Unit::parse("USD"), Unit::Money("USD".into()));
        assert_eq!(Unit::parse("km"), Unit::Measure("km".into()));
        assert_eq!(Unit::parse("percent").as_str(), "percent");
    }

    #[test]
    fn times_of_day_are_written_as_such() {
        let clock = Unit::parse(CLOCK);
        let dated = i64::from(NaiveDate::from_ymd_opt(2024, 5, 2).map_or(0, |day| day.num_days_from_ce())) * DAY;
        assert_eq!(clock.written(875.into()), "14:35");
        assert_eq!(clock.written((dated + 5).into()), "2024-05-02 00:05");
        assert_eq!(clock.written(Decimal::MAX), Decimal::MAX.to_string());
        assert_eq!(Unit::Count.written(875.into()), "875");
    }
}
