//! Is a figure told as a fact? The verb that governs it says so: "plans to release 600", "could kill 500", "denied that 80".
//!
//! The words left of the figure are walked back to the nearest verb group; when that is one of saying, or there is none, the figure is a
//! subject and the verb group to its right speaks. What is denied is denied however far inside. Every walk is bounded.

use std::ops::Range;

use super::attribution::is_saying;
use super::page::Page;
use crate::model::lexicon::Class;
use crate::model::mention::Mention;
use crate::model::metric::Behaviour;
use crate::model::modality::Modality;
use crate::model::quantity::{Quantity, Role};
use crate::model::vocabulary::Cue;

/// How far left of the figure its verb may stand, and how far a denial, in tokens.
const LEFT: usize = 20;
/// How far to its right, in tokens.
const RIGHT: usize = 14;
/// Longest verb group: "had been planning to release".
const GROUP: usize = 6;

/// How a figure is put, and the modal verb that says so.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Put {
    pub modality: Modality,
    /// "could", "may": a hedge of its own
    pub modal: Option<usize>,
}

/// How the sentence puts a figure whose metric is known by id.
pub fn of(page: &Page, mention: &Mention, quantity: &Quantity, metric: &str) -> Put {
    let number = mention.sentence as usize;
    let sentence = page.sentence(number).tokens.clone();
    let figure = page.tokens(mention.span.join(quantity.number));
    let part = page.part_of(number, figure.start);
    let start = sentence.start.max(figure.start.saturating_sub(LEFT)).max(page.clauses(number)[part].start);
    let is_capacity = page.vocabulary.metric(metric).is_some_and(|metric| metric.behaviour == Behaviour::Capacity);
    // "could hold 300" tells a fact; "up from 41" and "4 of the 19" were so before anything was planned
    let is_old = quantity.role == Role::From || is_whole(page, figure.start);
    if is_capacity || is_old {
        return Put::default();
    }
    if is_denied(page, start..figure.start) {
        return Put { modality: Modality::Denied, modal: None };
    }
    match governing(page, start, figure.start) {
        Some(group) if !speaks(page, &group) => read(page, group, start),
        spoken => {
            let behind = right_of(page, figure.end, &sentence);
            let put = behind.map(|group| read(page, group, start)).unwrap_or_default();
            // "economists had forecast 3.5 percent", "a target of 40": no verb, or one of saying that foresees
            let own = spoken.map_or_else(Put::default, |group| read(page, group, start));
            let named = named_before(page, start, figure.start);
            [put, own, named]
                .into_iter()
                .find(|put| put.modality != Modality::Asserted || put.modal.is_some())
                .unwrap_or_default()
        }
    }
}

/// "of the 4,000": the whole of what is planned, or the like.
fn is_whole(page: &Page, start: usize) -> bool {
    let words = &page.words;
    let before = start.wrapping_sub(1);
    let article = words.is(before, Class::DEFINITE);
    article && words.says(before.wrapping_sub(1), "of")
}

/// "denied that 80 inmates", "dismissed reports of 40 dead", "did not kill 40".
fn is_denied(page: &Page, before: Range<usize>) -> bool {
    let words = &page.words;
    let cue = before.clone().rev().find(|&at| {
        matches!(page.vocabulary.cues.longest_at(words, at), Some((_, Cue::Denied)))
            && words.is(at, Class::VERB)
            && !words.says(at.wrapping_sub(1), "to")
    });
    let that = |at: usize| {
        (at + 1..before.end)
            .any(|at| words.says_any(at, &["that", "having", "killing", "reports", "claims", "allegations"]))
            || words.is(at + 1, Class::GERUND)
    };
    let negated = before.end.checked_sub(3).map(|from| from.max(before.start)..before.end).is_some_and(|near| {
        near.clone().any(|at| words.says_any(at, &["not", "never"]) && words.is(at.wrapping_sub(1), Class::AUXILIARY))
            && !near.clone().any(|at| words.says_any(at, &["more", "less", "fewer", "only", "just", "least"]))
            && near.clone().any(|at| words.is(at, Class::VERB) && !words.is(at, Class::AUXILIARY))
    });
    cue.is_some_and(that) || negated
}

/// The verb group nearest on the left, as long as no comma, bracket or other figure parts it from the figure.
fn governing(page: &Page, start: usize, end: usize) -> Option<Range<usize>> {
    let words = &page.words;
    let verb = (start..end)
        .rev()
        .take_while(|&at| !matches!(words.text(at), ";" | "(" | "—" | "”" | "\""))
        .find(|&at| is_verb(page, at))?;
    // another statement begins behind a comma and a joining word
    let parted =
        (verb + 1..end).any(|at| words.is_sign(at, ",") && words.is(at + 1, Class::SUBORDINATOR | Class::RELATIVE));
    if parted {
        return None;
    }
    Some(group_around(page, verb, start))
}

/// Auxiliaries, adverbs and "plans to" left of a verb belong to its group.
fn group_around(page: &Page, verb: usize, start: usize) -> Range<usize> {
    let words = &page.words;
    let mut first = verb;
    while first > start && verb - first < GROUP {
        let before = first - 1;
        let joins = words.is(
            before,
            Class::AUXILIARY | Class::COPULA | Class::MODAL | Class::ADVERB | Class::NEGATION | Class::FUTURE,
        ) || words.says(before, "to")
            || words.says(first, "to")
                && (words.is(before, Class::VERB) || words.says_any(before, &["likely", "due", "set", "ready"]));
        if !joins || words.is_number(before) {
            break;
        }
        first = before;
    }
    first..verb + 1
}

