//! "a 70 percent drop in homicides", "a rise of 5 percent in exports": the thing behind the noun of change.

use super::super::line::Line;
use super::super::noun_phrase;
use super::{Asked, Counted, Finder};
use crate::model::lexicon::Class;

pub const FINDER: Finder = Finder {
    name: "trend_of",
    reads: &[
        ("It led to a [70 percent] drop in homicides.", "70 percent down by ‹homicides›"),
        ("There was an increase of [5 percent] in rural crime.", "5 percent up by ‹rural crime›"),
    ],
    find,
};

fn find(line: &Line, asked: &Asked) -> Option<Counted> {
    let words = &line.words;
    let noun = asked.tie.noun?;
    let behind = noun.max(asked.figure.next.saturating_sub(1)) + 1;
    // "drop in X", "rise of 5 percent in X", "increase in X of 5 percent"
    for at in [behind, noun + 1] {
        if line.says_any(at, &["in", "of"]) && line.date_at(at).is_none() && line.date_at(at + 1).is_none() {
            let mut start = at + 1;
            while words.is(start, Class::DETERMINER | Class::DEFINITE) && start < at + 4 {
                start += 1;
            }
            let found = noun_phrase::after(line, start)
                .filter(|phrase| phrase.from >= asked.figure.next || phrase.to <= asked.start);
            if found.is_some() {
                return found.map(|phrase| Counted { end: None, ..Counted::behind(phrase) });
            }
        }
    }
    // "export growth of 5 percent", "a sharp drop": the words before the noun
    let mut from = noun;
    while from > 0
        && noun - from < 4
        && noun_phrase::noun_like(line, from - 1)
        && words.is(from - 1, Class::NOUN)
        && !words.is(from - 1, Class::ADJECTIVE)
    {
        from -= 1;
    }
    let is_named = from < noun && noun < asked.start;
    if is_named { noun_phrase::before(line, noun).map(Counted::before) } else { None }
}
