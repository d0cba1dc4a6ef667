//! A slip of the hand between two texts that word the thing differently, or put it in different places or days.
//!
//! "118 millimetres of rain in Arda" and "181 millimetres fell on the town": the keys do not meet, but digits that are
//! each other's mirror are seldom chance when the words around them are alike and neither text knows the other's figure.
//! Figures are found by their digits, so that a long story costs no more than its figures.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, HashSet};

use rust_decimal::Decimal;

use super::{Look, Rule};
use crate::model::claim::ScopeBasis;
use crate::model::finding::Severity;
use crate::model::metric::Behaviour;
use crate::model::modality::Modality;
use crate::model::quantity::{Role, Unit};
use crate::reconcile::affair::Affair;
use crate::reconcile::digits::{Slip, mirrored};
use crate::reconcile::draft::{Draft, weaker};
use crate::reconcile::figure::{Figure, number};
use crate::reconcile::group::unit_key;
use crate::reconcile::key::Basis;
use crate::reconcile::likeness::{LIKELY, SURE, likeness, other_days, other_thing};
use crate::reconcile::tolerance::Tolerance;

pub const DIGITS: Rule = Rule { name: "digit_slip", look: Look::Story(swapped) };
pub const UNITS: Rule = Rule { name: "unit_slip", look: Look::Story(scaled) };

pub const MEASURES: Rule = Rule { name: "unit_slip", look: Look::Story(other_unit) };

/// Figures with the same digits beyond this many are a series, not slips.
const MOST_ALIKE: usize = 24;
/// Other places of the same texts that are cited.
const MOST_REPEATS: usize = 4;
/// A figure so many times nearer is the one that is meant.
const NEARER: Decimal = Decimal::from_parts(3, 0, 0, false, 0);
/// A total told with more values than this goes on growing.
const FEW_VALUES: usize = 3;

/// "3,100 tonnes" here, "3,100 barrels" there: the number was kept and the unit changed.
fn other_unit(affair: &Affair) -> Vec<Draft> {
    let mut alike: BTreeMap<Decimal, Vec<&Figure>> = BTreeMap::new();
    let all = || affair.figures.iter().chain(&affair.asides).filter(|figure| !figure.coded());
    for figure in all().filter(|figure| eligible(figure)) {
        if let (Unit::Measure(_) | Unit::Money(_), Some(value)) = (&figure.quantity().unit, figure.value()) {
            alike.entry(value.normalize()).or_default().push(figure);
        }
    }
    let known: HashSet<(&str, &Unit, Decimal)> = all()
        .filter_map(|figure| Some((&*figure.claim.source, &figure.quantity().unit, figure.value()?.normalize())))
        .collect();
    let knows = |source: &str, unit: &Unit, value: Option<Decimal>| {
        value.is_some_and(|value| known.contains(&(source, unit, value.normalize())))
    };
    let mut drafts = Vec::new();
    for figures in alike.values().filter(|figures| (2..=MOST_ALIKE).contains(&figures.len())) {
        let pairs = figures.iter().enumerate().flat_map(|(at, one)| figures[at + 1..].iter().map(move |o| (*one, *o)));
        let told = pairs.filter(|(one, other)| {
            one.quantity().unit != other.quantity().unit
                && matches!(one.quantity().unit, Unit::Money(_)) == matches!(other.quantity().unit, Unit::Money(_))
                && is_known(one)
                && is_known(other)
                && !may_be_one_money(one, other, affair)
                && one.claim.source != other.claim.source
                && !knows(&one.claim.source, &other.quantity().unit, one.value())
                && !knows(&other.claim.source, &one.quantity().unit, one.value())
                && !other_thing(one, other, affair)
                && !other_days(one, other)
        });
        let best =
            told.map(|(one, other)| (likeness(one, other, affair), one, other)).max_by_key(|(points, ..)| *points);
        let Some((points, one, other)) = best.filter(|(points, ..)| *points >= LIKELY - 2) else { continue };
        let digits = one.value().map_or(0, |value| signature(value).len());
        if digits < 2 {
            continue;
        }
        let severity = if points >= LIKELY { Severity::Medium } else { Severity::Low };
        let says = format!(
            "{}, while {}: the number is the same and the unit is not, so one of the two units is probably wrong.",
            affair.says(one),
            affair.says(other),
        );
        let measured = format!("{} | {}", one.words(), other.words());
        let draft = Draft::new(severity, Tolerance::Exact, says).figures([one, other]).measured(measured);
        drafts.push(draft);
    }
    drafts
}

