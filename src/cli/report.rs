//! `crosscheck report OUT`: the page and the text, written again from the ledger.

use std::path::PathBuf;

use crosscheck::charts::{self, Options};
use crosscheck::model::ledger::Ledger;
use crosscheck::model::picture::Picture;
use crosscheck::report;

use super::out_folder::{Draft, OutFolder};
use super::terminal::Terminal;
use super::{Outcome, Result, ledger_file};

/// Write report.html and report.md again from what a run found
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  crosscheck report out      writes out/report.html and out/report.md")]
pub struct Args {
    /// Folder that crosscheck run has written
    #[arg(value_name = "OUT")]
    out: PathBuf,
}

pub fn run(args: &Args, terminal: &Terminal) -> Result<Outcome> {
    let ledger = ledger_file::read(&args.out)?;
    let (mut draft, record) = OutFolder::claim(&args.out)?.amend()?;
    // the page shows every chart in its usual size, whatever lies in charts/
    let pictures = charts::draw(&ledger, &Options::default())?.value;
    write(&mut draft, &ledger, &pictures)?;
    draft.finish(record)?;
    terminal.say(&format!("written: {0}/report.html and {0}/report.md", args.out.display()))?;
    Ok(Outcome::Fine)
}

/// Writes both forms of the report.
pub fn write(draft: &mut Draft, ledger: &Ledger, pictures: &[Picture]) -> Result<()> {
    let (page, text) = rayon::join(|| report::html(ledger, pictures), || report::markdown(ledger));
    let page = page?;
    draft.write("report.html", |out| out.write_all(page.as_bytes()))?;
    draft.write("report.md", |out| out.write_all(text.as_bytes()))?;
    Ok(())
}
