//! How far the sources' figures lie apart: a row a source, in its own words, beside a mark on a common scale.
//!
//! Cells whose figures may be compared stand under one heading; the estimate closes each.

use std::cmp::Ordering;

use super::dates;
use super::desk::{Desk, bounded, cell_label, group_label, headline, sources_of};
use super::fonts::{Weight, width};
use super::key;
use super::labels::{Frame, Placer, clean, line_height};
use super::numbers::{Scale, counted, grouped, to_f64, with_unit};
use super::page::Page;
use super::reach::{OPEN, Reach, Sign, sign};
use super::scene::{Scene, Shape, Side, dashes, line};
use super::theme::Theme;
use super::{Exhibit, Options};
use crate::model::claim::Claim;
use crate::model::estimate::{Estimate, Method};
use crate::model::group::{Cell, Group, GroupKind, Verdict};
use crate::model::notice::Notice;
use crate::model::quantity::{Bound, Unit};

/// Groups drawn in one run; those with most claims go first.
const MOST_PICTURES: usize = 40;
/// Rows of one picture.
const MOST_ROWS: usize = 40;
const ROW: i32 = 48;

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

/// The figures of one group in one unit.
struct Table<'a> {
    group: &'a Group,
    unit: &'a Unit,
    sections: Vec<Section<'a>>,
}

/// The figures of one cell.
struct Section<'a> {
    cell: &'a Cell,
    rows: Vec<Row<'a>>,
}

/// A figure and everyone who gives it: one claim, or several alike when there are too many for a row each.
#[derive(Clone)]
struct Row<'a> {
    claims: Vec<&'a Claim>,
    reach: Reach,
}

fn tables_of<'a>(desk: &Desk<'a>, group: &'a Group) -> Vec<Table<'a>> {
    let mut units: Vec<&Unit> = group.cells.iter().map(|cell| &cell.unit).collect();
    units.sort();
    units.dedup();
    let section = |cell: &'a Cell| {
        let row = |id: &String| {
            let claim = desk.claim(id)?;
            Some(Row { claims: vec![claim], reach: Reach::of(&claim.quantity)? })
        };
        let mut rows: Vec<Row> = cell.members.iter().filter_map(row).collect();
        rows.sort_by(|a, b| {
            by_value(&a.reach, &b.reach)
                .then_with(|| (&a.claims[0].source, &a.claims[0].id).cmp(&(&b.claims[0].source, &b.claims[0].id)))
        });
        (!rows.is_empty()).then_some(Section { cell, rows })
    };
    let of_unit = |unit: &'a Unit| {
        let mut sections: Vec<Section> =
            group.cells.iter().filter(|cell| cell.unit == *unit).filter_map(section).collect();
        // what most sources speak of comes first
        sections.sort_by(|a, b| {
            b.rows
                .len()
                .cmp(&a.rows.len())
                .then_with(|| (&a.cell.metric, &a.cell.id).cmp(&(&b.cell.metric, &b.cell.id)))
        });
        Table { group, unit, sections }
    };
    units.into_iter().map(of_unit).collect()
}

fn by_value(a: &Reach, b: &Reach) -> Ordering {
    let middle = |reach: &Reach| (reach.low + reach.high) / 2.0;
    middle(a).total_cmp(&middle(b)).then(a.sign.cmp(&b.sign))
}

impl<'a> Table<'a> {
    fn claims(&self) -> usize {
        self.sections.iter().flat_map(|section| &section.rows).map(|row| row.claims.len()).sum()
    }

