//! Numbers, ranges, ordinals, percentages and measures.
//!
//! What each compares: the places must overlap and the values be the same (as their fifteen digits tell). Conventions where ours
//! differ: a unit belongs to its figure, so a case that expects no bare number passes when one with a unit is read. Two bounds of one
//! thing ("more than 20 and less than 35") stay two figures, whose intervals must meet in theirs; theirs leaves the upper end of a
//! range open where ours closes it. Theirs tells a range as its middle and what it may differ by; ours as its ends. A year is a time.

use std::sync::LazyLock;

use crosscheck::model::document::{Dateline, Document, Source};
use crosscheck::model::ledger::Settings;
use crosscheck::model::mention::Mention;
use crosscheck::model::quantity::{Bound, Quantity, Unit};
use crosscheck::model::span::Span;
use crosscheck::model::vocabulary::Vocabulary;
use crosscheck::{pipeline, vocabulary};
use rust_decimal::prelude::ToPrimitive;
use serde::Deserialize;
use serde_json::Value;

static ENGLISH: LazyLock<Vocabulary> = LazyLock::new(|| vocabulary::load("en", &[]).unwrap());

use crate::{Tried, cases};

const MODELS: &[(&str, Model)] = &[
    ("Number_NumberModel", number),
    ("Number_NumberRangeModel", range),
    ("Number_OrdinalModel", ordinal),
    ("Number_PercentModel", percent),
];
const MEASURES: &[&str] = &["quantities", "quantities.ambiguity"];

