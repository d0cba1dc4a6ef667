//! A length of time that the two times beside it do not give: "freed on 20 May, 11 days after he was arrested on 3 May", "held it for
//! 11 hours, from 4 a.m. to 1 p.m.", "was taken on 3 May. On 20 May, 11 days later, …".
//!
//! Only times told with their own words count, and no others may stand in the sentence. Always `low`: the length may be counted from
//! something that stands between them.

use std::collections::BTreeMap;

use chrono::{Duration, NaiveDate, NaiveDateTime};

use super::{Look, Rule};
use crate::model::event::Event;
use crate::model::finding::Severity;
use crate::model::group::GroupKind;
use crate::model::span::Span;
use crate::model::time::{Grain, TimeValue};
use crate::reconcile::affair::Affair;
use crate::reconcile::days::Days;
use crate::reconcile::draft::{Draft, Witness};
use crate::reconcile::figure::percent;
use crate::reconcile::lasting::{Counted, counted, elapsed};
use crate::reconcile::reckon::{ends as closes, without_hedge};
use crate::reconcile::tolerance::Tolerance;

/// It bears the name of what it finds.
pub const RULE: Rule = Rule { name: "duration_mismatch", look: Look::Story(find) };

/// A sentence with its times, in text order.
struct Told<'a> {
    source: &'a str,
    sentence: Span,
    text: &'a str,
    events: Vec<&'a Event>,
}

/// Bytes between a length and the times it stands beside.
const NEAR: usize = 48;
/// Bytes between a sentence and the one it goes on from.
const GOES_ON: u32 = 12;
/// Bytes before a length in which it is said that something lasted so long.
const LED: usize = 120;
/// Bytes between a length and a time of its sentence that it spans.
const BESIDE: usize = 90;
/// Minutes that clocks may be off, in days.
const MINUTES: f64 = 2.0 / 1440.0;
/// Two times so many times further apart than the length says are of something else.
const LIKELY: f64 = 3.0;

fn find(affair: &Affair) -> Vec<Draft> {
    let sentences = sentences(affair);
    let mut drafts = Vec::new();
    for (at, told) in sentences.iter().enumerate() {
        if told.events.is_empty() || !told.text.bytes().any(|byte| byte == b' ') {
            continue;
        }
        let before = at.checked_sub(1).map(|before| &sentences[before]).filter(|before| {
            before.source == told.source && told.sentence.start.saturating_sub(before.sentence.end) <= GOES_ON
        });
        for length in counted(told.text, affair.vocabulary) {
            let draft = from_to(told, &length, affair)
                .or_else(|| between(told, before, &length, affair))
                .or_else(|| spanning(told, before, &length, affair));
            drafts.extend(draft);
        }
    }
    drafts
}

fn sentences<'a>(affair: &Affair<'a>) -> Vec<Told<'a>> {
    let mut sentences: BTreeMap<(&str, Span), Told> = BTreeMap::new();
    for event in affair.events.iter().filter(|event| event.time.is_some() && !event.sentence.is_empty()) {
        let key = (&*event.source, event.sentence);
        let new = || Told { source: key.0, sentence: key.1, text: &event.sentence_text, events: Vec::new() };
        let told = sentences.entry(key).or_insert_with(new);
        if told.events.iter().all(|known| known.text != event.text) {
            told.events.push(event);
        }
    }
    sentences.into_values().collect()
}

/// What the length leaves room for, in days.
fn room(length: &Counted) -> (f64, f64) {
    let slack = match length.unit {
        unit if unit < 0.5 => (0.8 * unit).max(MINUTES),
        unit if unit < 2.0 => 1.0,
        unit => 0.55 * unit,
    };
    let slack = if length.hedged { slack + 0.25 * length.about } else { slack };
    (length.about - slack, length.about + slack)
}

/// "For 11 hours, from 4 a.m. to 1 p.m.", "18 months, from March 2023 to June 2024".
fn from_to(told: &Told, length: &Counted, affair: &Affair) -> Option<Draft> {
    let range = |event: &&&Event| is_range(event, affair);
    let event = *told.events.iter().find(range)?;
    let time = event.time.as_ref()?;
    let at = told.text.find(&event.text)?;
    let near = at.abs_diff(length.end).min((at + event.text.len()).abs_diff(length.start)) <= NEAR;
    let (short, long) = spanned(time, length.unit)?;
    let (low, high) = room(length);
    if !near || !length.then.is_empty() || high >= short && low <= long || !is_likely(length, long) {
        return None;
    }
    let says = format!("{} writes “{}” beside “{}”.", affair.sources.name(&event.source), length.words, event.text);
    let draft = Draft::new(Severity::Low, Tolerance::SameDay, says).kind(GroupKind::Internal);
    let draft = draft.witness(event).value(&length.words).value(&event.text);
    Some(draft.measured(format!("{} | {}", length.words, event.text)))
}

fn is_range(event: &Event, affair: &Affair) -> bool {
    affair.vocabulary.phrases.to_its_end.iter().any(|to| event.text.contains(&**to))
}

