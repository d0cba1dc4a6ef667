//! The order of the stages, once.
//!
//! Each document alone, in parallel: text, recognise, its own date. Then what only all of them can tell: stories, and the dates
//! that documents of one story give each other. Then each document again: anchor, claims. Then what people decided about claims, reconcile, and what they decided about findings.

use chrono::NaiveDate;
use hashbrown::{HashMap, HashSet};
use rayon::prelude::*;
use std::ops::Range;

use crate::anchor::{self, Clues, Told};
use crate::claims::{self, Statements};
use crate::model::claim::Claim;
use crate::model::decision::Decision;
use crate::model::document::{Dateline, Document, Source, SourceId};
use crate::model::event::Event;
use crate::model::finding::Finding;
use crate::model::id::content_id;
use crate::model::ledger::{LEDGER_VERSION, Ledger, Settings};
use crate::model::mention::Mention;
use crate::model::notice::{Noted, Notice};
use crate::model::sentence::{Context, Prose};
use crate::model::span::Span;
use crate::model::story::Story;
use crate::model::token::Words;
use crate::model::vocabulary::Vocabulary;
use crate::reconcile::affair::{Facts, Naming};
use crate::reconcile::aged;
use crate::reconcile::bearing;
use crate::reconcile::lasting::{self, Lasting};
use crate::stories::Card;
use crate::{recognise, reconcile, review, stories, text};

/// A document with its words and what was recognised in them.
#[derive(Debug)]
struct Reading {
    document: Document,
    prose: Prose,
    mentions: Vec<Mention>,
    /// what its words tell of its date, for the story step
    clues: Clues,
    notices: Vec<Notice>,
    /// times without days; replaced when the document is dated later
    undated: Vec<Notice>,
}

/// Everything, from documents to a ledger. `tick` is called once for each document that has been read.
pub fn run(
    documents: Vec<Document>,
    notices: Vec<Notice>,
    decisions: Vec<Decision>,
    vocabulary: &Vocabulary,
    settings: Settings,
    tick: &(dyn Fn() + Sync),
) -> Ledger {
    let mut readings: Vec<Reading> = documents
        .into_par_iter()
        .map(|document| {
            let reading = read(document, vocabulary, settings);
            tick();
            reading
        })
        .collect();
    readings.sort_by(|a, b| a.document.id.cmp(&b.document.id));
    let cards: Vec<Card> = readings.iter().map(card).collect();
    let stories = stories::find(&cards);
    drop(cards);
    date_by_story(&mut readings, &stories, vocabulary, settings);
    let stated: Vec<(Statements, Vec<Notice>)> =
        readings.par_iter().map(|reading| state(reading, vocabulary)).collect();
    finish(readings, stated, stories, notices, decisions, vocabulary, settings)
}

/// One document alone, dated by its own words: its mentions, resolved.
pub fn mentions(document: Document, vocabulary: &Vocabulary, settings: Settings) -> Noted<(Document, Vec<Mention>)> {
    let reading = read(document, vocabulary, settings);
    let mut notices = reading.notices;
    notices.extend(reading.undated);
    Noted::new((reading.document, reading.mentions), notices)
}

/// One document alone, dated by its own words: its claims, events and quotes.
pub fn extract(document: Document, vocabulary: &Vocabulary, settings: Settings) -> Noted<(Document, Statements)> {
    let reading = read(document, vocabulary, settings);
    let (mut statements, noticed) = state(&reading, vocabulary);
    statements.claims.retain(Claim::is_statistic);
    crate::model::claim::sort(&mut statements.claims);
    let mut notices = reading.notices;
    notices.extend(reading.undated);
    notices.extend(noticed);
    Noted::new((reading.document, statements), notices)
}

