//! Two figures whose keys do not meet but whose words do, with digits that mirror each other.
//!
//! "The last altitude seen was 4,200 feet" and "the last altitude recorded was 2,400 feet": no metric names them, or the two
//! texts are read with different places or windows, yet each is the other's counterpart. Digits that changed places, or a zero
//! more, are seldom chance there. What keeps such pairs honest: neither text knows the other's figure, no day or year beside
//! them sets them apart, and a total may have grown. Other values in one another's place are weighed (`counterpart_differs`).

use hashbrown::HashMap;
use rust_decimal::Decimal;

use super::{Look, Rule, Told};
use crate::model::claim::{PeriodBasis, ScopeBasis};
use crate::model::finding::Severity;
use crate::model::metric::Behaviour;
use crate::model::quantity::{Role, Unit};
use crate::reconcile::affair::Affair;
use crate::reconcile::aligned::{Aligned, aligned};
use crate::reconcile::digits::{Slip, mirrored, significant};
use crate::reconcile::draft::Draft;
use crate::reconcile::figure::Figure;
use crate::reconcile::group::unit_key;
use crate::reconcile::key::{Basis, Relation, populations, scopes, windows};
use crate::reconcile::tolerance::{Comparison, Standing};

/// A slip of zeros, and two metrics of one family, have names of their own.
pub const RULE: Rule = Rule { name: "digit_slip", look: Look::Rest(find) };

/// What the words must weigh, and what part of all words that must be; more where it is one word alone, and where two metrics are
/// only of one family.
const SLIPPED: (f64, f64) = (0.8, 0.18);
const ONE_WORD: (f64, f64) = (1.1, 0.3);
const AKIN: (f64, f64) = (1.2, 0.25);
/// Two metrics of one family are not further apart than this, in percent.
const FAR_AKIN: f64 = 100.0;
/// Words that weigh so much leave a slip of digits the likelier reading even of a total that may have grown.
const SURELY: f64 = 2.4;
/// A happening lasts so many days; its toll is counted for longer.
const DAYS_OF_A_HAPPENING: i64 = 4;
/// What stands at some number may be told for so many days.
const DAYS_OF_A_LEVEL: i64 = 2;
/// Other places of the same texts that are cited.
const MOST_REPEATS: usize = 4;

/// What slipped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Digits,
    Units,
}

fn find(affair: &Affair, told: &Told) -> Vec<Draft> {
    let pairs = aligned(affair);
    if pairs.is_empty() {
        return Vec::new();
    }
    let mut known: HashMap<(&str, Decimal), Vec<&Figure>> = HashMap::new();
    for figure in affair.figures.iter().chain(&affair.asides).filter(|figure| !figure.coded()) {
        if let Some(value) = figure.value() {
            known.entry((&*figure.claim.source, value.abs().normalize())).or_default().push(figure);
        }
    }
    // a slip is the writer's who never saw the other figure
    let knows = |figure: &Figure, other: &Figure| {
        let value = other.value().unwrap_or_default().abs().normalize();
        let same = known.get(&(&*figure.claim.source, value));
        same.into_iter().flatten().any(|same| unit_key(same) == unit_key(other))
    };
    let mut drafts = Vec::new();
    for pair in &pairs {
        let (one, other) = (pair.one, pair.other);
        let beside = one.beside(other);
        if beside.standing != Standing::Apart || told.of(one, other) || !is_told(one) || !is_told(other) {
            continue;
        }
        let Some(kind) = kind(one, other) else { continue };
        let ruled = affair.rulings.are_different(&one.claim.id, &other.claim.id);
        let apart = ruled || some_of_them(one, other) || dated_apart(one, other) || placed_apart(one, other, affair);
        let grew = grown(one, other) && !(kind == Kind::Digits && pair.shared.mass >= SURELY);
        if is_like(pair, beside.percent) && !apart && !grew && !knows(one, other) && !knows(other, one) {
            drafts.push(draft(pair, kind, &beside, affair));
        }
    }
    drafts
}

