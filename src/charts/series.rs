//! One figure over time: the values sources give for different periods, joined, each with its value and source.
//!
//! Only like is joined with like: windows of one length, states at a time, or a running total that reconciling found
//! to grow. Where sources give several values for one time and none is best, the line forks to the lowest and highest.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::dates::{self, Along, DateScale};
use super::desk::{Desk, bounded, cell_label, sources_of};
use super::fonts::width;
use super::labels::{Frame, Placer, clean, line_height};
use super::numbers::{Scale, counted, to_f64, with_unit};
use super::page::Page;
use super::reach::{Reach, Sign};
use super::scene::{Label, Point, Scene, Shape, Side, line};
use super::theme::Theme;
use super::{Exhibit, Options};
use crate::model::claim::{Claim, PeriodBasis, PeriodKind};
use crate::model::group::{Cell, Group, GroupKind, Verdict};
use crate::model::notice::Notice;
use crate::model::quantity::{Role, Unit};

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

/// Like figures of one thing at different times.
struct Series<'a> {
    group: &'a Group,
    /// the earliest cell, for names and unit
    cell: &'a Cell,
    nodes: Vec<Node<'a>>,
}

/// What is told for one time.
struct Node<'a> {
    first: NaiveDate,
    last: NaiveDate,
    claims: Vec<(&'a Claim, Reach)>,
    best: Option<Decimal>,
}

impl Node<'_> {
    fn low(&self) -> f64 {
        self.best.map_or_else(|| self.claims.iter().map(|(_, reach)| reach.low).fold(f64::INFINITY, f64::min), to_f64)
    }

    fn high(&self) -> f64 {
        self.best
            .map_or_else(|| self.claims.iter().map(|(_, reach)| reach.high).fold(f64::NEG_INFINITY, f64::max), to_f64)
    }

    fn middle(&self) -> NaiveDate {
        self.first + (self.last - self.first) / 2
    }

    fn when(&self) -> String {
        dates::span(self.first, self.last)
    }

    /// "6,656", or "110 to 114" when sources differ.
    fn figure(&self, unit: &Unit) -> String {
        let mut written: Vec<String> = self.claims.iter().map(|(claim, _)| bounded(&claim.quantity)).collect();
        written.sort();
        written.dedup();
        if let [one] = &written[..] {
            return one.clone();
        }
        let values = || {
            self.claims
                .iter()
                .filter_map(|(claim, _)| claim.quantity.value.or(claim.quantity.low).or(claim.quantity.high))
        };
        match (values().min(), values().max()) {
            (Some(low), Some(high)) if low < high => {
                format!("{} to {}", with_unit(low, &Unit::Count, None), with_unit(high, unit, None))
            }
            (Some(low), _) => with_unit(low, unit, None),
            _ => String::new(),
        }
    }
}

/// By the days told of.
type Nodes<'a> = BTreeMap<(NaiveDate, NaiveDate), Node<'a>>;

/// What two figures must share to stand on one line.
type Likeness = (String, String, Unit, String, (u8, i64));

fn series_of<'a>(desk: &Desk<'a>, group: &'a Group) -> Vec<Series<'a>> {
    let mut lines: BTreeMap<Likeness, (&Cell, Nodes)> = BTreeMap::new();
    let mut cells: Vec<&Cell> = group.cells.iter().collect();
    cells.sort_by_key(|cell| (cell.period.start, &cell.id));
    for cell in cells {
        for claim in cell.members.iter().filter_map(|id| desk.claim(id)) {
            let Some(((first, last), kind)) = time_of(claim, cell) else { continue };
            let Some(reach) = Reach::of(&claim.quantity).filter(|_| claim.quantity.role != Role::By) else { continue };
            let per = claim.quantity.per.as_ref().map(|per| format!("{} {}", per.amount, per.unit)).unwrap_or_default();
            let likeness = (cell.metric.clone(), cell.population.clone(), cell.unit.clone(), per, kind);
            let (_, nodes) = lines.entry(likeness).or_insert_with(|| (cell, BTreeMap::new()));
            let node =
                nodes.entry((first, last)).or_insert_with(|| Node { first, last, claims: Vec::new(), best: None });
            node.claims.push((claim, reach));
            if cell.verdict != Verdict::Growth {
                node.best = cell.estimate.as_ref().and_then(|estimate| estimate.best);
            }
        }
    }
    let lines = lines.into_values().filter(|(_, nodes)| nodes.len() > 1);
    lines.map(|(cell, nodes)| Series { group, cell, nodes: nodes.into_values().map(sorted).collect() }).collect()
}

