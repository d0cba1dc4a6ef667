//! What two sources tell in verbs that contradict each other: "accepted the fine" and "appealed against the fine", "resigned"
//! and "was dismissed", "confirmed that the valve was open" and "denied that it was".
//!
//! The vocabulary pairs the verbs. They must be told of one matter: the two share rare words beside the verb, or a person
//! or body and little else is said. Days that cannot be one part them.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::{Look, Rule};
use crate::model::event::Event;
use crate::model::finding::Severity;
use crate::model::lexicon::Class;
use crate::model::token::Words;
use crate::reconcile::act::{self, Sentence, capitals, quoted};
use crate::reconcile::affair::Affair;
use crate::reconcile::days::Days;
use crate::reconcile::draft::Draft;
use crate::reconcile::occasion::Rarity;
use crate::reconcile::words::{Stem, meaning_at};

/// It bears the name of what it finds.
pub const RULE: Rule = Rule { name: "status_conflict", look: Look::Story(find) };

/// Acts told for days further apart are two; undated ones are told within so many days.
const ONE_DAY: i64 = 2;
const ONE_AFFAIR: i64 = 30;
/// Acts laid beside each other.
const MOST: usize = 400;
/// Words of a clause by which it is known what the act is about, on either side of the verb.
const BEFORE: usize = 12;
const BEHIND: usize = 10;
/// How rare the shared words must be in all, in the clauses; to be sure, with one that stands behind both verbs.
const ENOUGH: f64 = 4.0;
const SURE: f64 = 7.0;

/// An act with a verb of a pair.
struct Act<'a> {
    event: &'a Event,
    pair: u16,
    other: bool,
    verb: &'a str,
    days: Option<Days>,
    told: Option<chrono::NaiveDate>,
    /// before the verb, behind it, and capitalised words of the sentence
    subject: BTreeSet<Stem>,
    object: BTreeSet<Stem>,
    names: BTreeSet<Stem>,
}

fn find(affair: &Affair) -> Vec<Draft> {
    let acts = acts(affair);
    if acts.len() < 2 {
        return Vec::new();
    }
    let rarity = Rarity::of(&affair.events, affair.vocabulary);
    let mut by_pair: BTreeMap<u16, Vec<&Act>> = BTreeMap::new();
    acts.iter().for_each(|act| by_pair.entry(act.pair).or_default().push(act));
    let mut drafts: HashMap<(&str, &str, u16), Draft> = HashMap::new();
    let mut order = Vec::new();
    for acts in by_pair.values() {
        let (ones, others): (Vec<&Act>, Vec<&Act>) = acts.iter().copied().partition(|act| !act.other);
        for one in &ones {
            for other in &others {
                let Some(sure) = of_one_matter(one, other, &rarity) else { continue };
                // a source that tells both tells a story
                let tells_both = |source: &str| {
                    ones.iter().any(|act| *act.event.source == *source)
                        && others.iter().any(|act| *act.event.source == *source)
                };
                let both = tells_both(&one.event.source) || tells_both(&other.event.source);
                let draft = draft(one, other, sure && !both, affair);
                let key = (&*one.event.source, &*other.event.source, one.pair);
                match drafts.get_mut(&key) {
                    Some(known) => known.absorb(&draft),
                    None => {
                        drafts.insert(key, draft);
                        order.push(key);
                    }
                }
            }
        }
    }
    order.into_iter().filter_map(|key| drafts.remove(&key)).collect()
}

fn acts<'a>(affair: &Affair<'a>) -> Vec<Act<'a>> {
    let mut seen: BTreeSet<(&str, u32, u16, bool)> = BTreeSet::new();
    let mut acts = Vec::new();
    let mut left = 0;
    for event in affair.events.iter().copied() {
        let full = acts.len() > MOST;
        let Some(sentence) = Sentence::of(event, affair.vocabulary) else { continue };
        let words = sentence.words();
        for at in sentence.clause.clone() {
            for (length, contrary) in affair.vocabulary.contraries.all_at(&words, at) {
                let new = || (&*event.source, event.sentence.start, contrary.pair, contrary.other);
                if !is_told(&words, at, &sentence.clause) || !seen.insert(new()) {
                    continue;
                }
                if full {
                    left += 1;
                    continue;
                }
                acts.push(Act {
                    event,
                    pair: contrary.pair,
                    other: contrary.other,
                    verb: words.span(at, at + length).of(&event.sentence_text),
                    days: event.time.as_ref().and_then(Days::of),
                    told: affair.sources.published(&event.source),
                    subject: stems(&words, at.saturating_sub(BEFORE)..at, affair),
                    object: stems(&words, at + length..words.len().min(at + length + BEHIND), affair),
                    names: stems(&words, capitals(&words), affair),
                });
            }
        }
    }
    affair.left_out.add("acts told in verbs that have a contrary", left);
    acts
}