fn kind(one: &Figure, other: &Figure) -> Option<Kind> {
    let (x, y) = (one.quantity(), other.quantity());
    if !x.bound.is_point() || !y.bound.is_point() {
        return None;
    }
    let (a, b) = (one.value()?, other.value()?);
    let many = |value: Decimal| significant(value) >= 2;
    match mirrored(a, b)? {
        Slip::Swapped if many(a) => Some(Kind::Digits),
        Slip::Scaled(_) if many(a) || matches!(x.unit, Unit::Money(_)) => Some(Kind::Units),
        _ => None,
    }
}

/// Alike enough.
fn is_like(pair: &Aligned, percent: f64) -> bool {
    let shared = &pair.shared;
    let reaches = |(mass, likeness): (f64, f64)| shared.mass >= mass && shared.likeness >= likeness;
    if pair.akin {
        return reaches(AKIN) && shared.words >= 2 && percent <= FAR_AKIN;
    }
    let named = pair.one.metric.is_some() && pair.one.claim.metric == pair.other.claim.metric;
    let words = if named || reaches(ONE_WORD) { 1 } else { 2 };
    reaches(SLIPPED) && shared.words >= words
}

/// Told as the value of the thing itself: not "up by 30", nor "a third of them".
fn is_told(figure: &Figure) -> bool {
    let quantity = figure.quantity();
    let whole = figure.metric.is_some() || !matches!(quantity.unit, Unit::Percent | Unit::Points | Unit::Ratio);
    whole && !figure.vague() && quantity.role == Role::None && !quantity.unit.is_clock()
}

/// The words beside one of the two, or its sentence, put it at days the other is not told for.
fn dated_apart(one: &Figure, other: &Figure) -> bool {
    let near = |figure: &Figure| {
        matches!(figure.claim.period.basis, PeriodBasis::Clause | PeriodBasis::Sentence) && figure.window.stated
    };
    // the toll of a happening is told for its day and counted for months
    let toll = |figure: &Figure| {
        figure.behaviour == Behaviour::Total
            && figure.window.basis == Basis::Within
            && figure.window.days().is_some_and(|days| days <= DAYS_OF_A_HAPPENING)
    };
    // and what is counted up does not fall, whatever the days
    let within = |figure: &Figure| figure.window.basis == Basis::Within && near(figure);
    let counts = |figure: &Figure| figure.behaviour == Behaviour::Total || figure.window.basis == Basis::Running;
    let falls = (counts(one) || counts(other)) && !within(one) && !within(other) && !grown(one, other);
    let days = windows(&one.window, &other.window);
    let long = |figure: &Figure| {
        let days = figure.window.days();
        figure.window.basis == Basis::Within
            && figure.window.stated
            && days.is_none_or(|days| days > DAYS_OF_A_HAPPENING)
    };
    let other_start = days.starts == Relation::Disjoint;
    if (long(one) || long(other)) && days.relation != Relation::Same {
        return true;
    }
    if toll(one) || toll(other) || falls {
        return other_start;
    }
    // what stands at some number moves from day to day
    let level = |figure: &Figure| {
        // how fast a train went and how long a bridge is stays so
        let measured = matches!(figure.quantity().unit, Unit::Measure(_));
        figure.metric.is_some()
            && !measured
            && matches!(figure.behaviour, Behaviour::Level | Behaviour::Rate | Behaviour::Share)
    };
    let days = one.as_of().zip(other.as_of()).map_or(0, |(a, b)| (a - b).num_days().abs());
    if level(one) && level(other) && days > DAYS_OF_A_LEVEL {
        return true;
    }
    let apart = one.as_of().zip(other.as_of()).is_some_and(|(a, b)| (a - b).num_days().abs() > 31);
    apart && (near(one) || near(other)) || other_start
}

/// One of the two counts some of those the other counts, and fewer: 14 children among 27 dead.
fn some_of_them(one: &Figure, other: &Figure) -> bool {
    if one.no_total != other.no_total {
        return true;
    }
    match populations(&one.population, &other.population) {
        Relation::Part => one.size() < other.size(),
        Relation::Whole => other.size() < one.size(),
        _ => one.of_those || other.of_those,
    }
}

