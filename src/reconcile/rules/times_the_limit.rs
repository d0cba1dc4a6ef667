//! So many times what is allowed, where the value and the limit told, in this text or another, make it another many: "110 times the legal
//! limit" and "1,100 units, the limit being 100".
//!
//! Always `low`: another value may be meant. Where any value and its limit come near, nothing is said.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::{Look, Rule, Told};
use crate::model::finding::Severity;
use crate::model::phrase_lists::PhraseLists;
use crate::model::quantity::Unit;
use crate::reconcile::addends::MOST;
use crate::reconcile::affair::Affair;
use crate::reconcile::breath::{Breath, lines};
use crate::reconcile::draft::Draft;
use crate::reconcile::figure::{Figure, number};
use crate::reconcile::reckon::begins;
use crate::reconcile::tolerance::Tolerance;

/// It bears the name of what it finds: the one value divided by the other is not what is told.
pub const RULE: Rule = Rule { name: "share_mismatch", look: Look::Rest(find) };

/// Bytes behind "times", and around a limit, in which a word for it stands.
const NEAR: usize = 40;
/// "11 times" is said of 10 and of 12.
const ROUGHLY: f64 = 0.15;
/// Values with their limits, and multiples of a limit, that are laid beside each other.
const TRIED: usize = 16;
/// So many times further off, something else was measured.
const ANOTHER_THING: f64 = 20.0;

fn find(affair: &Affair, told: &Told) -> Vec<Draft> {
    let lines = lines(affair);
    let phrases = &affair.vocabulary.phrases;
    let left_out = &affair.left_out;
    let times = lines.iter().flat_map(|line| (0..line.figures.len().min(MOST)).map(move |place| (line, place)));
    let times =
        times.filter(|(line, place)| is_times(line, *place, phrases)).map(|(line, place)| line.figures[place].1);
    let times: Vec<&Figure> = left_out.first(TRIED, "multiples of a limit", times);
    if times.is_empty() {
        return Vec::new();
    }
    let pairs = lines.iter().filter_map(|line| with_its_limit(line, phrases));
    let pairs: Vec<(&Figure, &Figure)> = left_out.first(TRIED, "values told with their limits", pairs);
    times.into_iter().filter_map(|times| beyond(times, &pairs, affair, told)).collect()
}

/// "110 times the legal limit".
fn is_times(line: &Breath, place: usize, phrases: &PhraseLists) -> bool {
    let figure = line.figures[place].1;
    let behind = line.after(place);
    let near = &behind[..behind.floor_char_boundary(NEAR)];
    let counts = figure.quantity().unit == Unit::Count && figure.value() > Some(Decimal::ONE);
    counts && begins(&behind, &["times the", "times its", "times that"]) && holds(near, phrases)
}

fn holds(words: &str, phrases: &PhraseLists) -> bool {
    words.split(|c: char| !c.is_alphanumeric()).any(|word| phrases.limit.iter().any(|limit| **limit == *word))
}

/// "1,100 micrograms, the limit being 100 micrograms": a value and, behind it, the smaller one that is allowed.
fn with_its_limit<'f, 'a>(line: &Breath<'f, 'a>, phrases: &PhraseLists) -> Option<(&'f Figure<'a>, &'f Figure<'a>)> {
    let place = (1..line.figures.len().min(MOST)).find(|&place| {
        let (value, limit) = (line.figures[place - 1].1, line.figures[place].1);
        let between = line.between(place - 1, place);
        let behind = line.after(place);
        let clause = behind.split([',', ';', '.']).next().unwrap_or_default();
        let measured = value.quantity().unit == limit.quantity().unit && value.value() > limit.value();
        // "the highest level was 1,100" is bounded, and so is a limit
        let plain = [value, limit]
            .iter()
            .all(|figure| figure.value() > Some(Decimal::ZERO) && figure.quantity().unit != Unit::Percent);
        measured && plain && between.len() <= 2 * NEAR && (holds(&between, phrases) || holds(clause, phrases))
    })?;
    Some((line.figures[place - 1].1, line.figures[place].1))
}

fn beyond(times: &Figure, pairs: &[(&Figure, &Figure)], affair: &Affair, told: &Told) -> Option<Draft> {
    let stated = times.value()?.to_f64()?;
    let ratio = |(value, limit): &(&Figure, &Figure)| Some(value.value()?.to_f64()? / limit.value()?.to_f64()?);
    let fits = |ratio: f64| {
        let bound = times.quantity().bound;
        let (low, high) = (ratio * (1.0 - ROUGHLY), ratio * (1.0 + ROUGHLY));
        match () {
            () if bound.is_lower() => stated <= high,
            () if bound.is_upper() => stated >= low,
            () => (low..=high).contains(&stated),
        }
    };
    let mut told_ratios: Vec<(f64, &(&Figure, &Figure))> =
        pairs.iter().filter_map(|pair| Some((ratio(pair)?, pair))).collect();
    if told_ratios.iter().any(|(ratio, _)| fits(*ratio)) {
        return None;
    }
    // its own text first
    told_ratios.sort_by_key(|(_, pair)| (pair.0.claim.source != times.claim.source, pair.0.at));
    let (ratio, (value, limit)) = *told_ratios.first()?;
    if told.of(times, value) || ratio > stated * ANOTHER_THING || stated > ratio * ANOTHER_THING {
        return None;
    }
    let ratio = number(Decimal::from_f64_retain(ratio)?.round_dp(1).normalize());
    let says = format!(
        "{} tells of {} times the limit, while {} gives {} and a limit of {}: that is {ratio} times.",
        affair.source(times),
        times.words(),
        affair.source(value),
        value.words(),
        limit.words(),
    );
    let measured = format!("{} / {} = {ratio} | {}", value.words(), limit.words(), times.words());
    let draft = Draft::new(Severity::Low, Tolerance::Ratio, says).figures([times, *value, *limit]);
    Some(draft.sentence_of(times).sentence_of(value).measured(measured))
}

#[cfg(test)]
mod tests {
    use crate::reconcile::sample::{leaves, says, sees};

    #[test]
    fn so_many_times_the_limit() {
        let told = |times: &str| {
            let text = format!("The lorry weighed {times} times the legal maximum.");
            let measured = "It had 44 tonnes on it, the limit being 11 tonnes.";
            vec![
                says("post", "times", times).sentence(&text),
                says("wire", "loads", "44").sentence(measured),
                says("wire", "limits", "11").sentence(measured),
            ]
        };
        sees("share_mismatch low", told("40"));
        leaves(told("4"));
    }
}
