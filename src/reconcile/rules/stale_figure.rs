//! A running total as it stood earlier: overtaken, carried on, or told for a day that is not quite the other's.
//!
//! A running total grows, so a smaller figure of an earlier day contradicts nothing. What is worth saying, as a note, is
//! by how much it grew; and, a little louder, that a text still carries a figure others had left behind.

use std::cmp::Ordering;

use chrono::Days;

use super::{Look, Question, Rule};
use crate::model::finding::Severity;
use crate::model::time::Grain;
use crate::reconcile::affair::Affair;
use crate::reconcile::draft::Draft;
use crate::reconcile::figure::{Figure, percent};
use crate::reconcile::group::Family;
use crate::reconcile::key::{Basis, Relation, populations};
use crate::reconcile::pair::{Pair, SMALL_SHARE};
use crate::reconcile::tolerance::{Standing, Tolerance, compare};

pub const RULE: Rule = Rule { name: "stale_figure", look: Look::Pair(Question::Value, find) };
pub const GROWTH: Rule = Rule { name: "stale_figure", look: Look::Story(growth) };

/// Counting day and reporting day lie up to so many days apart.
const REPORTING_DAYS: u64 = 3;
/// Where more figures than this stand around, nobody's series can be told.
const MOST_LOOKED_AT: usize = 512;
/// Further apart than this, in percent, no count moves within a day without being asked about.
const MOVES_IN_A_DAY: f64 = 25.0;
/// What grows by so much, in percent, is told in words that have something in common; and nothing that is read in texts
/// grows by as much as the other.
const MUCH: f64 = 200.0;
const TOO_MUCH: f64 = 2000.0;
/// A count for a part of the days that is more than this share of the whole may be the whole at an earlier day.
const LIKELY_THE_TOTAL: f64 = 50.0;

fn find(pair: &Pair, affair: &Affair) -> Option<Draft> {
    let running = |figure: &Figure| figure.window.basis == Basis::Running;
    if pair.metric != Relation::Same || pair.values.standing != Standing::Apart || pair.vague() {
        return None;
    }
    if running(pair.a) && running(pair.b) && pair.same_thing() {
        return moved_meanwhile(pair, affair).or_else(|| other_hour(pair, affair)).or_else(|| carried_on(pair, affair));
    }
    found_later(pair, affair).or_else(|| part_or_earlier_total(pair, affair))
}

/// The toll of one day, larger in the later text.
fn found_later(pair: &Pair, affair: &Affair) -> Option<Draft> {
    let (small, large) = pair.by_size();
    if !pair.found_later() || !pair.same_thing() || pair.same_source {
        return None;
    }
    let days = (large.claim.published? - small.claim.published?).num_days();
    let says = format!(
        "{}, while {}, published {days} {} later: {}; the count of that day probably went on.",
        affair.says(small),
        affair.says(large),
        if days == 1 { "day" } else { "days" },
        pair.difference(),
    );
    Some(Draft::new(Severity::Note, Tolerance::RunningTotal, says).measured(pair.difference()))
}

/// Within three days around, the other source gives figures on both sides of this one.
fn moved_meanwhile(pair: &Pair, affair: &Affair) -> Option<Draft> {
    let surrounded = |one: &Figure, other: &Figure| {
        let around = near(pair.family, affair, one)?;
        let values = around
            .iter()
            .map(|&at| &affair.figures[at])
            .filter(|figure| figure.claim.source == other.claim.source && figure.claim.metric == one.claim.metric)
            .filter(|figure| figure.population == other.population)
            .filter_map(|figure| figure.value());
        let (low, high) = values.fold((None, None), |(low, high): (Option<_>, Option<_>), value| {
            (Some(low.map_or(value, |low| value.min(low))), high.max(Some(value)))
        });
        let value = one.value()?;
        (low? < high? && low? <= value && value <= high?).then_some(())
    };
    // larger on a later day is growth, and nothing to explain
    let grown = pair.window.order == Some(Ordering::Less) && pair.by_size().1.at == pair.b.at;
    if pair.same_source || grown || surrounded(pair.a, pair.b).or_else(|| surrounded(pair.b, pair.a)).is_none() {
        return None;
    }
    let says = format!(
        "{}, while {}: {}; the count moved that much within {REPORTING_DAYS} days, so the two probably count up to different days.",
        affair.says(pair.a),
        affair.says(pair.b),
        pair.difference(),
    );
    let severity = if pair.values.percent > 5.0 { Severity::Low } else { Severity::Note };
    Some(Draft::new(severity, Tolerance::RunningTotal, says).measured(pair.difference()))
}

