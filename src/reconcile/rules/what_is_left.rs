//! What is left of a total, or what it has come to, when what is gone or new is taken from it or added: "The list holds 128 names. Against
//! 34 stands a tick, against 86 a circle. The remaining nine …"; "150 were taken. 106 of them are still held after 31 got away"; "Five more
//! fell ill, bringing the total to 39", where 31 had been told before.
//!
//! Where "a further" or "another" begins a sentence, what it counts is added to what the one before told: "In total" behind them, or what
//! was told before of which the first are some, is their sum.
//!
//! Always `low`: what else came or went may stand elsewhere. Where any of the figures told before make it come out, nothing is said.

use rust_decimal::Decimal;

use super::{Look, Rule, Told};
use crate::model::finding::Severity;
use crate::model::phrase_lists::PhraseLists;
use crate::model::quantity::{Role, Unit};
use crate::reconcile::addends::{MOST, adds, half, parts_make, sum};
use crate::reconcile::affair::Affair;
use crate::reconcile::breath::{Breath, lines};
use crate::reconcile::draft::Draft;
use crate::reconcile::figure::{Figure, number};
use crate::reconcile::reckon::{begins, earlier, ends, without_hedge};
use crate::reconcile::row::adds_in;
use crate::reconcile::tolerance::Tolerance;

/// It bears the name of what it finds.
pub const RULE: Rule = Rule { name: "sum_mismatch", look: Look::Rest(find) };

/// Sentences with figures before it that may tell the total and what went.
const BACK: usize = 4;
/// Figures of them, and of its own sentence, of which every choice is tried.
const FEW_BEFORE: usize = 7;
const FEW_BESIDE: usize = 5;
/// Words behind what is left in which "still" may stand.
const BEHIND: usize = 6;
/// Off by more than one in so many of the total, something else is meant.
const NEAR: i64 = 8;
/// Bytes of a sentence before what it says came on top.
const ON_TOP: usize = 24;
/// Bytes between what came on top and the new total.
const REACH: usize = 90;
/// Such a total misses by no more than one in so many.
const TOP: i64 = 5;

fn find(affair: &Affair, told: &Told) -> Vec<Draft> {
    let lines = lines(affair);
    let mut drafts = Vec::new();
    for at in 0..lines.len() {
        for place in 0..lines[at].figures.len().min(MOST) {
            let draft = left(&lines, at, place, affair, told).or_else(|| brought(&lines, at, place, affair, told));
            drafts.extend(draft.or_else(|| topped(&lines, at, place, affair, told)));
        }
    }
    drafts
}

/// How a sentence says that a figure is what is left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Said {
    /// "the remaining nine", "leaving 104"
    Before,
    /// "106 are still held"
    Behind,
}

fn said(line: &Breath, place: usize, phrases: &PhraseLists) -> Option<Said> {
    if ends(without_hedge(&line.before(place), phrases), &phrases.before_what_is_left) {
        return Some(Said::Before);
    }
    let behind = line.after(place);
    let clause = behind.split([',', ';', '.', '(', ':']).next().unwrap_or_default();
    let mut words = clause.split_whitespace().take(BEHIND);
    let left = words.any(|word| phrases.behind_what_is_left.iter().any(|left| **left == *word));
    left.then_some(Said::Behind)
}

fn left(lines: &[Breath], at: usize, place: usize, affair: &Affair, told: &Told) -> Option<Draft> {
    let (line, rest) = (&lines[at], lines[at].figures[place].1);
    let unit = &rest.quantity().unit;
    if !adds(rest, unit) {
        return None;
    }
    let phrases = &affair.vocabulary.phrases;
    let said = said(line, place, phrases)?;
    let until = if said == Said::Before { place } else { line.figures.len().min(MOST) };
    // "after 31 got away" tells who is gone, "and 31 in Halm" does not
    let gone = |other: usize| {
        let between = if other > place { line.between(place, other) } else { String::new() };
        other < place || between.split_whitespace().any(|word| phrases.once_gone.iter().any(|once| **once == *word))
    };
    let own = (0..until).filter(|&other| other != place && gone(other)).map(|other| line.figures[other].1);
    let own: Vec<&Figure> = own.filter(|figure| adds_in(figure, unit)).collect();
    // "106 are still held after 31 got away": who went is told beside it
    if said == Said::Behind && own.is_empty() {
        return None;
    }
    // a long list is hardly one of all that went, and what comes out of it would not be seen below
    if own.len() > FEW_BESIDE {
        return None;
    }
    let before = earlier(lines, at).take(BACK).flat_map(|line| line.figures.iter().rev().map(|(_, figure)| *figure));
    let mut all: Vec<&Figure> = before.filter(|figure| adds_in(figure, unit)).take(FEW_BEFORE).collect();
    all.reverse();
    all.extend(own.iter().copied());
    if comes_out(rest, &all) {
        return None;
    }
    // those told beside it are all that went, or whatever was told since the total
    let since = (0..all.len()).filter_map(|total| missing(rest, all[total], &all[total + 1..]));
    let beside = (0..all.len() - own.len()).filter_map(|total| missing(rest, all[total], &own));
    let (total, gone) = since.chain(beside).min_by_key(|(off, ..)| *off)?.1;
    if gone.iter().any(|gone| told.of(gone, rest)) || told.of(total, rest) {
        return None;
    }
    let value = total.value()?.saturating_sub(sum(gone.iter().copied()));
    let terms = gone.iter().map(|gone| gone.words()).collect::<Vec<_>>().join(" - ");
    let says = format!(
        "{} leaves {} of {}, but {} - {terms} = {}.",
        affair.source(rest),
        rest.words(),
        total.words(),
        total.words(),
        number(value),
    );
    let measured = format!("{} - {terms} = {} | {}", total.words(), number(value), rest.words());
    let draft = Draft::new(Severity::Low, Tolerance::HalfStep, says).measured(measured);
    Some(draft.figures([total]).figures(gone).figures([rest]).sentence_of(rest))
}

