//! A heading, rows of figures, and the estimate that closes them.
//!
//! Figures that nobody else gives for the same time and thing stand together in one block, each under its own words:
//! a heading for every single one would tear apart what the eye wants to lay side by side.

use super::table::{Row, Section, by_value, heading, verdict};
use crate::charts::desk::{Desk, sources_of};
use crate::charts::labels::{Frame, clean, line_height};
use crate::charts::numbers::{Scale, to_f64};
use crate::charts::page::{Look, Page};
use crate::charts::scene::{Label, Shape, Side, dashes, line};
use crate::charts::theme::Theme;
use crate::charts::tongue::fill;
use crate::model::claim::Claim;
use crate::model::estimate::{Estimate, Method};
use crate::model::group::{Cell, Verdict};
use crate::model::quantity::Unit;

/// Pixels of a row.
pub const ROW: i32 = 48;

/// Where names, marks and values stand.
#[derive(Debug)]
pub struct Plot {
    pub left: i32,
    pub right: i32,
    /// room of the names
    pub column: i32,
    pub scale: Scale,
}

/// Rows below one heading.
pub struct Block<'a> {
    /// in bold, then in plain
    heading: Option<(String, &'a str)>,
    conflict: bool,
    /// each with what it counts, where the heading does not say it
    rows: Vec<(String, Row<'a>)>,
    estimate: Option<(&'a Cell, &'a Estimate)>,
}

impl<'a> Block<'a> {
    /// Sections of several figures, each a block of its own; then those of one figure in a last one.
    pub fn of(desk: &Desk<'a>, sections: &[Section<'a>]) -> Vec<Block<'a>> {
        if let [section] = sections {
            let rows = section.rows.iter().map(|row| (String::new(), row.clone())).collect();
            return vec![Block { heading: None, conflict: false, rows, estimate: shown_estimate(section) }];
        }
        let (several, single): (Vec<&Section>, Vec<&Section>) =
            sections.iter().partition(|section| section.rows.len() > 1);
        let mut blocks: Vec<Block> = several
            .iter()
            .map(|section| Block {
                heading: Some((heading(desk, section.cell), verdict(desk, section))),
                conflict: section.cell.verdict == Verdict::Conflict,
                rows: section.rows.iter().map(|row| (String::new(), row.clone())).collect(),
                estimate: shown_estimate(section),
            })
            .collect();
        let mut rows: Vec<(String, Row)> = single
            .iter()
            .flat_map(|section| section.rows.iter().map(|row| (heading(desk, section.cell), row.clone())))
            .collect();
        rows.sort_by(|(_, a), (_, b)| by_value(&a.reach, &b.reach).then_with(|| a.claims[0].id.cmp(&b.claims[0].id)));
        if !rows.is_empty() {
            let words = &desk.tongue.spread;
            let heading = (!blocks.is_empty()).then(|| (words.single.clone(), &*words.single_says));
            blocks.push(Block { heading, conflict: false, rows, estimate: None });
        }
        blocks
    }

    /// Adds the block to the page.
    pub fn lay(&self, desk: &Desk, page: &mut Page, plot: &Plot) {
        let theme = page.theme;
        if let Some((bold, plain)) = &self.heading {
            self.lay_heading(page, bold, plain);
        }
        page.scene.furnish([line((page.left(), page.top), (page.right(), page.top), theme.rule, 1)]);
        let rows_high = ROW * (self.rows.len() as i32 + i32::from(self.estimate.is_some()));
        if let Some(best) = self.estimate.and_then(|(_, estimate)| estimate.best) {
            let x = plot.scale.at(to_f64(best));
            let (from, to) = ((x, page.top + 1), (x, page.top + rows_high - 16));
            page.scene.furnish(dashes(from, to, theme.estimate.faded(0.55), 1, 3, 3));
        }
        for (counts, row) in &self.rows {
            let mut shapes = names(page, plot, &row_name(desk, row), &row_date(desk, row));
            let words = desk.words(row.claims[0]);
            shapes.extend(words_above(page, plot, row.reach.pixels(&plot.scale).0, counts, &words));
            shapes.extend(row.reach.draw(&plot.scale, page.top + 34, theme.claim, theme));
            let says = row.claims.iter().map(|claim| say(desk, claim)).collect::<Vec<_>>().join("; ");
            page.scene.mark(row.claims.iter().map(|claim| claim.id.to_string()).collect(), says, shapes);
            end_row(page);
        }
        if let Some((cell, estimate)) = self.estimate {
            lay_estimate(desk, page, plot, cell, estimate);
        }
    }

    fn lay_heading(&self, page: &mut Page, bold: &str, plain: &str) {
        let theme = page.theme;
        let look = page.look();
        page.top += 16;
        let room = page.right() - page.left();
        let bottom = page.top + line_height(theme.label) + 4;
        let mask = Frame { left: page.left(), top: page.top - 15, right: page.right(), bottom };
        page.scene.furnish([Shape::Box { frame: mask, ink: theme.paper, filled: true }]);
        if let Some(Shape::Text(label)) =
            page.label(bold, (page.left(), page.top), Side::Left, room * 3 / 5, look.bold())
        {
            let beside = (label.frame().right + 12, page.top);
            let (sign, look) =
                if self.conflict { ("≠ ", look.bold().ink(theme.conflict)) } else { ("", look.ink(theme.quiet)) };
            let says = page.label(&format!("{sign}{plain}"), beside, Side::Left, page.right() - beside.0, look);
            page.scene.furnish([Shape::Text(label)]);
            page.scene.furnish(says);
        }
        page.top = bottom;
    }

    /// The reaches of its figures and the ends of its estimate.
    pub fn values(&self) -> Vec<f64> {
        let ends = self.estimate.iter().flat_map(|(_, estimate)| [estimate.low, estimate.best, estimate.high]);
        let mut values: Vec<f64> = ends.flatten().map(to_f64).collect();
        values.extend(self.rows.iter().flat_map(|(_, row)| [row.reach.low, row.reach.high]));
        values
    }

    pub fn rows(&self) -> impl Iterator<Item = &Row<'a>> {
        self.rows.iter().map(|(_, row)| row)
    }

    pub fn is_estimated(&self) -> bool {
        self.estimate.is_some()
    }
}