fn sorted(mut node: Node) -> Node {
    node.claims
        .sort_by(|(a, x), (b, y)| x.low.total_cmp(&y.low).then_with(|| (&a.source, &a.id).cmp(&(&b.source, &b.id))));
    node
}

/// The days of a figure, and the kind of time it may be joined over; None when it names no time of its own.
fn time_of(claim: &Claim, cell: &Cell) -> Option<((NaiveDate, NaiveDate), (u8, i64))> {
    let period = &claim.period;
    if cell.verdict == Verdict::Growth {
        let told = if period.kind == PeriodKind::Point { period.end.or(period.start) } else { period.end };
        let told = told.or(claim.published)?;
        return Some((
            (told, told),
            (2, period.start.map_or(0, |start| start.signed_duration_since(NaiveDate::default()).num_days())),
        ));
    }
    let (start, end) = (period.start?, period.end?);
    if period.basis == PeriodBasis::Dateline {
        return None;
    }
    let days = (end - start).num_days();
    match period.kind {
        PeriodKind::During if days >= 0 => {
            let window =
                [1, 8, 32, 93, 185, 367].into_iter().position(|most| days < most).map_or(days, |at| at as i64 - 10);
            Some(((start, end), (0, window)))
        }
        PeriodKind::Point if days >= 0 => Some(((start, end), (1, 0))),
        _ => None,
    }
}

fn lay(desk: &Desk, mut series: Series, options: &Options, theme: &Theme) -> Scene {
    let all_times = series.nodes.len();
    if all_times > MOST_TIMES {
        let mut at = 0;
        series.nodes.retain(|_| {
            at += 1;
            at == 1 || (at - 1) * (MOST_TIMES - 1) / (all_times - 1) != (at - 2) * (MOST_TIMES - 1) / (all_times - 1)
        });
    }
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
    let right = page.right() - 90;
    let Some(along) = DateScale::new(series.nodes.iter().flat_map(|node| [node.first, node.last]), left + 40, right)
    else {
        return page.close(&[], &[]);
    };
    date_axis(&mut page, &along, left, bottom);

    let spots: Vec<Spot> = series.nodes.iter().flat_map(|node| spots(node, &along, &across)).collect();
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
    let mut crossing = Vec::new();
    for shape in joined(&series, &along, &across, theme) {
        if let Shape::Line { points, .. } = shape {
            points.windows(2).for_each(|pair| crossing.extend(along_line(pair[0], pair[1])));
        }
    }
    let mut unlabelled = 0;
    for spot in &spots {
        let mut shapes = draw_spot(spot, &along, &across, theme);
        let words = words(desk, &page, spot, unit);
        match place(&words, spot, &mut placer, &crossing) {
            Some(labels) => shapes.extend(labels.into_iter().map(Shape::Text)),
            None => unlabelled += 1,
        }
        let ids = spot.claims.iter().map(|claim| claim.id.clone()).collect();
        let says = spot.claims.iter().map(|claim| say(desk, claim, spot)).collect::<Vec<_>>().join("; ");
        page.scene.mark(ids, says, shapes);
    }
    page.top = bottom + 34;
    let mut notes = Vec::new();
    if unlabelled > 0 {
        notes.push(format!("{unlabelled} of {} points have no label here; all are in statistics.csv.", spots.len()));
    }
    if series.nodes.len() < all_times {
        notes.push(format!("{} of {all_times} times are left out here.", all_times - series.nodes.len()));
    }
    page.close(&notes, &desk.source_line(&sources))
}

/// One place on the picture: a time and a figure, with everyone who gives it.
struct Spot<'a> {
    claims: Vec<&'a Claim>,
    reach: Reach,
    first: NaiveDate,
    last: NaiveDate,
    at: Point,
}

fn spots<'a>(node: &Node<'a>, along: &DateScale, across: &Scale) -> Vec<Spot<'a>> {
    let mut spots: Vec<Spot> = Vec::new();
    for (claim, reach) in &node.claims {
        match spots.last_mut() {
            Some(last) if last.reach == *reach => last.claims.push(claim),
            _ => {
                let at = (along.at(node.middle()), across.at(reach.at.unwrap_or((reach.low + reach.high) / 2.0)));
                spots.push(Spot { claims: vec![claim], reach: *reach, first: node.first, last: node.last, at });
            }
        }
    }
    spots
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

