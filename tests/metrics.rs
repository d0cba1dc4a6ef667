//! What does each figure count? Sentences over many fields, with the metric a reader would name, written before the words of the
//! metrics were; `held_out.toml` was not looked at while they were written.
//!
//! A case holds when the first figure in brackets is read with that metric, or, with `never`, not with that one. The shares by field
//! are printed (`cargo test --test metrics -- --nocapture`); the floors hold them.

use std::collections::BTreeMap;
use std::path::Path;

use crosscheck::model::document::{Dateline, Document, Source};
use crosscheck::model::ledger::Settings;
use crosscheck::model::span::Span;
use crosscheck::model::vocabulary::Vocabulary;
use crosscheck::{pipeline, vocabulary};
use serde::Deserialize;

/// Percent of the cases that must hold.
const FLOORS: [(&str, usize); 2] = [("open.toml", OPEN), ("held_out.toml", HELD_OUT)];
const OPEN: usize = 88;
const HELD_OUT: usize = 88;

#[derive(Debug, Deserialize)]
struct Cases {
    case: Vec<Case>,
}

#[derive(Debug, Deserialize)]
struct Case {
    field: String,
    says: String,
    metric: Option<String>,
    never: Option<String>,
}

#[test]
fn most_figures_are_given_the_metric_a_reader_names() {
    let english = vocabulary::load("en", &[]).unwrap();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/metrics");
    for (file, floor) in FLOORS {
        let cases: Cases = toml::from_str(&std::fs::read_to_string(folder.join(file)).unwrap()).unwrap();
        let mut fields: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
        for case in &cases.case {
            let got = read(&case.says, &english);
            let holds = match (&case.metric, &case.never) {
                (Some(metric), _) => got.as_ref() == Some(metric),
                (None, never) => never.is_some() && got != *never,
            };
            let (right, of) = fields.entry(&case.field).or_default();
            *right += usize::from(holds);
            *of += 1;
            if !holds && file != "held_out.toml" {
                println!("{}: {got:?} instead of {:?} in: {}", case.field, case.metric, case.says);
            }
        }
        for (field, (right, of)) in &fields {
            println!("{file} {field}: {right} of {of}");
        }
        let right: usize = fields.values().map(|(right, _)| right).sum();
        let of = cases.case.len();
        println!("{file}: {right} of {of}");
        assert!(right * 100 >= of * floor, "{file}: {right} of {of} right, the floor is {floor} %");
    }
}

/// The metric of the first figure in brackets.
fn read(marked: &str, english: &Vocabulary) -> Option<String> {
    let start = marked.find('[').expect("a figure in brackets");
    let end = marked.find(']').expect("a closing bracket") - 1;
    let document = Document {
        id: "case".into(),
        source: Source::default(),
        dateline: Dateline::default(),
        text: marked.replace(['[', ']'], ""),
        verbatim: true,
    };
    let claims = pipeline::extract(document, english, Settings::default()).value.1.claims;
    let figure = Span::new(start, end);
    claims
        .into_iter()
        .find(|claim| claim.span.is_some_and(|span| span.overlaps(figure)))
        .map(|claim| claim.metric.to_string())
}

#[test]
fn every_example_of_every_metric_holds() {
    let english = vocabulary::load("en", &[]).unwrap();
    let failures = pipeline::metric_failures(&english);
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    let poor = english.metrics.iter().filter(|metric| metric.reads.len() < 3 || metric.leaves.is_empty());
    let poor: Vec<&str> = poor.map(|metric| &*metric.id).collect();
    assert!(poor.is_empty(), "too few examples: {poor:?}");
}
