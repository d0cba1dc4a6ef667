//! Nobody here, somebody there: "without loss of life" beside "two marchers were killed", "no casualties" beside "a woman was
//! hurt".
//!
//! That there was none is told without a number, so no key meets it. The lists `none_dead` and `none_hurt` say how a text tells
//! it; who counts deaths or injured, or tells of one ("was slightly hurt"), stands against it. Of each other text the one
//! sentence is taken that has most in common with the denial, by all that is told in both and in the sentence before. Days
//! that are told apart are two occasions. Always `low`: the two may speak of different places or hours.

use std::collections::BTreeMap;

use super::{Look, Rule};
use crate::model::claim::ScopeBasis;
use crate::model::entity::EntityKind;
use crate::model::event::Status;
use crate::model::finding::Severity;
use crate::model::lexicon::Class;
use crate::model::metric::Fate;
use crate::model::modality::Modality;
use crate::model::token::cut;
use crate::reconcile::affair::Affair;
use crate::reconcile::draft::Draft;
use crate::reconcile::figure::Figure;
use crate::reconcile::passages::{Passage, Passages};
use crate::reconcile::tolerance::Tolerance;
use crate::reconcile::words::has;

/// It bears the name of what it finds.
pub const RULE: Rule = Rule { name: "value_conflict", look: Look::Story(find) };

/// Sentences of either kind that are looked at.
const MOST: usize = 200;
/// So many days may lie between what two texts tell of one occasion.
const ONE_OCCASION: i64 = 2;
/// So much the two sentences have in common at least, and so good a part of the best one of all texts.
const POINTS: f64 = 0.005;
const PART: f64 = 0.2;
/// What the sentences before count, each half of the one behind it, and within how many bytes they are asked.
const BEFORE: f64 = 0.5;
const MOST_BEFORE: usize = 2;
const NEAR: u32 = 500;
/// A count over more days than this is of no single occasion.
const DAYS_OF_AN_OCCASION: i64 = 7;
/// Families of metrics that count who came to harm and lived.
const HURT: [&str; 2] = ["casualties_injured", "casualties"];

/// Whom a sentence tells of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Harm {
    Dead,
    Hurt,
}

/// A sentence with the words that tell it, or the figure.
struct Told<'f, 'a> {
    at: usize,
    harm: Harm,
    words: &'f str,
    figure: Option<&'f Figure<'a>>,
}

fn find(affair: &Affair) -> Vec<Draft> {
    let lists = &affair.vocabulary.phrases;
    let passages = &affair.passages;
    let tells = |at: usize, list: &'_ [Box<str>], harm: Harm| {
        let words = phrase(passages.told[at].text, list)?;
        Some(Told { at, harm, words, figure: None })
    };
    let none = (0..passages.told.len()).filter_map(|at| {
        let text = passages.told[at].text;
        // what would have been so, and what somebody asks
        let open = text.trim_end().ends_with('?') || has(text, &affair.vocabulary.lexicon, Class::MODAL);
        (!open).then(|| tells(at, &lists.none_hurt, Harm::Hurt).or_else(|| tells(at, &lists.none_dead, Harm::Dead)))?
    });
    let none = affair.left_out.first(MOST, "sentences that tell of nobody harmed", none);
    if none.is_empty() {
        return Vec::new();
    }
    let counts = counted(affair);
    let some = (0..passages.told.len()).filter_map(|at| {
        let passage = &passages.told[at];
        let counted = counts.get(&(passage.source, passage.sentence.start)).map(|(harm, figure)| Told {
            at,
            harm: *harm,
            words: &figure.claim.text,
            figure: Some(figure),
        });
        // "nobody was hurt" holds "was hurt"
        let denied = || {
            has(passage.text, &affair.vocabulary.lexicon, Class::NEGATION | Class::MODAL)
                || passage.events.iter().all(|event| event.status != Status::Happened)
                || phrase(passage.text, &lists.none_hurt).or(phrase(passage.text, &lists.none_dead)).is_some()
        };
        counted
            .or_else(|| tells(at, &lists.one_dead, Harm::Dead).filter(|_| !denied()))
            .or_else(|| tells(at, &lists.one_hurt, Harm::Hurt).filter(|_| !denied()))
    });
    let some = affair.left_out.first(MOST, "sentences that tell who came to harm", some);
    let mut drafts: BTreeMap<(&str, Harm), Draft> = BTreeMap::new();
    for none in &none {
        // of each text the best count, and the best of those who are not counted
        let mut best: BTreeMap<(&str, bool), (f64, &Told)> = BTreeMap::new();
        for some in &some {
            if !may_be_one(none, some, affair) {
                continue;
            }
            let points = in_common(none.at, some.at, passages);
            if points >= POINTS {
                let key = (passages.told[some.at].source, some.figure.is_some());
                let best = best.entry(key).or_insert((points, some));
                if points > best.0 {
                    *best = (points, some);
                }
            }
        }
        let mut best: Vec<(f64, &Told)> = best.into_values().collect();
        best.sort_by(|a, b| b.0.total_cmp(&a.0));
        let most = best.first().map_or(0.0, |(points, _)| *points);
        for (_, some) in best.into_iter().filter(|(points, _)| *points >= most * PART) {
            let Some(draft) = draft(none, some, affair) else { continue };
            let key = (passages.told[none.at].source, none.harm);
            drafts.entry(key).and_modify(|known| known.absorb(&draft)).or_insert(draft);
        }
    }
    drafts.into_values().collect()
}

