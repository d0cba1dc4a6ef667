//! The typeface of all pictures: DejaVu Sans Condensed, carried in the program.
//!
//! It has Latin, Greek, Cyrillic, Armenian, Georgian, Hebrew and Arabic letters; `glyphs` makes the others.
//! Plotters measures with it and resvg draws with it, so a machine without fonts makes the same picture as any other.
//! No font of the system is ever loaded. A browser without DejaVu falls back to Arial, which is no wider.

use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

use ab_glyph::{Font, FontRef, GlyphId};
use plotters::style::{FontDesc, FontStyle, register_font};
use resvg::usvg::fontdb;

use super::glyphs;

/// The family list every text of a picture names; plotters knows the face by this very name.
pub const FAMILY: &str = "DejaVu Sans Condensed, Arial, Helvetica, sans-serif";

const UNITS_PER_EM: f64 = 2048.0;
/// plotters' SVG backend divides every size by this.
const PLOTTERS_SHRINKS: f64 = 1.24;

/// How heavy a text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    Plain,
    Bold,
}

impl Weight {
    fn style(self) -> FontStyle {
        match self {
            Weight::Plain => FontStyle::Normal,
            Weight::Bold => FontStyle::Bold,
        }
    }
}

/// Width of a text in pixels when set at `size` pixels per em.
pub fn width(text: &str, size: u32, weight: Weight) -> f64 {
    let [plain, bold] = carried();
    let face = if weight == Weight::Bold { bold } else { plain };
    let mut units = 0.0;
    let mut before: Option<char> = None;
    for c in text.chars() {
        units += face.advance(c) + before.map_or(0.0, |before| face.kern(before, c));
        before = Some(c);
    }
    units / UNITS_PER_EM * f64::from(size)
}

/// A face with what is asked of it again and again looked up once.
struct Face {
    font: FontRef<'static>,
    /// of the printable characters of ASCII
    advances: Vec<f64>,
    /// from each of them to each
    kerns: Vec<f64>,
}

/// Printable characters of ASCII.
const PRINTABLE: std::ops::RangeInclusive<char> = ' '..='~';

impl Face {
    fn new(bytes: &'static [u8]) -> Self {
        let font = FontRef::try_from_slice(bytes).expect("a face of the program");
        let ids: Vec<GlyphId> = PRINTABLE.map(|c| font.glyph_id(c)).collect();
        let kern = |before: &GlyphId| -> Vec<f64> {
            ids.iter().map(|glyph| f64::from(font.kern_unscaled(*before, *glyph))).collect()
        };
        Face {
            advances: ids.iter().map(|glyph| f64::from(font.h_advance_unscaled(*glyph))).collect(),
            kerns: ids.iter().flat_map(kern).collect(),
            font,
        }
    }

    fn advance(&self, c: char) -> f64 {
        match printable(c) {
            Some(at) => self.advances[at],
            None if has(c) => f64::from(self.font.h_advance_unscaled(self.font.glyph_id(c))),
            None => glyphs::width(c) * UNITS_PER_EM,
        }
    }

    /// Other pairs are kerned too, but by less than a pixel, and towards each other.
    fn kern(&self, before: char, c: char) -> f64 {
        let pair = printable(before).zip(printable(c));
        pair.map_or(0.0, |(before, c)| self.kerns[before * self.advances.len() + c])
    }
}

fn printable(c: char) -> Option<usize> {
    PRINTABLE.contains(&c).then(|| c as usize - ' ' as usize)
}

/// Does DejaVu have the character, plain and bold?
pub fn has(c: char) -> bool {
    c.is_ascii() || carried().iter().all(|face| face.font.glyph_id(c).0 != 0)
}

/// The faces of the program, plain and bold, for measuring.
fn carried() -> &'static [Face; 2] {
    static FACES: OnceLock<[Face; 2]> = OnceLock::new();
    FACES.get_or_init(|| [dejavu::sans_condensed::regular(), dejavu::sans_condensed::bold()].map(Face::new))
}

/// A plotters font that comes out as `size` in the SVG, but for float noise, which `paint` takes off.
pub fn desc(size: u32, weight: Weight) -> FontDesc<'static> {
    register();
    FontDesc::from((FAMILY, f64::from(size) * PLOTTERS_SHRINKS, weight.style()))
}

/// The faces for resvg, with one made of the letters of `text` that they lack.
pub fn faces(text: &str) -> Arc<fontdb::Database> {
    static FACES: OnceLock<Arc<fontdb::Database>> = OnceLock::new();
    let load = || {
        let mut faces = fontdb::Database::new();
        faces.load_font_data(dejavu::sans_condensed::regular().to_vec());
        faces.load_font_data(dejavu::sans_condensed::bold().to_vec());
        faces.set_sans_serif_family(RESVG_FAMILY);
        faces.set_serif_family(RESVG_FAMILY);
        Arc::new(faces)
    };
    let known = FACES.get_or_init(load);
    let lacking: BTreeSet<char> = text.chars().filter(|&c| !c.is_control() && !has(c)).collect();
    match glyphs::face(&lacking.into_iter().collect::<Vec<_>>()) {
        Some(made) => {
            let mut faces = fontdb::Database::clone(known);
            faces.load_font_data(made);
            Arc::new(faces)
        }
        None => Arc::clone(known),
    }
}

/// What the condensed faces call their family; the width is a property of the face.
pub const RESVG_FAMILY: &str = "DejaVu Sans";

fn register() {
    static REGISTERED: OnceLock<()> = OnceLock::new();
    REGISTERED.get_or_init(|| {
        // The faces are part of the program; were they damaged, `width` would say 0 and its test would fail.
        let _ = register_font(FAMILY, FontStyle::Normal, dejavu::sans_condensed::regular());
        let _ = register_font(FAMILY, FontStyle::Bold, dejavu::sans_condensed::bold());
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_as_wide_as_its_glyphs() {
        // digits of DejaVu Sans Condensed all have the same advance
        let one = width("0", 20, Weight::Plain);
        assert!((10.0..13.0).contains(&one), "{one}");
        assert!((width("1234567890", 20, Weight::Plain) - 10.0 * one).abs() < 0.1);
        assert!(width("Arrests", 20, Weight::Bold) > width("Arrests", 20, Weight::Plain));
        assert!(width("é–“”", 20, Weight::Plain) > 20.0);
        assert_eq!(width("漢字", 20, Weight::Plain), 40.0);
    }

    #[test]
    fn resvg_measures_what_we_measure() {
        use resvg::usvg;
        for text in
            ["75,000 suspected gang members", "Áéîø – “Über 80.000”", "AVATAR To. Ty, Wa", "Жёлтый Ελλάδα", "東京 한국"]
        {
            let options = usvg::Options { fontdb: faces(text), font_family: RESVG_FAMILY.into(), ..Default::default() };
            for (weight, css) in [(Weight::Plain, "normal"), (Weight::Bold, "bold")] {
                let svg = format!(
                    "<svg xmlns='http://www.w3.org/2000/svg' width='900' height='50'>\
                     <text x='0' y='30' font-size='20' font-weight='{css}' font-family='{FAMILY}'>{text}</text></svg>"
                );
                let tree = usvg::Tree::from_str(&svg, &options).unwrap();
                let drawn = f64::from(tree.root().abs_bounding_box().width());
                let ours = width(text, 20, weight);
                assert!((drawn - ours).abs() < 5.0 && ours > drawn - 1.0, "{text}: {drawn} drawn, {ours} measured");
            }
        }
    }
}