/// The days from one end of a range to the other, least and most, where the length is counted as finely as its ends are told. An end
/// before its start is that of the next day: "from 10 p.m. to 4 a.m.".
fn spanned(time: &TimeValue, unit: f64) -> Option<(f64, f64)> {
    let days = (time.end? - time.start?).num_minutes() as f64 / 1440.0;
    let days = if days < 0.0 { days.rem_euclid(1.0) } else { days };
    match time.grain {
        grain if grain < Grain::Day && unit < 1.0 => Some((days - 0.01, days)),
        Grain::Month if unit > 2.0 => Some((days - 61.0, days)),
        Grain::Year if unit > 300.0 => Some((days - 731.0, days)),
        _ => None,
    }
}

fn is_likely(length: &Counted, days: f64) -> bool {
    days <= length.about * LIKELY && length.about <= days * LIKELY
}

/// The days of a sentence that it names itself, without those it counts from others: "11 days later".
fn days<'a>(told: &Told<'a>, affair: &Affair) -> Vec<(&'a Event, NaiveDate)> {
    let named = |event: &'a Event| {
        let day = event.time.as_ref().and_then(Days::of).filter(|days| days.is_day() && days.grain <= Grain::Day)?;
        let number = event.text.bytes().any(|byte| byte.is_ascii_digit());
        let counted = affair.vocabulary.phrases.counted_from.iter().any(|word| event.text.ends_with(&**word));
        let clock = event.text.contains(':') || event.time.as_ref().is_some_and(|time| time.grain < Grain::Day);
        (number && !counted && !clock).then_some((event, day.first))
    };
    let mut days: Vec<(&Event, NaiveDate)> = told.events.iter().copied().filter_map(named).collect();
    days.dedup_by_key(|(_, day)| *day);
    days
}

/// "Freed on 20 May, 11 days after he was arrested on 3 May", "… and freed on 20 May, 11 days later".
fn between(told: &Told, before: Option<&Told>, length: &Counted, affair: &Affair) -> Option<Draft> {
    if length.then.is_empty() || length.unit < 1.0 {
        return None;
    }
    let here = days(told, affair);
    let (one, other) = match (&here[..], length.then.as_str()) {
        ([one, other], _) => (*one, *other),
        ([other], "later") => {
            let at = told.text.find(&other.0.text)?;
            let beside = at.abs_diff(length.end).min((at + other.0.text.len()).abs_diff(length.start)) <= 12;
            let [one] = days(before?, affair)[..] else { return None };
            (beside.then_some(one)?, *other)
        }
        _ => return None,
    };
    let gap = elapsed(one.1, other.1).abs();
    let (low, high) = room(length);
    let forwards = length.then != "later" || other.1 > one.1;
    if (low..=high).contains(&gap) || !forwards || !is_likely(length, gap.max(1.0)) {
        return None;
    }
    let says = format!(
        "{} writes “{} {}”, but from {} to {} it is {gap} days.",
        affair.sources.name(&other.0.source),
        length.words,
        length.then,
        one.1.min(other.1),
        one.1.max(other.1),
    );
    let draft = Draft::new(Severity::Low, Tolerance::SameDay, says).kind(GroupKind::Internal);
    let draft = draft.witness(one.0).witness(other.0).value(&length.words);
    Some(draft.measured(format!("{} | {gap} days", length.words)))
}

/// The times that a sentence names itself, each with its two ends.
fn ends<'a>(told: &Told<'a>, affair: &Affair) -> Vec<(&'a Event, NaiveDateTime, NaiveDateTime)> {
    let named = |event: &'a Event| {
        let time = event.time.as_ref()?;
        let number = event.text.bytes().any(|byte| byte.is_ascii_digit());
        let counted = affair.vocabulary.phrases.counted_from.iter().any(|word| event.text.ends_with(&**word));
        let plain = number && !counted && !is_range(event, affair) && time.grain <= Grain::Year;
        // "until March 3"
        let (from, to) = match (time.start, time.end) {
            (Some(from), Some(to)) => (from, to),
            (None, Some(to)) if time.grain <= Grain::Day => (to - Duration::days(1), to),
            (Some(from), None) if time.grain <= Grain::Day => (from, from + Duration::days(1)),
            _ => return None,
        };
        plain.then_some((event, from, to))
    };
    let mut ends: Vec<_> = told.events.iter().copied().filter_map(named).collect();
    ends.sort_by_key(|(event, start, _)| (*start, event.id.clone()));
    ends.dedup_by_key(|(_, start, _)| *start);
    ends
}

/// How far apart two times are: "17 minutes", "3.5 hours", "14 days", "4.2 years".
fn apart(days: f64) -> String {
    match days {
        days if days < 2.0 / 24.0 => format!("{:.0} minutes", days * 1440.0),
        days if days < 2.0 => format!("{} hours", percent(days * 24.0)),
        days if days < 730.0 => format!("{days:.0} days"),
        days => format!("{} years", percent(days / 365.25)),
    }
}

