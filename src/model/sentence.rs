//! A document's text cut into sentences and words, each sentence with the part of the page it belongs to.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::lexicon::Lexicon;
use super::span::Span;
use super::token::{Token, Words};

/// The part of the page a sentence belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Context {
    #[default]
    Body,
    Headline,
    /// "Related: …", "Also read: …"
    RelatedLink,
    Caption,
    /// inside quotation marks
    Quotation,
    /// advertisement, byline, "sign up", photo credit: read, but never a statistic
    Furniture,
}

impl Context {
    pub fn as_str(self) -> &'static str {
        match self {
            Context::Body => "body",
            Context::Headline => "headline",
            Context::RelatedLink => "related_link",
            Context::Caption => "caption",
            Context::Quotation => "quotation",
            Context::Furniture => "furniture",
        }
    }
}

/// One sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    pub span: Span,
    /// its tokens in [`Prose::tokens`]
    pub tokens: Range<usize>,
    /// counts from 0; a heading or list line is a paragraph of its own
    pub paragraph: u32,
    pub context: Context,
}

/// A read text: words, sentences and the words that stand in quotation marks.
#[derive(Debug, Clone, Default)]
pub struct Prose {
    pub tokens: Vec<Token>,
    /// in text order, not overlapping
    pub sentences: Vec<Sentence>,
    /// each with its quotation marks, in text order; may cross sentences of one paragraph
    pub quotations: Vec<Span>,
}

impl Prose {
    pub fn words<'a>(&'a self, text: &'a str, lexicon: &'a Lexicon) -> Words<'a> {
        Words { text, tokens: &self.tokens, lexicon }
    }

    /// The number of the sentence that holds a byte; the one before it for the space between two.
    pub fn sentence_at(&self, byte: u32) -> Option<usize> {
        self.sentences.partition_point(|sentence| sentence.span.start <= byte).checked_sub(1)
    }

    /// The quotation that holds this span.
    pub fn quotation_at(&self, span: Span) -> Option<Span> {
        let next = self.quotations.partition_point(|quotation| quotation.start <= span.start);
        next.checked_sub(1).map(|at| self.quotations[at]).filter(|quotation| quotation.contains(span))
    }
}
