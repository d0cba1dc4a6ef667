//! Tables of figures coded by hand, or written by an earlier run -> Claims.
//!
//! CSV (`,` `;` or tab) and JSON lines. `source_id`, `metric` and `value` (or `low`/`high`) must be there; see
//! [`COLUMNS`] for what else is understood. Other columns are carried through. Coded by hand, a table is
//! meant to be right: anything odd in it is an error with file, line, column and remedy, never a guess.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::hash::{BuildHasher, RandomState};

use chrono::NaiveDate;
use hashbrown::{HashMap, HashSet, HashTable};
use rayon::prelude::*;
use rust_decimal::Decimal;
use serde::Deserialize;
use serde::de::IntoDeserializer;
use serde::de::value::Error as NameError;

use crate::model::claim::{Claim, Period, PeriodBasis, PeriodKind, Scope};
use crate::model::document::SourceId;
use crate::model::error::{Error, Result};
use crate::model::id::content_id;
use crate::model::part::{PartKind, PartOf};
use crate::model::quantity::{Bound, CLOCK, Per, Quantity, Unit};
use crate::model::sentence::Context;
use crate::model::span::Span;
use crate::model::time::Grain;
use crate::model::{given_date, given_number};

use super::clock;
use super::source_id;
use super::table::{self, Table};

/// The columns that are understood: first those a person fills in, then those only our own tables have.
pub const COLUMNS: [&str; 49] = [
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
    "metric_basis",
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
    "per",
];

/// Units that say that plain minutes are a time of day.
const CLOCK_UNITS: [&str; 4] = [CLOCK, "time", "time of day", "minute of day"];
/// Units of which a time of day may be written too.
const MINUTES: [&str; 3] = ["minute", "minutes", "min"];

/// A column by its place in [`COLUMNS`].
#[derive(Debug, Clone, Copy)]
struct Column(usize);

/// Looked up when the program is built.
const fn column(name: &str) -> Column {
    let mut at = 0;
    while at < COLUMNS.len() {
        let (known, name) = (COLUMNS[at].as_bytes(), name.as_bytes());
        let mut same = known.len() == name.len();
        let mut byte = 0;
        while same && byte < name.len() {
            same = known[byte] == name[byte];
            byte += 1;
        }
        if same {
            return Column(at);
        }
        at += 1;
    }
    panic!("no such column")
}

/// A table that was read.
#[derive(Debug, Default)]
pub struct Read {
    /// each row once, in the table's order
    pub claims: Vec<Claim>,
    /// lines of rows that stand in the table before, letter for letter
    pub repeated: Vec<u64>,
    /// rows that could not be read, where bad rows are left out
    pub left_out: Vec<Error>,
    /// empty when the file was UTF-8
    pub charset_notice: String,
}

/// Reads a whole table; the first row that cannot be read is an error.
pub fn read(file: &str, bytes: &[u8]) -> Result<Vec<Claim>> {
    Ok(read_rows(file, bytes, false)?.claims)
}

/// Reads a whole table; `skip` leaves out rows that cannot be read.
pub fn read_rows(file: &str, bytes: &[u8], skip: bool) -> Result<Read> {
    let mut reader = Reader { file, skip, ..Reader::default() };
    if super::json_lines::FORMAT.claims(file) || super::json_lines::opens_with_object(bytes) {
        json_rows(&mut reader, bytes)?;
    } else {
        csv_rows(&mut reader, bytes)?;
    }
    Ok(reader.finish())
}

/// One row, whatever it was written in.
struct Row<'a> {
    file: &'a str,
    line: u64,
    /// in the order of [`COLUMNS`], trimmed, empty where there is none
    known: Vec<Cow<'a, str>>,
    extra: BTreeMap<String, String>,
}

/// Rows that are read at a time, by all threads.
const BATCH: usize = 16_384;

/// What is made of a row by itself.
struct Made {
    line: u64,
    claim: Result<Claim>,
    /// everything that stands in it, as one number
    content: u64,
    /// somebody gave it an id
    named: bool,
}

