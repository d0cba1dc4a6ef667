//! The output folder, replaced whole or not at all.
//!
//! Everything is written into a folder beside it first and swapped in at the end by one rename, so an
//! interrupted run leaves the old output as it was. Only what crosscheck wrote is removed: a folder that
//! holds other files and no `run.json` of ours is refused, and in one of ours files of other people stay.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use tempfile::TempDir;

use crosscheck::model::error::{Error, Result};

use super::disk::output_error;
use super::run_record::{self, RunRecord};

/// Bytes that are kept before they go to the disk.
const BUFFER: usize = 1 << 16;

/// What fills a file.
pub type Fill<'f> = Box<dyn FnOnce(&mut dyn Write) -> io::Result<()> + Send + 'f>;

/// Is this folder one of our outputs?
pub fn is_ours(folder: &Path) -> bool {
    folder.is_dir() && RunRecord::of_folder(folder).is_some()
}

/// A place for output that we may write to.
#[derive(Debug)]
pub struct OutFolder {
    path: PathBuf,
    /// what we wrote there before
    ours: BTreeSet<String>,
}

impl OutFolder {
    /// Checks that the place is free, empty, or ours.
    pub fn claim(path: &Path) -> Result<Self> {
        let refuse = |problem: &str, remedy: &str| {
            Err(Error::Input { path: path.into(), problem: problem.into(), remedy: remedy.into() })
        };
        let elsewhere = "name another folder with -o";
        match fs::symlink_metadata(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                // a swap in two steps that was interrupted between them
                if is_ours(&aside(path)) && fs::rename(aside(path), path).is_ok() {
                    return OutFolder::claim(path);
                }
                return Ok(OutFolder { path: path.into(), ours: BTreeSet::new() });
            }
            Err(error) => return Err(output_error(path, &error)),
            Ok(_) => {}
        }
        // behind a link lies the folder that is to be replaced, not the link
        let real = path.canonicalize().map_err(|error| output_error(path, &error))?;
        if !real.is_dir() {
            return refuse("is a file, and the output is a folder", elsewhere);
        }
        if std::env::current_dir().and_then(|here| here.canonicalize()).is_ok_and(|here| here.starts_with(&real)) {
            return refuse("is the folder you are in, which cannot be replaced", elsewhere);
        }
        let empty = fs::read_dir(&real).map_err(|error| output_error(path, &error))?.next().is_none();
        match RunRecord::of_folder(&real) {
            Some(record) => Ok(OutFolder { path: real, ours: record.files }),
            None if empty => Ok(OutFolder { path: real, ours: BTreeSet::new() }),
            None => refuse(
                "is not empty, and crosscheck did not write it",
                "name another folder with -o, or empty this one",
            ),
        }
    }

    /// Begins a new output beside the old one.
    pub fn begin(&self) -> Result<Draft> {
        let wrong = |error: io::Error| output_error(&self.path, &error);
        let parent = self.path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        fs::create_dir_all(parent).map_err(wrong)?;
        let name = self.path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let prefix = format!(".{name}.crosscheck-");
        let lock = lock(parent);
        if lock.is_some() {
            sweep(parent, &prefix);
            if is_ours(&self.path) && is_ours(&aside(&self.path)) {
                let _ = fs::remove_dir_all(aside(&self.path));
            }
        }
        let mut builder = tempfile::Builder::new();
        builder.prefix(&prefix);
        // as any folder the user makes, not for the owner alone
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o777));
        let folder = builder.tempdir_in(parent).map_err(wrong)?;
        Ok(Draft { target: self.path.clone(), earlier: self.ours.clone(), folder, files: BTreeSet::new(), _lock: lock })
    }

    /// Begins an output that has every file of the old one to start with, and tells what its record was.
    pub fn amend(&self) -> Result<(Draft, RunRecord)> {
        let record = RunRecord::of_folder(&self.path).ok_or_else(|| Error::Input {
            path: self.path.clone(),
            problem: "holds no run.json of crosscheck".into(),
            remedy: "name a folder that crosscheck run has written".into(),
        })?;
        let mut draft = self.begin()?;
        for name in record.files.iter().filter(|name| self.path.join(name).is_file()) {
            let goal = draft.folder.path().join(name);
            take(&self.path.join(name), &goal).map_err(|error| output_error(&goal, &error))?;
            draft.files.insert(name.clone());
        }
        Ok((draft, record))
    }
}

/// An output being written; dropped unfinished, it is gone and the old one untouched.
#[derive(Debug)]
pub struct Draft {
    target: PathBuf,
    earlier: BTreeSet<String>,
    folder: TempDir,
    files: BTreeSet<String>,
    /// held while we write, so that nobody takes our draft for one left behind
    _lock: Option<fs::File>,
}

