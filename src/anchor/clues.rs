//! What a document's words tell of its date when they do not state it: days told in the past, years that are over, weekdays.
//!
//! A clue alone dates nothing here; `fit.rs` weighs them and `story.rs` puts them together. Each keeps the words it stood in, for
//! the evidence.

use std::ops::Range;

use chrono::{Datelike, NaiveDate};
use hashbrown::HashSet;

use super::announced::is_announced;
use super::calendar::{self, Days};
use super::elapsed::{self, Elapsed};
use super::scenes::{MOST, Scene, When};
use super::tense::{Tense, Tenses};
use super::today::{self, Reckoned};
use crate::model::document::Document;
use crate::model::lexicon::Class;
use crate::model::mention::Mention;
use crate::model::sentence::{Context, Prose, Sentence};
use crate::model::time::{Anchor, Direction, Grain, Modifier, PartOfDay, Partial, Said, TimeUnit, YearPart};
use crate::model::token::Words;
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
    /// told of as to come
    pub ahead: bool,
}

/// A weekday without its date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Weekday {
    pub weekday: u8,
    /// "Monday night": what was told of the evening is read the next day
    pub late: bool,
    /// "last Monday", "since Monday": the text was written on a later day
    pub over: bool,
    /// "last Monday": of the week before, as a rule
    pub last: bool,
    pub words: String,
    /// in one of the first sentences of the running text
    pub lead: bool,
    /// told of as to come: "would reopen on Thursday"
    pub ahead: bool,
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
    /// days of the year, told in the past or as to come
    pub month_days: Vec<MonthDay>,
    /// weekdays of news, told in the past or as to come
    pub weekdays: Vec<Weekday>,
    pub bounds: Vec<Bound>,
    /// told in the past, in the lead
    pub full: Vec<FullDate>,
    /// month and day of an agency dateline without its year
    pub stated: Option<MonthDay>,
    /// the weekday on which the text was written, and the words that say so: "today, Friday"
    pub today: Option<(u8, String)>,
    /// dates that the text counts from its own day
    pub reckoned: Vec<Reckoned>,
    /// days back from its own day to something it tells of: "a fortnight ago today"
    pub ago: Vec<i64>,
    /// days of the year that a text counts on to from a date, in the past: "On 22 May … Three days later he resigned"
    pub later: Vec<(u8, u8)>,
    /// "two weeks on": how long after something that the story tells of the text is written
    pub elapsed: Vec<Elapsed>,
    /// the text tells of yesterday in its own words
    pub yesterday: Option<String>,
    /// the earliest year told of as to come, and its words
    pub coming_year: Option<(i32, String)>,
    /// sentences that tell of a past weekday or date, by their words
    pub scenes: Vec<Scene>,
}

