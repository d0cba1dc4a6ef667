//! `crosscheck [run]`: documents -> everything, in one folder.

use std::path::Path;

use crosscheck::charts::{self, Options};
use crosscheck::export;
use crosscheck::model::decision::Decision;
use crosscheck::model::ledger::Ledger;
use crosscheck::pipeline;

use super::args::{DecisionArgs, InputArgs, OutArgs, SettingsArgs};
use super::decision_file::{self, DecisionFile};
use super::inputs::STDIN;
use super::out_folder::{Fill, OutFolder};
use super::progress::Progress;
use super::reading;
use super::run_record::{Input, RunRecord};
use super::summary;
use super::terminal::Terminal;
use super::{Outcome, Result, chart, ledger_file, report};

/// Read documents and write tables, charts, a report and a list of discrepancies (the default command)
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  crosscheck run                                   the example story, data/articles -> out/\n  \
    crosscheck run articles/ -o results              a folder\n  \
    crosscheck run 'news/*.txt' --sources facts.csv  a glob, with facts about the sources\n  \
    zcat dump.jsonl.gz | crosscheck run - -o results JSON lines from a pipe\n  \
    crosscheck run articles/ --vocabulary chess.toml with words of your own field\n  \
    crosscheck run articles/ --decisions lee.csv     with what another reviewer decided"
)]
pub struct Args {
    #[command(flatten)]
    input: InputArgs,
    #[command(flatten)]
    pub output: OutArgs,
    #[command(flatten)]
    decisions: DecisionArgs,
    #[command(flatten)]
    settings: SettingsArgs,
}

pub fn run(args: &Args, terminal: &Terminal) -> Result<Outcome> {
    let out = OutFolder::claim(&args.output.out)?;
    let progress = Progress::new(terminal);
    let mut inputs = reading::documents(&args.input, &progress)?;
    let vocabulary = reading::vocabulary(&args.input.vocabulary, &mut inputs.record)?;
    let decided = decision_file::find(&args.output.out, &args.decisions.decisions)?;
    inputs.record.extend(decided.record);
    inputs.notices.extend(decided.notices);
    let bar = progress.bar("working", inputs.documents.len());
    let ledger = pipeline::run(
        inputs.documents,
        inputs.notices,
        decided.decisions,
        &vocabulary,
        args.settings.settings(),
        &|| bar.tick(),
    );
    bar.finish();
    let ledger = write_out(&out, ledger, inputs.record, args.output.formula_safe)?;
    keep(&args.output.out, &decided.named)?;
    if !terminal.quiet {
        summary::print(&ledger, &inputs.refused, &args.output.out, terminal)?;
    }
    Ok(Outcome::Fine)
}

/// Keeps decisions that came from elsewhere beside the output they shaped.
pub fn keep(out: &Path, named: &[Decision]) -> Result<()> {
    if !named.is_empty() {
        DecisionFile::of(out).append(named)?;
    }
    Ok(())
}

/// Writes everything a ledger shows, and hands it back with what drawing it noticed.
pub fn write_out(out: &OutFolder, mut ledger: Ledger, inputs: Vec<Input>, formula_safe: bool) -> Result<Ledger> {
    let pictures =
        charts::draw(&ledger, &Options { formula_safe, ..Options::default() })?.into_value(&mut ledger.notices);
    ledger.notices.sort();
    let mut draft = out.begin()?;
    // the longest first, so that none is left to be written alone
    let mut files: Vec<(String, Fill)> =
        vec![(ledger_file::FILE_NAME.into(), Box::new(|out| ledger_file::write(&ledger, out)))];
    for table in &export::TABLES {
        let fill: Fill = Box::new(|out| table.csv(&ledger, out, formula_safe));
        files.push((format!("tables/{}.csv", table.name), fill));
    }
    for document in &ledger.documents {
        // where no file holds the text as it was read, offsets need one that does
        if !document.verbatim || document.source.file == STDIN {
            let fill: Fill = Box::new(|out| out.write_all(document.text.as_bytes()));
            files.push((format!("texts/{}.txt", document.id), fill));
        }
    }
    draft.write_together(files)?;
    chart::write_all(&mut draft, &pictures)?;
    report::write(&mut draft, &ledger, &pictures)?;
    draft.finish(RunRecord::new(&ledger, inputs, formula_safe))?;
    Ok(ledger)
}
