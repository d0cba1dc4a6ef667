//! One figure over time: the values given for different periods, each with its value and source.
//!
//! Only like is set beside like: windows of one length, or states at a time. A line joins figures of one source and never
//! runs from one source to another: two sources that count differently would make a change that nobody reports.

mod nodes;

use rust_decimal::Decimal;

use self::nodes::{Node, Series, figures, series_of};
use super::data::{self, Data, Field};
use super::dates::DateScale;
use super::desk::{Desk, sources_of};
use super::key;
use super::labels::{Frame, Placer, clean};
use super::numbers::Scale;
use super::page::Page;
use super::reach::Sign;
use super::scene::{Point, Scene, Shape, dashed};
use super::spot::{self, Spot};
use super::theme::{Ink, Theme};
use super::tongue::fill;
use super::{Exhibit, Options, is_kept};
use crate::model::claim::Claim;
use crate::model::group::GroupKind;
use crate::model::notice::Notice;
use crate::model::quantity::Unit;

const MOST_PICTURES: usize = 40;
/// Times of one picture; beyond that they run together.
const MOST_TIMES: usize = 120;
/// Figures drawn for one time.
const MOST_SPOTS: usize = 9;
/// Figures up to which each gets a label where there is room.
const MOST_LABELS: usize = 36;
/// Lines that get strokes of their own; more are drawn alike.
const MOST_STYLES: usize = 4;

/// One picture a metric, scope and population told for two or more different times.
pub fn scenes(desk: &Desk, options: &Options) -> Exhibit {
    let groups = desk.groups.iter().filter(|group| group.kind == GroupKind::Statistic);
    let mut lines: Vec<Series> = groups.flat_map(|group| series_of(desk, group)).collect();
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
    Exhibit { scenes: lines.into_iter().map(|line| lay(desk, line, options)).collect(), notices }
}

fn lay(desk: &Desk, mut series: Series, options: &Options) -> Scene {
    let words = &desk.tongue.series;
    let unit = &series.cell.unit;
    let claims: Vec<&Claim> =
        series.nodes.iter().flat_map(|node| node.claims.iter().map(|(claim, _)| *claim)).collect();
    let sources = sources_of(claims.iter().copied());
    let mut page = Page::open("series", options, &title(desk, &series), &subtitle(desk, &series, sources.len()));
    let theme = page.theme;
    page.scene.name = format!("series {} {} {}", series.cell.metric, series.cell.population, series.group.scope);
    page.scene.story_id = series.group.story_id.to_string();
    page.scene.group_id = series.group.id.to_string();
    page.scene.description = describe(desk, &series);
    let times = table_of(&series);
    let all_times = series.nodes.len();
    let mut at = 0;
    series.nodes.retain(|_| {
        at += 1;
        all_times <= MOST_TIMES || is_kept(at - 1, all_times, MOST_TIMES)
    });

    let high = options.height.map_or(340, |height| (height.min(5000) as i32 - 320).max(160));
    let reaches = series.nodes.iter().flat_map(|node| node.claims.iter().map(|(_, reach)| *reach));
    let values = spot::values(reaches);
    // head room for the labels of the highest points
    let top = page.top + 28;
    let bottom = top + high;
    let across = Scale::new(&values, bottom, top, false);
    let left = spot::value_axis(desk, &mut page, &across, unit, (top - 28, bottom));
    // the last label goes beside its point
    let widest = series.nodes.last().map(|node| label_width(desk, &page, node)).unwrap_or(0);
    let right = page.right() - (widest + 16).clamp(40, (page.right() - left) / 3);
    let Some(along) = DateScale::new(series.nodes.iter().flat_map(|node| [node.first, node.last]), left + 40, right)
    else {
        return page.close(&[], &[]);
    };
    spot::date_axis(desk, &mut page, &along, left, bottom);

    let lines = lines(&series, &along, &across, theme);
    for (_, points, ink, strokes) in &lines {
        page.scene.furnish(match strokes {
            (_, 0) => vec![Shape::Line { points: points.clone(), ink: *ink, wide: 2 }],
            (on, off) => dashed(points, *ink, 2, *on, *off),
        });
    }
    let ink_of = |claim: &Claim| {
        lines.iter().find(|(source, ..)| **source == *claim.source).map_or(theme.claim, |(_, _, ink, _)| *ink)
    };
    let spots: Vec<Spot> = series.nodes.iter().flat_map(|node| spots(desk, node, &along, &across)).collect();
    let mut placer =
        Placer::new(Frame { left: left + 2, top: page.top - 8, right: page.right() + 8, bottom: bottom - 3 });
    spots.iter().for_each(|spot| placer.keep_free(spot.frame(&across)));
    let mut crossing: Vec<Frame> =
        spots.iter().flat_map(|spot| spot::along_line((spot.ends.0, spot.at.1), (spot.ends.1, spot.at.1))).collect();
    for (_, points, ..) in &lines {
        points.windows(2).for_each(|pair| crossing.extend(spot::along_line(pair[0], pair[1])));
    }
    let mut unlabelled = 0;
    let labelled = labelled(&spots);
    for (at, spot) in spots.iter().enumerate() {
        let mut shapes = spot::draw(spot, &across, ink_of(spot.claims[0]), theme);
        let words = spot::words(desk, &page, &spot.claims, &spot.when);
        let placed = labelled.contains(&at).then(|| spot::place(&words, spot, &mut placer, &crossing)).flatten();
        match placed {
            Some(labels) => shapes.splice(0..0, labels.shapes(theme)).for_each(drop),
            None => unlabelled += 1,
        }
        let ids = spot.claims.iter().map(|claim| claim.id.to_string()).collect();
        let says = spot.claims.iter().map(|claim| spot::say(desk, claim, &spot.when)).collect::<Vec<_>>().join("; ");
        page.scene.mark(ids, says, shapes);
    }
    page.top = bottom + 40;
    let signs: Vec<Sign> = spots.iter().map(|spot| spot.reach.sign).collect();
    if signs.iter().any(|sign| *sign != Sign::Dot) {
        key::add(&mut page, &spot::sign_entries(desk, signs, theme));
    }
    let mut notes = Vec::new();
    if sources.len() > 1 {
        notes.push(words.joined.clone());
    }
    let drawn: usize = spots.iter().map(|spot| spot.claims.len()).sum();
    if series.nodes.len() < all_times {
        notes.push(desk.left_out(&words.times_left_out, all_times - series.nodes.len(), all_times));
    } else if drawn < claims.len() {
        notes.push(desk.left_out(&desk.tongue.spread.left_out, claims.len() - drawn, claims.len()));
    }
    if unlabelled > 0 {
        notes.push(desk.left_out(&words.unlabelled, unlabelled, spots.len()));
    }
    page.scene.data = data(desk, &page.scene, &times);
    page.close(&notes, &desk.source_line(&sources))
}

