//! "1% of the country's 6,600,000 people", "half of the villagers", "30 of its soldiers": the thing behind "of".

use super::super::line::Line;
use super::super::noun_phrase;
use super::{Asked, Counted, Finder};
use crate::model::lexicon::Class;

pub const FINDER: Finder = Finder {
    name: "of_phrase",
    reads: &[
        ("They hold [1%] of the country's 6,600,000 people.", "1 percent ‹people›"),
        (
            "Guards\u{a0}held 52,000 strikersapproximately [1%] of the island’s\u{a0}5,200,000 people.",
            "about 1 percent ‹people›",
        ),
        ("They are [2 percent] of its population in prisons.", "2 percent ‹population›"),
        ("[Thirty] of its soldiers died.", "30 ‹soldiers›"),
        ("It extracts [70 percent] of all mines.", "70 percent ‹mines›"),
        ("They found [2.7 tonnes] of cocaine.", "2.7 tonne ‹cocaine›"),
        ("He polled [40 percent] of Talvia's registered voters.", "40 percent ‹Talvia's registered voters›"),
    ],
    find,
};

fn find(line: &Line, asked: &Asked) -> Option<Counted> {
    let words = &line.words;
    let mut at = asked.figure.next;
    // "17 out of 28 boats"
    at += usize::from(line.says(at, "out"));
    if !line.says(at, "of") {
        return None;
    }
    at += 1;
    while words.is(at, Class::DETERMINER | Class::DEFINITE)
        && !words.is(at, Class::COPULA)
        && at < asked.figure.next + 5
    {
        at += 1;
    }
    // "600 of his original 1,100 men"
    if words.is(at, Class::ADJECTIVE | Class::FILLER) && number_end(line, at + 1) > at + 1 {
        at += 1;
    }
    if words.is_sign(at, "[") || words.is_sign(at, "“") {
        at += 1;
    }
    // "of the 1,600 people", "of the country's 6.6 million people"
    let number = number_end(line, at);
    if number > at {
        return noun_phrase::after(line, number).map(Counted::behind);
    }
    let phrase = noun_phrase::after_of(line, at)?;
    let owner = words.text(phrase.to).starts_with(['\'', '’']);
    let number = number_end(line, phrase.to + 1);
    if owner && number > phrase.to + 1 {
        return noun_phrase::after(line, number).map(Counted::behind);
    }
    Some(Counted::behind(phrase))
}

/// The token after a number in digits or words; `at` when there is none.
fn number_end(line: &Line, at: usize) -> usize {
    let mut end = at;
    while end < at + 4 && (line.words.is_number(end) || line.is(end, Class::NUMERAL | Class::SCALE)) {
        end += 1;
    }
    end
}