/// "He was caught in December 2020. In March 2025 he came home after more than seven years": the only two times of a sentence, or one of it
/// and the one of the sentence before, with a length that says how long something lasted.
fn spanning(told: &Told, before: Option<&Told>, length: &Counted, affair: &Affair) -> Option<Draft> {
    let phrases = &affair.vocabulary.phrases;
    let led = told.text.get(told.text.floor_char_boundary(length.start.saturating_sub(LED))..length.start)?;
    let led = led.to_lowercase();
    let led = closes(without_hedge(&led, phrases), &phrases.length_spans);
    let later = phrases.counted_from.first().is_some_and(|later| length.then == **later);
    let lasts = length.hyphen || later || led && length.then.is_empty();
    let here = ends(told, affair);
    let (one, other) = match &here[..] {
        [one, other] => (*one, *other),
        [other] if !length.hyphen => {
            let [one] = ends(before?, affair)[..] else { return None };
            (one, *other)
        }
        _ => return None,
    };
    let near = here.iter().any(|(event, ..)| {
        let at = told.text.find(&event.text);
        at.is_some_and(|at| at.abs_diff(length.end).min((at + event.text.len()).abs_diff(length.start)) <= BESIDE)
    });
    let (first, second) = if one.1 <= other.1 { (one, other) } else { (other, one) };
    let long = |from: NaiveDateTime, to: NaiveDateTime| (to - from).num_minutes() as f64 / 1440.0;
    // a month or a year is no end of a length counted in days
    let fine = [first, second]
        .iter()
        .all(|(_, from, to)| long(*from, *to) <= length.about.max(1.0) && long(*from, *to) <= length.unit * 13.0);
    let (short, most) = (long(first.2, second.1).max(0.0), long(first.1, second.2));
    let (low, high) = room(length);
    if !lasts
        || !near
        || !fine
        || high >= short && low <= most
        || !is_likely(length, long(first.1, second.1).max(length.unit / 2.0))
    {
        return None;
    }
    let says = format!(
        "{} writes “{}” of what lies between “{}” and “{}”: that is {}.",
        affair.sources.name(&other.0.source),
        length.words,
        first.0.text,
        second.0.text,
        apart(long(first.1, second.1)),
    );
    let sentence = Witness { source: other.0.source.clone(), span: told.sentence, id: other.0.id.clone() };
    let draft = Draft::new(Severity::Low, Tolerance::SameDay, says).kind(GroupKind::Internal);
    let draft = draft.witness(first.0).witness(second.0).witness(sentence).value(&length.words);
    Some(draft.measured(format!("{} | {} to {}", length.words, first.0.text, second.0.text)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reconcile::sample::{World, day, time, told};

    fn found(clauses: &[(&str, &str)]) -> String {
        let told = clauses.iter().map(|(clause, day)| told("wire", clause).on(day));
        let findings = World::telling(told).reconciled().findings;
        findings.iter().map(|finding| format!("{} {}", finding.rule, finding.severity.as_str())).collect()
    }

    #[test]
    fn hours_from_one_day_to_the_next_keep_their_day() {
        let clock = |from: (&str, u32), to: (&str, u32)| {
            let at = |(when, hour): (&str, u32)| day(when).and_hms_opt(hour, 0, 0);
            let time = TimeValue { start: at(from), end: at(to), grain: Grain::Hour, ..time("2024-05-02") };
            spanned(&time, 1.0 / 24.0).map(|(_, long)| long * 24.0)
        };
        // "for 36 hours, from 4 a.m. on 2 May to 4 p.m. on 3 May"
        assert_eq!(clock(("2024-05-02", 4), ("2024-05-03", 16)), Some(36.0));
        assert_eq!(clock(("2024-05-02", 4), ("2024-05-02", 13)), Some(9.0));
        assert_eq!(clock(("2024-05-02", 22), ("2024-05-02", 4)), Some(6.0));
    }

    #[test]
    fn the_days_between_two_days_are_counted() {
        let up_again = |days: &str| {
            let later = format!("On 2024-05-20, {days} days later, the crane was up again");
            found(&[("The crane fell in the storm of 2024-05-03", "2024-05-03"), (&later, "2024-05-20")])
        };
        assert_eq!(up_again("11"), "duration_mismatch low");
        assert_eq!(up_again("17"), "");
        assert_eq!(up_again("90"), "");
    }

    #[test]
    fn a_length_between_two_times_of_two_sentences() {
        let home = |length: &str| {
            let back = format!("On 2024-05-20 it was up again after {length}");
            found(&[("The crane fell in the storm of 2024-05-03", "2024-05-03"), (&back, "2024-05-20")])
        };
        assert_eq!(home("31 days"), "duration_mismatch low");
        assert_eq!(home("17 days"), "");
        assert_eq!(home("more than two weeks"), "");
        assert_eq!(home("90 days"), "");
    }
}
