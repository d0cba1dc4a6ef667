//! Words that newsrooms choose for one another: "identified" and "noticed", "a permit" and "a licence".
//!
//! Wider than the words that tell one thing (`Alike`): a word may stand in several sets, as it may have several meanings. That two
//! sentences share a set says that they may be about one thing, never that they are.

use std::collections::HashMap;

use super::token::Words;

/// The number of a set of words.
pub type Set = u16;

/// Words tied into sets, found by what is left of a word without its ending.
#[derive(Debug, Clone, Default)]
pub struct Akin {
    sets: Set,
    words: HashMap<u64, Vec<Set>>,
    /// by the first word: the trunks of the others
    phrases: HashMap<u64, Vec<(Vec<u64>, Set)>>,
}

impl Akin {
    /// One more set; the words of a phrase are tied by `_`.
    pub fn add<'w>(&mut self, members: impl IntoIterator<Item = &'w str>) {
        let set = self.sets;
        self.sets = set.saturating_add(1);
        for member in members {
            let mut trunks = member.split('_').map(trunk);
            let Some(first) = trunks.next() else { continue };
            let rest: Vec<u64> = trunks.collect();
            if rest.is_empty() {
                let sets = self.words.entry(first).or_default();
                if !sets.contains(&set) {
                    sets.push(set);
                }
            } else {
                self.phrases.entry(first).or_default().push((rest, set));
            }
        }
    }

    /// The sets of the word at a place, and of the phrases that begin there.
    pub fn at(&self, words: &Words, at: usize, mut found: impl FnMut(Set)) {
        self.phrases_at(words, at, |set, _| found(set));
    }

    /// The same, each with how many words it takes.
    pub fn phrases_at(&self, words: &Words, at: usize, mut found: impl FnMut(Set, usize)) {
        let text = words.text(at);
        let own = trunk(text);
        let base = Some(trunk(words.lemma(at))).filter(|base| *base != own && !words.lemma(at).is_empty());
        for first in [Some(own), base].into_iter().flatten() {
            self.words.get(&first).into_iter().flatten().for_each(|set| found(*set, 1));
            for (rest, set) in self.phrases.get(&first).into_iter().flatten() {
                let follows = |(by, next): (usize, &u64)| at + 1 + by < words.len() && is(words, at + 1 + by, *next);
                if rest.iter().enumerate().all(follows) {
                    found(*set, rest.len() + 1);
                }
            }
        }
    }
}

fn is(words: &Words, at: usize, next: u64) -> bool {
    trunk(words.text(at)) == next || trunk(words.lemma(at)) == next
}

/// Longer words are told apart by their first letters.
const LONGEST: usize = 32;

/// The hash of a word in small letters without a regular ending, the same for all its forms: "stopped", "stops", "stop".
fn trunk(word: &str) -> u64 {
    let word = word.split(['\'', '’']).next().unwrap_or(word);
    let mut letters = [0u8; LONGEST];
    let mut length = 0;
    for byte in word.bytes().take(LONGEST) {
        letters[length] = byte.to_ascii_lowercase();
        length += 1;
    }
    let ends = |length: usize, ending: &[u8]| length >= ending.len() + 3 && letters[..length].ends_with(ending);
    if ends(length, b"ied") || ends(length, b"ies") {
        // "carried": the "y" of "carry"
        length -= 2;
        letters[length - 1] = b'y';
    } else if let Some(ending) = [&b"ing"[..], b"ed", b"es", b"s"].into_iter().find(|ending| ends(length, ending)) {
        length -= ending.len();
    }
    if length > 3 && letters[length - 1] == b'e' {
        length -= 1;
    }
    if length > 3 && letters[length - 1] == letters[length - 2] {
        length -= 1;
    }
    letters[..length]
        .iter()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
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
        assert_eq!(sets(&akin, "They stopped it"), [0]);
        assert_eq!(sets(&akin, "it was called off"), [0]);
        assert_eq!(sets(&akin, "notices identified"), [1, 2]);
        assert_eq!(sets(&akin, "he calls again"), [0; 0]);
    }
}
