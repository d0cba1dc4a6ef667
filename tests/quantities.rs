//! Two hundred sentences of ten domains, annotated before the program read them, against what it reads.
//!
//! `tests/cases/quantities/*.json`, one domain a file. A figure of the gold and one of ours are paired at most once. Values must be the
//! same to five digits, a range in both its ends; a vague word has the interval of the gold's convention. Then, of the same pairing rule:
//! the bound (exact, about, at most, at least; a trend is no bound), the unit's head word, and the head word of the thing counted.
//! `tests/cases/quantities/score.txt` holds the table and every miss; `UPDATE_GOLDENS=1 cargo test --test quantities` writes it anew.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use crosscheck::model::document::{Dateline, Document, Source};
use crosscheck::model::ledger::Settings;
use crosscheck::model::quantity::{Bound, Quantity, Unit};
use crosscheck::model::vocabulary::Vocabulary;
use crosscheck::{pipeline, vocabulary};
use rust_decimal::prelude::ToPrimitive;
use serde::Deserialize;

static ENGLISH: LazyLock<Vocabulary> = LazyLock::new(|| vocabulary::load("en", &[]).unwrap());

/// What is scored, and the least F1 of all domains together, in percent: a little under what is reached.
const MEASURES: [(&str, f64); 4] = [("value", 96.0), ("bound", 95.0), ("unit", 94.5), ("thing", 86.0)];

#[derive(Deserialize)]
struct Sentence {
    id: String,
    text: String,
    quantities: Vec<Gold>,
}

#[derive(Deserialize)]
struct Gold {
    value: Option<f64>,
    low: Option<f64>,
    high: Option<f64>,
    modifier: char,
    unit: String,
    thing: String,
}

/// A figure of either side, made comparable.
struct Figure {
    low: f64,
    high: f64,
    bound: char,
    unit: String,
    thing: String,
}

impl Figure {
    fn gold(gold: &Gold) -> Self {
        let end = |end: Option<f64>| end.or(gold.value).expect("a value or both ends");
        let unit = if gold.unit == "-" { String::new() } else { head(&gold.unit) };
        Figure { low: end(gold.low), high: end(gold.high), bound: gold.modifier, unit, thing: head(&gold.thing) }
    }

    fn ours(quantity: &Quantity, text: &str) -> Self {
        let ends = vague(quantity, text).unwrap_or_else(|| {
            let number = |end: Option<rust_decimal::Decimal>| end.and_then(|end| end.to_f64());
            let (value, low, high) = (number(quantity.value), number(quantity.low), number(quantity.high));
            let any = value.or(low).or(high).unwrap_or(f64::NAN);
            match quantity.bound {
                Bound::Range | Bound::Vague => (low.unwrap_or(any), high.unwrap_or(any)),
                _ => (any, any),
            }
        });
        let bound = match quantity.bound {
            Bound::Exact | Bound::Range => '=',
            Bound::About | Bound::Vague => '~',
            Bound::MoreThan | Bound::AtLeast => '>',
            Bound::UpTo | Bound::AtMost | Bound::LessThan => '<',
        };
        let unit = match quantity.unit {
            Unit::Count | Unit::Ratio if quantity.per.is_none() => String::new(),
            Unit::Percent => "percentage".into(),
            _ => head(&ENGLISH.unit_names.of(quantity, "")),
        };
        let thing = quantity.counted.map_or("", |counted| counted.of(text));
        Figure { low: ends.0, high: ends.1, bound, unit, thing: head(thing) }
    }

    fn same(&self, other: &Figure, measure: usize) -> bool {
        let near = |ours: f64, theirs: f64| (ours - theirs).abs() <= 1e-8 + 1e-5 * theirs.abs();
        near(self.low, other.low)
            && near(self.high, other.high)
            && match measure {
                0 => true,
                1 => self.bound == other.bound,
                2 => same_unit(&self.unit, &other.unit),
                _ => self.thing == other.thing,
            }
    }

    fn told(&self) -> String {
        let value =
            if self.low == self.high { format!("{}", self.low) } else { format!("{}..{}", self.low, self.high) };
        format!("{} {value} [{}] ‹{}›", self.bound, self.unit, self.thing)
    }
}