    fn all(&self) -> impl Iterator<Item = &'a Claim> {
        self.sections.iter().flat_map(|section| &section.rows).flat_map(|row| row.claims.iter().copied())
    }

    /// Several claims in a cell, or cells that speak of overlapping times. Figures of separate times are a series.
    fn worth_drawing(&self) -> bool {
        let days = |section: &Section| (section.cell.period.start, section.cell.period.end);
        let apart = |a: &Section, b: &Section| match (days(a), days(b)) {
            ((Some(from), Some(to)), (Some(start), Some(end))) => to < start || end < from,
            _ => false,
        };
        let several = self.sections.iter().any(|section| section.rows.len() > 1);
        let meet = || self.sections.iter().enumerate().any(|(at, a)| self.sections[..at].iter().any(|b| !apart(a, b)));
        several || (self.sections.len() <= MOST_ROWS && meet())
    }

    /// "75,000 to 85,000", or the one figure with the bounds given to it: "40,000, over 40,000 or up to 40,000".
    fn finding(&self) -> String {
        let firm: Vec<&Claim> = self.all().filter(|claim| claim.quantity.bound != Bound::Vague).collect();
        let firm = if firm.is_empty() { self.all().collect() } else { firm };
        let ends = |claim: &&Claim| {
            let quantity = &claim.quantity;
            [quantity.low.or(quantity.value).or(quantity.high), quantity.high.or(quantity.value).or(quantity.low)]
        };
        let low = firm.iter().filter_map(|claim| ends(claim)[0]).min().unwrap_or_default();
        let high = firm.iter().filter_map(|claim| ends(claim)[1]).max().unwrap_or_default();
        let per = firm.first().and_then(|claim| claim.quantity.per.as_ref());
        if low < high {
            return format!("{} to {}", with_unit(low, &Unit::Count, None), with_unit(high, self.unit, per));
        }
        let mut written: Vec<String> = firm.iter().map(|claim| bounded(&claim.quantity)).collect();
        written.sort();
        written.dedup();
        match &written[..] {
            [.., last] if written.len() > 1 => format!("{} or {last}", written[..written.len() - 1].join(", ")),
            _ => written.concat(),
        }
    }

    fn title(&self) -> String {
        let sources = sources_of(self.all()).len();
        let mut title =
            format!("{}: {}, {}", group_label(self.group), self.finding(), counted(sources, "source", "sources"));
        let first = self.sections[0].cell;
        let same =
            |differs: fn(&Cell, &Cell) -> bool| !self.sections.iter().any(|section| differs(section.cell, first));
        if self.sections.len() > 1 {
            let ways = self.sections.len();
            let same_thing = same(|a, b| a.metric != b.metric || a.population != b.population);
            title.push_str(&if same_thing {
                format!(", for {}", counted(ways, "period", "different periods"))
            } else {
                format!(", {}", counted(ways, "way of counting", "ways of counting"))
            });
        } else if first.verdict == Verdict::Agree && sources > 1 {
            title.push_str(" agree");
        }
        title
    }

    fn subtitle(&self) -> String {
        let scope = clean(&self.group.scope);
        let mut parts = Vec::new();
        if !scope.is_empty() {
            parts.push(scope);
        }
        if let [section] = &self.sections[..] {
            // the title has said what is counted
            let says = heading(section.cell);
            parts.push(match says.strip_prefix(&group_label(self.group)) {
                Some(period) => period.trim_start_matches([',', ' ']).to_string(),
                None => says,
            });
            parts.push(verdict(section).into());
        } else {
            parts.push("only figures under one heading can be set against each other".into());
        }
        parts.retain(|part| !part.is_empty());
        parts.join(" · ")
    }
}

/// "Arrests, since 2022"
fn heading(cell: &Cell) -> String {
    let period = dates::period(&cell.period);
    let part = if cell.period.partial && !period.is_empty() { ", a part of the time" } else { "" };
    [cell_label(cell), period].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ") + part
}

fn verdict(section: &Section) -> &'static str {
    if sources_of(section.rows.iter().flat_map(|row| row.claims.iter().copied())).len() == 1 {
        return "one source only";
    }
    match section.cell.verdict {
        Verdict::Single => "one source only",
        Verdict::Agree => "the sources agree",
        Verdict::Rounding => "the sources agree but for rounding",
        Verdict::WithinBound => "the sources agree within their bounds",
        Verdict::CoarserDate => "the sources agree, some date it more coarsely",
        Verdict::Growth => "a total that grew",
        Verdict::Conflict => "the sources conflict",
        Verdict::Split => "the sources count by two definitions",
    }
}

