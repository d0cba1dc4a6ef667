//! A sentence -> the people whose age it tells: "Ana Rill, 26, a singer", "the 71-year-old Dole Marin", "Mrs. Rill, who is 43".
//!
//! Nobody keeps statistics of them, but of one person on one day only one age is true.

use std::collections::BTreeSet;
use std::ops::Range;

use super::words::{Stem, hash, tokens};
use crate::model::lexicon::Class;
use crate::model::token::Words;
use crate::model::vocabulary::Vocabulary;

/// A name has no more words.
const NAME: usize = 5;
/// Words between "71-year-old" and the name: "retired teacher".
const TRADE: usize = 3;
/// Below it a bare number behind a name is no age.
const YOUNGEST: u32 = 10;
/// The oldest.
const OLDEST: u32 = 115;

/// A person and an age.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Aged {
    pub name: String,
    /// the words of the name, without titles
    pub names: BTreeSet<Stem>,
    pub age: u32,
}

impl Aged {
    /// Is every name of the one a name of the other?
    pub fn may_be(&self, other: &Aged) -> bool {
        self.names.is_subset(&other.names) || other.names.is_subset(&self.names)
    }
}

/// Whether a sentence can tell an age: asked of every sentence of a story, so it looks at words only.
pub fn may_tell(words: &Words, range: Range<usize>) -> bool {
    range.clone().any(|at| at > range.start && at + 1 < range.end && person(words, at, range.clone()).is_some())
}

/// The ages a sentence tells.
pub fn ages(text: &str, vocabulary: &Vocabulary) -> Vec<Aged> {
    let tokens = tokens(text, vocabulary);
    let words = Words { text, tokens: &tokens, lexicon: &vocabulary.lexicon };
    let aged = |at: usize| {
        let (name, age) = person(&words, at, 0..tokens.len())?;
        let span = words.span(name.start, name.end).of(text);
        let own = name.filter(|&at| !words.is(at, Class::TITLE));
        let names: BTreeSet<Stem> = own.map(|at| hash(&words.text(at).to_lowercase())).collect();
        let place = vocabulary.place(span).is_some();
        (!names.is_empty() && !place).then(|| Aged { name: span.to_owned(), names, age })
    };
    (1..tokens.len()).filter_map(aged).collect()
}

/// The ages a sentence tells, whether or not it names whose they are: "a 27-year-old", "a man, 29, …", "a woman aged 61".
pub fn ages_told(text: &str, vocabulary: &Vocabulary) -> Vec<u32> {
    let tokens = tokens(text, vocabulary);
    let words = Words { text, tokens: &tokens, lexicon: &vocabulary.lexicon };
    let told = |at: usize| {
        let age = words.text(at).parse().ok().filter(|age| words.is_number(at) && (1..=OLDEST).contains(age))?;
        // "lines 4, 12, 29": a list of numbers tells no age
        let listed = at >= 2 && words.is_sign(at - 1, ",") && words.is_word(at - 2) && !words.is(at - 2, Class::MONTH);
        let bare = listed && words.is_sign(at + 1, ",") && !words.is_number(at + 2) && age >= YOUNGEST;
        let aged = at >= 1 && words.says(at - 1, "aged");
        (bare || aged || is_years_old(&words, at)).then_some(age)
    };
    (0..tokens.len()).filter_map(told).collect()
}

/// "[71]-year-old"
fn is_years_old(words: &Words, at: usize) -> bool {
    words.is_dash(at + 1) && words.says(at + 2, "year") && words.is_dash(at + 3) && words.says(at + 4, "old")
}

/// The name whose age the number at a token is.
fn person(words: &Words, at: usize, range: Range<usize>) -> Option<(Range<usize>, u32)> {
    let digits = words.is_number(at) && words.text(at).len() <= 3;
    let age = words.text(at).parse().ok().filter(|age| digits && (1..=OLDEST).contains(age))?;
    // "71-year-old Dole Marin"
    if is_years_old(words, at) {
        let first = (at + 5..(at + 6 + TRADE).min(range.end)).find(|&at| is_name(words, at))?;
        let plain = (at + 5..first).all(|at| words.is_word(at) && !words.is(at, Class::PREPOSITION | Class::AUXILIARY));
        let end = (first..range.end.min(first + NAME)).find(|&at| !is_name(words, at)).unwrap_or(first + NAME);
        return plain.then_some((first..end.min(range.end), age));
    }
    let closes = at + 1 >= range.end || matches!(words.text(at + 1), "," | "." | ";" | ")" | "—" | "–");
    let told = at.checked_sub(1)?;
    let last = match words.text(told) {
        "," | "(" if closes => told.checked_sub(1)?,
        // "Mrs. Rill, who is 43, …"
        "is" | "was" if closes && words.says(told.checked_sub(1)?, "who") => {
            told.checked_sub(3).filter(|&at| words.is_sign(at + 1, ","))?
        }
        _ => return None,
    };
    let run = (range.start..=last).rev().take(NAME).take_while(|&at| is_name(words, at)).count();
    let name = last + 1 - run..last + 1;
    // a bare number behind a name is a score, an article or a rank as well: "Arden (3)", "Article 5"
    let is_bare = !words.says_any(told, &["is", "was"]);
    (run > 0 && !(is_bare && (age < YOUNGEST || !is_of_a_person(words, name.clone())))).then_some((name, age))
}

/// Two names, or one with its title, and none of a body or a place.
fn is_of_a_person(words: &Words, name: Range<usize>) -> bool {
    let other = Class::BODY | Class::DESIGNATOR | Class::FACILITY | Class::LOCALITY;
    name.len() >= 2 && !name.into_iter().any(|at| words.is(at, other) && !words.is(at, Class::TITLE))
}

/// A word of a person's name.
fn is_name(words: &Words, at: usize) -> bool {
    let no_name = Class::MONTH | Class::WEEKDAY | Class::DETERMINER | Class::PREPOSITION | Class::PRONOUN;
    words.is_word(at) && words.text(at).starts_with(char::is_uppercase) && !words.is(at, no_name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reconcile::sample::vocabulary;

    #[test]
    fn ages_stand_beside_names() {
        let vocabulary = vocabulary();
        let of = |text: &str| -> Vec<(String, u32)> {
            ages(text, &vocabulary).into_iter().map(|aged| (aged.name, aged.age)).collect()
        };
        assert_eq!(of("The singer Ana Rill, 26, was among them."), [("Ana Rill".into(), 26)]);
        assert_eq!(of("Nobody told Ana Rill (26) of it."), [("Ana Rill".into(), 26)]);
        assert_eq!(of("For Rill, who is 43, it was too late."), [("Rill".into(), 43)]);
        assert_eq!(of("It fell to the 71-year-old baker Dole Marin."), [("Dole Marin".into(), 71)]);
        assert_eq!(of("By noon in Halm, 26 ships had left."), []);
        assert_eq!(of("She lives at Rill 26, by the sea."), []);
        assert_eq!(of("Harm (26) and Arden (31) lead the table."), []);
    }

    #[test]
    fn ages_need_no_names() {
        let told = |text: &str| ages_told(text, &vocabulary());
        assert_eq!(told("A 27-year-old cook and a waiter, 29, left with a woman aged 61"), [27, 29, 61]);
        assert_eq!(told("Trams 4, 12, 29, and 31 were stopped, 12 of them on the bridge"), [0; 0]);
    }
}
