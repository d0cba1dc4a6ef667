//! Words -> readings of one sentence: forms first, then joins, parts of periods, spans of two, and prepositions.

use super::day_part;
use super::join::Join;
use super::joins::{SPANS, TIGHT};
use super::portion;
use super::preposition;
use super::rule::{Place, Reading};
use super::rules::RULES;
use crate::model::lexicon::Class;
use crate::model::span::Span;
use crate::model::time::{Modifier, Said, TimeKind};
use crate::model::token::{TokenKind, Words};
use crate::model::vocabulary::Vocabulary;

/// Words at which a rule may be tried.
const TRIGGERS: Class = Class::MONTH
    .union(Class::WEEKDAY)
    .union(Class::SEASON)
    .union(Class::TIME_UNIT)
    .union(Class::PART_OF_DAY)
    .union(Class::NUMERAL)
    .union(Class::HAPPENING)
    .union(Class::DEICTIC);

/// Longest phrase of the negative list that may begin before a reading, in tokens.
const REACH: usize = 5;

/// Reads tokens `from..` of words that end with the sentence. `dropped` gets what the negative list forbade.
pub fn sentence(words: Words, from: usize, vocabulary: &Vocabulary, dropped: &mut Vec<Span>) -> Vec<Reading> {
    let mut readings: Vec<Reading> = Vec::new();
    let mut floor = from;
    let mut at = from;
    while at < words.len() {
        match form_at(words, at, floor, vocabulary) {
            Some(reading) if is_forbidden(&words, &reading, at, vocabulary) => {
                dropped.push(reading.span(&words));
                at += 1;
            }
            Some(reading) => {
                at = reading.end.max(at + 1);
                floor = reading.end;
                push(&words, &mut readings, reading, TIGHT);
            }
            None => at += 1,
        }
    }
    if readings.is_empty() {
        return readings;
    }
    readings.retain_mut(|reading| !reading.needs_whole || lasts(reading));
    grow(&words, &mut readings, from);
    let mut whole: Vec<Reading> = Vec::new();
    for reading in readings {
        push(&words, &mut whole, reading, SPANS);
    }
    share_years(&words, &mut whole);
    for reading in &mut whole {
        preposition::mark(&words, reading);
    }
    whole
}

/// "the first three years of the war": no date is told, but how long.
fn lasts(reading: &mut Reading) -> bool {
    let Said::Within { unit, nth, count: count @ 2.., whole: None } = reading.time.said else { return false };
    let portion = if nth < 0 { Modifier::End } else { Modifier::Start };
    let count = Some(f32::from(count));
    reading.time.said = Said::Duration { unit, low: count, high: count };
    reading.time.kind = TimeKind::Duration;
    reading.time.portion = Some(portion);
    reading.time.modifier = Some(portion);
    true
}

fn form_at(words: Words, at: usize, floor: usize, vocabulary: &Vocabulary) -> Option<Reading> {
    let token = words.get(at)?;
    let is_number = token.kind == TokenKind::Number;
    let classes = words.entry(at).classes;
    if !is_number && !classes.intersects(TRIGGERS) {
        return None;
    }
    let place = Place { words, at, floor, vocabulary };
    RULES
        .iter()
        .filter(|rule| is_number && rule.numbers || classes.intersects(rule.triggers))
        .find_map(|rule| (rule.read)(&place).map(|reading| Reading { rule: rule.name, ..reading }))
}

/// Does a phrase that names no time cover the word that triggered?
fn is_forbidden(words: &Words, reading: &Reading, at: usize, vocabulary: &Vocabulary) -> bool {
    (at.saturating_sub(REACH)..=at).any(|start| {
        let longest = vocabulary.not_times.longest_at(words, start);
        // a longer reading knows better: "the last minute of 1999"
        longest.is_some_and(|(length, _)| {
            start + length > at && reading.end <= (start + length).max(reading.start + length)
        })
    })
}

/// Adds a reading, joined with the last ones as long as a join fits.
fn push(words: &Words, readings: &mut Vec<Reading>, reading: Reading, joins: &[Join]) {
    let mut reading = reading;
    while let Some(last) = readings.last() {
        match joins.iter().find_map(|join| (join.join)(words, last, &reading)) {
            Some(mut joined) => {
                if joined.parts.is_empty() {
                    joined.pieces = [last, &reading].into_iter().flat_map(pieces).collect();
                }
                readings.pop();
                reading = joined;
            }
            None => break,
        }
    }
    readings.push(reading);
}

/// What a reading was made of, itself when one rule read it.
fn pieces(reading: &Reading) -> Vec<(usize, usize, &'static str)> {
    if reading.pieces.is_empty() { vec![(reading.start, reading.end, reading.rule)] } else { reading.pieces.clone() }
}

/// Each reading takes the words beside it that belong to it, never those of its neighbours.
fn grow(words: &Words, readings: &mut [Reading], from: usize) {
    let mut floor = from;
    for at in 0..readings.len() {
        let ceiling = readings.get(at + 1).map_or(words.len(), |next| next.start);
        let reading = &mut readings[at];
        day_part::grow(words, reading, floor, ceiling);
        portion::grow(words, reading, floor);
        floor = reading.end;
    }
}

/// "in August and September 1914", "on March 3, 5 and 9, 2019": the year said last holds for those before it in the list.
fn share_years(words: &Words, readings: &mut [Reading]) {
    for at in (1..readings.len()).rev() {
        let (before, rest) = readings.split_at_mut(at);
        let (Some(a), Some(b)) = (before.last_mut(), rest.first()) else { continue };
        let listed = b.start == a.end + 1
            && (words.says_any(a.end, &["and", "or", "to"]) || matches!(words.text(a.end), "," | "/" | "-" | "–"));
        let Said::Date(second, _) = b.time.said else { continue };
        if let Said::Date(first, _) = &mut a.time.said {
            let same_shape =
                first.month.is_some() == second.month.is_some() && first.part.is_some() == second.part.is_some();
            if listed && first.year.is_none() && second.year.is_some() && same_shape && first.month <= second.month {
                first.year = second.year;
            }
        }
    }
}
