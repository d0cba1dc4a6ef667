//! Expressions that name a time by themselves and stand in the vocabulary: "yesterday", "recently", "daily".

use super::super::rule::{Place, Reading, Rule};
use crate::model::lexicon::Class;
use crate::model::time::{Said, TimeKind};

pub const RULE: Rule = Rule {
    name: "phrase",
    triggers: Class::DEICTIC,
    numbers: false,
    read,
    reads: &[
        ("It was sold yesterday for cash.", "yesterday = XXXX-XX-XX"),
        ("Prices have recently eased.", "recently = PAST_REF"),
        ("No one is held at present.", "at present = PRESENT_REF"),
        ("It is now a memory of the past.", "now = PRESENT_REF; the past = PAST_REF"),
        ("Buses leave daily.", "daily = P1D"),
    ],
    leaves: &["He walked past the house.", "The Daily Planet said so.", "The party daily Granma said so."],
};

fn read(place: &Place) -> Option<Reading> {
    let (words, at) = (&place.words, place.at);
    if let Some((start, time)) = place.vocabulary.time_endings.longest_before(words, at + 1)
        && start >= place.floor
        && !words.is_number(at + 1)
    {
        return Some(Reading::new(start, at + 1, time.kind, time.said.clone()));
    }
    let the = at.checked_sub(1).filter(|&the| the >= place.floor && words.says(the, "the"));
    let phrases = || {
        let all = place.vocabulary.time_phrases.all_at(words, at);
        all.filter(|(_, phrase)| !phrase.after_preposition && !is_feast(&phrase.time.said))
    };
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
    reading.time.part_of_day = phrase.time.part_of_day;
    // "the same period" is told by what follows: "[last year]", "[in 2019]"
    reading.needs_whole = with_the.is_some() && matches!(phrase.time.said, Said::Then);
    if reading.time.kind == TimeKind::Time && reading.time.part_of_day.is_none() {
        reading.time.kind = TimeKind::Date;
    }
    Some(reading)
}

/// Feasts have their own form.
fn is_feast(said: &Said) -> bool {
    matches!(said, Said::Date(..) | Said::Feast(..))
}

/// "the past two months", "the future plans": more follows that the words belong to
fn counts_on(place: &Place, next: usize) -> bool {
    let words = &place.words;
    words.is(next, Class::TIME_UNIT | Class::NUMERAL | Class::MONTH | Class::WEEKDAY | Class::NOUN)
        || words.is_number(next)
        || words.says_any(next, &["few", "several", "couple", "participle", "tense"])
        || words.is_dash(next) && words.is_glued(next)
}
