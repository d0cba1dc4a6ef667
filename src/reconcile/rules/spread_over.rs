//! A sum spread over years, against the same sum over other years, or against what is paid a year: "180 million over ten
//! years", "180m spread over five years", "18m a year".

use rust_decimal::Decimal;

use super::{Look, Rule, Told};
use crate::model::finding::Severity;
use crate::model::quantity::Unit;
use crate::reconcile::affair::Affair;
use crate::reconcile::breath::lines;
use crate::reconcile::draft::Draft;
use crate::reconcile::figure::{Figure, number};
use crate::reconcile::reckon::ends;
use crate::reconcile::tolerance::Tolerance;

/// The same sum over two lengths of time.
pub const RULE: Rule = Rule { name: "period_mismatch", look: Look::Rest(lengths) };
/// A sum and its rate.
pub const RATE: Rule = Rule { name: "sum_mismatch", look: Look::Rest(rates) };

/// Bytes between a sum and its length of time: "($197 million) spread over".
const REACH: usize = 40;
/// Sums of a story that are looked at.
const MOST: usize = 64;
/// Years a rate may be paid.
const LONGEST: i64 = 40;

const OVER: [&str; 7] =
    ["over", "over the next", "over the coming", "spread over", "spread across", "during", "paid over"];

/// A sum and the length of time it is spread over.
#[derive(Debug, Clone, Copy)]
struct Spread<'f, 'a> {
    sum: &'f Figure<'a>,
    length: &'f Figure<'a>,
}

fn is_money(figure: &Figure) -> bool {
    let quantity = figure.quantity();
    matches!(quantity.unit, Unit::Money(_)) && quantity.bound.is_point() && figure.value() > Some(Decimal::ZERO)
}

/// What is paid each of such times: "18m a year".
fn is_rate(figure: &Figure) -> bool {
    is_money(figure) && figure.quantity().per.as_ref().is_some_and(|per| per.amount == Decimal::ONE)
}

fn spreads<'f, 'a>(affair: &'f Affair<'a>) -> Vec<Spread<'f, 'a>> {
    let mut spreads: Vec<Spread> = Vec::new();
    for line in lines(affair) {
        for place in 1..line.figures.len() {
            let length = line.figures[place].1;
            let is_length = matches!(length.quantity().unit, Unit::Measure(_)) && length.quantity().per.is_none();
            if !is_length || !ends(&line.before(place), &OVER) || length.value() <= Some(Decimal::ONE) {
                continue;
            }
            // the sum may be told again in another currency between
            let first = (0..place).rev().take(2).take_while(|&at| is_money(line.figures[at].1)).last();
            let Some(first) = first.filter(|&at| line.figures[at].1.quantity().per.is_none()) else { continue };
            let from = line.figures[first].0 + line.figures[first].1.claim.text.len();
            if line.figures[place].0.saturating_sub(from) <= REACH && spreads.len() < MOST {
                spreads.push(Spread { sum: line.figures[first].1, length });
            }
        }
    }
    spreads
}

/// Written with more than one figure that is no nought: no sum one hears every day.
fn is_odd(figure: &Figure) -> bool {
    let digits = figure.value().unwrap_or_default().normalize().mantissa().unsigned_abs().to_string();
    digits.trim_end_matches('0').len() > 1
}

fn lengths(affair: &Affair, told: &Told) -> Vec<Draft> {
    let spreads = spreads(affair);
    let mut drafts = Vec::new();
    for (at, one) in spreads.iter().enumerate() {
        for other in &spreads[at + 1..] {
            let same = one.sum.value() == other.sum.value() && one.sum.quantity().unit == other.sum.quantity().unit;
            let lengths = one.length.quantity().unit == other.length.quantity().unit
                && one.length.value() != other.length.value()
                && one.length.quantity().bound.is_point()
                && other.length.quantity().bound.is_point();
            let apart = one.sum.claim.source != other.sum.claim.source;
            // who tells both tells of two things
            let both = spreads.iter().any(|third| {
                third.sum.value() == one.sum.value()
                    && [one, other].iter().any(|spread| {
                        third.sum.claim.source == spread.sum.claim.source
                            && third.length.value() != spread.length.value()
                    })
            });
            if !same || !lengths || !apart || both || told.of(one.sum, other.sum) {
                continue;
            }
            let says = format!(
                "{} gives {} over {}, {} gives {} over {}.",
                affair.source(one.sum),
                one.sum.words(),
                one.length.words(),
                affair.source(other.sum),
                other.sum.words(),
                other.length.words(),
            );
            let severity = if is_odd(one.sum) { Severity::Medium } else { Severity::Low };
            let measured = format!("{} | {}", one.length.words(), other.length.words());
            let draft = Draft::new(severity, Tolerance::Exact, says).measured(measured);
            drafts.push(draft.figures([one.sum, one.length, other.sum, other.length]));
        }
    }
    drafts
}

