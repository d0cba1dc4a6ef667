//! What a clock time is made of: hour and minutes, the half of the day, the zone.

use super::look;
use crate::model::lexicon::Class;
use crate::model::time::{Clock, PartOfDay};
use crate::model::token::Words;

/// Zones that news writes behind a time.
const ZONES: &[&str] = &[
    "UTC", "GMT", "EST", "EDT", "ET", "CST", "CDT", "CT", "MST", "MDT", "MT", "PST", "PDT", "PT", "BST", "CET", "CEST",
    "EET", "MSK", "IST", "JST", "AEST", "AEDT", "EAT", "WAT", "SAST",
];

/// Tokens on either side of a dotted figure within which another is its like.
const BESIDE: usize = 2;

/// The clock time at a token and the token after it; `floor` is the first token not yet read.
pub fn clock_at(words: &Words, at: usize, floor: usize) -> Option<(Clock, usize)> {
    let (hour, minute, second, next) = figures(words, at)?;
    let (half, after_half) = half_of_day(words, next, minute.is_some());
    let (zone, end) = zone(words, after_half);
    let hour = match half {
        Half::Morning | Half::Afternoon if hour > 12 || hour == 0 => return None,
        Half::Morning => hour % 12,
        Half::Afternoon => hour % 12 + 12,
        Half::Night if hour > 12 || hour == 0 => return None,
        Half::Night => {
            if hour % 12 < 6 {
                hour % 12
            } else {
                hour + 12
            }
        }
        Half::AsSaid if hour > 12 || hour == 0 => return None,
        Half::AsSaid => hour,
        Half::Unsaid => {
            let as_clock = at > floor
                && words
                    .says_any(at - 1, &["at", "around", "about", "by", "until", "from", "before", "after", "since"]);
            // "at 2.36" is a price, "at 2:36" a time
            let day_before = at >= 2 && words.entry(at - 2).weekday > 0 && words.says(at - 1, "at");
            let colon = !words.text(at).contains('.') || day_before || is_dotted(words, at);
            // "23.04.2022 14:55"
            let as_clock = as_clock || at == floor && at > 0 && words.is_number(at - 1) && !words.is_glued(at);
            let as_clock = as_clock || follows_day(words, at, floor) || precedes_day(words, next);
            let says_so = zone.is_some() || minute.is_some() && colon && as_clock && !is_score(words, next);
            if !says_so || hour > 24 {
                return None;
            }
            hour
        }
    };
    Some((Clock { hour, minute: Some(minute.unwrap_or(0)), second, zone }, end))
}

/// "Thursday 19:00", "February 22nd 3:30"
fn follows_day(words: &Words, at: usize, floor: usize) -> bool {
    at == floor
        && at > 0
        && (words.is(at - 1, Class::WEEKDAY) || words.says_any(at - 1, &["st", "nd", "rd", "th", "tomorrow", "today"]))
}

/// "12:30 December 27th", "[3:00] to 4:00 tomorrow"
fn precedes_day(words: &Words, next: usize) -> bool {
    let is_day = |at: usize| {
        look::month(words, at).is_some()
            || look::weekday(words, at).is_some()
            || words.says_any(at, &["tomorrow", "yesterday", "today", "tonight"])
    };
    let is_link = words.is_dash(next) || words.says(next, "to");
    is_day(next)
        || is_link && figures(words, next + 1).is_some_and(|(_, minute, _, end)| minute.is_some() && is_day(end))
}

/// Hour, minute, second and the token after them: "10:35", "9", "0800", "9.30".
pub fn figures(words: &Words, at: usize) -> Option<(u8, Option<u8>, Option<u8>, usize)> {
    let text = words.text(at);
    if let Some((hour, minute)) = text.split_once('.') {
        let (hour, minute) = (hour.parse().ok()?, minute.parse().ok()?);
        let fits = hour < 25 && minute < 60 && text.len() - text.find('.')? == 3;
        return fits.then_some((hour, Some(minute), None, at + 1));
    }
    if text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        let zoned = ZONES.contains(&words.text(at + 1)) || words.says_any(at + 1, &["hours", "a.m.", "p.m.", "pm"]);
        let (hour, minute) = (text[..2].parse().ok()?, text[2..].parse().ok()?);
        return (zoned && hour < 25 && minute < 60).then_some((hour, Some(minute), None, at + 1));
    }
    if text.len() > 2 {
        return None;
    }
    let hour: u8 = text.parse().ok().filter(|&hour| hour < 25)?;
    let pair = |colon: usize| {
        let glued = words.is_sign(colon, ":") && words.is_glued(colon) && words.is_glued(colon + 1);
        let digits = words.text(colon + 1);
        (glued && digits.len() == 2).then(|| digits.parse::<u8>().ok().filter(|&value| value < 60)).flatten()
    };
    match pair(at + 1) {
        Some(minute) => match pair(at + 3) {
            Some(second) => Some((hour, Some(minute), Some(second), at + 5)),
            None => Some((hour, Some(minute), None, at + 3)),
        },
        None => Some((hour, None, None, at + 1)),
    }
}

