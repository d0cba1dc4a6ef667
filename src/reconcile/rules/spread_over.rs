//! What is spread over a length of time, against the same number over another length, at a pace, or by the week: "180 million
//! over ten years" and "180m spread over five years", "18m a year", "400 trucks a day" and "400 lorries a week", "5 percent over
//! two years" and "over three".

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use rust_decimal::Decimal;

use super::{Look, Rule, Told};
use crate::model::finding::Severity;
use crate::model::quantity::Unit;
use crate::reconcile::affair::Affair;
use crate::reconcile::breath::lines;
use crate::reconcile::digits::significant;
use crate::reconcile::draft::Draft;
use crate::reconcile::figure::{Figure, number};
use crate::reconcile::reckon::ends;
use crate::reconcile::tolerance::Tolerance;

/// One number over two lengths of time or at two paces is a `period_mismatch`; a rate that does not make its sum has its own
/// name.
pub const RULE: Rule = Rule { name: "period_mismatch", look: Look::Rest(find) };

/// Bytes between a sum and its length of time: "($197 million) spread over".
const REACH: usize = 40;
/// A sum of so much with two digits is hardly two sums.
const LARGE_SUM: Decimal = Decimal::from_parts(1_000_000, 0, 0, false, 0);
/// A number told more often than this is a round one.
const MOST_ALIKE: usize = 12;
/// Sums of a story that are looked at.
const MOST: usize = 64;
/// Years a rate may be paid.
const LONGEST: i64 = 40;

/// A number and the length of time it is spread over.
#[derive(Debug, Clone, Copy)]
struct Spread<'f, 'a> {
    sum: &'f Figure<'a>,
    length: &'f Figure<'a>,
}

fn is_money(figure: &Figure) -> bool {
    let quantity = figure.quantity();
    matches!(quantity.unit, Unit::Money(_)) && quantity.bound.is_point() && figure.value() > Some(Decimal::ZERO)
}

/// What else may be spread over a time: a rise, a number of things.
fn is_spread(figure: &Figure) -> bool {
    let quantity = figure.quantity();
    matches!(quantity.unit, Unit::Percent | Unit::Count) && quantity.bound.is_point() && figure.value().is_some()
}

/// What is paid each of such times: "18m a year".
fn is_rate(figure: &Figure) -> bool {
    is_money(figure) && figure.quantity().per.as_ref().is_some_and(|per| per.amount == Decimal::ONE)
}

fn spreads<'f, 'a>(affair: &'f Affair<'a>) -> Vec<Spread<'f, 'a>> {
    let mut spreads: Vec<Spread> = Vec::new();
    let mut left = 0;
    for line in lines(affair) {
        for place in 1..line.figures.len() {
            let length = line.figures[place].1;
            let is_length = matches!(length.quantity().unit, Unit::Measure(_)) && length.quantity().per.is_none();
            if !is_length
                || !ends(&line.before(place), &affair.vocabulary.phrases.spread_over)
                || length.value() <= Some(Decimal::ONE)
            {
                continue;
            }
            // the sum may be told again in another currency between
            let money = (0..place).rev().take(2).take_while(|&at| is_money(line.figures[at].1)).last();
            let first = money.or_else(|| Some(place - 1).filter(|&at| is_spread(line.figures[at].1)));
            let Some(first) = first.filter(|&at| line.figures[at].1.quantity().per.is_none()) else { continue };
            let from = line.figures[first].0 + line.figures[first].1.claim.text.len();
            match line.figures[place].0.saturating_sub(from) <= REACH {
                true if spreads.len() < MOST => spreads.push(Spread { sum: line.figures[first].1, length }),
                reached => left += usize::from(reached),
            }
        }
    }
    affair.left_out.add("sums spread over a time", left);
    spreads
}

fn find(affair: &Affair, told: &Told) -> Vec<Draft> {
    let spreads = spreads(affair);
    let mut drafts = lengths(&spreads, affair, told);
    drafts.extend(paces(&spreads, affair, told));
    drafts.extend(rates(&spreads, affair, told).into_iter().map(|draft| draft.named("sum_mismatch")));
    drafts
}

/// Written with more than one figure that is no nought: no sum one hears every day.
fn is_odd(figure: &Figure) -> bool {
    figure.value().is_some_and(|value| significant(value) > 1)
}

/// Are the two told of one thing, as far as number and words tell?
fn is_one_thing(one: &Figure, other: &Figure, affair: &Affair) -> bool {
    let same_metric = one.claim.metric == other.claim.metric && one.metric.is_some();
    let large = is_money(one) && one.value() >= Some(LARGE_SUM) && is_odd(one);
    large || same_metric || is_odd(one) && affair.profiles.shared(one, other).words > 0
}

/// A length of time in days, as calendars go.
fn days(length: &Figure) -> Option<Decimal> {
    let each = match length.quantity().unit.as_str() {
        "day" => 1,
        "week" => 7,
        "month" => 30,
        "year" => 365,
        _ => return None,
    };
    length.value()?.checked_mul(Decimal::from(each))
}

