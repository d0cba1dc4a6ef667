//! Flags that several commands share.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crosscheck::model::error::Error;
use crosscheck::model::estimate::Method;
use crosscheck::model::ledger::{Best, Resolve, Settings};

use super::Result;

/// How the program shows itself.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Terminal")]
pub struct TerminalArgs {
    /// Print errors only
    #[arg(long, short, global = true)]
    pub quiet: bool,
    /// Colour the output; `auto` means on a terminal, unless NO_COLOR is set
    #[arg(long, value_enum, default_value_t, global = true, value_name = "WHEN")]
    pub color: Color,
    /// Threads to use; 0 means one for each core. Results do not depend on it
    #[arg(long, global = true, default_value_t = 0, value_name = "N", hide_default_value = true)]
    pub threads: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum Color {
    #[default]
    Auto,
    Always,
    Never,
}

/// What is read.
#[derive(Debug, Clone, Default, Args)]
pub struct InputArgs {
    /// Files, folders, globs, or - for standard input [default: data/articles]
    ///
    /// Text (.txt), Markdown (.md), HTML (.html), JSON lines (.jsonl, .ndjson, .json). Folders are read with everything
    /// below them, hidden files left out.
    #[arg(value_name = "INPUT")]
    pub inputs: Vec<PathBuf>,
    /// Facts about the sources: a CSV with the columns file, title, publisher, published, url, story
    ///
    /// A sources.csv beside the documents is found by itself.
    #[arg(long, value_name = "FILE")]
    pub sources: Option<PathBuf>,
    /// More words and metrics, in TOML; may be given several times
    #[arg(long, value_name = "FILE")]
    pub vocabulary: Vec<PathBuf>,
    /// Stop when a document cannot be read, instead of leaving it out with a notice
    #[arg(long)]
    pub strict: bool,
}

/// Where results go.
#[derive(Debug, Clone, Args)]
pub struct OutArgs {
    /// Folder to write; replaced when crosscheck wrote it, refused when it holds something else
    #[arg(long, short, value_name = "OUT", default_value = "out")]
    pub out: PathBuf,
    /// Put ' before text in tables that a spreadsheet would take for a formula
    #[arg(long)]
    pub formula_safe: bool,
}

/// What people decided.
#[derive(Debug, Clone, Default, Args)]
pub struct DecisionArgs {
    /// Decisions of reviewers to apply, beside those in OUT/decisions.csv; may be given several times
    ///
    /// They are added to OUT/decisions.csv, so that later runs know them too.
    #[arg(long, value_name = "FILE")]
    pub decisions: Vec<PathBuf>,
}

/// What shapes the results.
#[derive(Debug, Clone, Args)]
pub struct SettingsArgs {
    /// How "Monday" and "in May" become days: from the document's date (news), from the last date told (narrative), or as each document's own dates tell (auto)
    #[arg(long, value_enum, default_value_t, value_name = "HOW")]
    pub resolve: ResolveArg,
    /// How the best figure is chosen
    #[arg(long, value_enum, default_value_t, value_name = "HOW")]
    pub method: MethodArg,
    /// When a best figure is given: `auto` withholds it where sources count different things
    #[arg(long, value_enum, default_value_t, value_name = "WHEN")]
    pub best: BestArg,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum ResolveArg {
    #[default]
    Auto,
    News,
    Narrative,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum MethodArg {
    #[default]
    Vote,
    Latest,
    Median,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum BestArg {
    #[default]
    Auto,
    Always,
}

impl SettingsArgs {
    pub fn settings(&self) -> Settings {
        Settings {
            resolve: match self.resolve {
                ResolveArg::Auto => Resolve::Auto,
                ResolveArg::News => Resolve::News,
                ResolveArg::Narrative => Resolve::Narrative,
            },
            method: match self.method {
                MethodArg::Vote => Method::Vote,
                MethodArg::Latest => Method::Latest,
                MethodArg::Median => Method::Median,
            },
            best: match self.best {
                BestArg::Auto => Best::Auto,
                BestArg::Always => Best::Always,
            },
        }
    }
}

/// Sets the number of threads for the whole program.
pub fn start_threads(args: &TerminalArgs) -> Result<()> {
    if args.threads > 0 {
        rayon::ThreadPoolBuilder::new().num_threads(args.threads).build_global().map_err(|error| Error::Usage {
            problem: format!("--threads {}: {error}", args.threads),
            remedy: "ask for fewer threads".into(),
        })?;
    }
    Ok(())
}