fn is_verb(page: &Page, at: usize) -> bool {
    let words = &page.words;
    let before = at.wrapping_sub(1);
    let nominal = words.is(before, Class::DETERMINER | Class::ADJECTIVE) || matches!(words.text(before), "’s" | "'s");
    let finite = words.is(at, Class::AUXILIARY | Class::COPULA | Class::MODAL);
    let verb =
        words.is(at, Class::VERB) && words.is(at, Class::PAST | Class::PRESENT | Class::GERUND | Class::PARTICIPLE);
    words.is_word(at) && !words.is_capital(at) && (finite || verb && !nominal)
}

/// A group of saying: what follows is another statement.
fn speaks(page: &Page, group: &Range<usize>) -> bool {
    group.clone().any(|at| is_saying(page, at)) || page.words.says(group.end, "that")
}

/// The first verb group to the right, within the clause.
fn right_of(page: &Page, start: usize, sentence: &Range<usize>) -> Option<Range<usize>> {
    let words = &page.words;
    let end = sentence.end.min(start + RIGHT);
    let stops = |at: &usize| {
        !matches!(words.text(*at), ";" | ":" | "(" | "—") && !words.is(*at, Class::RELATIVE & !Class::DETERMINER)
    };
    let first = (start..end)
        .take_while(stops)
        .find(|&at| words.is(at, Class::AUXILIARY | Class::COPULA | Class::MODAL | Class::PAST) && is_verb(page, at))?;
    let last = (first..end.min(first + GROUP)).take_while(|&at| {
        words.is(at, Class::AUXILIARY | Class::COPULA | Class::MODAL | Class::ADVERB | Class::VERB | Class::FUTURE)
            || words.says(at, "to")
    });
    last.last().map(|last| first..last + 1)
}

/// What a verb group says of what it governs. `start`: how far left its subject may be looked at.
fn read(page: &Page, group: Range<usize>, start: usize) -> Put {
    let words = &page.words;
    let asserted = Put::default();
    let cue = group.clone().find_map(|at| match page.vocabulary.cues.longest_at(words, at) {
        Some((_, Cue::Planned)) => Some(Modality::Planned),
        Some((_, Cue::Forecast)) => Some(Modality::Forecast),
        Some((_, Cue::Target)) => Some(Modality::Target),
        _ => None,
    });
    if let Some(modality) = cue {
        return Put { modality, modal: None };
    }
    let modal =
        group.clone().find(|&at| words.says_any(at, &["could", "would", "may", "might", "will", "shall", "should"]));
    // "the new parliament will hold 62": known already
    let stands = modal.is_some_and(|modal| words.says(modal, "will"))
        && matches!(words.lemma(group.end - 1), "hold" | "have" | "comprise");
    if let Some(modal) = modal.filter(|_| !stands) {
        let perfect = words.says(modal + 1, "have");
        let doubt = words.says_any(modal, &["could", "may", "might"]).then_some(modal);
        let modality = match () {
            // "may have destroyed": it happened or not, the count is only unsure
            () if perfect && words.says_any(modal, &["may", "might"]) => Modality::Asserted,
            () if words.says_any(modal, &["will", "shall"]) || is_reported(page, modal, start) => future(page, &group),
            () => Modality::Hypothetical,
        };
        return Put { modality, modal: doubt };
    }
    // "were to be freed", "is to open 40"
    let to =
        group.clone().find(|&at| words.is(at, Class::COPULA) && words.says(at + 1, "to") && at + 2 < group.end + 2);
    if to.is_some_and(|at| words.is(at + 2, Class::VERB | Class::COPULA)) {
        return Put { modality: Modality::Planned, modal: None };
    }
    // "the goal is 20,000": the subject tells
    if words.is(group.end - 1, Class::COPULA) {
        let subject = start.max(group.start.saturating_sub(4))..group.start;
        return named(page, subject).unwrap_or(asserted);
    }
    asserted
}

/// What will happen by itself is foreseen, what somebody will do is planned.
fn future(page: &Page, group: &Range<usize>) -> Modality {
    let last = group.end - 1;
    let moves = Class::TREND_UP | Class::TREND_DOWN | Class::TREND_LEVEL | Class::COPULA;
    if page.words.is(last, moves) { Modality::Forecast } else { Modality::Planned }
}

/// "said it would send": a future seen from the past.
fn is_reported(page: &Page, modal: usize, start: usize) -> bool {
    page.words.says(modal, "would")
        && (start..modal).any(|at| is_saying(page, at) && page.words.is(at, Class::PAST))
        && !(start..modal).any(|at| page.words.says(at, "if"))
}

/// "a target of 10,000", "its forecast of 3 percent": the noun before "of".
fn named_before(page: &Page, start: usize, end: usize) -> Put {
    let of = end.checked_sub(1).filter(|&of| page.words.says_any(of, &["of", "for", "at"]));
    of.and_then(|of| named(page, start.max(of.saturating_sub(3))..of)).unwrap_or_default()
}

fn named(page: &Page, tokens: Range<usize>) -> Option<Put> {
    tokens.rev().find_map(|at| match page.vocabulary.cues.longest_at(&page.words, at) {
        Some((_, Cue::Target)) => Some(Put { modality: Modality::Target, modal: None }),
        Some((_, Cue::Forecast)) => Some(Put { modality: Modality::Forecast, modal: None }),
        _ => None,
    })
}
