//! A slip of the hand between two texts that word the thing differently, or put it in different places or days.
//!
//! "118 millimetres of rain in Arda" and "181 millimetres fell on the town": the keys do not meet, but digits that are
//! each other's mirror are seldom chance when the words around them are alike and neither text knows the other's figure.
//! Figures are found by their digits, so that a long story costs no more than its figures.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, HashSet};

use rust_decimal::Decimal;

use super::{Look, Rule};
use crate::model::claim::{PeriodBasis, ScopeBasis};
use crate::model::finding::Severity;
use crate::model::metric::Behaviour;
use crate::model::modality::Modality;
use crate::model::quantity::{Role, Unit};
use crate::reconcile::affair::Affair;
use crate::reconcile::digits::{Slip, mirrored};
use crate::reconcile::draft::{Draft, weaker};
use crate::reconcile::figure::{Figure, number};
use crate::reconcile::group::unit_key;
use crate::reconcile::key::{self, Basis, Relation};
use crate::reconcile::tolerance::Tolerance;
use crate::reconcile::words::{self, Stem};

pub const DIGITS: Rule = Rule { name: "digit_slip", look: Look::Story(swapped) };
pub const UNITS: Rule = Rule { name: "unit_slip", look: Look::Story(scaled) };

/// Figures with the same digits beyond this many are a series, not slips.
const MOST_ALIKE: usize = 24;
/// Other places of the same texts that are cited.
const MOST_REPEATS: usize = 4;
/// Bytes of the sentence to either side of a figure whose words tell what it is about.
const AROUND: usize = 90;
/// Points of likeness from which a slip is worth mentioning, and from which it is hardly chance.
const LIKELY: u32 = 4;
const SURE: u32 = 6;
/// A total told with more values than this goes on growing.
const FEW_VALUES: usize = 3;
/// A figure so many times nearer is the one that is meant.
const NEARER: Decimal = Decimal::from_parts(3, 0, 0, false, 0);
/// Days told farther apart than this are of something else.
const ONE_AFFAIR: i64 = 31;

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
        alike.entry((unit_key(figure), signature(value))).or_default().push(figure);
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
    if one.claim.source == other.claim.source || knows(one, y) || knows(other, x) || apart(one, other, affair) {
        return None;
    }
    if slip == Slip::Swapped && (grown(one, other) || moves(one, affair))
        || has_nearer(one, other, affair)
        || has_nearer(other, one, affair)
    {
        return None;
    }
    let digits = signature(x).len();
    let points = likeness(one, other, affair) + if digits >= 3 { 2 } else { 0 };
    if points < LIKELY {
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
    Some(draft.theme(format!("{}|{} {}", small.number_words(), large.number_words(), unit_key(small))))
}

/// What tells that two figures are about different things, whatever their digits.
fn apart(one: &Figure, other: &Figure, affair: &Affair) -> bool {
    let metric = match (one.metric, other.metric) {
        (Some(_), Some(_)) => key::metrics(&one.claim.metric, &other.claim.metric, affair.vocabulary),
        _ => Relation::Unknown,
    };
    let named_here = |figure: &Figure| matches!(figure.claim.scope.basis, ScopeBasis::Clause);
    let places = named_here(one)
        && named_here(other)
        && key::scopes(&one.scope, &other.scope, &affair.main_place, affair.vocabulary) == Relation::Disjoint;
    let dated_here = |figure: &Figure| figure.window.stated && figure.claim.period.basis == PeriodBasis::Clause;
    let far = one.as_of().zip(other.as_of()).is_some_and(|(a, b)| (a - b).num_days().abs() > ONE_AFFAIR);
    let days = far && (dated_here(one) || dated_here(other));
    let people = key::populations(&one.population, &other.population) == Relation::Disjoint;
    !matches!(metric, Relation::Same | Relation::Unknown) || places || days || people && one.metric.is_some()
}

