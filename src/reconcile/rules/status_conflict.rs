//! An act told as agreed in one place and as an offer, a refusal or an open question in another.
//!
//! Acts belong together when they share parties and words; an offer may carry another offer to the agreement it is about. An
//! act that another sentence dates to another time is another act. One finding tells a whole affair, source by source.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::{Look, Rule};
use crate::model::event::{Event, EventKind, Status};
use crate::model::finding::Severity;
use crate::model::lexicon::Class;
use crate::model::token::Words;
use crate::model::vocabulary::Cue;
use crate::reconcile::act::{self, quoted, witness};
use crate::reconcile::affair::Affair;
use crate::reconcile::days::Days;
use crate::reconcile::draft::Draft;
use crate::reconcile::words::{Stem, content, has, has_cue, tokens};

pub const RULE: Rule = Rule { name: "status_conflict", look: Look::Story(find) };

/// Acts this many days apart are two acts.
const ONE_AFFAIR: i64 = 45;
/// Acts of a story that are compared.
const MOST: usize = 160;
/// A denial follows what it denies within so many days.
const DENIED_WITHIN: i64 = 14;
/// What is denied stands within so many words.
const REACH: usize = 12;
/// Places cited for each source and each status.
const CITED: usize = 2;

/// An act with what it is about.
struct Act<'a> {
    event: &'a Event,
    /// an agreement; otherwise an offer, a refusal, an open question
    settled: bool,
    /// "questions remain", "rejected": says that nothing is settled
    open: bool,
    day: Option<NaiveDate>,
    parties: BTreeSet<String>,
    words: BTreeSet<Stem>,
}

fn find(affair: &Affair) -> Vec<Draft> {
    let acts = acts(affair);
    let mut affairs = affairs(&acts);
    attach_denials(&mut affairs, &acts, affair);
    affairs.retain(|members| members.iter().any(|&at| acts[at].settled));
    affairs.into_iter().filter_map(|members| tell(members.into_iter().map(|at| &acts[at]).collect(), affair)).collect()
}

fn acts<'a>(affair: &Affair<'a>) -> Vec<Act<'a>> {
    let lexicon = &affair.vocabulary.lexicon;
    // a sentence that is dated dates its acts, and those of the sentence that goes on from it
    let mut dated: BTreeMap<(&str, u32), NaiveDate> = BTreeMap::new();
    for event in &affair.events {
        if let Some(days) = event.time.as_ref().and_then(Days::of) {
            dated.entry((&event.source, event.sentence.start)).or_insert(days.first);
            for gap in 1..=2 {
                dated.entry((&event.source, event.sentence.end + gap)).or_insert(days.first);
            }
        }
    }
    let offers: BTreeSet<(&str, u32)> = affair
        .events
        .iter()
        .filter(|event| event.span.is_none() && event.status == Status::Offered)
        .map(|event| (&*event.source, event.sentence.start))
        .collect();
    // what is merely negated is laid beside its act elsewhere
    let told = affair.events.iter().filter(|event| event.span.is_none() && event.kind != EventKind::State);
    let acts = told.filter_map(|event| {
        let settled = match event.status {
            Status::Agreed => true,
            Status::Offered | Status::Denied => false,
            Status::Happened | Status::Planned => return None,
        };
        let unsettled = has_cue(&event.sentence_text, affair.vocabulary, Cue::Unsettled);
        let offered_too = offers.contains(&(&*event.source, event.sentence.start));
        // "denied that there was a deal" settles nothing
        if settled && has_cue(&event.description, affair.vocabulary, Cue::Denied) {
            return None;
        }
        // "could reach an agreement", "made an offer, agreeing to": nothing is concluded there
        if settled && (unsettled || offered_too || has(&event.description, lexicon, Class::MODAL | Class::NEGATION)) {
            return None;
        }
        let parties: BTreeSet<String> =
            event.participants.iter().map(|name| affair.names.of(name).to_owned()).collect();
        let mut words: BTreeSet<Stem> = content(&event.sentence_text, lexicon).into_iter().collect();
        for stem in parties.iter().flat_map(|party| content(party, lexicon)) {
            words.remove(&stem);
        }
        let day = dated.get(&(&*event.source, event.sentence.start)).copied();
        let day = day.or_else(|| affair.sources.published(&event.source));
        Some(Act { event, settled, open: unsettled || event.status == Status::Denied, day, parties, words })
    });
    affair.left_out.first(MOST, "agreements, offers and refusals", acts)
}

