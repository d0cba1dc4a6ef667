//! Calendar arithmetic: the days of a week, a quarter, a feast; so many units further on. Nothing here knows a text.
//!
//! Every step is checked: a date beyond the calendar is None, never a panic.

use chrono::{Datelike, Duration, Months, NaiveDate};

use crate::model::time::{Feast, Grain, TimeUnit};

/// Days from `from` up to and without `to`, of one grain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Days {
    pub from: NaiveDate,
    pub to: NaiveDate,
    pub grain: Grain,
}

impl Days {
    pub fn day(date: NaiveDate) -> Option<Days> {
        Some(Days { from: date, to: date.succ_opt()?, grain: Grain::Day })
    }

    pub fn year(year: i32) -> Option<Days> {
        let from = NaiveDate::from_ymd_opt(year, 1, 1)?;
        Some(Days { from, to: from.checked_add_months(Months::new(12))?, grain: Grain::Year })
    }

    pub fn month(year: i32, month: u32) -> Option<Days> {
        let from = NaiveDate::from_ymd_opt(year, month, 1)?;
        Some(Days { from, to: from.checked_add_months(Months::new(1))?, grain: Grain::Month })
    }

    /// 1 winter (December to February, named after the year it begins in) to 4 autumn.
    pub fn season(year: i32, season: u8) -> Option<Days> {
        let month = match season {
            1 => 12,
            2 => 3,
            3 => 6,
            4 => 9,
            _ => return None,
        };
        months(NaiveDate::from_ymd_opt(year, month, 1)?, 3, Grain::Season)
    }

    pub fn quarter(year: i32, quarter: u8) -> Option<Days> {
        let first = u32::from(quarter).checked_sub(1).filter(|first| *first < 4)?;
        months(NaiveDate::from_ymd_opt(year, first * 3 + 1, 1)?, 3, Grain::Quarter)
    }

    pub fn half(year: i32, half: u8) -> Option<Days> {
        let first = u32::from(half).checked_sub(1).filter(|first| *first < 2)?;
        months(NaiveDate::from_ymd_opt(year, first * 6 + 1, 1)?, 6, Grain::Half)
    }

    /// Years of a decade or century.
    pub fn years(first: i32, count: u16) -> Option<Days> {
        let from = NaiveDate::from_ymd_opt(first, 1, 1)?;
        let to = from.checked_add_months(Months::new(u32::from(count) * 12))?;
        Some(Days { from, to, grain: if count >= 100 { Grain::Century } else { Grain::Decade } })
    }

    /// The last day.
    pub fn last(self) -> NaiveDate {
        self.to.pred_opt().unwrap_or(self.from)
    }

    pub fn contains(self, date: NaiveDate) -> bool {
        self.from <= date && date < self.to
    }
}

fn months(from: NaiveDate, count: u32, grain: Grain) -> Option<Days> {
    Some(Days { from, to: from.checked_add_months(Months::new(count))?, grain })
}

/// The unit that holds a day: its week (from Monday), its month, its decade.
pub fn around(date: NaiveDate, unit: TimeUnit) -> Option<Days> {
    let (year, month) = (date.year(), date.month());
    match unit {
        TimeUnit::Second | TimeUnit::Minute | TimeUnit::Hour | TimeUnit::Day | TimeUnit::Night => Days::day(date),
        TimeUnit::Week => {
            let from = monday(date)?;
            Some(Days { from, to: from.checked_add_signed(Duration::days(7))?, grain: Grain::Week })
        }
        TimeUnit::Weekend => {
            let from = monday(date)?.checked_add_signed(Duration::days(5))?;
            Some(Days { from, to: from.checked_add_signed(Duration::days(2))?, grain: Grain::Weekend })
        }
        TimeUnit::Month => Days::month(year, month),
        TimeUnit::Season => match month {
            12 => Days::season(year, 1),
            1 | 2 => Days::season(year - 1, 1),
            3..=5 => Days::season(year, 2),
            6..=8 => Days::season(year, 3),
            _ => Days::season(year, 4),
        },
        TimeUnit::Quarter => Days::quarter(year, month.div_ceil(3) as u8),
        TimeUnit::Half => Days::half(year, if month < 7 { 1 } else { 2 }),
        TimeUnit::Year => Days::year(year),
        TimeUnit::Decade => Days::years(year.div_euclid(10) * 10, 10),
        TimeUnit::Century => Days::years((year - 1).div_euclid(100) * 100 + 1, 100),
    }
}

fn monday(date: NaiveDate) -> Option<NaiveDate> {
    date.checked_sub_signed(Duration::days(i64::from(date.weekday().num_days_from_monday())))
}

