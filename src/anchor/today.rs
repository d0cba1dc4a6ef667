//! Which weekday a text calls its own: "today, Friday", "tomorrow, on Saturday", "It's Wednesday".
//!
//! A page that hides its date behind "3 hours ago" or a clock often says it in passing. Only the writer's own words count: the
//! today of a quotation is the speaker's.

use crate::model::mention::Mention;
use crate::model::time::{Anchor, Direction, Said, TimeUnit};
use crate::model::token::Words;

/// Words between "today" and the weekday beside it.
const BESIDE: usize = 2;

/// The weekday of the text's own day, and the words that say so. The mentions stand in text order, without quotations.
pub fn weekday<'a>(words: &Words, mentions: impl Iterator<Item = &'a Mention>) -> Option<(u8, String)> {
    let mut before: Option<(&Mention, i64)> = None;
    for mention in mentions {
        let Some(time) = mention.time() else { continue };
        match time.said {
            Said::Weekday(weekday, Direction::Bare) => {
                let at = words.within(mention.span);
                if let Some((day, by)) = before.filter(|(day, _)| stand_together(words, day, mention)) {
                    let own = (i64::from(weekday) - 1 - by).rem_euclid(7) + 1;
                    let said = &words.text[day.span.start as usize..mention.span.end as usize];
                    return Some((u8::try_from(own).ok()?, said.to_owned()));
                }
                if is_now(words, at.start) {
                    return Some((weekday, format!("It is {}", mention.span.of(words.text))));
                }
                before = None;
            }
            _ => before = day_away(mention).map(|by| (mention, by)),
        }
    }
    None
}

/// The words with which a text tells of yesterday.
pub fn yesterday<'a>(words: &Words, mut mentions: impl Iterator<Item = &'a Mention>) -> Option<String> {
    let said = mentions.find(|mention| day_away(mention) == Some(-1) && is_yesterday(words, mention))?;
    Some(said.span.of(words.text).to_owned())
}

/// "last night" is told of by those who write on the day itself.
fn is_yesterday(words: &Words, mention: &Mention) -> bool {
    words.within(mention.span).any(|at| words.says(at, "yesterday"))
}

/// How many days from the text's own: "today" 0, "tomorrow" 1.
fn day_away(mention: &Mention) -> Option<i64> {
    match mention.time()?.said {
        Said::Step { unit: TimeUnit::Day, low, high, anchor: Anchor::Dateline, .. }
            if low == high && (-1..=1).contains(&low) =>
        {
            Some(i64::from(low))
        }
        _ => None,
    }
}

/// "today, Friday", "tomorrow, on Saturday", "today is Friday"
fn stand_together(words: &Words, day: &Mention, weekday: &Mention) -> bool {
    let between = words.within(day.span).end..words.within(weekday.span).start;
    between.len() <= BESIDE
        && between.clone().all(|at| words.is_sign(at, ",") || words.says_any(at, &["on", "is"]))
        && words.within(weekday.span).len() == 1
}

/// "It's Wednesday": not what "it was Wednesday when" tells.
fn is_now(words: &Words, at: usize) -> bool {
    let is_it = |from: usize| words.says_any(from, &["it's", "it’s"]);
    let before = |back: usize| at.checked_sub(back);
    before(1).is_some_and(is_it)
        || before(2).is_some_and(|from| words.says(from, "it") && words.says_any(from + 1, &["is", "'s", "’s"]))
}
