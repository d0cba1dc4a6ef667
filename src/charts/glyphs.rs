//! Letters that DejaVu lacks, Chinese, Japanese, Korean, Devanagari, Thai and others: a face made when they are needed.
//!
//! GNU Unifont has a bitmap of 16 rows for nearly every character of Unicode (SIL Open Font License 1.1); its pixels become
//! squares of a small TrueType face that holds just the letters of one picture. They look coarse, but they are the
//! letters, and the same on every machine: a font of the system would be neither.

use std::collections::BTreeMap;
use std::sync::{Mutex, OnceLock, PoisonError};

use unifont_bitmap::Unifont;

/// Font units of a bitmap's pixel; 16 of them are an em.
const PIXEL: i16 = 64;
const UNITS: u16 = 1024;
/// Rows of a bitmap above the line it stands on.
const ABOVE: i16 = 14;
const ROWS: i16 = 16;
/// What Unifont shows for a character it does not have.
const REPLACEMENT: char = '\u{fffd}';

/// The rows of a character, leftmost pixel in the highest bit, and how many pixels wide they are.
type Rows = ([u16; 16], i16);

fn rows(c: char) -> Rows {
    static FONT: OnceLock<Mutex<Unifont>> = OnceLock::new();
    let mut font = FONT.get_or_init(|| Mutex::new(Unifont::open())).lock().unwrap_or_else(PoisonError::into_inner);
    let bitmap = font.load_bitmap(c as u32);
    let bytes = bitmap.get_bytes();
    let mut rows = [0; 16];
    for (row, pixels) in rows.iter_mut().zip(bytes.chunks(bytes.len() / 16)) {
        *row = pixels.iter().zip([8, 0]).fold(0, |row, (byte, shift)| row | u16::from(*byte) << shift);
    }
    (rows, if bitmap.is_wide() { 16 } else { 8 })
}

/// Is there a bitmap for the character itself?
pub fn has(c: char) -> bool {
    rows(c) != rows(REPLACEMENT)
}

/// Ems a character takes along its line. A narrow one gets more than its bitmap needs, as other fonts set it wider.
pub fn width(c: char) -> f64 {
    if rows(c).1 == 16 { 1.0 } else { NARROW }
}

const NARROW: f64 = 0.625;

/// A TrueType face with the given characters, each once and in order; None for none.
pub fn face(characters: &[char]) -> Option<Vec<u8>> {
    if characters.is_empty() {
        return None;
    }
    let mut glyphs: Vec<u8> = Vec::new();
    // the first glyph is the missing one, and empty
    let mut places: Vec<u32> = vec![0, 0];
    let mut advances: Vec<(u16, i16)> = vec![(UNITS / 2, 0)];
    let (mut most_points, mut most_contours) = (0, 0);
    for &c in characters {
        let (rows, wide) = rows(c);
        let boxes = boxes(&rows);
        let shift = if wide == 16 { 0 } else { ((NARROW * f64::from(UNITS)) as i16 - wide * PIXEL) / 2 };
        let left = boxes.iter().map(|shape| shape[0]).min().unwrap_or(0) * PIXEL + shift;
        write_glyph(&boxes, shift, &mut glyphs);
        places.push(glyphs.len() as u32);
        advances.push(((width(c) * f64::from(UNITS)) as u16, left));
        most_points = most_points.max(boxes.len() as u16 * 4);
        most_contours = most_contours.max(boxes.len() as u16);
    }
    let tables: BTreeMap<[u8; 4], Vec<u8>> = [
        (*b"OS/2", os2(characters)),
        (*b"cmap", cmap(characters)),
        (*b"glyf", glyphs),
        (*b"head", head()),
        (*b"hhea", hhea(advances.len() as u16)),
        (
            *b"hmtx",
            advances.iter().flat_map(|(wide, left)| [wide.to_be_bytes(), left.to_be_bytes()].concat()).collect(),
        ),
        (*b"loca", places.iter().flat_map(|place| place.to_be_bytes()).collect()),
        (*b"maxp", maxp(advances.len() as u16, most_points, most_contours)),
        (*b"name", name()),
        (*b"post", [&[0, 3, 0, 0], &[0; 28][..]].concat()),
    ]
    .into();
    Some(file(&tables))
}

