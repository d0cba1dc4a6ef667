//! `crosscheck check OUT`: an exit code for scripts, and what it rests on.

use std::collections::HashSet;
use std::io::{self, Write};
use std::path::PathBuf;

use clap::ValueEnum;

use crosscheck::export::check::{Checked, FORMATS};
use crosscheck::model::finding::Severity;

use super::terminal::{Terminal, clean};
use super::{Outcome, Result, ledger_file};

/// Exit with 1 when a finding is open at a level or worse
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  crosscheck check out --fail-on high\n  \
    crosscheck check out --fail-on low --baseline last-week/out     only what last week's run did not find\n  \
    crosscheck check out --format github                            annotations in a workflow's log\n  \
    crosscheck check out --format sarif > crosscheck.sarif          for a code host's list of alerts\n\n\
    Exit codes: 0 nothing open at that level, 1 something open, 2 something to mend.")]
pub struct Args {
    /// Folder that crosscheck run has written
    #[arg(value_name = "OUT")]
    out: PathBuf,
    /// The mildest severity that counts
    #[arg(long, value_enum, default_value_t = Level::High, value_name = "LEVEL")]
    fail_on: Level,
    /// An earlier output; what was found there already does not count
    #[arg(long, value_name = "OLD")]
    baseline: Option<PathBuf>,
    /// How it is told
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Level {
    High,
    Medium,
    Low,
    Note,
}

impl Level {
    fn severity(self) -> Severity {
        match self {
            Level::High => Severity::High,
            Level::Medium => Severity::Medium,
            Level::Low => Severity::Low,
            Level::Note => Severity::Note,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
enum Format {
    /// lines for people
    #[default]
    Text,
    Json,
    /// JUnit XML: a finding is a test that fails
    Junit,
    /// SARIF 2.1.0
    Sarif,
    /// annotations of GitHub Actions
    Github,
}

impl Format {
    fn name(self) -> &'static str {
        match self {
            Format::Text => "text",
            Format::Json => "json",
            Format::Junit => "junit",
            Format::Sarif => "sarif",
            Format::Github => "github",
        }
    }
}

pub fn run(args: &Args, terminal: &Terminal) -> Result<Outcome> {
    let ledger = ledger_file::read(&args.out)?;
    let known: Option<HashSet<String>> = match &args.baseline {
        Some(old) => Some(ledger_file::read(old)?.findings.into_iter().map(|finding| finding.id).collect()),
        None => None,
    };
    let is_known = known.as_ref().map(|known| move |id: &str| known.contains(id));
    let is_known = is_known.as_ref().map(|known| known as &dyn Fn(&str) -> bool);
    let checked = Checked::new(&ledger, args.fail_on.severity(), is_known);
    let outcome = if checked.open.is_empty() { Outcome::Fine } else { Outcome::Open };
    if !terminal.quiet || args.format != Format::Text {
        let mut to = io::stdout().lock();
        let format = FORMATS.iter().find(|format| format.name == args.format.name());
        let written = match format {
            Some(format) => (format.write)(&checked, &mut to),
            None => print(&checked, &mut to, terminal),
        };
        // a reader that closed the pipe does not change what was found
        match written {
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => return Err(error.into()),
            _ => {}
        }
    }
    Ok(outcome)
}

fn print(checked: &Checked, to: &mut dyn Write, terminal: &Terminal) -> io::Result<()> {
    for finding in &checked.open {
        writeln!(
            to,
            "{} {} {}: {}",
            terminal.severity(finding.severity),
            finding.rule,
            finding.id,
            clean(&finding.says)
        )?;
    }
    let new = if checked.new_only { "new " } else { "" };
    let level = checked.level.as_str();
    let worse = if level == "high" { "" } else { " or worse" };
    match checked.open.len() {
        0 => writeln!(to, "no {new}open finding is {level}{worse}"),
        1 => writeln!(to, "1 {new}open finding is {level}{worse}"),
        many => writeln!(to, "{many} {new}open findings are {level}{worse}"),
    }
}
