//! `crosscheck mentions`: each document alone -> what was recognised in it, as they come.

use std::io::{self, Write};

use rayon::prelude::*;

use crosscheck::export::mentions;
use crosscheck::model::document::Document;
use crosscheck::pipeline;

use super::args::{InputArgs, SettingsArgs};
use super::terminal::Terminal;
use super::{Outcome, Result, reading, streaming};

/// Print every figure, time expression and name with its place, as JSON lines, streaming
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  crosscheck mentions a.txt | head\n  \
    echo 'About 40 people were hurt on Monday.' | crosscheck mentions -\n  \
    crosscheck mentions a.txt --trace    with the steps in which each was made")]
pub struct Args {
    #[command(flatten)]
    input: InputArgs,
    /// Add the steps in which each was made: words, rule, value and reason
    #[arg(long)]
    trace: bool,
    #[command(flatten)]
    settings: SettingsArgs,
}

/// Documents whose lines are made before they are printed: enough to keep every thread at work, few enough that lines and
/// mentions find room where those of the last batch stood.
const BATCH: usize = 128;

pub fn run(args: &Args, terminal: &Terminal) -> Result<Outcome> {
    let vocabulary = reading::vocabulary(&args.input.vocabulary, &mut Vec::new())?;
    let settings = args.settings.settings();
    streaming::documents(&args.input, terminal, &mut |documents, _| {
        let mut documents = documents.into_iter();
        let mut to = io::stdout().lock();
        loop {
            let batch: Vec<Document> = documents.by_ref().take(BATCH).collect();
            if batch.is_empty() {
                return Ok(());
            }
            let made: io::Result<Vec<Vec<u8>>> = batch
                .into_par_iter()
                .map(|document| {
                    let (document, found) = pipeline::mentions(document, &vocabulary, settings).value;
                    let mut lines = Vec::new();
                    mentions::write(&mut lines, &document, &found, &vocabulary, args.trace)?;
                    Ok(lines)
                })
                .collect();
            for lines in made? {
                to.write_all(&lines)?;
            }
            to.flush()?;
        }
    })?;
    Ok(Outcome::Fine)
}