/// Some of the figures, taken from another, leave what is said to be left; or one of them is the same.
fn comes_out(rest: &Figure, all: &[&Figure]) -> bool {
    let values: Vec<Decimal> = all.iter().filter_map(|figure| figure.value()).collect();
    let Some(rest_value) = rest.value() else { return true };
    let room = all.iter().fold(half(rest), |room, figure| room.saturating_add(half(figure)));
    let last = values.len();
    let subset = |some: u32| {
        let taken = values.iter().enumerate().filter(|(at, _)| some & (1 << at) != 0);
        taken.fold(rest_value, |sum, (_, value)| sum.saturating_add(*value))
    };
    let made = |sum: Decimal| values.iter().any(|value| value.saturating_sub(sum).abs() <= room);
    (0..1_u32 << last).any(|some| made(subset(some)))
}

/// All of these gone from a total: how far what is left is from what it should be, in thousandths of the total.
fn missing<'f, 'a>(
    rest: &Figure,
    whole: &'f Figure<'a>,
    gone: &[&'f Figure<'a>],
) -> Option<(Decimal, (&'f Figure<'a>, Vec<&'f Figure<'a>>))> {
    let value = whole.value()?;
    let small = gone.iter().all(|gone| gone.value() < Some(value)) && rest.value() < Some(value);
    let off = value.saturating_sub(sum(gone.iter().copied())).saturating_sub(rest.value()?).abs();
    let near = !gone.is_empty() && small && off.saturating_mul(Decimal::from(NEAR)) <= value;
    let thousandths = off.saturating_mul(Decimal::ONE_THOUSAND).checked_div(value)?;
    near.then_some((thousandths, (whole, gone.to_vec())))
}

/// "Five more fell ill, bringing the total to 39".
fn brought(lines: &[Breath], at: usize, place: usize, affair: &Affair, told: &Told) -> Option<Draft> {
    let (line, phrases) = (&lines[at], &affair.vocabulary.phrases);
    let new = line.figures[place.checked_sub(1)?].1;
    let total = line.figures[place].1;
    let unit = &total.quantity().unit;
    let between = line.between(place - 1, place);
    let words = without_hedge(&between, phrases);
    let brings =
        words.split(|c: char| !c.is_alphanumeric()).any(|word| phrases.brings_to.iter().any(|to| **to == *word));
    let plain = adds(total, unit) && adds_in(new, unit) && new.value() < total.value();
    if !brings
        || !ends(words, &["to"])
        || !plain
        || between.len() > REACH
        || begins(&line.after(place), &["percent", "%"])
    {
        return None;
    }
    let alike = |figure: &&Figure| adds(figure, unit) && figure.value() < total.value() && figure.at != new.at;
    let makes = |old: &Figure| {
        let off = sum([old, new]).saturating_sub(total.value().unwrap_or_default()).abs();
        off <= half(old).saturating_add(half(new)).saturating_add(half(total))
    };
    let one_thing =
        |figure: &&Figure| figure.claim.metric == total.claim.metric || figure.claim.metric == new.claim.metric;
    let text: Vec<&Figure> =
        affair.left_out.first(4 * MOST, "figures before a new total", affair.text_of(total).filter(alike));
    // two steps may be told: "five more on Monday and three on Tuesday, bringing …"
    if text.iter().any(|old| makes(old)) {
        return None;
    }
    let before = earlier(lines, at).take(BACK).flat_map(|line| line.figures.iter().rev().map(|(_, figure)| *figure));
    let old = before.filter(alike).find(|old| one_thing(old) && old.value() > new.value())?;
    let made = sum([old, new]);
    let value = total.value()?;
    let off = made.saturating_sub(value).abs();
    if off.saturating_mul(Decimal::from(TOP)) > value || told.of(old, total) || told.of(new, total) {
        return None;
    }
    let says = format!(
        "{} gives {} after {} and {} more, but that makes {}.",
        affair.source(total),
        total.words(),
        old.words(),
        new.words(),
        number(made),
    );
    let measured = format!("{} + {} = {} | {}", old.words(), new.words(), number(made), total.words());
    let draft = Draft::new(Severity::Low, Tolerance::HalfStep, says).measured(measured);
    Some(draft.figures([old, new, total]).sentence_of(total))
}

