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
        ("It hurt 17 walkers, [five] of them children.", "5 ‹children›"),
        ("The race drew 900 runners, of whom nearly [300] gave up.", "about 300 ‹runners›"),
        ("It lost 64 beds, of which [58] were in use.", "58 ‹beds›"),
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
    // "of whom nearly 300 dropped out", "of which a fifth is lost"
    let article = asked.start.checked_sub(1).filter(|&at| line.says_any(at, &["a", "the", "only", "just"]));
    let relative = article
        .unwrap_or(asked.start)
        .checked_sub(2)
        .is_some_and(|of| line.says(of, "of") && line.says_any(of + 1, &["whom", "which", "them", "these", "those"]));
    let copula = words.is(at, Class::COPULA) && line.says_any(at, &["were", "are", "was", "is"]);
    if copula && !is_measure(asked.figure) && asked.tie.verb.is_none() {
        let noun = noun_phrase::after(line, at + 1).filter(|noun| {
            noun_phrase::is_plural(line, noun.head_at) && !words.is(at + 1, Class::ADVERB | Class::PARTICIPLE)
        });
        if let Some(noun) = noun {
            return Some(Counted { end: None, ..Counted::behind(noun) });
        }
    }
    if !inherits && !relative || is_measure(asked.figure) {
        return None;
    }
    // "two of them customs officers", "of which 12 hospitals"
    let own = noun_phrase::after(line, at).filter(|noun| {
        // "one in five of them shares a cell"
        let is_verb = words.is(noun.head_at, Class::VERB) && words.is(noun.to, Class::DETERMINER | Class::PREPOSITION);
        noun_phrase::is_plural(line, noun.head_at) && !noun.nominal && !is_verb
    });
    if let Some(noun) = own {
        return Some(Counted::behind(noun));
    }
    let (span, head) = asked.last?.counted?;
    Some(Counted { span, head, end: None })
}
