//! What a document's words tell of its date when they do not state it: days told in the past, years that are over, weekdays.
//!
//! A clue alone dates nothing here; `own.rs` and `story.rs` put them together. Each keeps the words it stood in, for the evidence.

use chrono::{Datelike, NaiveDate};
use hashbrown::HashSet;

use super::announced::is_announced;
use super::calendar::{self, Days};
use super::tense::{Tense, Tenses};
use super::today;
use crate::model::document::Document;
use crate::model::mention::Mention;
use crate::model::sentence::{Context, Prose, Sentence};
use crate::model::time::{Anchor, Direction, Grain, Modifier, PartOfDay, Partial, Said, TimeUnit, YearPart};
use crate::model::vocabulary::{Cue, Vocabulary};

/// A day of the year without its year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MonthDay {
    pub month: u8,
    pub day: u8,
    pub weekday: Option<u8>,
    pub words: String,
    /// in one of the first paragraphs
    pub lead: bool,
    /// "since March 4": what is told goes on after it
    pub since: bool,
}

/// A weekday without its date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Weekday {
    pub weekday: u8,
    /// "Monday night": what was told of the evening is read the next day
    pub late: bool,
    /// "last Monday", "since Monday": the text was written on a later day
    pub over: bool,
    pub words: String,
    /// in one of the first sentences of the running text
    pub lead: bool,
}

/// The document was not written before this day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bound {
    pub day: NaiveDate,
    /// the words speak of something that has just passed: "closed 2024 with", "nearly three years later"
    pub close: bool,
    /// a month or a day is named, and not only a year
    pub fine: bool,
    pub words: String,
}

/// A day with its year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FullDate {
    pub date: NaiveDate,
    /// a weekday is said with it
    pub weekday: bool,
    pub words: String,
}

/// All clues of one document, in text order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Clues {
    /// told in the past
    pub month_days: Vec<MonthDay>,
    /// told in the past, in the sense of news
    pub weekdays: Vec<Weekday>,
    pub bounds: Vec<Bound>,
    /// told in the past, in the lead
    pub full: Vec<FullDate>,
    /// month and day of an agency dateline without its year
    pub stated: Option<MonthDay>,
    /// the weekday on which the text was written, and the words that say so: "today, Friday"
    pub today: Option<(u8, String)>,
    /// the text tells of yesterday in its own words
    pub yesterday: Option<String>,
}

/// Sentences from the top that count as the lead.
const LEAD: usize = 6;
/// Sentences of the running text whose weekdays are its news.
const NEWS: usize = 5;

