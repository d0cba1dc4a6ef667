//! Words that newsrooms choose for one another: "identified" and "noticed", "a permit" and "a licence".
//!
//! Wider than the words that tell one thing (`Alike`): a word may stand in several sets, as it may have several meanings. That two
//! sentences share a set says that they may be about one thing, never that they are.

use std::collections::HashMap;

use super::token::Words;

/// The number of a set of words.
pub type Set = u16;

/// Words tied into sets, found as they are listed, by their base form, or in a regular form: "stopped" for "stop".
#[derive(Debug, Clone, Default)]
pub struct Akin {
    sets: Set,
    /// as listed: what is listed itself is no form of another word, "evening" none of "even"
    words: HashMap<u64, Vec<Set>>,
    forms: HashMap<u64, Vec<Set>>,
    /// by the first word and its forms: the others
    phrases: HashMap<u64, Vec<(Vec<u64>, Set)>>,
}

impl Akin {
    /// One more set; the words of a phrase are tied by `_`.
    pub fn add<'w>(&mut self, members: impl IntoIterator<Item = &'w str>) {
        let set = self.sets;
        self.sets = set.saturating_add(1);
        for member in members {
            let mut words = member.split('_');
            let Some(first) = words.next() else { continue };
            let rest: Vec<u64> = words.map(hash).collect();
            let all_forms = forms(first);
            if rest.is_empty() {
                insert(&mut self.words, hash(first), set);
                all_forms.iter().for_each(|form| insert(&mut self.forms, hash(form), set));
            } else {
                for first in std::iter::once(first).chain(all_forms.iter().map(String::as_str)) {
                    self.phrases.entry(hash(first)).or_default().push((rest.clone(), set));
                }
            }
        }
    }

    /// The sets of the word at a place, and of the phrases that begin there.
    pub fn at(&self, words: &Words, at: usize, mut found: impl FnMut(Set)) {
        self.phrases_at(words, at, |set, _| found(set));
    }

    /// The same, each once, with how many words it takes.
    pub fn phrases_at(&self, words: &Words, at: usize, mut found: impl FnMut(Set, usize)) {
        let (own, base) = (hash(words.text(at)), hash(words.lemma(at)));
        let mut given: [Option<Set>; MOST_SETS] = [None; MOST_SETS];
        let mut give = |set: Set, length: usize| {
            if let Some(free) = given.iter_mut().find(|known| known.is_none() || **known == Some(set))
                && free.is_none()
            {
                *free = Some(set);
                found(set, length);
            }
        };
        for first in [own, base].into_iter().take(if own == base { 1 } else { 2 }) {
            for (rest, set) in self.phrases.get(&first).into_iter().flatten() {
                let follows = |(by, next): (usize, &u64)| at + 1 + by < words.len() && is(words, at + 1 + by, *next);
                if rest.iter().enumerate().all(follows) {
                    give(*set, rest.len() + 1);
                }
            }
        }
        let listed = self.words.get(&own).into_iter().flatten();
        let meant = self.words.get(&base).into_iter().chain(self.forms.get(&own)).flatten();
        match self.words.contains_key(&own) {
            true => listed.for_each(|set| give(*set, 1)),
            false => meant.for_each(|set| give(*set, 1)),
        }
    }
}

/// Sets that one place is given at most.
const MOST_SETS: usize = 16;

fn insert(index: &mut HashMap<u64, Vec<Set>>, word: u64, set: Set) {
    let sets = index.entry(word).or_default();
    if !sets.contains(&set) {
        sets.push(set);
    }
}

/// A later word of a phrase: as listed, in its base form, or in the plural.
fn is(words: &Words, at: usize, next: u64) -> bool {
    let text = words.text(at);
    let single = text.strip_suffix(['s', 'S']).filter(|single| single.len() > 2);
    hash(text) == next || hash(words.lemma(at)) == next || single.is_some_and(|single| hash(single) == next)
}

/// The regular forms of a verb or a noun: "stops", "stopped", "stopping"; those that do not exist meet no text.
fn forms(word: &str) -> Vec<String> {
    let Some(last) = word.chars().last().filter(|last| last.is_ascii_alphabetic() && word.len() > 2) else {
        return Vec::new();
    };
    let short = &word[..word.len() - 1];
    let vowel = |c: char| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u');
    let before = short.chars().last().unwrap_or('a');
    match last {
        'e' => ["s", "d"].map(|end| format!("{word}{end}")).into_iter().chain([format!("{short}ing")]).collect(),
        'y' if !vowel(before) => vec![format!("{short}ies"), format!("{short}ied"), format!("{word}ing")],
        _ => {
            let mut forms: Vec<String> = ["s", "es", "ed", "ing"].map(|end| format!("{word}{end}")).into();
            // "stop", "stopped"
            if vowel(before) && !vowel(last) {
                forms.extend(["ed", "ing"].map(|end| format!("{word}{last}{end}")));
            }
            forms
        }
    }
}

/// The hash of a word in small letters: of "firm's" that of "firm".
fn hash(word: &str) -> u64 {
    let word = word.split(['\'', '’']).next().unwrap_or(word);
    word.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte.to_ascii_lowercase())).wrapping_mul(0x0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::lexicon::Lexicon;
    use crate::model::token::{Token, cut};

    fn sets(akin: &Akin, text: &str) -> Vec<Set> {
        let lexicon = Lexicon::new();
        let tokens: Vec<Token> = cut(text)
            .map(|(span, kind)| Token { span, word: lexicon.find(span.of(text)), kind, spaced: true, capital: false })
            .collect();
        let words = Words { text, tokens: &tokens, lexicon: &lexicon };
        let mut found = Vec::new();
        (0..tokens.len()).for_each(|at| akin.at(&words, at, |set| found.push(set)));
        found.sort_unstable();
        found.dedup();
        found
    }

    #[test]
    fn forms_of_a_word_share_their_sets() {
        let mut akin = Akin::default();
        akin.add(["stop", "halt", "call_off"]);
        akin.add(["notice", "spot", "identify"]);
        akin.add(["notice", "placard"]);
        akin.add(["even", "level"]);
        akin.add(["evening", "by_train"]);
        assert_eq!(sets(&akin, "They stopped it"), [0]);
        assert_eq!(sets(&akin, "it was called off"), [0]);
        assert_eq!(sets(&akin, "notices identified"), [1, 2]);
        assert_eq!(sets(&akin, "he calls again"), [0; 0]);
        assert_eq!(sets(&akin, "that evening"), [4]);
        assert_eq!(sets(&akin, "even so"), [3]);
        assert_eq!(sets(&akin, "by trains"), [4]);
        assert_eq!(sets(&akin, "by training"), [0; 0]);
        assert_eq!(sets(&akin, "The firm carried on levelled ground"), [3]);
    }
}
