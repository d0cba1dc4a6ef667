//! Decisions -> the findings' status, who decided and why; and a row for every one that is no longer found.
//!
//! Runs after the rules have spoken, and again on a ledger that was written: it starts from nothing each time.

use std::collections::{BTreeMap, HashMap};

use crate::model::decision::{Act, Decision, Seen, Standing};
use crate::model::finding::{Finding, FindingStatus, Severity};
use crate::model::group::GroupKind;
use crate::model::ledger::Ledger;
use crate::model::notice::Notice;

use super::log::Log;

/// The room's name in notices.
const STAGE: &str = "review";

/// Puts the decisions into a ledger: what was decided about findings, and the list of all.
pub fn apply(mut log: Log, ledger: &mut Ledger) {
    clear(ledger);
    let decided = !log.rulings.is_empty();
    let seen = Seen::of(ledger, |_| decided);
    let stances: Vec<(String, usize, bool)> = answers(&log)
        .flat_map(|(at, decision)| decision.about.iter().map(move |id| (id.clone(), at, decision.act == Act::Pending)))
        .collect();
    log.weigh(stances);
    let mut answered: BTreeMap<String, Vec<(usize, Decision)>> = BTreeMap::new();
    for (at, ruling) in log.rulings.iter().enumerate() {
        let counts = matches!(ruling.standing, Standing::Applied | Standing::Disputed);
        if counts && ruling.decision.act.is_answer() {
            for id in &ruling.decision.about {
                answered.entry(id.clone()).or_default().push((at, ruling.decision.clone()));
            }
        }
    }
    let mut answers: HashMap<String, Answer> = HashMap::new();
    let mut gone = Vec::new();
    for (id, decisions) in answered {
        match seen.finding(&id) {
            Some(finding) => {
                let basis = seen.basis(finding);
                let changed = |decision: &Decision| !decision.basis.is_empty() && decision.basis != basis;
                for (at, decision) in &decisions {
                    if changed(decision) {
                        log.set(*at, Standing::Stale, "what the finding rests on reads otherwise now".into());
                    }
                }
                // whoever has seen it as it is now decides
                let (stale, fresh): (Vec<_>, Vec<_>) = decisions.iter().partition(|(_, decision)| changed(decision));
                let of = if fresh.is_empty() { &stale } else { &fresh };
                let of: Vec<&Decision> = of.iter().map(|(_, decision)| decision).collect();
                answers.insert(id, answer(&of, fresh.is_empty()));
            }
            None => {
                for (at, _) in &decisions {
                    log.set(*at, Standing::Stale, "the finding is no longer found".into());
                }
                let of: Vec<&Decision> = decisions.iter().map(|(_, decision)| decision).collect();
                gone.push(no_longer_found(&id, answer(&of, true), of[0]));
            }
        }
    }
    let notes = notes(&mut log, &seen);
    for finding in &mut ledger.findings {
        if let Some(answer) = answers.remove(&finding.id) {
            (finding.status, finding.decided_by, finding.reason) = (answer.status, answer.by, answer.reason);
        }
        if let Some((by, says)) = notes.get(&finding.id) {
            let gap = if finding.reason.is_empty() { "" } else { "; " };
            finding.reason = format!("{}{gap}{says}", finding.reason);
            if finding.decided_by.is_empty() {
                finding.decided_by = by.clone();
            }
        }
    }
    ledger.findings.extend(gone);
    if !log.rulings.is_empty() {
        prefer_once(&mut log, ledger);
    }
    tell(&log, ledger);
    ledger.decisions = log.rulings;
}

/// Puts decisions into a ledger that was written before some of them were made: answers to findings count at once, what
/// changes the comparing waits for the next run.
pub fn apply_again(decisions: impl IntoIterator<Item = Decision>, ledger: &mut Ledger) {
    let mut log = Log::new(decisions);
    let before: HashMap<String, (Standing, String)> = std::mem::take(&mut ledger.decisions)
        .into_iter()
        .map(|ruling| (ruling.decision.id, (ruling.standing, ruling.why)))
        .collect();
    for ruling in log.rulings.iter_mut().filter(|ruling| ruling.decision.act.is_before()) {
        let next_run = "takes effect with the next run";
        let was = before.get(&ruling.decision.id);
        match (ruling.standing, was) {
            (Standing::Applied, Some((Standing::Undone, _))) | (Standing::Applied, None) => {
                (ruling.standing, ruling.why) = (Standing::Waiting, next_run.into());
            }
            (Standing::Applied, Some((standing, why))) => (ruling.standing, ruling.why) = (*standing, why.clone()),
            (Standing::Undone, Some((was, _))) if *was != Standing::Undone => {
                ruling.why = format!("{}; {next_run}", ruling.why);
            }
            _ => {}
        }
    }
    apply(log, ledger);
}

