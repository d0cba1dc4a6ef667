//! CSV and JSON lines -> rows, each handed to the reader.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::BTreeMap;

use rayon::prelude::*;

use super::columns::COLUMNS;
use super::reader::{Made, Reader};
use super::row::Row;
use crate::documents::table::{self, Table};
use crate::documents::{charset, facts};
use crate::model::error::{Error, Result};

/// Rows that are read at a time, by all threads.
const BATCH: usize = 16_384;

pub fn csv_rows(reader: &mut Reader, bytes: &[u8]) -> Result<()> {
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

pub fn json_rows(reader: &mut Reader, bytes: &[u8]) -> Result<()> {
    let file = reader.file;
    let decoded = charset::decode(bytes);
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
    if any { Ok(()) } else { Err(facts::no_text(file)) }
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
