//! Files in, with errors a person can act on.

use std::io;
use std::path::{Component, Path, PathBuf};

use crosscheck::model::error::{Error, Result};

/// The bytes of a file.
pub fn read(path: &Path) -> Result<Vec<u8>> {
    std::fs::read(path).map_err(|error| input_error(path, &error))
}

/// The text of a file that must be UTF-8.
pub fn read_text(path: &Path) -> Result<String> {
    String::from_utf8(read(path)?).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let line = 1 + error.as_bytes()[..at].iter().filter(|&&byte| byte == b'\n').count() as u64;
        Error::Line {
            file: shown(path),
            line,
            column: None,
            problem: "is no UTF-8".into(),
            remedy: "save the file as UTF-8".into(),
        }
    })
}

/// What went wrong with an input, and what to do.
pub fn input_error(path: &Path, error: &io::Error) -> Error {
    let (problem, remedy) = match error.kind() {
        io::ErrorKind::NotFound => {
            ("no such file or folder".to_owned(), "check the spelling and the folder you are in")
        }
        io::ErrorKind::PermissionDenied => ("may not be read".to_owned(), "check its permissions"),
        io::ErrorKind::IsADirectory => ("is a folder".to_owned(), "name a file"),
        _ => (format!("cannot be read: {error}"), "check the file and the disk"),
    };
    Error::Input { path: path.into(), problem, remedy: remedy.into() }
}

/// What went wrong with an output.
pub fn output_error(path: &Path, error: &io::Error) -> Error {
    Error::Output { what: shown(path), problem: format!("cannot be written: {error}") }
}

/// A path as it stands in tables and messages: with `/` on every system, without `./`, doubled or closing `/`.
pub fn shown(path: &Path) -> String {
    let plain: PathBuf = path.components().filter(|part| !matches!(part, Component::CurDir)).collect();
    if plain.as_os_str().is_empty() {
        return path.to_string_lossy().into_owned();
    }
    let shown = plain.to_string_lossy();
    if cfg!(windows) { shown.replace('\\', "/") } else { shown.into_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_has_one_way_to_be_written() {
        for (given, written) in [
            ("./a/b.txt", "a/b.txt"),
            (".//./a", "a"),
            ("/a/b", "/a/b"),
            ("-", "-"),
            ("../a", "../a"),
            ("a//b/./c/", "a/b/c"),
            ("./", "./"),
        ] {
            assert_eq!(shown(Path::new(given)), written);
        }
    }
}
