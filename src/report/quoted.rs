//! Finding -> the sentences it rests on, each with its source.
//!
//! The report quotes before it judges: this is what the reader is shown first. Clauses of one sentence are quoted once,
//! as the whole sentence, with the words the finding rests on in full ink.

use std::collections::HashMap;

use crate::model::claim::Claim;
use crate::model::document::Document;
use crate::model::finding::Finding;
use crate::model::span::Span;

use super::anchor::{anchor, link};
use super::excerpt::{Kind, Piece, excerpt, safe};
use super::index::{Index, Said};
use super::{wording, written};

/// One quotation with where it is from.
#[derive(Debug)]
pub struct Quoted<'a> {
    pub pieces: Vec<Piece<'a>>,
    pub source: String,
    pub title: &'a str,
    /// when the source appeared; empty for a row of a table
    pub published: String,
    pub url: Option<&'a str>,
    /// ISO 639-1, empty when unknown
    pub language: &'a str,
    /// where the words stand in the source's text further down the page; empty when the text is not there
    pub place: String,
}

/// The quotations of a finding, source by source in the order its evidence names them, each source in text order.
pub fn quotations<'a>(finding: &'a Finding, index: &Index<'a>) -> Vec<Quoted<'a>> {
    let mut first_named: HashMap<&str, usize> = HashMap::new();
    let mut said: HashMap<&str, Vec<Said>> = HashMap::new();
    for one in finding.claim_ids.iter().filter_map(|id| index.said(id)) {
        said.entry(one.source).or_default().push(one);
    }
    let said_by = |source: &str| said.get(source).map_or(&[][..], Vec::as_slice);
    let mut passages: Vec<Passage> = Vec::new();
    for evidence in &finding.evidence {
        let Some(document) = index.document(&evidence.source) else { continue };
        let clause = safe(&document.text, evidence.span);
        let whole = said_by(&evidence.source).iter().fold(clause, |whole, said| {
            let span = safe(&document.text, said.sentence);
            if span.overlaps(clause) { whole.join(span) } else { whole }
        });
        let next = first_named.len();
        let rank = *first_named.entry(&evidence.source).or_insert(next);
        passages.push(Passage { rank, document, whole, clauses: vec![clause] });
    }
    passages.sort_by_key(|passage| (passage.rank, passage.whole));
    passages.dedup_by(|next, kept| {
        let same = next.rank == kept.rank && (next.whole == kept.whole || next.whole.overlaps(kept.whole));
        if same {
            kept.whole = kept.whole.join(next.whole);
            kept.clauses.append(&mut next.clauses);
        }
        same
    });

    let rows = finding.claim_ids.iter().filter_map(|id| index.claim(id));
    let rows = rows.filter(|claim| !first_named.contains_key(&*claim.source)).map(|claim| from_row(claim, index));
    let rows: Vec<Quoted> = rows.collect();
    let quoted = |passage: Passage<'a>| {
        let said = said_by(&passage.document.id);
        passage.quoted(said, &finding.values, index)
    };
    passages.into_iter().map(quoted).chain(rows).collect()
}

/// One or more clauses of a finding that stand in the same sentence.
struct Passage<'a> {
    rank: usize,
    document: &'a Document,
    whole: Span,
    clauses: Vec<Span>,
}

impl<'a> Passage<'a> {
    fn quoted(self, said: &[Said], values: &[String], index: &Index<'a>) -> Quoted<'a> {
        let Document { id, source, dateline, text, .. } = self.document;
        let here = |said: &&Said| said.span.unwrap_or(said.sentence).overlaps(self.whole);
        let mut marks: Vec<Span> = said.iter().filter(here).filter_map(|said| said.span).collect();
        if marks.is_empty() {
            marks = self.clauses.iter().flat_map(|clause| values_in(text, *clause, values)).collect();
        }
        Quoted {
            pieces: excerpt(text, self.whole, &self.clauses, &marks),
            source: index.name(id).to_string(),
            title: index.title(self.document),
            published: wording::published(dateline),
            url: link(&source.url),
            language: &source.language,
            place: said.iter().find(here).map_or_else(|| anchor("s", id), |said| said.place()),
        }
    }
}

/// Where the values of a finding stand in a clause, for findings that rest on words and not on a claim.
fn values_in(text: &str, clause: Span, values: &[String]) -> Vec<Span> {
    let start = clause.start as usize;
    let found = |value: &String| {
        let at = start + clause.of(text).find(value.as_str())?;
        Some(Span::new(at, at + value.len()))
    };
    values.iter().filter(|value| !value.is_empty()).filter_map(found).collect()
}

/// The sentence of a claim with its figure marked: out of the text where there is one, since the sentence kept with the
/// claim may have been tidied; else that sentence; else the figure with what it counts.
pub fn in_its_words<'a>(claim: &'a Claim, index: &Index<'a>) -> Vec<Piece<'a>> {
    if let (Some(document), Some(span)) = (index.document(&claim.source), claim.span) {
        return excerpt(&document.text, claim.sentence.join(span), &[], &[span]);
    }
    let sentence = claim.sentence_text.as_str();
    if sentence.is_empty() {
        return vec![
            Piece { text: &claim.metric_label, kind: Kind::Around },
            Piece { text: " ", kind: Kind::Around },
            Piece { text: &claim.text, kind: Kind::Mark },
        ];
    }
    let at = sentence.find(claim.text.as_str()).filter(|_| !claim.text.is_empty());
    let mark = at.map(|at| Span::new(at, at + claim.text.len()));
    excerpt(sentence, Span::new(0, sentence.len()), &[], mark.as_slice())
}

/// A row of somebody's table has no sentence, or one without a place: its figure is shown with what it counts.
fn from_row<'a>(claim: &'a Claim, index: &Index<'a>) -> Quoted<'a> {
    let document = index.document(&claim.source);
    Quoted {
        pieces: in_its_words(claim, index),
        source: index.name(&claim.source).to_string(),
        title: document.map_or("", |document| index.title(document)),
        published: match (document, claim.published) {
            (Some(document), _) => wording::published(&document.dateline),
            (None, Some(day)) => written::day(day),
            (None, None) => String::new(),
        },
        url: document.and_then(|document| link(&document.source.url)),
        language: document.map_or("", |document| &document.source.language),
        place: String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::example;
    use super::*;

    #[test]
    fn three_figures_of_one_sentence_are_quoted_once() {
        let ledger = example::ledger();
        let index = Index::new(&ledger);
        let finding = ledger.findings.iter().find(|finding| finding.rule == "change_mismatch").expect("in the example");
        assert_eq!(finding.evidence.len(), 3);
        let quotations = quotations(finding, &index);
        assert_eq!(quotations.len(), 1);
        assert_eq!(quotations[0].pieces.iter().filter(|piece| piece.kind == Kind::Mark).count(), 3);
    }

    #[test]
    fn a_row_of_a_table_is_quoted_by_its_figure() {
        let mut ledger = example::ledger();
        ledger.documents.clear();
        for claim in &mut ledger.claims {
            claim.sentence_text = Default::default();
            claim.span = None;
        }
        let index = Index::new(&ledger);
        let quotations = quotations(&ledger.findings[0], &index);
        assert_eq!(quotations.len(), ledger.findings[0].claim_ids.len());
        assert!(quotations.iter().all(|quoted| quoted.pieces.iter().any(|piece| piece.kind == Kind::Mark)));
    }
}
