//! What must hold for any text and any bytes, whatever they say.
//!
//! Soups of calendar words, figures and signs, and plain noise, go through the whole reading: nothing panics, every mention stands on
//! character borders and inside its text, in order, times not overlapping times and quantities not overlapping quantities, and the
//! same text gives the same mentions alone, twice, and among other documents.

use std::sync::LazyLock;

use crosscheck::documents;
use crosscheck::model::document::{Dateline, DatelineBasis, Document, Source};
use crosscheck::model::ledger::Settings;
use crosscheck::model::mention::Mention;
use crosscheck::model::quantity::{Bound, Quantity};
use crosscheck::model::time::Grain;
use crosscheck::model::vocabulary::Vocabulary;
use crosscheck::{pipeline, vocabulary};
use proptest::prelude::*;
use rust_decimal::Decimal;

static ENGLISH: LazyLock<Vocabulary> = LazyLock::new(|| vocabulary::load("en", &[]).unwrap());

fn document(id: &str, text: &str) -> Document {
    let published = "2025-02-04".parse().ok();
    let dateline = Dateline { published, grain: Some(Grain::Day), basis: DatelineBasis::Given, ..Dateline::default() };
    Document { id: id.into(), source: Source::default(), dateline, text: text.into(), verbatim: true }
}

fn mentions(text: &str) -> Vec<Mention> {
    pipeline::mentions(document("a", text), &ENGLISH, Settings::default()).value.1
}

/// A mention and its parts lie on borders of the text; the parts lie inside it.
fn stands_in_its_text(mention: &Mention, text: &str) -> Result<(), TestCaseError> {
    let (start, end) = (mention.span.start as usize, mention.span.end as usize);
    prop_assert!(start < end && end <= text.len(), "{:?} of {}", mention.span, text.len());
    prop_assert!(text.is_char_boundary(start) && text.is_char_boundary(end), "{:?}", mention.span);
    prop_assert_eq!(&text[start..end], mention.span.of(text));
    for part in &mention.parts {
        prop_assert!(mention.span.start <= part.span.start && part.span.end <= mention.span.end);
        stands_in_its_text(part, text)?;
    }
    Ok(())
}

fn holds(text: &str) -> Result<(), TestCaseError> {
    let found = mentions(text);
    for mention in &found {
        stands_in_its_text(mention, text)?;
    }
    for pair in found.windows(2) {
        prop_assert!(pair[0].span <= pair[1].span, "{:?} after {:?}", pair[0].span, pair[1].span);
    }
    apart(found.iter().filter(|mention| mention.time().is_some()))?;
    apart(found.iter().filter(|mention| mention.quantity().is_some() || mention.ordinal().is_some()))?;
    for mention in found.iter().flat_map(|mention| std::iter::once(mention).chain(&mention.parts)) {
        mention.quantity().map_or(Ok(()), |quantity| is_sound(mention, quantity, text))?;
    }
    for time in found.iter().filter_map(Mention::time) {
        let days = time.value.as_ref().and_then(|value| value.start.zip(value.end));
        prop_assert!(days.is_none_or(|(start, end)| start < end), "{:?}", time);
        prop_assert!(!time.timex.is_empty());
    }
    prop_assert_eq!(found, mentions(text));
    Ok(())
}

/// The ends of a figure are in order, and what its places name stands in the text.
fn is_sound(mention: &Mention, quantity: &Quantity, text: &str) -> Result<(), TestCaseError> {
    let ends = [quantity.low, quantity.value, quantity.high];
    let ends: Vec<Decimal> = ends.into_iter().flatten().collect();
    prop_assert!(!ends.is_empty() && ends.is_sorted(), "{:?}", quantity);
    if quantity.bound == Bound::Range {
        prop_assert!(quantity.low < quantity.high && mention.parts.len() == 2, "{:?}", quantity);
    }
    prop_assert!(quantity.step >= Decimal::ZERO, "{:?}", quantity);
    prop_assert!(mention.span.start <= quantity.number.start && quantity.number.end <= mention.span.end);
    for place in [Some(quantity.number), quantity.counted, quantity.head].into_iter().flatten() {
        prop_assert!(text.get(place.start as usize..place.end as usize).is_some_and(|words| !words.is_empty()));
    }
    Ok(())
}

/// The one figure of a text.
fn only_figure(text: &str) -> Option<Decimal> {
    let found = mentions(text);
    let mut figures = found.iter().filter_map(Mention::quantity);
    figures.next().filter(|_| figures.next().is_none()).and_then(|figure| figure.value)
}

