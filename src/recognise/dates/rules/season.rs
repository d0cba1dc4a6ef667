//! "summer 2024", "the spring of 1918", "last fall", "this winter"; bare where the words around it name no other thing.

use super::super::look;
use super::super::rule::{Place, Reading, Rule};
use crate::model::lexicon::Class;
use crate::model::time::{Anchor, Direction, Partial, Said, TimeKind, TimeUnit, YearPart};

pub const RULE: Rule = Rule {
    name: "season",
    triggers: Class::SEASON,
    numbers: false,
    read,
    reads: &[
        ("It held 90 ships as of summer 2014.", "summer 2014 = 2014-SU"),
        ("In the spring of 1918 the front broke.", "the spring of 1918 = 1918-SP"),
        ("He vanished last fall.", "last fall = XXXX-FA"),
        ("They dug in for the winter.", "the winter = XXXX-WI"),
        ("They meet every summer.", "every summer = XXXX-SU"),
    ],
    leaves: &[
        "Prices may fall in 20 places.",
        "The fall of the city shook him.",
        "A spring broke in the lock.",
        "The Prague Spring ended.",
    ],
};

fn read(place: &Place) -> Option<Reading> {
    let (words, at) = (&place.words, place.at);
    let season = words.entry(at).season;
    let part = Some(YearPart::Season(season));
    let mut start = at;
    let before = at.checked_sub(1).filter(|&before| before >= place.floor);
    let preceded = |list: &[&str]| before.filter(|&before| words.says_any(before, list));
    let of = usize::from(words.says(at + 1, "of") || words.is_sign(at + 1, ","));
    if let Some(year) = look::year(words, at + 1 + of).filter(|_| season > 0) {
        if is_the_verb(place) {
            return None;
        }
        if let Some(the) = preceded(&["the"]) {
            start = the;
        }
        let partial = Partial { year: Some(year), part, ..Partial::default() };
        return Some(Reading::date(start, at + 2 + of, Said::Date(partial, Direction::Bare)));
    }
    if let Some(start) = preceded(&["every", "each"]) {
        let value = ["XXXX-WI", "XXXX-SP", "XXXX-SU", "XXXX-FA"][usize::from(season.clamp(1, 4) - 1)];
        return Some(Reading::new(start, at + 1, TimeKind::Set, Said::Set { value: value.into() }));
    }
    let said = |direction| Said::Date(Partial { part, ..Partial::default() }, direction);
    for (list, direction) in [
        (&["last", "past", "previous"][..], Direction::Last),
        (&["next", "coming", "following"][..], Direction::Next),
        (&["this"][..], Direction::This),
    ] {
        if let Some(start) = preceded(list) {
            let the = start.checked_sub(1).filter(|&the| the >= place.floor && words.says(the, "the"));
            return Some(Reading::date(the.unwrap_or(start), at + 1, said(direction)));
        }
    }
    if let Some(that) = preceded(&["that", "same"]) {
        // the season of the year told last
        let that = that
            .checked_sub(1)
            .filter(|&first| {
                first >= place.floor && words.says_any(first, &["that", "the"]) && words.says(that, "same")
            })
            .unwrap_or(that);
        let year = Said::Step { unit: TimeUnit::Year, low: 0, high: 0, anchor: Anchor::LastTime, exact: false };
        let said = Said::Within { unit: TimeUnit::Season, nth: season as i8, count: 1, whole: Some(Box::new(year)) };
        return Some(Reading::date(that, at + 1, said));
    }
    let is_word_of_season = !words.says_any(at, &["fall", "spring", "springs"]) && !words.text(at).ends_with('s');
    // "winter quarters", "Summer Olympics", "spring-loaded"
    let goes_on = words.is(at + 1, Class::NOUN) && !words.is(at + 1, Class::VERB | Class::HAPPENING)
        || words.is_capital(at + 1) && words.is_capital(at)
        || words.is_dash(at + 1) && words.is_glued(at + 1);
    if goes_on || words.is_capital(at) && at > 0 && words.is_capital(at - 1) {
        return None;
    }
    const FRAMES: &[&str] = &[
        "in",
        "by",
        "since",
        "until",
        "during",
        "through",
        "over",
        "for",
        "throughout",
        "of",
        "early",
        "late",
        "mid",
        "all",
        "spent",
        "spend",
        "that",
        "and",
        "or",
        "to",
    ];
    let the = preceded(&["the", "a"]);
    let outer = the.unwrap_or(at).checked_sub(1).filter(|&outer| outer >= place.floor);
    let is_framed = outer.is_some_and(|outer| words.says_any(outer, FRAMES));
    // "a spring offensive": the season of what happens then
    let of_happening = words.is(at + 1, Class::HAPPENING) && !words.says_any(at, &["fall", "springs"]);
    let start = the.filter(|&the| words.says(the, "the") && !of_happening).unwrap_or(at);
    let accepted = match season {
        2 => words.text(at).len() == 6 && (is_framed || of_happening),
        _ => is_word_of_season || the.is_some_and(|the| words.says(the, "the")) && is_framed && season == 4,
    };
    accepted.then(|| Reading::date(start, at + 1, said(Direction::Bare)))
}

/// "prices fall 2019 points", "may fall in": the verb
fn is_the_verb(place: &Place) -> bool {
    let (words, at) = (&place.words, place.at);
    words.says(at, "fall") && at > 0 && words.is(at - 1, Class::MODAL | Class::PLURAL | Class::PRONOUN)
}
