//! A figure at its time: the dot, the line of its days, and the label with the figure, when and by whom.

use chrono::NaiveDate;

use super::nodes::Node;
use crate::charts::dates::{self, DateScale};
use crate::charts::desk::{Desk, bounded, sources_of};
use crate::charts::is_kept;
use crate::charts::labels::{Frame, Placer, line_height};
use crate::charts::numbers::Scale;
use crate::charts::page::Page;
use crate::charts::reach::{Reach, Sign};
use crate::charts::scene::{Label, Point, Shape, Side, line};
use crate::charts::theme::Theme;
use crate::model::claim::Claim;

/// One place on the picture: a time and a figure, with everyone who gives it.
pub struct Spot<'a> {
    pub claims: Vec<&'a Claim>,
    pub reach: Reach,
    pub first: NaiveDate,
    pub last: NaiveDate,
    pub at: Point,
    /// the pixels of its first and last day, or of its dot when that is wider
    pub ends: (i32, i32),
}

/// The spots of one time, from the lowest figure to the highest; at most [`MOST_SPOTS`], evenly chosen.
pub fn spots<'a>(node: &Node<'a>, along: &DateScale, across: &Scale) -> Vec<Spot<'a>> {
    let mut spots: Vec<Spot> = Vec::new();
    for (claim, reach) in &node.claims {
        match spots.last_mut() {
            Some(last) if last.reach == *reach => last.claims.push(claim),
            _ => {
                let at = (along.at(node.middle()), across.at(reach.at.unwrap_or((reach.low + reach.high) / 2.0)));
                let ends = (along.at(node.first).min(at.0 - 6), along.at(node.last).max(at.0 + 6));
                spots.push(Spot { claims: vec![claim], reach: *reach, first: node.first, last: node.last, at, ends });
            }
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

/// Figures drawn for one time.
const MOST_SPOTS: usize = 9;

/// The dot, with its days and whatever its figure leaves open.
pub fn draw(spot: &Spot, across: &Scale, theme: &Theme) -> Vec<Shape> {
    let (x, y) = spot.at;
    let ink = theme.claim;
    let mut shapes = Vec::new();
    let (from, to) = spot.ends;
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

/// The label of one figure and time: the figure, and below it for when and by whom it is given.
pub fn words(desk: &Desk, page: &Page, claims: &[&Claim], (first, last): (NaiveDate, NaiveDate)) -> Vec<Label> {
    let figure = claims.first().map(|claim| bounded(&claim.quantity));
    let sources = sources_of(claims.iter().copied());
    let more = if sources.len() > 1 { format!(" and {} more", sources.len() - 1) } else { String::new() };
    let by = sources.first().map(|source| desk.name(source)).unwrap_or_default();
    let lines = [
        (figure.unwrap_or_default(), page.look().bold()),
        (format!("{}, {by}{more}", dates::span(first, last)), page.small()),
    ];
    let labels = lines.into_iter().filter_map(|(text, look)| page.label(&text, (0, 0), Side::Left, 210, look));
    labels.filter_map(|shape| if let Shape::Text(label) = shape { Some(label) } else { None }).collect()
}

/// Pixels the widest label of a time takes.
pub fn label_width(desk: &Desk, page: &Page, node: &Node) -> i32 {
    let labels = node.claims.iter().flat_map(|(claim, _)| words(desk, page, &[claim], (node.first, node.last)));
    labels.map(|label| label.frame().right).max().unwrap_or(0)
}

/// Puts a label as near to its spot as there is room: first off every line, then at least off marks and labels.
pub fn place(words: &[Label], spot: &Spot, placer: &mut Placer, crossing: &[Frame]) -> Option<Vec<Label>> {
    let wide = words.iter().map(|label| label.frame().right).max()? + 2;
    let steps: Vec<i32> = words.iter().map(|label| line_height(label.size)).collect();
    let high: i32 = steps.iter().sum::<i32>() + 2;
    let (x, y) = spot.at;
    let offers = || {
        (0..4)
            .flat_map(move |lane| {
                let away = 11 + lane * 26;
                [
                    (spot.ends.1 + 6, y - high / 2 - lane * 26),
                    (x - wide / 2, y - away - high),
                    (x + 10, y - away - high),
                    (x - 10 - wide, y - away - high),
                    (x - wide / 2, y + away),
                    (x + 10, y + away),
                    (spot.ends.0 - 6 - wide, y - high / 2 - lane * 26),
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
pub fn along_line((x0, y0): Point, (x1, y1): Point) -> Vec<Frame> {
    let pieces = ((x1 - x0).abs().max((y1 - y0).abs()) / 6).max(1);
    (0..=pieces)
        .map(|n| (x0 + (x1 - x0) * n / pieces, y0 + (y1 - y0) * n / pieces))
        .map(|(x, y)| Frame { left: x - 4, top: y - 3, right: x + 4, bottom: y + 3 })
        .collect()
}

/// Who says it, for when, in which words.
pub fn say(desk: &Desk, claim: &Claim, spot: &Spot) -> String {
    let when = dates::span(spot.first, spot.last);
    format!("{} ({}), {when}: {}", desk.name(&claim.source), desk.published(&claim.source), desk.words(claim))
}
