//! The same words of the same speaker, told for two days.

use super::{Look, Rule};
use crate::model::finding::Severity;
use crate::model::group::GroupKind;
use crate::reconcile::affair::Affair;
use crate::reconcile::days::days_words;
use crate::reconcile::draft::Draft;
use crate::reconcile::tolerance::Tolerance;
use crate::reconcile::utterance::{Speakers, short};

pub const RULE: Rule = Rule { name: "quote_date_conflict", look: Look::Story(find) };

fn find(affair: &Affair) -> Vec<Draft> {
    affair
        .utterances
        .iter()
        .filter_map(|said| {
            let (here, there) = said.two_days()?;
            let severity = if said.speakers == Speakers::Same { Severity::High } else { Severity::Medium };
            let who = said.a.speaker.as_deref().or(said.b.speaker.as_deref()).unwrap_or("the speaker");
            let says = format!(
                "{} has {who} say “{}” on {}, {} has “{}” on {}: one utterance, two days.",
                affair.sources.name(&said.a.source),
                short(said.a),
                days_words(&here),
                affair.sources.name(&said.b.source),
                short(said.b),
                days_words(&there),
            );
            let draft = Draft::new(severity, Tolerance::SameDay, says).kind(GroupKind::Quote);
            let draft = draft.witness(said.a).witness(said.b).value(days_words(&here)).value(days_words(&there));
            Some(draft.measured(format!(
                "{} | {}; {} words shared",
                days_words(&here),
                days_words(&there),
                said.shared
            )))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::reconcile::sample::{leaves_told, quoted, sees_told};

    #[test]
    fn one_utterance_on_two_days() {
        let a = || quoted("wire", "Elna Varic", "We will not bargain with stones").on("2024-10-05");
        sees_told(
            "quote_date_conflict high",
            [a(), quoted("post", "Varic", "We will not bargain with stones.").on("2024-10-06")],
        );
        leaves_told([a(), quoted("post", "Varic", "We will not bargain with stones").on("2024-10-05")]);
        leaves_told([a(), quoted("post", "Varic", "We shall rebuild the harbour this year").on("2024-10-06")]);
    }

    #[test]
    fn one_utterance_whose_little_words_differ() {
        use crate::reconcile::sample::{ENGLISH, World};
        let found = |there: &str| {
            let here = quoted("wire", "Elna Varic", "No one in this town was warned").on("2024-10-05");
            let mut world = World::telling([here, quoted("post", "Varic", there).on("2024-10-06")]);
            world.vocabulary = ENGLISH.clone();
            world.reconciled().findings.iter().any(|finding| finding.rule == "quote_date_conflict")
        };
        assert!(found("Nobody in my town was ever warned"));
        assert!(!found("Nobody in my school was ever warned"));
    }

    #[test]
    fn a_month_holds_its_days() {
        let a = quoted("wire", "Elna Varic", "We will not bargain with stones").on("2024-10-05");
        leaves_told([a, quoted("post", "Elna Varic", "We will not bargain with stones").on("2024-10")]);
    }
}
