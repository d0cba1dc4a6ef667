//! Ledger -> pictures, as SVG and PNG with their tables: what happened when, how far figures lie apart, how they moved,
//! how a total ran up, who agrees.
//!
//! An exhibit lays out a [`scene::Scene`] of whole pixels and draws nothing; `paint` has plotters draw it and resvg
//! turn that very SVG into a PNG. Uncertainty is drawn: an interval is a bar, an open end stays open. Reads no file,
//! knows no clock, and no font but the one it carries.

mod choice;
pub mod data;
pub mod dates;
pub mod desk;
pub mod fonts;
mod glyphs;
mod key;
pub mod labels;
pub mod names;
pub mod numbers;
mod options;
mod page;
mod paint;
mod pixels;
mod reach;
pub mod scene;
mod spot;
pub mod theme;
pub mod tongue;

mod agreement;
mod flow;
mod series;
mod spread;
mod timeline;

#[cfg(test)]
mod tests;

use rayon::prelude::*;

pub use self::options::{Options, period};
use crate::model::error::Result;
use crate::model::ledger::Ledger;
use crate::model::notice::{Noted, Notice};
use crate::model::picture::Picture;
use desk::Desk;
use scene::Scene;

/// The kinds of chart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ChartKind {
    /// the events of a story by date, sources as lanes
    Timeline,
    /// the figures of a group beside each other
    Spread,
    /// one figure over time
    Series,
    /// a running total by day of publication
    Flow,
    /// sources against groups
    Agreement,
}

/// The gallery, in the order pictures are handed out.
type Hang = fn(&Desk, &Options) -> Exhibit;
const GALLERY: [(ChartKind, Hang); 5] = [
    (ChartKind::Timeline, timeline::scenes),
    (ChartKind::Spread, spread::scenes),
    (ChartKind::Series, series::scenes),
    (ChartKind::Flow, flow::scenes),
    (ChartKind::Agreement, agreement::scenes),
];

impl ChartKind {
    pub const ALL: [ChartKind; 5] =
        [ChartKind::Timeline, ChartKind::Spread, ChartKind::Series, ChartKind::Flow, ChartKind::Agreement];

    pub fn as_str(self) -> &'static str {
        match self {
            ChartKind::Timeline => "timeline",
            ChartKind::Spread => "spread",
            ChartKind::Series => "series",
            ChartKind::Flow => "flow",
            ChartKind::Agreement => "agreement",
        }
    }

    /// Inverse of [`ChartKind::as_str`].
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
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
    let draw = |(name, scene)| picture(name, scene, options);
    let pictures: Result<Vec<Picture>> = scenes.into_par_iter().map(draw).collect();
    Ok(Noted::new(pictures?, notices))
}

/// Every scene of the ledger with its name, laid out and not yet drawn.
fn hung(ledger: &Ledger, options: &Options) -> Noted<Vec<(String, Scene)>> {
    let choice = choice::choose(ledger, options);
    let desk = Desk::new(ledger, &choice, options.tongue);
    let mut notices = Vec::new();
    if options.metric.is_some() && desk.groups.is_empty() {
        let asked = labels::clean(options.metric.as_deref().unwrap_or_default());
        notices.push(Notice::new("charts", "", None, format!("no group that was asked for counts \"{asked}\"")));
    }
    if choice.passed_over > 0 {
        let (most, left) = (choice::MOST_GROUPS, choice.passed_over);
        let says =
            format!("the {most} groups with most claims are looked at, {left} more are not; all are in groups.csv");
        notices.push(Notice::new("charts", "", None, says));
    }
    let mut names = names::Names::default();
    let mut scenes: Vec<(String, Scene)> = Vec::new();
    for (_, hang) in GALLERY.iter().filter(|(kind, _)| options.draws(*kind)) {
        let exhibit = hang(&desk, options);
        notices.extend(exhibit.notices);
        for scene in exhibit.scenes {
            let key = format!("{} {}", scene.story_id, scene.group_id);
            scenes.push((names.take(&scene.name, &key), scene));
        }
    }
    let labels = scenes.iter().flat_map(|(_, scene)| scene.labels());
    let undrawable = labels.filter(|label| labels::undrawable(&label.text) > 0).count();
    if undrawable > 0 {
        let says =
            format!("{undrawable} labels hold characters no built-in font has; the PNG shows a sign in their place");
        notices.push(Notice::new("charts", "", None, says));
    }
    Noted::new(scenes, notices)
}

/// Letters of a description; beyond that the tables serve better.
const LONGEST_DESCRIPTION: usize = 8_000;

fn picture(name: String, mut scene: Scene, options: &Options) -> Result<Picture> {
    if let Some((end, _)) = scene.description.char_indices().nth(LONGEST_DESCRIPTION) {
        scene.description.truncate(end);
        scene.description.push('…');
    }
    let svg = paint::svg(&scene, &name, options.tongue.code)?;
    let png = if options.png { paint::png(&svg, &name)? } else { Vec::new() };
    let Scene { chart, title, description, story_id, group_id, data, .. } = scene;
    Ok(Picture { name, chart, title, description, story_id, group_id, svg, png, data: data.csv(options.formula_safe) })
}
