//! Every form's sentences, and what must hold for any text.

use super::rules::RULES;
use crate::model::document::{Dateline, Document, Source};
use crate::model::mention::Mention;
use crate::model::vocabulary::Vocabulary;
use crate::{text, vocabulary};
use proptest::prelude::*;
use std::sync::LazyLock;

static ENGLISH: LazyLock<Vocabulary> = LazyLock::new(|| vocabulary::load("en", &[]).unwrap());

fn read(text: &str) -> Vec<Mention> {
    let document = Document {
        id: "t".into(),
        source: Source::default(),
        dateline: Dateline::default(),
        text: text.into(),
        verbatim: true,
    };
    let prose = text::read(&document, &ENGLISH).value;
    super::read(&prose.words(text, &ENGLISH.lexicon), &prose, &ENGLISH).value
}

/// `words = TIMEX3; …`, the ends of a span instead of the span
fn drawn(text: &str) -> String {
    let mut found = Vec::new();
    for mention in read(text) {
        let shown = if mention.parts.is_empty() { vec![mention] } else { mention.parts };
        for mention in shown {
            found.push(format!("{} = {}", mention.span.of(text), mention.time().unwrap().timex));
        }
    }
    found.join("; ")
}

#[test]
fn every_rule_reads_its_sentences_and_leaves_the_others() {
    let mut wrong = Vec::new();
    for rule in RULES {
        for (sentence, expected) in rule.reads {
            let found = drawn(sentence);
            if found != *expected {
                wrong.push(format!("{}: {sentence}\n  expected {expected}\n  found    {found}", rule.name));
            }
        }
        for sentence in rule.leaves {
            let found = drawn(sentence);
            if !found.is_empty() {
                wrong.push(format!("{}: {sentence}\n  left nothing alone: {found}", rule.name));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn two_ends_make_one_span() {
    let text = "Deaths between 2012 and 2014, and from Monday to Wednesday, in January to March 2015.";
    let spans: Vec<_> = read(text).iter().map(|mention| mention.span.of(text).to_owned()).collect();
    assert_eq!(spans, ["between 2012 and 2014", "Monday to Wednesday", "January to March 2015"]);
    assert_eq!(drawn("January to March 2015"), "January = 2015-01; March 2015 = 2015-03");
}

#[test]
fn a_list_shares_the_year_said_last() {
    assert_eq!(drawn("It rained in August and September 1914."), "August = 1914-08; September 1914 = 1914-09");
}

proptest! {
    #[test]
    fn any_text_is_read_without_panic_and_the_same_twice(text in any_text()) {
        let found = read(&text);
        for mention in &found {
            prop_assert!(text.is_char_boundary(mention.span.start as usize));
            prop_assert!(text.is_char_boundary(mention.span.end as usize));
            prop_assert!(!mention.span.is_empty());
        }
        for pair in found.windows(2) {
            prop_assert!(pair[0].span.end <= pair[1].span.start, "{:?} {:?}", pair[0].span, pair[1].span);
        }
        prop_assert_eq!(found, read(&text));
    }
}

/// Calendar words, numbers and signs in any order, and plain noise.
fn any_text() -> impl Strategy<Value = String> {
    let words = prop::sample::select(vec![
        "the",
        "of",
        "in",
        "May",
        "Feb.",
        "4",
        "2019",
        "1990s",
        "Monday",
        "night",
        "weeks",
        "two",
        "half",
        "a",
        "and",
        "to",
        "-",
        "–",
        ",",
        ".",
        "last",
        "first",
        "ago",
        "later",
        "quarter",
        "century",
        "19th",
        "9",
        "p.m.",
        ":",
        "30",
        "T",
        "/",
        "'",
        "82",
        "year",
        "second",
        "end",
        "between",
        "from",
        "summer",
        "fall",
        "é",
        "“",
        "BC",
        "240",
        "hundred",
        "\n\n",
        "mid",
        "every",
        "1,000",
        "2.5",
        "99999999999",
        "today",
        "past",
    ]);
    let calendar = prop::collection::vec((words, prop::bool::ANY), 0..40).prop_map(|list| {
        list.into_iter()
            .map(|(word, glued)| if glued { word.to_owned() } else { format!("{word} ") })
            .collect::<String>()
    });
    prop_oneof![calendar, any::<String>()]
}

#[test]
fn a_million_halves_are_read_without_going_deeper_and_deeper() {
    let text = format!("{}half years.", "half and ".repeat(300_000));
    assert!(read(&text).len() < 3);
    assert_eq!(drawn("It took two and a half years."), "two and a half years = P2.5Y");
}
