//! A feast of a calendar that follows the moon -> its days in a year of ours.
//!
//! Islamic days go by the calendar of Umm al-Qura, which the sighting of the moon may miss by one; Chinese ones are exact from 1900 to
//! 2100, beyond which none is given. All three calendars are those of the `icu_calendar` crate. The Hindu calendar, and so Diwali, is
//! not among them. Of a feast that falls twice in one of our years the first is taken.

use chrono::{Datelike, NaiveDate};
use icu_calendar::cal::{ChineseTraditional, Hebrew, Hijri, Iso};
use icu_calendar::types::Month;
use icu_calendar::{AsCalendar, Date};

use super::calendar::Days;
use crate::model::time::{Grain, LunarCalendar};

/// The days of a feast in a year; `days` 0 is to the end of its month.
pub fn feast(calendar: LunarCalendar, month: u8, day: u8, days: u8, year: i32) -> Option<Days> {
    match calendar {
        LunarCalendar::Islamic => in_year(Hijri::new_umm_al_qura(), month, day, days, year, 1883..=2173),
        LunarCalendar::Hebrew => in_year(Hebrew, month, day, days, year, 1583..=2999),
        LunarCalendar::Chinese => in_year(ChineseTraditional::new(), month, day, days, year, 1900..=2100),
    }
}

fn in_year<C: AsCalendar + Copy>(
    calendar: C,
    month: u8,
    day: u8,
    days: u8,
    year: i32,
    known: std::ops::RangeInclusive<i32>,
) -> Option<Days> {
    if !known.contains(&year) {
        return None;
    }
    let new_year = Date::try_new_iso(year, 1, 1).ok()?.to_calendar(calendar).year().extended_year();
    // two of its years meet in one of ours, three where they are shorter
    (new_year..=new_year + 2).find_map(|own_year| {
        let date = Date::try_new(own_year.into(), Month::new(month), day, calendar).ok()?;
        let from = gregorian(date)?;
        let lasts = if days == 0 { date.days_in_month().checked_sub(day)? + 1 } else { days };
        let to = from.checked_add_days(chrono::Days::new(lasts.into()))?;
        let grain = match lasts {
            ..2 => Grain::Day,
            2..15 => Grain::Week,
            _ => Grain::Month,
        };
        (from.year() == year).then_some(Days { from, to, grain })
    })
}

fn gregorian<C: AsCalendar>(date: Date<C>) -> Option<NaiveDate> {
    let date = date.to_calendar(Iso);
    NaiveDate::from_ymd_opt(date.year().extended_year(), date.month().ordinal.into(), date.day_of_month().0.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(calendar: LunarCalendar, month: u8, day: u8, year: i32) -> String {
        feast(calendar, month, day, 1, year).unwrap().from.to_string()
    }

    #[test]
    fn feasts_fall_where_the_almanacs_have_them() {
        assert_eq!(first(LunarCalendar::Islamic, 10, 1, 2022), "2022-05-02");
        assert_eq!(first(LunarCalendar::Islamic, 12, 10, 2024), "2024-06-16");
        assert_eq!(first(LunarCalendar::Hebrew, 1, 1, 2024), "2024-10-03");
        assert_eq!(first(LunarCalendar::Hebrew, 3, 25, 2023), "2023-12-08");
        assert_eq!(first(LunarCalendar::Hebrew, 7, 15, 2025), "2025-04-13");
        assert_eq!(first(LunarCalendar::Chinese, 1, 1, 2025), "2025-01-29");
    }

    #[test]
    fn ramadan_lasts_its_month_and_unknown_years_have_no_feast() {
        let ramadan = feast(LunarCalendar::Islamic, 9, 1, 0, 2024).unwrap();
        assert_eq!((ramadan.to - ramadan.from).num_days(), 30);
        assert_eq!(feast(LunarCalendar::Chinese, 1, 1, 0, 3000), None);
        assert_eq!(feast(LunarCalendar::Islamic, 9, 1, 0, i32::MIN), None);
    }
}
