//! A part that is larger than its whole: more jailed than arrested, more in the capital than in the country, or the
//! years of a count adding up to more than the count itself.
//!
//! Part and whole are taken at their word only where metric, place, people and days all point the same way; where one side
//! points the other way ("jailed since 2022" against "arrested in 2023") it is a matter of definitions, not of sums.

use std::collections::BTreeMap;

use rayon::prelude::*;
use rust_decimal::Decimal;

use super::{Look, Question, Rule};
use crate::model::claim::ScopeBasis;
use crate::model::entity::EntityKind;
use crate::model::finding::Severity;
use crate::model::sentence::Context;
use crate::reconcile::affair::Affair;
use crate::reconcile::draft::{Draft, weaker};
use crate::reconcile::figure::{Figure, number};
use crate::reconcile::group::Family;
use crate::reconcile::key::{Basis, Relation, metrics, populations, scopes, windows};
use crate::reconcile::pair::{OTHER_COUNT, Pair};
use crate::reconcile::parts::wholes;
use crate::reconcile::tolerance::{Standing, Tolerance, compare};

pub const RULE: Rule = Rule { name: "part_exceeds_whole", look: Look::Pair(Question::Value, find) };
pub const WINDOWS: Rule = Rule { name: "part_exceeds_whole", look: Look::Story(sums) };
pub const TOLD: Rule = Rule { name: "part_exceeds_whole", look: Look::Story(told) };
pub const PLACES: Rule = Rule { name: "part_exceeds_whole", look: Look::Story(places) };

/// A part of the days shorter than this is no part that people count apart.
const FEW_DAYS: i64 = 20;
/// Days of a window that is no happening's.
const LONG: i64 = 90;
/// Windows that are added up, and places that are compared, at most.
const MOST: usize = 64;

fn find(pair: &Pair, affair: &Affair) -> Option<Draft> {
    let sides = [pair.metric, pair.scope, pair.population, pair.window.relation];
    let (part, whole) = if all_point(sides) {
        (pair.a, pair.b)
    } else if all_point(sides.map(Relation::turned)) {
        (pair.b, pair.a)
    } else {
        return None;
    };
    // one running count told for two days is no part of itself
    let one_count = pair.same_thing() && pair.window.starts == Relation::Same && pair.a.window.basis == Basis::Running;
    if one_count && pair.b.window.basis == Basis::Running || pair.vague() || !exceeds(part, whole) {
        return None;
    }
    // a total of a day nobody tells may be older than its part
    if whole.window.basis == Basis::Running && part.as_of().is_none_or(|day| whole.as_of() < Some(day)) {
        return None;
    }
    // the day of a figure is often that of its announcement
    let by_days = pair.window.relation != Relation::Same && pair.scope == Relation::Same;
    let short = part.window.basis == Basis::Within && part.window.days().is_some_and(|days| days < FEW_DAYS);
    if pair.found_later() || by_days && short {
        return None;
    }
    // "of whom 29 died": a part of something itself is no whole of what others count
    if whole.claim.part_of.is_some() || whole.is_some_of_them() {
        return None;
    }
    let read = !(pair.a.coded() && pair.b.coded());
    if read && pair.values.percent > OTHER_COUNT {
        return None;
    }
    // inside one text another group of people is another count
    if pair.same_source && pair.population != Relation::Same {
        return None;
    }
    let people_only = pair.same_thing_but_people();
    let told_days = pair.a.window.stated && pair.b.window.stated;
    let severity = match people_only {
        // the words name some people here and none there, and no days: seldom one count
        true if read && !told_days => Severity::Low,
        true if pair.window.relation == Relation::Same => Severity::Medium,
        _ => Severity::High,
    };
    let says = format!(
        "{}, while {}: the first is a part of the second, and yet it is larger ({}).",
        affair.says(part),
        affair.says(whole),
        pair.difference(),
    );
    Some(Draft::new(pair.weighed(severity), Tolerance::PartWithinWhole, says).measured(pair.difference()))
}

/// At least one side says "part", and none says anything against it.
fn all_point(sides: [Relation; 4]) -> bool {
    let fits = |side: &Relation| matches!(side, Relation::Same | Relation::Part | Relation::Unknown);
    sides.contains(&Relation::Part) && sides.iter().all(fits)
}

