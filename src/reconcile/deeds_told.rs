//! The clauses that tell a day -> the deeds they tell of it, how few clauses tell each, and whose they are.
//!
//! A deed is a verb or a noun for an act, with the sets of words that newsrooms choose for it: "recall" and "withdrew", "met" and
//! "discussed". Two clauses that share one few others tell may be of one happening, though they share little else; what may lie
//! between their days is asked elsewhere.

use std::collections::BTreeMap;

use super::affair::Affair;
use super::counterparts::{Pair, kin_at};
use super::occasion::Telling;
use super::people::People;
use super::words::{Stem, meaning_at, tokens};
use crate::model::lexicon::Class;
use crate::model::token::Words;
use crate::model::vocabulary::Cue;

/// Bytes behind the day in which it is said what happened then.
const THEN: usize = 160;

/// The deeds of the clauses, how few clauses tell each, and whose they are.
#[derive(Debug)]
pub struct Deeds {
    of: Vec<Vec<Stem>>,
    tellers: BTreeMap<Stem, usize>,
    people: Vec<Vec<Stem>>,
    /// verbs of theirs that have a contrary, with the side they stand on
    contraries: Vec<Vec<(u16, bool)>>,
}

impl Deeds {
    pub fn of(tellings: &[&Telling], affair: &Affair) -> Self {
        let people = People::of(affair);
        let own = |telling: &&Telling| {
            let deeds = deeds_of(&told_of_the_day(telling, affair), affair);
            if deeds.is_empty() { deeds_of(behind_clause(telling), affair) } else { deeds }
        };
        let of: Vec<Vec<Stem>> = tellings.iter().map(own).collect();
        let mut tellers: BTreeMap<Stem, usize> = BTreeMap::new();
        for deed in of.iter().flatten() {
            *tellers.entry(*deed).or_default() += 1;
        }
        let who = tellings.iter().map(|telling| {
            let told = people.told_in(&telling.event.sentence_text, &telling.event.stands_for);
            let mut told: Vec<Stem> = told.into_iter().map(|(_, person)| person).collect();
            told.sort_unstable();
            told.dedup();
            told
        });
        let contraries = tellings.iter().map(|telling| contraries(&telling.event.description, affair)).collect();
        Deeds { people: who.collect(), of, tellers, contraries }
    }

    pub fn share(&self, one: usize, other: usize) -> bool {
        share(&self.of[one], &self.of[other])
    }

    /// "Accepted", "rejected": two deeds, told by the rules on outcomes.
    pub fn are_contrary(&self, pair: &Pair) -> bool {
        let (one, other) = (&self.contraries[pair.one], &self.contraries[pair.other]);
        one.iter().any(|(verb, side)| other.contains(&(*verb, !side))) && !share(one, other)
    }

    /// Are the two told of one person?
    pub fn are_of_one(&self, pair: &Pair) -> bool {
        share(&self.people[pair.one], &self.people[pair.other])
    }

    /// Does the clause tell no deed?
    pub fn is_bare(&self, at: usize) -> bool {
        self.of[at].is_empty()
    }

    /// How few clauses tell the rarest deed that two share: 1 where no other does, 0 where they share none.
    pub fn rarity(&self, one: usize, other: usize) -> f64 {
        let shared = self.of[one].iter().filter(|deed| self.of[other].binary_search(deed).is_ok());
        shared.map(|deed| self.few(*deed)).fold(0.0, f64::max)
    }

    /// 1 where no other clause tells a deed, 0 where all do.
    fn few(&self, deed: Stem) -> f64 {
        let all = (self.of.len() as f64).max(8.0).ln();
        let tellers = self.tellers.get(&deed).copied().unwrap_or(2).max(2);
        (1.0 - ((tellers - 1) as f64).ln() / all).max(0.0)
    }
}

