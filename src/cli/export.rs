//! `crosscheck export OUT`: what a run found, in the forms other programs take.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use clap::ValueEnum;

use crosscheck::export::{claim_review, json_lines, timeline_js};
use crosscheck::model::error::Error;
use crosscheck::model::ledger::Ledger;

use super::disk::output_error;
use super::terminal::Terminal;
use super::{Outcome, Result, ledger_file};

/// Hand the results to other programs: TimelineJS, schema.org, SQLite and Datasette, JSON lines
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  crosscheck export out --format timelinejs > timeline.json\n  \
    crosscheck export out --format claimreview -o claims.jsonld\n  \
    crosscheck export out --format sqlite -o crosscheck.db    then: datasette crosscheck.db -m crosscheck.db.metadata.json\n  \
    crosscheck export out --format jsonl | jq 'select(.table==\"discrepancies\")'")]
pub struct Args {
    /// Folder that crosscheck run has written
    #[arg(value_name = "OUT")]
    out: PathBuf,
    /// The form
    #[arg(long, value_enum, value_name = "FORMAT")]
    format: Format,
    /// File to write [default: standard output]
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// the timeline as JSON for TimelineJS
    Timelinejs,
    /// schema.org Claim, and ClaimReview where a person decided, as JSON-LD
    Claimreview,
    /// a database with keys, and a file beside it with facets for Datasette
    Sqlite,
    /// every row of every table, and every text
    Jsonl,
}

pub fn run(args: &Args, terminal: &Terminal) -> Result<Outcome> {
    let ledger = ledger_file::read(&args.out)?;
    let fill: fn(&Ledger, &mut dyn Write) -> io::Result<()> = match args.format {
        Format::Timelinejs => timeline_js::write,
        Format::Claimreview => claim_review::write,
        Format::Jsonl => json_lines::everything,
        Format::Sqlite => return database(&ledger, args, terminal),
    };
    match &args.output {
        Some(path) => {
            write(path, |out| fill(&ledger, out))?;
            terminal.say(&format!("written: {}", path.display()))?;
        }
        None => {
            let mut out = BufWriter::new(io::stdout().lock());
            fill(&ledger, &mut out)?;
            out.flush()?;
        }
    }
    Ok(Outcome::Fine)
}

fn write(path: &Path, fill: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<()> {
    let written = || -> io::Result<()> {
        let mut out = BufWriter::new(File::create(path)?);
        fill(&mut out)?;
        out.flush()
    };
    Ok(written().map_err(|error| output_error(path, &error))?)
}

#[cfg(feature = "sqlite")]
fn database(ledger: &Ledger, args: &Args, terminal: &Terminal) -> Result<Outcome> {
    use crosscheck::export::sqlite;
    let Some(path) = &args.output else {
        let remedy = "name a file with -o, such as -o crosscheck.db".into();
        return Err(Error::Usage { problem: "a database needs a file".into(), remedy }.into());
    };
    let bytes = sqlite::bytes(ledger).map_err(|error| output_error(path, &error))?;
    write(path, |out| out.write_all(&bytes))?;
    let beside = PathBuf::from(format!("{}.metadata.json", path.display()));
    let name = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    write(&beside, |out| out.write_all(sqlite::metadata(&name).as_bytes()))?;
    terminal.say(&format!("written: {} and {}", path.display(), beside.display()))?;
    Ok(Outcome::Fine)
}

#[cfg(not(feature = "sqlite"))]
fn database(_: &Ledger, _: &Args, _: &Terminal) -> Result<Outcome> {
    let problem = "this crosscheck was built without SQLite".into();
    let remedy = "build it with cargo build --release --features sqlite".into();
    Err(Error::Usage { problem, remedy }.into())
}
