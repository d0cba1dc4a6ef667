//! What a format is, and what reading a file gives.

use crate::model::document::Document;
use crate::model::error::Error;
use crate::model::notice::Noted;

/// What came out of one file.
#[derive(Debug, Default)]
pub struct Reading {
    /// In the order of the file. Ids are not yet unique, and notices bear none: see `gather`.
    pub documents: Vec<Noted<Document>>,
    /// What could not be read, each with file, line where there is one, and remedy.
    pub refused: Vec<Error>,
}

impl Reading {
    /// A file that holds one document.
    pub fn one(document: Noted<Document>) -> Self {
        Reading { documents: vec![document], refused: Vec::new() }
    }

    /// A file nothing could be read from.
    pub fn refused(error: Error) -> Self {
        Reading { documents: Vec::new(), refused: vec![error] }
    }
}

/// One way to write documents into a file.
#[derive(Debug)]
pub struct Format {
    pub name: &'static str,
    /// Endings of file names, in lower case, without the dot.
    pub endings: &'static [&'static str],
    /// File name and bytes -> documents. The bytes are known not to be binary.
    pub read: fn(&str, &[u8]) -> Reading,
}

impl Format {
    /// Does a file of this name hold this format?
    pub fn claims(&self, name: &str) -> bool {
        ending(name).is_some_and(|ending| self.endings.iter().any(|known| ending.eq_ignore_ascii_case(known)))
    }
}

/// What stands after the last dot of the file's name; None for a name without a dot, or with a leading one only.
pub fn ending(name: &str) -> Option<&str> {
    let file = name.rsplit('/').next().unwrap_or(name);
    file.rsplit_once('.').filter(|(stem, _)| !stem.is_empty()).map(|(_, ending)| ending)
}
