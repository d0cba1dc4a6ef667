//! What happened when, and who tells it: a row an event, a lane a source, and an axis that keeps the true distances.
//!
//! News events crowd into a few days, so labels at their place on a straight axis would pile up. Here the axis stands
//! at the left, true to scale, with a mark for every event; a thin line leads from it to the event's row.

mod axis;
mod rows;

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};

use self::axis::Axis;
use self::rows::{
    Columns, DATE, LANE, Lanes, Row, axis_mark, date_of, day_of, draw_row, heads, lane_dot, last_day_of, row, say,
    tellings,
};
use super::data::{Data, Field};
use super::desk::{Desk, capital, headline};
use super::fonts::{Weight, width};
use super::key;
use super::labels::clean;
use super::page::Page;
use super::scene::{Scene, line};
use super::tongue::fill;
use super::{Exhibit, Options, is_kept};
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
pub fn scenes(desk: &Desk, options: &Options) -> Exhibit {
    let mut told: BTreeMap<&str, Vec<&TimelineEntry>> = BTreeMap::new();
    for entry in desk.timeline.iter().copied().filter(|entry| day_of(entry).is_some()) {
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
            options.fitted(told.entries.len().min(MOST_ROWS), 36, |rows| lay(desk, &told, rows, options))
        })
        .collect();
    Exhibit { scenes, notices }
}

/// The entries that get a row, by date: those of most sources, then those the sources date differently; where not all of
/// a rank have room, an even choice of them from first to last.
fn chosen<'a>(entries: &[&'a TimelineEntry], most: usize) -> Vec<&'a TimelineEntry> {
    let mut ranks: BTreeMap<(std::cmp::Reverse<usize>, bool), Vec<usize>> = BTreeMap::new();
    for (at, entry) in entries.iter().enumerate() {
        ranks.entry((std::cmp::Reverse(entry.sources.len()), entry.agreed)).or_default().push(at);
    }
    let mut rows: Vec<usize> = Vec::new();
    for rank in ranks.into_values() {
        let (all, room) = (rank.len(), most - rows.len());
        rows.extend(match room {
            0 => Vec::new(),
            1 => vec![rank[all / 2]],
            _ => rank
                .into_iter()
                .enumerate()
                .filter(|(n, _)| all <= room || is_kept(*n, all, room))
                .map(|(_, at)| at)
                .collect(),
        });
    }
    rows.sort_unstable();
    rows.into_iter().map(|at| entries[at]).collect()
}

/// A story and its dated events, in order.
struct Told<'a> {
    id: &'a str,
    story: Option<&'a Story>,
    entries: Vec<&'a TimelineEntry>,
}

fn lay(desk: &Desk, told: &Told, most: usize, options: &Options) -> Scene {
    let theme = options.scheme.theme();
    let Told { id, story, entries } = told;
    let rows = chosen(entries, most);
    let label = story.map(|story| headline(&story.label)).unwrap_or_default();
    let (first, last) = (day_of(entries[0]), entries.iter().filter_map(|entry| last_day_of(entry)).max());
    let mut sources: Vec<&str> = entries.iter().flat_map(|entry| &entry.sources).map(|source| &**source).collect();
    sources.sort_unstable();
    sources.dedup();

    let range = first.zip(last).map(|(first, last)| range(desk, first, last)).unwrap_or_default();
    let subtitle = [clean(&label), desk.sources(sources.len())];
    let subtitle = subtitle.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
    let mut page = Page::open("timeline", options, &title(desk, entries, &range), &subtitle);
    page.scene.name = format!("timeline {}", if label.is_empty() { "the story" } else { &label });
    page.scene.story_id = id.to_string();
    page.scene.description = describe(desk, entries);

    let text = |size: u32, words: &str, weight| width(words, size, weight).ceil() as i32 + 1;
    let said: Vec<String> = rows.iter().map(|entry| date_of(desk, entry, theme)).collect();
    let date_room = said.iter().map(|said| text(theme.small, said, Weight::Bold)).max().unwrap_or(0).min(DATE);
    let widest_day = desk.tongue.day(NaiveDate::from_ymd_opt(2025, 9, 30).unwrap_or_default());
    let axis = page.left() + text(theme.small, &widest_day, Weight::Plain) + 12;
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
    let days: Vec<(NaiveDate, NaiveDate)> =
        entries.iter().filter_map(|entry| day_of(entry).zip(last_day_of(entry))).collect();
    if let Some(scale) = Axis::new(&days, top + 10, top + high - 10) {
        lane_guides(&mut page, &columns, &lanes, high);
        scale.draw(desk, &mut page, columns.axis);
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
        notes.push(desk.left_out(&desk.tongue.timeline.unlabelled, entries.len() - rows.len(), entries.len()));
    }
    page.scene.data = data(desk, entries, rows.iter().map(|row| row.entry).collect());
    page.close(&notes, &desk.source_line(&sources))
}

