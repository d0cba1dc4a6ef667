//! Two figures whose keys do not meet but whose words do, and that cannot both be true.
//!
//! "The last altitude seen was 4,200 feet" and "the last altitude recorded was 2,400 feet": no metric names them, or the two
//! texts are read with different places or windows, yet each is the other's counterpart. What keeps such pairs honest:
//! neither text knows the other's figure, no day or year beside them sets them apart, and a total may have grown. Digits
//! that mirror each other are seldom chance, so there less likeness will do.

use chrono::NaiveDate;
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
use crate::reconcile::figure::{Figure, number, percent};
use crate::reconcile::group::unit_key;
use crate::reconcile::key::{Basis, Relation, populations, scopes, windows};
use crate::reconcile::tolerance::{Comparison, Standing};

/// The name is that of the plainest finding; a slip or a bound has its own.
pub const RULE: Rule = Rule { name: "value_conflict", look: Look::Rest(find) };

/// What the words must weigh, and what part of all words that must be, where both count by one metric of the vocabulary;
/// where nobody names what is counted; and where the digits are a slip.
const NAMED: (f64, f64) = (1.0, 0.18);
const UNNAMED: (f64, f64) = (1.4, 0.28);
const SLIPPED: (f64, f64) = (0.8, 0.18);
/// Bounds that leave no room say more than two values that differ.
const BOUNDED: (f64, f64) = (1.2, 0.25);
/// Both are the largest count of their metric that their text tells, as a toll is; and as far apart as two such may be.
const MAIN: (f64, f64) = (0.9, 0.12);
const FAR_MAIN: f64 = 60.0;
/// Words that two slipped figures share weigh this much where it is one word alone.
const ONE_WORD: (f64, f64) = (1.1, 0.3);
/// The same for two metrics of one family.
const AKIN: (f64, f64) = (1.2, 0.25);
/// Further apart than this, in percent, one of the two is something else; and as far for figures nobody names.
const FAR: f64 = 200.0;
const FAR_UNNAMED: f64 = 120.0;
const FAR_AKIN: f64 = 100.0;
/// Words that weigh so much leave a slip of digits the likelier reading even of a total that may have grown.
const SURELY: f64 = 2.4;
/// A text knows the other's figure where it tells it in words at least this much as like.
const KNOWN: f64 = 0.4;
/// A happening lasts so many days; its toll is counted for longer.
const DAYS_OF_A_HAPPENING: i64 = 4;
/// What stands at some number may be told for so many days.
const DAYS_OF_A_LEVEL: i64 = 2;
/// After so many days the toll of a happening has been counted.
const DAYS_OF_COUNTING: i64 = 180;
/// Two final tolls are not further apart than this, in percent.
const FAR_CLOSED: f64 = 20.0;
/// Other places of the same texts that are cited.
const MOST_REPEATS: usize = 4;

/// How two figures fail to meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Values,
    Bounds,
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
    let mut largest: HashMap<(&str, &str), Decimal> = HashMap::new();
    let counted = affair.figures.iter().filter(|figure| figure.metric.is_some() && figure.is_plain_count());
    for figure in counted.filter(|figure| figure.behaviour == Behaviour::Total) {
        if let Some(value) = figure.value().or(figure.interval.low) {
            let most = largest.entry((&*figure.claim.source, figure.claim.metric.as_str())).or_insert(value);
            *most = value.max(*most);
        }
    }
    let is_main = |figure: &Figure| {
        let most = largest.get(&(&*figure.claim.source, figure.claim.metric.as_str()));
        most.is_some() && most.copied() == figure.value().or(figure.interval.low)
    };
    let knows = |figure: &Figure, other: &Figure, pair: &Aligned, kind: Kind| {
        let value = other.value().unwrap_or_default().abs().normalize();
        known.get(&(&*figure.claim.source, value)).into_iter().flatten().any(|same| {
            let points =
                affair.profiles.shared(same, other).points().max(affair.profiles.shared(same, figure).points());
            // a slip is the writer's who never saw the other figure
            let slipped = matches!(kind, Kind::Digits | Kind::Units);
            unit_key(same) == unit_key(other) && (slipped || points >= pair.shared.points() * KNOWN)
        })
    };
    let first = affair.figures.iter().filter_map(|figure| figure.claim.published).min();
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
        let closed = is_main(one) && is_main(other) && closed(one, other, first) && beside.percent <= FAR_CLOSED;
        let grew = grown(one, other) && !(kind == Kind::Digits && pair.shared.mass >= SURELY) && !closed;
        let worded = one.place_in_sentence().is_some() && other.place_in_sentence().is_some();
        let main = worded
            && is_main(one)
            && is_main(other)
            && beside.percent <= FAR_MAIN
            && one.claim.metric == other.claim.metric;
        if is_like(pair, kind, main, &beside)
            && !apart
            && !grew
            && !knows(one, other, pair, kind)
            && !knows(other, one, pair, kind)
        {
            drafts.push(draft(pair, kind, &beside, affair));
        }
    }
    drafts
}

