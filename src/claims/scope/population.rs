//! Who of them: the subgroup that the counted noun, "among …" or the predicate narrows a figure to.

use std::ops::Range;

use crate::claims::metric::Found;
use crate::claims::page::Page;
use crate::model::lexicon::Class;
use crate::model::quantity::{Quantity, Unit};

/// How far from the figure its predicate or its "among" may stand, in tokens.
const REACH: usize = 8;
/// Longest noun phrase taken for a group of people, in tokens.
const LONGEST: usize = 6;

/// The subgroup, in small letters; empty for everybody.
pub fn of(page: &Page, quantity: &Quantity, found: &Found) -> String {
    if !matches!(quantity.unit, Unit::Count | Unit::Percent) {
        return String::new();
    }
    let told =
        by_predicate(page, quantity).or_else(|| by_among(page, quantity)).or_else(|| by_noun(page, quantity, found));
    told.map(|tokens| page.words.span(tokens.start, tokens.end))
        .map(|span| page.text(span).split_whitespace().map(str::to_lowercase).collect::<Vec<_>>().join(" "))
        .unwrap_or_default()
}

/// The counted noun with its modifiers, unless it is the metric's own noun, a thing, or people in general.
fn by_noun(page: &Page, quantity: &Quantity, found: &Found) -> Option<Range<usize>> {
    let (counted, head) = (quantity.counted?, page.tokens(quantity.head?).start);
    let is_narrowing = page.words.is(head, Class::GENERIC)
        || matches!(found.rule, "verb" | "object" | "act" | "part_of_the_figure_before") && is_people(page, head);
    // "the number of people reaching the coast": the words for the metric
    let counted_tokens = page.tokens(counted);
    let is_number = counted_tokens.clone().take_while(|&at| at < head).any(|at| page.words.says(at, "number"));
    let modified = counted_tokens.len() > 1 && !is_number;
    let narrows = is_narrowing
        && (modified || !is_everybody(page, head))
        && found.rule != "counted"
        && !is_own(page, head, found);
    narrows.then_some(if is_number { head..head + 1 } else { counted_tokens })
}

/// "inmates" of a prison: the metric counts nobody else.
fn is_own(page: &Page, head: usize, found: &Found) -> bool {
    page.vocabulary
        .metric_nouns
        .all_at(&page.words, head)
        .any(|(_, &metric)| page.vocabulary.metrics[metric].id == found.id)
}

fn is_everybody(page: &Page, head: usize) -> bool {
    matches!(
        page.words.lemma(head),
        "person" | "people" | "individual" | "human" | "resident" | "citizen" | "inhabitant"
    )
}

/// A word for people, or one we do not know: never a thing of the vocabulary.
fn is_people(page: &Page, head: usize) -> bool {
    let words = &page.words;
    words.is(head, Class::GENERIC | Class::SPEAKER | Class::TITLE) || !words.is(head, Class::NOUN)
}

/// "four are minors", "12 of them were children", "64 of whom were students", "52 percent of them women".
fn by_predicate(page: &Page, quantity: &Quantity) -> Option<Range<usize>> {
    let words = &page.words;
    let mut at = page.tokens(quantity.number).end;
    let end = at + REACH;
    let of_them = words.says(at, "of") && words.says_any(at + 1, &["them", "whom", "those", "these"]);
    if of_them {
        at += 2;
    } else if words.says(at, "of") {
        // "54 of the 150 members elected in 2024 are women": behind the whole
        at += 1;
        while at < end + REACH && !words.is(at, Class::COPULA) && !matches!(words.text(at), "," | ";" | "." | "") {
            at += 1;
        }
    }
    let is_copula = words.is(at, Class::COPULA);
    if !is_copula && !of_them {
        return None;
    }
    let start = at + usize::from(is_copula);
    // "were among health workers" is told by `by_among`
    group(page, start).filter(|tokens| tokens.end < start + LONGEST)
}

/// "among health workers", "among people aged 65 and over": right behind the figure's verb, or at the head of its sentence.
fn by_among(page: &Page, quantity: &Quantity) -> Option<Range<usize>> {
    let words = &page.words;
    let number = page.tokens(quantity.number);
    let sentence = page.sentence(page.prose.sentence_at(quantity.number.start)?).tokens.clone();
    let behind = (number.end..sentence.end.min(number.end + REACH))
        .take_while(|&at| !matches!(words.text(at), "," | ";") && !words.is_number(at))
        .find(|&at| words.says(at, "among"));
    let ahead =
        (words.says(sentence.start, "among") && number.start < sentence.start + 2 * REACH).then_some(sentence.start);
    let among = behind.or(ahead)?;
    group(page, among + 1)
}

/// A noun phrase whose head is a word for people, with "aged 65 and over" behind it.
fn group(page: &Page, start: usize) -> Option<Range<usize>> {
    let words = &page.words;
    let is_inside = |at: &usize| {
        words.is_word(*at)
            && !words.is(*at, Class::PREPOSITION | Class::CONJUNCTION | Class::AUXILIARY | Class::PRONOUN)
    };
    let head = (start..start + LONGEST)
        .take_while(is_inside)
        .filter(|&at| {
            words.is(at, Class::GENERIC) && words.is(at, Class::PLURAL)
                || words.is(at, Class::NATIONALITY) && words.is(at, Class::PLURAL)
        })
        .last()?;
    let from = start + usize::from(words.is(start, Class::DETERMINER));
    if words.says(head + 1, "aged") && words.is_number(head + 2) {
        let last = if words.says_any(head + 3, &["and", "or"]) { head + 5 } else { head + 3 };
        return Some(from..last.min(words.len()));
    }
    (!(is_everybody(page, head) && from == head)).then_some(from..head + 1)
}