/// Forgets what decisions did to a ledger.
fn clear(ledger: &mut Ledger) {
    ledger.findings.retain(|finding| !is_gone(finding));
    for finding in &mut ledger.findings {
        finding.status = FindingStatus::Open;
        finding.decided_by.clear();
        finding.reason.clear();
    }
    ledger.notices.retain(|notice| !(notice.stage == STAGE && notice.says.starts_with("decision-")));
}

/// A row that only keeps a decision whose finding is no longer there.
pub fn is_gone(finding: &Finding) -> bool {
    finding.status == FindingStatus::Stale && finding.claim_ids.is_empty() && finding.evidence.is_empty()
}

fn answers(log: &Log) -> impl Iterator<Item = (usize, &Decision)> {
    log.live().filter(|(_, decision)| decision.act.is_answer())
}

struct Answer {
    status: FindingStatus,
    by: String,
    reason: String,
}

/// What people's answers come to: where they differ it waits, with both reasons.
fn answer(of: &[&Decision], stale: bool) -> Answer {
    let mut by: Vec<&str> = of.iter().map(|decision| decision.by.as_str()).collect();
    by.sort_unstable();
    by.dedup();
    let waits = |decision: &&&Decision| decision.act == Act::Pending;
    let pending = of.iter().filter(waits).count();
    let differ = pending > 0 && pending < of.len();
    let status = match () {
        () if stale => FindingStatus::Stale,
        () if pending > 0 => FindingStatus::Pending,
        () => FindingStatus::Settled,
    };
    let said = |decision: &Decision| match (decision.act, decision.reason.as_str()) {
        (Act::Accept, "") => "accepted as it is".to_owned(),
        (Act::Accept, reason) => format!("accepted as it is: {reason}"),
        (_, reason) => reason.to_owned(),
    };
    let reasons: Vec<String> = of
        .iter()
        .map(|decision| match differ {
            true => format!("{} says {}: {}", decision.by, decision.act.as_str(), said(decision)),
            false => said(decision),
        })
        .map(|reason| reason.trim_end_matches([':', ' ']).to_owned())
        .filter(|reason| !reason.is_empty())
        .collect();
    let head = if differ { "the reviewers disagree; " } else { "" };
    Answer { status, by: by.join("; "), reason: format!("{head}{}", reasons.join("; ")) }
}

/// `high part_exceeds_whole: …` was seen when it was decided.
fn no_longer_found(id: &str, answer: Answer, decision: &Decision) -> Finding {
    let (head, says) = decision.saw.split_once(": ").unwrap_or(("", decision.saw.as_str()));
    let (rule, says) = match head.split_once(' ') {
        Some((_, rule)) if !rule.contains(' ') => (rule, says),
        _ => ("", decision.saw.as_str()),
    };
    let says = if says.is_empty() { "what it said was not kept." } else { says };
    Finding {
        id: id.into(),
        rule: rule.into(),
        severity: Severity::Note,
        kind: GroupKind::Internal,
        story_id: String::new(),
        group_id: String::new(),
        says: format!("No longer found: {says}"),
        values: Vec::new(),
        sources: Vec::new(),
        claim_ids: Vec::new(),
        evidence: Vec::new(),
        measured: String::new(),
        allowed: String::new(),
        tolerance: String::new(),
        status: FindingStatus::Stale,
        decided_by: answer.by,
        reason: answer.reason,
    }
}

/// Notes on findings: who wrote them, and their words. A note on what is not there is stale.
fn notes(log: &mut Log, seen: &Seen) -> HashMap<String, (String, String)> {
    let mut notes: HashMap<String, (String, String)> = HashMap::new();
    let mut stale = Vec::new();
    for (at, decision) in log.live().filter(|(_, decision)| decision.act == Act::Note) {
        for id in &decision.about {
            if seen.finding(id).is_some() {
                let note = format!("note by {}: {}", decision.by, decision.reason);
                let entry = notes.entry(id.clone()).or_insert_with(|| (decision.by.clone(), String::new()));
                entry.1 = if entry.1.is_empty() { note } else { format!("{}; {note}", entry.1) };
            } else if !seen.is_said(id) {
                stale.push(at);
            }
        }
    }
    for at in stale {
        log.set(at, Standing::Stale, "what it speaks of is no longer found".into());
    }
    notes
}

/// Of the figures people prefer in one cell everybody's last one counts, and two people's two are disputed.
fn prefer_once(log: &mut Log, ledger: &Ledger) {
    let cells: HashMap<&str, &str> = ledger
        .groups
        .iter()
        .flat_map(|group| &group.cells)
        .flat_map(|cell| cell.members.iter().map(|id| (id.as_str(), cell.id.as_str())))
        .collect();
    let stances: Vec<(String, usize, String)> = log
        .live()
        .filter(|(_, decision)| decision.act == Act::Prefer)
        .flat_map(|(at, decision)| {
            decision
                .about
                .iter()
                .filter_map(|id| Some((cells.get(id.as_str())?.to_string(), at, id.clone())))
                .collect::<Vec<_>>()
        })
        .collect();
    log.weigh(stances);
}

