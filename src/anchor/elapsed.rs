//! How long after something a text says it is written: "Nine days after the fire", "two weeks on", "it is 100 days since the raid of
//! 7 February", "a month into the strike".
//!
//! Only the writer's own now counts: what opens a text, a heading or a sentence of the lead. "He died on 3 March, nine days after
//! his arrest" counts between two days of the past. From what is counted is the date that follows, or a day the story names.

use std::ops::Range;

use chrono::{Duration, NaiveDate};

use super::calendar::nearest_year;
use crate::model::mention::Mention;
use crate::model::phrase_lists::PhraseLists;
use crate::model::sentence::{Context, Sentence};
use crate::model::time::{Anchor, Direction, Said, Time, TimeUnit};
use crate::model::token::Words;

/// So much time lies between something the story tells and the text's own day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Elapsed {
    pub days: i64,
    /// weeks and months are seldom meant to the day
    pub unit: TimeUnit,
    /// month and day from which the text counts, where it names them
    pub from: Option<(u8, u8)>,
    /// the words that say so
    pub words: String,
}

impl Elapsed {
    /// The day counted from the date that the text names.
    pub fn day(&self, near: NaiveDate) -> Option<NaiveDate> {
        let (month, day) = self.from?;
        nearest_year(month, day, near)?.checked_add_signed(Duration::days(self.days - 1))
    }
}

/// Days further off than this are not counted.
const FAR: i64 = 200;
/// Counts that are kept, and times behind one among which its date is sought.
const MOST: usize = 4;
const REACH: usize = 8;
/// Words before the count that lead up to it: "it is now exactly".
const LEADS_UP: usize = 4;

/// What the sentences of a lead say, in text order; `mentions` are those of the lead that nobody is quoted with.
pub fn read(words: &Words, lead: &[Sentence], mentions: &[&Mention], phrases: &PhraseLists) -> Vec<Elapsed> {
    let mut found = Vec::new();
    for (number, mention) in mentions.iter().enumerate() {
        let (Some(time), Some(sentence)) = (mention.time(), lead.get(mention.sentence as usize)) else { continue };
        let at = words.within(mention.span);
        let Some((unit, days, end)) = length(words, time, &at) else { continue };
        if !(1..=FAR).contains(&days) || !is_now(words, sentence, &at, phrases) {
            continue;
        }
        let behind = mentions[number + 1..].iter().take_while(|other| other.sentence == mention.sentence);
        let from = behind.take(REACH).find_map(|other| day_of_year(other.time()?));
        let said = words.span(at.start, end).of(words.text).to_owned();
        if found.len() == MOST {
            break;
        }
        found.push(Elapsed { days, unit, from, words: said });
    }
    found
}

/// The unit and the days of "nine days after", "two weeks on", "100 days today since", and the token behind these words.
fn length(words: &Words, time: &Time, at: &Range<usize>) -> Option<(TimeUnit, i64, usize)> {
    let last = at.end.checked_sub(1)?;
    let is_end = |at: usize| words.get(at).is_none() || !words.is_word(at) || words.is_capital(at);
    let (unit, count, end) = match time.said {
        Said::Duration { unit, low: Some(low), .. } => {
            let now = if words.says(at.end, "today") { at.end + 1 } else { at.end };
            let counts = words.says_any(now, &["after", "since", "into"]) || words.says(now, "on") && is_end(now + 1);
            (unit, low, counts.then_some(now + 1)?)
        }
        Said::Step { unit, low, high, anchor: Anchor::Event, .. } if low == high => {
            at.clone().any(|at| words.says_any(at, &["after", "since"])).then_some((unit, low as f32, at.end))?
        }
        Said::Step { unit, low, high, anchor: Anchor::LastTime, .. } if low == high => {
            (words.says(last, "on") && is_end(at.end)).then_some((unit, low as f32, at.end))?
        }
        _ => return None,
    };
    let days = match unit {
        TimeUnit::Day => 1.0,
        TimeUnit::Week => 7.0,
        TimeUnit::Month => 30.4,
        _ => return None,
    };
    Some((unit, (days * count).round() as i64, end))
}

/// Does the count lead to the text's own day? It does in a heading, at the head of a sentence and behind "it is".
fn is_now(words: &Words, sentence: &Sentence, at: &Range<usize>, phrases: &PhraseLists) -> bool {
    if sentence.context == Context::Headline {
        return true;
    }
    let first = at.start.saturating_sub(LEADS_UP).max(sentence.tokens.start);
    let mut before = (first..at.start).rev().skip_while(|&at| words.says_any(at, &phrases.leads_up_to_a_count));
    match before.next() {
        None => first == sentence.tokens.start,
        Some(sign) if words.is_sign(sign, ",") => {
            // "It is Wednesday, ten days after": the weekday is the text's own
            let day = sign.checked_sub(1).filter(|&day| day > sentence.tokens.start);
            day.is_some_and(|day| is_it_is(words, day.saturating_sub(1)))
        }
        Some(verb) => is_it_is(words, verb),
    }
}

fn is_it_is(words: &Words, at: usize) -> bool {
    words.says_any(at, &["it's", "it’s"])
        || words.says_any(at, &["is", "'s", "’s"]) && at.checked_sub(1).is_some_and(|it| words.says(it, "it"))
}

fn day_of_year(time: &Time) -> Option<(u8, u8)> {
    match &time.said {
        Said::Date(partial, Direction::Bare) => partial.month.zip(partial.day),
        _ => None,
    }
}
