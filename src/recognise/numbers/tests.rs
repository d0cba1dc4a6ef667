//! The galleries' examples: every rule reads what it says it reads and leaves what it says it leaves.

use super::counted::FINDERS;
use super::forms::FORMS;
use super::joined::JOINS;
use super::left_out::LEFT_OUT;
use super::line::steps;
use crate::model::document::{Dateline, Document, Source};
use crate::model::mention::Mention;
use crate::model::quantity::{Bound, Quantity, Role, Trend, Unit};
use crate::model::vocabulary::Vocabulary;
use crate::{text, vocabulary};

fn english() -> Vocabulary {
    vocabulary::load("en", &[]).unwrap()
}

fn read(sentence: &str, vocabulary: &Vocabulary) -> Vec<Mention> {
    let document = Document {
        id: "t".into(),
        source: Source::default(),
        dateline: Dateline::default(),
        text: sentence.into(),
        verbatim: true,
    };
    let prose = text::read(&document, vocabulary).value;
    let words = prose.words(&document.text, &vocabulary.lexicon);
    super::read(&words, &prose, vocabulary, &[]).value
}

/// "third 3, last but one 2 from the end"
pub(super) fn ordinals(sentence: &str) -> String {
    let mentions = read(sentence, shared());
    let told = mentions.iter().filter_map(|mention| {
        let ordinal = mention.ordinal()?;
        let end = if ordinal.from_end { " from the end" } else { "" };
        Some(format!("{} {}{end}", mention.span.of(sentence), ordinal.place))
    });
    told.collect::<Vec<_>>().join(", ")
}

/// "about 70 percent down by ‹homicides›"
/// Value and unit of the quantities of a text.
pub(super) fn sums(text: &str) -> Vec<String> {
    let vocabulary = english();
    let mentions = read(text, &vocabulary);
    let told =
        |quantity: &Quantity| format!("{} {}", quantity.value.unwrap_or_default().normalize(), quantity.unit.as_str());
    mentions.iter().filter_map(Mention::quantity).map(told).collect()
}

fn told(quantity: &Quantity, text: &str) -> String {
    let mut parts = Vec::new();
    if quantity.bound != Bound::Exact {
        parts.push(quantity.bound.as_str().to_owned());
    }
    parts.push(match (quantity.value, quantity.low, quantity.high) {
        (Some(value), ..) => value.to_string(),
        (None, Some(low), Some(high)) => format!("{low}..{high}"),
        _ => "?".into(),
    });
    match &quantity.unit {
        Unit::Count => {}
        Unit::Measure(_) => parts.push(shared().unit_names.name(&quantity.unit).to_lowercase()),
        unit => parts.push(unit.as_str().to_owned()),
    }
    if let Some(per) = &quantity.per {
        parts.push(format!("per {} {}", per.amount, per.unit));
    }
    if quantity.trend != Trend::None {
        parts.push(quantity.trend.as_str().to_owned());
    }
    if quantity.role != Role::None {
        parts.push(quantity.role.as_str().to_owned());
    }
    if let Some(counted) = quantity.counted {
        parts.push(format!("‹{}›", counted.of(text)));
    }
    parts.join(" ")
}

/// Checks one example: the number in brackets is read, and told so.
fn check(rule: &str, example: &str, expected: &str, vocabulary: &Vocabulary) -> Option<String> {
    let sentence = example.replace(['[', ']'], "");
    let (start, end) = (example.find('[').unwrap(), example.find(']').unwrap() - 1);
    let mentions = read(&sentence, vocabulary);
    let found = mentions
        .iter()
        .filter_map(Mention::quantity)
        .find(|quantity| quantity.number.start as usize == start && quantity.number.end as usize == end);
    let told_all: Vec<_> = mentions
        .iter()
        .filter_map(Mention::quantity)
        .map(|q| format!("{:?} {}", q.number.of(&sentence), told(q, &sentence)))
        .collect();
    match found {
        Some(quantity) if told(quantity, &sentence) == expected => None,
        Some(quantity) => {
            Some(format!("{rule}: {example}\n  expected {expected}\n  found    {}", told(quantity, &sentence)))
        }
        None => Some(format!("{rule}: {example}\n  expected {expected}\n  found    {told_all:?}")),
    }
}

