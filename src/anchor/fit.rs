//! How well a day fits what one document tells: was it written then?
//!
//! Each clue says how likely a writer of that day would have put it so: "on Wednesday" is mostly today or yesterday, "on 9 September"
//! lies weeks or hours back, "will reopen on Thursday" lies ahead, a weekday said with a date fits one year in seven. The numbers
//! are logarithms of odds, rough ones, set on some twenty affairs of known days: only their sums are compared, and only for days
//! of one document.

use chrono::{Datelike, NaiveDate};

use super::calendar;
use super::clues::{Bound, Clues, MonthDay, Weekday};
use super::elapsed::Elapsed;
use super::today::{Away, Reckoned};
use crate::model::time::TimeUnit;

/// Days of the year that are weighed; the rest of a long list says nothing new.
const MOST_DAYS: usize = 24;
/// A day told as past is later than the day: few words tell past from future, and not always rightly.
const NOT_YET: f32 = -4.0;
/// A year told of as to come is over; tenses are read by few words only.
const NOT_TO_COME: f32 = -1.0;
/// A document far from its story's day.
const FARTHEST: f32 = -6.0;
/// News of a day before the story began.
const BEFORE_STORY: f32 = -0.2;
/// The same of a bare year.
const YEAR_NOT_YET: f32 = -2.5;
/// A weekday that is not its date's: somebody's slip.
const SLIP: f32 = -5.0;
/// What a text counts back to is a day that the story names, which one day in five is by chance.
const NAMED: f32 = 1.6;
/// "Nine days after the fire", by the days that it lies off: what happened yesterday is told so today, too.
const DAYS_ON: [f32; 4] = [2.2, 0.8, -0.4, -1.2];
/// The same of weeks and of months.
const WEEKS_ON: [f32; 5] = [1.5, 1.4, 0.6, 0.2, -0.8];
const MONTHS_ON: [f32; 8] = [1.2, 1.2, 1.0, 0.8, 0.6, 0.4, 0.2, -0.6];
/// The text names the date from which it counts.
const FROM_DATE: f32 = 3.0;
const NOT_FROM_DATE: f32 = -8.0;
/// It may count from the day on which the story's first document was written.
const FROM_FIRST: f32 = 0.4;
/// News of today or yesterday is of a day that the story tells of.
const TOLD_ELSEWHERE: f32 = 0.8;
/// The same of "last Tuesday", which is of the week before for most writers.
const LAST_NAMED: f32 = 0.6;
/// One weekday in seven fits by chance.
const FITS: f32 = 1.95;
/// Years back in which a day of the year with its weekday is looked for.
const YEARS_BACK: i32 = 6;

/// A weekday told in the past, by its days before the writing: what opens a text is of today or yesterday, what comes later may be of
/// any day of its week but its own.
const PAST_WEEKDAY: [f32; 7] = [-0.1, 0.0, -0.6, -1.0, -1.3, -1.6, -2.1];
const LATER_WEEKDAY: [f32; 7] = [-0.6, 0.0, 0.0, -0.15, -0.3, -0.5, -1.1];
/// "Last Tuesday", by its days before the writing in whole weeks: 0 and 1 are a week and eight days.
const LAST_WEEKDAY: [f32; 7] = [-0.4, -0.7, -1.7, -1.7, -0.3, -0.3, 0.0];
/// A weekday without its date is another day than a weekday that the text tells with its date; and all of them.
const TOLD_BY_DATE: f32 = -1.0;
const ALL_TOLD_BY_DATE: f32 = -2.0;
/// A weekday told of as to come, by its days after the writing; the day itself is the last.
const COMING_WEEKDAY: [f32; 7] = [-2.5, 0.0, -0.4, -0.7, -1.0, -1.3, -1.6];
/// The latest day told in the past, by its days before the writing.
const FRESHEST: [f32; 5] = [0.0, -0.3, -1.2, -1.8, -2.4];
/// The same for who tells of "yesterday": the last day named is that yesterday.
const AFTER_YESTERDAY: [f32; 5] = [-1.2, 0.0, -0.5, -1.5, -2.2];
/// The same for who looks back at something by its date: how long ago that is says little.
const LOOKING_BACK: [f32; 15] = [-0.6, 0.0, 0.0, 0.0, 0.0, -0.1, -0.1, -0.2, -0.4, -0.6, -0.8, -1.0, -1.2, -1.4, -1.6];
/// A document that looks back, by its days before the last document that has a date, and by those after it: most come last.
const BEFORE_LAST: [(i64, f32); 4] = [(0, -0.4), (2, -0.8), (7, -1.6), (i64::MAX, -2.4)];
const BEHIND_LAST: [(i64, f32); 6] = [(1, 0.0), (2, -0.2), (3, -0.5), (5, -0.9), (8, -1.4), (14, -2.4)];