/// A unit that can be mistaken for another: months and years are told of everything, and "pesos" of no country may be the
/// other text's pesos.
fn is_known(figure: &Figure) -> bool {
    match &figure.quantity().unit {
        Unit::Money(code) => code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_uppercase()),
        unit => !unit.is_time(),
    }
}

/// "Rs 3 billion" and "3 billion rupees": two countries' money of one name, where only the reading tells them apart. Dollars are
/// told apart by the papers themselves.
fn may_be_one_money(one: &Figure, other: &Figure, affair: &Affair) -> bool {
    let (Unit::Money(_), Unit::Money(_)) = (&one.quantity().unit, &other.quantity().unit) else { return false };
    let last = |figure: &Figure| -> Option<String> {
        let name = affair.vocabulary.unit_names.name(&figure.quantity().unit);
        name.split_whitespace().last().map(str::to_lowercase)
    };
    last(one).is_some_and(|name| name != "dollar" && last(other) == Some(name))
}

fn swapped(affair: &Affair) -> Vec<Draft> {
    slips(affair, |slip| matches!(slip, Slip::Swapped))
}

fn scaled(affair: &Affair) -> Vec<Draft> {
    slips(affair, |slip| matches!(slip, Slip::Scaled(_)))
}

fn slips(affair: &Affair, wanted: fn(Slip) -> bool) -> Vec<Draft> {
    // a table says in its columns what is the same
    let told = affair.figures.iter().filter(|figure| !figure.coded() && eligible(figure));
    let mut alike: BTreeMap<(String, Vec<u8>), Vec<&Figure>> = BTreeMap::new();
    for figure in told {
        let Some(value) = figure.value() else { continue };
        alike.entry((unit_key(figure).into_owned(), signature(value))).or_default().push(figure);
    }
    let known: HashSet<(&str, Decimal)> = affair
        .figures
        .iter()
        .filter_map(|figure| Some((&*figure.claim.source, figure.value()?.abs().normalize())))
        .collect();
    // whoever else tells one of the two figures is a witness, not another finding
    let mut drafts: BTreeMap<String, Draft> = BTreeMap::new();
    for figures in alike.values().filter(|figures| (2..=MOST_ALIKE).contains(&figures.len())) {
        for (at, &one) in figures.iter().enumerate() {
            for &other in &figures[at + 1..] {
                let Some(draft) = slip_between(one, other, wanted, &known, affair) else { continue };
                match drafts.entry(draft.theme.clone()) {
                    Entry::Vacant(place) => drop(place.insert(draft)),
                    Entry::Occupied(mut place) if place.get().severity < draft.severity => {
                        let less = place.insert(draft);
                        place.get_mut().absorb(&less);
                    }
                    Entry::Occupied(mut place) => place.get_mut().absorb(&draft),
                }
            }
        }
    }
    drafts.into_values().collect()
}

/// Told as a fact, once, without a bound: a hedge may come with a slip, a "more than" makes any larger figure right.
fn eligible(figure: &Figure) -> bool {
    let quantity = figure.quantity();
    quantity.bound.is_point()
        && quantity.role != Role::From
        && !quantity.unit.is_clock()
        && figure.claim.modality == Modality::Asserted
}

/// The digits that count, sorted: the same for a figure, its mirrored digits and its tenfold.
fn signature(value: Decimal) -> Vec<u8> {
    let digits = value.abs().normalize().mantissa().unsigned_abs().to_string();
    let mut digits: Vec<u8> = digits.bytes().filter(|digit| *digit != b'0').collect();
    digits.sort_unstable();
    digits
}

