//! How far the sources' figures lie apart: a row a source, in its own words, beside a mark on a common scale.
//!
//! Cells whose figures may be compared stand under one heading; the estimate closes each.

mod blocks;
mod table;

use self::blocks::{Block, Plot, ROW, estimate_sign, row_name, say};
use self::table::{Table, heading, tables_of, thin, verdict};
use super::desk::{Desk, headline, sources_of};
use super::fonts::{Weight, width};
use super::key;
use super::labels::{Frame, Placer, line_height};
use super::numbers::{Scale, with_unit};
use super::page::Page;
use super::reach::{OPEN, Sign, sign};
use super::scene::{Group, Scene, Shape, Side, line};
use super::theme::Theme;
use super::{Exhibit, Options};
use crate::model::group::GroupKind;
use crate::model::notice::Notice;
use crate::model::quantity::Unit;

/// Groups drawn in one run; those with most claims go first.
const MOST_PICTURES: usize = 40;
/// Rows of one picture.
const MOST_ROWS: usize = 40;

/// One picture a group in which several claims can be set side by side.
pub fn scenes(desk: &Desk, options: &Options, theme: &Theme) -> Exhibit {
    let mut tables: Vec<Table> = desk
        .ledger
        .groups
        .iter()
        .filter(|group| group.kind == GroupKind::Statistic && options.wants(group))
        .flat_map(|group| tables_of(desk, group))
        .filter(Table::worth_drawing)
        .collect();
    tables.sort_by(|a, b| {
        b.claims().cmp(&a.claims()).then_with(|| a.group.id.cmp(&b.group.id)).then_with(|| a.unit.cmp(b.unit))
    });
    let mut notices = Vec::new();
    if tables.len() > MOST_PICTURES {
        let left = tables.len() - MOST_PICTURES;
        let says =
            format!("spread: {MOST_PICTURES} groups with most claims are drawn, {left} are not; all are in groups.csv");
        notices.push(Notice::new("charts", "", None, says));
        tables.truncate(MOST_PICTURES);
    }
    Exhibit { scenes: tables.iter().map(|table| fitted(desk, table, options, theme)).collect(), notices }
}

fn fitted(desk: &Desk, table: &Table, options: &Options, theme: &Theme) -> Scene {
    options.fitted(table.claims().min(MOST_ROWS), ROW, |rows| lay(desk, table, rows, options, theme))
}

fn lay(desk: &Desk, table: &Table, most: usize, options: &Options, theme: &Theme) -> Scene {
    let mut sections = table.sections.clone();
    let left_out = thin(&mut sections, most);
    let blocks = Block::of(&sections);
    let mut page = Page::open("spread", options.width(), theme, &table.title(), &table.subtitle());
    page.scene.name = format!("spread {} {}", headline(&table.group.label), table.group.scope);
    page.scene.story_id = table.group.story_id.clone();
    page.scene.group_id = table.group.id.clone();
    page.scene.description = describe(desk, table);

    let rows = || blocks.iter().flat_map(Block::rows);
    let widest = rows().map(|row| width(&row_name(desk, row), theme.label, Weight::Bold).ceil() as i32 + 1).max();
    let column = widest.unwrap_or(0).clamp(80, options.width() * 28 / 100);
    let (left, right) = (page.left() + column + 20, page.right());
    let values: Vec<f64> = blocks.iter().flat_map(Block::values).collect();
    let open_left = rows().any(|row| matches!(row.reach.sign, Sign::UpTo | Sign::Below));
    let scale = Scale::new(&values, left + if open_left { OPEN } else { 16 }, right - OPEN, true);
    let plot = Plot { left, right, column, scale };

    let ticks = plot.scale.ticks();
    // what is drawn from here on lies above the grid, which is known only once the rows are laid
    let grid_slot = page.scene.groups.len();
    page.scene.groups.push(Group::default());
    let grid_top = page.top + 1;
    for block in &blocks {
        block.lay(desk, &mut page, &plot);
    }
    let grid = ticks.iter().map(|(_, x)| line((*x, grid_top), (*x, page.top), theme.grid, 1));
    page.scene.groups[grid_slot].shapes.splice(0..0, grid);
    axis(&mut page, &plot, table.unit, &ticks);
    let mut signs: Vec<Sign> = rows().map(|row| row.reach.sign).collect();
    signs.sort();
    signs.dedup();
    page.top += 8;
    signs_key(&mut page, &signs, blocks.iter().any(Block::is_estimated));

    let mut notes = Vec::new();
    if plot.scale.tenfold {
        notes.push("Each step of the scale is ten times the last.".to_string());
    }
    if left_out > 0 {
        let all = table.claims();
        notes.push(format!("{left_out} of {all} figures are left out here; all are in statistics.csv."));
    }
    page.close(&notes, &desk.source_line(&sources_of(table.all())))
}

fn axis(page: &mut Page, plot: &Plot, unit: &Unit, ticks: &[(rust_decimal::Decimal, i32)]) {
    let look = page.small();
    page.top += 6;
    let mut placer = Placer::new(Frame { left: plot.left - 16, top: 0, right: page.scene.width - 4, bottom: i32::MAX });
    for (value, x) in ticks {
        let label =
            page.label(&with_unit(*value, unit, None), (*x, page.top + 3), Side::Middle, plot.right - plot.left, look);
        if let Some(Shape::Text(label)) = label
            && placer.place([label.frame().grown(5)]).is_some()
        {
            page.scene.furnish([Shape::Text(label)]);
        }
    }
    page.top += line_height(look.size) + 6;
}

fn signs_key(page: &mut Page, signs: &[Sign], estimated: bool) {
    let theme = page.theme;
    let mut entries: Vec<key::Entry> = signs
        .iter()
        .map(|&which| {
            let draw = move |(x, y): (i32, i32)| match which {
                Sign::Dot => sign(which, (x, x), Some(x), y, theme.claim, theme),
                Sign::From | Sign::Above => sign(which, (x - 30, x - 30), Some(x - 30), y, theme.claim, theme),
                Sign::UpTo | Sign::Below => sign(which, (x + 30, x + 30), Some(x + 30), y, theme.claim, theme),
                Sign::Bar => sign(which, (x - 17, x + 17), Some(x), y, theme.claim, theme),
                Sign::Vague => sign(which, (x - 20, x + 20), None, y, theme.claim, theme),
            };
            let wide = match which {
                Sign::Dot => 14,
                Sign::Bar | Sign::Vague => 42,
                _ => OPEN + 4,
            };
            key::Entry { draw: Box::new(draw), wide, means: which.means() }
        })
        .collect();
    if estimated {
        let draw = move |(x, y): (i32, i32)| estimate_sign((x - 18, x + 18), Some(x), y, theme);
        entries.push(key::Entry { draw: Box::new(draw), wide: 38, means: "estimate: low, best, high" });
    }
    key::add(page, &entries);
}

fn describe(desk: &Desk, table: &Table) -> String {
    let sections = table.sections.iter().map(|section| {
        let rows: Vec<String> = section.rows.iter().flat_map(|row| &row.claims).map(|claim| say(desk, claim)).collect();
        format!("{} – {}. {}.", heading(section.cell), verdict(section), rows.join("; "))
    });
    sections.collect::<Vec<_>>().join(" ")
}
