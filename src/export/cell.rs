//! What can stand in a field of a table, and how it is written: the same everywhere.

use std::borrow::Cow;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::model::quantity::Unit;

/// Between the entries of a list in one field.
pub const SEPARATOR: &str = " | ";

/// One field. Unknown is empty in CSV and null in JSON.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell<'a> {
    Unknown,
    /// Words of a document or of the user: anything may stand in them.
    Text(Cow<'a, str>),
    /// A name or an id of ours.
    Name(Cow<'a, str>),
    Number(Decimal),
    Count(u64),
    Day(NaiveDate),
    Yes(bool),
    List(Vec<Cow<'a, str>>),
    /// A value that is JSON already; not for CSV tables.
    Json(String),
}

impl<'a> Cell<'a> {
    /// Words of a document or of the user; empty is unknown.
    pub fn text(text: impl Into<Cow<'a, str>>) -> Self {
        let text = text.into();
        if text.is_empty() { Cell::Unknown } else { Cell::Text(text) }
    }

    /// A name of ours; empty is unknown.
    pub fn name(name: impl Into<Cow<'a, str>>) -> Self {
        let name = name.into();
        if name.is_empty() { Cell::Unknown } else { Cell::Name(name) }
    }

    pub fn number(value: Option<Decimal>) -> Self {
        value.map_or(Cell::Unknown, Cell::Number)
    }

    /// A figure in its unit: a number, but a time of day as `14:35`.
    pub fn figure(value: Option<Decimal>, unit: &Unit) -> Self {
        match value {
            Some(value) if unit.is_clock() => Cell::name(unit.written(value)),
            value => Cell::number(value),
        }
    }

    pub fn day(day: Option<NaiveDate>) -> Self {
        day.map_or(Cell::Unknown, Cell::Day)
    }

    pub fn list<S: Into<Cow<'a, str>>>(entries: impl IntoIterator<Item = S>) -> Self {
        Cell::List(entries.into_iter().map(Into::into).collect())
    }

    /// Start and end of a span; both unknown without one.
    pub fn span(span: Option<crate::model::span::Span>) -> [Self; 2] {
        match span {
            Some(span) => [Cell::Count(span.start.into()), Cell::Count(span.end.into())],
            None => [Cell::Unknown, Cell::Unknown],
        }
    }

    /// May its words come from outside, so that a spreadsheet could take them for a formula?
    pub fn is_foreign(&self) -> bool {
        matches!(self, Cell::Text(_) | Cell::List(_))
    }

    /// As in CSV: digits without separators, ISO days, yes or no, lists with ` | ` between.
    pub fn plain(&self) -> Cow<'_, str> {
        match self {
            Cell::Unknown => Cow::Borrowed(""),
            Cell::Text(text) | Cell::Name(text) => Cow::Borrowed(text),
            // most figures are whole, and have no spare zeros
            Cell::Number(value) if value.scale() == 0 => Cow::Owned(value.mantissa().to_string()),
            Cell::Number(value) => Cow::Owned(value.normalize().to_string()),
            Cell::Count(count) => Cow::Owned(count.to_string()),
            Cell::Day(day) => Cow::Owned(day.to_string()),
            Cell::Yes(yes) => Cow::Borrowed(if *yes { "yes" } else { "no" }),
            Cell::List(entries) => Cow::Owned(entries.join(SEPARATOR)),
            Cell::Json(json) => Cow::Borrowed(json),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_out_without_separators_exponents_or_spare_zeros() {
        for (mantissa, scale, written) in
            [(75_000, 0, "75000"), (1_150, 3, "1.15"), (0, 2, "0"), (-35, 1, "-3.5"), (1, 7, "0.0000001"), (10, 1, "1")]
        {
            assert_eq!(Cell::Number(Decimal::new(mantissa, scale)).plain(), written);
        }
        assert_eq!(Cell::Number(Decimal::from_scientific("1e20").unwrap()).plain(), "100000000000000000000");
    }

    #[test]
    fn days_have_four_digits_of_year() {
        assert_eq!(Cell::day(NaiveDate::from_ymd_opt(2025, 2, 5)).plain(), "2025-02-05");
        assert_eq!(Cell::day(None), Cell::Unknown);
    }
}
