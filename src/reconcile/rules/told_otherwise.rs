//! One matter that two texts tell in two ways of which one can be true: "was stopped at the airport" and "gave himself up",
//! "resigned" and "left by mutual agreement".
//!
//! The vocabulary knows the ways, and the verbs that contradict each other. They must stand in sentences that are each
//! other's counterpart by all that is told in them (`passages`), whatever their words are. A text that tells both tells a
//! story, and what a reader parted stays parted. What is left is told as `low`.

use std::collections::{BTreeMap, BTreeSet};

use super::{Look, Rule, Told};
use crate::reconcile::accounts::{Matter, Way, draft};
use crate::reconcile::affair::Affair;
use crate::reconcile::draft::Draft;
use crate::reconcile::passages::{Pair, Passage, Passages};

/// It bears the name of what it finds.
pub const RULE: Rule = Rule { name: "status_conflict", look: Look::Rest(find) };

/// So much must two sentences have in common.
const MASS: f64 = 0.9;
/// And so good a part of the best counterpart must each be to the other.
const PART: f64 = 0.7;
/// Told for days further apart, it may have changed.
const ONE_MATTER: i64 = 7;
/// Published further apart, in days, too.
const ONE_AFFAIR: i64 = 60;
/// A text knows the other's way where it tells it in words at least this much as like.
const KNOWN: f64 = 0.5;
/// And where it tells it in more sentences than this, whatever their words.
const OFTEN: usize = 200;

fn find(affair: &Affair, told: &Told) -> Vec<Draft> {
    let passages = &affair.passages;
    if passages.pairs.is_empty() {
        return Vec::new();
    }
    let mut tellers: BTreeMap<(&str, Matter, u16), Vec<usize>> = BTreeMap::new();
    for (at, passage) in passages.told.iter().enumerate() {
        for way in passage.ways.iter().filter(|way| !way.denied) {
            tellers.entry((passage.source, way.matter, way.way)).or_default().push(at);
        }
    }
    let often = tellers.values().filter(|told| told.len() > OFTEN).map(Vec::len).sum();
    affair.left_out.add("sentences of one source that tell a matter in one way", often);
    let mut drafts: BTreeMap<(&str, &str, Matter), Draft> = BTreeMap::new();
    for pair in passages.pairs.iter().filter(|pair| pair.mass >= MASS && pair.least >= PART) {
        let (one, other) = (&passages.told[pair.one], &passages.told[pair.other]);
        let odds = odds(&one.ways, &other.ways);
        if odds.is_empty() || !may_be_one(one, other, affair) || is_told_of(one, other, told) {
            continue;
        }
        for (a, b) in odds {
            let knows = |source: &str, way: &Way| {
                let tells = tellers.get(&(source, way.matter, way.way));
                tells.is_some_and(|at| at.len() > OFTEN || at.iter().any(|&at| is_like(at, pair, passages)))
            };
            if (a.denied || b.denied) && !passages.share_more_than_the_act(pair.one, pair.other) {
                continue;
            }
            if !b.denied && knows(one.source, b) || !a.denied && knows(other.source, a) {
                continue;
            }
            let Some(draft) = draft((one, a), (other, b), affair) else { continue };
            match drafts.get_mut(&(one.source, other.source, a.matter)) {
                Some(known) => known.absorb(&draft),
                None => drop(drafts.insert((one.source, other.source, a.matter), draft)),
            }
            break;
        }
    }
    drafts.into_values().collect()
}

