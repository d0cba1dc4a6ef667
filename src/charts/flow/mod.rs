//! A running total by day of publication: every source's figure with its bound, and the most that was counted so far.
//!
//! A total of the dead or of arrests can only rise, so a later figure below an earlier one is marked as a fall, unless its
//! source calls it a correction; a figure more than twice the most so far is marked as a jump. Both may be right, and both
//! are what an editor asks about first.

mod run;

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use rust_decimal::{Decimal, RoundingStrategy};

use self::run::{Run, Step, Turn, run_of};
use super::data::{self, Data, Field};
use super::dates::DateScale;
use super::desk::{Desk, sources_of};
use super::key;
use super::labels::{Frame, Placer, clean};
use super::numbers::Scale;
use super::page::Page;
use super::reach::Sign;
use super::scene::{Label, Point, Scene, Shape, Side, dashes, line};
use super::spot::{self, Spot};
use super::theme::Theme;
use super::tongue::fill;
use super::{Exhibit, Options, is_kept};
use crate::model::claim::Claim;
use crate::model::group::GroupKind;
use crate::model::notice::Notice;

const MOST_PICTURES: usize = 40;
/// Figures drawn; beyond that an even choice of them, the odd ones always.
const MOST_STEPS: usize = 160;
/// Figures up to which each gets a label where there is room; beyond, the first, the last and the odd ones.
const MOST_LABELS: usize = 36;
const MOST_FALL_LINES: usize = 12;
/// Falls, corrections and jumps labelled among many figures, of each.
const MOST_ODD: usize = 3;

/// One picture a total that was published on two or more days.
pub fn scenes(desk: &Desk, options: &Options) -> Exhibit {
    let groups = desk.groups.iter().filter(|group| group.kind == GroupKind::Statistic);
    let cells = groups.flat_map(|group| group.cells.iter().map(move |cell| (*group, cell)));
    let mut runs: Vec<Run> =
        cells.filter(|(_, cell)| cell.running).filter_map(|(group, cell)| run_of(desk, group, cell)).collect();
    runs.sort_by(|a, b| {
        b.steps.len().cmp(&a.steps.len()).then_with(|| (&a.group.id, &a.cell.id).cmp(&(&b.group.id, &b.cell.id)))
    });
    let mut notices = Vec::new();
    if runs.len() > MOST_PICTURES {
        let left = runs.len() - MOST_PICTURES;
        let says =
            format!("flow: the {MOST_PICTURES} with most figures are drawn, {left} are not; all are in groups.csv");
        notices.push(Notice::new("charts", "", None, says));
        runs.truncate(MOST_PICTURES);
    }
    Exhibit { scenes: runs.iter().map(|run| lay(desk, run, options)).collect(), notices }
}