/// Digits in groups of three from the right, or of two above the first three.
fn grouped(value: u64, sign: &str, above: usize) -> String {
    let digits = value.to_string();
    let mut groups = vec![&digits[digits.len().saturating_sub(3)..]];
    let mut rest = &digits[..digits.len().saturating_sub(3)];
    while !rest.is_empty() {
        let at = rest.len().saturating_sub(above);
        groups.push(&rest[at..]);
        rest = &rest[..at];
    }
    groups.reverse();
    groups.join(sign)
}

/// The number in English words, as an editor writes it.
fn spelled(value: u64, and: bool) -> String {
    const ONES: [&str; 20] = [
        "",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ];
    const TENS: [&str; 10] = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    for (scale, name) in [(1_000_000_000, "billion"), (1_000_000, "million"), (1_000, "thousand"), (100, "hundred")] {
        if value >= scale {
            let rest = match value % scale {
                0 => String::new(),
                rest if and && rest < 100 => format!(" and {}", spelled(rest, and)),
                rest => format!(" {}", spelled(rest, and)),
            };
            return format!("{} {name}{rest}", spelled(value / scale, and));
        }
    }
    let (tens, ones) = (value as usize / 10, value as usize % 10);
    match value {
        0..20 => ONES[value as usize].into(),
        _ if ones == 0 => TENS[tens].into(),
        _ => format!("{}-{}", TENS[tens], ONES[ones]),
    }
}

