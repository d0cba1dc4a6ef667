//! Whom or what a figure is about: the place, facility or person, and the subgroup its noun narrows it to.

mod place;
mod population;

pub use self::place::heading;

use super::metric::Found;
use super::page::Page;
use crate::model::claim::{Scope, ScopeBasis};
use crate::model::entity::EntityKind;
use crate::model::lexicon::Class;
use crate::model::mention::Mention;
use crate::model::metric::{About, Behaviour};
use crate::model::quantity::Quantity;

/// The scope of a figure. `heading`: what the last heading before it names.
pub fn of(page: &Page, mention: &Mention, quantity: &Quantity, found: &Found, heading: Option<&str>) -> Scope {
    let population = population::of(page, quantity, found);
    let behaviour = page.vocabulary.metric(&found.id).map(|metric| metric.behaviour);
    let may_be_facility = matches!(behaviour, Some(Behaviour::Capacity | Behaviour::Level));
    let here = |entity: String, kind: EntityKind| Scope {
        entity: entity.into(),
        kind: Some(kind),
        population: population.clone().into(),
        basis: ScopeBasis::Clause,
    };
    if may_be_facility && let Some(facility) = facility(page, mention, quantity) {
        return here(facility, EntityKind::Facility);
    }
    let about = page.vocabulary.metric(&found.id).map_or(About::Place, |metric| metric.about);
    if about == About::Subject
        && let Some((entity, kind)) = bearer(page, mention, quantity)
    {
        return here(entity, kind);
    }
    if is_possessed_by_person(page, quantity)
        && let Some(person) = page.last_name(quantity.number.start, |kind| kind == EntityKind::Person)
    {
        return here(person.name().map(|name| name.canonical.clone()).unwrap_or_default(), EntityKind::Person);
    }
    if let Some(entity) = labelled(page, mention) {
        return here(entity, EntityKind::Place);
    }
    let (entity, basis) = place::of(page, mention, quantity, heading);
    let kind = (!entity.is_empty()).then_some(EntityKind::Place);
    Scope { entity: entity.into(), kind, population: population.into(), basis }
}

/// The facility a clause speaks of: named in it, or meant by "the prison", "this complex", "it".
fn facility(page: &Page, mention: &Mention, quantity: &Quantity) -> Option<String> {
    let number = mention.sentence as usize;
    let is_facility = |m: &&Mention| m.name().is_some_and(|name| name.kind == EntityKind::Facility);
    let before = |m: &&Mention| m.span.end <= quantity.number.start;
    let inside = page.around(number, mention.span);
    if let Some(name) = inside.iter().filter(is_facility).rfind(before) {
        return name.name().map(|name| name.canonical.clone());
    }
    // the subject of the sentence is a definite facility
    let start = page.sentence(number).tokens.start;
    let until = page.tokens(quantity.number).start;
    let subject = (start..until.min(start + 8))
        .find(|&at| page.words.is(at, Class::FACILITY) && !page.words.is(at, Class::PLURAL));
    let is_definite = page.words.is(start, Class::DEFINITE) || page.words.says(start, "it");
    let meant = subject.filter(|_| is_definite).is_some() || page.words.says(start, "it");
    if !meant {
        return None;
    }
    let named = page.last_name(quantity.number.start, |kind| kind == EntityKind::Facility)?;
    named.name().map(|name| name.canonical.clone())
}

/// The party, person or company a figure belongs to: the last one named before it in the sentence, unless the figure counts
/// everybody's ("3,417,900 voters cast a ballot").
fn bearer(page: &Page, mention: &Mention, quantity: &Quantity) -> Option<(String, EntityKind)> {
    let inside = page.around(mention.sentence as usize, mention.span);
    let before = inside.iter().take_while(|m| m.span.end <= quantity.number.start);
    let (name, at) =
        before.filter_map(|m| Some((m.name()?, m.span))).filter(|(name, _)| name.kind != EntityKind::Place).last()?;
    // a source named in passing ("the commission said") bears nothing; who "reported revenue of" so much does
    let next = page.tokens(at).end;
    let of_its_own = page.words.says(page.tokens(mention.span).start.wrapping_sub(1), "of");
    let is_source = page.words.is(next, Class::REPORTING) && !of_its_own;
    // "at the Petition Date", "told RTE": a name of no known kind bears what it is the subject or the owner of
    let before = page.tokens(at).start.wrapping_sub(1);
    let before = if page.words.is(before, Class::DETERMINER) { before.wrapping_sub(1) } else { before };
    let is_beside = name.kind == EntityKind::Unknown
        && (page.words.is(before, Class::PREPOSITION) && !page.words.says(before, "of")
            || page.words.is(before, Class::REPORTING));
    (!is_source && !is_beside).then(|| (name.canonical.clone(), name.kind))
}

/// "his approval rating"
fn is_possessed_by_person(page: &Page, quantity: &Quantity) -> bool {
    let Some(counted) = quantity.counted else { return false };
    let start = page.tokens(counted).start;
    [start, start.wrapping_sub(1)].into_iter().any(|at| page.words.says_any(at, &["his", "her"]))
}

/// "Tarn: 96,300 of 128,400 voters": the name before the colon that stands right before the figure.
fn labelled(page: &Page, mention: &Mention) -> Option<String> {
    let colon = page.tokens(mention.span).start.checked_sub(1).filter(|&at| page.words.is_sign(at, ":"))?;
    let before = page.words.get(colon)?.span.start;
    let name = page
        .around(mention.sentence as usize, mention.span)
        .iter()
        .rfind(|m| m.name().is_some() && m.span.end == before)?;
    name.name().map(|name| name.canonical.clone())
}
