//! Who agrees with whom: sources across, what they speak of down, and in each cell a sign, a tint and the figure.
//!
//! The sign says it all; the tint helps the eye and differs in grey as well as in hue.

mod table;

use std::collections::BTreeMap;

use self::table::{Row, State, Table, disputed, table};
use super::data::{Data, Field};
use super::desk::Desk;
use super::fonts::{Weight, width};
use super::key;
use super::labels::{Frame, clean, line_height, shorten, wrap};
use super::page::{Look, Page};
use super::scene::{Label, Point, Scene, Shape, Side, line};
use super::theme::{Ink, Theme};
use super::tongue::fill;
use super::{Exhibit, Options};
use crate::model::claim::Claim;
use crate::model::group::{Group, GroupKind};
use crate::model::notice::Notice;

const MOST_PICTURES: usize = 20;
const MOST_ROWS: usize = 40;
/// Rows up to which subjects of a single source are shown too.
const ROWS_WITH_SINGLES: usize = 14;
const MOST_SOURCES: usize = 24;
/// Names that read upwards need this much beside each other.
const NARROWEST: i32 = 22;
const ROW: i32 = 40;
/// Columns narrower than this show the sign alone.
const ROOM_FOR_FIGURES: i32 = 92;

/// One picture a story of several sources.
pub fn scenes(desk: &Desk, options: &Options) -> Exhibit {
    let disputed = disputed(desk);
    let mut groups: BTreeMap<&str, Vec<&Group>> = BTreeMap::new();
    for group in &desk.groups {
        if group.kind != GroupKind::Internal {
            groups.entry(&group.story_id).or_default().push(group);
        }
    }
    let mut tables: Vec<Table> = groups
        .iter()
        .filter_map(|(id, groups)| Some(table(desk, desk.story(id)?, groups, &disputed)))
        .filter(|table| table.rows.iter().any(|row| row.states.len() > 1))
        .collect();
    tables.sort_by(|a, b| b.sources.len().cmp(&a.sources.len()).then_with(|| a.story.id.cmp(&b.story.id)));
    let mut notices = Vec::new();
    if tables.len() > MOST_PICTURES {
        let left = tables.len() - MOST_PICTURES;
        let says = format!(
            "agreement: the {MOST_PICTURES} stories of most sources are drawn, {left} are not; all are in groups.csv"
        );
        notices.push(Notice::new("charts", "", None, says));
        tables.truncate(MOST_PICTURES);
    }
    Exhibit { scenes: tables.iter().map(|table| fitted(desk, table, options)).collect(), notices }
}

fn fitted(desk: &Desk, table: &Table, options: &Options) -> Scene {
    // what one source alone tells is worth a row only where there is room
    let shared = table.rows.iter().filter(|row| row.states.len() > 1).count();
    let most = table.rows.len().min(shared.max(ROWS_WITH_SINGLES)).min(MOST_ROWS);
    options.fitted(most, ROW, |rows| lay(desk, table, &table.rows[..rows], options))
}

fn lay(desk: &Desk, table: &Table, rows: &[Row], options: &Options) -> Scene {
    let words = &desk.tongue.agreement;
    let label = clean(&table.story.label);
    let subtitle = [label.clone(), desk.sources(table.sources.len())];
    let subtitle = subtitle.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
    let mut page = Page::open("agreement", options, &title(desk, table), &subtitle);
    page.scene.name = format!("agreement {label}");
    page.scene.story_id = table.story.id.clone();
    page.scene.description = describe(desk, table);

    let room = page.right() - page.left();
    let first = (room * 30 / 100).min(300);
    let sources = columns(desk, table, rows, ((room - first) / NARROWEST) as usize);
    let column = ((room - first) / sources.len().max(1) as i32).min(190);
    let grid = Grid { left: page.left() + first, first, column, figures: column >= ROOM_FOR_FIGURES };
    heads(desk, &mut page, &grid, &sources);
    for row in rows {
        lay_row(desk, &mut page, &grid, &sources, row);
    }
    page.top += 12;
    add_key(desk, &mut page, rows);
    let mut notes = vec![words.empty.clone()];
    let (all_rows, all_sources) = (table.rows.len(), table.sources.len());
    if rows.len() < all_rows {
        notes.push(desk.left_out(&words.rows_left_out, all_rows - rows.len(), all_rows));
    }
    if sources.len() < all_sources {
        notes.push(desk.left_out(&words.sources_left_out, all_sources - sources.len(), all_sources));
    }
    page.scene.data = data(desk, table, &page.scene);
    page.close(&notes, &desk.source_line(&table.sources))
}

