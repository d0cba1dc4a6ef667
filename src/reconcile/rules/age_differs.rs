//! One person, two ages.
//!
//! The names must be the same, or one of them the fuller; a year more or less may be a birthday.

use std::collections::BTreeMap;

use super::{Look, Rule};
use crate::model::finding::Severity;
use crate::model::group::GroupKind;
use crate::reconcile::affair::Affair;
use crate::reconcile::aged::{Aged, ages};
use crate::reconcile::draft::Draft;
use crate::reconcile::lasting::Lasting;
use crate::reconcile::tolerance::Tolerance;
use crate::reconcile::words::Stem;

/// It bears the name of what it finds.
pub const RULE: Rule = Rule { name: "value_conflict", look: Look::Story(find) };

/// Ages of one name that are laid side by side.
const MOST: usize = 64;
/// Texts published further apart than this, in days, tell of two birthdays.
const ONE_YEAR: i64 = 200;
/// "26" and "62": further apart than this two people bear one name.
const FAR: u32 = 40;

type Told<'a> = (&'a Lasting, Aged);

fn find(affair: &Affair) -> Vec<Draft> {
    let told = affair
        .lastings
        .iter()
        .flat_map(|lasting| ages(&lasting.text, affair.vocabulary).into_iter().map(move |aged| (*lasting, aged)));
    let mut by_name: BTreeMap<Stem, Vec<Told>> = BTreeMap::new();
    for told in told {
        for name in &told.1.names {
            by_name.entry(*name).or_default().push(told.clone());
        }
    }
    let mut drafts: BTreeMap<String, Draft> = BTreeMap::new();
    for told in by_name.into_values() {
        let told = affair.left_out.first(MOST, "ages of people of one name", told);
        for (at, one) in told.iter().enumerate() {
            for other in &told[at + 1..] {
                if !differ(one, other, affair) || knows(one, other, &told) || knows(other, one, &told) {
                    continue;
                }
                let draft = draft(one, other, affair);
                match drafts.get_mut(&draft.theme) {
                    Some(known) => {
                        known.severity = known.severity.max(draft.severity);
                        known.absorb(&draft);
                    }
                    None => drop(drafts.insert(draft.theme.clone(), draft)),
                }
            }
        }
    }
    drafts.into_values().collect()
}

fn differ(one: &Told, other: &Told, affair: &Affair) -> bool {
    let day = |told: &Told| affair.sources.published(&told.0.source);
    let near = day(one).zip(day(other)).is_none_or(|(a, b)| (a - b).num_days().abs() <= ONE_YEAR);
    let apart = one.1.age.abs_diff(other.1.age);
    one.0.source != other.0.source && (1..=FAR).contains(&apart) && near && one.1.may_be(&other.1)
}

/// Does the first's text give the other's age too?
fn knows(one: &Told, other: &Told, told: &[Told]) -> bool {
    told.iter()
        .any(|(lasting, aged)| lasting.source == one.0.source && aged.age == other.1.age && aged.may_be(&other.1))
}

fn draft(one: &Told, other: &Told, affair: &Affair) -> Draft {
    let (young, old) = if one.1.age <= other.1.age { (one, other) } else { (other, one) };
    let says =
        |(lasting, aged): &Told| format!("{} has {} {}", affair.sources.name(&lasting.source), aged.name, aged.age);
    let measured = format!("{} | {}", young.1.age, old.1.age);
    let whole = one.1.names.intersection(&other.1.names).count() >= 2;
    let birthday = old.1.age - young.1.age == 1;
    let severity = if whole && !birthday { Severity::Medium } else { Severity::Low };
    let says = format!("{}, {}: one person, two ages.", says(young), says(old));
    let draft = Draft::new(severity, Tolerance::Exact, says).kind(GroupKind::Statistic).measured(measured);
    // of "Ana Rill" and "Rill" the shorter
    let fewest = if one.1.names.len() <= other.1.names.len() { &one.1.name } else { &other.1.name };
    let theme = format!("{} {} {}", fewest.rsplit(' ').next().unwrap_or(fewest), young.1.age, old.1.age);
    draft.witness(young.0).witness(old.0).value(young.1.age.to_string()).value(old.1.age.to_string()).theme(theme)
}

#[cfg(test)]
mod tests {
    use crate::reconcile::sample::World;

    fn found(one: &str, other: &str) -> String {
        let findings = World::telling([]).lasting("wire", one).lasting("post", other).reconciled().findings;
        findings.iter().map(|finding| format!("{} {}", finding.rule, finding.severity.as_str())).collect()
    }

    #[test]
    fn nobody_has_two_ages() {
        let told = "Ana Rill, 26, sang at the harbour.";
        assert_eq!(found(told, "The singer Ana Rill, 24, was late."), "value_conflict medium");
        assert_eq!(found(told, "The singer Ana Rill, 27, was late."), "value_conflict low");
        assert_eq!(found(told, "The singer Ana Rill, 26, was late."), "");
        assert_eq!(found(told, "Her mother Ilse Rill, 53, was late."), "");
        assert_eq!(found(told, "Rill, who is 62, was late."), "value_conflict low");
        assert_eq!(found(told, "Rill, 62, was late."), "");
    }
}