/// The day so many units away; months keep the day, as far as the month has it.
pub fn shift(date: NaiveDate, unit: TimeUnit, by: i32) -> Option<NaiveDate> {
    let days = |count: i64| date.checked_add_signed(Duration::try_days(i64::from(by).checked_mul(count)?)?);
    let months = |count: i32| {
        let total = by.checked_mul(count)?;
        let months = Months::new(total.unsigned_abs());
        if total < 0 { date.checked_sub_months(months) } else { date.checked_add_months(months) }
    };
    match unit {
        TimeUnit::Second | TimeUnit::Minute | TimeUnit::Hour => Some(date),
        TimeUnit::Day | TimeUnit::Night => days(1),
        TimeUnit::Week | TimeUnit::Weekend => days(7),
        TimeUnit::Month => months(1),
        TimeUnit::Season | TimeUnit::Quarter => months(3),
        TimeUnit::Half => months(6),
        TimeUnit::Year => months(12),
        TimeUnit::Decade => months(120),
        TimeUnit::Century => months(1200),
    }
}

/// The `nth` unit of a period, counted from its end when negative, and `count - 1` more.
///
/// A week belongs to the month or year that holds its Thursday, as in ISO 8601.
pub fn within(whole: Days, unit: TimeUnit, nth: i8, count: u8) -> Option<Days> {
    let first = match (unit, nth) {
        (TimeUnit::Weekend, 0) => return nearest_weekend(whole.from),
        (_, 0) => return None,
        (TimeUnit::Week, nth) => nth_week(whole, nth)?,
        (TimeUnit::Season, 1..=4) => return Days::season(whole.from.year(), nth as u8),
        (_, 1..) => around(shift(whole.from, unit, i32::from(nth) - 1)?, unit)?,
        (_, _) => around(shift(whole.last(), unit, i32::from(nth) + 1)?, unit)?,
    };
    if count <= 1 {
        return Some(first);
    }
    let more = i32::from(count) - 1;
    match nth < 0 {
        false => Some(Days { to: around(shift(first.from, unit, more)?, unit)?.to, ..first }),
        true => Some(Days { from: around(shift(first.from, unit, -more)?, unit)?.from, ..first }),
    }
}

/// The weekend that a feast makes long: before a Monday or Tuesday, otherwise at the end of its week.
fn nearest_weekend(day: NaiveDate) -> Option<Days> {
    let early = weekday(day) <= 2;
    around(if early { shift(day, TimeUnit::Week, -1)? } else { day }, TimeUnit::Weekend)
}

fn nth_week(whole: Days, nth: i8) -> Option<Days> {
    let own = |week: &Days| shift(week.from, TimeUnit::Day, 3).is_some_and(|thursday| whole.contains(thursday));
    let (edge, step) = if nth > 0 { (whole.from, 1) } else { (whole.last(), -1) };
    let mut week = around(edge, TimeUnit::Week)?;
    if !own(&week) {
        week = around(shift(week.from, TimeUnit::Week, step)?, TimeUnit::Week)?;
    }
    around(shift(week.from, TimeUnit::Week, step * (i32::from(nth.abs()) - 1))?, TimeUnit::Week)
}

/// The day of a feast in a year; those that follow the moon are in `lunar`.
pub fn feast(feast: Feast, year: i32) -> Option<NaiveDate> {
    match feast {
        Feast::Easter(days) => shift(easter(year)?, TimeUnit::Day, i32::from(days)),
        Feast::OrthodoxEaster(days) => shift(orthodox_easter(year)?, TimeUnit::Day, i32::from(days)),
        Feast::NthWeekday { month, weekday, nth, then } => {
            let day = match nth {
                0 => on_or_before(Days::month(year, u32::from(month))?.last(), weekday)?,
                nth => {
                    let first = on_or_after(NaiveDate::from_ymd_opt(year, u32::from(month), 1)?, weekday)?;
                    shift(first, TimeUnit::Week, i32::from(nth) - 1)?
                }
            };
            shift(day, TimeUnit::Day, i32::from(then))
        }
        Feast::ElectionDay => on_or_after(NaiveDate::from_ymd_opt(year, 11, 2)?, 2),
        Feast::Lunar { .. } => None,
    }
}

/// Easter Sunday of the Gregorian calendar, by the anonymous computus (Nature, 20 April 1876).
fn easter(year: i32) -> Option<NaiveDate> {
    if !(1583..=9999).contains(&year) {
        return None;
    }
    let (a, b, c) = (year % 19, year / 100, year % 100);
    let (d, e) = (b / 4, b % 4);
    let g = (8 * b + 13) / 25;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 19 * l) / 433;
    let month = (h + l - 7 * m + 90) / 25;
    let day = (h + l - 7 * m + 33 * month + 19) % 32;
    NaiveDate::from_ymd_opt(year, month as u32, day as u32)
}

/// Easter Sunday of the Eastern churches: the Julian computus (Meeus, Astronomical Algorithms, 2nd ed., chapter 8), in our calendar.
fn orthodox_easter(year: i32) -> Option<NaiveDate> {
    if !(1583..=9999).contains(&year) {
        return None;
    }
    let d = (19 * (year % 19) + 15) % 30;
    let e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7;
    let (month, day) = ((d + e + 114) / 31, (d + e + 114) % 31 + 1);
    let behind = year / 100 - year / 400 - 2;
    shift(NaiveDate::from_ymd_opt(year, month as u32, day as u32)?, TimeUnit::Day, behind)
}

