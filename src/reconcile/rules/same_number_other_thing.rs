//! One number for two things: 38,000 homes "damaged" here and "destroyed" there, $1.9bn pledged here and spent there.
//!
//! Numbers that are written to three digits seldom meet by chance in two texts of one affair. Where they do, and the words
//! around them are alike, either two things are taken for one or a figure has been passed on with another meaning.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::{Look, Rule, Told};
use crate::model::finding::Severity;
use crate::model::modality::Modality;
use crate::model::quantity::{Role, Unit};
use crate::model::token::{TokenKind, cut};
use crate::reconcile::affair::Affair;
use crate::reconcile::digits::significant;
use crate::reconcile::draft::Draft;
use crate::reconcile::figure::Figure;
use crate::reconcile::key::{self, Relation};
use crate::reconcile::profile::Shared;
use crate::reconcile::tolerance::Tolerance;

pub const RULE: Rule = Rule { name: "definition_mismatch", look: Look::Rest(find) };

/// A number told more often than this is a round one.
const MOST_ALIKE: usize = 12;
/// Below this numbers meet by chance.
const LEAST: Decimal = Decimal::from_parts(11, 0, 0, false, 0);
/// What the words must weigh where no ladder tells what both are about.
const RELATED: f64 = 0.7;
/// Bytes to either side within which a word says what has been done to the things counted.
const BESIDE: usize = 45;
/// Days between two windows.
const FAR: i64 = 200;
/// A sum of so much and two digits is hardly two sums.
const LARGE_SUM: Decimal = Decimal::from_parts(1_000_000, 0, 0, false, 0);

fn find(affair: &Affair, told: &Told) -> Vec<Draft> {
    let mut alike: BTreeMap<(&str, Decimal), Vec<&Figure>> = BTreeMap::new();
    for figure in affair.figures.iter().chain(&affair.asides).filter(|figure| is_told(figure)) {
        if let Some(value) = figure.value().filter(|value| *value >= LEAST || !figure.is_plain_count()) {
            alike.entry((figure.quantity().unit.as_str(), value.normalize())).or_default().push(figure);
        }
    }
    let mut drafts = Vec::new();
    for figures in alike.values().filter(|figures| (2..=MOST_ALIKE).contains(&figures.len())) {
        let pairs = figures.iter().enumerate().flat_map(|(at, one)| figures[at + 1..].iter().map(move |o| (*one, *o)));
        let apart = pairs.filter(|(one, other)| {
            one.claim.source != other.claim.source
                && !told.of(one, other)
                && !of_other_days(one, other)
                && !affair.rulings.are_different(&one.claim.id, &other.claim.id)
        });
        let seen: Vec<(&Figure, &Figure, Shared)> =
            apart.map(|(one, other)| (one, other, affair.profiles.shared(one, other))).collect();
        let best = |wanted: &dyn Fn(&Figure, &Figure, &Shared) -> Option<Draft>| {
            let drafts =
                seen.iter().filter_map(|(one, other, shared)| Some((shared.points(), wanted(one, other, shared)?)));
            drafts.max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, draft)| draft)
        };
        drafts.extend(best(&|one, other, shared| other_thing(one, other, shared, figures, affair)));
    }
    drafts
}

fn is_told(figure: &Figure) -> bool {
    let quantity = figure.quantity();
    let counts = matches!(quantity.unit, Unit::Count | Unit::Money(_) | Unit::Percent);
    !figure.coded() && counts && quantity.role == Role::None && figure.claim.modality != Modality::Denied
}

/// Numbers of few digits that are told for days far apart meet by chance.
fn of_other_days(one: &Figure, other: &Figure) -> bool {
    let far = one.as_of().zip(other.as_of()).is_some_and(|(a, b)| (a - b).num_days().abs() > FAR);
    digits(one) < 3 && far && (one.window.stated || other.window.stated)
}

/// Digits that count.
fn digits(figure: &Figure) -> usize {
    figure.value().map_or(0, significant)
}

/// The steps of each ladder that words beside a figure name.
fn rungs(figure: &Figure, affair: &Affair) -> BTreeMap<usize, BTreeSet<usize>> {
    let text: &str = &figure.claim.sentence_text;
    let mut steps: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    let Some(start) = figure.place_in_sentence() else { return steps };
    let end = start + figure.claim.text.len();
    // the words between two figures belong to the nearer one; beyond the next figure everything does
    let numbers = || cut(text).filter(|(_, kind)| *kind == TokenKind::Number).map(|(span, _)| span);
    let left = numbers().map(|span| span.end as usize).filter(|at| *at <= start).max().unwrap_or(0);
    let right = numbers().map(|span| span.start as usize).find(|at| *at >= end).unwrap_or(text.len());
    for (span, _) in cut(text).filter(|(_, kind)| *kind == TokenKind::Word) {
        let (from, to) = (span.start as usize, span.end as usize);
        let gap = if to <= start { start - to } else { from.saturating_sub(end) };
        if gap > BESIDE || from < end && to > start || to <= left || from >= right {
            continue;
        }
        let word = span.of(text).to_lowercase();
        for rung in affair.vocabulary.ladders.get(word.as_str()).into_iter().flatten() {
            steps.entry(rung.ladder).or_default().insert(rung.step);
        }
    }
    steps
}