fn lay(desk: &Desk, run: &Run, options: &Options) -> Scene {
    let claims: Vec<&Claim> = run.steps.iter().map(|step| step.claim).collect();
    let sources = sources_of(claims.iter().copied());
    let mut page = Page::open("flow", options, &title(desk, run), &subtitle(desk, run, sources.len()));
    let theme = page.theme;
    page.scene.name = format!("flow {} {} {}", run.cell.metric, run.cell.population, run.group.scope);
    page.scene.story_id = run.group.story_id.to_string();
    page.scene.group_id = run.group.id.to_string();
    page.scene.description = describe(desk, run);

    let high = options.height.map_or(360, |height| (height.min(5000) as i32 - 300).max(160));
    let mut values = spot::values(run.steps.iter().map(|step| step.reach));
    // a total is read by its height, so its scale begins at nothing
    values.push(0.0);
    let top = page.top + 34;
    let bottom = top + high;
    let across = Scale::new(&values, bottom, top, false);
    let left = spot::value_axis(desk, &mut page, &across, &run.cell.unit, (top - 34, bottom));
    let right = page.right() - 120.min((page.right() - left) / 5);
    let Some(along) = DateScale::new(run.steps.iter().map(|step| step.day), left + 90.min((right - left) / 6), right)
    else {
        return page.close(&[], &[]);
    };
    spot::date_axis(desk, &mut page, &along, left, bottom);
    let floor = floor_line(run, &along, &across, page.right());
    page.scene.furnish([Shape::Line { points: floor.clone(), ink: theme.rule, wide: 2 }]);

    let bounds = Frame { left: left + 2, top: page.top - 8, right: page.right() + 8, bottom: bottom - 3 };
    let marks = marks(desk, run, &along, &across, bounds);
    let mut placer = Placer::new(bounds);
    marks.iter().for_each(|mark| placer.keep_free(mark.spot.frame(&across)));
    let mut crossing: Vec<Frame> = floor.windows(2).flat_map(|pair| spot::along_line(pair[0], pair[1])).collect();
    // a line down to each of many falls would hatch the picture; the triangles stay
    let few_falls = marks.iter().filter(|mark| mark.fell()).count() <= MOST_FALL_LINES;
    for mark in marks.iter().filter(|mark| mark.fell() && few_falls) {
        let (x, y) = mark.spot.at;
        crossing.extend(spot::along_line((x, across.at(mark.before)), (x, y)));
    }
    let mut labels: BTreeMap<usize, spot::Placed> = BTreeMap::new();
    for at in order(&marks) {
        let words = label(desk, &page, &marks[at]);
        if let Some(placed) = spot::place(&words, &marks[at].spot, &mut placer, &crossing) {
            labels.insert(at, placed);
        }
    }
    for (at, mark) in marks.iter().enumerate() {
        let ink = if mark.turn == Some(Turn::Fall) { theme.conflict } else { theme.claim };
        let mut shapes = Vec::new();
        let (x, y) = mark.spot.at;
        if mark.fell() && few_falls {
            shapes.extend(dashes((x, across.at(mark.before)), (x, y - 8), ink, 2, 4, 4));
        }
        shapes.extend(spot::draw(&mark.spot, &across, ink, theme));
        shapes.extend(mark.turn.map(|turn| badge((x, y), turn, theme)).into_iter().flatten());
        shapes.splice(0..0, labels.remove(&at).into_iter().flat_map(|label| label.shapes(theme))).for_each(drop);
        let ids = mark.spot.claims.iter().map(|claim| claim.id.to_string()).collect();
        let told = mark.spot.claims.iter().map(|claim| spot::say(desk, claim, &mark.spot.when));
        let turn = mark.turn.map(|turn| format!(" – {}", means(desk, turn))).unwrap_or_default();
        page.scene.mark(ids, told.collect::<Vec<_>>().join("; ") + &turn, shapes);
    }
    page.top = bottom + 42;
    add_key(desk, &mut page, &marks);
    let mut notes = Vec::new();
    let drawn: usize = marks.iter().map(|mark| mark.spot.claims.len()).sum();
    if drawn < claims.len() {
        notes.push(desk.left_out(&desk.tongue.spread.left_out, claims.len() - drawn, claims.len()));
    }
    let unlabelled = marks.len() - page.scene.groups.iter().filter(|group| is_labelled(group)).count();
    if unlabelled > 0 {
        notes.push(desk.left_out(&desk.tongue.series.unlabelled, unlabelled, marks.len()));
    }
    if !run.undated.is_empty() {
        notes.push(desk.tongue.counted(run.undated.len(), &desk.tongue.flow.undated));
    }
    page.scene.data = data(desk, run, &page.scene);
    page.close(&notes, &desk.source_line(&sources))
}

fn is_labelled(group: &super::scene::Group) -> bool {
    !group.ids.is_empty() && group.shapes.iter().any(|shape| matches!(shape, Shape::Text(_)))
}

/// A figure where it is drawn, with everyone who gives it on that day.
struct Mark<'a> {
    spot: Spot<'a>,
    turn: Option<Turn>,
    before: f64,
    /// who said so
    before_by: Option<&'a Claim>,
    /// what the most so far became by this figure, as a number of times
    times: Option<Decimal>,
}

impl Mark<'_> {
    fn fell(&self) -> bool {
        matches!(self.turn, Some(Turn::Fall | Turn::Corrected))
    }
}

/// The marks, by day and figure. Those of one day that would cover each other step aside, as far as their day reaches.
fn marks<'a>(desk: &Desk, run: &Run<'a>, along: &DateScale, across: &Scale, bounds: Frame) -> Vec<Mark<'a>> {
    let all = run.steps.len();
    let kept = run
        .steps
        .iter()
        .enumerate()
        .filter(|(at, step)| all <= MOST_STEPS || step.turn.is_some() || is_kept(*at, all, MOST_STEPS));
    let year = |step: Option<&Step>| step.map(|step| step.day.year());
    let one_year = year(run.steps.first()) == year(run.steps.last());
    let mut marks: Vec<Mark> = Vec::new();
    let mut today: Vec<Frame> = Vec::new();
    let mut day = None;
    for (_, step) in kept {
        if day != Some(step.day) {
            day = Some(step.day);
            today.clear();
        } else if let Some(last) =
            marks.last_mut().filter(|last| last.spot.reach == step.reach && last.turn == step.turn)
        {
            last.spot.claims.push(step.claim);
            continue;
        }
        let x = along.at(step.day);
        let when = if one_year { desk.tongue.day_of_month(step.day) } else { desk.tongue.day(step.day) };
        let half = day_width(along, step.day) / 2;
        let asides = (0..12i32).flat_map(|n| [n * 15, -n * 15]).filter(|by: &i32| by.abs() <= half.max(0));
        let spot_at = |by: i32| Spot::new(step.claim, step.reach, when.clone(), [x + by; 3], across);
        let free = asides.map(spot_at).find(|spot| {
            let frame = spot.frame(across);
            frame.left >= bounds.left && frame.right <= bounds.right && !today.iter().any(|other| other.overlaps(frame))
        });
        let Some(spot) = free.or_else(|| step.turn.map(|_| spot_at(0))) else { continue };
        today.push(spot.frame(across));
        marks.push(Mark {
            spot,
            turn: step.turn,
            before: step.before.map_or(step.reach.low, |(before, _)| before),
            before_by: step.before.map(|(_, claim)| claim),
            times: times(step),
        });
    }
    marks
}