fn apart<'a>(mut mentions: impl Iterator<Item = &'a Mention>) -> Result<(), TestCaseError> {
    let Some(mut last) = mentions.next() else { return Ok(()) };
    for mention in mentions {
        prop_assert!(last.span.end <= mention.span.start, "{:?} meets {:?}", last.span, mention.span);
        last = mention;
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_calendar_soup_is_read_in_order_and_the_same_twice(text in soup()) {
        holds(&text)?;
    }

    #[test]
    fn any_text_is_read_in_order_and_the_same_twice(text in any::<String>()) {
        holds(&text)?;
    }

    #[test]
    fn any_soup_of_figures_is_read_in_order_and_the_same_twice(text in figures()) {
        holds(&text)?;
    }

    #[test]
    fn digits_in_any_grouping_read_back(value in 1_000_000_u64..1_000_000_000_000_000, style in 0..8_usize, cents in prop::option::of(1..100_u64)) {
        let (sign, above) = [("", 3), (",", 3), ("\u{a0}", 3), ("\u{202f}", 3), ("\u{2009}", 3), (" ", 3), (",", 2), ("'", 3)][style];
        let whole = if sign.is_empty() { value.to_string() } else { grouped(value, sign, above) };
        let (text, expected) = match cents.filter(|_| style < 7) {
            Some(cents) => (format!("{whole}.{cents:02}"), Decimal::new((value * 100 + cents) as i64, 2)),
            None => (whole, Decimal::from(value)),
        };
        let text = format!("The bank holds {text} coupons.");
        prop_assert_eq!(only_figure(&text), Some(expected), "{}", text);
    }

    #[test]
    fn numbers_in_words_read_back(value in 2_u64..1_000_000_000_000, and in any::<bool>()) {
        let text = format!("They kept {} lamps.", spelled(value, and));
        prop_assert_eq!(only_figure(&text), Some(Decimal::from(value)), "{}", text);
    }

    #[test]
    fn small_numbers_in_words_read_back(value in 2_u64..100_000, and in any::<bool>()) {
        let text = format!("They kept {} lamps.", spelled(value, and));
        prop_assert_eq!(only_figure(&text), Some(Decimal::from(value)), "{}", text);
    }

    #[test]
    fn any_bytes_become_documents_or_are_refused(bytes in bytes(), name in prop::sample::select(vec!["a.txt", "a.html", "a.md", "a.jsonl", "a.csv", "a"])) {
        let read = documents::read(name, &bytes);
        for document in read.documents.into_iter().map(|noted| noted.value) {
            let text = document.text.clone();
            let (document, found) = pipeline::mentions(document, &ENGLISH, Settings::default()).value;
            prop_assert_eq!(&document.text, &text);
            for mention in &found {
                stands_in_its_text(mention, &text)?;
            }
        }
    }

    #[test]
    fn a_document_reads_the_same_alone_and_among_others(texts in prop::collection::vec(soup(), 2..5)) {
        let documents: Vec<Document> =
            texts.iter().enumerate().map(|(number, text)| document(&format!("d{number}"), text)).collect();
        let together = pipeline::run(documents.clone(), Vec::new(), Vec::new(), &ENGLISH, Settings::default(), &|| ());
        let reversed = pipeline::run(documents.iter().rev().cloned().collect(), Vec::new(), Vec::new(), &ENGLISH, Settings::default(), &|| ());
        prop_assert_eq!(&together.claims, &reversed.claims);
        prop_assert_eq!(&together.events, &reversed.events);
        for alone in documents {
            let id = alone.id.clone();
            let (_, stated) = pipeline::extract(alone, &ENGLISH, Settings::default()).value;
            // a run leaves acts without a time out unless a finding cites them
            let among = together.events.iter().filter(|event| event.source == id && event.span.is_some());
            let single = stated.events.iter().filter(|event| event.span.is_some());
            prop_assert_eq!(among.map(|event| event.span).collect::<Vec<_>>(), single.map(|event| event.span).collect::<Vec<_>>());
        }
    }
}

/// Months, figures, dashes of all kinds, marks and spaces in any order.
fn soup() -> impl Strategy<Value = String> {
    let words = prop::sample::select(vec![
        "January",
        "Feb.",
        "May",
        "march",
        "Sept",
        "Dec",
        "Monday",
        "Tues.",
        "Sun",
        "fridays",
        "2019",
        "1999",
        "2025",
        "4",
        "04",
        "31",
        "30th",
        "1st",
        "'82",
        "1990s",
        "99999999999",
        "0",
        "1,000",
        "2.5",
        "10:35",
        "a.m.",
        "p.m.",
        "GMT",
        "noon",
        "of",
        "the",
        "in",
        "on",
        "since",
        "until",
        "between",
        "and",
        "to",
        "from",
        "by",
        "no",
        "later",
        "than",
        "ago",
        "earlier",
        "last",
        "next",
        "this",
        "same",
        "first",
        "second",
        "third",
        "half",
        "quarter",
        "Q1",
        "H2",
        "week",
        "weekend",
        "year",
        "years",
        "decade",
        "century",
        "19th",
        "day",
        "days",
        "night",
        "morning",
        "every",
        "each",
        "a",
        "two",
        "three",
        "hundred",
        "few",
        "early",
        "mid",
        "late",
        "end",
        "beginning",
        "summer",
        "fall",
        "winter",
        "Easter",
        "Christmas",
        "today",
        "yesterday",
        "recently",
        "now",
        "fiscal",
        "period",
        "Day",
        "36",
        "war",
        "quake",
        "killed",
        "people",
        "percent",
        "$",
        "million",
        "-",
        "‐",
        "–",
        "—",
        "−",
        "/",
        ".",
        ",",
        ":",
        ";",
        "(",
        ")",
        "'",
        "’",
        "“",
        "”",
        "…",
        "~",
        "\u{a0}",
        "\u{200b}",
        "\u{301}",
        "é",
        "🗓️",
        "٣",
        "２０１９",
        "\n",
        "\n\n",
        "\t",
        "T",
        "Z",
        "BC",
        "#",
        "%",
    ]);
    let spaced = prop_oneof![Just(""), Just(" "), Just(" "), Just(" ")];
    prop::collection::vec((words, spaced), 0..60)
        .prop_map(|list| list.into_iter().flat_map(|(word, space)| [word, space]).collect())
}

/// Numbers in every script, signs, units and the words around them, in any order.
fn figures() -> impl Strategy<Value = String> {
    const PIECES: &str = "1 12 345 1,234 12.8 1.234.567 007 2015 10 3 0 99999999999999999999999999999 1e9 one two twenty hundred thousand million \
        crore lakh dozen dozens half third thirds quarter fifths first second twenty-first half point k m bn % percent points \
        $ US$ € £ euros yen km kg t C °C degrees years year-old hours people inmates of in per a an every each to from between and or \
        by at least more than less up over under about nearly some as many minus plus ± ½ ⅔ × x ^ e - – — − / . , ; : ( ) ' ’ + < = > ~ \
        rose fell cut was dozens tens scores hundreds last but penultimate page Article MS Boeing the no. # °";
    let words = prop::sample::select(PIECES.split_whitespace().collect::<Vec<_>>());
    let spaced = prop_oneof![Just(""), Just(" "), Just(" "), Just("\u{a0}"), Just("\n")];
    prop::collection::vec((words, spaced), 0..50)
        .prop_map(|list| list.into_iter().flat_map(|(word, space)| [word, space]).collect())
}

/// Broken UTF-8, markup, and soups with bytes knocked out.
fn bytes() -> impl Strategy<Value = Vec<u8>> {
    let broken = (soup(), any::<u8>(), any::<prop::sample::Index>()).prop_map(|(text, byte, at)| {
        let mut bytes = text.into_bytes();
        if !bytes.is_empty() {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        bytes
    });
    let markup = soup().prop_map(|text| format!("<html><p>{text}</p><td>{text}").into_bytes());
    prop_oneof![prop::collection::vec(any::<u8>(), 0..400), broken, markup]
}
