//! Scene -> SVG -> PNG. The SVG is drawn by plotters; the PNG is that same SVG, drawn by resvg at twice the size.
//!
//! plotters writes no ids, titles or groups: each group of shapes goes through a backend of its own, and what
//! it wrote is set into a `<g>` here. All coordinates are whole pixels, so no float is ever printed.

use plotters::coord::Shift;
use plotters::drawing::{DrawingArea, IntoDrawingArea};
use plotters::element::{Circle, PathElement, Polygon, Rectangle};
use plotters::prelude::SVGBackend;
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, FontTransform, RGBAColor, ShapeStyle, TextStyle};
use resvg::{tiny_skia, usvg};

use super::fonts;
use super::pixels;
use super::scene::{Group, Label, Scene, Shape, Side};
use super::theme::Ink;
use crate::model::error::{Error, Result};

/// Pixels of the PNG for one of the SVG.
const SHARPNESS: f32 = 2.0;

/// The picture as SVG text. `name` must be fit for an id.
pub fn svg(scene: &Scene, name: &str, language: &str) -> Result<String> {
    let (width, height) = (scene.width, scene.height);
    let mut svg = format!(
        "<svg width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" xmlns=\"http://www.w3.org/2000/svg\" \
         lang=\"{language}\" role=\"img\" aria-labelledby=\"{name}--title {name}--desc\">\n\
         <title id=\"{name}--title\">{}</title>\n<desc id=\"{name}--desc\">{}</desc>\n",
        escape(&scene.title),
        escape(&scene.description)
    );
    for group in &scene.groups {
        let drawn = fragment(group, (width as u32, height as u32))
            .map_err(|problem| Error::Output { what: format!("chart {name}"), problem })?;
        if group.ids.is_empty() {
            svg.push_str(&drawn);
            continue;
        }
        let ids = group.ids.iter().map(|id| id_safe(id)).collect::<Vec<_>>();
        svg.push_str(&format!("<g id=\"{name}--{}\" data-ids=\"{}\">\n", ids[0], ids.join(" ")));
        svg.push_str(&format!("<title>{}</title>\n{drawn}</g>\n", escape(&group.says)));
    }
    svg.push_str("</svg>\n");
    Ok(svg)
}

/// The same picture as PNG bytes.
pub fn png(svg: &str, name: &str) -> Result<Vec<u8>> {
    let fail = |problem: String| Error::Output { what: format!("chart {name}"), problem };
    let options = usvg::Options {
        fontdb: fonts::faces(svg),
        font_family: fonts::RESVG_FAMILY.into(),
        ..usvg::Options::default()
    };
    let tree = usvg::Tree::from_str(svg, &options).map_err(|error| fail(error.to_string()))?;
    let size = tree.size().to_int_size();
    let grown = |pixels: u32| (pixels as f32 * SHARPNESS) as u32;
    let mut canvas = tiny_skia::Pixmap::new(grown(size.width()), grown(size.height()))
        .ok_or_else(|| fail("the picture is too large to draw".into()))?;
    resvg::render(&tree, tiny_skia::Transform::from_scale(SHARPNESS, SHARPNESS), &mut canvas.as_mut());
    pixels::encode(&canvas).map_err(|error| fail(error.to_string()))
}

/// One group, drawn by plotters, without the `<svg>` around it.
fn fragment(group: &Group, size: (u32, u32)) -> std::result::Result<String, String> {
    let mut drawn = String::new();
    {
        let area = SVGBackend::with_string(&mut drawn, size).into_drawing_area();
        for shape in &group.shapes {
            draw(&area, shape).map_err(|error| error.to_string())?;
        }
        area.present().map_err(|error| error.to_string())?;
    }
    Ok(tidy(&drawn))
}

type Area<'a> = DrawingArea<SVGBackend<'a>, Shift>;
type Drawn<'a> = std::result::Result<(), plotters::drawing::DrawingAreaErrorKind<std::io::Error>>;

fn draw<'a>(area: &Area<'a>, shape: &Shape) -> Drawn<'a> {
    match shape {
        Shape::Line { points, ink, wide } => area.draw(&PathElement::new(points.clone(), stroke(*ink, *wide))),
        Shape::Area { points, ink } => area.draw(&Polygon::new(points.clone(), fill(*ink))),
        Shape::Box { frame, ink, filled } => {
            let style = if *filled { fill(*ink) } else { stroke(*ink, 1) };
            area.draw(&Rectangle::new([(frame.left, frame.top), (frame.right, frame.bottom)], style))
        }
        Shape::Dot { at, radius, ink, filled } => {
            let style = if *filled { fill(*ink) } else { stroke(*ink, 2) };
            area.draw(&Circle::new(*at, *radius, style))
        }
        Shape::Text(label) => area.draw_text(&label.text, &text_style(label), label.at),
    }
}

fn text_style(label: &Label) -> TextStyle<'static> {
    let side = match label.side {
        Side::Left => HPos::Left,
        Side::Middle => HPos::Center,
        Side::Right => HPos::Right,
    };
    let turn = if label.upward { FontTransform::Rotate270 } else { FontTransform::None };
    let font = fonts::desc(label.size, label.weight).transform(turn);
    TextStyle { font, color: color(label.ink).to_backend_color(), pos: Pos::new(side, VPos::Top) }
}

fn color(ink: Ink) -> RGBAColor {
    let (r, g, b) = ink.rgb;
    RGBAColor(r, g, b, ink.alpha)
}

fn stroke(ink: Ink, wide: u32) -> ShapeStyle {
    color(ink).stroke_width(wide)
}

fn fill(ink: Ink) -> ShapeStyle {
    color(ink).filled()
}

const SIZE: &str = " font-size=\"";

/// Takes off the `<svg>` element, puts each text on one line, and rounds the sizes of type.
fn tidy(drawn: &str) -> String {
    let mut out = String::with_capacity(drawn.len());
    for line in drawn.lines() {
        if line.starts_with("<svg ") || line == "</svg>" {
            continue;
        }
        match line.split_once(SIZE).and_then(|(before, rest)| Some((before, rest.split_once('"')?))) {
            // 13.000000000000002
            Some((before, (size, after))) => {
                let whole = size.parse::<f64>().map_or(0.0, f64::round);
                out.push_str(&format!("{before}{SIZE}{whole}\"{after}"));
            }
            None => out.push_str(line),
        }
        let text_goes_on = line.starts_with("<text ") || !line.starts_with('<');
        if !text_goes_on {
            out.push('\n');
        }
    }
    out
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// Ids of hand-coded tables may hold anything.
fn id_safe(id: &str) -> String {
    let safe = |c: char| if c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.') { c } else { '_' };
    id.chars().take(120).map(safe).collect()
}
