//! A running total that is smaller on a later day, and nobody says it was corrected.

use std::cmp::Ordering;

use super::{Look, Question, Rule};
use crate::model::finding::Severity;
use crate::model::vocabulary::Cue;
use crate::reconcile::affair::Affair;
use crate::reconcile::draft::{Draft, weaker};
use crate::reconcile::figure::Figure;
use crate::reconcile::key::{Basis, Relation};
use crate::reconcile::pair::{OTHER_COUNT, Pair};
use crate::reconcile::tolerance::{Standing, Tolerance};

pub const RULE: Rule = Rule { name: "falling_total", look: Look::Pair(Question::Value, find) };

/// A fall to less than half is more likely a count of something smaller.
const DEEP_FALL: f64 = 100.0;

fn find(pair: &Pair, affair: &Affair) -> Option<Draft> {
    let running = pair.a.window.basis == Basis::Running && pair.b.window.basis == Basis::Running;
    let one_count = pair.same_thing() && pair.window.starts != Relation::Disjoint;
    let later = pair.window.order == Some(Ordering::Less);
    let fell = matches!((pair.a.interval.low, pair.b.interval.high), (Some(before), Some(now)) if now < before);
    let revised = |figure: &Figure| figure.claim.cues.contains(&Cue::Revised);
    if !running || !one_count || !later || !fell || pair.vague() || pair.values.standing != Standing::Apart {
        return None;
    }
    // "26 of the dead had been shot", and texts that each tell both counts
    if pair.a.is_some_of_them() != pair.b.is_some_of_them() || affair.both_tell_both(pair.a, pair.b) {
        return None;
    }
    if revised(pair.a) || revised(pair.b) || pair.values.percent > OTHER_COUNT {
        return None;
    }
    let (from, to) = (pair.a.as_of()?, pair.b.as_of()?);
    // a day that the figure's own words tell is not told twice
    let on = |figure: &Figure, day: chrono::NaiveDate| match figure.when().contains(&day.to_string()) {
        true => String::new(),
        false => format!(" ({day})"),
    };
    let (from, to) = (on(pair.a, from), on(pair.b, to));
    let says = format!(
        "{}{from}, and later {}{to}: a running total cannot fall ({}), and neither text speaks of a correction.",
        affair.says(pair.a),
        affair.says(pair.b),
        pair.difference(),
    );
    let unsure = u8::from(!(pair.a.window.stated && pair.b.window.stated))
        + u8::from(pair.values.percent > DEEP_FALL)
        + u8::from(pair.values.percent <= 1.0);
    let severity = weaker(pair.weighed(Severity::Medium), unsure);
    Some(Draft::new(severity, Tolerance::RunningTotal, says).measured(pair.difference()))
}

#[cfg(test)]
mod tests {
    use crate::model::vocabulary::Cue;
    use crate::reconcile::sample::{leaves, says, sees};

    #[test]
    fn a_toll_that_falls_overnight() {
        let toll = |source, text, day| says(source, "killed", text).on(day);
        sees("falling_total medium", [toll("wire", "173", "2025-03-13"), toll("post", "164", "2025-03-14")]);
    }

    #[test]
    fn a_fall_that_is_announced_or_rounded_away_is_silent() {
        let toll = |source, text, day| says(source, "killed", text).on(day);
        let corrected = toll("post", "164", "2025-03-14").cue(Cue::Revised);
        sees("superseded_figure note", [toll("wire", "173", "2025-03-13"), corrected]);
        leaves([toll("wire", "2,412", "2025-03-13"), toll("post", "about 2,400", "2025-03-14")]);
        leaves([toll("wire", "212", "2025-03-13"), toll("post", "over 200", "2025-03-14")]);
    }

    #[test]
    fn counts_since_different_years_do_not_fall() {
        let early = says("wire", "arrests", "185,000").since("2015").until("2024-12-31");
        leaves([early, says("post", "arrests", "85,000").since("2022").until("2025-02-04")]);
    }
}
