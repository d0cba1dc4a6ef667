//! One number for two windows in texts that word the thing differently, or count what no metric names: 17 fines "between
//! 2019 and 2024" here, "in 2024 alone" there.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::{Look, Rule};
use crate::model::claim::{PeriodBasis, PeriodKind};
use crate::model::finding::Severity;
use crate::model::metric::Behaviour;
use crate::model::modality::Modality;
use crate::model::quantity::Unit;
use crate::reconcile::affair::Affair;
use crate::reconcile::digits::significant;
use crate::reconcile::draft::{Draft, weaker};
use crate::reconcile::figure::Figure;
use crate::reconcile::group::unit_key;
use crate::reconcile::key::{Relation, windows};
use crate::reconcile::likeness::{LIKELY, SURE, likeness, other_place, other_thing};
use crate::reconcile::tolerance::Tolerance;

pub const RULE: Rule = Rule { name: "period_mismatch", look: Look::Story(find) };

/// A number told more often than this is a series or a round one.
const MOST_ALIKE: usize = 16;
/// Below this numbers meet by chance.
const LEAST: Decimal = Decimal::from_parts(11, 0, 0, false, 0);
/// A window that covers more of the other than this is the same one, told coarsely.
const MOST_OF_IT: f64 = 0.6;
/// Windows shorter than this are of a happening, told by its day or by its month.
const DAYS_OF_A_HAPPENING: i64 = 45;
/// Windows of years that begin or end so many days apart are two, though most of the one lies in the other.
const YEARS: i64 = 700;
const SURELY_APART: i64 = 300;
/// Digits of a number that two years do not share by chance.
const TELLING: usize = 3;
/// What a sum of so much and two digits tells of itself, in points: it is hardly two sums.
const LARGE_SUM: Decimal = Decimal::from_parts(1_000_000, 0, 0, false, 0);
const OF_A_LARGE_SUM: u32 = 3;

fn find(affair: &Affair) -> Vec<Draft> {
    let mut alike: BTreeMap<(String, Decimal), Vec<&Figure>> = BTreeMap::new();
    let told = affair.figures.iter().chain(&affair.asides);
    for figure in told.filter(|figure| !figure.coded() && counted_over_days(figure)) {
        if let Some(value) = figure.value().filter(|value| *value >= LEAST) {
            alike.entry((unit_key(figure).into_owned(), value.normalize())).or_default().push(figure);
        }
    }
    let mut drafts = Vec::new();
    for figures in alike.values().filter(|figures| (2..=MOST_ALIKE).contains(&figures.len())) {
        let pairs = figures.iter().enumerate().flat_map(|(at, one)| figures[at + 1..].iter().map(move |o| (*one, *o)));
        // the pair that is most alike speaks for the number
        let best = pairs.filter_map(|(one, other)| two_windows(one, other, affair)).max_by_key(|draft| draft.severity);
        drafts.extend(best);
    }
    drafts
}

/// Something that happens, counted within days the words themselves give.
fn counted_over_days(figure: &Figure) -> bool {
    let period = &figure.claim.period;
    let over = matches!(figure.behaviour, Behaviour::Total | Behaviour::Flow) || figure.metric.is_none();
    let unit = matches!(figure.quantity().unit, Unit::Count | Unit::Measure(_) | Unit::Money(_));
    over && unit
        && figure.claim.modality == Modality::Asserted
        && figure.value().is_some()
        && matches!(period.kind, PeriodKind::During | PeriodKind::Since | PeriodKind::Point)
        && matches!(period.basis, PeriodBasis::Clause | PeriodBasis::Sentence)
        && figure.window.days().is_some()
}

