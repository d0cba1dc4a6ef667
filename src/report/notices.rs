//! Notices -> what was dropped or doubted, stage by stage, with the words it was about.

use std::collections::BTreeMap;

use crate::model::notice::Notice;

use super::anchor::anchor;
use super::excerpt::{Piece, excerpt};
use super::index::Index;
use super::wording;

/// Notices the page carries for a stage; `tables/notices.csv` has them all.
const LINES: usize = 2_000;

/// All that one stage noticed.
#[derive(Debug)]
pub struct Stage<'a> {
    pub name: String,
    pub count: usize,
    pub lines: Vec<Line<'a>>,
}

/// One notice.
#[derive(Debug)]
pub struct Line<'a> {
    /// empty for the run as a whole
    pub source: String,
    pub place: String,
    pub words: Vec<Piece<'a>>,
    pub says: &'a str,
}

/// Notices by stage, each stage in the ledger's order.
pub fn notices<'a>(index: &Index<'a>) -> Vec<Stage<'a>> {
    let mut stages: BTreeMap<&str, Vec<&Notice>> = BTreeMap::new();
    for notice in &index.ledger.notices {
        stages.entry(&notice.stage).or_default().push(notice);
    }
    let stage = |(name, notices): (&str, Vec<&'a Notice>)| Stage {
        name: wording::stage(name),
        count: notices.len(),
        lines: notices.into_iter().take(LINES).map(|notice| line(notice, index)).collect(),
    };
    stages.into_iter().map(stage).collect()
}

fn line<'a>(notice: &'a Notice, index: &Index<'a>) -> Line<'a> {
    let document = index.document(&notice.source_id);
    let words = document.zip(notice.span).map(|(document, span)| excerpt(&document.text, span, &[], &[]));
    Line {
        source: index.name(&notice.source_id).to_string(),
        place: if document.is_some() { anchor("s", &notice.source_id) } else { String::new() },
        words: words.filter(|pieces| pieces.iter().any(|piece| !piece.text.is_empty())).unwrap_or_default(),
        says: &notice.says,
    }
}