impl Made {
    fn of(row: &Row) -> Self {
        let named = !row.get(const { column("claim_id") }).is_empty();
        Made { line: row.line, claim: row.claim(), content: row.content(), named }
    }
}

#[derive(Default)]
struct Reader<'a> {
    file: &'a str,
    skip: bool,
    read: Read,
    /// contents of the rows that were taken, in the order of the claims
    contents: Vec<u64>,
    hasher: RandomState,
    /// places of the first claims of each id
    first: HashTable<usize>,
    /// for the place of a first one those of the others of its id
    others: HashMap<usize, Vec<usize>>,
    /// rows that say the same of a figure and differ in what stands beside it
    twins: Vec<(usize, String)>,
    /// one name for all claims of a source
    sources: HashSet<SourceId>,
}

impl Reader<'_> {
    fn take(&mut self, made: Made) -> Result<()> {
        let mut claim = match made.claim {
            Ok(claim) => claim,
            Err(error) if self.skip => {
                self.read.left_out.push(error);
                return Ok(());
            }
            Err(error) => return Err(error),
        };
        claim.source = self.sources.get_or_insert(claim.source).clone();
        let claims = &self.read.claims;
        let place = claims.len();
        let hash = self.hasher.hash_one(&claim.id);
        match self.first.find(hash, |at| claims[*at].id == claim.id).copied() {
            None => {
                self.first.insert_unique(hash, place, |at| self.hasher.hash_one(&claims[*at].id));
            }
            Some(first) => {
                let others = self.others.entry(first).or_default();
                if std::iter::once(&first).chain(&*others).any(|at| self.contents[*at] == made.content) {
                    self.read.repeated.push(made.line);
                    return Ok(());
                }
                others.push(place);
                // two rows that only a note tells apart get ids from all they hold, both, so that their order does not matter
                if !made.named {
                    if others.len() == 1 {
                        self.twins.push((first, format!("{:016x}", self.contents[first])));
                    }
                    self.twins.push((place, format!("{:016x}", made.content)));
                }
            }
        }
        self.contents.push(made.content);
        self.read.claims.push(claim);
        Ok(())
    }

    fn finish(mut self) -> Read {
        for (place, content) in self.twins {
            let id = content_id("c", [self.read.claims[place].id.as_str(), &content]);
            self.read.claims[place].id = id.into();
        }
        self.read
    }
}

fn csv_rows(reader: &mut Reader, bytes: &[u8]) -> Result<()> {
    let file = reader.file;
    let header = |table: &Table| {
        table.require("source_id", "with the name of each figure's source")?;
        table.require("metric", "with the name of what is counted, such as arrests")?;
        if table.column("low").is_none() && table.column("high").is_none() {
            table.require("value", "with the figures")?;
        }
        let places = COLUMNS.map(|name| table.column(name));
        let ours = |name: &String| name.is_empty() || COLUMNS.contains(&name.as_str());
        let others: Vec<usize> =
            table.columns.iter().enumerate().filter(|(_, name)| !ours(name)).map(|(at, _)| at).collect();
        Ok((places, others))
    };
    // a bad row is told before a later one that is no row at all
    let batch = RefCell::new(Batch::default());
    let header = |table: &Table| {
        let (places, others) = header(table)?;
        let mut batch = batch.borrow_mut();
        batch.places = places.to_vec();
        batch.others = others.into_iter().map(|at| (at, table.columns[at].clone())).collect();
        Ok(())
    };
    let scanned = Table::scan(file, bytes, header, |(), _, row| {
        let mut batch = batch.borrow_mut();
        batch.rows.push(row);
        if batch.rows.len() < BATCH { Ok(()) } else { batch.hand_on(reader) }
    });
    batch.borrow_mut().hand_on(reader)?;
    reader.read.charset_notice = scanned?.charset_notice;
    Ok(())
}

/// Rows of a CSV table on their way to the reader.
#[derive(Default)]
struct Batch {
    /// of our columns
    places: Vec<Option<usize>>,
    /// columns that are not ours, with their names
    others: Vec<(usize, String)>,
    rows: Vec<table::Row>,
}

