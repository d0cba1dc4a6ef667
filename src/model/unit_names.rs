//! What units are called: a code or symbol, "JPY" or "mi/h", and its English name in the singular, "Japanese yen", "mile per hour".

use std::borrow::Cow;

use hashbrown::HashMap;
use rust_decimal::Decimal;

use super::quantity::{Per, Quantity, Unit};

/// Codes and names of the units the vocabulary knows, each found from the other.
#[derive(Debug, Clone, Default)]
pub struct UnitNames {
    names: HashMap<Box<str>, Box<str>>,
    codes: HashMap<Box<str>, Box<str>>,
}

impl UnitNames {
    pub fn add(&mut self, code: &str, name: &str) {
        self.names.insert(code.into(), name.into());
        self.codes.insert(name.into(), code.into());
    }

    /// The English name of a unit's code or symbol; itself when there is no other.
    pub fn name<'a>(&'a self, unit: &'a Unit) -> &'a str {
        match unit {
            Unit::Points => "percentage point",
            Unit::Money(code) | Unit::Measure(code) => self.names.get(code).map_or(code, |name| name),
            Unit::Count | Unit::Percent | Unit::Ratio => unit.as_str(),
        }
    }

    /// The whole unit of a figure in English, with what it is counted per; `counted` is the base form of the thing, for a rate of things:
    /// "dollar per barrel", "test per day", "per 100000 inhabitant".
    pub fn of<'a>(&'a self, quantity: &'a Quantity, counted: &str) -> Cow<'a, str> {
        let unit = self.name(&quantity.unit);
        let Some(per) = &quantity.per else { return Cow::Borrowed(unit) };
        let per = per_words(per);
        match (&quantity.unit, counted) {
            (Unit::Count, "") => per.into(),
            (Unit::Count, counted) => format!("{counted} {per}").into(),
            _ => format!("{unit} {per}").into(),
        }
    }

    /// A code or symbol for the whole unit, where each of its parts has one that is not its name: "USD", "mi/h", "USD/bbl", "%".
    pub fn code<'a>(&self, quantity: &'a Quantity) -> Option<Cow<'a, str>> {
        let code = match &quantity.unit {
            Unit::Percent => "%",
            Unit::Money(code) | Unit::Measure(code) if self.name(&quantity.unit) != &**code => code,
            _ => return None,
        };
        match &quantity.per {
            None => Some(Cow::Borrowed(code)),
            Some(per) if per.amount == Decimal::ONE => {
                let under = self.codes.get(&per.unit).filter(|under| **under != per.unit)?;
                Some(format!("{code}/{under}").into())
            }
            Some(_) => None,
        }
    }
}

/// "per barrel", "per 100000 inhabitant"
fn per_words(per: &Per) -> String {
    match (per.amount == Decimal::ONE, &*per.unit) {
        (true, unit) => format!("per {unit}"),
        (false, "count") => format!("per {}", per.amount.normalize()),
        (false, unit) => format!("per {} {unit}", per.amount.normalize()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::span::Span;

    #[test]
    fn a_rate_is_named_and_coded_part_by_part() {
        let mut names = UnitNames::default();
        for (code, name) in [("USD", "dollar"), ("bbl", "barrel"), ("day", "day"), ("mi/h", "mile per hour")] {
            names.add(code, name);
        }
        let told = |unit: &str, per: Option<(u32, &str)>, counted: &str| {
            let mut quantity = Quantity::exact(Decimal::ONE, Decimal::ONE, Span::default());
            quantity.unit = Unit::parse(unit);
            quantity.per = per.map(|(amount, unit)| Per { amount: amount.into(), unit: unit.into() });
            (names.of(&quantity, counted).into_owned(), names.code(&quantity).map(Cow::into_owned))
        };
        let said = |name: &str, code: Option<&str>| (name.to_owned(), code.map(str::to_owned));
        assert_eq!(told("USD", None, ""), said("dollar", Some("USD")));
        assert_eq!(told("USD", Some((1, "barrel")), ""), said("dollar per barrel", Some("USD/bbl")));
        assert_eq!(told("mi/h", None, ""), said("mile per hour", Some("mi/h")));
        assert_eq!(told("day", None, ""), said("day", None));
        assert_eq!(told("count", Some((1, "day")), "test"), said("test per day", None));
        assert_eq!(told("count", Some((100_000, "count")), ""), said("per 100000", None));
    }
}
