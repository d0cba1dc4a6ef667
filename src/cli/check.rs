//! `crosscheck check OUT`: an exit code for scripts, and what it rests on.

use std::collections::HashSet;
use std::io::{self, Write};
use std::path::PathBuf;

use clap::ValueEnum;

use crosscheck::model::finding::{Finding, FindingStatus, Severity};

use super::terminal::{Terminal, clean};
use super::{Outcome, Result, ledger_file};

/// Exit with 1 when a finding is open at a level or worse
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  crosscheck check out --fail-on high\n  \
    crosscheck check out --fail-on low --baseline last-week/out     only what last week's run did not find\n\n\
    Exit codes: 0 nothing open at that level, 1 something open, 2 something to mend.")]
pub struct Args {
    /// Folder that crosscheck run has written
    #[arg(value_name = "OUT")]
    out: PathBuf,
    /// The mildest severity that counts
    #[arg(long, value_enum, default_value_t = Level::High, value_name = "LEVEL")]
    fail_on: Level,
    /// An earlier output; what was found there already does not count
    #[arg(long, value_name = "OLD")]
    baseline: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Level {
    High,
    Medium,
    Low,
    Note,
}

impl Level {
    fn severity(self) -> Severity {
        match self {
            Level::High => Severity::High,
            Level::Medium => Severity::Medium,
            Level::Low => Severity::Low,
            Level::Note => Severity::Note,
        }
    }
}

pub fn run(args: &Args, terminal: &Terminal) -> Result<Outcome> {
    let ledger = ledger_file::read(&args.out)?;
    let known = match &args.baseline {
        Some(old) => ledger_file::read(old)?.findings.into_iter().map(|finding| finding.id).collect(),
        None => HashSet::new(),
    };
    let open = open(&ledger.findings, args.fail_on.severity(), &known);
    let outcome = if open.is_empty() { Outcome::Fine } else { Outcome::Open };
    if !terminal.quiet {
        // a reader that closed the pipe does not change what was found
        match print(&open, args, terminal) {
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => return Err(error.into()),
            _ => {}
        }
    }
    Ok(outcome)
}

/// Findings of that severity or worse that nobody has settled and the baseline does not hold, the worst first.
fn open<'a>(findings: &'a [Finding], severity: Severity, known: &HashSet<String>) -> Vec<&'a Finding> {
    let counts = |finding: &&Finding| {
        let unsettled = matches!(finding.status, FindingStatus::Open | FindingStatus::Pending);
        unsettled && finding.severity >= severity && !known.contains(&finding.id)
    };
    let mut open: Vec<&Finding> = findings.iter().filter(counts).collect();
    open.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
    open
}

fn print(open: &[&Finding], args: &Args, terminal: &Terminal) -> io::Result<()> {
    let mut to = io::stdout().lock();
    for finding in open {
        writeln!(
            to,
            "{} {} {}: {}",
            terminal.severity(finding.severity),
            finding.rule,
            finding.id,
            clean(&finding.says)
        )?;
    }
    let new = if args.baseline.is_some() { "new " } else { "" };
    let level = args.fail_on.severity().as_str();
    let worse = if level == "high" { "" } else { " or worse" };
    match open.len() {
        0 => writeln!(to, "no {new}open finding is {level}{worse}"),
        1 => writeln!(to, "1 {new}open finding is {level}{worse}"),
        many => writeln!(to, "{many} {new}open findings are {level}{worse}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crosscheck::model::group::GroupKind;

    fn finding(id: &str, severity: Severity, status: FindingStatus) -> Finding {
        Finding {
            id: id.into(),
            rule: "value_conflict".into(),
            severity,
            kind: GroupKind::Statistic,
            story_id: String::new(),
            group_id: String::new(),
            says: String::new(),
            values: vec![],
            sources: vec![],
            claim_ids: vec![],
            evidence: vec![],
            measured: String::new(),
            allowed: String::new(),
            tolerance: String::new(),
            status,
            decided_by: String::new(),
            reason: String::new(),
        }
    }

    #[test]
    fn only_what_is_unsettled_new_and_bad_enough_counts() {
        let findings = [
            finding("f-note", Severity::Note, FindingStatus::Open),
            finding("f-medium", Severity::Medium, FindingStatus::Open),
            finding("f-settled", Severity::High, FindingStatus::Settled),
            finding("f-known", Severity::High, FindingStatus::Open),
            finding("f-high", Severity::High, FindingStatus::Pending),
        ];
        let known = HashSet::from(["f-known".to_owned()]);
        let ids = |severity| open(&findings, severity, &known).iter().map(|finding| &*finding.id).collect::<Vec<_>>();
        assert_eq!(ids(Severity::Medium), ["f-high", "f-medium"]);
        assert_eq!(ids(Severity::High), ["f-high"]);
        assert_eq!(ids(Severity::Note).len(), 3);
    }
}