/// How well the day fits beside a story's, as a logarithm of odds; 0 where nothing speaks for or against it.
///
/// `looks_back`: is it one of those that come last? `named`: how many documents of the story name this day, as a part of those that name the one they name most?
pub fn fit(clues: &Clues, day: NaiveDate, story: NaiveDate, looks_back: bool, named: impl Fn(NaiveDate) -> f32) -> f32 {
    let mut sum = beside(day, story);
    let tells_weekdays = clues.past_weekdays().any(|said| !said.over);
    let mut freshest: Option<i64> = None;
    let mut heard = |age: i64| freshest = Some(freshest.map_or(age, |least: i64| least.min(age)));
    if let Some((weekday, _)) = &clues.today {
        sum += if calendar::weekday(day) == *weekday { FITS } else { 2.0 * SLIP };
    }
    for said in &clues.reckoned {
        sum += if is_reckoned(said, day) { FITS } else { 2.0 * SLIP };
    }
    let is_to_come =
        |&(month, of_month): &(u8, u8)| calendar::nearest_year(month, of_month, day).is_some_and(|date| date > day);
    sum += if clues.later.iter().take(MOST_DAYS).any(is_to_come) { NOT_YET } else { 0.0 };
    let is_named =
        |back: i64| day.checked_sub_signed(chrono::Duration::days(back)).is_some_and(|date| named(date) > 0.0);
    sum += clues.ago.iter().map(|&back| if is_named(back) { NAMED } else { 0.0 }).sum::<f32>();
    sum += clues.elapsed.iter().map(|said| since(said, day, story, &named)).sum::<f32>();
    let last_weekdays = clues.weekdays.iter().filter(|said| said.last);
    let long_ago = |said: &Weekday| {
        let back = i64::from(calendar::weekday(day)) - i64::from(said.weekday);
        // "Tuesday of last week" is of the calendar's week, "last Tuesday" any that is not of these days
        if said.words.ends_with("week") { back + 7 } else { (back + 3).rem_euclid(7) + 4 }
    };
    let met = last_weekdays.map(|said| if is_named(long_ago(said)) { LAST_NAMED } else { 0.0 });
    sum += met.fold(0.0, f32::max);
    for said in &clues.weekdays {
        sum += weekday(said, day, story, &mut heard);
    }
    sum += told_twice(clues, day);
    for said in clues.month_days.iter().take(MOST_DAYS) {
        sum += day_of_year(said, day, tells_weekdays, &mut heard);
    }
    for full in &clues.full {
        let age = (day - full.date).num_days();
        sum += if age < 0 { NOT_YET } else { 1.2 * told_so(age, false) };
        if age >= 0 {
            heard(age);
        }
    }
    let over = clues.bounds.iter().rev().take_while(|bound| bound.day > day);
    sum += over.map(|bound| if bound.fine { NOT_YET } else { YEAR_NOT_YET }).fold(0.0, f32::min);
    if clues.coming_year.as_ref().is_some_and(|(year, _)| *year < day.year()) {
        sum += NOT_TO_COME;
    }
    let table: &[f32] = match clues.yesterday {
        _ if looks_back => &LOOKING_BACK,
        Some(_) => &AFTER_YESTERDAY,
        None => &FRESHEST,
    };
    sum + freshest.map_or(0.0, |age| at(table, age))
}

/// How well the weekdays that the lead tells of as news are days that the story tells of, all of them together.
pub fn first_report(clues: &Clues, day: NaiveDate, named: impl Fn(NaiveDate) -> f32) -> f32 {
    let news = clues.past_weekdays().filter(|said| said.lead && !said.over);
    let (told, all) =
        news.fold((0.0, 0.0_f32), |(told, all), said| (told + fresh_news(said, day).map_or(0.0, &named), all + 1.0));
    TOLD_ELSEWHERE * told / all.max(1.0)
}

/// The day of a weekday told as today's or yesterday's.
fn fresh_news(said: &Weekday, day: NaiveDate) -> Option<NaiveDate> {
    let age = (i64::from(calendar::weekday(day)) - i64::from(said.weekday)).rem_euclid(7);
    day.checked_sub_signed(chrono::Duration::days(age)).filter(|_| age <= 1)
}

