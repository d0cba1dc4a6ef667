//! "one in 50", "two out of three", "2 of 3", "3 to 1": two numbers, one ratio.

use rust_decimal::Decimal;

use super::super::figure::{Figure, Script};
use super::super::line::Line;
use super::super::simple;
use super::Join;
use crate::model::lexicon::Class;
use crate::model::quantity::Unit;

pub const JOIN: Join = Join {
    name: "ratio",
    reads: &[
        ("About [one in 50] adults smokes.", "about 0.02 ratio ‹adults›"),
        ("[Two out of three] detainees are young.", "0.6666666666666666666666666667 ratio ‹detainees›"),
        ("[Two out of five hundred] sets failed.", "0.004 ratio ‹sets›"),
        ("[One-in-five] workers is idle.", "0.20 ratio ‹workers›"),
        ("[One in every four] homes is damp.", "0.25 ratio ‹homes›"),
        ("[One clinic in three] is closed.", "0.3333333333333333333333333333 ratio"),
        ("[Three families in four] live off the sea.", "0.75 ratio"),
        ("Women outnumber men by [three to one].", "3 ratio"),
        ("The odds are [1 in 25,000].", "0.00004 ratio ‹odds›"),
        ("Women outnumber men by [3 to 1].", "3 ratio"),
    ],
    leaves: &[
        "He took 54 of 60 seats.",
        "Six of eight pumps failed.",
        "They mended 17 out of 28 boats.",
        "It sold 5 in 2019.",
        "It rose from 3 to 5.",
        "One soldier died in three days.",
        "It lost one ship in three weeks.",
        "They scored two goals in three games.",
    ],
    join,
};

/// "one job in seven", "two families in three": the thing stands between the two numbers.
fn is_one_of_many(line: &Line, first: &Figure) -> bool {
    let words = &line.words;
    let noun = first.tokens.end;
    let number = if first.value == Some(Decimal::ONE) { Class::empty() } else { Class::PLURAL };
    first.is_small(SMALL)
        && first.script == Script::Words
        && words.is(noun, Class::NOUN | Class::GENERIC | Class::PEOPLE)
        && words.is(noun, Class::PLURAL) != number.is_empty()
        && !words.is(noun, Class::TIME_UNIT | Class::PREPOSITION)
        && line.says(noun + 1, "in")
}

/// Nothing is counted by the second number: "one clinic in three", not "one clinic in three towns".
fn stands_alone(line: &Line, second: &Figure) -> bool {
    let (words, end) = (&line.words, second.tokens.end);
    !words.is_word(end)
        || words.is(end, Class::COPULA | Class::AUXILIARY | Class::CONJUNCTION | Class::PREPOSITION)
        || words.is(end, Class::VERB) && !words.is(end, Class::NOUN)
}

/// "Two out of three", "four of five", "eight out of ten" are shares; "six of eight wells", "17 out of 28 pumps" count both: nobody
/// would put a share in numbers that can be made smaller, or that are none of those shares are told in.
fn is_share_of(over: Decimal, under: Decimal) -> bool {
    let is_ten = under == Decimal::TEN || under == Decimal::from(20);
    let shares = |divisor: i64| (over % Decimal::from(divisor)).is_zero() && (under % Decimal::from(divisor)).is_zero();
    under <= Decimal::from(5) && ![2, 3, 5].into_iter().any(shares) || is_ten
}

/// The first part of a ratio in words is small: "nine in 10".
const SMALL: i64 = 10;

fn join(line: &Line, first: &Figure) -> Option<Figure> {
    let words = &line.words;
    if first.has_unit || !first.is_small(1000) || first.script == Script::Fraction {
        return None;
    }
    let end = first.tokens.end;
    let glue = usize::from(line.is_hyphen(end));
    let out_of = line.says(end, "out") && line.says(end + 1, "of");
    let with_noun = is_one_of_many(line, first);
    let (at, is_share) = if out_of || with_noun {
        (end + 2, true)
    } else if line.says_any(end + glue, &["in", "of"]) {
        let at = end + glue + 1;
        (at + usize::from(line.is_hyphen(at)), true)
    } else if line.says(end + glue, "to") {
        let at = end + glue + 1;
        (at + usize::from(line.is_hyphen(at)), false)
    } else {
        return None;
    };
    let at = at + usize::from(line.says_any(at, &["every", "each"]));
    let second = simple::next(line, at)?;
    let (over, under) = (first.value?, second.value?);
    if under.is_zero() || second.has_unit || !under.is_integer() || with_noun && !stands_alone(line, &second) {
        return None;
    }
    let is_year =
        words.text(at).len() == 4 && words.is_number(at) && under >= Decimal::from(1700) && under < Decimal::from(2100);
    let fits = match (is_share, out_of) {
        // "five out of 200": a small part of a round number
        (true, true) => {
            let is_round = under % Decimal::ONE_HUNDRED == Decimal::ZERO && first.is_small(SMALL);
            over < under && (is_share_of(over, under) || under == Decimal::ONE_HUNDRED || is_round)
        }
        (true, false) if line.says(end + glue, "of") => {
            over < under && under >= Decimal::from(3) && is_share_of(over, under) && !with_noun
        }
        (true, false) => over < under && first.is_small(SMALL) && !is_year,
        (false, _) => under == Decimal::ONE && over > under && first.is_small(SMALL * 10),
    };
    if !fits {
        return None;
    }
    let value = if is_share { over.checked_div(under)? } else { over };
    let step = if is_share { Decimal::ONE.checked_div(under)? } else { Decimal::ONE };
    let mut figure = Figure::exact(first.tokens.start..second.tokens.end, value, step, Script::Fraction, JOIN.name);
    figure.unit = Unit::Ratio;
    figure.has_unit = true;
    figure.hyphened = line.is_hyphen(figure.tokens.end);
    figure.parts = vec![first.clone(), second];
    Some(figure)
}
