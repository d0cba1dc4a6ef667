//! "every day at 7:13 p.m.", "Thursdays at 5:30 p.m.", "9 a.m. every Sunday", "every morning at 9 a.m.": an hour that comes again.

use super::super::join::{Join, between};
use super::super::rule::Reading;
use crate::model::time::{Clock, Said, TimeKind};
use crate::model::token::Words;

pub const JOIN: Join = Join { name: "set_clock", join };

fn join(words: &Words, a: &Reading, b: &Reading) -> Option<Reading> {
    let (set, clock) = match (&a.time.said, &b.time.said) {
        (Said::Set { value }, Said::Then) if between(words, a, b, &["", ",", "at"]) => (value, b.time.clock.as_ref()?),
        (Said::Then, Said::Set { value }) if between(words, a, b, &["", ",", "on"]) => (value, a.time.clock.as_ref()?),
        _ => return None,
    };
    let day = match &**set {
        "P1D" => "XXXX-XX-XX",
        set => set.strip_prefix("XXXX-").map(|_| set.split('T').next().unwrap_or_default())?,
    };
    let Clock { hour, minute, .. } = clock;
    let value = format!("{day}T{hour:02}:{:02}", minute.unwrap_or(0)).into();
    let mut reading = Reading::new(a.start, b.end, TimeKind::Set, Said::Set { value });
    reading.rule = JOIN.name;
    Some(reading)
}
