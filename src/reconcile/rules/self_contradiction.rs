//! One text gives two figures for the same thing and the same days.

use super::{Look, Question, Rule};
use crate::model::finding::Severity;
use crate::model::quantity::Role;
use crate::reconcile::affair::Affair;
use crate::reconcile::draft::{Draft, weaker};
use crate::reconcile::figure::Figure;
use crate::reconcile::key::Relation;
use crate::reconcile::pair::{OTHER_COUNT, Pair};
use crate::reconcile::tolerance::Standing;

pub const RULE: Rule = Rule { name: "self_contradiction", look: Look::Pair(Question::Value, find) };

/// Further apart than this, in percent, one of the two is likely a count of something smaller.
const LIKELY_ANOTHER: f64 = 50.0;

fn find(pair: &Pair, affair: &Affair) -> Option<Draft> {
    let same_days = pair.window.relation == Relation::Same;
    let same_people = pair.population == Relation::Same;
    if !pair.same_source || !pair.same_key() || !same_days || !same_people || pair.two_voices() || pair.vague() {
        return None;
    }
    let in_a_change = |figure: &Figure| figure.quantity().role != Role::None;
    let one_breath = pair.a.claim.sentence == pair.b.claim.sentence && pair.a.claim.span.is_some();
    if pair.values.standing != Standing::Apart || in_a_change(pair.a) || in_a_change(pair.b) || one_breath {
        return None;
    }
    if pair.values.percent > OTHER_COUNT && pair.weak > 0 {
        return None;
    }
    let unsure = u8::from(pair.values.percent > LIKELY_ANOTHER)
        + u8::from(!(pair.a.window.stated && pair.b.window.stated))
        + u8::from(pair.a.metric.is_none());
    let says = format!(
        "{} contradicts itself: it gives {} and also {} ({}).",
        affair.source(pair.a),
        pair.a.told(),
        pair.b.told(),
        pair.difference(),
    );
    let severity = weaker(pair.weighed(Severity::Medium), unsure);
    Some(Draft::new(severity, pair.values.tolerance, says).measured(pair.difference()))
}

#[cfg(test)]
mod tests {
    use crate::reconcile::sample::{leaves, says, sees};

    #[test]
    fn two_figures_for_one_year_in_one_text() {
        let count = |text| says("wire", "homicides", text).during("2024");
        sees("self_contradiction medium", [count("114"), count("150")]);
        sees("self_contradiction low", [count("114"), count("1,050")]);
    }

    #[test]
    fn another_place_another_year_and_other_people_are_no_contradiction() {
        let hurt = |text| says("wire", "injured", text).during("2024-10-05");
        leaves([hurt("9").population("officers"), hurt("17").population("demonstrators"), hurt("26")]);
        leaves([hurt("9").scope("Orra"), hurt("26").scope("Dessim")]);
    }
}
