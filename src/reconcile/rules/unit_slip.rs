//! Two figures for one thing, digit for digit the same, a power of ten apart: a zero lost, thousands taken for units.

use super::{Look, Question, Rule};
use crate::model::finding::Severity;
use crate::model::quantity::Bound;
use crate::reconcile::affair::Affair;
use crate::reconcile::digits::{Slip, significant, slip};
use crate::reconcile::draft::{Draft, weaker};
use crate::reconcile::figure::Figure;
use crate::reconcile::key::Relation;
use crate::reconcile::pair::Pair;
use crate::reconcile::tolerance::{Interval, Standing, Tolerance};
use rust_decimal::Decimal;

pub const RULE: Rule = Rule { name: "unit_slip", look: Look::Pair(Question::Value, find) };

fn find(pair: &Pair, affair: &Affair) -> Option<Draft> {
    // a slip of the hand may stand beside a slip in who is counted
    let thing = pair.same_key()
        || pair.same_thing_but_people() && pair.population != Relation::Disjoint && pair.days_may_meet();
    if !thing || pair.values.standing != Standing::Apart || pair.a.quantity().unit.is_clock() || pair.vague() {
        return None;
    }
    let (small, large) = pair.by_size();
    let power = match slip(small.value()?, large.value()?) {
        Some(Slip::Scaled(power)) => power,
        _ => rounded(small, large)?,
    };
    let says = format!(
        "{}, while {}: the same digits, 10 to the power of {power} apart, so a zero was probably lost or a unit mistaken.",
        affair.says(small),
        affair.says(large),
    );
    let ratio = format!("{} / {} = 10^{power}", large.words(), small.words());
    let severity = weaker(Severity::High, pair.weak.saturating_sub(1).min(2));
    Some(Draft::new(severity, Tolerance::Exact, says).measured(ratio))
}

/// One of the two is rounded: 341,790 against "some 3.4 million". The finer one needs three digits, the rounded one two, and
/// what is rounded off must be less than a step: 143 is no tenth of "about 1,390".
fn rounded(small: &Figure, large: &Figure) -> Option<u32> {
    let count = |figure: &Figure| figure.value().map_or(0, significant);
    let (fewer, more) = (count(small).min(count(large)), count(small).max(count(large)));
    let points = small.quantity().bound.is_point() && large.quantity().bound.is_point();
    if fewer < 2 || more < 3 || !points {
        return None;
    }
    let mut large = large.quantity().clone();
    large.bound = Bound::Exact;
    let room = Interval::of(&large);
    (1..=6).find(|&power| {
        let factor = Decimal::from(10u64.pow(power));
        small.value().is_some_and(|value| room.holds(value.saturating_mul(factor)))
    })
}

#[cfg(test)]
mod tests {
    use crate::reconcile::sample::{leaves, says, sees};

    #[test]
    fn a_lost_digit_group_is_a_unit_slip() {
        let votes = |source, text| says(source, "votes", text).during("2024-11-17");
        sees("unit_slip high", [votes("herald", "3,417,900"), votes("blog", "341,790")]);
        sees("unit_slip high", [votes("daily", "about 3.4 million"), votes("blog", "341,790")]);
    }

    #[test]
    fn round_figures_ten_times_apart_are_a_plain_conflict() {
        let crowd = |source, text| says(source, "crowd", text).during("2024-10-05");
        sees("value_conflict high", [crowd("wire", "30,000"), crowd("post", "300,000")]);
        leaves([crowd("wire", "30,000"), says("post", "crowd", "300,000").during("2016")]);
    }
}