fn exceeds(part: &Figure, whole: &Figure) -> bool {
    let apart = compare(part.quantity(), whole.quantity()).standing == Standing::Apart;
    let larger = matches!((part.interval.low, whole.interval.high), (Some(low), Some(high)) if low > high);
    part.is_count() && whole.is_count() && apart && larger
}

/// A text that calls a figure a part of another one beside it, which is smaller.
fn told(affair: &Affair) -> Vec<Draft> {
    let akin = |whole: &Figure, part: &Figure| {
        whole.claim.metric == part.claim.metric
            || whole.metric.is_none() != part.metric.is_none()
            || whole.metric.is_some()
                && metrics(&part.claim.metric, &whole.claim.metric, affair.vocabulary) != Relation::Disjoint
    };
    let larger = |whole: &Figure, part: &Figure| {
        akin(whole, part)
            && !far_larger(part, whole)
            && part.quantity().unit == whole.quantity().unit
            && !part.vague()
            && !whole.vague()
            && exceeds(part, whole)
    };
    let draft = |whole: &Figure, part: &Figure| {
        let says = format!(
            "{} tells of {} as a part of {}, and yet it is larger.",
            affair.source(part),
            part.told(),
            whole.told(),
        );
        let measured = format!("{} > {}", part.words(), whole.words());
        Draft::new(Severity::High, Tolerance::PartWithinWhole, says).figures([part, whole]).measured(measured)
    };
    wholes(affair)
        .iter()
        .flat_map(|whole| whole.parts.iter().map(move |(part, _)| (whole.figure, *part)))
        .filter(|(whole, part)| larger(whole, part))
        .map(|(whole, part)| draft(whole, part))
        .collect()
}

/// So much larger that the words were about something else.
fn far_larger(part: &Figure, whole: &Figure) -> bool {
    !(part.coded() && whole.coded()) && compare(part.quantity(), whole.quantity()).percent > OTHER_COUNT
}

/// Disjoint windows inside a longer one whose counts add up to more than the longer one's.
fn sums(affair: &Affair) -> Vec<Draft> {
    affair.families.par_iter().filter_map(|family| sum_of_windows(family, affair)).collect()
}

fn sum_of_windows(family: &Family, affair: &Affair) -> Option<Draft> {
    let figures = || family.members.iter().map(|&at| &affair.figures[at]).filter(|figure| figure.is_count());
    let mut wholes: Vec<&Figure> =
        figures().filter(|f| f.interval.high.is_some() && !f.vague() && f.window.days().is_some()).collect();
    wholes.sort_by_key(|figure| (std::cmp::Reverse(figure.window.days()), figure.interval.high, figure.at));
    affair.left_out.add("figures with shorter times inside theirs", wholes.len().saturating_sub(MOST));
    wholes.truncate(MOST);
    wholes.into_iter().find_map(|whole| {
        let parts = figures().filter(|part| lies_inside(part, whole, affair)).take(MOST).collect();
        let (sum, parts) = largest_sum(parts);
        let high = whole.interval.high?;
        if parts.len() < 2 || sum <= high {
            return None;
        }
        let told: Vec<String> = parts.iter().map(|part| affair.says(part)).collect();
        let figures: Vec<String> =
            parts.iter().filter_map(|part| part.value().or(part.interval.low)).map(number).collect();
        let values = parts.iter().filter_map(|part| part.value().or(part.interval.low));
        let plain = values.fold(Decimal::ZERO, Decimal::saturating_add);
        let says = format!(
            "{}; together that is at least {}, more than the whole: {}.",
            told.join(" and "),
            number(plain),
            affair.says(whole),
        );
        let measured = format!("{} = {} > {}", figures.join(" + "), number(plain), whole.words());
        let draft = Draft::new(Severity::High, Tolerance::PartWithinWhole, says).measured(measured);
        let mut draft = draft.figures(parts).figures([whole]);
        draft.group_id = family.id.clone().to_string();
        Some(draft)
    })
}

