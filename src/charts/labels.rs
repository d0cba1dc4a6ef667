//! Where words go: measured, shortened, wrapped, and laid so that no two labels touch and none leaves the page.
//!
//! plotters draws text where it is told and looks at nothing else; this is the looking.

use super::fonts::{Weight, has, width};
use super::glyphs;

/// A rectangle in pixels; right and bottom are exclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Frame {
    pub left: i32,
    pub top: i32,
    pub right: i32,
    pub bottom: i32,
}

impl Frame {
    pub fn overlaps(self, other: Frame) -> bool {
        self.left < other.right && other.left < self.right && self.top < other.bottom && other.top < self.bottom
    }

    pub fn holds(self, other: Frame) -> bool {
        self.left <= other.left && self.top <= other.top && other.right <= self.right && other.bottom <= self.bottom
    }

    /// Grown by `by` on every side.
    pub fn grown(self, by: i32) -> Frame {
        Frame { left: self.left - by, top: self.top - by, right: self.right + by, bottom: self.bottom + by }
    }
}

/// Pixels from one line of text to the next.
pub fn line_height(size: u32) -> i32 {
    (size as i32 * 5 + 3) / 4
}

/// Longer texts are cut before anything is measured, so that no text is dear.
const LONGEST: usize = 600;
/// More accents than this on one letter are dropped: they would climb into the line above.
const ACCENTS: usize = 2;

/// A text fit for one line of a picture: no control, direction or zero-width characters, single spaces, bounded.
pub fn clean(text: &str) -> String {
    let mut out = String::new();
    let mut accents = 0;
    for (count, c) in text.chars().enumerate() {
        if count == LONGEST {
            out.push('…');
            break;
        }
        accents = if is_accent(c) { accents + 1 } else { 0 };
        if is_kept_space(c) {
            // of a figure and its unit, put there by us
            if !out.ends_with([' ', c]) {
                out.push(c);
            }
        } else if c.is_whitespace() || c.is_control() {
            if !out.ends_with(' ') {
                out.push(' ');
            }
        } else if !is_unseen(c) && accents <= ACCENTS {
            out.push(c);
        }
    }
    out.trim().to_string()
}

/// Letters `shorten` gives up to end after a word.
const WORD_END: usize = 9;

/// `text` if it is at most `room` pixels wide, else its beginning and an ellipsis; empty when not even that fits.
pub fn shorten(text: &str, room: f64, size: u32, weight: Weight) -> String {
    if text.is_empty() || width(text, size, weight) <= room {
        return text.to_string();
    }
    let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    let cut =
        |letters: usize| format!("{}…", text[..ends[letters]].trim_end_matches([' ', ',', ';', ':', '.', '“', '(']));
    let fits = |letters: usize| width(&cut(letters), size, weight) <= room;
    let (mut low, mut high) = (0, ends.len());
    while low < high {
        let middle = (low + high) / 2;
        if fits(middle) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    // an accent belongs to the letter before it
    let mut letters = low.saturating_sub(1);
    while letters > 0 && text[ends[letters]..].starts_with(is_accent) {
        letters -= 1;
    }
    // a whole word is a better end than a piece of one, where that costs little
    let from = ends[letters.saturating_sub(WORD_END)];
    if let Some(space) = text[from..ends[letters]].rfind(' ').filter(|_| !text[ends[letters]..].starts_with(' ')) {
        letters = text[..from + space].chars().count();
    }
    if fits(letters) { cut(letters) } else { String::new() }
}

/// `text` in lines of at most `room` pixels, at most `lines` of them; the last ends in an ellipsis when there is more.
pub fn wrap(text: &str, room: f64, size: u32, weight: Weight, lines: usize) -> Vec<String> {
    let mut wrapped: Vec<String> = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() && wrapped.len() < lines {
        if wrapped.len() + 1 == lines {
            wrapped.push(shorten(rest, room, size, weight));
            break;
        }
        let cut = break_at(rest, room, size, weight);
        wrapped.push(rest[..cut].trim_end().to_string());
        rest = rest[cut..].trim_start();
    }
    wrapped
}

/// The byte where a line of at most `room` pixels ends: after a word, or within one too long for a line.
fn break_at(text: &str, room: f64, size: u32, weight: Weight) -> usize {
    let mut fits = 0;
    let ends = text.char_indices().filter(|(_, c)| *c == ' ').map(|(at, _)| at).chain([text.len()]);
    for end in ends {
        if width(&text[..end], size, weight) > room {
            break;
        }
        fits = end;
    }
    if fits > 0 {
        return fits;
    }
    let mut last = text.chars().next().map_or(0, char::len_utf8);
    for (at, c) in text.char_indices().skip(1) {
        if width(&text[..at + c.len_utf8()], size, weight) > room {
            break;
        }
        last = at + c.len_utf8();
    }
    last
}

/// Finds free places for labels on a page.
#[derive(Debug)]
pub struct Placer {
    page: Frame,
    taken: Vec<Frame>,
}

impl Placer {
    pub fn new(page: Frame) -> Self {
        Placer { page, taken: Vec::new() }
    }

    /// Where labels may stand.
    pub fn page(&self) -> Frame {
        self.page
    }

    /// Keeps labels off `frame`.
    pub fn keep_free(&mut self, frame: Frame) {
        self.taken.push(frame);
    }

    /// Takes the first of the offered places that is on the page and free.
    pub fn place(&mut self, offers: impl IntoIterator<Item = Frame>) -> Option<Frame> {
        let free = |frame: &Frame| self.page.holds(*frame) && !self.taken.iter().any(|taken| taken.overlaps(*frame));
        let found = offers.into_iter().find(free)?;
        self.taken.push(found);
        Some(found)
    }
}

/// Which of some labels on a line can stand, left to right, with `gap` pixels between them. Each is (middle, width).
pub fn thin(labels: &[(i32, i32)], gap: i32) -> Vec<bool> {
    let mut free_from = i32::MIN;
    let mut stand = |&(middle, width): &(i32, i32)| {
        let left = middle - width / 2;
        let stands = left >= free_from;
        if stands {
            free_from = left + width + gap;
        }
        stands
    };
    labels.iter().map(&mut stand).collect()
}

/// No-break spaces, wide and narrow.
fn is_kept_space(c: char) -> bool {
    matches!(c, '\u{a0}' | '\u{202f}')
}

fn is_accent(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}'
        | '\u{20d0}'..='\u{20ff}' | '\u{fe20}'..='\u{fe2f}')
}