/// Pixels of the bitmap as few boxes: left, top, right, bottom, in pixels from the upper left.
fn boxes(rows: &[u16; 16]) -> Vec<[i16; 4]> {
    let mut done: Vec<[i16; 4]> = Vec::new();
    let mut open: Vec<[i16; 4]> = Vec::new();
    for (y, row) in rows.iter().enumerate() {
        let y = y as i16;
        let mut runs: Vec<(i16, i16)> = Vec::new();
        for x in (0..16i16).filter(|x| row & (0x8000 >> x) != 0) {
            match runs.last_mut().filter(|(_, right)| *right == x) {
                Some(run) => run.1 = x + 1,
                None => runs.push((x, x + 1)),
            }
        }
        // a run that stands just below the same run makes its box taller
        let (kept, closed): (Vec<_>, Vec<_>) = open.into_iter().partition(|shape| runs.contains(&(shape[0], shape[2])));
        done.extend(closed);
        open = runs
            .into_iter()
            .map(|(left, right)| {
                let above = kept.iter().find(|shape| (shape[0], shape[2]) == (left, right));
                [left, above.map_or(y, |shape| shape[1]), right, y + 1]
            })
            .collect();
    }
    done.extend(open);
    done
}

/// A simple glyph: each box four corners, clockwise.
fn write_glyph(boxes: &[[i16; 4]], shift: i16, out: &mut Vec<u8>) {
    if boxes.is_empty() {
        return;
    }
    let corners: Vec<(i16, i16)> = boxes
        .iter()
        .flat_map(|[left, top, right, bottom]| {
            let [left, right] = [left, right].map(|x| x * PIXEL + shift);
            let [top, bottom] = [top, bottom].map(|y| (ABOVE - y) * PIXEL);
            [(left, bottom), (left, top), (right, top), (right, bottom)]
        })
        .collect();
    let mut words: Vec<i16> = vec![boxes.len() as i16];
    let [xs, ys] = [|corner: &(i16, i16)| corner.0, |corner: &(i16, i16)| corner.1];
    let ends = |of: fn(&(i16, i16)) -> i16| {
        let values = corners.iter().map(of);
        (values.clone().min().unwrap_or(0), values.max().unwrap_or(0))
    };
    let ((left, right), (bottom, top)) = (ends(xs), ends(ys));
    words.extend([left, bottom, right, top]);
    words.extend((1..=boxes.len() as i16).map(|n| n * 4 - 1));
    // no instructions
    words.push(0);
    out.extend(words.iter().flat_map(|word| word.to_be_bytes()));
    // every point is on its line, and its places are whole words
    out.extend(std::iter::repeat_n(1u8, corners.len()));
    for of in [xs, ys] {
        let mut last = 0;
        for corner in &corners {
            out.extend((of(corner) - last).to_be_bytes());
            last = of(corner);
        }
    }
    out.resize(out.len().next_multiple_of(4), 0);
}

fn cmap(characters: &[char]) -> Vec<u8> {
    let mut table: Vec<u32> = Vec::new();
    // version 0 with one table for all of Unicode, twelve bytes on, in format 12
    table.extend([1, (3 << 16) | 10, 12, 12 << 16, 16 + 12 * characters.len() as u32, 0, characters.len() as u32]);
    for (glyph, &c) in (1..).zip(characters) {
        table.extend([c as u32, c as u32, glyph]);
    }
    table.iter().flat_map(|word| word.to_be_bytes()).collect()
}

fn head() -> Vec<u8> {
    let mut table = words(&[1, 0, 1, 0, 0, 0, 0x5f0f, 0x3cf5, 0, UNITS]);
    // made and changed: never
    table.extend([0; 16]);
    let (bottom, top) = ((ABOVE - ROWS) * PIXEL, ABOVE * PIXEL);
    table.extend(words(&[0, bottom as u16, UNITS, top as u16, 0, 8, 2, 1, 0]));
    table
}

fn hhea(glyphs: u16) -> Vec<u8> {
    let (bottom, top) = ((ABOVE - ROWS) * PIXEL, ABOVE * PIXEL);
    words(&[1, 0, top as u16, bottom as u16, 0, UNITS, 0, 0, UNITS, 1, 0, 0, 0, 0, 0, 0, 0, glyphs])
}