/// "More than 650,000 were sent home. A further 2.2 million left. In total, more than 3.1 million are gone"; "31 had died … Nineteen of the
/// dead lay in hospital. Another 13 lived in a home".
fn topped(lines: &[Breath], at: usize, place: usize, affair: &Affair, told: &Told) -> Option<Draft> {
    let (line, phrases) = (&lines[at], &affair.vocabulary.phrases);
    let more = line.figures[place].1;
    let unit = &more.quantity().unit;
    let words = line.before(place);
    let on_top = phrases.on_top_before.iter().any(|top| words.trim_end().ends_with(&**top));
    if !on_top || place > 0 || words.trim().len() > ON_TOP || !counts(more, unit) {
        return None;
    }
    let before = earlier(lines, at).next()?;
    let first = before.figures.iter().map(|(_, figure)| *figure).find(|figure| counts(figure, unit))?;
    let made = sum([first, more]);
    let next = lines.get(at + 1).filter(|_| earlier(lines, at + 1).next().is_some()).filter(|next| {
        let words = next.before(0);
        phrases.leads_total.iter().any(|total| begins(&words, &[total]))
    });
    let (total, near) = match next {
        Some(next) => (next.figures[0].1, TOP),
        None if first.is_some_of_them() => {
            let back = lines[..at].iter().rposition(|line| line.figures[0].1.at == before.figures[0].1.at)?;
            let all = earlier(lines, back).take(BACK).flat_map(|line| line.figures.iter().map(|(_, figure)| *figure));
            let larger = |figure: &&Figure| {
                adds(figure, unit) && figure.value() > first.value() && figure.value() > more.value()
            };
            let all: Vec<&Figure> = all.filter(larger).collect();
            if all.iter().any(|figure| figure.value() >= Some(made)) {
                return None;
            }
            (*all.first()?, NEAR)
        }
        None => return None,
    };
    let value = total.value().filter(|_| counts(total, unit))?;
    let off = made.saturating_sub(value).abs();
    let room = [first, more, total].iter().fold(Decimal::ZERO, |room, figure| room.saturating_add(step(figure)));
    let meant = off > room && off.saturating_mul(Decimal::from(near)) <= value;
    if !meant || told.of(total, first) || told.of(total, more) {
        return None;
    }
    parts_make(value, Some(total), &[first, more], Severity::Low, affair)
}

/// A count or a sum, which "more than" may stand before.
fn counts(figure: &Figure, unit: &Unit) -> bool {
    let quantity = figure.quantity();
    let summed = matches!(unit, Unit::Count | Unit::Money(_)) && quantity.unit == *unit && quantity.per.is_none();
    summed && matches!(quantity.role, Role::None | Role::To) && figure.value() > Some(Decimal::ZERO)
}

/// What rounding leaves open: half a step of a large number, none of a small one.
fn step(figure: &Figure) -> Decimal {
    match figure.value() >= Some(Decimal::ONE_THOUSAND) {
        true => figure.quantity().step.checked_div(Decimal::TWO).unwrap_or_default(),
        false => Decimal::ZERO,
    }
}

#[cfg(test)]
mod tests {
    use crate::reconcile::sample::{Said, leaves, says, sees};

    fn said(figure: &str, text: &str) -> Said {
        says("wire", "things", figure).counted("things").sentence(text)
    }

    #[test]
    fn what_remains_of_what_was_told() {
        let told = |rest: &str| {
            vec![
                said("128", "On the shelf stand 128 jars."),
                said("34", "Of 34 the lid is red."),
                said("86", "Of 86 it is blue."),
                said(rest, &format!("The remaining {rest} have none.")),
            ]
        };
        sees("sum_mismatch low", told("11"));
        leaves(told("8"));
        // of some other jars
        leaves(told("60"));
    }

    #[test]
    fn who_is_still_there_after_others_left() {
        let told = |rest: &str| {
            let text = format!("Last night {rest} of them were still in the hall after 31 had gone home.");
            vec![said("150", "The concert drew 150 guests."), said(rest, &text), said("31", &text)]
        };
        sees("sum_mismatch low", told("106"));
        leaves(told("119"));
    }

    #[test]
    fn a_new_total_and_what_came_on_top() {
        let told = |total: &str| {
            let text = format!("Another 5 broke on Monday, bringing the total to {total}.");
            vec![said("31", "Until Sunday 31 windows had broken."), said("5", &text), said(total, &text)]
        };
        sees("sum_mismatch low", told("39"));
        leaves(told("36"));
    }

    #[test]
    fn what_came_on_top_and_the_total_behind_it() {
        let told = |all: &str| {
            let first = said("6,500", "More than 6,500 trees were felled.");
            let more = said("22,000", "A further 22,000 fell to the storm.");
            [first, more, said(all, &format!("In total, {all} are gone."))]
        };
        sees("sum_mismatch low", told("31,600"));
        leaves(told("28,600"));
        leaves(told("60,000"));
    }
}
