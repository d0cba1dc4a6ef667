//! The rows of a timeline: a date, a dot in the lane of each source that tells it, what happened, and who dates it otherwise.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::axis::Axis;
use crate::charts::desk::{Desk, capital};
use crate::charts::fonts::{Weight, width};
use crate::charts::labels::{clean, line_height, shorten, wrap};
use crate::charts::page::Page;
use crate::charts::scene::{Label, Point, Shape, Side, line};
use crate::charts::theme::{Ink, Theme};
use crate::charts::tongue::fill;
use crate::model::event::{Status, TimelineEntry};

/// Pixels from lane to lane.
pub const LANE: i32 = 24;
/// Pixels of the widest date.
pub const DATE: i32 = 136;

/// A source's lane, or the shared last one.
pub struct Lanes<'a> {
    sources: Vec<&'a str>,
    shared: bool,
}

impl<'a> Lanes<'a> {
    /// A lane for each of the `most` sources that tell most.
    pub fn of(desk: &Desk, entries: &[&'a TimelineEntry], most: usize) -> Self {
        let mut told: BTreeMap<&str, usize> = BTreeMap::new();
        for source in entries.iter().flat_map(|entry| &entry.sources) {
            *told.entry(source).or_default() += 1;
        }
        let mut sources: Vec<(&str, usize)> = told.into_iter().collect();
        sources.sort_by_key(|(source, told)| (std::cmp::Reverse(*told), *source));
        let shared = sources.len() > most;
        sources.truncate(most);
        let mut sources: Vec<&str> = sources.into_iter().map(|(source, _)| source).collect();
        sources.sort_by_cached_key(|source| (desk.order(source), *source));
        Lanes { sources, shared }
    }

    pub fn count(&self) -> usize {
        self.sources.len() + usize::from(self.shared)
    }

    fn at(&self, source: &str) -> usize {
        self.sources.iter().position(|lane| *lane == source).unwrap_or(self.sources.len())
    }
}

/// Source names above the lanes, reading upwards.
pub fn heads(desk: &Desk, page: &mut Page, columns: &Columns, lanes: &Lanes) {
    const LONGEST: f64 = 130.0;
    let look = page.small().ink(page.theme.ink);
    let names = lanes
        .sources
        .iter()
        .map(|source| desk.name(source))
        .chain(lanes.shared.then(|| desk.tongue.timeline.others.clone()));
    let names: Vec<String> = names.map(|name| shorten(&name, LONGEST, look.size, look.weight)).collect();
    let high = names.iter().map(|name| width(name, look.size, look.weight).ceil() as i32).max().unwrap_or(0);
    for (lane, text) in names.into_iter().enumerate().filter(|(_, text)| !text.is_empty()) {
        let at = (columns.lanes + LANE * lane as i32 + LANE / 2 - look.size as i32 / 2 + 1, page.top + high);
        let label =
            Label { text, at, side: Side::Left, size: look.size, weight: look.weight, ink: look.ink, upward: true };
        page.scene.furnish([Shape::Text(label)]);
    }
    page.top += high + 8;
}

/// Left edges of the columns.
pub struct Columns {
    pub axis: i32,
    pub date: i32,
    pub date_room: i32,
    pub lanes: i32,
    pub words: i32,
}

/// An event, measured.
pub struct Row<'a> {
    pub entry: &'a TimelineEntry,
    pub date: String,
    words: Vec<String>,
    /// who dates it how, when they differ
    differ: String,
    pub high: i32,
}

/// Measures the row of an event.
pub fn row<'a>(desk: &Desk, page: &Page, columns: &Columns, entry: &'a TimelineEntry, date: String) -> Row<'a> {
    let look = page.look();
    let room = f64::from(page.right() - columns.words);
    let mut told = capital(bare(&clean(&entry.description)));
    if let Some(status) = status(desk, entry) {
        told.push_str(&format!(" ({status})"));
    }
    let words = wrap(&told, room, look.size, look.weight, 2);
    let differ =
        if entry.agreed { String::new() } else { shorten(&dated_by(desk, entry), room, look.size, look.weight) };
    let lines = words.len() + usize::from(!differ.is_empty());
    Row { entry, date, words, differ, high: line_height(look.size) * lines.max(1) as i32 + 10 }
}

/// When it was; in months where the days would not fit.
pub fn date_of(desk: &Desk, entry: &TimelineEntry, theme: &Theme) -> String {
    let said = desk.tongue.time(&entry.time);
    match (entry.time.first_day(), entry.time.last_day()) {
        (Some(first), Some(last)) if width(&said, theme.small, Weight::Bold) > f64::from(DATE) => {
            desk.tongue.months(first, last)
        }
        _ => said,
    }
}

/// A clause without the marks that joined it to its neighbours: "” Rubio told journalists." -> "Rubio told journalists".
fn bare(clause: &str) -> &str {
    clause
        .trim_start_matches(|c: char| " ”’»,;:.!?)]–—-".contains(c))
        .trim_end_matches(|c: char| " ,;:.–—-".contains(c))
}

/// The least real telling: an event one source calls planned and another done is not simply done.
fn status<'t>(desk: &Desk<'t>, entry: &TimelineEntry) -> Option<&'t str> {
    let told = entry.event_ids.iter().filter_map(|id| desk.event(id)).map(|event| event.status);
    let words = &desk.tongue.timeline;
    match told.max()? {
        Status::Happened => None,
        Status::Offered => Some(&words.offered),
        Status::Agreed => Some(&words.agreed),
        Status::Planned => Some(&words.planned),
        Status::Denied => Some(&words.denied),
    }
}

