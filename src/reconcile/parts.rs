//! Figures that are told as parts of another one beside them, with their whole: what claims say of themselves, put together.

use std::collections::{BTreeMap, HashMap};

use super::affair::Affair;
use super::figure::Figure;
use crate::model::part::PartKind;

/// A figure and its parts, in text order.
#[derive(Debug)]
pub struct Whole<'f, 'a> {
    pub figure: &'f Figure<'a>,
    pub parts: Vec<(&'f Figure<'a>, PartKind)>,
}

/// Every figure of a story that has parts.
pub fn wholes<'f, 'a>(affair: &'f Affair<'a>) -> Vec<Whole<'f, 'a>> {
    // most tables tell of no parts
    if affair.figures.iter().all(|figure| figure.claim.part_of.is_none()) {
        return Vec::new();
    }
    let by_id: HashMap<&str, &Figure> =
        affair.figures.iter().map(|figure| (figure.claim.id.as_str(), figure)).collect();
    let mut found: BTreeMap<usize, Whole> = BTreeMap::new();
    for figure in &affair.figures {
        let Some(part) = &figure.claim.part_of else { continue };
        let Some(&whole) = by_id.get(part.claim.as_str()).filter(|whole| whole.claim.source == figure.claim.source)
        else {
            continue;
        };
        let entry = found.entry(whole.at).or_insert_with(|| Whole { figure: whole, parts: Vec::new() });
        entry.parts.push((figure, part.kind));
    }
    found.into_values().collect()
}
