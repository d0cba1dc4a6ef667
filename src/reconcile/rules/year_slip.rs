//! One happening on one day of two years: a wrong digit in the year.

use super::{Look, Rule};
use crate::model::finding::Severity;
use crate::reconcile::affair::Affair;
use crate::reconcile::clash::drafts;
use crate::reconcile::days::Slip;
use crate::reconcile::draft::Draft;

pub const RULE: Rule = Rule { name: "year_slip", look: Look::Story(find) };

fn find(affair: &Affair) -> Vec<Draft> {
    drafts(affair, &[Slip::Year], Severity::Medium, "the same day of another year, so one year is probably a slip")
}

#[cfg(test)]
mod tests {
    use crate::reconcile::sample::{leaves_told, sees_told, told};

    #[test]
    fn the_bridge_opened_a_year_apart() {
        let a = || told("wire", "The governor opened the new Karsk bridge across the river").on("2015-05-04");
        sees_told(
            "year_slip medium",
            [a(), told("post", "The governor opened the Karsk bridge across the river").on("2016-05-04")],
        );
        leaves_told([a(), told("post", "Parliament dissolved itself after a long debate").on("2016-05-04")]);
    }
}
