//! Two figures for the same thing and the same days that cannot both be true, and nothing else explains it.

use super::{Look, Question, Rule};
use crate::model::finding::Severity;
use crate::model::metric::Behaviour;
use crate::reconcile::affair::Affair;
use crate::reconcile::draft::Draft;
use crate::reconcile::figure::Figure;
use crate::reconcile::key::Relation;
use crate::reconcile::pair::{OTHER_COUNT, Pair};
use crate::reconcile::tolerance::{Standing, severity_of_gap};

pub const RULE: Rule = Rule { name: "value_conflict", look: Look::Pair(Question::Value, find) };

fn find(pair: &Pair, affair: &Affair) -> Option<Draft> {
    let bounds = |q: &crate::model::quantity::Quantity| q.bound.is_lower() || q.bound.is_upper();
    let apart = pair.values.standing == Standing::Apart;
    if !pair.same_key() && !disputed(pair) || !apart || bounds(pair.a.quantity()) || bounds(pair.b.quantity()) {
        return None;
    }
    if pair.found_later() || affair.adds_up(pair.a, pair.b) || affair.adds_up(pair.b, pair.a) {
        return None;
    }
    if pair.a.is_some_of_them() != pair.b.is_some_of_them() || affair.both_tell_both(pair.a, pair.b) {
        return None;
    }
    // one text that tells two unlike things in a breath is seldom at odds with itself
    let rooms = pair.a.behaviour == Behaviour::Capacity;
    if pair.same_source && (pair.weak > 0 || rooms || !pair.two_voices()) {
        return None;
    }
    let mut severity = pair.as_conflict(severity_of_gap(pair.values.percent))?;
    // a text's own figure beside one it cites: only what it has two people say is surely one thing
    let cited = |figure: &Figure| figure.claim.attributed_to.is_some();
    let both_cited = cited(pair.a) && cited(pair.b) || pair.a.coded();
    if pair.same_source && !both_cited && !disputed(pair) {
        severity = severity.min(Severity::Low);
    }
    // so far apart that two texts may well speak of two things in one word
    let one_day = pair.a.window.stated && pair.b.window.stated;
    if pair.values.percent > OTHER_COUNT && !pair.a.coded() && !pair.same_source && !one_day {
        severity = severity.min(Severity::Low);
    }
    let reason = match () {
        () if pair.two_voices() => "two parties give different counts",
        () if pair.vague() => {
            severity = severity.min(Severity::Low);
            "even the vague word leaves no room for the other figure"
        }
        () if pair.weak > 0 => "the texts leave open whether exactly the same is counted for the same days",
        () => "the same thing for the same days, and rounding does not explain the gap",
    };
    let says = format!("{}, while {}: {}; {reason}.", affair.says(pair.a), affair.says(pair.b), pair.difference(),);
    Some(Draft::new(severity, pair.values.tolerance, says).measured(pair.difference()))
}

/// Somebody in a text counts more of some people than somebody else of all: 43 workers missing for the union, 17 missing
/// for the fire service.
fn disputed(pair: &Pair) -> bool {
    let part_is_larger = match pair.population {
        Relation::Part => pair.a.interval.low > pair.b.interval.high,
        Relation::Whole => pair.b.interval.low > pair.a.interval.high,
        _ => false,
    };
    let closed = |figure: &Figure| figure.interval.low.is_some() && figure.interval.high.is_some();
    pair.same_source
        && !pair.a.of_those
        && !pair.b.of_those
        && pair.two_voices()
        && pair.same_thing_but_people()
        && pair.window.relation == Relation::Same
        && part_is_larger
        && closed(pair.a)
        && closed(pair.b)
}

#[cfg(test)]
mod tests {
    use crate::reconcile::sample::{leaves, says, sees};

    #[test]
    fn two_exact_figures_for_one_day_are_a_conflict_by_their_gap() {
        let a = || says("wire", "injured", "9").population("officers").during("2024-10-05");
        let b = || says("post", "injured", "11").population("police officers").during("2024-10-05");
        sees("value_conflict low", [a(), b()]);
        let c = says("post", "homicides", "523").during("2024");
        sees("value_conflict high", [says("wire", "homicides", "1,200").during("2024"), c]);
    }

    #[test]
    fn rounding_truncation_and_hedges_are_no_conflict() {
        for (a, b) in [("4,812,340", "about 4.8 million"), ("2,386", "about 2,400"), ("1.2 million", "1,290,000")] {
            leaves([
                says("wire", "population", a).in_the_year("2024"),
                says("post", "population", b).in_the_year("2024"),
            ]);
        }
    }

    #[test]
    fn vague_words_hold_every_figure_in_their_reach() {
        leaves([
            says("wire", "arrests", "tens of thousands").since("2022"),
            says("post", "arrests", "85,000").since("2022"),
        ]);
    }

    #[test]
    fn years_of_a_series_are_never_at_odds() {
        leaves([says("wire", "homicides", "6,656").during("2015"), says("post", "homicides", "114").during("2024")]);
    }

    #[test]
    fn two_parties_in_one_text_of_whom_one_counts_more_of_fewer_people() {
        let lost = |text: &str| says("wire", "missing", text).during("2025-03-13");
        let union = |text: &str| lost(text).population("miners").by("the union");
        let found = crate::reconcile::sample::rules_of([union("43"), lost("17")]);
        assert!(found.iter().any(|rule| rule == "value_conflict"), "{found:?}");
        // fewer of the miners than of all are nothing to wonder at
        let found = crate::reconcile::sample::rules_of([union("11"), lost("17")]);
        assert!(!found.iter().any(|rule| rule == "value_conflict"), "{found:?}");
    }

    #[test]
    fn a_figure_that_the_other_s_parts_make_is_no_conflict() {
        use crate::reconcile::sample::World;
        let words = "The line dropped 42 trains on Monday and another 31 on Tuesday.";
        let told = |figure: &str| says("wire", "trains", figure).text(figure).sentence(words);
        let all = |figure: &str| says("post", "trains", figure).text(figure).sentence("The line dropped that many.");
        let world = World::new([all("73"), all("95"), told("42"), told("31")].map(|said| said.claim()));
        world.with_affair(|affair| {
            let of = |text: &str| affair.figures.iter().find(|figure| figure.claim.text == *text).expect("a figure");
            assert!(affair.adds_up(of("42"), of("73")) && !affair.adds_up(of("42"), of("95")));
        });
    }
}