/// Gathers the clues of a document.
pub fn gather(document: &Document, prose: &Prose, mentions: &[Mention], vocabulary: &Vocabulary) -> Clues {
    let words = prose.words(&document.text, &vocabulary.lexicon);
    let mut tenses = Tenses::new(words, &vocabulary.phrases);
    let mut clues = Clues::default();
    let mut last_year: Option<i32> = None;
    let told = |mention: &&Mention| {
        let context = prose.sentences.get(mention.sentence as usize).map(|sentence| sentence.context);
        !matches!(context, None | Some(Context::Furniture | Context::RelatedLink))
            && prose.quotation_at(mention.span).is_none()
    };
    // mastheads and bylines end without a stop
    let is_running = |sentence: &Sentence| {
        let ends = sentence.span.of(&document.text).trim_end().ends_with(['.', '!', '?', '”', '"', '’']);
        sentence.context == Context::Body && ends
    };
    let bodies = prose.sentences.iter().enumerate().filter(|(_, sentence)| is_running(sentence));
    let body = bodies.map(|(number, _)| number as u32 + 1).nth(NEWS - 1).unwrap_or(u32::MAX);
    clues.today = today::weekday(&words, mentions.iter().filter(told));
    clues.yesterday = today::yesterday(&words, mentions.iter().filter(told));
    for mention in mentions {
        let Some(sentence) = prose.sentences.get(mention.sentence as usize) else { continue };
        if matches!(sentence.context, Context::Furniture | Context::RelatedLink) {
            continue;
        }
        let Some(time) = mention.time() else { continue };
        let parts: Vec<&Mention> =
            if mention.parts.is_empty() { vec![mention] } else { mention.parts.iter().collect() };
        let quoted = prose.quotation_at(mention.span).is_some();
        let at = words.within(mention.span);
        let tense = tenses.around(sentence.tokens.clone(), at.clone());
        let to_come = tense == Tense::Future
            || is_announced(&words, &sentence.tokens, &at, &vocabulary.phrases)
            || matches!(time.modifier, Some(Modifier::Until));
        let text = mention.span.of(&document.text);
        for part in parts {
            let Some(time) = part.time() else { continue };
            let lead = (mention.sentence as usize) < LEAD;
            match &time.said {
                Said::Date(partial, Direction::Bare) => {
                    if let Some(year) = partial.year {
                        last_year = Some(year);
                    }
                    if to_come || quoted && tense != Tense::Past {
                        continue;
                    }
                    let closes = closes_before(&words, at.start, vocabulary);
                    date(&mut clues, partial, lead, closes, time.modifier, text);
                }
                Said::Weekday(weekday, direction @ (Direction::Bare | Direction::Last)) if !to_come && !quoted => {
                    let late =
                        matches!(time.part_of_day, Some(PartOfDay::Night | PartOfDay::Evening | PartOfDay::Midnight));
                    let over = *direction == Direction::Last || time.modifier == Some(Modifier::Since);
                    let words = text.into();
                    let lead = mention.sentence < body;
                    clues.weekdays.push(Weekday { weekday: *weekday, late, over, words, lead });
                }
                Said::Step { unit: TimeUnit::Year, low, anchor: Anchor::LastTime, .. } if *low > 0 && !to_come => {
                    let nearly = matches!(time.modifier, Some(Modifier::LessThan));
                    if let Some(bound) = last_year.and_then(|year| years_later(year, *low, nearly)) {
                        let told = format!("{text} after {}", last_year.unwrap_or_default());
                        clues.bounds.push(Bound { day: bound, close: true, fine: false, words: told });
                    }
                }
                _ => {}
            }
        }
    }
    clues.settle();
    clues
}

fn date(clues: &mut Clues, partial: &Partial, lead: bool, closes: bool, modifier: Option<Modifier>, text: &str) {
    let Some(year) = partial.year else {
        if let (Some(month), Some(day)) = (partial.month, partial.day) {
            let since = modifier == Some(Modifier::Since);
            let (weekday, words) = (partial.weekday, text.into());
            clues.month_days.push(MonthDay { month, day, weekday, words, lead, since });
        }
        return;
    };
    // when such a year begins is not known
    if matches!(partial.part, Some(YearPart::Fiscal | YearPart::School)) {
        return;
    }
    let days = match (partial.part, partial.month, partial.day) {
        (Some(YearPart::Season(season)), ..) => Days::season(year, season),
        (Some(YearPart::Quarter(quarter)), ..) => Days::quarter(year, quarter),
        (Some(YearPart::Half(half)), ..) => Days::half(year, half),
        (None, Some(month), Some(day)) => NaiveDate::from_ymd_opt(year, month.into(), day.into()).and_then(Days::day),
        (None, Some(month), None) => Days::month(year, month.into()),
        (Some(YearPart::Fiscal | YearPart::School), ..) | (None, None, _) => Days::year(year),
    };
    let Some(days) = days else { return };
    if days.grain == Grain::Day && lead {
        clues.full.push(FullDate { date: days.from, weekday: partial.weekday.is_some(), words: text.into() });
    }
    // "closed 2024 with": the whole year is over; otherwise it has begun. "by 2030" says neither
    if matches!(modifier, Some(Modifier::Before | Modifier::By)) {
        return;
    }
    let over = closes && days.grain == Grain::Year;
    clues.bounds.push(Bound {
        day: if over { days.to } else { days.from },
        close: over,
        fine: days.grain <= Grain::Month,
        words: text.into(),
    });
}

