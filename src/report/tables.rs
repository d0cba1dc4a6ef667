//! Claims, events, quotations, cells -> the rows of the page's tables.
//!
//! A page is for reading: each table stops at a number of rows no reader will go through, says so, and names the file
//! that has them all.

use crate::model::claim::Claim;
use crate::model::event::Event;
use crate::model::group::{Cell, Group, GroupKind};
use crate::model::ledger::Ledger;
use crate::model::quote::Quote;
use crate::model::span::Span;

use super::anchor::anchor;
use super::estimate::{Compared, compared};
use super::excerpt::{Piece, excerpt};
use super::finding::{Reference, reference};
use super::index::Index;
use super::quoted::in_its_words;
use super::{wording, written};

/// Rows of a table up to which all are shown.
const ROWS: usize = 10_000;
/// Rows shown of a longer one: nobody reads a page of a hundred megabytes, and the tables have them all.
const FEW_ROWS: usize = 2_000;

/// How many rows of so many are shown.
pub fn shown(all: usize) -> usize {
    if all > ROWS { FEW_ROWS } else { all }
}

/// Characters of a cell; no name and no figure is longer, and the sentence beside it has its own limit.
const CELL: usize = 400;

/// A table cut to what a page can bear.
#[derive(Debug)]
pub struct Rows<T> {
    pub rows: Vec<T>,
    /// how many there are in all
    pub all: usize,
}

impl<T> Rows<T> {
    fn of<'s, S>(all: &'s [S], row: impl Fn(&'s S) -> T) -> Self {
        Rows { rows: all.iter().take(shown(all.len())).map(row).collect(), all: all.len() }
    }

    pub fn is_cut(&self) -> bool {
        self.rows.len() < self.all
    }

    /// A table short enough to be read at a glance stands open.
    pub fn is_short(&self) -> bool {
        self.all <= 60
    }
}

/// A statistic.
#[derive(Debug)]
pub struct StatisticRow<'a> {
    pub anchor: String,
    pub place: String,
    pub figure: String,
    /// the value in digits where the words have none: `tens of thousands` is 20,000 to 99,999
    pub digits: String,
    /// as a plain number, for sorting
    pub rank: String,
    pub metric: String,
    /// the words of the text, when they say more than the metric
    pub counted: String,
    pub whose: String,
    pub when: String,
    pub when_rank: String,
    pub source: String,
    pub said_by: String,
    pub pieces: Vec<Piece<'a>>,
    pub findings: Vec<Reference>,
}

/// An event.
#[derive(Debug)]
pub struct EventRow {
    pub anchor: String,
    pub place: String,
    pub when: String,
    pub when_rank: String,
    pub words: String,
    /// `year`, `month day`: what the words did not say
    pub inferred: &'static str,
    pub what: String,
    pub status: &'static str,
    pub source: String,
    pub said_by: String,
    pub findings: Vec<Reference>,
}

/// A quotation.
#[derive(Debug)]
pub struct QuoteRow<'a> {
    pub anchor: String,
    pub place: String,
    pub speaker: String,
    pub words: Vec<Piece<'a>>,
    pub when: String,
    pub when_rank: String,
    pub source: String,
    pub findings: Vec<Reference>,
}

pub fn statistics<'a>(index: &Index<'a>) -> Rows<StatisticRow<'a>> {
    Rows::of(&index.ledger.claims, |claim| statistic(claim, index))
}

fn statistic<'a>(claim: &'a Claim, index: &Index<'a>) -> StatisticRow<'a> {
    let Claim { scope, quantity, .. } = claim;
    let rank = quantity.value.or(quantity.low).or(quantity.high);
    let metric = if claim.metric_label.is_empty() { &claim.metric } else { &claim.metric_label };
    StatisticRow {
        anchor: anchor("c", &claim.id),
        place: index.place(&claim.id),
        figure: cut(&written::as_said(claim)),
        digits: if claim.text.contains(|letter: char| letter.is_ascii_digit()) {
            String::new()
        } else {
            written::quantity(quantity)
        },
        rank: rank.map(|value| value.normalize().to_string()).unwrap_or_default(),
        metric: cut(metric),
        counted: if claim.counted.eq_ignore_ascii_case(metric) { String::new() } else { cut(&claim.counted) },
        whose: match (scope.population.as_str(), scope.entity.as_str()) {
            ("", entity) => cut(entity),
            (population, "") => cut(population),
            (population, entity) => format!("{}, {}", cut(population), cut(entity)),
        },
        when: written::period(&claim.period),
        when_rank: claim.period.start.or(claim.period.end).map(|day| day.to_string()).unwrap_or_default(),
        source: index.name(&claim.source).to_string(),
        said_by: cut(claim.attributed_to.as_deref().unwrap_or_default()),
        pieces: in_its_words(claim, index),
        findings: references(&claim.id, index),
    }
}

