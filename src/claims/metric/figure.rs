//! A figure with the places the search starts from, and the questions every reader of metrics asks.

use std::ops::Range;

use super::super::page::Page;
use super::Found;
use crate::model::lexicon::{Class, Phrases, WordId};
use crate::model::mention::Mention;
use crate::model::quantity::{Quantity, Unit};
use crate::model::token::Words;

/// How far to the right of its noun a verb may stand, in tokens.
pub const VERB_REACH: usize = 9;
/// How far to the left of the figure its verb may end, in tokens.
pub const OBJECT_REACH: usize = 3;

/// A figure with the tokens the search starts from.
#[derive(Clone)]
pub struct Figure<'p> {
    pub page: &'p Page<'p>,
    pub words: Words<'p>,
    pub quantity: &'p Quantity,
    /// the unit a metric must have: the figure's, or a count when the numerator of a share is looked for
    pub unit: &'p Unit,
    /// the whole mention with its hedge
    pub mention: Range<usize>,
    /// the number and the noun phrase after it
    pub counted: Option<Range<usize>>,
    pub head: Option<usize>,
    pub sentence: Range<usize>,
    pub clause: Range<usize>,
    /// a verb counts only when its metric names the figure's noun
    pub only_named: bool,
}

impl<'p> Figure<'p> {
    pub fn new(page: &'p Page<'p>, mention: &Mention, quantity: &'p Quantity) -> Self {
        let number = mention.sentence as usize;
        let tokens = |span| page.tokens(span);
        let words = page.words;
        // "212 arrested": what is taken for the thing is what was done to it
        let is_done = |at: usize| {
            words.is(at, Class::PAST | Class::PARTICIPLE)
                && !words.is(at, Class::NOUN | Class::ADJECTIVE | Class::PEOPLE)
        };
        let head = quantity.head.map(|head| tokens(head).start).filter(|&head| !is_done(head));
        Figure {
            page,
            words,
            quantity,
            unit: &quantity.unit,
            mention: tokens(mention.span.join(quantity.number)),
            counted: quantity.counted.filter(|_| head.is_some() || quantity.head.is_none()).map(tokens),
            head,
            sentence: page.sentence(number).tokens.clone(),
            clause: page.clauses(number)[page.clause_of(number, quantity.number)].clone(),
            only_named: false,
        }
    }
}

