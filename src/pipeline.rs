//! The order of the stages, once.

use crate::model::document::Document;
use crate::model::ledger::{LEDGER_VERSION, Ledger, Settings};
use crate::model::notice::Notice;
use crate::model::vocabulary::Vocabulary;

/// Everything, from documents to a ledger. `tick` is called once for each document that has been read.
pub fn run(
    documents: Vec<Document>,
    notices: Vec<Notice>,
    vocabulary: &Vocabulary,
    settings: Settings,
    tick: &(dyn Fn() + Sync),
) -> Ledger {
    let _ = (vocabulary, tick);
    Ledger {
        version: LEDGER_VERSION,
        program: env!("CARGO_PKG_VERSION").into(),
        settings,
        documents,
        stories: Vec::new(),
        claims: Vec::new(),
        events: Vec::new(),
        timeline: Vec::new(),
        quotes: Vec::new(),
        groups: Vec::new(),
        findings: Vec::new(),
        notices,
    }
}
