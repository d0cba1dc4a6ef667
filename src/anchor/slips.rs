//! Resolved mentions -> weekdays that do not belong to the date beside them: "Tuesday, February 3" when that was a Monday.

use super::calendar;
use crate::model::mention::Mention;
use crate::model::time::{Said, WeekdaySlip};

/// The slips of one document, in text order. Mentions without days leave none.
pub fn weekday_slips(mentions: &[Mention]) -> Vec<WeekdaySlip> {
    let own = |mention: &Mention| -> Vec<WeekdaySlip> {
        let parts = if mention.parts.is_empty() { std::slice::from_ref(mention) } else { &mention.parts };
        parts.iter().filter_map(slip).collect()
    };
    mentions.iter().flat_map(own).collect()
}

fn slip(mention: &Mention) -> Option<WeekdaySlip> {
    let time = mention.time()?;
    let Said::Date(partial, _) = &time.said else { return None };
    let said = partial.weekday?;
    partial.day?;
    let date = time.value.as_ref()?.first_day()?;
    let was = calendar::weekday(date);
    (was != said).then(|| calendar::nearest(date, said)).flatten().map(|nearest| WeekdaySlip {
        span: mention.span,
        said,
        date,
        was,
        nearest,
    })
}
