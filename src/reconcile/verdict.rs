//! A cell's figures and what the rules found in it -> what its claims say together, and why.

use crate::model::group::Verdict;

use super::figure::Figure;
use super::tolerance::{Standing, Tolerance};

/// What rules found between members of one cell.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Found {
    pub conflict: bool,
    pub split: bool,
}

/// Up to so many figures every pair is compared; beyond, neighbours by value and the two ends.
const ALL_PAIRS: usize = 40;

/// The verdict of a cell and its reason in words.
pub fn verdict(figures: &[&Figure], found: Found) -> (Verdict, String) {
    if figures.len() < 2 {
        return (Verdict::Single, "one claim".into());
    }
    let (worst, tolerance) = worst(figures);
    let (first, last) = figures.iter().fold((None, None), |(first, last), figure| {
        let day = figure.as_of();
        (if first.is_none() || day.is_some_and(|day| Some(day) < first) { day } else { first }, last.max(day))
    });
    match () {
        () if found.split => (Verdict::Split, "the sources fall into two steady camps: they count differently".into()),
        () if found.conflict => (Verdict::Conflict, "figures that cannot both be true".into()),
        () if worst == Standing::Equal => (Verdict::Agree, "all give the same figure".into()),
        () if worst == Standing::Rounded => {
            (Verdict::Rounding, format!("the figures meet within their rounding ({})", tolerance.as_str()))
        }
        () if worst == Standing::Within => (Verdict::WithinBound, "every figure lies within the others' limits".into()),
        () => match first.zip(last).filter(|(first, last)| first < last) {
            Some((first, last)) => (Verdict::Growth, format!("a count that moved between {first} and {last}")),
            None => (Verdict::Conflict, "figures that differ more than their writing allows".into()),
        },
    }
}

fn worst(figures: &[&Figure]) -> (Standing, Tolerance) {
    let mut order: Vec<&Figure> = figures.to_vec();
    order.sort_by_key(|figure| (figure.value().or(figure.interval.low).or(figure.interval.high), figure.at));
    let near = if order.len() <= ALL_PAIRS { order.len() } else { 4 };
    let mut pairs: Vec<(usize, usize)> =
        (0..order.len()).flat_map(|i| (i + 1..(i + 1 + near).min(order.len())).map(move |j| (i, j))).collect();
    pairs.push((0, order.len() - 1));
    pairs
        .into_iter()
        .map(|(i, j)| order[i].beside(order[j]))
        .map(|comparison| (comparison.standing, comparison.tolerance))
        .max()
        .unwrap_or((Standing::Equal, Tolerance::Exact))
}
