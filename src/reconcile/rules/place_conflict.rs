//! One person in two far places on one day.
//!
//! A person is where a clause puts them: "Rubio told reporters in Costa Rica". A place later in the clause, behind a
//! comma or another verb's "that", may be anybody's. Far means two countries, or two places of the vocabulary of which
//! neither lies in the other.

use std::collections::BTreeMap;

use super::{Look, Rule};
use crate::model::document::SourceId;
use crate::model::entity::EntityKind;
use crate::model::event::Status;
use crate::model::finding::Severity;
use crate::model::group::GroupKind;
use crate::reconcile::affair::Affair;
use crate::reconcile::days::{Days, days_words};
use crate::reconcile::draft::{Draft, Witness};
use crate::reconcile::tolerance::Tolerance;

pub const RULE: Rule = Rule { name: "place_conflict", look: Look::Story(find) };

/// Words between a person and the place they are at.
const REACH: usize = 7;

struct Sighting {
    person: String,
    place: String,
    days: Days,
    source: SourceId,
    witness: Witness,
}

fn find(affair: &Affair) -> Vec<Draft> {
    let mut by_day: BTreeMap<(String, chrono::NaiveDate), Vec<Sighting>> = BTreeMap::new();
    for sighting in sightings(affair) {
        by_day.entry((sighting.person.clone(), sighting.days.first)).or_default().push(sighting);
    }
    by_day.into_values().filter_map(|seen| apart(&seen, affair)).collect()
}

fn apart(seen: &[Sighting], affair: &Affair) -> Option<Draft> {
    let pairs = seen.iter().enumerate().flat_map(|(at, a)| seen[at + 1..].iter().map(move |b| (a, b)));
    let far: Vec<(&Sighting, &Sighting)> = pairs.filter(|(a, b)| is_far(&a.place, &b.place, affair)).take(8).collect();
    let (a, b) = *far.first()?;
    let says = format!(
        "{} has {} in {} on {}, {} has the same person in {} on that day.",
        affair.sources.name(&a.source),
        a.person,
        a.place,
        days_words(&a.days),
        affair.sources.name(&b.source),
        b.place,
    );
    let mut draft = Draft::new(Severity::Medium, Tolerance::SameDay, says).kind(GroupKind::Event);
    for sighting in far.iter().flat_map(|(a, b)| [a, b]) {
        draft = draft.witness(sighting.witness.clone());
    }
    Some(draft.value(&a.place).value(&b.place).measured(format!("{} | {} on {}", a.place, b.place, a.days.first)))
}

fn is_far(a: &str, b: &str, affair: &Affair) -> bool {
    let country = |name: &str| {
        let mut name = name.to_owned();
        for _ in 0..8 {
            match affair.vocabulary.place(&name) {
                Some(place) if place.within.is_empty() => return Some(name),
                Some(place) => name = place.within.clone(),
                None => return None,
            }
        }
        None
    };
    matches!((country(a), country(b)), (Some(a), Some(b)) if a != b)
}

fn sightings(affair: &Affair) -> Vec<Sighting> {
    let mut sightings = Vec::new();
    for quote in &affair.quotes {
        if let (Some(person), Some(place), Some(time)) = (&quote.speaker, &quote.place, &quote.time)
            && let Some(days) = Days::of(time).filter(Days::is_day)
        {
            let (person, place) = (affair.names.of(person).to_owned(), affair.names.of(place).to_owned());
            sightings.push(Sighting { person, place, days, source: quote.source.clone(), witness: (*quote).into() });
        }
    }
    let persons = persons(affair);
    for event in affair.events.iter().filter(|event| event.status == Status::Happened && !event.place.is_empty()) {
        let Some(days) = event.time.as_ref().and_then(Days::of).filter(Days::is_day) else { continue };
        for name in &event.participants {
            let person = affair.names.of(name);
            if persons.contains(&person) && stands_at(&event.description, name, &event.place) {
                let (person, place) = (person.to_owned(), affair.names.of(&event.place).to_owned());
                sightings.push(Sighting {
                    person,
                    place,
                    days,
                    source: event.source.clone(),
                    witness: (*event).into(),
                });
            }
        }
    }
    sightings
}

fn persons<'s>(affair: &'s Affair) -> Vec<&'s str> {
    let named = affair.namings.iter().filter(|naming| naming.kind == Some(EntityKind::Person));
    let spoken = affair.quotes.iter().filter_map(|quote| quote.speaker.as_deref());
    let mut persons: Vec<&str> =
        named.map(|naming| naming.name.as_str()).chain(spoken).map(|name| affair.names.of(name)).collect();
    persons.sort_unstable();
    persons.dedup();
    persons
}

/// The place follows the person's name closely, in one statement.
fn stands_at(clause: &str, person: &str, place: &str) -> bool {
    let last = person.rsplit(' ').next().unwrap_or(person);
    let Some(from) = clause.find(last).map(|at| at + last.len()) else { return false };
    let Some(to) = clause[from..].find(place) else { return false };
    let between = &clause[from..from + to];
    let other_statement =
        [",", ";", " that ", " who ", " which ", " whether "].iter().any(|sign| between.contains(sign));
    !other_statement && between.split_whitespace().count() <= REACH
}

#[cfg(test)]
mod tests {
    use crate::reconcile::sample::{leaves_told, quoted, sees_told};

    #[test]
    fn a_minister_in_two_countries() {
        let words = "We will not bargain with stones";
        let a = || quoted("wire", "Elna Varic", words).on("2024-10-05").place("Strelsau");
        let b = |place| quoted("post", "Elna Varic", "The harbour stays open to all").on("2024-10-05").place(place);
        sees_told("place_conflict medium", [a(), b("Grauland")]);
        leaves_told([a(), b("Ruritania")]);
        leaves_told([a(), quoted("post", "Elna Varic", "The harbour stays open").on("2024-10-07").place("Grauland")]);
    }
}
