//! Cells -> CSV: RFC 4180 quoting, UTF-8, `\n` between rows; or handed on, row by row.

use std::borrow::Cow;
use std::io::{self, Write};

use super::cell::Cell;

/// Somebody else who takes the rows of a table: JSON lines, a database.
pub trait Rows {
    fn head(&mut self, columns: &[&str]) -> io::Result<()>;
    fn row(&mut self, cells: &[Cell<'_>]) -> io::Result<()>;
}

/// A table being written.
pub struct Sheet<'a> {
    to: To<'a>,
    formula_safe: bool,
}

enum To<'a> {
    Csv(Box<csv::Writer<&'a mut dyn Write>>),
    Rows(&'a mut dyn Rows),
}

impl std::fmt::Debug for Sheet<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Sheet").field("formula_safe", &self.formula_safe).finish_non_exhaustive()
    }
}

impl<'a> Sheet<'a> {
    pub fn new(out: &'a mut dyn Write, formula_safe: bool) -> Self {
        Sheet { to: To::Csv(Box::new(csv::Writer::from_writer(out))), formula_safe }
    }

    /// A table whose rows somebody else takes as they are.
    pub fn rows(rows: &'a mut dyn Rows) -> Self {
        Sheet { to: To::Rows(rows), formula_safe: false }
    }

    pub fn head(&mut self, columns: &[&str]) -> io::Result<()> {
        match &mut self.to {
            To::Csv(writer) => writer.write_record(columns).map_err(io_error),
            To::Rows(rows) => rows.head(columns),
        }
    }

    pub fn row(&mut self, cells: &[Cell<'_>]) -> io::Result<()> {
        let writer = match &mut self.to {
            To::Csv(writer) => writer,
            To::Rows(rows) => return rows.row(cells),
        };
        for cell in cells {
            let field = cell.plain();
            let field = if self.formula_safe && cell.is_foreign() { defused(field) } else { field };
            writer.write_field(field.as_bytes()).map_err(io_error)?;
        }
        writer.write_record(None::<&[u8]>).map_err(io_error)
    }

    pub fn finish(self) -> io::Result<()> {
        match self.to {
            To::Csv(mut writer) => writer.flush(),
            To::Rows(_) => Ok(()),
        }
    }
}

/// Text a spreadsheet would run as a formula, with `'` before it; other text as it is.
///
/// The signs are those OWASP lists for CSV injection.
fn defused(field: Cow<'_, str>) -> Cow<'_, str> {
    if field.starts_with(['=', '+', '-', '@', '\t', '\r']) { Cow::Owned(format!("'{field}")) } else { field }
}

fn io_error(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(formula_safe: bool, cells: &[Cell<'_>]) -> String {
        let mut bytes = Vec::new();
        let mut sheet = Sheet::new(&mut bytes, formula_safe);
        sheet.row(cells).unwrap();
        sheet.finish().unwrap();
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn quotation_marks_commas_and_line_ends_are_quoted() {
        let cells = [Cell::text("He said \"no\", twice\nand left"), Cell::text("plain"), Cell::Unknown];
        assert_eq!(written(false, &cells), "\"He said \"\"no\"\", twice\nand left\",plain,\n");
    }

    #[test]
    fn formulas_are_defused_on_request_and_numbers_are_left_alone() {
        let cells = [
            Cell::text("=1+1"),
            Cell::list(["@a", "b"]),
            Cell::Number((-3).into()),
            Cell::name("-x"),
            Cell::text("a=1"),
        ];
        assert_eq!(written(true, &cells), "'=1+1,'@a | b,-3,-x,a=1\n");
        assert_eq!(written(false, &cells), "=1+1,@a | b,-3,-x,a=1\n");
    }

    #[test]
    fn a_row_of_one_empty_cell_is_not_lost() {
        assert_eq!(written(false, &[Cell::Unknown]), "\"\"\n");
    }
}
