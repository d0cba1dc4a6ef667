//! Times of events and quotes as days: do they meet, and how far apart are they?

use chrono::{Datelike, NaiveDate};

use crate::model::time::{Grain, TimeValue};

/// First and last day, both inclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Days {
    pub first: NaiveDate,
    pub last: NaiveDate,
    pub grain: Grain,
    /// year, month and day were all said
    pub said: bool,
}

impl Days {
    /// None for a time with an open end.
    pub fn of(time: &TimeValue) -> Option<Self> {
        let (first, last) = (time.first_day()?, time.last_day()?);
        let inferred = time.inferred;
        let said = !(inferred.year || inferred.month || inferred.day);
        Some(Days { first, last: last.max(first), grain: time.grain, said })
    }

    pub fn meets(&self, other: &Days) -> bool {
        self.first <= other.last && other.first <= self.last
    }

    /// Days between the two; 0 when they meet.
    pub fn gap(&self, other: &Days) -> i64 {
        if self.meets(other) {
            0
        } else if self.last < other.first {
            (other.first - self.last).num_days()
        } else {
            (self.first - other.last).num_days()
        }
    }

    /// One day, or a part of one.
    pub fn is_day(&self) -> bool {
        self.first == self.last
    }
}

/// What lies between two days that cannot be the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Slip {
    OneDay,
    /// the same day, or the same month, of another year
    Year,
    /// 3 April and 4 March
    DayAndMonth,
    /// the same day of another month of that year
    Month,
    /// 14 and 24 May, 12 and 21 May
    OneDigit,
    /// no slip of the pen explains it
    None,
}

/// How two days or months differ; None when they do not, or when one is told more coarsely than the other.
pub fn slip(a: &Days, b: &Days) -> Option<Slip> {
    let (x, y) = (a.first, b.first);
    let days = a.is_day() && b.is_day();
    let same_day = (x.month(), x.day()) == (y.month(), y.day());
    // 3 June, where the other has "in March": 6 March
    let swapped = |day: &Days, month: &Days| {
        let (d, m) = (day.first, month.first);
        day.is_day() && month.grain == Grain::Month && d.year() == m.year() && d.day() == m.month()
    };
    Some(match () {
        () if a.gap(b) == 0 => return None,
        () if days && a.gap(b) == 1 => Slip::OneDay,
        () if days && same_day => Slip::Year,
        () if days && x.year() == y.year() && x.month() == y.day() && x.day() == y.month() => Slip::DayAndMonth,
        () if swapped(a, b) || swapped(b, a) => Slip::DayAndMonth,
        () if days && x.year() == y.year() && x.day() == y.day() => Slip::Month,
        () if days && (x.year(), x.month()) == (y.year(), y.month()) && one_digit(x.day(), y.day()) => Slip::OneDigit,
        () if days => Slip::None,
        () if a.grain != b.grain => return None,
        () if a.grain == Grain::Month && x.month() == y.month() => Slip::Year,
        () => Slip::None,
    })
}

/// One of two digits differs, or they have changed places.
fn one_digit(a: u32, b: u32) -> bool {
    let ((a, x), (b, y)) = ((a / 10, a % 10), (b / 10, b % 10));
    x == y && a != b || a > 0 && b > 0 && (a, x) == (y, b)
}

/// Days for a sentence: "2025-02-04", "2025-02", "2025-02-03 to 2025-02-05".
pub fn days_words(days: &Days) -> String {
    match days.grain {
        Grain::Year => days.first.format("%Y").to_string(),
        Grain::Month => days.first.format("%Y-%m").to_string(),
        _ if days.is_day() => days.first.to_string(),
        _ => format!("{} to {}", days.first, days.last),
    }
}