/// Brings the rows down to `most`: figures alike share a row; then lowest and highest stay, and an even choice between.
/// Returns how many claims have no row.
fn thin(sections: &mut Vec<Section>, most: usize) -> usize {
    let rows = |sections: &[Section]| sections.iter().map(|section| section.rows.len()).sum::<usize>();
    if rows(sections) <= most {
        return 0;
    }
    for section in sections.iter_mut() {
        let mut folded: Vec<Row> = Vec::new();
        for row in section.rows.drain(..) {
            match folded.last_mut() {
                Some(last) if last.reach == row.reach => last.claims.extend(row.claims),
                _ => folded.push(row),
            }
        }
        section.rows = folded;
    }
    let total = rows(sections);
    if total <= most {
        return 0;
    }
    let (mut at, mut left_out) = (0, 0);
    for section in sections.iter_mut() {
        let kept = section.rows.drain(..).filter(|row| {
            // row `at` stays when it is the first to fall into its slot of `most`
            let stays = at == 0 || at * (most - 1) / (total - 1) != (at - 1) * (most - 1) / (total - 1);
            at += 1;
            left_out += if stays { 0 } else { row.claims.len() };
            stays
        });
        section.rows = kept.collect();
    }
    sections.retain(|section| !section.rows.is_empty());
    left_out
}

fn fitted(desk: &Desk, table: &Table, options: &Options, theme: &Theme) -> Scene {
    options.fitted(table.claims().min(MOST_ROWS), ROW, |rows| lay(desk, table, rows, options, theme))
}

fn lay(desk: &Desk, table: &Table, most: usize, options: &Options, theme: &Theme) -> Scene {
    let mut sections: Vec<Section> =
        table.sections.iter().map(|section| Section { cell: section.cell, rows: section.rows.clone() }).collect();
    let left_out = thin(&mut sections, most);
    let title = table.title();
    let mut page = Page::open("spread", options.width(), theme, &title, &table.subtitle());
    page.scene.name = format!("spread {} {}", headline(&table.group.label), table.group.scope);
    page.scene.story_id = table.group.story_id.clone();
    page.scene.group_id = table.group.id.clone();
    page.scene.description = describe(desk, table);

    let names: Vec<String> = sections.iter().flat_map(|s| &s.rows).map(|row| row_name(desk, row)).collect();
    let widest = names.iter().map(|name| width(name, theme.label, Weight::Bold).ceil() as i32 + 1).max().unwrap_or(0);
    let column = widest.clamp(80, options.width() * 28 / 100);
    let (plot_left, plot_right) = (page.left() + column + 20, page.right());
    let scale = scale_of(&sections, plot_left, plot_right);
    let frame = Plot { left: plot_left, right: plot_right, column, scale };

    let ticks = frame.scale.ticks();
    // what is drawn from here on lies above the grid, which is known only once the rows are laid
    let grid_slot = page.scene.groups.len();
    page.scene.groups.push(super::scene::Group::default());
    let grid_top = page.top;
    let alone = sections.len() == 1;
    for section in &sections {
        lay_section(desk, &mut page, &frame, section, alone);
    }
    let grid = ticks.iter().map(|(_, x)| line((*x, grid_top), (*x, page.top), theme.grid, 1));
    page.scene.groups[grid_slot].shapes.splice(0..0, grid);
    axis(&mut page, &frame, table.unit, &ticks);

    let mut signs: Vec<Sign> = sections.iter().flat_map(|s| &s.rows).map(|row| row.reach.sign).collect();
    signs.sort();
    signs.dedup();
    let estimated = sections.iter().any(|section| shown_estimate(section).is_some());
    page.top += 8;
    signs_key(&mut page, &signs, estimated);

    let mut notes = Vec::new();
    if frame.scale.tenfold {
        notes.push("Each step of the scale is ten times the last.".to_string());
    }
    if left_out > 0 {
        let all = table.claims();
        notes.push(format!("{left_out} of {all} figures are left out here; all are in statistics.csv."));
    }
    page.close(&notes, &desk.source_line(&sources_of(table.all())))
}

/// Where names, marks and values stand.
struct Plot {
    left: i32,
    right: i32,
    column: i32,
    scale: Scale,
}