/// How well the day lies as long after something as the text says.
fn since(said: &Elapsed, day: NaiveDate, story: NaiveDate, named: impl Fn(NaiveDate) -> f32) -> f32 {
    let table: &[f32] = match said.unit {
        TimeUnit::Day => &DAYS_ON,
        TimeUnit::Week => &WEEKS_ON,
        _ => &MONTHS_ON,
    };
    let Some(counted) = day.checked_sub_signed(chrono::Duration::days(said.days)) else { return 0.0 };
    let reach = table.len() as i64 - 1;
    if let Some((month, of_month)) = said.from {
        let from = calendar::nearest_year(month, of_month, counted);
        let late = from.map(|from| (counted - from).num_days()).filter(|late| late.abs() < reach);
        return late.map_or(NOT_FROM_DATE, |late| FROM_DATE * off(table, said.unit, late));
    }
    let days = (-reach..=reach).filter_map(|by| Some((by, counted.checked_add_signed(chrono::Duration::days(by))?)));
    let likely = days.map(|(by, date)| {
        let weight = if date == story { named(date).max(FROM_FIRST) } else { named(date) };
        if weight > 0.0 { weight * off(table, said.unit, -by) } else { table[table.len() - 1] }
    });
    likely.fold(table[table.len() - 1], f32::max)
}

/// An entry of a table by the days that a day is late. To the day, one too early is worse: what is told may be yesterday's.
fn off(table: &[f32], unit: TimeUnit, late: i64) -> f32 {
    let (here, next) = (at(table, late.abs()), at(table, late.abs() + 1));
    if late < 0 && unit == TimeUnit::Day { f32::midpoint(here, next) } else { here }
}

/// Does the date lie as far from the day as the text says?
fn is_reckoned(said: &Reckoned, day: NaiveDate) -> bool {
    let weeks = |date: NaiveDate| (date.num_days_from_ce() - i32::from(calendar::weekday(date))).div_euclid(7);
    (day.year() - 1..=day.year() + 1)
        .filter_map(|year| NaiveDate::from_ymd_opt(year, said.month.into(), said.day.into()))
        .any(|date| match said.away {
            Away::Days(by) => (date - day).num_days() == by,
            // on a Saturday "this Friday" is the next one
            Away::Weeks(0) => (0..7).contains(&(date - day).num_days()) || weeks(date) == weeks(day),
            Away::Weeks(by) => i64::from(weeks(date) - weeks(day)) == by,
        })
}

/// Years after the latest one told as past: a writer names the last year more often than the one before it.
pub fn after_bound(bound: &Bound, day: NaiveDate) -> f32 {
    let days = (day - bound.day).num_days();
    let years = if bound.fine || bound.close { days / 366 } else { i64::from(day.year() - bound.day.year()) };
    match (bound.close, days, years) {
        (_, ..0, _) => NOT_YET,
        (true, ..=60, _) => 0.0,
        (true, ..=200, _) => -0.3,
        (true, ..) => -2.0 - years as f32,
        (false, _, 0) => 0.0,
        (false, _, 1) => -0.5,
        (false, _, 2) => -2.0,
        (false, _, years) => -3.0 - 0.25 * (years - 3) as f32,
    }
}

/// A document's day beside its story's: most follow it within days.
pub fn beside(day: NaiveDate, story: NaiveDate) -> f32 {
    let days = (day - story).num_days() as f32;
    let after =
        |days: f32| 0.03 * days.min(7.0) + 0.14 * (days.min(30.0) - 7.0).max(0.0) + 0.008 * (days - 30.0).max(0.0);
    if days < 0.0 { (0.2 * days).max(FARTHEST) } else { (-after(days)).max(FARTHEST) }
}

/// What speaks against a day on which weekdays of the text are days that it tells by weekday and date.
fn told_twice(clues: &Clues, day: NaiveDate) -> f32 {
    let dates = || {
        let full = clues.past_days().filter(|said| said.weekday.is_some()).take(MOST_DAYS);
        full.filter_map(|said| calendar::nearest_year(said.month, said.day, day))
    };
    let news = clues.past_weekdays().filter(|said| !said.over);
    let told = news.filter_map(|said| calendar::on_or_before(day, said.weekday));
    let twice = told.filter(|told| dates().any(|date| date == *told)).count();
    (TOLD_BY_DATE * twice as f32).max(ALL_TOLD_BY_DATE)
}

