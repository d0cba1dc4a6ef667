//! A bound that shuts the other figure out: "over 40,000" against "up to 40,000", "up to 80,000" against 85,000.

use super::{Look, Question, Rule};
use crate::model::finding::Severity;
use crate::reconcile::affair::Affair;
use crate::reconcile::draft::Draft;
use crate::reconcile::pair::Pair;
use crate::reconcile::tolerance::{Standing, Tolerance};

pub const RULE: Rule = Rule { name: "bound_conflict", look: Look::Pair(Question::Value, find) };

/// Apart by more than this, a broken bound is worth a second look.
const CLEARLY_APART: f64 = 5.0;

fn find(pair: &Pair, affair: &Affair) -> Option<Draft> {
    let bounds = |q: &crate::model::quantity::Quantity| q.bound.is_lower() || q.bound.is_upper();
    let standing = pair.values.standing;
    if !pair.same_key() || !matches!(standing, Standing::Apart | Standing::Border) {
        return None;
    }
    if !(bounds(pair.a.quantity()) || bounds(pair.b.quantity())) || pair.same_source && !pair.two_voices() {
        return None;
    }
    let border = standing == Standing::Border;
    let severity = if border || pair.values.percent <= CLEARLY_APART { Severity::Low } else { Severity::Medium };
    let reason = match () {
        () if border => {
            "taken at their word the two exclude each other, though by no more than the border itself".into()
        }
        () if pair.two_voices() => {
            format!("two parties give counts that leave no room for each other: {}", pair.difference())
        }
        () => format!("the bound leaves no room for the other figure: {}", pair.difference()),
    };
    let says = format!("{}, while {}: {reason}.", affair.says(pair.a), affair.says(pair.b));
    let measured = if border { format!("{} | {}", pair.a.words(), pair.b.words()) } else { pair.difference() };
    Some(Draft::new(pair.as_conflict(severity)?, Tolerance::Bound, says).measured(measured))
}

#[cfg(test)]
mod tests {
    use crate::reconcile::sample::{leaves, says, sees};

    #[test]
    fn over_and_up_to_the_same_figure_exclude_each_other() {
        let capacity = |source, text| says(source, "prison_capacity", text).scope("Northern Jail");
        sees("bound_conflict low", [capacity("wire", "over 40,000"), capacity("post", "up to 40,000")]);
        sees("bound_conflict low", [capacity("wire", "over 40,000"), capacity("post", "40,000")]);
        leaves([capacity("wire", "up to 40,000"), capacity("post", "40,000")]);
        // "room for up to 40,000" is room for 40,000
        sees("bound_conflict medium", [capacity("wire", "up to 40,000"), capacity("post", "37,000")]);
    }

    #[test]
    fn a_figure_beyond_an_upper_bound_breaks_it() {
        let crowd = |source, text| says(source, "crowd", text).during("2024-10-05");
        sees("bound_conflict medium", [crowd("wire", "up to 30,000"), crowd("post", "over 100,000")]);
        leaves([crowd("wire", "up to 30,000"), crowd("post", "25,000 to 30,000")]);
    }

    #[test]
    fn police_and_organizers_may_differ_inside_one_text() {
        let crowd = |text, voice| says("wire", "crowd", text).by(voice).during("2024-10-05");
        sees("bound_conflict medium", [crowd("up to 30,000", "police"), crowd("over 100,000", "the organizers")]);
    }
}
