//! `crosscheck man [COMMAND]`: the manual page, in roff.

use std::io::{self, Write};

use crosscheck::model::error::Error;

use super::{Outcome, Result};

/// Print the manual page of crosscheck or of one of its commands
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  crosscheck man | man -l -\n  crosscheck man run > crosscheck-run.1")]
pub struct Args {
    /// Command to print the page of [default: crosscheck itself]
    #[arg(value_name = "COMMAND")]
    name: Option<String>,
}

pub fn run(args: &Args, mut command: clap::Command) -> Result<Outcome> {
    command.build();
    let page = match &args.name {
        None => command,
        Some(name) => {
            let known: Vec<&str> = command.get_subcommands().map(clap::Command::get_name).collect();
            let remedy = format!("name one of {}", known.join(", "));
            let found = command
                .find_subcommand(name)
                .ok_or(Error::Usage { problem: format!("there is no command {name:?}"), remedy })?;
            found.clone().name(format!("crosscheck-{name}"))
        }
    };
    let mut roff = Vec::new();
    clap_mangen::Man::new(page).render(&mut roff)?;
    io::stdout().write_all(&roff)?;
    Ok(Outcome::Fine)
}
