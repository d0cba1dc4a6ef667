//! A story's claims -> the place its figures are about when they name none.
//!
//! The place must be named with figures in two documents, or be one the vocabulary knows and half the documents are about.
//! Among several, a place others are seen to be parts of comes first: where one text counts more in Valdoria than in
//! Serrin, Valdoria is the whole. No place at all is an answer too: then figures without one are about the story itself.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::names::Names;
use crate::model::claim::Claim;
use crate::model::entity::EntityKind;
use crate::model::vocabulary::Vocabulary;

#[derive(Default)]
struct Place {
    named_in: BTreeSet<String>,
    documents: BTreeSet<String>,
    claims: usize,
    parts: BTreeSet<String>,
}

/// The settled name of the main place; `told` is what reading the documents took it for.
pub fn main_place(claims: &[(usize, &Claim)], told: &str, names: &Names, vocabulary: &Vocabulary) -> String {
    let mut places: BTreeMap<String, Place> = BTreeMap::new();
    let mut documents: BTreeSet<&str> = BTreeSet::new();
    // source and metric -> explicit places with their largest value
    let mut largest: BTreeMap<(&str, &str), BTreeMap<String, Decimal>> = BTreeMap::new();
    for (_, claim) in claims {
        documents.insert(&claim.source);
        if claim.scope.entity.is_empty() || !matches!(claim.scope.kind, Some(EntityKind::Place) | None) {
            continue;
        }
        let name = names.of(&claim.scope.entity).to_owned();
        let place = places.entry(name.clone()).or_default();
        place.documents.insert(claim.source.to_string());
        place.claims += 1;
        if !claim.scope.basis.is_inherited() {
            place.named_in.insert(claim.source.to_string());
            if let Some(value) = claim.quantity.value.filter(|_| claim.quantity.unit.as_str() == "count") {
                let most = largest.entry((&claim.source, &claim.metric)).or_default().entry(name).or_default();
                *most = value.max(*most);
            }
        }
    }
    for values in largest.values() {
        let Some((whole, _)) = values.iter().max_by_key(|(name, value)| (**value, std::cmp::Reverse(*name))) else {
            continue;
        };
        let parts: Vec<String> = values.keys().filter(|name| *name != whole).cloned().collect();
        places.entry(whole.clone()).or_default().parts.extend(parts);
    }
    let half = documents.len().div_ceil(2);
    let known = |name: &str| vocabulary.place(name).is_some();
    let may_be =
        |(name, place): &(&String, &Place)| place.named_in.len() >= 2 || known(name) && place.documents.len() >= half;
    let rank = |name: &str, place: &Place| (place.parts.len(), place.documents.len(), place.claims, name == told);
    places
        .iter()
        .filter(may_be)
        .max_by_key(|(name, place)| (rank(name, place), std::cmp::Reverse(name.as_str())))
        .map(|(name, _)| name.clone())
        .unwrap_or_else(|| if known(told) || documents.is_empty() { told.to_owned() } else { String::new() })
}
