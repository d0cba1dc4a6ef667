//! Which days a figure speaks of: the time in its clause, else in its sentence, its paragraph, else the document's date.
//!
//! A time belongs to the figure it stands nearest to; a figure never takes the date of its neighbour.

use std::ops::Range;

use super::page::Page;
use crate::model::claim::{Period, PeriodBasis, PeriodKind};
use crate::model::lexicon::Class;
use crate::model::mention::Mention;
use crate::model::metric::Behaviour;
use crate::model::quantity::Quantity;
use crate::model::time::{Grain, Modifier, Said, Time, TimeKind};

/// The period of a figure whose metric is known by id.
pub fn of(page: &Page, mention: &Mention, quantity: &Quantity, metric: &str) -> Period {
    let behaviour = page.vocabulary.metric(metric).map_or(Behaviour::Flow, |metric| metric.behaviour);
    if behaviour == Behaviour::Capacity {
        return Period::default();
    }
    let is_background = page.vocabulary.metric(metric).is_some_and(|metric| metric.id == "population");
    let found = if is_background { None } else { nearest(page, mention, quantity) };
    match found {
        // a state told in one sentence is not dated by what happened in the sentence before
        Some((_, PeriodBasis::Paragraph)) if is_state(behaviour) => at_dateline(page, behaviour),
        Some((time, basis)) => said(page, mention, time, basis, behaviour),
        None => at_dateline(page, behaviour),
    }
}

/// A time expression one can place on the calendar.
fn is_dated(mention: &Mention) -> bool {
    mention.time().is_some_and(|time| {
        let is_named = matches!(time.kind, TimeKind::Date | TimeKind::Time)
            || matches!(time.said, Said::Edge { .. } | Said::Between(..));
        is_named && time.value.is_some() && !matches!(time.said, Said::Reference(_))
    })
}

fn nearest<'p>(page: &'p Page, mention: &Mention, quantity: &Quantity) -> Option<(&'p Mention, PeriodBasis)> {
    let number = mention.sentence as usize;
    let inside = page.in_sentence(number);
    let clause = page.clauses(number)[page.clause_of(number, quantity.number)].clone();
    let in_clause = |m: &&Mention| clause.contains(&page.words.at_byte(m.span.start));
    if let Some(time) = own_time(inside.iter().filter(in_clause), quantity) {
        return Some((time, PeriodBasis::Clause));
    }
    // elsewhere in the sentence, unless the time's own clause holds another figure
    let is_free = |time: &&Mention| {
        let other = page.clauses(number)[page.clause_of(number, time.span)].clone();
        !inside
            .iter()
            .any(|m| is_figure(m) && m.span != mention.span && other.contains(&page.words.at_byte(m.span.start)))
    };
    let free = inside.iter().filter(|m| is_dated(m)).filter(is_free);
    if let Some(time) = free.min_by_key(|time| time.span.gap(quantity.number)) {
        return Some((time, PeriodBasis::Sentence));
    }
    // an apposition shares the time of the figure before it: "arrested 75,000 in 2023, about 1 percent of …"
    let earlier = inside.iter().rfind(|m| is_figure(m) && m.span.end <= mention.span.start);
    if let Some(earlier) = earlier.filter(|m| mention.span.gap(m.span) <= 60)
        && let Some(other) = earlier.quantity()
        && let Some((time, PeriodBasis::Clause | PeriodBasis::Sentence)) = nearest(page, earlier, other)
    {
        return Some((time, PeriodBasis::Sentence));
    }
    // a link or headline stands alone; text goes on from the sentence before in the same paragraph
    let before =
        number.checked_sub(1).filter(|&before| page.sentence(before).paragraph == page.sentence(number).paragraph)?;
    let last = page
        .in_sentence(before)
        .iter()
        .rfind(|m| is_dated(m) && !m.time().is_some_and(|time| time.modifier == Some(Modifier::Until)))?;
    let is_lone = !page.in_sentence(before).iter().any(is_figure);
    is_lone.then_some((last, PeriodBasis::Paragraph))
}

fn is_figure(mention: &Mention) -> bool {
    mention.quantity().is_some_and(|quantity| !quantity.definite)
}

