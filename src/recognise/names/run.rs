//! Words -> runs that may be names: capitals in a row with the small words inside them, and places of the vocabulary.

use std::ops::Range;

use crate::model::lexicon::Class;
use crate::model::token::Words;
use crate::model::vocabulary::Vocabulary;

/// A run of tokens that may be a name.
#[derive(Debug, Clone)]
pub struct Run {
    pub tokens: Range<usize>,
    /// number of a place in the vocabulary
    pub place: Option<usize>,
    /// "President", "Mr." stood before it
    pub titled: bool,
    /// its first word opens the sentence, so its capital says nothing
    pub opens_sentence: bool,
    /// "in", "near" stood before it
    pub located: bool,
    /// "(CECOT)" or "known as CECOT": another name of the run before it
    pub also_named: bool,
}

/// Longest run taken for one name.
const LONGEST: usize = 10;

/// Finds the runs of one sentence.
pub fn find(words: &Words, sentence: Range<usize>, vocabulary: &Vocabulary) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut at = sentence.start;
    while at < sentence.end {
        if !words.is_word(at) || !words.is_capital(at) {
            at += 1;
            continue;
        }
        let end = run_end(words, at, sentence.end);
        at = cut_run(words, at..end, sentence.start, vocabulary, &mut runs);
    }
    runs
}

/// Splits a run of capitals into title, known place and the rest; returns where reading goes on.
fn cut_run(words: &Words, run: Range<usize>, opening: usize, vocabulary: &Vocabulary, runs: &mut Vec<Run>) -> usize {
    let whole_is_body = words.is(run.end - 1, Class::BODY | Class::FACILITY) && run.len() > 1;
    if let Some((length, &place)) = vocabulary.place_names.longest_at(words, run.start) {
        // "New York Times", "U.S. State Department" are bodies, "Rio de Janeiro" is a place
        // "Munster General" is a hospital wherever Munster is
        let next = run.start + length;
        let is_general = words.says(next, "general") && (whole_is_body || next + 1 >= run.end);
        let next_is_title = words.is(next, Class::TITLE) && !is_general;
        if !(whole_is_body || is_general) || next_is_title || next >= run.end {
            let tokens = run.start..next;
            runs.push(Run {
                tokens: tokens.clone(),
                place: Some(place),
                titled: false,
                opens_sentence: false,
                located: false,
                also_named: false,
            });
            return tokens.end;
        }
    }
    let mut start = run.start;
    let mut titled = false;
    while start < run.end && words.is(start, Class::TITLE) && !whole_is_body {
        titled = true;
        start += 1;
        // "Mr." and "Secretary of State"
        if words.is_sign(start, ".") {
            start += 1;
        }
        if words.says(start, "of") && start + 1 < run.end {
            start += 2;
        }
    }
    if !titled && run.start > 0 {
        titled = words.is(run.start - 1, Class::TITLE) && words.is_word(run.start - 1);
    }
    while start < run.end
        && words.is(
            start,
            Class::DETERMINER | Class::PREPOSITION | Class::SUBORDINATOR | Class::PRONOUN | Class::CONJUNCTION,
        )
        && !words.is(start, Class::NAME_PART)
    {
        start += 1;
    }
    // a known place later in the run ends it: "Secretary Kenya" never, "President Nayib Bukele of El Salvador" by "of"
    let end = (start + 1..run.end)
        .find(|&at| {
            words.is_capital(at)
                && !whole_is_body
                && vocabulary.place_names.longest_at(words, at).is_some_and(|(n, _)| at + n <= run.end)
                && !words.is(at, Class::GIVEN_NAME)
                && !words.is(at - 1, Class::GIVEN_NAME)
        })
        .unwrap_or(run.end);
    if start >= end {
        return run.end.max(run.start + 1);
    }
    let end = (start + 1..=end).rev().find(|&end| words.is_capital(end - 1)).unwrap_or(start + 1);
    let also_named = is_also_named(words, start, end);
    let located = is_located(words, start, end);
    runs.push(Run {
        tokens: start..end,
        place: None,
        titled,
        opens_sentence: start == opening || opening + 1 == start && !words.is_word(opening),
        located,
        also_named,
    });
    end
}