/// The gold's intervals for vague words.
fn vague(quantity: &Quantity, text: &str) -> Option<(f64, f64)> {
    if quantity.bound != Bound::Vague {
        return None;
    }
    let words = quantity.number.of(text).to_lowercase();
    let words = words.trim_end_matches(" of").trim_start_matches("several ").trim_start_matches("a few ");
    Some(match words {
        "dozens" => (12.0, 120.0),
        "scores" => (20.0, 200.0),
        "hundreds" | "hundred" => (1e2, 1e3),
        "thousands" | "thousand" => (1e3, 1e4),
        "tens of thousands" => (1e4, 1e5),
        "hundreds of thousands" => (1e5, 1e6),
        "millions" | "million" => (1e6, 1e7),
        "tens of millions" => (1e7, 1e8),
        "billions" | "billion" => (1e9, 1e10),
        _ => return None,
    })
}

/// "pound sterling" and "pound", "Indian rupee" and "rupee", "per 100000 inhabitants" and "per 100,000".
fn same_unit(ours: &str, theirs: &str) -> bool {
    ours == theirs || theirs.starts_with("per ") && ours.starts_with("per ")
}

/// The last word before a preposition, in the singular and in small letters.
fn head(words: &str) -> String {
    const ENDS: &[&str] = &[
        "of", "in", "on", "at", "for", "per", "who", "that", "which", "from", "to", "with", "by", "behind", "under",
        "over",
    ];
    if words.starts_with("per ") {
        return "per".to_owned() + " ";
    }
    let lower = words.replace("pound sterling", "pound").to_lowercase();
    let kept: Vec<&str> = lower
        .split_whitespace()
        .enumerate()
        .take_while(|(at, word)| *at == 0 || !ENDS.contains(word))
        .map(|(_, w)| w)
        .collect();
    singular(kept.last().copied().unwrap_or_default())
}

fn singular(word: &str) -> String {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    match word {
        "people" => return "person".into(),
        "men" => return "man".into(),
        "women" => return "woman".into(),
        "children" => return "child".into(),
        _ => {}
    }
    if let Some(stem) = word.strip_suffix("ies").filter(|stem| stem.len() > 1) {
        return format!("{stem}y");
    }
    let keeps = word.len() < 4 || ["ss", "us", "is"].iter().any(|ending| word.ends_with(ending));
    if keeps { word.into() } else { word.strip_suffix('s').unwrap_or(word).into() }
}

/// How many can be paired at most: each of theirs looks for one of ours, and may take one whose own finds another.
fn pairs(gold: &[Figure], ours: &[Figure], measure: usize) -> Vec<Option<usize>> {
    fn seek(at: usize, fits: &[Vec<usize>], taken: &mut [Option<usize>], seen: &mut [bool]) -> bool {
        for &other in &fits[at] {
            if std::mem::replace(&mut seen[other], true) {
                continue;
            }
            if taken[other].is_none_or(|holder| seek(holder, fits, taken, seen)) {
                taken[other] = Some(at);
                return true;
            }
        }
        false
    }
    let fit = |gold: &Figure| (0..ours.len()).filter(|&at| ours[at].same(gold, measure)).collect();
    let fits: Vec<Vec<usize>> = gold.iter().map(fit).collect();
    let mut taken = vec![None; ours.len()];
    for at in 0..gold.len() {
        seek(at, &fits, &mut taken, &mut vec![false; ours.len()]);
    }
    taken
}

#[derive(Default, Clone, Copy)]
struct Score {
    right: [usize; 4],
    gold: usize,
    ours: usize,
}

impl Score {
    fn add(&mut self, other: Score) {
        self.right.iter_mut().zip(other.right).for_each(|(all, one)| *all += one);
        self.gold += other.gold;
        self.ours += other.ours;
    }

    fn f1(&self, measure: usize) -> f64 {
        200.0 * self.right[measure] as f64 / (self.gold + self.ours) as f64
    }

    fn row(&self, domain: &str) -> String {
        let cells: String = (0..4).map(|measure| format!("{:>7.1}", self.f1(measure))).collect();
        format!("{domain:<18}{cells}{:>8}{:>6}\n", self.gold, self.ours)
    }
}