/// What a text tells as done, and nouns that tell an act, "recall", "inspection"; no verbs that say little by themselves. Sorted.
fn deeds_of(text: &str, affair: &Affair) -> Vec<Stem> {
    let vocabulary = affair.vocabulary;
    acts_where(text, affair, |words, at, once| {
        let ends = |end: &str| words.text(at).to_lowercase().ends_with(end);
        let noun = || vocabulary.phrases.act_endings.iter().any(|end| ends(end));
        let verb = Class::PAST | Class::PARTICIPLE | Class::GERUND | Class::HAPPENING | Class::VERB;
        let idle = || vocabulary.cues.all_at(words, at).any(|(_, cue)| *cue == Cue::Idle);
        once || (words.is(at, verb) || ends("ed") || noun())
            && !words.is(at, Class::AUXILIARY | Class::COPULA | Class::MODAL)
            && !idle()
    })
}

fn acts_where(text: &str, affair: &Affair, is_act: impl Fn(&Words, usize, bool) -> bool) -> Vec<Stem> {
    let tokens = tokens(text, affair.vocabulary);
    let words = Words { text, tokens: &tokens, lexicon: &affair.vocabulary.lexicon };
    let mut acts: Vec<Stem> = Vec::new();
    for at in 0..tokens.len() {
        let meaning = meaning_at(&words, at, affair.vocabulary).1;
        if let Some(meaning) = meaning.filter(|meaning| is_act(&words, at, meaning.once)) {
            acts.extend(kin_at(&words, at, meaning.stem, affair.vocabulary));
        }
    }
    acts.sort_unstable();
    acts.dedup();
    acts
}

/// The clause, with what is told to have happened then: "since 5 May, [when Rem overthrew the king]".
fn told_of_the_day(telling: &Telling, affair: &Affair) -> String {
    let event = telling.event;
    let clause = event.description.as_str();
    let rest = event.sentence_text.find(clause).and_then(|at| event.sentence_text.get(at + clause.len()..));
    let then = rest.map(|rest| rest.trim_start_matches([',', ' '])).filter(|rest| {
        let first = rest.split(' ').next().unwrap_or_default();
        clause.ends_with(event.text.as_str())
            && affair.vocabulary.phrases.since_then.iter().any(|then| **then == *first)
    });
    match then.and_then(|then| then.split([',', ';']).next()) {
        Some(then) if then.len() <= THEN => format!("{clause} {then}"),
        _ => clause.to_owned(),
    }
}

/// "On Thursday night Olav Rem, a skipper, [drowned in the lock]": what stands behind a clause that tells no deed.
fn behind_clause<'t>(telling: &'t Telling) -> &'t str {
    let (clause, text) = (telling.event.description.as_str(), telling.event.sentence_text.as_str());
    let behind = text.find(clause).and_then(|at| text.get(at + clause.len()..)).unwrap_or_default();
    let behind = behind.trim_start_matches([',', ' ']);
    behind.split([',', ';']).next().filter(|behind| behind.len() <= THEN).unwrap_or_default()
}

/// Verbs of a clause that have a contrary, each with the side it stands on, sorted.
fn contraries(clause: &str, affair: &Affair) -> Vec<(u16, bool)> {
    let tokens = tokens(clause, affair.vocabulary);
    let words = Words { text: clause, tokens: &tokens, lexicon: &affair.vocabulary.lexicon };
    let at = |at: usize| {
        affair.vocabulary.contraries.all_at(&words, at).map(|(_, contrary)| (contrary.pair, contrary.other))
    };
    let mut found: Vec<(u16, bool)> = (0..words.len()).flat_map(at).collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// Have two sorted lists anything in common?
pub fn share<T: Ord>(one: &[T], other: &[T]) -> bool {
    one.iter().any(|act| other.binary_search(act).is_ok())
}

#[cfg(test)]
mod tests {
    use super::{deeds_of, share};
    use crate::reconcile::sample::{ENGLISH, World, told};

    #[test]
    fn a_noun_and_another_verb_tell_one_deed() {
        let mut world = World::telling([told("wire", "The lock was shut")]);
        world.vocabulary = ENGLISH.clone();
        world.with_affair(|affair| {
            let one_deed = |one: &str, other: &str| share(&deeds_of(one, affair), &deeds_of(other, affair));
            assert!(one_deed("the recall of two pumps", "The maker withdrew two pumps"));
            assert!(one_deed("The council discussed the lock", "the council met"));
            assert!(!one_deed("The council discussed the lock", "The council painted the bench"));
        });
    }
}
