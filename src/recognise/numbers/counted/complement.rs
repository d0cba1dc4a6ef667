//! "900 were women", "1,000 of them were minors": the thing behind the copula; else "them" is the thing before.

use super::super::line::Line;
use super::super::noun_phrase;
use super::{Asked, Counted, Finder, is_measure};
use crate::model::lexicon::Class;

pub const FINDER: Finder = Finder {
    name: "complement",
    reads: &[
        ("Of the 1,600 people freed, [900] were women.", "900 ‹women›"),
        ("More than [1,000] of them were minors.", "more_than 1000 ‹minors›"),
    ],
    find,
};

fn find(line: &Line, asked: &Asked) -> Option<Counted> {
    let words = &line.words;
    let mut at = asked.figure.next;
    let inherits =
        line.says(at, "of") && line.says_any(at + 1, &["them", "us", "those", "these", "which", "whom", "who"]);
    if inherits {
        at += 2;
    }
    let copula = words.is(at, Class::COPULA) && line.says_any(at, &["were", "are", "was", "is"]);
    if copula && !is_measure(asked.figure) && asked.tie.verb.is_none() {
        let noun = noun_phrase::after(line, at + 1).filter(|noun| {
            noun_phrase::is_plural(line, noun.head_at) && !words.is(at + 1, Class::ADVERB | Class::PARTICIPLE)
        });
        if let Some(noun) = noun {
            return Some(Counted { end: None, ..Counted::behind(noun) });
        }
    }
    if !inherits {
        return None;
    }
    if let Some(noun) = line.says_any(at - 1, &["those", "these"]).then(|| noun_phrase::after(line, at)).flatten() {
        return Some(Counted::behind(noun));
    }
    let (span, head) = asked.last?.counted?;
    Some(Counted { span, head, end: None })
}
