//! Mentions -> Claims, Events, Quotes: what a document states, each with the words it stood in.
//!
//! Works on one dated document and knows no other. A figure becomes a claim when it counts something a reader would check;
//! what stays out (a definite pair, a bare duration, the page's furniture) leaves a notice.

mod act;
mod aside;
mod attribution;
mod clause;
mod done;
mod event;
mod hedge;
mod lengths;
mod metric;
mod modality;
mod negation;
mod page;
mod part;
mod period;
mod pronoun;
mod quote;
mod scope;
mod statistic;
mod unnamed;

use crate::model::claim::Claim;
use crate::model::document::Document;
use crate::model::event::Event;
use crate::model::mention::Mention;
use crate::model::notice::{Noted, Notice};
use crate::model::quote::Quote;
use crate::model::sentence::Prose;
use crate::model::vocabulary::Vocabulary;

use self::page::Page;

/// What one document states.
#[derive(Debug, Clone, Default)]
pub struct Statements {
    pub claims: Vec<Claim>,
    pub events: Vec<Event>,
    pub quotes: Vec<Quote>,
}

/// Reads the statements of a document whose mentions are dated.
pub fn read(document: &Document, prose: &Prose, mentions: &[Mention], vocabulary: &Vocabulary) -> Noted<Statements> {
    let page = Page::new(document, prose, mentions, vocabulary);
    let mut notices: Vec<Notice> = Vec::new();
    let quotes = quote::read(&page);
    let claims = statistic::read(&page, &quotes).into_value(&mut notices);
    let mut events = event::read(&page);
    let negated = negation::read(&page);
    let done = done::read(&page, &events, &negated);
    events.extend(act::read(&page));
    events.extend(done);
    events.extend(negated);
    events.sort_by_key(|event| (event.clause, event.span));
    pronoun::settle(&page, &mut events);
    Noted::new(Statements { claims, events, quotes }, notices)
}
