//! "12 45 7 88 102 33 4 19 …", "3, 17, 22, 31, …" for lines on end: bare numbers side by side, as in a table or a drawing of lots.
//!
//! Which column is what stands nowhere in the sentence, so no reader of it could say what is counted. Left out whole, with one notice.

use super::super::gallery::LeftOut;
use super::super::line::Line;

pub const RULE: LeftOut = LeftOut {
    name: "row",
    says: "a row of bare numbers, as in a table",
    leaves: &["Chile 12 45 7 88 102 33 4 19 61", "12 4.5 7 88% 102 33 4 19 61"],
    reads: &[("Tolls by day were 3, 5, 8, 12, 20, 31, 44 and [52].", "52")],
    find,
};

/// So many numbers with nothing but white space between are a row.
const SPACED: usize = 8;
/// So many with commas or other signs between; a sentence may well list a dozen.
const LISTED: usize = 32;
/// Signs between two of them, at most.
const BETWEEN: usize = 2;

fn find(line: &Line, at: usize) -> Option<usize> {
    let words = &line.words;
    if !words.is_number(at) {
        return None;
    }
    let (mut end, mut numbers, mut signs, mut parted) = (at + 1, 1, 0, 0);
    // few signs stand between two numbers, so a run that is no row is looked at a bounded number of times
    while parted <= BETWEEN {
        if words.is_number(end) {
            (numbers, parted) = (numbers + 1, 0);
        } else if matches!(words.text(end), "," | ";" | "|" | "/" | "-" | "–" | "%" | "." | "$" | "+") {
            (signs, parted) = (signs + 1, parted + 1);
        } else {
            break;
        }
        end += 1;
    }
    let least = if signs * 4 <= numbers { SPACED } else { LISTED };
    while end > at + 1 && !words.is_number(end - 1) && words.text(end - 1) != "%" {
        end -= 1;
    }
    (numbers >= least).then_some(end)
}