impl Batch {
    fn hand_on(&mut self, reader: &mut Reader) -> Result<()> {
        let file = reader.file;
        let made = |row: &table::Row| {
            let extra = self.others.iter().map(|(at, name)| (name.clone(), row.cell(Some(*at)).to_owned()));
            let known = self.places.iter().map(|&place| Cow::Borrowed(row.cell(place))).collect();
            Made::of(&Row { file, line: row.line, known, extra: extra.collect() })
        };
        let made: Vec<Made> = self.rows.par_iter().map(made).collect();
        self.rows.clear();
        made.into_iter().try_for_each(|made| reader.take(made))
    }
}

fn json_rows(reader: &mut Reader, bytes: &[u8]) -> Result<()> {
    let file = reader.file;
    let decoded = super::charset::decode(bytes);
    let text = decoded.text.strip_prefix('\u{feff}').unwrap_or(&decoded.text);
    let mut any = false;
    for (line, record) in (1..).zip(text.split('\n')).filter(|(_, record)| !record.trim().is_empty()) {
        any = true;
        match json_row(file, line, record) {
            Ok(row) => reader.take(Made::of(&row))?,
            Err(error) if reader.skip => reader.read.left_out.push(error),
            Err(error) => return Err(error),
        }
    }
    reader.read.charset_notice = decoded.notice.clone();
    if any { Ok(()) } else { Err(super::facts::no_text(file)) }
}