/// Claims coded by hand or by another program, to a ledger without documents. Claims that name no story are one.
pub fn reconcile_claims(
    claims: Vec<Claim>,
    notices: Vec<Notice>,
    decisions: Vec<Decision>,
    vocabulary: &Vocabulary,
    settings: Settings,
) -> Ledger {
    let of_no_story = claims.iter().filter(|claim| claim.story_id.is_empty()).map(|claim| &claim.source);
    let sources: HashSet<&SourceId> = of_no_story.collect();
    let mut sources: Vec<SourceId> = sources.into_iter().cloned().collect();
    sources.sort_unstable();
    let whole = Story {
        id: content_id("story", ["table"]),
        label: "table".into(),
        sources,
        main_place: String::new(),
        why: "rows that name no story are taken as one".into(),
    };
    let statements = Statements { claims, ..Statements::default() };
    finish(Vec::new(), vec![(statements, Vec::new())], vec![whole], notices, decisions, vocabulary, settings)
}

/// Which of the vocabulary's own examples do not hold, each in one line; empty when all do.
pub fn metric_failures(vocabulary: &Vocabulary) -> Vec<String> {
    let claims_of = |sentence: &str| {
        let document = Document {
            id: "example".into(),
            source: Source::default(),
            dateline: Dateline::default(),
            text: sentence.into(),
            verbatim: true,
        };
        extract(document, vocabulary, Settings::default()).value.1.claims
    };
    let mut failures = Vec::new();
    for metric in &vocabulary.metrics {
        for example in &metric.reads {
            let figure = Span::new(example.start, example.end);
            let claims = claims_of(&example.sentence);
            let found = claims.iter().find(|claim| claim.span.is_some_and(|span| span.overlaps(figure)));
            if found.is_none_or(|claim| claim.metric != metric.id) {
                let got = found.map_or("nothing", |claim| &claim.metric);
                failures.push(format!("{}: reads {got} in: {}", metric.id, example.sentence));
            }
        }
        for sentence in &metric.leaves {
            if claims_of(sentence).iter().any(|claim| claim.metric == metric.id) {
                failures.push(format!("{}: should leave: {sentence}", metric.id));
            }
        }
    }
    failures
}

fn finish(
    readings: Vec<Reading>,
    stated: Vec<(Statements, Vec<Notice>)>,
    stories: Vec<Story>,
    mut notices: Vec<Notice>,
    decisions: Vec<Decision>,
    vocabulary: &Vocabulary,
    settings: Settings,
) -> Ledger {
    let mut all = Statements::default();
    for (statements, noticed) in stated {
        // a table of millions of rows is handed on, not copied
        match all.claims.is_empty() {
            true => all.claims = statements.claims,
            false => all.claims.extend(statements.claims),
        }
        all.events.extend(statements.events);
        all.quotes.extend(statements.quotes);
        notices.extend(noticed);
    }
    let mut log = review::Log::new(decisions);
    let mut said =
        review::claims::Statements { claims: &mut all.claims, events: &mut all.events, quotes: &mut all.quotes };
    let rulings = review::claims::apply(&mut log, &mut said, vocabulary, &mut notices);
    let namings = readings.iter().flat_map(namings).collect();
    let lastings = readings.iter().flat_map(|reading| lastings(reading, vocabulary)).collect();
    let facts: Vec<Facts> = readings.iter().map(|reading| Facts::from(&reading.document)).collect();
    let output = reconcile::reconcile(reconcile::Input {
        claims: all.claims,
        events: all.events,
        quotes: all.quotes,
        namings,
        lastings,
        stories: &stories,
        documents: &facts,
        vocabulary,
        settings,
        rulings: &rulings,
    })
    .into_value(&mut notices);
    drop(facts);
    let (mut claims, mut events) = (output.claims, output.events);
    keep_cited(&mut claims, &mut events, &output.findings);
    for reading in &readings {
        notices.extend(reading.notices.iter().chain(&reading.undated).cloned());
    }
    notices.sort();
    let mut ledger = Ledger {
        version: LEDGER_VERSION,
        program: env!("CARGO_PKG_VERSION").into(),
        settings,
        documents: readings.into_iter().map(|reading| reading.document).collect(),
        stories,
        claims,
        events,
        timeline: output.timeline,
        quotes: output.quotes,
        groups: output.groups,
        findings: output.findings,
        decisions: Vec::new(),
        notices,
    };
    review::findings::apply(log, &mut ledger);
    ledger
}

