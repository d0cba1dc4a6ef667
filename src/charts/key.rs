//! The key below a picture: each sign in use with what it means, and no other.

use super::fonts::width;
use super::page::Page;
use super::scene::{Point, Shape, Side};

/// One sign: its shapes around a middle point, the pixels it takes, and its meaning.
pub struct Entry<'a> {
    pub draw: Box<dyn Fn(Point) -> Vec<Shape> + 'a>,
    pub wide: i32,
    pub means: &'a str,
}

/// Adds the key, in as many lines as it takes.
pub fn add(page: &mut Page, entries: &[Entry]) {
    if entries.is_empty() {
        return;
    }
    let look = page.small();
    let mut x = page.left();
    let line = look.size as i32 + 9;
    for entry in entries {
        let words = width(entry.means, look.size, look.weight).ceil() as i32;
        if x > page.left() && x + entry.wide + 7 + words > page.right() {
            x = page.left();
            page.top += line;
        }
        let middle = page.top + look.size as i32 / 2 - 1;
        page.scene.furnish((entry.draw)((x + entry.wide / 2, middle)));
        let at = (x + entry.wide + 7, page.top);
        let room = page.right() - at.0;
        let label = page.label(entry.means, at, Side::Left, room, look);
        page.scene.furnish(label);
        x += entry.wide + 7 + words + 22;
    }
    page.top += line;
}
