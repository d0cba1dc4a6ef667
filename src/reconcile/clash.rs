//! Two days for one happening -> what sort of slip lies between them, and the finding's words.

use super::act::quoted_short;
use super::affair::Affair;
use super::days::{Slip, days_words, slip};
use super::draft::Draft;
use super::occasion::{Occasions, Telling};
use super::tolerance::Tolerance;
use crate::model::finding::Severity;
use crate::model::group::GroupKind;

/// Drafts for the clashes of one sort.
pub fn drafts(affair: &Affair, wanted: &[Slip], severity: Severity, reason: &str) -> Vec<Draft> {
    let occasions = &affair.occasions;
    let told = |at: usize| &occasions.tellings[at];
    let mut drafts: Vec<Draft> = Vec::new();
    let clashes = occasions.clashes.iter().map(|&(a, b)| (told(a), told(b), severity));
    let doubtful = occasions.doubtful.iter().map(|&(a, b)| (told(a), told(b), Severity::Low));
    for (a, b, severity) in
        clashes.chain(doubtful).filter(|(a, b, _)| slip(&a.days, &b.days).is_some_and(|slip| wanted.contains(&slip)))
    {
        // one source against several others is one finding
        let theme = |one: &Telling, other: &Telling| {
            format!("{} {} {}", one.event.source, one.event.sentence.start, other.days.first)
        };
        let known = drafts.iter_mut().find(|draft| draft.theme == theme(a, b) || draft.theme == theme(b, a));
        let draft = draft(a, b, severity, reason, affair);
        match known {
            Some(known) => known.absorb(&draft),
            None => {
                let odd = supporters(occasions, a) <= supporters(occasions, b);
                drafts.push(draft.theme(if odd { theme(a, b) } else { theme(b, a) }));
            }
        }
    }
    drafts
}

/// How many tellings share this one's day.
fn supporters(occasions: &Occasions, telling: &Telling) -> usize {
    occasions.tellings.iter().filter(|other| other.days == telling.days).count()
}

fn draft(a: &Telling, b: &Telling, severity: Severity, reason: &str, affair: &Affair) -> Draft {
    let told = |telling: &Telling| {
        format!(
            "{} (“{}”) for {}",
            affair.sources.name(&telling.event.source),
            quoted_short(&telling.event.description),
            days_words(&telling.days)
        )
    };
    let says = format!("One happening is told by {} and by {}: {reason}.", told(a), told(b));
    let measured = format!("{} | {}: {} days apart", days_words(&a.days), days_words(&b.days), a.days.gap(&b.days));
    let draft = Draft::new(severity, Tolerance::SameDay, says).kind(GroupKind::Event).measured(measured);
    draft.witness(a.event).witness(b.event).value(days_words(&a.days)).value(days_words(&b.days))
}
