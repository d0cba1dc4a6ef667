//! One body under two names: "Terrorist Confinement Center" here, "Terrorism Confinement Center" there.

use super::{Look, Rule};
use crate::model::finding::Severity;
use crate::reconcile::affair::Affair;
use crate::reconcile::draft::{Draft, Witness};
use crate::reconcile::tolerance::Tolerance;

pub const RULE: Rule = Rule { name: "name_variant", look: Look::Story(find) };

fn find(affair: &Affair) -> Vec<Draft> {
    affair.names.variants.iter().filter_map(|(lead, other)| look(lead, other, affair)).collect()
}

fn look(lead: &str, other: &str, affair: &Affair) -> Option<Draft> {
    let (here, there) = (witnesses(lead, affair), witnesses(other, affair));
    let (first, second) = (here.first()?, there.first()?);
    let says = format!(
        "{} writes “{lead}”, {} writes “{other}”: the names differ in one word only and are taken for one body.",
        affair.sources.name(&first.source),
        affair.sources.name(&second.source),
    );
    let mut draft = Draft::new(Severity::Note, Tolerance::Wording, says).value(lead).value(other);
    draft.witnesses = here.into_iter().take(8).chain(there.into_iter().take(8)).collect();
    Some(draft.measured(format!("{lead} | {other}")))
}

/// One place for each source: where it names the body, else a figure or an event that bears the name.
fn witnesses(name: &str, affair: &Affair) -> Vec<Witness> {
    let namings =
        affair.namings.iter().filter(|naming| naming.name.contains(name)).map(|naming| Witness::from(*naming));
    let figures = affair.figures.iter().filter(|f| f.claim.scope.entity.contains(name)).map(Witness::from);
    let told = |event: &&&crate::model::event::Event| {
        event.participants.iter().any(|p| p.contains(name)) || event.place.contains(name)
    };
    let events = affair.events.iter().filter(told).map(|event| Witness::from(*event));
    let mut found: Vec<Witness> = Vec::new();
    for witness in namings.chain(events).chain(figures) {
        if !found.iter().any(|known| known.source == witness.source) {
            found.push(witness);
        }
    }
    found.sort();
    found
}

#[cfg(test)]
mod tests {
    use crate::reconcile::sample::{leaves, says, sees};

    #[test]
    fn one_jail_under_two_names() {
        let held = |source, name| says(source, "prison_capacity", "40,000").scope(name);
        sees(
            "name_variant note",
            [held("wire", "Northern Detention Centre"), held("post", "Northern Detentions Centre")],
        );
        leaves([held("wire", "Northern Detention Centre"), held("post", "Southern Detention Centre")]);
    }
}
