//! Documents -> their texts with everything that was read in them marked in place.
//!
//! A figure and a time get a mark that leads to the finding it is part of, or to its row in the table; a quotation gets
//! only a place to jump to, since it bears its own marks.

use std::collections::HashMap;

use crate::model::document::Document;
use crate::model::span::Span;

use super::anchor::{anchor, link};
use super::excerpt::safe;
use super::index::Index;
use super::{wording, written};

/// Bytes of text the page carries in all. What lies beyond stays in the files, and the page says so.
const TEXTS: usize = 20_000_000;

/// A source with its text.
#[derive(Debug)]
pub struct SourceText<'a> {
    pub anchor: String,
    pub name: String,
    pub title: &'a str,
    pub file: &'a str,
    pub url: Option<&'a str>,
    /// shown as plain words when it is no address a browser should follow
    pub plain_url: &'a str,
    pub language: &'a str,
    pub published: String,
    pub basis: String,
    pub words: String,
    pub sha256: &'a str,
    pub verbatim: bool,
    /// `3 figures, 1 time`
    pub holds: String,
    pub parts: Vec<Part<'a>>,
    pub left_out: bool,
}

/// A stretch of a text.
#[derive(Debug)]
pub struct Part<'a> {
    /// places that begin here
    pub pins: Vec<String>,
    pub text: &'a str,
    pub mark: Option<Mark>,
}

/// What a marked stretch is and where it leads.
#[derive(Debug)]
pub struct Mark {
    pub kind: &'static str,
    pub href: String,
    pub title: String,
    /// a finding rests on it
    pub hot: bool,
}

/// A place in a text before it is known whether it can be marked.
struct Place {
    span: Span,
    pin: String,
    mark: Option<Mark>,
}

/// All sources in the ledger's order.
pub fn sources<'a>(index: &Index<'a>) -> Vec<SourceText<'a>> {
    let mut places = places(index);
    let mut room = TEXTS;
    let documents = index.ledger.documents.iter();
    documents
        .map(|document| {
            let fits = document.text.len() <= room;
            room -= if fits { document.text.len() } else { 0 };
            let places = places.remove(&*document.id).unwrap_or_default();
            one(document, places, fits, index)
        })
        .collect()
}

fn one<'a>(document: &'a Document, places: Vec<Place>, fits: bool, index: &Index<'a>) -> SourceText<'a> {
    let Document { id, source, dateline, text, verbatim } = document;
    let of_kind =
        |kind| places.iter().filter(|place| place.mark.as_ref().map_or("quote", |mark| mark.kind) == kind).count();
    let kinds = [("figure", "figure", "figures"), ("time", "time", "times"), ("quote", "quotation", "quotations")];
    let kinds = kinds.map(|(kind, one, many)| (of_kind(kind), one, many));
    let holds =
        kinds.iter().filter(|(count, ..)| *count > 0).map(|(count, one, many)| written::count(*count, one, many));
    let holds = holds.collect::<Vec<_>>().join(", ");
    SourceText {
        anchor: anchor("s", id),
        name: index.name(id).to_string(),
        title: index.title(document),
        file: &source.file,
        url: link(&source.url),
        plain_url: &source.url,
        language: &source.language,
        published: wording::published(dateline),
        basis: wording::date_basis(dateline),
        words: written::count(source.words, "word", "words"),
        sha256: &source.sha256,
        verbatim: *verbatim,
        holds,
        parts: if fits { parts(text, places) } else { Vec::new() },
        left_out: !fits,
    }
}

/// What stands where, document by document.
fn places<'a>(index: &Index<'a>) -> HashMap<&'a str, Vec<Place>> {
    let mut places: HashMap<&str, Vec<Place>> = HashMap::new();
    let mark = |kind, id: &str, row: &str, title: String| {
        let finding = index.findings_of(id).map(|(_, finding)| anchor("f", &finding.id)).next();
        Mark { kind, hot: finding.is_some(), href: finding.unwrap_or_else(|| anchor(row, id)), title }
    };
    for claim in &index.ledger.claims {
        let Some(span) = claim.span else { continue };
        let period = written::period(&claim.period);
        let title = [claim.metric_label.as_str(), &claim.scope.population, &claim.scope.entity, &period];
        let title = title.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join(", ");
        let place = Place { span, pin: anchor("t", &claim.id), mark: Some(mark("figure", &claim.id, "c", title)) };
        places.entry(&claim.source).or_default().push(place);
    }
    for event in &index.ledger.events {
        // an act told without a time of its own can be jumped to, but has no words to mark
        let span = event.span.unwrap_or(Span { start: event.clause.start, end: event.clause.start });
        let title = event.time.as_ref().map(written::time).unwrap_or_default();
        let place = Place { span, pin: anchor("t", &event.id), mark: Some(mark("time", &event.id, "e", title)) };
        places.entry(&event.source).or_default().push(place);
    }
    for quote in &index.ledger.quotes {
        let place = Place { span: quote.span, pin: anchor("t", &quote.id), mark: None };
        places.entry(&quote.source).or_default().push(place);
    }
    places
}

/// Cuts a text at its marks and pins. Of marks that overlap the first, then the longest one is drawn; the others keep
/// their pin.
fn parts(text: &str, mut places: Vec<Place>) -> Vec<Part<'_>> {
    for place in &mut places {
        place.span = safe(text, place.span);
    }
    places.sort_by_key(|place| (place.span.start, std::cmp::Reverse(place.span.end), place.mark.is_none()));
    let mut parts: Vec<Part> = Vec::new();
    let mut pins: Vec<String> = Vec::new();
    let mut at = 0;
    for Place { span, pin, mark } in places {
        let (start, end) = (span.start as usize, span.end as usize);
        if start > at {
            parts.push(Part { pins: std::mem::take(&mut pins), text: &text[at..start], mark: None });
            at = start;
        }
        pins.push(pin);
        if start == at && end > at && mark.is_some() {
            parts.push(Part { pins: std::mem::take(&mut pins), text: &text[at..end], mark });
            at = end;
        }
    }
    parts.push(Part { pins, text: &text[at..], mark: None });
    parts
}

#[cfg(test)]
mod tests {
    use super::super::example;
    use super::*;

    fn place(start: u32, end: u32, pin: &str, marked: bool) -> Place {
        let mark = marked.then(|| Mark { kind: "figure", href: String::new(), title: String::new(), hot: false });
        Place { span: Span { start, end }, pin: pin.into(), mark }
    }

    #[test]
    fn the_parts_put_together_are_the_text() {
        let ledger = example::ledger();
        for (document, source) in ledger.documents.iter().zip(sources(&Index::new(&ledger))) {
            let whole: String = source.parts.iter().map(|part| part.text).collect();
            assert_eq!(whole, document.text);
        }
    }

    #[test]
    fn overlapping_marks_are_drawn_once_and_every_place_can_be_jumped_to() {
        let text = "from 10 to 20 people";
        let parts = parts(
            text,
            vec![
                place(8, 10, "c", false),
                place(5, 13, "a", true),
                place(11, 13, "b", true),
                place(900, 950, "d", true),
            ],
        );
        assert_eq!(parts.iter().map(|part| part.text).collect::<String>(), text);
        assert_eq!(parts.iter().filter(|part| part.mark.is_some()).count(), 1);
        let mut pins: Vec<_> = parts.iter().flat_map(|part| part.pins.clone()).collect();
        pins.sort();
        assert_eq!(pins, ["a", "b", "c", "d"]);
    }
}
