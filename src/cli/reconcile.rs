//! `crosscheck reconcile TABLE…`: figures coded by hand, or by an earlier run -> what they agree and disagree on.

use std::collections::HashMap;
use std::path::PathBuf;

use crosscheck::documents::claims_table;
use crosscheck::model::claim::Claim;
use crosscheck::model::error::Error;
use crosscheck::model::notice::Notice;
use crosscheck::model::vocabulary::Vocabulary;
use crosscheck::pipeline;

use super::args::{DecisionArgs, OutArgs, SettingsArgs};
use super::decision_file;
use super::disk::{self, shown};
use super::out_folder::OutFolder;
use super::run_record::Input;
use super::terminal::Terminal;
use super::{Outcome, Result, reading, run, summary};

/// Compare figures that are in tables already, coded by hand or extracted before
#[derive(Debug, clap::Args)]
#[command(
    after_help = "A table is CSV or JSON lines. It needs the columns source_id, metric and value, and may have scope, unit,\n\
    qualifier, low, high, period_start, period_end, period_kind, published, attributed_to, text, story.\n\
    Other columns are carried through.\n\n\
    Examples:\n  crosscheck reconcile figures.csv -o out\n  \
    crosscheck reconcile one/tables/statistics.csv two/tables/statistics.csv --method latest"
)]
pub struct Args {
    /// Tables of claims
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
}

pub fn run(args: &Args, terminal: &Terminal) -> Result<Outcome> {
    let out = OutFolder::claim(&args.output.out)?;
    let mut record = Vec::new();
    let mut claims = Vec::new();
    let mut tables: Vec<(String, &PathBuf)> = args.tables.iter().map(|path| (shown(path), path)).collect();
    tables.sort();
    tables.dedup();
    for (name, path) in tables {
        let bytes = disk::read(path)?;
        record.push(Input::of(&name, &bytes));
        claims.push((claims_table::read(&name, &bytes)?, name));
    }
    let (mut claims, mut notices) = joined(claims);
    if claims.is_empty() {
        let remedy = "write one row for each figure, with source_id, metric and value".into();
        return Err(Error::Usage { problem: "the tables hold no rows".into(), remedy }.into());
    }
    let vocabulary = reading::vocabulary(&args.vocabulary, &mut record)?;
    claims.iter_mut().for_each(|claim| label(claim, &vocabulary));
    let decided = decision_file::find(&args.output.out, &args.decisions.decisions)?;
    record.extend(decided.record);
    notices.extend(decided.notices);
    let ledger = pipeline::reconcile_claims(claims, notices, decided.decisions, &vocabulary, args.settings.settings());
    run::write_out(&out, ledger, record, args.output.formula_safe).and_then(|ledger| {
        if terminal.quiet { Ok(()) } else { Ok(summary::print(&ledger, &[], &args.output.out, terminal)?) }
    })?;
    run::keep(&args.output.out, &decided.named)?;
    Ok(Outcome::Fine)
}

/// Calls a metric as the vocabulary does; one that it does not know by its id.
fn label(claim: &mut Claim, vocabulary: &Vocabulary) {
    let known = vocabulary.metric(&claim.metric);
    claim.known_metric = known.is_some();
    if claim.metric_label.is_empty() {
        claim.metric_label = known.map_or_else(|| claim.metric.replace('_', " "), |metric| metric.label.clone());
    }
}

/// The claims of all tables in one order; one that stands in two tables is taken once, and noticed.
fn joined(tables: Vec<(Vec<Claim>, String)>) -> (Vec<Claim>, Vec<Notice>) {
    let mut from: HashMap<String, String> = HashMap::new();
    let mut notices = Vec::new();
    let mut claims = Vec::new();
    for (rows, table) in tables {
        for claim in rows {
            if let Some(first) = from.get(&claim.id) {
                let says = format!("{} stands in {first} and {table}, or twice in one, and was taken once", claim.id);
                notices.push(Notice::new("documents", &claim.source, None, says));
                continue;
            }
            from.insert(claim.id.clone(), table.clone());
            claims.push(claim);
        }
    }
    claims.sort_by(|a, b| (&a.source, a.span, &a.id).cmp(&(&b.source, b.span, &b.id)));
    (claims, notices)
}
