//! "10:35 a.m.", "9 p.m. EST", "16:00 UTC", "0800 GMT", "4 in the morning", "10 o'clock".

use super::super::hour;
use super::super::rule::{Place, Reading, Rule};
use crate::model::lexicon::Class;
use crate::model::time::{Said, TimeKind};

pub const RULE: Rule = Rule {
    name: "clock",
    triggers: Class::empty(),
    numbers: true,
    read,
    reads: &[
        ("The blast came at 10:35 a.m. local time.", "10:35 a.m. = XXXX-XX-XXT10:35"),
        ("Polls close at 9 p.m. EST.", "9 p.m. EST = XXXX-XX-XXT21:00"),
        ("As of 16:08 UTC it was down.", "16:08 UTC = XXXX-XX-XXT16:08Z"),
        ("The ship left at 4 in the morning.", "4 in the morning = XXXX-XX-XXT04:00"),
        ("It is 12 a.m. there.", "12 a.m. = XXXX-XX-XXT00:00"),
        ("The tunnel shut at 00.15 and opened at 07.40.", "00.15 = XXXX-XX-XXT00:15; 07.40 = XXXX-XX-XXT07:40"),
    ],
    leaves: &[
        "He won 6:3 and 21:19.",
        "The score was 10:35 for them.",
        "It closed at 10.35 in Oslo.",
        "I am 9 am I not?",
        "The pass is shut from 01.09 until 05.10 each time.",
    ],
};

fn read(place: &Place) -> Option<Reading> {
    let (words, at) = (&place.words, place.at);
    if at > place.floor && words.is_glued(at) && !words.is_sign(at - 1, "(") {
        return None;
    }
    let (clock, end) = hour::clock_at(words, at, place.floor)?;
    let mut reading = Reading::new(at, end, TimeKind::Time, Said::Then);
    reading.time.clock = Some(clock);
    Some(reading)
}