/// A count that grows from day to day passes through its mirrored digits.
fn grown(one: &Figure, other: &Figure) -> bool {
    let counts = |figure: &Figure| figure.window.basis == Basis::Running || figure.behaviour == Behaviour::Total;
    let day = |figure: &Figure| figure.as_of().max(figure.claim.published);
    let later_is_larger = day(one).cmp(&day(other)) == one.value().cmp(&other.value());
    counts(one) && counts(other) && day(one) != day(other) && later_is_larger
}

/// The story tells so many values of this total that it is one that moves.
fn moves(one: &Figure, affair: &Affair) -> bool {
    let same = |figure: &&Figure| figure.claim.metric == one.claim.metric && figure.scope == one.scope;
    let mut values: Vec<Decimal> = affair.figures.iter().filter(same).filter_map(|figure| figure.value()).collect();
    values.sort_unstable();
    values.dedup();
    one.behaviour == Behaviour::Total && values.len() > FEW_VALUES
}

/// The text that tells one of the two has a figure for the same thing that comes nearer to the other: 43 dead, of whom 14
/// children, are not the 41 dead of another text with its digits turned.
fn has_nearer(one: &Figure, other: &Figure, affair: &Affair) -> bool {
    let (Some(x), Some(y)) = (one.value(), other.value()) else { return false };
    affair.figures.iter().any(|figure| {
        figure.claim.source == one.claim.source
            && figure.claim.metric == one.claim.metric
            && figure.quantity().unit == one.quantity().unit
            && figure.value().is_some_and(|value| (value - y).abs() * NEARER < (x - y).abs())
    })
}

/// How much the words around two figures say that one thing is meant, in points.
fn likeness(one: &Figure, other: &Figure, affair: &Affair) -> u32 {
    let lexicon = &affair.vocabulary.lexicon;
    let same_metric = one.claim.metric == other.claim.metric;
    // shares of anything meet in a hundred figures: only the same share counts
    if one.quantity().unit == Unit::Percent && !same_metric {
        return 0;
    }
    let heads = [one, other].map(|figure| words::content(&figure.claim.counted, lexicon).last().copied());
    let same_head = heads[0].is_some() && heads[0] == heads[1];
    let (a, b) = (around(one, affair), around(other, affair));
    let shared = a.iter().filter(|stem| b.contains(stem)).count().min(3) as u32;
    let metric = match (same_metric, one.metric.is_some()) {
        (true, true) => 3,
        (true, false) => 2,
        _ => 0,
    };
    let place = u32::from(!one.scope.is_empty() && one.scope == other.scope && one.scope != affair.main_place);
    metric.max(if same_head { 2 } else { 0 }) + shared + place
}

/// What is told right beside a figure, as stems, each once.
fn around(figure: &Figure, affair: &Affair) -> Vec<Stem> {
    let claim = figure.claim;
    let text = claim.sentence_text.as_str();
    let Some(at) = text.find(claim.text.as_str()) else { return Vec::new() };
    let edge = |mut at: usize, step: isize| {
        while at > 0 && at < text.len() && !(text.is_char_boundary(at) && text.as_bytes()[at] == b' ') {
            at = at.saturating_add_signed(step);
        }
        at.min(text.len())
    };
    let from = edge(at.saturating_sub(AROUND), -1);
    let to = edge((at + claim.text.len() + AROUND).min(text.len()), 1);
    let mut stems = words::content(text.get(from..to).unwrap_or(text), &affair.vocabulary.lexicon);
    stems.sort_unstable();
    stems.dedup();
    stems
}

#[cfg(test)]
mod tests {
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
    fn ten_times_the_money_is_a_unit_slip() {
        let told = |source: &str, text: &str, words: &str| says(source, "moneys", text).text(text).sentence(words);
        let a = told("wire", "4500000", "The ministry released 4500000 in emergency money for the harbour town.");
        let b = told("post", "45000000", "An emergency fund of 45000000 was set up by the ministry for the town.");
        assert!(rules_of([a, b]).iter().any(|rule| rule == "unit_slip"));
    }
}
