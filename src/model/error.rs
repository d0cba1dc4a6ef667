//! What can go wrong with files, tables and flags. Odd text is never an error.

use std::path::PathBuf;

/// An input that cannot be used, with the file, the line and what to do about it.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A file or folder that cannot be read.
    #[error("{}: {problem}\n  remedy: {remedy}", path.display())]
    Input { path: PathBuf, problem: String, remedy: String },
    /// A line of a table or a data file that does not fit.
    #[error("{file}:{line}{}: {problem}\n  remedy: {remedy}", column.as_ref().map(|c| format!(" (column {c})")).unwrap_or_default())]
    Line { file: String, line: u64, column: Option<String>, problem: String, remedy: String },
    /// A flag or an argument that does not fit.
    #[error("{problem}\n  remedy: {remedy}")]
    Usage { problem: String, remedy: String },
    /// An output that cannot be written or drawn.
    #[error("{what}: {problem}")]
    Output { what: String, problem: String },
}

pub type Result<T> = std::result::Result<T, Error>;
