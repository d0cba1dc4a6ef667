//! The same number, or nearly, for two windows: "since 2019" against "since 2022".
//!
//! A longer window holds at least what a shorter one holds; when both come to the same, one of the windows is wrong.
//! A count that is larger for the longer window by more than a quarter is nothing to wonder at.

use rust_decimal::prelude::ToPrimitive;

use super::{Look, Question, Rule};
use crate::model::claim::PeriodBasis;
use crate::model::finding::Severity;
use crate::reconcile::affair::Affair;
use crate::reconcile::draft::Draft;
use crate::reconcile::figure::Figure;
use crate::reconcile::key::{Basis, Relation};
use crate::reconcile::pair::{Pair, SMALL_SHARE};
use crate::reconcile::tolerance::{Standing, Tolerance};

pub const RULE: Rule = Rule { name: "period_mismatch", look: Look::Pair(Question::Window, find) };

/// Up to this gap, in percent, two figures look like one count.
const NEARLY_ONE: f64 = 25.0;

fn find(pair: &Pair, affair: &Affair) -> Option<Draft> {
    let metric = matches!(pair.metric, Relation::Same | Relation::Part | Relation::Whole);
    let place = matches!(pair.scope, Relation::Same | Relation::Unknown);
    let people = pair.population != Relation::Disjoint;
    let counts = pair.a.is_count() && pair.b.is_count();
    if !metric || !place || !people || !counts || pair.vague() || pair.same_source {
        return None;
    }
    // a noun nobody listed counts anything: those who sank with a ferry, and those questioned about it
    if pair.a.metric.is_none() && pair.a.claim.span.is_some() {
        return None;
    }
    let same_number = pair.a.value().is_some() && pair.a.value() == pair.b.value();
    match (pair.a.window.basis, pair.b.window.basis) {
        (Basis::Running, Basis::Running) if pair.window.starts == Relation::Disjoint => {}
        (Basis::Running, Basis::Within) | (Basis::Within, Basis::Running) if short_within_long(pair) => {}
        // a toll of 2015 and one of "that night" are one toll; two years with one number are not
        (Basis::Within, Basis::Within)
            if pair.window.relation == Relation::Disjoint
                && same_number
                && alike_in_length(pair)
                && !inherited(pair.a)
                && !inherited(pair.b)
                // what a ship or a hall has places for is there at once, and not counted up over days
                && !affair.vocabulary.has_capacity(&pair.a.claim.metric) => {}
        _ => return None,
    }
    if !same_number && (pair.values.percent > NEARLY_ONE || pair.values.standing == Standing::RangesMeet) {
        return None;
    }
    // small numbers and prices meet by chance
    if digits(pair.a) < 3.0 || digits(pair.b) < 3.0 {
        return None;
    }
    let severity = if same_number { Severity::High } else { Severity::Medium };
    let reason = match same_number {
        true => "the same number is given for two different windows, so at least one window is wrong",
        false => "the windows differ far more than the figures, so one count has probably been given the wrong start",
    };
    let windows = format!("{} | {}", pair.a.when(), pair.b.when());
    let says = format!(
        "{}, while {}: {reason} ({}).",
        affair.says(pair.a),
        affair.says(pair.b),
        if same_number { windows.clone() } else { pair.difference() },
    );
    let measured = format!("{windows}; {}", pair.difference());
    Some(Draft::new(pair.weighed(severity), Tolerance::RunningTotal, says).measured(measured))
}

/// The day of the sentence before: the captain was questioned on Thursday, and had 248 people on board on another day.
fn inherited(figure: &Figure) -> bool {
    figure.claim.period.basis == PeriodBasis::Paragraph
}

/// Both windows are days, or months, or years.
fn alike_in_length(pair: &Pair) -> bool {
    pair.a.window.days().zip(pair.b.window.days()).is_some_and(|(a, b)| a.max(b) <= 2 * a.min(b))
}

/// A figure told for a small share of the other's window, as if nearly everything had happened in it.
fn short_within_long(pair: &Pair) -> bool {
    pair.part_and_whole_days().and_then(|(.., share)| share).is_some_and(|share| share < SMALL_SHARE)
}

/// Digits before the point: numbers below a hundred meet by chance.
fn digits(figure: &Figure) -> f64 {
    figure.value().and_then(|value| value.abs().to_f64()).map_or(0.0, |value| value.max(1.0).log10().floor() + 1.0)
}

#[cfg(test)]
mod tests {
    use crate::reconcile::sample::{leaves, says, sees};

    #[test]
    fn the_same_number_since_two_years_is_a_grave_mismatch() {
        let early = says("wire", "arrests", "over 80,000").since("2019").published("2025-02-05");
        let late = says("post", "imprisoned", "over 80,000").since("2022").published("2025-02-04");
        sees("period_mismatch high, definition_mismatch low", [early, late]);
    }

    #[test]
    fn nearly_the_same_number_since_two_years_is_a_mismatch() {
        let early = says("wire", "arrests", "over 80,000").since("2019").published("2025-02-05");
        let late = says("post", "arrests", "85,000").since("2022").published("2025-02-04");
        sees("period_mismatch medium", [early, late]);
    }

    #[test]
    fn one_year_cannot_hold_nearly_all_of_six() {
        let year = says("wire", "arrests", "75,000").during("2023").published("2025-02-05");
        let all = says("post", "arrests", "over 80,000").since("2019").published("2025-02-04");
        sees("period_mismatch medium", [year, all]);
    }

    #[test]
    fn a_longer_window_that_holds_clearly_more_is_no_mismatch() {
        let early = says("wire", "arrests", "120,000").since("2015").published("2025-02-05");
        let late = says("post", "arrests", "85,000").since("2022").published("2025-02-04");
        leaves([early, late]);
    }

    #[test]
    fn a_toll_of_a_year_and_of_a_night_of_it_are_not_two_counts() {
        let year = says("wire", "killed", "130").during("2015").published("2025-03-21");
        leaves([year, says("post", "killed", "130").during("2025-03-23").published("2025-03-23")]);
        let year = |source, year| says(source, "homicides", "523").during(year);
        sees("period_mismatch high", [year("wire", "2023"), year("post", "2024")]);
    }

    #[test]
    fn passengers_of_a_ship_are_no_count_of_days() {
        let aboard = |source, day| says(source, "passengers", "248").during(day);
        leaves([aboard("wire", "2023-07-18"), aboard("post", "2023-07-20")]);
    }

    #[test]
    fn since_a_year_and_since_a_day_of_it_are_one_window() {
        let year = says("wire", "arrests", "85,000").since("2022").published("2025-02-05");
        let day = says("post", "arrests", "85,000").since("2022-03-27").published("2025-02-05");
        leaves([year, day]);
    }
}
