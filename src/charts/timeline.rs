//! What happened when, and who tells it: a row an event, a lane a source, and an axis that keeps the true distances.
//!
//! News events crowd into a few days, so labels at their place on a straight axis would pile up. Here the axis stands
//! at the left, true to scale, with a mark for every event; a thin line leads from it to the event's row.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};

use super::dates::{self, Along, DateScale};
use super::desk::{Desk, capital, headline};
use super::fonts::{Weight, width};
use super::key;
use super::labels::{clean, line_height, shorten, wrap};
use super::numbers::{count, counted};
use super::page::Page;
use super::scene::{Label, Scene, Shape, Side, line};
use super::theme::Theme;
use super::{Exhibit, Options};
use crate::model::event::{Status, TimelineEntry};
use crate::model::notice::Notice;
use crate::model::story::Story;

/// Stories drawn in one run; those of most sources go first.
const MOST_PICTURES: usize = 20;
const MOST_ROWS: usize = 36;
/// Sources with a lane of their own; the rest share one.
const MOST_LANES: usize = 12;
const LANE: i32 = 24;
/// Room for the lines that lead from the axis to the rows.
const FAN: i32 = 56;

/// One picture a story that has dated events.
pub fn scenes(desk: &Desk, options: &Options, theme: &Theme) -> Exhibit {
    let mut told: BTreeMap<&str, Vec<&TimelineEntry>> = BTreeMap::new();
    for entry in desk.ledger.timeline.iter().filter(|entry| day_of(entry).is_some()) {
        told.entry(&entry.story_id).or_default().push(entry);
    }
    let mut stories: Vec<(&str, Vec<&TimelineEntry>)> = told.into_iter().collect();
    let story = |id: &str| desk.ledger.stories.iter().find(|story| story.id == id);
    stories.sort_by_key(|(id, entries)| {
        (std::cmp::Reverse(story(id).map_or(0, |story| story.sources.len())), std::cmp::Reverse(entries.len()), *id)
    });
    let mut notices = Vec::new();
    if stories.len() > MOST_PICTURES {
        let left = stories.len() - MOST_PICTURES;
        let says = format!(
            "timeline: the {MOST_PICTURES} stories of most sources are drawn, {left} are not; all are in timeline.csv"
        );
        notices.push(Notice::new("charts", "", None, says));
        stories.truncate(MOST_PICTURES);
    }
    let scenes = stories
        .into_iter()
        .map(|(id, mut entries)| {
            entries.sort_by_key(|entry| (day_of(entry), last_day_of(entry), &entry.id));
            let told = Told { id, story: story(id), entries };
            options.fitted(told.entries.len().min(MOST_ROWS), 36, |rows| lay(desk, &told, rows, options, theme))
        })
        .collect();
    Exhibit { scenes, notices }
}

fn day_of(entry: &TimelineEntry) -> Option<NaiveDate> {
    entry.time.first_day().or(entry.time.last_day())
}

fn last_day_of(entry: &TimelineEntry) -> Option<NaiveDate> {
    entry.time.last_day().or(entry.time.first_day()).max(day_of(entry))
}

/// The entries that get a row, by date: those of most sources, then those the sources date differently, then the earlier.
fn chosen<'a>(entries: &[&'a TimelineEntry], most: usize) -> Vec<&'a TimelineEntry> {
    let mut ranked: Vec<(usize, &TimelineEntry)> = entries.iter().copied().enumerate().collect();
    ranked.sort_by_key(|(at, entry)| (std::cmp::Reverse(entry.sources.len()), entry.agreed, *at));
    ranked.truncate(most);
    ranked.sort_by_key(|(at, _)| *at);
    ranked.into_iter().map(|(_, entry)| entry).collect()
}

/// A source's lane, or the shared last one.
struct Lanes<'a> {
    sources: Vec<&'a str>,
    shared: bool,
}

impl<'a> Lanes<'a> {
    fn of(desk: &Desk, entries: &[&'a TimelineEntry], most: usize) -> Self {
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

    fn count(&self) -> usize {
        self.sources.len() + usize::from(self.shared)
    }

    fn at(&self, source: &str) -> usize {
        self.sources.iter().position(|lane| *lane == source).unwrap_or(self.sources.len())
    }
}

/// Left edges of the columns.
struct Columns {
    axis: i32,
    date: i32,
    date_room: i32,
    lanes: i32,
    words: i32,
}

struct Row<'a> {
    entry: &'a TimelineEntry,
    date: String,
    words: Vec<String>,
    /// who dates it how, when they differ
    differ: String,
    high: i32,
}

/// A story and its dated events, in order.
struct Told<'a> {
    id: &'a str,
    story: Option<&'a Story>,
    entries: Vec<&'a TimelineEntry>,
}

