//! Cells -> JSON lines: one object a row, keys in the order of the columns, figures with all their digits.

use std::io::{self, Write};

use crate::model::ledger::Ledger;

use super::TABLES;
use super::cell::Cell;
use super::csv_sheet::Rows;

/// Writes one row. Unknown cells are null.
pub fn row(out: &mut dyn Write, columns: &[&str], cells: &[Cell<'_>]) -> io::Result<()> {
    let mut bytes = Vec::new();
    let mut row = Row::begin(&mut bytes);
    for (column, cell) in columns.iter().zip(cells) {
        value(row.column(column), cell);
    }
    row.end();
    out.write_all(&bytes)
}

/// Everything of a ledger: every row of every table, with the table's name, and every text.
pub fn everything(ledger: &Ledger, out: &mut dyn Write) -> io::Result<()> {
    for table in &TABLES {
        table.rows(ledger, &mut Lines { out, table: table.name, columns: Vec::new(), line: Vec::new() })?;
    }
    for document in &ledger.documents {
        row(
            out,
            &["table", "source_id", "verbatim", "text"],
            &[Cell::name("texts"), Cell::name(&*document.id), Cell::Yes(document.verbatim), Cell::text(&document.text)],
        )?;
    }
    Ok(())
}

/// A table as lines.
struct Lines<'o> {
    out: &'o mut dyn Write,
    table: &'static str,
    columns: Vec<String>,
    line: Vec<u8>,
}

impl Rows for Lines<'_> {
    fn head(&mut self, columns: &[&str]) -> io::Result<()> {
        self.columns = columns.iter().map(|&column| column.to_owned()).collect();
        Ok(())
    }

    fn row(&mut self, cells: &[Cell<'_>]) -> io::Result<()> {
        self.line.clear();
        self.line.extend_from_slice(b"{\"table\":");
        string(&mut self.line, self.table);
        for (column, cell) in self.columns.iter().zip(cells) {
            self.line.push(b',');
            // columns of somebody's own table bear any name
            string(&mut self.line, column);
            self.line.push(b':');
            value(&mut self.line, cell);
        }
        self.line.extend_from_slice(b"}\n");
        self.out.write_all(&self.line)
    }
}

/// A row in the making, for tables whose columns differ from row to row.
#[derive(Debug)]
pub struct Row<'b> {
    to: &'b mut Vec<u8>,
    opening: u8,
}

impl<'b> Row<'b> {
    pub fn begin(to: &'b mut Vec<u8>) -> Self {
        Row { to, opening: b'{' }
    }

    pub fn add(&mut self, column: &str, cell: Cell<'_>) {
        value(self.column(column), &cell);
    }

    pub fn end(mut self) {
        if self.opening == b'{' {
            self.open();
        }
        self.to.extend_from_slice(b"}\n");
    }

    /// A column is a name of ours, in which nothing needs escaping.
    fn column(&mut self, column: &str) -> &mut Vec<u8> {
        debug_assert!(!column.bytes().any(needs_escape), "{column}");
        self.open();
        self.to.push(b'"');
        self.to.extend_from_slice(column.as_bytes());
        self.to.extend_from_slice(b"\":");
        self.to
    }

    fn open(&mut self) {
        self.to.push(std::mem::replace(&mut self.opening, b','));
    }
}

fn value(to: &mut Vec<u8>, cell: &Cell<'_>) {
    match cell {
        Cell::Unknown => to.extend_from_slice(b"null"),
        Cell::Yes(yes) => to.extend_from_slice(if *yes { b"true" } else { b"false" }),
        Cell::Number(_) | Cell::Count(_) | Cell::Json(_) => to.extend_from_slice(cell.plain().as_bytes()),
        Cell::Text(_) | Cell::Name(_) | Cell::Day(_) => string(to, &cell.plain()),
        Cell::List(entries) => {
            to.push(b'[');
            for (at, entry) in entries.iter().enumerate() {
                if at > 0 {
                    to.push(b',');
                }
                string(to, entry);
            }
            to.push(b']');
        }
    }
}

fn string(to: &mut Vec<u8>, text: &str) {
    to.push(b'"');
    // most strings are plain, and one look at all their bytes is quicker than a look for the first that is not
    if text.bytes().fold(false, |found, byte| found | needs_escape(byte)) {
        text.bytes().for_each(|byte| escaped(to, byte));
    } else {
        to.extend_from_slice(text.as_bytes());
    }
    to.push(b'"');
}

fn needs_escape(byte: u8) -> bool {
    byte < b' ' || byte == b'"' || byte == b'\\'
}

fn escaped(to: &mut Vec<u8>, byte: u8) {
    match byte {
        b'\n' => to.extend_from_slice(b"\\n"),
        b'\r' => to.extend_from_slice(b"\\r"),
        b'\t' => to.extend_from_slice(b"\\t"),
        0x08 => to.extend_from_slice(b"\\b"),
        0x0c => to.extend_from_slice(b"\\f"),
        b'"' | b'\\' => to.extend_from_slice(&[b'\\', byte]),
        _ if needs_escape(byte) => to.extend_from_slice(format!("\\u{byte:04x}").as_bytes()),
        _ => to.push(byte),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rust_decimal::Decimal;

    #[test]
    fn every_row_of_every_table_is_a_line_under_its_tables_name() {
        let ledger = crate::export::check::tests::ledger();
        let mut out = Vec::new();
        everything(&ledger, &mut out).unwrap();
        let lines: Vec<serde_json::Value> =
            String::from_utf8(out).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        let of = |table: &str| lines.iter().filter(|line| line["table"] == table).count();
        assert_eq!([of("sources"), of("discrepancies"), of("texts")], [1, ledger.findings.len(), 1]);
        assert_eq!(lines.last().unwrap()["text"], ledger.documents[0].text);
    }

    #[test]
    fn every_character_comes_back() {
        let all: String = ('\0'..='\u{a0}').chain("“é日\u{2028}".chars()).collect();
        let mut out = Vec::new();
        row(&mut out, &["text"], &[Cell::text(&*all)]).unwrap();
        assert_eq!(serde_json::from_slice::<serde_json::Value>(&out).unwrap()["text"], *all);
        out.clear();
        row(&mut out, &[], &[]).unwrap();
        assert_eq!(out, b"{}\n");
    }

    #[test]
    fn a_row_is_one_line_of_json_with_exact_figures() {
        let mut out = Vec::new();
        let cells = [
            Cell::text("a \"b\"\n"),
            Cell::Number(Decimal::from_str_exact("1234567890123456789.125").unwrap()),
            Cell::Unknown,
            Cell::list(["x", "y"]),
            Cell::Yes(true),
        ];
        row(&mut out, &["text", "value", "low", "inferred", "agreed"], &cells).unwrap();
        let line = String::from_utf8(out).unwrap();
        assert_eq!(
            line,
            "{\"text\":\"a \\\"b\\\"\\n\",\"value\":1234567890123456789.125,\"low\":null,\"inferred\":[\"x\",\"y\"],\"agreed\":true}\n"
        );
        assert!(serde_json::from_str::<serde_json::Value>(&line).is_ok());
    }
}
