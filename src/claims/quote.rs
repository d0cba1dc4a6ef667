//! Quotation marks -> Quotes: words, speaker, time and place of saying.
//!
//! A quotation that stands alone goes on from the one before it in the text; a pronoun is the last person named.

use super::attribution::{is_saying, speaker_of};
use super::event::flat;
use super::page::Page;
use crate::model::entity::EntityKind;
use crate::model::id::content_id;
use crate::model::lexicon::Class;
use crate::model::mention::Mention;
use crate::model::quote::Quote;
use crate::model::sentence::Context;
use crate::model::span::Span;
use crate::model::time::{TimeKind, TimeValue};

/// Fewer words are scare quotes or names ("safe third country"), not something said.
const FEWEST_WORDS: usize = 4;
/// Bytes between a quotation and a verb that says it only there.
const BESIDE: u32 = 40;
/// A sentence that tells of a speech says so within so many words.
const OPENING: usize = 4;

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
        let saying = match own.or_else(|| said_after(page, last)) {
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
            .filter(|&at| is_saying(page, at) || is_quoting(page, at, quotation))
            .min_by_key(|&at| page.words.get(at).map_or(u32::MAX, |token| token.span.gap(quotation)));
        let speaker =
            verb.and_then(|verb| speaker_of(page, verb, &tokens)).or_else(|| according_to(page, number, quotation))?;
        let (time, place) = told_where(page, number, quotation);
        let (time, sentence) = match time {
            Some(time) => (Some(time), page.sentence(number).span),
            None => {
                let earlier = earlier_saying(page, number, &speaker).map(|(time, _)| time);
                let beside = || speech_beside(page, number);
                (earlier.or_else(beside), page.sentence(number).span)
            }
        };
        Some(Saying { speaker: Some(speaker), time, place, sentence })
    })
}

/// The minister [vowed]: “…”; “…,” the driver [sobbed]: beside a quotation these say it, elsewhere they need not.
fn is_quoting(page: &Page, at: usize, quotation: Span) -> bool {
    let is_near = page.words.get(at).is_some_and(|token| token.span.gap(quotation) <= BESIDE);
    is_near && page.words.says_any(at, &page.vocabulary.phrases.quoting)
}

/// “…” Mira Tolan, the director, [said that] at the opening in March.
fn said_after(page: &Page, quoted: usize) -> Option<Saying> {
    let number = quoted + 1;
    let next = page.prose.sentences.get(number)?;
    let tokens = next.tokens.clone();
    let is_saying_it = |&at: &usize| is_saying(page, at) && page.words.says_any(at + 1, &["that", "so", "this", "it"]);
    let goes_on = page.prose.quotation_at(next.span).is_none() && next.paragraph == page.sentence(quoted).paragraph;
    let verb = tokens.clone().find(is_saying_it).filter(|_| goes_on)?;
    // "said that the minister had" tells something else
    let points_back = !page.words.says(verb + 1, "that")
        || page.words.is(verb + 2, Class::PREPOSITION) && !page.words.is(verb + 2, Class::CONJUNCTION);
    let speaker = speaker_of(page, verb, &tokens).filter(|_| points_back)?;
    let dated = page.in_sentence(number).iter().filter(|m| is_dated(m));
    let time = dated.min_by_key(|m| distance_to_saying(page, m, &tokens)).and_then(|m| m.time()?.value.clone());
    Some(Saying { speaker: Some(speaker), time, place: None, sentence: next.span })
}

/// [She spoke to supporters on Sunday morning.] “…,” she said: the day of the speech, told in the sentence before or after.
fn speech_beside(page: &Page, number: usize) -> Option<TimeValue> {
    let own = page.sentence(number);
    let mut beside = [number.checked_sub(1), Some(number + 1)].into_iter().flatten();
    let speech = |&at: &usize| {
        let Some(sentence) = page.prose.sentences.get(at) else { return false };
        let mut opening = sentence.tokens.clone().take(OPENING);
        let pronoun = page.words.says_any(sentence.tokens.start, &["he", "she", "they"]);
        sentence.paragraph == own.paragraph
            && page.prose.quotation_at(sentence.span).is_none()
            && pronoun
            && opening.any(|at| matches!(page.words.lemma(at), "speak" | "address" | "talk"))
    };
    let sentence = beside.find(speech)?;
    page.in_sentence(sentence).iter().find(|m| is_day(m)).and_then(|m| m.time()?.value.clone())
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

/// A day, or the month of a saying long ago.
fn is_dated(mention: &Mention) -> bool {
    let is_time = |time: &crate::model::time::Time| matches!(time.kind, TimeKind::Date | TimeKind::Time);
    let fine = |value: &TimeValue| value.grain <= crate::model::time::Grain::Month;
    mention.time().is_some_and(|time| is_time(time) && time.value.as_ref().is_some_and(fine))
}

fn is_day(mention: &Mention) -> bool {
    mention.time().is_some_and(|time| {
        matches!(time.kind, TimeKind::Date | TimeKind::Time)
            && time.value.as_ref().is_some_and(|value| value.grain <= crate::model::time::Grain::Day)
    })
}
