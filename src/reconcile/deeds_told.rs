//! The clauses that tell a day -> the deeds they tell of it, how few clauses tell each, and whose they are.
//!
//! A deed is a verb or a noun for an act, with the sets of words that newsrooms choose for it: "recall" and "withdrew", "met" and
//! "discussed". Two clauses that share one few others tell may be of one happening, though they share little else; what may lie
//! between their days is asked elsewhere.

use std::collections::BTreeMap;

use chrono::Datelike;

use super::affair::Affair;
use super::counterparts::{BEST, Pair, kin_at};
use super::days::{Days, Slip, slip};
use super::occasion::Telling;
use super::people::People;
use super::words::{Stem, meaning_at, tokens};
use crate::model::document::SourceId;
use crate::model::lexicon::Class;
use crate::model::time::{Anchor, Grain, Said};
use crate::model::token::Words;
use crate::model::vocabulary::Cue;

/// Much the same words.
pub const NEARLY: f64 = 0.85;
/// What two counterparts that share a deed have in common at least, and what they have of one person.
pub const DEED_MASS: f64 = 0.7;
pub const OF_ONE_MASS: f64 = 0.25;
/// Words and numbers at least.
pub const FEATURES: usize = 2;
const PARTLY: f64 = 0.6;
/// How few clauses tell the deed: 1 where no other does, 0 where all do.
const RARE: f64 = 0.45;
/// The same where less else is shared, or a slip lies between two days said in full, and where one person did it.
const RARE_BY_A_SLIP: f64 = 0.6;
const OF_ONE: f64 = 0.3;
/// What such clauses have in common at least.
const HALF: f64 = 0.5;
/// So much in common needs no deed.
const MUCH: f64 = 1.5;
/// Named days of the best counterparts, with a deed in common, may lie so far apart.
const NAMED: i64 = 31;
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
    /// the days of a source's first clause that tells the deed, while all others of it meet them
    single: BTreeMap<(SourceId, Stem), Option<Days>>,
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
        let mut single: BTreeMap<(SourceId, Stem), Option<Days>> = BTreeMap::new();
        for (telling, deed) in
            tellings.iter().zip(&of).flat_map(|(telling, deeds)| deeds.iter().map(move |deed| (telling, deed)))
        {
            *tellers.entry(*deed).or_default() += 1;
            if is_counted(telling) {
                continue;
            }
            let days = single.entry((telling.event.source.clone(), *deed)).or_insert(Some(telling.days));
            *days = days.filter(|days| days.meets(&telling.days));
        }
        let who = tellings.iter().map(|telling| {
            let told = people.told_in(&telling.event.sentence_text, &telling.event.stands_for);
            let mut told: Vec<Stem> = told.into_iter().map(|(_, person)| person).collect();
            told.sort_unstable();
            told.dedup();
            told
        });
        let contraries = tellings.iter().map(|telling| contraries(&telling.event.description, affair)).collect();
        Deeds { people: who.collect(), of, tellers, contraries, single }
    }

    pub fn share(&self, one: usize, other: usize) -> bool {
        share(&self.of[one], &self.of[other])
    }

    /// "Accepted", "rejected": two deeds, told by the rules on outcomes.
    pub fn are_contrary(&self, pair: &Pair) -> bool {
        let (one, other) = (&self.contraries[pair.one], &self.contraries[pair.other]);
        one.iter().any(|(verb, side)| other.contains(&(*verb, !side))) && !share(one, other)
    }

    /// Are the two told of people who are not the same?
    pub fn are_of_others(&self, pair: &Pair) -> bool {
        let (one, other) = (&self.people[pair.one], &self.people[pair.other]);
        !one.is_empty() && !other.is_empty() && !share(one, other)
    }

    /// Are the two told of one person?
    pub fn are_of_one(&self, pair: &Pair) -> bool {
        share(&self.people[pair.one], &self.people[pair.other])
    }

    /// Does the clause tell no deed?
    pub fn is_bare(&self, at: usize) -> bool {
        self.of[at].is_empty()
    }

    /// How few clauses tell the rarest deed that two share.
    fn rarity(&self, one: usize, other: usize) -> f64 {
        let shared = self.of[one].iter().filter(|deed| self.of[other].binary_search(deed).is_ok());
        shared.map(|deed| self.few(*deed)).fold(0.0, f64::max)
    }

    /// 1 where no other clause tells a deed, 0 where all do.
    fn few(&self, deed: Stem) -> f64 {
        let all = (self.of.len() as f64).max(8.0).ln();
        let tellers = self.tellers.get(&deed).copied().unwrap_or(2).max(2);
        (1.0 - ((tellers - 1) as f64).ln() / all).max(0.0)
    }

    fn is_rare(&self, deed: Stem) -> bool {
        self.few(deed) >= RARE
    }

    /// Do two clauses tell one deed, as far as their words say?
    pub fn tell_one(&self, tellings: &[&Telling], pair: &Pair) -> bool {
        let (one, other) = (tellings[pair.one], tellings[pair.other]);
        let shared = &pair.shared;
        let rare = self.rarity(pair.one, pair.other);
        let best = pair.most >= BEST && pair.least >= PARTLY;
        let told = shared.told() - shared.days;
        best && rare >= RARE && shared.mass >= DEED_MASS
            || pair.most >= BEST && pair.least >= HALF && rare >= RARE_BY_A_SLIP && shared.mass >= HALF
            || pair.least >= NEARLY && shared.mass >= MUCH && told > FEATURES
            || self.are_of_one(pair) && rare >= OF_ONE && shared.mass >= OF_ONE_MASS
            || one.days.said
                && other.days.said
                && is_a_slip(one, other)
                && rare >= RARE_BY_A_SLIP
                && shared.mass >= HALF
    }

    /// Does each of the two texts know of one day only for a deed that they share and few clauses tell?
    pub fn happen_once(&self, tellings: &[&Telling], pair: &Pair) -> bool {
        let (one, other) = (tellings[pair.one], tellings[pair.other]);
        let one_day = |own: &Telling, deed: Stem| {
            self.single.get(&(own.event.source.clone(), deed)).is_some_and(|days| days.is_some())
        };
        let mut shared = self.of[pair.one].iter().filter(|deed| self.of[pair.other].binary_search(deed).is_ok());
        shared.any(|deed| self.is_rare(*deed) && one_day(one, *deed) && one_day(other, *deed))
    }

    /// Named days of one deed, or two years of which one is the other with two figures swapped.
    pub fn may_lie_apart(&self, one: &Telling, other: &Telling, pair: &Pair) -> bool {
        let named = |telling: &Telling| !telling.time.inferred.month && !telling.time.inferred.day;
        let near = one.days.is_day() && other.days.is_day() && one.days.gap(&other.days) <= NAMED;
        let shares = self.share(pair.one, pair.other);
        shares && pair.least >= NEARLY && near && named(one) && named(other) || shares && years_swapped(one, other)
    }
}

