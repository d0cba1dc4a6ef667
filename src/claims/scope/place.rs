//! The place a figure is about: in its clause, its sentence, its paragraph, the heading above, the dateline, else the document's own.

use crate::claims::page::Page;
use crate::model::claim::ScopeBasis;
use crate::model::entity::EntityKind;
use crate::model::lexicon::Class;
use crate::model::mention::Mention;
use crate::model::quantity::Quantity;
use crate::model::sentence::Context;
use crate::model::span::Span;

/// How many sentences of its paragraph a figure looks back for its place.
const BACK: usize = 3;
/// "nationwide" this far from the figure speaks of it, in tokens.
const REACH: usize = 16;

/// Name and basis; an empty name when there is none.
pub fn of(page: &Page, mention: &Mention, quantity: &Quantity, heading: Option<&str>) -> (String, ScopeBasis) {
    let number = mention.sentence as usize;
    if let Some(place) = in_clause(page, mention, quantity) {
        return (canonical(place), ScopeBasis::Clause);
    }
    if is_of_the_whole(page, number, quantity) {
        return (page.main_place.clone().unwrap_or_default(), ScopeBasis::Clause);
    }
    if let Some(place) = in_sentence(page, mention) {
        return (canonical(place), ScopeBasis::Sentence);
    }
    if let Some(place) = in_paragraph(page, number) {
        return (place, ScopeBasis::Paragraph);
    }
    let main = page.main_place.clone().unwrap_or_default();
    // a text about one country says so in many places; its headline and dateline tell no more
    let known = page.vocabulary.place(&main).is_some();
    if let Some(heading) = heading.filter(|heading| !known || *heading == main) {
        return (heading.to_owned(), ScopeBasis::Heading);
    }
    if let Some(place) = page.dateline_place.clone().filter(|place| !known || *place == main) {
        return (place, ScopeBasis::Dateline);
    }
    (main, ScopeBasis::Document)
}

fn canonical(mention: &Mention) -> String {
    mention.name().map(|name| name.canonical.clone()).unwrap_or_default()
}

fn is_place(mention: &&Mention) -> bool {
    mention.name().is_some_and(|name| name.kind == EntityKind::Place)
}

/// "one of the deadliest fires in South Asia": what is compared with, not where it was.
fn is_compared_with(page: &Page, mention: &Mention) -> bool {
    let words = &page.words;
    let at = words.at_byte(mention.span.start);
    let best = |at: usize| {
        words.says_any(at, &["worst", "best", "most", "least", "largest", "biggest", "first"])
            && words.is(at.wrapping_sub(1), Class::DEFINITE)
            || words.text(at).ends_with("est")
                && words.text(at).len() > 5
                && words.is(at.wrapping_sub(1), Class::DEFINITE)
    };
    (at.saturating_sub(7)..at).any(best)
}

/// What stands after "in" comes first; then the place behind the figure and before the next one; then the nearest.
fn in_clause<'p>(page: &'p Page, mention: &Mention, quantity: &Quantity) -> Option<&'p Mention> {
    let number = mention.sentence as usize;
    let clause = page.clauses(number)[page.clause_of(number, quantity.number)].clone();
    let inside = page.around(number, mention.span);
    let here = |m: &&Mention| clause.contains(&page.words.at_byte(m.span.start));
    let other = |m: &&Mention| m.quantity().is_some_and(|q| !q.definite && q.number != quantity.number);
    let next =
        inside.iter().filter(here).filter(other).map(|m| m.span.start).find(|&start| start > quantity.number.end);
    let last = inside.iter().filter(here).filter(other).map(|m| m.span.end).rfind(|&end| end <= mention.span.start);
    let own = |m: &&Mention| {
        next.is_none_or(|next| m.span.end <= next)
            && last.is_none_or(|last| {
                m.span.start >= last || next.is_none() && m.span.end <= last && is_leading(page, m, &clause)
            })
    };
    let places = || inside.iter().filter(is_place).filter(here).filter(|m| !is_compared_with(page, m));
    let near = |m: &&Mention| m.span.gap(quantity.number);
    let behind = |m: &&Mention| m.span.start >= quantity.number.end;
    places()
        .filter(own)
        .filter(|m| is_located(page, m) && behind(m))
        .min_by_key(near)
        .or_else(|| places().filter(own).filter(|m| is_located(page, m)).min_by_key(near))
        .or_else(|| places().filter(|m| is_located(page, m)).min_by_key(near))
        .or_else(|| places().filter(own).min_by_key(near))
        .or_else(|| places().min_by_key(near))
}

/// A place in the words that open the clause: it governs every figure of it.
fn is_leading(page: &Page, mention: &Mention, clause: &std::ops::Range<usize>) -> bool {
    page.words.at_byte(mention.span.start) <= clause.start + 3
}

/// "in X", "the town of X", "across X", "X's": what the words put there.
fn is_located(page: &Page, mention: &Mention) -> bool {
    let words = &page.words;
    let at = words.at_byte(mention.span.start);
    let before = at.wrapping_sub(1);
    let article = words.is(before, Class::DETERMINER);
    let before = if article { before.wrapping_sub(1) } else { before };
    words.says_any(before, &["in", "across", "throughout", "at", "near", "inside", "within", "outside", "around"])
        || words.says(before, "of") && words.is(before.wrapping_sub(1), Class::LOCALITY)
}

