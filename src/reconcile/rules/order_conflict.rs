//! A time that runs backwards: an end before its start, or something told as past that lies after the text telling it.

use chrono::Days as Later;

use super::{Look, Rule};
use crate::model::event::{Event, Status};
use crate::model::finding::Severity;
use crate::model::group::GroupKind;
use crate::model::lexicon::Class;
use crate::reconcile::affair::Affair;
use crate::reconcile::days::{Days, days_words};
use crate::reconcile::draft::Draft;
use crate::reconcile::tolerance::Tolerance;
use crate::reconcile::words::has;

pub const RULE: Rule = Rule { name: "order_conflict", look: Look::Story(find) };

fn find(affair: &Affair) -> Vec<Draft> {
    let backwards = affair.figures.iter().filter_map(|figure| {
        let (start, end) = (figure.claim.period.start?, figure.claim.period.end?);
        if end >= start || !figure.window.stated {
            return None;
        }
        let says = format!("{} gives {} for a time that ends before it begins.", affair.source(figure), figure.told());
        let draft = Draft::new(Severity::Medium, Tolerance::SameDay, says).figures([figure]);
        Some(draft.measured(format!("{end} < {start}")))
    });
    backwards.chain(affair.events.iter().filter_map(|event| told_too_early(event, affair))).collect()
}

/// A day with month and day said, told as past, after the document's own.
fn told_too_early(event: &Event, affair: &Affair) -> Option<Draft> {
    let days = Days::of(event.time.as_ref()?)?;
    let published = affair.sources.published(&event.source)?.checked_add_days(Later::new(1))?;
    let lexicon = &affair.vocabulary.lexicon;
    let past = event.status == Status::Happened && has(&event.description, lexicon, Class::PAST);
    let ahead = has(&event.description, lexicon, Class::FUTURE | Class::MODAL);
    if !days.said || !days.is_day() || days.first <= published || !past || ahead {
        return None;
    }
    let says = format!(
        "{} of {} tells as past what it dates to {}.",
        affair.sources.name(&event.source),
        affair.sources.published(&event.source)?,
        days_words(&days),
    );
    let draft = Draft::new(Severity::Low, Tolerance::SameDay, says).kind(GroupKind::Internal).witness(event);
    Some(draft.value(days_words(&days)).measured(format!("{} > {published}", days_words(&days))))
}

#[cfg(test)]
mod tests {
    use crate::reconcile::sample::{leaves, says, sees};

    #[test]
    fn a_count_that_ends_before_it_begins() {
        sees("order_conflict medium", [says("wire", "homicides", "523").between("2024-05-01", "2023-05-01")]);
        leaves([says("wire", "homicides", "523").between("2023-05-01", "2024-05-01")]);
    }
}
