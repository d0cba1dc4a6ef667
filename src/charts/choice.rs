//! The part of a ledger that was asked for: by metric, place, period and story.
//!
//! The exhibits draw what they are handed and know no filter. A cell is taken whole or not at all, so that its verdict and
//! its estimate stay true to what is drawn.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;

use super::options::Options;
use crate::model::event::{Event, TimelineEntry};
use crate::model::group::{Cell, Group, GroupKind};
use crate::model::ledger::Ledger;
use crate::model::story::Story;

/// Groups and events to draw.
#[derive(Debug)]
pub struct Choice<'a> {
    pub groups: Vec<Cow<'a, Group>>,
    pub timeline: Vec<&'a TimelineEntry>,
    /// groups that are not looked at, for there are too many
    pub passed_over: usize,
}

/// Groups that are looked at. A table of millions of rows has more than any wall could hold.
pub const MOST_GROUPS: usize = 2_000;

/// What of the ledger the options ask for.
pub fn choose<'a>(ledger: &'a Ledger, options: &Options) -> Choice<'a> {
    let mut choice = asked_for(ledger, options);
    choice.passed_over = choice.groups.len().saturating_sub(MOST_GROUPS);
    if choice.passed_over > 0 {
        choice.groups = largest(choice.groups);
    }
    choice
}

/// The groups of most claims, in the order they were in.
fn largest(groups: Vec<Cow<Group>>) -> Vec<Cow<Group>> {
    let claims = |group: &Group| group.cells.iter().map(|cell| cell.members.len()).sum::<usize>();
    let mut order: Vec<(Reverse<usize>, usize)> =
        groups.iter().enumerate().map(|(at, group)| (Reverse(claims(group)), at)).collect();
    order.sort_unstable();
    order.truncate(MOST_GROUPS);
    let kept: HashSet<usize> = order.into_iter().map(|(_, at)| at).collect();
    groups.into_iter().enumerate().filter(|(at, _)| kept.contains(at)).map(|(_, group)| group).collect()
}

fn asked_for<'a>(ledger: &'a Ledger, options: &Options) -> Choice<'a> {
    if !options.is_narrow() {
        return Choice {
            groups: ledger.groups.iter().map(Cow::Borrowed).collect(),
            timeline: ledger.timeline.iter().collect(),
            passed_over: 0,
        };
    }
    let asked = Asked::new(ledger, options);
    let groups = ledger.groups.iter().filter(|group| asked.story(&group.story_id));
    let timeline = ledger.timeline.iter().filter(|entry| asked.story(&entry.story_id));
    Choice {
        groups: groups.filter_map(|group| asked.group(group)).collect(),
        timeline: timeline.filter(|entry| asked.event(entry)).collect(),
        passed_over: 0,
    }
}

/// The options beside what they are asked of.
struct Asked<'a> {
    options: &'a Options,
    stories: HashSet<&'a str>,
    published: HashMap<&'a str, Option<NaiveDate>>,
    events: HashMap<&'a str, &'a Event>,
}

impl<'a> Asked<'a> {
    fn new(ledger: &'a Ledger, options: &'a Options) -> Self {
        let named = |story: &&Story| match &options.story {
            Some(asked) => story.id == *asked || speaks_of(&story.label, asked),
            None => true,
        };
        Asked {
            options,
            stories: ledger.stories.iter().filter(named).map(|story| &*story.id).collect(),
            published: ledger.claims.iter().map(|claim| (&*claim.id, claim.published)).collect(),
            events: ledger.events.iter().map(|event| (&*event.id, event)).collect(),
        }
    }

    fn story(&self, id: &str) -> bool {
        self.options.story.is_none() || self.stories.contains(id)
    }