fn end_row(page: &mut Page) {
    page.top += ROW;
    page.scene.furnish([line((page.left(), page.top), (page.right(), page.top), page.theme.grid, 1)]);
}

/// An estimate over several claims that says anything.
fn shown_estimate<'a>(section: &Section<'a>) -> Option<(&'a Cell, &'a Estimate)> {
    let claims: usize = section.rows.iter().map(|row| row.claims.len()).sum();
    let estimate = section.cell.estimate.as_ref().filter(|_| claims > 1)?;
    let says = estimate.best.is_some() || estimate.low.is_some() || estimate.high.is_some();
    says.then_some((section.cell, estimate))
}

fn lay_estimate(desk: &Desk, page: &mut Page, plot: &Plot, cell: &Cell, estimate: &Estimate) {
    let theme = page.theme;
    let says = &desk.tongue.spread;
    let show = |value| desk.tongue.with_unit(value, &cell.unit, None);
    let range = match (estimate.low, estimate.high) {
        (Some(low), Some(high)) if low < high => {
            Some(desk.range(&desk.tongue.with_unit(low, &Unit::Count, None), &show(high)))
        }
        (Some(low), None) => Some(fill(&says.from, &[("n", &show(low))])),
        (None, Some(high)) => Some(fill(&desk.tongue.bounds.up_to, &[("n", &show(high))])),
        _ => None,
    };
    let words = match (estimate.best.map(show), range) {
        (Some(best), Some(range)) => fill(&says.best_range, &[("n", &best), ("range", &range)]),
        (None, Some(range)) => fill(&says.no_best, &[("range", &range)]),
        (Some(best), None) => fill(&says.best, &[("n", &best)]),
        (None, None) => String::new(),
    };
    let method = match estimate.method {
        Method::Vote => &says.vote,
        Method::Latest => &says.latest,
        Method::Median => &says.median,
    };
    let at = |value| plot.scale.at(to_f64(value));
    let ends: Vec<i32> = [estimate.low, estimate.best, estimate.high].into_iter().flatten().map(at).collect();
    let (from, to) = (ends.iter().copied().min().unwrap_or(plot.left), ends.iter().copied().max().unwrap_or(plot.left));
    let mut shapes = names(page, plot, &says.estimate, method);
    shapes.extend(words_above(page, plot, from, "", &words));
    shapes.extend(estimate_sign((from, to), estimate.best.map(at), page.top + 34, theme));
    page.scene.mark(vec![cell.id.to_string()], format!("{}: {words}. {}", says.estimate, clean(&estimate.why)), shapes);
    end_row(page);
}

/// A line from low to high with a diamond at the best.
pub fn estimate_sign((from, to): (i32, i32), best: Option<i32>, y: i32, theme: &Theme) -> Vec<Shape> {
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

/// The words of a row above its mark, with what it counts in bold before them; moved left as far as it takes to stay on
/// the page.
fn words_above(page: &Page, plot: &Plot, x: i32, counts: &str, words: &str) -> Vec<Shape> {
    let room = plot.right - plot.left - 8;
    let place = |text: &str, room: i32, look: Look| match page.label(text, (0, page.top + 9), Side::Left, room, look) {
        Some(Shape::Text(label)) => Some(label),
        _ => None,
    };
    let wide = |label: &Option<Label>| label.as_ref().map_or(0, |label| label.frame().right);
    let bold = place(counts, room / 2, page.look().bold());
    let gap = if bold.is_some() { 8 } else { 0 };
    let plain = place(words, room - wide(&bold) - gap, page.look());
    let long = wide(&bold) + gap + wide(&plain);
    let left = (x - 7).min(plot.right - 4 - long).max(plot.left + 4);
    let beside = left + wide(&bold) + gap;
    let mut shapes = Vec::new();
    for (label, left) in [(bold, left), (plain, beside)] {
        let Some(mut label) = label else { continue };
        label.at.0 = left;
        shapes.extend([
            Shape::Box { frame: label.frame().grown(2), ink: page.theme.paper, filled: true },
            Shape::Text(label),
        ]);
    }
    shapes
}

/// The source, and how many more give the same.
pub fn row_name(desk: &Desk, row: &Row) -> String {
    let sources = sources_of(row.claims.iter().copied());
    let name = desk.name(sources[0]);
    if sources.len() > 1 { desk.and_more(&name, sources.len() - 1) } else { name }
}

fn row_date(desk: &Desk, row: &Row) -> String {
    if row.claims.len() > 1 {
        fill(&desk.tongue.spread.alike, &[("n", &row.claims.len().to_string())])
    } else {
        desk.published(&row.claims[0].source)
    }
}

/// Who says it, when, in which words, on whose word.
pub fn say(desk: &Desk, claim: &Claim) -> String {
    let by = claim
        .attributed_to
        .as_deref()
        .map(|who| fill(&desk.tongue.bounds.citing, &[("who", &clean(who))]))
        .unwrap_or_default();
    format!("{} ({}){by}: {}", desk.name(&claim.source), desk.published(&claim.source), desk.words(claim))
}
