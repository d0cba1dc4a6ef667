//! Decisions of people -> what they change: claims and groups before findings are sought, findings after.
//!
//! Decisions come from append-only tables; their order is their time, so that the tables of several reviewers merge the
//! same way whichever is read first. Nothing a person decided vanishes: what no longer fits is stale, what two people
//! decided differently is disputed, and both are shown. *Deliberately absent*: opens no file and knows no clock.

pub mod blind;
pub mod claims;
mod correct;
pub mod findings;
pub mod http;
pub mod log;
pub mod server;
pub mod status_column;
pub mod table;

pub use log::Log;

use crate::model::decision::{Act, Decision};

/// Can the decision be kept as it is written? The error says what is missing.
pub fn check(decision: &Decision) -> Result<(), String> {
    let act = decision.act;
    if decision.about.len() < act.fewest() {
        return Err(match act.fewest() {
            1 => "it speaks of nothing".into(),
            _ => format!("{} needs two ids or more", act.as_str()),
        });
    }
    match act {
        Act::Correct => correct::check(&decision.arguments),
        Act::Note if decision.reason.is_empty() => Err("a note needs words".into()),
        _ => Ok(()),
    }
}
