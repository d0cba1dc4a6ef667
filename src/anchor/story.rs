//! Documents without a date: the day each was written on, told by its words and by the other documents of its story.
//!
//! A story has a day around which its documents lie: a date one of them has, or a day of the year that some tell of, in the year
//! that fits best what all of them say (`fit`). Around it each document takes the day that its own words fit best. Where
//! two years fit alike nothing is dated: two unrelated clues never make a day. A document that names no day of its
//! own comes after the last that has a date, as most such do; one that names a day in passing is counted from it, but gets no date.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, Duration, NaiveDate};

use super::calendar::nearest_year;
use super::clues::{Bound, Clues, MonthDay, Weekday};
use super::fit::{after_bound, behind, beside, first_report, fit};
use super::scenes::{self, Elsewhere, Scene};
use crate::model::document::{Dateline, DatelineBasis, SourceId};
use crate::model::time::Grain;

/// A document of a story with what is known of its date.
#[derive(Debug)]
pub struct Told<'a> {
    pub id: &'a SourceId,
    pub dateline: &'a mut Dateline,
    pub clues: &'a Clues,
    /// what its weekdays are counted from while its own day is not known: the day its words fit best
    pub counted_from: Option<NaiveDate>,
}

/// Days around the story's day that are asked of each document.
const AROUND: std::ops::RangeInclusive<i64> = -10..=45;
/// Days after a day that a document itself tells of.
const AFTER: std::ops::RangeInclusive<i64> = 0..=8;
/// Years that are tried after the latest one told as past, and years in all.
const YEARS: i32 = 6;
const MOST_YEARS: usize = 10;
/// Days between two readings of a story's day that are two readings of its year.
const OTHER_YEAR: i64 = 180;
/// By so much the best year must fit better than the next, as a logarithm of odds.
const CLEAR: f32 = 0.8;
/// Days of the year that are tried as the story's day, and documents that are asked about each: a large story has
/// many more, which say the same.
const MOST_DAYS: usize = 40;
const MOST_ASKED: usize = 20;
/// Sentences of the others that tell the dates of a document's weekdays.
const MOST_SCENES: usize = 2000;
/// Days told by a document itself after which it may have been written.
const MOST_TOLD: usize = 8;
/// Days from the latest of all bounds to the next that make it doubtful.
const OUTLIER: i64 = 180;
/// Days from the story's day to the first document that has a date: more where several documents name the day.
const A_FEW: i64 = 3;
const BEFORE_FIRST: i64 = 21;
/// What each further document that names the story's day adds, and what all of them add at most.
const EACH_NAMES: f32 = 0.8;
const MOST_NAMED: f32 = 3.2;
/// A day of the year that its document tells of as news.
const NEWS: i64 = 30;
/// Years are four digits.
const LAST_YEAR: i32 = 9999;

/// The story's day, and the sentence that says why.
#[derive(Debug, Clone)]
struct Day {
    date: NaiveDate,
    why: String,
}

/// A document while it is asked: its clues, and its date where it has one that nobody inferred.
#[derive(Debug, Clone, Copy)]
struct Asked<'a> {
    id: &'a SourceId,
    clues: &'a Clues,
    known: Option<NaiveDate>,
}

