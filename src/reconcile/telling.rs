//! Events and quotes of a story -> groups of one happening and of one utterance, and the story's timeline.

use std::collections::{BTreeMap, BTreeSet};

use super::affair::Affair;
use super::occasion::Telling;
use crate::model::claim::{Period, PeriodKind};
use crate::model::document::SourceId;
use crate::model::event::TimelineEntry;
use crate::model::group::{Cell, Group, GroupKind, Verdict};
use crate::model::id::content_id;
use crate::model::quantity::Unit;
use crate::model::text::Text;

/// What the events and quotes of a story come to.
#[derive(Debug, Default)]
pub struct Tellings {
    pub groups: Vec<Group>,
    pub timeline: Vec<TimelineEntry>,
    /// event or quote id, group id
    pub homes: Vec<(String, String)>,
}

/// Groups events and quotes that more than one source tells, and lines up every dated event.
pub fn tell(affair: &Affair) -> Tellings {
    let mut told = Tellings::default();
    let tellings = &affair.occasions.tellings;
    let clashes = &affair.occasions.clashes;
    let same = affair.occasions.same();
    let happenings = classes(tellings.len(), same.chain(clashes.iter().copied()));
    let at_odds: BTreeSet<usize> = clashes.iter().flat_map(|&(a, b)| [a, b]).collect();
    for happening in &happenings {
        let members: Vec<&Telling> = happening.iter().map(|&at| &tellings[at]).collect();
        let agreed = !happening.iter().any(|at| at_odds.contains(at));
        told.timeline.push(entry(&members, agreed, affair));
        if sources(&members).len() > 1 {
            let group = event_group(&members, agreed, affair);
            told.homes.extend(members.iter().map(|member| (member.event.id.clone(), group.id.to_string())));
            told.groups.push(group);
        }
    }
    told.timeline.sort_by(|a, b| {
        (a.time.start, a.time.end, &a.description, &a.id).cmp(&(b.time.start, b.time.end, &b.description, &b.id))
    });
    quotes(affair, &mut told);
    told.groups.sort_by(|a, b| a.id.cmp(&b.id));
    told
}

/// Members of each class of a relation, every number in exactly one class.
fn classes(count: usize, pairs: impl Iterator<Item = (usize, usize)>) -> Vec<Vec<usize>> {
    fn find(root: &mut [usize], mut at: usize) -> usize {
        while root[at] != at {
            root[at] = root[root[at]];
            at = root[at];
        }
        at
    }
    let mut root: Vec<usize> = (0..count).collect();
    for (a, b) in pairs {
        let (a, b) = (find(&mut root, a), find(&mut root, b));
        root[a.max(b)] = a.min(b);
    }
    let mut classes: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for at in 0..count {
        let lead = find(&mut root, at);
        classes.entry(lead).or_default().push(at);
    }
    classes.into_values().collect()
}

fn sources(members: &[&Telling]) -> Vec<SourceId> {
    let sources: BTreeSet<SourceId> = members.iter().map(|member| member.event.source.clone()).collect();
    sources.into_iter().collect()
}

/// The telling the others are shown under: the finest day, of those the shortest clause.
fn lead<'t, 'a>(members: &[&'t Telling<'a>]) -> &'t Telling<'a> {
    let rank =
        |telling: &&&Telling<'a>| (telling.days.grain, telling.event.description.len(), telling.event.id.clone());
    members.iter().min_by_key(rank).copied().unwrap_or(members[0])
}

fn entry(members: &[&Telling], agreed: bool, affair: &Affair) -> TimelineEntry {
    let lead = lead(members);
    let mut ids: Vec<String> = members.iter().map(|member| member.event.id.clone()).collect();
    ids.sort();
    TimelineEntry {
        id: content_id("timeline", std::iter::once(affair.story).chain(ids.iter().map(String::as_str))),
        story_id: affair.story.into(),
        time: lead.time.clone(),
        description: lead.event.description.clone(),
        sources: sources(members),
        event_ids: ids,
        agreed,
    }
}

fn event_group(members: &[&Telling], agreed: bool, affair: &Affair) -> Group {
    let lead = lead(members);
    let mut ids: Vec<String> = members.iter().map(|member| member.event.id.clone()).collect();
    ids.sort();
    let finest = members.iter().map(|member| member.days.grain).min();
    let coarser = members.iter().any(|member| Some(member.days.grain) != finest);
    let (verdict, why) = match () {
        () if !agreed => (Verdict::Conflict, "told for days that cannot both be true"),
        () if coarser => (Verdict::CoarserDate, "one date holds the other"),
        () => (Verdict::Agree, "all give the same days"),
    };
    let id = content_id("group", ["event", affair.story, &ids[0]]);
    let period = Period {
        start: Some(lead.days.first),
        end: Some(lead.days.last),
        kind: PeriodKind::During,
        grain: Some(lead.days.grain),
        ..Period::default()
    };
    let sources = sources(members).len();
    group(GroupKind::Event, id, &lead.event.description, period, texts(ids), sources, verdict, why, affair)
}

fn quotes(affair: &Affair, told: &mut Tellings) {
    let place: BTreeMap<&str, usize> =
        affair.quotes.iter().enumerate().map(|(at, quote)| (quote.id.as_str(), at)).collect();
    let pairs = affair
        .utterances
        .iter()
        .filter_map(|said| Some((*place.get(said.a.id.as_str())?, *place.get(said.b.id.as_str())?)));
    for utterance in classes(affair.quotes.len(), pairs).into_iter().filter(|class| class.len() > 1) {
        let quotes: Vec<_> = utterance.iter().map(|&at| affair.quotes[at]).collect();
        let mut ids: Vec<String> = quotes.iter().map(|quote| quote.id.clone()).collect();
        ids.sort();
        let sources: BTreeSet<&str> = quotes.iter().map(|quote| &*quote.source).collect();
        let same = quotes.iter().all(|quote| quote.words == quotes[0].words);
        let (verdict, why) = match same {
            true => (Verdict::Agree, "the same words"),
            false => (Verdict::Rounding, "one utterance, not word for word the same"),
        };
        let id = content_id("group", ["quote", affair.story, &ids[0]]);
        let group = group(
            GroupKind::Quote,
            id,
            &quotes[0].words,
            Period::default(),
            texts(ids),
            sources.len(),
            verdict,
            why,
            affair,
        );
        told.homes.extend(quotes.iter().map(|quote| (quote.id.clone(), group.id.to_string())));
        told.groups.push(group);
    }
}

fn texts(ids: Vec<String>) -> Vec<Text> {
    ids.into_iter().map(Text::from).collect()
}

#[allow(clippy::too_many_arguments)]
fn group(
    kind: GroupKind,
    id: String,
    label: &str,
    period: Period,
    members: Vec<Text>,
    sources: usize,
    verdict: Verdict,
    why: &str,
    affair: &Affair,
) -> Group {
    let cell = Cell {
        id: content_id("cell", [&id]).into(),
        metric: Text::default(),
        metric_label: Text::default(),
        scope: Text::default(),
        population: Text::default(),
        period,
        unit: Unit::Count,
        running: false,
        members,
        sources,
        origins: sources,
        verdict,
        estimate: None,
        why: why.into(),
    };
    Group {
        id: id.into(),
        kind,
        story_id: affair.story.into(),
        label: label.into(),
        scope: Text::default(),
        cells: vec![cell],
    }
}
