//! Who says so: "according to X", "X said", "X told reporters".

use std::ops::Range;

use super::page::Page;
use crate::model::entity::EntityKind;
use crate::model::lexicon::Class;
use crate::model::mention::Mention;
use crate::model::span::Span;
use crate::model::vocabulary::Cue;

/// Longest noun phrase taken as a speaker, in tokens.
const LONGEST: usize = 6;

/// Who the sentence says a span comes from; nested sources are joined by " via ", the nearest first.
pub fn of_clause(page: &Page, sentence: usize, span: Span) -> Option<String> {
    let tokens = page.sentence(sentence).tokens.clone();
    let mut sources: Vec<(u32, String)> = Vec::new();
    for at in tokens.clone() {
        let place = page.words.get(at)?.span;
        let speaker = match page.vocabulary.cues.longest_at(&page.words, at) {
            Some((length, Cue::AccordingTo)) => phrase_after(page, at + length, tokens.end),
            _ if is_saying(page, at) => speaker_of(page, at, &tokens),
            _ => None,
        };
        if let Some(speaker) = speaker {
            sources.push((place.gap(span), speaker));
        }
    }
    sources.sort();
    sources.dedup_by(|a, b| a.1 == b.1);
    let names: Vec<String> = sources.into_iter().map(|(_, name)| name).take(3).collect();
    (!names.is_empty()).then(|| names.join(" via "))
}

/// A verb of saying that reports ("said", "told"), not one that is part of a name or a noun.
pub fn is_saying(page: &Page, at: usize) -> bool {
    let words = &page.words;
    words.is(at, Class::REPORTING)
        && words.is(at, Class::PAST | Class::PRESENT | Class::GERUND)
        && !words.is_capital(at)
        && !words.is(at.wrapping_sub(1), Class::DETERMINER | Class::PREPOSITION | Class::ADJECTIVE)
        && !words.says_any(
            at,
            &[
                "report",
                "call",
                "claim",
                "estimate",
                "note",
                "state",
                "post",
                "quote",
                "reports",
                "claims",
                "estimates",
                "calls",
                "notes",
                "states",
                "posts",
            ],
        )
}

/// The subject of a verb of saying, on its left or, after a quotation, on its right.
pub fn speaker_of(page: &Page, verb: usize, sentence: &Range<usize>) -> Option<String> {
    if page.words.is(verb, Class::GERUND) {
        return subject(page, verb);
    }
    let left = phrase_before(page, verb, sentence.start);
    left.or_else(|| {
        // "…," said Maria Silva, a doctor
        let name = name_at(page, verb + 1)?;
        Some(canonical(name))
    })
}

/// "Okello took the stage, saying: …": the first person or body named in the sentence speaks.
fn subject(page: &Page, verb: usize) -> Option<String> {
    let until = page.words.get(verb)?.span.start;
    let sentence = page.prose.sentence_at(until)?;
    let speaks =
        |m: &&Mention| m.name().is_some_and(|name| matches!(name.kind, EntityKind::Person | EntityKind::Organization));
    page.in_sentence(sentence).iter().filter(|m| m.span.end <= until).find(speaks).map(canonical)
}

fn name_at<'a>(page: &Page<'a>, token: usize) -> Option<&'a Mention> {
    let span = page.words.get(token)?.span;
    let at = page.mentions.partition_point(|m| m.span.end <= span.start);
    page.mentions[at..]
        .iter()
        .take(4)
        .find(|m| m.name().is_some() && m.span.start <= span.end + 24 && is_near(page, span, m.span))
}

/// Only titles and articles stand between a verb and the name after it.
fn is_near(page: &Page, from: Span, to: Span) -> bool {
    let between = page.words.at_byte(from.start)..page.words.at_byte(to.start);
    between.into_iter().all(|at| {
        page.words.is(at, Class::TITLE | Class::DETERMINER | Class::NATIONALITY | Class::ADJECTIVE)
            || matches!(page.words.text(at), "." | "-")
    })
}

fn canonical(mention: &Mention) -> String {
    mention.name().map(|name| name.canonical.clone()).unwrap_or_default()
}