/// Pixels from a day to the next.
fn day_width(along: &DateScale, day: NaiveDate) -> i32 {
    day.succ_opt()
        .map_or(0, |next| along.at(next) - along.at(day))
        .max(day.pred_opt().map_or(0, |before| along.at(day) - along.at(before)))
}

fn times(step: &Step) -> Option<Decimal> {
    let before = Decimal::from_f64_retain(step.before?.0)?;
    let now = Decimal::from_f64_retain(step.reach.low)?;
    now.checked_div(before)
        .map(|times| times.round_dp_with_strategy(1, RoundingStrategy::MidpointAwayFromZero).normalize())
}

/// In which order marks are offered a label: the odd ones, the last, the first, then the rest where they are few. Of many
/// odd ones the deepest falls and the highest jumps.
fn order(marks: &[Mark]) -> Vec<usize> {
    let last = marks.len().saturating_sub(1);
    let few = marks.len() <= MOST_LABELS;
    let mut order: Vec<usize> = Vec::new();
    for turn in [Turn::Fall, Turn::Corrected, Turn::Jump] {
        let mut odd: Vec<usize> = (0..marks.len()).filter(|at| marks[*at].turn == Some(turn)).collect();
        let weight = |at: &usize| (marks[*at].before - marks[*at].spot.reach.high).abs();
        odd.sort_by(|a, b| weight(b).total_cmp(&weight(a)).then(a.cmp(b)));
        odd.truncate(if few { marks.len() } else { MOST_ODD });
        order.extend(odd);
    }
    order.extend([last, 0]);
    if few {
        order.extend(0..marks.len());
    }
    let mut seen = vec![false; marks.len()];
    order.retain(|at| marks.get(*at).is_some() && !std::mem::replace(&mut seen[*at], true));
    order
}

fn label(desk: &Desk, page: &Page, mark: &Mark) -> Vec<Label> {
    let mut labels = spot::words(desk, page, &mark.spot.claims, &mark.spot.when);
    let flow = &desk.tongue.flow;
    let says = match mark.turn {
        Some(Turn::Fall | Turn::Corrected) => {
            let before = mark.before_by.map(|claim| desk.said(claim)).unwrap_or_default();
            fill(&flow.fell, &[("n", &before)])
        }
        Some(Turn::Jump) => match mark.times {
            Some(times) => fill(&flow.jumped, &[("n", &desk.tongue.grouped(times))]),
            None => return labels,
        },
        None => return labels,
    };
    let ink = if mark.turn == Some(Turn::Fall) { page.theme.conflict } else { page.theme.ink };
    if let Some(Shape::Text(label)) = page.label(&says, (0, 0), Side::Left, 210, page.small().ink(ink)) {
        labels.push(label);
    }
    labels
}

/// The most so far: level from day to day, and on to the end of the plot.
fn floor_line(run: &Run, along: &DateScale, across: &Scale, right: i32) -> Vec<Point> {
    let mut points: Vec<Point> = Vec::new();
    for (day, most) in &run.floor {
        let at = (along.at(*day), across.at(*most));
        points.extend(points.last().map(|(_, y)| (at.0, *y)).filter(|(_, y)| *y != at.1));
        points.push(at);
    }
    points.extend(points.last().map(|(x, y)| ((x + 60).min(right), *y)));
    points
}

/// A small triangle beside a mark: down for a fall, up for a jump.
fn badge((x, y): Point, turn: Turn, theme: &Theme) -> Vec<Shape> {
    let up = if turn == Turn::Jump { -1 } else { 1 };
    let (x, y) = (x - 13, y);
    let points = vec![(x - 5, y - up * 4), (x + 5, y - up * 4), (x, y + up * 5)];
    match turn {
        Turn::Fall => vec![Shape::Area { points, ink: theme.conflict }],
        Turn::Jump => vec![Shape::Area { points, ink: theme.ink }],
        Turn::Corrected => {
            let outline = [points.clone(), vec![points[0]]].concat();
            vec![Shape::Line { points: outline, ink: theme.ink, wide: 1 }]
        }
    }
}

