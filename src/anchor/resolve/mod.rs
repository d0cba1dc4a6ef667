//! Mentions -> Mentions with their days, in text order.
//!
//! News counts from the document's date, with the tense of the clause; a narrative from the last date told. Each field that the
//! words do not give is marked as inferred, with the reason in words. What cannot be known stays empty and leaves a notice.

mod choose;
mod happened;
mod manner;
mod ranges;
mod told;

use chrono::{Datelike, Duration, NaiveDate, NaiveDateTime, NaiveTime};

use self::happened::Happened;
use self::told::Told;
use super::announced::is_announced;
use super::calendar::{self, Days};
use super::dateline;
use super::lunar;
use super::tense::{Tense, Tenses};
use crate::model::document::Document;
use crate::model::ledger::Resolve;
use crate::model::lexicon::Class;
use crate::model::mention::{Mention, What};
use crate::model::notice::Notice;
use crate::model::phrase_lists::PhraseLists;
use crate::model::sentence::{Context, Prose};
use crate::model::span::Span;
use crate::model::time::{
    Anchor, Clock, DayOrder, Direction, Feast, Grain, Inferred, LunarCalendar, Modifier, PartOfDay, Partial, Reference,
    Said, Standing, Time, TimeUnit, TimeValue, YearPart,
};
use crate::model::timex;
use crate::model::token::{TokenKind, Words};
use crate::model::vocabulary::Vocabulary;

/// Gives the time mentions of a document their days. The mentions stand in text order.
pub fn resolve(
    document: &Document,
    prose: &Prose,
    mentions: &mut [Mention],
    vocabulary: &Vocabulary,
    asked: Resolve,
) -> Vec<Notice> {
    resolve_from(document, None, prose, mentions, vocabulary, asked)
}

/// The same, where a document without a day of its own is counted from a day that is known of it.
pub fn resolve_from(
    document: &Document,
    counted_from: Option<NaiveDate>,
    prose: &Prose,
    mentions: &mut [Mention],
    vocabulary: &Vocabulary,
    asked: Resolve,
) -> Vec<Notice> {
    let words = prose.words(&document.text, &vocabulary.lexicon);
    let mut page = dateline::Page::new(&document.text, prose);
    for mention in mentions.iter_mut() {
        let standing = page.standing(mention);
        if let Some(time) = mention.time_mut() {
            time.standing = standing;
        }
    }
    let own = document.dateline.published;
    let published = own.or(counted_from);
    let grain = document.dateline.grain.unwrap_or(Grain::Day);
    let known = published.and_then(|day| match grain {
        Grain::Year => Days::year(day.year()),
        Grain::Month => Days::month(day.year(), day.month()),
        _ => Days::day(day),
    });
    let mode = manner::choose(asked, mentions, known);
    let today = published.filter(|_| grain <= Grain::Day);
    let mut resolver = Resolver {
        words,
        tenses: Tenses::new(words, &vocabulary.phrases),
        phrases: &vocabulary.phrases,
        prose,
        mode,
        today,
        known,
        told: Told::default(),
        happened: Happened::default(),
        here: Span::default(),
    };
    let mut notices = Vec::new();
    if let Some(day) = counted_from.filter(|_| own.is_none()) {
        let says =
            format!("its own day is not known; what it counts from it is counted from {day}, the last it tells of");
        notices.push(Notice::new("anchor", &document.id, None, &says));
    }
    if asked == Resolve::Auto && mode == Resolve::Narrative {
        let says = "read as a history: dates without a year are counted from the last date told";
        notices.push(Notice::new("anchor", &document.id, None, says));
    }
    for mention in mentions.iter_mut().filter(|mention| matches!(mention.what, What::Time(_))) {
        resolver.mention(mention);
    }
    // "two days after the quake" in a lead: its day is told further down
    for mention in mentions.iter_mut().filter(|mention| is_beside_undated_event(mention)) {
        resolver.mention(mention);
    }
    for mention in mentions.iter() {
        if let Some(says) = missing(mention) {
            notices.push(Notice::new("anchor", &document.id, Some(mention.span), says));
        }
    }
    notices
}

