//! "homicides fell by 70 percent", "his approval rating was 91 percent", "Tesla shares, which were up 3%": the subject of the verb.

use super::super::line::Line;
use super::super::noun_phrase::{self, Phrase};
use super::{Asked, Counted, Finder, is_measure};
use crate::model::lexicon::Class;

pub const FINDER: Finder = Finder {
    name: "subject",
    reads: &[
        ("Homicides fell by [70 percent] between the wars.", "70 percent down by ‹Homicides›"),
        ("In the spring his approval rating was [91 percent].", "91 percent ‹approval rating›"),
        ("The policies brought down crime by [76 percent] overall.", "76 percent down by ‹crime›"),
        ("A poll put his approval rating at [91 percent] then.", "91 percent ‹approval rating›"),
        ("The death toll climbed to [41] from 38.", "41 up to ‹death toll›"),
        ("The number of inmates rose to [32].", "32 up to ‹number of inmates›"),
        ("Exports to Lisk were down about [85 percent].", "about 85 percent down by ‹Exports to Lisk›"),
    ],
    find,
};

fn find(line: &Line, asked: &Asked) -> Option<Counted> {
    if is_measure(asked.figure) {
        return None;
    }
    if let Some(object) = asked.tie.object {
        return Some(Counted::before(object));
    }
    let verb = asked.tie.verb?;
    subject(line, verb).map(Counted::before)
}

/// The noun phrase that ends before a verb group.
fn subject(line: &Line, verb: usize) -> Option<Phrase> {
    let words = &line.words;
    let mut end = verb;
    // "shares (LSE: ABC) rose"
    if end > 0 && words.text(end - 1) == ")" {
        end = (end.saturating_sub(10)..end - 1).rev().find(|&at| words.text(at) == "(")?;
    }
    // "which fell": the phrase before the comma
    if end > 0 && words.is(end - 1, Class::RELATIVE) {
        end -= 1;
        if end > 0 && words.is_sign(end - 1, ",") {
            end -= 1;
        }
    }
    if end > 0 && words.is(end - 1, Class::PRONOUN) && !words.is(end - 1, Class::NOUN) {
        return None;
    }
    // "sales, which … , fell": over an inserted clause
    if end > 0 && words.is_sign(end - 1, ",") {
        let open = (end.saturating_sub(14)..end - 1).rev().find(|&at| words.is_sign(at, ","))?;
        return noun_phrase::before(line, open);
    }
    noun_phrase::before(line, end)
}
