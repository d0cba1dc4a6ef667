//! The one typeface of all pictures: DejaVu Sans Condensed, carried in the program.
//!
//! Plotters measures with it and resvg draws with it, so a machine without fonts makes the same picture as any other.
//! No font of the system is ever loaded. A browser without DejaVu falls back to Arial, which is no wider.

use std::sync::{Arc, OnceLock};

use plotters::style::{FontDesc, FontStyle, register_font};
use resvg::usvg::fontdb;

/// The family list every text of a picture names; plotters knows the face by this very name.
pub const FAMILY: &str = "DejaVu Sans Condensed, Arial, Helvetica, sans-serif";

/// Ascent and descent of DejaVu in font units (`hhea` 1901 and -483): at this plotters size, a pixel is a font unit.
const UNITS_HIGH: f64 = 2384.0;
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
    register();
    let known: String = text.chars().filter(|&c| !is_wide(c)).collect();
    let wide = text.chars().count() - known.chars().count();
    let units = FontDesc::from((FAMILY, UNITS_HIGH, weight.style())).box_size(&known).map_or(0, |(width, _)| width);
    (f64::from(units) + wide as f64 * UNITS_PER_EM) * f64::from(size) / UNITS_PER_EM
}

/// A plotters font that comes out as `size` in the SVG, but for float noise, which `paint` takes off.
pub fn desc(size: u32, weight: Weight) -> FontDesc<'static> {
    register();
    FontDesc::from((FAMILY, f64::from(size) * PLOTTERS_SHRINKS, weight.style()))
}

/// The faces for resvg, loaded once.
pub fn faces() -> Arc<fontdb::Database> {
    static FACES: OnceLock<Arc<fontdb::Database>> = OnceLock::new();
    let load = || {
        let mut faces = fontdb::Database::new();
        faces.load_font_data(dejavu::sans_condensed::regular().to_vec());
        faces.load_font_data(dejavu::sans_condensed::bold().to_vec());
        faces.set_sans_serif_family(RESVG_FAMILY);
        faces.set_serif_family(RESVG_FAMILY);
        Arc::new(faces)
    };
    Arc::clone(FACES.get_or_init(load))
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

/// Characters DejaVu lacks and a browser sets a full em wide: East Asian scripts and pictographs.
pub fn is_wide(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{a4cf}' | '\u{a960}'..='\u{a97f}' | '\u{ac00}'..='\u{d7ff}'
        | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe6f}' | '\u{ff00}'..='\u{ff60}' | '\u{ffe0}'..='\u{ffe6}'
        | '\u{1b000}'..='\u{1b2ff}' | '\u{1f300}'..='\u{1faff}' | '\u{20000}'..='\u{3fffd}')
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
        let options = usvg::Options { fontdb: faces(), font_family: RESVG_FAMILY.into(), ..Default::default() };
        for text in ["75,000 suspected gang members", "Áéîø – “Über 80.000”", "AVATAR To. Ty, Wa"] {
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
