//! "555-0142", "(503) 555-0199", "+44 20 7946 0018": telephone numbers, and other keys made of groups.

use super::super::gallery::LeftOut;
use super::super::line::Line;

pub const RULE: LeftOut = LeftOut {
    name: "telephone",
    says: "a telephone number or key",
    leaves: &[
        "Call 503-555-0199 today.",
        "Call (503) 555-0199 today.",
        "Call +44 20 7946 0018 today.",
        "Call 555-0142 for help.",
        "Call 503.555.0199 now.",
        "The code is 978-3-16-148410-0 here.",
    ],
    reads: &[("Rooms hold [65-70] prisoners.", "range 65..70 ‹prisoners›")],
    find,
};

/// More groups than any telephone number has.
const GROUPS: usize = 8;

fn find(line: &Line, at: usize) -> Option<usize> {
    let words = &line.words;
    if !words.is_number(at) {
        return None;
    }
    let in_brackets = at > 0 && words.is_sign(at - 1, "(") && words.is_sign(at + 1, ")") && words.is_glued(at + 1);
    let is_international = at > 0 && words.is_sign(at - 1, "+") && words.is_glued(at);
    let mut digits = words.text(at).len();
    let mut groups = 1;
    let mut dashes = 0;
    let mut last = digits;
    let mut end = at + 1 + usize::from(in_brackets);
    while groups < GROUPS {
        let dash = line.is_hyphen(end) && words.is_number(end + 1);
        let after_bracket = groups == 1 && in_brackets && words.is_number(end);
        let spaced = (is_international || in_brackets) && words.is_number(end);
        let next = match (dash, after_bracket || spaced) {
            (true, _) => end + 1,
            (_, true) => end,
            _ => break,
        };
        let text = words.text(next);
        if !text.bytes().all(|byte| byte.is_ascii_digit()) {
            break;
        }
        last = text.len();
        digits += last;
        groups += 1;
        dashes += usize::from(dash);
        end = next + 1;
    }
    let whole = words.text(at).bytes().all(|byte| byte.is_ascii_digit());
    let local = groups == 2 && dashes == 1 && words.text(at).len() == 3 && last == 4;
    let long = groups >= 3 && digits >= 7 && (dashes >= 2 || is_international || in_brackets);
    let bracketed = in_brackets && groups >= 2 && digits >= 7;
    let by_stops = dotted(words.text(at));
    if by_stops {
        return Some(at + 1);
    }
    (whole && (local || long || bracketed)).then_some(end)
}

/// "503.555.0199"
fn dotted(text: &str) -> bool {
    let mut lengths = text.split('.').map(str::len);
    (lengths.next(), lengths.next(), lengths.next(), lengths.next()) == (Some(3), Some(3), Some(4), None)
}
