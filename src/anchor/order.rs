//! "03/04/2025" -> the 3rd of April or March 4? The document tells, or its publisher's country.
//!
//! In this order: the weekday beside it; another date in figures that can only be read one way; the document's own day; the country in the publisher's
//! address; how the document writes its other dates. When nothing tells, the month comes first, and that is said.

use chrono::Datelike;

use crate::model::document::Document;
use crate::model::mention::{Mention, What};
use crate::model::phrase_lists::PhraseLists;
use crate::model::time::{DayOrder, Partial, Said};
use crate::model::vocabulary::Vocabulary;

/// Gives the dates in figures the order that the document tells. Mentions are not yet resolved.
pub fn settle(document: &Document, mentions: &mut [Mention], vocabulary: &Vocabulary) {
    if !mentions.iter().any(|mention| ambiguous(mention).is_some()) {
        return;
    }
    for mention in mentions.iter_mut() {
        mention.parts.iter_mut().for_each(by_weekday);
        by_weekday(mention);
    }
    let order = other_dates(&document.text, mentions)
        .map(|day_first| (day_first, DayOrder::OtherDates))
        .or_else(|| own_day(document, mentions).map(|day_first| (day_first, DayOrder::Dateline)))
        .or_else(|| {
            publisher(&document.source.url, &vocabulary.phrases).map(|day_first| (day_first, DayOrder::Publisher))
        })
        .or_else(|| spelled(mentions).map(|day_first| (day_first, DayOrder::SpelledDates)));
    let Some((day_first, why)) = order else { return };
    for mention in mentions.iter_mut() {
        mention.parts.iter_mut().for_each(|part| turn(part, day_first, why));
        turn(mention, day_first, why);
    }
}

fn turn(mention: &mut Mention, day_first: bool, why: DayOrder) {
    let What::Time(time) = &mut mention.what else { return };
    let Said::Date(partial, _) = &mut time.said else { return };
    if partial.order == Some(DayOrder::Assumed) {
        if day_first {
            std::mem::swap(&mut partial.month, &mut partial.day);
        }
        partial.order = Some(why);
    }
}

/// "Monday, 05/06/2023": the order in which the day is one.
fn by_weekday(mention: &mut Mention) {
    let Some(&Partial { year: Some(year), month: Some(month), day: Some(day), weekday: Some(weekday), .. }) =
        ambiguous(mention)
    else {
        return;
    };
    let falls = |month: u8, day: u8| {
        let date = chrono::NaiveDate::from_ymd_opt(year, u32::from(month), u32::from(day));
        date.is_some_and(|date| date.weekday().number_from_monday() == u32::from(weekday))
    };
    if falls(month, day) != falls(day, month) {
        turn(mention, falls(day, month), DayOrder::Weekday);
    }
}

fn partial(mention: &Mention) -> Option<&Partial> {
    match &mention.time()?.said {
        Said::Date(partial, _) => Some(partial),
        _ => None,
    }
}

fn ambiguous(mention: &Mention) -> Option<&Partial> {
    let whole = partial(mention);
    let mut parts = mention.parts.iter().filter_map(partial);
    whole.filter(|partial| partial.order.is_some()).or_else(|| parts.find(|partial| partial.order.is_some()))
}

/// Of the dates in figures that can only be read one way, the first: is the day in front?
fn other_dates(text: &str, mentions: &[Mention]) -> Option<bool> {
    mentions.iter().filter(|mention| mention.rule == "numeric_date").find_map(|mention| {
        let partial = partial(mention).filter(|partial| partial.order.is_none())?;
        let written = mention.span.of(text);
        // with full stops the day comes first in any country
        let first: u8 = written.split(['/', '-']).next()?.parse().ok()?;
        (partial.day > Some(12)).then_some(Some(first) == partial.day)
    })
}

/// Is one of them the document's own day, read one way and not the other?
fn own_day(document: &Document, mentions: &[Mention]) -> Option<bool> {
    let own = document.dateline.published?;
    mentions.iter().filter_map(ambiguous).find_map(|partial| {
        let (month, day) = (u32::from(partial.month?), u32::from(partial.day?));
        let is_own = |month, day| partial.year == Some(own.year()) && own.month() == month && own.day() == day;
        (is_own(month, day) || is_own(day, month)).then(|| is_own(day, month))
    })
}

/// The order of the country at the end of an address's host.
fn publisher(url: &str, phrases: &PhraseLists) -> Option<bool> {
    let host = url.split_once("://").map_or(url, |(_, rest)| rest).split(['/', ':', '?', '#']).next()?;
    let (_, end) = host.rsplit_once('.')?;
    let end = end.to_ascii_lowercase();
    let is_one_of = |ends: &[Box<str>]| ends.iter().any(|one| **one == *end);
    let is_country = end.len() == 2 && !is_one_of(&phrases.addresses_of_no_country);
    let is_american = is_one_of(&phrases.month_first_addresses);
    (is_country || is_american).then_some(!is_american)
}

/// "4 February" and never "February 4", or the other way round.
fn spelled(mentions: &[Mention]) -> Option<bool> {
    let count = |rule: &str| {
        mentions
            .iter()
            .filter(|mention| mention.rule == rule && partial(mention).is_some_and(|partial| partial.day.is_some()))
            .count()
    };
    match (count("day_month_year"), count("month_day_year")) {
        (0, 0) => None,
        (day_first, 0) => Some(day_first > 0),
        (0, _) => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_country_stands_at_the_end_of_the_host() {
        let vocabulary = crate::vocabulary::load("en", &[]).unwrap();
        let publisher = |url: &str| publisher(url, &vocabulary.phrases);
        assert_eq!(publisher("https://www.example.co.uk/news/1"), Some(true));
        assert_eq!(publisher("http://example.gov"), Some(false));
        assert_eq!(publisher("https://example.com/a.uk"), None);
        assert_eq!(publisher(""), None);
    }
}
