//! Figures of one sentence that can be added: which of them make a list, which one is told as what they make, and what rounding
//! leaves open in their sum.
//!
//! Only the words between figures are looked at, as everywhere in arithmetic by words ([`super::reckon`]).

use rust_decimal::Decimal;

use super::affair::Affair;
use super::breath::Breath;
use super::draft::Draft;
use super::figure::{Figure, number};
use super::reckon::{begins, ends, points_back, without_hedge};
use super::tolerance::Tolerance;
use crate::model::finding::Severity;
use crate::model::phrase_lists::PhraseLists;
use crate::model::quantity::{Role, Unit};

/// Bytes between two parts, without what stands in brackets; and between the last of them and their total.
pub const REACH: usize = 120;
/// Parts of a total, at most.
pub const MOST: usize = 24;
/// Parts of which every choice is tried.
const FEW: usize = 10;
/// Words between a total and what makes it one: "128 sworn witnesses in all".
const NOUN: usize = 3;

/// A part one can add.
pub fn adds(figure: &Figure, unit: &Unit) -> bool {
    let quantity = figure.quantity();
    let unit_fits = quantity.unit == *unit && !matches!(unit, Unit::Percent | Unit::Points | Unit::Ratio);
    unit_fits
        && !quantity.unit.is_clock()
        && quantity.per.is_none()
        && quantity.bound.is_point()
        && matches!(quantity.role, Role::None | Role::To)
        && figure.value().is_some_and(|value| value > Decimal::ZERO)
}

/// "27 of them in A, 14 in B and nine in C": a comma, an "and" or a "then" right before the second.
pub fn is_joined(line: &Breath, first: usize, second: usize, phrases: &PhraseLists) -> bool {
    let between = outside_brackets(&line.between(first, second));
    let words = without_hedge(&between, phrases);
    // "and the bodies of eight"
    let group = words.strip_suffix(" of").and_then(|group| group.rsplit_once(" and "));
    let group = group.is_some_and(|(_, group)| group.split_whitespace().count() <= 2);
    let joins = words.ends_with([',', ';']) || ends(words, &phrases.joins_parts) || group;
    joins && between.len() <= REACH && !between.contains(':') && !words.trim_end_matches(';').contains(';')
}

/// The words without what stands in brackets.
fn outside_brackets(words: &str) -> String {
    let mut depth = 0_u32;
    let mut kept = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            c if depth == 0 => kept.push(c),
            _ => {}
        }
    }
    kept
}

/// The longest list of a sentence, as places in it. What is counted otherwise may stand between its parts: "1.5 million went to three
/// firms, 860,000 to a club and 390,000 to a school".
pub fn longest_list(line: &Breath, phrases: &PhraseLists) -> Option<Vec<usize>> {
    let places = || (0..line.figures.len().min(MOST)).filter(|&at| adds_itself(line.figures[at].1));
    let mut units: Vec<&Unit> = Vec::new();
    for unit in places().map(|at| &line.figures[at].1.quantity().unit) {
        if !units.contains(&unit) {
            units.push(unit);
        }
    }
    let mut best: Vec<usize> = Vec::new();
    for unit in units {
        let mut run: Vec<usize> = Vec::new();
        for place in places().filter(|&at| line.figures[at].1.quantity().unit == *unit) {
            let begins_anew = points_back(&line.after(place), begins, &phrases.of_the_sum_told, phrases)
                || points_back(without_hedge(&line.before(place), phrases), ends, &phrases.of_the_sum_told, phrases);
            let goes_on = run.last().is_some_and(|&last| !begins_anew && is_joined(line, last, place, phrases));
            if !goes_on {
                run.clear();
            }
            run.push(place);
            if run.len() > best.len() {
                best.clone_from(&run);
            }
        }
    }
    (best.len() >= 2).then_some(best)
}

/// A part of a total in that unit; "four" may be years where "six years for the one and four for the other" are added.
pub fn adds_as(line: &Breath, place: usize, unit: &Unit, phrases: &PhraseLists) -> bool {
    let figure = line.figures[place].1;
    let behind = line.after(place);
    let bare = matches!(unit, Unit::Measure(_))
        && adds(figure, &Unit::Count)
        && (begins(&behind, &phrases.behind_bare_part)
            || behind.starts_with([',', ';']) && figure.claim.counted.is_empty());
    // "it lost 3 million in May and 2 million in June, a combined 5 million"
    let lost = figure.quantity().role == Role::By && figure.quantity().unit == *unit && matches!(unit, Unit::Money(_));
    bare || adds(figure, unit) || lost && figure.quantity().bound.is_point() && figure.quantity().per.is_none()
}

fn adds_itself(figure: &Figure) -> bool {
    adds(figure, &figure.quantity().unit)
}

/// How the words around a figure make it the total of what stands before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Closing {
    /// "128 in all", "for a total of 310"
    Sure,
    /// "and a total of 310", which may be of something else
    Loose,
}