/// "in X", "the town of X", "the X province", "the camp at X": words beside an unknown name that make it a place.
fn is_located(words: &Words, start: usize, end: usize) -> bool {
    let before = start.wrapping_sub(1);
    let small = |at: usize| words.is_word(at) && !words.is_capital(at);
    let into = |at: usize| words.says_any(at, &["in", "near", "outside", "across", "throughout"]);
    into(before)
        // "in neighbouring Vantia", "in northern Valdoria"
        || words.is(before, Class::ADJECTIVE) && small(before) && into(before.wrapping_sub(1))
        || words.says(before, "of") && words.is(before.wrapping_sub(1), Class::LOCALITY) && small(before.wrapping_sub(1))
        // not "the Talvian capital"
        || words.is(end, Class::LOCALITY) && small(end) && !is_adjectival(words.text(end - 1)) && words.is(before, Class::DETERMINER | Class::ADJECTIVE | Class::PREPOSITION)
        // "X's hospitals": what stands in a place; a person's are rare
        || words.says_any(end, &["'s", "’s"])
            && words.lexicon.entry(words.lexicon.find(words.lemma(end + 1))).classes.intersects(Class::FACILITY)
        // "analysts at X" work there
        || words.says(before, "at")
            && words.is(before.wrapping_sub(1), Class::FACILITY | Class::NOUN | Class::PARTICIPLE)
            && !words.is(before.wrapping_sub(1), Class::SPEAKER | Class::TITLE | Class::GENERIC)
}

/// "Talvian", "Burmese": of a place, not its name.
fn is_adjectival(word: &str) -> bool {
    ["an", "ans", "ese", "ish"].iter().any(|ending| word.ends_with(ending))
}

/// The end of a run of capitals that begins at `start`: capitals, and between them "of", "de", "for" and hyphens.
fn run_end(words: &Words, start: usize, limit: usize) -> usize {
    let mut end = start + 1;
    while end < limit && end - start < LONGEST {
        let is_capital_word = words.is_word(end) && words.is_capital(end);
        if is_capital_word {
            end += 1;
        } else if words.is_dash(end) && words.is_glued(end) && words.is_glued(end + 1) && words.is_capital(end + 1) {
            end += 2;
        } else if words.is_sign(end, ".")
            && words.is_glued(end)
            && is_initial_or_title(words, end - 1)
            && words.is_capital(end + 1)
        {
            end += 1;
        } else if words.says_any(
            end,
            &["of", "de", "del", "la", "da", "do", "di", "von", "van", "der", "bin", "al", "el", "for", "on", "and"],
        ) && words.is_capital(end + 1)
            && words.is_word(end + 1)
            && joins(words, start, end)
        {
            end += 2;
        } else if words.says_any(end, &["of", "on", "for"])
            && words.says(end + 1, "the")
            && words.is_capital(end + 2)
            && joins(words, start, end)
        {
            end += 3;
        } else {
            break;
        }
    }
    end
}

fn is_initial_or_title(words: &Words, at: usize) -> bool {
    words.text(at).len() == 1 || words.is(at, Class::TITLE) && words.is(at, Class::ABBREVIATION)
}

/// "of", "for", "on" and "and" only continue the name of a body ("Commission on Human Rights"), name particles any name.
fn joins(words: &Words, start: usize, at: usize) -> bool {
    let is_particle =
        words.says_any(at, &["de", "del", "la", "da", "do", "di", "von", "van", "der", "bin", "al", "el"]);
    is_particle
        || (start..at).any(|i| words.is(i, Class::BODY))
        || words.says(at, "of") && (start..at).any(|i| words.is(i, Class::TITLE))
}

/// All capitals, in brackets or after "known as", "called", "or".
fn is_also_named(words: &Words, start: usize, end: usize) -> bool {
    let is_acronym = end == start + 1
        && words.text(start).len() >= 2
        && words.text(start).chars().all(|c| c.is_uppercase() || c == '.');
    let bracketed = start > 0 && words.is_sign(start - 1, "(") && words.is_sign(end, ")");
    let called = start > 1 && words.says(start - 1, "as") && words.says_any(start - 2, &["known", "called"]);
    is_acronym && bracketed || called
}
