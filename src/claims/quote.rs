//! Quotation marks -> Quotes: words, speaker, time and place of saying.
//!
//! A quotation that stands alone goes on from the one before it in the text; a pronoun is the last person named.

use super::attribution::{is_saying, speaker_of};
use super::event::flat;
use super::page::Page;
use crate::model::entity::EntityKind;
use crate::model::id::content_id;
use crate::model::mention::Mention;
use crate::model::quote::Quote;
use crate::model::sentence::Context;
use crate::model::span::Span;
use crate::model::time::{TimeKind, TimeValue};

/// Fewer words are scare quotes or names ("safe third country"), not something said.
const FEWEST_WORDS: usize = 4;

/// Who said it, when and where, and the sentence that tells so.
#[derive(Debug, Clone)]
struct Saying {
    speaker: Option<String>,
    time: Option<TimeValue>,
    place: Option<String>,
    sentence: Span,
}

/// Reads the quotes of a page, in text order.
pub fn read(page: &Page) -> Vec<Quote> {
    let mut quotes: Vec<Quote> = Vec::new();
    let mut before: Option<(u32, Saying)> = None;
    for &span in &page.prose.quotations {
        let words = inner(page.text(span));
        let Some(first) = page.prose.sentence_at(span.start) else { continue };
        if words.split_whitespace().count() < FEWEST_WORDS || page.sentence(first).context == Context::Furniture {
            continue;
        }
        let last = page.prose.sentence_at(span.end.saturating_sub(1)).unwrap_or(first);
        let paragraph = page.sentence(first).paragraph;
        let own = saying(page, first, last, span);
        let saying = match own {
            Some(saying) => saying,
            // goes on from the quotation of the same or the paragraph before
            None => match &before {
                Some((earlier, saying)) if paragraph - earlier <= 1 => saying.clone(),
                _ => Saying { speaker: None, time: None, place: None, sentence: page.sentence(last).span },
            },
        };
        before = Some((paragraph, saying.clone()));
        quotes.push(Quote {
            id: content_id("q", [&*page.document.id, words, &span.start.to_string()]),
            source: page.document.id.clone(),
            span,
            words: flat(words),
            speaker: saying.speaker,
            time: saying.time,
            place: saying.place,
            attribution: saying.sentence,
            story_id: String::new(),
            group_id: String::new(),
        });
    }
    quotes
}

/// Without the marks at either end and a closing comma.
fn inner(text: &str) -> &str {
    text.trim_matches(['“', '”', '"', '«', '»', '„']).trim_end_matches(',')
}

/// The saying told around a quotation, in its first or last sentence; None when nobody is named there.
fn saying(page: &Page, first: usize, last: usize, quotation: Span) -> Option<Saying> {
    [last, first].into_iter().find_map(|number| {
        let tokens = page.sentence(number).tokens.clone();
        let is_outside = |at: &usize| page.words.get(*at).is_some_and(|token| !quotation.overlaps(token.span));
        let verb = tokens
            .clone()
            .filter(is_outside)
            .filter(|&at| is_saying(page, at))
            .min_by_key(|&at| page.words.get(at).map_or(u32::MAX, |token| token.span.gap(quotation)));
        let speaker =
            verb.and_then(|verb| speaker_of(page, verb, &tokens)).or_else(|| according_to(page, number, quotation))?;
        let (time, place) = told_where(page, number, quotation);
        let (time, sentence) = match time {
            Some(time) => (Some(time), page.sentence(number).span),
            None => match earlier_saying(page, number, &speaker) {
                Some((time, _)) => (Some(time), page.sentence(number).span),
                None => (None, page.sentence(number).span),
            },
        };
        Some(Saying { speaker: Some(speaker), time, place, sentence })
    })
}

/// "…", according to the minister
fn according_to(page: &Page, sentence: usize, quotation: Span) -> Option<String> {
    super::attribution::of_clause(page, sentence, quotation)
}

/// Time and place told in the sentence outside the quotation.
fn told_where(page: &Page, sentence: usize, quotation: Span) -> (Option<TimeValue>, Option<String>) {
    let outside = page.in_sentence(sentence).iter().filter(|m| !quotation.overlaps(m.span));
    let time = outside.clone().filter(|m| is_day(m)).min_by_key(|m| m.span.gap(quotation));
    let place = outside.filter(|m| m.name().is_some_and(|name| name.kind == EntityKind::Place)).find(|m| {
        let at = page.words.at_byte(m.span.start);
        at > 0 && page.words.says_any(at - 1, &["in", "at", "from"])
    });
    (time.and_then(|m| m.time()?.value.clone()), place.and_then(|m| m.name()).map(|name| name.canonical.clone()))
}

/// The sentence before, in the same paragraph, told by the same speaker with a day.
fn earlier_saying(page: &Page, sentence: usize, speaker: &str) -> Option<(TimeValue, Span)> {
    let before = sentence
        .checked_sub(1)
        .filter(|&before| page.sentence(before).paragraph == page.sentence(sentence).paragraph)?;
    let tokens = page.sentence(before).tokens.clone();
    let says = tokens.clone().any(|at| is_saying(page, at));
    let is_same = page.in_sentence(before).iter().any(|m| m.name().is_some_and(|name| name.canonical == speaker));
    let day =
        page.in_sentence(before).iter().filter(|m| is_day(m)).min_by_key(|m| distance_to_saying(page, m, &tokens))?;
    (says && is_same).then(|| day.time()?.value.clone()).flatten().map(|time| (time, page.sentence(before).span))
}

fn distance_to_saying(page: &Page, mention: &Mention, tokens: &std::ops::Range<usize>) -> usize {
    let at = page.words.at_byte(mention.span.start);
    tokens.clone().filter(|&verb| is_saying(page, verb)).map(|verb| verb.abs_diff(at)).min().unwrap_or(usize::MAX)
}

fn is_day(mention: &Mention) -> bool {
    mention.time().is_some_and(|time| {
        matches!(time.kind, TimeKind::Date | TimeKind::Time)
            && time.value.as_ref().is_some_and(|value| value.grain <= crate::model::time::Grain::Day)
    })
}
