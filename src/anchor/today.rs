//! Which day a text calls its own: "today, Friday", "tomorrow, on Saturday", "It's Wednesday", and dates that it counts from its
//! own day: "nine days ago, on 5 November", "on Thursday of last week, 6 November", "until this Friday, 21 November".
//!
//! A page that hides its date behind "3 hours ago" or a clock often says it in passing. Only the writer's own words count: the
//! today of a quotation is the speaker's.

use crate::model::mention::Mention;
use crate::model::time::{Anchor, Direction, Said, TimeUnit};
use crate::model::token::Words;

/// How far a date lies from the text's own day, by the text's own words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Away {
    /// days after it; before it where negative
    Days(i64),
    /// in the week so many weeks after its own
    Weeks(i64),
}

/// A day of the year, with how far it lies from the text's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reckoned {
    pub month: u8,
    pub day: u8,
    pub away: Away,
    /// the words that say so
    pub words: String,
}

/// Days and weeks further off than this are not counted from a text's own day.
const FAR: i32 = 60;
/// Words between "today" and the weekday beside it.
const BESIDE: usize = 2;
/// The place that a text opens with is named in so many bytes.
const PLACE: usize = 48;

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
                if let Some(line) = place_line(words, mention) {
                    return Some((weekday, line.to_owned()));
                }
                if let Some(from) = later_that_day(words, at.start) {
                    let from = words.span(from, from + 1).start as usize;
                    return Some((weekday, words.text[from..mention.span.end as usize].to_owned()));
                }
                before = None;
            }
            _ => before = day_away(mention).map(|by| (mention, by)),
        }
    }
    None
}

/// The dates that a text counts from its own day. The mentions stand in text order, without quotations.
pub fn reckoned<'a>(words: &Words, mentions: impl Iterator<Item = &'a Mention>) -> Vec<Reckoned> {
    let mut found = Vec::new();
    let mut before: Option<(&Mention, Away)> = None;
    for mention in mentions {
        let Some(time) = mention.time() else { continue };
        if let Said::Date(partial, _) = &time.said
            && let (Some(month), Some(day)) = (partial.month, partial.day)
        {
            let beside = before.filter(|(away, _)| stand_beside(words, away, mention));
            let from = beside.map_or(mention.span.start, |(away, _)| away.span.start) as usize;
            let this = words.says(words.within(mention.span).start, "this").then_some(Away::Weeks(0));
            if let Some(away) = beside.map(|(_, away)| away).or(this) {
                let words = words.text[from..mention.span.end as usize].to_owned();
                found.push(Reckoned { month, day, away, words });
            }
        }
        before = away(mention).map(|away| (mention, away));
    }
    found
}

/// "nine days ago", "Thursday of last week"
fn away(mention: &Mention) -> Option<Away> {
    match &mention.time()?.said {
        Said::Step { unit: TimeUnit::Day, low, high, anchor: Anchor::Dateline, .. }
            if low == high && low.abs() <= FAR =>
        {
            Some(Away::Days(i64::from(*low)))
        }
        Said::Within { unit: TimeUnit::Day, count: 1, whole: Some(whole), .. } => match **whole {
            Said::Step { unit: TimeUnit::Week, low, high, anchor: Anchor::Dateline, .. }
                if low == high && low.abs() <= FAR =>
            {
                Some(Away::Weeks(i64::from(low)))
            }
            _ => None,
        },
        _ => None,
    }
}

/// How many days before its own day something lies that the text counts back to: "nine days ago", "a fortnight ago today". Rounder
/// lengths are seldom exact.
pub fn ago<'a>(words: &Words, mentions: impl Iterator<Item = &'a Mention>) -> Vec<i64> {
    let back = |mention: &Mention| match mention.time()?.said {
        Said::Step { unit, low, high, anchor: Anchor::Dateline, .. } if low == high && (-FAR..-1).contains(&low) => {
            let to_the_day = words.within(mention.span).any(|at| words.says(at, "today"))
                || words.says(words.within(mention.span).end, "today");
            match unit {
                TimeUnit::Day => Some(-i64::from(low)),
                TimeUnit::Week if to_the_day => Some(-7 * i64::from(low)),
                _ => None,
            }
        }
        _ => None,
    };
    mentions.filter_map(back).collect()
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

/// "HALM, Saturday - The harbour was": the place and the weekday a text opens with.
fn place_line<'t>(words: &Words<'t>, mention: &Mention) -> Option<&'t str> {
    let (from, to) = (mention.span.start as usize, mention.span.end as usize);
    // a line may be a book
    let near = words.text.floor_char_boundary(from.saturating_sub(PLACE + 2));
    let start = match words.text[near..from].rfind('\n') {
        Some(at) => near + at + 1,
        None if near == 0 => 0,
        None => return None,
    };
    let place = words.text[start..from].trim_end().strip_suffix(',')?;
    let mut names = place.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let is_place = !place.is_empty() && place.len() <= PLACE && names.all(|word| word.starts_with(char::is_uppercase));
    (is_place && words.is_dash(words.within(mention.span).end)).then(|| words.text[start..to].trim())
}

/// "today, Friday", "tomorrow, on Saturday", "today is Friday"
fn stand_together(words: &Words, day: &Mention, weekday: &Mention) -> bool {
    stand_beside(words, day, weekday) && words.within(weekday.span).len() == 1
}

fn stand_beside(words: &Words, day: &Mention, date: &Mention) -> bool {
    let between = words.within(day.span).end..words.within(date.span).start;
    between.len() <= BESIDE
        && between.clone().all(|at| words.is_sign(at, ",") || words.says_any(at, &["on", "is", "a"]))
}

/// "is due to speak later on Saturday": an agency's own day. The token of "later".
fn later_that_day(words: &Words, at: usize) -> Option<usize> {
    let before = at.checked_sub(1)?;
    let later = if words.says_any(before, &["on", "this"]) { before.checked_sub(1)? } else { before };
    words.says(later, "later").then_some(later)
}

/// "It's Wednesday": not what "it was Wednesday when" tells.
fn is_now(words: &Words, at: usize) -> bool {
    let is_it = |from: usize| words.says_any(from, &["it's", "it’s"]);
    let before = |back: usize| at.checked_sub(back);
    before(1).is_some_and(is_it)
        || before(2).is_some_and(|from| words.says(from, "it") && words.says_any(from + 1, &["is", "'s", "’s"]))
}