/// The largest count of dead, else of hurt, of each sentence that tells one.
fn counted<'f, 'a>(affair: &'f Affair<'a>) -> BTreeMap<(&'a str, u32), (Harm, &'f Figure<'a>)> {
    let mut counts: BTreeMap<(&str, u32), (Harm, &Figure)> = BTreeMap::new();
    let of_an_occasion = |figure: &Figure| {
        let short = figure.window.days().is_none_or(|days| days <= DAYS_OF_AN_OCCASION);
        (!figure.window.stated || short) && !tells_of_long(&figure.claim.sentence_text, affair)
    };
    let is_some = |figure: &&Figure| {
        !figure.coded()
            && of_an_occasion(figure)
            && figure.claim.modality == Modality::Asserted
            && figure.interval.low.is_some_and(|low| low >= 1.into())
    };
    for figure in affair.figures.iter().filter(is_some).filter(|figure| figure.is_plain_count()) {
        let harm = match figure.fate() {
            Some(Fate::Dead) => Harm::Dead,
            None if figure.metric.is_some() && HURT.contains(&figure.family) => Harm::Hurt,
            _ => continue,
        };
        let key = (&*figure.claim.source, figure.claim.sentence.start);
        let known = counts.entry(key).or_insert((harm, figure));
        if (harm, std::cmp::Reverse(figure.interval.low)) < (known.0, std::cmp::Reverse(known.1.interval.low)) {
            *known = (harm, figure);
        }
    }
    counts
}

/// "In the first four months", "a year before": a count of many occasions, or of another one.
fn tells_of_long(text: &str, affair: &Affair) -> bool {
    let lexicon = &affair.vocabulary.lexicon;
    cut(text).any(|(span, _)| {
        let entry = lexicon.entry(lexicon.find(span.of(text)));
        entry.classes.contains(Class::TIME_UNIT) && matches!(lexicon.word(entry.lemma), "month" | "year" | "decade")
    })
}

/// The first phrase of a list in a sentence, as it is written there.
fn phrase<'t>(text: &'t str, list: &[Box<str>]) -> Option<&'t str> {
    let lower = text.to_ascii_lowercase();
    let edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    list.iter().find_map(|phrase| {
        let (at, found) = lower.match_indices(&**phrase).find(|(at, found)| {
            edge(lower[..*at].chars().next_back()) && edge(lower[at + found.len()..].chars().next())
        })?;
        text.get(at..at + found.len())
    })
}

