//! Dates, weekdays and feasts as words name them -> days, the year chosen among candidates.

use chrono::{Datelike, NaiveDate};

use super::super::calendar::{self, Days};
use super::super::lunar;
use super::super::tense::Tense;
use super::{Found, Resolver, choose};
use crate::model::ledger::Resolve;
use crate::model::lexicon::Class;
use crate::model::time::{DayOrder, Direction, Feast, Grain, Inferred, LunarCalendar, Partial, TimeUnit, YearPart};
use crate::model::token::TokenKind;

/// Days around the dateline within which a weekday said with a date tells its year.
const NEAR: i64 = 90;

impl Resolver<'_> {
    pub(super) fn date(&self, partial: &Partial, direction: Direction, tense: Tense, sentence: u32) -> Option<Found> {
        if let Some(year) = partial.year {
            let days = days_of(partial, year)?;
            return Some(partial.order.map_or_else(|| Found::said(days), |order| in_order(days, order)));
        }
        if partial.month.is_none() && partial.part.is_none() {
            return self.day_of_month(partial.day?, partial.weekday, tense);
        }
        if let Some(days) = self.directed(direction, |year| days_of(partial, year)) {
            return Some(only_year(days, partial, format!("the {} one from the dateline", direction_word(direction))));
        }
        // "arrested in May 2019 and released in July": the year said before in the sentence
        if let Some(said) =
            self.told.said_year_in(sentence).filter(|_| self.mode == Resolve::News && tense != Tense::Future)
        {
            let candidates =
                [said.from.year(), said.from.year() + 1].into_iter().filter_map(|year| days_of(partial, year));
            let behind = candidates
                .filter(|days| days.last() >= said.from || said.grain >= Grain::Year)
                .min_by_key(|days| days.from);
            let behind = behind.filter(|days| self.today.is_none_or(|today| days.from <= today));
            if let Some(days) = behind {
                return Some(only_year(days, partial, "year of the date before it in the sentence".into()));
            }
        }
        // "Monday, Oct. 26": near the dateline the weekday tells the year whatever the tense
        if let (Some(weekday), Some(today), Resolve::News) = (partial.weekday, self.today, self.mode) {
            let near = choose::years_near(today).filter_map(|year| days_of(partial, year));
            let fits =
                |days: &Days| calendar::weekday(days.from) == weekday && (days.from - today).num_days().abs() <= NEAR;
            if let Some(days) = near.filter(fits).min_by_key(|days| days.from) {
                return Some(only_year(days, partial, format!("year from the dateline {today} and the weekday")));
            }
        }
        self.by_mode(tense, |day| choose::years_near(day).filter_map(move |year| days_of(partial, year))).or_else(
            || {
                // the document's year or month alone is known
                let known = self.known.filter(|known| known.grain >= Grain::Month && self.mode == Resolve::News)?;
                if known.grain == Grain::Month {
                    let last = known.last();
                    let near = choose::years_near(last).filter_map(|year| days_of(partial, year));
                    let days = choose::by_tense(near, last, tense)?;
                    return Some(only_year(days, partial, "year from the month of the document".into()));
                }
                Some(only_year(days_of(partial, known.from.year())?, partial, "year of the document".into()))
            },
        )
    }

    /// Chooses the year among candidates around a day: by tense from the dateline, or by the last date told.
    fn by_mode<I>(&self, tense: Tense, candidates: impl Fn(NaiveDate) -> I) -> Option<Found>
    where
        I: Iterator<Item = Days> + Clone,
    {
        let told = self.told.last().filter(|_| self.mode == Resolve::Narrative);
        if let Some((last, span)) = told {
            let days = choose::by_story(candidates(last.from), last)?;
            let reason = format!("year from the date told before (\"{}\")", span.of(self.words.text));
            return Some(Found { days, inferred: Inferred { year: true, ..Inferred::default() }, reason });
        }
        let today = self.today?;
        let days = choose::by_tense(candidates(today), today, tense)?;
        let told = match tense {
            Tense::Past => ", told in the past",
            Tense::Future => ", told as to come",
            Tense::Unsaid => ", the nearest, past or to come",
        };
        let inferred = Inferred { year: true, direction: tense == Tense::Unsaid, ..Inferred::default() };
        Some(Found { days, inferred, reason: format!("year from the dateline {today}{told}") })
    }

    /// "last October", "next summer", "this May", counted from the dateline.
    fn directed(&self, direction: Direction, days: impl Fn(i32) -> Option<Days>) -> Option<Days> {
        // a narrative's "the next spring" follows what it has told
        let told = self.told.last().filter(|_| self.mode == Resolve::Narrative).map(|(days, _)| days.last());
        let today = told.or(self.today)?;
        let candidates = choose::years_near(today).filter_map(days);
        match direction {
            Direction::Bare => None,
            Direction::Last | Direction::Past => {
                candidates.filter(|days| days.to <= today).max_by_key(|days| days.from)
            }
            Direction::Next | Direction::Coming => {
                candidates.filter(|days| days.from > today).min_by_key(|days| days.from)
            }
            // "this winter" in February is the one that goes on
            Direction::This => candidates
                .filter(|days| days.from.year() == today.year() || days.contains(today))
                .min_by_key(|days| (!days.contains(today), days.from)),
        }
    }

    pub(super) fn day_of_month(&self, day: u8, weekday: Option<u8>, tense: Tense) -> Option<Found> {
        let month_of =
            |date: NaiveDate| NaiveDate::from_ymd_opt(date.year(), date.month(), u32::from(day)).and_then(Days::day);
        // "Friday 14": in the nearest month that has it
        let fits = |days: &Days| weekday.is_none_or(|weekday| calendar::weekday(days.from) == weekday);
        if let Some(days) = self.told.fitting(TimeUnit::Month).and_then(|told| month_of(told.from)).filter(fits) {
            let inferred = Inferred { year: true, month: true, ..Inferred::default() };
            return Some(Found { days, inferred, reason: "month of the date told before".into() });
        }
        let today = self.today?;
        let reach = if weekday.is_some() { -14..=14 } else { -2..=2 };
        let months = reach
            .filter_map(|by| calendar::shift(today.with_day(1)?, TimeUnit::Month, by))
            .filter_map(month_of)
            .filter(fits);
        let days = choose::by_tense(months.collect::<Vec<_>>().into_iter(), today, tense)?;
        let inferred = Inferred { year: true, month: true, ..Inferred::default() };
        Some(Found { days, inferred, reason: format!("month from the dateline {today}") })
    }

    /// "On Thursday, 22 May, … that Wednesday", "on the Sunday": the one nearest to the day told before, in the same paragraph or
    /// the one above; of two almost equally near ones that of the same week. Not "said that Wednesday was …".
    fn that_weekday(&self, weekday: u8, direction: Direction, sentence: u32) -> Option<Found> {
        let here = self.words.within(self.here);
        let before = here.start.checked_sub(1)?;
        let that = self.words.says(before, "that");
        // "the Sunday of the vote", "the Sunday papers" are no days told before
        let the = self.words.says(before, "the") && self.closes(here.end);
        let joins = before.checked_sub(1).is_some_and(|verb| self.words.is(verb, Class::REPORTING));
        let (day, span) = self.told.gone().filter(|_| that || the)?;
        let paragraph = |number: usize| Some(self.prose.sentences.get(number)?.paragraph);
        let (told, here) = (paragraph(self.prose.sentence_at(span.start)?)?, paragraph(sentence as usize)?);
        if joins && that || direction != Direction::Bare || told > here || told + 1 < here {
            return None;
        }
        let told = day.from;
        let before = calendar::on_or_before(told, weekday)?;
        let after = calendar::on_or_after(told, weekday)?;
        let (back, ahead) = ((told - before).num_days(), (after - told).num_days());
        let is_tie = (back - ahead).abs() <= 1;
        let of_week = |date: NaiveDate| calendar::around(told, TimeUnit::Week).is_some_and(|week| week.contains(date));
        let day = if is_tie && of_week(after) || !is_tie && ahead < back { after } else { before };
        Some(Found::inferred(Days::day(day)?, "such a day beside the date told before"))
    }

    /// Does nothing stand behind these words that they could belong to: a stop, a comma, a verb, a preposition but "of"?
    fn closes(&self, end: usize) -> bool {
        let words = &self.words;
        let token = words.get(end).map(|token| token.kind);
        !words.says_any(end, &["of", "'s", "’s", "before", "after", "when", "that"])
            && (token != Some(TokenKind::Word)
                || words.is(
                    end,
                    Class::PREPOSITION | Class::CONJUNCTION | Class::PRONOUN | Class::DETERMINER | Class::PAST,
                )
                || words.says(end, "alone"))
    }

    /// "pounding on the doors on Monday of last week, until Thursday's shutdown": the first such day after one told in its
    /// sentence, where it is over.
    fn until_weekday(&self, weekday: u8, sentence: u32) -> Option<Found> {
        let until = self.words.within(self.here).start.checked_sub(1);
        until.filter(|&at| self.words.says_any(at, &["until", "till"]))?;
        let (told, span) = self.told.gone()?;
        if self.prose.sentence_at(span.start) != Some(sentence as usize) {
            return None;
        }
        let day = calendar::on_or_after(told.from, weekday)?;
        let is_over = self.today.is_some_and(|today| day < today);
        is_over.then(|| Days::day(day))?.map(|days| {
            Found::inferred(
                days,
                format!("the first such day after the one told before (\"{}\")", span.of(self.words.text)),
            )
        })
    }

    /// "on 12 March, a Thursday", "yesterday, Thursday", "two days later, on the Sunday": the day beside it, where that falls on it.
    fn weekday_beside(&self, weekday: u8) -> Option<Found> {
        const BETWEEN: usize = 3;
        let (days, span) = self.told.last().filter(|(days, _)| days.grain <= Grain::Day)?;
        let (told, here) = (self.words.within(span), self.words.within(self.here));
        let is_link = |at: usize| self.words.is_sign(at, ",") || self.words.says_any(at, &["a", "the", "on"]);
        let joins = told.end < here.start && here.start - told.end <= BETWEEN && (told.end..here.start).all(is_link);
        let fits = joins && self.words.is_sign(told.end, ",") && calendar::weekday(days.from) == weekday;
        fits.then(|| Found::inferred(days, format!("the day told beside it (\"{}\")", span.of(self.words.text))))
    }

    pub(super) fn weekday(&self, weekday: u8, direction: Direction, tense: Tense, sentence: u32) -> Option<Found> {
        let last_day = self.told.fitting(TimeUnit::Day).filter(|_| self.mode == Resolve::Narrative);
        if let Some(last) = last_day {
            let day = calendar::on_or_after(last.from, weekday)?;
            return Some(Found::inferred(Days::day(day)?, "the first such day from the date told before"));
        }
        let told = self.weekday_beside(weekday).or_else(|| self.that_weekday(weekday, direction, sentence));
        if let Some(found) = told.or_else(|| self.until_weekday(weekday, sentence)) {
            return Some(found);
        }
        let today = self.today?;
        let day = match (direction, tense) {
            (Direction::Past, _) => calendar::on_or_before(today.pred_opt()?, weekday)?,
            (Direction::Last, _) => {
                // "last Wednesday" on a Thursday is not yesterday, which has its own word, but last week's; "last Sunday" on a
                // Monday is last week's as it is
                let before = calendar::on_or_before(today.pred_opt()?, weekday)?;
                if Some(before) == today.pred_opt() && weekday < 7 {
                    calendar::shift(before, TimeUnit::Week, -1)?
                } else {
                    before
                }
            }
            (Direction::Coming, _) => calendar::on_or_after(today.succ_opt()?, weekday)?,
            (Direction::Next, _) => {
                let week = calendar::around(calendar::shift(today, TimeUnit::Week, 1)?, TimeUnit::Week)?;
                calendar::on_or_after(week.from, weekday)?
            }
            (Direction::This, _) => {
                let week = calendar::around(today, TimeUnit::Week)?;
                calendar::on_or_after(week.from, weekday)?
            }
            (Direction::Bare, Tense::Future) => calendar::on_or_after(today, weekday)?,
            (Direction::Bare, _) => calendar::on_or_before(today, weekday)?,
        };
        let told = match (direction, tense) {
            (Direction::Bare, Tense::Future) => "the next one from",
            (Direction::Bare, _) => "the last one up to",
            _ => "counted from",
        };
        let mut found = Found::inferred(Days::day(day)?, format!("{told} the dateline {today}"));
        found.inferred.direction = direction == Direction::Bare && tense == Tense::Unsaid;
        Some(found)
    }

    pub(super) fn feast(&self, feast: Feast, direction: Direction, tense: Tense) -> Option<Found> {
        let days_of = |year| feast_days(feast, year);
        if let Some(days) = self.directed(direction, days_of) {
            let inferred = Inferred { year: true, ..Inferred::default() };
            let reason = format!("the {} one from the dateline", direction_word(direction));
            return Some(by_moon(Found { days, inferred, reason }, feast));
        }
        let found = self.by_mode(tense, |day| choose::years_near(day).filter_map(days_of))?;
        Some(by_moon(found, feast))
    }

    /// "the fourth quarter", "third-quarter results"
    pub(super) fn nth_of_year(&self, unit: TimeUnit, nth: i8) -> Option<Found> {
        let part_of = |year: i32| calendar::within(Days::year(year)?, unit, nth, 1);
        // reports tell of quarters that are over and of those to come in the same past tense: the nearest is meant
        self.by_mode(Tense::Unsaid, |day| choose::years_near(day).filter_map(part_of))
    }
}

