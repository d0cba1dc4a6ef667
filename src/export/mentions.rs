//! Mentions -> JSON lines: what was recognised in one document, each at its place.

use std::io::{self, Write};

use chrono::NaiveDate;

use crate::model::document::Document;
use crate::model::entity::EntityKind;
use crate::model::mention::{Mention, Piece, What};
use crate::model::quantity::{Quantity, Role, Trend};
use crate::model::time::{Grain, Modifier, Said, Standing, Time, TimeKind, TimeValue};
use crate::model::vocabulary::Vocabulary;

use super::cell::Cell;
use super::json_lines::Row;

/// So many bytes of lines are written at once.
const WRITTEN: usize = 16 << 10;

/// Writes one line a mention. With `trace`, each carries the steps in which it was made, words, rule and value, the last one being
/// itself, and the mentions it was joined from.
///
/// A range of two dates is one line of kind `range`, followed by a line for each of its ends: TIMEX3 has no value for a range, and
/// a reader who wants plain TIMEX3 takes the lines of kind `time` alone.
pub fn write(
    out: &mut dyn Write,
    document: &Document,
    mentions: &[Mention],
    vocabulary: &Vocabulary,
    trace: bool,
) -> io::Result<()> {
    let mut lines = Vec::with_capacity(2 * WRITTEN);
    for mention in mentions {
        if lines.len() > WRITTEN {
            out.write_all(&lines)?;
            lines.clear();
        }
        line(&mut lines, document, mention, vocabulary, trace)?;
        let ends = if is_range(mention) { &mention.parts[..] } else { &[] };
        ends.iter().try_for_each(|end| line(&mut lines, document, end, vocabulary, trace))?;
    }
    out.write_all(&lines)
}

/// A date that stands beside the story and dates the document is told apart from the times that the story tells of.
fn time_line(mention: &Mention, time: &Time) -> &'static str {
    match (is_range(mention), time.standing) {
        (true, _) => "range",
        (false, Standing::Masthead) => "dateline",
        (false, Standing::Agency | Standing::Text) => "time",
    }
}

fn is_range(mention: &Mention) -> bool {
    mention.time().is_some_and(|time| matches!(time.said, Said::Between(..)))
}

fn line(
    lines: &mut Vec<u8>,
    document: &Document,
    mention: &Mention,
    vocabulary: &Vocabulary,
    trace: bool,
) -> io::Result<()> {
    let mut row = Row::begin(lines);
    row.add("source_id", Cell::name(&*document.id));
    let [start, end] = Cell::span(Some(mention.span));
    row.add("start", start);
    row.add("end", end);
    row.add("text", Cell::Text(mention.span.of(&document.text).into()));
    match &mention.what {
        What::Time(time) => {
            row.add("kind", Cell::name(time_line(mention, time)));
            add_time(&mut row, time);
        }
        What::Quantity(quantity) => add_quantity(&mut row, quantity, &document.text, vocabulary),
        What::Ordinal(ordinal) => {
            row.add("kind", Cell::name("ordinal"));
            row.add("value", Cell::number(Some(ordinal.place.into())));
            row.add("from_end", Cell::Yes(ordinal.from_end));
        }
        What::Name(name) => {
            row.add("kind", Cell::name("name"));
            row.add("type", Cell::name(kind(name.kind)));
            row.add("canonical", Cell::text(&name.canonical));
        }
    }
    row.add("rule", Cell::name(&*mention.rule));
    if let What::Time(time) = &mention.what {
        let inferred = time.value.as_ref().map(|value| value.inferred.names()).unwrap_or_default();
        row.add("inferred", Cell::list(inferred.split_whitespace().map(str::to_owned)));
        row.add("reason", Cell::text(time.value.as_ref().map_or("", |value| &value.reason)));
    }
    if trace {
        let mut steps = Vec::new();
        trace_steps(&mut steps, mention, &document.text);
        row.add("steps", Cell::Json(serde_json::to_string(&steps)?));
        row.add("parts", Cell::Json(serde_json::to_string(&mention.parts)?));
    }
    row.end();
    Ok(())
}

/// One step of a reading, for a person who asks how a value came about.
#[derive(serde::Serialize)]
struct Step<'a> {
    text: &'a str,
    rule: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    value: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    reason: &'a str,
}

/// The words that went in, each with the rule that read them, then what they became.
fn trace_steps<'a>(steps: &mut Vec<Step<'a>>, mention: &'a Mention, text: &'a str) {
    for part in &mention.parts {
        trace_steps(steps, part, text);
    }
    let read = |piece: &'a Piece| Step { text: piece.span.of(text), rule: &piece.rule, value: "", reason: "" };
    steps.extend(mention.pieces.iter().map(read));
    let time = mention.time();
    let value = time.map_or("", |time| &time.timex);
    let reason = time.and_then(|time| time.value.as_ref()).map_or("", |value| &value.reason);
    steps.push(Step { text: mention.span.of(text), rule: &mention.rule, value, reason });
}

