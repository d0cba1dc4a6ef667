//! Ledger -> the same ledger, found by id: built once, so that no part of a report searches a list.
//!
//! Only looked up, never walked: the order of a hash map shows nowhere.

use hashbrown::{HashMap, HashSet};

use crate::model::claim::Claim;
use crate::model::decision::Seen;
use crate::model::document::Document;
use crate::model::event::Event;
use crate::model::finding::Finding;
use crate::model::group::{Cell, Group};
use crate::model::ledger::Ledger;
use crate::model::quote::Quote;
use crate::model::span::Span;

use super::anchor::anchor;
use super::estimate::NAMED;
use super::tables::{compared_cells, shown};
use super::{wording, written::shorten};

/// Characters of a source's name; the whole title stands with the source.
const NAME: usize = 120;

/// Findings up to which all are told in full; `tables/discrepancies.csv` has them all.
const FINDINGS: usize = 2_000;
/// Findings told of more: the gravest, and so many of each severity.
const FEW_FINDINGS: usize = 1_000;
const OF_A_KIND: usize = 200;
/// With more claims than this only those that are told of are found by their ids.
const LARGE: usize = 50_000;

/// Everything of a ledger by its id; of a very large one everything that a page tells of.
#[derive(Debug)]
pub struct Index<'a> {
    pub ledger: &'a Ledger,
    /// what decisions speak of
    pub seen: Seen<'a>,
    documents: HashMap<&'a str, (&'a Document, String)>,
    claims: HashMap<&'a str, &'a Claim>,
    events: HashMap<&'a str, &'a Event>,
    quotes: HashMap<&'a str, &'a Quote>,
    cells: HashMap<&'a str, (&'a Group, &'a Cell)>,
    stories: HashMap<&'a str, &'a str>,
    findings_of: HashMap<&'a str, Vec<usize>>,
    places: HashMap<&'a str, usize>,
    /// different sources among the claims
    named: usize,
    /// findings in the order they are told: open before settled, grave before slight
    pub order: Vec<usize>,
    /// those that a page tells in full, as places in that order
    pub told: Vec<usize>,
    /// finding -> its number in that order, from 1
    numbers: Vec<usize>,
}

/// Something a source says at a place: what a claim, an event and a quotation have in common.
#[derive(Debug, Clone, Copy)]
pub struct Said<'a> {
    pub id: &'a str,
    /// has a place in the text, unlike a row of somebody's table
    pinned: bool,
    pub source: &'a str,
    /// the figure, the time expression or the quotation
    pub span: Option<Span>,
    /// the sentence it stands in
    pub sentence: Span,
}

impl Said<'_> {
    /// Where it stands in its source's text on the page; the source itself when it has no place there.
    pub fn place(&self) -> String {
        if self.pinned { anchor("t", self.id) } else { anchor("s", self.source) }
    }
}

impl<'a> Index<'a> {
    pub fn new(ledger: &'a Ledger) -> Self {
        let mut order: Vec<usize> = (0..ledger.findings.len()).collect();
        order.sort_by_key(|&at| {
            let finding = &ledger.findings[at];
            (!wording::is_open(finding), std::cmp::Reverse(finding.severity))
        });
        let mut numbers = vec![0; order.len()];
        let mut findings_of: HashMap<&str, Vec<usize>> = HashMap::new();
        for (number, &at) in order.iter().enumerate() {
            numbers[at] = number + 1;
        }
        let told = told(ledger, &order);
        for &at in told.iter().map(|&place| &order[place]) {
            for id in &ledger.findings[at].claim_ids {
                findings_of.entry(id).or_default().push(at);
            }
        }
        let wanted = (ledger.claims.len() > LARGE).then(|| wanted(ledger, &order, &told));
        let is_wanted = |id: &str| wanted.as_ref().is_none_or(|wanted| wanted.contains(id));
        let cells = ledger.groups.iter().flat_map(|group| group.cells.iter().map(move |cell| (group, cell)));
        Index {
            ledger,
            seen: Seen::of(ledger, is_wanted),
            documents: named(&ledger.documents),
            claims: ledger
                .claims
                .iter()
                .map(|claim| (claim.id.as_str(), claim))
                .filter(|(id, _)| is_wanted(id))
                .collect(),
            events: ledger.events.iter().map(|event| (event.id.as_str(), event)).collect(),
            quotes: ledger.quotes.iter().map(|quote| (quote.id.as_str(), quote)).collect(),
            cells: cells
                .flat_map(|(group, cell)| cell.members.iter().map(move |id| (id.as_str(), (group, cell))))
                .filter(|(id, _)| is_wanted(id))
                .collect(),
            stories: ledger.stories.iter().map(|story| (story.id.as_str(), story.label.as_str())).collect(),
            findings_of,
            places: ledger.findings.iter().enumerate().map(|(at, finding)| (finding.id.as_str(), at)).collect(),
            named: ledger.claims.iter().map(|claim| &*claim.source).collect::<HashSet<&str>>().len(),
            told,
            order,
            numbers,
        }
    }