fn lengths(spreads: &[Spread], affair: &Affair, told: &Told) -> Vec<Draft> {
    let mut drafts: BTreeMap<(&str, Decimal), Draft> = BTreeMap::new();
    for (at, one) in spreads.iter().enumerate() {
        for other in &spreads[at + 1..] {
            let same = one.sum.value() == other.sum.value() && one.sum.quantity().unit == other.sum.quantity().unit;
            let lengths = days(one.length).zip(days(other.length)).is_some_and(|(x, y)| x != y)
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
            let one_thing = is_one_thing(one.sum, other.sum, affair);
            if !same || !lengths || !apart || both || !one_thing || told.of(one.sum, other.sum) {
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
            let metric = one.sum.metric.is_some() && one.sum.claim.metric == other.sum.claim.metric;
            let severity = if is_odd(one.sum) || metric { Severity::Medium } else { Severity::Low };
            let measured = format!("{} | {}", one.length.words(), other.length.words());
            let draft = Draft::new(severity, Tolerance::Exact, says).measured(measured);
            let draft = draft.figures([one.sum, one.length, other.sum, other.length]);
            // whoever else gives one of the two lengths is a witness
            let key = (one.sum.quantity().unit.as_str(), one.sum.value().unwrap_or_default().normalize());
            match drafts.entry(key) {
                Entry::Vacant(place) => drop(place.insert(draft)),
                Entry::Occupied(mut place) => place.get_mut().absorb(&draft),
            }
        }
    }
    drafts.into_values().collect()
}

/// One number by the day and by the week, or by the year here and in all, or over some years, there.
fn paces(spreads: &[Spread], affair: &Affair, told: &Told) -> Vec<Draft> {
    let pace = |figure: &Figure| {
        let per = figure.quantity().per.as_ref().filter(|per| per.amount == Decimal::ONE)?;
        matches!(&*per.unit, "day" | "week" | "month" | "year").then(|| per.unit.clone())
    };
    let mut alike: BTreeMap<(&str, Decimal), Vec<&Figure>> = BTreeMap::new();
    for figure in affair.figures.iter().chain(&affair.asides) {
        if let Some(value) = figure.value().filter(|_| !figure.coded() && (is_money(figure) || is_spread(figure))) {
            alike.entry((figure.quantity().unit.as_str(), value.normalize())).or_default().push(figure);
        }
    }
    let length = |figure: &Figure| spreads.iter().find(|spread| spread.sum.at == figure.at).map(|spread| spread.length);
    let mut drafts = Vec::new();
    for figures in alike.values().filter(|figures| (2..=MOST_ALIKE).contains(&figures.len())) {
        let paced = figures.iter().copied().filter(|figure| pace(figure).is_some());
        let pairs = paced.flat_map(|one| figures.iter().map(move |other| (one, *other)));
        let mut best: Option<(f64, Draft)> = None;
        for (one, other) in pairs {
            let apart = one.claim.source != other.claim.source && pace(one) != pace(other);
            // a text that tells the number at both paces knows both
            let both = figures.iter().any(|third| {
                third.claim.source == other.claim.source && pace(third) == pace(one)
                    || third.claim.source == one.claim.source && pace(third) == pace(other)
            });
            if !apart || both || !is_one_thing(one, other, affair) || told.of(one, other) {
                continue;
            }
            let Some(per) = pace(one) else { continue };
            let (reason, clear) = match (pace(other), length(other)) {
                (Some(other), _) => (format!("by the {per} and by the {other}"), true),
                (None, Some(length)) => (format!("by the {per} and over {}", length.words()), true),
                (None, None) => (format!("by the {per} here and without it there"), false),
            };
            let shared = affair.profiles.shared(one, other);
            let says = format!(
                "{}, while {}: the same number is given {reason}, so the two do not mean the same.",
                affair.says(one),
                affair.says(other),
            );
            let severity = if clear && shared.words > 0 { Severity::Medium } else { Severity::Low };
            let measured = format!("{} | {}", one.words(), other.words());
            let draft = Draft::new(severity, Tolerance::Exact, says).figures([one, other]).measured(measured);
            let points = shared.points() + f64::from(u8::from(clear));
            if best.as_ref().is_none_or(|(most, _)| points > *most) {
                best = Some((points, draft));
            }
        }
        drafts.extend(best.map(|(_, draft)| draft));
    }
    drafts
}

/// A rate that makes the sum in another number of years than its text says.
fn rates(spreads: &[Spread], affair: &Affair, told: &Told) -> Vec<Draft> {
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
    for rate in affair.left_out.first(MOST, "rates beside sums", all()) {
        let whole = |times: &Decimal| times.is_integer() && *times > Decimal::ONE && *times <= Decimal::from(LONGEST);
        let fits = spreads.iter().filter(|spread| times(rate, spread) == spread.length.value());
        let fitting = fits.into_iter().next();
        for spread in spreads {
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
    fn one_number_at_two_paces() {
        let trucks = |source: &str, unit: &str| {
            let text = "Some 420 trucks are let into Halm each time.";
            let mut said = says(source, "trucks", "420").text("420").sentence(text).claim();
            said.quantity.per = Some(Per { amount: 1.into(), unit: unit.into() });
            Said::from(said)
        };
        let rules = rules_of([trucks("wire", "day"), trucks("post", "week")]);
        assert!(rules.iter().any(|rule| rule == "period_mismatch"), "{rules:?}");
        let rules = rules_of([trucks("wire", "day"), trucks("post", "day")]);
        assert!(!rules.iter().any(|rule| rule == "period_mismatch"), "{rules:?}");
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
