//! A story's people -> whom a sentence tells of: by name, by an office ("the harbour master"), or by a pronoun that stands for
//! somebody.
//!
//! People go by their last names. An office is somebody's where a sentence puts the two together, "Olav Rem, the harbour
//! master", and none gives it to somebody else; "head teacher" is "principal" by the sets of words that newsrooms choose for
//! one another.

use std::collections::{BTreeMap, BTreeSet};

use super::affair::Affair;
use super::counterparts::kin_at;
use super::words::{Stem, hash, meaning_at, tokens};
use crate::model::entity::EntityKind;
use crate::model::lexicon::Class;
use crate::model::token::Words;
use crate::model::vocabulary::Vocabulary;

/// An office stands so many words behind a name: "Olav Rem, 44, the harbour master".
const BEHIND: usize = 7;

/// The people of a story.
#[derive(Debug)]
pub struct People<'v> {
    last_names: BTreeSet<Stem>,
    /// whose an office is; None where it is given to several
    offices: BTreeMap<Stem, Option<Stem>>,
    vocabulary: &'v Vocabulary,
}

impl<'v> People<'v> {
    pub fn of(affair: &Affair<'v>) -> Self {
        let named = affair.namings.iter().filter(|naming| naming.kind == Some(EntityKind::Person));
        let speakers = affair.quotes.iter().filter_map(|quote| quote.speaker.as_deref());
        let full = named.map(|naming| naming.name.as_str()).chain(speakers).filter(|name| name.contains(' '));
        let last_names = full.map(last_name).collect();
        let mut people = People { last_names, offices: BTreeMap::new(), vocabulary: affair.vocabulary };
        for passage in &affair.passages.told {
            people.learn(passage.text);
        }
        people
    }

    /// Reads which offices the sentence gives to whom.
    fn learn(&mut self, text: &str) {
        let tokens = tokens(text, self.vocabulary);
        let words = Words { text, tokens: &tokens, lexicon: &self.vocabulary.lexicon };
        for at in 0..words.len() {
            let Some(person) = self.person_at(&words, at) else { continue };
            let first =
                if is_capital(&words, at.wrapping_sub(1)) && !self.is_office(&words, at - 1) { at - 1 } else { at };
            let before = first.checked_sub(1).filter(|&at| self.is_office(&words, at));
            let office = before.or_else(|| self.office_behind(&words, at + 1));
            for kin in office.map_or(Vec::new(), |office| self.kin(&words, office)) {
                self.offices
                    .entry(kin)
                    .and_modify(|known| *known = known.filter(|known| *known == person))
                    .or_insert(Some(person));
            }
        }
    }

    /// "Rem, 44, the [captain] of the ferry": up to a verb, between commas.
    fn office_behind(&self, words: &Words, from: usize) -> Option<usize> {
        let stops =
            Class::AUXILIARY | Class::COPULA | Class::PREPOSITION | Class::PAST | Class::RELATIVE | Class::CONJUNCTION;
        let reach = from..words.len().min(from + BEHIND);
        let mut behind = reach.take_while(|&at| !words.is(at, stops));
        words.is_sign(from, ",").then(|| behind.find(|&at| self.is_office(words, at)))?
    }

    fn person_at(&self, words: &Words, at: usize) -> Option<Stem> {
        let text = words.text(at);
        let own = text.split(['\'', '’']).next().unwrap_or(text);
        let stem = hash(&own.to_lowercase());
        (text.starts_with(char::is_uppercase) && self.last_names.contains(&stem)).then_some(stem)
    }

    fn is_office(&self, words: &Words, at: usize) -> bool {
        words.is(at, Class::TITLE) && !words.is(at, Class::ABBREVIATION)
            || words.says_any(at, &self.vocabulary.phrases.offices)
    }

    fn kin(&self, words: &Words, at: usize) -> Vec<Stem> {
        // "head teacher" stands in a set as it is
        let from = if at > 0 && self.is_office(words, at - 1) { at - 1 } else { at };
        let told = meaning_at(words, at, self.vocabulary).1.map_or(0, |meaning| meaning.stem);
        (from..=at).flat_map(|part| kin_at(words, part, told, self.vocabulary)).collect()
    }

    /// The people a sentence tells of, each by the byte that does, in text order.
    pub fn told_in(&self, text: &str, stands_for: &str) -> Vec<(usize, Stem)> {
        let tokens = tokens(text, self.vocabulary);
        let words = Words { text, tokens: &tokens, lexicon: &self.vocabulary.lexicon };
        let pronoun = Some(last_name(stands_for)).filter(|stem| self.last_names.contains(stem));
        let told = (0..words.len()).filter_map(|at| {
            let by_pronoun = || pronoun.filter(|_| words.says_any(at, &self.vocabulary.phrases.of_a_person));
            let person = self.person_at(&words, at).or_else(|| self.holder(&words, at)).or_else(by_pronoun)?;
            Some((words.span(at, at + 1).start as usize, person))
        });
        told.collect()
    }

    /// "the [principal]": who is told of by the office, where only one person holds it.
    fn holder(&self, words: &Words, at: usize) -> Option<Stem> {
        let the = (at.saturating_sub(2)..at).any(|before| words.says(before, "the"));
        // "the governor of Halm", "the minister's office", "Governor Rem": others' matters
        let alone = !words.says(at + 1, "of") && !words.text(at).contains(['\'', '’']) && !is_capital(words, at + 1);
        if !the || !alone || !self.is_office(words, at) {
            return None;
        }
        let mut holders: Vec<Stem> =
            self.kin(words, at).iter().filter_map(|kin| self.offices.get(kin).copied().flatten()).collect();
        holders.sort_unstable();
        holders.dedup();
        match holders[..] {
            [one] => Some(one),
            _ => None,
        }
    }
}

fn last_name(name: &str) -> Stem {
    hash(&name.rsplit(' ').next().unwrap_or_default().to_lowercase())
}

fn is_capital(words: &Words, at: usize) -> bool {
    at < words.len() && words.text(at).starts_with(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::People;
    use crate::reconcile::sample::{World, told};

    #[test]
    fn an_office_and_a_pronoun_stand_for_a_name() {
        let tells = [
            told("wire", "Olav Rem, 44, the principal of the navigation school, was at sea"),
            told("post", "Mayor Ida Holm waited"),
        ];
        let world = World::telling(tells).named("wire", "Olav Rem").named("post", "Ida Holm");
        world.with_affair(|affair| {
            let people = People::of(affair);
            let of = |text: &str, stands_for: &str| people.told_in(text, stands_for).len();
            assert_eq!(of("The principal was suspended", ""), 1);
            assert_eq!(of("The mayor of Halm was suspended", ""), 0);
            assert_eq!(of("He was suspended", "Olav Rem"), 1);
            assert_eq!(of("A principal was suspended", ""), 0);
        });
    }
}
