//! The figures of one sentence, in the order they are read, with the words between them.
//!
//! Arithmetic inside a sentence needs no metric: "Of the 212 detained, 64, or 45 percent" says itself what is divided by
//! what. Only the words between figures are looked at, never their meaning.

use super::affair::Affair;
use super::figure::Figure;
use crate::model::sentence::Context;

/// A sentence with its figures.
#[derive(Debug)]
pub struct Breath<'f, 'a> {
    pub text: &'a str,
    /// each with its first byte in `text`
    pub figures: Vec<(usize, &'f Figure<'a>)>,
}

impl<'a> Breath<'_, 'a> {
    /// The words between the end of one figure and the beginning of a later one, in lower case.
    pub fn between(&self, first: usize, second: usize) -> String {
        let from = self.figures[first].0 + self.figures[first].1.claim.text.len();
        let to = self.figures[second].0;
        self.text.get(from..to).unwrap_or("").to_lowercase()
    }

    pub fn before(&self, at: usize) -> String {
        let from = at.checked_sub(1).map_or(0, |last| self.figures[last].0 + self.figures[last].1.claim.text.len());
        self.text.get(from..self.figures[at].0).unwrap_or("").to_lowercase()
    }

    pub fn after(&self, at: usize) -> String {
        let from = self.figures[at].0 + self.figures[at].1.claim.text.len();
        let to = self.figures.get(at + 1).map_or(self.text.len(), |(start, _)| *start);
        self.text.get(from..to).unwrap_or("").to_lowercase()
    }

    /// Nothing but white space lies between this sentence and a later one.
    pub fn is_followed_by(&self, next: &Breath) -> bool {
        let (Some((_, one)), Some((_, other))) = (self.figures.first(), next.figures.first()) else { return false };
        let (end, start) = (one.claim.sentence.end, other.claim.sentence.start);
        one.claim.source == other.claim.source && end <= start && start - end <= 2
    }
}

/// The same with the figures that are no statistics, in text order: arithmetic needs no metric.
pub fn lines<'f, 'a>(affair: &'f Affair<'a>) -> Vec<Breath<'f, 'a>> {
    let mut told: Vec<&Figure> = affair.figures.iter().chain(&affair.asides).filter(|figure| is_told(figure)).collect();
    told.sort_by_key(|figure| (&figure.claim.source, figure.claim.sentence, figure.claim.span, figure.at));
    let mut lines: Vec<Breath> = Vec::new();
    for figure in told {
        let Some(at) = figure.place_in_sentence() else { continue };
        let claim = figure.claim;
        let goes_on = lines
            .last()
            .and_then(|line| line.figures.last())
            .is_some_and(|(_, last)| last.claim.source == claim.source && last.claim.sentence == claim.sentence);
        match lines.last_mut().filter(|_| goes_on) {
            Some(line) => line.figures.push((at, figure)),
            None => lines.push(Breath { text: &claim.sentence_text, figures: vec![(at, figure)] }),
        }
    }
    for line in &mut lines {
        line.figures.sort_by_key(|(at, figure)| (*at, figure.at));
        line.figures.dedup_by_key(|(at, _)| *at);
    }
    lines
}

/// Words of a text, not a row of a table or a link to another page.
fn is_told(figure: &Figure) -> bool {
    let claim = figure.claim;
    !figure.coded() && !claim.sentence_text.is_empty() && claim.context != Context::RelatedLink
}

/// Every sentence of a story that holds figures, by source and place. Rows of tables have no sentences.
pub fn breaths<'f, 'a>(affair: &'f Affair<'a>) -> Vec<Breath<'f, 'a>> {
    let mut breaths: Vec<Breath> = Vec::new();
    for figure in &affair.figures {
        let claim = figure.claim;
        let is_row = figure.coded() && claim.sentence_text == claim.text;
        if claim.sentence_text.is_empty() || is_row || claim.context == Context::RelatedLink {
            continue;
        }
        let goes_on = breaths
            .last()
            .and_then(|breath| breath.figures.last())
            .is_some_and(|(_, last)| last.claim.source == claim.source && last.claim.sentence == claim.sentence);
        if !goes_on {
            breaths.push(Breath { text: &claim.sentence_text, figures: Vec::new() });
        }
        let Some(breath) = breaths.last_mut() else { continue };
        let from = breath.figures.last().map_or(0, |(at, last)| at + last.claim.text.len());
        if let Some(at) = breath.text.get(from..).and_then(|rest| rest.find(claim.text.as_str())) {
            breath.figures.push((from + at, figure));
        }
    }
    breaths.retain(|breath| !breath.figures.is_empty());
    breaths
}
