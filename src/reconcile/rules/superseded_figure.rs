//! A figure somebody replaced: "lowered the magnitude to 6.8 from a first reading of 7.1", "corrected to 15,000".

use std::cmp::Ordering;

use super::{Look, Question, Rule};
use crate::model::finding::Severity;
use crate::model::quantity::Role;
use crate::model::vocabulary::Cue;
use crate::reconcile::affair::Affair;
use crate::reconcile::draft::Draft;
use crate::reconcile::figure::Figure;
use crate::reconcile::key::{Basis, Relation};
use crate::reconcile::pair::Pair;
use crate::reconcile::tolerance::{Standing, Tolerance, compare};
use crate::reconcile::words::has_cue;

pub const RULE: Rule = Rule { name: "superseded_figure", look: Look::Pair(Question::Value, find) };

/// Larger families are tables, whose rows tell of no change in one breath.
const MOST: usize = 1024;

fn find(pair: &Pair, affair: &Affair) -> Option<Draft> {
    let running = pair.a.window.basis == Basis::Running && pair.b.window.basis == Basis::Running;
    let years_apart = pair.window.relation == Relation::Disjoint && pair.a.window.basis == Basis::Within;
    if !pair.same_thing() || pair.same_source || years_apart || pair.values.standing != Standing::Apart || pair.vague()
    {
        return None;
    }
    let published = |figure: &Figure| figure.claim.published.or_else(|| affair.sources.published(&figure.claim.source));
    let (old, new) = match published(pair.a).cmp(&published(pair.b)) {
        Ordering::Greater => (pair.b, pair.a),
        _ => (pair.a, pair.b),
    };
    let revised = new.claim.cues.contains(&Cue::Revised);
    let replaced = if running { None } else { replacement(old, new, pair, affair) };
    let provisional = !running && published(old) < published(new) && is_provisional(old, affair);
    let reason = match replaced {
        Some(to) => format!("{} tells that the figure was changed", affair.source(to)),
        None if revised => format!("{} tells that the figure was changed", affair.source(new)),
        None if provisional => format!("{} gave its figure as provisional", affair.source(old)),
        None => return None,
    };
    let says = format!(
        "{}, while {}: {}; {reason}, so the later one replaces the earlier.",
        affair.says(old),
        affair.says(new),
        pair.difference(),
    );
    let draft = Draft::new(Severity::Note, Tolerance::Exact, says).measured(pair.difference());
    Some(draft.figures(replaced))
}

/// "a preliminary magnitude of 7.1"
fn is_provisional(figure: &Figure, affair: &Affair) -> bool {
    figure.claim.hedge.is_some() || has_cue(&figure.claim.counted, affair.vocabulary, Cue::Hedge)
}

/// Somebody's "to B from A" in one sentence, with A the old figure and B the new one.
fn replacement<'f, 'a>(
    old: &Figure,
    new: &Figure,
    pair: &Pair<'f, 'a>,
    affair: &'f Affair<'a>,
) -> Option<&'f Figure<'a>> {
    if pair.family.members.len() > MOST {
        return None;
    }
    let equal = |x: &Figure, y: &Figure| compare(x.quantity(), y.quantity()).standing <= Standing::Rounded;
    let members = || pair.family.members.iter().map(|&at| &affair.figures[at]);
    members().filter(|to| to.quantity().role == Role::To && to.claim.metric == new.claim.metric && equal(to, new)).find(
        |to| {
            members().any(|from| {
                from.quantity().role != Role::To
                    && from.claim.source == to.claim.source
                    && from.claim.sentence == to.claim.sentence
                    && equal(from, old)
            })
        },
    )
}

#[cfg(test)]
mod tests {
    use crate::model::quantity::Role;
    use crate::model::vocabulary::Cue;
    use crate::reconcile::sample::{says, sees};

    #[test]
    fn a_first_reading_that_was_replaced() {
        let first = says("wire", "magnitude", "7.1").published("2025-03-11");
        let text = "The institute put it at 6.8, down from 7.1 at first.";
        let to = says("post", "magnitude", "6.8").role(Role::To).sentence(text).published("2025-03-12");
        let from = says("post", "magnitude", "7.1").role(Role::From).sentence(text).published("2025-03-12");
        sees("superseded_figure note", [first, to, from]);
    }

    #[test]
    fn a_correction_that_is_announced() {
        let first = says("wire", "homicides", "523").during("2024").published("2025-03-11");
        let new = says("post", "homicides", "498").during("2024").published("2025-03-12").cue(Cue::Revised);
        sees("superseded_figure note", [first, new]);
    }
}
