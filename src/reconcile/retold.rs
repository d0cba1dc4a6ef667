//! Findings about two figures -> who else tells the one or the other.
//!
//! A finding is made where two texts meet by their keys or words. A third text that tells one of the two figures of the same
//! thing stands on that side too, whatever it calls it, and an editor has to know. It is cited, but the finding does not rest
//! on it: its id stays when such a text is added.

use std::collections::BTreeMap;

use hashbrown::HashMap;
use rust_decimal::Decimal;

use super::affair::Affair;
use super::digits::significant;
use super::draft::{Draft, Witness};
use super::figure::Figure;
use super::likeness::{other_days, other_place_or_people};
use crate::model::group::GroupKind;
use crate::model::sentence::Context;

/// Rules whose two sides are two values of one thing, or one value of two.
const OF_TWO_SIDES: [&str; 8] = [
    "value_conflict",
    "bound_conflict",
    "digit_slip",
    "unit_slip",
    "definition_mismatch",
    "population_mismatch",
    "period_mismatch",
    "part_exceeds_whole",
];
/// Texts that are cited for one side.
const MOST_TEXTS: usize = 3;
/// Figures of one value that are looked at.
const MOST_ALIKE: usize = 256;
/// Of all that is told around the two, so much and so many words are shared, unless their metric says that one thing is meant.
const LIKENESS: f64 = 0.2;
const WORDS: usize = 2;
/// A number of so many digits is seldom told of two things.
const TELLING: usize = 3;
const TELLING_OF_A_SUM: usize = 2;
const LIKENESS_OF_TELLING: f64 = 0.1;

type Value<'a> = (&'a str, Decimal);

fn value<'a>(figure: &Figure<'a>) -> Option<Value<'a>> {
    Some((figure.claim.quantity.unit.as_str(), figure.value()?.abs().normalize()))
}

/// Cites the texts that tell one of the two figures as well.
pub fn cite(drafts: &mut [Draft], affair: &Affair) {
    let mut by_id: HashMap<&str, &Figure> = HashMap::new();
    let mut by_value: HashMap<Value, Vec<&Figure>> = HashMap::new();
    for figure in affair.figures.iter().chain(&affair.asides).filter(|figure| !figure.coded()) {
        by_id.insert(&figure.claim.id, figure);
        if let Some(value) = value(figure).filter(|_| figure.claim.context != Context::RelatedLink) {
            by_value.entry(value).or_default().push(figure);
        }
    }
    for draft in drafts.iter_mut().filter(|draft| is_of_two_sides(draft)) {
        let figures: Vec<&Figure> =
            draft.witnesses.iter().filter_map(|witness| by_id.get(witness.id.as_str()).copied()).collect();
        let sources: Vec<&str> = figures.iter().map(|figure| &*figure.claim.source).collect();
        if sources.iter().all(|source| *source == sources[0]) {
            continue;
        }
        let mut sides: Vec<&Figure> = Vec::new();
        for figure in &figures {
            if !sides.iter().any(|side| value(side) == value(figure)) {
                sides.push(figure);
            }
        }
        for side in sides {
            let Some(alike) = value(side).and_then(|value| by_value.get(&value)) else { continue };
            affair.left_out.add("figures of one value", alike.len().saturating_sub(MOST_ALIKE));
            for other in retold(side, &alike[..alike.len().min(MOST_ALIKE)], &sources, affair) {
                let witness = Witness { id: String::new(), ..Witness::from(other) };
                draft.says.push_str(&format!(" {} has {} too.", affair.source(other), other.words()));
                draft.see(witness);
            }
        }
    }
}

fn is_of_two_sides(draft: &Draft) -> bool {
    draft.kind == GroupKind::Statistic && OF_TWO_SIDES.contains(&draft.rule)
}

/// Of every other text the figure most like the one, the most alike texts first.
fn retold<'f, 'a>(
    side: &Figure<'a>,
    alike: &[&'f Figure<'a>],
    sources: &[&str],
    affair: &Affair<'a>,
) -> Vec<&'f Figure<'a>> {
    let mut best: BTreeMap<&str, (f64, &Figure)> = BTreeMap::new();
    for other in alike {
        let source = &*other.claim.source;
        let ruled = affair.rulings.are_different(&side.claim.id, &other.claim.id);
        if ruled || sources.contains(&source) || other_days(side, other) || other_place_or_people(side, other, affair) {
            continue;
        }
        let shared = affair.profiles.shared(side, other);
        let one_metric = side.metric.is_some() && side.claim.metric == other.claim.metric;
        let digits = if side.is_plain_count() { TELLING } else { TELLING_OF_A_SUM };
        let telling = side.value().is_some_and(|value| significant(value) >= digits);
        let is_one = one_metric
            || shared.likeness >= LIKENESS && shared.words >= WORDS
            || telling && shared.likeness >= LIKENESS_OF_TELLING && shared.words > 0;
        let known = best.get(source).map_or(0.0, |(points, _)| *points);
        if is_one && (known == 0.0 || shared.points() > known) {
            best.insert(source, (shared.points().max(f64::MIN_POSITIVE), other));
        }
    }
    let mut best: Vec<(f64, &Figure)> = best.into_values().collect();
    best.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.claim.source.cmp(&b.1.claim.source)));
    best.into_iter().take(MOST_TEXTS).map(|(_, figure)| figure).collect()
}

#[cfg(test)]
mod tests {
    use crate::reconcile::sample::{Said, World, says};

    fn toll(source: &str, metric: &str, figure: &str) -> Said {
        let words = format!("In the flood at Halm {figure} people of the river villages died.");
        says(source, metric, figure).text(figure).sentence(&words).on("2024-05-04")
    }

    fn found(said: &[Said]) -> Vec<(String, usize)> {
        let findings = World::new(said.iter().cloned().map(Said::claim)).reconciled().findings;
        let told = findings.into_iter().filter(|finding| finding.rule == "value_conflict");
        told.map(|finding| (finding.id, finding.sources.len())).collect()
    }

    #[test]
    fn who_tells_one_of_the_two_figures_is_cited() {
        let mut said = vec![toll("wire", "killed", "4,200"), toll("post", "killed", "6,900")];
        let two = found(&said);
        said.push(toll("blog", "villagers", "6,900"));
        let three = found(&said);
        assert_eq!(two.iter().map(|(_, sources)| *sources).collect::<Vec<_>>(), [2]);
        assert!(three.iter().any(|(id, sources)| *id == two[0].0 && *sources == 3), "{three:?}");
        said.push(says("shop", "prices", "6,900").text("6,900").sentence("A new sofa costs 6,900 in the shop."));
        assert_eq!(found(&said), three);
    }
}