fn two_windows(one: &Figure, other: &Figure, affair: &Affair) -> Option<Draft> {
    let (x, y) = (one.window.days()?, other.window.days()?);
    if one.claim.source == other.claim.source || is_other_thing(one, other, affair) || x.max(y) < DAYS_OF_A_HAPPENING {
        return None;
    }
    // one day of a year is a date told coarsely, unless the longer window is a stretch of years
    let by_the_day = x.min(y) <= DAYS_OF_A_HAPPENING && x.max(y) <= 366;
    let share = x.min(y) as f64 / x.max(y) as f64;
    let digits = digits(one);
    let two = match windows(&one.window, &other.window).relation {
        Relation::Part | Relation::Whole => share <= MOST_OF_IT || years_apart(one, other),
        // "between 2014 and 2022", "last year alone"
        Relation::Disjoint => share <= MOST_OF_IT && digits >= TELLING,
        _ => false,
    };
    if by_the_day || !two || one.quantity().bound.is_point() != other.quantity().bound.is_point() {
        return None;
    }
    let large = matches!(one.quantity().unit, Unit::Money(_)) && one.value() >= Some(LARGE_SUM) && digits >= 2;
    let points = likeness(one, other, affair);
    if points + if large { OF_A_LARGE_SUM } else { 0 } < LIKELY {
        return None;
    }
    let (short, long) = if x <= y { (one, other) } else { (other, one) };
    let says = format!(
        "{}, while {}: the same number is given for a shorter and for a longer time, so one of the two windows is wrong.",
        affair.says(short),
        affair.says(long),
    );
    // digits that mean little meet by chance
    let plain = digits < 2;
    let severity = weaker(Severity::Medium, u8::from(points < SURE - 1) + u8::from(plain));
    let measured = format!("{} | {}", short.when(), long.when());
    let mut draft = Draft::new(severity, Tolerance::Exact, says).figures([short, long]).measured(measured);
    for figure in affair.repeated(short).chain(affair.repeated(long)).take(4) {
        draft.see(figure);
    }
    Some(draft)
}

fn digits(figure: &Figure) -> usize {
    figure.value().map_or(0, significant)
}

/// "Pupils" and "children" with one number of many digits, by one metric, are hardly two lots: only their places are asked.
fn is_other_thing(one: &Figure, other: &Figure, affair: &Affair) -> bool {
    let one_metric = one.metric.is_some() && one.claim.metric == other.claim.metric;
    if one_metric && digits(one) >= TELLING { other_place(one, other, affair) } else { other_thing(one, other, affair) }
}

/// "Between 2014 and 2019", "between 2011 and 2019": both are stretches of years, and an end of the one is not that of the other.
fn years_apart(one: &Figure, other: &Figure) -> bool {
    let long = |figure: &Figure| figure.window.days().is_some_and(|days| days >= YEARS);
    let gap = |a: Option<NaiveDate>, b: Option<NaiveDate>| a.zip(b).map_or(0, |(a, b)| (a - b).num_days().abs());
    let (a, b) = (&one.window, &other.window);
    let both_closed = one.claim.period.kind == PeriodKind::During && other.claim.period.kind == PeriodKind::During;
    long(one) && long(other) && both_closed && gap(a.first, b.first).max(gap(a.last, b.last)) >= SURELY_APART
}

#[cfg(test)]
mod tests {
    use crate::model::claim::PeriodBasis;
    use crate::reconcile::sample::{Said, rules_of, says};

    fn fined(source: &str, count: &str, words: &str) -> Said {
        says(source, "times", count).counted("times").text(count).sentence(words)
    }

    fn mismatch(said: [Said; 2]) -> bool {
        let in_its_clause = |said: Said| {
            let mut claim = said.claim();
            claim.period.basis = PeriodBasis::Clause;
            Said::from(claim)
        };
        rules_of(said.map(in_its_clause)).iter().any(|rule| rule == "period_mismatch")
    }

    #[test]
    fn one_number_for_six_years_and_for_one() {
        let long = || fined("wire", "17", "The refinery was fined 17 times between 2019 and 2024.");
        let short = |day: &str| fined("post", "17", "In that year the refinery was fined 17 times.").during(day);
        assert!(mismatch([long().between("2019", "2024"), short("2024")]));
        // another year's count is another count
        assert!(!mismatch([long().between("2019", "2024"), short("2014")]));
    }

    #[test]
    fn one_number_for_a_stretch_of_years_and_for_a_later_one() {
        let apart = |count: &str| {
            let told = |source: &str, words: &str| fined(source, count, words).text("fined");
            let long = told("wire", "The refinery was fined a number of times between 2014 and 2022.");
            let short = told("post", "In that year alone the refinery was fined a number of times.");
            mismatch([long.between("2014", "2022"), short.during("2024")])
        };
        assert!(apart("1,683"));
        // two digits meet by chance
        assert!(!apart("17"));
    }

    #[test]
    fn another_thing_with_the_same_number_is_let_be() {
        let a = fined("wire", "17", "The refinery was fined 17 times between 2019 and 2024.");
        let b = says("post", "schools", "17").counted("schools").text("17").sentence("17 schools closed.");
        assert!(!mismatch([a.between("2019", "2024"), b.during("2024")]));
    }
}
