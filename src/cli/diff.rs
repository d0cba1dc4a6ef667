//! `crosscheck diff OLD NEW`: what another run found that this one did not, and the other way round.

use std::io::{self, Write};
use std::path::PathBuf;

use clap::ValueEnum;

use crosscheck::export::difference::Difference;

use super::terminal::{Terminal, clean};
use super::{Outcome, Result, ledger_file};

/// Say which figures, groups, findings and estimates came, went or changed between two runs
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  crosscheck diff yesterday/out out\n  \
    crosscheck diff yesterday/out out --format json")]
pub struct Args {
    /// Folder of the earlier run
    #[arg(value_name = "OLD")]
    old: PathBuf,
    /// Folder of the later run
    #[arg(value_name = "NEW")]
    new: PathBuf,
    /// How it is told
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
enum Format {
    /// a line for each thing: + came, - went, ~ changed
    #[default]
    Text,
    Json,
}

pub fn run(args: &Args, terminal: &Terminal) -> Result<Outcome> {
    let difference = Difference::between(&ledger_file::read(&args.old)?, &ledger_file::read(&args.new)?);
    let mut to = io::BufWriter::new(io::stdout().lock());
    match args.format {
        Format::Text if terminal.quiet => {}
        Format::Text => difference.text(&mut to, |words| clean(words).into_owned())?,
        Format::Json => difference.json(&mut to)?,
    }
    to.flush()?;
    Ok(Outcome::Fine)
}
