//! One matter that two texts tell in two ways of which one can be true: "was stopped at the airport" and "gave himself up",
//! "resigned" and "left by mutual agreement".
//!
//! The vocabulary knows the ways, and the verbs that contradict each other. They must stand in sentences that are each
//! other's counterpart by all that is told in them (`passages`), whatever their words are. A text that tells both tells a
//! story. What is left is told as `low`.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::{Look, Rule, Told};
use crate::model::finding::Severity;
use crate::model::lexicon::Class;
use crate::model::token::Words;
use crate::reconcile::act::{of_words, quoted};
use crate::reconcile::affair::Affair;
use crate::reconcile::draft::Draft;
use crate::reconcile::passages::{Pair, Passage, Passages};
use crate::reconcile::words::{Stem, meaning_at, tokens};

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
/// Words to either side of a way that are right beside it.
const BESIDE: usize = 5;
/// A negation reaches so many words.
const REACH: usize = 3;

/// What the ways are of: accounts first, then pairs of contrary verbs.
type Matter = (bool, u16);

/// One way of telling a matter, as a passage has it.
struct Way {
    matter: Matter,
    way: u16,
    /// told as not so
    denied: bool,
    /// its verb
    verb: Option<Stem>,
    /// the words right beside it, where they must be of one thing
    beside: Option<BTreeSet<Stem>>,
    byte: usize,
    words: String,
}

fn find(affair: &Affair, told: &Told) -> Vec<Draft> {
    let passages = &affair.passages;
    let ways: Vec<Vec<Way>> = passages.told.iter().map(|passage| ways(passage, affair)).collect();
    let mut tellers: BTreeMap<(&str, Matter, u16), Vec<usize>> = BTreeMap::new();
    for (at, ways) in ways.iter().enumerate() {
        for way in ways.iter().filter(|way| !way.denied) {
            tellers.entry((passages.told[at].source, way.matter, way.way)).or_default().push(at);
        }
    }
    let mut drafts: BTreeMap<(&str, &str, Matter), Draft> = BTreeMap::new();
    for pair in passages.pairs.iter().filter(|pair| pair.mass >= MASS && pair.least >= PART) {
        let (one, other) = (&passages.told[pair.one], &passages.told[pair.other]);
        if !may_be_one(one, other, affair) || is_told_of(one, other, told) {
            continue;
        }
        for (a, b) in odds(&ways[pair.one], &ways[pair.other]) {
            let knows = |source: &str, way: &Way| {
                let tells = tellers.get(&(source, way.matter, way.way));
                tells.into_iter().flatten().any(|&at| is_like(at, pair, passages))
            };
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
    let is_shared = |matter: Matter| {
        let told = |a: &&Way| a.matter == matter && !a.denied;
        one.iter().filter(told).any(|a| other.iter().any(|b| same(a, b) && !b.denied))
    };
    let at_odds = |a: &&'w Way| {
        let against = |b: &&Way| {
            b.matter == a.matter
                && a.beside.as_ref().zip(b.beside.as_ref()).is_none_or(|(a, b)| !a.is_disjoint(b))
                && match (a.denied, b.denied) {
                    (false, false) => b.way != a.way && !is_shared(a.matter),
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
    for at in 0..tokens.len() {
        let denied = is_denied(&words, at);
        if !denied && !is_told(&words, at) {
            continue;
        }
        let mut add = |matter: Matter, way: u16, near: bool, length: usize| {
            let span = words.span(at, at + length);
            let is_verb = words.is(at, Class::VERB | Class::PAST) || words.text(at).ends_with("ed");
            let verb = meaning_at(&words, at, vocabulary).1.filter(|_| is_verb).map(|meaning| meaning.stem);
            let beside = near.then(|| beside(&words, at..at + length, affair));
            ways.push(Way {
                matter,
                way,
                denied,
                verb,
                beside,
                byte: span.start as usize,
                words: span.of(text).to_owned(),
            });
        };
        vocabulary.accounts.phrases_at(&words, at, |way, length| {
            if let Some(account) = vocabulary.account_ways.get(usize::from(way)) {
                add((false, account.matter), way, account.near, length);
            }
        });
        for (length, contrary) in vocabulary.contraries.all_at(&words, at) {
            if !denied {
                add((true, contrary.pair), u16::from(contrary.other), true, length);
            }
        }
    }
    ways
}

fn beside(words: &Words, way: Range<usize>, affair: &Affair) -> BTreeSet<Stem> {
    let around = (way.start.saturating_sub(BESIDE)..way.start).chain(way.end..words.len().min(way.end + BESIDE));
    around.filter_map(|at| Some(meaning_at(words, at, affair.vocabulary).1?.stem)).collect()
}

/// "was not taken to hospital", "denies that he was taken to hospital"
fn is_denied(words: &Words, at: usize) -> bool {
    let mut before = (at.saturating_sub(2 * REACH)..at).rev().take_while(|&at| words.is_word(at));
    before.any(|before| {
        let not = words.says_any(before, &["not", "never"]) && before + REACH > at;
        not && words.is(before.wrapping_sub(1), Class::AUXILIARY | Class::COPULA) || words.lemma(before) == "deny"
    })
}

/// No "not", no "would", no "if" and no "to" before it.
fn is_told(words: &Words, at: usize) -> bool {
    let before = (at.saturating_sub(REACH)..at).rev().take_while(|&at| words.is_word(at));
    !words.says(at.wrapping_sub(1), "to")
        && !before.into_iter().any(|at| words.is_open(at) || words.says_any(at, &["if", "whether", "unless"]))
}

fn draft((one, a): (&Passage, &Way), (other, b): (&Passage, &Way), affair: &Affair) -> Option<Draft> {
    let (one, a, other, b) = if a.denied { (other, b, one, a) } else { (one, a, other, b) };
    let told = |passage: &Passage, way: &Way| {
        let clause = passage.event_at(way.byte).map_or("", |event| event.description.as_str());
        let clause = if clause.contains(&way.words) { clause } else { passage.text };
        format!("{} “{}” (“{}”)", affair.sources.name(passage.source), way.words, quoted(clause))
    };
    let says = match a.denied || b.denied {
        false => format!("Of what may be one matter {}, {}: only one of them can be so.", told(one, a), told(other, b)),
        true => format!("What {} tells, {} denies: only one of them can be so.", told(one, a), told(other, b)),
    };
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