pub fn events(index: &Index) -> Rows<EventRow> {
    Rows::of(&index.ledger.events, |event| event_row(event, index))
}

fn event_row(event: &Event, index: &Index) -> EventRow {
    EventRow {
        anchor: anchor("e", &event.id),
        place: index.place(&event.id),
        when: event.time.as_ref().map(written::time).unwrap_or_default(),
        when_rank: event.time.as_ref().and_then(|time| time.start).map(|start| start.to_string()).unwrap_or_default(),
        words: cut(&event.text),
        inferred: event.time.as_ref().map_or("", inferred),
        what: cut(&event.description),
        status: wording::event_status(event.status),
        source: index.name(&event.source).to_string(),
        said_by: cut(event.attributed_to.as_deref().unwrap_or_default()),
        findings: references(&event.id, index),
    }
}

fn cut(text: &str) -> String {
    written::shorten(text, CELL)
}

/// What of a date its words do not say.
pub fn inferred(time: &crate::model::time::TimeValue) -> &'static str {
    match (time.inferred.year, time.inferred.month, time.inferred.day) {
        (false, false, false) => "",
        (true, false, false) => "year inferred",
        (_, true, false) => "month inferred",
        (_, _, true) => "day inferred",
    }
}

pub fn quotes<'a>(index: &Index<'a>) -> Rows<QuoteRow<'a>> {
    Rows::of(&index.ledger.quotes, |quote| quote_row(quote, index))
}

fn quote_row<'a>(quote: &'a Quote, index: &Index<'a>) -> QuoteRow<'a> {
    QuoteRow {
        anchor: anchor("q", &quote.id),
        place: index.place(&quote.id),
        speaker: cut(quote.speaker.as_deref().unwrap_or_default()),
        words: excerpt(&quote.words, Span::new(0, quote.words.len()), &[], &[]),
        when: quote.time.as_ref().map(written::time).unwrap_or_default(),
        when_rank: quote.time.as_ref().and_then(|time| time.start).map(|start| start.to_string()).unwrap_or_default(),
        source: index.name(&quote.source).to_string(),
        findings: references(&quote.id, index),
    }
}

/// The figures that can be laid side by side: cells of statistics that more than one source carries.
pub fn compared_figures<'a>(index: &Index<'a>) -> Rows<Compared<'a>> {
    let (cells, all) = compared_cells(index.ledger);
    Rows { rows: cells.into_iter().map(|(group, cell)| compared(group, cell, index)).collect(), all }
}

/// The cells of [`compared_figures`], and how many there are in all. Where not all are shown, those of most claims are, in
/// the order of the ledger.
pub fn compared_cells(ledger: &Ledger) -> (Vec<(&Group, &Cell)>, usize) {
    let groups = ledger.groups.iter().filter(|group| group.kind == GroupKind::Statistic);
    let mut cells: Vec<(usize, (&Group, &Cell))> = groups
        .flat_map(|group| group.cells.iter().map(move |cell| (group, cell)))
        .filter(|(_, cell)| cell.estimate.is_some() && cell.members.len() > 1)
        .enumerate()
        .collect();
    let all = cells.len();
    if shown(all) < all {
        cells.sort_by_key(|(at, (_, cell))| (std::cmp::Reverse(cell.members.len()), *at));
        cells.truncate(shown(all));
        cells.sort_by_key(|(at, _)| *at);
    }
    (cells.into_iter().map(|(_, of)| of).collect(), all)
}

fn references(id: &str, index: &Index) -> Vec<Reference> {
    index.findings_of(id).take(9).map(|(number, finding)| reference(number, finding)).collect()
}

#[cfg(test)]
mod tests {
    use super::super::example;
    use super::super::excerpt::Kind;
    use super::*;

    #[test]
    fn the_mark_stands_on_the_figure_though_the_sentence_kept_was_tidied() {
        let mut ledger = example::ledger();
        ledger.claims.iter_mut().for_each(|claim| {
            claim.sentence_text = claim.sentence_text.chars().skip(1).collect();
        });
        for (row, claim) in statistics(&Index::new(&ledger)).rows.iter().zip(&ledger.claims) {
            let marked: Vec<_> = row.pieces.iter().filter(|piece| piece.kind == Kind::Mark).collect();
            assert_eq!(marked.len(), 1);
            assert_eq!(marked[0].text, claim.text);
        }
    }
}
