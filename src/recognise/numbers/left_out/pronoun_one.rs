//! "the one", "no one", "one can": "one" that counts nothing.

use super::super::gallery::LeftOut;
use super::super::line::Line;
use crate::model::lexicon::Class;

pub const RULE: LeftOut = LeftOut {
    name: "pronoun_one",
    says: "\"one\" as a pronoun",
    leaves: &[
        "No one came.",
        "This is the one they wanted.",
        "One can only hope.",
        "A new one opened.",
        "They moved from one town to another.",
    ],
    reads: &[("[One] soldier died.", "1 ‹soldier›"), ("About [one in 50] adults smokes.", "about 0.02 ratio ‹adults›")],
    find,
};

fn find(line: &Line, at: usize) -> Option<usize> {
    let words = &line.words;
    if !line.says_any(at, &["one", "ones"]) {
        return None;
    }
    let next = at + 1;
    // a number in several words, or a ratio
    let is_negative = at > 0 && line.says_any(at - 1, &["minus", "negative"]);
    // "three to one"
    let ends_ratio = at > 1 && line.says(at - 1, "to") && words.is(at - 2, Class::NUMERAL);
    let in_every = line.says(next, "in") && line.says_any(next + 1, &["every", "each"]);
    let goes_on = is_negative
        || ends_ratio
        || in_every
        || words.is(next, Class::SCALE | Class::NUMERAL | Class::FRACTION | Class::PERCENT)
        || line.says_any(next, &["in", "out", "to", "dozen"])
            && (words.is_number(next + 1)
                || words.is(next + 1, Class::NUMERAL | Class::SCALE)
                || line.says(next + 1, "of"))
        || line.is_hyphen(next)
        || line.says(next, "and") && line.says(next + 1, "a");
    if goes_on {
        return None;
    }
    // "from one country to another"
    let to_another =
        (next..next + 4).any(|at| line.says_any(at, &["to", "after"]) && line.says_any(at + 1, &["another", "other"]));
    if to_another {
        return Some(next);
    }
    let closed = Class::PREPOSITION
        | Class::CONJUNCTION
        | Class::AUXILIARY
        | Class::MODAL
        | Class::PRONOUN
        | Class::RELATIVE
        | Class::SUBORDINATOR
        | Class::DETERMINER
        | Class::NEGATION;
    let can_be_verb_only = words.is(next, Class::VERB)
        && !words.is(next, Class::NOUN | Class::ADJECTIVE | Class::PARTICIPLE | Class::GERUND);
    // "one US ounce" is none of us
    let is_country = words.text(next) == "US";
    let is_closed = words.is(next, closed) && !is_country || words.text(next).starts_with(['\'', '’']);
    let counts = words.is_word(next) && !is_closed && !can_be_verb_only;
    let is_meant = at > 0 && words.is(at - 1, Class::DETERMINER | Class::ADJECTIVE | Class::NEGATION);
    let is_meant = is_meant && !line.says_any(at - 1, &["only", "more", "than", "least", "just", "another"]);
    (!counts || is_meant).then_some(next)
}
