//! What every picture has: a title that says the finding, a line under it, notes, and the sources with their dates.

use super::fonts::Weight;
use super::labels::{Frame, clean, line_height, shorten, wrap};
use super::options::Options;
use super::scene::{Label, Point, Scene, Shape, Side, line};
use super::theme::{Ink, Theme};
use super::tongue::{Tongue, fill};

/// White space around everything.
pub const MARGIN: i32 = 32;

/// A scene being filled from top to bottom.
#[derive(Debug)]
pub struct Page {
    pub scene: Scene,
    pub theme: &'static Theme,
    tongue: &'static Tongue,
    /// where the next thing goes
    pub top: i32,
}

impl Page {
    /// An empty page with its title and the line below.
    pub fn open(chart: &'static str, options: &Options, title: &str, subtitle: &str) -> Self {
        let title = clean(title);
        let theme = options.scheme.theme();
        let scene = Scene { chart, width: options.width(), title: title.clone(), ..Scene::default() };
        let mut page = Page { scene, theme, tongue: options.tongue, top: MARGIN };
        let rule = Shape::Box {
            frame: Frame { left: MARGIN, top: MARGIN - 12, right: MARGIN + 40, bottom: MARGIN - 8 },
            ink: theme.ink,
            filled: true,
        };
        page.scene.furnish([rule]);
        page.lines(&title, 2, theme.title, Weight::Bold, theme.ink);
        page.top += 4;
        page.lines(&clean(subtitle), 2, theme.subtitle, Weight::Plain, theme.quiet);
        page.top += 14;
        page
    }

    pub fn left(&self) -> i32 {
        MARGIN
    }

    pub fn right(&self) -> i32 {
        self.scene.width - MARGIN
    }

    /// A label of one line, cut to `room`; None when there is nothing to say.
    pub fn label(&self, text: &str, at: Point, side: Side, room: i32, look: Look) -> Option<Shape> {
        let text = shorten(text, f64::from(room), look.size, look.weight);
        (!text.trim().is_empty()).then_some({
            Shape::Text(Label { text, at, side, size: look.size, weight: look.weight, ink: look.ink, upward: false })
        })
    }

    pub fn look(&self) -> Look {
        Look { size: self.theme.label, weight: Weight::Plain, ink: self.theme.ink }
    }

    pub fn small(&self) -> Look {
        Look { size: self.theme.small, weight: Weight::Plain, ink: self.theme.quiet }
    }

    /// Notes, one paragraph each, then the sources; sets the height.
    pub fn close(mut self, notes: &[String], sources: &[String]) -> Scene {
        self.top += 12;
        self.scene.furnish([line((self.left(), self.top), (self.right(), self.top), self.theme.rule, 1)]);
        self.top += 12;
        for note in notes {
            self.lines(note, 3, self.theme.small, Weight::Plain, self.theme.quiet);
        }
        let (shown, more) = sources.split_at(sources.len().min(MOST_SOURCES));
        let mut line = shown.join(", ");
        if !more.is_empty() {
            line = fill(&self.tongue.page.more, &[("list", &line), ("n", &more.len().to_string())]);
        }
        let sentence = if sources.len() == 1 { &self.tongue.page.source } else { &self.tongue.page.sources };
        if !sources.is_empty() {
            self.lines(&fill(sentence, &[("list", &line)]), 5, self.theme.small, Weight::Plain, self.theme.quiet);
        }
        self.scene.height = self.top + MARGIN - 12;
        let ground = Frame { left: 0, top: 0, right: self.scene.width, bottom: self.scene.height };
        self.scene.groups[0].shapes.insert(0, Shape::Box { frame: ground, ink: self.theme.paper, filled: true });
        self.scene
    }

    fn lines(&mut self, text: &str, most: usize, size: u32, weight: Weight, ink: Ink) {
        let room = f64::from(self.right() - self.left());
        for text in wrap(text, room, size, weight, most) {
            let at = (self.left(), self.top);
            self.scene.furnish([Shape::Text(Label { text, at, side: Side::Left, size, weight, ink, upward: false })]);
            self.top += line_height(size);
        }
    }
}

/// Sources named below a picture; the rest are counted.
const MOST_SOURCES: usize = 24;

/// How a label is set.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Look {
    pub size: u32,
    pub weight: Weight,
    pub ink: Ink,
}

impl Look {
    pub fn bold(self) -> Self {
        Look { weight: Weight::Bold, ..self }
    }

    pub fn ink(self, ink: Ink) -> Self {
        Look { ink, ..self }
    }
}
