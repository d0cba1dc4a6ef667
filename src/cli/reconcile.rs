//! `crosscheck reconcile TABLE…`: figures coded by hand, or by an earlier run -> what they agree and disagree on.

use std::hash::BuildHasher;
use std::io::Write;
use std::path::{Path, PathBuf};

use hashbrown::HashTable;
use rayon::prelude::*;

use crosscheck::documents::claims_table;
use crosscheck::model::claim::{self, Claim};
use crosscheck::model::error::Error;
use crosscheck::model::notice::Notice;
use crosscheck::model::vocabulary::Vocabulary;
use crosscheck::pipeline;

use super::args::{DecisionArgs, OutArgs, SettingsArgs};
use super::claims_state::{self, State};
use super::decision_file;
use super::disk::{self, shown};
use super::out_folder::OutFolder;
use super::run_record::Input;
use super::terminal::Terminal;
use super::{Outcome, Result, reading, run, summary};

/// Compare figures that are in tables already, coded by hand or extracted before
#[derive(Debug, clap::Args)]
#[command(
    after_help = "A table is CSV (with commas, semicolons or tabs) or JSON lines. It needs the columns source_id, metric and value, and may\n\
    have scope, population, unit, qualifier, low, high, period_start, period_end, period_kind, published, attributed_to,\n\
    counted, text, story. A value may be a time of day: 14:35, 2:35p, 2011-12-01 14:35. Other columns are carried through.\n\n\
    Examples:\n  crosscheck reconcile figures.csv -o out\n  \
    crosscheck reconcile one/tables/statistics.csv two/tables/statistics.csv --method latest\n  \
    crosscheck reconcile january.csv --partial january.state; crosscheck reconcile --merge january.state february.state"
)]
pub struct Args {
    /// Tables of claims, - for standard input; with --merge, states
    #[arg(value_name = "TABLE", required = true)]
    tables: Vec<PathBuf>,
    #[command(flatten)]
    output: OutArgs,
    /// More words and metrics, in TOML; may be given several times
    #[arg(long, value_name = "FILE")]
    vocabulary: Vec<PathBuf>,
    #[command(flatten)]
    decisions: DecisionArgs,
    #[command(flatten)]
    settings: SettingsArgs,
    /// Stop at what is otherwise only noticed: rows that stand there twice, a file that is not UTF-8
    #[arg(long)]
    strict: bool,
    /// Leave out rows that cannot be read, with a notice for each, instead of stopping at the first
    #[arg(long, conflicts_with = "strict")]
    skip_bad_rows: bool,
    /// Only read and check the tables, and write a state to be merged later
    #[arg(long, value_name = "STATE", conflicts_with = "merge")]
    partial: Option<PathBuf>,
    /// The arguments are states that --partial has written
    #[arg(long)]
    merge: bool,
}

const STDIN: &str = "-";

pub fn run(args: &Args, terminal: &Terminal) -> Result<Outcome> {
    if let Some(path) = &args.partial {
        let state = gathered(args)?;
        return Ok(write_state(path, &state).map(|()| Outcome::Fine)?);
    }
    let out = OutFolder::claim(&args.output.out)?;
    let State { inputs: mut record, mut notices, mut claims } = gathered(args)?;
    if claims.is_empty() {
        let remedy = "write one row for each figure, with source_id, metric and value".into();
        return Err(Error::Usage { problem: "the tables hold no rows".into(), remedy }.into());
    }
    let vocabulary = reading::vocabulary(&args.vocabulary, &mut record)?;
    claims.par_iter_mut().for_each(|claim| label(claim, &vocabulary));
    let decided = decision_file::find(&args.output.out, &args.decisions.decisions)?;
    record.extend(decided.record);
    notices.extend(decided.notices);
    let ledger = pipeline::reconcile_claims(claims, notices, decided.decisions, &vocabulary, args.settings.settings());
    run::write_out(&out, ledger, record, args.output.formula_safe).and_then(|ledger| {
        if !terminal.quiet {
            summary::print(&ledger, &[], &args.output.out, terminal)?;
        }
        // the program ends; taking millions of claims apart before would only take time
        std::mem::forget(ledger);
        Ok(())
    })?;
    run::keep(&args.output.out, &decided.named)?;
    Ok(Outcome::Fine)
}

