//! The words around a time -> does the clause tell of the past or of the future?
//!
//! No tagger: the nearest verb form before the time decides, else the first one after it. Auxiliaries and past forms are closed
//! lists of the vocabulary; a word in "-ed" that it does not know counts as past.

use std::ops::Range;

use crate::model::lexicon::Class;
use crate::model::phrase_lists::PhraseLists;
use crate::model::token::{TokenKind, Words};

/// What the clause around a time tells of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tense {
    Past,
    Future,
    /// no cue, or one that says neither: "could", a present form
    Unsaid,
}

/// How far a verb may stand from the time, in tokens.
const REACH: usize = 40;
/// How far an auxiliary may stand before its verb, and one more for what governs it.
const AUXILIARY: usize = 5;

/// The tenses of one text's clauses. Each verb is read once, however many times stand around it.
#[derive(Debug)]
pub struct Tenses<'a> {
    words: Words<'a>,
    phrases: &'a PhraseLists,
    /// by token; None: not yet looked at
    seen: Vec<Option<Seen>>,
}

/// What a token says of tense.
#[derive(Debug, Clone, Copy)]
enum Seen {
    Nothing,
    /// ends a clause
    Closes,
    Verb(Tense),
}

impl<'a> Tenses<'a> {
    pub fn new(words: Words<'a>, phrases: &'a PhraseLists) -> Self {
        Tenses { words, phrases, seen: vec![None; words.len()] }
    }

    /// Reads the tense around tokens `time` of a sentence.
    pub fn around(&mut self, sentence: Range<usize>, time: Range<usize>) -> Tense {
        let (words, phrases) = (self.words, self.phrases);
        let first = sentence.start.max(time.start.saturating_sub(REACH));
        for at in (first..time.start).rev() {
            match self.seen(at, sentence.start) {
                Seen::Verb(tense) => return tense,
                // "at four in the morning (4 a.m. Thursday)": the bracket belongs to the clause before it
                Seen::Closes if !words.is_sign(at, "(") => break,
                _ => {}
            }
        }
        let last = sentence.end.min(time.end + REACH);
        for at in time.end..last {
            // the auxiliary of a verb close behind the time stands behind it too
            let seen = match at <= time.end + AUXILIARY {
                true => see(&words, at, time.end, phrases),
                false => self.seen(at, sentence.start),
            };
            match seen {
                Seen::Verb(tense) => return tense,
                Seen::Closes if at > time.end + 1 => break,
                _ => {}
            }
        }
        // the clause before the comma, when the time's own has no verb
        for at in (first..time.start).rev() {
            if let Seen::Verb(tense) = self.seen(at, sentence.start) {
                return tense;
            }
        }
        Tense::Unsaid
    }

    /// Does the clause before the time tell it in the present, by what somebody does: "they leave", "the envoy is in Oslo"? What
    /// somebody says is no such thing.
    pub fn is_present_before(&self, sentence: Range<usize>, time: Range<usize>) -> bool {
        let words = &self.words;
        let first = sentence.start.max(time.start.saturating_sub(REACH));
        let closes = |at: &usize| matches!(words.text(*at), ";" | ":" | "(" | ")" | "“" | "”" | "\"" | "—" | ",");
        (first + 1..time.start).rev().take_while(|at| !closes(at)).any(|at| {
            let is_free = !words.is(
                at - 1,
                Class::DETERMINER | Class::PREPOSITION | Class::ADJECTIVE | Class::NUMERAL | Class::CONJUNCTION,
            );
            let subject = words.is(at - 1, Class::PRONOUN | Class::NOUN | Class::PEOPLE | Class::TITLE);
            let does = words.is(at, Class::PRESENT)
                && !words.is(at, Class::REPORTING | Class::AUXILIARY | Class::COPULA | Class::PAST)
                && !words.is_capital(at)
                && !words.is_number(at - 1)
                && (words.is(at, Class::VERB) && !words.is(at, Class::NOUN) || subject);
            let stays =
                words.says_any(at, &["is", "are"]) && words.says_any(at + 1, &["in", "at", "back", "off", "away"]);
            is_free && does || stays
        })
    }