/// Totals of one day of which one at least is told for an hour of it: by evening there are more.
fn other_hour(pair: &Pair, affair: &Affair) -> Option<Draft> {
    let of_an_hour = |figure: &Figure| figure.claim.period.grain.is_some_and(|grain| grain < Grain::Day);
    let one_day = pair.window.order == Some(Ordering::Equal) && pair.window.starts != Relation::Disjoint;
    let hours = of_an_hour(pair.a) && pair.a.window.stated || of_an_hour(pair.b) && pair.b.window.stated;
    if pair.same_source || !one_day || !hours || pair.values.percent > MOVES_IN_A_DAY {
        return None;
    }
    let says = format!(
        "{}, while {}: {}; the two are told for different hours of one day, in which the count went on.",
        affair.says(pair.a),
        affair.says(pair.b),
        pair.difference(),
    );
    Some(Draft::new(Severity::Low, Tolerance::RunningTotal, says).measured(pair.difference()))
}

/// The family's figures within [`REPORTING_DAYS`] of one.
fn near<'f>(family: &'f Family, affair: &Affair, one: &Figure) -> Option<&'f [usize]> {
    let day = one.as_of()?;
    let from = day.checked_sub_days(Days::new(REPORTING_DAYS))?;
    let to = day.checked_add_days(Days::new(REPORTING_DAYS))?;
    let at = |limit| family.by_day.partition_point(|&at| affair.figures[at].as_of() < Some(limit));
    Some(&family.by_day[at(from)..at(to.succ_opt()?)]).filter(|near| near.len() <= MOST_LOOKED_AT)
}

/// The smaller figure is one the story told for an earlier day.
fn carried_on(pair: &Pair, affair: &Affair) -> Option<Draft> {
    if pair.family.by_day.len() > MOST_LOOKED_AT {
        return None;
    }
    let (small, large) = pair.by_size();
    // told for an earlier day, it is growth; told for the same day or a later one, it was carried on
    let late = small.as_of()? >= large.as_of()?;
    if !late || pair.same_source {
        return None;
    }
    let before = pair.family.by_day.iter().map(|&at| &affair.figures[at]).find(|earlier| {
        earlier.as_of() < small.as_of()
            && earlier.claim.source != small.claim.source
            && earlier.claim.metric == small.claim.metric
            && matches!(populations(&earlier.population, &small.population), Relation::Same | Relation::Unknown)
            && compare(earlier.quantity(), small.quantity()).standing == Standing::Equal
    })?;
    let says = format!(
        "{}, while {}: {}; {} had {} for {} already, so the smaller figure is probably an older state of the count.",
        affair.says(small),
        affair.says(large),
        pair.difference(),
        affair.source(before),
        before.words(),
        before.as_of()?,
    );
    let draft = Draft::new(pair.weighed(Severity::Low), Tolerance::RunningTotal, says).measured(pair.difference());
    Some(draft.figures([before]).theme(format!("carried {}", small.claim.id)))
}

/// "75,000 in 2023" against "85,000 since 2022": part of the total, or the total as it stood then.
fn part_or_earlier_total(pair: &Pair, affair: &Affair) -> Option<Draft> {
    let (part, total, share) = pair.part_and_whole_days()?;
    if share.is_some_and(|share| share < SMALL_SHARE) {
        return None;
    }
    let place = matches!(pair.scope, Relation::Same | Relation::Unknown);
    if !place || pair.population == Relation::Disjoint || pair.same_source || part.window.partial {
        return None;
    }
    let shape = part.window.basis == Basis::Within && total.window.basis == Basis::Running;
    let grew = part.value()? < total.value()? && part.as_of()? < total.as_of()?;
    if !shape || !grew || pair.values.percent > LIKELY_THE_TOTAL {
        return None;
    }
    let says = format!(
        "{}, while {}: {}; either the first is the running total as it stood then, and it has grown by {} % since, or it is a count of those days alone.",
        affair.says(part),
        affair.says(total),
        pair.difference(),
        percent(pair.values.percent),
    );
    Some(Draft::new(Severity::Low, Tolerance::RunningTotal, says).measured(pair.difference()))
}

/// One note for each running total that several sources tell for different days.
fn growth(affair: &Affair) -> Vec<Draft> {
    affair.families.iter().flat_map(|family| &family.cells).filter_map(|cell| grown(cell, affair)).collect()
}

