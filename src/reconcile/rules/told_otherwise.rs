//! One matter that two texts tell in two ways of which one can be true: "was stopped at the airport" and "gave himself up",
//! "resigned" and "left by mutual agreement".
//!
//! The vocabulary knows the ways, and the verbs that contradict each other. They must stand in sentences that are each
//! other's counterpart by all that is told in them (`passages`), whatever their words are. A text that tells both tells a
//! story. What is left is told as `low`.

use std::collections::{BTreeMap, BTreeSet};

use super::{Look, Rule, Told};
use crate::model::finding::Severity;
use crate::model::token::Words;
use crate::reconcile::act::{of_words, quoted};
use crate::reconcile::affair::Affair;
use crate::reconcile::draft::Draft;
use crate::reconcile::passages::{Pair, Passage, Passages};
use crate::reconcile::words::tokens;

/// It bears the name of what it finds.
pub const RULE: Rule = Rule { name: "status_conflict", look: Look::Rest(find) };

/// So much must two sentences have in common.
const MASS: f64 = 0.9;
/// Told for days further apart, it may have changed.
const ONE_MATTER: i64 = 7;
/// Published further apart, in days, too.
const ONE_AFFAIR: i64 = 60;
/// A text knows the other's way where it tells it in words at least this much as like.
const KNOWN: f64 = 0.5;
/// A negation reaches so many words.
const REACH: usize = 3;

/// What the ways are of: accounts first, then pairs of contrary verbs.
type Matter = (bool, u16);

/// One way of telling a matter, as a passage has it.
struct Way {
    matter: Matter,
    way: u16,
    byte: usize,
    words: String,
}

fn find(affair: &Affair, told: &Told) -> Vec<Draft> {
    let passages = &affair.passages;
    let ways: Vec<Vec<Way>> = passages.told.iter().map(|passage| ways(passage, affair)).collect();
    let mut tellers: BTreeMap<(&str, Matter, u16), Vec<usize>> = BTreeMap::new();
    for (at, ways) in ways.iter().enumerate() {
        for way in ways {
            tellers.entry((passages.told[at].source, way.matter, way.way)).or_default().push(at);
        }
    }
    let mut drafts: BTreeMap<(&str, &str, Matter), Draft> = BTreeMap::new();
    for pair in passages.pairs.iter().filter(|pair| pair.mass >= MASS) {
        let (one, other) = (&passages.told[pair.one], &passages.told[pair.other]);
        if !may_be_one(one, other, affair) || is_told_of(one, other, told) {
            continue;
        }
        for (a, b) in odds(&ways[pair.one], &ways[pair.other]) {
            let knows = |source: &str, way: &Way| {
                let tells = tellers.get(&(source, way.matter, way.way));
                tells.into_iter().flatten().any(|&at| is_like(at, pair, passages))
            };
            if knows(one.source, b) || knows(other.source, a) {
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

/// The ways of one matter that one side tells and the other does not, where they have none in common.
fn odds<'w>(one: &'w [Way], other: &'w [Way]) -> Vec<(&'w Way, &'w Way)> {
    let shared: BTreeSet<Matter> =
        one.iter().filter(|a| other.iter().any(|b| a.matter == b.matter && a.way == b.way)).map(|a| a.matter).collect();
    let mut seen = BTreeSet::new();
    one.iter()
        .filter(|a| !shared.contains(&a.matter))
        .filter_map(|a| Some((a, other.iter().find(|b| b.matter == a.matter)?)))
        .filter(|(a, _)| seen.insert(a.matter))
        .collect()
}

/// Does a passage tell of what the two tell?
fn is_like(at: usize, pair: &Pair, passages: &Passages) -> bool {
    let alike =
        [pair.one, pair.other].map(|own| if own == at { 0.0 } else { passages.points(at, own) });
    alike[0].max(alike[1]) >= pair.points * KNOWN
}

fn may_be_one(one: &Passage, other: &Passage, affair: &Affair) -> bool {
    let dated = one.days().zip(other.days()).is_none_or(|(a, b)| a.gap(&b) <= ONE_MATTER);
    let published = affair.sources.published(one.source).zip(affair.sources.published(other.source));
    dated && published.is_none_or(|(a, b)| (a - b).num_days().abs() <= ONE_AFFAIR)
}

/// Has a rule spoken of the two?
fn is_told_of(one: &Passage, other: &Passage, told: &Told) -> bool {
    one.events.iter().any(|a| other.events.iter().any(|b| told.of_ids(&a.id, &b.id)))
}

fn ways(passage: &Passage, affair: &Affair) -> Vec<Way> {
    let (text, vocabulary) = (passage.text, affair.vocabulary);
    let tokens = tokens(text, vocabulary);
    let words = Words { text, tokens: &tokens, lexicon: &vocabulary.lexicon };
    let mut ways = Vec::new();
    if text.trim_end().ends_with('?') {
        return ways;
    }
    for at in (0..tokens.len()).filter(|&at| is_told(&words, at)) {
        let mut add = |matter: Matter, way: u16, length: usize| {
            let span = words.span(at, at + length);
            ways.push(Way { matter, way, byte: span.start as usize, words: span.of(text).to_owned() });
        };
        vocabulary.accounts.phrases_at(&words, at, |way, length| {
            add((false, vocabulary.account_matters.get(usize::from(way)).copied().unwrap_or_default()), way, length);
        });
        for (length, contrary) in vocabulary.contraries.all_at(&words, at) {
            add((true, contrary.pair), u16::from(contrary.other), length);
        }
    }
    ways
}

/// No "not", no "would", no "if" and no "to" before it.
fn is_told(words: &Words, at: usize) -> bool {
    let before = (at.saturating_sub(REACH)..at).rev().take_while(|&at| words.is_word(at));
    !words.says(at.wrapping_sub(1), "to")
        && !before.into_iter().any(|at| words.is_open(at) || words.says_any(at, &["if", "whether", "unless"]))
}

fn draft((one, a): (&Passage, &Way), (other, b): (&Passage, &Way), affair: &Affair) -> Option<Draft> {
    let told = |passage: &Passage, way: &Way| {
        let clause = passage.event_at(way.byte).map_or("", |event| event.description.as_str());
        let clause = if clause.contains(&way.words) { clause } else { passage.text };
        format!("{} “{}” (“{}”)", affair.sources.name(passage.source), way.words, quoted(clause))
    };
    let says = format!("Of what may be one matter {}, {}: only one of them can be so.", told(one, a), told(other, b));
    let draft = of_words(Severity::Low, says).witness(one.witness(a.byte)?).witness(other.witness(b.byte)?);
    Some(draft.value(&*a.words).value(&*b.words).measured(format!("{} | {}", a.words, b.words)))
}

#[cfg(test)]
mod tests {
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
}
