//! One number that two texts tell of two things, or for two lengths of time: 22,500 "boats" here, "people" there; 86 tonnes
//! "a year" and "every month".
//!
//! A number of two digits and more seldom meets by chance in two sentences that are each other's counterparts. Where what is
//! counted is not the same noun, nor a word newsrooms choose for it, one text has probably passed it on with another meaning.
//! Never more than `low`, and a note where only the nouns differ: they may be two names of one thing all the same.

use rust_decimal::Decimal;

use super::affair::Affair;
use super::counterparts::Pair;
use super::digits::significant;
use super::draft::Draft;
use super::figure::{Figure, number};
use super::tolerance::Tolerance;
use crate::model::finding::Severity;
use crate::model::quantity::{Per, Unit};

/// Digits of a number that is seldom told of two things.
const TELLING: usize = 2;
/// What must be shared where the rates differ, and where a round number stands at both.
const RATE_MASS: f64 = 0.3;
const ROUND_MASS: f64 = 0.9;
/// What must be shared where the nouns differ.
const NOUN_MASS: f64 = 1.0;
/// And how good a part of the best counterpart it must be.
const NOUN_LEAST: f64 = 0.9;
/// Below this numbers meet by chance.
const LEAST: Decimal = Decimal::from_parts(11, 0, 0, false, 0);

/// The finding that two counterparts of one number make, if they make one. `apart`: of other places or days.
pub fn of_two(
    one: &Figure,
    other: &Figure,
    pair: &Pair,
    other_noun: bool,
    apart: bool,
    affair: &Affair,
) -> Option<Draft> {
    if apart {
        return None;
    }
    at_other_rates(one, other, pair, affair).or_else(|| of_other_nouns(one, other, pair, other_noun, affair))
}

fn is_telling(figure: &Figure) -> bool {
    figure.value().is_some_and(|value| significant(value) >= TELLING)
}

/// One number for two lengths of time.
fn at_other_rates(one: &Figure, other: &Figure, pair: &Pair, affair: &Affair) -> Option<Draft> {
    let (a, b) = (per(one)?, per(other)?);
    let mass = if is_telling(one) { RATE_MASS } else { ROUND_MASS };
    if days_of(a) == days_of(b) || pair.shared.mass < mass {
        return None;
    }
    let (a, b) = (rate_words(a), rate_words(b));
    let says = format!(
        "{} {a}, while {} {b}: the same number is given for two lengths of time, so one of them may be wrong.",
        affair.says(one),
        affair.says(other)
    );
    let draft = Draft::new(Severity::Low, Tolerance::Exact, says).figures([one, other]);
    let mut draft = draft.measured(format!("{a} | {b}")).theme(format!("{} {a} {b}", one.number_words()));
    draft.rule = "period_mismatch";
    Some(draft)
}

/// One number of things that go by two nouns.
fn of_other_nouns(one: &Figure, other: &Figure, pair: &Pair, other_noun: bool, affair: &Affair) -> Option<Draft> {
    let same_metric = one.metric.is_some() && one.claim.metric == other.claim.metric;
    if !other_noun
        || same_metric
        || one.quantity().unit != Unit::Count
        || one.value() < Some(LEAST)
        || !is_telling(one)
        || pair.least < NOUN_LEAST
        || pair.shared.mass < NOUN_MASS
    {
        return None;
    }
    let (a, b) = (one.told(), other.told());
    let says = format!(
        "{}, while {}: the same number stands for two things, so it may have been passed on with another meaning.",
        affair.says(one),
        affair.says(other)
    );
    let draft = Draft::new(Severity::Note, Tolerance::Exact, says).figures([one, other]);
    let mut draft = draft.measured(format!("{a} | {b}")).theme(format!("{} of two things", one.number_words()));
    draft.rule = "definition_mismatch";
    Some(draft)
}

/// The length of time that a figure is told for each of.
fn per<'a>(figure: &Figure<'a>) -> Option<&'a Per> {
    figure.quantity().per.as_ref().filter(|per| days_of(per).is_some())
}

/// About how many days; twelve months are a year.
fn days_of(per: &Per) -> Option<Decimal> {
    let days = match &*per.unit {
        "hour" => Decimal::ONE / Decimal::from(24),
        "day" => Decimal::ONE,
        "week" => Decimal::from(7),
        "month" => Decimal::from(30),
        "quarter" => Decimal::from(90),
        "year" => Decimal::from(360),
        _ => return None,
    };
    per.amount.checked_mul(days)
}

fn rate_words(per: &Per) -> String {
    if per.amount == Decimal::ONE {
        format!("per {}", per.unit)
    } else {
        format!("per {} {}s", number(per.amount), per.unit)
    }
}

#[cfg(test)]
mod tests {
    use crate::model::quantity::Per;
    use crate::reconcile::sample::{World, says};

    #[test]
    fn one_number_is_not_both_a_month_s_and_a_year_s() {
        let told = |source: &str, words: &str, unit: &str| {
            let mut claim = says(source, "number", "420").text("420").sentence(words).claim();
            claim.quantity.per = Some(Per { amount: 1.into(), unit: unit.into() });
            claim
        };
        let found = |unit: &str| {
            let a = told("wire", "The smithy of Halm forges 420 horseshoes a year.", "year");
            let b = told("post", "Horseshoes leave the smithy of Halm at a rate of 420.", unit);
            World::new([a, b]).reconciled().findings.iter().filter(|finding| finding.rule == "period_mismatch").count()
        };
        assert_eq!((found("month"), found("year")), (1, 0));
    }

    #[test]
    fn one_number_of_two_nouns_is_told() {
        let told = |source: &str, noun: &str, words: &str| {
            says(source, noun, "3,470").counted(noun).text("3,470").sentence(words).claim()
        };
        let found = |noun: &str, words: &str| {
            let a = told("wire", "looms", "The customs men of Halm held back 3,470 looms at the river gate in spring.");
            let findings = World::new([a, told("post", noun, words)]).reconciled().findings;
            findings.iter().filter(|finding| finding.rule == "definition_mismatch").count()
        };
        let barges = "At the river gate of Halm the customs men held back 3,470 barges in spring.";
        assert_eq!(found("barges", barges), 1);
        assert_eq!(found("looms", "At the river gate of Halm the customs men held back 3,470 looms in spring."), 0);
        // told of something else altogether
        assert_eq!(found("pupils", "The schools of Karsk took in 3,470 pupils."), 0);
    }
}
