//! Claims, events and quotes of stories -> groups, findings, estimates and a timeline.
//!
//! Stories do not meet: each is settled by itself, in parallel, and the results are put together in the order of
//! their ids. First the keys are compared (`key`), then the values (`tolerance`), then the rules speak (`rules/`), then
//! what is left is estimated. It knows no document's text: words reach it only inside claims, events and quotes.

mod accounts;
mod act;
mod addends;
pub mod affair;
pub mod aged;
mod aligned;
mod alike;
mod attached;
mod basis;
pub mod bearing;
mod beginning;
mod breath;
mod camps;
mod central;
mod clash;
mod counterparts;
mod days;
mod deed;
mod deeds_told;
mod denied;
#[cfg(test)]
mod development;
mod digits;
mod doubt;
mod draft;
mod estimate;
mod figure;
mod fold;
mod group;
mod key;
pub mod lasting;
mod left_out;
mod likely;
mod likely_day;
mod likeness;
mod lists;
mod main_place;
mod moved;
mod names;
mod occasion;
mod one_number;
mod origins;
mod pair;
mod parts;
mod passages;
mod people;
mod profile;
mod ratio;
mod reckon;
mod retold;
mod row;
mod ruled;
pub mod rules;
#[cfg(test)]
pub(crate) mod sample;
mod slots;
mod telling;
pub mod tolerance;
mod utterance;
mod verdict;
mod words;

use std::collections::BTreeMap;

use hashbrown::{HashMap, HashSet};
use rayon::prelude::*;

use crate::model::claim::{self, Claim};
use crate::model::decision::Rulings;
use crate::model::estimate::Estimate;
use crate::model::event::{Event, TimelineEntry};
use crate::model::finding::Finding;
use crate::model::group::{Cell, Group, GroupKind, Verdict};
use crate::model::ledger::Settings;
use crate::model::notice::Noted;
use crate::model::quote::Quote;
use crate::model::story::Story;
use crate::model::text::Text;
use crate::model::vocabulary::Vocabulary;

use affair::{Affair, Facts, Naming, Sources};
use camps::Camps;
use estimate::{Judge, Record, estimate};
use figure::Figure;
use key::Basis;
use lasting::Lasting;
use origins::{Origin, origins};
use ruled::{Camp, prefer};
use telling::{Tellings, tell};
use verdict::{Found, verdict};

/// What is laid side by side.
#[derive(Debug)]
pub struct Input<'a> {
    /// A claim that names its story already, as a row of a table may, keeps it.
    pub claims: Vec<Claim>,
    pub events: Vec<Event>,
    pub quotes: Vec<Quote>,
    /// Names with their clauses, for bodies under two names; may be empty.
    pub namings: Vec<Naming>,
    /// Sentences that tell how long something lasts; may be empty.
    pub lastings: Vec<Lasting>,
    pub stories: &'a [Story],
    pub documents: &'a [Facts<'a>],
    pub vocabulary: &'a Vocabulary,
    pub settings: Settings,
    /// what people decided about comparing
    pub rulings: &'a Rulings,
}

/// What came of it. Claims, events and quotes are sorted by source and place and know their story, group and cell.
#[derive(Debug, Default)]
pub struct Output {
    pub claims: Vec<Claim>,
    pub events: Vec<Event>,
    pub quotes: Vec<Quote>,
    pub groups: Vec<Group>,
    pub findings: Vec<Finding>,
    pub timeline: Vec<TimelineEntry>,
}

/// Rules whose findings mean that a cell's figures cannot all be true.
const CONFLICTS: [&str; 6] =
    ["value_conflict", "bound_conflict", "digit_slip", "unit_slip", "self_contradiction", "falling_total"];