/// 1 Monday … 7 Sunday.
pub fn weekday(date: NaiveDate) -> u8 {
    date.weekday().number_from_monday() as u8
}

/// The year that puts a day of it nearest to another day.
pub fn nearest_year(month: u8, day: u8, near: NaiveDate) -> Option<NaiveDate> {
    (near.year() - 1..=near.year() + 1)
        .filter_map(|year| NaiveDate::from_ymd_opt(year, month.into(), day.into()))
        .min_by_key(|date| ((*date - near).num_days().abs(), *date))
}

/// The latest such weekday that is not after a day.
pub fn on_or_before(date: NaiveDate, weekday_wanted: u8) -> Option<NaiveDate> {
    let back = (i64::from(weekday(date)) - i64::from(weekday_wanted)).rem_euclid(7);
    date.checked_sub_signed(Duration::days(back))
}

/// The earliest such weekday that is not before a day.
pub fn on_or_after(date: NaiveDate, weekday_wanted: u8) -> Option<NaiveDate> {
    let ahead = (i64::from(weekday_wanted) - i64::from(weekday(date))).rem_euclid(7);
    date.checked_add_signed(Duration::days(ahead))
}

/// The nearest such weekday; of two equally near the earlier.
pub fn nearest(date: NaiveDate, weekday_wanted: u8) -> Option<NaiveDate> {
    let before = on_or_before(date, weekday_wanted)?;
    let after = on_or_after(date, weekday_wanted)?;
    if (after - date) < (date - before) { Some(after) } else { Some(before) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn feasts_fall_on_their_days() {
        for (year, day) in [(2024, "2024-03-31"), (2025, "2025-04-20"), (1998, "1998-04-12"), (2000, "2000-04-23")] {
            assert_eq!(easter(year), Some(date(day)));
        }
        let thanksgiving = Feast::NthWeekday { month: 11, weekday: 4, nth: 4, then: 0 };
        assert_eq!(feast(thanksgiving, 1999), Some(date("1999-11-25")));
        let memorial = Feast::NthWeekday { month: 5, weekday: 1, nth: 0, then: 0 };
        assert_eq!(feast(memorial, 2024), Some(date("2024-05-27")));
        assert_eq!(feast(Feast::ElectionDay, 1998), Some(date("1998-11-03")));
        for (year, day) in [(2021, "2021-05-02"), (2024, "2024-05-05"), (2025, "2025-04-20")] {
            assert_eq!(orthodox_easter(year), Some(date(day)));
        }
        let black_friday = Feast::NthWeekday { month: 11, weekday: 4, nth: 4, then: 1 };
        assert_eq!(feast(black_friday, 2010), Some(date("2010-11-26")));
    }

    #[test]
    fn the_last_week_of_a_month_has_its_thursday_in_it() {
        let march = Days::month(2009, 3).unwrap();
        assert_eq!(within(march, TimeUnit::Week, -1, 1).unwrap().from, date("2009-03-23"));
        assert_eq!(within(march, TimeUnit::Week, 1, 1).unwrap().from, date("2009-03-02"));
        let two = within(Days::year(1939).unwrap(), TimeUnit::Month, 1, 2).unwrap();
        assert_eq!((two.from, two.to), (date("1939-01-01"), date("1939-03-01")));
    }

    #[test]
    fn the_weekend_of_a_feast_is_the_nearest() {
        let weekend = |day| within(Days::day(date(day)).unwrap(), TimeUnit::Weekend, 0, 1).unwrap().from;
        assert_eq!(weekend("2021-09-06"), date("2021-09-04"), "a Monday");
        assert_eq!(weekend("2023-11-23"), date("2023-11-25"), "a Thursday");
        assert_eq!(weekend("2021-10-31"), date("2021-10-30"), "a Sunday");
    }

    #[test]
    fn units_hold_their_days() {
        let day = date("2025-02-04");
        assert_eq!(around(day, TimeUnit::Week).unwrap().from, date("2025-02-03"));
        assert_eq!(around(day, TimeUnit::Season).unwrap().from, date("2024-12-01"));
        assert_eq!(around(day, TimeUnit::Century).unwrap().from, date("2001-01-01"));
        assert_eq!(around(day, TimeUnit::Decade).unwrap().from, date("2020-01-01"));
        assert_eq!(nearest(day, 5), Some(date("2025-02-07")));
        assert_eq!(on_or_before(day, 5), Some(date("2025-01-31")));
    }

    #[test]
    fn a_step_beyond_the_calendar_is_none() {
        assert_eq!(shift(NaiveDate::MAX, TimeUnit::Century, i32::MAX), None);
        assert_eq!(shift(NaiveDate::MIN, TimeUnit::Day, -1), None);
        assert!(Days::year(NaiveDate::MAX.year()).is_none());
    }
}
