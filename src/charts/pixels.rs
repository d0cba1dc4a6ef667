//! Drawn pixels -> PNG bytes.
//!
//! A picture has a hundred colours or so, even with smoothed edges. With a palette it is a quarter of the data: smaller
//! files, and encoded several times faster than as the four channels it was drawn in. Nothing is lost: a picture of more
//! colours is written in full. The ground is opaque, so there is no alpha to keep.

use hashbrown::HashMap;
use png::{BitDepth, ColorType, Compression, Encoder, EncodingError, Filter};
use resvg::tiny_skia::Pixmap;

type Colour = [u8; 3];

/// A canvas as a PNG file.
pub fn encode(canvas: &Pixmap) -> Result<Vec<u8>, EncodingError> {
    let mut file = Vec::new();
    let mut encoder = Encoder::new(&mut file, canvas.width(), canvas.height());
    encoder.set_compression(Compression::Balanced);
    // flat areas repeat as they are; a filter would only break the runs
    encoder.set_filter(Filter::NoFilter);
    let data = match indexed(canvas) {
        Some((palette, pixels)) => {
            encoder.set_color(ColorType::Indexed);
            encoder.set_depth(BitDepth::Eight);
            encoder.set_palette(palette);
            pixels
        }
        None => {
            encoder.set_color(ColorType::Rgb);
            colours(canvas).flatten().collect()
        }
    };
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&data)?;
    writer.finish()?;
    Ok(file)
}

fn colours(canvas: &Pixmap) -> impl Iterator<Item = Colour> {
    canvas.data().chunks_exact(4).map(|pixel| [pixel[0], pixel[1], pixel[2]])
}

/// The colours in order of appearance, and each pixel's number among them; None when there are more than a byte can tell.
fn indexed(canvas: &Pixmap) -> Option<(Vec<u8>, Vec<u8>)> {
    let data = canvas.data();
    let mut numbers: HashMap<[u8; 4], u8> = HashMap::new();
    let mut palette: Vec<u8> = Vec::new();
    let mut pixels: Vec<u8> = Vec::with_capacity(data.len() / 4);
    // most of a picture is its ground, which is passed by the piece
    let ground = data.get(..4)?.repeat(PIECE);
    for piece in data.chunks(4 * PIECE) {
        if piece == ground && !pixels.is_empty() {
            pixels.extend_from_slice(&[0; PIECE]);
            continue;
        }
        for &colour in piece.as_chunks::<4>().0 {
            let number = match numbers.get(&colour) {
                Some(&number) => number,
                None => {
                    let number = u8::try_from(numbers.len()).ok()?;
                    numbers.insert(colour, number);
                    palette.extend(&colour[..3]);
                    number
                }
            };
            pixels.push(number);
        }
    }
    Some((palette, pixels))
}

/// Pixels compared at once.
const PIECE: usize = 32;

#[cfg(test)]
mod tests {
    use resvg::tiny_skia::{Color, Paint, Rect, Transform};

    use super::*;

    fn painted(squares: u8) -> Pixmap {
        let mut canvas = Pixmap::new(64, 64).unwrap();
        canvas.fill(Color::WHITE);
        for n in 0..squares {
            for m in 0..2 {
                let mut paint = Paint { anti_alias: false, ..Paint::default() };
                paint.set_color_rgba8(n, m, 7, 255);
                let rect = Rect::from_xywh(f32::from(n % 64), f32::from(n / 64 * 2 + m), 1.0, 1.0).unwrap();
                canvas.fill_rect(rect, &paint, Transform::identity(), None);
            }
        }
        canvas
    }

    fn read(file: &[u8]) -> Vec<u8> {
        let mut decoder = png::Decoder::new(std::io::Cursor::new(file));
        decoder.set_transformations(png::Transformations::EXPAND);
        let mut reader = decoder.read_info().unwrap();
        let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
        let info = reader.next_frame(&mut pixels).unwrap();
        assert_eq!(info.color_type, ColorType::Rgb);
        pixels
    }

    #[test]
    fn every_pixel_comes_back_with_few_colours_and_with_many() {
        for squares in [0, 5, 127, 128, 200] {
            let canvas = painted(squares);
            let drawn: Vec<u8> = colours(&canvas).flatten().collect();
            assert_eq!(indexed(&canvas).is_some(), squares < 128);
            assert!(read(&encode(&canvas).unwrap()) == drawn, "{squares}");
        }
    }
}
