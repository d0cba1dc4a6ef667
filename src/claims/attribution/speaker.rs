//! Verb or "according to" -> who speaks: a name with its bearer, "police", "rights groups", the owner of a report, a pronoun's person.

use std::ops::Range;

use crate::claims::page::Page;
use crate::model::entity::EntityKind;
use crate::model::lexicon::Class;
use crate::model::mention::Mention;
use crate::model::span::Span;
use crate::model::vocabulary::Cue;

/// Longest noun phrase taken as a speaker, in tokens.
const LONGEST: usize = 6;
/// How far left of its verb a subject may begin, in tokens.
const REACH: usize = 24;

/// Who was heard, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heard {
    pub tokens: Range<usize>,
    /// who said it first, then who passed it on
    pub voices: Vec<String>,
}

/// A verb of saying that reports ("said", "told"), not one that is part of a name or a noun.
pub fn is_saying(page: &Page, at: usize) -> bool {
    let words = &page.words;
    words.is(at, Class::REPORTING)
        && is_verb_form(page, at)
        && !is_noun_form(page, at)
        // "declared a state of emergency" is an act
        && page.vocabulary.cues.all_at(words, at).all(|(_, cue)| *cue != Cue::DoneBySaying)
}

/// A verb that states a figure when a speaker or a paper is its subject: "counted", "data show", "expect".
pub fn may_state(page: &Page, at: usize) -> bool {
    page.words.is(at, Class::REPORTING | Class::CLAIMING) && is_verb_form(page, at)
}

fn is_verb_form(page: &Page, at: usize) -> bool {
    let words = &page.words;
    words.is(at, Class::PAST | Class::PRESENT | Class::GERUND)
        && !words.is_capital(at)
        && !words.is(at.wrapping_sub(1), Class::DETERMINER | Class::PREPOSITION | Class::COPULA)
        && (!words.is(at.wrapping_sub(1), Class::ADJECTIVE)
            || words.is(at.wrapping_sub(1), Class::TITLE | Class::SPEAKER))
        && !words.says(at.wrapping_sub(1), "to")
}

/// "report", "claims": a noun as often as a verb.
fn is_noun_form(page: &Page, at: usize) -> bool {
    const NOUNS: [&str; 8] = ["report", "call", "claim", "estimate", "note", "state", "post", "quote"];
    let text = page.words.text(at);
    NOUNS.iter().any(|noun| {
        text.get(..noun.len()).is_some_and(|head| head.eq_ignore_ascii_case(noun))
            && matches!(&text[noun.len()..], "" | "s")
    })
}

/// The subject of a verb of saying, on its left or, after a quotation, on its right.
pub fn speaker_of(page: &Page, verb: usize, sentence: &Range<usize>) -> Option<String> {
    if page.words.is(verb, Class::GERUND) {
        return first_named(page, verb);
    }
    let before = verb.checked_sub(1).and_then(|at| page.words.get(at)).and_then(|token| {
        let number = page.prose.sentence_at(token.span.start)?;
        page.voice_before(number)
    });
    let heard = subject(page, verb, sentence.start, &before, true);
    let heard = heard.or_else(|| phrase_after(page, verb + 1, (verb + 8).min(sentence.end)));
    heard.and_then(|heard| heard.voices.into_iter().next())
}

/// "Okello took the stage, saying: …": the first person or body named in the sentence speaks.
fn first_named(page: &Page, verb: usize) -> Option<String> {
    let until = page.words.get(verb)?.span.start;
    let sentence = page.prose.sentence_at(until)?;
    let speaks =
        |m: &&Mention| m.name().is_some_and(|name| matches!(name.kind, EntityKind::Person | EntityKind::Organization));
    page.in_sentence(sentence).iter().filter(|m| m.span.end <= until).find(speaks).map(canonical)
}

