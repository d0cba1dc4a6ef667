//! Whom or what a figure is about: the place, facility or person, and the subgroup its noun narrows it to.

use super::metric::Found;
use super::page::Page;
use crate::model::claim::{Scope, ScopeBasis};
use crate::model::entity::EntityKind;
use crate::model::lexicon::Class;
use crate::model::mention::Mention;
use crate::model::metric::{About, Behaviour};
use crate::model::quantity::Quantity;

/// The scope of a figure.
pub fn of(page: &Page, mention: &Mention, quantity: &Quantity, found: &Found) -> Scope {
    let population = population(page, quantity, found);
    let number = mention.sentence as usize;
    let behaviour = page.vocabulary.metric(&found.id).map(|metric| metric.behaviour);
    let may_be_facility = matches!(behaviour, Some(Behaviour::Capacity | Behaviour::Level));
    if may_be_facility && let Some(facility) = facility(page, mention, quantity) {
        return Scope { entity: facility, kind: Some(EntityKind::Facility), population, basis: ScopeBasis::Clause };
    }
    let about = page.vocabulary.metric(&found.id).map_or(About::Place, |metric| metric.about);
    if about == About::Subject
        && let Some((entity, kind)) = bearer(page, mention, quantity)
    {
        return Scope { entity, kind: Some(kind), population, basis: ScopeBasis::Clause };
    }
    if is_possessed_by_person(page, quantity)
        && let Some(person) = page.last_name(quantity.number.start, |kind| kind == EntityKind::Person)
    {
        let entity = person.name().map(|name| name.canonical.clone()).unwrap_or_default();
        return Scope { entity, kind: Some(EntityKind::Person), population, basis: ScopeBasis::Clause };
    }
    if let Some(entity) = labelled(page, mention) {
        return Scope { entity, kind: Some(EntityKind::Place), population, basis: ScopeBasis::Clause };
    }
    match place(page, number, quantity) {
        Some(entity) => Scope { entity, kind: Some(EntityKind::Place), population, basis: ScopeBasis::Clause },
        None => {
            let entity = page.main_place.clone().unwrap_or_default();
            let kind = (!entity.is_empty()).then_some(EntityKind::Place);
            Scope { entity, kind, population, basis: ScopeBasis::Document }
        }
    }
}

/// The facility a clause speaks of: named in it, or meant by "the prison", "this complex", "it".
fn facility(page: &Page, mention: &Mention, quantity: &Quantity) -> Option<String> {
    let number = mention.sentence as usize;
    let is_facility = |m: &&Mention| m.name().is_some_and(|name| name.kind == EntityKind::Facility);
    let before = |m: &&Mention| m.span.end <= quantity.number.start;
    let inside = page.in_sentence(number);
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
    let inside = page.in_sentence(mention.sentence as usize);
    let before = inside.iter().take_while(|m| m.span.end <= quantity.number.start);
    let (name, at) =
        before.filter_map(|m| Some((m.name()?, m.span))).filter(|(name, _)| name.kind != EntityKind::Place).last()?;
    // a source named in passing ("the commission said") bears nothing
    let next = page.tokens(at).end;
    let is_source = page.words.is(next, Class::REPORTING);
    (!is_source).then(|| (name.canonical.clone(), name.kind))
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
    let name =
        page.in_sentence(mention.sentence as usize).iter().rfind(|m| m.name().is_some() && m.span.end == before)?;
    name.name().map(|name| name.canonical.clone())
}

/// A place in the figure's clause, else alone in its sentence: what stands after "in" comes first.
fn place(page: &Page, number: usize, quantity: &Quantity) -> Option<String> {
    let is_place = |m: &&Mention| m.name().is_some_and(|name| name.kind == EntityKind::Place);
    let canonical = |m: &Mention| m.name().map(|name| name.canonical.clone()).unwrap_or_default();
    let clause = page.clauses(number)[page.clause_of(number, quantity.number)].clone();
    let inside = page.in_sentence(number);
    let in_clause: Vec<&Mention> =
        inside.iter().filter(is_place).filter(|m| clause.contains(&page.words.at_byte(m.span.start))).collect();
    let after_in = |m: &&&Mention| {
        let at = page.words.at_byte(m.span.start);
        at > 0 && page.words.says_any(at - 1, &["in", "across", "throughout", "at", "near", "inside", "within"])
    };
    let located = in_clause.iter().filter(after_in).min_by_key(|m| m.span.gap(quantity.number));
    if let Some(place) = located.or_else(|| in_clause.iter().min_by_key(|m| m.span.gap(quantity.number))) {
        return Some(canonical(place));
    }
    let mut places: Vec<String> = inside.iter().filter(is_place).map(canonical).collect();
    places.sort();
    places.dedup();
    match places.len() {
        1 => places.pop(),
        _ => places.into_iter().find(|place| Some(place) == page.main_place.as_ref()),
    }
}

/// The subgroup: the counted noun with its modifiers, unless it is the metric's own noun or people in general.
fn population(page: &Page, quantity: &Quantity, found: &Found) -> String {
    let (Some(counted), Some(head)) = (quantity.counted, quantity.head) else { return String::new() };
    let head = page.tokens(head).start;
    let lemma = page.words.lemma(head);
    let is_everybody =
        matches!(lemma, "person" | "people" | "individual" | "human" | "resident" | "citizen" | "inhabitant");
    let is_narrowing = page.words.is(head, Class::GENERIC)
        || matches!(found.rule, "verb" | "object" | "act" | "part_of_the_figure_before");
    let modified = page.tokens(counted).len() > 1;
    if !is_narrowing || is_everybody && !modified || found.rule == "counted" {
        return String::new();
    }
    page.text(counted).split_whitespace().map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}
