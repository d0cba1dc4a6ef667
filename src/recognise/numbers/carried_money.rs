//! "1.2 billion euros, of which the port makes up 860 million": a bare sum takes its money from the one before.
//!
//! Only what is written with a scale word and counts nothing itself; behind "of" ("a country of 40 million") it is a size of something.

use rust_decimal::Decimal;

use super::written::power_of_ten;
use crate::model::lexicon::Class;
use crate::model::mention::{Mention, What};
use crate::model::phrase_lists::PhraseLists;
use crate::model::quantity::{Quantity, Unit};
use crate::model::sentence::{Prose, Sentence};
use crate::model::span::Span;
use crate::model::token::Words;
use crate::model::vocabulary::Vocabulary;

/// Sentences back in which the money may be told, where one goes on: "Of that, 120 million had arrived."
const BACK: u32 = 1;

/// Tokens between a sum and what it is in another money.
const APPOSED: usize = 5;

/// Gives such sums the money of the figure before.
pub fn settle(words: &Words, prose: &Prose, vocabulary: &Vocabulary, mentions: &mut [Mention]) {
    let mut last: Option<(u32, Unit, Option<Span>)> = None;
    let mut scale: Option<Scale> = None;
    let mut end = 0;
    for mention in mentions {
        let sentence = mention.sentence;
        let What::Quantity(quantity) = &mut mention.what else { continue };
        if let Some(before) = scale.as_ref().filter(|before| before.sentence == sentence)
            && before.is_left_unsaid(words, quantity)
            && let Some(scaled) = times(quantity, before.factor)
        {
            *quantity = Quantity { unit: before.unit.clone(), ..scaled };
            continue;
        }
        if matches!(quantity.unit, Unit::Money(_) | Unit::Count) {
            scale = Scale::of(words, sentence, quantity).or(scale);
        }
        match &quantity.unit {
            // "2.6 billion euros ($2.8 billion), against 1.9 billion planned": what is converted is told beside it
            Unit::Money(_) if is_converted(words, quantity) => {}
            // "150 million naira, about $97,000, was paid"
            Unit::Money(_)
                if last.as_ref().is_some_and(|last| last.0 == sentence && last.1 != quantity.unit)
                    && is_apposed(words, end, quantity) => {}
            Unit::Money(_) if quantity.per.is_none() => {
                last = Some((sentence, quantity.unit.clone(), quantity.counted));
                end = mention.span.end;
            }
            Unit::Count
                if is_bare_sum(words, quantity, last.as_ref().and_then(|last| last.2))
                    || is_part_of_it(words, quantity, &vocabulary.phrases) =>
            {
                let told = prose.sentences.get(sentence as usize);
                let part = is_part_of_it(words, quantity, &vocabulary.phrases);
                let near = |from: u32| {
                    let goes_on = || part || told.is_some_and(|told| goes_on(words, told));
                    from == sentence || from + BACK >= sentence && goes_on()
                };
                if let Some((from, unit, counted)) = last.take() {
                    if near(from) {
                        quantity.unit = unit.clone();
                    }
                    last = Some((if near(from) { sentence } else { from }, unit, counted));
                }
            }
            _ => {}
        }
    }
}

/// How the sum before was written: what it is of, its scale, and whether a letter said it ("2.7m rupees").
struct Scale {
    sentence: u32,
    unit: Unit,
    factor: Decimal,
    letter: bool,
}

impl Scale {
    fn of(words: &Words, sentence: u32, quantity: &Quantity) -> Option<Scale> {
        let tokens = words.within(quantity.number);
        let said = tokens.clone().skip(1).find(|&at| words.is(at, Class::SCALE) || is_million(words, at))?;
        let power = if is_million(words, said) { 6 } else { words.entry(said).scale };
        let factor = power_of_ten(power).filter(|_| power >= 6)?;
        Some(Scale { sentence, unit: quantity.unit.clone(), factor, letter: words.text(said).len() <= 2 })
    }

    /// "… 0.6 billion crowns on Tuesday, on Wednesday 2.5, on Thursday 3.8"; "2.7m rupees, of which the mill's part is 1.5m"
    fn is_left_unsaid(&self, words: &Words, quantity: &Quantity) -> bool {
        let tokens = words.within(quantity.number);
        let first = tokens.start;
        let is_decimal = words.is_number(first) && words.text(first).contains('.') && quantity.per.is_none();
        let ends = |at: usize| matches!(words.text(at), "," | "." | ";" | ")" | "and");
        let end = tokens.end;
        match &quantity.unit {
            Unit::Count => {
                // "on Wednesday 2.5", "and 2.5 in 2023"
                let behind_day = first.checked_sub(1).is_some_and(|at| words.is(at, Class::WEEKDAY | Class::MONTH));
                let joined = first.checked_sub(1).is_some_and(|at| matches!(words.text(at), "," | ";" | "and"));
                let before_day = words.says(end, "in") && words.is_number(end + 1)
                    || words.says(end, "on") && words.is(end + 1, Class::WEEKDAY);
                let dated = behind_day || joined && before_day;
                is_decimal && tokens.len() == 1 && dated && !words.says(end, "of")
            }
            Unit::Measure(unit) => {
                // "its part is 1.5m": nothing but a sum is told of, where a wall is raised by or is wide
                let tied = words.is(first.wrapping_sub(1), Class::COPULA) || words.says(first.wrapping_sub(1), "and");
                &**unit == "m" && self.letter && is_decimal && tied && is_million(words, end - 1) && ends(end)
            }
            _ => false,
        }
    }
}

/// "1.5m": the letter that touches its number.
fn is_million(words: &Words, at: usize) -> bool {
    words.text(at) == "m" && words.is_glued(at) && words.is_number(at.wrapping_sub(1))
}