/// Does a slip lie between two days?
pub fn is_a_slip(one: &Telling, other: &Telling) -> bool {
    slip(&one.days, &other.days).is_some_and(|slip| slip != Slip::None)
}

/// 1953 and 1935
fn years_swapped(one: &Telling, other: &Telling) -> bool {
    let year = |telling: &Telling| telling.days.first.year();
    let of_year = |telling: &Telling| telling.days.grain == Grain::Year;
    let figures = |year: i32| {
        let mut figures = year.to_string().into_bytes();
        figures.sort_unstable();
        figures
    };
    of_year(one) && of_year(other) && year(one) != year(other) && figures(year(one)) == figures(year(other))
}

/// What a text tells as done or happening, sorted.
pub fn acts(text: &str, affair: &Affair) -> Vec<Stem> {
    acts_where(text, affair, |words, at, once| {
        let verb = words.is(at, Class::PAST | Class::PARTICIPLE | Class::HAPPENING) || words.text(at).ends_with("ed");
        once || verb && !words.is(at, Class::AUXILIARY | Class::COPULA)
    })
}

/// The same, with nouns that tell an act, "recall", "inspection", and without verbs that say little by themselves.
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

/// "18 days later": counted from a day told beside it.
fn is_counted(telling: &Telling) -> bool {
    let time = telling.event.because.first().and_then(|mention| mention.time());
    time.is_some_and(|time| matches!(&time.said, Said::Step { anchor, .. } if *anchor != Anchor::Dateline))
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
    use super::{acts, deeds_of, share};
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
            assert!(!acts("The council painted the lock", affair).is_empty());
        });
    }
}
