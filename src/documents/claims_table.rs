//! Tables of figures coded by hand, or written by an earlier run -> Claims.
//!
//! CSV (`,` `;` or tab) and JSON lines. `source_id`, `metric` and `value` (or `low`/`high`) must be there; see
//! [`COLUMNS`] for what else is understood. Other columns are carried through. Coded by hand, a table is
//! meant to be right: anything odd in it is an error with file, line, column and remedy, never a guess.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::Deserialize;
use serde::de::IntoDeserializer;
use serde::de::value::Error as NameError;

use crate::model::claim::{Claim, Period, PeriodBasis, PeriodKind, Scope};
use crate::model::error::{Error, Result};
use crate::model::id::content_id;
use crate::model::part::{PartKind, PartOf};
use crate::model::quantity::{Bound, Quantity, Unit};
use crate::model::sentence::Context;
use crate::model::span::Span;
use crate::model::time::Grain;
use crate::model::{given_date, given_number};

use super::source_id;
use super::table::Table;

/// The columns that are understood: first those a person fills in, then those only our own tables have.
pub const COLUMNS: [&str; 47] = [
    "source_id",
    "metric",
    "value",
    "scope",
    "population",
    "unit",
    "qualifier",
    "low",
    "high",
    "period_start",
    "period_end",
    "period_kind",
    "published",
    "attributed_to",
    "text",
    "story",
    "counted", //
    "claim_id",
    "start",
    "end",
    "metric_label",
    "confidence",
    "story_id",
    "group_id",
    "rule",
    "sentence",
    "sentence_start",
    "sentence_end",
    "cell_id",
    "context",
    "trend",
    "role",
    "period_grain",
    "period_basis",
    "occurrence",
    "known_metric",
    "scope_kind",
    "scope_basis",
    "hedge",
    "attribution_chain",
    "modality",
    "part_of_claim",
    "part_kind",
    "step",
    "cues",
    "clause_start",
    "clause_end",
];

/// Reads a whole table.
pub fn read(file: &str, bytes: &[u8]) -> Result<Vec<Claim>> {
    let rows = if super::json_lines::FORMAT.claims(file) || super::json_lines::opens_with_object(bytes) {
        json_rows(file, bytes)?
    } else {
        csv_rows(file, bytes)?
    };
    let mut seen: HashMap<String, u32> = HashMap::new();
    rows.iter().map(|row| row.claim(&mut seen)).collect()
}

/// One row, whatever it was written in.
struct Row<'a> {
    file: &'a str,
    line: u64,
    /// in the order of [`COLUMNS`], trimmed, empty where there is none
    known: Vec<Cow<'a, str>>,
    extra: BTreeMap<String, String>,
}

fn csv_rows<'a>(file: &'a str, bytes: &[u8]) -> Result<Vec<Row<'a>>> {
    let table = Table::read(file, bytes)?;
    table.require("source_id", "with the name of each figure's source")?;
    table.require("metric", "with the name of what is counted, such as arrests")?;
    if table.column("low").is_none() && table.column("high").is_none() {
        table.require("value", "with the figures")?;
    }
    let places = COLUMNS.map(|name| table.column(name));
    let others: Vec<(usize, &String)> = table
        .columns
        .iter()
        .enumerate()
        .filter(|(_, name)| !name.is_empty() && !COLUMNS.contains(&name.as_str()))
        .collect();
    let row = |row: &super::table::Row| Row {
        file,
        line: row.line,
        known: places.iter().map(|&place| Cow::Owned(row.cell(place).to_owned())).collect(),
        extra: others.iter().map(|&(at, name)| (name.clone(), row.cell(Some(at)).to_owned())).collect(),
    };
    Ok(table.rows.iter().map(row).collect())
}

