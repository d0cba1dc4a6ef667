//! Cue phrases -> acts without a time of their own: "has agreed to", "questions remain whether".
//!
//! They carry no date into the tables; rules on how far an act has gone need them.

use super::event::{participants, undated};
use super::page::Page;
use crate::model::event::{Event, EventKind, Status};
use crate::model::sentence::Context;
use crate::model::vocabulary::Cue;

/// Reads the acts of a page's body, one a sentence and status.
pub fn read(page: &Page) -> Vec<Event> {
    let mut acts: Vec<Event> = Vec::new();
    for (number, sentence) in page.prose.sentences.iter().enumerate() {
        if !matches!(sentence.context, Context::Body | Context::Headline) {
            continue;
        }
        let mut told: Vec<Status> = Vec::new();
        // an open question says more than the word "offer" beside it
        let mut cues = page.cues(sentence.tokens.clone());
        cues.sort_by_key(|(at, cue)| (*cue != Cue::Unsettled, *at));
        for (at, cue) in cues {
            let Some(status) = status(cue) else { continue };
            let token = page.words.span(at, at + 1);
            let is_quoted = page.prose.quotation_at(token).is_some();
            if is_quoted || told.contains(&status) {
                continue;
            }
            told.push(status);
            let clause = page.clauses(number)[page.clause_of(number, token)].clone();
            let span = page.span(clause);
            acts.push(Event {
                participants: participants(page, number, sentence.span),
                ..undated(page, number, span, &[status.as_str()], EventKind::Statement, status)
            });
        }
    }
    acts
}

fn status(cue: Cue) -> Option<Status> {
    match cue {
        Cue::Agreed => Some(Status::Agreed),
        // an open question says that nothing is concluded yet
        Cue::Offered | Cue::Unsettled => Some(Status::Offered),
        Cue::Denied => Some(Status::Denied),
        _ => None,
    }
}