fn lay(desk: &Desk, told: &Told, most: usize, options: &Options, theme: &Theme) -> Scene {
    let Told { id, story, entries } = told;
    let rows = chosen(entries, most);
    let label = story
        .map(|story| headline(&story.label))
        .filter(|label| !label.is_empty())
        .unwrap_or_else(|| "The story".into());
    let differing = entries.iter().filter(|entry| !entry.agreed).count();
    let (first, last) = (day_of(entries[0]), entries.iter().filter_map(|entry| last_day_of(entry)).max());
    let mut sources: Vec<&str> = entries.iter().flat_map(|entry| &entry.sources).map(|source| &**source).collect();
    sources.sort_unstable();
    sources.dedup();

    let dated = if differing > 0 { format!(", {} of them dated differently", count(differing)) } else { String::new() };
    let title = format!("{label}: {}{dated}", counted(entries.len(), "event", "events"));
    let range = first.zip(last).map(|(first, last)| range(first, last)).unwrap_or_default();
    let subtitle = format!("{range} · {}", counted(sources.len(), "source", "sources"));
    let mut page = Page::open("timeline", options.width(), theme, &title, &subtitle);
    page.scene.name = format!("timeline {label}");
    page.scene.story_id = id.to_string();
    page.scene.description = describe(desk, entries);

    let text = |size: u32, words: &str, weight| width(words, size, weight).ceil() as i32 + 1;
    let said: Vec<String> = rows.iter().map(|entry| dates::time(&entry.time)).collect();
    let date_room = said.iter().map(|said| text(theme.small, said, Weight::Bold)).max().unwrap_or(0).min(150);
    let axis = page.left() + text(theme.small, "30 Sep 2025", Weight::Plain) + 12;
    let date = axis + FAN;
    let lanes_left = date + date_room + 16;
    // what happened gets at least two fifths of the page
    let room = (page.right() - lanes_left - page.scene.width * 2 / 5) / LANE;
    let lanes = Lanes::of(desk, entries, (room - 1).clamp(1, MOST_LANES as i32) as usize);
    let words = lanes_left + LANE * lanes.count() as i32 + 10;
    let columns = Columns { axis, date, date_room, lanes: lanes_left, words };
    let rows: Vec<Row> = rows.iter().zip(said).map(|(entry, date)| row(desk, &page, &columns, entry, date)).collect();

    heads(desk, &mut page, &columns, &lanes);
    let top = page.top;
    let high = rows.iter().map(|row| row.high).sum::<i32>().max(150);
    if let Some(scale) = DateScale::new(
        entries.iter().flat_map(|entry| [day_of(entry), last_day_of(entry)]).flatten(),
        top + 10,
        top + high - 10,
    ) {
        draw_axis(&mut page, &columns, &scale, high);
        let labelled: Vec<&str> = rows.iter().map(|row| &*row.entry.id).collect();
        for entry in entries.iter().filter(|entry| !labelled.contains(&&*entry.id)) {
            let shapes = axis_mark(&columns, &scale, entry, theme);
            page.scene.mark(entry.event_ids.clone(), say(desk, entry), shapes);
        }
        let mut said_before = String::new();
        for row in &rows {
            draw_row(desk, &mut page, &columns, &lanes, &scale, row, row.date != said_before);
            said_before.clone_from(&row.date);
        }
    }
    page.top = top + high + 10;
    add_key(desk, &mut page, entries);
    let mut notes = Vec::new();
    if rows.len() < entries.len() {
        notes.push(format!(
            "{} of {} events have no label here, only a mark on the axis; all are in timeline.csv.",
            entries.len() - rows.len(),
            entries.len()
        ));
    }
    page.close(&notes, &desk.source_line(&sources))
}

/// "2015 to 2025", or finer within a year: the ends are no more exact than their events.
fn range(first: NaiveDate, last: NaiveDate) -> String {
    if first.year() == last.year() { dates::span(first, last) } else { format!("{} to {}", first.year(), last.year()) }
}

fn row<'a>(desk: &Desk, page: &Page, columns: &Columns, entry: &'a TimelineEntry, date: String) -> Row<'a> {
    let look = page.look();
    let room = f64::from(page.right() - columns.words);
    let mut told = capital(&entry.description);
    if let Some(status) = status(desk, entry) {
        told.push_str(&format!(" ({status})"));
    }
    let words = wrap(&told, room, look.size, look.weight, 2);
    let differ =
        if entry.agreed { String::new() } else { shorten(&dated_by(desk, entry), room, look.size, look.weight) };
    let lines = words.len() + usize::from(!differ.is_empty());
    Row { entry, date, words, differ, high: line_height(look.size) * lines.max(1) as i32 + 10 }
}

/// The least real telling: an event one source calls planned and another done is not simply done.
fn status(desk: &Desk, entry: &TimelineEntry) -> Option<&'static str> {
    let told = entry.event_ids.iter().filter_map(|id| desk.event(id)).map(|event| event.status);
    told.max().filter(|status| *status != Status::Happened).map(Status::as_str)
}