/// How much two sentences have in common, or those right before them: what happened is told there, how it ended here.
fn in_common(one: usize, other: usize, passages: &Passages) -> f64 {
    let own = |at: usize| {
        let told = &passages.told;
        let first = told[at].sentence.start.saturating_sub(NEAR);
        let near =
            move |&before: &usize| told[before].source == told[at].source && told[before].sentence.start >= first;
        (0..=at).rev().take(MOST_BEFORE + 1).take_while(near)
    };
    let mut most = 0.0_f64;
    for (back, a) in (0i32..).zip(own(one)) {
        for (further, b) in (back..).zip(own(other)) {
            most = most.max(passages.points(a, b) * BEFORE.powi(further));
        }
    }
    most
}

/// Whoever was killed was hurt, and of nobody dead only the dead are at odds; nor may the two be told for days apart.
fn may_be_one(none: &Told, some: &Told, affair: &Affair) -> bool {
    let (one, other) = (&affair.passages.told[none.at], &affair.passages.told[some.at]);
    let days = |passage: &Passage| passage.days();
    one.source != other.source
        && (none.harm == Harm::Hurt || some.harm == Harm::Dead)
        && days(one).zip(days(other)).is_none_or(|(a, b)| a.gap(&b) <= ONE_OCCASION)
        && some.figure.is_none_or(|figure| !is_elsewhere(figure, one, affair))
}

/// Counted in a place that its own clause names, and that the other sentence does not.
fn is_elsewhere(figure: &Figure, none: &Passage, affair: &Affair) -> bool {
    let scope = &figure.claim.scope;
    scope.basis == ScopeBasis::Clause
        && scope.kind == Some(EntityKind::Place)
        && *figure.scope != *affair.main_place
        && !none.text.contains(&*scope.entity)
}

fn draft(none: &Told, some: &Told, affair: &Affair) -> Option<Draft> {
    let (one, other) = (&affair.passages.told[none.at], &affair.passages.told[some.at]);
    let name = |passage: &Passage| affair.sources.name(passage.source).to_owned();
    let whom = if none.harm == Harm::Dead { "nobody was killed" } else { "nobody came to harm" };
    let tells = match some.figure {
        Some(figure) => affair.says(figure),
        None => format!("{} tells of somebody who did (“{}”)", name(other), clause(other, some.words)),
    };
    let says = format!(
        "{} says that {whom} (“{}”), while {tells}: one of the two is wrong, or they speak of different places or hours.",
        name(one),
        clause(one, none.words),
    );
    let witness = |passage: &Passage, words: &str| passage.witness(passage.text.find(words).unwrap_or(0));
    let draft = Draft::new(Severity::Low, Tolerance::Exact, says).value(none.words).witness(witness(one, none.words)?);
    let draft = match some.figure {
        Some(figure) => draft.figures([figure]),
        None => draft.value(some.words).witness(witness(other, some.words)?),
    };
    Some(draft.measured(format!("{} | {}", none.words, some.words)))
}

/// The clause of a sentence that holds the words.
fn clause<'p>(passage: &'p Passage, words: &'p str) -> &'p str {
    let at = passage.text.find(words).unwrap_or(0);
    passage.event_at(at).map_or(words, |event| event.description.trim())
}

#[cfg(test)]
mod tests {
    use crate::reconcile::sample::{World, told};

    fn found(none: &str, some: &str) -> usize {
        let findings = World::telling([told("wire", none), told("post", some)]).reconciled().findings;
        findings.iter().filter(|finding| finding.says.contains("says that nobody")).count()
    }

    #[test]
    fn nobody_hurt_stands_against_somebody_who_was() {
        let none = "The kiln at Halm burst at noon and nobody was hurt";
        assert_eq!(found(none, "A stoker was slightly hurt when the kiln at Halm burst"), 1);
        assert_eq!(found(none, "The kiln at Halm burst and a stoker went home"), 0);
        assert_eq!(found(none, "When the kiln at Halm burst nobody was hurt"), 0);
    }

    #[test]
    fn nobody_dead_leaves_room_for_the_hurt() {
        let none = "The barge sank at Halm without loss of life";
        assert_eq!(found(none, "A sailor was slightly hurt when the barge sank at Halm"), 0);
        assert_eq!(found(none, "A sailor was killed when the barge sank at Halm"), 1);
    }
}
