//! `OUT/ledger`: everything a run found, for the commands that look at it again.

use std::io::{self, Write};
use std::path::Path;

use serde::Deserialize;

use crosscheck::model::error::{Error, Result};
use crosscheck::model::ledger::{LEDGER_VERSION, Ledger};

use super::disk;

/// The ledger's name in the output folder.
pub const FILE_NAME: &str = "ledger";

pub fn write(ledger: &Ledger, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer(&mut *out, ledger)?;
    out.write_all(b"\n")
}

/// Reads the ledger of an output folder, or of a ledger file.
pub fn read(out: &Path) -> Result<Ledger> {
    let path = if out.is_dir() { out.join(FILE_NAME) } else { out.to_path_buf() };
    if !path.exists() {
        let problem = if out.exists() { "holds no ledger" } else { "no such folder" };
        let remedy = "name a folder that crosscheck run has written".into();
        return Err(Error::Input { path: out.into(), problem: problem.into(), remedy });
    }
    let bytes = disk::read(&path)?;
    parse(&path, &bytes)
}

/// Says which version wrote a ledger, whatever else has changed since.
#[derive(Deserialize)]
struct Head {
    version: u32,
    #[serde(default)]
    program: String,
}

fn parse(path: &Path, bytes: &[u8]) -> Result<Ledger> {
    let wrong = |problem: String, remedy: &str| Error::Input { path: path.into(), problem, remedy: remedy.into() };
    let again = "run crosscheck on the documents again";
    let head: Head = serde_json::from_slice(bytes).map_err(|error| wrong(format!("is no ledger ({error})"), again))?;
    if head.version != LEDGER_VERSION {
        let problem = format!(
            "is a ledger of version {} (crosscheck {}); this is crosscheck {}, which reads version {LEDGER_VERSION}",
            head.version,
            head.program,
            env!("CARGO_PKG_VERSION")
        );
        let remedy = if head.version > LEDGER_VERSION { "use a newer crosscheck" } else { again };
        return Err(wrong(problem, remedy));
    }
    serde_json::from_slice(bytes).map_err(|error| wrong(format!("is a damaged ledger ({error})"), again))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ledger_of_another_version_says_which_program_wrote_it() {
        let newer = format!("{{\"version\":{},\"program\":\"9.1.0\",\"unheard_of\":[]}}", LEDGER_VERSION + 1);
        let error = parse(Path::new("out/ledger"), newer.as_bytes()).unwrap_err().to_string();
        assert!(error.contains("crosscheck 9.1.0") && error.contains("newer crosscheck"), "{error}");
    }

    #[test]
    fn a_damaged_ledger_is_an_error_with_a_remedy() {
        for bytes in [&b""[..], b"{\"version\":", b"\xff\xfe", format!("{{\"version\":{LEDGER_VERSION}}}").as_bytes()] {
            assert!(parse(Path::new("out/ledger"), bytes).unwrap_err().to_string().contains("again"));
        }
    }
}