/// Is the one expected result among what was read? Asked for the empty result when nothing is expected: is there anything of its kind?
type Model = fn(Option<&Expected>, &Read) -> bool;

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Case {
    input: String,
    results: Vec<Expected>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Expected {
    text: String,
    start: usize,
    resolution: Resolution,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Resolution {
    value: Option<String>,
    offset: Option<String>,
    relative_to: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Measured {
    req: String,
    res: Vec<Measure>,
}

#[derive(Debug, Deserialize)]
struct Measure {
    value: f64,
    unit: String,
    surface: String,
    uncertainty: Option<f64>,
}

#[test]
fn numbers_that_news_would_tell_are_found_and_mean_the_same() {
    let Some(folder) = crate::shared("devdata/quantities") else { return };
    let mut tried = Tried::leaving_out("numbers_left_out.csv");
    for (file, model) in MODELS {
        let cases = cases::<Case>(&folder.join(format!("recognizers/{file}.json")));
        for (number, case) in cases.iter().enumerate() {
            tried.case(file, number, &case.input, || {
                let read = Read::of(&case.input, &ENGLISH);
                let missing = case.results.iter().find(|expected| !model(Some(expected), &read));
                let what = match missing {
                    Some(expected) => format!("{:?} {:?}", expected.text, expected.resolution.value),
                    None if case.results.is_empty() && model(None, &read) => "nothing is to be read".into(),
                    None => return None,
                };
                Some(format!("{what}, not {}", read.drawn()))
            });
        }
    }
    for file in MEASURES {
        for (number, case) in cases::<Measured>(&folder.join(format!("{file}.json"))).iter().enumerate() {
            tried.case(file, number, &case.req, || {
                let read = Read::of(&case.req, &ENGLISH);
                let missing = case.res.iter().find(|measure| !measure.is_in(&read));
                let what = match missing {
                    Some(measure) => format!("{:?} {} {}", measure.surface, measure.value, measure.unit),
                    None if case.res.is_empty() && read.figures().next().is_some() => "nothing is to be read".into(),
                    None => return None,
                };
                Some(format!("{what}, not {}", read.drawn()))
            });
        }
    }
    // texts that once broke a recogniser: they are read, whatever they say
    for (number, text) in cases::<Value>(&folder.join("errors.json")).iter().enumerate() {
        let text = text.as_str().unwrap();
        tried.case("errors", number, text, || {
            let read = Read::of(text, &ENGLISH);
            let inside = |mention: &Mention| text.get(mention.span.start as usize..mention.span.end as usize).is_some();
            (!read.mentions.iter().all(inside)).then(|| read.drawn())
        });
    }
    tried.finish();
}

/// What we read in a case.
struct Read {
    text: String,
    mentions: Vec<Mention>,
}

impl Read {
    fn of(text: &str, english: &Vocabulary) -> Self {
        let document = Document {
            id: "case".into(),
            source: Source::default(),
            dateline: Dateline::default(),
            text: text.into(),
            verbatim: true,
        };
        let (document, mentions) = pipeline::mentions(document, english, Settings::default()).value;
        Read { text: document.text, mentions }
    }

    /// Every figure, and those it was joined from.
    fn figures(&self) -> impl Iterator<Item = (&Mention, &Quantity)> {
        let all = self.mentions.iter().flat_map(|mention| std::iter::once(mention).chain(&mention.parts));
        all.filter_map(|mention| Some((mention, mention.quantity()?)))
    }

    /// The bytes of an expected result, which counts characters.
    fn place(&self, expected: &Expected) -> Span {
        let byte = |count: usize| self.text.char_indices().nth(count).map_or(self.text.len(), |(at, _)| at);
        Span::new(byte(expected.start), byte(expected.start + expected.text.chars().count()))
    }

    fn drawn(&self) -> String {
        let told = self.mentions.iter().map(|mention| {
            let words = mention.span.of(&self.text);
            match (mention.quantity(), mention.ordinal(), mention.time()) {
                (Some(quantity), ..) => {
                    let [low, high] =
                        [quantity.low, quantity.high].map(|end| end.map_or("…".into(), |end| end.to_string()));
                    format!("{words} = {low}..{high} {} {}", quantity.bound.as_str(), unit(quantity))
                }
                (_, Some(ordinal), _) => format!("{words} = {ordinal:?}"),
                (_, _, Some(time)) => format!("{words} = {}", time.timex),
                _ => format!("{words}, a name"),
            }
        });
        told.collect::<Vec<_>>().join("; ")
    }
}

fn same(ours: Option<rust_decimal::Decimal>, theirs: f64) -> bool {
    let ours = ours.and_then(|value| value.to_f64());
    ours.is_some_and(|ours| (ours - theirs).abs() <= 1e-9 * theirs.abs())
}

fn number(expected: Option<&Expected>, read: &Read) -> bool {
    let Some(expected) = expected else {
        return read.figures().any(|(_, quantity)| matches!(quantity.unit, Unit::Count | Unit::Ratio));
    };
    let Some(value) = expected.resolution.value.as_deref().and_then(|value| value.parse().ok()) else { return false };
    let place = read.place(expected);
    read.figures().any(|(mention, quantity)| mention.span.overlaps(place) && same(quantity.value, value))
}

fn percent(expected: Option<&Expected>, read: &Read) -> bool {
    let percents = || read.figures().filter(|(_, quantity)| quantity.unit == Unit::Percent);
    let Some(expected) = expected else { return percents().next().is_some() };
    let place = read.place(expected);
    match expected.resolution.value.as_deref() {
        // "the % of increase": a sign without a figure
        None | Some("null") => percents().next().is_none(),
        Some(value) => {
            let value = value.trim_end_matches('%').parse().unwrap_or(f64::NAN);
            percents().any(|(mention, quantity)| mention.span.overlaps(place) && same(quantity.value, value))
        }
    }
}

fn ordinal(expected: Option<&Expected>, read: &Read) -> bool {
    let mut ordinals = read.mentions.iter().filter_map(|mention| Some((mention.span, mention.ordinal()?)));
    let Some(expected) = expected else { return ordinals.next().is_some() };
    let offset: i64 = expected.resolution.offset.as_deref().and_then(|offset| offset.parse().ok()).unwrap_or(0);
    let from_end = expected.resolution.relative_to.as_deref() == Some("end");
    let theirs = if from_end { 1 - offset } else { offset };
    let place = read.place(expected);
    ordinals.any(|(span, ours)| {
        span.overlaps(place) && i64::try_from(ours.place) == Ok(theirs) && ours.from_end == from_end
    })
}

/// An interval and whether its ends belong to it.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Interval {
    low: f64,
    with_low: bool,
    high: f64,
    with_high: bool,
}

impl Interval {
    /// "(20,35]"
    fn parse(text: &str) -> Option<Self> {
        let (low, high) = text.get(1..text.len().checked_sub(1)?)?.split_once(',')?;
        let end = |text: &str, open: f64| if text.is_empty() { Some(open) } else { text.parse().ok() };
        Some(Interval {
            low: end(low, f64::NEG_INFINITY)?,
            with_low: text.starts_with('['),
            high: end(high, f64::INFINITY)?,
            with_high: text.ends_with(']'),
        })
    }

    fn of(quantity: &Quantity) -> Self {
        let end = |end: Option<rust_decimal::Decimal>, open: f64| end.and_then(|end| end.to_f64()).unwrap_or(open);
        Interval {
            low: end(quantity.low, f64::NEG_INFINITY),
            with_low: quantity.low.is_some() && quantity.bound != Bound::MoreThan,
            high: end(quantity.high, f64::INFINITY),
            with_high: quantity.high.is_some() && quantity.bound != Bound::LessThan,
        }
    }

    fn meet(self, other: Self) -> Self {
        let (low, with_low) = match (self.low, other.low) {
            (a, b) if a == b => (a, self.with_low && other.with_low),
            (a, b) if a > b => (a, self.with_low),
            (_, b) => (b, other.with_low),
        };
        let (high, with_high) = match (self.high, other.high) {
            (a, b) if a == b => (a, self.with_high && other.with_high),
            (a, b) if a < b => (a, self.with_high),
            (_, b) => (b, other.with_high),
        };
        Interval { low, with_low, high, with_high }
    }
}

fn range(expected: Option<&Expected>, read: &Read) -> bool {
    let figures = || read.mentions.iter().filter_map(|mention| Some((mention.span, mention.quantity()?)));
    let Some(expected) = expected else { return figures().any(|(_, quantity)| !quantity.bound.is_point()) };
    let Some(theirs) = expected.resolution.value.as_deref().and_then(Interval::parse) else { return false };
    let place = read.place(expected);
    let here: Vec<&Quantity> =
        figures().filter(|(span, _)| span.overlaps(place)).map(|(_, quantity)| quantity).collect();
    let Some(ours) = here.iter().map(|quantity| Interval::of(quantity)).reduce(Interval::meet) else { return false };
    let is_range = matches!(here[..], [only] if only.bound == Bound::Range);
    ours == theirs || is_range && Interval { with_high: theirs.with_high, ..ours } == theirs
}

impl Measure {
    fn is_in(&self, read: &Read) -> bool {
        let Some(at) = read.text.find(&self.surface) else { return false };
        let place = Span::new(at, at + self.surface.len());
        let is_year = self.unit == "dimensionless" && (1000.0..3000.0).contains(&self.value);
        if is_year && read.mentions.iter().any(|mention| mention.time().is_some() && mention.span.overlaps(place)) {
            return true;
        }
        let (value, theirs) =
            if self.unit == "dozen" { (12.0 * self.value, "dimensionless") } else { (self.value, &*self.unit) };
        read.figures().any(|(mention, quantity)| {
            let same_value = match self.uncertainty.filter(|&margin| margin != 0.0) {
                Some(margin) => same(quantity.low, value - margin) && same(quantity.high, value + margin),
                None => same(quantity.value, value),
            };
            same_value && mention.span.overlaps(place) && unit(quantity) == named(theirs)
        })
    }
}

fn unit(quantity: &Quantity) -> String {
    let unit = match &quantity.unit {
        Unit::Count | Unit::Ratio => "count",
        unit @ Unit::Measure(_) => ENGLISH.unit_names.name(unit),
        unit => unit.as_str(),
    };
    match &quantity.per {
        Some(per) => format!("{unit} per {}", per.unit),
        None => unit.into(),
    }
}

/// Their name of a unit in our words.
fn named(theirs: &str) -> String {
    let (unit, per) = theirs.split_once(" per ").map_or((theirs, None), |(unit, per)| (unit, Some(per)));
    let unit = match unit {
        "dimensionless" => "count",
        "dollar" => "USD",
        "euro" => "EUR",
        "pound sterling" => "GBP",
        "yen" => "JPY",
        "percentage" => "percent",
        "pound-mass" => "pound",
        "cubic centimetre" => "millilitre",
        unit => unit,
    };
    per.map_or(unit.into(), |per| format!("{unit} per {per}"))
}
