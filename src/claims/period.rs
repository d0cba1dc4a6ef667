//! Which days a figure speaks of: the time in its clause, else in its sentence, its paragraph, else the document's date.
//!
//! A time belongs to the figure it stands nearest to; a figure never takes the date of its neighbour.

use std::ops::Range;

use super::page::Page;
use crate::model::claim::{Period, PeriodBasis, PeriodKind};
use crate::model::lexicon::Class;
use crate::model::mention::Mention;
use crate::model::metric::Behaviour;
use crate::model::quantity::{Quantity, Role};
use crate::model::span::Span;
use crate::model::time::{Grain, Modifier, Said, Standing, Time, TimeKind, TimeUnit, TimeValue};
use crate::model::vocabulary::Cue;

/// The last figure read: its metric, its sentence and its period.
#[derive(Debug, Clone)]
pub struct Last {
    pub metric: String,
    pub sentence: usize,
    pub period: Period,
}

/// The period of a figure whose metric is known by id. `last`: the figure before it.
pub fn of(page: &Page, mention: &Mention, quantity: &Quantity, metric: &str, last: Option<&Last>) -> Period {
    let behaviour = page.vocabulary.metric(metric).map_or(Behaviour::Flow, |metric| metric.behaviour);
    if behaviour == Behaviour::Capacity {
        return Period::default();
    }
    let is_background = page.vocabulary.metric(metric).is_some_and(|metric| metric.everybody);
    let found = if is_background { None } else { nearest(page, mention, quantity) };
    match found {
        // a state told in one sentence is not dated by what happened in the sentence before
        Some((_, PeriodBasis::Paragraph)) if is_state(behaviour) => {
            on_the_same_day(page, mention, metric, last).unwrap_or_else(|| at_dateline(page, behaviour))
        }
        Some((time, basis)) => said(page, mention, time, basis, behaviour),
        None => on_the_same_day(page, mention, metric, last).unwrap_or_else(|| at_dateline(page, behaviour)),
    }
}

/// "withdrew $600 million in the five days before the freeze": of how many days is said, of which ones is not.
pub fn is_of_undated_days(page: &Page, mention: &Mention, period: &Period) -> bool {
    let number = mention.sentence as usize;
    let clause = page.clauses(number)[page.clause_of(number, mention.span)].clone();
    let is_length = |m: &Mention| {
        let at = page.tokens(m.span).start;
        let is_told = (at.saturating_sub(2)..at).any(|at| page.words.says_any(at, &["in", "over", "within", "during"]));
        let is_some_days = matches!(m.time().map(|time| &time.said), Some(Said::Duration { low: Some(_), .. }));
        is_some_days && is_told && clause.contains(&at)
    };
    period.kind == PeriodKind::None && page.around(number, mention.span).iter().any(is_length)
}

/// "Police put the crowd at 30,000 on Saturday. The organizers said 100,000 took part": the same count of the same day, told by
/// somebody else. What "has" happened, or stands "now", is another day's.
fn on_the_same_day(page: &Page, mention: &Mention, metric: &str, last: Option<&Last>) -> Option<Period> {
    let number = mention.sentence as usize;
    let last = last.filter(|last| {
        last.metric == metric
            && last.sentence + 1 == number
            && page.sentence(last.sentence).paragraph == page.sentence(number).paragraph
            && last.period.basis != PeriodBasis::Dateline
            && matches!(last.period.kind, PeriodKind::During | PeriodKind::Point)
    })?;
    let tokens = page.sentence(number).tokens.clone();
    let goes_on = |at: usize| {
        page.words.says_any(
            at,
            &["has", "have", "had", "is", "are", "now", "far", "total", "toll", "all", "altogether", "overall"],
        )
    };
    let moves_on = (tokens.start..tokens.end.min(tokens.start + LONG)).any(goes_on) || tokens.len() > LONG;
    (!moves_on).then(|| Period { basis: PeriodBasis::Paragraph, ..last.period.clone() })
}