/// Reconciles everything.
pub fn reconcile(input: Input) -> Noted<Output> {
    let Input {
        mut claims,
        mut events,
        mut quotes,
        namings,
        lastings,
        stories,
        documents,
        vocabulary,
        settings,
        rulings,
    } = input;
    let story_of: HashMap<&str, &Story> =
        stories.iter().flat_map(|story| story.sources.iter().map(move |source| (&**source, story))).collect();
    let story_id = |source: &str| story_of.get(source).map_or("", |story| story.id.as_str());
    for claim in claims.iter_mut().filter(|claim| claim.story_id.is_empty()) {
        claim.story_id = story_id(&claim.source).into();
    }
    for event in &mut events {
        event.story_id = story_id(&event.source).into();
    }
    for quote in &mut quotes {
        quote.story_id = story_id(&quote.source).into();
    }
    claim::sort(&mut claims);
    events.sort_by(|a, b| (&a.source, a.clause, a.span, &a.id).cmp(&(&b.source, b.clause, b.span, &b.id)));
    quotes.sort_by(|a, b| (&a.source, a.span, &a.id).cmp(&(&b.source, b.span, &b.id)));

    let sources = Sources::new(documents);
    let affairs =
        affairs(&claims, &events, &quotes, &namings, &lastings, stories, &story_id, &sources, vocabulary, rulings);
    let seen: Vec<rules::Seen> = affairs.par_iter().map(rules::look).collect();
    let mut record = Record::default();
    let mut noticed = Vec::with_capacity(seen.len());
    for seen in seen {
        record.add(seen.record);
        noticed.push((seen.drafts, seen.camps));
    }
    let settled: Vec<Settled> = affairs
        .par_iter()
        .zip(noticed)
        .map(|(affair, (drafts, camps))| {
            let findings: Vec<Finding> = drafts.into_iter().map(|draft| draft.finish(affair.story)).collect();
            settle(affair, findings, &camps, &record, &settings)
        })
        .collect();

    let mut output = Output::default();
    let mut homes = Vec::new();
    let mut told_homes: HashMap<String, String> = HashMap::new();
    for settled in settled {
        output.groups.extend(settled.groups);
        output.groups.extend(settled.told.groups);
        output.timeline.extend(settled.told.timeline);
        output.findings.extend(settled.findings);
        homes.extend(settled.homes);
        told_homes.extend(settled.told.homes);
    }
    let notices = affairs.iter().flat_map(|affair| affair.left_out.notices(affair.story)).collect();
    drop(affairs);
    for event in &mut events {
        event.group_id = told_homes.get(&event.id).cloned().unwrap_or_default();
    }
    for quote in &mut quotes {
        quote.group_id = told_homes.get(&quote.id).cloned().unwrap_or_default();
    }
    for (at, group, cell) in homes {
        (claims[at].group_id, claims[at].cell_id) = (group, cell);
    }
    (output.claims, output.events, output.quotes) = (claims, events, quotes);
    Noted::new(output, notices)
}

#[allow(clippy::too_many_arguments)]
fn affairs<'a>(
    claims: &'a [Claim],
    events: &'a [Event],
    quotes: &'a [Quote],
    namings: &'a [Naming],
    lastings: &'a [Lasting],
    stories: &'a [Story],
    story_id: &dyn Fn(&str) -> &'a str,
    sources: &'a Sources,
    vocabulary: &'a Vocabulary,
    rulings: &'a Rulings,
) -> Vec<Affair<'a>> {
    #[derive(Default)]
    struct Told<'a> {
        claims: Vec<(usize, &'a Claim)>,
        events: Vec<&'a Event>,
        quotes: Vec<&'a Quote>,
        namings: Vec<&'a Naming>,
        lastings: Vec<&'a Lasting>,
    }
    let mut told: BTreeMap<&str, Told> = BTreeMap::new();
    for (at, claim) in claims.iter().enumerate() {
        told.entry(&claim.story_id).or_default().claims.push((at, claim));
    }
    for event in events {
        told.entry(&event.story_id).or_default().events.push(event);
    }
    for quote in quotes {
        told.entry(&quote.story_id).or_default().quotes.push(quote);
    }
    for naming in namings {
        told.entry(story_id(&naming.source)).or_default().namings.push(naming);
    }
    for lasting in lastings {
        told.entry(story_id(&lasting.source)).or_default().lastings.push(lasting);
    }
    let places: HashMap<&str, &str> =
        stories.iter().map(|story| (story.id.as_str(), story.main_place.as_str())).collect();
    told.into_par_iter()
        .map(|(story, told)| {
            let place = places.get(story).copied().unwrap_or("");
            Affair::new(
                story,
                place,
                told.claims,
                told.events,
                told.quotes,
                told.namings,
                told.lastings,
                sources,
                vocabulary,
                rulings,
            )
        })
        .collect()
}

/// Claim number, group id, cell id.
type Home = (usize, Text, Text);

/// A story's part of the output.
struct Settled {
    groups: Vec<Group>,
    findings: Vec<Finding>,
    homes: Vec<Home>,
    told: Tellings,
}