/// The ways of one matter that one side tells and the other does not, where they have none in common; and those that one tells
/// and the other denies.
fn odds<'w>(one: &'w [Way], other: &'w [Way]) -> Vec<(&'w Way, &'w Way)> {
    let same = |a: &Way, b: &Way| a.matter == b.matter && a.way == b.way;
    // "welcomed" is not what is denied where "agreed to" is
    let is_denied = |a: &Way, b: &Way| same(a, b) && (a.verb.is_none() || a.verb == b.verb);
    let shared = |a: &&Way| !a.denied && other.iter().any(|b| same(a, b) && !b.denied);
    let shared: BTreeSet<Matter> = one.iter().filter(shared).map(|a| a.matter).collect();
    let at_odds = |a: &&'w Way| {
        let against = |b: &&Way| {
            b.matter == a.matter
                && a.beside.as_ref().zip(b.beside.as_ref()).is_none_or(|(a, b)| !a.is_disjoint(b))
                && match (a.denied, b.denied) {
                    (false, false) => b.way != a.way && !shared.contains(&a.matter),
                    (true, true) => false,
                    (true, false) => is_denied(a, b) && !one.iter().any(|own| same(own, a) && !own.denied),
                    (false, true) => is_denied(a, b) && !other.iter().any(|own| same(own, b) && !own.denied),
                }
        };
        other.iter().find(against)
    };
    let mut seen = BTreeSet::new();
    let found = one.iter().filter_map(|a| Some((a, at_odds(&a)?)));
    found.filter(|(a, _)| seen.insert(a.matter)).collect()
}

/// Does a passage tell of what the two tell?
fn is_like(at: usize, pair: &Pair, passages: &Passages) -> bool {
    let alike = [pair.one, pair.other].map(|own| if own == at { 0.0 } else { passages.points(at, own) });
    alike[0].max(alike[1]) >= pair.points * KNOWN
}

pub fn may_be_one(one: &Passage, other: &Passage, affair: &Affair) -> bool {
    let dated = one.days().zip(other.days()).is_none_or(|(a, b)| a.gap(&b) <= ONE_MATTER);
    let published = affair.sources.published(one.source).zip(affair.sources.published(other.source));
    dated && published.is_none_or(|(a, b)| (a - b).num_days().abs() <= ONE_AFFAIR)
}

/// Has a rule spoken of the two?
pub fn is_told_of(one: &Passage, other: &Passage, told: &Told) -> bool {
    one.events.iter().any(|a| other.events.iter().any(|b| told.of_ids(&a.id, &b.id)))
}

#[cfg(test)]
mod tests {
    use crate::model::vocabulary::AccountWay;
    use crate::reconcile::sample::{World, told};

    fn found(one: &str, other: &str) -> usize {
        let world = World::telling([told("wire", one), told("post", other)]);
        let findings = world.reconciled().findings;
        findings.iter().filter(|finding| finding.says.contains("only one of them can be so")).count()
    }

    #[test]
    fn a_captain_leaves_in_one_way() {
        let resigned = "Harbour captain Olav Rem resigned over the lost barge";
        let dismissed = "Olav Rem, who ran the harbour for nine years, was dismissed over a barge";
        assert_eq!(found(resigned, dismissed), 1);
        assert_eq!(found(resigned, "Olav Rem, who ran the harbour for nine years, was not dismissed over a barge"), 0);
        assert_eq!(found(resigned, "The ferry line dismissed two cooks"), 0);
    }

    #[test]
    fn acts_that_a_reader_parted_stay_parted() {
        let mut world = World::telling([
            told("wire", "Harbour captain Olav Rem resigned over the lost barge"),
            told("post", "Olav Rem, who ran the harbour for nine years, was dismissed over a barge"),
        ]);
        world.rulings.part("e0", "e1");
        assert_eq!(world.reconciled().findings.len(), 0);
    }

    #[test]
    fn two_things_that_may_be_so_at_once_are_said_to_be_seldom() {
        let mut world = World::telling([
            told("wire", "Harbour captain Olav Rem bought the lost barge with cash in May"),
            told("post", "Olav Rem, the harbour captain, bought the lost barge in May with a cheque"),
        ]);
        for word in ["cash", "cheque"] {
            world.vocabulary.accounts.add([word]);
            world.vocabulary.account_ways.push(AccountWay {
                matter: 9,
                near: false,
                person: false,
                beside_others: true,
                broad: false,
            });
        }
        let findings = world.reconciled().findings;
        assert!(findings.iter().any(|finding| finding.says.contains("seldom both are so")), "{findings:?}");
    }
}
