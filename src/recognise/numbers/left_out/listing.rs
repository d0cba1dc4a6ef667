//! "1. Open the lid", "(2)", "3) …", "No. 5": numbers that count lines, not things.

use super::super::gallery::LeftOut;
use super::super::line::Line;

pub const RULE: LeftOut = LeftOut {
    name: "listing",
    says: "the number of a line or place in a list",
    leaves: &["1. Open the lid.", "(2) Close it.", "3) Wait for a while.", "He was No. 5 on the list."],
    reads: &[("[12] men were held.", "12 ‹men›")],
    find,
};

fn find(line: &Line, at: usize) -> Option<usize> {
    let words = &line.words;
    if !words.is_number(at) || words.text(at).len() > 3 {
        return None;
    }
    let closes = words.is_glued(at + 1) && matches!(words.text(at + 1), "." | ")");
    let opens = at == 0 || at == 1 && matches!(words.text(0), "(" | "[" | "•" | "*" | "§" | "¶");
    let after_number_sign = at >= 2 && words.is_sign(at - 1, ".") && line.says_any(at - 2, &["no", "nos", "nr"]);
    let bracketed = at == 1 && words.text(0) == "(" && words.is_sign(2, ")");
    (opens && closes || bracketed || after_number_sign).then_some(at + 1)
}
