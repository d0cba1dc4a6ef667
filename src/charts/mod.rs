//! Ledger -> pictures, as SVG and PNG: what happened when, how far figures lie apart, how they moved, who agrees.
//!
//! An exhibit lays out a [`scene::Scene`] of whole pixels and draws nothing; `paint` has plotters draw it and resvg
//! turn that very SVG into a PNG. Uncertainty is drawn: an interval is a bar, an open end stays open. Reads no file,
//! knows no clock, and no font but the one it carries.

pub mod dates;
pub mod desk;
pub mod fonts;
mod key;
pub mod labels;
pub mod names;
pub mod numbers;
mod page;
mod paint;
mod pixels;
mod reach;
pub mod scene;
pub mod theme;

mod agreement;
mod series;
mod spread;
mod timeline;

#[cfg(test)]
mod tests;

use rayon::prelude::*;

use crate::model::error::Result;
use crate::model::group::Group;
use crate::model::ledger::Ledger;
use crate::model::notice::{Noted, Notice};
use crate::model::picture::Picture;
use desk::Desk;
use scene::Scene;
use theme::Theme;

/// The kinds of chart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ChartKind {
    /// the events of a story by date, sources as lanes
    Timeline,
    /// the figures of a group beside each other
    Spread,
    /// one figure over time
    Series,
    /// sources against groups
    Agreement,
}

/// The gallery, in the order pictures are handed out.
type Hang = fn(&Desk, &Options, &Theme) -> Exhibit;
const GALLERY: [(ChartKind, Hang); 4] = [
    (ChartKind::Timeline, timeline::scenes),
    (ChartKind::Spread, spread::scenes),
    (ChartKind::Series, series::scenes),
    (ChartKind::Agreement, agreement::scenes),
];

impl ChartKind {
    pub const ALL: [ChartKind; 4] = [ChartKind::Timeline, ChartKind::Spread, ChartKind::Series, ChartKind::Agreement];

    pub fn as_str(self) -> &'static str {
        match self {
            ChartKind::Timeline => "timeline",
            ChartKind::Spread => "spread",
            ChartKind::Series => "series",
            ChartKind::Agreement => "agreement",
        }
    }

    /// Inverse of [`ChartKind::as_str`].
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }
}

/// What to draw, and how large.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// Kinds to draw; empty for all.
    pub only: Vec<ChartKind>,
    /// Only figures of this metric, by its id, label or family. The timeline, which knows no metrics, is then left out
    /// unless asked for by name.
    pub metric: Option<String>,
    /// Pixels of the SVG, 560 to 2,400; the PNG has twice as many.
    pub width: u32,
    /// Pixels the SVG should not be higher than, as far as a handful of rows allows; None: as high as the rows need.
    pub height: Option<u32>,
}

impl Default for Options {
    fn default() -> Self {
        Options { only: Vec::new(), metric: None, width: 960, height: None }
    }
}

impl Options {
    fn width(&self) -> i32 {
        self.width.clamp(560, 2400) as i32
    }

    /// The scene `lay` makes of at most `rows` rows; of fewer, down to three, where it would be too high.
    /// `row` is about the pixels a row takes.
    fn fitted(&self, mut rows: usize, row: i32, lay: impl Fn(usize) -> Scene) -> Scene {
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

    fn draws(&self, kind: ChartKind) -> bool {
        let by_name = self.only.contains(&kind);
        by_name || (self.only.is_empty() && (kind != ChartKind::Timeline || self.metric.is_none()))
    }

    fn wants(&self, group: &Group) -> bool {
        let Some(metric) = &self.metric else { return true };
        let same = |name: &str| name.to_lowercase() == metric.to_lowercase();
        same(&group.label) || group.cells.iter().any(|cell| same(&cell.metric) || same(&cell.metric_label))
    }
}

/// Does the number `at` of `all` things stay when `most` of them are chosen evenly, the first and the last among them?
fn is_kept(at: usize, all: usize, most: usize) -> bool {
    let slot = |at: usize| at * (most.max(2) - 1) / (all.max(2) - 1);
    at == 0 || slot(at) != slot(at - 1)
}

/// What one kind of chart made of a ledger.
#[derive(Debug, Default)]
struct Exhibit {
    scenes: Vec<Scene>,
    notices: Vec<Notice>,
}

/// Draws a ledger. A ledger with nothing to draw gives no pictures; what is left out for want of room gives a notice.
///
/// The same ledger gives the same bytes. Fails only when a picture cannot be drawn at all, with
/// [`Error::Output`](crate::model::error::Error::Output).
pub fn draw(ledger: &Ledger, options: &Options) -> Result<Noted<Vec<Picture>>> {
    let Noted { value: scenes, notices } = hung(ledger, options);
    let pictures: Result<Vec<Picture>> = scenes.into_par_iter().map(|(name, scene)| picture(name, scene)).collect();
    Ok(Noted::new(pictures?, notices))
}

/// Every scene of the ledger with its name, laid out and not yet drawn.
fn hung(ledger: &Ledger, options: &Options) -> Noted<Vec<(String, Scene)>> {
    let desk = Desk::new(ledger);
    let mut notices = Vec::new();
    if let Some(metric) = options.metric.as_ref().filter(|_| !ledger.groups.iter().any(|group| options.wants(group))) {
        notices.push(Notice::new("charts", "", None, format!("no group counts \"{}\"", labels::clean(metric))));
    }
    let mut names = names::Names::default();
    let mut scenes: Vec<(String, Scene)> = Vec::new();
    for (_, hang) in GALLERY.iter().filter(|(kind, _)| options.draws(*kind)) {
        let exhibit = hang(&desk, options, &theme::LIGHT);
        notices.extend(exhibit.notices);
        for scene in exhibit.scenes {
            let key = format!("{} {}", scene.story_id, scene.group_id);
            scenes.push((names.take(&scene.name, &key), scene));
        }
    }
    let labels = scenes.iter().flat_map(|(_, scene)| scene.labels());
    let undrawable = labels.filter(|label| labels::undrawable(&label.text) > 0).count();
    if undrawable > 0 {
        let says = format!(
            "{undrawable} labels hold characters the built-in font lacks; they show in the SVG, as boxes in the PNG"
        );
        notices.push(Notice::new("charts", "", None, says));
    }
    Noted::new(scenes, notices)
}

/// Letters of a description; beyond that the tables serve better.
const LONGEST_DESCRIPTION: usize = 8_000;

fn picture(name: String, mut scene: Scene) -> Result<Picture> {
    if let Some((end, _)) = scene.description.char_indices().nth(LONGEST_DESCRIPTION) {
        scene.description.truncate(end);
        scene.description.push('…');
    }
    let svg = paint::svg(&scene, &name)?;
    let png = paint::png(&svg, &name)?;
    let Scene { chart, title, description, story_id, group_id, .. } = scene;
    Ok(Picture { name, chart, title, description, story_id, group_id, svg, png })
}
