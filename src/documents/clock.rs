//! A time of day a person typed into a table -> minutes after midnight, or since the year 1 began where the day stands beside it.
//!
//! Takes `14:35`, `14:35:20`, `14h35`, `2:35 pm`, `2:35p`, `2011-12-01 14:35`, `2011-12-01T14:35:00`. Seconds are cut off. An
//! offset is none of our business: times of one table are taken to be told in one zone.

use chrono::Datelike;
use rust_decimal::Decimal;

use crate::model::given_date;
use crate::model::quantity::DAY;
use crate::model::time::Grain;

/// What to tell somebody whose time was not understood.
pub const REMEDY: &str = "write it as 14:35, 2:35 pm or 2011-12-01 14:35";

/// The minutes of a time of day; None for everything else.
pub fn parse(written: &str) -> Option<Decimal> {
    let written = written.trim();
    let (day, clock) = match written.split_at_checked(10).filter(|(day, _)| day.as_bytes().get(4) == Some(&b'-')) {
        Some((day, clock)) => match given_date::parse(day)? {
            (day, Grain::Day) => (Some(day), clock.strip_prefix(['T', 't', ' '])?.trim_start()),
            _ => return None,
        },
        None => (None, written),
    };
    let minutes = i64::from(minutes(clock)?);
    Some(Decimal::from(day.map_or(0, |day| i64::from(day.num_days_from_ce()) * DAY) + minutes))
}

fn minutes(clock: &str) -> Option<u32> {
    let (digits, rest) = clock
        .split_at(clock.find(|c: char| !c.is_ascii_digit() && c != ':' && c != 'h' && c != '.').unwrap_or(clock.len()));
    let digits = digits.trim_end_matches('.');
    let mut parts = digits.split([':', 'h']);
    let (hour, minute) = (part(parts.next()?, 1)?, part(parts.next()?, 2)?);
    let second = parts.next().map_or(Some(0), |second| part(second.split('.').next()?, 2))?;
    if parts.next().is_some() || minute > 59 || second > 60 {
        return None;
    }
    let rest = rest.trim().to_ascii_lowercase().replace('.', "");
    let hour = match (rest.as_str(), hour) {
        ("" | "z" | "h", 0..=23) => hour,
        ("a" | "am", 12) => 0,
        ("a" | "am", 1..=11) => hour,
        ("p" | "pm", 12) => 12,
        ("p" | "pm", 1..=11) => hour + 12,
        (offset, 0..=23) if is_offset(offset) => hour,
        _ => return None,
    };
    Some(hour * 60 + minute)
}

/// One or two digits.
fn part(digits: &str, least: usize) -> Option<u32> {
    let fits = (least..=2).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    fits.then(|| digits.parse().ok()).flatten()
}

fn is_offset(rest: &str) -> bool {
    let digits = rest.strip_prefix(['+', '-']).map(|digits| digits.replace(':', ""));
    digits.is_some_and(|digits| digits.len() == 4 && digits.bytes().all(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_of_day_are_minutes_after_midnight() {
        for (written, minutes) in [
            ("14:35", 875),
            ("9:05", 545),
            ("14:35:59", 875),
            ("14h35", 875),
            ("2:35p", 875),
            ("2:35 PM", 875),
            ("2:35 p.m.", 875),
            ("12:10am", 10),
            ("12:10 pm", 730),
            ("00:00", 0),
            ("14:35Z", 875),
            ("14:35+02:00", 875),
        ] {
            assert_eq!(parse(written), Some(minutes.into()), "{written}");
        }
    }

    #[test]
    fn a_day_beside_the_time_counts() {
        let (first, second) = (parse("2011-12-01 23:50").unwrap(), parse("2011-12-02T00:10:00").unwrap());
        assert_eq!(second - first, 20.into());
        assert_eq!(parse("2011-12-01 2:35p"), parse("2011-12-01 14:35"));
    }

    #[test]
    fn what_is_no_time_of_day_is_none() {
        for written in [
            "",
            "875",
            "24:00",
            "14:60",
            "13:00 pm",
            "0:10 am",
            "1:2",
            "14:35:61",
            "1:1:1:1",
            "2011-12-01",
            "12/01/2011 14:35",
            "2011-13-01 14:35",
            "7.5",
            "2 h",
            "pm",
            "１４:35",
        ] {
            assert_eq!(parse(written), None, "{written}");
        }
    }
}
