//! Groups listed behind their total that make more or less than it: "The 49 survivors - 31 men, nine women and seven
//! children", "51 came home. The group is made up of 36 girls, 13 boys and four teachers".
//!
//! Only where signs or words say that the list is the whole of it; and only near misses, since what is far off counts
//! something else.

use rust_decimal::Decimal;

use super::sum_mismatch::{countable, is_listed, mismatch};
use super::{Look, Rule};
use crate::model::modality::Modality;
use crate::model::quantity::Unit;
use crate::reconcile::affair::Affair;
use crate::reconcile::breath::{Breath, lines};
use crate::reconcile::draft::Draft;
use crate::reconcile::figure::Figure;

pub const RULE: Rule = Rule { name: "sum_mismatch", look: Look::Story(find) };

/// Bytes between a total and the list behind it.
const REACH: usize = 40;
/// Sentences a list that says it is complete looks back for its total.
const BACK: usize = 2;

fn find(affair: &Affair) -> Vec<Draft> {
    let breaths = lines(affair);
    (0..breaths.len()).filter_map(|at| listed(&breaths, at, affair)).collect()
}

fn listed(breaths: &[Breath], at: usize, affair: &Affair) -> Option<Draft> {
    let breath = &breaths[at];
    let run = longest_run(breath)?;
    let parts: Vec<&Figure> = breath.figures[run.clone()].iter().map(|(_, figure)| *figure).collect();
    let before = breath.before(run.start);
    // what stands behind a colon is looked at elsewhere
    let made_up = affair.vocabulary.phrases.made_up_of.iter().any(|words| before.contains(&**words));
    let mut totals: Vec<&Figure> = Vec::new();
    if let Some(total) = run.start.checked_sub(1) {
        let between = breath.between(total, run.start);
        let opened = between.trim_end().ends_with(['–', '—', '(']) || between.trim_end().ends_with(" -");
        if between.len() <= REACH && opened || made_up {
            totals.push(breath.figures[total].1);
        }
    } else if made_up {
        let earlier = breaths[at.saturating_sub(BACK)..at].iter();
        let same = earlier.filter(|earlier| source(earlier) == source(breath));
        totals.extend(same.flat_map(|earlier| earlier.figures.iter().map(|(_, figure)| *figure)));
    }
    let sum = parts.iter().filter_map(|part| part.value()).fold(Decimal::ZERO, Decimal::saturating_add);
    totals.retain(|total| countable(total, &Unit::Count) && total.claim.modality == Modality::Asserted);
    if totals.iter().any(|total| total.value() == Some(sum)) {
        return None;
    }
    // a seventh more or less, and never a difference that a rounded total leaves room for
    let near = |total: &&&Figure| {
        total.value().is_some_and(|value| {
            value.saturating_sub(sum).abs().saturating_mul(Decimal::from(7)) <= value
                && parts.iter().all(|part| part.value() < Some(value))
        })
    };
    let total = *totals.iter().rev().find(near)?;
    mismatch(total, parts, affair)
}

fn source<'a>(breath: &Breath<'_, 'a>) -> Option<&'a str> {
    breath.figures.first().map(|(_, figure)| &*figure.claim.source)
}

/// The longest run of counts joined by commas and "and", at least two.
fn longest_run(breath: &Breath) -> Option<std::ops::Range<usize>> {
    let counts = |at: usize| countable(breath.figures[at].1, &Unit::Count);
    let mut best = 0..0;
    let mut start = 0;
    for at in 0..breath.figures.len() {
        if !counts(at) {
            start = at + 1;
        } else if at > start && !is_listed(breath.figures[at - 1].1, breath.figures[at].1) {
            start = at;
        }
        if counts(at) && at + 1 - start > best.len() {
            best = start..at + 1;
        }
    }
    (best.len() >= 2).then_some(best)
}

#[cfg(test)]
mod tests {
    use crate::reconcile::sample::{Said, leaves, says, sees};

    fn group(text: &str, figures: &[(&str, &str)]) -> Vec<Said> {
        let said = |(figure, thing): &(&str, &str)| says("wire", thing, figure).counted(thing).sentence(text);
        figures.iter().map(said).collect()
    }

    #[test]
    fn groups_behind_a_dash_make_the_total() {
        let text = |men: &str| format!("The 58 evacuees – {men} men, 17 women and 12 children – sleep in a gym.");
        let told =
            |men: &str| group(&text(men), &[("58", "evacuees"), (men, "men"), ("17", "women"), ("12", "children")]);
        sees("sum_mismatch medium", told("26"));
        leaves(told("29"));
    }

    #[test]
    fn a_list_that_says_it_is_the_whole_looks_back_for_its_total() {
        let text = |men: &str| format!("The panel of 45 is made up of {men} lawyers, 13 doctors and 12 engineers.");
        let told =
            |men: &str| group(&text(men), &[("45", "seats"), (men, "lawyers"), ("13", "doctors"), ("12", "engineers")]);
        sees("sum_mismatch medium", told("23"));
        leaves(told("20"));
    }

    #[test]
    fn a_list_without_such_a_word_is_left_alone() {
        let text = "Of those 58 came by bus, with 26 dogs, 17 cats and 12 goats.";
        leaves(group(text, &[("58", "evacuees"), ("26", "dogs"), ("17", "cats"), ("12", "goats")]));
    }
}