/// A sentence longer than this, in tokens, is about more than one day.
const LONG: usize = 60;
/// "The biggest one-day fall in the index since": so far before its "since" a superlative may stand, in words.
const SUPERLATIVE_REACH: usize = 7;
/// So far before its figure the word for a running sum may stand, in tokens.
const TOLL_REACH: usize = 8;
/// Figures of a list that share the time behind the last of them.
const LIST: usize = 6;

/// A time expression one can place on the calendar.
fn is_dated(page: &Page, mention: &Mention) -> bool {
    let is_day = mention.time().is_some_and(|time| {
        let is_named = matches!(time.kind, TimeKind::Date | TimeKind::Time)
            || matches!(time.said, Said::Edge { .. } | Said::Between(..) | Said::Window { ahead: false, .. });
        // "SARNOVA, May 7 -" dates the text, not the figure behind it
        is_named && time.standing == Standing::Text && time.value.is_some() && !matches!(time.said, Said::Reference(_))
    });
    is_day && !is_yardstick(page, mention)
}

/// "Their lowest since 2015", "the worst day since June", "not updated since January": how long nothing was like it or was done,
/// which dates no figure.
fn is_yardstick(page: &Page, time: &Mention) -> bool {
    let words = &page.words;
    let at = words.at_byte(time.span.start);
    // the mention may hold its "since"
    let since = (at.saturating_sub(1)..=at).find(|&at| words.says(at, "since"));
    since.is_some_and(|since| {
        let sentence = page.sentence(time.sentence as usize).tokens.start;
        let reach = since.saturating_sub(SUPERLATIVE_REACH).max(sentence)..since;
        let from = reach.rev().take_while(|&at| words.is_word(at) && !words.is_number(at)).last();
        from.is_some_and(|from| {
            let is_not = (from..since).any(|at| words.says_any(at, &["not", "never"]));
            is_not || page.cues(from..since).iter().any(|(_, cue)| *cue == Cue::Superlative)
        })
    })
}

/// "The company, founded in 2018, advertised 1.7 million accounts": when a thing came about, which dates no other figure of it.
fn is_origin(page: &Page, time: &Mention, quantity: &Quantity) -> bool {
    let words = &page.words;
    let at = words.at_byte(time.span.start);
    // the mention may hold its "in"
    let at = if words.says_any(at.wrapping_sub(1), &["in", "on", "from", "to"]) { at - 1 } else { at };
    let Some(verb) = at.checked_sub(1).filter(|&verb| words.is(verb, Class::PAST | Class::PARTICIPLE)) else {
        return false;
    };
    // "some 300 homes built in 2014": the figure counts what was built
    let is_counted = quantity.number.end <= time.span.start
        && !(words.at_byte(quantity.number.end)..verb)
            .any(|at| words.is_sign(at, ",") || words.is(at, Class::PREPOSITION));
    // "the street was built in 2014": a statement of its own
    let is_aside = !words.is(verb.wrapping_sub(1), Class::COPULA | Class::AUXILIARY);
    is_aside && !is_counted && page.cues(verb..at).iter().any(|(_, cue)| *cue == Cue::Origin)
}

