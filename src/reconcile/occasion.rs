//! Dated events of a story -> which of them are one happening, and where one happening is told for two days.
//!
//! Two clauses tell one happening when they share enough of their rarer words (`alike`), name the happening the story is
//! about (`central`) or tell when the same thing began (`beginning`).

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::Datelike;

use super::alike;
use super::attached::{Attached, attached};
use super::basis::basis;
use super::beginning::{self, Beginning, beginnings};
use super::central;
use super::days::Days;
use super::deed::{Deed, acts, deeds};
use super::words::{Stem, has, meanings, numbers, tokens};
use crate::model::decision::Rulings;
use crate::model::event::Event;
use crate::model::lexicon::Class;
use crate::model::phrase_lists::PhraseLists;
use crate::model::time::TimeValue;
use crate::model::token::Words;
use crate::model::vocabulary::{Cue, Vocabulary};

/// Words from the beginning of a clause among which the word for a count may be its subject.
const COUNT_REACH: usize = 5;
/// A word in more clauses than this links nothing.
const COMMON: usize = 48;
/// Clauses of meeting days are one happening from this likeness on.
const SAME_DAY_LIKENESS: f64 = 0.4;
/// In a shorter story every word would be common.
const SHORT: usize = 20;
/// A place line begins within so many bytes.
const PLACE_LINE: usize = 40;
/// A clause without a verb of its own is led in by no more bytes than this.
const LED: usize = 200;
/// So many words after "after" name what is counted from.
const COUNTED_FROM: usize = 6;

/// An event with its days and words.
#[derive(Debug)]
pub struct Telling<'a> {
    pub event: &'a Event,
    pub time: &'a TimeValue,
    pub days: Days,
    /// the day is that of making known or of entering into force
    pub basis: Option<Cue>,
    /// the happening the day belongs to, where it is not the clause's own
    pub attached: Option<Attached>,
    /// the day is that of what somebody says, not of the saying: "says that its troops took the town on March 6"
    pub reported: bool,
    /// the day of the place line a page opens with, "HARBOUR TOWN, Sept. 9": of what follows it dates no one thing
    pub dateline: bool,
    /// sorted, each once
    words: Vec<Stem>,
    /// of the words those that tell what happens once to a thing
    pub once: Vec<Stem>,
    /// what is done once to a thing, with the thing; sorted
    pub deeds: Vec<Deed>,
    /// what happens once and is told whole by several words; sorted
    pub acts: Vec<Stem>,
    /// figures of the clause, as written, without those of the day
    pub numbers: Vec<String>,
    /// the word by which the clause says that it is not the first of its kind, by its place in the list of them
    pub again: Option<usize>,
}

impl<'a> Telling<'a> {
    fn new(event: &'a Event, vocabulary: &Vocabulary) -> Option<Self> {
        let time = event.time.as_ref()?;
        let days = Days::of(time)?;
        let attached = attached(event, vocabulary);
        // "The death toll of the blast reached 26 on Thursday" dates a count, not the blast
        let phrases = &vocabulary.phrases;
        let is_count = |word: &str| phrases.counts_told.iter().any(|count| **count == *word);
        let counted = || event.description.split_whitespace().take(COUNT_REACH).any(is_count);
        if attached.is_none() && counted() {
            return None;
        }
        let own = with_subject(event, vocabulary);
        let mut told = match &attached {
            Some(attached) => attached.words.clone(),
            None => meanings(&own_words(&own, phrases), vocabulary),
        };
        told.sort_unstable();
        told.dedup();
        let once = told.iter().filter(|meaning| meaning.once).map(|meaning| meaning.stem).collect();
        let words = told.iter().map(|meaning| meaning.stem).collect();
        let basis = basis(&event.description, &event.text, vocabulary);
        let numbers =
            if attached.is_some() { Vec::new() } else { numbers(&event.description, &event.text, vocabulary) };
        let reported = is_reported(&event.description, &event.text, vocabulary);
        let deeds = if attached.is_some() { Vec::new() } else { deeds(&before_clause(event, &own), &own, vocabulary) };
        let acts = if attached.is_some() { Vec::new() } else { acts(&own, vocabulary) };
        let dateline = is_dateline(event, vocabulary);
        let again = again(&event.description, phrases);
        Some(Telling {
            event,
            time,
            days,
            basis,
            attached,
            reported,
            dateline,
            words,
            once,
            deeds,
            acts,
            numbers,
            again,
        })
    }
}

