//! "Christmas Day", "last Thanksgiving", "Easter 2018", "Labor Day weekend", "the weekend of Halloween": feasts, their years and their
//! weekends. Which feasts there are, the vocabulary says.

use super::super::look;
use super::super::rule::{Place, Reading, Rule};
use crate::model::lexicon::Class;
use crate::model::time::{Direction, Feast, Partial, Said, TimeUnit};

pub const RULE: Rule = Rule {
    name: "feast",
    triggers: Class::DEICTIC,
    numbers: false,
    read,
    reads: &[
        ("They met on Christmas Day and on Thanksgiving.", "Christmas Day = XXXX-12-25; Thanksgiving = XXXX-XX-XX"),
        ("He came last Christmas.", "last Christmas = XXXX-12-25"),
        ("It fell on Easter 2018 and Christmas Day, 2019.", "Easter 2018 = XXXX; Christmas Day, 2019 = 2019-12-25"),
        (
            "Roads fill on Labor Day weekend and on Halloween weekend 2021.",
            "Labor Day weekend = XXXX-WXX-WE; Halloween weekend 2021 = XXXX-WXX-WE",
        ),
        ("They wed on the weekend of Thanksgiving 2023.", "the weekend of Thanksgiving 2023 = XXXX-WXX-WE"),
        ("Shops open early on Black Friday.", "Black Friday = XXXX-XX-XX"),
        ("It ends a week before New Year.", "a week before New Year = XXXX-WXX"),
        ("The guns fell silent for Eid al-Fitr.", "Eid al-Fitr = XXXX-XX-XX"),
    ],
    leaves: &["Crowds filled Kyiv for Ukraine's Independence Day.", "She lives on Christmas Island."],
};

fn read(place: &Place) -> Option<Reading> {
    let (words, at) = (&place.words, place.at);
    let before = at.checked_sub(1).filter(|&before| before >= place.floor);
    let preceded = |list: &[&str]| before.filter(|&before| words.says_any(before, list));
    let phrases = place.vocabulary.time_phrases.all_at(words, at);
    let (start, length, said) = phrases
        .filter(|(_, phrase)| matches!(phrase.time.said, Said::Date(..) | Said::Feast(..)))
        .find_map(|(length, phrase)| {
            let start = if phrase.after_the {
                preceded(&["the"])?
            } else if phrase.after_preposition {
                preceded(&["before", "after", "since", "until", "till", "by", "at", "around"]).map(|_| at)?
            } else {
                at
            };
            Some((start, length, phrase.time.said.clone()))
        })?;
    if is_name(place, at + length) || is_another_country_s(place) {
        return None;
    }
    let mut reading = Reading::date(start, at + length, said);
    direct(place, &mut reading);
    of_year(place, &mut reading);
    let too_early = |year: i32| year < NAMED_FROM;
    if matches!(reading.time.said, Said::FeastIn(Feast::NthWeekday { then: 1.., .. }, year) if too_early(year)) {
        return None;
    }
    weekend(place, &mut reading);
    Some(reading)
}

/// Year from which the days after Thanksgiving bear their names; an older Black Friday is a crash of the markets.
const NAMED_FROM: i32 = 1950;

/// "Christmas Island", "the Mother's Day Parade": a name goes on
fn is_name(place: &Place, end: usize) -> bool {
    let words = &place.words;
    words.is_capital(place.at)
        && words.is_capital(end)
        && words.is_word(end)
        && !words.says(end, "weekend")
        && !words.is(end, Class::PART_OF_DAY | Class::WEEKDAY | Class::PREPOSITION | Class::AUXILIARY)
}

/// "Ukraine's Independence Day", "South Sudan’s Labor Day": not the usual one
fn is_another_country_s(place: &Place) -> bool {
    let (words, at) = (&place.words, place.at);
    // "India celebrated its Independence Day"
    if at > place.floor && words.says_any(at - 1, &["its", "their"]) {
        return true;
    }
    let Some(owner) = at.checked_sub(2).filter(|&owner| owner >= place.floor) else { return false };
    words.says_any(at - 1, &["'s", "’s"]) && words.is_capital(owner) && !words.says_any(owner, &["America", "U.S."])
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
        Said::Date(partial @ Partial { year: None, .. }, Direction::Bare) => partial.year = Some(year),
        Said::Feast(feast, Direction::Bare) => reading.time.said = Said::FeastIn(*feast, year),
        _ => return,
    }
    reading.end += link + 1;
}

/// "Labor Day weekend", "Halloween weekend 2021", "Labor Day 2021 weekend"; "weekend of Thanksgiving" where no article was read
fn weekend(place: &Place, reading: &mut Reading) {
    let words = &place.words;
    if words.says(reading.end, "weekend") {
        reading.end += 1;
        of_year(place, reading);
    } else {
        let noun = reading.start.checked_sub(2).filter(|&noun| noun >= place.floor);
        let Some(noun) = noun.filter(|&noun| words.says(noun, "weekend") && words.says(noun + 1, "of")) else { return };
        reading.start = noun;
    }
    let whole = Some(Box::new(reading.time.said.clone()));
    reading.time.said = Said::Within { unit: TimeUnit::Weekend, nth: 0, count: 1, whole };
}