impl Figure<'_> {
    /// "412,500 of 606,000 voters": the second figure is the whole of the first.
    pub(super) fn is_denominator(&self) -> bool {
        let of = self.mention.start.checked_sub(1).filter(|&of| self.words.says(of, "of"));
        of.and_then(|of| of.checked_sub(1))
            .is_some_and(|before| self.words.is_number(before) || self.words.is(before, Class::NUMERAL | Class::SCALE))
    }

    pub(super) fn mention_start(&self) -> u32 {
        self.words.get(self.mention.start).map_or(0, |token| token.span.start)
    }

    pub(super) fn known(&self, number: usize, rule: &'static str, confidence: u8) -> Found {
        let metric = &self.page.vocabulary.metrics[number];
        Found { id: metric.id.clone(), label: metric.label.clone(), known: true, rule, confidence }
    }

    /// The longest phrase within a token range that fits the figure.
    pub(super) fn longest(
        &self,
        phrases: &Phrases<usize>,
        range: Range<usize>,
        accept: impl Fn(usize, usize) -> bool,
    ) -> Option<usize> {
        let mut best: Option<(usize, bool, usize)> = None;
        for at in range.clone() {
            for (length, &metric) in phrases.all_at(&self.words, at) {
                let fits = at + length <= range.end
                    && accept(at, length)
                    && self.unit_fits(metric)
                    && self.is_near(metric)
                    && !(length == 1 && self.is_verb_form(at));
                // of two of one length, the one whose field the sentence itself names
                let is_close = || self.is_close(metric);
                if fits
                    && best
                        .is_none_or(|(longest, close, _)| length > longest || length == longest && !close && is_close())
                {
                    best = Some((length, is_close(), metric));
                }
            }
        }
        best.map(|(_, _, metric)| metric)
    }

    /// "14% of its workforce"
    pub(super) fn is_of_a_whole(&self) -> bool {
        let end = self.page.tokens(self.quantity.number).end.max(self.mention.end);
        matches!(self.unit, Unit::Percent) && self.words.says(end, "of")
    }

    /// A word of the metric's field stands in the sentence.
    pub(super) fn is_close(&self, number: usize) -> bool {
        let near = &self.page.vocabulary.metrics[number].near;
        self.sentence.clone().any(|at| near.contains(&self.words.entry(at).lemma))
    }

    /// Which of two metrics of one word is meant: one whose field the sentence names, then one of no field, then one of the page's.
    pub(super) fn distance(&self, number: usize) -> u8 {
        match self.page.vocabulary.metrics[number].near.is_empty() {
            true => 1,
            false => 2 * u8::from(!self.is_close(number)),
        }
    }

    /// "was shared by": a form that only a verb has names nothing.
    pub(super) fn is_verb_form(&self, at: usize) -> bool {
        self.words.is(at, Class::PAST | Class::PARTICIPLE) && !self.words.is(at, Class::NOUN | Class::ADJECTIVE)
    }

    /// "made [$310 million] in cinemas": what "in" leads to is no thing that money counts.
    pub(super) fn is_money_in(&self) -> bool {
        let end = self.page.tokens(self.quantity.number).end;
        matches!(self.unit, Unit::Money(_)) && self.words.says_any(end, &["in", "on", "for"])
    }

    /// May this metric's verbs and frames count the figure's noun?
    pub(super) fn allows(&self, number: usize, by_frame: bool) -> bool {
        let metric = &self.page.vocabulary.metrics[number];
        self.unit_fits(number) && self.is_near(number) && {
            match self.thing_head() {
                Some(head) if self.only_named => self.is_among(head, &metric.of),
                // "kills at least 214": people, when nothing is named
                None => self.is_open_to_bare(number),
                Some(_) if metric.of_any || by_frame && metric.of_default => true,
                // a name behind the figure is not what it counts: "over 400 – space Okello can offer"
                Some(head) if by_frame && self.words.entry(head).classes.is_empty() && self.words.is_capital(head) => {
                    true
                }
                Some(head) => {
                    self.is_among(head, &metric.of)
                        || metric.of_people && (self.is_people(head) || self.may_be_people(head))
                }
            }
        }
    }

    /// The head of what is counted: money counts neither its payer ("the firm raised £40m") nor what "in" leads to.
    pub(super) fn thing_head(&self) -> Option<usize> {
        let is_money = matches!(self.unit, Unit::Money(_));
        self.head.filter(|&head| !(self.is_money_in() || is_money && head < self.mention.start))
    }

    /// May the metric's verbs count a figure that names nothing? Things must be named here or be what the page counts.
    fn is_open_to_bare(&self, number: usize) -> bool {
        let metric = &self.page.vocabulary.metrics[number];
        let is_plain = matches!(self.unit, Unit::Count | Unit::Ratio);
        !is_plain || metric.of_people || metric.of_default || metric.of_any || self.goes_on_about(&metric.of)
    }

    /// "tagged 6,790 structures as destroyed and another 534 as damaged": the page has just spoken of one of these things.
    fn goes_on_about(&self, nouns: &[WordId]) -> bool {
        const REACH: usize = 60;
        let Some(number) = self.page.prose.sentence_at(self.quantity.number.start) else { return false };
        let from = number.saturating_sub(2);
        let is_one_text = self.page.sentence(from).paragraph + 1 >= self.page.sentence(number).paragraph;
        let start = if is_one_text { self.page.sentence(from).tokens.start } else { self.sentence.start };
        (start.max(self.mention.start.saturating_sub(REACH))..self.mention.start).any(|at| self.is_among(at, nouns))
    }

    pub(super) fn is_among(&self, head: usize, nouns: &[WordId]) -> bool {
        let word = self.words.get(head).map_or(0, |token| token.word);
        [word, self.words.entry(head).lemma].iter().any(|form| nouns.binary_search(form).is_ok())
    }

    /// A word we do not know may be a people's name ("Rohingya"), or a known word that lost the space behind it.
    fn may_be_people(&self, head: usize) -> bool {
        let text = self.words.text(head);
        if !self.words.entry(head).classes.is_empty() {
            return false;
        }
        let lexicon = self.words.lexicon;
        let is_people =
            |start: &str| lexicon.entry(lexicon.find(start)).classes.intersects(Class::PEOPLE | Class::GENERIC);
        let glued = || (5..text.len()).rev().filter_map(|length| text.get(..length)).any(is_people);
        self.words.is_capital(head) && head > self.sentence.start || text.len() > 9 && glued()
    }

    /// A noun for human beings: known as such, a nationality, or made like one ("pickers", "violinists").
    pub(super) fn is_people(&self, head: usize) -> bool {
        let classes = Class::PEOPLE | Class::GENERIC | Class::NATIONALITY;
        if self.words.is(head, classes) {
            return true;
        }
        let text = self.words.text(head);
        let made = ["ers", "ors", "ists", "ians", "men", "ees", "folk"].iter().any(|ending| text.ends_with(ending));
        made && !self.words.is(head, Class::NOUN | Class::VERB | Class::CURRENCY)
    }

    /// A word of its field stands on the page: "hold" speaks of inmates where there is a prison.
    pub(super) fn is_near(&self, number: usize) -> bool {
        let near = &self.page.vocabulary.metrics[number].near;
        near.is_empty() || near.iter().any(|&word| self.page.uses(word))
    }
}