fn maxp(glyphs: u16, points: u16, contours: u16) -> Vec<u8> {
    words(&[1, 0, glyphs, points, contours, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0])
}

fn os2(characters: &[char]) -> Vec<u8> {
    let end = |c: Option<&char>| c.map_or(0, |c| (*c as u32).min(0xffff)) as u16;
    let (bottom, top) = ((ROWS - ABOVE) * PIXEL, ABOVE * PIXEL);
    let mut table = words(&[4, UNITS, 400, 5, 0, 650, 700, 0, 140, 650, 700, 0, 480, 50, 250, 0]);
    table.extend([0; 10]);
    table.extend([0; 16]);
    table.extend(b"NONE");
    table.extend(words(&[0x40, end(characters.first()), end(characters.last())]));
    table.extend(words(&[top as u16, (-bottom) as u16, 0, top as u16, bottom as u16]));
    table.extend([0; 8]);
    table.extend(words(&[500, 700, 0, 32, 1]));
    table
}

fn name() -> Vec<u8> {
    let texts = [(1, FAMILY), (2, "Regular"), (4, FAMILY), (6, FAMILY)];
    let mut table = words(&[0, texts.len() as u16, 6 + 12 * texts.len() as u16]);
    let mut letters: Vec<u8> = Vec::new();
    for (id, text) in texts {
        let encoded: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        table.extend(words(&[3, 1, 0x409, id, encoded.len() as u16, letters.len() as u16]));
        letters.extend(encoded);
    }
    [table, letters].concat()
}

/// What the made face calls itself.
const FAMILY: &str = "Unifont";

fn words(words: &[u16]) -> Vec<u8> {
    words.iter().flat_map(|word| word.to_be_bytes()).collect()
}

/// Tables -> a font file.
fn file(tables: &BTreeMap<[u8; 4], Vec<u8>>) -> Vec<u8> {
    let count = tables.len() as u16;
    let search = 16 * (1 << count.ilog2());
    let mut out = words(&[1, 0, count, search, count.ilog2() as u16, count * 16 - search]);
    let mut place = out.len() as u32 + 16 * u32::from(count);
    for (tag, table) in tables {
        let sum = table.chunks(4).fold(0u32, |sum, word| {
            let mut whole = [0; 4];
            whole[..word.len()].copy_from_slice(word);
            sum.wrapping_add(u32::from_be_bytes(whole))
        });
        out.extend(tag);
        out.extend([sum, place, table.len() as u32].iter().flat_map(|word| word.to_be_bytes()));
        place += (table.len() as u32).next_multiple_of(4);
    }
    for table in tables.values() {
        out.extend(table);
        out.resize(out.len().next_multiple_of(4), 0);
    }
    out
}

#[cfg(test)]
mod tests {
    use ab_glyph::Font;

    use super::*;

    #[test]
    fn a_made_face_has_the_letters_it_was_made_for() {
        let characters: Vec<char> = "अก京東한𐌰".chars().collect();
        let bytes = face(&characters).unwrap();
        let font = ab_glyph::FontRef::try_from_slice(&bytes).unwrap();
        for c in &characters {
            let glyph = font.glyph_id(*c);
            assert_ne!(glyph.0, 0, "{c}");
            assert!(font.outline(glyph).is_some_and(|outline| !outline.curves.is_empty()), "{c}");
            let advance = f64::from(font.h_advance_unscaled(glyph)) / f64::from(UNITS);
            assert!((advance - width(*c)).abs() < 0.001, "{c}");
        }
        assert_eq!(font.glyph_id('a').0, 0);
        assert!(face(&[]).is_none());
    }

    #[test]
    fn boxes_cover_just_the_pixels() {
        for c in "東한กअ".chars() {
            let (rows, _) = rows(c);
            let mut again = [0u16; 16];
            for [left, top, right, bottom] in boxes(&rows) {
                for y in top..bottom {
                    for x in left..right {
                        assert_eq!(again[y as usize] & (0x8000 >> x), 0, "{c}");
                        again[y as usize] |= 0x8000 >> x;
                    }
                }
            }
            assert_eq!(again, rows, "{c}");
        }
        assert!(has('東') && !has('\u{10fff0}'));
        assert_eq!((width('東'), width('ก')), (1.0, NARROW));
    }
}
