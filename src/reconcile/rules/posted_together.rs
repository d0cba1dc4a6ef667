//! One source posts on one day what another spreads over several: the backlog of a holiday.
//!
//! The large figure is the other source's sum of that day and the days before, for which the first source has nothing or nought.
//! Every one of those days then differs, and none is wrong.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use rust_decimal::Decimal;

use super::{Look, Question, Rule};
use crate::model::finding::Severity;
use crate::reconcile::affair::Affair;
use crate::reconcile::draft::Draft;
use crate::reconcile::figure::number;
use crate::reconcile::key::{Basis, Relation};
use crate::reconcile::pair::Pair;
use crate::reconcile::tolerance::{Standing, Tolerance};

pub const RULE: Rule = Rule { name: "period_mismatch", look: Look::Pair(Question::Value, find) };

/// Days that are posted together, at most.
const MOST_DAYS: u64 = 6;
/// Figures around a day that are looked through; more make no series of days.
const MOST_FIGURES: usize = 256;
/// Longer families are no series of days.
const LONGEST: usize = 20_000;
/// So near, in thousandths, a sum must come.
const NEAR: i64 = 5;

fn find(pair: &Pair, affair: &Affair) -> Option<Draft> {
    let of_a_day = |days: Option<i64>| days == Some(1);
    let days = of_a_day(pair.a.window.days()) && of_a_day(pair.b.window.days());
    let within = pair.a.window.basis == Basis::Within && pair.b.window.basis == Basis::Within;
    if !within
        || !days
        || pair.family.by_day.len() > LONGEST
        || pair.window.relation != Relation::Same
        || !pair.same_thing()
        || pair.same_source
    {
        return None;
    }
    if pair.values.standing != Standing::Apart || !pair.exact() || !pair.a.is_count() {
        return None;
    }
    let day = pair.a.as_of()?;
    let series = [pair.a, pair.b].map(|figure| around(pair, day, &figure.claim.source, affair));
    let [one, other] = &series;
    let (heap, first, last, sum) = heap(one, other, day).or_else(|| heap(other, one, day))?;
    let days = (last - first).num_days() + 1;
    let says = format!(
        "{}, while {}: {} on {last} is what the other gives for the {days} days from {first} to {last} together ({}), so one source \
         posted them on one day.",
        affair.says(pair.a),
        affair.says(pair.b),
        number(heap),
        number(sum),
    );
    let draft =
        Draft::new(Severity::Medium, Tolerance::Ratio, says).measured(format!("{heap} = sum of {days} days, {sum}"));
    Some(draft.theme(format!("posted together {last}")))
}

/// What one source gives for the days around.
fn around(pair: &Pair, day: NaiveDate, source: &str, affair: &Affair) -> BTreeMap<NaiveDate, Decimal> {
    let (Some(from), Some(to)) =
        (day.checked_sub_days(Days::new(MOST_DAYS)), day.checked_add_days(Days::new(MOST_DAYS)))
    else {
        return BTreeMap::new();
    };
    let by_day = &pair.family.by_day;
    let start = by_day.partition_point(|&at| affair.figures[at].as_of() < Some(from));
    by_day[start..]
        .iter()
        .take(MOST_FIGURES)
        .map(|&at| &affair.figures[at])
        .take_while(|figure| figure.as_of() <= Some(to))
        .filter(|figure| &*figure.claim.source == source && figure.window.days() == Some(1))
        .filter(|figure| figure.claim.metric == pair.a.claim.metric && figure.population == pair.a.population)
        .filter_map(|figure| Some((figure.as_of()?, figure.value()?)))
        .collect()
}

/// A day on which `one` gives what `other` gives for that day and some before it; `day` is among them.
fn heap(
    one: &BTreeMap<NaiveDate, Decimal>,
    other: &BTreeMap<NaiveDate, Decimal>,
    day: NaiveDate,
) -> Option<(Decimal, NaiveDate, NaiveDate, Decimal)> {
    one.range(day..).filter(|(_, heap)| !heap.is_zero()).find_map(|(&last, &heap)| {
        let mut sum = *other.get(&last)?;
        for back in 1..=MOST_DAYS {
            let first = last.checked_sub_days(Days::new(back))?;
            if one.get(&first).is_some_and(|value| !value.is_zero()) {
                return None;
            }
            let value = other.get(&first).filter(|value| value.is_sign_positive() && !value.is_zero())?;
            sum = sum.checked_add(*value)?;
            let off = sum.checked_sub(heap)?.abs().checked_mul(Decimal::from(1000))?;
            if off <= heap.checked_mul(Decimal::from(NEAR))? {
                return (first <= day).then_some((heap, first, last, sum));
            }
        }
        None
    })
}

#[cfg(test)]
mod tests {
    use crate::reconcile::sample::{Said, says, sees};

    fn days(source: &'static str, figures: &[&str]) -> Vec<Said> {
        let day = |at: usize| format!("2024-01-0{}", at + 1);
        figures.iter().enumerate().map(|(at, text)| says(source, "homicides", text).during(&day(at))).collect()
    }

    #[test]
    fn a_backlog_posted_on_one_day_is_no_conflict() {
        let post = || days("post", &["107,884", "112,300", "98,515"]);
        sees("period_mismatch medium", days("wire", &["0", "0", "318,699"]).into_iter().chain(post()));
        let gap = vec![says("wire", "homicides", "318,699").during("2024-01-03")];
        sees("period_mismatch medium", gap.into_iter().chain(post()));
    }

    #[test]
    fn a_large_day_that_no_sum_gives_is_a_conflict() {
        let post = days("post", &["107,884", "112,300", "98,515"]);
        let wire = vec![says("wire", "homicides", "250,118").during("2024-01-03")];
        sees("value_conflict high", wire.into_iter().chain(post));
    }
}
