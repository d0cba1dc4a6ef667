//! `crosscheck completions SHELL`: what a shell needs to complete our arguments.

use std::io::{self, Write};

use clap_complete::Shell;

use super::{Outcome, Result};

/// Print completions for a shell
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  crosscheck completions bash > ~/.local/share/bash-completion/completions/crosscheck\n  \
    crosscheck completions fish > ~/.config/fish/completions/crosscheck.fish"
)]
pub struct Args {
    #[arg(value_enum)]
    shell: Shell,
}

pub fn run(args: &Args, command: &mut clap::Command) -> Result<Outcome> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, command, "crosscheck", &mut script);
    io::stdout().write_all(&script)?;
    Ok(Outcome::Fine)
}
