//! The desk behind the review page: the ledger as decisions leave it, drawn anew whenever it is asked for.

use std::collections::BTreeMap;
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::SystemTime;

use serde::Deserialize;
use serde_json::{Value, json};

use crosscheck::charts::{self, Options};
use crosscheck::model::decision::{Act, Decision, Ruling};
use crosscheck::model::error::Error;
use crosscheck::model::ledger::Ledger;
use crosscheck::model::picture::Picture;
use crosscheck::report;
use crosscheck::review::server::{Desk, Door, Page, Refusal, serve};
use crosscheck::review::{self, findings, table};

use super::decision_file::DecisionFile;
use super::terminal::Terminal;
use super::{Result, clock, ledger_file};

/// How a page is served.
#[derive(Debug)]
pub struct Service {
    pub out: PathBuf,
    pub by: String,
    pub blind: bool,
    pub port: u16,
}

/// Serves the page until the program is ended.
pub fn run(service: Service, terminal: &Terminal) -> Result<()> {
    let folder = service.out.canonicalize().unwrap_or_else(|_| service.out.clone());
    let file = DecisionFile::of(&folder);
    // mends what a hard end left, and shows at once whether rows can be kept
    if let Some(notice) = file.append(&[])?.notice {
        terminal.note(&notice);
    }
    let table = Table {
        out: folder.clone(),
        file,
        by: service.by,
        blind: service.blind,
        drawn: Mutex::new(Drawn::read(&folder, service.blind)?),
        last: Mutex::new(String::new()),
    };
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, service.port)).map_err(|error| Error::Usage {
        problem: format!("port {} cannot be used: {error}", service.port),
        remedy: "name another with --port, or none".into(),
    })?;
    let door = Door::new(listener.local_addr()?, &token()?);
    terminal.say_always(&door.url())?;
    terminal.note("decisions are kept as they are made; Ctrl-C ends");
    serve(&listener, &door, &table)?;
    Ok(())
}

/// 128 bits nobody can guess.
fn token() -> Result<String> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(|error| anyhow::anyhow!("the system gives no random numbers: {error}"))?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// What a run wrote, with its charts.
#[derive(Debug)]
struct Drawn {
    ledger: Ledger,
    pictures: Vec<Picture>,
    written: Option<(SystemTime, u64)>,
}

impl Drawn {
    fn read(out: &Path, blind: bool) -> Result<Self> {
        let written = stamp(out);
        let mut ledger = ledger_file::read(out)?;
        if blind {
            review::blind::hide_estimates(&mut ledger);
        }
        let pictures = charts::draw(&ledger, &Options::default())?.value;
        Ok(Drawn { ledger, pictures, written })
    }
}

/// When the ledger was written, and how long it is: another run may have written it anew.
fn stamp(out: &Path) -> Option<(SystemTime, u64)> {
    let data = out.join(ledger_file::FILE_NAME).metadata().ok()?;
    Some((data.modified().ok()?, data.len()))
}

struct Table {
    out: PathBuf,
    file: DecisionFile,
    by: String,
    blind: bool,
    drawn: Mutex<Drawn>,
    /// when the last decision was made, so that no two are made at once
    last: Mutex<String>,
}

/// A decision as the page sends it.
#[derive(Debug, Deserialize)]
struct Sent {
    act: Act,
    about: Vec<String>,
    #[serde(default)]
    arguments: BTreeMap<String, String>,
    #[serde(default)]
    reason: String,
    #[serde(default)]
    by: String,
    #[serde(default)]
    saw: String,
    #[serde(default)]
    basis: String,
}

/// Ids in one decision, and bytes of one id.
const MOST_IDS: usize = 500;
const LONGEST_ID: usize = 300;

