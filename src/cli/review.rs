//! `crosscheck review OUT`: decisions of people, made on a page of this machine or brought in a file.

use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};

use crosscheck::charts::{self, Options};
use crosscheck::export;
use crosscheck::model::decision::{Decision, Seen, Standing};
use crosscheck::model::error::Error;
use crosscheck::model::ledger::Ledger;
use crosscheck::review::{findings, status_column, table};

use super::decision_file::DecisionFile;
use super::disk::{self, shown};
use super::out_folder::OutFolder;
use super::review_desk::{self, Service};
use super::terminal::Terminal;
use super::{Outcome, Result, clock, ledger_file, report};

/// Go through the findings and decide, on a page of this machine, or apply decisions made elsewhere
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Decisions are rows of OUT/decisions.csv, which only ever grows; every later run applies them.\n\n\
    Examples:\n  crosscheck review out                               serve the page, on this machine only\n  \
    crosscheck review out --by Kim --blind              without estimates and what others decided\n  \
    crosscheck review out --apply ~/Downloads/decisions.csv  decisions made in report.html\n  \
    crosscheck review out --apply discrepancies.csv     a status column edited by hand"
)]
pub struct Args {
    /// Folder that crosscheck run has written
    #[arg(value_name = "OUT")]
    out: PathBuf,
    /// Take decisions from a file instead: one downloaded from the page, another reviewer's decisions.csv, or a
    /// discrepancies.csv whose status was edited
    #[arg(long, value_name = "FILE")]
    apply: Vec<PathBuf>,
    /// Who decides [default: the name you are logged in with]
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
    /// Hide estimates and what others decided
    #[arg(long, conflicts_with = "apply")]
    blind: bool,
    /// Port to serve on [default: one that is free]
    #[arg(long, default_value_t = 0, hide_default_value = true, value_name = "PORT")]
    port: u16,
}

pub fn run(args: &Args, terminal: &Terminal) -> Result<Outcome> {
    if !args.apply.is_empty() {
        return apply(args, terminal);
    }
    let service = Service { out: args.out.clone(), by: reviewer(args), blind: args.blind, port: args.port };
    review_desk::run(service, terminal)?;
    Ok(Outcome::Fine)
}

/// Who decides, when nobody is named.
fn reviewer(args: &Args) -> String {
    let given =
        args.by.clone().or_else(|| ["USER", "USERNAME", "LOGNAME"].iter().find_map(|name| std::env::var(name).ok()));
    given.map(|name| table::flat(&name)).filter(|name| !name.is_empty()).unwrap_or_else(|| "reviewer".into())
}

/// Takes decisions from files, keeps them, and writes everything that shows them again.
fn apply(args: &Args, terminal: &Terminal) -> Result<Outcome> {
    let mut ledger = ledger_file::read(&args.out)?;
    let mut brought = Vec::new();
    for path in &args.apply {
        let (name, bytes) = (shown(path), disk::read(path)?);
        if status_column::is_one(&bytes) {
            brought.extend(status_column::read(&name, &bytes, &ledger, &reviewer(args), &clock::now())?);
        } else {
            let read = table::read(&name, &bytes)?;
            if !read.torn.is_empty() {
                terminal.note(&format!("{name}: the last row was cut short and does not count: {}", read.torn));
            }
            brought.extend(read.decisions);
        }
    }
    check(&brought)?;
    let file = DecisionFile::of(&args.out);
    let brought = seen_now(brought, &file.read()?, &ledger);
    let appended = file.append(&brought)?;
    if let Some(notice) = &appended.notice {
        terminal.note(notice);
    }
    findings::apply_again(file.read()?, &mut ledger);
    write_again(&args.out, &ledger)?;
    told(&ledger, &appended.added, terminal)?;
    Ok(Outcome::Fine)
}

/// Rows written by hand do not tell what stood there: what stands there now, unless they were brought before.
fn seen_now(brought: Vec<Decision>, kept: &[Decision], ledger: &Ledger) -> Vec<Decision> {
    let seen = Seen::new(ledger);
    let tells = |decision: &Decision| !decision.saw.is_empty() || !decision.basis.is_empty();
    let bare = |decision: &Decision| {
        let decision = Decision { saw: String::new(), basis: String::new(), ..decision.clone() };
        decision.named()
    };
    let known: HashSet<String> = kept.iter().map(|decision| bare(decision).id).collect();
    let fill = |mut decision: Decision| {
        if tells(&decision) {
            return Some(decision);
        }
        if known.contains(&bare(&decision).id) {
            return None;
        }
        let written_by_hand = decision.id == decision.content();
        (decision.saw, decision.basis) = seen.saw(decision.act, &decision.about, &decision.arguments);
        decision.saw = table::flat(&decision.saw);
        Some(if written_by_hand { decision.named() } else { decision })
    };
    brought.into_iter().filter_map(fill).collect()
}

/// A correction that cannot be read is refused before it is kept.
fn check(decisions: &[Decision]) -> Result<()> {
    for decision in decisions {
        crosscheck::review::check(decision).map_err(|why| Error::Usage {
            problem: format!("{} of {}: {why}", decision.act.as_str(), decision.about.join(", ")),
            remedy: "mend the row, or take it out".into(),
        })?;
    }
    Ok(())
}

/// Writes the tables, the reports and the ledger of an output again; texts and charts stay.
pub fn write_again(out: &Path, ledger: &Ledger) -> Result<()> {
    let (mut draft, record) = OutFolder::claim(out)?.amend()?;
    for table in &export::TABLES {
        draft.write(&format!("tables/{}.csv", table.name), |out| table.csv(ledger, out, record.formula_safe))?;
    }
    let pictures = charts::draw(ledger, &Options::default())?.value;
    report::write(&mut draft, ledger, &pictures)?;
    draft.write(ledger_file::FILE_NAME, |out| ledger_file::write(ledger, out))?;
    draft.finish(record)?;
    Ok(())
}

/// What became of the decisions that are new.
fn told(ledger: &Ledger, added: &[Decision], terminal: &Terminal) -> Result<()> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for ruling in &ledger.decisions {
        if added.iter().any(|decision| decision.id == ruling.decision.id) {
            *counts.entry(ruling.standing.as_str()).or_default() += 1;
            if !matches!(ruling.standing, Standing::Applied | Standing::Waiting) {
                let (decision, standing) = (&ruling.decision, ruling.standing.as_str());
                let act = decision.act.as_str();
                terminal.note(&format!("{act} of {} is {standing}: {}", decision.about.join(", "), ruling.why));
            }
        }
    }
    let counts: Vec<String> = counts.into_iter().map(|(standing, count)| format!("{count} {standing}")).collect();
    let told = if counts.is_empty() { "none of them new".to_owned() } else { counts.join(", ") };
    terminal.say(&format!("decisions: {told}"))?;
    if ledger.decisions.iter().any(|ruling| ruling.standing == Standing::Waiting) {
        terminal.say("what is waiting takes effect with the next crosscheck run")?;
    }
    Ok(())
}