fn slip_between(
    one: &Figure,
    other: &Figure,
    wanted: fn(Slip) -> bool,
    known: &HashSet<(&str, Decimal)>,
    affair: &Affair,
) -> Option<Draft> {
    let (x, y) = (one.value()?, other.value()?);
    let slip = mirrored(x, y).filter(|slip| wanted(*slip))?;
    let knows = |figure: &Figure, value: Decimal| known.contains(&(&*figure.claim.source, value.abs().normalize()));
    if one.claim.source == other.claim.source
        || knows(one, y)
        || knows(other, x)
        || other_thing(one, other, affair)
        || other_days(one, other)
    {
        return None;
    }
    let digits = signature(x).len();
    // 20 and 2,000 are round figures that meet everywhere; 50 and 500 million in one currency do not
    if digits < 2 && !(slip == Slip::Scaled(1) && matches!(one.quantity().unit, Unit::Money(_))) {
        return None;
    }
    let points = likeness(one, other, affair) + if digits >= 3 { 2 } else { 0 };
    if points < LIKELY {
        return None;
    }
    // what looks at the whole story comes last
    if slip == Slip::Swapped && (grown(one, other) || moves(one, other, affair) || other_place(one, other))
        || has_nearer(one, other, affair)
        || has_nearer(other, one, affair)
    {
        return None;
    }
    let (reason, high) = match slip {
        Slip::Scaled(power) => (
            format!(
                "the same digits, 10 to the power of {power} apart, so a zero was probably lost or a unit mistaken"
            ),
            Severity::High,
        ),
        _ => ("two digits look swapped, so one of the two is probably a slip".to_owned(), Severity::Medium),
    };
    let severity = if points >= SURE { high } else { weaker(high, 1) };
    let (small, large) = if x <= y { (one, other) } else { (other, one) };
    let says = format!("{}, while {}: {reason}.", affair.says(small), affair.says(large));
    let measured = format!("{} | {}", number(small.value()?), number(large.value()?));
    let mut draft = Draft::new(severity, Tolerance::Exact, says).figures([small, large]).measured(measured);
    for figure in affair.repeated(small).chain(affair.repeated(large)).take(MOST_REPEATS) {
        draft.see(figure);
    }
    // whoever else writes the very same figure stands beside one of the two
    let same = |figure: &&Figure| {
        [small, large].iter().any(|side| figure.value() == side.value() && figure.at != side.at)
            && unit_key(figure) == unit_key(small)
            && likeness(figure, small, affair).max(likeness(figure, large, affair)) > 0
    };
    if digits >= 2 {
        for figure in affair.figures.iter().filter(same).take(MOST_REPEATS) {
            draft.see(figure);
        }
    }
    Some(draft.theme(format!("{}|{} {}", small.number_words(), large.number_words(), unit_key(small))))
}

/// A count that grows from day to day passes through its mirrored digits.
fn grown(one: &Figure, other: &Figure) -> bool {
    let counts = |figure: &Figure| figure.window.basis == Basis::Running || figure.behaviour == Behaviour::Total;
    let day = |figure: &Figure| figure.as_of().max(figure.claim.published);
    let later_is_larger = day(one).cmp(&day(other)) == one.value().cmp(&other.value());
    counts(one) && counts(other) && day(one) != day(other) && later_is_larger
}

/// A total on its way: the story tells a value between the two, or many values near them.
fn moves(one: &Figure, other: &Figure, affair: &Affair) -> bool {
    let (Some(x), Some(y)) = (one.value(), other.value()) else { return false };
    let (low, high) = (x.min(y), x.max(y));
    let same =
        |figure: &&Figure| figure.claim.metric == one.claim.metric && figure.quantity().unit == one.quantity().unit;
    let mut near: Vec<Decimal> = affair
        .figures
        .iter()
        .filter(same)
        .filter_map(|figure| figure.value())
        .filter(|value| value.saturating_mul(Decimal::TWO) >= low && *value <= high.saturating_mul(Decimal::TWO))
        .collect();
    near.sort_unstable();
    near.dedup();
    let between = near.iter().any(|value| low < *value && *value < high);
    one.behaviour == Behaviour::Total && (between || near.len() > FEW_VALUES)
}

