//! One figure over time: the values sources give for different periods, joined, each with its value and source.
//!
//! Only like is joined with like: windows of one length, states at a time, or a running total that reconciling found
//! to grow. Where sources give several values for one time and none is best, the line forks to the lowest and highest.

mod nodes;
mod spots;

use rust_decimal::Decimal;

use self::nodes::{Node, Series, series_of};
use self::spots::Spot;
use super::dates::{Along, DateScale};
use super::desk::{Desk, bounded, cell_label, sources_of};
use super::fonts::width;
use super::labels::{Frame, Placer, clean};
use super::numbers::{Scale, counted, with_unit};
use super::page::Page;
use super::reach::Sign;
use super::scene::{Point, Scene, Shape, Side, line};
use super::theme::Theme;
use super::{Exhibit, Options, is_kept};
use crate::model::claim::Claim;
use crate::model::group::GroupKind;
use crate::model::notice::Notice;
use crate::model::quantity::Unit;

const MOST_PICTURES: usize = 40;
/// Times of one picture; beyond that they run together.
const MOST_TIMES: usize = 120;

/// One picture a metric, scope and population told for two or more different times.
pub fn scenes(desk: &Desk, options: &Options, theme: &Theme) -> Exhibit {
    let groups = desk.ledger.groups.iter();
    let mut lines: Vec<Series> = groups
        .filter(|group| group.kind == GroupKind::Statistic && options.wants(group))
        .flat_map(|group| series_of(desk, group))
        .collect();
    lines.sort_by(|a, b| {
        b.nodes.len().cmp(&a.nodes.len()).then_with(|| (&a.group.id, &a.cell.id).cmp(&(&b.group.id, &b.cell.id)))
    });
    let mut notices = Vec::new();
    if lines.len() > MOST_PICTURES {
        let left = lines.len() - MOST_PICTURES;
        let says =
            format!("series: the {MOST_PICTURES} with most points are drawn, {left} are not; all are in groups.csv");
        notices.push(Notice::new("charts", "", None, says));
        lines.truncate(MOST_PICTURES);
    }
    Exhibit { scenes: lines.into_iter().map(|line| lay(desk, line, options, theme)).collect(), notices }
}