fn read(mut document: Document, vocabulary: &Vocabulary, settings: Settings) -> Reading {
    let mut notices = Vec::new();
    let prose = text::read(&document, vocabulary).into_value(&mut notices);
    let mut mentions = recognise::read(&document.text, &prose, vocabulary).into_value(&mut notices);
    for notice in &mut notices {
        notice.source_id = document.id.to_string();
    }
    mentions.sort_by_key(|mention| mention.span);
    anchor::settle_order(&document, &mut mentions, vocabulary);
    let (dateline, clues) = anchor::read_dateline(&document, &prose, &mentions, vocabulary);
    document.dateline = dateline;
    let undated = anchor::resolve(&document, &prose, &mut mentions, vocabulary, settings.resolve);
    Reading { document, prose, mentions, clues, notices, undated }
}

fn state(reading: &Reading, vocabulary: &Vocabulary) -> (Statements, Vec<Notice>) {
    let mut notices = Vec::new();
    let statements =
        claims::read(&reading.document, &reading.prose, &reading.mentions, vocabulary).into_value(&mut notices);
    (statements, notices)
}

/// Documents of one story date each other; the times of those that got a date are resolved again.
fn date_by_story(readings: &mut [Reading], stories: &[Story], vocabulary: &Vocabulary, settings: Settings) {
    for story in stories {
        let number = |id: &SourceId| readings.binary_search_by(|reading| reading.document.id.cmp(id)).ok();
        let members: Vec<usize> = story.sources.iter().filter_map(number).collect();
        let mut datelines: Vec<Dateline> = members.iter().map(|&at| readings[at].document.dateline.clone()).collect();
        let mut told: Vec<Told> = members
            .iter()
            .zip(&mut datelines)
            .map(|(&at, dateline)| {
                let Reading { document, clues, .. } = &readings[at];
                Told { id: &document.id, dateline, clues, counted_from: None }
            })
            .collect();
        anchor::story_datelines(&mut told);
        let counted_from: Vec<Option<NaiveDate>> = told.iter().map(|told| told.counted_from).collect();
        for ((at, dateline), counted_from) in members.into_iter().zip(datelines).zip(counted_from) {
            let Reading { document, prose, mentions, undated, .. } = &mut readings[at];
            if document.dateline != dateline {
                document.dateline = dateline;
                *undated = anchor::resolve_from(document, counted_from, prose, mentions, vocabulary, settings.resolve);
            }
        }
    }
}

/// Acts without a time and figures that are no statistics serve the rules; those that no finding cites would only crowd the
/// tables.
fn keep_cited(claims: &mut Vec<Claim>, events: &mut Vec<Event>, findings: &[Finding]) {
    let cited: HashSet<&str> = findings.iter().flat_map(|finding| &finding.claim_ids).map(String::as_str).collect();
    events.retain(|event| event.span.is_some() || cited.contains(event.id.as_str()));
    claims.retain(|claim| claim.is_statistic() || cited.contains(&*claim.id));
}