/// The ladder on which two figures stand at two steps and at none that is the same.
fn ladder<'v>(one: &Figure, other: &Figure, affair: &'v Affair) -> Option<&'v str> {
    let (x, y) = (rungs(one, affair), rungs(other, affair));
    let apart = x.iter().find(|(ladder, steps)| y.get(*ladder).is_some_and(|others| steps.is_disjoint(others)))?;
    affair.vocabulary.ladder_names.get(*apart.0).map(|name| &**name)
}

/// The same number at two steps of a ladder, or for two things of which one is counted among the other.
fn other_thing(one: &Figure, other: &Figure, shared: &Shared, alike: &[&Figure], affair: &Affair) -> Option<Draft> {
    let relation = match (one.metric, other.metric) {
        (Some(_), Some(_)) => key::metrics(&one.claim.metric, &other.claim.metric, affair.vocabulary),
        _ => Relation::Unknown,
    };
    if relation == Relation::Same {
        return None;
    }
    let related = matches!(relation, Relation::Part | Relation::Whole | Relation::Overlap);
    let ladder = ladder(one, other, affair);
    let large_sum = matches!(one.quantity().unit, Unit::Money(_)) && one.value() >= Some(LARGE_SUM);
    // that both stand on one ladder says already that they are of one matter
    let (mass, words) = match digits(one) {
        2.. if large_sum || ladder.is_some() && one.value() >= Some(Decimal::ONE_HUNDRED) => (0.0, 0),
        2.. if ladder.is_some() => (RELATED, 1),
        3.. => (RELATED, 1),
        _ => return None,
    };
    if ladder.is_none() && !(related && digits(one) >= 3) || shared.mass < mass || shared.words < words {
        return None;
    }
    // a text that gives the number for both things means both
    let gives = |source: &str, like: &Figure| {
        let same = |figure: &&&Figure| &*figure.claim.source == source && figure.claim.metric == like.claim.metric;
        alike.iter().any(|figure| same(&figure) && self::ladder(figure, like, affair).is_none())
    };
    if gives(&one.claim.source, other) || gives(&other.claim.source, one) {
        return None;
    }
    let steps = ladder.map_or_else(String::new, |name| format!(" ({name})"));
    let says = format!(
        "{}, while {}: the same number stands for two things{steps}, so it has probably been passed on with another meaning.",
        affair.says(one),
        affair.says(other),
    );
    let severity = if digits(one) >= 3 && ladder.is_some() && related { Severity::Medium } else { Severity::Low };
    let measured = format!("{} | {}", one.told(), other.told());
    Some(Draft::new(severity, Tolerance::Exact, says).figures([one, other]).measured(measured))
}

#[cfg(test)]
mod tests {
    use crate::model::vocabulary::Rung;
    use crate::reconcile::sample::{Said, World, says};

    fn told(source: &str, metric: &str, words: &str) -> Said {
        says(source, metric, "3,470").counted("homes").text("3,470").sentence(words)
    }

    fn finds(rule: &str, said: [Said; 2]) -> bool {
        let mut world = World::new(said.map(Said::claim));
        for (step, word) in ["damaged", "destroyed"].into_iter().enumerate() {
            world.vocabulary.ladders.insert(word.into(), vec![Rung { ladder: 0, step }]);
        }
        world.vocabulary.ladder_names.push("damage".into());
        world.reconciled().findings.iter().any(|found| found.rule == rule)
    }

    #[test]
    fn one_number_of_homes_damaged_and_destroyed() {
        let a = || told("wire", "damaged", "The storm in Halm left 3,470 homes damaged.");
        let b = |words: &str| told("post", "destroyed", words);
        assert!(finds("definition_mismatch", [a(), b("In Halm 3,470 homes were destroyed by the storm.")]));
        // both words stand there: it may be the same count
        assert!(!finds("definition_mismatch", [a(), b("In Halm 3,470 homes were damaged or destroyed by the storm.")]));
    }

    #[test]
    fn one_number_without_a_step_is_one_thing() {
        let a = told("wire", "damaged", "The storm in Halm left 3,470 homes damaged.");
        assert!(!finds("definition_mismatch", [a, told("post", "homes", "The storm hit 3,470 homes in Halm.")]));
    }
}
