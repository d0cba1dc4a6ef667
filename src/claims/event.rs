//! Dated time expressions -> Events: the clause each stands in, and the clause a leading time governs.

use std::ops::Range;

use super::attribution;
use super::page::Page;
use crate::model::entity::EntityKind;
use crate::model::event::{Event, EventKind, Status};
use crate::model::id::content_id;
use crate::model::lexicon::Class;
use crate::model::mention::Mention;
use crate::model::sentence::Context;
use crate::model::span::Span;
use crate::model::time::{Said, TimeKind};
use crate::model::vocabulary::Cue;

/// Reads the dated events of a page, in text order.
pub fn read(page: &Page) -> Vec<Event> {
    let mut events = Vec::new();
    for mention in page.mentions {
        let number = mention.sentence as usize;
        if page.sentence(number).context == Context::Furniture || !is_eventful(page, mention) {
            continue;
        }
        for clause in governed(page, number, mention.span) {
            events.push(event(page, mention, clause));
        }
    }
    events
}

/// A clause as an act without a time expression: `key` tells apart what one sentence may be read for.
pub(super) fn undated(page: &Page, number: usize, span: Span, key: &[&str], kind: EventKind, status: Status) -> Event {
    let sentence = page.sentence(number).span;
    let parts = [&*page.document.id, page.text(sentence)];
    Event {
        id: content_id("e", parts.into_iter().chain(key.iter().copied())),
        source: page.document.id.clone(),
        span: None,
        text: String::new(),
        timex: String::new(),
        time: None,
        clause: span,
        kind,
        status,
        participants: Vec::new(),
        stands_for: String::new(),
        place: place(page, number, span),
        attributed_to: None,
        description: flat(page.text(span)),
        sentence,
        sentence_text: flat(page.text(sentence)),
        because: Vec::new(),
        story_id: String::new(),
        group_id: String::new(),
    }
}

/// Does the expression place something on the calendar? Bare durations, sets and "now" do not.
fn is_eventful(page: &Page, mention: &Mention) -> bool {
    let Some(time) = mention.time() else { return false };
    let is_placed = match time.said {
        // "two days after the raid" beside a date is a day
        Said::Duration { .. } => time.value.is_some(),
        Said::Set { .. } | Said::Reference(_) => false,
        Said::Edge { .. } | Said::Between(..) => true,
        // "the first four months of this year" is a length, and says which
        Said::Within { whole: Some(_), .. } => true,
        // "to be published within two weeks"
        Said::Window { ahead: true, .. } => time.value.is_some(),
        _ => matches!(time.kind, TimeKind::Date | TimeKind::Time),
    };
    // a date that opens the page by itself is its dateline, not an event
    let sentence = page.sentence(mention.sentence as usize);
    let is_alone = sentence.span.len() <= mention.span.len() + 24 && sentence.context == Context::Headline;
    is_placed && !is_alone
}

/// The clauses a time dates: its own, and the main clause when its own only leads in ("Following the vote in May, …").
fn governed(page: &Page, sentence: usize, span: Span) -> Vec<Range<usize>> {
    let clauses = page.clauses(sentence);
    let own = page.clause_of(sentence, span);
    let has_verb = |clause: &Range<usize>| clause.clone().any(|at| is_finite(page, at));
    let joined = |from: usize, to: usize| clauses[from].start..clauses[to].end;
    let own_has_verb = has_verb(&clauses[own]);
    // "… invoked the article on Thursday; the council met on Friday": two matters
    let parts = |at: usize| page.words.is_sign(at, ";");
    let goes_on = |next: &usize| !parts(clauses[*next].start) && !parts(clauses[*next].start - 1);
    let next = (own + 1 < clauses.len()).then_some(own + 1).filter(goes_on);
    match (own_has_verb, next) {
        // "In 2019, the state signed …": one event
        (false, Some(next)) if own == 0 && !names_happening(page, &clauses[own]) => {
            let mut found = vec![joined(own, next)];
            found.extend(coordinated(page, clauses, next));
            found
        }
        // "Following a spree of killings in 2022, the president declared …": two
        (false, Some(next)) if own == 0 => {
            let mut found = vec![clauses[own].clone(), joined(next, next)];
            found.extend(coordinated(page, clauses, next));
            found
        }
        (false, _) if own > 0 => vec![joined(own - 1, own)],
        _ => {
            let mut found = vec![clauses[own].clone()];
            found.extend(since_clause(page, &clauses[own], span));
            found.extend(coordinated(page, clauses, own));
            found
        }
    }
}

/// "80,000 people jailed since the crackdown was launched in 2022": the launch, and the count since.
fn since_clause(page: &Page, clause: &Range<usize>, time: Span) -> Option<Range<usize>> {
    let until = page.words.at_byte(time.start);
    let since =
        (clause.start..until).rev().find(|&at| page.words.says_any(at, &["since", "after", "when", "before"]))?;
    let has_verb = (since + 1..until).any(|at| is_finite(page, at));
    (has_verb && since > clause.start + 2).then_some(since + 1..clause.end)
}

