//! What happened when, and who tells it: a row an event, a lane a source, and an axis that keeps the true distances.
//!
//! News events crowd into a few days, so labels at their place on a straight axis would pile up. Here the axis stands
//! at the left, true to scale, with a mark for every event; a thin line leads from it to the event's row.

mod rows;

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};

use self::rows::{
    Columns, DATE, LANE, Lanes, Row, axis_mark, date_of, day_of, draw_row, heads, lane_dot, last_day_of, row, say,
    tellings,
};
use super::dates::{self, Along, DateScale};
use super::desk::{Desk, headline};
use super::fonts::{Weight, width};
use super::key;
use super::numbers::{count, counted};
use super::page::Page;
use super::scene::{Scene, Side, line};
use super::theme::Theme;
use super::{Exhibit, Options};
use crate::model::event::TimelineEntry;
use crate::model::notice::Notice;
use crate::model::story::Story;

/// Stories drawn in one run; those of most sources go first.
const MOST_PICTURES: usize = 20;
const MOST_ROWS: usize = 32;
/// Sources with a lane of their own; the rest share one.
const MOST_LANES: usize = 12;
/// Room for the lines that lead from the axis to the rows.
const FAN: i32 = 56;

/// One picture a story that has dated events.
pub fn scenes(desk: &Desk, options: &Options, theme: &Theme) -> Exhibit {
    let mut told: BTreeMap<&str, Vec<&TimelineEntry>> = BTreeMap::new();
    for entry in desk.ledger.timeline.iter().filter(|entry| day_of(entry).is_some()) {
        told.entry(&entry.story_id).or_default().push(entry);
    }
    let mut stories: Vec<(&str, Vec<&TimelineEntry>)> = told.into_iter().collect();
    stories.sort_by_key(|(id, entries)| {
        (
            std::cmp::Reverse(desk.story(id).map_or(0, |story| story.sources.len())),
            std::cmp::Reverse(entries.len()),
            *id,
        )
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
            let told = Told { id, story: desk.story(id), entries };
            options.fitted(told.entries.len().min(MOST_ROWS), 36, |rows| lay(desk, &told, rows, options, theme))
        })
        .collect();
    Exhibit { scenes, notices }
}

/// The entries that get a row, by date: those of most sources, then those the sources date differently, then the earlier.
fn chosen<'a>(entries: &[&'a TimelineEntry], most: usize) -> Vec<&'a TimelineEntry> {
    let mut ranked: Vec<(usize, &TimelineEntry)> = entries.iter().copied().enumerate().collect();
    ranked.sort_by_key(|(at, entry)| (std::cmp::Reverse(entry.sources.len()), entry.agreed, *at));
    ranked.truncate(most);
    ranked.sort_by_key(|(at, _)| *at);
    ranked.into_iter().map(|(_, entry)| entry).collect()
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
    let said: Vec<String> = rows.iter().map(|entry| date_of(entry, theme)).collect();
    let date_room = said.iter().map(|said| text(theme.small, said, Weight::Bold)).max().unwrap_or(0).min(DATE);
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
        let others = entries.iter().copied().filter(|entry| !labelled.contains(&&*entry.id));
        mark_others(desk, &mut page, &columns, &scale, others);
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

fn draw_axis(page: &mut Page, columns: &Columns, scale: &DateScale, high: i32) {
    let theme = page.theme;
    let look = page.small();
    page.scene.furnish([line((columns.axis, page.top), (columns.axis, page.top + high), theme.rule, 1)]);
    for (name, y) in scale.ticks(26, look.size, Along::Upright) {
        page.scene.furnish([line((columns.axis - 5, y), (columns.axis, y), theme.rule, 1)]);
        let at = (columns.axis - 9, y - look.size as i32 * 2 / 5);
        let label = page.label(&name, at, Side::Right, columns.axis - 9 - page.left() + 8, look);
        page.scene.furnish(label);
    }
}

/// Marks on the axis for events without a row; those that fall on the same pixels share one.
fn mark_others<'a>(
    desk: &Desk,
    page: &mut Page,
    columns: &Columns,
    scale: &DateScale,
    others: impl Iterator<Item = &'a TimelineEntry>,
) {
    let mut by_place: BTreeMap<(i32, i32), Vec<&TimelineEntry>> = BTreeMap::new();
    for entry in others {
        if let Some((first, last)) = day_of(entry).zip(last_day_of(entry)) {
            by_place.entry((scale.at(first), scale.at(last))).or_default().push(entry);
        }
    }
    for entries in by_place.into_values() {
        let ids = entries.iter().flat_map(|entry| entry.event_ids.iter().cloned()).collect();
        let says: Vec<String> = entries.iter().take(5).map(|entry| say(desk, entry)).collect();
        let shapes = axis_mark(columns, scale, entries[0], page.theme);
        page.scene.mark(ids, says.join("; "), shapes);
    }
}

fn add_key(desk: &Desk, page: &mut Page, entries: &[&TimelineEntry]) {
    let theme = page.theme;
    let hollow = |entry: &&TimelineEntry| tellings(desk, entry).values().any(|worked_out| *worked_out);
    let full = |entry: &&TimelineEntry| tellings(desk, entry).values().any(|worked_out| !*worked_out);
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

fn describe(desk: &Desk, entries: &[&TimelineEntry]) -> String {
    entries.iter().map(|entry| say(desk, entry)).collect::<Vec<_>>().join(". ")
}
