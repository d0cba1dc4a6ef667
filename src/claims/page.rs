//! One document as the readers of statements see it: words, sentences, mentions and clauses, side by side.

use std::ops::Range;

use hashbrown::HashSet;

use super::clause;
use crate::model::document::Document;
use crate::model::entity::EntityKind;
use crate::model::lexicon::WordId;
use crate::model::mention::Mention;
use crate::model::sentence::{Context, Prose, Sentence};
use crate::model::span::Span;
use crate::model::token::Words;
use crate::model::vocabulary::{Cue, Vocabulary};

/// Everything a reader of statements may look at.
#[derive(Debug)]
pub struct Page<'a> {
    pub document: &'a Document,
    pub prose: &'a Prose,
    pub words: Words<'a>,
    pub mentions: &'a [Mention],
    pub vocabulary: &'a Vocabulary,
    /// mentions of each sentence, as a range of `mentions`
    by_sentence: Vec<Range<usize>>,
    /// clauses of each sentence, as token ranges
    clauses: Vec<Vec<Range<usize>>>,
    /// base forms of every known word of the page
    lemmas: HashSet<WordId>,
    /// the place most figures are about when they name none
    pub main_place: Option<String>,
}

impl<'a> Page<'a> {
    pub fn new(document: &'a Document, prose: &'a Prose, mentions: &'a [Mention], vocabulary: &'a Vocabulary) -> Self {
        let words = prose.words(&document.text, &vocabulary.lexicon);
        let mut by_sentence = Vec::with_capacity(prose.sentences.len());
        let mut at = 0;
        for number in 0..prose.sentences.len() {
            let end = at + mentions[at..].partition_point(|mention| mention.sentence as usize <= number);
            by_sentence.push(at..end);
            at = end;
        }
        let clauses = prose
            .sentences
            .iter()
            .zip(&by_sentence)
            .map(|(sentence, range)| clause::cut(&words, sentence.tokens.clone(), &mentions[range.clone()]))
            .collect();
        let main_place = main_place(prose, mentions, vocabulary);
        let lemmas = prose.tokens.iter().map(|token| vocabulary.lexicon.entry(token.word).lemma).collect();
        Page { document, prose, words, mentions, vocabulary, by_sentence, clauses, lemmas, main_place }
    }

    pub fn sentence(&self, number: usize) -> &'a Sentence {
        &self.prose.sentences[number]
    }

    /// The mentions of a sentence, in text order.
    pub fn in_sentence(&self, number: usize) -> &'a [Mention] {
        &self.mentions[self.by_sentence[number].clone()]
    }

    /// The mentions of a sentence that stand within reach of a span, in text order: a sentence may be a book.
    pub fn around(&self, number: usize, span: Span) -> &'a [Mention] {
        const REACH: usize = 24;
        let inside = self.in_sentence(number);
        let at = inside.partition_point(|mention| mention.span.end <= span.start);
        &inside[at.saturating_sub(REACH)..inside.len().min(at + REACH)]
    }

    /// The clauses of a sentence, as token ranges that cover it.
    pub fn clauses(&self, number: usize) -> &[Range<usize>] {
        &self.clauses[number]
    }

    /// Which clause of its sentence holds a span: its number.
    pub fn clause_of(&self, number: usize, span: Span) -> usize {
        let token = self.words.at_byte(span.start);
        self.clauses[number].partition_point(|clause| clause.start <= token).saturating_sub(1)
    }

    /// Does the page use a word, in any of its forms?
    pub fn uses(&self, word: &str) -> bool {
        let known = self.vocabulary.lexicon.find(word);
        known != 0 && self.lemmas.contains(&self.vocabulary.lexicon.entry(known).lemma)
    }

    /// The bytes of a token range, without separators at its ends.
    pub fn span(&self, tokens: Range<usize>) -> Span {
        let is_separator = |at: usize| matches!(self.words.text(at), "," | ";" | ":" | "—" | "–" | "(" | ")");
        let closes = |at: usize| matches!(self.words.text(at), "”" | "\"" | "•" | "*" | "-");
        let start = tokens.clone().find(|&at| !is_separator(at) && !closes(at)).unwrap_or(tokens.start);
        let end = tokens.clone().rev().find(|&at| !is_separator(at)).unwrap_or(start) + 1;
        self.words.span(start, end.max(start + 1))
    }

    pub fn text(&self, span: Span) -> &'a str {
        span.of(&self.document.text)
    }

    /// The tokens of a span.
    pub fn tokens(&self, span: Span) -> Range<usize> {
        self.words.within(span)
    }

    /// The part of the page a span stands in: quotations count only within the body.
    pub fn context(&self, number: usize, span: Span) -> Context {
        match self.sentence(number).context {
            Context::Body if self.prose.quotation_at(span).is_some() => Context::Quotation,
            context => context,
        }
    }

    /// Cue phrases that begin within these tokens.
    pub fn cues(&self, tokens: Range<usize>) -> Vec<(usize, Cue)> {
        tokens.filter_map(|at| self.vocabulary.cues.longest_at(&self.words, at).map(|(_, cue)| (at, *cue))).collect()
    }

    /// The last name of a kind that stands before a byte, within the last few sentences.
    pub fn last_name(&self, before: u32, accept: impl Fn(EntityKind) -> bool) -> Option<&'a Mention> {
        const REACH: usize = 60;
        let end = self.mentions.partition_point(|mention| mention.span.end <= before);
        let recent = &self.mentions[end.saturating_sub(REACH)..end];
        recent.iter().rev().find(|mention| mention.name().is_some_and(|name| accept(name.kind)))
    }
}

/// The country or place named most often. The first known one that the body names as such, not as an adjective, counts double:
/// a lead names the place it is about.
fn main_place(prose: &Prose, mentions: &[Mention], vocabulary: &Vocabulary) -> Option<String> {
    let mut counts: Vec<(&str, usize)> = Vec::new();
    let mut first: Option<&str> = None;
    for mention in mentions {
        let Some(name) = mention.name().filter(|name| name.kind == EntityKind::Place) else { continue };
        // a city counts for its country
        let country =
            vocabulary.place(&name.canonical).map(|place| place.within.as_str()).filter(|within| !within.is_empty());
        let place = country.unwrap_or(&name.canonical);
        match counts.iter_mut().find(|(known, _)| *known == place) {
            Some((_, count)) => *count += 1,
            None => counts.push((place, 1)),
        }
        let in_body = prose.sentences[mention.sentence as usize].context == Context::Body;
        if in_body && mention.rule == "known_place" {
            first.get_or_insert(place);
        }
    }
    for (place, count) in &mut counts {
        if Some(*place) == first {
            *count *= 2;
        }
    }
    let most = counts.iter().map(|(_, count)| *count).max()?;
    counts.iter().find(|(_, count)| *count == most).map(|(place, _)| (*place).to_owned())
}
