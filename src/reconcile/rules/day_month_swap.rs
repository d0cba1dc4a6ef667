//! One happening on 3 April and on 4 March: day and month read the wrong way round.

use super::{Look, Rule};
use crate::model::finding::Severity;
use crate::reconcile::affair::Affair;
use crate::reconcile::clash::drafts;
use crate::reconcile::days::Slip;
use crate::reconcile::draft::Draft;

pub const RULE: Rule = Rule { name: "day_month_swap", look: Look::Story(find) };

fn find(affair: &Affair) -> Vec<Draft> {
    drafts(affair, &[Slip::DayAndMonth], Severity::Medium, "day and month are the other way round in one of them")
}

#[cfg(test)]
mod tests {
    use crate::reconcile::sample::{sees_told, told};

    #[test]
    fn the_third_of_april_and_the_fourth_of_march() {
        let a = told("wire", "The governor opened the new Karsk bridge across the river").on("2015-04-03");
        sees_told(
            "day_month_swap medium",
            [a, told("post", "The governor opened the Karsk bridge across the river").on("2015-03-04")],
        );
    }
}
