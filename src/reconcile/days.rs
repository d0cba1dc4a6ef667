//! Times of events and quotes as days: do they meet, and how far apart are they?

use chrono::NaiveDate;

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

/// Days for a sentence: "2025-02-04", "2025-02", "2025-02-03 to 2025-02-05".
pub fn days_words(days: &Days) -> String {
    match days.grain {
        Grain::Year => days.first.format("%Y").to_string(),
        Grain::Month => days.first.format("%Y-%m").to_string(),
        _ if days.is_day() => days.first.to_string(),
        _ => format!("{} to {}", days.first, days.last),
    }
}