fn grown(cell: &crate::reconcile::group::Cell, affair: &Affair) -> Option<Draft> {
    let figures = cell.members.iter().map(|&at| &affair.figures[at]);
    let mut steps: Vec<&Figure> = figures
        .filter(|f| f.window.basis == Basis::Running && f.as_of().is_some() && f.value().is_some() && !f.vague())
        .collect();
    steps.sort_by_key(|figure| (figure.as_of(), figure.value(), figure.at));
    // a series of every day is no news
    if steps.len() > 16 {
        return None;
    }
    let (first, last) = (*steps.first()?, *steps.last()?);
    let rising = steps.windows(2).all(|two| two[0].value().cmp(&two[1].value()) != Ordering::Greater);
    let apart = compare(first.quantity(), last.quantity()).standing == Standing::Apart;
    if !rising || !apart || first.as_of() == last.as_of() || first.claim.source == last.claim.source {
        return None;
    }
    let days = (last.as_of()? - first.as_of()?).num_days();
    let gap = compare(first.quantity(), last.quantity());
    let read = !first.coded() && !last.coded() && first.place_in_sentence().is_some();
    let unlike = gap.percent > MUCH && affair.profiles.shared(first, last).words == 0;
    if read && (unlike || gap.percent > TOO_MUCH) {
        return None;
    }
    let says = format!(
        "{}, {} {days} days later: a running total that grew by {} %, not a contradiction; use the later figure.",
        affair.says(first),
        affair.says(last),
        percent(gap.percent),
    );
    let measured = steps.iter().map(|step| step.words()).collect::<Vec<_>>().join(" -> ");
    Some(Draft::new(Severity::Note, Tolerance::RunningTotal, says).figures(steps).measured(measured))
}

#[cfg(test)]
mod tests {
    use crate::reconcile::sample::{leaves, says, sees};

    #[test]
    fn growth_is_a_note() {
        let toll = |source, text, day| says(source, "killed", text).on(day);
        sees("stale_figure note", [toll("wire", "112", "2025-03-12"), toll("post", "164", "2025-03-14")]);
    }

    #[test]
    fn a_count_that_moved_as_much_within_three_days_counts_up_to_other_days() {
        let toll = |source, text, day| says(source, "killed", text).on(day);
        let days = || ["2025-03-12", "2025-03-13", "2025-03-14", "2025-03-15"];
        let wire = ["112", "131", "164", "170"].into_iter().zip(days()).map(|(text, day)| toll("wire", text, day));
        let post = toll("post", "131", "2025-03-14");
        sees("stale_figure low", wire.chain([post]));
    }

    #[test]
    fn totals_of_two_hours_of_a_day_may_differ() {
        use crate::model::time::Grain;
        let tests = |source, text, grain| {
            let mut claim = says(source, "arrests", text).since("2022").until("2022-12-19").claim();
            claim.period.grain = Some(grain);
            crate::reconcile::sample::Said::from(claim)
        };
        sees("stale_figure low", [tests("wire", "60,452", Grain::Hour), tests("post", "61,018", Grain::Hour)]);
        sees("value_conflict low", [tests("wire", "60,452", Grain::Day), tests("post", "62,018", Grain::Day)]);
    }

    #[test]
    fn a_total_without_a_day_raises_nothing() {
        leaves([says("wire", "arrests", "46,120").since("2022"), says("post", "arrests", "46,120").since("2022")]);
        let dated = says("post", "arrests", "60,452").since("2022").until("2022-12-19");
        sees("", [says("wire", "arrests", "46,120").since("2022"), dated]);
    }

    #[test]
    fn the_dead_of_a_day_are_found_for_weeks() {
        let toll = |source, text, told| says(source, "killed", text).during("2024-01-12").published(told);
        sees("stale_figure note", [toll("wire", "17", "2024-01-13"), toll("post", "40", "2024-04-15")]);
        sees("value_conflict high", [toll("wire", "40", "2024-01-13"), toll("post", "17", "2024-04-15")]);
    }

    #[test]
    fn a_text_that_carries_an_older_count_is_told_so() {
        let toll = |source, text, day| says(source, "killed", text).on(day);
        let days =
            [toll("wire", "112", "2025-03-12"), toll("post", "164", "2025-03-14"), toll("blog", "112", "2025-03-14")];
        sees("stale_figure low", days);
    }

    #[test]
    fn a_year_of_a_longer_count_may_be_its_earlier_state() {
        let year = says("wire", "arrests", "75,000").population("suspected gang members").during("2023");
        let all = says("post", "arrests", "85,000").since("2022").until("2025-02-04");
        sees("population_mismatch low, stale_figure low", [year, all]);
    }
}
