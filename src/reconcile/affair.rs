//! One story's claims, events and quotes, sorted, grouped and named: what every rule gets to see.

use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::NaiveDate;
use rayon::prelude::*;
use rust_decimal::Decimal;

use crate::model::claim::Claim;
use crate::model::decision::Rulings;
use crate::model::document::{Document, SourceId};
use crate::model::entity::EntityKind;
use crate::model::event::Event;
use crate::model::modality::Modality;
use crate::model::quote::Quote;
use crate::model::span::Span;
use crate::model::vocabulary::Vocabulary;

use super::beginning;
use super::breath::{self, Line};
use super::figure::Figure;
use super::group::{Family, families};
use super::lasting::Lasting;
use super::left_out::LeftOut;
use super::main_place::main_place;
use super::names::Names;
use super::occasion::Occasions;
use super::passages::Passages;
use super::profile::Profiles;
use super::utterance::{Utterance, utterances};

/// What reconciling must know of a document; its text it does not need.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Facts<'a> {
    pub id: &'a str,
    pub published: Option<NaiveDate>,
    /// the day is little more than a guess
    pub guessed: bool,
    pub title: &'a str,
    pub publisher: &'a str,
}

impl<'a> From<&'a Document> for Facts<'a> {
    fn from(document: &'a Document) -> Self {
        Facts {
            id: &document.id,
            published: document.dateline.published,
            guessed: document.dateline.is_weak(),
            title: &document.source.title,
            publisher: &document.source.publisher,
        }
    }
}

/// Letters of a title that names its source in a sentence.
const TITLE: usize = 44;

/// A headline in so many letters, cut between two words.
fn short(title: &str) -> String {
    let title = title.trim();
    if title.chars().count() <= TITLE {
        return title.to_owned();
    }
    let mut short = String::new();
    for word in title.split_whitespace() {
        if !short.is_empty() && short.chars().count() + word.chars().count() >= TITLE {
            break;
        }
        short.push_str(word);
        short.push(' ');
    }
    short.push('…');
    short
}

/// What to call a source in a sentence: its publisher, else its title, else its id; never a name two sources share.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    names: HashMap<String, String>,
    published: HashMap<String, NaiveDate>,
    guessed: HashSet<String>,
}

impl Sources {
    pub fn new(documents: &[Facts]) -> Self {
        let names = |document: &Facts<'_>| [document.publisher.trim().to_owned(), short(document.title)];
        let mut counts: HashMap<String, usize> = HashMap::new();
        for name in documents.iter().flat_map(names) {
            *counts.entry(name).or_default() += 1;
        }
        let only = |name: &String| !name.is_empty() && name.chars().count() <= 120 && counts.get(name) == Some(&1);
        let mut sources = Sources::default();
        for document in documents {
            let [publisher, title] = names(document);
            let title = || Some(title).filter(only).map(|title| format!("“{title}”"));
            if let Some(name) = Some(publisher).filter(only).or_else(title) {
                sources.names.insert(document.id.into(), name);
            }
            if let Some(day) = document.published {
                sources.published.insert(document.id.into(), day);
            }
            if document.guessed {
                sources.guessed.insert(document.id.into());
            }
        }
        sources
    }

    pub fn name<'s>(&'s self, id: &'s str) -> &'s str {
        self.names.get(id).map_or(id, String::as_str)
    }

    pub fn published(&self, id: &str) -> Option<NaiveDate> {
        self.published.get(id).copied()
    }

    /// Is its day little more than a guess?
    pub fn is_guessed(&self, id: &str) -> bool {
        self.guessed.contains(id)
    }
}

/// A name as a document tells it, with the words around it: for bodies under two names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Naming {
    pub source: SourceId,
    pub name: String,
    pub kind: Option<EntityKind>,
    /// the clause or sentence it stands in
    pub clause: Span,
}

/// Source, metric, unit and value of a figure in a text.
type Repeat<'a> = (&'a str, &'a str, &'a str, Decimal);

fn repeat<'a>(figure: &Figure<'a>) -> Option<Repeat<'a>> {
    let claim = figure.claim;
    let value = figure.value().filter(|_| !figure.coded())?;
    Some((&claim.source, &claim.metric, claim.quantity.unit.as_str(), value.normalize()))
}

/// Figures of one sentence that are added.
const MOST_ADDED: usize = 8;