/// Dates counted from the text's own day that are kept.
const MOST_RECKONED: usize = 12;
/// Days of the year in the text of who looks back at something; a communiqué tells of many.
const FEW_DAYS: usize = 2;
/// Full dates of one document that are kept, the latest ones.
const MOST_FULL: usize = 12;
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
    let mut last_day: Option<(u8, u8)> = None;
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
    clues.reckoned = today::reckoned(&words, mentions.iter().filter(told));
    clues.reckoned.truncate(MOST_RECKONED);
    clues.ago = today::ago(&words, mentions.iter().filter(told));
    clues.ago.truncate(MOST_RECKONED);
    let is_lead = |mention: &&Mention| (mention.sentence as usize) < LEAD;
    let lead: Vec<&Mention> = mentions.iter().filter(told).take_while(is_lead).collect();
    clues.elapsed = elapsed::read(&words, &prose.sentences, &lead, &vocabulary.phrases);
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
        let tense = match is_label(&words, sentence, &at) {
            true if !tells_future(&words, at.end..sentence.tokens.end) => Tense::Unsaid,
            _ => tenses.around(sentence.tokens.clone(), at.clone()),
        };
        let since = matches!(time.modifier, Some(Modifier::Since));
        let ahead =
            !since && (tense == Tense::Future || is_announced(&words, &sentence.tokens, &at, &vocabulary.phrases));
        // "book before 15 September", and lines without a verb: neither past nor to come
        let untold = tense == Tense::Unsaid
            && (matches!(time.modifier, Some(Modifier::Before | Modifier::By)) || !is_running(sentence));
        // "until Friday" may be over or to come
        let is_end = matches!(time.modifier, Some(Modifier::Until));
        let to_come = ahead || is_end;
        let text = mention.span.of(&document.text);
        for (number, part) in parts.iter().enumerate() {
            let Some(time) = part.time() else { continue };
            let lead = (mention.sentence as usize) < LEAD;
            match &time.said {
                Said::Date(partial, Direction::Bare) => {
                    if let Some(year) = partial.year {
                        last_year = Some(year);
                    }
                    last_day = partial.month.zip(partial.day);
                    if is_end || quoted && (ahead || tense != Tense::Past) {
                        continue;
                    }
                    if ahead {
                        if let (Some(month), Some(day)) = (partial.month, partial.day) {
                            clues.scene(&words, sentence, When::Day { month, day });
                        }
                        clues.coming(partial, lead, text);
                        continue;
                    }
                    if untold && !lead && partial.year.is_none() {
                        continue;
                    }
                    // "moved from March to December 2028": the end of a span may be to come
                    if number > 0 && partial.year.is_some() {
                        continue;
                    }
                    if let (Some(month), Some(day)) = (partial.month, partial.day) {
                        clues.scene(&words, sentence, When::Day { month, day });
                    }
                    let closes = closes_before(&words, at.start, vocabulary);
                    date(&mut clues, partial, lead, closes, time.modifier, text);
                }
                Said::Weekday(weekday, direction) if !is_end && !quoted => {
                    let late =
                        matches!(time.part_of_day, Some(PartOfDay::Night | PartOfDay::Evening | PartOfDay::Midnight));
                    let over = *direction == Direction::Last || time.modifier == Some(Modifier::Since);
                    let ahead = ahead || matches!(direction, Direction::Next | Direction::Coming);
                    // "this Monday" may be either, "last Monday" is over whatever the verb says
                    if ahead && over || *direction == Direction::This && tense != Tense::Past || untold && !ahead {
                        continue;
                    }
                    match direction {
                        _ if ahead => clues.scene(&words, sentence, When::ComingWeekday(*weekday)),
                        Direction::Last => clues.scene(&words, sentence, When::LastWeekday(*weekday)),
                        _ if !over => clues.scene(&words, sentence, When::Weekday(*weekday)),
                        _ => {}
                    }
                    let words = text.into();
                    let lead = mention.sentence < body;
                    let last = *direction == Direction::Last;
                    clues.weekdays.push(Weekday { weekday: *weekday, late, over, last, words, lead, ahead });
                }
                // "On 22 May it apologised. Three days later the general resigned"
                Said::Step {
                    unit: unit @ (TimeUnit::Day | TimeUnit::Week),
                    low,
                    high,
                    anchor: Anchor::LastTime,
                    ..
                } if (1..=MOST_LATER).contains(low)
                    && low == high
                    && !to_come
                    && !quoted
                    && at.start == sentence.tokens.start =>
                {
                    let by = i64::from(*low) * if *unit == TimeUnit::Week { 7 } else { 1 };
                    if let Some((month, day)) = last_day.and_then(|day| days_later(day, by)) {
                        clues.later.push((month, day));
                    }
                }
                // "on Tuesday of last week"
                Said::Within { unit: TimeUnit::Day, nth, count: 1, whole: Some(whole) }
                    if !quoted && is_last_week(whole) && (1..=7).contains(nth) =>
                {
                    let (weekday, words) = (*nth as u8, text.into());
                    let lead = mention.sentence < body;
                    clues.weekdays.push(Weekday {
                        weekday,
                        late: false,
                        over: true,
                        last: true,
                        words,
                        lead,
                        ahead: false,
                    });
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

/// Days and weeks after a date that are still counted from it.
const MOST_LATER: i32 = 60;

/// A day of the year so many days after another; leap years do not matter here.
fn days_later((month, day): (u8, u8), by: i64) -> Option<(u8, u8)> {
    const ANY_YEAR: i32 = 2023;
    let date = NaiveDate::from_ymd_opt(ANY_YEAR, month.into(), day.into())?;
    let later = date.checked_add_signed(chrono::Duration::days(by))?;
    Some((later.month() as u8, later.day() as u8))
}

fn is_last_week(said: &Said) -> bool {
    matches!(said, Said::Step { unit: TimeUnit::Week, low: -1, high: -1, anchor: Anchor::Dateline, .. })
}

/// "Saturday 7 March: nothing may be sold any more": the day heads a line of a list of what came to pass.
fn is_label(words: &Words, sentence: &Sentence, at: &Range<usize>) -> bool {
    at.start == sentence.tokens.start && words.is_sign(at.end, ":")
}

fn tells_future(words: &Words, mut tokens: Range<usize>) -> bool {
    tokens.any(|at| words.is(at, Class::FUTURE))
}

fn date(clues: &mut Clues, partial: &Partial, lead: bool, closes: bool, modifier: Option<Modifier>, text: &str) {
    let Some(year) = partial.year else {
        if let (Some(month), Some(day)) = (partial.month, partial.day) {
            let since = modifier == Some(Modifier::Since);
            let (weekday, words) = (partial.weekday, text.into());
            clues.month_days.push(MonthDay { month, day, weekday, words, lead, since, ahead: false });
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
    // "the 2025–26 season": its second year may be to come
    if days.grain == Grain::Year && is_second_year(text, year) {
        return;
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

/// "2025–26", "2025/26": is this its second year?
fn is_second_year(text: &str, year: i32) -> bool {
    let two = text.len() == "2025".len() && text.starts_with(|c: char| c.is_ascii_digit());
    let mut parts = text.split(['-', '–', '/']);
    let (Some(first), Some(second), None) = (parts.next(), parts.next(), parts.next()) else { return false };
    !two && second.len() == 2 && first.trim().parse() == Ok(year - 1)
}

/// "three years later" than a year: the earliest day that can be meant; "nearly" takes a quarter of a year off.
fn years_later(year: i32, years: i32, nearly: bool) -> Option<NaiveDate> {
    let target = NaiveDate::from_ymd_opt(year.checked_add(years)?, 1, 1)?;
    if nearly { calendar::shift(target, TimeUnit::Month, -3) } else { Some(target) }
}

/// "closed 2024", "ended 2024": a cue of that meaning up to two words before
fn closes_before(words: &Words, at: usize, vocabulary: &Vocabulary) -> bool {
    (at.saturating_sub(2)..at).any(|start| vocabulary.cues.all_at(words, start).any(|(_, cue)| *cue == Cue::Closed))
}

impl Clues {
    /// Days of the year told in the past.
    pub fn past_days(&self) -> impl Iterator<Item = &MonthDay> {
        self.month_days.iter().filter(|day| !day.ahead)
    }

    /// Weekdays told in the past.
    pub fn past_weekdays(&self) -> impl Iterator<Item = &Weekday> {
        self.weekdays.iter().filter(|day| !day.ahead)
    }

    /// Does it look back at few days by their dates? Who writes on the day or the next tells of weekdays.
    pub fn is_late(&self) -> bool {
        self.past_weekdays().all(|said| said.over)
            && self.past_days().nth(FEW_DAYS).is_none()
            && self.today.is_none()
            && self.reckoned.is_empty()
            && self.elapsed.is_empty()
            && self.stated.is_none()
            && self.full.is_empty()
            && self.yesterday.is_none()
    }

    /// A sentence that tells of a past day.
    fn scene(&mut self, words: &Words, sentence: &Sentence, when: When) {
        if self.scenes.len() < MOST {
            self.scenes.push(Scene::read(words, sentence.tokens.clone(), when));
        }
    }

    /// A date told of as to come.
    fn coming(&mut self, partial: &Partial, lead: bool, text: &str) {
        match (partial.year, partial.month, partial.day) {
            (Some(year), ..) if self.coming_year.as_ref().is_none_or(|(earliest, _)| year < *earliest) => {
                self.coming_year = Some((year, text.into()));
            }
            (None, Some(month), Some(day)) => {
                let (weekday, words) = (partial.weekday, text.into());
                self.month_days.push(MonthDay { month, day, weekday, words, lead, since: false, ahead: true });
            }
            _ => {}
        }
    }

    /// Sorts the bounds and keeps what differs, so that a long text makes no long list. Where weekdays tell the news, a date with
    /// its year is background, unless a weekday stands with it.
    fn settle(&mut self) {
        if self.past_weekdays().next().is_some() {
            self.full.retain(|full| full.weekday);
        }
        // a table of dates says no more than its last ones
        self.full.sort_by_key(|full| (std::cmp::Reverse(full.date), !full.weekday));
        self.full.dedup_by_key(|full| full.date);
        self.full.truncate(MOST_FULL);
        self.bounds.sort_by_key(|bound| (bound.day, bound.close, bound.fine));
        self.bounds.dedup_by_key(|bound| (bound.day, bound.close, bound.fine));
        let mut seen = HashSet::new();
        self.month_days.retain(|day| seen.insert((day.month, day.day, day.weekday, day.ahead)));
        let mut seen = HashSet::new();
        self.weekdays.retain(|day| seen.insert((day.weekday, day.late, day.over, day.ahead)));
    }
}
