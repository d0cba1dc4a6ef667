//! Files -> the documents of a run, with everything the run must remember about what it read.

use std::collections::BTreeMap;
use std::io::Read;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crosscheck::documents::format::Reading;
use crosscheck::documents::gather::gather;
use crosscheck::documents::sources_table::{self, SourcesTable};
use crosscheck::documents::{self, json_lines};
use crosscheck::model::document::Document;
use crosscheck::model::error::Error;
use crosscheck::model::notice::Notice;
use crosscheck::model::vocabulary::Vocabulary;
use crosscheck::vocabulary;

use super::Result;
use super::args::InputArgs;
use super::disk::{self, shown};
use super::inputs::{self, Found, STDIN};
use super::progress::Progress;
use super::run_record::Input;

/// What was read.
#[derive(Debug)]
pub struct Inputs {
    /// sorted by id
    pub documents: Vec<Document>,
    pub notices: Vec<Notice>,
    /// what could not be read, a line each
    pub refused: Vec<String>,
    /// every file that was opened
    pub record: Vec<Input>,
}

/// Reads everything the arguments name.
pub fn documents(args: &InputArgs, progress: &Progress) -> Result<Inputs> {
    let found = inputs::find(&args.inputs)?;
    let mut record = Vec::new();
    let tables = tables(args, &found, &mut record)?;
    let bar = progress.bar("reading", found.files.len());
    let files: Vec<(&String, &PathBuf)> = found.files.iter().collect();
    let read: Vec<(Input, Reading)> = files
        .par_iter()
        .map(|(name, path)| {
            let read = read_file(name, path);
            bar.tick();
            read
        })
        .collect();
    bar.finish();
    let mut errors = found.refused;
    let mut noted = Vec::new();
    for (input, reading) in read {
        record.push(input);
        noted.extend(reading.documents);
        errors.extend(reading.refused);
    }
    if !errors.is_empty() && (args.strict || noted.is_empty()) {
        return Err(all(errors));
    }
    if noted.is_empty() {
        return Err(nothing(Vec::new()));
    }
    let gathered = gather(noted, &tables);
    let refused: Vec<String> = errors.iter().map(|error| error.to_string().replace("\n  ", "; ")).collect();
    let mut notices = found.notices;
    notices.extend(refused.iter().map(|says| Notice::new("documents", "", None, says)));
    notices.extend(gathered.notices);
    Ok(Inputs { documents: gathered.value, notices, refused, record })
}

/// Reads the tables about sources: those beside the files, then the one the user named, which wins.
pub fn tables(args: &InputArgs, found: &Found, record: &mut Vec<Input>) -> Result<Vec<SourcesTable>> {
    let beside = found.tables.iter().filter(|table| args.sources.as_ref() != Some(table));
    let paths = beside.map(PathBuf::as_path).chain(args.sources.as_deref());
    let mut tables = Vec::new();
    for path in paths {
        let bytes = disk::read(path)?;
        record.push(Input::of(&shown(path), &bytes));
        let mut table = sources_table::read(&shown(path), &bytes)?;
        leave_out_unasked(&mut table, &found.files);
        tables.push(table);
    }
    Ok(tables)
}

/// Reads the words the program works with, and those the user adds.
pub fn vocabulary(files: &[PathBuf], record: &mut Vec<Input>) -> Result<Vocabulary> {
    let mut extra = Vec::new();
    for path in files {
        let text = disk::read_text(path)?;
        record.push(Input::of(&shown(path), text.as_bytes()));
        extra.push((shown(path), text));
    }
    Ok(vocabulary::load("en", &extra)?)
}

/// Reads one file.
pub fn read_file(name: &str, path: &Path) -> (Input, Reading) {
    let bytes = if name == STDIN { stdin() } else { file(name, path) };
    match bytes {
        Ok(bytes) => (Input::of(name, &bytes), documents::read(name, &bytes)),
        Err(error) => (Input::unread(name), Reading::refused(error)),
    }
}

fn file(name: &str, path: &Path) -> Result<Vec<u8>, Error> {
    // a file of one document that is too large need not be read to know it
    if !json_lines::FORMAT.claims(name)
        && let Ok(data) = path.metadata()
        && let Some(error) = documents::facts::too_large(name, data.len() as usize)
    {
        return Err(error);
    }
    disk::read(path)
}

/// Everything that comes in by standard input.
pub fn stdin() -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::new();
    match std::io::stdin().lock().read_to_end(&mut bytes) {
        Ok(_) => Ok(bytes),
        Err(error) => Err(disk::input_error(Path::new(STDIN), &error)),
    }
}

/// A table found beside one document may speak of its neighbours too: files that are there but were not asked for.
fn leave_out_unasked(table: &mut SourcesTable, asked: &BTreeMap<String, PathBuf>) {
    let folder = Path::new(&table.file).parent().map(Path::to_path_buf).unwrap_or_default();
    table.rows.retain(|row| {
        let beside = folder.join(&row.file);
        !beside.is_file() || asked.contains_key(&shown(&beside))
    });
}

/// The error for a run that found nothing it could read.
pub fn nothing(refused: Vec<Error>) -> anyhow::Error {
    if !refused.is_empty() {
        return all(refused);
    }
    let error = Error::Usage {
        problem: "nothing to read: no documents among the files named".into(),
        remedy: "name .txt, .md, .html or .jsonl files, or a folder that holds some".into(),
    };
    error.into()
}

/// Several errors as one.
pub fn all(errors: Vec<Error>) -> anyhow::Error {
    const SHOWN: usize = 10;
    let more = errors.len().saturating_sub(SHOWN);
    let mut errors = errors;
    if errors.len() == 1 {
        return errors.remove(0).into();
    }
    let mut says: Vec<String> = errors.iter().take(SHOWN).map(ToString::to_string).collect();
    if more > 0 {
        says.push(format!("and {more} more"));
    }
    anyhow::anyhow!("{}", says.join("\n"))
}