/// A verb told as done: no "not", no "would", no "to" before it.
fn is_told(words: &Words, at: usize, clause: &std::ops::Range<usize>) -> bool {
    let past = words.is(at, Class::PAST | Class::PARTICIPLE | Class::GERUND);
    let before = at.saturating_sub(4).max(clause.start)..at;
    past && !words.says(at.wrapping_sub(1), "to") && !before.clone().any(|at| words.is_open(at) || words.says(at, "if"))
}

fn stems(words: &Words, places: impl Iterator<Item = usize>, affair: &Affair) -> BTreeSet<Stem> {
    places.filter_map(|at| Some(meaning_at(words, at, affair.vocabulary).1?.stem)).collect()
}

/// Are both told of one matter, and surely so? None when they are not.
fn of_one_matter(one: &Act, other: &Act, rarity: &Rarity) -> Option<bool> {
    let published = || one.told.zip(other.told).is_none_or(|(a, b)| (a - b).num_days().abs() <= ONE_AFFAIR);
    let near = match one.days.zip(other.days) {
        Some((a, b)) => a.gap(&b) <= ONE_DAY,
        None => published(),
    };
    if one.event.source == other.event.source || !near {
        return None;
    }
    let all = |act: &Act| -> BTreeSet<Stem> { act.subject.union(&act.object).copied().collect() };
    let shared: Vec<Stem> = all(one).intersection(&all(other)).copied().collect();
    let behind = one.object.intersection(&other.object).count();
    let named = one.names.intersection(&other.names).count();
    let strength: f64 = shared.iter().map(|stem| rarity.of_word(stem)).sum();
    let bare = one.object.len().min(other.object.len()) <= 1;
    // who did it: without a word in common before the verb, two parties may each have done their own
    let doer = one.subject.is_empty() || other.subject.is_empty() || !one.subject.is_disjoint(&other.subject);
    let one_matter = strength >= ENOUGH && (shared.len() >= 2 && (behind > 0 || bare) || bare && named > 0);
    one_matter.then_some(strength >= SURE && behind > 0 && doer && !one.subject.is_empty() && !other.subject.is_empty())
}

fn draft(one: &Act, other: &Act, sure: bool, affair: &Affair) -> Draft {
    let says = format!(
        "{} writes “{}” (“{}”), {} “{}” (“{}”): of one act only one of them can be told.",
        affair.sources.name(&one.event.source),
        one.verb,
        quoted(&one.event.description),
        affair.sources.name(&other.event.source),
        other.verb,
        quoted(&other.event.description),
    );
    let severity = if sure { Severity::Medium } else { Severity::Low };
    let draft = act::draft(severity, says, one.event, other.event);
    draft.value(one.verb).value(other.verb).measured(format!("{} | {}", one.verb, other.verb))
}

#[cfg(test)]
mod tests {
    use crate::reconcile::sample::{leaves_told, sees_told, told};

    #[test]
    fn a_plan_is_accepted_or_rejected() {
        let yes = |day| told("wire", "The port council accepted the dredging plan of Karsk").on(day);
        let no = |clause: &str, day| told("post", clause).on(day);
        let rejected = "The port council rejected the dredging plan of Karsk";
        sees_told("status_conflict medium", [yes("2024-05-04"), no(rejected, "2024-05-04")]);
        // on another day the council thinks again
        leaves_told([yes("2024-05-04"), no(rejected, "2024-05-21")]);
        leaves_told([yes("2024-05-04"), no("The port council would have rejected the plan of Karsk", "2024-05-04")]);
        leaves_told([yes("2024-05-04"), no("The union rejected a pay offer from the shipyard", "2024-05-04")]);
        leaves_told([yes("2024-05-04"), told("wire", rejected).on("2024-05-04")]);
    }
}