/// Dates the undated documents of one story. A date that is given, stated or in the metadata is kept; one that a document
/// alone suggested is weighed again with the others.
pub fn story_datelines(documents: &mut [Told]) {
    let is_free = |dateline: &Dateline| matches!(dateline.basis, DatelineBasis::Inferred | DatelineBasis::Unknown);
    if !documents.iter().any(|document| is_free(document.dateline)) {
        return;
    }
    let mut asked: Vec<Asked> = documents
        .iter()
        .map(|document| {
            let is_day = document.dateline.grain.is_none_or(|grain| grain <= Grain::Day);
            let known = document.dateline.published.filter(|_| is_day && !is_free(document.dateline));
            Asked { id: document.id, clues: document.clues, known }
        })
        .collect();
    read_years(&mut asked);
    let Some(day) = story_day(&asked) else { return };
    let near = |known: &NaiveDate| (0..=*AROUND.end()).contains(&(*known - day.date).num_days());
    let last = asked.iter().filter_map(|document| document.known).filter(near).max();
    let named = Named { last, first: asked.iter().filter_map(|document| document.known).min(), ..Named::by(&asked) };
    let (told, silent): (Vec<&mut Told>, Vec<&mut Told>) = documents
        .iter_mut()
        .filter(|document| is_free(document.dateline))
        .partition(|document| names_a_day(document.clues, day.date));
    let mut first = asked.iter().filter_map(|document| document.known).min();
    for document in told {
        let others: Vec<(NaiveDate, &Scene)> = asked
            .iter()
            .filter(|other| other.id != document.id)
            .flat_map(|other| other.clues.scenes.iter().map(|scene| (scene, other.known)))
            .filter_map(|(scene, known)| Some((scenes::date(scene, known, day.date)?, scene)))
            .take(MOST_SCENES)
            .collect();
        // a dateline without its year has been read beside the others' dates
        let own = asked.iter().find(|other| other.id == document.id).and_then(|other| other.known);
        let near = Day { date: own.unwrap_or(day.date), why: day.why.clone() };
        place(document, &near, &named, &Elsewhere::of(&document.clues.scenes, &others));
        first = first.into_iter().chain(document.dateline.published).min();
    }
    // what happened on the story's day is told by the first of them
    let day = Day { date: first.filter(|first| *first > day.date).unwrap_or(day.date), why: day.why };
    for document in silent {
        place(document, &day, &named, &Elsewhere::default());
    }
}

/// A dateline without its year is a date as soon as another document of the story tells the year.
fn read_years(asked: &mut [Asked]) {
    let Some(first) = asked.iter().filter_map(|document| document.known).min() else { return };
    for document in asked.iter_mut().filter(|document| document.known.is_none()) {
        let day = own_dateline(document.clues).and_then(|said| own_day(said, first));
        document.known = day.filter(|day| (*day - first).num_days().abs() <= *AROUND.end());
    }
}

/// Does the document name a day, in the past, near which it can be placed?
fn names_a_day(clues: &Clues, story: NaiveDate) -> bool {
    let near = |day: &MonthDay| {
        nearest_year(day.month, day.day, story).is_some_and(|told| (told - story).num_days().abs() <= *AROUND.end())
    };
    clues.stated.is_some()
        || clues.today.is_some()
        || !clues.reckoned.is_empty()
        || !clues.full.is_empty()
        || clues.past_weekdays().next().is_some()
        || clues.past_days().any(near)
}

/// One document's date from its own words, when it does not state it and nobody gave it.
pub fn alone(id: &SourceId, clues: &Clues) -> Dateline {
    let is_news = clues.past_weekdays().any(|day| !day.over)
        || clues.stated.is_some()
        || clues.past_days().any(|day| day.lead && !day.since);
    let mut dateline = Dateline::default();
    let asked = [Asked { id, clues, known: None }];
    let Some(day) = story_day(&asked).filter(|_| is_news || !clues.full.is_empty()) else { return dateline };
    place(
        &mut Told { id, dateline: &mut dateline, clues, counted_from: None },
        &day,
        &Named::by(&asked),
        &Elsewhere::default(),
    );
    let later = clues.bounds.last().filter(|bound| dateline.published.is_some_and(|day| bound.day > day));
    if later.is_some() { Dateline::default() } else { dateline }
}

/// A day that may be the story's.
#[derive(Debug, Clone, Copy)]
struct Candidate<'a> {
    date: NaiveDate,
    id: &'a SourceId,
    /// None: the document's own date
    words: Option<&'a MonthDay>,
    /// the words name the year
    full: Option<&'a str>,
}

