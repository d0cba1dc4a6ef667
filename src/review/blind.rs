//! A ledger without what would lead a reviewer: the best figures and how they were chosen.
//!
//! What others decided is left out by whoever hands in the decisions.

use crate::model::ledger::Ledger;
use crate::model::notice::Notice;

/// Takes the estimates out, and says so.
pub fn hide_estimates(ledger: &mut Ledger) {
    for cell in ledger.groups.iter_mut().flat_map(|group| &mut group.cells) {
        cell.estimate = None;
    }
    // what others struck is told in notices
    ledger.notices.retain(|notice| notice.stage != "review");
    ledger.notices.push(Notice::new("review", "", None, "blind: estimates and what others decided are not shown"));
    ledger.notices.sort();
}