fn is_beside_undated_event(mention: &Mention) -> bool {
    mention
        .time()
        .is_some_and(|time| time.value.is_none() && matches!(time.said, Said::Step { anchor: Anchor::Event, .. }))
}

/// Why a time has no days although its words name some; None when it has, or names none.
fn missing(mention: &Mention) -> Option<String> {
    let time = mention.time()?;
    let names_days = matches!(
        time.said,
        Said::Date(..)
            | Said::Weekday(..)
            | Said::Years { .. }
            | Said::Step { .. }
            | Said::Feast(..)
            | Said::FeastIn(..)
            | Said::Within { .. }
            | Said::Shifted { .. }
            | Said::Around { .. }
            | Said::Between(..)
            | Said::Edge { .. }
    );
    let from_event = matches!(time.said, Said::Step { anchor: Anchor::Event, .. });
    let says = if from_event {
        "the time is not resolved: no day is told of the event it is counted from"
    } else {
        "the time is not resolved: neither the document's own date nor one told before says what it is counted from"
    };
    (names_days && time.value.is_none()).then(|| says.into())
}

/// Years from the story's year beyond which a bare year is an aside.
const ASIDE: i32 = 3;

/// Days around the dateline within which a weekday said with a date tells its year.
const NEAR: i64 = 90;

struct Resolver<'a> {
    words: Words<'a>,
    tenses: Tenses<'a>,
    phrases: &'a PhraseLists,
    prose: &'a Prose,
    mode: Resolve,
    /// the document's day, when it is known to the day
    today: Option<NaiveDate>,
    /// what is known of the document's date
    known: Option<Days>,
    told: Told,
    happened: Happened,
    /// the expression at hand
    here: Span,
}

/// Days, with what was not said and why it was chosen.
struct Found {
    days: Days,
    inferred: Inferred,
    reason: String,
}

impl Found {
    fn said(days: Days) -> Self {
        Found { days, inferred: Inferred::default(), reason: String::new() }
    }

    fn inferred(days: Days, reason: impl Into<String>) -> Self {
        let inferred = Inferred {
            year: true,
            month: days.grain <= Grain::Quarter,
            day: days.grain <= Grain::Week,
            direction: false,
        };
        Found { days, inferred, reason: reason.into() }
    }
}

