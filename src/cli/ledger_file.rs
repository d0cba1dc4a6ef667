//! `OUT/ledger`: everything a run found, for the commands that look at it again.

use std::io::{self, Write};
use std::path::Path;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crosscheck::model::error::{Error, Result};
use crosscheck::model::ledger::{LEDGER_VERSION, Ledger, OLDEST_LEDGER};

use super::disk;

/// The ledger's name in the output folder.
pub const FILE_NAME: &str = "ledger";

/// Items that are put into words at a time, by one thread.
const PIECE: usize = 2048;

/// Writes a ledger: the very JSON that serde makes of it, its long lists put into words by all threads.
pub fn write(ledger: &Ledger, out: &mut dyn Write) -> io::Result<()> {
    // a field that is added must be written too
    let Ledger {
        version,
        program,
        settings,
        documents,
        stories,
        claims,
        events,
        timeline,
        quotes,
        groups,
        findings,
        decisions,
        notices,
    } = ledger;
    let mut object = Object { out, sign: "{" };
    object.field("version", version)?;
    object.field("program", program)?;
    object.field("settings", settings)?;
    object.list("documents", documents)?;
    object.list("stories", stories)?;
    object.list("claims", claims)?;
    object.list("events", events)?;
    object.list("timeline", timeline)?;
    object.list("quotes", quotes)?;
    object.list("groups", groups)?;
    object.list("findings", findings)?;
    object.list("decisions", decisions)?;
    object.list("notices", notices)?;
    out.write_all(b"}\n")
}

/// A JSON object being written.
struct Object<'o> {
    out: &'o mut dyn Write,
    /// before the next field
    sign: &'static str,
}

impl Object<'_> {
    fn open(&mut self, name: &str) -> io::Result<()> {
        write!(self.out, "{}\"{name}\":", std::mem::replace(&mut self.sign, ","))
    }

    fn field(&mut self, name: &str, value: &impl Serialize) -> io::Result<()> {
        self.open(name)?;
        Ok(serde_json::to_writer(&mut *self.out, value)?)
    }

    fn list<T: Serialize + Sync>(&mut self, name: &str, items: &[T]) -> io::Result<()> {
        self.open(name)?;
        self.out.write_all(b"[")?;
        let at_once = PIECE * 2 * rayon::current_num_threads();
        for (nth, some) in items.chunks(at_once).enumerate() {
            let words: io::Result<Vec<Vec<u8>>> = some.par_chunks(PIECE).map(in_words).collect();
            self.out.write_all(if nth == 0 { b"" } else { b"," })?;
            for (at, words) in words?.iter().enumerate() {
                self.out.write_all(if at == 0 { b"" } else { b"," })?;
                self.out.write_all(words)?;
            }
        }
        self.out.write_all(b"]")
    }
}

/// Items with commas between.
fn in_words<T: Serialize>(items: &[T]) -> io::Result<Vec<u8>> {
    let mut words = Vec::new();
    for (at, item) in items.iter().enumerate() {
        words.extend_from_slice(if at == 0 { b"" } else { b"," });
        serde_json::to_writer(&mut words, item)?;
    }
    Ok(words)
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
    if !(OLDEST_LEDGER..=LEDGER_VERSION).contains(&head.version) {
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
    fn a_ledger_is_written_as_serde_writes_it_and_comes_back() {
        let rows: String = (0..3 * PIECE).map(|n| format!("s{},deaths,Lisk {},{}\n", n % 7, n / 3, n % 11)).collect();
        let table = format!("source_id,metric,scope,value\n{rows}");
        let claims = crosscheck::documents::claims_table::read("t.csv", table.as_bytes()).unwrap();
        let vocabulary = crosscheck::vocabulary::load("en", &[]).unwrap();
        let ledger = crosscheck::pipeline::reconcile_claims(claims, vec![], vec![], &vocabulary, Default::default());
        let mut bytes = Vec::new();
        write(&ledger, &mut bytes).unwrap();
        assert!(bytes == [serde_json::to_vec(&ledger).unwrap(), b"\n".to_vec()].concat());
        assert!(parse(Path::new("ledger"), &bytes).unwrap() == ledger);
    }

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