fn means<'t>(desk: &Desk<'t>, turn: Turn) -> &'t str {
    let flow = &desk.tongue.flow;
    match turn {
        Turn::Fall => &flow.fall,
        Turn::Corrected => &flow.corrected,
        Turn::Jump => &flow.jump,
    }
}

fn add_key(desk: &Desk, page: &mut Page, marks: &[Mark]) {
    let theme = page.theme;
    let mut entries = spot::sign_entries(desk, marks.iter().map(|mark| mark.spot.reach.sign).collect(), theme);
    let level = move |(x, y): Point| vec![line((x - 14, y), (x + 14, y), theme.rule, 2)];
    entries.push(key::Entry { draw: Box::new(level), wide: 28, means: &desk.tongue.flow.floor });
    for turn in [Turn::Fall, Turn::Corrected, Turn::Jump] {
        if marks.iter().any(|mark| mark.turn == Some(turn)) {
            let draw = Box::new(move |(x, y): Point| badge((x + 13, y), turn, theme));
            entries.push(key::Entry { draw, wide: 12, means: means(desk, turn) });
        }
    }
    key::add(page, &entries);
}

fn title(desk: &Desk, run: &Run) -> String {
    let words = &desk.tongue.flow;
    let [first, last] = [run.steps.first(), run.steps.last()].map(|step| step.map_or(NaiveDate::MIN, |step| step.day));
    let on = |day: NaiveDate| -> String {
        let of_day: Vec<&Step> = run.steps.iter().filter(|step| step.day == day).collect();
        let firm: Vec<&Step> = of_day.iter().copied().filter(|step| step.reach.sign != Sign::Vague).collect();
        let of_day = if firm.is_empty() { of_day } else { firm };
        let (low, high) = (of_day.first(), of_day.iter().max_by(|a, b| a.reach.high.total_cmp(&b.reach.high)));
        match low.zip(high) {
            Some((low, high)) if low.reach != high.reach => {
                desk.range(&desk.bounded(&low.claim.quantity), &desk.bounded(&high.claim.quantity))
            }
            Some((low, _)) => desk.bounded(&low.claim.quantity),
            None => String::new(),
        }
    };
    let when = if first.year() == last.year() { desk.tongue.day_of_month(first) } else { desk.tongue.day(first) };
    let label = desk.cell_label(run.cell);
    let title = fill(
        &words.title,
        &[
            ("label", &label),
            ("from", &on(first)),
            ("first", &when),
            ("to", &on(last)),
            ("last", &desk.tongue.day(last)),
        ],
    );
    let (falls, jumps) = (run.count(Turn::Fall), run.count(Turn::Jump));
    let with = |pair: &[String; 2], n: usize| {
        fill(&pair[usize::from(n != 1)], &[("title", &title), ("n", &desk.tongue.count(n))])
    };
    match (falls, jumps) {
        (0, 0) => title,
        (falls, 0) => with(&words.falls, falls),
        (0, jumps) => with(&words.jumps, jumps),
        _ => fill(&words.both, &[("title", &title)]),
    }
}

/// "Valdoria · running total by day of publication · since 2022 · five sources"
fn subtitle(desk: &Desk, run: &Run, sources: usize) -> String {
    let since = desk.tongue.period(&run.cell.period);
    let since = if run.cell.period.kind == crate::model::claim::PeriodKind::Since { since } else { String::new() };
    let mut parts = vec![clean(&run.group.scope), desk.tongue.flow.subtitle.clone(), since, desk.sources(sources)];
    parts.retain(|part| !part.is_empty());
    parts.join(" · ")
}

fn describe(desk: &Desk, run: &Run) -> String {
    let told = run.steps.iter().map(|step| {
        let turn = step.turn.map(|turn| format!(" ({})", means(desk, turn))).unwrap_or_default();
        let name = desk.name(&step.claim.source);
        format!("{}: {}, {name}{turn}", desk.tongue.day(step.day), desk.bounded(&step.claim.quantity))
    });
    told.collect::<Vec<_>>().join("; ") + "."
}

fn data(desk: &Desk, run: &Run, scene: &Scene) -> Data {
    let mut table = Data::new(&[&["drawn", "day", "most_before", "mark"], &data::FIGURE]);
    let number = |value: f64| Decimal::from_f64_retain(value).map(|value| value.round_dp(6));
    for step in &run.steps {
        let own = [
            Field::yes(scene.drawn.contains(step.claim.id.as_str())),
            Field::day(Some(step.day)),
            Field::number(step.before.and_then(|(before, _)| number(before))),
            Field::name(step.turn.map_or("", Turn::name)),
        ];
        table.row(own.into_iter().chain(data::figure(desk, step.claim)));
    }
    for claim in &run.undated {
        let own = [Field::yes(false), Field::day(None), Field::number(None), Field::name("")];
        table.row(own.into_iter().chain(data::figure(desk, claim)));
    }
    table
}
