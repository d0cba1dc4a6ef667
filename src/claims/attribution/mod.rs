//! Who states a figure, and who passed it on: "according to X", "X said", "X, cited by Y", "… data show".
//!
//! A sentence is looked through once for its frames (`frame`); each governs what it opens ("police said that …") or what it
//! closes ("…, police said"). A figure in both is stated by the one nearest to it and passed on by the other. A pronoun is whoever
//! stated the sentence before, so that "It added …" goes on. What stands in quotation marks is its speaker's.

mod frame;
mod speaker;

use super::page::Page;
use crate::model::span::Span;

pub use self::frame::{Frame, frames};
pub use self::speaker::{is_saying, leading, speaker_of};

/// More voices than this no sentence passes a figure through.
const LONGEST: usize = 4;

/// Who states what stands at a span, then who passed it on; empty when the document itself does.
pub fn chain(page: &Page, sentence: usize, span: Span) -> Vec<String> {
    let at = page.words.at_byte(span.start);
    let frames = page.frames(sentence);
    let next = frames.partition_point(|frame| frame.tokens.start < at);
    let (before, after) = frames.split_at(next);
    let same_part = |frame: &&Frame| page.part_of(sentence, frame.tokens.start) == page.part_of(sentence, at);
    // the nearest frame that opens; one that closes in between ends its reach
    let opens = before.iter().rev().take(2).filter(same_part).find(|frame| frame.opens);
    let closes = after.iter().take(2).filter(same_part).find(|frame| !frame.opens);
    // "…, police said, and 40 were hurt": what was closed may go on
    let goes_on = before.iter().rev().take(1).find(|frame| same_part(frame) && !frame.opens);
    let mut chain: Vec<String> = Vec::new();
    let inside = before.last().filter(|frame| frame.tokens.contains(&at));
    for frame in [inside, opens, closes].into_iter().flatten().chain(goes_on.filter(|_| opens.or(closes).is_none())) {
        for voice in &frame.voices {
            if !chain.contains(voice) && chain.len() < LONGEST {
                chain.push(voice.clone());
            }
        }
    }
    if chain.is_empty() && frames.len() == 1 {
        // one voice in the sentence, in another part of it
        chain.extend(frames[0].voices.iter().filter(|_| frames[0].tokens.start > at).cloned());
    }
    chain
}

/// The same in one string, for events and quotes: the first who states it.
pub fn of_clause(page: &Page, sentence: usize, span: Span) -> Option<String> {
    chain(page, sentence, span).into_iter().next()
}