fn json_rows<'a>(file: &'a str, bytes: &[u8]) -> Result<Vec<Row<'a>>> {
    let decoded = super::charset::decode(bytes);
    let text = decoded.text.strip_prefix('\u{feff}').unwrap_or(&decoded.text);
    let mut rows = Vec::new();
    for (line, record) in (1..).zip(text.split('\n')).filter(|(_, record)| !record.trim().is_empty()) {
        let wrong = |problem: String, column: Option<String>| {
            Error::Line {
            file: file.into(),
            line,
            column,
            problem,
            remedy: "write one flat JSON object a line, such as {\"source_id\": \"a\", \"metric\": \"arrests\", \"value\": 75000}".into(),
        }
        };
        // figures are taken as written: 0.10 is not 0.1
        let fields: BTreeMap<String, &serde_json::value::RawValue> =
            serde_json::from_str(record).map_err(|error| wrong(format!("is no JSON object ({error})"), None))?;
        let mut row = Row { file, line, known: vec![Cow::Borrowed(""); COLUMNS.len()], extra: BTreeMap::new() };
        for (name, raw) in fields {
            let cell = match raw.get().as_bytes().first() {
                Some(b'"') => {
                    serde_json::from_str(raw.get()).map_err(|error| wrong(error.to_string(), Some(name.clone())))?
                }
                Some(b'{' | b'[') if COLUMNS.contains(&name.as_str()) && name != "cues" => {
                    return Err(wrong("is not a single value".into(), Some(name)));
                }
                _ if raw.get() == "null" => String::new(),
                _ => raw.get().to_owned(),
            };
            match COLUMNS.iter().position(|column| *column == name) {
                Some(at) => row.known[at] = Cow::Owned(cell.trim().to_owned()),
                None => {
                    row.extra.insert(name, cell);
                }
            }
        }
        rows.push(row);
    }
    if rows.is_empty() {
        return Err(super::facts::no_text(file));
    }
    Ok(rows)
}