/// A notice for every decision that does not simply apply.
fn tell(log: &Log, ledger: &mut Ledger) {
    for ruling in &log.rulings {
        let told = matches!(ruling.standing, Standing::Stale | Standing::Disputed | Standing::Refused);
        if told {
            let decision = &ruling.decision;
            let says = format!(
                "{}: {} of {} by {} is {}: {}",
                decision.id,
                decision.act.as_str(),
                decision.about.join(", "),
                decision.by,
                ruling.standing.as_str(),
                ruling.why
            );
            ledger.notices.push(Notice::new(STAGE, "", None, says));
        }
    }
    ledger.notices.sort();
}

#[cfg(test)]
mod tests {
    use super::super::log::tests::decision;
    use super::*;
    use crate::model::ledger::{LEDGER_VERSION, Settings};
    use crate::reconcile::sample::{World, says};

    fn ledger() -> Ledger {
        let world = World::new([
            says("wire", "homicides", "500").during("2024").claim(),
            says("post", "homicides", "900").during("2024").claim(),
        ]);
        let output = world.reconciled();
        assert_eq!(output.findings.len(), 1);
        Ledger {
            version: LEDGER_VERSION,
            program: String::new(),
            settings: Settings::default(),
            documents: vec![],
            stories: vec![],
            claims: output.claims,
            events: vec![],
            timeline: vec![],
            quotes: vec![],
            groups: output.groups,
            findings: output.findings,
            decisions: vec![],
            notices: vec![],
        }
    }

    /// A decision about the ledger's finding as it is now.
    fn about(ledger: &Ledger, by: &str, at: &str, act: Act, reason: &str) -> Decision {
        let id = ledger.findings[0].id.clone();
        let mut decision = decision(by, at, act, &[&id]);
        decision.reason = reason.into();
        (decision.saw, decision.basis) = Seen::new(ledger).saw(act, &[id], &decision.arguments);
        decision.named()
    }

    fn decided(ledger: &mut Ledger, decisions: Vec<Decision>) -> (&'static str, String, String) {
        apply(Log::new(decisions), ledger);
        let finding = &ledger.findings[0];
        (finding.status.as_str(), finding.decided_by.clone(), finding.reason.clone())
    }

    fn told(status: &'static str, by: &str, reason: &str) -> (&'static str, String, String) {
        (status, by.into(), reason.into())
    }

    #[test]
    fn a_settled_finding_tells_by_whom_and_why_and_accepting_settles_too() {
        let mut ledger = ledger();
        let settle = about(&ledger, "Kim", "01", Act::Settle, "the wire corrected it");
        let accept = about(&ledger, "Kim", "02", Act::Accept, "");
        let pending = about(&ledger, "Kim", "03", Act::Pending, "asked the ministry");
        assert_eq!(decided(&mut ledger, vec![settle.clone()]), told("settled", "Kim", "the wire corrected it"));
        assert_eq!(decided(&mut ledger, vec![settle.clone(), accept]), told("settled", "Kim", "accepted as it is"));
        assert_eq!(decided(&mut ledger, vec![settle, pending]), told("pending", "Kim", "asked the ministry"));
        assert_eq!(decided(&mut ledger, vec![]), told("open", "", ""));
        assert!(ledger.decisions.is_empty() && ledger.notices.is_empty());
    }

    #[test]
    fn an_undone_answer_leaves_the_finding_open() {
        let mut ledger = ledger();
        let settle = about(&ledger, "Kim", "01", Act::Settle, "why");
        let undo = super::super::log::tests::decision("Kim", "02", Act::Undo, &[&settle.id]);
        assert_eq!(decided(&mut ledger, vec![settle, undo]), told("open", "", ""));
        assert_eq!(ledger.decisions[0].standing, Standing::Undone);
    }

    #[test]
    fn a_finding_that_rests_on_other_readings_is_stale_until_somebody_looks_again() {
        let mut ledger = ledger();
        let settle = about(&ledger, "Kim", "01", Act::Settle, "why");
        ledger.claims[0].period.start = chrono::NaiveDate::from_ymd_opt(2023, 1, 1);
        assert_eq!(decided(&mut ledger, vec![settle.clone()]), told("stale", "Kim", "why"));
        assert_eq!(ledger.decisions[0].standing, Standing::Stale);
        assert!(ledger.notices[0].says.contains("reads otherwise"), "{:?}", ledger.notices);
        let again = about(&ledger, "Lee", "02", Act::Settle, "still");
        assert_eq!(decided(&mut ledger, vec![settle, again]), told("settled", "Lee", "still"));
    }