fn score(sentence: &Sentence, misses: &mut String) -> Score {
    let document = Document {
        id: sentence.id.as_str().into(),
        source: Source::default(),
        dateline: Dateline::default(),
        text: sentence.text.clone(),
        verbatim: true,
    };
    let (document, mentions) = pipeline::mentions(document, &ENGLISH, Settings::default()).value;
    let quantities = mentions.iter().filter_map(|mention| mention.quantity());
    let ours: Vec<Figure> = quantities.map(|quantity| Figure::ours(quantity, &document.text)).collect();
    let gold: Vec<Figure> = sentence.quantities.iter().map(Figure::gold).collect();
    let mut score = Score { gold: gold.len(), ours: ours.len(), ..Score::default() };
    let mut wrong = Vec::new();
    for (measure, (name, _)) in MEASURES.into_iter().enumerate() {
        let taken = pairs(&gold, &ours, measure);
        score.right[measure] = taken.iter().flatten().count();
        let missed = (0..gold.len()).filter(|at| !taken.contains(&Some(*at)));
        let extra = (0..ours.len()).filter(|&at| taken[at].is_none());
        // what is wrong in its value is told once
        let is_new = |line: &String| !wrong.iter().any(|(_, known)| known == line);
        let lines: Vec<String> = missed
            .map(|at| format!("  - {}", gold[at].told()))
            .chain(extra.map(|at| format!("  + {}", ours[at].told())))
            .filter(is_new)
            .collect();
        wrong.extend(lines.into_iter().map(|line| (name, line)));
    }
    if !wrong.is_empty() {
        let _ = writeln!(misses, "{}: {}", sentence.id, sentence.text);
        for (name, line) in &wrong {
            let _ = writeln!(misses, "{name:<6}{line}");
        }
    }
    score
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/quantities")
}

/// Each domain with its sentences.
fn domains() -> BTreeMap<String, Vec<Sentence>> {
    let paths = std::fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path());
    paths
        .filter(|path| path.extension().is_some_and(|ending| ending == "json"))
        .map(|path| {
            let sentences = serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
            (path.file_stem().unwrap().to_str().unwrap().to_owned(), sentences)
        })
        .collect()
}

#[test]
fn figures_of_ten_domains_are_read_with_bound_unit_and_thing() {
    let domains = domains();
    assert_eq!(domains.values().map(Vec::len).collect::<Vec<_>>(), [20; 10], "ten domains of twenty sentences");
    let mut table = format!("{:<18}", "F1, percent");
    for (name, _) in MEASURES {
        let _ = write!(table, "{name:>7}");
    }
    table.push_str("    gold  ours\n");
    let mut misses = String::new();
    let mut all = Score::default();
    for (domain, sentences) in &domains {
        let mut total = Score::default();
        sentences.iter().for_each(|sentence| total.add(score(sentence, &mut misses)));
        table.push_str(&total.row(domain));
        all.add(total);
    }
    table.push_str(&all.row("all"));
    println!("{table}");
    for (measure, (name, floor)) in MEASURES.into_iter().enumerate() {
        assert!(all.f1(measure) >= floor, "{name}: {:.1} of {floor}\n{table}", all.f1(measure));
    }
    let golden = folder().join("score.txt");
    let says = format!("{table}\nmissed (-) and read otherwise (+)\n\n{misses}");
    if std::env::var_os("UPDATE_GOLDENS").is_some() {
        std::fs::write(&golden, &says).unwrap();
    }
    let known = std::fs::read_to_string(&golden).unwrap_or_default();
    assert!(known == says, "scores differently; UPDATE_GOLDENS=1 writes it anew:\n{says}");
}

#[test]
fn a_figure_is_paired_once_and_with_the_one_it_fits() {
    let figure = |value: f64, thing: &str| Figure {
        low: value,
        high: value,
        bound: '=',
        unit: String::new(),
        thing: thing.into(),
    };
    let gold = [figure(5.0, "child"), figure(5.0, "woman")];
    let ours = [figure(5.0, "woman")];
    assert_eq!(pairs(&gold, &ours, 0).iter().flatten().count(), 1);
    assert_eq!(pairs(&gold, &ours, 3), [Some(1)]);
    assert_eq!(
        (head("remand prisoners in the north"), head("women"), head("bodies")),
        ("prisoner".into(), "woman".into(), "body".into())
    );
}
