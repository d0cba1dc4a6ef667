//! The same number for a place and for a larger one that holds it.

use std::collections::BTreeMap;

use super::{Look, Rule};
use crate::model::finding::Severity;
use crate::reconcile::affair::Affair;
use crate::reconcile::draft::Draft;
use crate::reconcile::figure::Figure;
use crate::reconcile::key::{Relation, scopes, windows};
use crate::reconcile::tolerance::{Standing, Tolerance, compare};

pub const RULE: Rule = Rule { name: "scope_mismatch", look: Look::Story(find) };

/// Figures of one number that are compared.
const MOST: usize = 32;

fn find(affair: &Affair) -> Vec<Draft> {
    let mut same: BTreeMap<(&str, String, String), Vec<&Figure>> = BTreeMap::new();
    for figure in &affair.figures {
        let large = figure.value().filter(|value| *value >= rust_decimal::Decimal::ONE_HUNDRED);
        if let Some(value) = large.filter(|_| figure.is_count()) {
            let unit = figure.quantity().unit.as_str().to_owned();
            same.entry((&figure.claim.metric, unit, value.normalize().to_string())).or_default().push(figure);
        }
    }
    same.into_values().filter_map(|figures| look(&figures[..figures.len().min(MOST)], affair)).collect()
}

fn look(figures: &[&Figure], affair: &Affair) -> Option<Draft> {
    let pairs = figures.iter().flat_map(|part| figures.iter().map(move |whole| (*part, *whole)));
    let (part, whole) = pairs.into_iter().find(|(part, whole)| {
        part.claim.source != whole.claim.source
            && scopes(&part.scope, &whole.scope, &affair.main_place, affair.vocabulary) == Relation::Part
            && windows(&part.window, &whole.window).relation != Relation::Disjoint
            && compare(part.quantity(), whole.quantity()).standing == Standing::Equal
    })?;
    let says = format!(
        "{} for {}, while {} for {}: the same number is told of a place and of a larger one that holds it.",
        affair.says(part),
        part.scope,
        affair.says(whole),
        whole.scope,
    );
    let draft = Draft::new(Severity::Note, Tolerance::PartWithinWhole, says).figures([part, whole]);
    Some(draft.measured(format!("{} | {}", part.scope, whole.scope)))
}

#[cfg(test)]
mod tests {
    use crate::reconcile::sample::{leaves, says, sees};

    #[test]
    fn a_town_and_its_country_with_one_number() {
        let town = says("wire", "killed", "173").scope("Lisk").on("2025-03-13");
        sees("scope_mismatch note", [town, says("post", "killed", "173").on("2025-03-13")]);
    }

    #[test]
    fn a_town_below_its_country_is_silent() {
        let town = says("wire", "killed", "121").scope("Lisk").on("2025-03-13");
        leaves([town, says("post", "killed", "173").on("2025-03-13")]);
    }
}