fn direction_word(direction: Direction) -> &'static str {
    match direction {
        Direction::Last | Direction::Past => "last",
        Direction::Next => "next",
        Direction::Coming => "coming",
        Direction::This => "present",
        Direction::Bare => "nearest",
    }
}

/// Day and month of a date in figures were told apart by something outside its words.
fn in_order(days: Days, order: DayOrder) -> Found {
    let reason = match order {
        DayOrder::Assumed => {
            "month first, which nothing in the document tells: day and month may be the other way round"
        }
        DayOrder::Weekday => "day and month in the order in which the date falls on its weekday",
        DayOrder::OtherDates => "day and month in the order of another date of the document",
        DayOrder::Dateline => "day and month in the order that makes it the document's own day",
        DayOrder::Publisher => "day and month in the order of the publisher's country",
        DayOrder::SpelledDates => "day and month in the order of the dates that the document spells out",
    };
    Found { days, inferred: Inferred { month: true, day: true, ..Inferred::default() }, reason: reason.into() }
}

/// The year was inferred, what else the words name was said.
fn only_year(days: Days, partial: &Partial, reason: String) -> Found {
    let inferred = Inferred { year: partial.year.is_none(), ..Inferred::default() };
    Found { days, inferred, reason }
}

/// The days of a feast in a year: most have one.
pub(super) fn feast_days(feast: Feast, year: i32) -> Option<Days> {
    match feast {
        Feast::Lunar { calendar, month, day, days } => lunar::feast(calendar, month, day, days, year),
        feast => calendar::feast(feast, year).and_then(Days::day),
    }
}

