//! The galleries' examples: every rule reads what it says it reads and leaves what it says it leaves.

use super::counted::FINDERS;
use super::forms::FORMS;
use super::joined::JOINS;
use super::left_out::LEFT_OUT;
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

/// "about 70 percent down by ‹homicides›"
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
    if quantity.unit != Unit::Count {
        parts.push(quantity.unit.as_str().to_owned());
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