/// Everything of one story.
#[derive(Debug)]
pub struct Affair<'a> {
    pub story: &'a str,
    /// the place figures are about when they name none; empty when the story names no such place
    pub main_place: String,
    /// sorted by source and place
    pub figures: Vec<Figure<'a>>,
    /// figures that are no statistics, likewise
    pub asides: Vec<Figure<'a>>,
    /// the sentences that hold them
    pub lines: Vec<Line>,
    /// what is told around the figures of texts
    pub profiles: Profiles,
    pub families: Vec<Family>,
    /// where else a text says the same figure of the same metric; tables repeat nothing
    repeats: HashMap<Repeat<'a>, Vec<usize>>,
    pub events: Vec<&'a Event>,
    pub quotes: Vec<&'a Quote>,
    pub namings: Vec<&'a Naming>,
    pub lastings: Vec<&'a Lasting>,
    pub names: Names,
    pub occasions: Occasions<'a>,
    /// what rules could not look at
    pub left_out: LeftOut,
    pub utterances: Vec<Utterance<'a>>,
    pub sources: &'a Sources,
    pub vocabulary: &'a Vocabulary,
    pub rulings: &'a Rulings,
    /// its sentences that tell acts, each with its counterparts
    pub passages: Passages<'a>,
}

/// What rows without a place are about: the one place all others name, if there is one.
fn only_place(claims: &[(usize, &Claim)]) -> String {
    let mut named = claims.iter().map(|(_, claim)| claim.scope.entity.as_str()).filter(|place| !place.is_empty());
    let first = named.next().unwrap_or_default();
    if named.all(|place| place == first) { first.to_owned() } else { String::new() }
}

/// Claims come sorted by source.
fn number_sources(figures: &mut [Figure]) {
    let mut number = 0;
    let mut last: Option<&str> = None;
    for figure in figures {
        let source = &*figure.claim.source;
        number += u32::from(last.is_some_and(|last| last != source));
        (figure.source, last) = (number, Some(source));
    }
}

impl<'a> Affair<'a> {
    /// Settles names, then turns claims into figures and groups them.
    #[allow(clippy::too_many_arguments)]
    pub fn new(
        story: &'a str,
        told_place: &str,
        mut claims: Vec<(usize, &'a Claim)>,
        events: Vec<&'a Event>,
        quotes: Vec<&'a Quote>,
        namings: Vec<&'a Naming>,
        lastings: Vec<&'a Lasting>,
        sources: &'a Sources,
        vocabulary: &'a Vocabulary,
        rulings: &'a Rulings,
    ) -> Self {
        let asides: Vec<(usize, &Claim)> = claims.iter().copied().filter(|(_, claim)| claim.is_aside()).collect();
        claims.retain(|(_, claim)| !claim.is_aside());
        // rows of a table name their places as they mean them
        let read = claims.iter().filter(|(_, claim)| claim.span.is_some());
        let told = read.map(|(_, claim)| (claim.scope.entity.as_str(), claim.scope.kind));
        let told = told.chain(namings.iter().map(|naming| (naming.name.as_str(), naming.kind)));
        let people = events.iter().flat_map(|event| event.participants.iter().map(|name| (name.as_str(), None)));
        let speakers = quotes.iter().filter_map(|quote| Some((quote.speaker.as_deref()?, Some(EntityKind::Person))));
        let names = Names::settle(told.chain(people).chain(speakers));
        let main_place = match claims.iter().any(|(_, claim)| claim.span.is_some()) || claims.is_empty() {
            true => main_place(&claims, told_place, &names, vocabulary),
            false => only_place(&claims),
        };
        let figure =
            |&(at, claim): &(usize, &'a Claim)| Figure::new(claim, at, &main_place, &names, vocabulary, rulings);
        let asides: Vec<Figure> = asides.iter().map(figure).collect();
        let mut figures: Vec<Figure> = claims.par_iter().map(figure).collect();
        number_sources(&mut figures);
        let lines = breath::find(&figures, &asides);
        let families = families(story, &figures, rulings);
        let mut repeats: HashMap<Repeat, Vec<usize>> = HashMap::new();
        for (at, figure) in figures.iter().enumerate() {
            if let Some(key) = repeat(figure) {
                repeats.entry(key).or_default().push(at);
            }
        }
        let profiles = Profiles::new(figures.iter().chain(&asides), &main_place, vocabulary);
        let occasions = Occasions::of(&events, vocabulary, rulings);
        let left_out = LeftOut::default();
        left_out.add("beginnings", beginning::beyond(&occasions.beginnings));
        let passages = Passages::of(&events, figures.iter().chain(&asides), vocabulary, &left_out);
        let utterances = utterances(&quotes, &names, &vocabulary.lexicon, rulings);
        Affair {
            story,
            main_place,
            figures,
            asides,
            lines,
            profiles,
            families,
            repeats,
            events,
            quotes,
            namings,
            lastings,
            names,
            occasions,
            left_out,
            utterances,
            sources,
            vocabulary,
            rulings,
            passages,
        }
    }

    /// The other places where the text of a figure gives it again.
    pub fn repeated<'s>(&'s self, figure: &Figure<'a>) -> impl Iterator<Item = &'s Figure<'a>> {
        let places = repeat(figure).and_then(|key| self.repeats.get(&key));
        let here = figure.at;
        places.into_iter().flatten().map(|&at| &self.figures[at]).filter(move |other| other.at != here)
    }

    /// The asides of a figure's sentence, in text order.
    pub fn asides_of<'s>(&'s self, figure: &'s Figure) -> impl Iterator<Item = &'s Figure<'a>> {
        let (source, sentence) = (&figure.claim.source, figure.claim.sentence);
        let first = self.asides.partition_point(|aside| {
            (&aside.claim.source, aside.claim.span.map(|span| span.start)) < (source, Some(sentence.start))
        });
        self.asides[first..].iter().take_while(move |aside| {
            aside.claim.source == *source && aside.claim.span.is_some_and(|span| span.start < sentence.end)
        })
    }