impl Telling<'_> {
    /// How many words of its own clause another one shares.
    pub fn shared_words(&self, other: &Telling) -> usize {
        self.words.iter().filter(|word| other.words.binary_search(word).is_ok()).count()
    }
}

/// Two tellings of one happening.
#[derive(Debug, Clone, Copy)]
pub struct Match {
    pub a: usize,
    pub b: usize,
    pub likeness: f64,
    pub shared: usize,
    /// how rare the words they share are in the story's sentences, summed
    pub strength: f64,
    /// they tell one thing done to one thing
    pub one_deed: bool,
}

/// The dated events of a story and what they have in common.
#[derive(Debug)]
pub struct Occasions<'a> {
    pub tellings: Vec<Telling<'a>>,
    /// pairs that share words, in a fixed order
    matches: Vec<Match>,
    /// pairs that somebody says are one happening, and whether their days can be the same
    one: Vec<((usize, usize), bool)>,
    /// pairs of one happening told for days that cannot be the same
    pub clashes: Vec<(usize, usize)>,
    /// pairs whose days cannot be the same and whose words leave open whether they are one happening
    pub doubtful: Vec<(usize, usize)>,
    /// pairs of one day that may be one happening told for two times of day
    pub other_hours: Vec<(usize, usize)>,
    pub beginnings: Vec<Beginning>,
}

impl<'a> Occasions<'a> {
    pub fn of(events: &[&'a Event], vocabulary: &Vocabulary, rulings: &Rulings) -> Self {
        let tellings: Vec<Telling> = events.iter().filter_map(|event| Telling::new(event, vocabulary)).collect();
        let mut matches = matches(&tellings, &Rarity::of(events, vocabulary));
        let apart = |a: usize, b: usize| rulings.are_different(&tellings[a].event.id, &tellings[b].event.id);
        matches.retain(|pair| !apart(pair.a, pair.b));
        let one = said_to_be_one(&tellings, rulings);
        let beginnings = beginnings(&tellings, vocabulary);
        let clashes: BTreeSet<(usize, usize)> = alike::clashes(&tellings, &matches)
            .into_iter()
            .chain(central::clashes(&tellings, vocabulary))
            .chain(beginning::clashes(&beginnings, &tellings))
            .filter(|&(a, b)| one_step(&tellings[a], &tellings[b]) && !apart(a, b))
            .chain(one.iter().filter(|(_, days_meet)| !days_meet).map(|(pair, _)| *pair))
            .collect();
        let doubtful: BTreeSet<(usize, usize)> = alike::doubtful(&tellings, &matches)
            .into_iter()
            .filter(|pair| !clashes.contains(pair) && one_step(&tellings[pair.0], &tellings[pair.1]))
            .collect();
        let other_hours = alike::other_hours(&tellings, &matches);
        let (clashes, doubtful) = (clashes.into_iter().collect(), doubtful.into_iter().collect());
        Occasions { tellings, matches, one, clashes, doubtful, other_hours, beginnings }
    }

    /// Pairs of one happening told for days that can be the same.
    pub fn same(&self) -> impl Iterator<Item = (usize, usize)> {
        let said = self.one.iter().map(|(pair, _)| *pair);
        let found = self.matches.iter().filter(|pair| {
            let (a, b) = (&self.tellings[pair.a], &self.tellings[pair.b]);
            let close = a.days.gap(&b.days) == 0 && a.days.grain == b.days.grain;
            close && pair.likeness >= SAME_DAY_LIKENESS && pair.shared >= 2
        });
        found.map(|pair| (pair.a, pair.b)).chain(said)
    }
}

/// Are both days of one step of the matter? The same day of another year is a slip whatever the verb is.
fn one_step(a: &Telling, b: &Telling) -> bool {
    let (x, y) = (a.days.first, b.days.first);
    a.basis == b.basis || (x.month(), x.day()) == (y.month(), y.day())
}

fn said_to_be_one(tellings: &[Telling], rulings: &Rulings) -> Vec<((usize, usize), bool)> {
    let mut classes: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, telling) in tellings.iter().enumerate() {
        if let Some(class) = rulings.class(&telling.event.id) {
            classes.entry(class).or_default().push(at);
        }
    }
    let pairs = classes.values().flat_map(|class| class.windows(2).map(|two| (two[0], two[1])));
    pairs.map(|(a, b)| ((a, b), tellings[a].days.gap(&tellings[b].days) == 0)).collect()
}

