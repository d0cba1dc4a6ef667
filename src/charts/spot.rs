//! A figure at its time: the mark, the line of its days, and the label with the figure, when and by whom.

use super::dates::{Along, DateScale};
use super::desk::{Desk, sources_of};
use super::fonts::width;
use super::key;
use super::labels::{Frame, Placer, line_height};
use super::numbers::Scale;
use super::page::Page;
use super::reach::{Reach, Sign};
use super::scene::{Label, Point, Shape, Side, dashes, line};
use super::theme::{Ink, Theme};
use crate::model::claim::Claim;
use crate::model::quantity::Unit;

/// One place on the picture: a time and a figure, with everyone who gives it.
pub struct Spot<'a> {
    pub claims: Vec<&'a Claim>,
    pub reach: Reach,
    /// in words
    pub when: String,
    pub at: Point,
    /// the pixels of its first and last day, or of its mark when that is wider
    pub ends: (i32, i32),
}

impl<'a> Spot<'a> {
    /// `days` are the pixels of its first day, of its middle and of its last.
    pub fn new(claim: &'a Claim, reach: Reach, when: String, days: [i32; 3], across: &Scale) -> Self {
        let [first, x, last] = days;
        let at = (x, across.at(reach.at.unwrap_or((reach.low + reach.high) / 2.0)));
        Spot { claims: vec![claim], reach, when, at, ends: (first.min(x - 6), last.max(x + 6)) }
    }

    /// The pixels labels must keep off.
    pub fn frame(&self, across: &Scale) -> Frame {
        let (x, y) = self.at;
        let (top, bottom) = self.reach_ends(across);
        Frame { left: x - 7, top: top.min(y - 7), right: x + 7, bottom: bottom.max(y + 7) }
    }

    fn reach_ends(&self, across: &Scale) -> (i32, i32) {
        let y = self.at.1;
        match self.reach.sign {
            Sign::Above | Sign::From => (y - TIP, y),
            Sign::Below | Sign::UpTo => (y, y + down_tip(y, across)),
            _ => (across.at(self.reach.high), across.at(self.reach.low)),
        }
    }
}

/// Pixels a line may run down from a mark without leaving the plot.
fn down_tip(y: i32, across: &Scale) -> i32 {
    TIP.min(across.ends().1 - y).max(0)
}

/// Pixels an open end runs on, up or down.
pub const TIP: i32 = 30;

/// The mark, with its days and whatever its figure leaves open.
pub fn draw(spot: &Spot, across: &Scale, ink: Ink, theme: &Theme) -> Vec<Shape> {
    let (x, y) = spot.at;
    let mut shapes = Vec::new();
    let (from, to) = spot.ends;
    if to - from > 16 {
        shapes.push(line((from, y), (to, y), ink.faded(0.45), 3));
    }
    let (low, high) = (across.at(spot.reach.low), across.at(spot.reach.high));
    if spot.reach.sign == Sign::Vague {
        // its ends are nobody's figures, and it has no middle
        shapes.extend(dashes((x, high), (x, low.max(high + 7)), ink, 3, 7, 4));
        return shapes;
    }
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
        let long = if up < 0 { TIP } else { down_tip(y, across) };
        let tip = (x, y + up * long);
        let arrow = |side: i32| line((x + side * 5, tip.1 - up * 6), tip, ink.faded(0.55), 2);
        shapes.extend([
            line((x, y), (x, y + up * long / 2), ink, 2),
            line((x, y + up * long / 2), tip, ink.faded(0.55), 2),
            arrow(1),
            arrow(-1),
        ]);
    }
    shapes.extend(dot(spot.at, spot.reach.sign, ink, theme));
    shapes
}

/// Hollow where the figure itself is left out.
pub fn dot(at: Point, sign: Sign, ink: Ink, theme: &Theme) -> Vec<Shape> {
    let hollow = matches!(sign, Sign::Above | Sign::Below);
    let full = Shape::Dot { at, radius: 6, ink: if hollow { theme.paper } else { ink }, filled: true };
    let ring = Shape::Dot { at, radius: 5, ink, filled: false };
    if hollow { vec![full, ring] } else { vec![full] }
}