    fn seen(&mut self, at: usize, floor: usize) -> Seen {
        *self.seen[at].get_or_insert_with(|| see(&self.words, at, floor, self.phrases))
    }
}

fn see(words: &Words, at: usize, floor: usize, phrases: &PhraseLists) -> Seen {
    match words.get(at).map(|token| token.kind) {
        Some(TokenKind::Sign) if matches!(words.text(at), ";" | ":" | "(" | ")" | "“" | "”" | "\"" | "—") => {
            Seen::Closes
        }
        Some(TokenKind::Word) if can_tell(words, at) => {
            verb(words, at, floor, phrases).map_or(Seen::Nothing, Seen::Verb)
        }
        _ => Seen::Nothing,
    }
}

/// The classes of all words below that the vocabulary knows, but for contractions: most words have none of them and need not be
/// compared with any.
const TELLING: Class =
    Class::AUXILIARY.union(Class::MODAL).union(Class::FUTURE).union(Class::PAST).union(Class::PRESENT);

fn can_tell(words: &Words, at: usize) -> bool {
    let is_known = words.get(at).is_some_and(|token| token.word != 0);
    !is_known || words.is(at, TELLING) || words.text(at).contains(['\'', '’'])
}

/// The tense of the verb form at a token, with the auxiliaries before it; None when it is no verb.
fn verb(words: &Words, at: usize, floor: usize, phrases: &PhraseLists) -> Option<Tense> {
    if words.says_any(at, &["will", "shall", "won't", "won’t", "'ll", "’ll", "upcoming", "forthcoming"]) {
        return Some(Tense::Future);
    }
    // "they'll": the tokeniser keeps contractions whole
    if words.text(at).ends_with("'ll") || words.text(at).ends_with("’ll") {
        return Some(Tense::Future);
    }
    let classes = words.entry(at).classes;
    if classes.contains(Class::MODAL) {
        // "could bring rain" may be past or to come
        if words.says(at, "could") && words.is(at + 1, Class::VERB) && !words.is(at + 1, Class::PAST) {
            return Some(Tense::Unsaid);
        }
        // "may" the month has a capital; "can" says nothing of when
        let says_future = words.says_any(at, &["would", "should", "must", "may", "might"]) && !words.is_capital(at);
        return says_future.then_some(Tense::Future);
    }
    if words.says_any(at, &["was", "were", "had", "did", "has", "have", "been"]) {
        return Some(Tense::Past);
    }
    if words.says_any(at, &["is", "are", "am", "'s", "’s", "be"]) {
        return (is_planned(words, at + 1, phrases) || is_on_a_day(words, at + 1)).then_some(Tense::Future);
    }
    if is_plan(words, at, phrases) && auxiliary_before(words, at, floor, phrases) != Some(Tense::Past) {
        return Some(Tense::Future);
    }
    if is_past(words, at, classes) {
        return Some(auxiliary_before(words, at, floor, phrases).unwrap_or(Tense::Past));
    }
    if classes.contains(Class::PRESENT) && !words.is_capital(at) {
        let told = auxiliary_before(words, at, floor, phrases).filter(|tense| *tense == Tense::Future);
        if is_timetabled(words, at, floor, phrases) {
            return Some(Tense::Future);
        }
        // "asked him to testify on Feb. 10": what is asked for may be to come
        let is_asked =
            at > floor + 1 && words.says(at - 1, "to") && words.is(at, Class::VERB) && !words.is(at, Class::NOUN);
        return told.or(is_asked.then_some(Tense::Unsaid));
    }
    // "was bailed to reappear on Friday": a verb nobody listed
    let is_infinitive = at > floor && words.says(at - 1, "to") && words.is_word(at) && !words.is_capital(at);
    if is_infinitive {
        auxiliary_before(words, at, floor, phrases).filter(|tense| *tense == Tense::Future)
    } else {
        None
    }
}