/// Among the mentions of one clause, the time that stands nearest to the figure and not nearer to another figure's end.
fn own_time<'m>(mentions: impl Iterator<Item = &'m Mention> + Clone, quantity: &Quantity) -> Option<&'m Mention> {
    let figures = mentions
        .clone()
        .filter_map(Mention::quantity)
        .filter(|other| !other.definite && other.number != quantity.number);
    let next = figures.clone().map(|other| other.number.start).filter(|&start| start > quantity.number.start).min();
    let previous = figures.map(|other| other.number.end).filter(|&end| end <= quantity.number.start).max();
    let times = mentions.filter(|m| is_dated(m));
    let after = times
        .clone()
        .find(|time| time.span.start >= quantity.number.end && next.is_none_or(|next| time.span.start < next));
    let before = times.filter(|time| time.span.end <= quantity.number.start).last();
    match (after, before) {
        (Some(after), _) => Some(after),
        // a time between the figure before and this one belongs to the one before, unless this one opens with it
        (None, Some(before)) if previous.is_some_and(|end| before.span.start >= end) => {
            let is_near = quantity.number.start - before.span.end <= 12;
            is_near.then_some(before)
        }
        (None, Some(before)) if previous.is_none() => Some(before),
        // a leading time governs every figure of the clause
        (None, Some(before)) => Some(before),
        (None, None) => None,
    }
}

fn said(page: &Page, mention: &Mention, named: &Mention, basis: PeriodBasis, behaviour: Behaviour) -> Period {
    let Some(time) = named.time() else { return Period::default() };
    let Some(value) = time.value.as_ref() else { return Period::default() };
    let published = page.document.dateline.published;
    let period = Period {
        start: value.first_day(),
        end: value.last_day(),
        kind: PeriodKind::During,
        grain: Some(value.grain),
        basis,
        words: Some(named.span),
        partial: matches!(time.said, Said::Edge { .. }),
    };
    if is_since(page, mention, named, time) {
        return Period { end: published, kind: PeriodKind::Since, ..period };
    }
    match time.modifier {
        Some(Modifier::Until | Modifier::Before | Modifier::By) => {
            Period { start: None, kind: PeriodKind::Until, ..period }
        }
        Some(Modifier::AsOf) => Period { kind: PeriodKind::Point, ..period },
        _ if is_state(behaviour) => Period { kind: PeriodKind::Point, ..period },
        _ => period,
    }
}

/// "since 2019", "since he took office in 2019", "under the 2022 law".
fn is_since(page: &Page, mention: &Mention, named: &Mention, time: &Time) -> bool {
    let words = &page.words;
    let figure = page.tokens(mention.span);
    let at = page.tokens(named.span);
    // "the worst since 1988, when 2,900 died": the year of the earlier one
    let is_earlier_one =
        figure.start > at.end && words.says_any(at.end + 1, &["when", "in"]) && words.is_sign(at.end, ",");
    if time.modifier == Some(Modifier::Since) {
        return !is_earlier_one;
    }
    let between: Range<usize> = figure.end.min(at.start)..at.start;
    let since = between.clone().any(|i| words.says(i, "since"));
    // a year that only dates a law or an emergency which still holds
    let under = at.start >= 1 && {
        let before = if words.is(at.start - 1, Class::DETERMINER) { at.start.saturating_sub(2) } else { at.start - 1 };
        words.says(before, "under")
            && words.is_word(at.end)
            && !words.is(at.end, Class::PREPOSITION | Class::CONJUNCTION)
    };
    since || under
}

fn is_state(behaviour: Behaviour) -> bool {
    matches!(behaviour, Behaviour::Level | Behaviour::Share | Behaviour::Rate)
}

/// No time is said: a state is one at the document's date, a total runs up to it.
fn at_dateline(page: &Page, behaviour: Behaviour) -> Period {
    let published = page.document.dateline.published;
    let grain = page.document.dateline.grain;
    let end = published.map(|day| last_day(day, grain));
    let period = Period {
        start: None,
        end,
        kind: PeriodKind::None,
        grain,
        basis: PeriodBasis::Dateline,
        words: None,
        partial: false,
    };
    match behaviour {
        Behaviour::Level | Behaviour::Share | Behaviour::Rate => {
            Period { start: published, kind: PeriodKind::Point, ..period }
        }
        Behaviour::Total => Period { kind: PeriodKind::Until, ..period },
        Behaviour::Flow | Behaviour::Change | Behaviour::Capacity => Period { end: None, grain: None, ..period },
    }
}

/// The last day of what is known of the document's date.
fn last_day(day: chrono::NaiveDate, grain: Option<Grain>) -> chrono::NaiveDate {
    use chrono::Datelike;
    let months = match grain {
        Some(Grain::Month) => 1,
        Some(Grain::Year) => 12,
        _ => return day,
    };
    let first = if months == 12 { day.with_ordinal(1) } else { day.with_day(1) };
    first
        .and_then(|first| first.checked_add_months(chrono::Months::new(months)))
        .and_then(|next| next.pred_opt())
        .unwrap_or(day)
}