/// Signs of figures on a picture with time along it, for its key.
pub fn key_sign(sign: Sign, (x, y): Point, ink: Ink, theme: &Theme) -> Vec<Shape> {
    let arrow = |up: i32| {
        let (from, tip) = (y - up * 7, y + up * 9);
        let side = |by: i32| line((x + by, tip - up * 5), (x, tip), ink.faded(0.55), 2);
        let mut shapes = vec![line((x, from), (x, tip), ink, 2), side(4), side(-4)];
        shapes.extend(dot((x, from + up), sign, ink, theme));
        shapes
    };
    match sign {
        Sign::Dot => dot((x, y), sign, ink, theme),
        Sign::Above | Sign::From => arrow(-1),
        Sign::Below | Sign::UpTo => arrow(1),
        Sign::Bar => {
            let cap = |y| line((x - 5, y), (x + 5, y), ink, 2);
            let mut shapes = vec![line((x, y - 9), (x, y + 9), ink, 2), cap(y - 9), cap(y + 9)];
            shapes.extend(dot((x, y), sign, ink, theme));
            shapes
        }
        Sign::Vague => dashes((x, y - 9), (x, y + 9), ink, 3, 5, 3),
    }
}

/// The label of a figure: the figure itself, and below it for when and by whom it is given.
pub fn words(desk: &Desk, page: &Page, claims: &[&Claim], when: &str) -> Vec<Label> {
    let figure = claims.first().map(|claim| desk.said(claim));
    let sources = sources_of(claims.iter().copied());
    let name = sources.first().map(|source| desk.name(source)).unwrap_or_default();
    let by = if sources.len() > 1 { desk.and_more(&name, sources.len() - 1) } else { name };
    two_lines(page, &figure.unwrap_or_default(), &[when, &by].join(if when.is_empty() { "" } else { ", " }))
}

/// A label of a bold line and a quiet one below it.
pub fn two_lines(page: &Page, bold: &str, quiet: &str) -> Vec<Label> {
    let lines = [(bold, page.look().bold()), (quiet, page.small())];
    let labels = lines.into_iter().filter_map(|(text, look)| page.label(text, (0, 0), Side::Left, 210, look));
    labels.filter_map(|shape| if let Shape::Text(label) = shape { Some(label) } else { None }).collect()
}

/// Pixels the widest of some labels takes.
pub fn widest(labels: &[Label]) -> i32 {
    labels.iter().map(|label| label.frame().right).max().unwrap_or(0)
}

/// The figures of some marks and the room their open ends need, for a scale to hold.
pub fn values(reaches: impl Iterator<Item = Reach> + Clone) -> Vec<f64> {
    let mut values: Vec<f64> = reaches.clone().flat_map(|reach| [reach.low, reach.high]).collect();
    let low = values.iter().copied().fold(f64::INFINITY, f64::min);
    let high = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let room = (high - low) * OPEN_ROOM;
    for reach in reaches {
        match reach.sign {
            Sign::Above | Sign::From => values.push(reach.high + room),
            // what cannot be negative needs no room below zero
            Sign::Below | Sign::UpTo if low >= 0.0 => values.push((reach.low - room).max(0.0)),
            Sign::Below | Sign::UpTo => values.push(reach.low - room),
            _ => {}
        }
    }
    values
}

/// The part of a scale an open end runs on.
const OPEN_ROOM: f64 = 0.1;

/// Entries of a key for the signs in use.
pub fn sign_entries<'a>(desk: &Desk<'a>, mut signs: Vec<Sign>, theme: &'a Theme) -> Vec<key::Entry<'a>> {
    signs.sort();
    signs.dedup();
    let entry = |sign: Sign| key::Entry {
        draw: Box::new(move |at| key_sign(sign, at, theme.claim, theme)),
        wide: 14,
        means: sign.means(desk.tongue),
    };
    signs.into_iter().map(entry).collect()
}