/// "00.15", "07.40": no price and no length begins with a nought before two more figures. "From 01.09 until 05.10" are days.
fn is_dotted(words: &Words, at: usize) -> bool {
    let text = words.text(at);
    let beside = || (at.saturating_sub(BESIDE)..at).chain(at + 1..=at + BESIDE);
    let is_day = || is_day_and_month(text) && beside().any(|other| is_day_and_month(words.text(other)));
    text.len() == 5 && text.starts_with('0') && text.as_bytes()[2] == b'.' && !is_day()
}

/// "01.09", "5.10", which may be a day and its month.
fn is_day_and_month(text: &str) -> bool {
    let Some((day, month)) = text.split_once('.') else { return false };
    let within = |figures: &str, last: u8| figures.parse::<u8>().is_ok_and(|value| (1..=last).contains(&value));
    month.len() == 2 && within(day, 31) && within(month, 12)
}

/// "19:00", "5:55" where the words around it say it is a time: hour and minutes alone.
pub fn on_the_clock(words: &Words, at: usize) -> Option<(Clock, usize)> {
    let (hour, minute, second, end) =
        figures(words, at).filter(|_| !words.text(at).contains('.') || is_dotted(words, at))?;
    Some((Clock { hour, minute: Some(minute?), second, zone: None }, end))
}

#[derive(Debug, PartialEq)]
enum Half {
    Morning,
    Afternoon,
    /// "11 at night", and "2 at night", which is after midnight
    Night,
    /// "12 o'clock"
    AsSaid,
    Unsaid,
}

fn half_of_day(words: &Words, at: usize, has_minutes: bool) -> (Half, usize) {
    if words.says_any(at, &["a.m.", "a.m"]) || words.says(at, "am") && followed_like_a_time(words, at, has_minutes) {
        return (Half::Morning, at + 1);
    }
    if words.says_any(at, &["p.m.", "p.m", "pm"]) {
        return (Half::Afternoon, at + 1);
    }
    // "9 p. m.", "9 p.m" cut in pieces
    if words.says_any(at, &["a", "p"]) && words.is_sign(at + 1, ".") && words.says(at + 2, "m") {
        let half = if words.says(at, "a") { Half::Morning } else { Half::Afternoon };
        return (half, if words.is_sign(at + 3, ".") { at + 4 } else { at + 3 });
    }
    let oclock = words.says_any(at, &["o'clock", "o’clock"]);
    let at = if oclock { at + 1 } else { at };
    let in_the = words.says(at, "in") && words.says(at + 1, "the");
    match words.entry(at + 2).part_of_day.filter(|_| in_the) {
        Some(PartOfDay::Morning) => (Half::Morning, at + 3),
        Some(PartOfDay::Afternoon | PartOfDay::Evening) => (Half::Afternoon, at + 3),
        _ if words.says(at, "at") && words.says(at + 1, "night") => (Half::Night, at + 2),
        _ if oclock => (Half::AsSaid, at),
        _ => (Half::Unsaid, at),
    }
}

/// "9 am" and not "9 am I": the verb follows a pronoun or opens a question
fn followed_like_a_time(words: &Words, at: usize, has_minutes: bool) -> bool {
    has_minutes || words.is_glued(at) || !words.is(at + 1, Class::PRONOUN | Class::VERB | Class::ADVERB)
}

/// "ET", "(GMT +8)", "local time" is left out
fn zone(words: &Words, at: usize) -> (Option<Box<str>>, usize) {
    if ZONES.contains(&words.text(at)) {
        return (Some(words.text(at).into()), at + 1);
    }
    if words.is_sign(at, "(") && ZONES.contains(&words.text(at + 1)) {
        if words.is_sign(at + 2, ")") {
            return (Some(words.text(at + 1).into()), at + 3);
        }
        if words.is_sign(at + 2, "+") && words.is_number(at + 3) && words.is_sign(at + 4, ")") {
            return (Some(format!("{}+{}", words.text(at + 1), words.text(at + 3)).into()), at + 5);
        }
    }
    (None, at)
}

/// "at 2:10 he led 6:3" is rare; "6:3" has one digit behind the colon and never comes here
fn is_score(words: &Words, next: usize) -> bool {
    words.says_any(next, &["win", "victory", "lead", "defeat", "loss", "odds"])
}
