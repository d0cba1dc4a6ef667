//! "two years and three months", "1 hour 30 minutes": one length in two units, counted in the smaller
//! where that is a whole number of times in the larger; "2 weeks and 2 days ago": so far away.

use super::super::join::{Join, between};
use super::super::rule::Reading;
use crate::model::lexicon::Class;
use crate::model::time::{Anchor, Said, TimeKind, TimeUnit};
use crate::model::token::Words;

pub const JOIN: Join = Join { name: "sum", join };

fn join(words: &Words, a: &Reading, b: &Reading) -> Option<Reading> {
    let first = lengths(&a.time.said)?;
    if b.time.modifier.is_some() || !between(words, a, b, &["", ",", "and"]) {
        return None;
    }
    let (kind, said) = match &b.time.said {
        // "2 weeks and 2 days ago", "2 years 1 month 21 days later"
        // and not "jailed for 12 years yesterday"
        &Said::Step { unit, low, high, anchor, .. }
            if low == high
                && low != 0
                && a.time.modifier.is_none()
                && !words.is(b.start, Class::DEICTIC)
                && !words.says_any(b.start, &["yesterday", "today", "tomorrow", "tonight"]) =>
        {
            (TimeKind::Date, further(&first, (unit, low), anchor)?)
        }
        // "an hour and a half, all day" are two lengths, not one
        said => {
            let total = total(first, lengths(said)?)?;
            let counted = words.is_number(b.start) || words.is(b.start, Class::NUMERAL);
            (TimeKind::Duration, Some(total).filter(|total| counted || !matches!(total, Said::Lengths(_)))?)
        }
    };
    let mut reading = Reading::new(a.start, b.end, kind, said);
    reading.time.modifier = a.time.modifier;
    reading.rule = JOIN.name;
    Some(reading)
}

/// The units of a length that says one figure.
fn lengths(said: &Said) -> Option<Vec<(TimeUnit, f32)>> {
    match said {
        Said::Duration { unit, low: Some(low), high } if *high == Some(*low) => Some(vec![(*unit, *low)]),
        Said::Lengths(lengths) => Some(lengths.clone()),
        _ => None,
    }
}

/// "two years and three months" in months; "1 month 21 days" in both, coarse to fine
fn total(mut lengths: Vec<(TimeUnit, f32)>, more: Vec<(TimeUnit, f32)>) -> Option<Said> {
    for (unit, count) in more {
        // "two years, three months and six years" are three lengths: a sum goes down from unit to unit and carries nothing over
        let (last, _) = *lengths.last()?;
        if unit >= last || factor(last, unit).is_some_and(|factor| count >= factor) {
            return None;
        }
        if let Some(&mut (large, ref mut first)) = lengths.last_mut()
            && let Some(factor) = factor(large, unit)
        {
            *first = *first * factor + count;
            lengths.last_mut()?.0 = unit;
        } else if lengths.iter().all(|&(other, _)| other != unit) {
            lengths.push((unit, count));
        } else {
            return None;
        }
    }
    lengths.sort_by_key(|&(unit, _)| std::cmp::Reverse(unit));
    Some(match lengths[..] {
        [(unit, count)] => Said::Duration { unit, low: Some(count), high: Some(count) },
        _ => Said::Lengths(lengths),
    })
}

/// From the anchor's day the coarse units first: two years, then a month, then 21 days.
fn further(lengths: &[(TimeUnit, f32)], last: (TimeUnit, i32), anchor: Anchor) -> Option<Said> {
    let sign = last.1.signum();
    let mut steps: Vec<(TimeUnit, i32)> = Vec::new();
    for &(unit, count) in lengths {
        let fits = count.fract() == 0.0 && count < 10_000.0 && unit >= TimeUnit::Day && unit > last.0;
        steps.push(fits.then_some((unit, sign * count as i32))?);
    }
    steps.push(last);
    let unit = TimeUnit::Day;
    let start = Said::Step { unit, low: 0, high: 0, anchor, exact: true };
    Some(steps.into_iter().fold(start, |from, (unit, by)| Said::Shifted { unit, by, from: Box::new(from) }))
}

/// How many of the smaller unit make the larger, where that is a whole number.
fn factor(large: TimeUnit, small: TimeUnit) -> Option<f32> {
    Some(match (large, small) {
        (TimeUnit::Year, TimeUnit::Month) => 12.0,
        (TimeUnit::Week, TimeUnit::Day) => 7.0,
        (TimeUnit::Day, TimeUnit::Hour) => 24.0,
        (TimeUnit::Hour, TimeUnit::Minute) | (TimeUnit::Minute, TimeUnit::Second) => 60.0,
        _ => return None,
    })
}
