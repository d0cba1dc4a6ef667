//! "between 2022 and 2024", "from Monday to Wednesday", "January to March 2025", "Aug. 7-9": one expression of two ends.

use super::super::join::{Join, between};
use super::super::rule::Reading;
use crate::model::time::{Direction, Partial, Reference, Said, TimeKind};
use crate::model::token::Words;

pub const JOIN: Join = Join { name: "span", join };

fn join(words: &Words, a: &Reading, b: &Reading) -> Option<Reading> {
    let opener = a.start.checked_sub(1);
    let opens = |word: &str| opener.is_some_and(|at| words.says(at, word));
    let dash = b.start == a.end + 1 && words.is_dash(a.end);
    // "from March to date": the second has taken the link in
    let holds_link = b.start == a.end && words.says_any(b.start, &["to", "till", "until"]) && b.end > b.start + 1;
    let to = between(words, a, b, &["to", "through", "until", "till"]) || holds_link;
    let and = between(words, a, b, &["and"]) && opens("between");
    if !(dash || to || and) || !alike(&a.time.said, &b.time.said) {
        return None;
    }
    let start = if and { a.start - 1 } else { a.start };
    let first = lend(&a.time.said, &b.time.said);
    let mut reading =
        Reading::date(start, b.end, Said::Between(Box::new(first.clone()), Box::new(b.time.said.clone())));
    if a.time.kind == TimeKind::Time && b.time.kind == TimeKind::Time {
        reading.time.kind = TimeKind::Time;
    }
    let mut part = a.clone();
    part.time.said = first;
    reading.rule = JOIN.name;
    reading.parts = vec![part, b.clone()];
    Some(reading)
}

/// Both ends are points of the calendar, and about as fine.
fn alike(a: &Said, b: &Said) -> bool {
    match (a, b) {
        (Said::Date(a, _), Said::Date(b, _)) => {
            // "2014 through May 2018"
            a.year.is_some() && b.year.is_some() && a.year < b.year
                || a.day.is_some() == b.day.is_some()
                    && (a.month.is_some() || a.part.is_some()) == (b.month.is_some() || b.part.is_some())
        }
        (Said::Weekday(..), Said::Weekday(..)) => true,
        (Said::Years { years: a, .. }, Said::Years { years: b, .. }) => a == b,
        (Said::Then, Said::Then) => true,
        (Said::Step { unit: a, .. }, Said::Step { unit: b, .. }) => a == b,
        // "from 1980 to last year", "from Monday to Feb. 9"
        (Said::Date(..) | Said::Weekday(..) | Said::Years { .. }, Said::Step { .. } | Said::Reference(_)) => true,
        // "between now and Nov. 15"
        (Said::Reference(Reference::PresentRef), Said::Date(..) | Said::Weekday(..) | Said::Step { .. }) => true,
        (Said::Weekday(..), Said::Date(date, _)) | (Said::Date(date, _), Said::Weekday(..)) => date.day.is_some(),
        _ => false,
    }
}

/// "January to March 2025": the year said at the end holds for both.
fn lend(a: &Said, b: &Said) -> Said {
    match (a, b) {
        (Said::Date(first, Direction::Bare), Said::Date(second, Direction::Bare)) if first.year.is_none() => {
            // "November to March 2025" begins in the year before
            let year = match (first.month, second.month) {
                (Some(from), Some(to)) if from > to => second.year.map(|year| year - 1),
                _ => second.year,
            };
            Said::Date(Partial { year, ..*first }, Direction::Bare)
        }
        _ => a.clone(),
    }
}
