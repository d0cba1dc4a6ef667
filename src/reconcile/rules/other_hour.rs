//! One happening of one day, told for two times of day.

use super::{Look, Rule};
use crate::model::finding::Severity;
use crate::model::group::GroupKind;
use crate::reconcile::act::quoted_short;
use crate::reconcile::affair::Affair;
use crate::reconcile::draft::Draft;
use crate::reconcile::occasion::Telling;
use crate::reconcile::tolerance::Tolerance;

/// It bears the name of what it finds.
pub const RULE: Rule = Rule { name: "date_conflict", look: Look::Story(find) };

fn find(affair: &Affair) -> Vec<Draft> {
    let told = |at: usize| &affair.occasions.tellings[at];
    affair.occasions.other_hours.iter().map(|&(a, b)| draft(told(a), told(b), affair)).collect()
}

fn draft(a: &Telling, b: &Telling, affair: &Affair) -> Draft {
    let told = |telling: &Telling| {
        format!("{} (“{}”)", affair.sources.name(&telling.event.source), quoted_short(&telling.event.description))
    };
    let hour =
        |telling: &Telling| telling.time.start.map(|start| start.format("%H:%M").to_string()).unwrap_or_default();
    let says = format!("One happening is told by {} for {} and by {} for {}.", told(a), hour(a), told(b), hour(b));
    let draft = Draft::new(Severity::Low, Tolerance::Clock, says).kind(GroupKind::Event);
    let draft = draft.witness(a.event).witness(b.event).value(hour(a)).value(hour(b));
    draft.measured(format!("{} | {}", hour(a), hour(b)))
}

#[cfg(test)]
mod tests {
    use crate::reconcile::sample::{leaves_told, told};

    #[test]
    fn days_without_an_hour_say_nothing_of_hours() {
        let opened =
            |source| told(source, "The governor opened the new Karsk bridge across the river").on("2024-05-04");
        leaves_told([opened("wire"), opened("post")]);
    }
}
