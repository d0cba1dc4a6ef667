//! `OUT/decisions.csv`: rows are added and never changed, each on the disk before anybody is told that it is kept.
//!
//! The file is nobody's output: a run carries it along as it does any file that is not its own. A row that was cut short
//! when the program was killed is taken off before the next one is written, and said.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use crosscheck::model::decision::Decision;
use crosscheck::model::error::{Error, Result};
use crosscheck::model::notice::Notice;
use crosscheck::review::{Log, table};

use super::disk::{self, output_error, shown};
use super::run_record::Input;

/// The file's name in the output folder.
pub const FILE_NAME: &str = "decisions.csv";

/// Decisions for a run, with where they came from.
#[derive(Debug, Default)]
pub struct Found {
    pub decisions: Vec<Decision>,
    /// those of files named by the user, which the output's own file may not hold yet
    pub named: Vec<Decision>,
    pub notices: Vec<Notice>,
    pub record: Vec<Input>,
}

/// Reads the output's own decisions, if there are any, and those of the files named.
pub fn find(out: &Path, named: &[PathBuf]) -> Result<Found> {
    let mut found = Found::default();
    let own = out.join(FILE_NAME);
    if own.is_file() {
        let decisions = read_into(&own, &mut found)?;
        found.decisions.extend(decisions);
    }
    for path in named {
        let decisions = read_into(path, &mut found)?;
        found.decisions.extend(decisions.iter().cloned());
        found.named.extend(decisions);
    }
    Ok(found)
}

fn read_into(path: &Path, found: &mut Found) -> Result<Vec<Decision>> {
    let bytes = disk::read(path)?;
    found.record.push(Input::of(&shown(path), &bytes));
    let read = table::read(&shown(path), &bytes)?;
    if !read.torn.is_empty() {
        found.notices.push(Notice::new("review", "", None, torn(path, &read.torn)));
    }
    Ok(read.decisions)
}

fn torn(path: &Path, words: &str) -> String {
    format!("the last row of {} was cut short and does not count: {}", shown(path), words.trim_end())
}

/// A file of decisions to add to.
#[derive(Debug, Clone)]
pub struct DecisionFile {
    path: PathBuf,
}

impl DecisionFile {
    pub fn of(out: &Path) -> Self {
        DecisionFile { path: out.join(FILE_NAME) }
    }

    /// All decisions in it, in the order they were added.
    pub fn read(&self) -> Result<Vec<Decision>> {
        if !self.path.exists() {
            return Ok(Vec::new());
        }
        Ok(table::read(&shown(&self.path), &disk::read(&self.path)?)?.decisions)
    }

    /// Adds those that are not there yet, and waits until the disk has them. What was cut short before is told.
    pub fn append(&self, decisions: &[Decision]) -> Result<Appended> {
        let wrong = |error: io::Error| output_error(&self.path, &error);
        let mut file = OpenOptions::new().read(true).append(true).create(true).open(&self.path).map_err(wrong)?;
        // two writers take turns; the lock ends with the file
        file.lock().map_err(wrong)?;
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).map_err(wrong)?;
        let read = table::read(&shown(&self.path), &bytes)?;
        if !read.ours && read.whole > 0 {
            return Err(Error::Input {
                path: self.path.clone(),
                problem: "has other columns than those rows are added with".into(),
                remedy: "move it elsewhere, then crosscheck review OUT --apply it".into(),
            });
        }
        let known = Log::new(read.decisions.iter().cloned());
        let mut rows = Vec::new();
        let mut notice = None;
        let mut added = Vec::new();
        if !read.torn.is_empty() {
            file.set_len(read.whole as u64).map_err(wrong)?;
            notice = Some(torn(&self.path, &read.torn));
        }
        if read.whole == 0 {
            rows.extend(table::head());
        } else if bytes[read.whole - 1] != b'\n' {
            rows.push(b'\n');
        }
        for decision in decisions {
            let is = |ruling: &crosscheck::model::decision::Ruling| ruling.decision == *decision;
            if !known.rulings.iter().any(is) && !added.contains(decision) {
                rows.extend(table::row(decision));
                added.push(decision.clone());
            }
        }
        if !rows.is_empty() {
            file.seek(SeekFrom::End(0)).map_err(wrong)?;
            file.write_all(&rows).map_err(wrong)?;
        }
        file.sync_all().map_err(wrong)?;
        if read.whole == 0 {
            sync_folder(&self.path);
        }
        Ok(Appended { added, notice })
    }
}

/// What adding came to.
#[derive(Debug)]
pub struct Appended {
    pub added: Vec<Decision>,
    /// a row that was cut short before, and was taken off
    pub notice: Option<String>,
}

/// A new file is there after a power cut only once its folder is written too. Where folders cannot be opened, the system
/// sees to it.
fn sync_folder(path: &Path) {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if let Ok(folder) = File::open(folder) {
        let _ = folder.sync_all();
    }
    let _ = fs::metadata(path);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crosscheck::model::decision::Act;

    fn decision(by: &str) -> Decision {
        Decision {
            at: "2025-03-01T10:00:00.000Z".into(),
            id: String::new(),
            by: by.into(),
            act: Act::Settle,
            about: vec!["f-1".into()],
            arguments: Default::default(),
            reason: "why".into(),
            saw: String::new(),
            basis: String::new(),
        }
        .named()
    }

    #[test]
    fn rows_are_added_once_and_a_torn_one_is_taken_off_with_a_notice() {
        let folder = tempfile::TempDir::new().unwrap();
        let file = DecisionFile::of(folder.path());
        assert!(file.read().unwrap().is_empty());
        file.append(&[decision("Kim")]).unwrap();
        assert!(file.append(&[decision("Kim")]).unwrap().added.is_empty());
        let path = folder.path().join(FILE_NAME);
        let whole = fs::read(&path).unwrap();
        fs::write(&path, [&whole[..], b"decision-012,2025-03-01T1"].concat()).unwrap();
        let appended = file.append(&[decision("Lee")]).unwrap();
        assert!(appended.notice.unwrap().contains("decision-012"));
        assert_eq!(file.read().unwrap(), [decision("Kim"), decision("Lee")]);
        assert!(fs::read(&path).unwrap().starts_with(&whole));
    }

    #[test]
    fn writers_at_the_same_time_lose_nothing() {
        let folder = tempfile::TempDir::new().unwrap();
        let file = DecisionFile::of(folder.path());
        std::thread::scope(|scope| {
            for by in 0..8 {
                let file = file.clone();
                scope.spawn(move || file.append(&[decision(&format!("reviewer {by}"))]).unwrap());
            }
        });
        assert_eq!(file.read().unwrap().len(), 8);
    }
}
