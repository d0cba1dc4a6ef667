//! What a `[[time]]` block says -> the time its phrases stand for.
//!
//! `day -1`, `day 0 night`: so many units from the document's date, with a part of that day
//! `past_ref`, `present_ref`, `future_ref`: vague references
//! `set P1D`: something that repeats, as its TIMEX3 value
//! `12-25`: a feast on a fixed day; `easter -2`: days from Easter Sunday, `orthodox_easter 0` from that of the Eastern churches
//! `nth 11/4/4`: month, weekday, which one (0: the last); `nth 11/4/4/1`: so many days after it
//! `islamic 9/1/0`, `hebrew 3/25/8`, `chinese 1/1/1`: month and day of that calendar, and how many days (0: to the month's end)
//! `years 1990`: the ten years from then on
//! `then`: the last time told; `time midnight`: a part of the day alone

use crate::model::time::{
    Anchor, Direction, Feast, LunarCalendar, PartOfDay, Partial, Reference, Said, Time, TimeKind, TimeUnit,
};

/// Reads what a block says; None when it names no time.
pub fn time(says: &str) -> Option<Time> {
    let words: Vec<&str> = says.split_whitespace().collect();
    let mut time = Time::new(TimeKind::Date, Said::Then);
    match words[..] {
        ["then"] => {}
        ["past_ref"] => time.said = Said::Reference(Reference::PastRef),
        ["present_ref"] => time.said = Said::Reference(Reference::PresentRef),
        ["future_ref"] => time.said = Said::Reference(Reference::FutureRef),
        ["set", value] => time = Time::new(TimeKind::Set, Said::Set { value: value.into() }),
        ["easter", days] => time.said = Said::Feast(Feast::Easter(days.parse().ok()?), Direction::Bare),
        ["orthodox_easter", days] => {
            time.said = Said::Feast(Feast::OrthodoxEaster(days.parse().ok()?), Direction::Bare);
        }
        ["years", first] => time.said = Said::Years { first_year: first.parse().ok()?, years: 10 },
        ["islamic", date] => time.said = Said::Feast(lunar(LunarCalendar::Islamic, date)?, Direction::Bare),
        ["hebrew", date] => time.said = Said::Feast(lunar(LunarCalendar::Hebrew, date)?, Direction::Bare),
        ["chinese", date] => time.said = Said::Feast(lunar(LunarCalendar::Chinese, date)?, Direction::Bare),
        ["election_day"] => time.said = Said::Feast(Feast::ElectionDay, Direction::Bare),
        ["nth", numbers] => time.said = Said::Feast(nth_weekday(numbers)?, Direction::Bare),
        ["time", part] => {
            time.kind = TimeKind::Time;
            time.part_of_day = Some(part_of_day(part)?);
        }
        [unit, by] => time.said = step(unit, by)?,
        [unit, by, part] => {
            time.said = step(unit, by)?;
            time.kind = TimeKind::Time;
            time.part_of_day = Some(part_of_day(part)?);
        }
        [date] => time.said = Said::Date(month_day(date)?, Direction::Bare),
        _ => return None,
    }
    Some(time)
}

fn step(unit: &str, by: &str) -> Option<Said> {
    let by = by.parse().ok()?;
    Some(Said::Step { unit: time_unit(unit)?, low: by, high: by, anchor: Anchor::Dateline, exact: false })
}

fn time_unit(name: &str) -> Option<TimeUnit> {
    Some(match name {
        "day" => TimeUnit::Day,
        "week" => TimeUnit::Week,
        "month" => TimeUnit::Month,
        "year" => TimeUnit::Year,
        _ => return None,
    })
}

fn part_of_day(name: &str) -> Option<PartOfDay> {
    Some(match name {
        "morning" => PartOfDay::Morning,
        "noon" => PartOfDay::Noon,
        "afternoon" => PartOfDay::Afternoon,
        "evening" => PartOfDay::Evening,
        "night" => PartOfDay::Night,
        "midnight" => PartOfDay::Midnight,
        _ => return None,
    })
}

/// `12-25`; `12` alone is a month
fn month_day(date: &str) -> Option<Partial> {
    let (month, day) = date.split_once('-')?;
    let (month, day) = (month.parse().ok()?, day.parse().ok()?);
    let fits = (1..=12).contains(&month) && (1..=31).contains(&day);
    fits.then_some(Partial { month: Some(month), day: Some(day), ..Partial::default() })
}

fn nth_weekday(numbers: &str) -> Option<Feast> {
    let numbers = small_numbers(numbers)?;
    let (month, weekday, nth, then) = match numbers[..] {
        [month, weekday, nth] => (month, weekday, nth, 0),
        [month, weekday, nth, then] => (month, weekday, nth, then),
        _ => return None,
    };
    let fits = (1..=12).contains(&month) && (1..=7).contains(&weekday) && nth <= 5;
    fits.then_some(Feast::NthWeekday { month, weekday, nth, then })
}

fn lunar(calendar: LunarCalendar, date: &str) -> Option<Feast> {
    let [month, day, days] = small_numbers(date)?[..] else { return None };
    let fits = (1..=12).contains(&month) && (1..=30).contains(&day);
    fits.then_some(Feast::Lunar { calendar, month, day, days })
}

/// `11/4/4`
fn small_numbers(text: &str) -> Option<Vec<u8>> {
    text.split('/').map(|part| part.parse().ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_says_a_time_or_is_refused() {
        assert!(matches!(time("day -1").unwrap().said, Said::Step { unit: TimeUnit::Day, low: -1, .. }));
        assert_eq!(time("day 0 night").unwrap().part_of_day, Some(PartOfDay::Night));
        assert!(matches!(time("12-25").unwrap().said, Said::Date(..)));
        assert!(matches!(time("nth 11/4/4").unwrap().said, Said::Feast(Feast::NthWeekday { nth: 4, .. }, _)));
        assert!(matches!(time("nth 11/4/4/1").unwrap().said, Said::Feast(Feast::NthWeekday { then: 1, .. }, _)));
        assert!(matches!(time("hebrew 3/25/8").unwrap().said, Said::Feast(Feast::Lunar { days: 8, .. }, _)));
        for wrong in ["", "someday", "13-40", "day soon", "nth 1/2", "islamic 13/1/1", "hebrew 1/1"] {
            assert!(time(wrong).is_none(), "{wrong}");
        }
    }
}
