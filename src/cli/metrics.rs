//! `crosscheck metrics`: what can be counted, as the vocabulary has it, and whether its own examples hold.

use std::io::{self, Write};
use std::path::PathBuf;

use clap::Subcommand;
use comfy_table::{ColumnConstraint, ContentArrangement, Table, presets};

use crosscheck::model::error::Error;
use crosscheck::model::metric::{Behaviour, Metric};
use crosscheck::model::vocabulary::Vocabulary;
use crosscheck::pipeline;

use super::terminal::{Stress, Terminal, clean};
use super::{Outcome, Result, reading};

/// List the metrics of the vocabulary, show one, or test their examples
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  crosscheck metrics                       every metric\n  \
    crosscheck metrics show arrests          one, with sentences it reads\n  \
    crosscheck metrics test --vocabulary chess.toml   do the examples of your own words hold?")]
pub struct Args {
    #[command(subcommand)]
    what: Option<What>,
    /// More words and metrics, in TOML; may be given several times
    #[arg(long, value_name = "FILE", global = true)]
    vocabulary: Vec<PathBuf>,
}

#[derive(Debug, Subcommand)]
enum What {
    /// One line a metric (the default)
    List,
    /// Read every example of every metric, and tell which do not hold
    Test,
    /// Everything about one metric
    Show {
        #[arg(value_name = "ID")]
        id: String,
    },
}

pub fn run(args: &Args, terminal: &Terminal) -> Result<Outcome> {
    let vocabulary = reading::vocabulary(&args.vocabulary, &mut Vec::new())?;
    match &args.what {
        None | Some(What::List) => list(&vocabulary.metrics, terminal)?,
        Some(What::Test) => return test(&vocabulary, terminal),
        Some(What::Show { id }) => {
            let metric = vocabulary.metric(id).ok_or_else(|| Error::Usage {
                problem: format!("there is no metric {id:?}"),
                remedy: remedy(id, &vocabulary.metrics),
            })?;
            show(metric, terminal)?;
        }
    }
    Ok(Outcome::Fine)
}

/// The ids that hold the words of the one that was asked for, or are held by it.
fn remedy(id: &str, metrics: &[Metric]) -> String {
    const MOST: usize = 5;
    let asked = id.trim().to_lowercase().replace([' ', '-'], "_");
    let stem = asked.trim_end_matches('s');
    let is_near = |metric: &&Metric| {
        let held = stem.len() > 2 && (metric.id.contains(stem) || metric.label.to_lowercase().contains(stem));
        held || asked.split('_').any(|word| word.len() > 3 && metric.id.contains(word.trim_end_matches('s')))
    };
    let near: Vec<&str> = metrics.iter().filter(is_near).take(MOST).map(|metric| metric.id.as_str()).collect();
    match near.as_slice() {
        [] => "crosscheck metrics lists those there are".into(),
        near => format!("there is {}; crosscheck metrics lists all", near.join(", ")),
    }
}

fn test(vocabulary: &Vocabulary, terminal: &Terminal) -> Result<Outcome> {
    let failures = pipeline::metric_failures(vocabulary);
    let examples: usize = vocabulary.metrics.iter().map(|metric| metric.reads.len() + metric.leaves.len()).sum();
    let mut to = io::stdout().lock();
    for failure in &failures {
        writeln!(to, "{}", clean(failure))?;
    }
    if !terminal.quiet {
        writeln!(to, "{} of {examples} examples hold", examples - failures.len().min(examples))?;
    }
    Ok(if failures.is_empty() { Outcome::Fine } else { Outcome::Mend })
}

fn list(metrics: &[Metric], terminal: &Terminal) -> io::Result<()> {
    let mut table = Table::new();
    table.load_style(presets::NOTHING).set_width(terminal.width() as u16);
    table.set_content_arrangement(ContentArrangement::Dynamic);
    table.set_header(["id", "label", "unit", "behaviour", "family"]);
    let mut before = "";
    for metric in metrics {
        if metric.field != before {
            table.add_row([&metric.field]);
        }
        before = &metric.field;
        let id = format!("  {}", metric.id);
        table.add_row([&id, &metric.label, metric.unit.as_str(), behaviour(metric.behaviour), &metric.family]);
    }
    // an id that is broken in two cannot be copied
    if let Some(ids) = table.column_mut(0) {
        ids.set_constraint(ColumnConstraint::ContentWidth);
    }
    // comfy-table pads the last column
    let mut to = io::stdout().lock();
    table.lines().try_for_each(|line| writeln!(to, "{}", line.trim_end()))
}

fn show(metric: &Metric, terminal: &Terminal) -> io::Result<()> {
    let mut to = io::stdout().lock();
    writeln!(to, "{} ({})", terminal.stress(Stress::Strong, &metric.label), metric.id)?;
    let share = metric.share.as_ref().map(|(part, whole)| format!("{part} of {whole}"));
    for (name, value) in [
        ("unit", Some(metric.unit.as_str().to_owned())),
        ("behaviour", Some(behaviour(metric.behaviour).to_owned())),
        ("family", Some(metric.family.clone())),
        ("part of", Some(metric.part_of.join(", "))),
        ("share", share),
        ("capacity of", metric.capacity_of.clone()),
        ("change of", metric.change_of.clone()),
    ] {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            writeln!(to, "  {name}: {value}")?;
        }
    }
    if !metric.reads.is_empty() {
        writeln!(to, "reads")?;
    }
    for example in &metric.reads {
        let marked = (example.sentence.get(..example.start))
            .zip(example.sentence.get(example.start..example.end))
            .zip(example.sentence.get(example.end..));
        if let Some(((before, figure), after)) = marked {
            writeln!(to, "  {before}{}{after}", terminal.stress(Stress::Yellow, &format!("[{figure}]")))?;
        }
    }
    if !metric.leaves.is_empty() {
        writeln!(to, "leaves")?;
    }
    metric.leaves.iter().try_for_each(|sentence| writeln!(to, "  {sentence}"))
}

fn behaviour(behaviour: Behaviour) -> &'static str {
    match behaviour {
        Behaviour::Total => "total",
        Behaviour::Level => "level",
        Behaviour::Flow => "flow",
        Behaviour::Rate => "rate",
        Behaviour::Share => "share",
        Behaviour::Capacity => "capacity",
        Behaviour::Change => "change",
    }
}