fn scale_of(sections: &[Section], left: i32, right: i32) -> Scale {
    let rows = || sections.iter().flat_map(|section| &section.rows);
    let mut values: Vec<f64> = rows().flat_map(|row| [row.reach.low, row.reach.high]).collect();
    for estimate in sections.iter().filter_map(shown_estimate) {
        values.extend([estimate.low, estimate.best, estimate.high].into_iter().flatten().map(to_f64));
    }
    let open_left = rows().any(|row| matches!(row.reach.sign, Sign::UpTo | Sign::Below));
    Scale::new(&values, left + if open_left { OPEN } else { 16 }, right - OPEN, true)
}

fn shown_estimate<'a>(section: &Section<'a>) -> Option<&'a Estimate> {
    let claims: usize = section.rows.iter().map(|row| row.claims.len()).sum();
    section
        .cell
        .estimate
        .as_ref()
        .filter(|estimate| claims > 1 && (estimate.best.is_some() || estimate.low.is_some() || estimate.high.is_some()))
}

fn lay_section(desk: &Desk, page: &mut Page, plot: &Plot, section: &Section, alone: bool) {
    let theme = page.theme;
    let look = page.look();
    if !alone {
        page.top += 14;
        let room = page.right() - page.left();
        let mask = Frame {
            left: page.left(),
            top: page.top - 15,
            right: page.right(),
            bottom: page.top + line_height(theme.label) + 4,
        };
        let label = page.label(&heading(section.cell), (page.left(), page.top), Side::Left, room * 3 / 5, look.bold());
        page.scene.furnish([Shape::Box { frame: mask, ink: theme.paper, filled: true }]);
        if let Some(Shape::Text(label)) = label {
            let beside = (label.frame().right + 12, page.top);
            let conflict = matches!(section.cell.verdict, Verdict::Conflict);
            let (sign, look) =
                if conflict { ("≠ ", look.bold().ink(theme.conflict)) } else { ("", look.ink(theme.quiet)) };
            let words = format!("{sign}{}", verdict(section));
            let says = page.label(&words, beside, Side::Left, page.right() - beside.0, look);
            page.scene.furnish([Shape::Text(label)]);
            page.scene.furnish(says);
        }
        page.top += line_height(theme.label) + 4;
    }
    page.scene.furnish([line((page.left(), page.top), (page.right(), page.top), theme.rule, 1)]);
    let estimate = shown_estimate(section);
    let rows_high = ROW * (section.rows.len() as i32 + i32::from(estimate.is_some()));
    if let Some(best) = estimate.and_then(|estimate| estimate.best) {
        let x = plot.scale.at(to_f64(best));
        page.scene.furnish(dashes(
            (x, page.top + 1),
            (x, page.top + rows_high - 16),
            theme.estimate.faded(0.55),
            1,
            3,
            3,
        ));
    }
    for row in &section.rows {
        let claim = row.claims[0];
        let words = desk.words(claim);
        let mut shapes = names(page, plot, &row_name(desk, row), &row_date(desk, row));
        shapes.extend(words_above(page, plot, row.reach.pixels(&plot.scale).0, &words));
        shapes.extend(row.reach.draw(&plot.scale, page.top + 34, theme.claim, theme));
        let says = row.claims.iter().map(|claim| say(desk, claim)).collect::<Vec<_>>().join("; ");
        page.scene.mark(row.claims.iter().map(|claim| claim.id.clone()).collect(), says, shapes);
        page.top += ROW;
        page.scene.furnish([line((page.left(), page.top), (page.right(), page.top), theme.grid, 1)]);
    }
    if let Some(estimate) = estimate {
        lay_estimate(page, plot, section.cell, estimate);
    }
}

