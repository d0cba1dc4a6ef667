//! One person's fate told in two ways of which one can be true: "Rem gave himself up", "Rem, who is 44, was stopped at the airport".
//!
//! The ways are those the vocabulary has of one person, acts and no places: whose name stands in the sentence need not be who
//! is at a hotel. Each belongs to the name before it, else to the first one of its sentence; the sentences need not be each
//! other's counterpart. A text that tells both of that person tells a story, and what a reader parted stays parted. It is words
//! alone, so `low`.

use std::collections::{BTreeMap, BTreeSet};

use super::told_otherwise::is_told_of;
use super::{Look, Rule, Told};
use crate::model::entity::EntityKind;
use crate::model::token::Words;
use crate::reconcile::accounts::{Matter, Way, draft};
use crate::reconcile::affair::Affair;
use crate::reconcile::draft::Draft;
use crate::reconcile::passages::Passage;
use crate::reconcile::words::{Stem, hash, tokens};

/// It bears the name of what it finds.
pub const RULE: Rule = Rule { name: "status_conflict", look: Look::Rest(find) };

/// Days of one turn in somebody's fate.
const ONE_DAY: i64 = 2;
/// Ways told of one person that are laid side by side.
const MOST: usize = 48;

/// A way and whose it is.
struct Fate<'p, 'a> {
    passage: &'p Passage<'a>,
    way: &'p Way,
}

fn find(affair: &Affair, told: &Told) -> Vec<Draft> {
    let people = people(affair);
    let mut by_person: BTreeMap<(Stem, Matter), Vec<Fate>> = BTreeMap::new();
    for passage in &affair.passages.told {
        let ways: Vec<&Way> = passage.ways.iter().filter(|way| way.person && !way.denied).collect();
        if ways.is_empty() {
            continue;
        }
        let named = named(passage, &people, affair);
        for way in ways {
            // "Rem was arrested": the name before it, else the first one
            let before = named.iter().rev().find(|(byte, _)| *byte < way.byte).or(named.first());
            if let Some((_, person)) = before {
                by_person.entry((*person, way.matter)).or_default().push(Fate { passage, way });
            }
        }
    }
    let mut drafts: BTreeMap<(&str, &str, Stem, Matter), Draft> = BTreeMap::new();
    for ((person, matter), fates) in by_person {
        let fates = affair.left_out.first(MOST, "ways in which one person's fate is told", fates);
        for (number, one) in fates.iter().enumerate() {
            for other in &fates[number + 1..] {
                let tells = |source: &str, way: u16| {
                    fates.iter().any(|fate| fate.passage.source == source && fate.way.way == way)
                };
                let (a, b) = (one.passage, other.passage);
                let near = a.days().zip(b.days()).is_none_or(|(a, b)| a.gap(&b) <= ONE_DAY);
                if a.source == b.source
                    || one.way.way == other.way.way
                    || !near
                    || tells(a.source, other.way.way)
                    || tells(b.source, one.way.way)
                    || is_told_of(a, b, told)
                {
                    continue;
                }
                let Some(draft) = draft((a, one.way), (b, other.way), affair) else { continue };
                match drafts.get_mut(&(a.source, b.source, person, matter)) {
                    Some(known) => known.absorb(&draft),
                    None => drop(drafts.insert((a.source, b.source, person, matter), draft)),
                }
            }
        }
    }
    drafts.into_values().collect()
}

/// The last names of the people of a story.
fn people(affair: &Affair) -> BTreeSet<Stem> {
    let named = affair.namings.iter().filter(|naming| naming.kind == Some(EntityKind::Person));
    let speakers = affair.quotes.iter().filter_map(|quote| quote.speaker.as_deref());
    let full = named.map(|naming| naming.name.as_str()).chain(speakers).filter(|name| name.contains(' '));
    full.filter_map(|name| name.rsplit(' ').next()).map(|last| hash(&last.to_lowercase())).collect()
}

/// The people a passage names, each by the byte of the name.
fn named(passage: &Passage, people: &BTreeSet<Stem>, affair: &Affair) -> Vec<(usize, Stem)> {
    let tokens = tokens(passage.text, affair.vocabulary);
    let words = Words { text: passage.text, tokens: &tokens, lexicon: &affair.vocabulary.lexicon };
    let name = |at: usize| {
        let text = words.text(at);
        let own = text.split(['\'', '’']).next().unwrap_or(text);
        let stem = hash(&own.to_lowercase());
        let is_one = text.starts_with(char::is_uppercase) && people.contains(&stem);
        is_one.then_some((words.span(at, at + 1).start as usize, stem))
    };
    (0..tokens.len()).filter_map(name).collect()
}

#[cfg(test)]
mod tests {
    use crate::reconcile::sample::ENGLISH;
    use crate::reconcile::sample::{World, told};

    fn found(one: &str, other: &str) -> usize {
        let world = World::telling([told("wire", one), told("post", other)]).named("wire", "Olav Rem");
        let findings = world.reconciled().findings;
        findings.iter().filter(|finding| finding.says.contains("only one of them can be so")).count()
    }

    #[test]
    fn nobody_is_caught_who_came_of_his_own() {
        let came = "Toward evening a tired Olav Rem surrendered to the harbour guard";
        assert_eq!(found(came, "Rem, the owner of two barges, was caught at a ferry dock by noon"), 1);
        assert_eq!(found(came, "Two cooks were caught at a ferry dock by noon"), 0);
    }

    #[test]
    fn a_place_is_nobodys_fate() {
        let tells = [told("wire", "Rem owns a hotel in Halm"), told("post", "Rem waited at the airport for two hours")];
        let mut world = World::telling(tells).named("wire", "Olav Rem");
        world.vocabulary = ENGLISH.clone();
        assert_eq!(world.reconciled().findings.len(), 0);
    }

    #[test]
    fn acts_that_a_reader_parted_stay_parted() {
        let tells = [
            told("wire", "Toward evening a tired Olav Rem surrendered to the harbour guard"),
            told("post", "Rem, the owner of two barges, was caught at a ferry dock by noon"),
        ];
        let mut world = World::telling(tells).named("wire", "Olav Rem");
        world.rulings.part("e0", "e1");
        assert_eq!(world.reconciled().findings.len(), 0);
    }
}