fn kind(one: &Figure, other: &Figure) -> Option<Kind> {
    let (x, y) = (one.quantity(), other.quantity());
    if x.bound.is_lower() && y.bound.is_lower() || x.bound.is_upper() && y.bound.is_upper() {
        return None;
    }
    if !x.bound.is_point() || !y.bound.is_point() {
        return Some(Kind::Bounds);
    }
    let (a, b) = (one.value()?, other.value()?);
    let many = |value: Decimal| significant(value) >= 2;
    Some(match mirrored(a, b) {
        Some(Slip::Swapped) if many(a) => Kind::Digits,
        Some(Slip::Scaled(_)) if many(a) || matches!(x.unit, Unit::Money(_)) => Kind::Units,
        _ => Kind::Values,
    })
}

/// Alike enough for how far apart they are.
///
/// `main`: both are their texts' main count of the thing.
fn is_like(pair: &Aligned, kind: Kind, main: bool, beside: &Comparison) -> bool {
    let named = pair.one.metric.is_some() && pair.one.claim.metric == pair.other.claim.metric;
    let ((mass, likeness), far) = match kind {
        _ if pair.akin => (AKIN, FAR_AKIN),
        Kind::Digits | Kind::Units => (SLIPPED, f64::INFINITY),
        _ if main => (MAIN, FAR_MAIN),
        Kind::Bounds => (BOUNDED, FAR),
        _ if named => (NAMED, FAR),
        _ => (UNNAMED, FAR_UNNAMED),
    };
    let shared = &pair.shared;
    let slipped =
        matches!(kind, Kind::Digits | Kind::Units) && shared.mass >= ONE_WORD.0 && shared.likeness >= ONE_WORD.1;
    let words = match () {
        () if main => 0,
        () if named || slipped => 1,
        () => 2,
    };
    (pair.best || kind != Kind::Values)
        && shared.mass >= mass
        && shared.likeness >= likeness
        && shared.words >= words
        && beside.percent <= far
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
    let size = |figure: &Figure| figure.value().or(figure.interval.low).or(figure.interval.high);
    if one.no_total != other.no_total {
        return true;
    }
    match populations(&one.population, &other.population) {
        Relation::Part => size(one) < size(other),
        Relation::Whole => size(other) < size(one),
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

/// Both texts were written long after the first one of the story: by then a toll is counted, and two that are near each other
/// are two results rather than two days of counting.
fn closed(one: &Figure, other: &Figure, first: Option<NaiveDate>) -> bool {
    let late = |figure: &Figure| {
        let days = figure.claim.published.zip(first).map(|(published, first)| (published - first).num_days());
        days.is_some_and(|days| days >= DAYS_OF_COUNTING)
    };
    late(one) && late(other)
}

/// What is counted up, larger in the later text.
fn grown(one: &Figure, other: &Figure) -> bool {
    let counts = |figure: &Figure| figure.behaviour == Behaviour::Total || figure.window.basis == Basis::Running;
    let day = |figure: &Figure| figure.claim.published;
    let size = |figure: &Figure| figure.value().or(figure.interval.low).or(figure.interval.high);
    let later_is_larger = day(one).cmp(&day(other)) == size(one).cmp(&size(other));
    let undated = day(one).is_none() || day(other).is_none();
    (counts(one) || counts(other)) && (undated || day(one) != day(other) && later_is_larger)
}

fn draft(pair: &Aligned, kind: Kind, beside: &Comparison, affair: &Affair) -> Draft {
    let size = |figure: &Figure| figure.value().or(figure.interval.low).or(figure.interval.high);
    let (small, large) =
        if size(pair.one) <= size(pair.other) { (pair.one, pair.other) } else { (pair.other, pair.one) };
    let plain = |figure: &Figure| figure.value().map_or_else(|| figure.words(), number);
    let gap =
        || format!("{} - {} = {} ({} %)", plain(large), plain(small), number(beside.gap), percent(beside.percent));
    let both = || format!("{} | {}", small.words(), large.words());
    let (measured, reason) = match kind {
        Kind::Values => {
            (gap(), "the sentences speak of the same thing, but the words leave open whether exactly the same is meant")
        }
        Kind::Bounds => {
            (both(), "the sentences speak of the same thing, and the bounds leave no figure that fits both")
        }
        Kind::Digits => (both(), "two digits look swapped, and the sentences speak of the same thing"),
        Kind::Units => {
            (both(), "the same digits with another unit or more zeros, and the sentences speak of the same thing")
        }
    };
    let says = format!("{}, while {}: {measured}; {reason}.", affair.says(small), affair.says(large));
    let severity = match kind {
        Kind::Digits | Kind::Units if !pair.akin && pair.shared.mass >= SURELY => Severity::Medium,
        _ => Severity::Low,
    };
    let mut draft = Draft::new(severity, beside.tolerance, says).figures([small, large]).gap(beside.percent);
    for figure in affair.repeated(small).chain(affair.repeated(large)).take(MOST_REPEATS) {
        draft.see(figure);
    }
    draft.rule = match kind {
        _ if pair.akin => "definition_mismatch",
        Kind::Values => "value_conflict",
        Kind::Bounds => "bound_conflict",
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