/// The day that fits best what all documents tell.
fn story_day(documents: &[Asked]) -> Option<Day> {
    let latest = latest_bound(documents);
    let asked: Vec<&Asked> = most_telling(documents);
    let named = Named::by(documents);
    let mut best: Option<(f32, Candidate)> = None;
    let mut scored: Vec<(f32, NaiveDate)> = Vec::new();
    for candidate in candidates(documents, &named, latest.map(|(bound, _)| bound)) {
        let told: f32 = asked.iter().map(|document| fits_best(document, candidate.date, &named)).sum();
        let score =
            told + named.speaks_for(candidate.date) + latest.map_or(0.0, |(bound, _)| after(bound, candidate.date));
        scored.push((score, candidate.date));
        let is_better = best.as_ref().is_none_or(|(other, is)| {
            score > *other || score == *other && (candidate.date, candidate.id) < (is.date, is.id)
        });
        if is_better {
            best = Some((score, candidate));
        }
    }
    let (score, candidate) = best?;
    let other_years = scored.iter().filter(|(_, date)| (*date - candidate.date).num_days().abs() > OTHER_YEAR);
    let next = other_years.map(|(score, _)| *score).fold(f32::NEG_INFINITY, f32::max);
    if documents.iter().all(|document| document.known.is_none()) && score - next < CLEAR {
        return None;
    }
    Some(Day { date: candidate.date, why: why(&candidate, documents, latest) })
}

/// The latest day that is told as past. Of three documents and more one may have a year of the future read as past.
fn latest_bound<'a>(documents: &[Asked<'a>]) -> Option<(&'a Bound, &'a SourceId)> {
    let mut bounds: Vec<(&Bound, &SourceId)> =
        documents.iter().filter_map(|document| Some((document.clues.bounds.last()?, document.id))).collect();
    bounds.sort_by_key(|(bound, id)| std::cmp::Reverse((bound.day, bound.close, std::cmp::Reverse(*id))));
    let is_outlier = bounds.len() >= 3 && (bounds[0].0.day - bounds[1].0.day).num_days() > OUTLIER;
    bounds.get(usize::from(is_outlier)).copied()
}

/// The day of a weekday told as past by a document of that day.
fn told_on(said: &Weekday, written: NaiveDate) -> Option<NaiveDate> {
    let before = if said.last { written.checked_sub_signed(Duration::days(4))? } else { written };
    super::calendar::on_or_before(before, said.weekday)
}

/// How many documents name each month and day.
struct Named {
    /// in words
    named: BTreeMap<(u32, u32), usize>,
    /// or as weekdays, where their own day is known
    told_of: BTreeMap<(u32, u32), usize>,
    /// documents that tell of the day of which most do
    most: usize,
    /// the last day of a document that has a date, near the story's day
    last: Option<NaiveDate>,
    /// the first day of a document that has a date
    first: Option<NaiveDate>,
}

impl Named {
    fn by(documents: &[Asked]) -> Self {
        let (mut named, mut told_of) = (BTreeMap::new(), BTreeMap::new());
        for document in documents {
            let days: BTreeSet<(u32, u32)> =
                document.clues.past_days().map(|day| (u32::from(day.month), u32::from(day.day))).collect();
            days.iter().for_each(|day| *named.entry(*day).or_default() += 1);
            let told = document.clues.past_weekdays().filter_map(|said| told_on(said, document.known?));
            let more: BTreeSet<(u32, u32)> = told.map(|date| (date.month(), date.day())).collect();
            more.difference(&days).for_each(|day| *told_of.entry(*day).or_default() += 1);
            days.iter().for_each(|day| *told_of.entry(*day).or_default() += 1);
        }
        let most = told_of.values().copied().max().unwrap_or(1);
        Named { named, told_of, most, last: None, first: None }
    }

    /// How many documents name the day, as a part of those that name the day they name most.
    fn part(&self, date: NaiveDate) -> f32 {
        self.told_of.get(&(date.month(), date.day())).copied().unwrap_or_default() as f32 / self.most as f32
    }

    /// How many documents name the day.
    fn times(&self, date: NaiveDate) -> usize {
        self.named.get(&(date.month(), date.day())).copied().unwrap_or_default()
    }

    /// The day that most documents name is the one the story is about.
    fn speaks_for(&self, date: NaiveDate) -> f32 {
        (EACH_NAMES * self.times(date).saturating_sub(1) as f32).min(MOST_NAMED)
    }
}

