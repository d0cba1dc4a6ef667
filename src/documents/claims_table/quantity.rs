//! A row -> the quantity it gives.

use rust_decimal::Decimal;

use super::columns::{Column, column};
use super::row::Row;
use crate::documents::clock;
use crate::model::error::Result;
use crate::model::given_number;
use crate::model::quantity::{Bound, CLOCK, Per, Quantity, Unit};
use crate::model::span::Span;

/// Units that say that plain minutes are a time of day.
const CLOCK_UNITS: [&str; 4] = [CLOCK, "time", "time of day", "minute of day"];
/// Units of which a time of day may be written too.
const MINUTES: [&str; 3] = ["minute", "minutes", "min"];

impl Row<'_> {
    pub(super) fn quantity(&self, span: Option<Span>) -> Result<Quantity> {
        let unit_given = self.get(const { column("unit") });
        let (written, percent) = match self.get(const { column("value") }).strip_suffix('%') {
            Some(figure) => (figure, true),
            None => (self.get(const { column("value") }), false),
        };
        let unit = match unit_given {
            "" if percent => Unit::Percent,
            minutes if MINUTES.contains(&minutes.to_lowercase().as_str()) => Unit::parse(MINUTES[0]),
            given => Unit::parse(given),
        };
        if percent && unit != Unit::Percent {
            return Err(self.wrong(
                const { column("unit") },
                format!("is {unit_given:?}, but the value has a percent sign"),
                "write percent, or leave it empty",
            ));
        }
        if let Some(time) = self.time_of_day(span)? {
            return Ok(time);
        }
        let value = self.figure(const { column("value") }, written)?;
        let low = self.figure(const { column("low") }, self.get(const { column("low") }))?;
        let high = self.figure(const { column("high") }, self.get(const { column("high") }))?;
        let step = match self.figure(const { column("step") }, self.get(const { column("step") }))? {
            Some((step, _)) => step,
            // 1200 minutes are as counted out as 1199
            None if MINUTES.contains(&unit_given.to_lowercase().as_str()) => {
                value.or(low).or(high).map_or(Decimal::ONE, |(_, step)| step.min(Decimal::ONE))
            }
            None => value.or(low).or(high).map_or(Decimal::ONE, |(_, step)| step),
        };
        let [value, low, high] = [value, low, high].map(|figure| figure.map(|(value, _)| value));
        let bound = match self.get(const { column("qualifier") }) {
            "" => match (value, low, high) {
                (Some(_), ..) => Bound::Exact,
                (None, Some(_), Some(_)) => Bound::Range,
                (None, Some(_), None) => Bound::AtLeast,
                _ => Bound::AtMost,
            },
            name => self.bound(name)?,
        };
        if value.is_none() && low.is_none() && high.is_none() {
            return Err(self.wrong(
                const { column("value") },
                "is empty".into(),
                "write the figure, or its ends into low and high",
            ));
        }
        if low.zip(high).is_some_and(|(low, high)| low > high) {
            return Err(self.wrong(const { column("low") }, "is greater than high".into(), "swap the two"));
        }
        let outside =
            value.is_some_and(|value| low.is_some_and(|low| value < low) || high.is_some_and(|high| value > high));
        if outside {
            return Err(self.wrong(
                const { column("value") },
                "does not lie between low and high".into(),
                "correct one of the three",
            ));
        }
        let mut quantity = Quantity::exact(Decimal::ZERO, step, span.unwrap_or_default());
        quantity.value = value;
        // a bound opens one end; ends that are written out stay
        quantity.low = low.or(value.filter(|_| !bound.is_upper()));
        quantity.high = high.or(value.filter(|_| !bound.is_lower()));
        quantity.bound = bound;
        quantity.unit = unit;
        quantity.per = self.per();
        quantity.trend = self.named(const { column("trend") })?.unwrap_or_default();
        quantity.role = self.named(const { column("role") })?.unwrap_or_default();
        Ok(quantity)
    }

    /// "day", "100000 inhabitants"
    fn per(&self) -> Option<Per> {
        let written = self.get(const { column("per") }).trim();
        let (first, rest) = written.split_once(' ').unwrap_or((written, ""));
        match first.parse::<Decimal>() {
            _ if written.is_empty() => None,
            Ok(amount) => Some(Per { amount, unit: if rest.is_empty() { "count" } else { rest.trim() }.into() }),
            Err(_) => Some(Per { amount: Decimal::ONE, unit: written.into() }),
        }
    }

    /// "14:35", or plain minutes whose unit says that they are a time of day.
    fn time_of_day(&self, span: Option<Span>) -> Result<Option<Quantity>> {
        let (unit, value) = (self.get(const { column("unit") }), self.get(const { column("value") }));
        let is_clock = CLOCK_UNITS.contains(&unit.to_lowercase().as_str());
        let in_minutes = MINUTES.contains(&unit.to_lowercase().as_str());
        let read = |column: Column| -> Result<Option<Decimal>> {
            let written = self.get(column);
            match clock::parse(written) {
                Some(minutes) => Ok(Some(minutes)),
                None if written.is_empty() => Ok(None),
                None if is_clock => {
                    match given_number::parse(written).filter(|(minutes, _)| !minutes.is_sign_negative()) {
                        Some((minutes, _)) => Ok(Some(minutes)),
                        None => Err(self.wrong(
                            column,
                            format!("{written:?} is not understood as a time of day"),
                            clock::REMEDY,
                        )),
                    }
                }
                None => Ok(None),
            }
        };
        let Some(minutes) = read(const { column("value") })? else {
            // what looks like a time and is none is said so, not called a strange number
            let like = value.contains(':') && value.starts_with(|c: char| c.is_ascii_digit());
            let wrong = || {
                self.wrong(
                    const { column("value") },
                    format!("{value:?} is not understood as a time of day"),
                    clock::REMEDY,
                )
            };
            return if like { Err(wrong()) } else { Ok(None) };
        };
        if !(is_clock || in_minutes || unit.is_empty()) {
            let problem = format!("is {unit:?}, but the value is a time of day");
            return Err(self.wrong(const { column("unit") }, problem, "write clock, or leave it empty"));
        }
        let bound = match self.get(const { column("qualifier") }) {
            "" => Bound::Exact,
            name => self.bound(name)?,
        };
        let mut quantity = Quantity::exact(minutes, Decimal::ONE, span.unwrap_or_default()).bounded(bound);
        quantity.low = read(const { column("low") })?.or(quantity.low);
        quantity.high = read(const { column("high") })?.or(quantity.high);
        quantity.unit = Unit::parse(if in_minutes { MINUTES[0] } else { CLOCK });
        Ok(Some(quantity))
    }

    fn bound(&self, name: &str) -> Result<Bound> {
        Bound::parse(name).ok_or_else(|| {
            let known = "write exact, about, more_than, at_least, up_to, at_most, less_than, range or vague";
            self.wrong(const { column("qualifier") }, format!("{name:?} is not known"), known)
        })
    }

    fn figure(&self, column: Column, written: &str) -> Result<Option<(Decimal, Decimal)>> {
        if written.is_empty() {
            return Ok(None);
        }
        match given_number::parse(written) {
            Some(figure) => Ok(Some(figure)),
            None => Err(self.wrong(column, format!("{written:?} is not understood as a number"), given_number::REMEDY)),
        }
    }
}
