//! One person's fate told in two ways of which one can be true: "Rem gave himself up", "Rem, who is 44, was stopped at the airport";
//! or told and denied: "she is being held", "Ms Holm has been neither arrested nor detained".
//!
//! The ways are those the vocabulary has of one person, acts and no places: whose name stands in the sentence need not be who
//! is at a hotel. Each belongs to the person told of before it (`people`), else to the first one of its sentence; the sentences need
//! not be each other's counterpart. What is denied of everybody is denied of each. A text that tells both of that person tells a
//! story, and what a reader parted stays parted. It is words alone, so `low`.

use std::collections::BTreeMap;

use super::told_otherwise::is_told_of;
use super::{Look, Rule, Told};
use crate::reconcile::accounts::{Matter, Way, draft};
use crate::reconcile::affair::Affair;
use crate::reconcile::days::Days;
use crate::reconcile::draft::Draft;
use crate::reconcile::passages::Passage;
use crate::reconcile::people::People;
use crate::reconcile::words::Stem;

/// It bears the name of what it finds.
pub const RULE: Rule = Rule { name: "status_conflict", look: Look::Rest(find) };

/// Days of one turn in somebody's fate.
const ONE_DAY: i64 = 2;
/// What is denied was told at most so many days before, or soon after.
const DENIED_WITHIN: i64 = 14;
/// Ways told of one person that are laid side by side.
const MOST: usize = 48;

/// A way, by the passage that tells it.
#[derive(Clone, Copy)]
struct Fate<'p, 'a> {
    passage: &'p Passage<'a>,
    way: &'p Way,
}

impl Fate<'_, '_> {
    fn source(&self) -> &str {
        self.passage.source
    }

    /// The day of the clause that tells it.
    fn days(&self) -> Option<Days> {
        let holds = |clause: &str| {
            let from = self.passage.text.find(clause);
            from.is_some_and(|from| (from..from + clause.len()).contains(&self.way.byte))
        };
        let mut told = self.passage.events.iter().filter(|event| holds(&event.description));
        told.find_map(|event| Days::of(event.time.as_ref()?))
    }
}

fn find(affair: &Affair, told: &Told) -> Vec<Draft> {
    let mut drafts: BTreeMap<(&str, &str, Option<Stem>), Draft> = BTreeMap::new();
    for ((person, _), fates) in by_person(affair) {
        let fates = affair.left_out.first(MOST, "ways in which one person's fate is told", fates);
        for (number, one) in fates.iter().enumerate() {
            for other in &fates[number + 1..] {
                let (a, b) = (one.passage, other.passage);
                if !are_at_odds(one, other, &fates, affair)
                    || person.is_none() && !is_denied(one, other)
                    || is_told_of(a, b, told)
                {
                    continue;
                }
                let Some(draft) = draft((a, one.way), (b, other.way), affair) else { continue };
                // all that one text denies is one finding
                let key = match (one.way.denied, other.way.denied) {
                    (true, _) => (a.source, a.source, person),
                    (_, true) => (b.source, b.source, person),
                    _ => (a.source, b.source, person),
                };
                match drafts.get_mut(&key) {
                    Some(known) => known.absorb(&draft),
                    None => drop(drafts.insert(key, draft)),
                }
            }
        }
    }
    drafts.into_values().collect()
}

/// What is told of each person in each matter; of nobody known by name where one source says that it befell nobody at all.
fn by_person<'p, 'a>(affair: &'p Affair<'a>) -> BTreeMap<(Option<Stem>, Matter), Vec<Fate<'p, 'a>>> {
    let people = People::of(affair);
    let mut by_person: BTreeMap<(Option<Stem>, Matter), Vec<Fate>> = BTreeMap::new();
    for passage in &affair.passages.told {
        let ways: Vec<&Way> = passage.ways.iter().filter(|way| way.person).collect();
        if ways.is_empty() {
            continue;
        }
        let stands_for = passage.events.iter().map(|event| event.stands_for.as_str()).find(|name| !name.is_empty());
        let named = people.told_in(passage.text, stands_for.unwrap_or_default());
        for way in ways {
            // "Rem was arrested": the name before it, else the first one
            let before = named.iter().rev().find(|(byte, _)| *byte < way.byte).or(named.first());
            let person = before.map(|(_, person)| *person);
            by_person.entry((person, way.matter)).or_default().push(Fate { passage, way });
            // what is told of anybody stands against what befell nobody
            if person.is_some() && !way.denied {
                by_person.entry((None, way.matter)).or_default().push(Fate { passage, way });
            }
        }
    }
    by_person.retain(|(person, _), fates| person.is_some() || fates.iter().any(|fate| fate.way.of_nobody));
    by_person
}

fn are_at_odds(one: &Fate, other: &Fate, fates: &[Fate], affair: &Affair) -> bool {
    let tells = |source: &str, way: u16| {
        fates.iter().any(|fate| fate.source() == source && fate.way.way == way && !fate.way.denied)
    };
    let near = one.days().zip(other.days()).is_none_or(|(a, b)| a.gap(&b) <= ONE_DAY);
    let apart = one.source() != other.source();
    match (one.way.denied, other.way.denied) {
        (true, true) => false,
        (false, false) => {
            let (a, b) = (one.way.way, other.way.way);
            apart && near && a != b && !tells(one.source(), b) && !tells(other.source(), a)
        }
        (true, false) => apart && is_denial_of(one, other, affair) && !tells(one.source(), other.way.way),
        (false, true) => apart && is_denial_of(other, one, affair) && !tells(other.source(), one.way.way),
    }
}

/// Does one deny something?
fn is_denied(one: &Fate, other: &Fate) -> bool {
    one.way.denied != other.way.denied
}

/// Is what one denies what the other tells, and told by then?
fn is_denial_of(denial: &Fate, told: &Fate, affair: &Affair) -> bool {
    let published = |fate: &Fate| affair.sources.published(fate.source());
    let near = published(denial).zip(published(told)).is_none_or(|(a, b)| (a - b).num_days().abs() <= DENIED_WITHIN);
    let by_then = told.days().zip(published(denial)).is_none_or(|(days, denied)| days.first <= denied);
    denial.way.way == told.way.way && near && by_then
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
    fn what_befell_her_is_denied() {
        let denies = |one: &str, other: &str| {
            let world = World::telling([told("wire", one), told("post", other)]).named("wire", "Ida Holm");
            let mut world = world;
            world.vocabulary = ENGLISH.clone();
            let findings = world.reconciled().findings;
            findings.iter().filter(|finding| finding.says.contains("denies")).count()
        };
        let held = "Friends of Ida Holm, the mayor, say she is being held at the barracks of Halm";
        assert_eq!(denies(held, "Ms Holm has been neither arrested nor detained"), 1);
        assert_eq!(denies(held, "No citizen has been placed in custody"), 1);
        assert_eq!(denies(held, "The barracks have been neither painted nor sold"), 0);
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