fn nearest<'p>(page: &'p Page, mention: &Mention, quantity: &Quantity) -> Option<(&'p Mention, PeriodBasis)> {
    let number = mention.sentence as usize;
    let inside = page.around(number, mention.span);
    let clause = page.clauses(number)[page.clause_of(number, quantity.number)].clone();
    let in_clause = |m: &&Mention| clause.contains(&page.words.at_byte(m.span.start)) && !is_origin(page, m, quantity);
    if let Some(time) = own_time(page, inside.iter().filter(in_clause), quantity) {
        return Some((time, PeriodBasis::Clause));
    }
    if let Some(time) = of_the_list(page, mention, inside) {
        return Some((time, PeriodBasis::Sentence));
    }
    // elsewhere in the sentence, unless the time's own clause holds another figure
    let figures: Vec<usize> = inside
        .iter()
        .filter(|m| is_figure(m) && m.span != mention.span)
        .map(|m| page.clause_of(number, m.span))
        .collect();
    let is_free = |time: &&Mention| !figures.contains(&page.clause_of(number, time.span));
    let free = inside.iter().filter(|m| is_dated(page, m) && !is_origin(page, m, quantity)).filter(is_free);
    if let Some(time) = free.min_by_key(|time| time.span.gap(quantity.number)) {
        return Some((time, PeriodBasis::Sentence));
    }
    if let Some(time) = opening(page, mention, inside) {
        return Some((time, PeriodBasis::Sentence));
    }
    // an apposition shares the time of the figure before it: "arrested 75,000 in 2023, about 1 percent of …"
    let earlier = inside.iter().rfind(|m| is_figure(m) && m.span.end <= mention.span.start);
    if let Some(earlier) =
        earlier.filter(|m| mention.span.gap(m.span) <= 60 && !is_compared(page, m.span, mention.span))
        && let Some(other) = earlier.quantity()
        && let Some(time) = time_of_its_own(page, earlier, other)
    {
        return Some((time, PeriodBasis::Sentence));
    }
    // a link or headline stands alone; text goes on from the sentence before in the same paragraph
    let before =
        number.checked_sub(1).filter(|&before| page.sentence(before).paragraph == page.sentence(number).paragraph)?;
    let last = page
        .in_sentence(before)
        .iter()
        .rfind(|m| is_dated(page, m) && !m.time().is_some_and(|time| time.modifier == Some(Modifier::Until)))?;
    let is_lone = !page.in_sentence(before).iter().any(is_figure);
    // "The report is due by 31 March. The prosecutor says 26 were shot": nothing of that day has been counted yet
    let is_to_come = page.document.dateline.published.zip(last.time()?.value.as_ref().and_then(TimeValue::first_day));
    let is_to_come = is_to_come.is_some_and(|(published, day)| day > published);
    // "The war entered its third year in March. Some 14,000 people have been killed in it": not in that month
    let is_coarse = last.time()?.value.as_ref().is_some_and(|value| value.grain >= Grain::Month);
    let has_been =
        clause.clone().any(|at| page.words.says_any(at, &["has", "have"]) && page.words.says(at + 1, "been"));
    (is_lone && !is_to_come && !(is_coarse && has_been)).then_some((last, PeriodBasis::Paragraph))
}

/// "In the unrest of that year, four people died and about 1,100 were arrested": what opens a sentence before a comma
/// dates all of it, as long as nothing else does.
fn opening<'p>(page: &'p Page, mention: &Mention, inside: &'p [Mention]) -> Option<&'p Mention> {
    // "three weeks" is a length, no figure
    let is_length = |m: &Mention| inside.iter().any(|time| time.time().is_some() && time.span.overlaps(m.span));
    let first = inside.iter().find(|m| is_figure(m) && !is_length(m))?;
    let number = mention.quantity()?;
    let is_ahead = |m: &&Mention| is_dated(page, m) && m.span.start < mention.span.start && !is_origin(page, m, number);
    let mut ahead = inside.iter().filter(is_ahead);
    let time = ahead.next().filter(|time| time.span.end <= first.span.start)?;
    let comma = page.words.is_sign(page.tokens(time.span).end, ",");
    (comma && ahead.next().is_none()).then_some(time)
}

/// The time of the clause a figure stands in, or the one its sentence has to give.
fn time_of_its_own<'p>(page: &'p Page, mention: &Mention, quantity: &Quantity) -> Option<&'p Mention> {
    let number = mention.sentence as usize;
    let inside = page.around(number, mention.span);
    let clause = page.clauses(number)[page.clause_of(number, quantity.number)].clone();
    let in_clause = |m: &&Mention| clause.contains(&page.words.at_byte(m.span.start)) && !is_origin(page, m, quantity);
    own_time(page, inside.iter().filter(in_clause), quantity).or_else(|| of_the_list(page, mention, inside))
}