#[test]
fn every_rule_reads_its_own_examples() {
    let vocabulary = english();
    let forms = FORMS.iter().map(|form| (form.name, form.reads));
    let joins = JOINS.iter().map(|join| (join.name, join.reads));
    let finders = FINDERS.iter().map(|finder| (finder.name, finder.reads));
    let left_out = LEFT_OUT.iter().map(|rule| (rule.name, rule.reads));
    let examples = forms.chain(joins).chain(finders).chain(left_out);
    let wrong: Vec<_> = examples
        .flat_map(|(rule, reads)| reads.iter().map(move |(example, expected)| (rule, *example, *expected)))
        .filter_map(|(rule, example, expected)| check(rule, example, expected, &vocabulary))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_is_left_out_is_no_quantity() {
    let vocabulary = english();
    let mut wrong = Vec::new();
    for rule in LEFT_OUT {
        for sentence in rule.leaves {
            for mention in read(sentence, &vocabulary) {
                wrong.push(format!("{}: {sentence}: {:?} by {}", rule.name, mention.span.of(sentence), mention.rule));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_form_leaves_what_is_not_its_own() {
    let vocabulary = english();
    let mut wrong = Vec::new();
    let forms = FORMS.iter().map(|form| (form.name, form.leaves));
    let joins = JOINS.iter().map(|join| (join.name, join.leaves));
    for (name, leaves) in forms.chain(joins) {
        for sentence in leaves {
            for mention in read(sentence, &vocabulary).iter().filter(|mention| mention.rule.starts_with(name)) {
                wrong.push(format!("{name}: {sentence}: {:?}", mention.span.of(sentence)));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Pieces that rules hang on, to be strung together without sense.
const PIECES: &[&str] = &[
    "75,000",
    "1 234",
    "12.8",
    "1.2.3.4",
    "007",
    "2015",
    "-",
    "–",
    "—",
    "to",
    "from",
    "by",
    "between",
    "and",
    "or",
    "of",
    "in",
    "per",
    "a",
    "million",
    "hundred",
    "dozen",
    "half",
    "third",
    "two",
    "twenty",
    "one",
    "tens of thousands",
    "dozens",
    "%",
    "percent",
    "$",
    "US$",
    "£",
    "more than",
    "up to",
    "at least",
    "or more",
    "+",
    "±",
    "plus or minus",
    "year",
    "years old",
    "people",
    "men",
    "rose",
    "fell",
    "drop",
    "was",
    "were",
    "the",
    "’s",
    ".",
    ",",
    "(",
    ")",
    "/",
    ":",
    "MS",
    "COVID",
    "Article",
    "Boeing",
    "membersapproximately",
    "March",
    "p.m.",
    "\u{a0}",
    " ",
    "½",
    "é",
    "日本",
    "“",
    "”",
    "k",
    "bn",
    "m",
    "km",
    "9999999999999999999999999999",
    "0",
    ".5",
    "minus",
];

proptest::proptest! {
    #![proptest_config(proptest::test_runner::Config { cases: 400, failure_persistence: None, ..Default::default() })]

    #[test]
    fn any_text_is_read_without_panic_and_every_span_is_sound(
        pieces in proptest::collection::vec((0..PIECES.len(), proptest::bool::ANY), 0..40),
        tail in "\\PC{0,30}",
    ) {
        let mut text: String = pieces.iter().map(|&(at, spaced)| format!("{}{}", PIECES[at], if spaced { " " } else { "" })).collect();
        text.push_str(&tail);
        let mut end = 0;
        for mention in read(&text, shared()) {
            let Some(quantity) = mention.quantity() else { continue };
            proptest::prop_assert!(mention.span.start >= end, "overlap in {text:?}");
            end = mention.span.end;
            proptest::prop_assert!(mention.span.contains(quantity.number));
            for span in [Some(mention.span), Some(quantity.number), quantity.counted, quantity.head].into_iter().flatten() {
                proptest::prop_assert!(text.get(span.start as usize..span.end as usize).is_some_and(|words| !words.is_empty()));
            }
            if let (Some(counted), Some(head)) = (quantity.counted, quantity.head) {
                proptest::prop_assert!(counted.contains(head));
            }
            if let (Some(low), Some(high)) = (quantity.low, quantity.high) {
                proptest::prop_assert!(low <= high);
            }
        }
    }
}

fn shared() -> &'static Vocabulary {
    static ENGLISH: std::sync::LazyLock<Vocabulary> = std::sync::LazyLock::new(english);
    &ENGLISH
}

#[test]
fn four_times_the_text_takes_four_times_the_looks() {
    let hostile = [
        "7 ",
        "1,2 ",
        "9-",
        "$5 of ",
        "two hundred ",
        "from 5 to ",
        "half of the ",
        "in 12, ",
        "rose (",
        "a 4-bed and ",
        "by 3 ",
        "x/7",
        "1 2 3 4 ",
        "1-1-1-1",
        "1, ",
        "1;;2 ",
        "one hundred one hundred ",
        "one hundred and ",
        "two and a half ",
        "twenty-first ",
        "$",
        "½",
        "1/2",
        "1'000'",
        "3 crore 20 lakh ",
        "1.5×10^3 ",
        "2e2",
        "minus -",
        "first second ",
        "one in one in ",
        "between 1 and ",
        "3 dozen ",
    ];
    for piece in hostile {
        let looks = |times: usize| {
            let text = piece.repeat(times);
            steps::taken();
            read(&text, shared());
            steps::taken()
        };
        let (small, large) = (looks(500), looks(2000));
        assert!(large <= 5 * small.max(1000), "{piece:?}: {small} looks, then {large}");
    }
    // one enormous number is one token
    let digits = "7".repeat(1_000_000);
    steps::taken();
    assert!(read(&digits, shared()).is_empty());
    assert!(steps::taken() < 1000);
}
