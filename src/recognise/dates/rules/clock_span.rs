//! "from 3 to 5 p.m.", "10-11 a.m.", "2:00 to 2:30 pm", "between 9 and 10:30 GMT": two hours in one breath, of which the first takes what
//! the second says.

use super::super::hour;
use super::super::rule::{Place, Reading, Rule};
use crate::model::lexicon::Class;
use crate::model::time::{Clock, Said, TimeKind};

pub const RULE: Rule = Rule {
    name: "clock_span",
    triggers: Class::empty(),
    numbers: true,
    read,
    reads: &[
        ("Polls are open from 3 to 5 p.m. there.", "3 = XXXX-XX-XXT15:00; 5 p.m. = XXXX-XX-XXT17:00"),
        (
            "It shook 10-11 a.m. and 2:00 - 2:30 p.m.",
            "10 = XXXX-XX-XXT10:00; 11 a.m. = XXXX-XX-XXT11:00; 2:00 = XXXX-XX-XXT14:00; 2:30 p.m. = XXXX-XX-XXT14:30",
        ),
        ("They met between 11 and 1 p.m. in town.", "11 = XXXX-XX-XXT11:00; 1 p.m. = XXXX-XX-XXT13:00"),
    ],
    leaves: &["They lost 3 to 5.", "It rose from 3 to 5 percent, 2-1 and 9:3 to 10:4."],
};

fn read(place: &Place) -> Option<Reading> {
    let (words, at) = (&place.words, place.at);
    if at > place.floor && words.is_glued(at) && !words.is_sign(at - 1, "(") {
        return None;
    }
    let own = hour::clock_at(words, at, at).filter(|(first, _)| first.second.is_none());
    let (hour, minute, next, halved) = match own {
        Some((first, end)) => (first.hour, first.minute, end, true),
        None => {
            let (hour, minute, second, end) = hour::figures(words, at)?;
            if hour > 23 || second.is_some() {
                return None;
            }
            (hour, minute, end, hour > 12)
        }
    };
    let opener = at.checked_sub(1).filter(|&opener| opener >= place.floor);
    let between = opener.filter(|&opener| words.says(opener, "between"));
    let links = words.is_dash(next)
        || words.says_any(next, &["to", "until", "till", "through"])
        || between.is_some() && words.says_any(next, &["and", "to"]);
    if !links {
        return None;
    }
    let (late, end) = hour::clock_at(words, next + 1, next + 1)
        .or_else(|| hour::on_the_clock(words, next + 1).filter(|_| own_minutes(minute) && is_framed(place)))
        .filter(|(late, _)| late.hour < 24)?;
    let zone = late.zone.clone();
    // the first hour lies before the second, in the same half of the day when it can
    let said = |hour: u8| Clock { hour, minute: Some(minute.unwrap_or(0)), second: None, zone: zone.clone() };
    let minutes = |hour: u8, minute: Option<u8>| u16::from(hour) * 60 + u16::from(minute.unwrap_or(0));
    let same_half = if halved {
        hour
    } else if late.hour >= 12 {
        hour % 12 + 12
    } else {
        hour
    };
    let before = |hour: u8| minutes(hour, minute) < minutes(late.hour, late.minute);
    let first = [same_half, hour].into_iter().find(|&hour| before(hour)).unwrap_or(hour);
    let part = |start, end, clock| {
        let mut part = Reading::new(start, end, TimeKind::Time, Said::Then);
        part.time.clock = Some(clock);
        part.rule = RULE.name;
        part
    };
    let start = between.unwrap_or(at);
    let mut reading =
        Reading::new(start, end, TimeKind::Time, Said::Between(Box::new(Said::Then), Box::new(Said::Then)));
    reading.parts = vec![part(at, next, said(first)), part(next + 1, end, late)];
    Some(reading)
}

/// Minutes were said: "3:30", not "3".
fn own_minutes(minute: Option<u8>) -> bool {
    minute.is_some()
}

/// "from 3:30 to 5:55", "between 19:00 and 21:00"
fn is_framed(place: &Place) -> bool {
    let (words, at) = (&place.words, place.at);
    // "Thursday 19:00 - 21:00"
    let beside_day = at == place.floor && at > 0 && words.is(at - 1, Class::WEEKDAY);
    at > 0 && words.says_any(at - 1, &["from", "between", "at"]) || beside_day
}