/// The spots of one time, from the lowest figure to the highest; at most [`MOST_SPOTS`], evenly chosen.
fn spots<'a>(desk: &Desk, node: &Node<'a>, along: &DateScale, across: &Scale) -> Vec<Spot<'a>> {
    let mut spots: Vec<Spot> = Vec::new();
    let days = [node.first, node.middle(), node.last].map(|day| along.at(day));
    for (claim, reach) in &node.claims {
        match spots.last_mut() {
            Some(last) if last.reach == *reach => last.claims.push(claim),
            _ => spots.push(Spot::new(claim, *reach, node.when(desk.tongue), days, across)),
        }
    }
    let all = spots.len();
    let mut at = 0;
    spots.retain(|_| {
        at += 1;
        all <= MOST_SPOTS || is_kept(at - 1, all, MOST_SPOTS)
    });
    spots
}

/// The spots that get a label where there is room: all where they are few, else the first, the last and the two extremes.
fn labelled(spots: &[Spot]) -> Vec<usize> {
    if spots.len() <= MOST_LABELS {
        return (0..spots.len()).collect();
    }
    let by_height = |a: &usize, b: &usize| spots[*a].at.1.cmp(&spots[*b].at.1);
    let ends = [(0..spots.len()).min_by(by_height), (0..spots.len()).max_by(by_height)];
    ends.into_iter().flatten().chain([0, spots.len() - 1]).collect()
}

/// Pixels the widest label of a time takes.
fn label_width(desk: &Desk, page: &Page, node: &Node) -> i32 {
    let labels = |(claim, _): &(&Claim, _)| spot::words(desk, page, &[*claim], &node.when(desk.tongue));
    spot::widest(&node.claims.iter().flat_map(labels).collect::<Vec<_>>())
}

/// Pixels drawn and pixels left out of a broken line; whole when none are left out.
type Strokes = (i32, i32);

/// A source's points with the ink and the strokes they are joined by.
fn lines<'a>(
    series: &Series<'a>,
    along: &DateScale,
    across: &Scale,
    theme: &Theme,
) -> Vec<(&'a str, Vec<Point>, Ink, Strokes)> {
    const STROKES: [Strokes; MOST_STYLES] = [(1, 0), (10, 5), (3, 4), (16, 4)];
    let lines = series.lines();
    let alike = lines.len() > MOST_STYLES;
    let drawn = lines.into_iter().enumerate().map(|(n, (source, points))| {
        let points =
            points.iter().map(|&(at, value)| (along.at(series.nodes[at].middle()), across.at(value))).collect();
        match alike {
            true => (source, points, theme.claim.faded(0.6), (1, 0)),
            false => (source, points, theme.lines[n], STROKES[n]),
        }
    });
    drawn.collect()
}