fn lay_estimate(page: &mut Page, plot: &Plot, cell: &Cell, estimate: &Estimate) {
    let theme = page.theme;
    let show = |value| with_unit(value, &cell.unit, None);
    let best = estimate.best.map(|best| format!("best {}", show(best)));
    let range = match (estimate.low, estimate.high) {
        (Some(low), Some(high)) if low < high => Some(format!("{} to {}", grouped(low), show(high))),
        (Some(low), None) => Some(format!("from {}", show(low))),
        (None, Some(high)) => Some(format!("up to {}", show(high))),
        _ => None,
    };
    let words = match (best, range) {
        (Some(best), Some(range)) => format!("{best}, range {range}"),
        (None, Some(range)) => format!("no best figure, range {range}"),
        (best, None) => best.unwrap_or_default(),
    };
    let method = match estimate.method {
        Method::Vote => "by vote of the sources",
        Method::Latest => "the latest figure",
        Method::Median => "the middle figure",
    };
    let at = |value| plot.scale.at(to_f64(value));
    let ends: Vec<i32> = [estimate.low, estimate.best, estimate.high].into_iter().flatten().map(at).collect();
    let (from, to) = (ends.iter().copied().min().unwrap_or(plot.left), ends.iter().copied().max().unwrap_or(plot.left));
    let mut shapes = names(page, plot, "Estimate", method);
    shapes.extend(words_above(page, plot, from, &words));
    shapes.extend(estimate_sign((from, to), estimate.best.map(at), page.top + 34, theme));
    page.scene.mark(vec![cell.id.clone()], format!("Estimate: {words}. {}", clean(&estimate.why)), shapes);
    page.top += ROW;
    page.scene.furnish([line((page.left(), page.top), (page.right(), page.top), theme.grid, 1)]);
}

fn estimate_sign((from, to): (i32, i32), best: Option<i32>, y: i32, theme: &Theme) -> Vec<Shape> {
    let mut shapes = Vec::new();
    if from < to {
        let cap = |x| line((x, y - 5), (x, y + 5), theme.estimate, 2);
        shapes.extend([line((from, y), (to, y), theme.estimate, 2), cap(from), cap(to)]);
    }
    if let Some(x) = best {
        shapes.push(Shape::Area { points: vec![(x - 8, y), (x, y - 8), (x + 8, y), (x, y + 8)], ink: theme.estimate });
    }
    shapes
}

/// Name and date at the left of a row.
fn names(page: &Page, plot: &Plot, name: &str, date: &str) -> Vec<Shape> {
    let upper = page.label(name, (page.left(), page.top + 9), Side::Left, plot.column, page.look().bold());
    let lower = page.label(date, (page.left(), page.top + 27), Side::Left, plot.column, page.small());
    upper.into_iter().chain(lower).collect()
}

/// The words of a row above its mark, moved left as far as it takes to stay on the page.
fn words_above(page: &Page, plot: &Plot, x: i32, words: &str) -> Vec<Shape> {
    let room = plot.right - plot.left;
    let Some(Shape::Text(mut label)) = page.label(words, (0, page.top + 9), Side::Left, room - 8, page.look()) else {
        return Vec::new();
    };
    let frame = label.frame();
    let left = (x - 7).min(plot.right - 4 - (frame.right - frame.left)).max(plot.left + 4);
    label.at.0 = left;
    let mask = label.frame().grown(2);
    vec![Shape::Box { frame: mask, ink: page.theme.paper, filled: true }, Shape::Text(label)]
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

fn row_name(desk: &Desk, row: &Row) -> String {
    let sources = sources_of(row.claims.iter().copied());
    let name = desk.name(sources[0]);
    if sources.len() > 1 { format!("{name} and {} more", sources.len() - 1) } else { name }
}

fn row_date(desk: &Desk, row: &Row) -> String {
    if row.claims.len() > 1 {
        format!("{} figures alike", row.claims.len())
    } else {
        desk.published(&row.claims[0].source)
    }
}

fn say(desk: &Desk, claim: &Claim) -> String {
    let by = claim.attributed_to.as_deref().map(|who| format!(", citing {}", clean(who))).unwrap_or_default();
    format!("{} ({}){by}: {}", desk.name(&claim.source), desk.published(&claim.source), desk.words(claim))
}

fn describe(desk: &Desk, table: &Table) -> String {
    let sections = table.sections.iter().map(|section| {
        let rows: Vec<String> = section.rows.iter().flat_map(|row| &row.claims).map(|claim| say(desk, claim)).collect();
        format!("{} – {}. {}.", heading(section.cell), verdict(section), rows.join("; "))
    });
    sections.collect::<Vec<_>>().join(" ")
}