/// Acts of one affair, by shared parties and words.
fn affairs(acts: &[Act]) -> Vec<Vec<usize>> {
    let mut counts: BTreeMap<Stem, usize> = BTreeMap::new();
    acts.iter().flat_map(|act| &act.words).for_each(|word| *counts.entry(*word).or_default() += 1);
    let weight = |word: &Stem| (1.0 + acts.len() as f64 / counts.get(word).map_or(1.0, |count| *count as f64)).ln();
    let length = |act: &Act| act.words.iter().map(|word| weight(word).powi(2)).sum::<f64>().sqrt();
    let akin = |a: &Act, b: &Act| {
        let near = a.day.zip(b.day).is_none_or(|(a, b)| (a - b).num_days().abs() <= ONE_AFFAIR);
        let both = a.words.intersection(&b.words).map(|word| weight(word).powi(2)).sum::<f64>();
        let cosine = both / (length(a) * length(b)).max(f64::MIN_POSITIVE);
        let needed = match a.parties.intersection(&b.parties).count() {
            0 => 0.3,
            1 => 0.15,
            _ => 0.08,
        };
        near && cosine >= needed
    };
    let mut left: Vec<usize> = (0..acts.len()).collect();
    let mut affairs = Vec::new();
    while let Some(first) = left.first().copied() {
        left.remove(0);
        let mut members = vec![first];
        let mut at = 0;
        while at < members.len() {
            let (joined, others): (Vec<usize>, Vec<usize>) =
                left.iter().partition(|&&other| akin(&acts[members[at]], &acts[other]));
            members.extend(joined);
            left = others;
            at += 1;
        }
        members.sort_unstable();
        affairs.push(members);
    }
    affairs
}

/// "Denied that there was a deal" has hardly a word of its own: it goes to the agreement whose parties or words it shares,
/// or to the only one its days know of. A deal with somebody the agreement does not name is another deal.
fn attach_denials(affairs: &mut Vec<Vec<usize>>, acts: &[Act], affair: &Affair) {
    let is_settled = |members: &Vec<usize>| members.iter().any(|&at| acts[at].settled);
    let (settled, others): (Vec<Vec<usize>>, Vec<Vec<usize>>) =
        std::mem::take(affairs).into_iter().partition(is_settled);
    *affairs = settled;
    let known = affairs.clone();
    for members in others {
        let mut left = Vec::new();
        for at in members {
            match home(&acts[at], &known, acts, affair) {
                Some(home) => {
                    affairs[home].push(at);
                    affairs[home].sort_unstable();
                }
                None => left.push(at),
            }
        }
        if !left.is_empty() {
            affairs.push(left);
        }
    }
}

/// The affair whose agreement a bare denial denies.
fn home(denial: &Act, settled: &[Vec<usize>], acts: &[Act], affair: &Affair) -> Option<usize> {
    if denial.event.status != Status::Denied {
        return None;
    }
    let denied = denied_accord(&denial.event.description, affair)?;
    let lexicon = &affair.vocabulary.lexicon;
    let with: BTreeSet<&String> = denial.parties.iter().filter(|party| denied.contains(party.as_str())).collect();
    let near = |act: &Act| {
        act.settled
            && act.event.source != denial.event.source
            && act.day.zip(denial.day).is_none_or(|(a, b)| (0..=DENIED_WITHIN).contains(&(b - a).num_days()))
            && with.iter().all(|party| act.parties.contains(*party))
    };
    let open: Vec<usize> =
        (0..settled.len()).filter(|&at| settled[at].iter().any(|&member| near(&acts[member]))).collect();
    let kin = |at: &&usize| {
        settled[**at].iter().map(|&member| &acts[member]).filter(|act| near(act)).any(|act| {
            !act.parties.is_disjoint(&denial.parties)
                || content(denied, lexicon).iter().any(|stem| act.words.contains(stem))
        })
    };
    let akin: Vec<&usize> = open.iter().filter(kin).collect();
    match (&akin[..], &open[..]) {
        ([one], _) => Some(**one),
        ([], [only]) if settled.len() == 1 => Some(*only),
        _ => None,
    }
}

/// What follows "denied that there was an agreement": the parties, as a rule.
fn denied_accord<'t>(clause: &'t str, affair: &Affair) -> Option<&'t str> {
    let vocabulary = affair.vocabulary;
    let tokens = tokens(clause, vocabulary);
    let words = Words { text: clause, tokens: &tokens, lexicon: &vocabulary.lexicon };
    let cue = |at: usize, wanted: Cue| {
        vocabulary.cues.all_at(&words, at).find(|(_, cue)| **cue == wanted).map(|(length, _)| at + length)
    };
    let denies = (0..tokens.len()).find_map(|at| cue(at, Cue::Denied))?;
    // "rejected a deal" refuses an offer; only what is said not to be there is denied: "that there was", "any"
    let end = tokens.len().min(denies + REACH);
    let exists = (denies..end).find(|&at| words.says_any(at, &["there", "any", "having", "reaching", "reached"]))?;
    let after = (exists..end).find_map(|at| cue(at, Cue::Accord))?;
    Some(tokens.get(after).map_or("", |token| &clause[token.span.start as usize..]))
}