/// The lines of a label in their place.
#[derive(Debug)]
pub struct Placed {
    labels: Vec<Label>,
    /// it crosses no line of the data, so that the ground may be cleared for it
    clear: bool,
}

impl Placed {
    pub fn shapes(self, theme: &Theme) -> Vec<Shape> {
        let frames: Vec<Frame> = self.labels.iter().map(Label::frame).filter(|_| self.clear).collect();
        let grounds =
            frames.into_iter().map(|frame| Shape::Box { frame: frame.grown(1), ink: theme.paper, filled: true });
        grounds.chain(self.labels.into_iter().map(Shape::Text)).collect()
    }
}

/// Puts a label as near to its spot as there is room: first off every line, then at least off marks and labels.
pub fn place(words: &[Label], spot: &Spot, placer: &mut Placer, crossing: &[Frame]) -> Option<Placed> {
    let wide = words.iter().map(|label| label.frame().right).max()? + 2;
    let steps: Vec<i32> = words.iter().map(|label| line_height(label.size)).collect();
    let high: i32 = steps.iter().sum::<i32>() + 2;
    let (x, y) = spot.at;
    let page = placer.page();
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
            .map(move |(left, top)| {
                let left = left.min(page.right - wide).max(page.left);
                Frame { left, top, right: left + wide, bottom: top + high }
            })
    };
    let off_lines = offers().filter(|frame| !crossing.iter().any(|piece| piece.overlaps(*frame)));
    let clear = placer.place(off_lines);
    let frame = clear.or_else(|| placer.place(offers().take(7)))?;
    let mut top = frame.top + 4;
    let mut placed = Vec::new();
    for (label, step) in words.iter().zip(steps) {
        placed.push(Label { at: (frame.left, top), ..label.clone() });
        top += step;
    }
    Some(Placed { labels: placed, clear: clear.is_some() })
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
pub fn say(desk: &Desk, claim: &Claim, when: &str) -> String {
    format!("{} ({}), {when}: {}", desk.name(&claim.source), desk.published(&claim.source), desk.words(claim))
}

/// Lines to read a value by, with their figures at the left; returns where the plot begins.
pub fn value_axis(desk: &Desk, page: &mut Page, across: &Scale, unit: &Unit, (top, bottom): (i32, i32)) -> i32 {
    let theme = page.theme;
    let look = page.small();
    let ticks = across.ticks();
    let names: Vec<String> = ticks.iter().map(|(value, _)| desk.tongue.with_unit(*value, unit, None)).collect();
    let widest = names.iter().map(|name| width(name, look.size, look.weight).ceil() as i32 + 1).max().unwrap_or(0);
    let left = page.left() + widest.min(page.scene.width / 4) + 8;
    for ((value, y), name) in ticks.iter().zip(&names) {
        if *y < top {
            continue;
        }
        let ink = if *y == bottom || value.is_zero() { theme.rule } else { theme.grid };
        page.scene.furnish([line((left, *y), (page.right(), *y), ink, 1)]);
        let label =
            page.label(name, (left - 8, y - look.size as i32 * 2 / 5), Side::Right, left - 8 - page.left() + 2, look);
        page.scene.furnish(label);
    }
    left
}

/// Round days below the plot.
pub fn date_axis(desk: &Desk, page: &mut Page, along: &DateScale, left: i32, bottom: i32) {
    let theme = page.theme;
    let look = page.small();
    let mut placer = Placer::new(Frame { left, top: 0, right: page.scene.width - 4, bottom: i32::MAX });
    for (name, x) in along.ticks(desk.tongue, 16, look.size, Along::Level) {
        page.scene.furnish([line((x, bottom), (x, bottom + 5), theme.rule, 1)]);
        if let Some(Shape::Text(label)) = page.label(&name, (x, bottom + 11), Side::Middle, 200, look)
            && placer.place([label.frame()]).is_some()
        {
            page.scene.furnish([Shape::Text(label)]);
        }
    }
}
