//! The day that a text opens with, for hours and lengths that name none: "Fire swept a mill on Monday night. … The blaze broke out
//! at 7:15 p.m."
//!
//! News tells in its first sentences what happened and when, and then goes back to it without saying the day again. What somebody
//! "said at noon" is of the text's own day.

use chrono::{Duration, NaiveDate};

use super::super::calendar::{self, Days};
use super::super::elapsed;
use super::super::tense::Tense;
use super::{Found, Resolver};
use crate::model::ledger::Resolve;
use crate::model::lexicon::Class;
use crate::model::mention::Mention;
use crate::model::phrase_lists::PhraseLists;
use crate::model::sentence::{Context, Prose, Sentence};
use crate::model::span::Span;
use crate::model::time::{Grain, Said, Standing, Time, TimeUnit};
use crate::model::token::Words;

/// Sentences within which a text has told what it is about.
const OPENING: usize = 6;
/// Sentences behind that of the opening's day which still tell of the same.
const RIGHT_AFTER: usize = 3;
/// Words of the opening that are looked at: one sentence of a whole book is no opening.
const LONG: usize = 600;
/// What a word may add to the name of an event: "raiders" name a raid, "bank" no ban.
const ENDINGS: &[&str] = &["s", "er", "ers", "ing", "ed"];
/// A day so many days back is still the matter of the text.
const RECENT: i64 = 8;
/// Days that an opening counts back to its matter.
const COUNTED: i64 = 31;
/// Words before a time in which a verb of saying speaks of it.
const SAID: usize = 4;

/// Do entries of the text open with the hour, "14:30 Flights"? Two are no chance.
pub(super) fn is_log(mentions: &[Mention], prose: &Prose, text: &str) -> bool {
    let opens = |mention: &&Mention| {
        let sentence = prose.sentences.get(mention.sentence as usize);
        let has_hour = mention.time().is_some_and(|time| time.clock.is_some());
        has_hour && sentence.is_some_and(|sentence| sentence.span.start == mention.span.start)
    };
    let with_figures = |sentence: &&Sentence| opens_with_hour(sentence.span.of(text));
    mentions.iter().filter(opens).count() > 1 || prose.sentences.iter().filter(with_figures).count() > 1
}

/// "14:30 Flights", "9.05 Roads", and not "12.50 euros", "2015.10", "1.255".
fn opens_with_hour(entry: &str) -> bool {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).take(3).count();
    let (hour, behind) = entry.split_at(digits(entry));
    let Some(minute) = behind.strip_prefix([':', '.']) else { return false };
    let is_hour = hour.len() < 3 && hour.parse::<u8>().is_ok_and(|hour| hour < 25);
    let (minute, behind) = minute.split_at(digits(minute));
    let is_minute = minute.len() == 2 && minute < "60" && !behind.starts_with(['.', ',', '%']);
    // what is measured follows a figure in small letters
    let is_measure = entry[hour.len()..].starts_with('.') && behind.trim_start().starts_with(char::is_lowercase);
    is_hour && is_minute && !is_measure
}

/// The numbers of the first sentences of the body: menus and furniture above them tell nothing.
pub(super) fn opening(prose: &Prose) -> Vec<u32> {
    let body = prose.sentences.iter().zip(0..).filter(|(sentence, _)| sentence.context != Context::Furniture);
    body.map(|(_, number)| number).take(OPENING + RIGHT_AFTER).collect()
}

/// "Eleven days after smoke filled the station": the day that the opening counts back to from the text's own, and the first sentence.
pub(super) fn counted_back(
    words: &Words,
    prose: &Prose,
    mentions: &[Mention],
    today: Option<NaiveDate>,
    phrases: &PhraseLists,
) -> Option<(NaiveDate, u32)> {
    let is_told = |mention: &&Mention| {
        let sentence = prose.sentences.get(mention.sentence as usize);
        sentence.is_some_and(|sentence| sentence.context != Context::Furniture)
            && prose.quotation_at(mention.span).is_none()
    };
    let is_early = |mention: &&Mention| (mention.sentence as usize) < OPENING;
    let lead: Vec<&Mention> = mentions.iter().take_while(is_early).filter(is_told).collect();
    let said = elapsed::read(words, &prose.sentences, &lead, phrases);
    let days = said.iter().find(|said| said.unit == TimeUnit::Day && said.from.is_none() && said.days <= COUNTED)?.days;
    Some((today?.checked_sub_signed(Duration::days(days))?, 0))
}

