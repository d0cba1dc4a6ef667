//! What to draw, how large, in which look and language.

use chrono::{Datelike, NaiveDate};

use super::ChartKind;
use super::scene::Scene;
use super::theme::Scheme;
use super::tongue::Tongue;

/// What to draw, and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// Kinds to draw; empty for all.
    pub only: Vec<ChartKind>,
    /// Only figures of this metric, by its id, label or family. The timeline, which knows no metrics, is then left out
    /// unless asked for by name.
    pub metric: Option<String>,
    /// Only what is about this place or body: its whole name or some words of it.
    pub place: Option<String>,
    /// Only what speaks of these days, both ends among them.
    pub period: Option<(NaiveDate, NaiveDate)>,
    /// Only this story, by its id or words of its label.
    pub story: Option<String>,
    /// Pixels of the SVG, 560 to 2,400; the PNG has twice as many.
    pub width: u32,
    /// Pixels the SVG should not be higher than, as far as a handful of rows allows; None: as high as the rows need.
    pub height: Option<u32>,
    pub scheme: Scheme,
    pub tongue: &'static Tongue,
    /// Draw the PNG too; otherwise it stays empty.
    pub png: bool,
    /// Put ' before text in the tables that a spreadsheet would take for a formula.
    pub formula_safe: bool,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            only: Vec::new(),
            metric: None,
            place: None,
            period: None,
            story: None,
            width: 960,
            height: None,
            scheme: Scheme::Light,
            tongue: Tongue::english(),
            png: true,
            formula_safe: false,
        }
    }
}

impl Options {
    pub(super) fn width(&self) -> i32 {
        self.width.clamp(560, 2400) as i32
    }

    /// Is a part of the ledger asked for, and not all of it?
    pub fn is_narrow(&self) -> bool {
        self.metric.is_some() || self.place.is_some() || self.period.is_some() || self.story.is_some()
    }

    /// The scene `lay` makes of at most `rows` rows; of fewer, down to three, where it would be too high.
    /// `row` is about the pixels a row takes.
    pub(super) fn fitted(&self, mut rows: usize, row: i32, lay: impl Fn(usize) -> Scene) -> Scene {
        const FEWEST: usize = 3;
        let mut scene = lay(rows);
        let Some(height) = self.height.map(|height| height.min(100_000) as i32) else { return scene };
        while scene.height > height && rows > FEWEST {
            let fewer = ((scene.height - height) / (2 * row)).max(1) as usize;
            rows = rows.saturating_sub(fewer).max(FEWEST);
            scene = lay(rows);
        }
        scene
    }

    pub(super) fn draws(&self, kind: ChartKind) -> bool {
        let by_name = self.only.contains(&kind);
        by_name || (self.only.is_empty() && (kind != ChartKind::Timeline || self.metric.is_none()))
    }
}

/// "2022", "2022-03", "2022-03-24", or two of them with ".." between, either of which may be left out: the days meant.
pub fn period(text: &str) -> Option<(NaiveDate, NaiveDate)> {
    let (from, to) = text.split_once("..").unwrap_or((text, text));
    if from.is_empty() && to.is_empty() {
        return None;
    }
    let first = if from.is_empty() { NaiveDate::MIN } else { days(from)?.0 };
    let last = if to.is_empty() { NaiveDate::MAX } else { days(to)?.1 };
    (first <= last).then_some((first, last))
}

fn days(text: &str) -> Option<(NaiveDate, NaiveDate)> {
    let parts: Vec<&str> = text.trim().split('-').collect();
    let number = |part: &str| part.parse::<u32>().ok().filter(|_| part.bytes().all(|byte| byte.is_ascii_digit()));
    let year = number(parts[0]).filter(|_| parts[0].len() == 4)? as i32;
    match parts[1..] {
        [] => Some((NaiveDate::from_ymd_opt(year, 1, 1)?, NaiveDate::from_ymd_opt(year, 12, 31)?)),
        [month] => {
            let first = NaiveDate::from_ymd_opt(year, number(month)?, 1)?;
            let next = if first.month() == 12 {
                NaiveDate::from_ymd_opt(year + 1, 1, 1)
            } else {
                NaiveDate::from_ymd_opt(year, first.month() + 1, 1)
            };
            Some((first, next?.pred_opt()?))
        }
        [month, day] => NaiveDate::from_ymd_opt(year, number(month)?, number(day)?).map(|day| (day, day)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_is_read_as_it_is_written() {
        for (text, first, last) in [
            ("2022", "2022-01-01", "2022-12-31"),
            ("2022-02", "2022-02-01", "2022-02-28"),
            ("2022-12", "2022-12-01", "2022-12-31"),
            ("2022-03-24", "2022-03-24", "2022-03-24"),
            ("2019..2022-03", "2019-01-01", "2022-03-31"),
        ] {
            let [first, last] = [first, last].map(|day| day.parse().unwrap());
            assert_eq!(period(text), Some((first, last)), "{text}");
        }
        assert_eq!(period("2022..").map(|(_, last)| last), Some(NaiveDate::MAX));
        for text in ["", "..", "March", "2022-13", "2022-02-30", "2023..2022", "22", "2022-1-1-1", "+2022", "２０２２"]
        {
            assert_eq!(period(text), None, "{text}");
        }
    }
}
