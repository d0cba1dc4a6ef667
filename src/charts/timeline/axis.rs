//! The axis of a timeline: true to scale, with long stretches in which nothing happened cut out.
//!
//! A quake of this week and the one of 1988 it is compared with share a timeline; on one scale all of this week would be a
//! single point. So the axis is cut where a gap takes up much of it. Each piece keeps true distances and has room by how
//! many rows belong to it; a cut is drawn as one.

use chrono::NaiveDate;

use crate::charts::dates::{Along, DateScale};
use crate::charts::desk::Desk;
use crate::charts::page::Page;
use crate::charts::scene::{Shape, Side, line};

/// A gap of more than one part in so many of the whole time is cut out.
const CUT: i64 = 4;
/// Pixels of a cut.
const GAP: i32 = 22;
/// Pixels of the smallest piece.
const SMALLEST: i32 = 18;
const MOST_PIECES: usize = 6;

/// Pieces of an axis from top to bottom.
#[derive(Debug)]
pub struct Axis {
    pieces: Vec<Piece>,
}

#[derive(Debug)]
struct Piece {
    first: NaiveDate,
    last: NaiveDate,
    top: i32,
    bottom: i32,
    scale: DateScale,
}

impl Axis {
    /// An axis for events with their first and last days, in order of their first, between two pixels.
    pub fn new(events: &[(NaiveDate, NaiveDate)], top: i32, bottom: i32) -> Option<Axis> {
        let mut runs: Vec<(NaiveDate, NaiveDate, usize)> = Vec::new();
        let whole = events.iter().map(|(_, last)| *last).max()? - events.first()?.0;
        let mut gaps: Vec<i64> = Vec::new();
        let mut reached = events.first()?.0;
        for (first, last) in events {
            gaps.push((*first - reached).num_days());
            reached = reached.max(*last);
        }
        let mut longest = gaps.clone();
        longest.sort_unstable_by(|a, b| b.cmp(a));
        let least = (whole.num_days() / CUT).max(longest.get(MOST_PIECES - 1).copied().unwrap_or(0)).max(30);
        for (at, (first, last)) in events.iter().enumerate() {
            match runs.last_mut().filter(|_| gaps[at] <= least) {
                Some(run) => (run.1, run.2) = (run.1.max(*last), run.2 + 1),
                None => runs.push((*first, *last, 1)),
            }
        }
        let room = bottom - top - GAP * (runs.len() as i32 - 1) - SMALLEST * runs.len() as i32;
        let mut y = top;
        let mut pieces = Vec::new();
        for (first, last, rows) in runs {
            let high = SMALLEST + (i64::from(room.max(0)) * rows as i64 / events.len() as i64) as i32;
            let scale = DateScale::exact(first, last, y, y + high);
            pieces.push(Piece { first, last, top: y, bottom: y + high, scale });
            y += high + GAP;
        }
        Some(Axis { pieces })
    }

    /// The pixel of a day; one in a cut stands in its middle.
    pub fn at(&self, day: NaiveDate) -> i32 {
        let after = self.pieces.iter().find(|piece| day <= piece.last);
        match after {
            Some(piece) if day >= piece.first => piece.scale.at(day),
            Some(piece) => piece.top - GAP / 2,
            None => self.pieces.last().map_or(0, |piece| piece.bottom),
        }
    }

    /// Draws the line at `x`, its days and its cuts.
    pub fn draw(&self, desk: &Desk, page: &mut Page, x: i32) {
        let theme = page.theme;
        let look = page.small();
        let mut free_from = i32::MIN;
        for (at, piece) in self.pieces.iter().enumerate() {
            let cut_above = if at > 0 { GAP / 2 - 3 } else { 8 };
            let cut_below = if at + 1 < self.pieces.len() { GAP / 2 - 3 } else { 8 };
            let (from, to) = (piece.top - cut_above, piece.bottom + cut_below);
            let mut shapes: Vec<Shape> = vec![line((x, from), (x, to), theme.rule, 1)];
            if at > 0 {
                shapes.push(line((x - 5, from + 2), (x + 5, from - 2), theme.rule, 1));
            }
            if at + 1 < self.pieces.len() {
                shapes.push(line((x - 5, to + 2), (x + 5, to - 2), theme.rule, 1));
            }
            page.scene.furnish(shapes);
            for (name, y) in piece.scale.ticks(desk.tongue, 20, look.size, Along::Upright) {
                if y - (look.size as i32) < free_from {
                    continue;
                }
                free_from = y + look.size as i32;
                page.scene.furnish([line((x - 5, y), (x, y), theme.rule, 1)]);
                let at = (x - 9, y - look.size as i32 * 2 / 5);
                let label = page.label(&name, at, Side::Right, x - 9 - page.left() + 8, look);
                page.scene.furnish(label);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ymd(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    #[test]
    fn a_long_gap_is_cut_out_and_days_keep_their_order() {
        let week = (10..17).map(|day| (ymd(2025, 3, day), ymd(2025, 3, day)));
        let events: Vec<_> = [(ymd(1988, 1, 1), ymd(1988, 12, 31))].into_iter().chain(week).collect();
        let axis = Axis::new(&events, 100, 500).unwrap();
        assert_eq!(axis.pieces.len(), 2);
        let places: Vec<i32> = events.iter().map(|(first, _)| axis.at(*first)).collect();
        assert!(places.is_sorted() && places.iter().all(|y| (100..=500).contains(y)), "{places:?}");
        assert!(places[7] - places[1] > 200, "{places:?}");
        let within = axis.at(ymd(2000, 1, 1));
        assert!(axis.at(ymd(1988, 12, 31)) < within && within < places[1]);
    }

    #[test]
    fn an_even_story_is_not_cut() {
        let events: Vec<_> = (2000..2025).map(|year| (ymd(year, 5, 1), ymd(year, 5, 1))).collect();
        assert_eq!(Axis::new(&events, 0, 900).unwrap().pieces.len(), 1);
        assert_eq!(Axis::new(&events[..1], 0, 900).unwrap().pieces.len(), 1);
        assert!(Axis::new(&[], 0, 900).is_none());
        let far = [(NaiveDate::MIN, NaiveDate::MIN), (ymd(2025, 1, 1), NaiveDate::MAX)];
        let axis = Axis::new(&far, 0, 900).unwrap();
        assert!((0..=900).contains(&axis.at(ymd(2025, 1, 1))));
    }
}
