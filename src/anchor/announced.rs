//! Is a day the day of something that was only announced? "has called for another march on Thursday", "a strike for Friday".
//!
//! The verb is past, the day is to come: what was called, set or put off lies ahead of the telling. The preposition tells the two
//! apart: "called a strike on Monday" says when it was called.

use std::ops::Range;

use crate::model::lexicon::Class;
use crate::model::phrase_lists::PhraseLists;
use crate::model::token::{TokenKind, Words};

/// Tokens from the verb to the day.
const REACH: usize = 14;

/// Does the past verb before tokens `time` of a sentence only announce what is to be on that day?
pub fn is_announced(words: &Words, sentence: &Range<usize>, time: &Range<usize>, phrases: &PhraseLists) -> bool {
    let Some(before) = time.start.checked_sub(1).filter(|&at| at >= sentence.start) else { return false };
    let first = sentence.start.max(before.saturating_sub(REACH));
    let Some(verb) = (first..before).rev().take_while(|&at| !closes(words, at)).find(|&at| is_past(words, at)) else {
        return false;
    };
    let sets = is_one_of(words, verb, &phrases.sets_a_day);
    if words.says(before, "for") {
        let occasion = before.checked_sub(1).is_some_and(|noun| is_one_of(words, noun, &phrases.set_for_a_day));
        return sets || occasion && !words.says_any(verb, &["was", "were"]);
    }
    if words.says(before, "to") {
        return is_one_of(words, verb, &phrases.moves_a_day);
    }
    // "three days of mourning, beginning on Tuesday"
    let on = if words.says(before, "on") { before.checked_sub(1) } else { Some(before) };
    if on.is_some_and(|at| words.says_any(at, &phrases.from_that_day)) {
        return sets;
    }
    // "has called a march on Thursday": the perfect takes no day that is over
    let perfect =
        (verb.saturating_sub(3).max(first)..verb).any(|at| words.says_any(at, &["has", "have", "'ve", "’ve"]));
    sets && perfect && words.says_any(before, &["on", "at"])
}

fn is_past(words: &Words, at: usize) -> bool {
    let unknown = words.get(at).is_some_and(|token| token.word == 0);
    !words.is_capital(at)
        && (words.is(at, Class::PAST | Class::PARTICIPLE)
            || unknown && words.text(at).ends_with("ed") && words.is_word(at))
}

/// "called": by its base, which the vocabulary need not know.
fn is_one_of(words: &Words, at: usize, list: &[Box<str>]) -> bool {
    let (text, lemma) = (words.text(at).to_lowercase(), words.lemma(at));
    let stem = |word: &str| {
        text.strip_prefix(word).is_some_and(|rest| matches!(rest, "" | "ed" | "d" | "s" | "ned"))
            || word.strip_suffix('e').is_some_and(|stem| text.strip_prefix(stem).is_some_and(|rest| rest == "ed"))
    };
    list.iter().any(|word| *lemma == **word || stem(word))
}

fn closes(words: &Words, at: usize) -> bool {
    words.get(at).is_some_and(|token| token.kind == TokenKind::Sign)
        && matches!(words.text(at), ";" | ":" | "“" | "”" | "\"")
}