impl Row<'_> {
    fn get(&self, column: &str) -> &str {
        COLUMNS.iter().position(|name| *name == column).map_or("", |at| &self.known[at])
    }

    fn wrong(&self, column: &str, problem: String, remedy: &str) -> Error {
        Error::Line {
            file: self.file.into(),
            line: self.line,
            column: Some(column.into()),
            problem,
            remedy: remedy.into(),
        }
    }

    fn claim(&self, seen: &mut HashMap<String, u32>) -> Result<Claim> {
        let source = self.get("source_id");
        if source.is_empty() {
            return Err(self.wrong("source_id", "is empty".into(), "write which source gives the figure"));
        }
        let metric = self.get("metric");
        if metric.is_empty() {
            return Err(self.wrong("metric", "is empty".into(), "write what is counted, such as arrests"));
        }
        let span = self.span("start", "end")?;
        let quantity = self.quantity(span)?;
        let (published, period) = self.period()?;
        let text = [self.get("text"), self.get("value")].into_iter().find(|text| !text.is_empty()).unwrap_or("");
        let scope = Scope {
            entity: self.get("scope").into(),
            kind: self.named("scope_kind")?,
            population: self.get("population").into(),
            basis: self.named("scope_basis")?.unwrap_or_default(),
        };
        // everything that tells one row from another, so that the order of rows does not matter
        let what = [
            "source_id",
            "metric",
            "scope",
            "population",
            "value",
            "low",
            "high",
            "qualifier",
            "unit",
            "period_start",
            "period_end",
            "period_kind",
            "text",
        ];
        let key = content_id("c", what.map(|column| self.get(column)));
        let nth = *seen.entry(key.clone()).and_modify(|count| *count += 1).or_insert(1);
        let id = match self.get("claim_id") {
            "" if nth == 1 => key,
            "" => content_id("c", [key.as_str(), &nth.to_string()]),
            given => source_id::safe(given),
        };
        let or = |given: &str, otherwise: &str| if given.is_empty() { otherwise.to_owned() } else { given.to_owned() };
        let sentence = self.span("sentence_start", "sentence_end")?.or(span).unwrap_or_default();
        Ok(Claim {
            id,
            source: source_id::safe(source).into(),
            span,
            text: text.into(),
            metric: metric.into(),
            // left empty, it is the vocabulary's business, which this room does not know
            metric_label: self.get("metric_label").into(),
            known_metric: self.get("known_metric") != "no",
            counted: or(self.get("counted"), &metric.replace('_', " ")),
            scope,
            quantity,
            period,
            attributed_to: Some(self.get("attributed_to")).filter(|name| !name.is_empty()).map(Into::into),
            attribution_chain: self.list("attribution_chain"),
            hedge: Some(self.get("hedge")).filter(|words| !words.is_empty()).map(Into::into),
            modality: self.named("modality")?.unwrap_or_default(),
            part_of: self.part_of()?,
            context: self.named::<Context>("context")?.unwrap_or_default(),
            confidence: self.count("confidence")?.map_or(100, |value| value.min(100) as u8),
            rule: or(self.get("rule"), "hand_coded"),
            sentence,
            sentence_text: or(self.get("sentence"), text),
            clause: self.span("clause_start", "clause_end")?.unwrap_or(sentence),
            occurrence: self.count("occurrence")?.unwrap_or(nth),
            published,
            cues: self.get("cues").split(" | ").filter_map(named).collect(),
            because: Vec::new(),
            story_id: or(self.get("story"), self.get("story_id")),
            group_id: String::new(),
            cell_id: String::new(),
            extra: self.extra.clone(),
        })
    }

    /// The entries of a list in one field.
    fn list(&self, column: &str) -> Vec<String> {
        self.get(column).split(" | ").map(str::trim).filter(|entry| !entry.is_empty()).map(Into::into).collect()
    }

    fn part_of(&self) -> Result<Option<PartOf>> {
        let whole = self.get("part_of_claim");
        let kind = self.named("part_kind")?;
        let part = || PartOf { claim: source_id::safe(whole), kind: kind.unwrap_or(PartKind::Share) };
        Ok((!whole.is_empty()).then(part))
    }

    fn quantity(&self, span: Option<Span>) -> Result<Quantity> {
        let unit_given = self.get("unit");
        let (written, percent) = match self.get("value").strip_suffix('%') {
            Some(figure) => (figure, true),
            None => (self.get("value"), false),
        };
        let unit = if unit_given.is_empty() && percent { Unit::Percent } else { Unit::parse(unit_given) };
        if percent && unit != Unit::Percent {
            return Err(self.wrong(
                "unit",
                format!("is {unit_given:?}, but the value has a percent sign"),
                "write percent, or leave it empty",
            ));
        }
        let value = self.figure("value", written)?;
        let low = self.figure("low", self.get("low"))?;
        let high = self.figure("high", self.get("high"))?;
        let step = match self.figure("step", self.get("step"))? {
            Some((step, _)) => step,
            None => value.or(low).or(high).map_or(Decimal::ONE, |(_, step)| step),
        };
        let [value, low, high] = [value, low, high].map(|figure| figure.map(|(value, _)| value));
        let bound = match self.get("qualifier") {
            "" => match (value, low, high) {
                (Some(_), ..) => Bound::Exact,
                (None, Some(_), Some(_)) => Bound::Range,
                (None, Some(_), None) => Bound::AtLeast,
                _ => Bound::AtMost,
            },
            name => Bound::parse(name).ok_or_else(|| {
                let known = "write exact, about, more_than, at_least, up_to, at_most, less_than, range or vague";
                self.wrong("qualifier", format!("{name:?} is not known"), known)
            })?,
        };
        if value.is_none() && low.is_none() && high.is_none() {
            return Err(self.wrong("value", "is empty".into(), "write the figure, or its ends into low and high"));
        }
        if low.zip(high).is_some_and(|(low, high)| low > high) {
            return Err(self.wrong("low", "is greater than high".into(), "swap the two"));
        }
        let outside =
            value.is_some_and(|value| low.is_some_and(|low| value < low) || high.is_some_and(|high| value > high));
        if outside {
            return Err(self.wrong("value", "does not lie between low and high".into(), "correct one of the three"));
        }
        let mut quantity = Quantity::exact(Decimal::ZERO, step, span.unwrap_or_default());
        quantity.value = value;
        // a bound opens one end; ends that are written out stay
        quantity.low = low.or(value.filter(|_| !bound.is_upper()));
        quantity.high = high.or(value.filter(|_| !bound.is_lower()));
        quantity.bound = bound;
        quantity.unit = unit;
        quantity.trend = self.named("trend")?.unwrap_or_default();
        quantity.role = self.named("role")?.unwrap_or_default();
        Ok(quantity)
    }

    fn period(&self) -> Result<(Option<NaiveDate>, Period)> {
        let published = self.date("published")?;
        let (first, last) = (self.date("period_start")?, self.date("period_end")?);
        let kind = match self.get("period_kind") {
            "" => match (first, last) {
                (Some(_), Some(_)) => PeriodKind::During,
                (Some(_), None) => PeriodKind::Since,
                (None, Some(_)) => PeriodKind::Until,
                (None, None) => PeriodKind::None,
            },
            name => PeriodKind::parse(name).ok_or_else(|| {
                self.wrong("period_kind", format!("{name:?} is not known"), "write point, during, since, until or none")
            })?,
        };
        let within = matches!(kind, PeriodKind::Point | PeriodKind::During);
        let start = first.or(last.filter(|_| kind == PeriodKind::Point)).map(|(day, _)| day);
        let end = match (last, first) {
            (Some(last), _) => Some(last),
            // "in 2022" ends with the year; "since 2022" ends when the source was published
            (None, Some(first)) if within => Some(first),
            _ if kind == PeriodKind::Since => published,
            _ => None,
        };
        let end = end.map(|(day, grain)| given_date::last_day(day, grain));
        if start.zip(end).is_some_and(|(start, end)| start > end) {
            return Err(self.wrong("period_end", "lies before period_start".into(), "swap the two, or correct one"));
        }
        let grain = match self.named::<Grain>("period_grain")? {
            Some(grain) => Some(grain),
            None => first.or(last).map(|(_, grain)| grain),
        };
        let basis = self.named("period_basis")?.unwrap_or(PeriodBasis::Clause);
        let period = Period { start, end, kind, grain, basis, words: None, partial: false };
        Ok((published.map(|(day, _)| day), period))
    }

    fn figure(&self, column: &str, written: &str) -> Result<Option<(Decimal, Decimal)>> {
        if written.is_empty() {
            return Ok(None);
        }
        match given_number::parse(written) {
            Some(figure) => Ok(Some(figure)),
            None => Err(self.wrong(column, format!("{written:?} is not understood as a number"), given_number::REMEDY)),
        }
    }

    fn date(&self, column: &str) -> Result<Option<(NaiveDate, Grain)>> {
        let written = self.get(column);
        if written.is_empty() {
            return Ok(None);
        }
        match given_date::parse(written) {
            Some(date) => Ok(Some(date)),
            None => Err(self.wrong(column, format!("{written:?} is not understood as a date"), given_date::REMEDY)),
        }
    }

    fn count(&self, column: &str) -> Result<Option<u32>> {
        let written = self.get(column);
        let wrong =
            |_| self.wrong(column, format!("{written:?} is no whole number"), "write digits only, or leave it empty");
        if written.is_empty() { Ok(None) } else { written.parse().map(Some).map_err(wrong) }
    }

    fn span(&self, start: &str, end: &str) -> Result<Option<Span>> {
        let places = self.count(start)?.zip(self.count(end)?);
        match places {
            Some((from, to)) if from > to => {
                Err(self.wrong(end, format!("lies before {start}"), "correct one, or leave both empty"))
            }
            _ => Ok(places.map(|(start, end)| Span { start, end })),
        }
    }

    /// A column whose values are names of ours.
    fn named<T: for<'de> Deserialize<'de>>(&self, column: &str) -> Result<Option<T>> {
        match self.get(column) {
            "" => Ok(None),
            name => match named(name) {
                Some(value) => Ok(Some(value)),
                None => Err(self.wrong(column, format!("{name:?} is not known"), "leave it empty")),
            },
        }
    }
}

