//! One happening, two days that cannot both be true.

use super::{Look, Rule};
use crate::model::finding::Severity;
use crate::reconcile::affair::Affair;
use crate::reconcile::clash::drafts;
use crate::reconcile::days::Slip;
use crate::reconcile::draft::Draft;

pub const RULE: Rule = Rule { name: "date_conflict", look: Look::Story(find) };

fn find(affair: &Affair) -> Vec<Draft> {
    let plain = drafts(affair, &[Slip::None], Severity::Medium, "the days cannot both be true");
    let reason = "the days differ in one figure, as a slip of the pen would explain";
    plain.into_iter().chain(drafts(affair, &[Slip::Month, Slip::OneDigit], Severity::Medium, reason)).collect()
}

#[cfg(test)]
mod tests {
    use crate::reconcile::sample::{leaves_told, sees_told, told};

    #[test]
    fn the_bridge_cannot_have_opened_twice() {
        let a = || told("wire", "The governor opened the new Karsk bridge across the river").on("2024-05-04");
        let b = told("post", "The new Karsk bridge across the river was opened by the governor").on("2024-05-11");
        sees_told("date_conflict medium", [a(), b]);
        leaves_told([
            a(),
            told("post", "The new Karsk bridge across the river was opened by the governor").on("2024-05"),
        ]);
    }

    #[test]
    fn what_begins_begins_once() {
        let began = |source, day| told(source, &format!("The strike at the shipyard began on {day}")).on(day);
        let since = |source, day| told(source, &format!("Our members have been on strike since {day}")).on(day);
        sees_told("date_conflict medium", [began("wire", "2024-10-02"), since("post", "2024-10-07")]);
        leaves_told([began("wire", "2024-10-02"), since("post", "2024-10-02")]);
        let war = told("post", "The war in the north began on 2024-10-07").on("2024-10-07");
        leaves_told([began("wire", "2024-10-02"), war]);
        leaves_told([began("wire", "2024-10-02"), began("wire", "2024-10-07"), since("post", "2024-10-07")]);
    }

    #[test]
    fn two_happenings_of_one_year_and_one_speaker_are_two() {
        let hearing = told("wire", "In 2022, the senator criticized the president during a hearing").on("2022");
        let decree = told("post", "In 2023, the president declared a state of emergency").on("2023");
        leaves_told([hearing, decree]);
    }

    #[test]
    fn a_source_that_tells_both_days_is_at_odds_with_nobody() {
        let march = |source, day| told(source, "Thousands marched from the cathedral to the harbour").on(day);
        leaves_told([march("wire", "2024-09-28"), march("wire", "2024-10-05"), march("post", "2024-10-05")]);
    }
}
