//! "67-15", "2-0", "a 5-4 ruling": results of games and votes.

use super::super::gallery::LeftOut;
use super::super::line::Line;
use super::super::line::REACH;

pub const RULE: LeftOut = LeftOut {
    name: "score",
    says: "a result of a game or vote",
    leaves: &[
        "Lawmakers voted 67-15 to extend it.",
        "Rovers won 2-0 away.",
        "She won 6-4, 7-5 in the final.",
        "They drew 1-1 at home.",
        "The court ruled 5-4 against him.",
    ],
    reads: &[("Cells hold [10-15] men.", "range 10..15 ‹men›")],
    find,
};

/// Words that go with a result.
const CONTESTS: &[&str] = &[
    "won", "win", "wins", "winning", "lost", "lose", "loss", "loses", "beat", "beats", "beaten", "defeat", "defeated",
    "draw", "drew", "tie", "tied", "vote", "voted", "votes", "lead", "led", "score", "scored", "victory", "ruling",
    "ruled", "decision", "trailed", "trailing", "record", "set",
];

fn find(line: &Line, at: usize) -> Option<usize> {
    let words = &line.words;
    let is_pair = words.is_number(at) && words.is_number(at + 2) && (line.is_hyphen(at + 1) || is_dash_pair(line, at));
    if !is_pair
        || at > 0 && (line.is_hyphen(at - 1) || words.is_sign(at - 1, "$"))
        || line.is_hyphen(at + 3) && words.is_number(at + 4)
    {
        return None;
    }
    let first: u32 = short(words.text(at))?;
    let second: u32 = short(words.text(at + 2))?;
    let counts = line.vocabulary.units.longest_at(words, at + 3).is_some_and(|(_, unit)| !unit.before && !unit.glued);
    let near = at.saturating_sub(REACH / 4)..(at + 8).min(words.len());
    let is_contest = near.clone().any(|token| line.says_any(token, CONTESTS));
    (!counts && (first >= second || is_contest && !words.is(at + 3, crate::model::lexicon::Class::PLURAL)))
        .then_some(at + 3)
}

/// An en dash counts like a hyphen.
fn is_dash_pair(line: &Line, at: usize) -> bool {
    line.words.text(at + 1) == "–" && line.words.is_glued(at + 1) && line.words.is_glued(at + 2)
}

fn short(text: &str) -> Option<u32> {
    if text.len() > 3 { None } else { text.parse().ok() }
}