/// One of the two is said to be of a place that the other's sentence does not name.
fn placed_apart(one: &Figure, other: &Figure, affair: &Affair) -> bool {
    let named = |figure: &Figure| figure.claim.scope.basis <= ScopeBasis::Sentence && !figure.scope.is_empty();
    let silent = |place: &str, figure: &Figure| !figure.claim.sentence_text.contains(place);
    match scopes(&one.scope, &other.scope, &affair.main_place, affair.vocabulary) {
        Relation::Part => named(one) && silent(&one.scope, other),
        Relation::Whole => named(other) && silent(&other.scope, one),
        _ => false,
    }
}

/// What is counted up, larger in the later text.
fn grown(one: &Figure, other: &Figure) -> bool {
    let counts = |figure: &Figure| figure.behaviour == Behaviour::Total || figure.window.basis == Basis::Running;
    let day = |figure: &Figure| figure.claim.published;
    let later_is_larger = day(one).cmp(&day(other)) == one.size().cmp(&other.size());
    let undated = day(one).is_none() || day(other).is_none();
    (counts(one) || counts(other)) && (undated || day(one) != day(other) && later_is_larger)
}

fn draft(pair: &Aligned, kind: Kind, beside: &Comparison, affair: &Affair) -> Draft {
    let (small, large) =
        if pair.one.size() <= pair.other.size() { (pair.one, pair.other) } else { (pair.other, pair.one) };
    let measured = format!("{} | {}", small.words(), large.words());
    let reason = match kind {
        Kind::Digits => "two digits look swapped, and the sentences speak of the same thing",
        Kind::Units => "the same digits with another unit or more zeros, and the sentences speak of the same thing",
    };
    let says = format!("{}, while {}: {measured}; {reason}.", affair.says(small), affair.says(large));
    let severity = match !pair.akin && pair.shared.mass >= SURELY {
        true => Severity::Medium,
        false => Severity::Low,
    };
    let mut draft = Draft::new(severity, beside.tolerance, says).figures([small, large]).gap(beside.percent);
    for figure in affair.repeated(small).chain(affair.repeated(large)).take(MOST_REPEATS) {
        draft.see(figure);
    }
    draft.rule = match kind {
        _ if pair.akin => "definition_mismatch",
        Kind::Digits => "digit_slip",
        Kind::Units => "unit_slip",
    };
    draft.measured(measured)
}

#[cfg(test)]
mod tests {
    use crate::reconcile::sample::{Said, rules_of, says};

    fn told(source: &str, figure: &str, words: &str) -> Said {
        says(source, "measure", figure).text(&format!("{figure} metres")).sentence(words)
    }

    fn finds(rule: &str, said: [Said; 2]) -> bool {
        rules_of(said).iter().any(|found| found == rule)
    }

    #[test]
    fn figures_of_unlike_keys_meet_by_the_words_around_them() {
        let a = || told("wire", "231", "The concrete span of the Halm bridge was 231 metres long.").scope("Halm");
        let b = told("post", "265", "At 265 metres the concrete span of the bridge was the longest in Halm.");
        assert!(finds("value_conflict", [a(), b]));
        let c = told("post", "265", "The queue for bread ran around 265 metres of wall.");
        assert!(!finds("value_conflict", [a(), c]));
        let swapped = told("post", "321", "At 321 metres the concrete span of the bridge was the longest in Halm.");
        assert!(finds("digit_slip", [a(), swapped]));
    }

    #[test]
    fn a_figure_of_a_town_is_none_of_its_country() {
        let town =
            says("wire", "killed", "121").scope("Lisk").text("121").sentence("The flood killed 121 people in Lisk.");
        let all = says("post", "killed", "173").text("173").sentence("The flood killed 173 people.");
        assert!(!finds("value_conflict", [town, all]));
    }

    #[test]
    fn bounds_that_exclude_each_other() {
        let residents = |source: &str, figure: &str, text: &str, words: &str| {
            says(source, "ordered", figure).text(text).sentence(words)
        };
        let a = residents("wire", "under 40,000", "40,000", "Under 40,000 residents were told to leave their homes.");
        let b = residents("post", "52,000", "52,000", "Some 52,000 residents had been told to leave their homes.");
        assert!(finds("bound_conflict", [a, b]));
    }
}
