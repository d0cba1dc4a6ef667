//! Dates, lengths and sets of times, each case with its reference date.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};
use crosscheck::model::document::{Dateline, DatelineBasis, Document, Source};
use crosscheck::model::ledger::{Resolve, Settings};
use crosscheck::model::mention::Mention;
use crosscheck::model::time::{Grain, Modifier, Said, Time, TimeKind};
use crosscheck::model::vocabulary::Vocabulary;
use crosscheck::{pipeline, vocabulary};
use serde::Deserialize;

use crate::{Tried, cases};

const FILES: &[&str] = &["DateTimeModel", "DurationExtractor", "SetExtractor"];
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Case {
    input: String,
    context: Option<Context>,
    results: Vec<Expected>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Context {
    reference_date_time: NaiveDateTime,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Expected {
    text: String,
    start: usize,
    type_name: Option<String>,
    #[serde(rename = "Type")]
    short_type: Option<String>,
    resolution: Option<Resolution>,
}

#[derive(Debug, Deserialize)]
struct Resolution {
    #[serde(default)]
    values: Vec<Value>,
}

#[derive(Debug, Deserialize)]
struct Value {
    #[serde(default)]
    timex: String,
    #[serde(rename = "Mod", default)]
    modifier: String,
    #[serde(default)]
    value: String,
    #[serde(default)]
    start: String,
    #[serde(default)]
    end: String,
}

#[test]
fn times_that_news_would_tell_are_found_and_mean_the_same() {
    let Some(folder) = crate::shared("devdata/times/recognizers") else { return };
    let english = vocabulary::load("en", &[]).unwrap();
    let mut tried = Tried::leaving_out("times_left_out.csv");
    for file in FILES {
        for (number, case) in cases::<Case>(&folder.join(format!("{file}.json"))).iter().enumerate() {
            tried.case(file, number, &case.input, || wrong(case, &english));
        }
    }
    tried.finish();
}

/// What is wrong with our reading of a case; None when it passes.
fn wrong(case: &Case, english: &Vocabulary) -> Option<String> {
    let reference = case.context.as_ref().map(|context| context.reference_date_time);
    let document = Document {
        id: "case".into(),
        source: Source::default(),
        dateline: Dateline {
            published: reference.map(|time| time.date()),
            grain: reference.map(|_| Grain::Day),
            basis: if reference.is_some() { DatelineBasis::Given } else { DatelineBasis::Unknown },
            ..Dateline::default()
        },
        text: case.input.clone(),
        verbatim: true,
    };
    let settings = Settings { resolve: Resolve::News, ..Settings::default() };
    let (document, mentions) = pipeline::mentions(document, english, settings).value;
    let text = &document.text;
    let mut times: Vec<&Mention> = Vec::new();
    for mention in mentions.iter().filter(|mention| mention.time().is_some()) {
        times.push(mention);
        times.extend(&mention.parts);
    }
    let shown = || times.iter().map(|mention| drawn(mention, text)).collect::<Vec<_>>().join("; ");
    if case.results.is_empty() {
        return (!times.is_empty()).then(|| format!("nothing is to be read, not {}", shown()));
    }
    for expected in &case.results {
        let kind = expected.kind();
        if kind == "timezone" {
            continue;
        }
        let agrees = |mention: &&&Mention| {
            same_extent(expected, mention, text) && means(expected, mention.time().unwrap(), mention, reference)
                || joins_hour(expected, mention, text)
        };
        if times.iter().find(agrees).is_none() {
            let values = expected.values().iter().map(|value| format!("{}{}", value.timex, value.modifier));
            let values: Vec<String> = values.collect();
            let day = reference.map(|time| time.date().to_string()).unwrap_or_default();
            return Some(format!("\"{}\" {kind} {} @{day}, not {}", expected.text, values.join(" | "), shown()));
        }
    }
    None
}

fn drawn(mention: &Mention, text: &str) -> String {
    let time = mention.time().unwrap();
    let days = time.value.as_ref().map(|value| format!("{:?}..{:?}", value.start, value.end)).unwrap_or_default();
    format!("{} = {} {:?} {days}", mention.span.of(text), time.timex, time.modifier)
}

impl Expected {
    fn kind(&self) -> &str {
        let name = self.type_name.as_deref().or(self.short_type.as_deref()).unwrap_or_default();
        name.trim_start_matches("datetimeV2.")
    }

    fn values(&self) -> &[Value] {
        self.resolution.as_ref().map_or(&[], |resolution| &resolution.values)
    }
}

/// Words that open or close an expression and that one recogniser takes in and the other leaves out: prepositions, articles, words
/// of a bound ("no later than", "or later"), and the zone behind a clock time.
const EDGES: &[&str] = &[
    "on",
    "in",
    "at",
    "from",
    "the",
    "for",
    "before",
    "after",
    "since",
    "until",
    "till",
    "by",
    "between",
    "of",
    "to",
    "any",
    "time",
    "around",
    "circa",
    "about",
    "over",
    "as",
    "than",
    "late",
    "later",
    "early",
    "no",
    "starting",
    "beginning",
    "within",
    "during",
    "a",
    "or",
    "and",
    "greater",
    "some",
    "not",
    "less",
    "more",
    "prior",
    "through",
    "throughout",
    "up",
    "only",
    "just",
    "s",
    "year",
    "this",
    "that",
    "those",
    "these",
    "all",
];
const ZONES: &[&str] = &["pst", "pt", "cst", "gmt", "cet", "est", "beijing", "eastern", "mountain", "timezone", "time"];

/// The words without what may differ at both ends.
fn core(text: &str) -> String {
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let first = words.iter().position(|word| !EDGES.contains(word)).unwrap_or(0);
    let last = words.iter().rposition(|word| !EDGES.contains(word) && !ZONES.contains(word)).unwrap_or(words.len());
    words.get(first..=last).unwrap_or_default().join(" ")
}

/// "Easter Monday at 10:30": ours joins what theirs splits into a day and an hour of no day.
fn joins_hour(expected: &Expected, mention: &Mention, text: &str) -> bool {
    let time = mention.time().unwrap();
    let day = |value: &Value| moment(&value.value).map(|at| at.date());
    let on = time.value.as_ref().and_then(|value| value.start).map(|at| at.date());
    expected.kind() == "date"
        && time.clock.is_some()
        && mention.span.of(text).to_lowercase().starts_with(&expected.text.to_lowercase())
        && on.is_some()
        && expected.values().iter().any(|value| day(value) == on)
}

/// Do both speak of the same words?
fn same_extent(expected: &Expected, mention: &Mention, text: &str) -> bool {
    let start = text.char_indices().nth(expected.start).map_or(text.len(), |(at, _)| at);
    let end = start + expected.text.len();
    let ours = mention.span.start as usize..mention.span.end as usize;
    ours.start < end && start < ours.end && core(&expected.text) == core(mention.span.of(text))
}

/// Do both mean the same? One of the expected values is enough: they often give the past and the future reading.
fn means(expected: &Expected, time: &Time, mention: &Mention, reference: Option<NaiveDateTime>) -> bool {
    let values = expected.values();
    if values.is_empty() {
        return match expected.kind() {
            "duration" => time.kind == TimeKind::Duration,
            "set" => time.kind == TimeKind::Set,
            _ => true,
        };
    }
    values.iter().any(|value| match expected.kind() {
        "set" => time.kind == TimeKind::Set && repeats(&value.timex) == repeats(&time.timex),
        "duration" => is_length(time) && length(&value.timex, &time.timex) && modified(value, time),
        _ => same_days(value, time, mention, reference),
    })
}

fn is_length(time: &Time) -> bool {
    time.kind == TimeKind::Duration
}

/// "T15" and "XXXX-XX-XXT15:00", "P1WE" and "XXXX-WXX-WE", "P1WD" and "XXXX-WXX-WD", "P0.5Y" and "P6M"; a quarter is three months.
fn repeats(timex: &str) -> String {
    let bare = timex.trim_start_matches("XXXX-XX-XX").trim_end_matches(":00");
    match bare {
        "P1WE" => "XXXX-WXX-WE".into(),
        "P1WD" => "XXXX-WXX-WD".into(),
        "P0.5Y" => "P6M".into(),
        "P1Q" => "P3M".into(),
        other => other.into(),
    }
}

/// The same length: months and seconds are counted out; where ours leaves the count open ("several days") theirs says three.
fn length(theirs: &str, ours: &str) -> bool {
    let counted = |timex: &str| {
        let (mut months, mut seconds, mut number, mut in_day) = (0.0, 0.0, String::new(), false);
        let mut letters = timex.chars().skip(1).peekable();
        while let Some(letter) = letters.next() {
            if letter.is_ascii_digit() || matches!(letter, '.' | 'X') {
                number.push(letter);
                continue;
            }
            let count: f64 = number.replace('X', "3").parse().unwrap_or(f64::NAN);
            match (letter, in_day) {
                ('T', _) => in_day = true,
                ('Y', _) => months += 12.0 * count,
                ('M', false) => months += count,
                ('W', _) if letters.peek() == Some(&'E') => {
                    letters.next();
                    seconds += 2.0 * 86_400.0 * count;
                }
                ('W', _) => seconds += 7.0 * 86_400.0 * count,
                // "P4BD": business days
                ('B', _) => continue,
                ('D', _) => seconds += 86_400.0 * count,
                ('Q', _) => months += 3.0 * count,
                ('H', _) => seconds += 3_600.0 * count,
                ('M', true) => seconds += 60.0 * count,
                ('S', _) => seconds += count,
                _ => seconds = f64::NAN,
            }
            number.clear();
        }
        (months, seconds)
    };
    let (theirs, ours) = (counted(theirs), counted(ours));
    (theirs.0 - ours.0).abs() < 1e-3 && (theirs.1 - ours.1).abs() < 1e-3
}

/// Theirs names bounds and parts in one field: "since-end", "approx".
fn modified(value: &Value, time: &Time) -> bool {
    let named = |word: &str| value.modifier.split('-').any(|part| part == word);
    let bound = match time.modifier {
        Some(Modifier::Before | Modifier::By | Modifier::Until) => named("before") || named("until"),
        Some(Modifier::After) => named("after"),
        Some(Modifier::Since) => named("since"),
        Some(Modifier::Approx) => named("approx"),
        Some(Modifier::MoreThan) => named("more"),
        Some(Modifier::LessThan) => named("less"),
        _ => !["before", "until", "after", "since", "approx", "more", "less"].iter().any(|word| named(word)),
    };
    let portion = match time.portion {
        Some(Modifier::Start) => named("start"),
        Some(Modifier::Mid) => named("mid"),
        Some(Modifier::End) => named("end"),
        _ => !["start", "mid", "end"].iter().any(|word| named(word)),
    };
    bound && portion
}

/// A date, a time, or a stretch of either.
fn same_days(value: &Value, time: &Time, mention: &Mention, reference: Option<NaiveDateTime>) -> bool {
    if value.timex == "PRESENT_REF" || time.timex == "PRESENT_REF" {
        return value.timex == time.timex;
    }
    // a stretch counted from the reference is a length in TIMEX3: "the next three days" P3D
    if let Some(theirs) = value.timex.strip_prefix('(').and_then(|list| list.trim_end_matches(')').split(',').nth(2))
        && is_length(time)
    {
        let ahead = moment(&value.end).is_some_and(|end| reference.is_some_and(|reference| end > reference));
        let direction = if let Said::Window { ahead: ours, .. } = time.said { ours == ahead } else { ahead };
        return direction && length(theirs, &time.timex);
    }
    // parts of the day go by their code: the hours are each recogniser's own
    if let Some(code) = part_of_day(&value.timex) {
        let day = value.timex.split('T').next().unwrap_or_default();
        return part_of_day(&time.timex) == Some(code)
            && (day.is_empty() || day.contains('X') && starts_within(value, time) || time.timex.starts_with(day))
            && (value.modifier.is_empty() || modified(value, time) || later(value));
    }
    // a season of no year: ours adds which one
    if matches!(&*value.timex, "WI" | "SP" | "SU" | "FA") {
        return time.timex.ends_with(&value.timex);
    }
    if value.timex.starts_with('T') || value.timex.starts_with("(T") {
        return same_clock(value, time, mention);
    }
    let Some((start, end)) = time.value.as_ref().and_then(|value| value.start.zip(value.end)) else {
        return value.start.is_empty() && repeats(&time.timex).ends_with(&value.timex);
    };
    let bounds =
        ["before", "until", "after", "since"].iter().any(|bound| value.modifier.split('-').any(|part| part == *bound));
    if bounds {
        // the end that theirs gives is one of the ends of the time ours names; inside it where a part of it is meant
        let given = moment(&value.start).or(moment(&value.end));
        let named = time.portion.is_some();
        return modified(value, time)
            && given.is_some_and(|given| given == start || given == end || named && start <= given && given <= end);
    }
    match (moment(&value.start), moment(&value.end), moment(&value.value)) {
        // "later this week": the week, which theirs ends or begins at the reference; and the calendar's centuries begin with a 1
        _ if time.timex == value.timex && (modified(value, time) || later(value)) => true,
        (Some(from), Some(to), _) if time.value.as_ref().is_some_and(|ours| ours.grain == Grain::Century) => {
            (start - from).num_days() <= 366 && (end - to).num_days() <= 366
        }
        (Some(from), Some(to), _) if !value.modifier.is_empty() && value.modifier != "ref_undef" => {
            start <= from && to <= end && (modified(value, time) || later(value))
        }
        (Some(from), Some(to), _) => {
            // theirs ends a stretch of two where its second end begins
            let second = mention.parts.last().and_then(|part| part.time()?.value.as_ref()?.start);
            let first = mention.parts.first().and_then(|part| part.time()?.value.as_ref());
            // "from the end of March": theirs begins when it is over
            let begins =
                from == start || first.is_some_and(|first| first.start <= Some(from) && Some(from) <= first.end);
            // "to the middle of September": theirs ends in the middle
            let portion = mention.parts.last().and_then(|part| part.time()?.portion);
            if portion.is_some() && begins && second.is_some_and(|second| second <= to && to <= end) {
                return true;
            }
            if mention.parts.is_empty() {
                from == start && to == end
            } else {
                begins && (to == end || Some(to) == second)
            }
        }
        (_, _, Some(at)) if value.value.len() > 10 => {
            let ends = time.portion == Some(Modifier::End) && at == end - TimeDelta::seconds(1);
            ends || at == start && time.clock.is_some()
        }
        // "in two weeks": in TIMEX3 a length, whose days end with theirs
        (_, _, Some(at)) if matches!(time.said, Said::Window { ahead: true, .. }) => end == at + TimeDelta::days(1),
        // counted in months, theirs comes to a day and ours to the month that holds it
        (_, _, Some(at)) => {
            let counted = matches!(time.said, Said::Step { .. } | Said::Shifted { .. });
            (start == at && end == at + TimeDelta::days(1) || counted && start <= at && at < end)
                && (value.modifier.is_empty() || modified(value, time))
        }
        _ => time.timex == value.timex,
    }
}

/// "later this week": theirs says end or nothing, ours nothing.
fn later(value: &Value) -> bool {
    matches!(value.modifier.as_str(), "start" | "end")
}

fn starts_within(value: &Value, time: &Time) -> bool {
    let day = moment(&value.start).map(|start| start.date());
    time.value.as_ref().is_none_or(|ours| day.is_none() || ours.first_day() == day)
}

fn part_of_day(timex: &str) -> Option<&str> {
    let (day, code) = timex.split_at_checked(timex.len().checked_sub(3)?)?;
    match code {
        "TNT" => Some("TNI"),
        "TMO" | "TAF" | "TEV" | "TNI" | "TDT" => Some(code).filter(|_| !day.starts_with('P')),
        _ => None,
    }
}

/// The hour alone, the day being nobody's.
fn same_clock(value: &Value, time: &Time, mention: &Mention) -> bool {
    let at = |time: &Time| {
        time.value.as_ref().and_then(|value| value.start).map(|start| start.time()).or_else(|| {
            let clock = time.clock.as_ref()?;
            NaiveTime::from_hms_opt(
                clock.hour.into(),
                clock.minute.unwrap_or(0).into(),
                clock.second.unwrap_or(0).into(),
            )
        })
    };
    let clocked =
        |time: &Time| time.clock.is_some() || matches!(time.timex.rsplit_once('T'), Some((_, "12:00" | "00:00")));
    let read = |text: &str| text.parse::<NaiveTime>().ok();
    if !value.modifier.is_empty() {
        let given = read(&value.start).or(read(&value.end)).or(read(&value.value));
        return clocked(time) && at(time) == given && modified(value, time);
    }
    match (read(&value.value), read(&value.start), read(&value.end)) {
        (Some(given), ..) => clocked(time) && at(time) == Some(given),
        (_, Some(from), Some(to)) => {
            let ends: Vec<Option<NaiveTime>> = mention.parts.iter().map(|part| part.time().and_then(at)).collect();
            ends == [Some(from), Some(to)]
        }
        _ => false,
    }
}

/// "2016-11-07" or "2016-11-07 16:00:00".
fn moment(text: &str) -> Option<NaiveDateTime> {
    let day = text.parse::<NaiveDate>().ok().and_then(|day| day.and_hms_opt(0, 0, 0));
    day.or_else(|| NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M:%S").ok())
}
