//! One document as the readers of statements see it: words, sentences, mentions and clauses, side by side.

use std::ops::Range;

use hashbrown::{HashMap, HashSet};

use super::attribution::{self, Frame};
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
    /// who states what in each sentence
    frames: Vec<Vec<Frame>>,
    /// who stated the sentence before each one, within its paragraph or the one before it
    voices: Vec<Option<String>>,
    /// the first and the last sentence that names each thing, by its canonical name
    named: HashMap<&'a str, (usize, usize)>,
    /// base forms of every known word of the page
    lemmas: HashSet<WordId>,
    /// the place most figures are about when they name none
    pub main_place: Option<String>,
    /// "PORT LESSING, May 3 -": where the text was written
    pub dateline_place: Option<String>,
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
        let mut page = Page {
            document,
            prose,
            words,
            mentions,
            vocabulary,
            by_sentence,
            clauses,
            frames: Vec::with_capacity(prose.sentences.len()),
            voices: Vec::with_capacity(prose.sentences.len()),
            named: named(mentions),
            lemmas,
            main_place,
            dateline_place: None,
        };
        page.dateline_place = dateline_place(&page);
        page.hear();
        page
    }

    /// Looks every sentence through for who states it; a pronoun goes back to the sentence before.
    fn hear(&mut self) {
        let mut before: Option<String> = None;
        let mut paragraph = 0;
        for (number, sentence) in self.prose.sentences.iter().enumerate() {
            if sentence.paragraph > paragraph + 1 || sentence.context != Context::Body {
                before = None;
            }
            paragraph = sentence.paragraph;
            self.voices.push(before.clone());
            let frames = match sentence.context {
                Context::Furniture => Vec::new(),
                _ => attribution::frames(self, number, &mut before),
            };
            if frames.is_empty() {
                before = attribution::leading(self, &sentence.tokens).or(before);
            }
            self.frames.push(frames);
        }
    }

    /// The places where a sentence says who states something, in text order.
    pub fn frames(&self, number: usize) -> &[Frame] {
        self.frames.get(number).map_or(&[], Vec::as_slice)
    }

    /// Who stated the sentence before this one.
    pub fn voice_before(&self, number: usize) -> Option<String> {
        self.voices.get(number).cloned().flatten()
    }

    /// The name that covers a span.
    pub fn name_over(&self, span: Span) -> Option<&'a Mention> {
        let after = self.mentions.partition_point(|mention| mention.span.start <= span.start);
        self.mentions[after.saturating_sub(4)..after].iter().rev().find(|m| m.name().is_some() && m.span.contains(span))
    }

    /// Does a clause begin at this token?
    pub fn clauses_begin_at(&self, token: usize) -> bool {
        let Some(span) = self.words.get(token).map(|token| token.span) else { return false };
        let Some(number) = self.prose.sentence_at(span.start) else { return false };
        self.clauses[number].binary_search_by_key(&token, |clause| clause.start).is_ok()
    }

    /// Which part of its sentence a token stands in: parts end at semicolons. The number of the part's first clause.
    pub fn part_of(&self, number: usize, token: usize) -> usize {
        const REACH: usize = 24;
        let clauses = &self.clauses[number];
        let own = clauses.partition_point(|clause| clause.start <= token).saturating_sub(1);
        (own.saturating_sub(REACH)..=own)
            .rev()
            .find(|&at| clauses.get(at).is_some_and(|clause| self.words.is_sign(clause.start, ";")))
            .unwrap_or(0)
    }

    pub fn sentence(&self, number: usize) -> &'a Sentence {
        &self.prose.sentences[number]
    }

    /// The mentions of a sentence, in text order.
    pub fn in_sentence(&self, number: usize) -> &'a [Mention] {
        &self.mentions[self.by_sentence[number].clone()]
    }

    /// The mentions that begin within these tokens, in text order.
    pub fn mentions_in(&self, tokens: Range<usize>) -> &'a [Mention] {
        let before = |token: usize| match self.words.get(token) {
            Some(token) => self.mentions.partition_point(|mention| mention.span.start < token.span.start),
            None => self.mentions.len(),
        };
        let from = before(tokens.start);
        &self.mentions[from..before(tokens.end).max(from)]
    }

    /// Does a sentence other than this one name something by exactly these words?
    pub fn names_beyond(&self, number: usize, name: &str) -> bool {
        self.named.get(name).is_some_and(|&(first, last)| first != number || last != number)
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

    /// Does the page use a word, in any of its forms? Asked by its base form.
    pub fn uses(&self, lemma: WordId) -> bool {
        lemma != 0 && self.lemmas.contains(&lemma)
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

/// Sentences among which a dateline is looked for, and how many tokens may stand before its dash.
const OPENING: usize = 4;
const DATELINE: usize = 14;

/// The place that opens the first paragraph before a dash: "SARNOVA, May 7 -", "Lomé —". A city the vocabulary knows stands for its country.
fn dateline_place(page: &Page) -> Option<String> {
    let words = &page.words;
    let opening = page.prose.sentences.iter().take(OPENING).filter(|sentence| sentence.context == Context::Body);
    for sentence in opening {
        let tokens = sentence.tokens.start..sentence.tokens.end.min(sentence.tokens.start + DATELINE);
        let dash = tokens.clone().skip(1).find(|&at| {
            words.is_dash(at)
                && words.get(at).is_some_and(|token| token.spaced)
                && words.get(at + 1).is_some_and(|token| token.spaced)
        });
        let Some(dash) = dash else { continue };
        // a city in capitals, or a name and nothing else before the dash
        let loud = |at: usize| {
            words.is_word(at) && words.text(at).len() > 1 && !words.text(at).chars().any(char::is_lowercase)
        };
        let end = tokens.start + (tokens.start..dash).take_while(|&at| loud(at)).count();
        let calm = (tokens.start..dash).all(|at| words.is_word(at) && words.is_capital(at)) && dash - tokens.start <= 3;
        let end = if end > tokens.start {
            end
        } else if calm {
            dash
        } else {
            continue;
        };
        let span = words.span(tokens.start, end);
        let named = page
            .mentions
            .iter()
            .take(8)
            .find(|m| m.span.start == span.start && m.name().is_some_and(|n| n.kind == EntityKind::Place));
        let name = match named.and_then(Mention::name) {
            Some(name) => name.canonical.clone(),
            None => titled(page.text(span)),
        };
        let country =
            page.vocabulary.place(&name).map(|place| place.within.clone()).filter(|within| !within.is_empty());
        return Some(country.unwrap_or(name));
    }
    None
}

/// "PORT LESSING" -> "Port Lessing"
fn titled(loud: &str) -> String {
    let word = |word: &str| {
        let mut letters = word.chars();
        let first = letters.next().into_iter();
        first.chain(letters.flat_map(char::to_lowercase)).collect::<String>()
    };
    loud.split_whitespace().map(word).collect::<Vec<_>>().join(" ")
}

/// The first and the last sentence that names each thing.
fn named(mentions: &[Mention]) -> HashMap<&str, (usize, usize)> {
    let mut named = HashMap::new();
    for mention in mentions {
        let Some(name) = mention.name() else { continue };
        let number = mention.sentence as usize;
        named.entry(&*name.canonical).or_insert((number, number)).1 = number;
    }
    named
}

/// The country or place named most often. The first known one that the body names as such, not as an adjective, counts double:
/// a lead names the place it is about.
fn main_place(prose: &Prose, mentions: &[Mention], vocabulary: &Vocabulary) -> Option<String> {
    // in the order of their first mention, which decides between equals
    let mut counts: Vec<(&str, usize)> = Vec::new();
    let mut known: HashMap<&str, usize> = HashMap::new();
    let mut first: Option<&str> = None;
    for mention in mentions {
        let Some(name) = mention.name().filter(|name| name.kind == EntityKind::Place) else { continue };
        // a city counts for its country
        let country =
            vocabulary.place(&name.canonical).map(|place| place.within.as_str()).filter(|within| !within.is_empty());
        let place = country.unwrap_or(&name.canonical);
        let at = *known.entry(place).or_insert(counts.len());
        match counts.get_mut(at) {
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