impl Resolver<'_> {
    fn mention(&mut self, mention: &mut Mention) {
        let (span, sentence) = (mention.span, mention.sentence);
        if !mention.parts.is_empty() {
            for part in &mut mention.parts {
                self.mention(part);
            }
            let tense = self.tense(mention, sentence);
            if let [first, second] = &mut mention.parts[..] {
                ranges::ordered(first, second, tense, self.today);
            }
            let ends: Vec<Option<TimeValue>> =
                mention.parts.iter().map(|part| part.time().and_then(|time| time.value.clone())).collect();
            let codes: Vec<String> =
                mention.parts.iter().filter_map(|part| part.time()).map(|time| time.timex.clone()).collect();
            if let (Some(time), [Some(first), Some(second)]) = (mention.time_mut(), &ends[..]) {
                time.value = ranges::span_of_two(first, second);
                time.timex = codes.join("/");
                if let Some(days) =
                    time.value.as_ref().and_then(ranges::days_of_range).filter(|_| !self.is_furniture(sentence))
                {
                    self.told.range = Some((days, span));
                }
            }
            return;
        }
        let tense = self.tense(mention, sentence);
        self.here = span;
        let Some(time) = mention.time_mut() else { return };
        let found = self.find(time, tense, sentence);
        let counts = time.standing == Standing::Text && !self.is_furniture(sentence);
        if let Some(found) = &found {
            self.remember(time, found, span, sentence, counts);
            if counts && found.days.grain <= Grain::Month && time.modifier.is_none() {
                let whole = self.prose.sentences.get(sentence as usize).map(|sentence| sentence.tokens.clone());
                self.happened.add(&self.words, whole.unwrap_or_default(), span, found.days);
            }
        }
        time.value = found.map(|found| value(time, found));
        time.timex = timex::timex(time, time.value.as_ref());
    }

    fn is_furniture(&self, sentence: u32) -> bool {
        self.prose.sentences.get(sentence as usize).is_some_and(|sentence| sentence.context == Context::Furniture)
    }

    fn remember(&mut self, time: &Time, found: &Found, span: Span, sentence: u32, counts: bool) {
        let from_dateline = matches!(time.said, Said::Step { anchor: Anchor::Dateline, .. });
        if !counts
            || from_dateline && self.mode == Resolve::Narrative
            || matches!(time.said, Said::Reference(_) | Said::Window { .. } | Said::Edge { .. } | Said::Set { .. })
        {
            return;
        }
        let stretch = match (&time.said, self.told.last()) {
            (Said::Step { anchor: Anchor::LastTime, low, .. }, Some((from, _))) if *low > 0 => Some((from, found.days)),
            _ => None,
        };
        let days = portion_of(found.days, time.portion);
        let moves = self.mode == Resolve::News || self.moves_the_story(time, days, span, sentence);
        if moves {
            self.told.add(days, span);
            self.told.stretch = stretch;
        }
        if !found.inferred.year && (found.days.grain <= Grain::Month || self.opens_sentence(span)) {
            self.told.add_said_year(found.days, sentence);
        }
    }

    /// In a narrative not every date is where the story has come to: some are asides, after which it goes on where it was.
    fn moves_the_story(&self, time: &Time, days: Days, span: Span, sentence: u32) -> bool {
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
    fn opens_sentence(&self, span: Span) -> bool {
        let sentence = self.prose.sentence_at(span.start).map_or(0, |number| self.prose.sentences[number].tokens.start);
        self.words.at_byte(span.start) <= sentence + 2
    }

    fn tense(&mut self, mention: &Mention, sentence: u32) -> Tense {
        let Some(whole) = self.prose.sentences.get(sentence as usize) else { return Tense::Unsaid };
        let time = self.words.within(mention.span);
        let modifier = mention.time().and_then(|time| time.modifier);
        let opens = time.start <= whole.tokens.start + 1;
        if modifier == Some(Modifier::Until) && !opens || self.is_deadline(&time) {
            return Tense::Future;
        }
        // "the Aug. 7 bombings", "by Jan. 14": the clause's verb tells nothing of when
        if matches!(modifier, Some(Modifier::Before | Modifier::By)) && !opens || self.belongs_to_a_noun(&time) {
            return Tense::Unsaid;
        }
        if is_announced(&self.words, &whole.tokens, &time, self.phrases) {
            return Tense::Future;
        }
        self.tenses.around(whole.tokens.clone(), time)
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

    fn find(&self, time: &Time, tense: Tense, sentence: u32) -> Option<Found> {
        match &time.said {
            Said::Then if time.clock.is_some() || time.part_of_day.is_some() => self.clock_day(sentence),
            Said::Then => self.then(),
            Said::Reference(Reference::PresentRef) => {
                Some(Found::inferred(Days::day(self.today?)?, "the document's date"))
            }
            said => self.said(said, tense, sentence),
        }
    }

    /// The days of an expression that names some.
    fn said(&self, said: &Said, tense: Tense, sentence: u32) -> Option<Found> {
        match said {
            Said::Date(partial, direction) => {
                self.date(partial, *direction, tense, sentence).map(|found| of_its_kind(found, partial))
            }
            Said::Weekday(weekday, direction) => self.weekday(*weekday, *direction, tense),
            Said::Years { first_year, years } => Days::years(*first_year, *years).map(Found::said),
            // "clashed over the weekend": on a weekday the last one
            Said::Step { unit: TimeUnit::Weekend, low: 0, high: 0, anchor: Anchor::Dateline, .. }
                if tense == Tense::Past && self.today.is_some_and(|today| calendar::weekday(today) < 6) =>
            {
                self.step(TimeUnit::Weekend, -1, -1, Anchor::Dateline)
            }
            Said::Step { unit, low, high, anchor: Anchor::LastTime, .. } if *low > 0 && tense == Tense::Past => {
                // "three years later" with nothing told before it is later than what nobody knows
                self.told.last()?;
                self.step(*unit, *low, *high, Anchor::LastTime)
            }
            Said::Step { unit, low, high, anchor, .. } => self.step(*unit, *low, *high, *anchor),
            Said::Window { unit, low, high, ahead } => self.window(*unit, *low, *high, *ahead),
            Said::Feast(feast, direction) => self.feast(*feast, *direction, tense),
            Said::FeastIn(feast, year) => {
                feast_days(*feast, *year).map(Found::said).map(|found| by_moon(found, *feast))
            }
            Said::Edge { .. } => self.edge(),
            Said::Within { unit, nth, count, whole } => {
                let Some(said_whole) = whole else { return self.nth_of_year(*unit, *nth) };
                let whole = self.said(said_whole, tense, sentence)?;
                let days = calendar::within(whole.days, *unit, *nth, *count)?;
                // "sales fell in the third quarter of the year", told in February: the year that is over
                let is_to_come = self.today.is_some_and(|today| days.from > today);
                let is_the_year =
                    matches!(**said_whole, Said::Step { unit: TimeUnit::Year, low: 0, anchor: Anchor::LastTime, .. });
                if is_the_year && is_to_come && tense == Tense::Past {
                    let before =
                        calendar::around(calendar::shift(whole.days.from, TimeUnit::Year, -1)?, TimeUnit::Year)?;
                    let reason = format!("{}, and told in the past", whole.reason);
                    return Some(Found { days: calendar::within(before, *unit, *nth, *count)?, reason, ..whole });
                }
                Some(Found { days, ..whole })
            }
            Said::Shifted { unit, by, from } => {
                if matches!(**from, Said::Then) {
                    return self.same_period(*unit, *by);
                }
                let from = self.said(from, tense, sentence)?;
                let day = calendar::shift(from.days.from, *unit, *by)?;
                Some(Found { days: calendar::around(day, unit_of(from.days.grain))?, ..from })
            }
            Said::Around { unit, of } => {
                let day = self.said(of, tense, sentence)?;
                Some(Found { days: calendar::around(day.days.from, *unit)?, ..day })
            }
            Said::Between(..)
            | Said::Then
            | Said::Reference(_)
            | Said::Duration { .. }
            | Said::Lengths(_)
            | Said::Set { .. } => None,
        }
    }

    fn date(&self, partial: &Partial, direction: Direction, tense: Tense, sentence: u32) -> Option<Found> {
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

    fn day_of_month(&self, day: u8, weekday: Option<u8>, tense: Tense) -> Option<Found> {
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

    fn weekday(&self, weekday: u8, direction: Direction, tense: Tense) -> Option<Found> {
        let last_day = self.told.fitting(TimeUnit::Day).filter(|_| self.mode == Resolve::Narrative);
        if let Some(last) = last_day {
            let day = calendar::on_or_after(last.from, weekday)?;
            return Some(Found::inferred(Days::day(day)?, "the first such day from the date told before"));
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

    fn step(&self, unit: TimeUnit, low: i32, high: i32, anchor: Anchor) -> Option<Found> {
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

    fn dateline_base(&self, unit: TimeUnit) -> Option<(Days, String)> {
        match (self.today, self.known) {
            (Some(today), _) => Some((Days::day(today)?, format!("counted from the dateline {today}"))),
            (None, Some(known)) if unit >= TimeUnit::Year || known.grain == Grain::Month && unit >= TimeUnit::Month => {
                Some((known, "counted from what is known of the document's date".into()))
            }
            _ => None,
        }
    }

    /// The day of the event that the expression at hand ends with.
    fn event_base(&self) -> Option<(Days, String)> {
        let event = self.words.within(self.here).last()?;
        let (days, words) = self.happened.day_of(&self.words, event)?;
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
    fn window(&self, unit: TimeUnit, low: Option<f32>, high: Option<f32>, ahead: bool) -> Option<Found> {
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

    fn feast(&self, feast: Feast, direction: Direction, tense: Tense) -> Option<Found> {
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
    fn nth_of_year(&self, unit: TimeUnit, nth: i8) -> Option<Found> {
        let part_of = |year: i32| calendar::within(Days::year(year)?, unit, nth, 1);
        // reports tell of quarters that are over and of those to come in the same past tense: the nearest is meant
        self.by_mode(Tense::Unsaid, |day| choose::years_near(day).filter_map(part_of))
    }

    /// "in the first weeks of it": the days of the last date told, which is all that the words give.
    fn edge(&self) -> Option<Found> {
        let (last, span) = self.told.last()?;
        let days = if last.grain >= Grain::Month { last } else { calendar::around(last.from, TimeUnit::Month)? };
        Some(Found::inferred(
            days,
            format!("somewhere in the days of the last date told (\"{}\")", span.of(self.words.text)),
        ))
    }

    /// "that time": the last date told, or the stretch up to it
    fn then(&self) -> Option<Found> {
        if let Some((from, to)) = self.told.stretch {
            let days = Days { from: from.from, to: to.to.max(from.to), grain: from.grain.max(to.grain) };
            return Some(Found::inferred(days, "the time between the last two dates told"));
        }
        let (last, span) = self.told.last()?;
        Some(Found::inferred(last, format!("the last date told (\"{}\")", span.of(self.words.text))))
    }

    /// "the same period last year": the period told last, moved; the whole unit when none was told.
    fn same_period(&self, unit: TimeUnit, by: i32) -> Option<Found> {
        let Some((days, span)) = self.told.period() else { return self.step(unit, by, by, Anchor::Dateline) };
        let moved = |day| calendar::shift(day, unit, by);
        let days = Days { from: moved(days.from)?, to: moved(days.to)?, ..days };
        Some(Found::inferred(days, format!("the period told before (\"{}\")", span.of(self.words.text))))
    }

    /// The day of a clock time that names none: the day told in its sentence or last, else the document's.
    fn clock_day(&self, sentence: u32) -> Option<Found> {
        let here = self.prose.sentences.get(sentence as usize).map(|sentence| sentence.span);
        let is_here = |span: Span| here.is_some_and(|here| here.contains(span));
        let told_here = self.told.last().is_some_and(|(_, span)| is_here(span));
        let told = self.told.fitting(TimeUnit::Day).filter(|_| told_here || self.mode == Resolve::Narrative);
        match (told, self.today) {
            (Some(day), _) => Some(Found::inferred(day, "the day told before")),
            (None, Some(today)) => Some(Found::inferred(Days::day(today)?, format!("the dateline {today}"))),
            (None, None) => None,
        }
    }
}

/// The third of a period that "early", "mid" or "late" names.
fn portion_of(days: Days, portion: Option<Modifier>) -> Days {
    let third = Duration::days((days.to - days.from).num_days() / 3);
    match portion {
        Some(Modifier::Start) => Days { to: days.from + third, ..days },
        Some(Modifier::Mid) => Days { from: days.from + third, to: days.to - third, ..days },
        Some(Modifier::End) => Days { from: days.to - third, ..days },
        _ => days,
    }
}

/// The unit that a grain is one of.
fn unit_of(grain: Grain) -> TimeUnit {
    match grain {
        Grain::Second | Grain::Minute | Grain::Hour | Grain::PartOfDay | Grain::Day => TimeUnit::Day,
        Grain::Weekend => TimeUnit::Weekend,
        Grain::Week => TimeUnit::Week,
        Grain::Month => TimeUnit::Month,
        Grain::Season => TimeUnit::Season,
        Grain::Quarter => TimeUnit::Quarter,
        Grain::Half => TimeUnit::Half,
        Grain::Year | Grain::Open => TimeUnit::Year,
        Grain::Decade => TimeUnit::Decade,
        Grain::Century => TimeUnit::Century,
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
fn feast_days(feast: Feast, year: i32) -> Option<Days> {
    match feast {
        Feast::Lunar { calendar, month, day, days } => lunar::feast(calendar, month, day, days, year),
        feast => calendar::feast(feast, year).and_then(Days::day),
    }
}

/// An Islamic month begins when its moon is seen.
fn by_moon(mut found: Found, feast: Feast) -> Found {
    if matches!(feast, Feast::Lunar { calendar: LunarCalendar::Islamic, .. }) {
        let reason = "by the Umm al-Qura calendar; the sighting of the moon may move it by a day";
        found.reason = if found.reason.is_empty() { reason.into() } else { format!("{}, {reason}", found.reason) };
        found.inferred.day = true;
    }
    found
}

/// A fiscal or a school year has the days of the calendar year while nothing tells when it begins.
fn of_its_kind(mut found: Found, partial: &Partial) -> Found {
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

/// Days -> the value, narrowed to the part of day or the clock time that is said.
fn value(time: &Time, found: Found) -> TimeValue {
    let Days { from, to, grain } = found.days;
    let midnight = |day: NaiveDate| NaiveDateTime::new(day, NaiveTime::MIN);
    let hours = |hours: i64| midnight(from).checked_add_signed(Duration::hours(hours));
    let (mut start, mut end, mut grain) = (Some(midnight(from)), Some(midnight(to)), grain);
    if let Some(clock) = &time.clock {
        (start, end, grain) = clock_value(from, clock);
    } else if let Some(part) = time.part_of_day.filter(|_| grain <= Grain::Day) {
        let (first, last) = part_hours(part);
        (start, end, grain) = (hours(first), hours(last), Grain::PartOfDay);
    }
    TimeValue { start, end, grain, inferred: found.inferred, reason: found.reason }
}

fn clock_value(day: NaiveDate, clock: &Clock) -> (Option<NaiveDateTime>, Option<NaiveDateTime>, Grain) {
    // 24:00 is the next midnight
    let start = NaiveDateTime::new(day, NaiveTime::MIN).checked_add_signed(
        Duration::hours(i64::from(clock.hour))
            + Duration::minutes(i64::from(clock.minute.unwrap_or(0)))
            + Duration::seconds(i64::from(clock.second.unwrap_or(0))),
    );
    let (length, grain) = match (clock.minute, clock.second) {
        (_, Some(_)) => (Duration::seconds(1), Grain::Second),
        (Some(_), None) => (Duration::minutes(1), Grain::Minute),
        (None, None) => (Duration::hours(1), Grain::Hour),
    };
    (start, start.and_then(|start| start.checked_add_signed(length)), grain)
}

/// Hours of the day that news means; a night stays on the evening it begins.
fn part_hours(part: PartOfDay) -> (i64, i64) {
    match part {
        PartOfDay::Morning => (5, 12),
        PartOfDay::Noon => (12, 13),
        PartOfDay::Afternoon => (12, 18),
        PartOfDay::Evening => (17, 22),
        PartOfDay::Night => (18, 24),
        PartOfDay::Midnight => (0, 1),
        PartOfDay::Daytime => (6, 18),
    }
}