fn title(desk: &Desk, table: &Table) -> String {
    let words = &desk.tongue.agreement;
    let shared = || table.rows.iter().filter(|row| row.states.len() > 1);
    let conflicting = shared().filter(|row| row.states.values().any(|told| told.state == State::Conflicts)).count();
    let all = shared().count();
    let (sentence, n) = match (conflicting, all) {
        (0, 1) => (&words.none_one, 1),
        (0, 2) => (&words.none_two, 2),
        (0, all) => (&words.none, all),
        (1, 1) => (&words.all_one, 1),
        (2, 2) => (&words.all_two, 2),
        (1, _) => (&words.some_one, 1),
        (some, all) if some == all => (&words.all, all),
        (some, _) => (&words.some, some),
    };
    fill(sentence, &[("n", &desk.tongue.count(n)), ("all", &desk.tongue.count(all))])
}

/// Who asked the people, where that is what the figures' scope names: a pollster is no place.
fn asked_by<'a>(desk: &Desk<'a>, group: &'a Group) -> Option<&'a str> {
    let mut claims = group.cells.iter().flat_map(|cell| &cell.members).filter_map(|id| desk.claim(id)).peekable();
    claims.peek()?;
    let own = |claim: &Claim| {
        let entity = &claim.scope.entity;
        let Some((_, after)) = claim.sentence_text.split_once(entity.as_str()).filter(|_| !entity.is_empty()) else {
            return false;
        };
        let next = after.trim_start_matches(['’', '\'', 's', ' ']).split(|c: char| !c.is_alphabetic()).next();
        next.is_some_and(|next| ["poll", "survey", "study", "polling"].contains(&next))
    };
    claims.all(own).then_some(&*group.scope)
}

/// A row a subject and source.
fn data(desk: &Desk, table: &Table, scene: &Scene) -> Data {
    let head = ["group_id", "subject", "scope", "kind", "source_id", "source", "state", "drawn", "figures", "ids"];
    let mut data = Data::new(&[&head]);
    for row in &table.rows {
        for (source, told) in &row.states {
            data.row([
                Field::words(&row.group.id),
                Field::words(&desk.group_label(row.group)),
                Field::words(&row.group.scope),
                Field::name(row.group.kind.as_str()),
                Field::words(source),
                Field::words(&desk.name(source)),
                Field::name(told.state.name()),
                Field::yes(told.ids.iter().any(|id| scene.drawn.contains(id))),
                Field::words(&told.figures),
                Field::words(&told.ids.join(" | ")),
            ]);
        }
    }
    data
}

/// The sources that get a column, by name: those that speak of most.
fn columns<'a>(desk: &Desk, table: &Table<'a>, rows: &[Row], room: usize) -> Vec<&'a str> {
    let mut sources = table.sources.clone();
    let told = |source: &&str| rows.iter().filter(|row| row.states.contains_key(source)).count();
    sources.sort_by_cached_key(|source| (std::cmp::Reverse(told(source)), desk.order(source), *source));
    sources.truncate(room.min(MOST_SOURCES));
    sources.sort_by_cached_key(|source| (desk.order(source), *source));
    sources
}

fn add_key(desk: &Desk, page: &mut Page, rows: &[Row]) {
    let theme = page.theme;
    let mut states: Vec<State> = rows.iter().flat_map(|row| row.states.values()).map(|told| told.state).collect();
    states.sort_unstable_by(|a, b| b.cmp(a));
    states.dedup();
    let entries = states.into_iter().map(|state| {
        let draw = move |(x, y): Point| {
            let frame = Frame { left: x - 12, top: y - 9, right: x + 12, bottom: y + 9 };
            let mut shapes = ground(frame, state, theme);
            shapes.extend(sign((x, y), state, theme));
            shapes
        };
        key::Entry { draw: Box::new(draw), wide: 24, means: state.means(desk.tongue) }
    });
    key::add(page, &entries.collect::<Vec<_>>());
}

struct Grid {
    left: i32,
    /// room of the row names
    first: i32,
    column: i32,
    figures: bool,
}

fn heads(desk: &Desk, page: &mut Page, grid: &Grid, sources: &[&str]) {
    let look = page.small().ink(page.theme.ink).bold();
    let x = |at: usize| grid.left + grid.column * at as i32;
    let step = line_height(look.size);
    if grid.figures {
        let room = f64::from(grid.column - 12);
        let names: Vec<Vec<String>> =
            sources.iter().map(|source| wrap(&desk.name(source), room, look.size, look.weight, 2)).collect();
        let lines = names.iter().map(Vec::len).max().unwrap_or(1) as i32;
        for (at, name) in names.iter().enumerate() {
            for (n, text) in name.iter().enumerate() {
                let y = page.top + step * (lines - name.len() as i32 + n as i32);
                let label = page.label(text, (x(at) + grid.column / 2, y), Side::Middle, grid.column - 8, look);
                page.scene.furnish(label);
            }
        }
        page.top += step * lines + 6;
        return;
    }
    let look = page.small().ink(page.theme.ink);
    let names: Vec<String> =
        sources.iter().map(|source| shorten(&desk.name(source), 150.0, look.size, look.weight)).collect();
    let high = names.iter().map(|name| width(name, look.size, look.weight).ceil() as i32).max().unwrap_or(0);
    for (at, text) in names.into_iter().enumerate().filter(|(_, text)| !text.is_empty()) {
        let at = (x(at) + grid.column / 2 - look.size as i32 / 2 + 1, page.top + high);
        let label =
            Label { text, at, side: Side::Left, size: look.size, weight: Weight::Plain, ink: look.ink, upward: true };
        page.scene.furnish([Shape::Text(label)]);
    }
    page.top += high + 8;
}

