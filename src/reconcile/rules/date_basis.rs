//! One matter dated by two of its steps: the act itself here, its publication or entry into force there.

use std::collections::BTreeSet;

use super::{Look, Rule};
use crate::model::event::Status;
use crate::model::finding::Severity;
use crate::model::group::GroupKind;
use crate::model::vocabulary::Cue;
use crate::reconcile::affair::Affair;
use crate::reconcile::days::days_words;
use crate::reconcile::draft::Draft;
use crate::reconcile::occasion::Telling;
use crate::reconcile::tolerance::Tolerance;
use crate::reconcile::words::{Stem, content};

pub const RULE: Rule = Rule { name: "date_basis", look: Look::Story(find) };

/// Words the two sentences share, at least.
const SHARED: usize = 4;
/// Steps of one matter lie within so many days.
const FAR: i64 = 400;
/// Steps that are compared, and tellings each is laid beside.
const MOST: usize = 64;
const MOST_BESIDE: usize = 400;

fn find(affair: &Affair) -> Vec<Draft> {
    let lexicon = &affair.vocabulary.lexicon;
    let words =
        |telling: &Telling| -> BTreeSet<Stem> { content(&telling.event.sentence_text, lexicon).into_iter().collect() };
    let real = |telling: &&Telling| matches!(telling.event.status, Status::Happened | Status::Agreed);
    let tellings = affair.occasions.tellings.iter().filter(real);
    let tellings: Vec<&Telling> =
        affair.left_out.first(MOST_BESIDE, "acts with a day, beside their publication,", tellings);
    let told: Vec<BTreeSet<Stem>> = tellings.iter().map(|telling| words(telling)).collect();
    let mut drafts: Vec<Draft> = Vec::new();
    let steps = tellings.iter().enumerate().filter(|(_, telling)| telling.basis.is_some());
    for (at, step) in affair.left_out.first(MOST, "days of publication or entry into force", steps) {
        for (number, act) in tellings.iter().enumerate() {
            let gap = act.days.gap(&step.days);
            let apart = act.days.grain == step.days.grain && (1..=FAR).contains(&gap);
            // a step and the act, or two steps, each pair once
            let steps = act.basis.is_none() || act.basis != step.basis && at < number;
            if !apart || !steps || act.event.source == step.event.source {
                continue;
            }
            let shared = told[at].intersection(&told[number]).count();
            let most_of_it = shared * 2 >= told[at].len().min(told[number].len());
            if shared >= SHARED && most_of_it && !known(&drafts, act, step) {
                drafts.push(draft(act, step, affair));
            }
        }
    }
    drafts
}

/// One finding for two sources and their days.
fn known(drafts: &[Draft], act: &Telling, step: &Telling) -> bool {
    let theme = theme(act, step);
    drafts.iter().any(|draft| draft.theme == theme)
}

fn theme(act: &Telling, step: &Telling) -> String {
    format!("{} {} {}", act.event.source, step.event.source, step.days.first)
}

fn draft(act: &Telling, step: &Telling, affair: &Affair) -> Draft {
    let name = |telling: &Telling| match telling.basis {
        Some(Cue::MadeKnown) => "the day it was made known or written down",
        Some(_) => "the day from which it holds",
        None => "the day of the act",
    };
    let told = |telling: &Telling| {
        let source = affair.sources.name(&telling.event.source);
        format!("{source} gives {} as {}", days_words(&telling.days), name(telling))
    };
    let says = format!("{}, {}: two steps of one matter.", told(act), told(step));
    let draft = Draft::new(Severity::Note, Tolerance::SameDay, says).kind(GroupKind::Event).theme(theme(act, step));
    let draft = draft.witness(act.event).witness(step.event);
    let gap = act.days.gap(&step.days);
    draft.value(days_words(&act.days)).value(days_words(&step.days)).measured(format!("{gap} days apart"))
}

#[cfg(test)]
mod tests {
    use crate::reconcile::sample::{leaves_told, sees_told, told};

    #[test]
    fn the_act_and_the_day_it_was_made_known() {
        let act =
            || told("wire", "Police arrested the reporter Tomas Keld at the harbour on 2024-05-04").on("2024-05-04");
        let page = |day: &str| {
            let clause = format!("The arrest of the reporter Tomas Keld at the harbour was published on {day}");
            told("post", &clause).on(day)
        };
        sees_told("date_basis note", [act(), page("2024-05-21")]);
        leaves_told([act(), page("2024-05-04")]);
    }

    #[test]
    fn a_law_is_passed_and_takes_effect() {
        let passed =
            || told("wire", "Parliament passed the ban on plastic straws and cups on 2024-03-01").on("2024-03-01");
        let holds = told("post", "The ban on plastic straws and cups took effect on 2024-07-01").on("2024-07-01");
        sees_told("date_basis note", [passed(), holds]);
        let other = told("post", "The toll on the northern bridges took effect on 2024-07-01").on("2024-07-01");
        leaves_told([passed(), other]);
    }
}
