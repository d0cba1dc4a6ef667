//! The same number for a place and for a larger one that holds it.

use std::collections::BTreeMap;

use hashbrown::HashMap;
use rust_decimal::Decimal;

use super::{Look, Rule};
use crate::model::claim::ScopeBasis;
use crate::model::finding::Severity;
use crate::reconcile::affair::Affair;
use crate::reconcile::draft::Draft;
use crate::reconcile::figure::{Figure, percent};
use crate::reconcile::group::Family;
use crate::reconcile::key::{Relation, scopes, windows};
use crate::reconcile::tolerance::{Standing, Tolerance, compare};

pub const RULE: Rule = Rule { name: "scope_mismatch", look: Look::Story(find) };

/// Figures of one number that are compared.
const MOST: usize = 32;
/// Counts of a place and of a larger one further apart than this, in percent, nobody takes for one.
const NEAR: f64 = 50.0;

fn find(affair: &Affair) -> Vec<Draft> {
    let mut same: HashMap<(&str, &str, Decimal), Vec<&Figure>> = HashMap::new();
    for figure in &affair.figures {
        let large = figure.value().filter(|value| *value >= Decimal::ONE_HUNDRED);
        // a place that only stands nearby is not said to be the figure's
        let placed = figure.coded() || matches!(figure.claim.scope.basis, ScopeBasis::Clause | ScopeBasis::Document);
        if let Some(value) = large.filter(|_| figure.is_count() && placed) {
            same.entry((&figure.claim.metric, figure.quantity().unit.as_str(), value)).or_default().push(figure);
        }
    }
    // a number of one place alone is nothing to look at
    let several = same.into_iter().filter(|(_, figures)| figures.iter().any(|other| other.scope != figures[0].scope));
    let same: BTreeMap<(&str, &str, String), Vec<&Figure>> = several
        .map(|((metric, unit, value), figures)| ((metric, unit, value.normalize().to_string()), figures))
        .collect();
    let same = same.into_values().filter_map(|figures| {
        affair.left_out.add("figures of one number", figures.len().saturating_sub(MOST));
        look(&figures[..figures.len().min(MOST)], affair)
    });
    same.chain(told_apart(affair)).collect()
}

/// Rows of a table that hold a place against a larger one: neither source gives the other's place.
fn told_apart(affair: &Affair) -> Vec<Draft> {
    let mut by_metric: BTreeMap<(&str, &str), Vec<&Family>> = BTreeMap::new();
    for family in affair.families.iter().filter(|family| affair.vocabulary.place(&family.scope).is_some()) {
        by_metric.entry((&family.family, &family.unit)).or_default().push(family);
    }
    let mut drafts = Vec::new();
    for families in by_metric.into_values() {
        if families.len() > MOST {
            affair.left_out.add("places of one metric", families.len());
            continue;
        }
        for part in &families {
            for whole in &families {
                let inside = scopes(&part.scope, &whole.scope, "", affair.vocabulary) == Relation::Part;
                drafts.extend(if inside { held_against(part, whole, affair) } else { None });
            }
        }
    }
    drafts
}

fn held_against(part: &Family, whole: &Family, affair: &Affair) -> Option<Draft> {
    let figures = |family: &Family| family.members.iter().take(MOST).map(|&at| &affair.figures[at]).collect::<Vec<_>>();
    let (parts, wholes) = (figures(part), figures(whole));
    let gives = |figures: &[&Figure], source: &str| figures.iter().any(|figure| &*figure.claim.source == source);
    let (small, large) =
        parts.iter().flat_map(|part| wholes.iter().map(move |whole| (*part, *whole))).find(|(small, large)| {
            let coded = small.coded() && large.coded() && small.is_count() && large.is_count();
            let one_thing = small.claim.metric == large.claim.metric && small.population == large.population;
            let days = windows(&small.window, &large.window).relation == Relation::Same;
            let apart = compare(small.quantity(), large.quantity());
            let alone = !gives(&wholes, &small.claim.source) && !gives(&parts, &large.claim.source);
            let below = small.value() < large.value();
            coded && one_thing && days && alone && below && apart.standing == Standing::Apart && apart.percent <= NEAR
        })?;
    let gap = compare(small.quantity(), large.quantity());
    let says = format!(
        "{} for {}, while {} for {}: the first place is only a part of the second, so the two are not one count ({} %).",
        affair.says(small),
        small.scope,
        affair.says(large),
        large.scope,
        percent(gap.percent),
    );
    let draft = Draft::new(Severity::Note, Tolerance::PartWithinWhole, says).figures([small, large]).gap(gap.percent);
    Some(draft.measured(format!("{} | {}", small.scope, large.scope)))
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
