//! Figures of a sentence that stand in one row as parts of something, each behind or before whatever it belongs to: "21 in Arley, 10 in
//! Bray and six elsewhere"; "the carriers bear 3.9 million, the airports 0.8 million and the state 0.3 million".
//!
//! Wider than [`super::addends::is_joined`], where only a comma or an "and" may stand right before a part: a few words that hold no verb
//! may name whose part it is. So a row says nothing by itself; a rule asks for words that tie it to a total.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::addends::{MOST, REACH, adds, half, rest_is_counted, sum};
use super::breath::Breath;
use super::figure::Figure;
use super::reckon::{begins, ends, is_bare_sum, points_back, without_hedge};
use super::words::tokens;
use crate::model::lexicon::Class;
use crate::model::quantity::Unit;
use crate::model::token::Words;
use crate::model::vocabulary::Vocabulary;

/// Words between two parts that may name whose the second is.
const OWNER: usize = 6;
/// Rounded values seldom add up to an error of more than this many times the root of the sum of squares of what each leaves open.
const SELDOM: f64 = 1.5;

/// The parts, as places in their sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    pub places: Vec<usize>,
    /// an "and" stands before the last
    pub closed: bool,
    /// the last takes in whatever is left: "and six elsewhere"
    pub rest: bool,
}

impl Row {
    /// The row that begins at a figure. What is counted otherwise may stand between its parts.
    pub fn from(line: &Breath, first: usize, unit: &Unit, vocabulary: &Vocabulary) -> Self {
        let mut row = Row { places: vec![first], closed: false, rest: false };
        let mut last = first;
        for place in first + 1..line.figures.len().min(first + MOST) {
            if !adds_in(line.figures[place].1, unit) {
                continue;
            }
            let Some(joint) = joint(line, last, place, vocabulary) else { break };
            row.closed = joint == Joint::And;
            row.places.push(place);
            last = place;
        }
        row.rest = rest_is_counted(line, &row.places, &vocabulary.phrases);
        row
    }

    /// All figures of a sentence in that unit, each in a clause of its own: "Ohio leads with 1,300, Utah follows with 950, and the other
    /// states make up 480". What stands in a clause behind its part is none: "74 came home in two groups".
    pub fn of_clauses(line: &Breath, first: usize, unit: &Unit, vocabulary: &Vocabulary) -> Option<Self> {
        let mut row = Row { places: vec![first], closed: false, rest: false };
        let mut last = first;
        for place in first + 1..line.figures.len().min(first + MOST) {
            if !adds_in(line.figures[place].1, unit) {
                continue;
            }
            let between = line.text.get(line.end(last)..line.figures[place].0)?.to_ascii_lowercase();
            let phrases = &vocabulary.phrases;
            let (led, behind) = (without_hedge(&between, phrases), line.after(place));
            let nests = points_back(led, ends, &phrases.among_them, phrases) || ends(led, &["including"]);
            let of_them = begins(&behind, &phrases.of_them) || begins(&behind, &["against"]);
            if between.len() > REACH || between.contains([':', '(', ')']) || nests || of_them {
                return None;
            }
            let Some(clause) = between.rfind([',', ';']).or_else(|| between.rfind(" and ")) else { continue };
            row.closed = between[clause..].trim_start_matches([',', ';']).trim_start().starts_with("and ");
            row.places.push(place);
            last = place;
        }
        let clause = line.before(last);
        let named = clause
            .split_whitespace()
            .any(|word| vocabulary.phrases.rest_that_is_counted.iter().any(|rest| **rest == *word));
        row.rest = row.closed && named || rest_is_counted(line, &row.places, &vocabulary.phrases);
        Some(row)
    }

    pub fn parts<'f, 'a>(&self, line: &Breath<'f, 'a>) -> Vec<&'f Figure<'a>> {
        self.places.iter().map(|&place| line.figures[place].1).collect()
    }

    /// Nothing is missing from it.
    pub fn is_whole(&self) -> bool {
        self.closed && (self.rest || self.places.len() > 2)
    }
}

