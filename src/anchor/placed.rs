//! An undated document among the others of its story: the day it was written on.
//!
//! It was written on or after every day it tells of as past. What it says of its own weekday comes first, then what its lead tells:
//! of a bare weekday and a date of the year, the one told first is the news, the other what led to it. Who tells of "yesterday"
//! writes the day after the last day he names.

use chrono::{Datelike, Duration, NaiveDate};

use super::calendar;
use super::clues::{Clues, MonthDay, Weekday};

/// Days a story lasts: what its documents tell as news lies this near to each other.
pub const STORY: i64 = 21;

/// Days from a text's own dateline to the day of another text of its story.
const OWN: i64 = 120;

/// Days from a date in a lead to a weekday in it that is told of after it.
const ON: i64 = 4;

/// What the other documents tell of the days of a story.
#[derive(Debug, Clone, Copy)]
pub struct Around<'a> {
    /// the story's day
    pub near: NaiveDate,
    /// weekdays that some document names with their date
    pub known: &'a [(u8, NaiveDate)],
}

/// A day and why it was chosen.
#[derive(Debug)]
pub struct Placed {
    pub date: NaiveDate,
    pub why: String,
    /// the words single out the day; else they say only that it was not written before
    pub is_sure: bool,
}

/// The document's day, when its own words place it near the story's.
pub fn day(clues: &Clues, around: Around) -> Option<Placed> {
    let near = around.near;
    let days = placed(clues, near);
    let sure = |date: NaiveDate, why: String| Some(Placed { date, why, is_sure: true });
    let by_story = "the year follows from the story";
    if let Some((date, said)) = days.iter().find(|(_, day)| clues.stated.as_ref() == Some(*day)) {
        return sure(*date, format!("its dateline says \"{}\"; {by_story}", said.words));
    }
    let floor = days.iter().max_by_key(|(date, _)| *date);
    let nearest = |weekday: u8| on_or_after(calendar::nearest(near, weekday)?, floor.map(|(date, _)| *date));
    let by_nearness = format!("the nearest such day to the story's, {near}");
    if let Some((weekday, words)) = &clues.today {
        return sure(nearest(*weekday)?, format!("it says \"{words}\", {by_nearness}"));
    }
    let yesterday = clues.yesterday.as_ref().map_or(String::new(), |words| format!(" and of \"{words}\""));
    // what happened yesterday or at night is read the day after
    let read = |date: NaiveDate, late: bool| {
        if late || clues.yesterday.is_some() { date.succ_opt() } else { Some(date) }
    };
    let news = clues.weekdays.iter().find(|day| !day.over);
    let placed = news.and_then(|lead| Some((lead, nearest(lead.weekday)?)));
    // "on Tuesday" beside "Wednesday, Nov. 20" is the day before it rather than the week after
    let is_after =
        |date: NaiveDate| floor.is_none_or(|(floor, day)| !day.lead || day.since || (date - *floor).num_days() <= ON);
    if let Some((lead, date)) = placed.filter(|(lead, date)| floor.is_none() || lead.lead && is_after(*date)) {
        let (date, weekday) = last_weekday(clues, lead, date, around.known)?;
        let why = format!("it tells of \"{}\" as news{yesterday}, {by_nearness}", weekday.words);
        return Some(Placed { date: read(date, weekday.late)?, why, is_sure: lead.lead });
    }
    let Some((date, told)) = floor else {
        // "last Sunday": the text is younger
        let over = clues.weekdays.first()?;
        let date = calendar::nearest(near, over.weekday)?.succ_opt()?;
        return Some(Placed { date, why: format!("it looks back at \"{}\"", over.words), is_sure: false });
    };
    let why = format!("its latest day told in the past is \"{}\"{yesterday}; {by_story}", told.words);
    Some(Placed { date: read(*date, false)?, why, is_sure: told.lead && !told.since })
}

/// The lead's weekday, then the later ones of that week: one or two days on belongs to the same telling, more is the week before,
/// and so is a weekday that the story dates in the days before.
fn last_weekday<'a>(
    clues: &'a Clues,
    lead: &'a Weekday,
    lead_day: NaiveDate,
    known: &[(u8, NaiveDate)],
) -> Option<(NaiveDate, &'a Weekday)> {
    let mut latest = (lead_day, lead);
    let week_before = |date: NaiveDate| (1..7).contains(&(lead_day - date).num_days());
    let is_before = |weekday: u8| known.iter().any(|(other, date)| *other == weekday && week_before(*date));
    for other in clues.weekdays.iter().filter(|other| !other.over && !is_before(other.weekday)) {
        let ahead = (i64::from(other.weekday) - i64::from(lead.weekday)).rem_euclid(7);
        let day = lead_day.checked_add_signed(Duration::days(ahead))?;
        if ahead <= 2 && day > latest.0 {
            latest = (day, other);
        }
    }
    Some(latest)
}

/// A day, or the same weekday of the first week that is not before another day.
fn on_or_after(day: NaiveDate, floor: Option<NaiveDate>) -> Option<NaiveDate> {
    let behind = floor.map_or(0, |floor| (floor - day).num_days().max(0));
    day.checked_add_signed(Duration::days((behind + 6) / 7 * 7))
}

/// Its days of the year near the story's day.
fn placed(clues: &Clues, near: NaiveDate) -> Vec<(NaiveDate, &MonthDay)> {
    let all = clues.stated.iter().chain(&clues.month_days);
    let placed = all.filter_map(|day| Some((nearest_year(day.month, day.day, near)?, day)));
    // an agency's dateline is the text's own, however early in the story
    let reach = |day: &MonthDay| if clues.stated.as_ref() == Some(day) { OWN } else { STORY };
    placed.filter(|(date, day)| (*date - near).num_days().abs() <= reach(day)).collect()
}

/// The year that puts a day of it nearest to another day.
pub fn nearest_year(month: u8, day: u8, near: NaiveDate) -> Option<NaiveDate> {
    (near.year() - 1..=near.year() + 1)
        .filter_map(|year| NaiveDate::from_ymd_opt(year, month.into(), day.into()))
        .min_by_key(|date| ((*date - near).num_days().abs(), *date))
}