fn add_time(row: &mut Row<'_>, time: &Time) {
    let value = time.value.as_ref();
    row.add("type", Cell::name(time_kind(time.kind)));
    row.add("value", Cell::name(&time.timex));
    row.add("mod", Cell::name(time.modifier.map_or("", modifier)));
    let (first, last) = reach(time.modifier, value);
    row.add("date_start", Cell::day(first));
    row.add("date_end", Cell::day(last));
    row.add("grain", Cell::name(value.map_or("", |value| value.grain.as_str())));
}

/// The first and last day that the expression reaches over, with the word before it: "since March" has no last day.
fn reach(modifier: Option<Modifier>, value: Option<&TimeValue>) -> (Option<NaiveDate>, Option<NaiveDate>) {
    let (first, last) = (value.and_then(TimeValue::first_day), value.and_then(TimeValue::last_day));
    // "after 5 p.m.": that day still
    let within_day = value.is_some_and(|value| value.grain < Grain::Day);
    match modifier {
        Some(Modifier::After) if within_day => (last, None),
        Some(Modifier::Before) if within_day => (None, last),
        Some(Modifier::Since) => (first, None),
        Some(Modifier::Until | Modifier::By) => (None, last),
        Some(Modifier::After) => (last.and_then(|last| last.succ_opt()), None),
        Some(Modifier::Before) => (None, first.and_then(|first| first.pred_opt())),
        _ => (first, last),
    }
}

fn add_quantity(row: &mut Row<'_>, quantity: &Quantity, text: &str, vocabulary: &Vocabulary) {
    row.add("kind", Cell::name("quantity"));
    row.add("value", Cell::number(quantity.value));
    row.add("low", Cell::number(quantity.low));
    row.add("high", Cell::number(quantity.high));
    row.add("qualifier", Cell::name(quantity.bound.as_str()));
    row.add("unit", Cell::name(vocabulary.unit_names.of(quantity, &per_thing(quantity, text, vocabulary))));
    row.add("unit_code", Cell::name(vocabulary.unit_names.code(quantity).unwrap_or_default()));
    row.add("counted", Cell::text(quantity.counted.map_or("", |span| span.of(text))));
    let trend = if quantity.trend == Trend::None { "" } else { quantity.trend.as_str() };
    row.add("change", Cell::name(trend));
    row.add("trend", Cell::name(trend));
    row.add("role", Cell::name(if quantity.role == Role::None { "" } else { quantity.role.as_str() }));
    let places = [
        (["number_start", "number_end"], Some(quantity.number)),
        (["bound_start", "bound_end"], quantity.hedge),
        (["counted_start", "counted_end"], quantity.counted),
    ];
    for (names, span) in places {
        for (name, at) in names.into_iter().zip(Cell::span(span)) {
            row.add(name, at);
        }
    }
}

/// "300 [people] a day": what stands between the figure and its rate, in its base form. A subject ("the [rate] was 5 per 1,000") is none.
fn per_thing(quantity: &Quantity, text: &str, vocabulary: &Vocabulary) -> String {
    let head = quantity.head.filter(|head| quantity.per.is_some() && head.start >= quantity.number.end);
    let Some(head) = head.map(|head| head.of(text)) else { return String::new() };
    match vocabulary.lexicon.find(head) {
        0 => head.to_owned(),
        word => vocabulary.lexicon.word(vocabulary.lexicon.entry(word).lemma).to_owned(),
    }
}

fn time_kind(kind: TimeKind) -> &'static str {
    match kind {
        TimeKind::Date => "DATE",
        TimeKind::Time => "TIME",
        TimeKind::Duration => "DURATION",
        TimeKind::Set => "SET",
    }
}

/// TIMEX3's names for modifiers, and ours for those it lacks.
fn modifier(modifier: Modifier) -> &'static str {
    match modifier {
        Modifier::Approx => "APPROX",
        Modifier::Start => "START",
        Modifier::Mid => "MID",
        Modifier::End => "END",
        Modifier::Before => "BEFORE",
        Modifier::By => "BY",
        Modifier::After => "AFTER",
        Modifier::Since => "SINCE",
        Modifier::Until => "UNTIL",
        Modifier::AsOf => "AS_OF",
        Modifier::LessThan => "LESS_THAN",
        Modifier::MoreThan => "MORE_THAN",
    }
}

fn kind(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Person => "person",
        EntityKind::Place => "place",
        EntityKind::Facility => "facility",
        EntityKind::Organization => "organization",
        EntityKind::Unknown => "unknown",
    }
}