/// "2015 to 2025", or finer within a year: the ends are no more exact than their events.
fn range(desk: &Desk, first: NaiveDate, last: NaiveDate) -> String {
    if first.year() == last.year() {
        return desk.tongue.span(first, last);
    }
    fill(&desk.tongue.dates.span, &[("from", &first.year().to_string()), ("to", &last.year().to_string())])
}

/// "28 events, 2015 to 2025; three told by several sources; one dated differently"
fn title(desk: &Desk, entries: &[&TimelineEntry], range: &str) -> String {
    let words = &desk.tongue.timeline;
    let events = desk.tongue.counted(entries.len(), &words.events);
    let mut title = fill(&words.title, &[("events", &events), ("when", range)]);
    let several = entries.iter().filter(|entry| entry.sources.len() > 1).count();
    let differing = entries.iter().filter(|entry| !entry.agreed).count();
    for (n, pair) in [(several, &words.told), (differing, &words.differ)] {
        if n > 0 {
            title = fill(&pair[usize::from(n != 1)], &[("title", &title), ("n", &desk.tongue.count(n))]);
        }
    }
    if several == 0 && differing == 0 {
        title = busiest(desk, entries, title);
    }
    capital(&title)
}

/// A title that also says on which day most happened, where that is worth saying.
fn busiest(desk: &Desk, entries: &[&TimelineEntry], title: String) -> String {
    const WORTH: usize = 3;
    let mut days: BTreeMap<NaiveDate, usize> = BTreeMap::new();
    for entry in entries.iter().filter(|entry| day_of(entry) == last_day_of(entry)) {
        *days.entry(day_of(entry).unwrap_or_default()).or_default() += 1;
    }
    let most = days.into_iter().max_by_key(|(day, n)| (*n, std::cmp::Reverse(*day)));
    match most.filter(|(_, n)| *n >= WORTH && *n < entries.len()) {
        Some((day, n)) => {
            let when = desk.tongue.during(day, day);
            fill(&desk.tongue.timeline.busiest, &[("title", &title), ("n", &desk.tongue.count(n)), ("when", &when)])
        }
        None => title,
    }
}

/// A row an event and source that tells it.
fn data(desk: &Desk, entries: &[&TimelineEntry], rows: Vec<&TimelineEntry>) -> Data {
    let head = [
        "timeline_id",
        "labelled",
        "date_start",
        "date_end",
        "grain",
        "description",
        "agreed",
        "source_id",
        "source",
        "date_worked_out",
        "event_ids",
    ];
    let labelled: std::collections::BTreeSet<&str> = rows.iter().map(|entry| &*entry.id).collect();
    let mut data = Data::new(&[&head]);
    for entry in entries {
        for (source, worked_out) in tellings(desk, entry) {
            let own = |id: &&String| desk.source_of(id) == Some(source);
            let ids: Vec<&str> = entry.event_ids.iter().filter(own).map(String::as_str).collect();
            data.row([
                Field::words(&entry.id),
                Field::yes(labelled.contains(&*entry.id)),
                Field::day(entry.time.first_day()),
                Field::day(entry.time.last_day()),
                Field::name(entry.time.grain.as_str()),
                Field::words(&entry.description),
                Field::yes(entry.agreed),
                Field::words(source),
                Field::words(&desk.name(source)),
                Field::yes(worked_out),
                Field::words(&ids.join(" | ")),
            ]);
        }
    }
    data
}

/// Faint lines down the lanes, for the eye to follow from a dot to its source.
fn lane_guides(page: &mut Page, columns: &Columns, lanes: &Lanes, high: i32) {
    let x = |lane: i32| columns.lanes + LANE * lane + LANE / 2;
    let (top, bottom, ink) = (page.top - 4, page.top + high, page.theme.grid);
    page.scene.furnish((0..lanes.count() as i32).map(|lane| line((x(lane), top), (x(lane), bottom), ink, 1)));
}

/// Marks on the axis for events without a row; those that fall on the same pixels share one.
fn mark_others<'a>(
    desk: &Desk,
    page: &mut Page,
    columns: &Columns,
    scale: &Axis,
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
    let mut add = |show: bool, hollow: bool, ink, means: &'static str| {
        if show {
            let draw = Box::new(move |at| lane_dot(at, hollow, ink, theme));
            entries_of_key.push(key::Entry { draw, wide: 12, means });
        }
    };
    add(entries.iter().any(full), false, theme.claim, &desk.tongue.timeline.dated);
    add(entries.iter().any(hollow), true, theme.claim, &desk.tongue.timeline.worked_out);
    add(entries.iter().any(|entry| !entry.agreed), false, theme.conflict, &desk.tongue.timeline.differently);
    key::add(page, &entries_of_key);
}

fn describe(desk: &Desk, entries: &[&TimelineEntry]) -> String {
    entries.iter().map(|entry| say(desk, entry)).collect::<Vec<_>>().join(". ")
}
