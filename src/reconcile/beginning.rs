//! Dated events of a story -> those that tell when something began or came into force, and where two sources differ over it.
//!
//! A strike, a war or a trial begins once, so two days for its beginning are at odds however far apart they lie:
//! "The strike began on October 2", "on strike since October 7", "the trial, which opened on 3 June", "Early March: the
//! trial begins". What begins is one noun, the head of the subject or of what follows the verb; people, bodies and names
//! begin nothing by themselves.

use std::collections::BTreeSet;

use super::attached::lead;
use super::days::{Slip, slip};
use super::occasion::Telling;
use super::words::tokens;
use crate::model::event::Status;
use crate::model::lexicon::Class;
use crate::model::token::{TokenKind, Words};
use crate::model::vocabulary::{Cue, Vocabulary};

/// The day stands within so many words of the verb.
const REACH: usize = 8;
/// Days further apart than this are two beginnings, unless a slip of the pen lies between them.
const FAR: i64 = 60;
/// Each is laid beside so many others.
const MOST: usize = 200;
/// Nouns nobody listed must be this long to say what begins.
const TELLING: usize = 7;
/// Behind an article shorter ones do.
const NAMED_BY_ARTICLE: usize = 3;
/// "It entered into force": what, the sentence before tells.
const UNNAMED: &str = "it";

/// Which beginning a day is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Begins,
    /// a law or a truce from the day on which it holds
    InForce,
}

/// A day on which something began.
#[derive(Debug)]
pub struct Beginning {
    /// number of the telling
    pub at: usize,
    /// what began: "strike", "vaccination"
    pub what: String,
    pub kind: Kind,
}

/// The beginnings among a story's tellings.
pub fn beginnings(tellings: &[Telling], vocabulary: &Vocabulary) -> Vec<Beginning> {
    let told = tellings.iter().enumerate().filter(|(_, telling)| telling.event.status == Status::Happened);
    told.filter_map(|(at, telling)| {
        let event = telling.event;
        let (kind, what) = what_began(&event.description, &event.sentence_text, &event.text, vocabulary)?;
        Some(Beginning { at, what, kind })
    })
    .collect()
}

/// How many of them stand too far behind others to be laid beside all of them.
pub fn beyond(beginnings: &[Beginning]) -> usize {
    beginnings.len().saturating_sub(MOST + 1)
}

/// Pairs of beginnings of one thing, of two sources, on days that cannot be the same.
pub fn clashes(beginnings: &[Beginning], tellings: &[Telling]) -> Vec<(usize, usize)> {
    let telling = |beginning: &Beginning| &tellings[beginning.at];
    // a source that tells both days is at odds with nobody
    let days = |source: &str, what: &str, kind: Kind| -> BTreeSet<_> {
        let own = beginnings
            .iter()
            .filter(|own| &*telling(own).event.source == source && own.kind == kind && is_one(&own.what, what));
        own.map(|own| telling(own).days.first).collect()
    };
    let mut found = Vec::new();
    for (number, one) in beginnings.iter().enumerate() {
        for other in beginnings[number + 1..].iter().take(MOST) {
            let (a, b) = (telling(one), telling(other));
            let Some(slip) = slip(&a.days, &b.days) else { continue };
            let apart = slip != Slip::None || a.days.gap(&b.days) <= FAR;
            let (here, there) = (&a.event.place, &b.event.place);
            let elsewhere = !here.is_empty() && !there.is_empty() && here != there;
            if apart
                && one.kind == other.kind
                && a.event.source != b.event.source
                && !elsewhere
                && is_one(&one.what, &other.what)
                && days(&a.event.source, &one.what, one.kind).is_disjoint(&days(&b.event.source, &one.what, one.kind))
            {
                found.push((one.at, other.at));
            }
        }
    }
    found
}

/// One thing, or a thing and what only a pronoun names.
fn is_one(a: &str, b: &str) -> bool {
    a != b && (a == UNNAMED || b == UNNAMED) || same(a, b)
}

/// "vaccination" and "vaccinating" are one thing.
pub fn same(a: &str, b: &str) -> bool {
    let shared = a.chars().zip(b.chars()).take_while(|(x, y)| x == y).count();
    a == b && a != UNNAMED || shared >= 6 && shared * 3 >= a.len().max(b.len()) * 2
}

