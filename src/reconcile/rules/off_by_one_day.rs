//! One happening, told for two neighbouring days: a night between, a time zone, or the day of the report.

use super::{Look, Rule};
use crate::model::finding::Severity;
use crate::reconcile::affair::Affair;
use crate::reconcile::clash::drafts;
use crate::reconcile::days::Slip;
use crate::reconcile::draft::Draft;

pub const RULE: Rule = Rule { name: "off_by_one_day", look: Look::Story(find) };

fn find(affair: &Affair) -> Vec<Draft> {
    let reason = "one day apart, as a night, a time zone or the day of the report would explain";
    drafts(affair, &[Slip::OneDay], Severity::Low, reason)
}

#[cfg(test)]
mod tests {
    use crate::reconcile::sample::{leaves_told, sees_told, told};

    #[test]
    fn the_bridge_opened_on_two_neighbouring_days() {
        let a = || told("wire", "The governor opened the new Karsk bridge across the river").on("2024-05-04");
        let b = |day| told("post", "The new Karsk bridge across the river was opened by the governor").on(day);
        sees_told("off_by_one_day low", [a(), b("2024-05-05")]);
        leaves_told([a(), b("2024-05-04")]);
    }
}
