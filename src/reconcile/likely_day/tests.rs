//! The stories' own truth -> the weights of the signs, and how well they do on stories they have not seen. Only for tests.
//!
//! `cargo test --lib the_day_weights -- --ignored --nocapture` reads the stories, fits and prints the table of `mod.rs`. A pair of clauses
//! is at odds where `expected.toml` lists a finding about days whose words stand in the two; one whose sentences alone are listed
//! teaches nothing.

use std::path::{Path, PathBuf};
use std::sync::Mutex;

use super::{BEFORE, Both, SIGNS};
use crate::model::event::Event;
use crate::model::vocabulary::Vocabulary;
use crate::reconcile::likely::tests::{average_precision, fit, read};
use crate::reconcile::sample::{World, told};

/// The penalty on the square of a standardised weight.
const RIDGE: f64 = 100.0;
/// The stories are dealt into so many piles; each is judged by weights that come from the others.
const PILES: usize = 5;
/// Findings about days.
const OF_DAYS: &[&str] =
    &["date_conflict", "off_by_one_day", "year_slip", "day_month_swap", "order_conflict", "duration_mismatch"];

/// A place in a source, in bytes.
type Place = (String, u32, u32);

/// The clause and the sentence of each side, with the signs.
struct Row {
    clauses: [Place; 2],
    sentences: [Place; 2],
    signs: Vec<f64>,
}

/// Where pairs are put while somebody listens.
static HEARD: Mutex<Option<Vec<Row>>> = Mutex::new(None);

/// Keeps the signs of a pair, if somebody listens.
pub fn hear(both: &Both) {
    let mut heard = HEARD.lock().expect("nobody fails while listening");
    let Some(heard) = heard.as_mut() else { return };
    let events = [both.one.event, both.other.event];
    let clause = |event: &Event| (event.source.to_string(), event.clause.start, event.clause.end);
    let sentence = |event: &Event| (event.source.to_string(), event.sentence.start, event.sentence.end);
    let signs = SIGNS.iter().map(|sign| (sign.read)(both)).collect();
    heard.push(Row { clauses: events.map(clause), sentences: events.map(sentence), signs });
}

/// The pairs of a story and whether they are at odds; those of which nobody knows are left out.
fn world(story: &Path, vocabulary: &Vocabulary) -> Vec<(Vec<f64>, bool)> {
    *HEARD.lock().unwrap() = Some(Vec::new());
    let files = read(story, vocabulary);
    let mut rows = HEARD.lock().unwrap().take().unwrap();
    // heard by several threads
    rows.sort_by(|a, b| (&a.sentences, &a.clauses).cmp(&(&b.sentences, &b.clauses)));
    let truth: toml::Table = std::fs::read_to_string(story.join("expected.toml")).unwrap().parse().unwrap();
    let place = |side: &toml::Value| -> Option<Place> {
        let (file, words) = (side.get("file")?.as_str()?, side.get("words")?.as_str()?);
        let text = String::from_utf8_lossy(&std::fs::read(story.join("articles").join(file)).unwrap()).into_owned();
        let start = text.find(words)? as u32;
        let source = files.iter().find(|(_, name)| *name == file)?.0.clone();
        Some((source, start, start + words.len() as u32))
    };
    let findings = truth.get("finding").and_then(|findings| findings.as_array()).cloned().unwrap_or_default();
    let listed = findings.iter().filter_map(|finding| {
        let rules = match finding.get("rule")? {
            toml::Value::Array(rules) => rules.iter().filter_map(|rule| rule.as_str()).collect(),
            rule => vec![rule.as_str()?],
        };
        let of_days = rules.iter().any(|rule| OF_DAYS.contains(rule));
        Some(([place(finding.get("a")?)?, place(finding.get("b")?)?], of_days))
    });
    let listed: Vec<([Place; 2], bool)> = listed.collect();
    let touch = |a: &Place, b: &Place| a.0 == b.0 && a.1 < b.2 && b.1 < a.2;
    let both = |own: &[Place; 2], [a, b]: &[Place; 2]| {
        touch(&own[0], a) && touch(&own[1], b) || touch(&own[0], b) && touch(&own[1], a)
    };
    let judged = rows.into_iter().filter_map(|row| {
        let at_odds = listed.iter().any(|(places, of_days)| *of_days && both(&row.clauses, places));
        let open = !at_odds && listed.iter().any(|(places, _)| both(&row.sentences, places));
        (!open).then_some((row.signs, at_odds))
    });
    judged.collect()
}

#[test]
#[ignore = "reads every story, for minutes: for those who fit the weights anew"]
fn the_day_weights_are_those_that_fit_best() {
    let vocabulary = crate::vocabulary::load("en", &[]).unwrap();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/stories");
    let mut stories: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    stories.retain(|story| story.join("expected.toml").exists());
    stories.sort();
    let worlds: Vec<Vec<(Vec<f64>, bool)>> = stories.iter().map(|story| world(story, &vocabulary)).collect();
    let asked: Vec<usize> = (0..SIGNS.len()).collect();
    let fitted = |keep: &dyn Fn(usize) -> bool| {
        let rows = worlds.iter().enumerate().filter(|(nth, _)| keep(*nth)).flat_map(|(_, rows)| rows);
        let rows: Vec<(&[f64], bool)> = rows.map(|(signs, is)| (&signs[..], *is)).collect();
        fit(&rows, &asked, RIDGE)
    };
    let mut judged = Vec::new();
    for pile in 0..PILES {
        let fitted = fitted(&|nth| nth % PILES != pile);
        let unseen = worlds.iter().enumerate().filter(|(nth, _)| nth % PILES == pile).flat_map(|(_, rows)| rows);
        judged.extend(unseen.map(|(signs, is)| (fitted.sum(signs), *is)));
    }
    let told = judged.iter().filter(|(sum, _)| 1.0 / (1.0 + (-sum).exp()) >= 0.2);
    println!("told: {}, at odds {}", told.clone().count(), told.filter(|(_, is)| *is).count());
    let precision = average_precision(judged);
    println!("average precision on stories not seen: {precision:.3}");
    let all = fitted(&|_| true);
    println!("BEFORE {:.3}", all.before);
    for (sign, weight) in SIGNS.iter().zip(&all.weights) {
        println!("{:?}, {weight:.3}", sign.name);
    }
    assert!(precision > 0.35, "{precision:.3}");
    let used = SIGNS.iter().map(|sign| sign.weight).zip(all.weights).chain([(BEFORE, all.before)]);
    let off = used.map(|(used, fitted)| (used - fitted).abs()).fold(0.0, f64::max);
    assert!(off < 0.1, "a weight is {off:.3} from where it fits best");
}

/// Are two clauses told for one happening of two days?
fn are_one(one: (&str, &str), other: (&str, &str)) -> bool {
    let world = World::telling([told("wire", one.0).on(one.1), told("post", other.0).on(other.1)]);
    world.reconciled().findings.iter().any(|finding| finding.says.contains("each stands where"))
}

#[test]
fn weak_signs_add_up() {
    let launched = ("The yard launched its icebreaker Korsa with a crew of cadets", "2024-05-04");
    let slid = "The icebreaker Korsa slid into the fjord with its cadets";
    // the next day, and a few words in common
    assert!(are_one(launched, (slid, "2024-05-05")));
    // half a year lies between
    assert!(!are_one(launched, ("The icebreaker was towed to the fjord by cadets", "2023-11-17")));
    // the next day, and hardly a word in common
    assert!(!are_one(launched, ("The cadets of the naval school were paid", "2024-05-05")));
}