/// The subject left of a verb. `firm`: the verb can only be one of saying, so that any noun may be its subject.
pub fn subject(page: &Page, verb: usize, start: usize, before: &Option<String>, firm: bool) -> Option<Heard> {
    let words = &page.words;
    let start = start.max(verb.saturating_sub(REACH));
    let mut end = verb;
    while end > start
        && words.is(end - 1, Class::ADVERB | Class::AUXILIARY | Class::COPULA)
        && !words.is(end - 1, Class::PRONOUN)
    {
        end -= 1;
    }
    if end <= start {
        return None;
    }
    // ", which said": whoever was named before
    if words.says_any(end - 1, &["which", "who"]) {
        let last = (start..end - 1).rev().find(|&at| words.is_word(at))?;
        let phrase = phrase_ending(page, last + 1, start, firm)?;
        return Some(phrase);
    }
    // "the director, Mira Tolan, said", "Silva, the minister, said": the name of the two
    if words.is_sign(end - 1, ",") {
        let open = (start..end - 1).rev().take(12).find(|&at| words.is_sign(at, ","))?;
        // "Mira Tolan, 61, said"
        if open + 3 == end && words.is_number(open + 1) {
            return name_ending(page, open).map(|(name, at)| Heard { tokens: at..end, voices: vec![name] });
        }
        if let Some(heard) = name_ending(page, end - 1).filter(|(_, at)| *at <= open + 3 && *at > open) {
            return Some(Heard { tokens: open..end, voices: vec![heard.0] });
        }
        let describes = words.is(open + 1, Class::RELATIVE | Class::DETERMINER | Class::TITLE | Class::PREPOSITION);
        return if describes { phrase_ending(page, open, start, firm) } else { None };
    }
    if words.is(end - 1, Class::PRONOUN) && words.says_any(end - 1, &["he", "she", "they", "it"]) {
        let voice = match words.says_any(end - 1, &["he", "she"]) {
            // a government is no "she"
            true => before.clone().filter(|voice| is_person(page, voice)).or_else(|| person_meant(page, end - 1)),
            false => before.clone(),
        }?;
        return Some(Heard { tokens: end - 1..verb, voices: vec![voice] });
    }
    phrase_ending(page, end, start, firm)
}

/// The noun phrase that ends right before a token.
fn phrase_ending(page: &Page, end: usize, start: usize, firm: bool) -> Option<Heard> {
    let words = &page.words;
    let last = end.checked_sub(1).filter(|&last| last >= start)?;
    let opens = |at: usize| {
        words.is_word(at)
            && (!words.is(
                at,
                Class::VERB & !Class::NOUN
                    | Class::PREPOSITION
                    | Class::CONJUNCTION
                    | Class::SUBORDINATOR
                    | Class::AUXILIARY
                    | Class::PRONOUN,
            ) || words.is(at, Class::NOUN | Class::DETERMINER)
                || words.is_capital(at) && at > start)
            && !words.is(at, Class::PREPOSITION | Class::CONJUNCTION)
            || matches!(words.text(at), "’s" | "'s" | "’" | "'")
    };
    if let Some((name, at)) = name_ending(page, end) {
        let of_body = member_of(page, at, start).map(|(name, at)| Heard { tokens: at..end, voices: vec![name] });
        return of_body.or_else(|| Some(Heard { tokens: at..end, voices: vec![name] }));
    }
    let place = words.get(last).and_then(|token| page.name_over(token.span));
    if let Some(place) = place.filter(|place| place.name().is_some_and(|name| name.kind == EntityKind::Place)) {
        let at = words.at_byte(place.span.start);
        if at > start + 1 && words.says_any(at - 1, &["in", "from", "for"]) && words.is(at - 2, Class::SPEAKER) {
            return phrase_ending(page, at - 1, start, firm);
        }
    }
    let mut first = (start..=last).rev().take(LONGEST).take_while(|&at| opens(at)).last()?;
    // "in February the ministry": the article opens the phrase
    if let Some(article) =
        (first..last).rev().find(|&at| words.is(at, Class::DETERMINER) && words.is(at, Class::DEFINITE))
    {
        first = article;
    }
    // "a model by Larkfield University", "data from the border agency", "analysts at Brant"
    let of =
        first.checked_sub(1).filter(|&of| of > start && words.says_any(of, &["by", "from", "of", "at", "in", "for"]));
    if let Some(of) = of {
        let head = of - 1;
        if words.is(head, Class::PAPER) && words.says_any(of, &["by", "from", "of"]) {
            return Some(Heard { tokens: head..end, voices: vec![plain(page, first..end)] });
        }
        if words.is(head, Class::SPEAKER) {
            let from = (start..=head).rev().take(LONGEST).take_while(|&at| opens(at)).last()?;
            // "police in Mirel" are the police
            let until = if words.says_any(of, &["in", "from", "for"]) { of } else { end };
            return Some(Heard { tokens: from..end, voices: vec![plain(page, from..until)] });
        }
    }
    // "police data", "the ministry's figures": whose they are
    if words.is(last, Class::PAPER) {
        let owner_end = match words.text(last.checked_sub(1)?) {
            "’s" | "'s" | "’" | "'" => last - 1,
            _ => last,
        };
        if owner_end > first && words.is(owner_end - 1, Class::SPEAKER | Class::BODY) {
            return Some(Heard { tokens: first..end, voices: vec![plain(page, first..owner_end)] });
        }
        if owner_end > first && owner_end < last {
            return Some(Heard { tokens: first..end, voices: vec![plain(page, first..owner_end)] });
        }
        let tells = !words.says_any(last, &["data", "figures", "results", "statistics", "records", "documents"]);
        return (tells && last > first).then(|| Heard { tokens: first..end, voices: vec![plain(page, first..end)] });
    }
    let is_time = words.is(last, Class::WEEKDAY | Class::MONTH | Class::TIME_UNIT);
    let speaks = is_speaker(page, last) || firm && !is_time && !words.is(last, Class::DETERMINER | Class::PRONOUN);
    speaks.then(|| Heard { tokens: first..end, voices: vec![plain(page, first..end)] })
}