/// The noun phrase that ends right before a token: a name with its bearer, "police", "rights groups", a pronoun's person.
fn phrase_before(page: &Page, end: usize, start: usize) -> Option<String> {
    let words = &page.words;
    let mut at = end;
    // "Silva, the minister, said": step over what stands in commas
    while at > start && (words.is(at - 1, Class::ADVERB | Class::AUXILIARY)) {
        at -= 1;
    }
    if at > start && words.is_sign(at - 1, ",") {
        let open = (start..at - 1).rev().take(24).find(|&i| words.is_sign(i, ","));
        let relative_or_title =
            open.is_some_and(|open| words.is(open + 1, Class::RELATIVE | Class::DETERMINER | Class::TITLE));
        if let Some(open) = open.filter(|_| relative_or_title) {
            at = open;
        }
    }
    let last = at.checked_sub(1).filter(|&last| last >= start)?;
    if words.is(last, Class::PRONOUN) && words.says_any(last, &["he", "she", "they"]) {
        return person_meant(page, last);
    }
    let name = page
        .mentions
        .iter()
        .rev()
        .find(|m| m.name().is_some() && words.get(last).is_some_and(|t| m.span.contains(t.span)));
    if let Some(name) = name.filter(|m| m.name().is_some_and(|name| name.kind != EntityKind::Place)) {
        return Some(canonical(name));
    }
    let first = (start..=last)
        .rev()
        .take(LONGEST)
        .take_while(|&i| {
            words.is_word(i)
                && !words.is(
                    i,
                    Class::VERB & !Class::NOUN
                        | Class::PREPOSITION
                        | Class::CONJUNCTION
                        | Class::SUBORDINATOR
                        | Class::AUXILIARY,
                )
                || words.is(i, Class::NOUN)
        })
        .last()?;
    is_speaker(page, last).then(|| plain(page, first..last + 1))
}

/// Whom "he" or "she" means: who spoke in the sentence before, else the last person named.
fn person_meant(page: &Page, pronoun: usize) -> Option<String> {
    let at = page.words.get(pronoun)?.span.start;
    let sentence = page.prose.sentence_at(at)?;
    let before =
        sentence.checked_sub(1).filter(|&before| page.sentence(before).paragraph == page.sentence(sentence).paragraph);
    let spoke = before.and_then(|before| {
        let tokens = page.sentence(before).tokens.clone();
        // "he said" would only lead further back
        let is_named = |at: &usize| !page.words.is(at.wrapping_sub(1), Class::PRONOUN);
        let verb = tokens.clone().filter(is_named).find(|&at| is_saying(page, at))?;
        phrase_before(page, verb, tokens.start)
    });
    spoke.or_else(|| page.last_name(at, |kind| kind == EntityKind::Person).map(canonical))
}

/// Can this noun speak? "police", "officials", "group", "ministry"; a plain thing cannot.
fn is_speaker(page: &Page, at: usize) -> bool {
    let words = &page.words;
    words.is(at, Class::BODY | Class::GENERIC | Class::TITLE)
        || words.says_any(
            at,
            &[
                "police",
                "officials",
                "authorities",
                "groups",
                "analysts",
                "experts",
                "critics",
                "organizers",
                "organisers",
                "witnesses",
                "media",
                "sources",
                "activists",
                "lawyers",
                "statement",
                "report",
                "figures",
                "data",
                "spokesperson",
                "rescuers",
                "medics",
                "researchers",
                "scientists",
            ],
        )
}

fn phrase_after(page: &Page, start: usize, end: usize) -> Option<String> {
    let words = &page.words;
    if let Some(name) = name_at(page, start) {
        return Some(canonical(name));
    }
    // "according to a 2023 report by Insight Crime"
    let by = (start..end.min(start + 8)).find(|&at| words.says_any(at, &["by", "from"]));
    if let Some(name) = by.and_then(|by| name_at(page, by + 1)) {
        return Some(canonical(name));
    }
    let last = (start..end.min(start + LONGEST))
        .take_while(|&at| {
            words.is_word(at)
                && !words.is(at, Class::PREPOSITION | Class::CONJUNCTION | Class::RELATIVE | Class::AUXILIARY)
                || words.says(at, "of")
        })
        .last()?;
    Some(plain(page, start..last + 1))
}

/// The words without a leading article.
fn plain(page: &Page, tokens: Range<usize>) -> String {
    let start = if page.words.is(tokens.start, Class::DETERMINER) && tokens.len() > 1 {
        tokens.start + 1
    } else {
        tokens.start
    };
    page.text(page.words.span(start, tokens.end)).split_whitespace().collect::<Vec<_>>().join(" ")
}