/// A rate that makes the sum in another number of years than its text says.
fn rates(affair: &Affair, told: &Told) -> Vec<Draft> {
    let spreads = spreads(affair);
    if spreads.is_empty() {
        return Vec::new();
    }
    let all = || affair.figures.iter().chain(&affair.asides).filter(|figure| !figure.coded() && is_rate(figure));
    let times = |rate: &Figure, spread: &Spread| -> Option<Decimal> {
        let per = rate.quantity().per.as_ref()?;
        let unit = spread.length.quantity().unit.as_str();
        let alike = rate.quantity().unit == spread.sum.quantity().unit && *per.unit == *unit;
        spread.sum.value()?.checked_div(rate.value()?).filter(|_| alike)
    };
    let mut drafts = Vec::new();
    for rate in all().take(MOST) {
        let whole = |times: &Decimal| times.is_integer() && *times > Decimal::ONE && *times <= Decimal::from(LONGEST);
        let fits = spreads.iter().filter(|spread| times(rate, spread) == spread.length.value());
        let fitting = fits.into_iter().next();
        for spread in &spreads {
            let Some(times) = times(rate, spread).filter(whole) else { continue };
            let off = spread.length.value().is_some_and(|length| {
                let gap = if length > times { length.checked_div(times) } else { times.checked_div(length) };
                length != times && gap.is_some_and(|gap| gap <= Decimal::from(3))
            });
            // the same source may tell of another rate; one that fits is the one that is meant
            let known = fitting.is_some_and(|fitting| fitting.sum.claim.source == spread.sum.claim.source);
            if !off || known || !is_odd(rate) || told.of(rate, spread.sum) {
                continue;
            }
            let says = format!(
                "{}; {} gives {} over {}, but at that rate it takes {} {}s.",
                affair.says(rate),
                affair.source(spread.sum),
                spread.sum.words(),
                spread.length.words(),
                number(times),
                spread.length.quantity().unit.as_str(),
            );
            let measured = format!("{} / {} = {}", spread.sum.words(), rate.words(), number(times));
            let draft = Draft::new(Severity::Low, Tolerance::Exact, says).measured(measured);
            drafts.push(draft.figures([rate, spread.sum, spread.length]));
        }
    }
    drafts
}

#[cfg(test)]
mod tests {
    use crate::model::quantity::{Per, Unit};
    use crate::reconcile::sample::{Said, leaves, rules_of, says};

    fn spread(source: &str, years: &str) -> Vec<Said> {
        let text = format!("It will cost 180 million over {years} years.");
        let mut sum = says(source, "cost", "180 million").sentence(&text).claim();
        sum.quantity.unit = Unit::Money("EUR".into());
        let mut length = says(source, "length_of_time", years).sentence(&text).claim();
        length.quantity.unit = Unit::Measure("year".into());
        length.rule = crate::model::claim::ASIDE.into();
        vec![sum.into(), length.into()]
    }

    #[test]
    fn one_sum_over_two_lengths() {
        let rules = rules_of([spread("wire", "10"), spread("post", "5")].concat());
        assert!(rules.iter().any(|rule| rule == "period_mismatch"), "{rules:?}");
        leaves([spread("wire", "10"), spread("post", "10")].concat());
    }

    #[test]
    fn a_rate_that_makes_the_sum_in_other_years() {
        let yearly = |value: &str| {
            let mut rate = says("post", "rent", value).sentence("It brings so much a year.").claim();
            rate.quantity.unit = Unit::Money("EUR".into());
            rate.quantity.per = Some(Per { amount: 1.into(), unit: "year".into() });
            Said::from(rate)
        };
        let told = |years, rate| [spread("wire", years), vec![yearly(rate)]].concat();
        assert_eq!(rules_of(told("5", "18 million")), ["sum_mismatch"]);
        leaves(told("10", "18 million"));
        leaves(told("5", "17 million"));
    }
}
