//! Two ranges that meet without one holding the other.

use super::{Look, Question, Rule};
use crate::model::finding::Severity;
use crate::reconcile::affair::Affair;
use crate::reconcile::draft::Draft;
use crate::reconcile::pair::Pair;
use crate::reconcile::tolerance::{Standing, Tolerance};

pub const RULE: Rule = Rule { name: "range_overlap", look: Look::Pair(Question::Value, find) };

fn find(pair: &Pair, affair: &Affair) -> Option<Draft> {
    if !pair.same_key() || pair.values.standing != Standing::RangesMeet || pair.same_source {
        return None;
    }
    let says = format!(
        "{}, while {}: the ranges meet, and neither holds the other.",
        affair.says(pair.a),
        affair.says(pair.b),
    );
    let measured = format!("{} | {}", pair.a.words(), pair.b.words());
    Some(Draft::new(Severity::Note, Tolerance::Range, says).measured(measured))
}

#[cfg(test)]
mod tests {
    use crate::reconcile::sample::{leaves, says, sees};

    #[test]
    fn ranges_that_meet_are_a_note_and_nested_ones_are_silent() {
        let crowd = |source, text| says(source, "crowd", text).during("2024-10-05");
        sees("range_overlap note", [crowd("wire", "25,000 to 30,000"), crowd("post", "28,000 to 33,000")]);
        leaves([crowd("wire", "20,000 to 30,000"), crowd("post", "25,000 to 28,000")]);
    }
}