    /// The figures of a figure's sentence, itself among them, in text order.
    pub fn figures_of<'s>(&'s self, figure: &'s Figure) -> impl Iterator<Item = &'s Figure<'a>> {
        let claim = figure.claim;
        let first = self.figures.partition_point(|told| {
            (&told.claim.source, told.claim.span.map(|span| span.start)) < (&claim.source, Some(claim.sentence.start))
        });
        let here = move |told: &&Figure| told.claim.source == claim.source && told.claim.sentence == claim.sentence;
        self.figures[first..].iter().take_while(here)
    }

    /// Does each of the two texts tell the other's figure too? Then each tells of two things, and both tell the same two.
    pub fn both_tell_both(&self, one: &Figure, other: &Figure) -> bool {
        let tells = |source: &Figure, figure: &Figure| {
            let source: &str = &source.claim.source;
            repeat(figure).is_some_and(|(_, metric, unit, value)| {
                self.repeats.get(&(source, metric, unit, value)).is_some_and(|places| !places.is_empty())
            })
        };
        one.claim.source != other.claim.source && tells(one, other) && tells(other, one)
    }

    /// Every figure of the text a figure stands in, the asides last.
    pub fn text_of<'s>(&'s self, figure: &Figure) -> impl Iterator<Item = &'s Figure<'a>> {
        let source = figure.claim.source.clone();
        let of = |all: &'s [Figure<'a>]| -> &'s [Figure<'a>] {
            let first = all.partition_point(|told| told.claim.source < source);
            let count = all[first..].partition_point(|told| told.claim.source == source);
            &all[first..first + count]
        };
        of(&self.figures).iter().chain(of(&self.asides))
    }

    /// Is the other figure what this one and its neighbours make together: "42 on Tuesday and another 31 on Wednesday"?
    /// Four jets and two tanks make no six jets: only figures of one noun, or of none, are added.
    pub fn adds_up(&self, one: &Figure, other: &Figure) -> bool {
        if one.coded() || other.value().is_none() {
            return false;
        }
        let noun = |figure: &Figure| figure.claim.counted.split_whitespace().last().map(str::to_lowercase);
        let own = noun(one);
        let addable = |figure: &Figure| own.is_none() || noun(figure).is_none_or(|noun| Some(noun) == own);
        let beside = self.figures_of(one).chain(self.asides_of(one));
        let mut beside: Vec<(u32, Decimal)> = beside
            .filter(|figure| figure.quantity().unit == one.quantity().unit && addable(figure))
            .filter_map(|figure| Some((figure.claim.span?.start, figure.value()?)))
            .take(MOST_ADDED)
            .collect();
        beside.sort_unstable();
        (0..beside.len()).any(|from| {
            let mut sum = beside[from].1;
            beside[from + 1..].iter().any(|(_, value)| {
                sum = sum.saturating_add(*value);
                Some(sum) == other.value()
            })
        })
    }

    pub fn source<'s>(&'s self, figure: &'s Figure) -> &'s str {
        self.sources.name(&figure.claim.source)
    }

    /// "the Gazette says 12 dead", for the beginning of a sentence.
    pub fn says(&self, figure: &Figure) -> String {
        let voice = match figure.claim.attributed_to.as_deref().map(str::trim) {
            Some(voice) if !voice.is_empty() && voice.chars().count() <= 80 => format!(" (citing {voice})"),
            _ => String::new(),
        };
        format!("{}{voice} gives {}", self.source(figure), figure.told())
    }

    /// Figures told as facts, by place and, inside it, by metric id, in order.
    pub fn by_place(&self) -> HashMap<&str, BTreeMap<&'a str, Vec<&Figure<'a>>>> {
        let mut index: HashMap<&str, BTreeMap<&'a str, Vec<&Figure<'a>>>> = HashMap::new();
        for figure in self.figures.iter().filter(|figure| figure.claim.modality == Modality::Asserted) {
            index.entry(&figure.scope).or_default().entry(figure.claim.metric.as_str()).or_default().push(figure);
        }
        index
    }
}
