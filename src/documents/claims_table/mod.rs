//! Tables of figures coded by hand, or written by an earlier run -> Claims.
//!
//! CSV (`,` `;` or tab) and JSON lines. `source_id`, `metric` and `value` (or `low`/`high`) must be there; see
//! [`COLUMNS`] for what else is understood. Other columns are carried through. Coded by hand, a table is
//! meant to be right: anything odd in it is an error with file, line, column and remedy, never a guess.

mod columns;
mod period;
mod quantity;
mod reader;
mod row;
mod rows;

pub use columns::COLUMNS;

use reader::Reader;
use rows::{csv_rows, json_rows};

use super::json_lines;
use crate::model::claim::Claim;
use crate::model::error::{Error, Result};

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
    let mut reader = Reader::new(file, skip);
    if json_lines::FORMAT.claims(file) || json_lines::opens_with_object(bytes) {
        json_rows(&mut reader, bytes)?;
    } else {
        csv_rows(&mut reader, bytes)?;
    }
    Ok(reader.finish())
}

#[cfg(test)]
mod tests;