/// Clauses that go on with "and sent …", "arresting …" after the dated one.
fn coordinated(page: &Page, clauses: &[Range<usize>], dated: usize) -> Option<Range<usize>> {
    let next = clauses.get(dated + 1)?;
    let first = next.clone().find(|&at| page.words.is_word(at))?;
    let words = &page.words;
    let has_own_time = page.mentions_in(next.clone()).iter().any(|mention| mention.time().is_some());
    let is_preposition = words.says_any(first, &["including", "according", "regarding", "concerning", "excluding"]);
    let goes_on = !is_preposition && words.is(first, Class::GERUND)
        || words.says(first, "and") && words.is(first + 1, Class::PAST | Class::GERUND);
    (goes_on && !has_own_time).then(|| next.clone())
}

fn is_finite(page: &Page, at: usize) -> bool {
    let words = &page.words;
    let is_verb = words.is(at, Class::AUXILIARY | Class::COPULA)
        || words.is(at, Class::PAST)
        || words.is(at, Class::VERB | Class::PRESENT)
            && !words.is(at, Class::NOUN | Class::GERUND)
            && words.is(at, Class::PRESENT);
    is_verb && !words.is_capital(at)
}

fn names_happening(page: &Page, clause: &Range<usize>) -> bool {
    let first = clause.start;
    page.words.says_any(first, &["following", "after", "before", "amid", "despite", "because", "during"])
}

fn event(page: &Page, mention: &Mention, clause: Range<usize>) -> Event {
    let number = mention.sentence as usize;
    let sentence = page.sentence(number);
    let span = page.span(clause.clone());
    let time = mention.time();
    let description = flat(page.text(span));
    Event {
        id: content_id("e", [&*page.document.id, page.text(sentence.span), page.text(mention.span), &description]),
        source: page.document.id.clone(),
        span: Some(mention.span),
        text: page.text(mention.span).to_owned(),
        timex: time.map(|time| time.timex.clone()).unwrap_or_default(),
        time: time.and_then(|time| time.value.clone()),
        kind: kind(page, &clause),
        status: status(page, &clause),
        participants: participants(page, number, span),
        stands_for: String::new(),
        place: place(page, number, span),
        attributed_to: attribution::of_clause(page, number, span),
        description,
        clause: span,
        sentence: sentence.span,
        sentence_text: flat(page.text(sentence.span)),
        because: vec![mention.clone()],
        story_id: String::new(),
        group_id: String::new(),
    }
}

/// White space folded to single spaces.
pub fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn kind(page: &Page, clause: &Range<usize>) -> EventKind {
    if clause.clone().any(|at| attribution::is_saying(page, at)) {
        EventKind::Statement
    } else if clause.clone().any(|at| page.words.is(at, Class::COPULA))
        && !clause.clone().any(|at| page.words.is(at, Class::PARTICIPLE))
    {
        EventKind::State
    } else {
        EventKind::Occurrence
    }
}

/// How real the clause makes it.
pub fn status(page: &Page, clause: &Range<usize>) -> Status {
    let cues = page.cues(clause.clone());
    let has = |wanted: Cue| cues.iter().any(|(_, cue)| *cue == wanted);
    if has(Cue::Denied) {
        Status::Denied
    } else if has(Cue::Offered) || has(Cue::Unsettled) {
        Status::Offered
    } else if has(Cue::Agreed) {
        Status::Agreed
    } else if has(Cue::Planned) {
        Status::Planned
    } else {
        Status::Happened
    }
}

/// The people and bodies named in the clause, each once, in text order.
pub fn participants(page: &Page, sentence: usize, span: Span) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for mention in page.in_sentence(sentence).iter().filter(|m| span.overlaps(m.span)) {
        let Some(name) = mention.name() else { continue };
        if !found.contains(&name.canonical) {
            found.push(name.canonical.clone());
        }
    }
    found
}

/// The place the clause puts the event at: what stands after "in" or "at".
pub fn place(page: &Page, sentence: usize, span: Span) -> String {
    let is_located = |m: &&Mention| {
        let at = page.words.at_byte(m.span.start);
        at > 0 && page.words.says_any(at - 1, &["in", "at", "near", "outside", "across", "from"])
    };
    page.in_sentence(sentence)
        .iter()
        .filter(|m| {
            span.overlaps(m.span)
                && m.name().is_some_and(|name| matches!(name.kind, EntityKind::Place | EntityKind::Facility))
        })
        .find(is_located)
        .and_then(|m| m.name())
        .map(|name| name.canonical.clone())
        .unwrap_or_default()
}
