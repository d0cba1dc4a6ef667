//! Bytes of a CSV file -> rows with line numbers: what `sources.csv` and tables of claims have in common.
//!
//! Comma, semicolon or tab, whichever the header line uses (spreadsheets differ by country); any charset.

use csv::StringRecord;

use crate::model::error::{Error, Result};

use super::charset;

/// A read table. Column names are in lower case.
#[derive(Debug)]
pub struct Table {
    pub file: String,
    pub columns: Vec<String>,
    pub rows: Vec<Row>,
    /// Empty when the file was UTF-8.
    pub charset_notice: String,
}

/// One row and the line it begins in.
#[derive(Debug)]
pub struct Row {
    pub line: u64,
    pub cells: StringRecord,
}

impl Table {
    /// Reads a whole table. Every row must have as many cells as the header; empty rows are skipped.
    pub fn read(file: &str, bytes: &[u8]) -> Result<Self> {
        let mut rows = Vec::new();
        let table = Table::scan(
            file,
            bytes,
            |_| Ok(()),
            |(), _, row| {
                rows.push(row);
                Ok(())
            },
        )?;
        Ok(Table { rows, ..table })
    }

    /// Reads a table row by row: `header` looks at the columns first, `row` gets what it made of them and each row in turn.
    /// The table that comes back has no rows.
    pub fn scan<H>(
        file: &str,
        bytes: &[u8],
        header: impl FnOnce(&Table) -> Result<H>,
        mut each: impl FnMut(&mut H, &Table, Row) -> Result<()>,
    ) -> Result<Self> {
        if let Some(kind) = super::binary::kind(bytes) {
            let problem = format!("looks like a binary file ({}), not a CSV table", kind.what);
            return Err(Error::Input { path: file.into(), problem, remedy: "save it as CSV (UTF-8)".into() });
        }
        let decoded = charset::decode(bytes);
        let text = decoded.text.strip_prefix('\u{feff}').unwrap_or(&decoded.text);
        let mut reader =
            csv::ReaderBuilder::new().delimiter(delimiter(text)).flexible(false).from_reader(text.as_bytes());
        let broken = |error: csv::Error| broken(file, &error);
        let columns: Vec<String> =
            reader.headers().map_err(broken)?.iter().map(|name| name.trim().to_lowercase()).collect();
        if columns.iter().all(String::is_empty) {
            let remedy = "write the names of the columns into the first line".into();
            return Err(Error::Input { path: file.into(), problem: "is empty".into(), remedy });
        }
        let table = Table { file: file.into(), columns, rows: Vec::new(), charset_notice: decoded.notice.clone() };
        for (at, name) in table.columns.iter().enumerate() {
            if !name.is_empty() && table.columns[..at].contains(name) {
                return Err(table.wrong(
                    1,
                    Some(name),
                    "stands twice in the header",
                    "rename or remove one of the two columns",
                ));
            }
        }
        let mut made = header(&table)?;
        for cells in reader.into_records() {
            let cells = cells.map_err(broken)?;
            if cells.iter().any(|cell| !cell.trim().is_empty()) {
                each(&mut made, &table, Row { line: cells.position().map_or(0, csv::Position::line), cells })?;
            }
        }
        Ok(table)
    }

    /// The column's number, or an error that names it.
    pub fn require(&self, name: &str, what_for: &str) -> Result<usize> {
        self.column(name).ok_or_else(|| {
            let problem = format!("the column {name:?} is missing; the header has {}", self.columns.join(", "));
            self.wrong(1, None, &problem, &format!("add a column {name} {what_for}"))
        })
    }

    pub fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column == name)
    }

    /// An error at a place in this table.
    pub fn wrong(&self, line: u64, column: Option<&str>, problem: &str, remedy: &str) -> Error {
        Error::Line {
            file: self.file.clone(),
            line,
            column: column.map(Into::into),
            problem: problem.into(),
            remedy: remedy.into(),
        }
    }
}

impl Row {
    /// The cell without white space around it; empty when there is no such column.
    pub fn cell(&self, column: Option<usize>) -> &str {
        column.and_then(|at| self.cells.get(at)).unwrap_or("").trim()
    }
}

fn delimiter(text: &str) -> u8 {
    let header = text.lines().next().unwrap_or("");
    let count = |sign: u8| header.bytes().filter(|&byte| byte == sign).count();
    // the first of equals wins: a comma
    let mut best = b',';
    for sign in [b';', b'\t'] {
        if count(sign) > count(best) {
            best = sign;
        }
    }
    best
}

fn broken(file: &str, error: &csv::Error) -> Error {
    let line = error.position().map_or(1, csv::Position::line);
    let problem = match error.kind() {
        csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
            format!("has {len} cells where the header has {expected_len}")
        }
        _ => error.to_string(),
    };
    let remedy = "put quotation marks around cells that hold a comma, and check that every quotation mark is closed";
    Error::Line { file: file.into(), line, column: None, problem, remedy: remedy.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn semicolons_tabs_and_byte_order_marks_are_understood() {
        for bytes in
            ["\u{feff}File,Title\na.txt,\"A, b\"\n", "file;title\r\na.txt;A, b\r\n", "file\ttitle\n\na.txt\tA, b"]
        {
            let table = Table::read("t.csv", bytes.as_bytes()).unwrap();
            assert_eq!(table.columns, ["file", "title"]);
            assert_eq!(table.rows[0].cell(table.column("title")), "A, b");
        }
    }

    #[test]
    fn a_row_of_another_length_is_an_error_with_its_line() {
        let error = Table::read("t.csv", b"file,title\na.txt,A\nb.txt,B, b\n").unwrap_err().to_string();
        assert!(error.starts_with("t.csv:3") && error.contains("has 3 cells") && error.contains("remedy:"), "{error}");
    }

    #[test]
    fn a_missing_column_and_one_given_twice_are_errors() {
        let table = Table::read("t.csv", b"title\nA\n").unwrap();
        let error = table.require("file", "with the documents' names").unwrap_err().to_string();
        assert!(error.contains("\"file\" is missing") && error.contains("header has title"), "{error}");
        assert!(Table::read("t.csv", b"file,file\na,b\n").unwrap_err().to_string().contains("twice"));
        assert!(Table::read("t.csv", b"").unwrap_err().to_string().contains("is empty"));
    }
}