fn is_past(words: &Words, at: usize, classes: Class) -> bool {
    if classes.intersects(Class::PAST) {
        // "left", "set", "cut" are past here; nouns and adjectives of the same form are told by their capital
        // "the talks run out": "ran" is the past, and "had run" is told by its auxiliary
        let is_base = words.says_any(at, &["run", "come", "become", "overcome"]);
        let has_auxiliary = (at.saturating_sub(AUXILIARY)..at).any(|at| words.is(at, Class::AUXILIARY));
        return !words.is_capital(at) && (!is_base || has_auxiliary);
    }
    let text = words.text(at);
    let unknown = words.get(at).is_some_and(|token| token.word == 0);
    unknown && text.len() > 4 && text.ends_with("ed") && words.is_word(at) && !words.is_capital(at)
}

/// "is expected", "are to meet", "is going to", "is due"
fn is_planned(words: &Words, at: usize, phrases: &PhraseLists) -> bool {
    let at = if words.is(at, Class::ADVERB | Class::NEGATION) { at + 1 } else { at };
    words.says_any(at, &phrases.is_to_come)
}

/// "the funeral is on Saturday", "the vote is Monday"
fn is_on_a_day(words: &Words, at: usize) -> bool {
    let day = Class::WEEKDAY.union(Class::MONTH);
    words.is(at, day) && words.is_capital(at)
        || words.says(at, "on") && words.is(at + 1, day) && words.is_capital(at + 1)
}

/// "talks resume Monday", "polls open at 7 a.m.": the present tense of what stands in a timetable.
fn is_timetabled(words: &Words, at: usize, floor: usize, phrases: &PhraseLists) -> bool {
    let lemma = words.lemma(at);
    phrases.timetabled.iter().any(|verb| **verb == *lemma)
        && at > floor
        && !words.is(at - 1, Class::DETERMINER | Class::PREPOSITION | Class::ADJECTIVE | Class::NUMERAL)
        && !words.is_number(at - 1)
        && !words.says(at - 1, "to")
}

/// "a summit set for April", "talks scheduled for Monday", "plans to hold", "plans a rally"
fn is_plan(words: &Words, at: usize, phrases: &PhraseLists) -> bool {
    let for_or_to = words.says_any(at + 1, &["for", "to"]);
    // "they planned a march on Saturday": when it was planned is rarely told
    words.says_any(at, &phrases.plans_alone)
        || words.says_any(at, &phrases.plans_for) && for_or_to
        || words.says_any(at, &phrases.plans_now)
        || words.says_any(at, &phrases.plans_to) && words.says(at + 1, "to")
}

/// The auxiliary of a verb, a few words before it: "will be held", "to leave", "was to be held", "is heard".
fn auxiliary_before(words: &Words, at: usize, floor: usize, phrases: &PhraseLists) -> Option<Tense> {
    // "were planning to drive": what governs the infinitive tells, not what stands before that
    if let Some(to) = at.checked_sub(1).filter(|&to| to >= floor && words.says(to, "to")) {
        // "agreed on Thursday night to meet": when it was agreed stands between
        let is_when = |at: usize| {
            let day = Class::WEEKDAY.union(Class::MONTH);
            words.is(at, day) && words.is_capital(at)
                || words.get(at).is_some_and(|token| token.kind == TokenKind::Number)
                || words.says_any(
                    at,
                    &["on", "late", "early", "morning", "afternoon", "evening", "night", "yesterday", "today"],
                )
        };
        let governor = (floor..to).rev().take(AUXILIARY).find(|&at| !is_when(at))?;
        return governs_plan(words, governor, phrases).then_some(Tense::Future);
    }
    let from = floor.max(at.saturating_sub(AUXILIARY - 1));
    for before in from..at {
        if words
            .says_any(before, &["will", "shall", "would", "won't", "won’t", "'ll", "’ll", "should", "must", "might"])
        {
            return Some(Tense::Future);
        }
        if words.says_any(before, &["was", "were", "had", "has", "have"]) {
            return Some(Tense::Past);
        }
        // "an event to be held on Friday"
        if words.says(before, "to") && words.says(before + 1, "be") && before + 2 == at {
            return Some(Tense::Future);
        }
        // "when the case is heard": now or to come
        if words.says_any(before, &["is", "are"]) && before + 1 == at {
            return Some(if is_planned(words, at, phrases) { Tense::Future } else { Tense::Unsaid });
        }
    }
    None
}

