//! "homicides fell by 70 percent", "his approval rating was 91 percent", "Tesla shares, which were up 3%": the subject of the verb.

use super::super::line::{Line, REACH};
use super::super::noun_phrase::{self, Phrase};
use super::{Asked, Counted, Finder, is_measure};
use crate::model::lexicon::Class;
use crate::model::quantity::{Trend, Unit};

pub const FINDER: Finder = Finder {
    name: "subject",
    reads: &[
        ("Homicides fell by [70 percent] between the wars.", "70 percent down by ‹Homicides›"),
        ("In the spring his approval rating was [91 percent].", "91 percent ‹approval rating›"),
        ("The policies brought down crime by [76 percent] overall.", "76 percent down by ‹crime›"),
        ("A poll put his approval rating at [91 percent] then.", "91 percent ‹approval rating›"),
        ("The death toll climbed to [41] from 38.", "41 up to ‹death toll›"),
        ("The number of inmates rose to [32].", "32 up to ‹number of inmates›"),
        ("Life expectancy has risen to [78.4 years] there.", "78.4 year up to ‹Life expectancy›"),
        ("The number of children who fell ill in the outbreak has risen to [34].", "34 up to ‹number of children›"),
        (
            "The number of people reaching Lisk in boats climbed to [34].",
            "34 up to ‹number of people reaching Lisk in boats›",
        ),
        ("The blaze burned the hills and was [15 percent] contained.", "15 percent ‹blaze›"),
        ("Bread is sold at [$3] a loaf.", "3 USD per 1 loaf ‹Bread›"),
        ("Each inmate costs the state [131 euros] then.", "131 EUR ‹inmate›"),
        ("Exports to Lisk were down about [85 percent].", "about 85 percent down by ‹Exports to Lisk›"),
    ],
    find,
};

fn find(line: &Line, asked: &Asked) -> Option<Counted> {
    // "lasted 3 years", "is 2 days away" tell of time, "life expectancy rose to 78 years" of the subject
    if is_measure(asked.figure) && asked.tie.trend == Trend::None && is_time(line, asked) {
        return None;
    }
    if let Some(object) = asked.tie.object {
        return Some(Counted::before(object));
    }
    let verb = asked.tie.verb?;
    subject(line, verb).map(Counted::before)
}

fn is_time(line: &Line, asked: &Asked) -> bool {
    line.is(asked.figure.tokens.end.wrapping_sub(1), Class::TIME_UNIT)
        || line.time_at(asked.figure.tokens.start).is_some()
        || matches!(&asked.figure.unit, Unit::Measure(unit) if unit.ends_with("of age"))
}

/// The first verb of a sentence's part that ends with a conjunction: "has burned the hills [and was]".
fn first_verb(line: &Line, conjunction: usize) -> Option<usize> {
    let words = &line.words;
    let least = conjunction.saturating_sub(REACH / 2);
    let from = (least..conjunction)
        .rev()
        .find(|&at| matches!(words.text(at), "," | ";" | ":" | "." | "“" | "”" | "—") || words.is(at, Class::RELATIVE))
        .map_or(least, |at| at + 1);
    (from + 1..conjunction).find(|&at| noun_phrase::is_finite(line, at))
}

/// "the number of people [reaching the coast in boats] rose": those whose number it is.
fn of_number(line: &Line, phrase: Phrase) -> Phrase {
    let of = (phrase.from..phrase.to.saturating_sub(2))
        .find(|&at| line.says(at, "number") && line.says(at + 1, "of"))
        .map(|number| number + 2);
    match of.and_then(|at| noun_phrase::after(line, at)).filter(|thing| thing.to < phrase.to && !thing.nominal) {
        Some(thing) => Phrase { head: thing.head, head_at: thing.head_at, ..phrase },
        None => phrase,
    }
}

/// The noun phrase that ends before a verb group.
fn subject(line: &Line, verb: usize) -> Option<Phrase> {
    let words = &line.words;
    let mut end = verb;
    if end > 0 && line.says_any(end - 1, &["and", "but", "then"]) {
        end = first_verb(line, end - 1)?;
    }
    // "shares (LSE: ABC) rose"
    if end > 0 && words.text(end - 1) == ")" {
        end = (end.saturating_sub(10)..end - 1).rev().find(|&at| words.text(at) == "(")?;
    }
    // "which fell": the phrase before the comma
    if end > 0 && words.is(end - 1, Class::RELATIVE) {
        end -= 1;
        if end > 0 && words.is_sign(end - 1, ",") {
            end -= 1;
        }
    }
    if end > 0 && words.is(end - 1, Class::PRONOUN) && !words.is(end - 1, Class::NOUN) {
        return None;
    }
    // "sales, which … , fell": over an inserted clause
    if end > 0 && words.is_sign(end - 1, ",") {
        let open = (end.saturating_sub(14)..end - 1).rev().find(|&at| words.is_sign(at, ","))?;
        return noun_phrase::before(line, open);
    }
    let phrase = of_number(line, noun_phrase::before(line, end)?);
    // "people [who fell ill in the outbreak] have": over a relative clause to what it tells of
    let Some(verb) = phrase.from.checked_sub(1) else { return Some(phrase) };
    let relative = (verb.saturating_sub(3)..verb).rev().find(|&at| line.says_any(at, &["who", "which", "that"]));
    let over = relative.filter(|_| words.is(verb, Class::VERB | Class::COPULA | Class::AUXILIARY)).filter(|&at| at > 0);
    over.and_then(|at| noun_phrase::before(line, at)).or(Some(phrase))
}
