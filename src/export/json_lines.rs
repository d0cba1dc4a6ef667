//! Cells -> JSON lines: one object a row, keys in the order of the columns, figures with all their digits.

use std::io::{self, Write};

use super::cell::Cell;

/// Writes one row. Unknown cells are null.
pub fn row(out: &mut dyn Write, columns: &[&str], cells: &[Cell<'_>]) -> io::Result<()> {
    for (at, (column, cell)) in columns.iter().zip(cells).enumerate() {
        out.write_all(if at == 0 { b"{" } else { b"," })?;
        string(out, column)?;
        out.write_all(b":")?;
        value(out, cell)?;
    }
    out.write_all(b"}\n")
}

fn value(out: &mut dyn Write, cell: &Cell<'_>) -> io::Result<()> {
    match cell {
        Cell::Unknown => out.write_all(b"null"),
        Cell::Yes(yes) => out.write_all(if *yes { b"true" } else { b"false" }),
        Cell::Number(_) | Cell::Count(_) | Cell::Json(_) => out.write_all(cell.plain().as_bytes()),
        Cell::Text(_) | Cell::Name(_) | Cell::Day(_) => string(out, &cell.plain()),
        Cell::List(entries) => {
            out.write_all(b"[")?;
            for (at, entry) in entries.iter().enumerate() {
                if at > 0 {
                    out.write_all(b",")?;
                }
                string(out, entry)?;
            }
            out.write_all(b"]")
        }
    }
}

fn string(out: &mut dyn Write, text: &str) -> io::Result<()> {
    serde_json::to_writer(out, text).map_err(io::Error::from)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rust_decimal::Decimal;

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