    pub fn document(&self, id: &str) -> Option<&'a Document> {
        self.documents.get(id).map(|(document, _)| *document)
    }

    /// What a source is called: its publisher, with its id when several bear that name; else its title; else its id.
    pub fn name<'s>(&'s self, source: &'s str) -> &'s str {
        self.documents.get(source).map_or(source, |(_, name)| name)
    }

    pub fn claim(&self, id: &str) -> Option<&'a Claim> {
        self.claims.get(id).copied()
    }

    pub fn event(&self, id: &str) -> Option<&'a Event> {
        self.events.get(id).copied()
    }

    pub fn quote(&self, id: &str) -> Option<&'a Quote> {
        self.quotes.get(id).copied()
    }

    /// The claim, event or quotation with this id, as a place.
    pub fn said(&self, id: &str) -> Option<Said<'a>> {
        if let Some(claim) = self.claim(id) {
            return Some(Said {
                id: &claim.id,
                pinned: claim.span.is_some(),
                source: &claim.source,
                span: claim.span,
                sentence: claim.sentence,
            });
        }
        if let Some(event) = self.event(id) {
            return Some(Said {
                id: &event.id,
                pinned: true,
                source: &event.source,
                span: event.span,
                sentence: event.sentence,
            });
        }
        let quote = self.quote(id)?;
        Some(Said {
            id: &quote.id,
            pinned: true,
            source: &quote.source,
            span: Some(quote.span),
            sentence: quote.attribution,
        })
    }

    /// Where a claim, event or quotation stands in its source's text on the page; empty when its source has no text.
    pub fn place(&self, id: &str) -> String {
        self.said(id).filter(|said| self.document(said.source).is_some()).map(|said| said.place()).unwrap_or_default()
    }

    /// The cell a claim, event or quotation is compared in.
    pub fn cell(&self, member: &str) -> Option<(&'a Group, &'a Cell)> {
        self.cells.get(member).copied()
    }

    /// The group a finding speaks of: the one it names, else the one all its claims lie in.
    ///
    /// A percentage and the two figures it was worked out from lie in groups that say nothing of each other.
    pub fn group_of(&self, finding: &'a Finding) -> Option<&'a str> {
        if !finding.group_id.is_empty() {
            return Some(&finding.group_id);
        }
        let mut groups = finding.claim_ids.iter().map(|id| self.cell(id).map(|(group, _)| group.id.as_str()));
        let first = groups.next()??;
        groups.all(|group| group == Some(first)).then_some(first)
    }

    /// How many sources speak: the documents read, or the sources that the rows of a table name.
    pub fn sources(&self) -> usize {
        if self.ledger.documents.is_empty() { self.named } else { self.ledger.documents.len() }
    }

    /// What a source is titled, when that says more than its name.
    pub fn title(&self, document: &'a Document) -> &'a str {
        let title = document.source.title.as_str();
        if shorten(title, NAME) == self.name(&document.id) { "" } else { title }
    }

    /// The label of a story where there is more than one to tell apart; else nothing.
    pub fn story_beside<'s>(&self, id: &'s str) -> &'s str
    where
        'a: 's,
    {
        if self.ledger.stories.len() > 1 { self.story(id) } else { "" }
    }

    /// The label of a story; its id when it has none.
    fn story<'s>(&self, id: &'s str) -> &'s str
    where
        'a: 's,
    {
        self.stories.get(id).copied().filter(|label| !label.is_empty()).unwrap_or(id)
    }

    /// A finding's number in the order they are told.
    pub fn number(&self, id: &str) -> Option<usize> {
        self.places.get(id).map(|&at| self.numbers[at])
    }

    /// The findings that rest on a claim, event or quotation, in the order they are told.
    pub fn findings_of(&self, id: &str) -> impl Iterator<Item = (usize, &'a Finding)> + '_ {
        let found = self.findings_of.get(id).map_or(&[][..], Vec::as_slice);
        found.iter().map(|&at| (self.numbers[at], &self.ledger.findings[at]))
    }
}

