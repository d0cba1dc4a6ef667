//! Two figures whose keys do not meet -> how much the words around them say that one thing is meant.
//!
//! One text says "118 millimetres of rain in Arda", another "118 millimetres fell on the town": a metric, a place or a noun
//! may be told in one and only understood in the other. What the words tell apart stays apart; what they leave open is
//! weighed in points.

use super::affair::Affair;
use super::figure::Figure;
use super::key::{self, Relation};
use super::words::{self, Stem};
use crate::model::claim::{PeriodBasis, ScopeBasis};
use crate::model::quantity::Unit;

/// Points from which one thing is likely meant, and from which it hardly can be another.
pub const LIKELY: u32 = 4;
pub const SURE: u32 = 6;
/// Bytes of the sentence to either side of a figure whose words tell what it is about.
const AROUND: usize = 90;
/// Days told farther apart than this are of something else.
const ONE_AFFAIR: i64 = 31;

/// What tells that two figures count different things, whatever their digits: metric, place, people.
pub fn other_thing(one: &Figure, other: &Figure, affair: &Affair) -> bool {
    let metric = match (one.metric, other.metric) {
        (Some(_), Some(_)) => key::metrics(&one.claim.metric, &other.claim.metric, affair.vocabulary),
        _ => Relation::Unknown,
    };
    !matches!(metric, Relation::Same | Relation::Unknown) || other_place_or_people(one, other, affair)
}

/// Both are said to be of places, or of people, that have nothing in common.
pub fn other_place_or_people(one: &Figure, other: &Figure, affair: &Affair) -> bool {
    let people = key::populations(&one.population, &other.population) == Relation::Disjoint;
    other_place(one, other, affair) || people && one.metric.is_some()
}

/// Both are said to be of places that have nothing in common.
pub fn other_place(one: &Figure, other: &Figure, affair: &Affair) -> bool {
    let named_here = |figure: &Figure| matches!(figure.claim.scope.basis, ScopeBasis::Clause);
    named_here(one)
        && named_here(other)
        && key::scopes(&one.scope, &other.scope, &affair.main_place, affair.vocabulary) == Relation::Disjoint
}

/// The words of one of two figures put it at days more than a month from the other's.
pub fn other_days(one: &Figure, other: &Figure) -> bool {
    let dated_here = |figure: &Figure| figure.window.stated && figure.claim.period.basis == PeriodBasis::Clause;
    let far = one.as_of().zip(other.as_of()).is_some_and(|(a, b)| (a - b).num_days().abs() > ONE_AFFAIR);
    far && (dated_here(one) || dated_here(other))
}

/// How much the words around two figures say that one thing is meant, in points.
pub fn likeness(one: &Figure, other: &Figure, affair: &Affair) -> u32 {
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
    let text: &str = &claim.sentence_text;
    let Some(at) = figure.place_in_sentence() else { return Vec::new() };
    let edge = |mut at: usize, step: isize| {
        while at > 0 && at < text.len() && !(text.is_char_boundary(at) && text.as_bytes()[at] == b' ') {
            at = at.saturating_add_signed(step);
        }
        at.min(text.len())
    };
    let from = edge(at.saturating_sub(AROUND), -1);
    let to = edge((at + claim.text.len() + AROUND).min(text.len()), 1);
    // "million euros" is the figure's own writing and says nothing of what it is about
    let beside = format!("{} {}", text.get(from..at).unwrap_or(""), text.get(at + claim.text.len()..to).unwrap_or(""));
    let mut stems = words::content(&beside, &affair.vocabulary.lexicon);
    stems.sort_unstable();
    stems.dedup();
    stems
}