/// The figure, so many times as large.
fn times(quantity: &Quantity, factor: Decimal) -> Option<Quantity> {
    let scaled = |value: Option<Decimal>| match value {
        Some(value) => value.checked_mul(factor).map(|value| Some(value.normalize())),
        None => Some(None),
    };
    Some(Quantity {
        value: scaled(quantity.value)?,
        low: scaled(quantity.low)?,
        high: scaled(quantity.high)?,
        step: quantity.step.checked_mul(factor)?,
        ..quantity.clone()
    })
}

fn is_converted(words: &Words, quantity: &Quantity) -> bool {
    let start = words.at_byte(quantity.number.start);
    (1..=2).any(|back| start.checked_sub(back).is_some_and(|before| words.text(before) == "("))
}

/// Nothing but a comma and a hedge stands between the two sums.
fn is_apposed(words: &Words, end: u32, quantity: &Quantity) -> bool {
    let between = words.at_byte(end)..words.at_byte(quantity.number.start);
    let plain = |at: usize| {
        words.is(at, Class::HEDGE) || words.is_sign(at, ",") || words.says_any(at, &["or", "about", "some"])
    };
    between.len() <= APPOSED && !between.is_empty() && between.into_iter().all(|at| plain(at) || !words.is_word(at))
}

/// "860 million", with no noun of its own, or with what the money before it is counted by.
fn is_bare_sum(words: &Words, quantity: &Quantity, same: Option<Span>) -> bool {
    let start = words.at_byte(quantity.number.start);
    let Some(last) = words.at_byte(quantity.number.end).checked_sub(1) else { return false };
    let scaled = last > start && words.is(last, Class::SCALE) && words.text(last).len() > 4;
    let own = quantity.counted.is_some() && quantity.counted != same;
    let counts = own || quantity.per.is_some() || quantity.definite;
    // "a country of 40 million", "the 6.2 billion that analysts expected"
    let behind_of = start.checked_sub(1).is_some_and(|before| words.says_any(before, &["of", "the"]));
    let noun = words.is(last + 1, Class::NOUN | Class::ADJECTIVE) && !words.is(last + 1, Class::VERB);
    // "… 2 billion euros and 40 million watched it": who does something is no money
    let light = Class::AUXILIARY | Class::COPULA;
    let joined = start.checked_sub(1).is_some_and(|before| words.says(before, "and"));
    let verb = words.is(last + 1, Class::VERB) && !words.is(last + 1, light);
    let does = verb && (joined || !words.is(last + 1, Class::PARTICIPLE));
    scaled && !counts && !behind_of && !noun && !does && !words.says(last + 1, "of")
}

/// "62 million of the total", "210 million of that": some of the money told before.
fn is_part_of_it(words: &Words, quantity: &Quantity, phrases: &PhraseLists) -> bool {
    let Some(last) = words.at_byte(quantity.number.end).checked_sub(1) else { return false };
    let behind = words.text.get(quantity.number.end as usize..).unwrap_or("").trim_start();
    let mut lists = phrases.of_the_total.iter().chain(&phrases.of_the_sum_told).chain(&phrases.of_them);
    let of_it = |phrase: &str| behind.strip_prefix(phrase).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric));
    words.is(last, Class::SCALE) && words.text(last).len() > 4 && lists.any(|phrase| of_it(phrase))
}

/// "Of that, …", "Of the money, …"
fn goes_on(words: &Words, sentence: &Sentence) -> bool {
    let start = sentence.tokens.start;
    words.says(start, "of") && words.says_any(start + 1, &["that", "this", "it", "the"])
}

#[cfg(test)]
mod tests {
    use super::super::tests::sums as told;

    #[test]
    fn a_bare_sum_is_of_the_money_before() {
        let sums = told("It lost 1.2 billion euros, of which the port makes up 860 million and the yards 340 million.");
        assert_eq!(sums, ["1200000000 EUR", "860000000 EUR", "340000000 EUR"]);
        let sums = told("It promised 500 million euros. Of that, 120 million had arrived by Sunday.");
        assert_eq!(sums, ["500000000 EUR", "120000000 EUR"]);
        let sums = told("It took 150 million euros, about $97 million, 100 million in May and 50 million in June.");
        assert_eq!(sums, ["150000000 EUR", "97000000 USD", "100000000 EUR", "50000000 EUR"]);
        let sums = told("It cost 150 million euros. Farmers gave 62 million of the total.");
        assert_eq!(sums, ["150000000 EUR", "62000000 EUR"]);
        let sums = told("It spent 3 billion euros in a country of 40 million.");
        assert_eq!(sums, ["3000000000 EUR", "40000000 count"]);
        let sums = told("The games cost Halm 2 billion euros and 40 million watched them.");
        assert_eq!(sums, ["2000000000 EUR", "40000000 count"]);
        let sums = told("It sold 0.6 billion euros of debt on Monday, on Tuesday 2.5, on Friday 3.8.");
        assert_eq!(sums, ["600000000 EUR", "2500000000 EUR", "3800000000 EUR"]);
        let sums = told("On Monday 1.1 billion, on Tuesday 2.5; on Friday 4.5 of the boats came.");
        assert_eq!(sums, ["1100000000 count", "2500000000 count", "4.5 count"]);
        let sums = told("Each is owed $32,000, from three sources.");
        assert_eq!(sums, ["32000 USD", "3 count"]);
        let sums = told("The guild was left 2.7m rupees, of which the mill's part is 1.5m.");
        assert_eq!(sums, ["2700000 rupee", "1500000 rupee"]);
        let sums = told("It spent 3 billion euros on 2 million people.");
        assert_eq!(sums, ["3000000000 EUR", "2000000 count"]);
    }
}
