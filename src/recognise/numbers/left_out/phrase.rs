//! "zero tolerance", "one of", "Group of Seven": set phrases with a number word in them. The phrases are data.

use super::super::gallery::LeftOut;
use super::super::line::Line;
use crate::model::lexicon::Class;

pub const RULE: LeftOut = LeftOut {
    name: "phrase",
    says: "a set phrase, not a number",
    leaves: &["He promised zero tolerance.", "It is one of the oldest towns.", "The Group of Seven met."],
    reads: &[("[One] soldier died.", "1 ‹soldier›"), ("It closed for [one year].", "1 year")],
    find,
};

/// A number word stands at most this far into a phrase.
const BEFORE: usize = 3;

fn find(line: &Line, at: usize) -> Option<usize> {
    (0..=BEFORE.min(at)).find_map(|back| {
        let (length, _) = line.vocabulary.not_numbers.longest_at(&line.words, at - back)?;
        let end = at - back + length;
        // "the one hundred and fifth", "the one-third", "for one year"
        let goes_on = line.is(end - 1, Class::NUMERAL)
            && (line.is(end, Class::SCALE | Class::TIME_UNIT)
                || line.says(end, "and") && line.says(end + 1, "a")
                || line.is_hyphen(end) && line.is(end + 1, Class::FRACTION));
        (length > back && !goes_on).then_some(end)
    })
}
