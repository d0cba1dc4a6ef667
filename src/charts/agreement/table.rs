//! What each source's telling of a group comes to beside the others'.
//!
//! Which figures conflict was decided in `reconcile/`; here it is only looked up.

use std::collections::{BTreeMap, BTreeSet};

use crate::charts::desk::Desk;
use crate::charts::tongue::Tongue;
use crate::model::finding::{Finding, FindingStatus, Severity};
use crate::model::group::{Cell, Group, Verdict};
use crate::model::story::Story;

/// What a source's telling comes to beside the others'.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// nobody else gives it
    Alone,
    /// nobody else gives it, but it does not fit what another row says
    AtOdds,
    Agrees,
    Conflicts,
}

impl State {
    pub fn means(self, tongue: &Tongue) -> &str {
        let words = &tongue.agreement;
        match self {
            State::Alone => &words.alone,
            State::AtOdds => &words.at_odds,
            State::Agrees => &words.agrees,
            State::Conflicts => &words.conflicts,
        }
    }

    pub fn name(self) -> &'static str {
        match self {
            State::Alone => "alone",
            State::AtOdds => "at_odds",
            State::Agrees => "agrees",
            State::Conflicts => "conflicts",
        }
    }
}

/// A story's groups against its sources.
pub struct Table<'a> {
    pub story: &'a Story,
    /// by name
    pub sources: Vec<&'a str>,
    /// conflicts first, then what most sources speak of
    pub rows: Vec<Row<'a>>,
}

/// One group, with every source that speaks of it.
pub struct Row<'a> {
    pub group: &'a Group,
    pub states: BTreeMap<&'a str, Told>,
}

/// What one source says in one group.
pub struct Told {
    pub state: State,
    pub ids: Vec<String>,
    /// its figures; empty for events and quotes
    pub figures: String,
}

/// Members named by an open finding of some weight between sources.
pub fn disputed<'a>(desk: &Desk<'a>) -> BTreeSet<&'a str> {
    let counts = |finding: &&Finding| {
        finding.status != FindingStatus::Settled && finding.severity > Severity::Note && finding.sources.len() > 1
    };
    desk.ledger.findings.iter().filter(counts).flat_map(|finding| &finding.claim_ids).map(|id| &**id).collect()
}

/// The table of one story and its groups.
pub fn table<'a>(desk: &Desk<'a>, story: &'a Story, groups: &[&'a Group], disputed: &BTreeSet<&str>) -> Table<'a> {
    let row = |group: &&'a Group| {
        let mut states: BTreeMap<&str, Told> = BTreeMap::new();
        let mut cells: Vec<&Cell> = group.cells.iter().collect();
        cells.sort_by_key(|cell| (cell.period.start, &cell.id));
        for cell in cells {
            tell(desk, cell, disputed, &mut states);
        }
        // a conflict needs two: where the other figure stands in another row, this one is at odds with it
        if states.len() == 1 {
            states
                .values_mut()
                .filter(|told| told.state == State::Conflicts)
                .for_each(|told| told.state = State::AtOdds);
        }
        Row { group, states }
    };
    let mut rows: Vec<Row> = groups.iter().map(row).filter(|row| !row.states.is_empty()).collect();
    rows.sort_by_cached_key(|row| {
        let worst = row.states.values().map(|told| told.state).max();
        let many = std::cmp::Reverse(row.states.len());
        (std::cmp::Reverse(worst), many, row.group.kind, desk.group_label(row.group), row.group.id.clone())
    });
    let mut sources: Vec<&str> = rows.iter().flat_map(|row| row.states.keys().copied()).collect();
    sources.sort_unstable();
    sources.dedup();
    sources.sort_by_cached_key(|source| (desk.order(source), *source));
    Table { story, sources, rows }
}

/// Adds what the sources of one cell say to what they say in the group.
fn tell<'a>(desk: &Desk<'a>, cell: &'a Cell, disputed: &BTreeSet<&str>, states: &mut BTreeMap<&'a str, Told>) {
    let mut members: Vec<(&str, &str)> =
        cell.members.iter().filter_map(|id| Some((desk.source_of(id)?, &**id))).collect();
    members.sort_unstable();
    let several = members.iter().any(|(source, _)| *source != members[0].0);
    let in_conflict = matches!(cell.verdict, Verdict::Conflict | Verdict::Split);
    for (source, id) in members {
        let state = if disputed.contains(id) || (several && in_conflict) {
            State::Conflicts
        } else if several {
            State::Agrees
        } else {
            State::Alone
        };
        let told = states.entry(source).or_insert(Told { state, ids: Vec::new(), figures: String::new() });
        told.state = told.state.max(state);
        told.ids.push(id.to_string());
        if let Some(claim) = desk.claim(id) {
            let figure = desk.said(claim);
            if !told.figures.split("; ").any(|known| known == figure) {
                told.figures.push_str(if told.figures.is_empty() { "" } else { "; " });
                told.figures.push_str(&figure);
            }
        }
    }
}