/// "three years later" than a year: the earliest day that can be meant; "nearly" takes a quarter of a year off.
fn years_later(year: i32, years: i32, nearly: bool) -> Option<NaiveDate> {
    let target = NaiveDate::from_ymd_opt(year.checked_add(years)?, 1, 1)?;
    if nearly { calendar::shift(target, TimeUnit::Month, -3) } else { Some(target) }
}

/// "closed 2024", "ended 2024": a cue of that meaning up to two words before
fn closes_before(words: &crate::model::token::Words, at: usize, vocabulary: &Vocabulary) -> bool {
    (at.saturating_sub(2)..at).any(|start| vocabulary.cues.all_at(words, start).any(|(_, cue)| *cue == Cue::Closed))
}

impl Clues {
    /// The latest of the bounds.
    pub fn latest_bound(&self) -> Option<&Bound> {
        self.bounds.iter().max_by_key(|bound| bound.day)
    }

    /// Support from the document's own bounds.
    pub fn support(&self, date: NaiveDate, weekday_said: bool) -> Option<&Bound> {
        support(self.bounds.iter().map(|bound| (bound, ())), date, weekday_said).map(|(bound, ())| bound)
    }

    /// Sorts the bounds and keeps what differs, so that a long text makes no long list.
    fn settle(&mut self) {
        self.bounds.sort_by_key(|bound| (bound.day, bound.close, bound.fine));
        self.bounds.dedup_by_key(|bound| (bound.day, bound.close, bound.fine));
        let mut seen = HashSet::new();
        self.month_days.retain(|day| seen.insert((day.month, day.day, day.weekday)));
        let mut seen = HashSet::new();
        self.weekdays.retain(|day| seen.insert((day.weekday, day.late, day.over)));
    }
}

/// Of bounds sorted by day: one that speaks of the recent past and lies shortly before a date, the closest kind and the latest
/// first. A bare year says too little, unless the date's weekday is said too, and that year is this one or the last.
pub fn support<'a, T>(
    bounds: impl DoubleEndedIterator<Item = (&'a Bound, T)> + ExactSizeIterator,
    date: NaiveDate,
    weekday_said: bool,
) -> Option<(&'a Bound, T)> {
    let longest = if weekday_said { 2 * 366 } else { LONGEST_REACH };
    let days = |bound: &Bound| (date - bound.day).num_days();
    bounds
        .rev()
        .skip_while(|(bound, _)| days(bound) < 0)
        .take_while(|(bound, _)| days(bound) <= longest)
        .filter(|(bound, _)| weekday_said || days(bound) <= bound.reach())
        .max_by_key(|(bound, _)| (bound.close, bound.day))
}

/// The longest reach of a bound, in days.
const LONGEST_REACH: i64 = 200;

impl Bound {
    /// How many days after it a day of the year may be placed by it; none after a bare year.
    fn reach(&self) -> i64 {
        match (self.close, self.fine) {
            (true, _) => LONGEST_REACH,
            (false, true) => 120,
            (false, false) => -1,
        }
    }
}
/// The first such day of the year that is not before a day. A weekday said with it must be the date's own, within a few years.
pub fn first_from(day: &MonthDay, from: NaiveDate) -> Option<NaiveDate> {
    // eight years reach the next 29 February; a weekday comes back after five or six
    let reach = if day.weekday.is_some() { YEARS_OF_WEEKDAY } else { 8 };
    (from.year()..=from.year() + reach)
        .filter_map(|year| NaiveDate::from_ymd_opt(year, day.month.into(), day.day.into()))
        .find(|date| *date >= from && day.weekday.is_none_or(|weekday| weekday == calendar::weekday(*date)))
}

/// Years over which a day of the year with its weekday tells its year alone.
const YEARS_OF_WEEKDAY: i32 = 4;