/// The first and the last figure; by one source where one gives both, for a change between two sources is nobody's.
fn title(desk: &Desk, series: &Series) -> String {
    let words = &desk.tongue.series;
    let unit = &series.cell.unit;
    let (first, last) = (&series.nodes[0], &series.nodes[series.nodes.len() - 1]);
    let label = desk.cell_label(series.cell);
    let [in_first, in_last] = [first, last].map(|node| desk.tongue.during(node.first, node.last));
    let parts = [("label", &*label), ("first", &in_first), ("last", &in_last)];
    if let Some(ends) = ends(series) {
        let [from, to] = ends.map(|claims| figures(desk, &claims, unit));
        return fill(&words.title, &[&parts[..], &[("from", &from), ("to", &to)]].concat());
    }
    let [from, to] = [first, last].map(|node| node.figure(desk, unit));
    let by = |node: &Node| {
        let sources = sources_of(node.claims.iter().map(|(claim, _)| *claim));
        let name = desk.name(sources[0]);
        if sources.len() > 1 { desk.and_more(&name, sources.len() - 1) } else { name }
    };
    let [a, b] = [first, last].map(by);
    fill(&words.title_by_two, &[&parts[..], &[("from", &from), ("to", &to), ("a", &a), ("b", &b)]].concat())
}

/// The figures of the first and of the last time given by the sources that give both; None when no source does.
fn ends<'a>(series: &Series<'a>) -> Option<[Vec<&'a Claim>; 2]> {
    let nodes = [&series.nodes[0], &series.nodes[series.nodes.len() - 1]];
    let [first, last] = nodes.map(|node| sources_of(node.claims.iter().map(|(claim, _)| *claim)));
    let both: Vec<&str> = first.into_iter().filter(|source| last.contains(source)).collect();
    let of = |node: &Node<'a>| -> Vec<&'a Claim> {
        node.claims.iter().map(|(claim, _)| *claim).filter(|claim| both.contains(&&*claim.source)).collect()
    };
    (!both.is_empty()).then(|| nodes.map(of))
}

/// "El Salvador · down 98.3% from first to last · one source"
fn subtitle(desk: &Desk, series: &Series, sources: usize) -> String {
    let mut parts = vec![clean(&series.group.scope)];
    if let Some(ends) = ends(series) {
        let one = |claims: &Vec<&Claim>| {
            let sign = |claim: &Claim| super::reach::Reach::of(&claim.quantity).map(|reach| reach.sign);
            let firm = claims.iter().all(|claim| sign(claim) == Some(Sign::Dot));
            let value = claims.first()?.quantity.value?;
            (firm && claims.iter().all(|claim| claim.quantity.value == Some(value))).then_some(value)
        };
        if let [Some(from), Some(to)] = ends.each_ref().map(one) {
            parts.push(change(desk, from, to, &series.cell.unit));
        }
    }
    parts.push(desk.sources(sources));
    parts.retain(|part| !part.is_empty());
    parts.join(" · ")
}

fn change(desk: &Desk, from: Decimal, to: Decimal, unit: &Unit) -> String {
    let words = &desk.tongue.series;
    let say = |by: Decimal, unit: &Unit| {
        let n = desk.tongue.with_unit(by.abs(), unit, None);
        let sentence = if to < from { &words.down } else { &words.up };
        if by.is_zero() { String::new() } else { fill(sentence, &[("n", &n)]) }
    };
    let by = to.checked_sub(from).unwrap_or_default();
    if *unit == Unit::Percent {
        return say(by, &Unit::Points);
    }
    // a share of nothing, or of a loss, says nothing
    let part =
        by.checked_mul(Decimal::ONE_HUNDRED).and_then(|by| by.checked_div(from)).filter(|_| from > Decimal::ZERO);
    part.map(|part| say(part.round_dp(1), &Unit::Percent)).unwrap_or_default()
}

fn describe(desk: &Desk, series: &Series) -> String {
    let told = series.nodes.iter().map(|node| {
        let claims = node
            .claims
            .iter()
            .map(|(claim, _)| format!("{} ({})", desk.bounded(&claim.quantity), desk.name(&claim.source)));
        format!("{}: {}", node.when(desk.tongue), claims.collect::<Vec<_>>().join(", "))
    });
    told.collect::<Vec<_>>().join("; ") + "."
}

/// Every figure with its time, before any is thinned out.
fn table_of<'a>(series: &Series<'a>) -> Vec<(chrono::NaiveDate, chrono::NaiveDate, &'a Claim)> {
    series.nodes.iter().flat_map(|node| node.claims.iter().map(|(claim, _)| (node.first, node.last, *claim))).collect()
}

fn data(desk: &Desk, scene: &Scene, times: &[(chrono::NaiveDate, chrono::NaiveDate, &Claim)]) -> Data {
    let mut table = Data::new(&[&["drawn", "time_start", "time_end"], &data::FIGURE]);
    for (first, last, claim) in times {
        let own =
            [Field::yes(scene.drawn.contains(claim.id.as_str())), Field::day(Some(*first)), Field::day(Some(*last))];
        table.row(own.into_iter().chain(data::figure(desk, claim)));
    }
    table
}