impl Sent {
    fn decision(self, at: &str, otherwise: &str) -> std::result::Result<Decision, String> {
        let odd = |id: &String| {
            id.is_empty() || id.len() > LONGEST_ID || id.contains('|') || id.chars().any(char::is_control)
        };
        if self.about.len() > MOST_IDS || self.about.iter().any(odd) {
            return Err("it names no ids".into());
        }
        let by = table::flat(&self.by);
        let mut arguments = self.arguments;
        arguments.values_mut().for_each(|value| *value = table::flat(value));
        let decision = Decision {
            at: at.into(),
            id: String::new(),
            by: if by.is_empty() { otherwise.to_owned() } else { by },
            act: self.act,
            about: self.about.iter().map(|id| id.trim().to_owned()).collect(),
            arguments,
            reason: table::flat(&self.reason),
            saw: table::flat(&self.saw),
            basis: table::flat(&self.basis),
        };
        if decision.act == Act::Settle && decision.reason.is_empty() {
            return Err("settling needs a reason".into());
        }
        review::check(&decision)?;
        Ok(decision.named())
    }
}

impl Table {
    /// Looks at the ledger as the decisions made so far leave it.
    fn with_ledger<T>(&self, look: impl FnOnce(&Ledger, &[Picture]) -> T) -> std::result::Result<T, String> {
        let mut drawn = self.drawn.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        if stamp(&self.out) != drawn.written {
            // while a run swaps the folder the old one is still good
            if let Ok(again) = Drawn::read(&self.out, self.blind) {
                *drawn = again;
            }
        }
        let mut decisions = self.file.read().map_err(|error| error.to_string())?;
        if self.blind {
            decisions.retain(|decision| decision.by == self.by);
        }
        let Drawn { ledger, pictures, .. } = &mut *drawn;
        findings::apply_again(decisions, ledger);
        Ok(look(ledger, pictures))
    }

    fn now(&self) -> String {
        let mut last = self.last.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        loop {
            let now = clock::now();
            if now > *last {
                *last = now.clone();
                return now;
            }
            std::thread::sleep(std::time::Duration::from_millis(1));
        }
    }
}

impl Desk for Table {
    fn page(&self) -> std::result::Result<Page, String> {
        let by = self.by.clone();
        let page = self.with_ledger(|ledger, pictures| report::served(ledger, pictures, &by))?;
        let page = page.map_err(|error| error.to_string())?;
        Ok(Page { html: page.html, policy: page.policy })
    }

    fn decisions(&self) -> std::result::Result<String, String> {
        self.with_ledger(|ledger, _| told(ledger).to_string())
    }

    fn decide(&self, bytes: &[u8]) -> std::result::Result<String, Refusal> {
        let sent: Sent = serde_json::from_slice(bytes).map_err(|error| Refusal::Wrong(error.to_string()))?;
        let mut decision = sent.decision(&self.now(), &self.by).map_err(Refusal::Wrong)?;
        if self.blind {
            // who must not see what others decided decides under one name
            decision.by = self.by.clone();
            decision = decision.named();
        }
        self.file.append(&[decision]).map_err(|error| Refusal::Failed(error.to_string()))?;
        self.decisions().map_err(Refusal::Failed)
    }
}

/// What the page shows of decisions: all of them, and the findings they changed.
fn told(ledger: &Ledger) -> Value {
    let decision = |ruling: &Ruling| {
        let decision = &ruling.decision;
        json!({
            "id": decision.id, "at": decision.at, "by": decision.by, "act": decision.act.as_str(),
            "about": decision.about, "arguments": decision.arguments, "reason": decision.reason, "saw": decision.saw,
            "standing": ruling.standing.as_str(), "why": ruling.why,
        })
    };
    let decisions: Vec<Value> = ledger.decisions.iter().map(decision).collect();
    let mut changed = serde_json::Map::new();
    for finding in ledger.findings.iter().filter(|finding| !finding.decided_by.is_empty()) {
        let answer = json!({
            "status": finding.status.as_str(), "by": finding.decided_by, "reason": finding.reason,
        });
        changed.insert(finding.id.clone(), answer);
    }
    json!({ "decisions": decisions, "findings": changed })
}