/// Direction marks, zero-width characters, variation selectors, and what XML forbids.
fn is_unseen(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
        | '\u{fffe}' | '\u{ffff}' | '\u{e0000}'..='\u{e0fff}')
}

/// Characters of `text` that no carried face has a picture of.
pub fn undrawable(text: &str) -> usize {
    text.chars().filter(|&c| !has(c) && !glyphs::has(c)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_name_ends_in_an_ellipsis_and_fits() {
        let name = "The Inter-American Observatory for the Documentation of Everything";
        for room in [20.0, 60.0, 100.0, 200.0] {
            let short = shorten(name, room, 13, Weight::Bold);
            assert!(width(&short, 13, Weight::Bold) <= room, "{short}");
            assert!(short.ends_with('…'), "{short}");
        }
        assert_eq!(shorten("Post", 100.0, 13, Weight::Bold), "Post");
        assert_eq!(shorten("Post", 3.0, 13, Weight::Bold), "");
        assert_eq!(shorten("", 3.0, 13, Weight::Bold), "");
    }

    #[test]
    fn wrapped_lines_fit_and_lose_nothing_but_what_the_ellipsis_says() {
        let text = "Police and soldiers arrested a great many people in a short time";
        let lines = wrap(text, 120.0, 13, Weight::Plain, 9);
        assert_eq!(lines.join(" "), text);
        assert!(lines.iter().all(|line| width(line, 13, Weight::Plain) <= 120.0));
        let lines = wrap(text, 120.0, 13, Weight::Plain, 2);
        assert_eq!(lines.len(), 2);
        assert!(lines[1].ends_with('…'));
        let lines = wrap(&"x".repeat(300), 120.0, 13, Weight::Plain, 30);
        assert!(lines.len() > 5 && lines.iter().all(|line| width(line, 13, Weight::Plain) <= 120.0));
    }

    #[test]
    fn clean_text_has_nothing_that_could_break_a_line_or_an_xml_parser() {
        assert_eq!(clean(" a\u{0}b\r\n\u{202e}c\u{feff}\td "), "a b c d");
        assert_eq!(clean(&format!("z{}", "\u{301}".repeat(40))), "z\u{301}\u{301}");
        assert!(clean(&"y".repeat(10_000)).chars().count() <= LONGEST + 1);
    }

    #[test]
    fn placed_labels_never_touch() {
        let page = Frame { left: 0, top: 0, right: 300, bottom: 200 };
        let mut placer = Placer::new(page);
        let mut placed = Vec::new();
        for n in 0..200 {
            let offers = (0..8).map(|lane| Frame { left: n, top: lane * 20, right: n + 40, bottom: lane * 20 + 16 });
            placed.extend(placer.place(offers));
        }
        assert_eq!(placed.len(), 40);
        for (at, frame) in placed.iter().enumerate() {
            assert!(page.holds(*frame));
            assert!(placed[..at].iter().all(|other| !other.overlaps(*frame)));
        }
    }

    #[test]
    fn ticks_too_close_give_way() {
        assert_eq!(thin(&[(20, 30), (40, 30), (60, 30)], 4), [true, false, true]);
    }
}