/// "≠ Capital Review: 4 Feb 2025; Harbor Ledger: 3 Feb 2025"
fn dated_by(desk: &Desk, entry: &TimelineEntry) -> String {
    let said = |id: &String| {
        let event = desk.event(id)?;
        let time = desk.tongue.time(event.time.as_ref()?);
        (!time.is_empty()).then(|| format!("{}: {time}", desk.name(&event.source)))
    };
    let mut said: Vec<String> = entry.event_ids.iter().filter_map(said).collect();
    said.sort();
    said.dedup();
    let words = &desk.tongue.timeline;
    if said.is_empty() { words.unsaid.clone() } else { fill(&words.said, &[("who", &said.join("; "))]) }
}

/// The day an event is placed at.
pub fn day_of(entry: &TimelineEntry) -> Option<NaiveDate> {
    entry.time.first_day().or(entry.time.last_day())
}

/// The last day it may have been.
pub fn last_day_of(entry: &TimelineEntry) -> Option<NaiveDate> {
    entry.time.last_day().or(entry.time.first_day()).max(day_of(entry))
}

/// Every event's mark on the axis: a dot, or a bar over the time it may have been.
pub fn axis_mark(columns: &Columns, scale: &Axis, entry: &TimelineEntry, theme: &Theme) -> Vec<Shape> {
    let ends = day_of(entry).zip(last_day_of(entry)).map(|(first, last)| (scale.at(first), scale.at(last)));
    let Some((from, to)) = ends else { return Vec::new() };
    let ink = theme.claim.faded(0.55);
    if to - from > 4 {
        vec![line((columns.axis + 3, from), (columns.axis + 3, to), ink, 3)]
    } else {
        vec![Shape::Dot { at: (columns.axis, from), radius: 3, ink: theme.claim, filled: true }]
    }
}

/// Draws a row; its date only where the row before has another.
pub fn draw_row(
    desk: &Desk,
    page: &mut Page,
    columns: &Columns,
    lanes: &Lanes,
    scale: &Axis,
    row: &Row,
    says_date: bool,
) {
    let theme = page.theme;
    let look = page.look();
    let bold = page.small().bold().ink(theme.ink);
    let middle = page.top + 5 + look.size as i32 / 2;
    let mut shapes = Vec::new();
    if says_date {
        page.scene.furnish([line((columns.date, page.top), (page.right(), page.top), theme.grid, 1)]);
        shapes.extend(page.label(&row.date, (columns.date, page.top + 6), Side::Left, columns.date_room, bold));
        if let Some(day) = day_of(row.entry) {
            let bend = columns.date - 10;
            let points = vec![(columns.axis + 4, scale.at(day)), (bend, middle), (columns.date - 4, middle)];
            shapes.insert(0, Shape::Line { points, ink: theme.rule, wide: 1 });
        }
    }
    shapes.extend(axis_mark(columns, scale, row.entry, theme));
    let ink = if row.entry.agreed { theme.claim } else { theme.conflict };
    let x = |lane: usize| columns.lanes + LANE * lane as i32 + LANE / 2;
    let mut told: Vec<(usize, bool)> =
        tellings(desk, row.entry).into_iter().map(|(source, worked_out)| (lanes.at(source), worked_out)).collect();
    told.sort_unstable();
    told.dedup_by_key(|(lane, _)| *lane);
    if let (Some((first, _)), Some((last, _))) = (told.first(), told.last())
        && first < last
    {
        shapes.push(line((x(*first), middle), (x(*last), middle), ink.faded(0.4), 2));
    }
    for (lane, hollow) in told {
        shapes.extend(lane_dot((x(lane), middle), hollow, ink, theme));
    }
    let step = line_height(look.size);
    for (n, words) in row.words.iter().chain(Some(&row.differ).filter(|differ| !differ.is_empty())).enumerate() {
        let at = (columns.words, page.top + 5 + step * n as i32);
        let ink = if n < row.words.len() { theme.ink } else { theme.conflict };
        shapes.extend(page.label(words, at, Side::Left, page.right() - columns.words + 4, look.ink(ink)));
    }
    page.scene.mark(row.entry.event_ids.clone(), say(desk, row.entry), shapes);
    page.top += row.high;
}

/// Full for a date as told, hollow where a part of it was worked out.
pub fn lane_dot(at: Point, hollow: bool, ink: Ink, theme: &Theme) -> Vec<Shape> {
    let full = Shape::Dot { at, radius: 5, ink: if hollow { theme.paper } else { ink }, filled: true };
    let ring = Shape::Dot { at, radius: 4, ink, filled: false };
    if hollow { vec![full, ring] } else { vec![full] }
}

/// Every source of an event, and whether a part of its date had to be worked out because its words leave it out.
pub fn tellings<'a>(desk: &Desk<'a>, entry: &'a TimelineEntry) -> BTreeMap<&'a str, bool> {
    let mut told: BTreeMap<&str, bool> = BTreeMap::new();
    for event in entry.event_ids.iter().filter_map(|id| desk.event(id)) {
        if let Some(time) = &event.time {
            let worked_out = !time.inferred.names().is_empty();
            told.entry(&event.source).and_modify(|all| *all &= worked_out).or_insert(worked_out);
        }
    }
    for source in &entry.sources {
        told.entry(source).or_insert(false);
    }
    told
}

/// When, what, and who tells it.
pub fn say(desk: &Desk, entry: &TimelineEntry) -> String {
    let sources: Vec<String> = entry.sources.iter().map(|source| desk.name(source)).collect();
    format!("{}: {} ({})", desk.tongue.time(&entry.time), bare(&clean(&entry.description)), sources.join(", "))
}