fn lay(desk: &Desk, mut series: Series, options: &Options, theme: &Theme) -> Scene {
    let all_times = series.nodes.len();
    let mut at = 0;
    series.nodes.retain(|_| {
        at += 1;
        all_times <= MOST_TIMES || is_kept(at - 1, all_times, MOST_TIMES)
    });
    let unit = &series.cell.unit;
    let claims: Vec<&Claim> =
        series.nodes.iter().flat_map(|node| node.claims.iter().map(|(claim, _)| *claim)).collect();
    let sources = sources_of(claims.iter().copied());
    let mut page = Page::open("series", options.width(), theme, &title(&series), &subtitle(&series, sources.len()));
    page.scene.name = format!("series {} {} {}", series.cell.metric, series.cell.population, series.group.scope);
    page.scene.story_id = series.group.story_id.clone();
    page.scene.group_id = series.group.id.clone();
    page.scene.description = describe(desk, &series);

    let high = options.height.map_or(340, |height| (height.min(5000) as i32 - 280).max(160));
    let reaches = series.nodes.iter().flat_map(|node| node.claims.iter().map(|(_, reach)| *reach));
    let mut values: Vec<f64> = reaches.flat_map(|reach| [reach.low, reach.high]).collect();
    values.extend(series.nodes.iter().flat_map(|node| [node.low(), node.high()]));
    // head room for the labels of the highest points
    let top = page.top + 28;
    let bottom = top + high;
    let across = Scale::new(&values, bottom, top, false);
    let left = axes(&mut page, &across, unit, (top - 28, bottom));
    // the last label goes beside its point
    let widest = series.nodes.last().map(|node| spots::label_width(desk, &page, node)).unwrap_or(0);
    let right = page.right() - (widest + 16).clamp(40, (page.right() - left) / 3);
    let Some(along) = DateScale::new(series.nodes.iter().flat_map(|node| [node.first, node.last]), left + 40, right)
    else {
        return page.close(&[], &[]);
    };
    date_axis(&mut page, &along, left, bottom);

    let spots: Vec<Spot> = series.nodes.iter().flat_map(|node| spots::spots(node, &along, &across)).collect();
    page.scene.furnish(joined(&series, &along, &across, theme));
    let mut placer =
        Placer::new(Frame { left: left + 2, top: page.top - 8, right: page.right() + 8, bottom: bottom - 3 });
    for spot in &spots {
        placer.keep_free(Frame {
            left: spot.at.0 - 7,
            top: spot.at.1 - 7,
            right: spot.at.0 + 7,
            bottom: spot.at.1 + 7,
        });
    }
    let mut crossing: Vec<Frame> =
        spots.iter().flat_map(|spot| spots::along_line((spot.ends.0, spot.at.1), (spot.ends.1, spot.at.1))).collect();
    for shape in joined(&series, &along, &across, theme) {
        if let Shape::Line { points, .. } = shape {
            points.windows(2).for_each(|pair| crossing.extend(spots::along_line(pair[0], pair[1])));
        }
    }
    let mut unlabelled = 0;
    for spot in &spots {
        let mut shapes = spots::draw(spot, &across, theme);
        let words = spots::words(desk, &page, &spot.claims, (spot.first, spot.last));
        match spots::place(&words, spot, &mut placer, &crossing) {
            Some(labels) => shapes.extend(labels.into_iter().map(Shape::Text)),
            None => unlabelled += 1,
        }
        let ids = spot.claims.iter().map(|claim| claim.id.clone()).collect();
        let says = spot.claims.iter().map(|claim| spots::say(desk, claim, spot)).collect::<Vec<_>>().join("; ");
        page.scene.mark(ids, says, shapes);
    }
    page.top = bottom + 34;
    let mut notes = Vec::new();
    let drawn: usize = spots.iter().map(|spot| spot.claims.len()).sum();
    if drawn < claims.len() {
        notes.push(format!(
            "{} of {} figures are left out here; all are in statistics.csv.",
            claims.len() - drawn,
            claims.len()
        ));
    }
    if unlabelled > 0 {
        notes.push(format!("{unlabelled} of {} points have no label here; all are in statistics.csv.", spots.len()));
    }
    if series.nodes.len() < all_times {
        notes.push(format!("{} of {all_times} times are left out here.", all_times - series.nodes.len()));
    }
    page.close(&notes, &desk.source_line(&sources))
}

/// The lines between times: one through the best or only values, two where a time has several.
fn joined(series: &Series, along: &DateScale, across: &Scale, theme: &Theme) -> Vec<Shape> {
    let through = |value: &dyn Fn(&Node) -> f64| -> Vec<Point> {
        series.nodes.iter().map(|node| (along.at(node.middle()), across.at(value(node)))).collect()
    };
    let (low, high) = (through(&|node| node.low()), through(&|node| node.high()));
    if low == high {
        return vec![Shape::Line { points: low, ink: theme.claim, wide: 2 }];
    }
    let ink = theme.claim.faded(0.6);
    let between: Vec<Point> = low.iter().copied().chain(high.iter().rev().copied()).collect();
    vec![
        Shape::Area { points: between, ink: theme.claim.faded(0.12) },
        Shape::Line { points: low, ink, wide: 2 },
        Shape::Line { points: high, ink, wide: 2 },
    ]
}