/// "nationwide", "across the country", "the country's": everybody's figure, whatever town was named before.
fn is_of_the_whole(page: &Page, sentence: usize, quantity: &Quantity) -> bool {
    let words = &page.words;
    let tokens = page.sentence(sentence).tokens.clone();
    let at = words.at_byte(quantity.number.start);
    let near = at.saturating_sub(REACH).max(tokens.start)..(at + REACH).min(tokens.end);
    near.into_iter().any(|at| {
        words.says_any(at, &["nationwide", "nationally", "countrywide"])
            || words.says_any(at, &["country", "nation"])
                && words.says(at.wrapping_sub(1), "the")
                && (words.says_any(at.wrapping_sub(2), &["across", "throughout", "in"])
                    || matches!(words.text(at + 1), "’s" | "'s"))
    })
}

/// Alone in the sentence, in a clause that holds no other figure.
fn in_sentence<'p>(page: &'p Page, mention: &Mention) -> Option<&'p Mention> {
    let number = mention.sentence as usize;
    let inside = page.around(number, mention.span);
    let clause = |span: Span| page.clause_of(number, span);
    let figures: Vec<usize> = inside
        .iter()
        .filter(|m| m.quantity().is_some_and(|q| !q.definite) && m.span != mention.span)
        .map(|m| clause(m.span))
        .collect();
    let mut places = inside
        .iter()
        .filter(is_place)
        .filter(|m| !is_compared_with(page, m))
        .filter(|m| !figures.contains(&clause(m.span)));
    let first = places.next()?;
    let main = |m: &&Mention| m.name().map(|name| &name.canonical) == page.main_place.as_ref();
    match places.clone().all(|other| canonical(other) == canonical(first)) {
        true => Some(first),
        false => std::iter::once(first).chain(places).find(main),
    }
}

/// The one place that the sentences before it in its paragraph put things at.
fn in_paragraph(page: &Page, number: usize) -> Option<String> {
    let paragraph = page.sentence(number).paragraph;
    for before in (number.saturating_sub(BACK)..number).rev() {
        if page.sentence(before).paragraph != paragraph {
            return None;
        }
        let inside = page.in_sentence(before);
        let mut located = inside[..inside.len().min(64)]
            .iter()
            .filter(is_place)
            .filter(|m| (is_located(page, m) || is_owner(page, m)) && !is_compared_with(page, m));
        if let Some(first) = located.next() {
            let name = canonical(first);
            return located.all(|other| canonical(other) == name).then_some(name);
        }
    }
    None
}

/// "Valdora's hospitals", "Salvadoran prisons".
fn is_owner(page: &Page, mention: &Mention) -> bool {
    let end = page.tokens(mention.span).end;
    matches!(page.words.text(end), "’s" | "'s" | "’") || mention.rule == "nationality"
}

/// The place a heading names, or a heading that is nothing but a name.
pub fn heading(page: &Page, number: usize) -> Option<String> {
    if page.sentence(number).context != Context::Headline {
        return None;
    }
    let inside = page.in_sentence(number);
    let place = inside[..inside.len().min(64)].iter().find(is_place);
    let is_name = || {
        is_bare_name(page, number)
            && !is_numbered(page, number)
            && (is_told_of(page, number) || !is_one_of_many(page, number))
    };
    place.map(canonical).or_else(|| is_name().then(|| page.text(page.sentence(number).span).to_owned()))
}

/// "1. Nutrition": a section.
fn is_numbered(page: &Page, number: usize) -> bool {
    let start = page.sentence(number).span.start as usize;
    let before = page.document.text.get(..start).unwrap_or_default();
    let line = before.rsplit('\n').next().unwrap_or_default().trim_end();
    line.ends_with(['.', ')']) && line.trim_start().starts_with(|c: char| c.is_ascii_digit())
}

/// Up to three words with capitals that the vocabulary does not know.
fn is_bare_name(page: &Page, number: usize) -> bool {
    let sentence = page.sentence(number);
    let tokens = sentence.tokens.clone();
    let is_part =
        |at: usize| page.words.is_word(at) && page.words.is_capital(at) && page.words.entry(at).classes.is_empty();
    sentence.context == Context::Headline && tokens.len() <= 3 && tokens.into_iter().all(is_part)
}

/// The words of a heading are a name somewhere else too.
fn is_told_of(page: &Page, number: usize) -> bool {
    let text = page.text(page.sentence(number).span).trim();
    page.names_beyond(number, text)
}

/// "Purpose", "Weather", "Findings": a text with several such headings has sections, not places.
fn is_one_of_many(page: &Page, number: usize) -> bool {
    const REACH: usize = 80;
    let near = number.saturating_sub(REACH)..(number + REACH).min(page.prose.sentences.len());
    near.filter(|&other| is_bare_name(page, other)).count() >= 3
}