/// "128 in all", "353 people in all", "for a total of 310", "altogether nearly 12,000".
pub fn closes(line: &Breath, place: usize, phrases: &PhraseLists) -> Option<Closing> {
    let behind = line.after(place);
    let mut words = behind.trim_start();
    for _ in 0..=NOUN {
        let found = phrases.after_total.iter().find_map(|total| words.strip_prefix(&**total));
        // "in total darkness"
        if found.is_some_and(|rest| rest.is_empty() || rest.starts_with([',', '.', ';', ')', '–', '—', '”', '"', ':']))
        {
            return Some(Closing::Sure);
        }
        if found.is_some_and(|rest| begins(rest, &phrases.goes_on_behind_total)) {
            return Some(Closing::Sure);
        }
        let Some((word, rest)) = words.split_once(' ') else { break };
        if word.ends_with([',', '.', ';', ':', ')']) {
            break;
        }
        words = rest.trim_start();
    }
    let before = line.before(place);
    let led = without_hedge(&before, phrases);
    // "; together they destroyed 590 hectares"
    let clause = led.rsplit([',', ';', ':', '.', '–', '—']).next().unwrap_or_default();
    let opens = clause.split_whitespace().count() <= NOUN + 2 && begins(clause, &phrases.leads_total);
    let total = phrases.leads_total.iter().find_map(|total| {
        let rest = led.strip_suffix(&**total)?;
        (!rest.ends_with(char::is_alphanumeric)).then_some(rest)
    });
    let Some(total) = total else { return opens.then_some(Closing::Loose) };
    let loose = ends(without_hedge(total, phrases), &["and"]);
    Some(if loose { Closing::Loose } else { Closing::Sure })
}

pub fn sum<'f>(parts: impl IntoIterator<Item = &'f Figure<'f>>) -> Decimal {
    parts.into_iter().filter_map(|part| part.value()).fold(Decimal::ZERO, Decimal::saturating_add)
}

/// Do the words between the last two figures of a list close it: "14 in A and nine in B"?
pub fn is_closed(line: &Breath, list: &[usize], phrases: &PhraseLists) -> bool {
    let [.., before, last] = list else { return false };
    let between = line.between(*before, *last);
    let group = between.rsplit_once(" and ").is_some_and(|(_, group)| !group.contains([',', ';']));
    ends(without_hedge(&between, phrases), &["and"]) || group && is_joined(line, *before, *last, phrases)
}

/// "And seven from other towns", "and four elsewhere": the last part takes in whatever is left, so that nothing is missing.
pub fn rest_is_counted(line: &Breath, list: &[usize], phrases: &PhraseLists) -> bool {
    let Some(&last) = list.last() else { return false };
    let before = line.before(last);
    let behind = line.after(last);
    let is_rest = |word: &str| phrases.rest_that_is_counted.iter().any(|rest| **rest == *word);
    let words = |words: &str| -> Vec<String> {
        words.split_whitespace().map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()).to_owned()).collect()
    };
    let (before, behind) = (words(&before), words(&behind));
    before.iter().rev().take(2).any(|word| is_rest(word)) || behind.iter().take(3).any(|word| is_rest(word))
}

/// What rounding leaves open; a count below a thousand is told to the last one.
pub fn half(figure: &Figure) -> Decimal {
    match (figure.interval.high, figure.value()) {
        (Some(high), Some(value)) if value >= Decimal::ONE_THOUSAND || figure.quantity().unit != Unit::Count => {
            high.saturating_sub(value)
        }
        _ => Decimal::ZERO,
    }
}

/// What rounding leaves open in a sum.
pub fn room(parts: &[&Figure]) -> Decimal {
    parts.iter().fold(Decimal::ZERO, |room, part| room.saturating_add(half(part)))
}

/// Some of the parts alone make the total, two or more: the others are parts of parts. Only lists short enough to try them all.
pub fn some_make(value: Decimal, parts: &[&Figure]) -> bool {
    let values: Vec<Decimal> = parts.iter().filter_map(|part| part.value()).collect();
    let sum = |some: u32| {
        let taken = values.iter().enumerate().filter(|(at, _)| some & (1 << at) != 0);
        taken.fold(Decimal::ZERO, |sum, (_, value)| sum.saturating_add(*value))
    };
    values.len() <= FEW && (0..1_u32 << values.len()).any(|some| some.count_ones() > 1 && sum(some) == value)
}

/// The words say that there are others.
pub fn leaves_out(words: &str, phrases: &PhraseLists) -> bool {
    let words = words.to_lowercase();
    let stands = |rest: &str| {
        let mut places = words.match_indices(rest);
        places.any(|(from, rest)| begins(&words[from..], &[rest]) && ends(&words[..from + rest.len()], &[rest]))
    };
    phrases.leaves_some_out.iter().any(|rest| stands(rest))
}

/// One of the parts is what those behind it make: "31 voted, 18 for it, 12 against it and one abstained".
pub fn is_nested(parts: &[&Figure]) -> bool {
    (0..parts.len()).any(|at| parts.len() - at > 2 && parts[at].value() == Some(sum(parts[at + 1..].iter().copied())))
}

/// "wire gives 128 and parts of it that make 97 + 41 = 138."
pub fn parts_make(
    value: Decimal,
    total: Option<&Figure>,
    parts: &[&Figure],
    severity: Severity,
    affair: &Affair,
) -> Option<Draft> {
    if some_make(value, parts) {
        return None;
    }
    Some(told_as(value, total, parts, severity, affair))
}

/// The same where words say that these parts and no fewer are meant.
pub fn told_as(
    value: Decimal,
    total: Option<&Figure>,
    parts: &[&Figure],
    severity: Severity,
    affair: &Affair,
) -> Draft {
    let sum = sum(parts.iter().copied());
    let terms = parts.iter().map(|part| part.words()).collect::<Vec<_>>().join(" + ");
    let written = total.map_or_else(|| number(value), |total| total.words());
    let says =
        format!("{} gives {written} and parts of it that make {terms} = {}.", affair.source(parts[0]), number(sum));
    let measured = format!("{terms} = {} | {}", number(sum), number(value));
    let draft = Draft::new(severity, Tolerance::HalfStep, says).measured(measured);
    draft.figures(total).figures(parts.to_vec()).sentence_of(parts[0])
}