/// Can this noun speak? "police", "officials", "group"; a plain thing cannot.
fn is_speaker(page: &Page, at: usize) -> bool {
    page.words.is(at, Class::SPEAKER | Class::BODY | Class::TITLE)
}

/// Who is named behind "according to", "said" or "by": a name, a paper's owner, or the plain words.
pub fn phrase_after(page: &Page, start: usize, end: usize) -> Option<Heard> {
    let words = &page.words;
    if let Some((name, after)) = name_right_at(page, start) {
        return Some(Heard { tokens: start..after, voices: vec![name] });
    }
    let limit = end.min(start + LONGEST + 2);
    let stops = |at: &usize| {
        words.is_word(*at)
            && !words.is(*at, Class::PREPOSITION | Class::CONJUNCTION | Class::RELATIVE | Class::AUXILIARY)
            && !words.says_any(*at, &["quoted", "cited", "published", "told", "said"])
            || words.says(*at, "of")
            || words.is_dash(*at) && words.is_glued(*at)
    };
    let last = (start..limit).take_while(stops).last()?;
    let after = last + 1;
    // "according to a 2023 report by Insight Crime", "a preliminary estimate by the Red Cross"
    let is_paper = (start..=last).any(|at| words.is(at, Class::PAPER));
    if is_paper && words.says_any(after, &["by", "from"]) {
        let of = phrase_after_simple(page, after + 1, end)?;
        return Some(of);
    }
    let owner = (start..last).find(|&at| words.is(at, Class::PAPER)).and_then(|at| {
        (words.says_any(at + 1, &["of", "by", "from"]) && at < last).then(|| phrase_after_simple(page, at + 2, end))
    });
    if let Some(owner) = owner.flatten() {
        return Some(owner);
    }
    let mut until = after;
    if words.is(last, Class::PAPER) && last > start {
        // "according to police data"
        let end = if matches!(words.text(last - 1), "’s" | "'s" | "’" | "'") { last - 1 } else { last };
        if end > start && words.is(end - 1, Class::SPEAKER | Class::BODY) || end < last {
            until = end;
        }
    }
    let name = (start..after).find_map(|at| name_right_at(page, at).filter(|name| name.1 == after));
    let voice = match name {
        // "the health minister, Ruth Paz", "General Rell"
        Some((name, _)) if until == after => name,
        _ => plain(page, start..until),
    };
    // "the mayor, Tomas Rell"
    if words.is_sign(after, ",")
        && is_speaker(page, last)
        && let Some((name, end)) = name_right_at(page, after + 1)
    {
        return Some(Heard { tokens: start..end, voices: vec![name] });
    }
    (!voice.is_empty() && !words.is(start, Class::PRONOUN & !Class::DETERMINER))
        .then(|| Heard { tokens: start..after, voices: vec![voice] })
}

/// A name or the plain noun phrase, without looking for owners.
fn phrase_after_simple(page: &Page, start: usize, end: usize) -> Option<Heard> {
    let words = &page.words;
    if let Some((name, after)) = name_right_at(page, start) {
        return Some(Heard { tokens: start..after, voices: vec![name] });
    }
    let plain_word = |at: &usize| {
        words.is_word(*at)
            && !words.is(*at, Class::PREPOSITION | Class::CONJUNCTION | Class::RELATIVE | Class::AUXILIARY)
            && !words.says_any(*at, &["quoted", "cited", "published", "show", "shows", "showed", "said"])
            || words.says(*at, "of")
    };
    let last = (start..end.min(start + LONGEST)).take_while(plain_word).last()?;
    Some(Heard { tokens: start..last + 1, voices: vec![plain(page, start..last + 1)] })
}

/// Between its commas an apposition has up to so many tokens.
const APPOSITION: usize = 12;