fn settle(affair: &Affair, mut findings: Vec<Finding>, camps: &Camps, record: &Record, settings: &Settings) -> Settled {
    let cited: HashSet<&str> = findings.iter().flat_map(|finding| &finding.claim_ids).map(String::as_str).collect();
    let cell_of: HashMap<&str, &str> = affair
        .families
        .iter()
        .flat_map(|family| &family.cells)
        .flat_map(|cell| cell.members.iter().map(|&at| (affair.figures[at].claim.id.as_str(), cell.id.as_str())))
        .filter(|(claim, _)| cited.contains(*claim))
        .collect();
    drop(cited);
    let mut found: HashMap<&str, Found> = HashMap::new();
    for finding in &findings {
        let mut cells: Vec<&str> =
            finding.claim_ids.iter().filter_map(|id| cell_of.get(id.as_str()).copied()).collect();
        cells.sort_unstable();
        for two in cells.windows(2).filter(|two| two[0] == two[1]) {
            let entry = found.entry(two[0]).or_default();
            entry.conflict |= CONFLICTS.contains(&finding.rule.as_str());
        }
    }
    let settled: Vec<(Group, Vec<Home>)> = affair
        .families
        .par_iter()
        .map(|family| {
            let mut cells = Vec::with_capacity(family.cells.len());
            let mut homes = Vec::with_capacity(family.members.len());
            let camp = Camp::of(family.members.iter().map(|&at| &affair.figures[at]), affair.rulings);
            for cell in &family.cells {
                let figures: Vec<&Figure> = cell.members.iter().map(|&at| &affair.figures[at]).collect();
                homes.extend(figures.iter().map(|figure| (figure.at, family.id.clone(), cell.id.clone())));
                let mut found = found.get(cell.id.as_str()).copied().unwrap_or_default();
                found.split |= camps.splits(&figures, &family.unit);
                let judge = Judge { record, camps, unit: &family.unit, settings };
                let ruled = Ruled { judge, camp: camp.as_ref(), rulings: affair.rulings };
                cells.push(model_cell(&cell.id, &figures, found, &ruled));
            }
            let group = Group {
                id: family.id.clone(),
                kind: GroupKind::Statistic,
                story_id: affair.story.into(),
                label: family.family.clone(),
                scope: family.scope.clone(),
                cells,
            };
            (group, homes)
        })
        .collect();
    let mut groups = Vec::with_capacity(affair.families.len());
    let mut homes = Vec::with_capacity(affair.figures.len());
    for (group, members) in settled {
        groups.push(group);
        homes.extend(members);
    }
    findings.sort_by(|a, b| {
        (b.severity, &a.rule, &a.sources, &a.claim_ids, &a.id).cmp(&(
            a.severity,
            &b.rule,
            &b.sources,
            &b.claim_ids,
            &b.id,
        ))
    });
    // two looks of one rule may meet on the same claims: the graver one stays
    let mut seen = HashSet::new();
    findings.retain(|finding| seen.insert(finding.id.clone()));
    Settled { groups, findings, homes, told: tell(affair) }
}

/// What a cell's estimate is chosen by: the judge, and what people decided.
struct Ruled<'j> {
    judge: Judge<'j>,
    camp: Option<&'j Camp>,
    rulings: &'j Rulings,
}

/// The estimate of a cell, among the count that was chosen where one was.
fn judged(figures: &[&Figure], origins: &[Origin], verdict: Verdict, ruled: &Ruled) -> Option<Estimate> {
    let Ruled { judge, camp, rulings } = ruled;
    let inside: Vec<&Figure> = figures.iter().copied().filter(|figure| camp.is_some_and(|c| c.holds(figure))).collect();
    let mut estimate = match camp.filter(|_| !inside.is_empty() && inside.len() < figures.len()) {
        None => estimate(figures, origins, verdict, judge)?,
        Some(camp) => {
            let mut estimate = estimate(&inside, &self::origins(&inside), Verdict::Conflict, judge)?;
            let outside = figures.iter().filter(|figure| !camp.holds(figure));
            let why = format!("counts otherwise; {}", camp.says);
            estimate.left_out.extend(outside.map(|figure| (figure.claim.id.clone(), why.as_str().into())));
            estimate.left_out.sort();
            estimate.why = format!("{}; {}", estimate.why, camp.says).into();
            estimate
        }
    };
    prefer(&mut estimate, figures, rulings);
    Some(estimate)
}

fn model_cell(id: &Text, figures: &[&Figure], found: Found, judge: &Ruled) -> Cell {
    let origins = origins(figures);
    let (mut verdict, mut why) = verdict(figures, found);
    if verdict == Verdict::Conflict && two_camps(figures) {
        (verdict, why) = (Verdict::Split, "each party gives its own count".into());
    }
    let lead = figures[0];
    let mut sources: Vec<u32> = figures.iter().map(|figure| figure.source).collect();
    sources.sort_unstable();
    sources.dedup();
    Cell {
        id: id.clone(),
        metric: lead.claim.metric.clone(),
        metric_label: lead.claim.metric_label.clone(),
        scope: lead.scope.clone(),
        population: lead.population.clone(),
        period: lead.claim.period.clone(),
        unit: lead.quantity().unit.clone(),
        running: figures.iter().all(|figure| figure.window.basis == Basis::Running),
        members: figures.iter().map(|figure| figure.claim.id.clone()).collect(),
        sources: sources.len(),
        origins: origins.len(),
        verdict,
        estimate: judged(figures, &origins, verdict, judge),
        why: why.into(),
    }
}

/// Every figure is somebody's, and no two voices share one: police here, organizers there.
fn two_camps(figures: &[&Figure]) -> bool {
    let mut voices: BTreeMap<String, Vec<&Figure>> = BTreeMap::new();
    for figure in figures {
        let Some(voice) = figure.claim.attributed_to.as_deref() else { return false };
        voices.entry(voice.trim().to_lowercase()).or_default().push(figure);
    }
    let agree = |a: &Figure, b: &Figure| a.beside(b).agrees();
    voices.len() > 1 && voices.values().all(|camp| camp.windows(2).all(|two| agree(two[0], two[1])))
}
