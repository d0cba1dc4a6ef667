//! The table beside a picture: every figure it draws, and those it had no room for.
//!
//! UTF-8, RFC 4180, ISO dates, no separators in numbers, whatever language the picture speaks.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::desk::Desk;
use crate::model::claim::Claim;

/// One field of a table.
#[derive(Debug, Clone, PartialEq)]
pub enum Field {
    /// a name, number or day of ours
    Ours(String),
    /// words of a source or of the user: anything may stand in them
    Words(String),
}

impl Field {
    pub fn name(text: &str) -> Self {
        Field::Ours(text.into())
    }

    pub fn words(text: &str) -> Self {
        Field::Words(text.into())
    }

    pub fn day(day: Option<NaiveDate>) -> Self {
        Field::Ours(day.map(|day| day.to_string()).unwrap_or_default())
    }

    pub fn number(value: Option<Decimal>) -> Self {
        Field::Ours(value.map(|value| value.normalize().to_string()).unwrap_or_default())
    }

    pub fn yes(yes: bool) -> Self {
        Field::name(if yes { "yes" } else { "no" })
    }
}

/// Rows under a head.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Data {
    head: Vec<&'static str>,
    rows: Vec<Vec<Field>>,
}

impl Data {
    pub fn new(head: &[&[&'static str]]) -> Self {
        Data { head: head.concat(), rows: Vec::new() }
    }

    pub fn row(&mut self, fields: impl IntoIterator<Item = Field>) {
        self.rows.push(fields.into_iter().collect());
    }

    /// As CSV; `formula_safe` puts ' before words that a spreadsheet would run.
    pub fn csv(&self, formula_safe: bool) -> String {
        let mut out = self.head.join(",");
        out.push('\n');
        for row in &self.rows {
            for at in 0..self.head.len() {
                out.push_str(if at == 0 { "" } else { "," });
                match row.get(at) {
                    Some(Field::Ours(text)) => quote(text, &mut out),
                    Some(Field::Words(text)) if formula_safe && is_formula(text) => {
                        quote(&format!("'{text}"), &mut out)
                    }
                    Some(Field::Words(text)) => quote(text, &mut out),
                    None => {}
                }
            }
            out.push('\n');
        }
        out
    }
}

fn is_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r'])
}

fn quote(text: &str, out: &mut String) {
    if text.contains(['"', ',', '\n', '\r']) {
        out.push('"');
        out.push_str(&text.replace('"', "\"\""));
        out.push('"');
    } else {
        out.push_str(text);
    }
}

/// What of a figure every table tells.
pub const FIGURE: [&str; 17] = [
    "claim_id",
    "source_id",
    "source",
    "published",
    "metric",
    "scope",
    "counted",
    "value",
    "low",
    "high",
    "qualifier",
    "unit",
    "period_start",
    "period_end",
    "period_kind",
    "attributed_to",
    "words",
];

/// The fields of [`FIGURE`].
pub fn figure(desk: &Desk, claim: &Claim) -> Vec<Field> {
    let quantity = &claim.quantity;
    let unit = match &quantity.per {
        Some(per) => format!("{} per {} {}", quantity.unit.as_str(), per.amount.normalize(), per.unit),
        None => quantity.unit.as_str().to_owned(),
    };
    vec![
        Field::words(&claim.id),
        Field::words(&claim.source),
        Field::words(&desk.name(&claim.source)),
        Field::day(claim.published),
        Field::words(&claim.metric),
        Field::words(&claim.scope.entity),
        Field::words(&claim.counted),
        Field::number(quantity.value),
        Field::number(quantity.low),
        Field::number(quantity.high),
        Field::name(quantity.bound.as_str()),
        Field::words(&unit),
        Field::day(claim.period.start),
        Field::day(claim.period.end),
        Field::name(claim.period.kind.as_str()),
        Field::words(claim.attributed_to.as_deref().unwrap_or_default()),
        Field::words(&desk.words(claim)),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_quoted_where_they_must_be_and_formulas_defused_where_asked() {
        let mut data = Data::new(&[&["a"], &["b", "c"]]);
        data.row([Field::number(Some(Decimal::new(-1_150, 3))), Field::words("=1+1"), Field::words("x, \"y\"\nz")]);
        data.row([Field::day(NaiveDate::from_ymd_opt(2025, 2, 5))]);
        assert_eq!(data.csv(false), "a,b,c\n-1.15,=1+1,\"x, \"\"y\"\"\nz\"\n2025-02-05,,\n");
        assert_eq!(data.csv(true), "a,b,c\n-1.15,'=1+1,\"x, \"\"y\"\"\nz\"\n2025-02-05,,\n");
    }
}