/// The documents that are asked about each candidate: those that tell most.
fn most_telling<'d, 'a>(documents: &'d [Asked<'a>]) -> Vec<&'d Asked<'a>> {
    let mut asked: Vec<&Asked> = documents.iter().collect();
    asked.sort_by_key(|document| {
        let clues = document.clues;
        (std::cmp::Reverse(clues.weekdays.len() + clues.month_days.len() + clues.full.len()), document.id)
    });
    asked.truncate(MOST_ASKED);
    asked
}

fn candidates<'a>(documents: &[Asked<'a>], named: &Named, latest: Option<&Bound>) -> Vec<Candidate<'a>> {
    let known = documents.iter().filter_map(|document| Some((document.known?, document.id)));
    let mut found: Vec<Candidate> = known.map(|(date, id)| Candidate { date, id, words: None, full: None }).collect();
    if let Some(first) = found.iter().map(|candidate| candidate.date).min() {
        // what the first of them tells of may have begun days before it
        let is_before = |date: &NaiveDate| match (first - *date).num_days() {
            1..=A_FEW => true,
            days => (A_FEW..=BEFORE_FIRST).contains(&days) && named.speaks_for(*date) > 0.0,
        };
        for document in documents {
            for day in document.clues.past_days().take(MOST_DAYS) {
                let began = nearest_year(day.month, day.day, first).filter(is_before);
                found.extend(began.map(|date| Candidate { date, id: document.id, words: Some(day), full: None }));
            }
        }
        found.sort_by_key(|candidate| (candidate.date, candidate.words.is_some(), candidate.id));
        found.dedup_by_key(|candidate| candidate.date);
        found.truncate(MOST_DAYS);
        return found;
    }
    let mut years: Vec<i32> = Vec::new();
    for document in documents {
        for full in &document.clues.full {
            found.push(Candidate { date: full.date, id: document.id, words: None, full: Some(&full.words) });
            years.push(full.date.year());
        }
    }
    if let Some(bound) = latest {
        years.extend(bound.day.year()..=bound.day.year().saturating_add(YEARS));
    }
    years.retain(|year| (1..=LAST_YEAR).contains(year));
    years.sort_unstable();
    years.dedup();
    years.drain(..years.len().saturating_sub(MOST_YEARS));
    found.sort_by_key(|candidate| (std::cmp::Reverse(candidate.date), candidate.id));
    found.dedup_by_key(|candidate| candidate.date);
    found.truncate(MOST_DAYS);
    let mut days: Vec<(bool, &MonthDay, &SourceId)> = Vec::new();
    for document in documents {
        let told = document.clues.stated.iter().chain(document.clues.past_days());
        days.extend(told.map(|day| (!day.lead, day, document.id)));
    }
    days.sort_by_key(|(late, day, id)| (*late, day.weekday.is_none(), day.month, day.day, *id));
    days.dedup_by_key(|(_, day, _)| (day.month, day.day, day.weekday));
    for (_, day, id) in days.into_iter().take(MOST_DAYS) {
        let dates = years.iter().filter_map(|year| NaiveDate::from_ymd_opt(*year, day.month.into(), day.day.into()));
        found.extend(dates.map(|date| Candidate { date, id, words: Some(day), full: None }));
    }
    // what others already give is one candidate
    found.sort_by_key(|candidate| (candidate.date, candidate.words.is_some(), candidate.id));
    found.dedup_by_key(|candidate| candidate.date);
    found
}

/// How well a document fits a story of that day: by its date, or by the day its words fit best.
fn fits_best(document: &Asked, story: NaiveDate, named: &Named) -> f32 {
    match document.known {
        Some(known) => beside(known, story),
        None => best_day(document.clues, story, named, &Elsewhere::default()).map_or(0.0, |(score, _)| score),
    }
}