fn json_row<'a>(file: &'a str, line: u64, record: &'a str) -> Result<Row<'a>> {
    let wrong = |problem: String, column: Option<String>| {
        let remedy = "write one flat JSON object a line, such as {\"source_id\": \"a\", \"metric\": \"arrests\", \"value\": 75000}";
        Error::Line { file: file.into(), line, column, problem, remedy: remedy.into() }
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
    Ok(row)
}

impl Row<'_> {
    fn get(&self, column: Column) -> &str {
        &self.known[column.0]
    }

    /// Everything that stands in the row, as one number.
    fn content(&self) -> u64 {
        let extra = self.extra.iter().flat_map(|(name, cell)| [name.as_str(), cell.as_str()]);
        let mut hash = 0xcbf2_9ce4_8422_2325_u64;
        for part in self.known.iter().map(|cell| &**cell).chain(extra) {
            for byte in part.bytes().chain([0xff]) {
                hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
            }
        }
        hash
    }

    fn wrong(&self, column: Column, problem: String, remedy: &str) -> Error {
        Error::Line {
            file: self.file.into(),
            line: self.line,
            column: Some(COLUMNS[column.0].into()),
            problem,
            remedy: remedy.into(),
        }
    }

    fn claim(&self) -> Result<Claim> {
        let source = self.get(const { column("source_id") });
        if source.is_empty() {
            return Err(self.wrong(
                const { column("source_id") },
                "is empty".into(),
                "write which source gives the figure",
            ));
        }
        let metric = self.get(const { column("metric") });
        if metric.is_empty() {
            return Err(self.wrong(
                const { column("metric") },
                "is empty".into(),
                "write what is counted, such as arrests",
            ));
        }
        let span = self.span(const { column("start") }, const { column("end") })?;
        let quantity = self.quantity(span)?;
        let (published, period) = self.period()?;
        let text = [self.get(const { column("text") }), self.get(const { column("value") })]
            .into_iter()
            .find(|text| !text.is_empty())
            .unwrap_or("");
        let scope = Scope {
            entity: self.get(const { column("scope") }).into(),
            kind: self.named(const { column("scope_kind") })?,
            population: self.get(const { column("population") }).into(),
            basis: self.named(const { column("scope_basis") })?.unwrap_or_default(),
        };
        // everything that tells one row from another, so that the order of rows does not matter
        let what = [
            const { column("source_id") },
            const { column("metric") },
            const { column("scope") },
            const { column("population") },
            const { column("value") },
            const { column("low") },
            const { column("high") },
            const { column("qualifier") },
            const { column("unit") },
            const { column("period_start") },
            const { column("period_end") },
            const { column("period_kind") },
            const { column("text") },
        ];
        let id = match self.get(const { column("claim_id") }) {
            "" => content_id("c", what.map(|column| self.get(column))),
            given => source_id::safe(given),
        };
        let or = |given: &str, otherwise: &str| if given.is_empty() { otherwise.to_owned() } else { given.to_owned() };
        let sentence = self
            .span(const { column("sentence_start") }, const { column("sentence_end") })?
            .or(span)
            .unwrap_or_default();
        Ok(Claim {
            id: id.into(),
            source: source_id::safe(source).into(),
            span,
            text: text.into(),
            metric: metric.into(),
            // left empty, it is the vocabulary's business, which this room does not know
            metric_label: self.get(const { column("metric_label") }).into(),
            known_metric: self.get(const { column("known_metric") }) != "no",
            counted: or(self.get(const { column("counted") }), &metric.replace('_', " ")).into(),
            scope,
            quantity,
            period,
            attributed_to: Some(self.get(const { column("attributed_to") }))
                .filter(|name| !name.is_empty())
                .map(Into::into),
            attribution_chain: self.list(const { column("attribution_chain") }),
            hedge: Some(self.get(const { column("hedge") })).filter(|words| !words.is_empty()).map(Into::into),
            modality: self.named(const { column("modality") })?.unwrap_or_default(),
            part_of: self.part_of()?,
            context: self.named::<Context>(const { column("context") })?.unwrap_or_default(),
            confidence: self.count(const { column("confidence") })?.map_or(100, |value| value.min(100) as u8),
            rule: or(self.get(const { column("rule") }), "hand_coded").into(),
            sentence,
            sentence_text: or(self.get(const { column("sentence") }), text).into(),
            clause: self.span(const { column("clause_start") }, const { column("clause_end") })?.unwrap_or(sentence),
            occurrence: self.count(const { column("occurrence") })?.unwrap_or(1),
            published,
            cues: self.get(const { column("cues") }).split(" | ").filter_map(named).collect(),
            because: Vec::new(),
            story_id: or(self.get(const { column("story") }), self.get(const { column("story_id") })).into(),
            group_id: String::new().into(),
            cell_id: String::new().into(),
            extra: self.extra.clone(),
        })
    }

    /// The entries of a list in one field.
    fn list(&self, column: Column) -> Vec<String> {
        self.get(column).split(" | ").map(str::trim).filter(|entry| !entry.is_empty()).map(Into::into).collect()
    }

    fn part_of(&self) -> Result<Option<PartOf>> {
        let whole = self.get(const { column("part_of_claim") });
        let kind = self.named(const { column("part_kind") })?;
        let part = || PartOf { claim: source_id::safe(whole).into(), kind: kind.unwrap_or(PartKind::Share) };
        Ok((!whole.is_empty()).then(part))
    }

    fn quantity(&self, span: Option<Span>) -> Result<Quantity> {
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

    fn period(&self) -> Result<(Option<NaiveDate>, Period)> {
        let published = self.date(const { column("published") })?;
        let (first, last) = (self.date(const { column("period_start") })?, self.date(const { column("period_end") })?);
        let kind = match self.get(const { column("period_kind") }) {
            "" => match (first, last) {
                (Some(_), Some(_)) => PeriodKind::During,
                (Some(_), None) => PeriodKind::Since,
                (None, Some(_)) => PeriodKind::Until,
                (None, None) => PeriodKind::None,
            },
            name => PeriodKind::parse(name).ok_or_else(|| {
                self.wrong(
                    const { column("period_kind") },
                    format!("{name:?} is not known"),
                    "write point, during, since, until or none",
                )
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
            return Err(self.wrong(
                const { column("period_end") },
                "lies before period_start".into(),
                "swap the two, or correct one",
            ));
        }
        let grain = match self.named::<Grain>(const { column("period_grain") })? {
            Some(grain) => Some(grain),
            // "2020-05-28T04:00" is a state of an hour, which another of the same day need not be
            None if [const { column("period_end") }, const { column("period_start") }]
                .iter()
                .any(|at| self.get(*at).contains(':')) =>
            {
                Some(Grain::Hour)
            }
            None => first.or(last).map(|(_, grain)| grain),
        };
        let basis = self.named(const { column("period_basis") })?.unwrap_or(PeriodBasis::Clause);
        let period = Period { start, end, kind, grain, basis, words: None, partial: false };
        Ok((published.map(|(day, _)| day), period))
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

    fn date(&self, column: Column) -> Result<Option<(NaiveDate, Grain)>> {
        let written = self.get(column);
        if written.is_empty() {
            return Ok(None);
        }
        match given_date::parse(written) {
            Some(date) => Ok(Some(date)),
            None => Err(self.wrong(column, format!("{written:?} is not understood as a date"), given_date::REMEDY)),
        }
    }

    fn count(&self, column: Column) -> Result<Option<u32>> {
        let written = self.get(column);
        let wrong =
            |_| self.wrong(column, format!("{written:?} is no whole number"), "write digits only, or leave it empty");
        if written.is_empty() { Ok(None) } else { written.parse().map(Some).map_err(wrong) }
    }

    fn span(&self, start: Column, end: Column) -> Result<Option<Span>> {
        let places = self.count(start)?.zip(self.count(end)?);
        match places {
            Some((from, to)) if from > to => {
                Err(self.wrong(end, format!("lies before {}", COLUMNS[start.0]), "correct one, or leave both empty"))
            }
            _ => Ok(places.map(|(start, end)| Span { start, end })),
        }
    }

    /// A column whose values are names of ours.
    fn named<T: for<'de> Deserialize<'de>>(&self, column: Column) -> Result<Option<T>> {
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
                .map(|claim| claim.id.to_string())
                .collect();
            ids.sort();
            ids
        };
        assert_eq!(ids([a, b, a]), ids([b, a, a]));
        assert_eq!(ids([a, b, a]).len(), 2);
    }

    #[test]
    fn rows_that_only_a_note_tells_apart_stay_apart_whatever_their_order() {
        let ids = |notes: [&str; 3]| {
            let rows = notes.map(|note| format!("a,m,1,{note}\n")).concat();
            let read = read_rows("f.csv", format!("source_id,metric,value,note\n{rows}").as_bytes(), false).unwrap();
            let mut ids: Vec<String> =
                read.claims.into_iter().map(|claim| claim.id.to_string() + &claim.extra["note"]).collect();
            ids.sort();
            (ids, read.repeated.len())
        };
        assert_eq!(ids(["x", "y", "x"]), ids(["y", "x", "x"]));
        assert_eq!((ids(["x", "y", "x"]).0.len(), ids(["x", "y", "x"]).1), (2, 1));
    }

    #[test]
    fn times_of_day_are_a_unit_of_their_own() {
        let claims = claims(
            "source_id,metric,value,unit\na,departure,14:35,\nb,departure,2:35p,time\nc,departure,2011-12-01 14:36,\nd,departure,875,clock\ne,departure,1200,minute\nf,departure,20:00,min\n",
        );
        let told = |at: usize| {
            let quantity = &claims[at].quantity;
            format!("{} {}", quantity.unit.written(quantity.value.unwrap()), quantity.unit.as_str())
        };
        let expected =
            ["14:35 clock", "14:35 clock", "2011-12-01 14:36 clock", "14:35 clock", "1200 minute", "1200 minute"];
        assert_eq!((0..6).map(told).collect::<Vec<_>>(), expected);
        assert_eq!(claims[4].quantity.step, Decimal::ONE);
        for (row, place) in [
            ("25:10,", "(column value)"),
            ("12/01/2011 14:35,", "(column value)"),
            ("14:35,km", "(column unit)"),
            ("soon,clock", "(column value)"),
        ] {
            let error = error(&format!("source_id,metric,value,unit\na,m,{row}\n"));
            assert!(error.contains(place) && error.contains("remedy"), "{error}");
        }
    }

    #[test]
    fn bad_rows_can_be_left_out_and_are_told() {
        let table = b"source_id,metric,value\na,m,1\nb,m,many\nc,m,3\n";
        let read = read_rows("f.csv", table, true).unwrap();
        assert_eq!((read.claims.len(), read.left_out.len()), (2, 1));
        assert!(read.left_out[0].to_string().starts_with("f.csv:3"));
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
