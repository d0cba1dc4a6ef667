//! Mentions -> Mentions with their days, in text order.
//!
//! News counts from the document's date, with the tense of the clause; a narrative from the last date told. Each field that the
//! words do not give is marked as inferred, with the reason in words. What cannot be known stays empty and leaves a notice.

mod choose;
mod clause;
mod date;
mod happened;
mod lead;
mod manner;
mod ranges;
mod step;
mod told;
mod value;

use chrono::{Datelike, NaiveDate};

use self::date::{by_moon, feast_days, of_its_kind};
use self::happened::Happened;
use self::told::Told;
use self::value::{portion_of, unit_of, value};
use super::calendar::{self, Days};
use super::dateline;
use super::tense::{Tense, Tenses};
use crate::model::document::Document;
use crate::model::ledger::Resolve;
use crate::model::mention::{Mention, What};
use crate::model::notice::Notice;
use crate::model::phrase_lists::PhraseLists;
use crate::model::sentence::{Context, Prose};
use crate::model::span::Span;
use crate::model::time::{Anchor, Grain, Inferred, Reference, Said, Standing, Time, TimeUnit, TimeValue};
use crate::model::timex;
use crate::model::token::Words;
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
        quoted: None,
        happened: Happened::default(),
        lead: None,
        counts_back: false,
        opening: lead::opening(prose),
        is_log: lead::is_log(mentions, prose, &document.text),
        here: Span::default(),
    };
    resolver.lead = lead::counted_back(&resolver.words, prose, mentions, today, &vocabulary.phrases);
    resolver.counts_back = resolver.lead.is_some();
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

/// "overnight": a night is of two days, and what is told behind it is as often of the second.
fn is_overnight(time: &Time) -> bool {
    let is_night = matches!(time.said, Said::Step { unit: TimeUnit::Night, low: -1, anchor: Anchor::Dateline, .. });
    is_night && time.part_of_day.is_some()
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
    /// the quotation at hand, and what had been told before it: its words count from each other, and nothing outside from them
    quoted: Option<(Span, Told)>,
    happened: Happened,
    /// the day that the opening of the text tells of, and its sentence
    lead: Option<(NaiveDate, u32)>,
    /// the opening says how long ago its matter was
    counts_back: bool,
    /// the sentences that open the text, by number
    opening: Vec<u32>,
    /// entries with their hours: an hour in it is of the entry's day, not of what the text opens with
    is_log: bool,
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
        self.enter_quotation(span);
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
            self.note_lead(time, found.days, tense, sentence, counts);
            // "now" dates nothing that happened
            let is_vague = matches!(time.said, Said::Reference(_));
            if counts && found.days.grain <= Grain::Month && time.modifier.is_none() && !is_vague {
                let whole = self.prose.sentences.get(sentence as usize).map(|sentence| sentence.tokens.clone());
                self.happened.add(&self.words, whole.unwrap_or_default(), span, found.days, self.today);
            }
        }
        time.value = found.map(|found| value(time, found));
        time.timex = timex::timex(time, time.value.as_ref());
    }

    /// Lays aside what was told before a quotation, and takes it up again behind it.
    fn enter_quotation(&mut self, span: Span) {
        let here = self.prose.quotation_at(span);
        if here == self.quoted.as_ref().map(|(quotation, _)| *quotation) {
            return;
        }
        if let Some((_, before)) = self.quoted.take() {
            self.told = before;
        }
        self.quoted = here.map(|quotation| (quotation, self.told.clone()));
    }

    fn is_furniture(&self, sentence: u32) -> bool {
        self.prose.sentences.get(sentence as usize).is_some_and(|sentence| sentence.context == Context::Furniture)
    }

    fn remember(&mut self, time: &Time, found: &Found, span: Span, sentence: u32, counts: bool) {
        let from_dateline = matches!(time.said, Said::Step { anchor: Anchor::Dateline, .. });
        if !counts
            || from_dateline && self.mode == Resolve::Narrative
            || is_overnight(time)
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
            self.told.add(days, span, self.today);
            self.told.stretch = stretch;
        }
        if !found.inferred.year && (found.days.grain <= Grain::Month || self.opens_sentence(span)) {
            self.told.add_said_year(found.days, sentence);
        }
    }

    fn find(&self, time: &Time, tense: Tense, sentence: u32) -> Option<Found> {
        match &time.said {
            Said::Then if time.clock.is_some() || time.part_of_day.is_some() => self.clock_day(time, tense, sentence),
            _ if is_overnight(time) => self.overnight(tense, sentence),
            Said::Duration { .. } => self.day_of_other(&time.said, sentence),
            Said::Step { unit, anchor: Anchor::Event, .. } if self.date_beside(sentence).is_some() => {
                let (days, span) = self.date_beside(sentence)?;
                let fits = unit_of(days.grain) <= *unit;
                let reason = format!("the date beside it (\"{}\")", span.of(self.words.text));
                fits.then(|| Found::inferred(days, reason)).or_else(|| self.said(&time.said, tense, sentence))
            }
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
            Said::Weekday(weekday, direction) => self.weekday(*weekday, *direction, tense, sentence),
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
                self.step_when(*unit, *low, *high, Anchor::LastTime, tense)
            }
            Said::Step { unit, low, high, anchor, .. } => self.step_when(*unit, *low, *high, *anchor, tense),
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
}
