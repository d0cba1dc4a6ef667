//! Dated events of a story -> those that tell when something began, and where two sources differ over it.
//!
//! A strike, a war or a campaign begins once, so two days for its beginning are at odds however far apart they lie:
//! "The strike began on October 2", "on strike since October 7", "began vaccinating on Monday". What begins is one noun,
//! the head of the subject or of what follows the verb; people, bodies and names begin nothing by themselves.

use std::collections::BTreeSet;

use super::occasion::Telling;
use super::words::tokens;
use crate::model::event::Status;
use crate::model::lexicon::Class;
use crate::model::token::{TokenKind, Words};
use crate::model::vocabulary::{Cue, Vocabulary};

/// The day stands within so many words of the verb.
const REACH: usize = 8;
/// Days further apart than this are two beginnings.
const FAR: i64 = 60;
/// Each is laid beside so many others.
const MOST: usize = 200;
/// Nouns nobody listed must be this long to say what begins.
const TELLING: usize = 7;

/// A day on which something began.
#[derive(Debug)]
pub struct Beginning {
    /// number of the telling
    pub at: usize,
    /// what began: "strike", "vaccination"
    pub what: String,
}

/// The beginnings among a story's tellings.
pub fn beginnings(tellings: &[Telling], vocabulary: &Vocabulary) -> Vec<Beginning> {
    let told = tellings.iter().enumerate().filter(|(_, telling)| telling.event.status == Status::Happened);
    told.filter_map(|(at, telling)| {
        let what = what_began(&telling.event.description, &telling.event.text, vocabulary)?;
        Some(Beginning { at, what })
    })
    .collect()
}

/// Pairs of beginnings of one thing, of two sources, on days that cannot be the same.
pub fn clashes(beginnings: &[Beginning], tellings: &[Telling]) -> Vec<(usize, usize)> {
    let telling = |beginning: &Beginning| &tellings[beginning.at];
    // a source that tells both days is at odds with nobody
    let days = |source: &str, what: &str| -> BTreeSet<_> {
        let own = beginnings.iter().filter(|own| &*telling(own).event.source == source && same(&own.what, what));
        own.map(|own| telling(own).days.first).collect()
    };
    let mut found = Vec::new();
    for (number, one) in beginnings.iter().enumerate() {
        for other in beginnings[number + 1..].iter().take(MOST) {
            let (a, b) = (telling(one), telling(other));
            let gap = a.days.gap(&b.days);
            let apart = (1..=FAR).contains(&gap) && a.days.grain == b.days.grain;
            let (here, there) = (&a.event.place, &b.event.place);
            let elsewhere = !here.is_empty() && !there.is_empty() && here != there;
            if apart
                && a.event.source != b.event.source
                && !elsewhere
                && same(&one.what, &other.what)
                && days(&a.event.source, &one.what).is_disjoint(&days(&b.event.source, &one.what))
            {
                found.push((one.at, other.at));
            }
        }
    }
    found
}

/// "vaccination" and "vaccinating" are one thing.
pub fn same(a: &str, b: &str) -> bool {
    let shared = a.chars().zip(b.chars()).take_while(|(x, y)| x == y).count();
    a == b || shared >= 6 && shared * 3 >= a.len().max(b.len()) * 2
}

/// What a clause says began on the day `day` of it.
pub fn what_began(clause: &str, day: &str, vocabulary: &Vocabulary) -> Option<String> {
    let day = clause.find(day).filter(|_| !day.is_empty())?;
    let tokens = tokens(clause, vocabulary);
    let words = Words { text: clause, tokens: &tokens, lexicon: &vocabulary.lexicon };
    let day = tokens.iter().position(|token| token.span.start as usize >= day)?;
    let begins = (0..day).rev().take(REACH).find_map(|at| {
        let mut cues = vocabulary.cues.all_at(&words, at);
        cues.find(|(_, cue)| **cue == Cue::Begins).map(|(length, _)| (at, at + length))
    });
    let Some((verb, after)) = begins else { return since(&words, day) };
    let is = |at: usize, class: Class| words.is(at, class);
    let no_noun =
        Class::PREPOSITION | Class::ADVERB | Class::WEEKDAY | Class::MONTH | Class::CONJUNCTION | Class::AUXILIARY;
    let object = (after < day && tokens[after].kind == TokenKind::Word && !is(after, no_noun)).then_some(after);
    let place = match object {
        Some(mut at) if is(at, Class::DETERMINER) => {
            while at + 1 < day && tokens[at + 1].kind == TokenKind::Word && !is(at + 1, no_noun) {
                at += 1;
            }
            at
        }
        Some(at) => at,
        None => subject(&words, verb)?,
    };
    noun(&words, place)
}

/// The head of the noun phrase before a verb: the last word before its first preposition.
fn subject(words: &Words, verb: usize) -> Option<usize> {
    let opens = (0..verb).rev().find(|&at| words.tokens[at].kind == TokenKind::Sign).map_or(0, |at| at + 1);
    let cuts = Class::PREPOSITION | Class::RELATIVE | Class::AUXILIARY | Class::ADVERB;
    let end = (opens + 1..verb).find(|&at| words.is(at, cuts)).unwrap_or(verb);
    end.checked_sub(1).filter(|&at| at >= opens)
}

/// "have been on strike since October 7"
fn since(words: &Words, day: usize) -> Option<String> {
    let since = day.checked_sub(1).filter(|&at| words.says(at, "since"))?;
    let happens = (since.saturating_sub(3)..since).rev().find(|&at| words.is(at, Class::HAPPENING))?;
    noun(words, happens)
}

fn noun(words: &Words, at: usize) -> Option<String> {
    let text = words.tokens[at].span.of(words.text);
    let entry = words.lexicon.entry(words.tokens[at].word);
    let happens = entry.classes.contains(Class::HAPPENING);
    let nobody = Class::GENERIC | Class::TITLE | Class::BODY | Class::NATIONALITY | Class::PRONOUN | Class::TIME_UNIT;
    let speaks = text.len() >= TELLING && !text.starts_with(char::is_uppercase) || at == 0 && text.len() >= TELLING;
    if !happens && (!speaks || entry.classes.intersects(nobody)) {
        return None;
    }
    let base = words.lexicon.word(entry.lemma);
    Some(if happens && !base.is_empty() { base.to_lowercase() } else { text.to_lowercase() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reconcile::sample::vocabulary;

    #[test]
    fn what_begins_is_the_subject_or_what_follows_the_verb() {
        let vocabulary = vocabulary();
        let began = |clause: &str, day: &str| what_began(clause, day, &vocabulary).unwrap_or_default();
        assert_eq!(began("The strike at the shipyard began on 2 October", "2 October"), "strike");
        assert_eq!(began("Luapara began vaccinating on Monday", "Monday"), "vaccinating");
        assert_eq!(began("Vaccination against cholera started on Tuesday", "Tuesday"), "vaccination");
        assert_eq!(began("Our members have been on strike since October 7", "October 7"), "strike");
        assert_eq!(began("The strike ended on October 9", "October 9"), "");
        assert!(same("vaccination", "vaccinating") && !same("strike", "war"));
    }
}