/// The day beside the story's that a document's words fit best, and how well.
fn best_day(clues: &Clues, story: NaiveDate, named: &Named, elsewhere: &Elsewhere) -> Option<(f32, NaiveDate)> {
    let own = own_dateline(clues).into_iter().filter_map(|said| own_day(said, story));
    let mut days: Vec<NaiveDate> = own.collect();
    if days.is_empty() {
        let after = |day: NaiveDate| AFTER.filter_map(move |by| day.checked_add_signed(Duration::days(by)));
        days.extend(AROUND.filter_map(|by| story.checked_add_signed(Duration::days(by))));
        let told = clues.past_days().take(MOST_TOLD).filter_map(|day| nearest_year(day.month, day.day, story));
        days.extend(told.flat_map(after));
        days.extend(clues.elapsed.iter().filter_map(|said| said.day(story)).flat_map(after));
        days.extend(clues.full.iter().take(MOST_TOLD).flat_map(|full| after(full.date)));
    }
    days.sort_unstable();
    days.dedup();
    let last = named.last.filter(|_| clues.is_late());
    let scored = days.into_iter().map(|day| {
        let fits = fit(clues, day, story, last.is_some(), |day| named.part(day));
        let late = last.map_or(0.0, |last| behind(day, last));
        let is_first = named.first.is_some_and(|first| day <= first);
        let first = if is_first { first_report(clues, day, |day| named.part(day)) } else { 0.0 };
        (fits + late + first + elsewhere.speaks_for(day), day)
    });
    scored.reduce(|best, other| if other.0 > best.0 { other } else { best })
}

/// The dateline without its year, unless the text says that it is written on another weekday: then it heads an earlier part.
fn own_dateline(clues: &Clues) -> Option<&MonthDay> {
    let today = clues.today.as_ref().map(|(weekday, _)| *weekday);
    clues.stated.as_ref().filter(|said| today.is_none() || said.weekday.is_none() || said.weekday == today)
}

/// The day of a dateline without its year, near the story's.
fn own_day(said: &MonthDay, story: NaiveDate) -> Option<NaiveDate> {
    let fits = |date: &NaiveDate| said.weekday.is_none_or(|weekday| weekday == super::calendar::weekday(*date));
    let years = story.year() - 1..=story.year() + 1;
    let mut dates: Vec<NaiveDate> =
        years.filter_map(|year| NaiveDate::from_ymd_opt(year, said.month.into(), said.day.into())).collect();
    dates.sort_by_key(|date| (!fits(date), (*date - story).num_days().abs(), *date));
    dates.first().copied()
}

/// The story's year after the latest one that any document tells as past. A later report tells of what came after the story's day.
fn after(bound: &Bound, story: NaiveDate) -> f32 {
    let is_within = (0..=*AROUND.end()).contains(&(bound.day - story).num_days());
    after_bound(bound, if is_within { bound.day } else { story })
}

fn why(candidate: &Candidate, documents: &[Asked], latest: Option<(&Bound, &SourceId)>) -> String {
    let (date, id) = (candidate.date, candidate.id);
    if let Some(words) = candidate.full {
        return format!("\"{words}\" ({id}) is told in the past");
    }
    let Some(day) = candidate.words else { return format!("another document of the story is dated {date}") };
    if let Some((known, by)) = documents.iter().filter_map(|document| Some((document.known?, document.id))).min() {
        return format!("\"{}\" ({id}) is told in the past, and another document ({by}) is dated {known}", day.words);
    }
    // of what tells the year, a weekday said with a date says most
    let named = documents.iter().find_map(|document| {
        let said = document.clues.stated.iter().chain(document.clues.past_days()).find(|said| {
            let near = nearest_year(said.month, said.day, date);
            said.weekday.is_some_and(|weekday| near.map(super::calendar::weekday) == Some(weekday))
        })?;
        Some((said, document.id))
    });
    let year = match (named, latest) {
        (Some((said, _)), _) if said == day => format!("such a day in {}", date.year()),
        (Some((said, by)), _) => format!("the year follows from \"{}\" ({by})", said.words),
        (None, Some((bound, by))) => format!("the year follows from \"{}\" ({by}), told as past", bound.words),
        (None, None) => "the year follows from the others".into(),
    };
    format!("\"{}\" ({id}) is told in the past, and is {date}: {year}", day.words)
}