/// What a clause says began, or came into force, on the day `day` of it.
pub fn what_began(clause: &str, sentence: &str, day: &str, vocabulary: &Vocabulary) -> Option<(Kind, String)> {
    let day = clause.find(day).filter(|_| !day.is_empty()).map(|at| (at, at + day.len()))?;
    let tokens = tokens(clause, vocabulary);
    let words = Words { text: clause, tokens: &tokens, lexicon: &vocabulary.lexicon };
    let (from, to) = (words.at_byte(day.0 as u32), words.at_byte(day.1 as u32));
    let cue_at = |at: usize| {
        let mut cues = vocabulary.cues.all_at(&words, at);
        cues.find_map(|(length, cue)| match cue {
            Cue::Begins => Some((at, at + length, Kind::Begins)),
            Cue::InForce => Some((at, at + length, Kind::InForce)),
            _ => None,
        })
    };
    let before = (0..from).rev().take(REACH).find_map(cue_at);
    // "Early March: the trial begins"; "On Monday, the strike began"
    let leads = from <= 2;
    let after = || (to..tokens.len()).take(if leads { REACH } else { 0 }).find_map(cue_at);
    let Some((verb, end, kind)) = before.or_else(after) else {
        return since(&words, from, clause, sentence, vocabulary);
    };
    let floor = if verb < from { 0 } else { to };
    // "opened fire on Monday" begins nothing
    if words.says_any(end, &["fire", "up", "talks"]) && words.lemma(verb) == "open" {
        return None;
    }
    let no_noun =
        Class::PREPOSITION | Class::ADVERB | Class::WEEKDAY | Class::MONTH | Class::CONJUNCTION | Class::AUXILIARY;
    let stop = if verb < from { from } else { tokens.len().min(end + REACH) };
    let object = (kind == Kind::Begins && end < stop && words.is_word(end) && !words.is(end, no_noun)).then_some(end);
    let place = match object {
        Some(mut at) if words.is(at, Class::DETERMINER) => {
            while at + 1 < stop && words.is_word(at + 1) && !words.is(at + 1, no_noun) {
                at += 1;
            }
            Some(at)
        }
        Some(at) => Some(at),
        None => subject(&words, floor, verb),
    };
    let named = place.and_then(|place| noun(&words, place, vocabulary));
    let is_pronoun = || place.is_some_and(|at| words.says_any(at, &["it", "this"])) && kind == Kind::InForce;
    let what = named
        .or_else(|| is_pronoun().then(|| UNNAMED.to_owned()))
        .or_else(|| (verb <= floor + 3).then(|| antecedent(clause, sentence, vocabulary)).flatten())?;
    Some((kind, what))
}

/// The head of the noun phrase before a verb: the last word before its first preposition.
fn subject(words: &Words, floor: usize, verb: usize) -> Option<usize> {
    let sign = |at: &usize| words.tokens[*at].kind == TokenKind::Sign && !words.is_dash(*at);
    let opens = (floor..verb).rev().find(sign).map_or(floor, |at| at + 1);
    let cuts = Class::PREPOSITION | Class::RELATIVE | Class::AUXILIARY | Class::ADVERB;
    let end = (opens + 1..verb).find(|&at| words.is(at, cuts)).unwrap_or(verb);
    end.checked_sub(1).filter(|&at| at >= opens)
}

/// "The trial, [which opened on 3 June]": the last noun before the clause.
fn antecedent(clause: &str, sentence: &str, vocabulary: &Vocabulary) -> Option<String> {
    let opens = clause.split_whitespace().next()?;
    let class = vocabulary.lexicon.entry(vocabulary.lexicon.find(opens)).classes;
    if !class.intersects(Class::RELATIVE | Class::AUXILIARY | Class::PAST) {
        return None;
    }
    let before = sentence[..sentence.find(clause)?].trim_end().trim_end_matches([',', '–', '—']);
    let first = before.split([',', '–', '—', ':']).next().unwrap_or(before);
    let text = if class.contains(Class::RELATIVE) { before } else { first };
    let tokens = tokens(text, vocabulary);
    let words = Words { text, tokens: &tokens, lexicon: &vocabulary.lexicon };
    let last = tokens.len().checked_sub(1)?;
    match class.contains(Class::RELATIVE) {
        true => noun(&words, last, vocabulary),
        false => subject(&words, 0, tokens.len()).and_then(|at| noun(&words, at, vocabulary)),
    }
}