/// An Islamic month begins when its moon is seen.
pub(super) fn by_moon(mut found: Found, feast: Feast) -> Found {
    if matches!(feast, Feast::Lunar { calendar: LunarCalendar::Islamic, .. }) {
        let reason = "by the Umm al-Qura calendar; the sighting of the moon may move it by a day";
        found.reason = if found.reason.is_empty() { reason.into() } else { format!("{}, {reason}", found.reason) };
        found.inferred.day = true;
    }
    found
}

/// A fiscal or a school year has the days of the calendar year while nothing tells when it begins.
pub(super) fn of_its_kind(mut found: Found, partial: &Partial) -> Found {
    let kind = match partial.part {
        Some(YearPart::Fiscal) => "fiscal",
        Some(YearPart::School) => "school",
        _ => return found,
    };
    let reason = format!("days of the calendar year: when the {kind} year begins is not said");
    found.reason = if found.reason.is_empty() { reason } else { format!("{}, {reason}", found.reason) };
    (found.inferred.month, found.inferred.day) = (true, true);
    found
}

/// The days of a date in a year.
fn days_of(partial: &Partial, year: i32) -> Option<Days> {
    match (partial.part, partial.month, partial.day) {
        (Some(YearPart::Season(season)), ..) => Days::season(year, season),
        (Some(YearPart::Quarter(quarter)), ..) => Days::quarter(year, quarter),
        (Some(YearPart::Half(half)), ..) => Days::half(year, half),
        (None, Some(month), Some(day)) => {
            NaiveDate::from_ymd_opt(year, u32::from(month), u32::from(day)).and_then(Days::day)
        }
        (None, Some(month), None) => Days::month(year, u32::from(month)),
        (Some(YearPart::Fiscal | YearPart::School), ..) | (None, None, _) => Days::year(year),
    }
}