fn again(clause: &str, phrases: &PhraseLists) -> Option<usize> {
    let words = clause.split(|c: char| !c.is_alphanumeric() && c != '-');
    words.filter_map(|word| phrases.again.iter().position(|again| word.eq_ignore_ascii_case(again))).min()
}

/// A clause without what it only counts from: "three weeks after the explosion at Kolma" is no explosion.
fn own_words(clause: &str, phrases: &PhraseLists) -> String {
    let mut left = 0;
    let own = clause.split_inclusive(char::is_whitespace).filter(|word| {
        let bare = word.trim();
        let counts_from = phrases.from_another.iter().any(|word| **word == bare.to_lowercase());
        left = match counts_from {
            true => COUNTED_FROM,
            false if bare.ends_with([',', ';']) => 0,
            false => left.saturating_sub(1),
        };
        left == 0 && !counts_from
    });
    own.collect()
}

/// Does a verb of its own stand between the saying and the day?
fn is_reported(clause: &str, day: &str, vocabulary: &Vocabulary) -> bool {
    let Some(day) = clause.find(day).filter(|_| !day.is_empty()) else { return false };
    let tokens = tokens(clause, vocabulary);
    let words = Words { text: clause, tokens: &tokens, lexicon: &vocabulary.lexicon };
    let day = words.at_byte(day as u32);
    let says = (0..day).find(|&at| words.is(at, Class::REPORTING));
    says.is_some_and(|says| {
        let inner = |at: &usize| words.is(*at, Class::PAST) && !words.is(*at, Class::REPORTING | Class::NOUN);
        (says + 1..day).skip(1).any(|at| inner(&at) && at + 1 < day)
    })
}

/// The clause with the subject it was cut from: "The first patient, a porter, [fell ill on Friday]".
fn with_subject(event: &Event, vocabulary: &Vocabulary) -> String {
    let clause = event.description.as_str();
    let lexicon = &vocabulary.lexicon;
    let opens = clause.split_whitespace().next().unwrap_or_default();
    let class = lexicon.entry(lexicon.find(opens)).classes;
    let is_verb =
        class.intersects(Class::PAST | Class::AUXILIARY | Class::COPULA) && opens.starts_with(char::is_lowercase);
    let subject = event.sentence_text.split([',', '–', '—', '(']).next().unwrap_or_default();
    let before = event.sentence_text.find(clause).is_some_and(|at| at > subject.len());
    if is_verb && before {
        return format!("{subject} {clause}");
    }
    // "north of the town, [on the evening of Monday]": what happened then stands before it
    let verbs = Class::PAST | Class::AUXILIARY | Class::COPULA | Class::PRESENT;
    let led = event.sentence_text.find(clause).filter(|at| (1..=LED).contains(at) && !has(clause, lexicon, verbs));
    led.map_or_else(|| clause.to_owned(), |at| event.sentence_text[..at + clause.len()].to_owned())
}