fn lay_row(desk: &Desk, page: &mut Page, grid: &Grid, sources: &[&str], row: &Row) {
    let theme = page.theme;
    let right = grid.left + grid.column * sources.len() as i32;
    page.scene.furnish([line((page.left(), page.top), (right, page.top), theme.grid, 1)]);
    let scope = clean(&row.group.scope);
    let kind = match row.group.kind {
        GroupKind::Event => &*desk.tongue.agreement.event,
        GroupKind::Quote => &desk.tongue.agreement.quotation,
        _ => "",
    };
    let below = match asked_by(desk, row.group) {
        Some(who) => fill(&desk.tongue.agreement.by_whom, &[("who", &clean(who))]),
        None if scope.is_empty() => kind.to_string(),
        None => scope,
    };
    let room = grid.first - 14;
    let name = desk.group_label(row.group);
    let only_name = below.is_empty();
    let lines = if only_name { wrap(&name, f64::from(room), theme.label, Weight::Bold, 2) } else { vec![name] };
    let start = page.top + if only_name && lines.len() == 1 { 13 } else { 5 };
    let mut y = start;
    for text in &lines {
        let label = page.label(text, (page.left(), y), Side::Left, room, page.look().bold());
        page.scene.furnish(label);
        y += line_height(theme.label);
    }
    if !only_name {
        let label = page.label(&below, (page.left(), y + 1), Side::Left, room, page.small());
        page.scene.furnish(label);
    }
    for (at, source) in sources.iter().enumerate() {
        let Some(told) = row.states.get(source) else { continue };
        let left = grid.left + grid.column * at as i32;
        let frame =
            Frame { left: left + 2, top: page.top + 2, right: left + grid.column - 2, bottom: page.top + ROW - 2 };
        let middle = page.top + ROW / 2;
        let mut shapes = ground(frame, told.state, theme);
        let look = Look { size: theme.small, ..page.look() };
        let room = f64::from(grid.column - 38);
        let lines = if grid.figures { wrap(&told.figures, room, look.size, look.weight, 2) } else { Vec::new() };
        let long = lines.iter().map(|line| width(line, look.size, look.weight).ceil() as i32).max().unwrap_or(-22);
        let start = left + (grid.column - long - 22) / 2;
        shapes.extend(sign(
            (if lines.is_empty() { left + grid.column / 2 } else { start + 7 }, middle),
            told.state,
            theme,
        ));
        let step = line_height(look.size);
        for (n, text) in lines.iter().enumerate() {
            let y = middle - 5 - (lines.len() as i32 - 1) * step / 2 + n as i32 * step;
            shapes.extend(page.label(text, (start + 22, y), Side::Left, grid.column, look));
        }
        let figures = if told.figures.is_empty() { String::new() } else { format!(" {}", told.figures) };
        let says = format!(
            "{}, {}:{figures} – {}",
            desk.name(source),
            desk.group_label(row.group),
            told.state.means(desk.tongue)
        );
        page.scene.mark(told.ids.clone(), says, shapes);
    }
    page.top += ROW;
}

fn ground(frame: Frame, state: State, theme: &Theme) -> Vec<Shape> {
    let fill = |ink| vec![Shape::Box { frame, ink, filled: true }];
    match state {
        State::Agrees => fill(theme.agree),
        State::Conflicts => fill(theme.conflict_ground),
        State::Alone => vec![Shape::Box { frame, ink: theme.grid, filled: false }],
        State::AtOdds => vec![Shape::Box { frame, ink: theme.conflict, filled: false }],
    }
}

/// =, ≠ and o, drawn as lines so that no font can lack them.
fn sign((x, y): Point, state: State, theme: &Theme) -> Vec<Shape> {
    let ink: Ink = theme.ink;
    let level = |y| line((x - 6, y), (x + 6, y), ink, 2);
    match state {
        State::Alone => vec![Shape::Dot { at: (x, y), radius: 4, ink: theme.quiet, filled: false }],
        State::Agrees => vec![level(y - 3), level(y + 3)],
        State::AtOdds | State::Conflicts => {
            vec![level(y - 3), level(y + 3), line((x - 4, y + 8), (x + 4, y - 8), ink, 2)]
        }
    }
}

fn describe(desk: &Desk, table: &Table) -> String {
    let rows = table.rows.iter().map(|row| {
        let told = row.states.iter().map(|(source, told)| {
            let figures = if told.figures.is_empty() { String::new() } else { format!(" ({})", told.figures) };
            format!("{}{figures} {}", desk.name(source), told.state.means(desk.tongue))
        });
        format!("{}: {}.", desk.group_label(row.group), told.collect::<Vec<_>>().join("; "))
    });
    rows.collect::<Vec<_>>().join(" ")
}
