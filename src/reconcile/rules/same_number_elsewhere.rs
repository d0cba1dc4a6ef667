//! One number for two windows in texts that word the thing differently, or count what no metric names: 17 fines "between
//! 2019 and 2024" here, "in 2024 alone" there.

use std::collections::BTreeMap;

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
use crate::reconcile::likeness::{LIKELY, SURE, likeness, other_thing};
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

fn find(affair: &Affair) -> Vec<Draft> {
    let mut alike: BTreeMap<(String, Decimal), Vec<&Figure>> = BTreeMap::new();
    for figure in affair.figures.iter().filter(|figure| !figure.coded() && counted_over_days(figure)) {
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
        && figure.quantity().bound.is_point()
        && matches!(period.kind, PeriodKind::During | PeriodKind::Since | PeriodKind::Point)
        && matches!(period.basis, PeriodBasis::Clause | PeriodBasis::Sentence)
        && figure.window.days().is_some()
}

fn two_windows(one: &Figure, other: &Figure, affair: &Affair) -> Option<Draft> {
    let (x, y) = (one.window.days()?, other.window.days()?);
    if one.claim.source == other.claim.source || other_thing(one, other, affair) || x.max(y) < DAYS_OF_A_HAPPENING {
        return None;
    }
    // one day of a year is a date told coarsely, unless the longer window is a stretch of years
    let by_the_day = x.min(y) <= DAYS_OF_A_HAPPENING && x.max(y) <= 366;
    let within = matches!(windows(&one.window, &other.window).relation, Relation::Part | Relation::Whole);
    let share = x.min(y) as f64 / x.max(y) as f64;
    if by_the_day || !within || share > MOST_OF_IT {
        return None;
    }
    let points = likeness(one, other, affair);
    if points < LIKELY {
        return None;
    }
    let (short, long) = if x <= y { (one, other) } else { (other, one) };
    let says = format!(
        "{}, while {}: the same number is given for a short and for a long time, so one of the two windows is wrong.",
        affair.says(short),
        affair.says(long),
    );
    // digits that mean little meet by chance
    let plain = significant(short.value()?) < 2;
    let severity = weaker(Severity::Medium, u8::from(points < SURE - 1) + u8::from(plain));
    let measured = format!("{} | {}", short.when(), long.when());
    let mut draft = Draft::new(severity, Tolerance::Exact, says).figures([short, long]).measured(measured);
    for figure in affair.repeated(short).chain(affair.repeated(long)).take(4) {
        draft.see(figure);
    }
    Some(draft)
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
    fn another_thing_with_the_same_number_is_let_be() {
        let a = fined("wire", "17", "The refinery was fined 17 times between 2019 and 2024.");
        let b = says("post", "schools", "17").counted("schools").text("17").sentence("17 schools closed.");
        assert!(!mismatch([a.between("2019", "2024"), b.during("2024")]));
    }
}
