//! A subgroup here, everybody there, under figures that could be taken for one count.

use super::{Look, Question, Rule};
use crate::model::finding::Severity;
use crate::reconcile::affair::Affair;
use crate::reconcile::draft::{Draft, weaker};
use crate::reconcile::figure::Figure;
use crate::reconcile::key::Relation;
use crate::reconcile::pair::Pair;
use crate::reconcile::tolerance::Tolerance;

pub const RULE: Rule = Rule { name: "population_mismatch", look: Look::Pair(Question::Definition, find) };

/// Up to this gap, in percent, a part and its whole may be taken for each other.
const CLOSE: f64 = 20.0;

/// Counts of a table further apart than this, in percent, nobody takes for one.
const TOLD_APART: f64 = 100.0;
/// In larger families nobody looks whether a source gives both.
const MOST: usize = 64;

fn neither_gives_both(pair: &Pair, affair: &Affair) -> bool {
    let gives = |source: &str, population: &str| {
        let figures = pair.family.members.iter().map(|&at| &affair.figures[at]);
        figures.into_iter().any(|figure| &*figure.claim.source == source && figure.population == population)
    };
    pair.a.coded()
        && pair.b.coded()
        && pair.family.members.len() <= MOST
        && !gives(&pair.a.claim.source, &pair.b.population)
        && !gives(&pair.b.claim.source, &pair.a.population)
}

fn find(pair: &Pair, affair: &Affair) -> Option<Draft> {
    let different = matches!(pair.population, Relation::Part | Relation::Whole | Relation::Disjoint);
    let days = pair.window.relation != Relation::Disjoint;
    let counted = pair.a.is_count() && pair.a.value().is_some() && pair.b.value().is_some();
    if !pair.same_thing_but_people() || !different || !days || !counted || pair.same_source || pair.vague() {
        return None;
    }
    let hundreds = |figure: &Figure| figure.value() >= Some(rust_decimal::Decimal::ONE_HUNDRED);
    // two rows of a table that nothing else explains: neither source gives the other's count
    let of_tables = pair.population != Relation::Disjoint && pair.days_may_meet() && neither_gives_both(pair, affair);
    let told_apart = of_tables && pair.values.percent <= TOLD_APART;
    if pair.values.percent > CLOSE && !told_apart || !hundreds(pair.a) || !hundreds(pair.b) {
        return None;
    }
    let who =
        |figure: &Figure| if figure.population.is_empty() { "everybody".into() } else { figure.population.clone() };
    let says = format!(
        "{}, while {}: the first counts {}, the second {}.",
        affair.says(pair.a),
        affair.says(pair.b),
        who(pair.a),
        who(pair.b),
    );
    let same = pair.values.agrees() || pair.population == Relation::Disjoint;
    let severity = weaker(Severity::Low, u8::from(same));
    Some(Draft::new(severity, Tolerance::PartWithinWhole, says).measured(pair.difference()))
}

#[cfg(test)]
mod tests {
    use crate::reconcile::sample::{leaves, says, sees, sees_coded};

    #[test]
    fn a_table_that_holds_a_subgroup_against_everybody() {
        let head = |source, text| says(source, "population", text).in_the_year("2019");
        let some = || head("index", "4,727,750").population("people in the areas covered");
        sees_coded("population_mismatch low", [some(), head("office", "7,737,414")]);
        // who gives both knows the difference
        sees_coded("", [some(), head("office", "7,737,414"), head("index", "7,737,414")]);
        sees_coded("", [head("index", "1,203,400").population("children"), head("office", "7,737,414")]);
    }

    #[test]
    fn a_subgroup_that_nearly_fills_the_whole() {
        let suspects =
            says("wire", "arrests", "75,000").population("suspected gang members").since("2022").until("2025-02-04");
        let all = says("post", "arrests", "85,000").since("2022").until("2025-02-04");
        sees("population_mismatch low", [suspects, all]);
    }

    #[test]
    fn a_small_subgroup_is_silent() {
        let few = says("wire", "arrests", "64").population("students").on("2024-10-05");
        leaves([few, says("post", "arrests", "212").on("2024-10-05")]);
    }
}
