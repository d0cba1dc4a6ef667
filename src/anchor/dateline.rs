//! A document's own date as its text states it: masthead, agency dateline, a date on a line of its own.
//!
//! What the user or the metadata gave is kept. "Published" and "updated" are two facts: the first is the document's date, the
//! later one is kept beside it.

use chrono::{Datelike, NaiveDate};

use crate::model::document::{Dateline, DatelineBasis, Document};
use crate::model::mention::Mention;
use crate::model::sentence::{Context, Prose, Sentence};
use crate::model::span::Span;
use crate::model::time::{Direction, Grain, Partial, Said, Standing};

/// How far into a text a dateline may stand, in sentences that are part of the story.
const NEAR_TOP: usize = 12;
/// Letters that may stand beside a date in a line of its own: a place, a publisher, "Posted on".
const BESIDE: usize = 48;

/// Where a date stands that dates its document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// "Published: Feb. 4, 2025", and lines that hold little but a date
    Masthead,
    /// "Updated 3:04 p.m. ET, Feb. 4, 2025"
    Updated,
    /// "NAIROBI, Aug. 7 (AP) -"
    Agency,
}

/// Does this time date its document, or does the text tell of it?
pub fn standing(text: &str, prose: &Prose, mention: &Mention) -> Standing {
    match place(text, prose, mention) {
        None => Standing::Text,
        Some(Place::Agency) => Standing::Agency,
        Some(Place::Masthead | Place::Updated) => Standing::Masthead,
    }
}

/// The stated date, when there is one with day, month and year; and the month and day of a dateline without year.
pub fn stated(document: &Document, prose: &Prose, mentions: &[Mention]) -> (Option<Dateline>, Option<(Partial, Span)>) {
    let mut published: Option<(NaiveDate, Span)> = None;
    let mut updated: Option<(NaiveDate, Span)> = None;
    let mut yearless = None;
    for mention in mentions.iter().filter(|mention| mention.time().is_some()) {
        let Some(place) = place(&document.text, prose, mention) else { continue };
        let Some(partial) = day_named(mention) else { continue };
        match (full(&partial), place) {
            (Some(day), Place::Updated) => updated = updated.or(Some((day, mention.span))),
            (Some(day), _) => published = published.or(Some((day, mention.span))),
            (None, _) => yearless = yearless.or(Some((partial, mention.span))),
        }
    }
    // a page that only says when it was updated
    let (day, span, only_updated) = match (published, updated) {
        (Some((day, span)), _) => (day, span, false),
        (None, Some((day, span))) => (day, span, true),
        (None, None) => return (None, yearless),
    };
    let words = line_of(&document.text, span);
    let evidence = if only_updated {
        format!("the page says when it was updated: \"{words}\"")
    } else {
        format!("the page says: \"{words}\"")
    };
    let later = updated.map(|(late, _)| late).filter(|late| *late > day);
    let dateline = Dateline {
        published: Some(day),
        grain: Some(Grain::Day),
        basis: DatelineBasis::Stated,
        evidence,
        updated: later,
    };
    (Some(dateline), yearless)
}

fn place(text: &str, prose: &Prose, mention: &Mention) -> Option<Place> {
    let number = mention.sentence as usize;
    let sentence = prose.sentences.get(number)?;
    let partial = day_named(mention)?;
    let line = line_at(text, mention.span);
    if sentence.context == Context::Furniture {
        return masthead(line.of(text), &partial);
    }
    // sentences of the story before this one
    if story_sentences_before(prose, number) >= NEAR_TOP || sentence.context == Context::RelatedLink {
        return None;
    }
    if is_agency(text, sentence, mention.span) {
        return Some(Place::Agency);
    }
    let beside = letters(&text[line.start as usize..mention.span.start as usize])
        + letters(&text[mention.span.end as usize..line.end as usize]);
    let stands_alone = beside == 0
        || beside <= BESIDE
            && !ends_like_prose(line.of(text))
            && partial.year.is_some()
            && is_label(text, line, mention.span);
    if stands_alone && partial.year.is_some() {
        Some(masthead(line.of(text), &partial).unwrap_or(Place::Masthead))
    } else {
        None
    }
}