impl Draft {
    /// Writes a file; `name` is its path below the output folder, with `/`.
    pub fn write(&mut self, name: &str, fill: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<()> {
        self.put(name, fill)?;
        self.files.insert(name.into());
        Ok(())
    }

    /// Writes several files side by side.
    pub fn write_together(&mut self, files: Vec<(String, Fill)>) -> Result<()> {
        let names: Vec<String> = files.iter().map(|(name, _)| name.clone()).collect();
        // of several errors the first one is told, whichever came first
        let written: Vec<Result<()>> = files.into_par_iter().map(|(name, fill)| self.put(&name, fill)).collect();
        written.into_iter().collect::<Result<()>>()?;
        self.files.extend(names);
        Ok(())
    }

    fn put(&self, name: &str, fill: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<()> {
        let path = self.folder.path().join(name);
        let written = || -> io::Result<()> {
            if let Some(parent) = path.parent() {
                fs::create_dir_all(parent)?;
            }
            // never into a file that the old output still shares
            if self.files.contains(name) {
                fs::remove_file(&path)?;
            }
            let mut out = BufWriter::with_capacity(BUFFER, fs::File::create(&path)?);
            fill(&mut out)?;
            out.flush()
        };
        written().map_err(|error| output_error(&self.target.join(name), &error))
    }

    /// Takes out every file below a folder.
    pub fn clear(&mut self, below: &str) -> Result<()> {
        let folder = format!("{below}/");
        for name in self.files.iter().filter(|name| name.starts_with(&folder)) {
            let path = self.folder.path().join(name);
            fs::remove_file(&path).map_err(|error| output_error(&path, &error))?;
        }
        self.files.retain(|name| !name.starts_with(&folder));
        Ok(())
    }

    /// Writes the record and puts the whole in the old output's place.
    pub fn finish(mut self, mut record: RunRecord) -> Result<()> {
        record.files = self.files.clone();
        record.files.insert(run_record::FILE_NAME.into());
        self.write(run_record::FILE_NAME, |out| {
            serde_json::to_writer_pretty(&mut *out, &record)?;
            out.write_all(b"\n")
        })?;
        let wrong = |error: io::Error| output_error(&self.target, &error);
        if !self.target.exists() {
            return fs::rename(self.folder.keep(), &self.target).map_err(wrong);
        }
        let clash =
            kept(&self.target, &self.earlier).map_err(wrong)?.into_iter().find(|name| self.files.contains(name));
        if let Some(name) = clash {
            return Err(Error::Input {
                path: self.target.join(name),
                problem: "is in the way, and crosscheck did not write it".into(),
                remedy: "move it elsewhere, or name another folder with -o".into(),
            });
        }
        // before the swap, so that no moment is without them; and after it, for what came meanwhile
        carry(&self.target, self.folder.path(), &self.earlier).map_err(wrong)?;
        let old = swap(self.folder.path(), &self.target).map_err(wrong)?;
        carry(&old, &self.target, &self.earlier).map_err(wrong)?;
        fs::remove_dir_all(&old).map_err(wrong)
    }
}

/// Holds the folder in which drafts are made, for as long as the file lives. None where that cannot be done,
/// or somebody else is writing there for long.
fn lock(parent: &Path) -> Option<fs::File> {
    const TRIES: u32 = 50;
    const PAUSE: std::time::Duration = std::time::Duration::from_millis(100);
    let folder = fs::File::open(parent).ok()?;
    for _ in 0..TRIES {
        match folder.try_lock() {
            Ok(()) => return Some(folder),
            Err(fs::TryLockError::WouldBlock) => std::thread::sleep(PAUSE),
            Err(fs::TryLockError::Error(_)) => return None,
        }
    }
    None
}

/// Removes drafts that interrupted runs left behind. What cannot be removed is left to the next run.
fn sweep(parent: &Path, prefix: &str) {
    let Ok(entries) = fs::read_dir(parent) else { return };
    for entry in entries.flatten() {
        let is_draft = entry.file_name().to_string_lossy().starts_with(prefix);
        if is_draft && entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

/// The files in a folder that are not ours, as paths below it, sorted.
fn kept(folder: &Path, ours: &BTreeSet<String>) -> io::Result<Vec<String>> {
    let mut kept = Vec::new();
    let mut open = vec![String::new()];
    while let Some(below) = open.pop() {
        for entry in fs::read_dir(folder.join(&below))? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let name = if below.is_empty() { name } else { format!("{below}/{name}") };
            if entry.file_type()?.is_dir() {
                open.push(name);
            } else if !ours.contains(&name) {
                kept.push(name);
            }
        }
    }
    kept.sort();
    Ok(kept)
}

/// Takes the files that are not ours along.
fn carry(from: &Path, to: &Path, ours: &BTreeSet<String>) -> io::Result<()> {
    for name in kept(from, ours)? {
        let (source, goal) = (from.join(&name), to.join(&name));
        if goal.symlink_metadata().is_ok() {
            if same_file(&source, &goal) {
                continue;
            }
            fs::remove_file(&goal)?;
        }
        take(&source, &goal)?;
    }
    Ok(())
}

/// Puts a file at another place too: the very same file where the disk can, else a copy.
fn take(source: &Path, goal: &Path) -> io::Result<()> {
    if let Some(parent) = goal.parent() {
        fs::create_dir_all(parent)?;
    }
    if fs::hard_link(source, goal).is_err() {
        fs::copy(source, goal)?;
    }
    Ok(())
}

fn same_file(one: &Path, other: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        let id = |path: &Path| path.symlink_metadata().map(|data| (data.dev(), data.ino())).ok();
        id(one).is_some() && id(one) == id(other)
    }
    #[cfg(not(unix))]
    {
        fs::read(one).ok() == fs::read(other).ok()
    }
}

/// Puts `new` in the place of `old` and tells where the old one is now.
fn swap(new: &Path, old: &Path) -> io::Result<PathBuf> {
    #[cfg(any(target_os = "linux", target_vendor = "apple"))]
    {
        use rustix::fs::{CWD, RenameFlags, renameat_with};
        if renameat_with(CWD, new, CWD, old, RenameFlags::EXCHANGE).is_ok() {
            return Ok(new.to_path_buf());
        }
    }
    swap_in_two_steps(new, old)
}

/// For a disk that cannot exchange two folders at once.
fn swap_in_two_steps(new: &Path, old: &Path) -> io::Result<PathBuf> {
    let aside = aside(old);
    fs::rename(old, &aside)?;
    if let Err(error) = fs::rename(new, old) {
        fs::rename(&aside, old)?;
        return Err(error);
    }
    Ok(aside)
}

/// Where the old output waits while the new one takes its place.
fn aside(path: &Path) -> PathBuf {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    path.with_file_name(format!(".{name}.crosscheck.old"))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An output folder with a record and a file of ours, and one that is not.
    fn output(parent: &Path, says: &str) -> PathBuf {
        let path = parent.join("out");
        let mut draft = OutFolder::claim(&path).unwrap().begin().unwrap();
        draft.write("tables/a.csv", |out| out.write_all(says.as_bytes())).unwrap();
        let record = RunRecord {
            program: run_record::PROGRAM.into(),
            version: String::new(),
            ledger_version: 1,
            inputs: Vec::new(),
            settings: Default::default(),
            formula_safe: false,
            counts: Default::default(),
            files: BTreeSet::new(),
        };
        draft.finish(record).unwrap();
        fs::write(path.join("mine.csv"), "mine").unwrap();
        path
    }

    #[test]
    fn where_folders_cannot_be_exchanged_two_steps_do() {
        let parent = TempDir::new().unwrap();
        let old = output(parent.path(), "old");
        let new = parent.path().join("new");
        fs::create_dir(&new).unwrap();
        let aside = swap_in_two_steps(&new, &old).unwrap();
        assert_eq!(fs::read_to_string(aside.join("tables/a.csv")).unwrap(), "old");
        assert!(fs::read_dir(&old).unwrap().next().is_none());
    }

    #[test]
    fn a_swap_interrupted_between_its_steps_is_taken_back() {
        let parent = TempDir::new().unwrap();
        let out = output(parent.path(), "old");
        fs::rename(&out, aside(&out)).unwrap();
        let found = OutFolder::claim(&out).unwrap();
        assert!(found.ours.contains("tables/a.csv"));
        output(parent.path(), "new");
        assert_eq!(fs::read_to_string(out.join("tables/a.csv")).unwrap(), "new");
        assert_eq!(fs::read_to_string(out.join("mine.csv")).unwrap(), "mine");
        assert!(!aside(&out).exists());
    }

    #[test]
    fn amending_never_writes_into_the_old_output() {
        let parent = TempDir::new().unwrap();
        let out = output(parent.path(), "old");
        let (mut draft, _) = OutFolder::claim(&out).unwrap().amend().unwrap();
        draft.write("tables/a.csv", |out| out.write_all(b"new")).unwrap();
        drop(draft);
        assert_eq!(fs::read_to_string(out.join("tables/a.csv")).unwrap(), "old");
    }
}
