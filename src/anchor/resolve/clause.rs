//! What the clause around a time tells of it: past or future, and whether it moves the story.

use chrono::Datelike;

use super::super::announced::is_announced;
use super::super::calendar::Days;
use super::super::tense::Tense;
use super::Resolver;
use crate::model::lexicon::Class;
use crate::model::mention::Mention;
use crate::model::sentence::Context;
use crate::model::span::Span;
use crate::model::time::{Anchor, Direction, Grain, Modifier, Said, Time};
use crate::model::token::TokenKind;

/// Years from the story's year beyond which a bare year is an aside.
const ASIDE: i32 = 3;

impl Resolver<'_> {
    /// In a narrative not every date is where the story has come to: some are asides, after which it goes on where it was.
    pub(super) fn moves_the_story(&self, time: &Time, days: Days, span: Span, sentence: u32) -> bool {
        let Some((last, _)) = self.told.last() else { return true };
        if self.opens_sentence(span) {
            return true;
        }
        let tokens = self.words.within(span);
        let is_back = days.from < last.from;
        let is_coarse = days.grain >= Grain::Year;
        // "since 1812"
        let is_far = is_coarse && (days.from.year() - last.from.year()).abs() > ASIDE;
        // "(1790)", "the August 1792 uprising", "that had come in late 1943", "the year before"
        let is_bracketed = is_coarse && tokens.start > 0 && self.words.is_sign(tokens.start - 1, "(");
        let is_attribute = days.from.year() != last.from.year() && self.belongs_to_a_noun(&tokens);
        let is_before = is_back
            && (matches!(time.said, Said::Step { anchor: Anchor::LastTime, low: ..0, .. })
                || self.is_pluperfect(&tokens, sentence));
        // "on December 7 (December 8 in Asia), 1941": the year adds nothing to the day
        let is_whole = is_coarse && last.grain < days.grain && days.contains(last.from);
        !(is_far || is_bracketed || is_attribute || is_before || is_whole)
    }

    /// "troops that had landed in May": the nearest verb before the time tells of what was over by then
    fn is_pluperfect(&self, time: &std::ops::Range<usize>, sentence: u32) -> bool {
        const REACH: usize = 12;
        let first = self.prose.sentences.get(sentence as usize).map_or(0, |sentence| sentence.tokens.start);
        let first = first.max(time.start.saturating_sub(REACH));
        let past = (first..time.start).rev().find(|&at| self.words.is(at, Class::PAST | Class::PARTICIPLE));
        past.is_some_and(|at| {
            let from = at.saturating_sub(3).max(first);
            (from..=at).any(|at| self.words.says(at, "had"))
        })
    }

    /// "In 2009, …"
    pub(super) fn opens_sentence(&self, span: Span) -> bool {
        let sentence = self.prose.sentence_at(span.start).map_or(0, |number| self.prose.sentences[number].tokens.start);
        self.words.at_byte(span.start) <= sentence + 2
    }

    pub(super) fn tense(&mut self, mention: &Mention, sentence: u32) -> Tense {
        let Some(whole) = self.prose.sentences.get(sentence as usize) else { return Tense::Unsaid };
        let time = self.words.within(mention.span);
        let modifier = mention.time().and_then(|time| time.modifier);
        let opens = time.start <= whole.tokens.start + 1;
        if modifier == Some(Modifier::Until) && !opens || self.is_deadline(&time) {
            return Tense::Future;
        }
        // "open since 4 March" has begun, whatever "open" says
        if modifier == Some(Modifier::Since) && self.words.says(time.start.saturating_sub(1), "since") {
            return Tense::Past;
        }
        if self.belongs_to_a_noun(&time) {
            return Tense::Unsaid;
        }
        // "had gone by Jan. 14": the verb tells nothing of when; "will be gone by Jan. 14" does
        let is_hour = matches!(mention.time().map(|time| &time.said), Some(Said::Then));
        if matches!(modifier, Some(Modifier::Before | Modifier::By)) && !opens && !is_hour {
            let told = self.tenses.around(whole.tokens.clone(), time);
            return if told == Tense::Future { told } else { Tense::Unsaid };
        }
        // "17 February: talks begin": an entry of a chronicle, whose present is of its day
        let is_entry = opens && (self.words.is_sign(time.end, ":") || self.words.is_dash(time.end));
        if is_entry && matches!(mention.time().map(|time| &time.said), Some(Said::Date(..))) {
            return Tense::Unsaid;
        }
        if is_announced(&self.words, &whole.tokens, &time, self.phrases) {
            return Tense::Future;
        }
        let told = self.tenses.around(whole.tokens.clone(), time.clone());
        // "they leave on Friday", "heavy rain from Thursday": of weekdays the next one
        let is_weekday = matches!(mention.time().map(|time| &time.said), Some(Said::Weekday(_, Direction::Bare)));
        if told != Tense::Unsaid || !is_weekday || whole.context != Context::Body {
            return told;
        }
        let from = modifier == Some(Modifier::Since) && self.words.says(time.start.saturating_sub(1), "from");
        let is_present = modifier.is_none() && self.tenses.is_present_before(whole.tokens.clone(), time);
        if from || is_present { Tense::Future } else { told }
    }

    /// "as early as Tuesday", "as soon as Tuesday", "no later than Tuesday", "between now and Tuesday"
    fn is_deadline(&self, time: &std::ops::Range<usize>) -> bool {
        let Some(first) = time.start.checked_sub(3) else { return false };
        let words = &self.words;
        let said = |at: usize, list: &[&str]| words.says_any(first + at, list);
        said(0, &["as"]) && said(1, &["early", "soon"]) && said(2, &["as"])
            || said(0, &["no"]) && said(1, &["later"]) && said(2, &["than"])
            || said(1, &["now"]) && said(2, &["and", "to", "until", "till", "through"])
    }

    /// "a Jan. 14 deadline": between an article and a noun
    fn belongs_to_a_noun(&self, time: &std::ops::Range<usize>) -> bool {
        let words = &self.words;
        let Some(before) = time.start.checked_sub(1) else { return false };
        let article = words.is(before, Class::DETERMINER) || words.says_any(before, &["'s", "’s"]);
        let ends = words.get(time.end).is_none_or(|token| token.kind != TokenKind::Word)
            || words.is(
                time.end,
                Class::PREPOSITION
                    | Class::CONJUNCTION
                    | Class::AUXILIARY
                    | Class::PRONOUN
                    | Class::DETERMINER
                    | Class::PAST,
            );
        article && !ends || words.says_any(time.end, &["'s", "’s"])
    }
}
