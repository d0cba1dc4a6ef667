//! Quotes of a story -> pairs that are one utterance: the same words but for contractions and little changes.
//!
//! Candidates share two content words in a row, so that no quote is compared with every other.

use std::collections::BTreeMap;

use super::names::Names;
use super::words::{Stem, all, common, content};
use crate::model::decision::Rulings;
use crate::model::lexicon::Lexicon;
use crate::model::quote::Quote;

/// Words quoted by more sources than this are a slogan.
const SLOGAN: usize = 64;
/// Quotes are compared by so many words at most.
const COMPARED: usize = 160;
/// Fewer words are too little to tell an utterance by; without a speaker, or with two, it takes more.
const FEWEST: usize = 4;
const UNKNOWN_SPEAKER: usize = 8;
const TWO_SPEAKERS: usize = 10;

/// Two quotes of one utterance, in the order of their sources.
#[derive(Debug)]
pub struct Utterance<'a> {
    pub a: &'a Quote,
    pub b: &'a Quote,
    pub speakers: Speakers,
    /// the words differ, and not only because one quotes less
    pub reworded: bool,
    /// words both share, in order
    pub shared: usize,
}

/// Whose words they are said to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Speakers {
    Same,
    Different,
    Unknown,
}

/// The pairs, in a fixed order.
pub fn utterances<'a>(quotes: &[&'a Quote], names: &Names, lexicon: &Lexicon, rulings: &Rulings) -> Vec<Utterance<'a>> {
    let words: Vec<Vec<Stem>> = quotes
        .iter()
        .map(|quote| {
            let mut words = all(&quote.words, lexicon);
            words.truncate(COMPARED);
            words
        })
        .collect();
    let mut index: BTreeMap<(Stem, Stem), Vec<usize>> = BTreeMap::new();
    for (at, quote) in quotes.iter().enumerate() {
        for two in content(&quote.words, lexicon).windows(2) {
            let list = index.entry((two[0], two[1])).or_default();
            if list.last() != Some(&at) {
                list.push(at);
            }
        }
    }
    let mut candidates: Vec<(usize, usize)> = Vec::new();
    for list in index.values().filter(|list| list.len() <= SLOGAN) {
        for (at, &i) in list.iter().enumerate() {
            candidates.extend(list[at + 1..].iter().map(|&j| (i, j)));
        }
    }
    candidates.extend(said_to_be_one(quotes, rulings));
    candidates.retain(|&(i, j)| !rulings.are_different(&quotes[i].id, &quotes[j].id));
    candidates.sort_unstable();
    candidates.dedup();
    let look = |(i, j): (usize, usize)| {
        let one = rulings.are_one(&quotes[i].id, &quotes[j].id);
        look((quotes[i], &words[i]), (quotes[j], &words[j]), names, one)
    };
    candidates.into_iter().filter_map(look).collect()
}

fn said_to_be_one(quotes: &[&Quote], rulings: &Rulings) -> Vec<(usize, usize)> {
    let mut classes: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, quote) in quotes.iter().enumerate() {
        if let Some(class) = rulings.class(&quote.id) {
            classes.entry(class).or_default().push(at);
        }
    }
    classes.values().flat_map(|class| class.windows(2).map(|two| (two[0], two[1]))).collect()
}

fn look<'a>(
    (a, x): (&'a Quote, &[Stem]),
    (b, y): (&'a Quote, &[Stem]),
    names: &Names,
    said: bool,
) -> Option<Utterance<'a>> {
    let shorter = x.len().min(y.len());
    if (shorter < FEWEST || a.source == b.source) && !said {
        return None;
    }
    let (shared, run) = common(x, y);
    // short quotes must be nearly alike; long ones may be reported more freely, if a good run of them is
    let alike = shared * 4 >= shorter * 3 || shorter >= 12 && shared * 2 >= shorter && run >= 6;
    let speakers = match (a.speaker.as_deref(), b.speaker.as_deref()) {
        (Some(a), Some(b)) if names.of(a) == names.of(b) => Speakers::Same,
        (Some(_), Some(_)) => Speakers::Different,
        _ => Speakers::Unknown,
    };
    let needed = match speakers {
        Speakers::Same => FEWEST,
        Speakers::Unknown => UNKNOWN_SPEAKER,
        Speakers::Different => TWO_SPEAKERS,
    };
    if (shared < needed || !alike) && !said {
        return None;
    }
    Some(Utterance { a, b, speakers, reworded: run < shorter, shared })
}

/// The beginning of a quote, for a sentence.
pub fn short(quote: &Quote) -> String {
    let mut words = quote.words.split_whitespace();
    let first: Vec<&str> = words.by_ref().take(14).collect();
    let more = if words.next().is_some() { " …" } else { "" };
    format!("{}{more}", first.join(" ").trim_end_matches(['.', ',']))
}