/// A count for some of the whole's days, of the same thing or a part of it.
fn lies_inside(part: &Figure, whole: &Figure, affair: &Affair) -> bool {
    let metric = || metrics(&part.claim.metric, &whole.claim.metric, affair.vocabulary);
    let people = || populations(&part.population, &whole.population);
    let days = || windows(&part.window, &whole.window).relation;
    let whole_alone = || whole.interval.high.is_some_and(|high| part.interval.low.is_some_and(|low| low <= high));
    part.window.basis == Basis::Within
        && part.window.stated
        && part.window.days().is_some()
        && !part.vague()
        && days() == Relation::Part
        && whole_alone()
        && matches!(metric(), Relation::Same | Relation::Part)
        && matches!(people(), Relation::Same | Relation::Part | Relation::Unknown)
}

/// The disjoint windows with the largest sum of lower ends: the classic choice of weighted intervals.
fn largest_sum<'f, 'a>(mut parts: Vec<&'f Figure<'a>>) -> (Decimal, Vec<&'f Figure<'a>>) {
    parts.sort_by_key(|part| (part.window.last, part.window.first, part.at));
    let low = |part: &Figure| part.interval.low.unwrap_or_default();
    // best[i]: the largest sum among the first i windows, and the window taken last in it
    let mut best: Vec<(Decimal, Option<usize>, usize)> = vec![(Decimal::ZERO, None, 0)];
    for (at, part) in parts.iter().enumerate() {
        let before: usize = parts[..at].partition_point(|other| other.window.last < part.window.first);
        let with = best[before].0.saturating_add(low(part));
        let without = best[at].0;
        best.push(if with > without { (with, Some(at), before) } else { (without, None, at) });
    }
    let mut chosen = Vec::new();
    let mut at = parts.len();
    while at > 0 {
        let (_, taken, before) = best[at];
        chosen.extend(taken.map(|taken| parts[taken]));
        at = before;
    }
    chosen.reverse();
    (best[parts.len()].0, chosen)
}

/// A town against its country: the same metric, whole and part in two groups.
fn places(affair: &Affair) -> Vec<Draft> {
    let mut by_metric: BTreeMap<(&str, &str), Vec<&Family>> = BTreeMap::new();
    for family in &affair.families {
        by_metric.entry((&family.family, &family.unit)).or_default().push(family);
    }
    let mut drafts = Vec::new();
    for families in by_metric.values() {
        affair.left_out.add("places within places", families.len().saturating_sub(MOST));
        for whole in families.iter().take(MOST) {
            for part in families.iter().take(MOST) {
                if scopes(&part.scope, &whole.scope, &affair.main_place, affair.vocabulary) == Relation::Part {
                    drafts.extend(larger_place(part, whole, affair));
                }
            }
        }
    }
    drafts
}

fn larger_place(part: &Family, whole: &Family, affair: &Affair) -> Option<Draft> {
    let counts = |family: &Family| -> Vec<usize> {
        let counted = |&at: &usize| affair.figures[at].is_count() && !affair.figures[at].vague();
        family.members.iter().copied().filter(counted).collect()
    };
    let (mut parts, mut wholes) = (counts(part), counts(whole));
    // where headline and text say the same, the text is cited
    let told_short = |at: usize| affair.figures[at].claim.context != Context::Body;
    parts.sort_by_key(|&at| (std::cmp::Reverse(affair.figures[at].interval.low), told_short(at), at));
    wholes.retain(|&at| affair.figures[at].interval.high.is_some());
    wholes.sort_by_key(|&at| (affair.figures[at].interval.high, told_short(at), at));
    let known = affair.vocabulary.place(&part.scope).is_some();
    let places = |at: &usize| {
        matches!(affair.figures[*at].claim.scope.kind, None | Some(EntityKind::Place | EntityKind::Facility))
    };
    for &small in parts.iter().filter(|at| places(at)).take(8) {
        for &large in wholes.iter().take(8) {
            let (small, large) = (&affair.figures[small], &affair.figures[large]);
            // where a whole that fits is told too, the one that does not is stale or of something else
            let fits = |&at: &usize| {
                let other = &affair.figures[at];
                let told_here = small.claim.source != large.claim.source || other.claim.source == large.claim.source;
                told_here && other.claim.metric == small.claim.metric && !exceeds(small, other)
            };
            if counts(whole).iter().any(fits) {
                continue;
            }
            let metric = metrics(&small.claim.metric, &large.claim.metric, affair.vocabulary);
            let people = populations(&small.population, &large.population);
            let days = windows(&small.window, &large.window).relation;
            let sides = [metric, Relation::Part, people, days];
            // a place that only stands somewhere near is not said to be where it was counted
            let placed = small.coded() || small.claim.scope.basis <= ScopeBasis::Sentence;
            if !placed
                || far_larger(small, large)
                || !all_point(sides)
                || metric != Relation::Same
                || !exceeds(small, large)
            {
                continue;
            }
            // a fine or a grant is one party's, not a place's
            let money = !small.coded() && !small.is_plain_count();
            let unsure = u8::from(!known)
                + 2 * u8::from(money)
                + u8::from(days == Relation::Unknown)
                + u8::from(small.metric.is_none())
                + u8::from(unlike_spans(small, large))
                // two things nobody knows, and it is not said where the larger was counted
                + u8::from(vague_whole(small, large) && (small.metric.is_none() || people == Relation::Unknown))
                + u8::from(small.claim.source == large.claim.source && !small.coded() && !small.window.stated);
            let says = format!(
                "{} for {}, while {} for {}: the part is larger than the whole.",
                affair.says(small),
                small.scope,
                affair.says(large),
                large.scope,
            );
            let measured = format!("{} > {}", small.words(), large.words());
            let severity = weaker(Severity::High, unsure);
            return Some(
                Draft::new(severity, Tolerance::PartWithinWhole, says).figures([small, large]).measured(measured),
            );
        }
    }
    None
}

