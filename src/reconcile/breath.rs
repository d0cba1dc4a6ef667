//! The figures of one sentence, in the order they are read, with the words between them.
//!
//! Arithmetic inside a sentence needs no metric: "Of the 212 detained, 64, or 45 percent" says itself what is divided by
//! what. Only the words between figures are looked at, never their meaning. Where a story's sentences stand is found once
//! ([`Line`]); a rule is handed them with their figures.

use super::affair::Affair;
use super::figure::Figure;
use crate::model::quantity::Unit;
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

    /// Behind the last byte of a figure.
    pub fn end(&self, at: usize) -> usize {
        self.figures[at].0 + self.figures[at].1.claim.text.len()
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

/// A sentence by where its figures stand: each with its first byte and its place among the affair's figures, the asides behind them.
#[derive(Debug)]
pub struct Line(Vec<(usize, usize)>);

/// Every sentence of a story that holds figures, by source and place; rows of tables have none.
pub fn find<'f, 'a: 'f>(figures: &'f [Figure<'a>], asides: &'f [Figure<'a>]) -> Vec<Line> {
    let all = || figures.iter().chain(asides);
    let mut told: Vec<(usize, &Figure)> = all().enumerate().filter(|(_, figure)| is_told(figure)).collect();
    told.sort_by_key(|(_, figure)| (&figure.claim.source, figure.claim.sentence, figure.claim.span, figure.at));
    let mut lines: Vec<Line> = Vec::new();
    let mut last: Option<&Figure> = None;
    for (place, figure) in told {
        let Some(at) = figure.place_in_sentence() else { continue };
        let claim = figure.claim;
        let goes_on =
            last.is_some_and(|last| last.claim.source == claim.source && last.claim.sentence == claim.sentence);
        match lines.last_mut().filter(|_| goes_on) {
            Some(Line(line)) => line.push((at, place)),
            None => lines.push(Line(vec![(at, place)])),
        }
        last = Some(figure);
    }
    let number = |place: usize| figures.get(place).unwrap_or_else(|| &asides[place - figures.len()]).at;
    for Line(line) in &mut lines {
        line.sort_by_key(|&(at, place)| (at, number(place)));
        line.dedup_by_key(|(at, _)| *at);
    }
    lines
}

/// Words of a text, not a row of a table or a link to another page.
fn is_told(figure: &Figure) -> bool {
    let claim = figure.claim;
    !figure.coded() && !claim.sentence_text.is_empty() && claim.context != Context::RelatedLink
}

/// The sentences of a story with all their figures, in text order: arithmetic needs no metric. What stands in brackets as the same sum
/// or measure in another unit, "£480 million (€550 million)", is no figure of its own.
pub fn lines<'f, 'a>(affair: &'f Affair<'a>) -> Vec<Breath<'f, 'a>> {
    let mut lines = of_places(affair, |_| true);
    for line in &mut lines {
        let converted: Vec<bool> = (0..line.figures.len()).map(|at| is_converted(line, at)).collect();
        let mut converted = converted.into_iter();
        line.figures.retain(|_| !converted.next().unwrap_or(false));
    }
    lines
}

fn is_converted(line: &Breath, at: usize) -> bool {
    let Some(last) = at.checked_sub(1) else { return false };
    let (unit, other) = (&line.figures[last].1.quantity().unit, &line.figures[at].1.quantity().unit);
    // "12 km (3 hours)" is told of one way twice, not converted
    let kind = matches!((unit, other), (Unit::Money(_), Unit::Money(_)) | (Unit::Measure(_), Unit::Measure(_)))
        && unit.is_time() == other.is_time();
    let behind = line.text.get(line.end(at)..).unwrap_or_default();
    let between = line.text.get(line.end(last)..line.figures[at].0).unwrap_or_default();
    kind && unit != other && behind.starts_with(')') && matches!(between.trim(), "(" | "(about" | "(around" | "(some")
}

/// The same without the figures that are no statistics.
pub fn breaths<'f, 'a>(affair: &'f Affair<'a>) -> Vec<Breath<'f, 'a>> {
    of_places(affair, |place| place < affair.figures.len())
}

fn of_places<'f, 'a>(affair: &'f Affair<'a>, wanted: impl Fn(usize) -> bool) -> Vec<Breath<'f, 'a>> {
    let figure =
        |place: usize| affair.figures.get(place).unwrap_or_else(|| &affair.asides[place - affair.figures.len()]);
    let lines = affair.lines.iter().filter_map(|Line(line)| {
        let line = line.iter().filter(|(_, place)| wanted(*place));
        let figures: Vec<(usize, &Figure)> = line.map(|&(at, place)| (at, figure(place))).collect();
        let text = &*figures.first()?.1.claim.sentence_text;
        Some(Breath { text, figures })
    });
    lines.collect()
}