/// "62 seats, the League 45 and the Greens 30 in the vote on Sunday": the time behind the last figure is that of all.
fn of_the_list<'p>(page: &'p Page, mention: &Mention, inside: &'p [Mention]) -> Option<&'p Mention> {
    let behind = inside.partition_point(|m| m.span.start <= mention.span.start);
    let mut from = mention.span;
    let mut listed = 0;
    for other in &inside[behind..] {
        if is_dated(page, other) {
            let joined = listed > 0 && !is_parted(page, from, other.span);
            return joined.then_some(other);
        }
        if !is_figure(other) {
            continue;
        }
        let is_from = other.quantity().is_some_and(|q| q.role != Role::None);
        if listed == LIST || is_from || is_parted(page, from, other.span) || is_compared(page, from, other.span) {
            return None;
        }
        listed += 1;
        from = other.span;
    }
    None
}

/// A new statement begins between two places: a verb with a subject of its own, or a sign that closes.
fn is_parted(page: &Page, from: Span, to: Span) -> bool {
    let words = &page.words;
    let between = words.at_byte(from.end)..words.at_byte(to.start);
    between.len() > 24
        || between.into_iter().any(|at| {
            matches!(words.text(at), ";" | ":" | "—" | "(")
                || words.is(at, Class::AUXILIARY | Class::COPULA)
                || words.is(at, Class::RELATIVE) && !words.says(at, "that")
                || words.is(at, Class::REPORTING) && words.is(at, Class::PAST)
        })
}

/// "compared with 41", "than the 30 of", "down from": the other figure has a time of its own, said or not.
fn is_compared(page: &Page, from: Span, to: Span) -> bool {
    let words = &page.words;
    let between = words.at_byte(from.end)..words.at_byte(to.start);
    between.into_iter().take(24).any(|at| words.says_any(at, &["compared", "than", "from", "against", "versus"]))
}

fn is_figure(mention: &Mention) -> bool {
    mention.quantity().is_some_and(|quantity| !quantity.definite)
}

/// Among the mentions of one clause, the time that stands nearest to the figure and not nearer to another figure's end.
fn own_time<'m>(
    page: &Page,
    mentions: impl Iterator<Item = &'m Mention> + Clone,
    quantity: &Quantity,
) -> Option<&'m Mention> {
    let figures = mentions
        .clone()
        .filter_map(Mention::quantity)
        .filter(|other| !other.definite && other.number != quantity.number);
    let next = figures.clone().map(|other| other.number.start).filter(|&start| start > quantity.number.start).min();
    let previous = figures.map(|other| other.number.end).filter(|&end| end <= quantity.number.start).max();
    let times = mentions.filter(|m| is_dated(page, m));
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
    if let Some(start) = length_up_to(page, named).zip(period.end).and_then(|(days, end)| end.checked_sub_days(days)) {
        return Period { start: Some(start), ..period };
    }
    if is_to_date(page, named) {
        return Period { end: published.or(period.end), kind: PeriodKind::Since, ..period };
    }
    // "savings from 2026", told in 2025: nothing has been counted yet
    let ahead = published.is_some_and(|published| period.start.is_some_and(|start| start > published));
    if is_since(page, mention, named, time) && !ahead {
        return Period { end: published, kind: PeriodKind::Since, ..period };
    }
    match time.modifier {
        Some(Modifier::Until | Modifier::Before | Modifier::By) => {
            Period { start: None, kind: PeriodKind::Until, ..period }
        }
        Some(Modifier::AsOf) => Period { kind: PeriodKind::Point, ..period },
        // "on Thursday it put the toll at 41": what had been counted by then
        _ if behaviour == Behaviour::Total && is_toll(page, mention) && value.grain <= Grain::Day => {
            Period { start: None, kind: PeriodKind::Until, ..period }
        }
        // "has killed four people, the agency said on Tuesday": on that day it was said
        _ if behaviour == Behaviour::Total
            && basis == PeriodBasis::Sentence
            && value.grain <= Grain::Day
            && is_of_saying(page, named) =>
        {
            Period { start: None, kind: PeriodKind::Until, ..period }
        }
        _ if is_state(behaviour) => Period { kind: PeriodKind::Point, ..period },
        _ => period,
    }
}