/// Names, an abbreviation and a day at the head of a sentence.
fn is_dateline(event: &Event, vocabulary: &Vocabulary) -> bool {
    let clause = event.description.as_str();
    let opens = event.sentence_text.find(clause).is_some_and(|at| at <= PLACE_LINE);
    let named = |word: &str| {
        let class = vocabulary.lexicon.entry(vocabulary.lexicon.find(word)).classes;
        !word.starts_with(char::is_lowercase) || class.contains(Class::ABBREVIATION)
    };
    let words = clause.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    opens
        && !event.text.starts_with(char::is_lowercase)
        && words.clone().count() <= 8
        && words.clone().all(named)
        && words.count() > event.text.split_whitespace().count()
}

/// The sentence up to the end of a clause, where it holds the clause.
fn before_clause(event: &Event, clause: &str) -> String {
    let end = event.sentence_text.find(clause).map(|at| at + clause.len());
    end.map_or_else(|| clause.to_owned(), |end| event.sentence_text[..end].to_owned())
}

/// How rare words are in a story's sentences.
#[derive(Debug)]
pub struct Rarity {
    sentences: usize,
    told: HashMap<Stem, usize>,
}

impl Rarity {
    /// Counted in the sentences the events stand in.
    pub fn of(events: &[&Event], vocabulary: &Vocabulary) -> Self {
        let sentences: BTreeMap<(&str, u32), &str> =
            events.iter().map(|event| ((&*event.source, event.sentence.start), event.sentence_text.as_str())).collect();
        let mut told: HashMap<Stem, usize> = HashMap::new();
        for text in sentences.values() {
            let mut stems: Vec<Stem> = meanings(text, vocabulary).into_iter().map(|meaning| meaning.stem).collect();
            stems.sort_unstable();
            stems.dedup();
            stems.into_iter().for_each(|stem| *told.entry(stem).or_default() += 1);
        }
        Rarity { sentences: sentences.len().max(SHORT), told }
    }

    pub fn of_word(&self, word: &Stem) -> f64 {
        (1.0 + self.sentences as f64 / self.told.get(word).copied().unwrap_or(1) as f64).ln()
    }
}

fn matches(tellings: &[Telling], rarity: &Rarity) -> Vec<Match> {
    let mut index: BTreeMap<Stem, Vec<usize>> = BTreeMap::new();
    for (at, telling) in tellings.iter().enumerate() {
        for word in &telling.words {
            index.entry(*word).or_default().push(at);
        }
    }
    let weight =
        |word: &Stem| (1.0 + tellings.len() as f64 / index.get(word).map_or(1.0, |list| list.len() as f64)).ln();
    let total: Vec<f64> = tellings.iter().map(|telling| telling.words.iter().map(weight).sum()).collect();
    let mut candidates: BTreeSet<(usize, usize)> = BTreeSet::new();
    for list in index.values().filter(|list| list.len() <= COMMON) {
        for (at, &i) in list.iter().enumerate() {
            candidates.extend(list[at + 1..].iter().map(|&j| (i, j)));
        }
    }
    candidates
        .into_iter()
        .filter_map(|(a, b)| {
            let shared: Vec<&Stem> =
                tellings[a].words.iter().filter(|word| tellings[b].words.binary_search(word).is_ok()).collect();
            let smaller = total[a].min(total[b]);
            let likeness =
                if smaller > 0.0 { shared.iter().map(|word| weight(word)).sum::<f64>() / smaller } else { 0.0 };
            let strength = shared.iter().map(|word| rarity.of_word(word)).sum();
            let one_deed = tellings[a].deeds.iter().any(|deed| tellings[b].deeds.binary_search(deed).is_ok());
            (!shared.is_empty()).then_some(Match { a, b, likeness, shared: shared.len(), strength, one_deed })
        })
        .collect()
}