/// The larger place is only where the text is at.
fn vague_whole(small: &Figure, large: &Figure) -> bool {
    !small.coded() && !large.coded() && large.claim.scope.basis > ScopeBasis::Sentence
}

/// One is told for a long time, the other for none that is said: what a town uses in a year, and what was found at once.
fn unlike_spans(small: &Figure, large: &Figure) -> bool {
    let long = |figure: &Figure| figure.window.stated && figure.window.days().is_some_and(|days| days > LONG);
    long(small) && !large.window.stated
}

#[cfg(test)]
mod tests {
    use crate::model::part::PartKind;
    use crate::reconcile::sample::{leaves, says, sees};

    #[test]
    fn more_jailed_than_arrested_in_one_window() {
        let arrested = says("wire", "arrests", "75,000").since("2022").published("2025-02-04");
        let jailed = says("post", "imprisoned", "over 80,000").since("2022").published("2025-02-04");
        sees("part_exceeds_whole high", [arrested, jailed]);
    }

    #[test]
    fn two_windows_that_add_up_to_more_than_the_whole() {
        let year = says("wire", "arrests", "75,000").during("2023");
        let weeks = says("post", "imprisoned", "over 25,000").during("2022").partly();
        let all = says("post", "arrests", "85,000").since("2022").until("2025-02-04");
        sees("part_exceeds_whole high, stale_figure low", [year, weeks, all]);
    }

    #[test]
    fn a_part_told_beside_its_whole_cannot_be_larger() {
        let story = |whole: &str| {
            let said = |figure: &str| says("wire", "injured", figure).sentence("a sentence").on("2025-03-13");
            let all = said(whole);
            vec![all.clone(), says("wire", "hurt_badly", "23").sentence("a sentence").part_of(PartKind::Share, &all)]
        };
        sees("part_exceeds_whole high", story("19"));
        leaves(story("46"));
    }

    #[test]
    fn parts_that_fit_are_silent() {
        let weeks = says("post", "imprisoned", "over 25,000").during("2022").partly();
        let all = says("wire", "arrests", "85,000").since("2022").until("2025-02-04");
        leaves([weeks, all]);
        let open = says("wire", "arrests", "over 80,000").since("2019").until("2025-02-04");
        let (one, two) = (says("a", "arrests", "50,000").during("2022"), says("b", "arrests", "60,000").during("2023"));
        leaves([open, one, two]);
    }

    #[test]
    fn the_capital_cannot_cast_more_votes_than_the_country() {
        let town = says("wire", "votes", "412,500").scope("Lisk").during("2024-11-17");
        let country = says("wire", "votes", "341,790").during("2024-11-17");
        sees("part_exceeds_whole medium", [town, country.clone()]);
        leaves([says("wire", "votes", "12,500").scope("Lisk").during("2024-11-17"), country]);
    }

    #[test]
    fn a_town_of_another_year_is_silent() {
        let town = says("wire", "votes", "412,500").scope("Lisk").during("2020");
        leaves([town, says("wire", "votes", "341,790").during("2024")]);
    }
}
