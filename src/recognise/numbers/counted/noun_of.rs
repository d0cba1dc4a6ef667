//! "arrests of tens of thousands", "a capacity of over 40,000", "a turnout of 91 percent": the noun before "of" is the thing.

use super::super::line::Line;
use super::super::noun_phrase;
use super::{Asked, Counted, Finder};
use crate::model::lexicon::Class;

pub const FINDER: Finder = Finder {
    name: "noun_of",
    reads: &[
        ("It allowed mass arrests of [tens of thousands].", "vague 20000..99999 ‹mass arrests›"),
        ("It has a capacity of over [40,000]—space to offer.", "more_than 40000 ‹capacity›"),
        ("They met a turnout of [91 percent].", "91 percent ‹turnout›"),
    ],
    find,
};

/// "a town of 60,000" counts its people, not towns.
const HOLDERS: &[&str] = &[
    "town",
    "city",
    "country",
    "nation",
    "village",
    "state",
    "island",
    "group",
    "team",
    "army",
    "force",
    "fleet",
    "community",
    "family",
    "district",
    "county",
    "region",
    "republic",
    "kingdom",
    "territory",
    "camp",
    "convoy",
    "company",
    "excess",
    "upwards",
    "upward",
    "front",
    "because",
    "one",
    "minimum",
    "maximum",
    "tune",
];

fn find(line: &Line, asked: &Asked) -> Option<Counted> {
    let words = &line.words;
    let of = asked.start.checked_sub(1)?;
    if !line.says(of, "of") || asked.tie.noun.is_some() {
        return None;
    }
    let noun = of.checked_sub(1)?;
    let is_noun = noun_phrase::noun_like(line, noun) && !words.is(noun, Class::PREPOSITION);
    let is_participle = words.is(noun, Class::PARTICIPLE | Class::GERUND) && !words.is(noun, Class::NOUN);
    if !is_noun || is_participle || line.says_any(noun, HOLDERS) || super::is_measure(asked.figure) {
        return None;
    }
    if noun > 0 && words.is(noun - 1, Class::DETERMINER) {
        // "a peak of nearly 1,600"
        let span = words.tokens[noun].span;
        return Some(Counted { span, head: span, end: None });
    }
    // only the phrase itself, without what it hangs on
    let mut from = noun;
    while from > 0
        && noun - from < 5
        && noun_phrase::noun_like(line, from - 1)
        && !noun_phrase::is_finite(line, from - 1)
        && !words.is(from - 1, Class::GERUND | Class::PAST)
    {
        from -= 1;
    }
    let found = noun_phrase::before(line, of).filter(|phrase| phrase.to == of).map(|phrase| {
        let from = from.max(phrase.from);
        Counted { span: words.span(from, of), head: words.tokens[noun].span, end: None }
    });
    // "over a pay offer of 2.5 percent": a verb's bare form is a noun behind an article
    let has_article = || (2..=3).any(|back| noun >= back && words.is(noun - back, Class::DETERMINER));
    let span = words.tokens[noun].span;
    found.or_else(|| has_article().then_some(Counted { span, head: span, end: None }))
}
