//! Expressions that name a time by themselves and stand in the vocabulary: "yesterday", "Christmas Day", "recently", "daily".

use super::super::look;
use super::super::rule::{Place, Reading, Rule};
use crate::model::lexicon::Class;
use crate::model::time::{Direction, Said, TimeKind};

pub const RULE: Rule = Rule {
    name: "phrase",
    triggers: Class::DEICTIC,
    numbers: false,
    read,
    reads: &[
        ("It was sold yesterday for cash.", "yesterday = XXXX-XX-XX"),
        ("They met on Christmas Day and on Thanksgiving.", "Christmas Day = XXXX-12-25; Thanksgiving = XXXX-XX-XX"),
        ("Prices have recently eased.", "recently = PAST_REF"),
        ("No one is held at present.", "at present = PRESENT_REF"),
        ("It is now a memory of the past.", "now = PRESENT_REF; the past = PAST_REF"),
        ("Buses leave daily.", "daily = P1D"),
        ("He came last Christmas.", "last Christmas = XXXX-12-25"),
        ("It fell on Easter 2018 and Christmas Day, 2019.", "Easter 2018 = XXXX; Christmas Day, 2019 = 2019-12-25"),
    ],
    leaves: &["He walked past the house.", "The Daily Planet said so.", "The party daily Granma said so."],
};

fn read(place: &Place) -> Option<Reading> {
    let (words, at) = (&place.words, place.at);
    if let Some((start, time)) = place.vocabulary.time_endings.longest_before(words, at + 1)
        && start >= place.floor
    {
        return Some(Reading::new(start, at + 1, time.kind, time.said.clone()));
    }
    let the = at.checked_sub(1).filter(|&the| the >= place.floor && words.says(the, "the"));
    let phrases = || place.vocabulary.time_phrases.all_at(words, at);
    // what asks for its article goes first: "the future" before "future"
    let with_the = phrases()
        .filter(|(_, phrase)| phrase.after_the)
        .find_map(|(length, phrase)| the.filter(|_| !counts_on(place, at + length)).map(|the| (the, length, phrase)));
    let found = with_the
        .or_else(|| phrases().find(|(_, phrase)| !phrase.after_the).map(|(length, phrase)| (at, length, phrase)));
    let (start, length, phrase) = found?;
    // "the current quarter" is a step
    if words.says(at, "current") && words.is(at + length, Class::TIME_UNIT) {
        return None;
    }
    // "Daily Mail", "Annual Report": part of a name
    let is_set = matches!(phrase.time.said, Said::Set { .. });
    let is_name = words.is_capital(at) && words.is_capital(at + length) && (at > place.floor || is_set);
    // "the daily Le Monde", "the weekly Der Spiegel": a paper
    let is_paper = is_set && words.is_capital(at + length) && words.is_word(at + length) && at > place.floor;
    if is_set && is_name || is_paper || matches!(phrase.time.said, Said::Then) && words.is(at + length, Class::NOUN) {
        return None;
    }
    let mut reading = Reading::new(start, at + length, phrase.time.kind, phrase.time.said.clone());
    direct(place, &mut reading);
    of_year(place, &mut reading);
    reading.time.part_of_day = phrase.time.part_of_day;
    // "the same period" is told by what follows: "[last year]", "[in 2019]"
    reading.needs_whole = with_the.is_some() && matches!(phrase.time.said, Said::Then);
    if reading.time.kind == TimeKind::Time && reading.time.part_of_day.is_none() {
        reading.time.kind = TimeKind::Date;
    }
    Some(reading)
}

/// "last Thanksgiving", "next Christmas"
fn direct(place: &Place, reading: &mut Reading) {
    let (Said::Feast(_, direction) | Said::Date(_, direction)) = &mut reading.time.said else { return };
    let Some(before) = reading.start.checked_sub(1).filter(|&before| before >= place.floor) else { return };
    *direction = match place.words.text(before) {
        "last" | "Last" | "past" | "previous" => Direction::Last,
        "next" | "Next" | "following" => Direction::Next,
        "this" | "This" => Direction::This,
        _ => return,
    };
    reading.start = before;
}

/// "Easter 2018", "Thanksgiving Day, 2023", "the Fourth of July of 1995"
fn of_year(place: &Place, reading: &mut Reading) {
    let words = &place.words;
    let link = usize::from(words.is_sign(reading.end, ",") || words.says_any(reading.end, &["of", "in"]));
    let Some(year) = look::year(words, reading.end + link) else { return };
    match &mut reading.time.said {
        Said::Date(partial, Direction::Bare) if partial.year.is_none() => partial.year = Some(year),
        Said::Feast(feast, Direction::Bare) => reading.time.said = Said::FeastIn(*feast, year),
        _ => return,
    }
    reading.end += link + 1;
}

/// "the past two months", "the future plans": more follows that the words belong to
fn counts_on(place: &Place, next: usize) -> bool {
    let words = &place.words;
    words.is(next, Class::TIME_UNIT | Class::NUMERAL | Class::MONTH | Class::WEEKDAY | Class::NOUN)
        || words.is_number(next)
        || words.says_any(next, &["few", "several", "couple", "participle", "tense"])
        || words.is_dash(next) && words.is_glued(next)
}