/// What of a reading tells its affair.
fn card(reading: &Reading) -> Card<'_> {
    let mut names: Vec<(&str, u32)> = Vec::new();
    let mut places: Vec<(&str, u32)> = Vec::new();
    let mut dates: Vec<NaiveDate> = Vec::new();
    let mut lead: Option<&str> = None;
    let is_furniture =
        |mention: &Mention| reading.prose.sentences[mention.sentence as usize].context == Context::Furniture;
    for mention in reading.mentions.iter().filter(|mention| !is_furniture(mention)) {
        if let Some(name) = mention.name() {
            // a place nobody lists may be a village: it tells the affair, not what national figures are about
            let is_place = matches!(&*mention.rule, "known_place" | "nationality");
            let list = if is_place { &mut places } else { &mut names };
            let in_body = reading.prose.sentences[mention.sentence as usize].context == Context::Body;
            if is_place && in_body && mention.rule == "known_place" {
                lead.get_or_insert(name.canonical.as_str());
            }
            count(list, &name.canonical);
        }
        let value = mention.time().and_then(|time| time.value.as_ref());
        dates.extend(value.filter(|value| value.first_day() == value.last_day()).and_then(|value| value.first_day()));
    }
    // a lead names the place it is about
    if let Some((_, count)) = places.iter_mut().find(|(place, _)| Some(*place) == lead) {
        *count *= 2;
    }
    dates.sort();
    dates.dedup();
    Card {
        id: reading.document.id.clone(),
        given: reading.document.source.story.as_deref(),
        names,
        capitals: capitals(reading),
        words: rare_words(reading),
        published: reading.document.dateline.published,
        dates,
        places,
    }
}

fn count<'a>(list: &mut Vec<(&'a str, u32)>, name: &'a str) {
    match list.iter_mut().find(|(known, _)| *known == name) {
        Some((_, times)) => *times += 1,
        None => list.push((name, 1)),
    }
}

/// Capitalised words that the vocabulary does not know, wherever they stand, each once.
fn capitals(reading: &Reading) -> Vec<&str> {
    let mut words: Vec<&str> = Vec::new();
    for sentence in reading.prose.sentences.iter().filter(|sentence| sentence.context != Context::Furniture) {
        let tokens = &reading.prose.tokens[sentence.tokens.clone()];
        let unknown = tokens.iter().filter(|token| token.word == 0 && token.capital && token.span.len() > 3);
        words.extend(unknown.map(|token| token.span.of(&reading.document.text)));
    }
    words.sort_unstable();
    words.dedup();
    words
}

/// Words in small letters that the vocabulary does not know, each once.
fn rare_words(reading: &Reading) -> Vec<&str> {
    const SHORTEST: usize = 5;
    let mut words: Vec<&str> = Vec::new();
    for sentence in reading.prose.sentences.iter().filter(|sentence| sentence.context != Context::Furniture) {
        let tokens = &reading.prose.tokens[sentence.tokens.clone()];
        let unknown = tokens.iter().filter(|token| token.word == 0 && !token.capital && token.span.len() >= SHORTEST);
        words.extend(unknown.map(|token| token.span.of(&reading.document.text)));
    }
    words.sort_unstable();
    words.dedup();
    words
}

/// Sentences that tell how long something lasts, how old somebody is, or on which side of a place something lies.
fn lastings(reading: &Reading, vocabulary: &Vocabulary) -> Vec<Lasting> {
    let Reading { document, prose, .. } = reading;
    let words = Words { text: &document.text, tokens: &prose.tokens, lexicon: &vocabulary.lexicon };
    let body = prose.sentences.iter().filter(|sentence| sentence.context == Context::Body);
    let tells = |tokens: Range<usize>| {
        lasting::may_tell(&words, tokens.clone())
            || aged::may_tell(&words, tokens.clone())
            || bearing::may_tell(&words, tokens, vocabulary)
    };
    let telling = body.filter(|sentence| tells(sentence.tokens.clone()));
    let found = telling.map(|sentence| Lasting {
        source: document.id.clone(),
        sentence: sentence.span,
        text: sentence.span.of(&document.text).into(),
    });
    found.collect()
}

/// Names with the sentence they stand in, each once a document.
fn namings(reading: &Reading) -> Vec<Naming> {
    let mut seen: HashMap<&str, ()> = HashMap::new();
    let mut found = Vec::new();
    for mention in &reading.mentions {
        let Some(name) = mention.name() else { continue };
        if seen.insert(&name.canonical, ()).is_none() {
            found.push(Naming {
                source: reading.document.id.clone(),
                name: name.canonical.clone(),
                kind: Some(name.kind),
                clause: reading.prose.sentences[mention.sentence as usize].span,
            });
        }
    }
    found
}
