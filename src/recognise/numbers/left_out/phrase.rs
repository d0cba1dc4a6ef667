//! "zero tolerance", "one of", "Group of Seven": set phrases with a number word in them. The phrases are data.

use super::super::gallery::LeftOut;
use super::super::line::Line;

pub const RULE: LeftOut = LeftOut {
    name: "phrase",
    says: "a set phrase, not a number",
    leaves: &["He promised zero tolerance.", "It is one of the oldest towns.", "The Group of Seven met."],
    reads: &[("[One] soldier died.", "1 ‹soldier›")],
    find,
};

/// A number word stands at most this far into a phrase.
const BEFORE: usize = 3;

fn find(line: &Line, at: usize) -> Option<usize> {
    (0..=BEFORE.min(at)).find_map(|back| {
        let (length, _) = line.vocabulary.not_numbers.longest_at(&line.words, at - back)?;
        (length > back).then_some(at - back + length)
    })
}
