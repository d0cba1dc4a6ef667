//! What the user named -> the files to read, each once, in one order.
//!
//! Folders are walked with everything below them. Left out: hidden files, what an earlier run wrote, and in
//! folders what has the ending of another format; all but hidden files leave a notice.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use ignore::WalkBuilder;

use crosscheck::documents;
use crosscheck::documents::format::ending;
use crosscheck::documents::sources_table;
use crosscheck::model::error::{Error, Result};
use crosscheck::model::notice::Notice;

use super::disk::{input_error, shown};
use super::out_folder;

/// Where the example story lies.
pub const EXAMPLE: &str = "data/articles";

/// The name of standard input.
pub const STDIN: &str = "-";

/// Files to read.
#[derive(Debug, Default)]
pub struct Found {
    /// by the name shown in tables
    pub files: BTreeMap<String, PathBuf>,
    pub tables: BTreeSet<PathBuf>,
    pub notices: Vec<Notice>,
    /// what a run goes on without, and a strict run does not
    pub refused: Vec<Error>,
}

/// Finds every file behind the names given.
pub fn find(inputs: &[PathBuf]) -> Result<Found> {
    let mut found = Found::default();
    if inputs.is_empty() {
        let example = Path::new(EXAMPLE);
        if !example.is_dir() {
            return Err(Error::Usage {
                problem: format!("nothing to read: no file was named, and there is no folder {EXAMPLE} here"),
                remedy: "name files or folders: crosscheck articles/ (see crosscheck --help)".into(),
            });
        }
        found.walk(example)?;
    }
    for input in inputs {
        found.add(input)?;
    }
    found.drop_doubles();
    found.tables_beside();
    Ok(found)
}

impl Found {
    fn add(&mut self, input: &Path) -> Result<()> {
        if input.as_os_str() == STDIN {
            self.files.insert(STDIN.into(), input.into());
            return Ok(());
        }
        match std::fs::metadata(input) {
            Ok(data) if data.is_dir() => self.walk(input),
            Ok(_) => {
                self.add_file(input, true);
                Ok(())
            }
            Err(error) => match input.to_str().filter(|name| name.contains(['*', '?', '['])) {
                Some(pattern) => self.glob(pattern),
                None => Err(not_there(input, &error)),
            },
        }
    }

    fn add_file(&mut self, path: &Path, named: bool) {
        let name = shown(path);
        let is_table = path.file_name().is_some_and(|name| name.eq_ignore_ascii_case(sources_table::FILE_NAME));
        if is_table {
            self.tables.insert(PathBuf::from(&name));
        } else if named || documents::format_of(&name).is_some() || ending(&name).is_none() {
            self.files.insert(name, path.into());
        } else {
            let says = format!(
                "{name} was not read: documents in folders end in .txt .md .html .jsonl; name the file to read it as text"
            );
            self.notices.push(Notice::new("documents", "", None, says));
        }
    }

    fn walk(&mut self, folder: &Path) -> Result<()> {
        let before = self.files.len();
        // the name given by the user may be hidden; what lies below it may not
        let mut walk = WalkBuilder::new(folder);
        walk.standard_filters(false).hidden(true).follow_links(true).sort_by_file_name(Ord::cmp);
        walk.filter_entry(|entry| entry.depth() == 0 || !out_folder::is_ours(entry.path()));
        if out_folder::is_ours(folder) {
            return Err(Error::Input {
                path: folder.into(),
                problem: "was written by crosscheck; it holds results, not documents".into(),
                remedy: "name the folder of the documents".into(),
            });
        }
        for entry in walk.build() {
            match entry {
                Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_file()) => self.add_file(entry.path(), false),
                Ok(_) => {}
                Err(error) => self.unreadable(folder, &error),
            }
        }
        if self.files.len() == before && self.refused.is_empty() {
            return Err(Error::Input {
                path: folder.into(),
                problem: "holds no documents".into(),
                remedy: "put .txt, .md, .html or .jsonl files there, or name another folder".into(),
            });
        }
        Ok(())
    }

    /// A folder that may not be entered, or a link that leads in a circle.
    fn unreadable(&mut self, folder: &Path, error: &ignore::Error) {
        let mut path = folder;
        let mut inner = error;
        loop {
            inner = match inner {
                ignore::Error::WithPath { path: at, err } => {
                    path = at;
                    err
                }
                ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => err,
                ignore::Error::Loop { child, .. } => {
                    let says = format!("{} leads back to a folder above it and was not followed", shown(child));
                    self.notices.push(Notice::new("documents", "", None, says));
                    return;
                }
                ignore::Error::Io(error) => {
                    self.refused.push(input_error(path, error));
                    return;
                }
                other => {
                    let problem = format!("cannot be read: {other}");
                    self.refused.push(Error::Input { path: path.into(), problem, remedy: "check the folder".into() });
                    return;
                }
            };
        }
    }

    fn glob(&mut self, pattern: &str) -> Result<()> {
        let options = glob::MatchOptions { require_literal_leading_dot: true, ..glob::MatchOptions::new() };
        let paths = glob::glob_with(pattern, options).map_err(|error| Error::Usage {
            problem: format!("{pattern}: {}", error.msg),
            remedy: "put a backslash or brackets around signs that are part of the name".into(),
        })?;
        let mut matched = false;
        for path in paths {
            match path {
                Ok(path) if path.is_dir() => self.walk(&path)?,
                Ok(path) => self.add_file(&path, true),
                Err(error) => self.refused.push(input_error(error.path(), error.error())),
            }
            matched = true;
        }
        if matched { Ok(()) } else { Err(not_there(Path::new(pattern), &std::io::ErrorKind::NotFound.into())) }
    }

    /// One file named twice, or reached over a link, is read once, under its first name.
    fn drop_doubles(&mut self) {
        let mut seen: BTreeMap<PathBuf, String> = BTreeMap::new();
        let notices = &mut self.notices;
        self.files.retain(|name, path| {
            if name == STDIN {
                return true;
            }
            let Ok(real) = path.canonicalize() else { return true };
            match seen.get(&real) {
                None => {
                    seen.insert(real, name.clone());
                    true
                }
                Some(first) => {
                    let says = format!("{name} is the same file as {first} and was read once");
                    notices.push(Notice::new("documents", "", None, says));
                    false
                }
            }
        });
    }

    /// The tables beside the files.
    fn tables_beside(&mut self) {
        let folders: BTreeSet<&Path> = self
            .files
            .iter()
            .filter(|(name, _)| *name != STDIN)
            .filter_map(|(name, _)| Path::new(name).parent())
            .collect();
        let tables =
            folders.into_iter().map(|folder| folder.join(sources_table::FILE_NAME)).filter(|table| table.is_file());
        self.tables.extend(tables);
    }
}

fn not_there(path: &Path, error: &std::io::Error) -> Error {
    let error = input_error(path, error);
    let bare = path.components().count() == 1 && path.extension().is_none();
    match error {
        Error::Input { path, problem, .. } if bare && problem.starts_with("no such") => {
            let remedy = "check the spelling; crosscheck --help lists the commands";
            Error::Input { path, problem: "is no file, no folder and no command".into(), remedy: remedy.into() }
        }
        error => error,
    }
}