/// The subject that opens a sentence, when it is one that speaks: whom "it" and "they" mean in the next one.
pub fn leading(page: &Page, sentence: &Range<usize>) -> Option<String> {
    let words = &page.words;
    if let Some((name, after)) =
        name_right_at(page, sentence.start).filter(|(_, after)| *after <= sentence.start + LONGEST)
    {
        // "Mira Tolan, the director, receives us": what stands between commas only describes
        let after = match words.is_sign(after, ",") {
            true => {
                (after + 1..sentence.end.min(after + APPOSITION)).find(|&at| words.is_sign(at, ",")).map(|at| at + 1)
            }
            false => Some(after),
        };
        let acts = |at: usize| words.is(at, Class::VERB | Class::AUXILIARY | Class::COPULA | Class::ADVERB);
        return after.is_some_and(acts).then_some(name);
    }
    let head = (sentence.start..sentence.end.min(sentence.start + 5)).find(|&at| words.is(at, Class::SPEAKER))?;
    let is_subject = words.is(head + 1, Class::VERB | Class::AUXILIARY | Class::COPULA | Class::ADVERB);
    is_subject.then(|| plain(page, sentence.start..head + 1))
}

/// A voice that "he" or "she" may mean: no body, no paper.
fn is_person(page: &Page, voice: &str) -> bool {
    let lexicon = page.words.lexicon;
    let last = voice.split_whitespace().next_back().unwrap_or_default();
    let class = lexicon.entry(lexicon.find(last)).classes;
    voice.starts_with(char::is_uppercase) || !class.intersects(Class::BODY | Class::PAPER)
}

/// Whom "he" or "she" means when nobody spoke before: the last person named.
fn person_meant(page: &Page, pronoun: usize) -> Option<String> {
    let at = page.words.get(pronoun)?.span.start;
    page.last_name(at, |kind| kind == EntityKind::Person).map(canonical)
}

/// The name that ends right before a token, and its first token; a place alone does not speak.
fn name_ending(page: &Page, end: usize) -> Option<(String, usize)> {
    let last = page.words.get(end.checked_sub(1)?)?.span;
    let name = page.name_over(last)?;
    let kind = name.name()?.kind;
    (name.span.end == last.end && kind != EntityKind::Place)
        .then(|| (canonical(name), page.words.at_byte(name.span.start)))
}

/// "Mira Tolan of Amis du [Lac] said": the person whose body's name ends the phrase, and the first token of hers.
fn member_of(page: &Page, body: usize, start: usize) -> Option<(String, usize)> {
    const NAMED: usize = 5;
    let words = &page.words;
    let of = (start + 1..body).rev().take(NAMED).find(|&at| words.says_any(at, &["of", "from", "at", "with"]))?;
    let is_named = (of + 1..body).all(|at| words.is_capital(at) || words.text(at).len() < 4);
    let last = words.get(of.checked_sub(1)?)?.span;
    let is_person = |m: &&Mention| m.name().is_some_and(|name| name.kind == EntityKind::Person);
    // "Mira Tolan with Peter Vall said": he is no body of hers
    let is_body = !page.name_over(words.get(body)?.span).as_ref().is_some_and(is_person);
    let person = page.name_over(last).filter(is_person).filter(|_| is_named && is_body)?;
    (person.span.end == last.end).then(|| (canonical(person), words.at_byte(person.span.start)))
}

/// The name that begins at a token, or behind an article or titles; and the token after it. A place alone does not speak.
pub fn name_right_at(page: &Page, start: usize) -> Option<(String, usize)> {
    let words = &page.words;
    let mut at = start;
    while at < start + 4 && words.is(at, Class::TITLE | Class::DETERMINER | Class::NATIONALITY | Class::ADJECTIVE)
        || words.is_sign(at, ".") && at > start && words.is(at - 1, Class::ABBREVIATION)
    {
        if page.name_over(words.get(at)?.span).is_some_and(|m| m.name().is_some_and(|n| n.kind != EntityKind::Place)) {
            break;
        }
        at += 1;
    }
    let first = words.get(at)?.span;
    let name = page.name_over(first).filter(|name| name.span.start <= first.start)?;
    let kind = name.name()?.kind;
    if kind == EntityKind::Place {
        return None;
    }
    let after = words.at_byte(name.span.end);
    // "the Larkfield school's head": the name is only an owner
    (!matches!(words.text(after), "’s" | "'s" | "’")).then(|| (canonical(name), after))
}

fn canonical(mention: &Mention) -> String {
    mention.name().map(|name| name.canonical.clone()).unwrap_or_default()
}

/// The words without a leading article.
fn plain(page: &Page, tokens: Range<usize>) -> String {
    let is_article = page.words.is(tokens.start, Class::DETERMINER) && tokens.len() > 1;
    let start = tokens.start + usize::from(is_article);
    let span: Span = page.words.span(start, tokens.end);
    page.text(span).split_whitespace().collect::<Vec<_>>().join(" ")
}
