//! Times told from another time -> days: "two days later", "the past three years", "the same period last year".

use super::super::calendar::{self, Days};
use super::super::tense::Tense;
use super::{Found, Resolver};
use crate::model::ledger::Resolve;
use crate::model::span::Span;
use crate::model::time::{Anchor, Grain, Time, TimeUnit};

/// Words between an hour and the day it is of.
const BESIDE: usize = 3;
/// Days after which a month or a year told is no longer today's news.
const OLD: i64 = 365;

impl Resolver<'_> {
    /// A step in a clause of known tense: what happened "the same day" or "a day later" is not counted from a day to come that
    /// was told in between.
    pub(super) fn step_when(&self, unit: TimeUnit, low: i32, high: i32, anchor: Anchor, tense: Tense) -> Option<Found> {
        let is_near = anchor == Anchor::LastTime && unit <= TimeUnit::Week && self.mode == Resolve::News;
        let today = self.today.filter(|_| is_near && tense == Tense::Past);
        let is_ahead = |today| self.told.last().is_some_and(|(days, _)| days.from > today);
        if today.is_none_or(|today| !is_ahead(today)) {
            return self.step(unit, low, high, anchor);
        }
        let Some((base, span)) = self.told.gone() else { return self.step(unit, low, high, Anchor::Dateline) };
        let first = calendar::around(calendar::shift(base.from, unit, low)?, unit)?;
        let last = calendar::around(calendar::shift(base.from, unit, high)?, unit)?;
        let reason = format!("counted from the last day told as over (\"{}\")", span.of(self.words.text));
        Some(Found::inferred(Days { from: first.from, to: last.to, grain: first.grain }, reason))
    }

    pub(super) fn step(&self, unit: TimeUnit, low: i32, high: i32, anchor: Anchor) -> Option<Found> {
        // a narrative's "this day" is the day it tells of
        let told_now = self.mode == Resolve::Narrative && low == 0 && high == 0 && unit <= TimeUnit::Month;
        let anchor = if told_now && self.told.fitting(unit).is_some() { Anchor::LastTime } else { anchor };
        let ((base, reason), told) = match anchor {
            Anchor::Dateline => (self.dateline_base(unit)?, false),
            Anchor::Event => (self.event_base()?, false),
            Anchor::LastTime => match self.last_base(unit, low) {
                Some(base) => (base, true),
                // "the same day", "a year earlier" with nothing told before: from the document's own date
                None => (self.dateline_base(unit)?, false),
            },
        };
        let first = calendar::around(calendar::shift(base.from, unit, low)?, unit)?;
        let last = calendar::around(calendar::shift(base.from, unit, high)?, unit)?;
        let mut found = Found::inferred(Days { from: first.from, to: last.to, grain: first.grain }, reason);
        if told && low > 0 {
            self.cap(&mut found, base);
        }
        Some(found)
    }

    /// "Two boats sank overnight": the night that ended on the morning of the text's own day. Where its sentence has told
    /// a day that is over, the night of that day, or the one before it where the day is that of the saying. What is to come,
    /// comes tonight.
    pub(super) fn overnight(&self, tense: Tense, sentence: u32) -> Option<Found> {
        let is_ahead = tense == Tense::Future;
        let fits =
            |days: Days| days.grain <= Grain::Day && (is_ahead || self.today.is_none_or(|today| days.from < today));
        let is_here = |span: Span| self.prose.sentence_at(span.start) == Some(sentence as usize);
        let told = self.told.last().filter(|(days, _)| fits(*days));
        let Some((day, span)) = told.filter(|(_, span)| self.mode == Resolve::Narrative || is_here(*span)) else {
            let by = if is_ahead { 0 } else { -1 };
            return self.step(TimeUnit::Day, by, by, Anchor::Dateline);
        };
        let by = if self.is_of_saying(span) { -1 } else { 0 };
        let night = Days::day(calendar::shift(day.from, TimeUnit::Day, by)?)?;
        Some(Found::inferred(night, format!("beside the day told before (\"{}\")", span.of(self.words.text))))
    }

    fn dateline_base(&self, unit: TimeUnit) -> Option<(Days, String)> {
        match (self.today, self.known) {
            (Some(today), _) => Some((Days::day(today)?, format!("counted from the dateline {today}"))),
            (None, Some(known)) if unit >= TimeUnit::Year || known.grain == Grain::Month && unit >= TimeUnit::Month => {
                Some((known, "counted from what is known of the document's date".into()))
            }
            _ => None,
        }
    }

    /// The day of the event that the expression at hand ends with: where no day is told beside its name, what the text opens
    /// with, if that names it.
    fn event_base(&self) -> Option<(Days, String)> {
        let event = self.words.within(self.here).last()?;
        let told = self.happened.day_of(&self.words, event);
        // "the attack" of today's news is not the one of years ago that it tells of too
        let is_old = |days: Days| {
            let today = self.today.filter(|_| self.mode == Resolve::News);
            days.grain > Grain::Day && today.is_some_and(|today| (today - days.last()).num_days() > OLD)
        };
        let told = told.filter(|(days, _)| !is_old(*days) || self.lead_of(event).is_none());
        let Some((days, words)) = told else {
            let day = self.lead_of(event)?;
            let event = self.words.text(event);
            return Some((Days::day(day)?, format!("\"{event}\" is what the text opens with, told of {day}")));
        };
        let (event, words) = (self.words.text(event), words.of(self.words.text));
        Some((days, format!("counted from the day told with \"{event}\" (\"{words}\")")))
    }

    fn last_base(&self, unit: TimeUnit, by: i32) -> Option<(Days, String)> {
        let told = if by == 0 {
            self.told.fitting(unit)
        } else {
            self.told.fitting(unit).or(self.told.last().map(|(days, _)| days))
        };
        // years later count from the last date whatever its grain
        let told =
            if unit >= TimeUnit::Year && by != 0 { self.told.last().map(|(days, _)| days).or(told) } else { told };
        let days = told?;
        let words = self.told.last().map_or("", |(_, span)| span.of(self.words.text));
        Some((days, format!("counted from the last date told (\"{words}\")")))
    }

    /// What is told as past does not run past the document's date.
    fn cap(&self, found: &mut Found, base: Days) {
        let Some(today) = self.today.filter(|&today| base.from <= today) else { return };
        let Some(tomorrow) = today.succ_opt() else { return };
        if found.days.contains(today) && found.days.grain > Grain::Day {
            found.days.to = tomorrow;
            found.reason.push_str(&format!(", up to the dateline {today}"));
        } else if found.days.from > today {
            let late = found.days.grain;
            found.days = Days { from: today, to: tomorrow, grain: late };
            found.reason.push_str(&format!(", taken back to the dateline {today}"));
        }
    }

    /// "the past three years": up to the dateline and its day.
    pub(super) fn window(&self, unit: TimeUnit, low: Option<f32>, high: Option<f32>, ahead: bool) -> Option<Found> {
        let count = high.or(low)?.ceil().clamp(0.0, 100_000.0) as i32;
        let today = self.today?;
        // quarters are those of the calendar: "the last two quarters" are over
        let this = calendar::around(today, unit)?;
        if unit == TimeUnit::Quarter {
            let first = calendar::shift(this.from, unit, if ahead { 1 } else { -count })?;
            let days = Days { from: first, to: calendar::shift(first, unit, count)?, grain: Grain::Quarter };
            return Some(Found::inferred(days, format!("the calendar's quarters beside the dateline {today}")));
        }
        let grain = this.grain;
        let days = if ahead {
            Days { from: today, to: calendar::shift(today, unit, count)?.succ_opt()?, grain }
        } else {
            Days { from: calendar::shift(today, unit, -count)?, to: today.succ_opt()?, grain }
        };
        let from = if ahead { "from" } else { "up to" };
        Some(Found::inferred(days, format!("{from} the dateline {today}")))
    }

    /// "in the first weeks of it": the days of the last date told, which is all that the words give.
    pub(super) fn edge(&self) -> Option<Found> {
        let (last, span) = self.told.last()?;
        let days = if last.grain >= Grain::Month { last } else { calendar::around(last.from, TimeUnit::Month)? };
        Some(Found::inferred(
            days,
            format!("somewhere in the days of the last date told (\"{}\")", span.of(self.words.text)),
        ))
    }

    /// "that time": the last date told, or the stretch up to it
    pub(super) fn then(&self) -> Option<Found> {
        if let Some((from, to)) = self.told.stretch {
            let days = Days { from: from.from, to: to.to.max(from.to), grain: from.grain.max(to.grain) };
            return Some(Found::inferred(days, "the time between the last two dates told"));
        }
        let (last, span) = self.told.last()?;
        Some(Found::inferred(last, format!("the last date told (\"{}\")", span.of(self.words.text))))
    }

    /// "the same period last year": the period told last, moved; the whole unit when none was told.
    pub(super) fn same_period(&self, unit: TimeUnit, by: i32) -> Option<Found> {
        let Some((days, span)) = self.told.period() else { return self.step(unit, by, by, Anchor::Dateline) };
        let moved = |day| calendar::shift(day, unit, by);
        let days = Days { from: moved(days.from)?, to: moved(days.to)?, ..days };
        Some(Found::inferred(days, format!("the period told before (\"{}\")", span.of(self.words.text))))
    }

    /// The day of a clock time that names none: the day told in its sentence or last, else the document's. "That night" and
    /// "the same noon" are of the day told before in their paragraph.
    pub(super) fn clock_day(&self, time: &Time, tense: Tense, sentence: u32) -> Option<Found> {
        let here = self.prose.sentences.get(sentence as usize)?;
        let points_back =
            time.clock.is_none() && (self.words.within(self.here).any(|at| self.words.says_any(at, &["that", "same"])));
        // "Friday 6 March, 05:40: … By 14:15 it is over": an entry of a chronicle, or the sentence right after
        let goes_on = |told: usize, span: Span| {
            let opens = self.prose.sentences[told].span.start == span.start;
            time.clock.is_some() && (opens || told + 1 == sentence as usize)
        };
        let is_here = |span: Span| match self.prose.sentence_at(span.start) {
            Some(told) if points_back || goes_on(told, span) => self.prose.sentences[told].paragraph == here.paragraph,
            _ => here.span.contains(span),
        };
        let told_here = self.told.last().is_some_and(|(_, span)| is_here(span));
        let told = self.told.fitting(TimeUnit::Day).filter(|_| told_here || self.mode == Resolve::Narrative);
        // "shut until Friday, she announced in the afternoon"
        let is_ahead = |day: Days| tense == Tense::Past && self.today.is_some_and(|today| day.from > today);
        let told = told.filter(|day| self.mode == Resolve::Narrative || !is_ahead(*day));
        // "died in Tuesday's quake, she said at noon": of today, unless the day stands with the hour
        let is_beside = |span: Span| {
            let (day, hour) = (self.words.within(span), self.words.within(self.here));
            hour.start.saturating_sub(day.end) <= BESIDE && day.end <= hour.start || day.start >= hour.end
        };
        let is_said = self.mode == Resolve::News && time.clock.is_none() && self.is_said();
        let told = told.filter(|_| !is_said || self.told.last().is_some_and(|(_, span)| is_beside(span)));
        if let Some(found) = self.told_before(tense, sentence).filter(|_| told.is_none()) {
            return Some(found);
        }
        match (told, self.today) {
            (Some(day), _) => Some(Found::inferred(day, "the day told before")),
            (None, Some(today)) => Some(Found::inferred(Days::day(today)?, format!("the dateline {today}"))),
            (None, None) => None,
        }
    }
}
