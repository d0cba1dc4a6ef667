//! Arguments -> what to do -> an exit code. One file a command; only this room opens files and prints.
//!
//! Exit codes: 0 fine, 1 open findings at the level asked for, 2 something the user must mend.

mod args;
mod chart;
mod check;
mod claims_state;
mod clock;
mod completions;
mod decision_file;
mod diff;
mod disk;
mod explain;
mod export;
mod extract;
mod inputs;
mod ledger_file;
mod man;
mod mentions;
mod metrics;
mod out_folder;
mod progress;
mod quoting;
mod reading;
mod reconcile;
mod report;
mod review;
mod review_desk;
mod run;
mod run_record;
mod streaming;
mod summary;
mod terminal;

use std::io;
use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};

use terminal::Terminal;

/// How a command ended when nothing went wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    Fine,
    /// findings are open at the level asked for
    Open,
    /// something the user wrote does not hold; it was printed
    Mend,
}

/// What every command returns.
pub type Result<T, E = anyhow::Error> = std::result::Result<T, E>;

/// Reads what different sources say about the same story, writes every event and statistic as CSV with the exact
/// words, and tells where the sources contradict each other and why.
#[derive(Debug, Parser)]
#[command(version, args_conflicts_with_subcommands = true, subcommand_help_heading = "Commands", max_term_width = 110)]
#[command(after_help = "Without a command, crosscheck runs: `crosscheck articles` is `crosscheck run articles`.\n\n\
    Examples:\n  crosscheck                              the example story of this folder, data/articles\n  \
    crosscheck articles/ -o out             every document in a folder\n  \
    crosscheck run a.txt b.md notes.jsonl   some files\n\n\
    Exit codes: 0 fine, 1 open findings at the level asked for (check), 2 something to mend.")]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    run: run::Args,
    #[command(flatten)]
    terminal: args::TerminalArgs,
}

#[derive(Debug, Subcommand)]
enum Command {
    Run(run::Args),
    Extract(extract::Args),
    Mentions(mentions::Args),
    Reconcile(reconcile::Args),
    Chart(chart::Args),
    Report(report::Args),
    Review(review::Args),
    Check(check::Args),
    Diff(diff::Args),
    Export(export::Args),
    Explain(explain::Args),
    Metrics(metrics::Args),
    Completions(completions::Args),
    Man(man::Args),
}

/// The whole program.
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    let terminal = Terminal::new(&cli.terminal);
    let done = args::start_threads(&cli.terminal).and_then(|()| match cli.command {
        None => run::run(&cli.run, &terminal),
        Some(Command::Run(args)) => run::run(&args, &terminal),
        Some(Command::Extract(args)) => extract::run(&args, &terminal),
        Some(Command::Mentions(args)) => mentions::run(&args, &terminal),
        Some(Command::Reconcile(args)) => reconcile::run(&args, &terminal),
        Some(Command::Chart(args)) => chart::run(&args, &terminal),
        Some(Command::Check(args)) => check::run(&args, &terminal),
        Some(Command::Diff(args)) => diff::run(&args, &terminal),
        Some(Command::Export(args)) => export::run(&args, &terminal),
        Some(Command::Explain(args)) => explain::run(&args, &terminal),
        Some(Command::Review(args)) => review::run(&args, &terminal),
        Some(Command::Report(args)) => report::run(&args, &terminal),
        Some(Command::Metrics(args)) => metrics::run(&args, &terminal),
        Some(Command::Completions(args)) => completions::run(&args, &mut Cli::command()),
        Some(Command::Man(args)) => man::run(&args, Cli::command()),
    });
    match done {
        Ok(Outcome::Fine) => ExitCode::SUCCESS,
        Ok(Outcome::Open) => ExitCode::from(1),
        Ok(Outcome::Mend) => ExitCode::from(2),
        // the reader of a pipe has seen enough
        Err(error) if is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            terminal.error(&format!("{error:#}"));
            ExitCode::from(2)
        }
    }
}

fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error
        .chain()
        .filter_map(|cause| cause.downcast_ref::<io::Error>())
        .any(|error| error.kind() == io::ErrorKind::BrokenPipe)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_arguments_do_not_contradict_each_other() {
        Cli::command().debug_assert();
    }

    #[test]
    fn every_command_shows_examples() {
        for command in Cli::command().get_subcommands() {
            let help = command.get_after_help().map(ToString::to_string).unwrap_or_default();
            assert!(help.contains("Example"), "{} --help shows no example", command.get_name());
        }
    }

    #[test]
    fn without_a_command_the_arguments_are_those_of_run() {
        let cli = Cli::try_parse_from(["crosscheck", "a.txt", "-o", "there", "--quiet"]).unwrap();
        assert!(cli.command.is_none() && cli.terminal.quiet);
        assert_eq!(cli.run.output.out, std::path::Path::new("there"));
    }
}