fn draw_spot(spot: &Spot, along: &DateScale, across: &Scale, theme: &Theme) -> Vec<Shape> {
    let (x, y) = spot.at;
    let ink = theme.claim;
    let mut shapes = Vec::new();
    let (from, to) = (along.at(spot.first), along.at(spot.last));
    if to - from > 16 {
        shapes.push(line((from, y), (to, y), ink.faded(0.45), 3));
    }
    let (low, high) = (across.at(spot.reach.low), across.at(spot.reach.high));
    if high < low {
        let cap = |y| line((x - 5, y), (x + 5, y), ink, 2);
        shapes.extend([line((x, low), (x, high), ink, 2), cap(low), cap(high)]);
    }
    let up = match spot.reach.sign {
        Sign::Above | Sign::From => Some(-1),
        Sign::Below | Sign::UpTo => Some(1),
        _ => None,
    };
    if let Some(up) = up {
        let tip = (x, y + up * 30);
        let arrow = |side: i32| line((x + side * 5, tip.1 - up * 6), tip, ink.faded(0.55), 2);
        shapes.extend([
            line((x, y), (x, y + up * 16), ink, 2),
            line((x, y + up * 16), tip, ink.faded(0.55), 2),
            arrow(1),
            arrow(-1),
        ]);
    }
    let hollow = matches!(spot.reach.sign, Sign::Above | Sign::Below);
    shapes.push(Shape::Dot { at: spot.at, radius: 6, ink: if hollow { theme.paper } else { ink }, filled: true });
    if hollow {
        shapes.push(Shape::Dot { at: spot.at, radius: 5, ink, filled: false });
    }
    shapes
}

/// The label of a spot: its figure, and below it who gives it and for when.
fn words(desk: &Desk, page: &Page, spot: &Spot, unit: &Unit) -> Vec<Label> {
    let node = Node { first: spot.first, last: spot.last, claims: vec![(spot.claims[0], spot.reach)], best: None };
    let sources = sources_of(spot.claims.iter().copied());
    let more = if sources.len() > 1 { format!(" and {} more", sources.len() - 1) } else { String::new() };
    let lines = [
        (node.figure(unit), page.look().bold()),
        (format!("{}, {}{more}", node.when(), desk.name(sources[0])), page.small()),
    ];
    let labels = lines.into_iter().filter_map(|(text, look)| page.label(&text, (0, 0), Side::Left, 210, look));
    labels.filter_map(|shape| if let Shape::Text(label) = shape { Some(label) } else { None }).collect()
}

/// Puts a label as near to its spot as there is room: first off every line, then at least off marks and labels.
fn place(words: &[Label], spot: &Spot, placer: &mut Placer, crossing: &[Frame]) -> Option<Vec<Label>> {
    let wide = words.iter().map(|label| label.frame().right).max()? + 2;
    let steps: Vec<i32> = words.iter().map(|label| line_height(label.size)).collect();
    let high: i32 = steps.iter().sum::<i32>() + 2;
    let (x, y) = spot.at;
    let offers = || {
        (0..4)
            .flat_map(move |lane| {
                let away = 11 + lane * 26;
                [
                    (x + 12, y - high / 2 - lane * 26),
                    (x - wide / 2, y - away - high),
                    (x + 10, y - away - high),
                    (x - 10 - wide, y - away - high),
                    (x - wide / 2, y + away),
                    (x + 10, y + away),
                    (x - 12 - wide, y - high / 2 - lane * 26),
                ]
            })
            .map(move |(left, top)| Frame { left, top, right: left + wide, bottom: top + high })
    };
    let off_lines = offers().filter(|frame| !crossing.iter().any(|piece| piece.overlaps(*frame)));
    let frame = placer.place(off_lines).or_else(|| placer.place(offers().take(7)))?;
    let mut top = frame.top + 4;
    let mut placed = Vec::new();
    for (label, step) in words.iter().zip(steps) {
        placed.push(Label { at: (frame.left, top), ..label.clone() });
        top += step;
    }
    Some(placed)
}

/// Small frames along a line, for labels to keep off.
fn along_line((x0, y0): Point, (x1, y1): Point) -> Vec<Frame> {
    let pieces = ((x1 - x0).abs().max((y1 - y0).abs()) / 6).max(1);
    (0..=pieces)
        .map(|n| (x0 + (x1 - x0) * n / pieces, y0 + (y1 - y0) * n / pieces))
        .map(|(x, y)| Frame { left: x - 2, top: y - 2, right: x + 2, bottom: y + 2 })
        .collect()
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

fn say(desk: &Desk, claim: &Claim, spot: &Spot) -> String {
    let when = dates::span(spot.first, spot.last);
    format!("{} ({}), {when}: {}", desk.name(&claim.source), desk.published(&claim.source), desk.words(claim))
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