/// Value lines with their figures; returns where the plot begins.
fn axes(page: &mut Page, across: &Scale, unit: &Unit, (top, bottom): (i32, i32)) -> i32 {
    let theme = page.theme;
    let look = page.small();
    let ticks = across.ticks();
    let names: Vec<String> = ticks.iter().map(|(value, _)| with_unit(*value, unit, None)).collect();
    let widest = names.iter().map(|name| width(name, look.size, look.weight).ceil() as i32 + 1).max().unwrap_or(0);
    let left = page.left() + widest.min(page.scene.width / 4) + 8;
    for ((_, y), name) in ticks.iter().zip(&names) {
        if *y < top {
            continue;
        }
        let ink = if *y == bottom { theme.rule } else { theme.grid };
        page.scene.furnish([line((left, *y), (page.right(), *y), ink, 1)]);
        let label =
            page.label(name, (left - 8, y - look.size as i32 * 2 / 5), Side::Right, left - 8 - page.left() + 2, look);
        page.scene.furnish(label);
    }
    left
}

fn date_axis(page: &mut Page, along: &DateScale, left: i32, bottom: i32) {
    let theme = page.theme;
    let look = page.small();
    let mut placer = Placer::new(Frame { left, top: 0, right: page.scene.width - 4, bottom: i32::MAX });
    for (name, x) in along.ticks(16, look.size, Along::Level) {
        page.scene.furnish([line((x, bottom), (x, bottom + 5), theme.rule, 1)]);
        if let Some(Shape::Text(label)) = page.label(&name, (x, bottom + 11), Side::Middle, 200, look)
            && placer.place([label.frame()]).is_some()
        {
            page.scene.furnish([Shape::Text(label)]);
        }
    }
}

fn title(series: &Series) -> String {
    let unit = &series.cell.unit;
    let (first, last) = (&series.nodes[0], &series.nodes[series.nodes.len() - 1]);
    format!(
        "{}: {} in {}, {} in {}",
        cell_label(series.cell),
        first.figure(unit),
        first.when(),
        last.figure(unit),
        last.when()
    )
}

/// "El Salvador · down 98.3% from first to last · one source"
fn subtitle(series: &Series, sources: usize) -> String {
    let (first, last) = (&series.nodes[0], &series.nodes[series.nodes.len() - 1]);
    let one = |node: &Node| {
        let mut values =
            node.claims.iter().filter(|(_, reach)| reach.sign == Sign::Dot).map(|(claim, _)| claim.quantity.value);
        let value = values.next()??;
        (node.claims.len() == 1 || node.claims.iter().all(|(claim, _)| claim.quantity.value == Some(value)))
            .then_some(value)
    };
    let mut parts = vec![clean(&series.group.scope)];
    if let (Some(from), Some(to)) = (one(first), one(last)) {
        parts.push(change(from, to, &series.cell.unit));
    }
    parts.push(counted(sources, "source", "sources"));
    parts.retain(|part| !part.is_empty());
    parts.join(" · ")
}

fn change(from: Decimal, to: Decimal, unit: &Unit) -> String {
    let direction = if to < from { "down" } else { "up" };
    if *unit == Unit::Percent {
        let by = to.checked_sub(from).unwrap_or_default().abs();
        return if by.is_zero() {
            String::new()
        } else {
            format!("{direction} {} points from first to last", with_unit(by, &Unit::Count, None))
        };
    }
    let part =
        to.checked_sub(from).and_then(|by| by.checked_mul(Decimal::ONE_HUNDRED)).and_then(|by| by.checked_div(from));
    match part.map(|part| part.round_dp(1).abs()) {
        Some(part) if !part.is_zero() => {
            format!("{direction} {} from first to last", with_unit(part, &Unit::Percent, None))
        }
        _ => String::new(),
    }
}

fn describe(desk: &Desk, series: &Series) -> String {
    let told = series.nodes.iter().map(|node| {
        let claims = node
            .claims
            .iter()
            .map(|(claim, _)| format!("{} by {}", bounded(&claim.quantity), desk.name(&claim.source)));
        format!("{}: {}", node.when(), claims.collect::<Vec<_>>().join(", "))
    });
    told.collect::<Vec<_>>().join("; ") + "."
}