/// "plan [to]", "agreed [to]", "is [to]"
fn governs_plan(words: &Words, governor: usize, phrases: &PhraseLists) -> bool {
    words.is(governor, Class::FUTURE) && !words.says(governor, "next")
        || words.says_any(governor, &phrases.governs_plan)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::document::{Dateline, Document, Source};
    use crate::{text, vocabulary};

    fn tense(sentence: &str, time: &str) -> Tense {
        let vocabulary = vocabulary::load("en", &[]).unwrap();
        let document = Document {
            id: "t".into(),
            source: Source::default(),
            dateline: Dateline::default(),
            text: sentence.into(),
            verbatim: true,
        };
        let prose = text::read(&document, &vocabulary).value;
        let words = prose.words(sentence, &vocabulary.lexicon);
        let start = sentence.find(time).unwrap();
        let span = crate::model::span::Span::new(start, start + time.len());
        Tenses::new(words, &vocabulary.phrases).around(0..words.len(), words.within(span))
    }

    #[test]
    fn every_known_word_that_tells_can_be_told_by_its_class() {
        let vocabulary = vocabulary::load("en", &[]).unwrap();
        let source = include_str!("tense.rs");
        let verb = &source[source.find("fn verb(").unwrap()..source.find("fn is_past(").unwrap()];
        let phrases = &vocabulary.phrases;
        let plan = [&phrases.plans_alone, &phrases.plans_for, &phrases.plans_now, &phrases.plans_to];
        let mut spelled = 0;
        for word in verb.split('"').skip(1).step_by(2).chain(plan.into_iter().flatten().map(|word| &**word)) {
            let id = vocabulary.lexicon.find(word);
            let can_tell = id == 0 || vocabulary.lexicon.entry(id).classes.intersects(TELLING);
            assert!(can_tell || word.contains(['\'', '’']) || word == "to", "{word}");
            spelled += 1;
        }
        assert!(spelled > 40, "{spelled}");
    }

    #[test]
    fn past_forms_and_auxiliaries_tell() {
        assert_eq!(tense("The pact was signed on Monday.", "Monday"), Tense::Past);
        assert_eq!(tense("On Monday, the minister resigned.", "Monday"), Tense::Past);
        assert_eq!(tense("The court will meet on Monday.", "Monday"), Tense::Future);
        assert_eq!(tense("The trial is set to begin on Monday.", "Monday"), Tense::Future);
        assert_eq!(tense("He said the court would meet on Monday.", "Monday"), Tense::Future);
        assert_eq!(tense("They plan to leave on Monday.", "Monday"), Tense::Future);
        assert_eq!(tense("They planned a march and were planning to drive on Monday.", "Monday"), Tense::Future);
        assert_eq!(tense("A quiet Monday.", "Monday"), Tense::Unsaid);
        assert_eq!(tense("The clubs agreed late on Friday to play the match on May 4.", "May 4"), Tense::Future);
        assert_eq!(tense("The clubs agreed late on Friday to play the match on May 4.", "Friday"), Tense::Past);
        assert_eq!(tense("The funeral is on Saturday.", "Saturday"), Tense::Future);
        assert_eq!(tense("Rain is expected on Friday.", "Friday"), Tense::Future);
        assert_eq!(tense("The trial resumes Wednesday.", "Wednesday"), Tense::Future);
        assert_eq!(tense("A start on Monday was missed.", "Monday"), Tense::Past);
    }
}