/// "≠ Capital Review: 4 Feb 2025; Harbor Ledger: 3 Feb 2025"
fn dated_by(desk: &Desk, entry: &TimelineEntry) -> String {
    let said = |id: &String| {
        let event = desk.event(id)?;
        let time = dates::time(event.time.as_ref()?);
        (!time.is_empty()).then(|| format!("{}: {time}", desk.name(&event.source)))
    };
    let mut said: Vec<String> = entry.event_ids.iter().filter_map(said).collect();
    said.sort();
    said.dedup();
    if said.is_empty() { "≠ the sources date it differently".into() } else { format!("≠ {}", said.join("; ")) }
}

/// Source names above the lanes, reading upwards.
fn heads(desk: &Desk, page: &mut Page, columns: &Columns, lanes: &Lanes) {
    const LONGEST: f64 = 130.0;
    let look = page.small().ink(page.theme.ink);
    let names =
        lanes.sources.iter().map(|source| desk.name(source)).chain(lanes.shared.then(|| "other sources".to_string()));
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

fn draw_axis(page: &mut Page, columns: &Columns, scale: &DateScale, high: i32) {
    let theme = page.theme;
    let look = page.small();
    page.scene.furnish([line((columns.axis, page.top), (columns.axis, page.top + high), theme.rule, 1)]);
    for (name, y) in scale.ticks(10, look.size, Along::Upright) {
        page.scene.furnish([line((columns.axis - 5, y), (columns.axis, y), theme.rule, 1)]);
        let at = (columns.axis - 9, y - look.size as i32 * 2 / 5);
        let label = page.label(&name, at, Side::Right, columns.axis - 9 - page.left() + 8, look);
        page.scene.furnish(label);
    }
}

/// Every event's mark on the axis: a dot, or a bar over the time it may have been.
fn axis_mark(columns: &Columns, scale: &DateScale, entry: &TimelineEntry, theme: &Theme) -> Vec<Shape> {
    let ends = day_of(entry).zip(last_day_of(entry)).map(|(first, last)| (scale.at(first), scale.at(last)));
    let Some((from, to)) = ends else { return Vec::new() };
    let ink = theme.claim.faded(0.55);
    if to - from > 4 {
        vec![line((columns.axis + 3, from), (columns.axis + 3, to), ink, 3)]
    } else {
        vec![Shape::Dot { at: (columns.axis, from), radius: 3, ink: theme.claim, filled: true }]
    }
}

fn draw_row(
    desk: &Desk,
    page: &mut Page,
    columns: &Columns,
    lanes: &Lanes,
    scale: &DateScale,
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
        row.entry.sources.iter().map(|source| (lanes.at(source), worked_out(desk, row.entry, source))).collect();
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

fn lane_dot(at: (i32, i32), hollow: bool, ink: super::theme::Ink, theme: &Theme) -> Vec<Shape> {
    let full = Shape::Dot { at, radius: 5, ink: if hollow { theme.paper } else { ink }, filled: true };
    let ring = Shape::Dot { at, radius: 4, ink, filled: false };
    if hollow { vec![full, ring] } else { vec![full] }
}

/// Did we have to work out a part of this source's date that its words leave out?
fn worked_out(desk: &Desk, entry: &TimelineEntry, source: &str) -> bool {
    let own = entry.event_ids.iter().filter_map(|id| desk.event(id)).filter(|event| &*event.source == source);
    let mut times = own.filter_map(|event| event.time.as_ref()).peekable();
    times.peek().is_some() && times.all(|time| !time.inferred.names().is_empty())
}

fn add_key(desk: &Desk, page: &mut Page, entries: &[&TimelineEntry]) {
    let theme = page.theme;
    let hollow = |entry: &&TimelineEntry| entry.sources.iter().any(|source| worked_out(desk, entry, source));
    let full = |entry: &&TimelineEntry| entry.sources.iter().any(|source| !worked_out(desk, entry, source));
    let mut entries_of_key = Vec::new();
    let mut add = |show: bool, hollow: bool, ink, means| {
        if show {
            let draw = Box::new(move |at| lane_dot(at, hollow, ink, theme));
            entries_of_key.push(key::Entry { draw, wide: 12, means });
        }
    };
    add(entries.iter().any(full), false, theme.claim, "told, with its date");
    add(entries.iter().any(hollow), true, theme.claim, "told, a part of the date worked out");
    add(entries.iter().any(|entry| !entry.agreed), false, theme.conflict, "≠ told with different dates");
    key::add(page, &entries_of_key);
}

fn say(desk: &Desk, entry: &TimelineEntry) -> String {
    let sources: Vec<String> = entry.sources.iter().map(|source| desk.name(source)).collect();
    format!("{}: {} ({})", dates::time(&entry.time), clean(&entry.description), sources.join(", "))
}

fn describe(desk: &Desk, entries: &[&TimelineEntry]) -> String {
    entries.iter().map(|entry| say(desk, entry)).collect::<Vec<_>>().join(". ")
}