/// A count of a town is none of its country.
fn other_place(one: &Figure, other: &Figure) -> bool {
    let placed = |figure: &Figure| figure.claim.scope.basis == ScopeBasis::Clause;
    one.behaviour == Behaviour::Total && one.scope != other.scope && (placed(one) || placed(other))
}

/// The text that tells one of the two has a figure for the same thing that comes nearer to the other: 43 dead, of whom 14
/// children, are not the 41 dead of another text with its digits turned.
fn has_nearer(one: &Figure, other: &Figure, affair: &Affair) -> bool {
    let (Some(x), Some(y)) = (one.value(), other.value()) else { return false };
    affair.figures.iter().any(|figure| {
        figure.claim.source == one.claim.source
            && figure.claim.metric == one.claim.metric
            && figure.quantity().unit == one.quantity().unit
            && figure
                .value()
                .is_some_and(|value| value.saturating_sub(y).abs().saturating_mul(NEARER) < x.saturating_sub(y).abs())
    })
}

#[cfg(test)]
mod tests {
    use crate::model::quantity::Unit;
    use crate::reconcile::sample::{Said, leaves, rules_of, says};

    fn rain(source: &str, text: &str, words: &str, day: &str) -> Said {
        says(source, "rainfall", text).text(text).sentence(words).on(day)
    }

    #[test]
    fn mirrored_digits_in_unlike_words_are_a_slip() {
        let a = rain("wire", "118", "Some 118 millimetres of rain fell in the town of Arda.", "2024-04-15");
        let b = rain("post", "181", "In 24 hours 181 millimetres fell on Arda, the weather office said.", "2024-04-16");
        assert!(rules_of([a.clone(), b.clone()]).iter().any(|rule| rule == "digit_slip"), "{:?}", rules_of([a, b]));
    }

    #[test]
    fn a_source_that_knows_both_figures_made_no_slip() {
        let a = rain("wire", "118", "Some 118 millimetres of rain fell in the town of Arda.", "2024-04-15");
        let b = rain("post", "181", "In 24 hours 181 millimetres fell on Arda.", "2024-04-16");
        let c = rain("post", "118", "On Monday it had been 118 millimetres.", "2024-04-15");
        assert!(!rules_of([a, b, c]).iter().any(|rule| rule == "digit_slip"));
    }

    #[test]
    fn other_things_with_mirrored_digits_are_let_be() {
        let a = says("wire", "killed", "12").text("12").sentence("The blast killed 12 people in the market.");
        leaves([a, says("post", "injured", "21").text("21").sentence("It hurt 21 people.")]);
    }

    #[test]
    fn one_number_in_two_units_is_a_slip() {
        let spill = |source: &str, unit: &str, words: &str| {
            let mut claim = says(source, "oil_spill", "3,100").counted("crude").text("3,100").sentence(words).claim();
            claim.quantity.unit = Unit::Measure(unit.into());
            Said::from(claim)
        };
        let a = spill("wire", "t", "Some 3,100 tonnes of crude ran into the bay of Halm.");
        let b = spill("post", "bbl", "The bay of Halm took in 3,100 barrels of crude.");
        assert!(rules_of([a.clone(), b]).iter().any(|rule| rule == "unit_slip"));
        let c = spill("post", "t", "The bay of Halm took in 3,100 tonnes of crude.");
        leaves([a, c]);
    }

    #[test]
    fn ten_times_the_money_is_a_unit_slip() {
        let told = |source: &str, text: &str, words: &str| says(source, "moneys", text).text(text).sentence(words);
        let a = told("wire", "4500000", "The ministry released 4500000 in emergency money for the harbour town.");
        let b = told("post", "45000000", "An emergency fund of 45000000 was set up by the ministry for the town.");
        assert!(rules_of([a, b]).iter().any(|rule| rule == "unit_slip"));
    }
}
