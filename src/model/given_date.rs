//! A date a person typed into a table or a record -> its first day and how fine it is.
//!
//! Takes only the forms that mean one thing: `2025-02-05`, `2025-02`, `2025` and RFC 3339 times.
//! `05/02/2025` is two dates, so it is none.

use chrono::{Datelike, Duration, NaiveDate};

use super::time::Grain;

/// What to tell somebody whose date was not understood.
pub const REMEDY: &str = "write it as 2025-02-05, 2025-02, 2025 or 2025-02-05T14:30:00Z";

/// First day and grain (day, month or year) of an ISO 8601 date. A time of day is dropped: the day is
/// the one at the place of its offset. None for every other form and for days no calendar has.
pub fn parse(written: &str) -> Option<(NaiveDate, Grain)> {
    let written = written.trim();
    let (date, time) = match written.split_once(['T', 't', ' ']) {
        Some((date, time)) => (date, Some(time)),
        None => (written, None),
    };
    let mut parts = date.split('-');
    let year: i32 = digits(parts.next()?, 4)?;
    let month = parts.next().map(|month| digits::<u32>(month, 2));
    let day = parts.next().map(|day| digits::<u32>(day, 2));
    if parts.next().is_some() || year == 0 {
        return None;
    }
    let (date, grain) = match (month, day) {
        (None, _) => (NaiveDate::from_ymd_opt(year, 1, 1)?, Grain::Year),
        (Some(month), None) => (NaiveDate::from_ymd_opt(year, month?, 1)?, Grain::Month),
        (Some(month), Some(day)) => (NaiveDate::from_ymd_opt(year, month?, day?)?, Grain::Day),
    };
    match time {
        Some(time) if grain != Grain::Day || !is_time(time) => None,
        _ => Some((date, grain)),
    }
}

/// The last day of the day, month or year that begins on `first`.
pub fn last_day(first: NaiveDate, grain: Grain) -> NaiveDate {
    let next = match grain {
        Grain::Year => NaiveDate::from_ymd_opt(first.year() + 1, 1, 1),
        Grain::Month if first.month() == 12 => NaiveDate::from_ymd_opt(first.year() + 1, 1, 1),
        Grain::Month => NaiveDate::from_ymd_opt(first.year(), first.month() + 1, 1),
        _ => return first,
    };
    next.map_or(first, |next| next - Duration::days(1))
}

fn digits<N: std::str::FromStr>(written: &str, count: usize) -> Option<N> {
    let fits = written.len() == count && written.bytes().all(|byte| byte.is_ascii_digit());
    fits.then(|| written.parse().ok()).flatten()
}

/// `14:30`, `14:30:00`, `14:30:00.123`, each with `Z`, `+02:00` or nothing behind it.
fn is_time(written: &str) -> bool {
    let clock = match written.strip_suffix(['Z', 'z']) {
        Some(clock) => clock,
        None => match written.rsplit_once(['+', '-']) {
            Some((clock, offset)) if is_clock(offset) => clock,
            Some(_) => return false,
            None => written,
        },
    };
    let whole = clock.split_once('.').map_or(clock, |(whole, _)| whole);
    is_clock(whole)
}

fn is_clock(written: &str) -> bool {
    let limits = [23, 59, 60];
    let parts: Vec<&str> = written.split(':').collect();
    (2..=3).contains(&parts.len())
        && parts.iter().zip(limits).all(|(part, limit)| digits::<u32>(part, 2).is_some_and(|value| value <= limit))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    #[test]
    fn days_months_years_and_internet_times_are_read() {
        for (written, first, grain) in [
            ("2025-02-05", day(2025, 2, 5), Grain::Day),
            (" 2024-02-29 ", day(2024, 2, 29), Grain::Day),
            ("2025-02", day(2025, 2, 1), Grain::Month),
            ("2025", day(2025, 1, 1), Grain::Year),
            ("2025-02-05T23:30:00-05:00", day(2025, 2, 5), Grain::Day),
            ("2025-02-05T14:30:00.123Z", day(2025, 2, 5), Grain::Day),
            ("2025-02-05 14:30", day(2025, 2, 5), Grain::Day),
        ] {
            assert_eq!(parse(written), Some((first, grain)), "{written}");
        }
    }

    #[test]
    fn what_means_two_days_or_none_is_no_date() {
        for written in [
            "",
            "05/02/2025",
            "2025-2-5",
            "2025-02-30",
            "2025-13",
            "0000",
            "2025-02-05T",
            "2025-02T10:00",
            "2025-02-05T25:00",
            "2025-02-05-01",
            "２０２５",
            "Feb 5, 2025",
            "-2025",
        ] {
            assert_eq!(parse(written), None, "{written}");
        }
    }

    #[test]
    fn a_month_ends_on_its_last_day() {
        assert_eq!(last_day(day(2024, 2, 1), Grain::Month), day(2024, 2, 29));
        assert_eq!(last_day(day(2024, 12, 1), Grain::Month), day(2024, 12, 31));
        assert_eq!(last_day(day(2022, 1, 1), Grain::Year), day(2022, 12, 31));
        assert_eq!(last_day(day(2022, 1, 7), Grain::Day), day(2022, 1, 7));
    }
}