fn tell(members: Vec<&Act>, affair: &Affair) -> Option<Draft> {
    let settled: Vec<&Act> = members.iter().copied().filter(|act| act.settled).collect();
    let (open, offered): (Vec<&Act>, Vec<&Act>) =
        members.iter().copied().filter(|act| !act.settled).partition(|act| act.open);
    let agreement = *settled.first()?;
    // an offer of another source stands against an agreement; inside one source only what is said to be open does
    let against: Vec<&Act> = open
        .iter()
        .chain(&offered)
        .copied()
        .filter(|act| {
            // a text that tells of a deal and of its refusal tells a story
            let still_open = act.open && act.event.status != Status::Denied;
            still_open || settled.iter().all(|other| other.event.source != act.event.source)
        })
        .collect();
    let elsewhere = |act: &&&Act| act.event.source != agreement.event.source;
    let other = *against.iter().find(|act| act.open && elsewhere(act)).or(against.first())?;
    let severity = if open.is_empty() { Severity::Low } else { Severity::Medium };
    let state = match other.event.status {
        Status::Denied => "refused",
        _ if other.open => "still open",
        _ => "an offer",
    };
    let says = format!(
        "{} tells it as agreed (“{}”), {} as {state} (“{}”).",
        affair.sources.name(&agreement.event.source),
        quoted(&agreement.event.description),
        affair.sources.name(&other.event.source),
        quoted(&other.event.description),
    );
    let mut draft = act::of_words(severity, says);
    let mut cited: BTreeMap<(&str, bool), usize> = BTreeMap::new();
    for act in [agreement, other].into_iter().chain(settled.iter().copied()).chain(against.iter().copied()) {
        let times = cited.entry((&act.event.source, act.settled)).or_default();
        if *times < CITED && draft.witnesses.iter().all(|witness| witness.id != act.event.id) {
            *times += 1;
            draft = draft.witness(witness(act.event));
        }
    }
    let measured = format!("{} told as agreed, {} as not settled", settled.len(), against.len());
    Some(draft.value("agreed").value(state).measured(measured))
}

#[cfg(test)]
mod tests {
    use crate::model::event::Status;
    use crate::reconcile::sample::{Told, leaves_told, sees_told, told};

    fn agreed(source: &str) -> Told {
        let clause = "The government and the Fair Fares coalition agreed to open talks on bus fares";
        told(source, clause).status(Status::Agreed).with(&["Fair Fares"])
    }

    #[test]
    fn agreed_here_and_refused_there() {
        let clause = "The Fair Fares coalition rejected the talks on bus fares that the government wanted";
        sees_told(
            "status_conflict medium",
            [agreed("wire"), told("post", clause).status(Status::Denied).with(&["Fair Fares"])],
        );
    }

    #[test]
    fn an_offer_alone_weighs_less() {
        let clause = "The government offered the Fair Fares coalition talks on bus fares";
        let offer = |source| told(source, clause).status(Status::Offered).with(&["Fair Fares"]);
        sees_told("status_conflict low", [agreed("wire"), offer("post")]);
        leaves_told([agreed("wire"), offer("wire")]);
        leaves_told([offer("wire"), offer("post")]);
    }

    #[test]
    fn a_bare_denial_is_about_the_only_agreement_of_its_days() {
        let pay = || {
            let clause = "Norvik Motors and the metal union have agreed to a pay rise";
            told("wire", clause).status(Status::Agreed).with(&["Norvik Motors"])
        };
        let denial = |clause: &str| told("post", clause).status(Status::Denied);
        sees_told("status_conflict medium", [pay(), denial("The chairman denied that there was a deal")]);
        let other = denial("The chairman denied that there was a deal with Carrow Steel").with(&["Carrow Steel"]);
        leaves_told([pay(), other]);
        leaves_told([pay(), denial("The chairman denied that he had been asked")]);
        let truce = |source: &str| {
            let clause = "The army and the rebels of Danar have agreed to lay down arms";
            told(source, clause).status(Status::Agreed).with(&["Danar"])
        };
        let denied = denial("The general denied that there was a ceasefire in Danar").with(&["Danar"]);
        sees_told("status_conflict medium", [truce("wire"), denied]);
        leaves_told([pay(), truce("wire"), denial("The chairman denied that there was a deal")]);
    }

    #[test]
    fn another_affair_is_another_matter() {
        let clause = "Parliament rejected the budget of the navy by a wide margin";
        leaves_told([agreed("wire"), told("post", clause).status(Status::Denied)]);
    }
}