/// All tables, or all states, as one.
fn gathered(args: &Args) -> Result<State> {
    let mut paths: Vec<(String, &PathBuf)> = args.tables.iter().map(|path| (shown(path), path)).collect();
    paths.sort();
    paths.dedup();
    let mut states = Vec::with_capacity(paths.len());
    for (name, path) in paths {
        states.push(if args.merge { read_state(path)? } else { read_table(&name, path, args)? });
    }
    let joined = joined(states);
    match joined.notices.iter().find(|notice| args.strict && notice.stage == STAGE) {
        Some(notice) => {
            let remedy = "correct the table, or run without --strict".into();
            Err(Error::Usage { problem: notice.says.clone(), remedy }.into())
        }
        None => Ok(joined),
    }
}

const STAGE: &str = "documents";

fn read_table(name: &str, path: &Path, args: &Args) -> Result<State> {
    let bytes = if name == STDIN { reading::stdin()? } else { disk::read(path)? };
    let read = claims_table::read_rows(name, &bytes, args.skip_bad_rows)?;
    let mut notices: Vec<Notice> = Vec::new();
    let mut notice = |says: String| notices.push(Notice::new(STAGE, name, None, says));
    if !read.charset_notice.is_empty() {
        notice(read.charset_notice);
    }
    for line in read.repeated {
        notice(format!("{name}:{line} stands in the table before, letter for letter, and was taken once"));
    }
    for error in read.left_out {
        notice(format!("left out: {error}"));
    }
    Ok(State { inputs: vec![Input::of(name, &bytes)], notices, claims: read.claims })
}

fn read_state(path: &Path) -> Result<State> {
    let file = std::fs::File::open(path).map_err(|error| disk::input_error(path, &error))?;
    Ok(claims_state::read(path, file)?)
}

fn write_state(path: &Path, state: &State) -> std::result::Result<(), Error> {
    let written = || -> std::io::Result<()> {
        let mut out = std::io::BufWriter::new(std::fs::File::create(path)?);
        claims_state::write(state, &mut out)?;
        out.flush()
    };
    written().map_err(|error| disk::output_error(path, &error))
}

/// Calls a metric as the vocabulary does; one that it does not know by its id.
fn label(claim: &mut Claim, vocabulary: &Vocabulary) {
    let known = vocabulary.metric(&claim.metric);
    claim.known_metric = known.is_some();
    if claim.metric_label.is_empty() {
        claim.metric_label =
            known.map_or_else(|| claim.metric.replace('_', " ").into(), |metric| metric.label.as_str().into());
    }
}

/// The claims of all tables in one order; one that stands in two tables is taken once, and noticed.
fn joined(states: Vec<State>) -> State {
    let mut all = State::default();
    for state in states {
        all.inputs.extend(state.inputs);
        all.notices.extend(state.notices);
        match all.claims.is_empty() {
            true => all.claims = state.claims,
            false => all.claims.extend(state.claims),
        }
    }
    let repeated = repeated(&all.claims);
    let mut at = 0..;
    all.claims.retain(|claim| {
        let again = repeated.binary_search(&at.next().unwrap_or_default()).is_ok();
        if again {
            let says = format!("{} of {} stands in two tables and was taken once", claim.id, claim.source);
            all.notices.push(Notice::new(STAGE, &claim.source, None, says));
        }
        !again
    });
    all.inputs.sort();
    all.inputs.dedup();
    all.notices.sort();
    claim::sort(&mut all.claims);
    all
}

/// Places of claims whose id stands before.
fn repeated(claims: &[Claim]) -> Vec<usize> {
    let hasher = std::hash::RandomState::new();
    let hash = |at: usize| hasher.hash_one(&claims[at].id);
    let mut first: HashTable<usize> = HashTable::with_capacity(claims.len());
    let is_again = |at: &usize| {
        let again = first.find(hash(*at), |other| claims[*other].id == claims[*at].id).is_some();
        if !again {
            first.insert_unique(hash(*at), *at, |at| hash(*at));
        }
        again
    };
    (0..claims.len()).filter(is_again).collect()
}