/// The clause of the time only says who said so.
fn is_of_saying(page: &Page, named: &Mention) -> bool {
    let number = named.sentence as usize;
    let clause = page.clauses(number)[page.clause_of(number, named.span)].clone();
    let words = &page.words;
    let told = |at: usize| words.is(at, Class::PAST | Class::PARTICIPLE) && !words.is(at, Class::AUXILIARY);
    let mut verbs = clause.filter(|&at| told(at)).peekable();
    verbs.peek().is_some() && verbs.all(|at| words.is(at, Class::REPORTING))
}

/// "The toll stood at 41", "put the tally at 41": a sum of all days before.
fn is_toll(page: &Page, mention: &Mention) -> bool {
    let figure = page.tokens(mention.span).start;
    let from = page.sentence(mention.sentence as usize).tokens.start.max(figure.saturating_sub(TOLL_REACH));
    (from..figure).any(|at| page.words.says_any(at, &["toll", "tally"]))
}

/// "over the fortnight to 3 February", "in the three months to May": how many days the window holds that a date ends.
fn length_up_to(page: &Page, named: &Mention) -> Option<chrono::Days> {
    let words = &page.words;
    let to = page.tokens(named.span).start;
    // the mention may hold its "to"
    let to = [to, to.wrapping_sub(1)].into_iter().find(|&at| words.says_any(at, &["to", "until", "ending"]))?;
    let before = to.checked_sub(1)?;
    let length = page.words.get(before)?.span;
    let told =
        page.around(named.sentence as usize, named.span).iter().find(|m| m.time().is_some() && m.span.contains(length));
    match told.and_then(Mention::time).map(|time| &time.said) {
        Some(Said::Duration { unit, low: Some(count), .. } | Said::Window { unit, low: Some(count), .. }) => {
            days(*unit, *count)
        }
        _ => match words.text(before) {
            "week" => days(TimeUnit::Week, 1.0),
            "fortnight" => days(TimeUnit::Week, 2.0),
            "month" => days(TimeUnit::Month, 1.0),
            "quarter" => days(TimeUnit::Month, 3.0),
            "year" => days(TimeUnit::Year, 1.0),
            _ => None,
        },
    }
}

/// A length in days, when it is some days and not a lifetime.
fn days(unit: TimeUnit, count: f32) -> Option<chrono::Days> {
    let days = match unit {
        TimeUnit::Day => count,
        TimeUnit::Week => 7.0 * count,
        TimeUnit::Month => 30.4 * count,
        TimeUnit::Year => 365.0 * count,
        _ => return None,
    };
    (1.0..4000.0).contains(&days).then(|| chrono::Days::new(days as u64))
}

/// "so far this year", "already this month", "this year to date": up to the document's day, not to the year's end.
fn is_to_date(page: &Page, named: &Mention) -> bool {
    let words = &page.words;
    let at = page.tokens(named.span);
    let far = |at: usize| words.says(at, "so") && words.says(at + 1, "far");
    far(at.start.wrapping_sub(2))
        || far(at.start.wrapping_sub(3)) && words.says(at.start - 1, "in")
        || far(at.end)
        || words.says(at.end, "to") && words.says(at.end + 1, "date")
        || words.says(at.start.wrapping_sub(1), "already")
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
    // "under the emergency that began in March 2022"
    let begun = between
        .clone()
        .any(|i| words.is(i, Class::RELATIVE) && page.cues(i..at.start).iter().any(|(_, cue)| *cue == Cue::Begins));
    // a year that only dates a law or an emergency which still holds
    let under = at.start >= 1 && {
        let before = if words.is(at.start - 1, Class::DETERMINER) { at.start.saturating_sub(2) } else { at.start - 1 };
        words.says(before, "under")
            && words.is_word(at.end)
            && !words.is(at.end, Class::PREPOSITION | Class::CONJUNCTION)
    };
    // "Since the emergency was declared in March 2022 police have arrested": with a comma or without
    let number = mention.sentence as usize;
    let own = page.clauses(number)[page.clause_of(number, named.span)].clone();
    let opens = words.says(own.start, "since") && own.start < at.start && figure.start >= at.end;
    since || begun || opens || under
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
