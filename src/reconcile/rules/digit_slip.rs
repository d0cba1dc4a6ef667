//! Two figures for one thing that differ by a slip of the hand: digits swapped, changed or dropped.

use super::{Look, Question, Rule};
use crate::model::finding::Severity;
use crate::reconcile::affair::Affair;
use crate::reconcile::digits::{Slip, slip};
use crate::reconcile::draft::{Draft, weaker};
use crate::reconcile::key::Basis;
use crate::reconcile::pair::Pair;
use crate::reconcile::tolerance::{Standing, Tolerance};

pub const RULE: Rule = Rule { name: "digit_slip", look: Look::Pair(Question::Value, find) };

fn find(pair: &Pair, affair: &Affair) -> Option<Draft> {
    if !pair.same_but_for_when()
        || pair.values.standing != Standing::Apart
        || pair.a.quantity().unit.is_clock()
        || !pair.exact()
    {
        return None;
    }
    // a count that moves every day comes by single digits honestly
    let moves = matches!(pair.a.window.basis, Basis::Running | Basis::At);
    let slip = match slip(pair.a.value()?, pair.b.value()?)? {
        Slip::Swapped => "two digits look swapped",
        Slip::Changed if !moves => "one digit differs",
        Slip::Dropped if !moves => "one digit looks dropped",
        _ => return None,
    };
    let says = format!(
        "{}, while {}: {slip} ({}), so one of the two is probably a slip.",
        affair.says(pair.a),
        affair.says(pair.b),
        pair.difference(),
    );
    // the digits themselves are a sign that the same thing is meant
    let severity = weaker(Severity::Medium, pair.weak.saturating_sub(1).min(2));
    Some(Draft::new(severity, Tolerance::Exact, says).measured(pair.difference()))
}

#[cfg(test)]
mod tests {
    use crate::reconcile::sample::{leaves, says, sees};

    #[test]
    fn swapped_digits_of_one_evening() {
        let toll = |source, text| says(source, "killed", text).on("2025-03-13");
        sees("digit_slip medium", [toll("wire", "137"), toll("post", "173")]);
    }

    #[test]
    fn a_single_digit_of_a_yearly_count() {
        let count = |source, text| says(source, "homicides", text).during("2024");
        sees("digit_slip medium", [count("wire", "71,667"), count("post", "71,867")]);
    }

    #[test]
    fn one_differing_leading_digit_is_an_ordinary_conflict() {
        let count = |source, text| says(source, "homicides", text).during("2024");
        sees("value_conflict medium", [count("wire", "75,000"), count("post", "85,000")]);
    }

    #[test]
    fn a_list_of_shares_is_matched_before_it_is_compared() {
        let share = |source, text| says(source, "approval_rating", text).on("2024-11");
        let herald = ["38.4 %", "27.9 %", "14.1 %", "11.2 %"].map(|text| share("herald", text));
        let daily = ["38.4 %", "29.7 %", "14.1 %", "11.2 %"].map(|text| share("daily", text));
        sees("digit_slip medium", herald.clone().into_iter().chain(daily));
        leaves(herald);
    }
}