    #[test]
    fn a_finding_that_is_gone_stays_as_a_stale_row() {
        let mut ledger = ledger();
        let settle = about(&ledger, "Kim", "01", Act::Settle, "why");
        let id = ledger.findings.remove(0).id;
        for _ in 0..2 {
            apply(Log::new([settle.clone()]), &mut ledger);
            assert_eq!(ledger.findings.len(), 1);
            let row = &ledger.findings[0];
            assert_eq!((&row.id, row.rule.as_str(), row.status), (&id, "value_conflict", FindingStatus::Stale));
            assert!(row.says.starts_with("No longer found: ") && row.says.contains("500"), "{}", row.says);
            assert!(is_gone(row) && ledger.notices.len() == 1);
        }
        apply(Log::new([]), &mut ledger);
        assert!(ledger.findings.is_empty() && ledger.notices.is_empty());
    }

    #[test]
    fn reviewers_who_disagree_leave_it_waiting_with_both_reasons() {
        let mut ledger = ledger();
        let kim = about(&ledger, "Kim", "01", Act::Settle, "a typo");
        let lee = about(&ledger, "Lee", "02", Act::Pending, "not so sure");
        let (status, by, reason) = decided(&mut ledger, vec![kim.clone(), lee.clone()]);
        assert_eq!((status, by.as_str()), ("pending", "Kim; Lee"));
        assert!(reason.contains("Kim says settle: a typo; Lee says pending: not so sure"), "{reason}");
        assert!(ledger.decisions.iter().all(|ruling| ruling.standing == Standing::Disputed));
        let agreed = about(&ledger, "Lee", "03", Act::Settle, "now I see");
        assert_eq!(decided(&mut ledger, vec![lee, agreed, kim]), told("settled", "Kim; Lee", "a typo; now I see"));
    }

    #[test]
    fn a_note_keeps_the_finding_open() {
        let mut ledger = ledger();
        let note = about(&ledger, "Kim", "01", Act::Note, "ask Lee");
        assert_eq!(decided(&mut ledger, vec![note]), told("open", "Kim", "note by Kim: ask Lee"));
        let lost = decision("Kim", "02", Act::Note, &["f-none"]);
        apply(Log::new([lost]), &mut ledger);
        assert_eq!(ledger.decisions[0].standing, Standing::Stale);
    }

    #[test]
    fn a_decision_written_by_hand_without_a_fingerprint_applies_while_its_finding_is_there() {
        let mut ledger = ledger();
        let id = ledger.findings[0].id.clone();
        assert_eq!(decided(&mut ledger, vec![decision("Kim", "01", Act::Settle, &[&id])]), told("settled", "Kim", ""));
    }

    #[test]
    fn on_a_written_ledger_answers_count_at_once_and_the_rest_waits_for_the_next_run() {
        let mut ledger = ledger();
        let settle = about(&ledger, "Kim", "01", Act::Settle, "why");
        let strike = decision("Kim", "02", Act::Strike, &[&ledger.claims[0].id]);
        let standings = |ledger: &Ledger| ledger.decisions.iter().map(|ruling| ruling.standing).collect::<Vec<_>>();
        apply_again([settle.clone(), strike.clone()], &mut ledger);
        assert_eq!(ledger.findings[0].status, FindingStatus::Settled);
        assert_eq!(standings(&ledger), [Standing::Applied, Standing::Waiting]);
        // what a run has applied stays applied, and what is taken back since says when that shows
        ledger.decisions[1].standing = Standing::Applied;
        apply_again([settle.clone(), strike.clone()], &mut ledger);
        assert_eq!(standings(&ledger), [Standing::Applied, Standing::Applied]);
        let undo = decision("Kim", "03", Act::Undo, &[&strike.id]);
        apply_again([settle, strike, undo], &mut ledger);
        assert_eq!(standings(&ledger), [Standing::Applied, Standing::Undone, Standing::Applied]);
        assert!(ledger.decisions[1].why.ends_with("with the next run"), "{}", ledger.decisions[1].why);
    }

    #[test]
    fn two_preferences_in_one_cell_are_disputed() {
        let mut ledger = ledger();
        let ids: Vec<String> = ledger.claims.iter().map(|claim| claim.id.to_string()).collect();
        let decisions =
            [decision("Kim", "01", Act::Prefer, &[&ids[0]]), decision("Lee", "02", Act::Prefer, &[&ids[1]])];
        apply(Log::new(decisions), &mut ledger);
        assert!(ledger.decisions.iter().all(|ruling| ruling.standing == Standing::Disputed));
    }
}