fn named<T: for<'de> Deserialize<'de>>(name: &str) -> Option<T> {
    let name: serde::de::value::StrDeserializer<'_, NameError> = name.into_deserializer();
    T::deserialize(name).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn claims(table: &str) -> Vec<Claim> {
        read("figures.csv", table.as_bytes()).unwrap_or_else(|error| panic!("{error}"))
    }

    fn error(table: &str) -> String {
        read("figures.csv", table.as_bytes()).unwrap_err().to_string()
    }

    fn day(year: i32, month: u32, day: u32) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(year, month, day)
    }

    #[test]
    fn three_columns_are_enough() {
        let claims = claims("source_id,metric,value\nPaper A,arrests,\"75,000\"\n");
        let claim = &claims[0];
        assert_eq!((&*claim.source, &*claim.metric, &*claim.text), ("Paper_A", "arrests", "75,000"));
        assert_eq!((claim.quantity.low, claim.quantity.high), (Some(75_000.into()), Some(75_000.into())));
        assert_eq!((claim.quantity.step, claim.period.kind), (1_000.into(), PeriodKind::None));
        assert_eq!(claim.span, None);
    }

    #[test]
    fn bounds_open_an_end_and_ranges_need_no_value() {
        let claims = claims(
            "source_id,metric,value,qualifier,low,high\na,m,80000,more_than,,\na,m,80000,up_to,,\na,m,,,10,20\na,m,,vague,24,99\na,m,5%,,,\n",
        );
        let ends: Vec<_> =
            claims.iter().map(|claim| (claim.quantity.low, claim.quantity.high, claim.quantity.bound)).collect();
        let some = |value: i64| Some(Decimal::from(value));
        assert_eq!(ends[0], (some(80_000), None, Bound::MoreThan));
        assert_eq!(ends[1], (None, some(80_000), Bound::UpTo));
        assert_eq!(ends[2], (some(10), some(20), Bound::Range));
        assert_eq!(ends[3], (some(24), some(99), Bound::Vague));
        assert_eq!(claims[4].quantity.unit, Unit::Percent);
    }

    #[test]
    fn partial_dates_begin_on_their_first_and_end_on_their_last_day() {
        let claims = claims(
            "source_id,metric,value,period_start,period_end,period_kind,published\na,m,1,2022,2022-04,during,\na,m,1,2022,,,\na,m,1,2022-03-27,,since,2022-07\na,m,1,2022,,during,\na,m,1,,2022-04-02,point,\n",
        );
        let period = |at: usize| (claims[at].period.start, claims[at].period.end, claims[at].period.kind);
        assert_eq!(period(0), (day(2022, 1, 1), day(2022, 4, 30), PeriodKind::During));
        assert_eq!(period(1), (day(2022, 1, 1), None, PeriodKind::Since));
        assert_eq!(period(2), (day(2022, 3, 27), day(2022, 7, 31), PeriodKind::Since));
        assert_eq!(period(3), (day(2022, 1, 1), day(2022, 12, 31), PeriodKind::During));
        assert_eq!(period(4), (day(2022, 4, 2), day(2022, 4, 2), PeriodKind::Point));
    }

    #[test]
    fn other_columns_are_carried_through() {
        let claims = claims("source_id;metric;value;coder;Note\na;m;1;Kim;a, b\n");
        assert_eq!(claims[0].extra, BTreeMap::from([("coder".into(), "Kim".into()), ("note".into(), "a, b".into())]));
    }

    #[test]
    fn json_lines_keep_figures_as_written() {
        let table = "{\"source_id\":\"a\",\"metric\":\"m\",\"value\":0.10,\"scope\":null,\"extra\":[1]}\n\n{\"source_id\":\"b\",\"metric\":\"m\",\"value\":\"1,200\"}\n";
        let claims = read("figures.jsonl", table.as_bytes()).unwrap();
        assert_eq!((&*claims[0].text, &*claims[1].text), ("0.10", "1,200"));
        assert_eq!(claims[0].extra["extra"], "[1]");
        let error = read("figures.jsonl", b"{\"source_id\":\"a\"\n").unwrap_err().to_string();
        assert!(error.starts_with("figures.jsonl:1"), "{error}");
    }

    #[test]
    fn ids_do_not_hang_on_the_order_of_rows() {
        let (a, b) = ("a,m,1\n", "b,m,2\n");
        let ids = |rows: [&str; 3]| {
            let mut ids: Vec<String> = claims(&format!("source_id,metric,value\n{}", rows.concat()))
                .into_iter()
                .map(|claim| claim.id)
                .collect();
            ids.sort();
            ids
        };
        assert_eq!(ids([a, b, a]), ids([b, a, a]));
        let mut all = ids([a, b, a]);
        all.dedup();
        assert_eq!(all.len(), 3);
    }

    #[test]
    fn errors_name_line_column_and_remedy() {
        for (table, place, says) in [
            ("source_id,value\na,1\n", "figures.csv:1:", "\"metric\" is missing"),
            ("source_id,metric\na,m\n", "figures.csv:1:", "\"value\" is missing"),
            ("source_id,metric,value\na,m,1\nb,m,many\n", "figures.csv:3 (column value)", "\"many\""),
            ("source_id,metric,value\na,m,\"1,5\"\n", "figures.csv:2 (column value)", "decimal point"),
            ("source_id,metric,value\n,m,1\n", "figures.csv:2 (column source_id)", "is empty"),
            ("source_id,metric,value,qualifier\na,m,1,over\n", "figures.csv:2 (column qualifier)", "more_than"),
            (
                "source_id,metric,value,period_start\na,m,1,5/2/2022\n",
                "figures.csv:2 (column period_start)",
                "2025-02-05",
            ),
            (
                "source_id,metric,value,period_start,period_end\na,m,1,2023,2022\n",
                "figures.csv:2 (column period_end)",
                "before",
            ),
            ("source_id,metric,value,low,high\na,m,1,5,4\n", "figures.csv:2 (column low)", "swap"),
            ("source_id,metric,value,low\na,m,1,5\n", "figures.csv:2 (column value)", "between"),
            ("source_id,metric,value,unit\na,m,1%,km\n", "figures.csv:2 (column unit)", "percent"),
            ("source_id,metric,value,start,end\na,m,1,5,4\n", "figures.csv:2 (column end)", "before"),
        ] {
            let error = error(table);
            assert!(error.starts_with(place) && error.contains(says) && error.contains("remedy:"), "{error}");
        }
    }
}