/// "have been on strike since October 7", "the truce in force since 7 June", "crippled since Monday, when drivers walked out"
fn since(words: &Words, day: usize, clause: &str, sentence: &str, vocabulary: &Vocabulary) -> Option<(Kind, String)> {
    let since = (day.saturating_sub(3)..day).rev().find(|&at| words.says(at, "since"))?;
    if words.says(since.checked_sub(1)?, "force") {
        let what = subject(words, 0, since.saturating_sub(2)).and_then(|at| noun(words, at, vocabulary));
        return Some((Kind::InForce, what?));
    }
    let happens = (since.saturating_sub(3)..since).rev().find(|&at| words.is(at, Class::HAPPENING));
    let walked_out = || {
        let behind = &sentence[sentence.find(clause)?..];
        let when = behind.find(" when ")?;
        let told = &behind[when..];
        let tokens = tokens(told, vocabulary);
        let words = Words { text: told, tokens: &tokens, lexicon: &vocabulary.lexicon };
        let out = (0..tokens.len()).any(|at| words.says_any(at, &["walk", "walked"]) && words.says(at + 1, "out"));
        (out && when <= clause.len() + 4).then(|| lead("strike", vocabulary).to_owned())
    };
    happens.and_then(|at| noun(words, at, vocabulary)).or_else(walked_out).map(|what| (Kind::Begins, what))
}

fn noun(words: &Words, at: usize, vocabulary: &Vocabulary) -> Option<String> {
    let text = words.text(at);
    let entry = words.entry(at);
    let happens = entry.classes.contains(Class::HAPPENING);
    let nobody = Class::GENERIC
        | Class::TITLE
        | Class::BODY
        | Class::NATIONALITY
        | Class::PRONOUN
        | Class::TIME_UNIT
        | Class::PEOPLE
        | Class::SPEAKER;
    // "the search", "the fee for visitors": what has an article is a thing; a longer word says by itself what it is
    let needed = if at > 0 && words.is(at - 1, Class::DETERMINER) { NAMED_BY_ARTICLE } else { TELLING };
    let speaks = text.len() >= needed && (!text.starts_with(char::is_uppercase) || at == 0);
    if !happens && (!speaks || entry.classes.intersects(nobody)) {
        // "Operation Lantern", "Hurricane Ada": the noun in front of the name
        let named = at.checked_sub(1).filter(|_| text.starts_with(char::is_uppercase));
        return named.filter(|&at| words.is(at, Class::HAPPENING)).and_then(|at| noun(words, at, vocabulary));
    }
    let base = words.lexicon.word(entry.lemma);
    let what = if happens && !base.is_empty() { base.to_lowercase() } else { text.to_lowercase() };
    Some(lead(&what, vocabulary).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reconcile::sample::vocabulary;

    #[test]
    fn what_begins_is_the_subject_or_what_follows_the_verb() {
        let vocabulary = vocabulary();
        let began = |clause: &str, day: &str| {
            what_began(clause, clause, day, &vocabulary).map(|(_, what)| what).unwrap_or_default()
        };
        assert_eq!(began("The strike at the shipyard began on 2 October", "2 October"), "strike");
        assert_eq!(began("Luapara began vaccinating on Monday", "Monday"), "vaccinating");
        assert_eq!(began("Vaccination against cholera started on Tuesday", "Tuesday"), "vaccination");
        assert_eq!(began("Our members have been on strike since October 7", "October 7"), "strike");
        assert_eq!(began("The strike ended on October 9", "October 9"), "");
        assert_eq!(began("On October 7 the strike began", "October 7"), "strike");
        assert!(same("vaccination", "vaccinating") && !same("strike", "war"));
    }

    #[test]
    fn a_law_is_in_force_from_one_day_and_a_pronoun_may_be_the_law() {
        let vocabulary = vocabulary();
        let holds = |clause: &str| what_began(clause, clause, "July 1", &vocabulary);
        assert_eq!(holds("The regulation took effect on July 1"), Some((Kind::InForce, "regulation".into())));
        assert_eq!(holds("it took effect on July 1"), Some((Kind::InForce, "it".into())));
        assert!(is_one("it", "regulation") && !is_one("it", "it"));
    }
}
