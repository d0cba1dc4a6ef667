//! Related things counted under figures that look like one: arrested here, jailed there.
//!
//! A part that is clearly smaller than its whole is as it should be. What is worth saying: the part is larger though the
//! days leave it possible, the two are close enough to be taken for each other, or two shares of one population differ.

use super::{Look, Question, Rule};
use crate::model::finding::Severity;
use crate::model::metric::Behaviour;
use crate::reconcile::affair::Affair;
use crate::reconcile::draft::Draft;
use crate::reconcile::figure::Figure;
use crate::reconcile::key::{Basis, Relation};
use crate::reconcile::pair::Pair;
use crate::reconcile::tolerance::{Standing, Tolerance};

pub const RULE: Rule = Rule { name: "definition_mismatch", look: Look::Pair(Question::Definition, find) };

/// Up to this gap, in percent, two figures may be taken for one.
const CLOSE: f64 = 15.0;

fn find(pair: &Pair, affair: &Affair) -> Option<Draft> {
    let place = matches!(pair.scope, Relation::Same | Relation::Unknown);
    if pair.metric == Relation::Same || !place || pair.population == Relation::Disjoint || pair.vague() {
        return None;
    }
    if pair.a.behaviour == Behaviour::Share && pair.b.behaviour == Behaviour::Share {
        return shares(pair, affair);
    }
    let days = pair.window.relation != Relation::Disjoint && !pair.a.window.partial && !pair.b.window.partial;
    if pair.same_source || !days || !pair.a.is_count() || !pair.b.is_count() {
        return None;
    }
    match pair.metric {
        Relation::Part => counts(pair.a, pair.b, pair, affair),
        Relation::Whole => counts(pair.b, pair.a, pair, affair),
        _ => same_number(pair, affair),
    }
}

fn counts(part: &Figure, whole: &Figure, pair: &Pair, affair: &Affair) -> Option<Draft> {
    if whole.claim.part_of.is_some() {
        return None;
    }
    let close = pair.values.percent <= CLOSE && part.value().is_some() && whole.value().is_some();
    let more = matches!((part.interval.low, whole.interval.high), (Some(low), Some(high)) if low > high);
    // a part told for a later day may have overtaken the whole of an earlier one, unless the whole's days were over
    let grown = whole.window.basis == Basis::Running && part.as_of() > whole.as_of();
    let larger = more && !grown;
    let (severity, reason) = match () {
        () if larger => (
            Severity::Medium,
            "the part is larger than what it should be a part of, so the two count different people or different days",
        ),
        () if pair.values.standing == Standing::Equal => {
            (Severity::Low, "the same number stands for two things counted")
        }
        () if close => (Severity::Low, "the figures are close, but they do not count the same thing"),
        () => return None,
    };
    // the days already say that the part lies within, and a louder rule has said the rest
    if larger && matches!(pair.window.relation, Relation::Same | Relation::Unknown) {
        return None;
    }
    let gap = match pair.values.standing {
        Standing::Equal => String::new(),
        _ => format!(" ({})", pair.difference()),
    };
    let says = format!(
        "{}, while {}: {} are counted among {}; {reason}{gap}.",
        affair.says(part),
        affair.says(whole),
        part.label().to_lowercase(),
        whole.label().to_lowercase(),
    );
    Some(Draft::new(pair.weighed(severity), Tolerance::PartWithinWhole, says).measured(pair.difference()))
}

/// Metrics of one family of which neither holds the other: only the very same number is worth a note.
fn same_number(pair: &Pair, affair: &Affair) -> Option<Draft> {
    let hundreds = pair.a.value().is_some_and(|value| value >= rust_decimal::Decimal::ONE_HUNDRED);
    if pair.values.standing != Standing::Equal || !hundreds || pair.a.window.basis == Basis::Always {
        return None;
    }
    let says = format!(
        "{}, while {}: the same number is given for {} and for {}.",
        affair.says(pair.a),
        affair.says(pair.b),
        pair.a.label().to_lowercase(),
        pair.b.label().to_lowercase(),
    );
    Some(Draft::new(Severity::Note, Tolerance::Exact, says).measured(pair.a.words()))
}

/// Shares of one whole whose numerators are akin: "1 % arrested", "2 % in prison".
fn shares(pair: &Pair, affair: &Affair) -> Option<Draft> {
    let share = |figure: &Figure<'_>| figure.metric.and_then(|metric| metric.share.clone());
    let ((part_a, whole_a), (part_b, whole_b)) = (share(pair.a)?, share(pair.b)?);
    let akin = affair.vocabulary.family(&part_a) == affair.vocabulary.family(&part_b) && part_a != part_b;
    if whole_a != whole_b || !akin || pair.same_source || pair.values.standing != Standing::Apart {
        return None;
    }
    let says = format!(
        "{}, while {}: both are shares of the {}, but of different counts ({} here, {} there), so they must not be laid side by side as one.",
        affair.says(pair.a),
        affair.says(pair.b),
        whole_a.replace('_', " "),
        pair.a.label().to_lowercase(),
        pair.b.label().to_lowercase(),
    );
    let measured = format!("{} | {}", pair.a.words(), pair.b.words());
    Some(Draft::new(pair.weighed(Severity::Medium), Tolerance::HalfStep, says).measured(measured))
}

#[cfg(test)]
mod tests {
    use crate::reconcile::sample::{leaves, says, sees};

    #[test]
    fn jailed_and_arrested_come_close() {
        let all = says("wire", "arrests", "85,000").since("2022").published("2025-02-04");
        let jailed = says("post", "imprisoned", "over 80,000").since("2022").published("2025-02-04");
        sees("definition_mismatch low", [all, jailed]);
    }

    #[test]
    fn more_jailed_since_a_year_than_arrested_in_another() {
        let year = says("wire", "arrests", "75,000").during("2023");
        let jailed = says("post", "imprisoned", "over 80,000").since("2022").until("2025-02-04");
        sees("definition_mismatch medium", [year, jailed]);
    }

    #[test]
    fn shares_of_akin_counts_differ() {
        let arrested = says("wire", "arrested_share", "about 1 %").during("2023");
        let held = says("post", "incarcerated_share", "2 %").on("2025-02-04");
        sees("definition_mismatch medium", [arrested, held]);
    }

    #[test]
    fn a_part_well_below_its_whole_is_silent() {
        let all = says("wire", "arrests", "85,000").since("2022").published("2025-02-04");
        leaves([all, says("post", "imprisoned", "25,000").since("2022").published("2025-02-04")]);
    }
}