fn weekday(said: &Weekday, day: NaiveDate, story: NaiveDate, heard: &mut impl FnMut(i64)) -> f32 {
    let own = i64::from(calendar::weekday(day));
    let weight = if said.lead { 1.0 } else { 0.6 };
    if said.ahead {
        let ahead = (i64::from(said.weekday) - own).rem_euclid(7);
        return weight * at(&COMING_WEEKDAY, ahead);
    }
    let age = (own - i64::from(said.weekday)).rem_euclid(7);
    // "since Monday" is not today, "last Monday" is mostly of the week before
    if said.over {
        return match age {
            _ if said.last && !said.words.ends_with("week") => at(&LAST_WEEKDAY, age),
            0 => -0.4,
            1..4 if said.last => -0.4,
            _ => 0.0,
        };
    }
    heard(age);
    let late = if said.late && age == 0 { -1.5 } else { 0.0 };
    let before = if (day - story).num_days() < age { BEFORE_STORY } else { 0.0 };
    let table = if said.lead { &PAST_WEEKDAY } else { &LATER_WEEKDAY };
    at(table, age) + weight * before + late
}

fn day_of_year(said: &MonthDay, day: NaiveDate, tells_weekdays: bool, heard: &mut impl FnMut(i64)) -> f32 {
    let weight = if said.lead { 1.0 } else { 0.6 };
    let of_year = |year: i32| NaiveDate::from_ymd_opt(year, said.month.into(), said.day.into());
    let named = |date: &NaiveDate| said.weekday.is_none_or(|weekday| weekday == calendar::weekday(*date));
    if said.ahead {
        let next = (day.year()..=day.year() + 8).filter_map(of_year).find(|date| *date >= day);
        let Some(next) = next else { return NOT_YET };
        let slip = match said.weekday {
            None => 0.0,
            Some(_) if named(&next) => FITS,
            Some(_) => SLIP,
        };
        return slip + weight * to_come((next - day).num_days());
    }
    let before = |date: &NaiveDate| *date <= day;
    let Some(last) = (day.year() - 8..=day.year()).rev().filter_map(of_year).find(before) else { return NOT_YET };
    let age = (day - last).num_days();
    let plain = weight * told_so(age, tells_weekdays && said.weekday.is_none());
    if said.weekday.is_none() || named(&last) {
        heard(age);
        return plain + if said.weekday.is_some() { FITS } else { 0.0 };
    }
    let earlier = (day.year() - YEARS_BACK..day.year()).filter_map(of_year).any(|date| named(&date));
    let long_ago = if earlier { -4.5 } else { SLIP };
    long_ago.max(plain + SLIP)
}

/// A day of the year told without its year, by its days before the writing. A text that tells the days of its week by their
/// names tells older ones so.
fn told_so(age: i64, tells_weekdays: bool) -> f32 {
    const PLAIN: [(i64, f32); 6] = [(1, 0.0), (6, -0.3), (13, -0.6), (30, -1.0), (90, -1.6), (200, -2.4)];
    const BESIDE_WEEKDAYS: [(i64, f32); 5] = [(6, -0.5), (13, -0.3), (30, -0.5), (90, -1.6), (200, -2.4)];
    up_to(if tells_weekdays { &BESIDE_WEEKDAYS } else { &PLAIN }, age)
}

/// A day of the year told of as to come, by its days after the writing.
fn to_come(ahead: i64) -> f32 {
    up_to(&[(14, 0.0), (60, -0.6), (120, -1.2), (240, -2.2)], ahead)
}

/// The entry of the first limit that the days do not exceed.
fn up_to(limits: &[(i64, f32)], days: i64) -> f32 {
    const BEHIND_ALL: f32 = -3.2;
    limits.iter().find(|(limit, _)| days <= *limit).map_or(BEHIND_ALL, |(_, odds)| *odds)
}

/// An entry of a table by days; what lies behind its end is like its last.
fn at(table: &[f32], days: i64) -> f32 {
    let last = table.len() - 1;
    table[usize::try_from(days).map_or(last, |days| days.min(last))]
}

/// How well the day of a document that looks back lies beside the last one that has a date.
pub fn behind(day: NaiveDate, last: NaiveDate) -> f32 {
    let days = (day - last).num_days();
    if days <= 0 { up_to(&BEFORE_LAST, -days) } else { up_to(&BEHIND_LAST, days) }
}