    fn group<'g>(&self, group: &'g Group) -> Option<Cow<'g, Group>> {
        let Options { metric, place, period, .. } = self.options;
        if group.kind != GroupKind::Statistic {
            // events and quotations have no metric and no place of their own
            return (metric.is_none() && place.is_none() && period.is_none()).then_some(Cow::Borrowed(group));
        }
        let family = metric.as_ref().is_some_and(|metric| same(&group.label, metric));
        let wants = |cell: &&Cell| {
            let named = |metric: &String| family || same(&cell.metric, metric) || same(&cell.metric_label, metric);
            let there = |place: &String| speaks_of(&group.scope, place) || speaks_of(&cell.scope, place);
            metric.as_ref().is_none_or(named) && place.as_ref().is_none_or(there) && self.in_time(cell)
        };
        let cells: Vec<&Cell> = group.cells.iter().filter(wants).collect();
        match cells.len() {
            0 => None,
            all if all == group.cells.len() => Some(Cow::Borrowed(group)),
            _ => Some(Cow::Owned(Group { cells: cells.into_iter().cloned().collect(), ..group.clone() })),
        }
    }

    /// Does the time a cell speaks of meet the time asked for? Where it names none, the days of publication stand in.
    fn in_time(&self, cell: &Cell) -> bool {
        let Some(asked) = self.options.period else { return true };
        let (start, end) = (cell.period.start, cell.period.end);
        if start.is_some() || end.is_some() {
            return meets((start, end), asked);
        }
        let days = cell.members.iter().filter_map(|id| *self.published.get(&**id)?);
        days.into_iter().any(|day| meets((Some(day), Some(day)), asked))
    }

    fn event(&self, entry: &TimelineEntry) -> bool {
        let time = (entry.time.first_day(), entry.time.last_day());
        let in_time = self.options.period.is_none_or(|asked| meets(time, asked));
        let there = |place: &String| {
            let told = |event: &&Event| speaks_of(&event.place, place) || speaks_of(&event.sentence_text, place);
            let mut events = entry.event_ids.iter().filter_map(|id| self.events.get(&**id).copied());
            speaks_of(&entry.description, place) || events.any(|event| told(&event))
        };
        in_time && self.options.place.as_ref().is_none_or(there)
    }
}

/// Do two times share a day? Of an open time only the end that is told counts.
fn meets((start, end): (Option<NaiveDate>, Option<NaiveDate>), (first, last): (NaiveDate, NaiveDate)) -> bool {
    match (start.or(end), end.or(start)) {
        (Some(start), Some(end)) => start <= last && end >= first,
        _ => false,
    }
}

fn same(name: &str, asked: &str) -> bool {
    let plain = |text: &str| text.trim().to_lowercase().replace('_', " ");
    plain(name) == plain(asked)
}

/// Does the text hold the words asked for, whole and in their order?
fn speaks_of(text: &str, asked: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        text.to_lowercase()
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect()
    };
    let (text, asked) = (words(text), words(asked));
    !asked.is_empty() && text.windows(asked.len()).any(|window| window == asked)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_many_groups_those_of_most_claims_are_looked_at_in_their_order() {
        let group = |at: usize| Group {
            id: format!("group-{at}").into(),
            kind: GroupKind::Event,
            story_id: "story".into(),
            label: "quake".into(),
            scope: "Lisk".into(),
            cells: Vec::new(),
        };
        let groups: Vec<Group> = (0..MOST_GROUPS + 2).map(group).collect();
        let kept = largest(groups.iter().map(Cow::Borrowed).collect());
        assert_eq!(kept.len(), MOST_GROUPS);
        assert!(kept.iter().zip(&groups).all(|(kept, group)| kept.id == group.id));
    }

    #[test]
    fn a_place_is_asked_for_by_its_words() {
        assert!(speaks_of("Terrorism Confinement Center", "confinement center"));
        assert!(speaks_of("San José", "san josé"));
        assert!(!speaks_of("Santander", "San"));
        assert!(!speaks_of("El Salvador", ""));
        assert!(!speaks_of("", "El Salvador"));
    }
}