/// Is this the name with an ending? A name may lose its last "e" before one: "strikers" of a strike.
fn is_derived(word: &str, name: &str) -> bool {
    let behind = |stem: &str| {
        let start = word.get(..stem.len()).filter(|start| start.eq_ignore_ascii_case(stem));
        start.is_some() && ENDINGS.iter().any(|ending| word[stem.len()..].eq_ignore_ascii_case(ending))
    };
    behind(name) || name.strip_suffix('e').is_some_and(behind)
}

impl Resolver<'_> {
    /// Keeps the first day that the opening tells as past.
    pub(super) fn note_lead(&mut self, time: &Time, days: Days, tense: Tense, sentence: u32, counts: bool) {
        let is_free = self.lead.is_none_or(|lead| self.is_far_back(lead))
            && self.mode == Resolve::News
            && counts
            && self.quoted.is_none();
        let of_event = self.is_of_an_event();
        let is_past = tense == Tense::Past || of_event;
        let is_told = time.standing == Standing::Text && is_past && time.modifier.is_none();
        let Some(today) = self.today.filter(|_| is_free && is_told && days.grain <= Grain::Day) else { return };
        let reach = if of_event { COUNTED } else { RECENT };
        let is_recent = (0..=reach).contains(&(today - days.from).num_days());
        let is_early = self.opening.iter().take(OPENING).any(|&number| number == sentence);
        let names_day = time.said.is_day() && !matches!(time.said, Said::Step { low: 0, .. });
        let is_new = self.lead.is_none() || (today - days.from).num_days() <= RECENT;
        if is_recent && is_new && is_early && names_day && !self.is_said() {
            self.lead = Some((days.from, sentence));
        }
    }

    /// A recent day takes the place of one of weeks ago to which something belongs.
    fn is_far_back(&self, (lead, _): (NaiveDate, u32)) -> bool {
        !self.counts_back && self.today.is_some_and(|today| (today - lead).num_days() > RECENT)
    }

    /// "the fire of 30 October", "Sunday's collapse": does the time at hand belong to something that happened?
    fn is_of_an_event(&self) -> bool {
        let time = self.words.within(self.here);
        let is_event = |at: usize| self.words.is(at, Class::HAPPENING) || self.words.says(at, "incident");
        let before = time.start.checked_sub(2).filter(|&at| self.words.says(at + 1, "of") && is_event(at));
        before.is_some() || self.words.says_any(time.end, &["'s", "’s"]) && is_event(time.end + 1)
    }

    /// "police said on Thursday", "told reporters at noon": the time is that of the saying.
    pub(super) fn is_said(&self) -> bool {
        self.is_of_saying(self.here)
    }

    pub(super) fn is_of_saying(&self, time: Span) -> bool {
        let at = self.words.within(time).start;
        (at.saturating_sub(SAID)..at)
            .rev()
            .take_while(|&at| self.words.is_word(at))
            .any(|at| self.words.is(at, Class::REPORTING) && !self.words.is(at, Class::NOUN))
    }

    /// The day of the opening, where an event was named there or right after: "attackers" name an attack.
    pub(super) fn lead_of(&self, event: usize) -> Option<NaiveDate> {
        let (day, sentence) = self.lead?;
        let told = self.opening.iter().position(|&number| number == sentence)?;
        let near = self.opening.iter().take(told + 1 + RIGHT_AFTER);
        let mut words = near.flat_map(|&number| self.prose.sentences[number as usize].tokens.clone()).take(LONG);
        words.any(|at| at < event && self.names(at, event)).then_some(day)
    }

    /// The event's own word in any form, or one made from it; "March" is no march.
    fn names(&self, at: usize, event: usize) -> bool {
        let (word, name) = (self.words.text(at), self.words.text(event));
        let is_month = self.words.is(at, Class::MONTH) && self.words.is_capital(at);
        let lemma = self.words.lemma(event);
        let is_same = word.eq_ignore_ascii_case(name) || !lemma.is_empty() && self.words.lemma(at) == lemma;
        !is_month && (is_same || is_derived(word, name))
    }

    /// The day of an hour without one, told in the past: that of its paragraph, in a log also of the one above, else
    /// the one that the text opens with.
    pub(super) fn told_before(&self, tense: Tense, sentence: u32) -> Option<Found> {
        let is_open = self.mode == Resolve::News && tense == Tense::Past && self.quoted.is_none();
        if !is_open || self.is_said() {
            return None;
        }
        let paragraph = self.prose.sentences.get(sentence as usize)?.paragraph;
        // "08:15 How yesterday unfolded" stands above the entry that tells of yesterday
        let is_beside = |span: Span| {
            let told = self.prose.sentence_at(span.start).map(|told| &self.prose.sentences[told]);
            told.is_some_and(|told| {
                let is_above = told.paragraph + 1 == paragraph;
                // "What happened on October 30?" heads the paragraph that tells it by the hour
                let is_head = told.context == Context::Headline || told.span.of(self.words.text).ends_with(['?', ':']);
                told.paragraph == paragraph || is_above && (self.is_log || is_head)
            })
        };
        if let Some((days, span)) = self.told.gone().filter(|(_, span)| is_beside(*span)) {
            return Some(Found::inferred(days, format!("the day told before (\"{}\")", span.of(self.words.text))));
        }
        let (day, _) = self.lead.filter(|_| !self.is_log)?;
        Some(Found::inferred(Days::day(day)?, format!("{day}, of which the text tells first")))
    }

    /// "declared on Feb. 16, two days after gunmen stormed the bank", "in the first 48 hours": a length beside a day told gives
    /// another day, or the days themselves.
    pub(super) fn day_of_other(&self, said: &Said, sentence: u32) -> Option<Found> {
        let Said::Duration { unit, low: Some(low), high } = *said else { return None };
        if high != Some(low) || low.fract() != 0.0 || !(1.0..1000.0).contains(&low) {
            return None;
        }
        let here = self.words.within(self.here);
        let (unit, count) = match unit {
            TimeUnit::Hour if low % 24.0 == 0.0 => (TimeUnit::Day, low as i32 / 24),
            TimeUnit::Day | TimeUnit::Week | TimeUnit::Month | TimeUnit::Year => (unit, low as i32),
            _ => return None,
        };
        if here.start > 0 && self.words.says_any(here.start - 1, &["first", "opening", "initial"]) {
            return self.first_days(unit, count, here.end, sentence);
        }
        let by = match self.words.text(here.end) {
            "after" => -count,
            "before" => count,
            _ => return None,
        };
        let (last, span) = self.date_beside(sentence)?;
        if last.grain > unit_grain(unit) {
            return None;
        }
        let days = calendar::around(
            calendar::shift(last.from, unit, by)?,
            if unit == TimeUnit::Week { TimeUnit::Day } else { unit },
        )?;
        Some(Found::inferred(days, format!("counted from the date beside it (\"{}\")", span.of(self.words.text))))
    }

    /// The date that the expression at hand says again in other words: "on 10 January, four days before the attack".
    pub(super) fn date_beside(&self, sentence: u32) -> Option<(Days, Span)> {
        let (last, span) = self.told.last()?;
        let (told, here) = (self.words.within(span), self.words.within(self.here));
        let is_beside = told.end == here.start || told.end + 1 == here.start && self.words.is_sign(told.end, ",");
        (is_beside && self.prose.sentence_at(span.start) == Some(sentence as usize)).then_some((last, span))
    }

    /// "in the first 48 hours", where the day it began was told just before; those "of the sale" are of something else.
    fn first_days(&self, unit: TimeUnit, count: i32, after: usize, sentence: u32) -> Option<Found> {
        let (begun, span) = self.told.gone().filter(|_| unit <= TimeUnit::Week)?;
        let is_near = self.prose.sentence_at(span.start).is_some_and(|told| told + 1 >= sentence as usize);
        if !is_near || self.words.says(after, "of") {
            return None;
        }
        let to = calendar::shift(begun.from, unit, count)?;
        let days = Days { from: begun.from, to, grain: begun.grain };
        Some(Found::inferred(days, format!("from the day told before (\"{}\")", span.of(self.words.text))))
    }
}

fn unit_grain(unit: TimeUnit) -> Grain {
    match unit {
        TimeUnit::Year => Grain::Year,
        TimeUnit::Month => Grain::Month,
        _ => Grain::Day,
    }
}

#[cfg(test)]
mod tests {
    use super::opens_with_hour;

    #[test]
    fn a_figure_is_no_hour_of_a_log() {
        for entry in ["14:30 Flights", "9.05 Roads", "00:15", "08:10: a bell"] {
            assert!(opens_with_hour(entry), "{entry}");
        }
        for figure in
            ["12.50 euros", "2015.10", "1.255 homes", "31.10.2015", "25.30 A", "7.5 tons", "12.75 Rolls", "16.20%"]
        {
            assert!(!opens_with_hour(figure), "{figure}");
        }
    }
}