/// A part in that unit: "30 million" and "240" take theirs from the money or the hectares of the total.
pub fn adds_in(figure: &Figure, unit: &Unit) -> bool {
    let bare_measure = || {
        matches!(unit, Unit::Measure(_))
            && figure.claim.counted.is_empty()
            && figure.claim.text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b','))
    };
    let bare =
        || adds(figure, &Unit::Count) && (matches!(unit, Unit::Money(_)) && is_bare_sum(figure) || bare_measure());
    adds(figure, unit) || bare()
}

/// Two parts of a row, as the words between them join them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Joint {
    Comma,
    And,
}

fn joint(line: &Breath, first: usize, second: usize, vocabulary: &Vocabulary) -> Option<Joint> {
    let between = line.text.get(line.end(first)..line.figures[second].0)?;
    // of the same length, so that places in it are places in the text
    let lower = between.to_ascii_lowercase();
    if between.len() > REACH || lower.contains(':') {
        return None;
    }
    let separators = [" and ", ",", ";", " plus "];
    let (at, separator) = separators.iter().filter_map(|sign| Some((lower.rfind(sign)?, *sign))).max()?;
    let tail = lower.get(at + separator.len()..)?;
    // "…, and the state 0.3 million"
    let and = separator == " and " || tail.trim_start().starts_with("and ");
    let owner = without_hedge(tail, &vocabulary.phrases);
    let short = owner.split_whitespace().count() <= OWNER && !owner.contains(['(', ')', '–', '—']);
    (short && !acts(between.get(at + separator.len()..)?, vocabulary)).then_some(if and {
        Joint::And
    } else {
        Joint::Comma
    })
}

/// The words tell something of their own.
pub fn acts(words: &str, vocabulary: &Vocabulary) -> bool {
    const ACT: Class = Class::AUXILIARY
        .union(Class::COPULA)
        .union(Class::MODAL)
        .union(Class::RELATIVE)
        .union(Class::SUBORDINATOR)
        .union(Class::NEGATION);
    let tokens = tokens(words, vocabulary);
    let words = Words { text: words, tokens: &tokens, lexicon: &vocabulary.lexicon };
    // "the state", "other states": nothing that is stated
    let opens = Class::DETERMINER | Class::ADJECTIVE | Class::FILLER;
    let noun = |at: usize| at.checked_sub(1).is_some_and(|before| words.is(before, opens));
    // "and guarantees of 144 million" names what it gives
    let named = |at: usize| words.says(at + 1, "of");
    let act = |at: usize| words.is(at, ACT) || words.is(at, Class::VERB) && !words.is(at, Class::NOUN) && !named(at);
    (0..tokens.len()).any(|at| act(at) && !noun(at))
}

/// By how much parts miss their total, against what rounding leaves open.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Miss {
    pub off: Decimal,
    pub over: bool,
    /// rounding may do it, though it seldom does
    pub doubtful: bool,
}

/// None where the parts make the total, as far as they are told.
pub fn miss(total: &Figure, parts: &[&Figure]) -> Option<Miss> {
    let value = total.value()?;
    let made = sum(parts.iter().copied());
    let off = made.saturating_sub(value).abs();
    let halves: Vec<Decimal> = parts.iter().copied().chain([total]).map(half).collect();
    let most = halves.iter().fold(Decimal::ZERO, |all, half| all.saturating_add(*half));
    // beside "1.5 million" and "1.2 million" a bare "4 million" is as fine as they are
    let finest = halves.iter().filter(|half| !half.is_zero()).min().copied().unwrap_or_default();
    let squares: f64 = halves.iter().filter_map(|half| (*half).min(finest).to_f64()).map(|half| half * half).sum();
    let seldom = squares.sqrt() * SELDOM;
    let missed = off > most || parts.len() > 2 && off.to_f64()? > seldom;
    (missed && !off.is_zero()).then_some(Miss { off, over: made > value, doubtful: off <= most })
}

impl Miss {
    /// Off by no more than one in so many of the total.
    pub fn is_within(&self, one_in: i64, total: &Figure) -> bool {
        let value = total.value().unwrap_or_default();
        self.off.saturating_mul(Decimal::from(one_in)) <= value
    }
}