/// Dates a document by its words beside the story's day, or says from what its weekdays are counted.
fn place(document: &mut Told, story: &Day, named: &Named, elsewhere: &Elsewhere) {
    let clues = document.clues;
    let Some((_, mut date)) = best_day(clues, story.date, named, elsewhere) else { return };
    let near = |day: &MonthDay| {
        nearest_year(day.month, day.day, date).is_some_and(|told| (0..=NEWS).contains(&(date - told).num_days()))
    };
    let weekdays: Vec<u8> = clues.past_weekdays().filter(|day| !day.over).map(|day| day.weekday).collect();
    let tells_weekday = weekdays.first().copied();
    let is_sure = clues.stated.is_some()
        || clues.today.is_some()
        || !clues.reckoned.is_empty()
        || clues.elapsed.iter().any(|said| said.from.is_some())
        || !clues.full.is_empty()
        || clues.past_weekdays().any(|day| day.lead && !day.over)
        || weekdays.iter().any(|day| Some(*day) != tells_weekday)
        || tells_weekday.is_some() && clues.past_days().any(near)
        || clues.past_days().any(|day| day.lead && !day.since && near(day));
    let names_none = !names_a_day(clues, story.date);
    let own = own_words(clues, date);
    if !is_sure && !names_none {
        // what it seemed to tell alone does not hold beside the others
        *document.dateline = Dateline {
            evidence: format!("its day is not singled out, but its words fit {date} best: {own}: {}", story.why),
            ..Dateline::default()
        };
        document.counted_from = Some(date);
        return;
    }
    let evidence = match &clues.yesterday {
        _ if !names_none || is_sure => format!("{own}: {}", story.why),
        Some(words) => {
            date = story.date.succ_opt().unwrap_or(story.date);
            let what = "weak: it names no day of its own and tells of";
            format!("{what} \"{words}\", the day after the story's day ({}): {}", story.date, story.why)
        }
        // who names no day looks back, as a rule at what the others told
        None if named.last.is_some_and(|last| last >= story.date) => {
            let last = named.last.unwrap_or(story.date);
            date = last.succ_opt().unwrap_or(last);
            let what = "weak: it names no day of its own and takes the one after the last dated document of the story";
            format!("{what} ({last}): {}", story.why)
        }
        None => format!("weak: it names no day of its own and takes the story's ({}): {}", story.date, story.why),
    };
    *document.dateline = Dateline {
        published: Some(date),
        grain: Some(Grain::Day),
        basis: DatelineBasis::Inferred,
        evidence,
        updated: None,
    };
}

/// What of a document's own words speaks for the day.
fn own_words(clues: &Clues, date: NaiveDate) -> String {
    if let Some(said) = own_dateline(clues) {
        return format!("its dateline says \"{}\"", said.words);
    }
    if let Some((_, words)) = &clues.today {
        return format!("it says \"{words}\"");
    }
    if let Some(said) = clues.reckoned.first() {
        return format!("it says \"{}\"", said.words);
    }
    if let Some(said) = clues.elapsed.iter().find(|said| said.from.is_some()) {
        return format!("it says \"{}\"", said.words);
    }
    let age = |weekday: u8| (i64::from(super::calendar::weekday(date)) - i64::from(weekday)).rem_euclid(7);
    let yesterday = clues.yesterday.as_ref().map_or(String::new(), |words| format!(" and of \"{words}\""));
    let told = clues.past_weekdays().filter(|day| !day.over).min_by_key(|day| age(day.weekday));
    let coming = clues.weekdays.iter().find(|day| day.ahead);
    let coming = coming.map_or(String::new(), |day| format!(", and of \"{}\" as to come", day.words));
    if let Some(day) = told {
        return format!("it tells of \"{}\"{yesterday} as news{coming}", day.words);
    }
    if let Some(full) = clues.full.iter().max_by_key(|full| full.date) {
        return format!("its lead tells of \"{}\" in the past", full.words);
    }
    let before = |day: &&MonthDay| nearest_year(day.month, day.day, date).is_some_and(|told| told <= date);
    let latest = clues.past_days().filter(before).max_by_key(|day| nearest_year(day.month, day.day, date));
    match (latest, clues.past_weekdays().next()) {
        (Some(day), _) => format!("its latest day told in the past is \"{}\"{yesterday}{coming}", day.words),
        (None, Some(over)) => format!("it looks back at \"{}\"{coming}", over.words),
        (None, None) => "it names no day of its own".into(),
    }
}
