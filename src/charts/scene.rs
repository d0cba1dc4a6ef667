//! What a picture is before it is drawn: shapes at whole pixels, each mark with the ids it stands for.
//!
//! An exhibit makes a scene and draws nothing; so its layout can be measured in a test without reading any SVG.

use std::collections::BTreeSet;

use super::data::Data;
use super::fonts::{Weight, width};
use super::labels::{Frame, clean};
use super::theme::Ink;

/// A place in pixels from the upper left corner.
pub type Point = (i32, i32);

/// Which end of a text its place is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    Left,
    Middle,
    Right,
}

/// A line of text. `at` is the upper edge of its capitals, at the side given.
#[derive(Debug, Clone, PartialEq)]
pub struct Label {
    pub text: String,
    pub at: Point,
    pub side: Side,
    pub size: u32,
    pub weight: Weight,
    pub ink: Ink,
    /// reads upwards; `at` is then its lower left
    pub upward: bool,
}

impl Label {
    /// The pixels it may touch, accents and descenders included.
    pub fn frame(&self) -> Frame {
        let long = width(&self.text, self.size, self.weight).ceil() as i32;
        let (x, y) = self.at;
        let above = (self.size as i32 + 4) / 5;
        if self.upward {
            return Frame { left: x - above, top: y - long, right: x + self.size as i32, bottom: y };
        }
        let left = match self.side {
            Side::Left => x,
            Side::Middle => x - (long + 1) / 2,
            Side::Right => x - long,
        };
        Frame { left, top: y - above, right: left + long, bottom: y + self.size as i32 }
    }
}

/// One thing to draw.
#[derive(Debug, Clone, PartialEq)]
pub enum Shape {
    Line { points: Vec<Point>, ink: Ink, wide: u32 },
    Area { points: Vec<Point>, ink: Ink },
    Box { frame: Frame, ink: Ink, filled: bool },
    Dot { at: Point, radius: u32, ink: Ink, filled: bool },
    Text(Label),
}

/// Shapes that belong together; with ids they are a mark that stands for something in the ledger.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Group {
    /// claims, events or quotes; empty for axes and words of the page
    pub ids: Vec<String>,
    /// what the mark says in words, shown when it is pointed at
    pub says: String,
    pub shapes: Vec<Shape>,
}

/// A laid-out picture.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Scene {
    pub chart: &'static str,
    /// a wish; made unique and file-safe later
    pub name: String,
    pub title: String,
    pub description: String,
    pub story_id: String,
    pub group_id: String,
    pub width: i32,
    pub height: i32,
    pub groups: Vec<Group>,
    /// everything the marks stand for
    pub drawn: BTreeSet<String>,
    /// the table that goes beside the picture
    pub data: Data,
}

impl Scene {
    /// Adds shapes that stand for nothing in the ledger.
    pub fn furnish(&mut self, shapes: impl IntoIterator<Item = Shape>) {
        match self.groups.last_mut() {
            Some(group) if group.ids.is_empty() => group.shapes.extend(shapes),
            _ => self.groups.push(Group { shapes: shapes.into_iter().collect(), ..Group::default() }),
        }
    }

    /// Adds a mark. Where one stands for very many things, the first of them are named.
    pub fn mark(&mut self, mut ids: Vec<String>, says: String, shapes: Vec<Shape>) {
        self.drawn.extend(ids.iter().cloned());
        ids.truncate(MOST_IDS);
        self.groups.push(Group { ids, says: clean(&says), shapes });
    }

    /// Every text of the picture.
    pub fn labels(&self) -> impl Iterator<Item = &Label> {
        self.groups.iter().flat_map(|group| &group.shapes).filter_map(|shape| match shape {
            Shape::Text(label) => Some(label),
            _ => None,
        })
    }
}

/// Things a mark names.
const MOST_IDS: usize = 60;

/// A straight line.
pub fn line(from: Point, to: Point, ink: Ink, wide: u32) -> Shape {
    Shape::Line { points: vec![from, to], ink, wide }
}

