//! How far the sources' figures lie apart: a row a source, in its own words, beside a mark on a common scale.
//!
//! Cells whose figures may be compared stand under one heading; the estimate closes each.

mod blocks;
mod table;

use self::blocks::{Block, Plot, ROW, estimate_sign, row_name, say};
use self::table::{Section, Table, heading, tables_of, thin, verdict};
use super::data::{self, Data, Field};
use super::desk::{Desk, headline, sources_of};
use super::fonts::{Weight, width};
use super::key;
use super::labels::{Frame, Placer, line_height};
use super::numbers::Scale;
use super::page::Page;
use super::reach::{OPEN, Sign, sign};
use super::scene::{Group, Scene, Shape, Side, line};
use super::{Exhibit, Options};
use crate::model::group::GroupKind;
use crate::model::notice::Notice;
use crate::model::quantity::Unit;

/// Groups drawn in one run; those with most claims go first.
const MOST_PICTURES: usize = 40;
/// Rows of one picture.
const MOST_ROWS: usize = 40;

/// One picture a group in which several claims can be set side by side.
pub fn scenes(desk: &Desk, options: &Options) -> Exhibit {
    let mut tables: Vec<Table> = desk
        .groups
        .iter()
        .copied()
        .filter(|group| group.kind == GroupKind::Statistic)
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
    Exhibit { scenes: tables.iter().map(|table| fitted(desk, table, options)).collect(), notices }
}

fn fitted(desk: &Desk, table: &Table, options: &Options) -> Scene {
    options.fitted(table.claims().min(MOST_ROWS), ROW, |rows| lay(desk, table, rows, options))
}

fn lay(desk: &Desk, table: &Table, most: usize, options: &Options) -> Scene {
    let mut sections = table.sections.clone();
    let left_out = thin(&mut sections, most);
    let blocks = Block::of(desk, &sections);
    let mut page = Page::open("spread", options, &table.title(desk), &table.subtitle(desk));
    let theme = page.theme;
    page.scene.name = format!("spread {} {}", headline(&table.group.label), table.group.scope);
    page.scene.story_id = table.group.story_id.to_string();
    page.scene.group_id = table.group.id.to_string();
    page.scene.description = describe(desk, table);

    let rows = || blocks.iter().flat_map(Block::rows);
    let widest = rows().map(|row| width(&row_name(desk, row), theme.label, Weight::Bold).ceil() as i32 + 1).max();
    let estimated = blocks.iter().any(Block::is_estimated).then(|| {
        let words = &desk.tongue.spread;
        let methods =
            [&words.vote, &words.latest, &words.median].map(|method| width(method, theme.small, Weight::Plain));
        methods.into_iter().fold(0.0, f64::max).ceil() as i32 + 1
    });
    let column = widest.max(estimated).unwrap_or(0).clamp(80, options.width() * 28 / 100);
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
    axis(desk, &mut page, &plot, table.unit, &ticks);
    let mut signs: Vec<Sign> = rows().map(|row| row.reach.sign).collect();
    signs.sort();
    signs.dedup();
    page.top += 8;
    signs_key(desk, &mut page, &signs, blocks.iter().any(Block::is_estimated));

    let mut notes = Vec::new();
    if plot.scale.tenfold {
        notes.push(desk.tongue.spread.tenfold.clone());
    }
    if left_out > 0 {
        notes.push(desk.left_out(&desk.tongue.spread.left_out, left_out, table.claims()));
    }
    page.scene.data = data(desk, table, &page.scene);
    page.close(&notes, &desk.source_line(&sources_of(table.all())))
}

fn axis(desk: &Desk, page: &mut Page, plot: &Plot, unit: &Unit, ticks: &[(rust_decimal::Decimal, i32)]) {
    let look = page.small();
    page.top += 6;
    let mut placer = Placer::new(Frame { left: plot.left - 16, top: 0, right: page.scene.width - 4, bottom: i32::MAX });
    for (value, x) in ticks {
        let label = page.label(
            &desk.tongue.with_unit(*value, unit, None),
            (*x, page.top + 3),
            Side::Middle,
            plot.right - plot.left,
            look,
        );
        if let Some(Shape::Text(label)) = label
            && placer.place([label.frame().grown(5)]).is_some()
        {
            page.scene.furnish([Shape::Text(label)]);
        }
    }
    page.top += line_height(look.size) + 6;
}

fn signs_key(desk: &Desk, page: &mut Page, signs: &[Sign], estimated: bool) {
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
            key::Entry { draw: Box::new(draw), wide, means: which.means(desk.tongue) }
        })
        .collect();
    if estimated {
        let draw = move |(x, y): (i32, i32)| estimate_sign((x - 18, x + 18), Some(x), y, theme);
        entries.push(key::Entry { draw: Box::new(draw), wide: 38, means: &desk.tongue.signs.estimate });
    }
    key::add(page, &entries);
}

fn describe(desk: &Desk, table: &Table) -> String {
    let sections = table.sections.iter().map(|section| {
        let rows: Vec<String> = section.rows.iter().flat_map(|row| &row.claims).map(|claim| say(desk, claim)).collect();
        format!("{} – {}. {}.", heading(desk, section.cell), verdict(desk, section), rows.join("; "))
    });
    sections.collect::<Vec<_>>().join(" ")
}

/// A row a figure, and one for each estimate.
fn data(desk: &Desk, table: &Table, scene: &Scene) -> Data {
    let mut rows = Data::new(&[&["row", "drawn", "cell_id", "verdict"], &data::FIGURE]);
    let own = |row: &str, drawn: bool, section: &Section| {
        let cell = section.cell;
        [Field::name(row), Field::yes(drawn), Field::words(&cell.id), Field::name(cell.verdict.as_str())]
    };
    for section in &table.sections {
        for claim in section.rows.iter().flat_map(|row| &row.claims) {
            let drawn = scene.drawn.contains(claim.id.as_str());
            rows.row(own("figure", drawn, section).into_iter().chain(data::figure(desk, claim)));
        }
        if let Some(estimate) = &section.cell.estimate {
            let empty = |n: usize| std::iter::repeat_with(|| Field::name("")).take(n);
            let ends = [estimate.best, estimate.low, estimate.high].map(Field::number);
            let fields = empty(4).chain([Field::words(&section.cell.metric), Field::words(&section.cell.scope)]);
            let fields = fields.chain(empty(1)).chain(ends).chain([Field::name(estimate.method.as_str())]);
            let drawn = scene.drawn.contains(section.cell.id.as_str());
            rows.row(own("estimate", drawn, section).into_iter().chain(fields));
        }
    }
    rows
}