/// The findings a page tells in full, as places in the order they are told in.
fn told(ledger: &Ledger, order: &[usize]) -> Vec<usize> {
    if order.len() <= FINDINGS {
        return (0..order.len()).collect();
    }
    let mut of_a_kind: HashMap<_, usize> = HashMap::new();
    let is_told = |place: &usize| {
        let finding = &ledger.findings[order[*place]];
        let before = of_a_kind.entry((finding.severity as u8, wording::is_open(finding))).or_default();
        *before += 1;
        *place < FEW_FINDINGS || *before <= OF_A_KIND
    };
    (0..order.len()).filter(is_told).collect()
}

/// The claims that a page tells of: those of its findings and those in the rows it shows.
fn wanted<'a>(ledger: &'a Ledger, order: &[usize], told: &[usize]) -> HashSet<&'a str> {
    let cited = told.iter().flat_map(|&place| &ledger.findings[order[place]].claim_ids).map(String::as_str);
    let rows = ledger.claims.iter().take(shown(ledger.claims.len())).map(|claim| claim.id.as_str());
    let mut wanted: HashSet<&str> = cited.chain(rows).collect();
    let touched = |cell: &&Cell| cell.members.iter().any(|id| wanted.contains(id.as_str()));
    let cells = ledger.groups.iter().flat_map(|group| &group.cells).filter(touched);
    let cells: Vec<&Cell> = cells.chain(compared_cells(ledger).0.into_iter().map(|(_, cell)| cell)).collect();
    for estimate in cells.into_iter().filter_map(|cell| cell.estimate.as_ref()) {
        wanted.extend(estimate.counted.iter().take(NAMED).map(|id| id.as_str()));
        wanted.extend(estimate.left_out.iter().take(NAMED).map(|(id, _)| id.as_str()));
    }
    wanted
}

fn named(documents: &[Document]) -> HashMap<&str, (&Document, String)> {
    let mut bearers: HashMap<&str, usize> = HashMap::new();
    for document in documents {
        *bearers.entry(document.source.publisher.as_str()).or_default() += 1;
    }
    let name = |document: &Document| {
        let source = &document.source;
        match (source.publisher.as_str(), source.title.as_str()) {
            ("", "") => document.id.to_string(),
            ("", title) => title.to_string(),
            (publisher, _) if bearers[publisher] > 1 => format!("{publisher} ({})", document.id),
            (publisher, _) => publisher.to_string(),
        }
    };
    documents.iter().map(|document| (&*document.id, (document, shorten(&name(document), NAME)))).collect()
}

#[cfg(test)]
mod tests {
    use super::super::example;
    use super::*;

    #[test]
    fn of_many_findings_the_gravest_are_told_and_some_of_each_severity() {
        use crate::model::finding::{Finding, FindingStatus, Severity};
        let mut ledger = example::ledger();
        let one = ledger.findings[0].clone();
        let of = |severity, id: usize| Finding {
            id: format!("finding-{id}"),
            severity,
            status: FindingStatus::Open,
            ..one.clone()
        };
        ledger.findings = (0..FINDINGS).map(|id| of(Severity::Note, id)).collect();
        assert_eq!(Index::new(&ledger).told.len(), FINDINGS);
        ledger.findings.extend((FINDINGS..2 * FINDINGS).map(|id| of(Severity::High, id)));
        let index = Index::new(&ledger);
        let told =
            |severity| index.told.iter().filter(|&&at| ledger.findings[index.order[at]].severity == severity).count();
        assert_eq!((told(Severity::High), told(Severity::Note)), (FEW_FINDINGS, OF_A_KIND));
    }

    #[test]
    fn two_texts_of_one_publisher_are_told_apart() {
        let mut ledger = example::ledger();
        let publisher = ledger.documents[1].source.publisher.clone();
        assert_eq!(Index::new(&ledger).name(&ledger.documents[1].id), publisher);
        ledger.documents[0].source.publisher = publisher.clone();
        let index = Index::new(&ledger);
        let id = &ledger.documents[0].id;
        assert_eq!(index.name(id), format!("{publisher} ({id})"));
        assert_eq!(index.name("nobody"), "nobody");
    }

    #[test]
    fn the_rows_of_a_table_name_the_sources() {
        let mut ledger = example::ledger();
        ledger.documents.clear();
        assert_eq!(Index::new(&ledger).sources(), 5);
    }

    #[test]
    fn settled_findings_come_last_and_grave_ones_first() {
        let ledger = example::ledger();
        let index = Index::new(&ledger);
        let told: Vec<_> = index.order.iter().map(|&at| &ledger.findings[at]).collect();
        assert!(told.windows(2).all(|pair| {
            let rank = |finding: &Finding| (!wording::is_open(finding), std::cmp::Reverse(finding.severity));
            rank(pair[0]) <= rank(pair[1])
        }));
    }
}