/// A broken line, level or upright.
pub fn dashes((x0, y0): Point, (x1, y1): Point, ink: Ink, wide: u32, on: i32, off: i32) -> Vec<Shape> {
    let long = (x1 - x0).max(y1 - y0);
    let along = |by: i32| if x1 > x0 { (x0 + by, y0) } else { (x0, y0 + by) };
    let step = (on + off).max(1) as usize;
    (0..long).step_by(step).map(|by| line(along(by), along((by + on).min(long)), ink, wide)).collect()
}

/// A broken line along points, at whole pixels.
pub fn dashed(points: &[Point], ink: Ink, wide: u32, on: i32, off: i32) -> Vec<Shape> {
    let (on, off) = (f64::from(on.max(1)), f64::from(off.max(1)));
    let mut shapes = Vec::new();
    // how far into a stroke, or into the gap after it, the last piece ended
    let mut phase = 0.0;
    for pair in points.windows(2) {
        let [(x0, y0), (x1, y1)] = [pair[0], pair[1]].map(|(x, y)| (f64::from(x), f64::from(y)));
        let long = ((x1 - x0) * (x1 - x0) + (y1 - y0) * (y1 - y0)).sqrt();
        let at = |by: f64| {
            let part = if long > 0.0 { by / long } else { 0.0 };
            ((x0 + (x1 - x0) * part).round() as i32, (y0 + (y1 - y0) * part).round() as i32)
        };
        let mut done = 0.0;
        while done < long {
            let left = if phase < on { on - phase } else { on + off - phase };
            let step = left.min(long - done);
            if phase < on {
                shapes.push(line(at(done), at(done + step), ink, wide));
            }
            done += step;
            phase = (phase + step) % (on + off);
        }
    }
    shapes
}

#[cfg(test)]
pub mod measure {
    //! What the tests of all exhibits ask of a layout.

    use super::*;

    /// No two labels touch, none leaves the page, none is empty.
    pub fn assert_well_laid(scene: &Scene) {
        let page = Frame { left: 0, top: 0, right: scene.width, bottom: scene.height };
        let labels: Vec<(&Label, Frame)> = scene.labels().map(|label| (label, label.frame())).collect();
        for (at, (label, frame)) in labels.iter().enumerate() {
            assert!(!label.text.is_empty(), "an empty label in {}", scene.name);
            assert!(page.holds(*frame), "clipped in {}: {label:?}", scene.name);
            for (other, taken) in &labels[..at] {
                assert!(!taken.overlaps(*frame), "in {}: {:?} on {:?}", scene.name, label, other);
            }
        }
        // a mark under words is seen by nobody
        let dots: Vec<(usize, Frame)> = scene
            .groups
            .iter()
            .enumerate()
            .filter(|(_, group)| !group.ids.is_empty())
            .flat_map(|(at, group)| group.shapes.iter().map(move |shape| (at, shape)))
            .filter_map(|(at, shape)| match shape {
                Shape::Dot { at: (x, y), radius, .. } => {
                    let r = *radius as i32 - 1;
                    Some((at, Frame { left: x - r, top: y - r, right: x + r, bottom: y + r }))
                }
                _ => None,
            })
            .collect();
        for (label, frame) in &labels {
            let inner = Frame { top: frame.top + 3, ..*frame };
            let under = dots.iter().find(|(_, dot)| dot.overlaps(inner));
            assert!(under.is_none(), "in {}: {label:?} on the mark at {under:?}", scene.name);
        }
        for shape in scene.groups.iter().flat_map(|group| &group.shapes) {
            let points = match shape {
                Shape::Line { points, .. } | Shape::Area { points, .. } => points.clone(),
                Shape::Box { frame, .. } => vec![(frame.left, frame.top), (frame.right, frame.bottom)],
                Shape::Dot { at: (x, y), radius, .. } => {
                    let r = *radius as i32;
                    vec![(x - r, y - r), (x + r, y + r)]
                }
                Shape::Text(_) => Vec::new(),
            };
            for (x, y) in points {
                let inside = (0..=scene.width).contains(&x) && (0..=scene.height).contains(&y);
                assert!(inside, "outside {}: {shape:?}", scene.name);
            }
        }
    }
}
