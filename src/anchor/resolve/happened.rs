//! When what happened, as the document has told so far: "the quake struck on Jan. 12", then "two days after the quake".

use std::ops::Range;

use super::super::calendar::Days;
use crate::model::lexicon::{Class, WordId};
use crate::model::span::Span;
use crate::model::token::Words;

/// Words on either side of a date within which an event is taken to be what it dates.
const REACH: usize = 15;
/// Days from the text's own within which something is its matter, and beyond which it is another of its kind.
const NEAR: i64 = 60;
const FAR: i64 = 365;

/// Events by their word, each with the finest date told beside it, the first of equally fine ones.
#[derive(Debug, Clone, Default)]
pub struct Happened {
    events: Vec<(WordId, Days, Span)>,
}

impl Happened {
    /// Remembers what stands beside a date in its sentence.
    ///
    /// News of this year's quake tells of the last one too: a day near the text's own takes the place of one of years ago.
    pub fn add(
        &mut self,
        words: &Words,
        sentence: Range<usize>,
        date: Span,
        days: Days,
        today: Option<chrono::NaiveDate>,
    ) {
        let far = |days: Days| today.map_or(0, |today| (today - days.from).num_days().abs());
        let at = words.within(date);
        let from = sentence.start.max(at.start.saturating_sub(REACH));
        let to = sentence.end.min(at.end + REACH);
        for token in (from..at.start).chain(at.end..to) {
            let Some(event) = event(words, token) else { continue };
            match self.events.iter_mut().find(|(known, ..)| *known == event) {
                Some(known) if far(days) < NEAR && far(known.1) > FAR => *known = (event, days, date),
                Some(known) if days.grain < known.1.grain && !(far(days) > FAR && far(known.1) < NEAR) => {
                    *known = (event, days, date);
                }
                Some(_) => {}
                None => self.events.push((event, days, date)),
            }
        }
    }

    /// The day of the event named at a token, and the words that tell it.
    pub fn day_of(&self, words: &Words, token: usize) -> Option<(Days, Span)> {
        let event = event(words, token)?;
        self.events.iter().find(|(known, ..)| *known == event).map(|(_, days, date)| (*days, *date))
    }
}

fn event(words: &Words, token: usize) -> Option<WordId> {
    let entry = words.entry(token);
    // "March" is no march
    let is_month = entry.classes.contains(Class::MONTH) && words.is_capital(token);
    (entry.classes.contains(Class::HAPPENING) && !is_month).then_some(entry.lemma)
}
