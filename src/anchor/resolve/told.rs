//! What has been told so far: the last day, month and year, for "the next day", "that year", "three years later".

use chrono::{Datelike, NaiveDate};

use super::super::calendar::Days;
use crate::model::span::Span;
use crate::model::time::{Grain, TimeUnit};

/// The last dates told, by grain: a day is also the last month and year.
#[derive(Debug, Clone, Default)]
pub struct Told {
    day: Option<Days>,
    month: Option<Days>,
    year: Option<Days>,
    last: Option<(Days, Span)>,
    /// the last day told that was over, or at hand, when the text was written
    gone: Option<(Days, Span)>,
    /// the last range of two dates, until another date is told
    pub range: Option<(Days, Span)>,
    /// from the last time to the one counted from it: "three years later", then "in that time"
    pub stretch: Option<(Days, Days)>,
    /// the sentence in which a year was said in words, and that date
    said_year: Option<(u32, Days)>,
}

impl Told {
    /// Remembers a date; `today` is the text's own day.
    pub fn add(&mut self, days: Days, span: Span, today: Option<NaiveDate>) {
        let (year, month) = (days.from.year(), days.from.month());
        if days.grain <= Grain::Day {
            self.day = Some(days);
            if today.is_some_and(|today| days.from <= today) {
                self.gone = Some((days, span));
            }
        }
        if days.grain <= Grain::Month {
            self.month = Days::month(year, month);
        }
        if days.grain <= Grain::Year {
            self.year = Days::year(year);
        }
        self.last = Some((days, span));
        self.range = None;
        self.stretch = None;
    }

    pub fn add_said_year(&mut self, days: Days, sentence: u32) {
        self.said_year = Some((sentence, days));
    }

    /// The date with a year of its own told earlier in the same sentence.
    pub fn said_year_in(&self, sentence: u32) -> Option<Days> {
        self.said_year.filter(|(at, _)| *at == sentence).map(|(_, days)| days)
    }

    /// The last range or date told.
    pub fn period(&self) -> Option<(Days, Span)> {
        self.range.or(self.last)
    }

    pub fn last(&self) -> Option<(Days, Span)> {
        self.last
    }

    /// The last day told that does not lie ahead of the text's own.
    pub fn gone(&self) -> Option<(Days, Span)> {
        self.gone
    }

    /// The last date told that is at least as fine as a unit.
    pub fn fitting(&self, unit: TimeUnit) -> Option<Days> {
        match unit {
            TimeUnit::Second | TimeUnit::Minute | TimeUnit::Hour | TimeUnit::Day | TimeUnit::Night => self.day,
            TimeUnit::Week | TimeUnit::Weekend => self.day,
            TimeUnit::Month | TimeUnit::Season | TimeUnit::Quarter | TimeUnit::Half => self.month,
            TimeUnit::Year => self.year,
            TimeUnit::Decade | TimeUnit::Century => self.year.or(self.last.map(|(days, _)| days)),
        }
    }
}