/// Furniture counts only when it is about publishing: "Published", "Posted on", "Updated", or hardly more than the date.
fn masthead(line: &str, partial: &Partial) -> Option<Place> {
    let head: String =
        line.trim_start_matches(|c: char| !c.is_alphanumeric()).chars().take(24).collect::<String>().to_lowercase();
    if ["updated", "last updated", "modified", "last modified", "update:"].iter().any(|sign| head.starts_with(sign)) {
        return Some(Place::Updated);
    }
    let published = [
        "published",
        "posted",
        "first published",
        "date",
        "publication date",
        "created",
        "filed",
        "originally published",
    ];
    let says_so = published.iter().any(|sign| head.starts_with(sign));
    let short = letters(line) <= BESIDE && partial.year.is_some();
    (says_so || short).then_some(Place::Masthead)
}

/// The words around the date in its line are names and labels: no small word runs on as in prose.
fn is_label(text: &str, line: Span, date: Span) -> bool {
    let around = [&text[line.start as usize..date.start as usize], &text[date.end as usize..line.end as usize]];
    let labels = [
        "on",
        "by",
        "at",
        "of",
        "the",
        "published",
        "posted",
        "updated",
        "et",
        "est",
        "edt",
        "gmt",
        "utc",
        "am",
        "pm",
        "a.m",
        "p.m",
        "date",
        "and",
        "for",
        "last",
    ];
    around.iter().flat_map(|side| side.split_whitespace()).all(|word| {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        bare.is_empty()
            || bare.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
            || labels.contains(&bare.to_lowercase().as_str())
    })
}

fn ends_like_prose(line: &str) -> bool {
    line.trim_end().ends_with(['.', '!', '?']) && letters(line) > 20
}

/// "NAIROBI, Kenya, Aug. 7 (AP) -": capitals and a place before the date, a dash or an agency after it.
fn is_agency(text: &str, sentence: &Sentence, date: Span) -> bool {
    let before = &text[sentence.span.start as usize..date.start as usize];
    let after = &text[date.end as usize..(sentence.span.end as usize).max(date.end as usize)];
    let before = before.trim_end();
    let place = before.trim_end_matches([',', '(', '.', '-', '–', '—']).trim_end();
    let names_place = !place.is_empty()
        && place.split_whitespace().count() <= 6
        && place.split_whitespace().all(|word| word.starts_with(|c: char| c.is_uppercase() || c == '('))
        && place
            .split(|c: char| !c.is_alphabetic())
            .any(|word| word.chars().count() > 1 && word.chars().all(char::is_uppercase));
    let rest = after.trim_start();
    let rest = match rest.strip_prefix('(') {
        Some(agency) => match agency.find(')') {
            Some(end) if end <= 40 => agency[end + 1..].trim_start(),
            _ => return false,
        },
        None => rest.trim_start_matches([',', ')', '.']).trim_start(),
    };
    names_place && rest.starts_with(['-', '–', '—', ':', '_'])
}

/// A time's own calendar parts, when it names a day.
fn day_named(mention: &Mention) -> Option<Partial> {
    match mention.time()?.said {
        Said::Date(partial, Direction::Bare) if partial.day.is_some() && partial.month.is_some() => Some(partial),
        _ => None,
    }
}

fn full(partial: &Partial) -> Option<NaiveDate> {
    let day = NaiveDate::from_ymd_opt(partial.year?, u32::from(partial.month?), u32::from(partial.day?))?;
    // pages are younger than print
    (day.year() >= 1600).then_some(day)
}

fn story_sentences_before(prose: &Prose, number: usize) -> usize {
    let before = &prose.sentences[..number.min(prose.sentences.len())];
    before.iter().rev().filter(|sentence| sentence.context != Context::Furniture).take(NEAR_TOP).count()
}

fn letters(text: &str) -> usize {
    text.chars().filter(|c| c.is_alphabetic()).count()
}

/// The line that holds a span, without its line break.
fn line_at(text: &str, span: Span) -> Span {
    let start = text[..span.start as usize].rfind('\n').map_or(0, |at| at + 1);
    let end = text[span.end as usize..].find('\n').map_or(text.len(), |at| at + span.end as usize);
    Span::new(start, end)
}

/// The line's words for the evidence, cut short.
fn line_of(text: &str, span: Span) -> String {
    let line = line_at(text, span).of(text).trim();
    if line.chars().count() <= 80 { line.to_owned() } else { span.of(text).to_owned() }
}
