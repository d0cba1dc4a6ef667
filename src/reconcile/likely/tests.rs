//! Pairs that readers judged -> the weights of the signs, and how well they do on stories they have not seen. Only for tests.
//!
//! `tests/stories/<name>/pairs.csv` holds the verdicts. `cargo test --lib the_weights -- --ignored --nocapture` reads the stories,
//! fits and prints the table of `signs.rs`; a sign of one model only keeps its 0 in the other. Method: logistic regression on
//! standardised signs with a ridge penalty, by Newton's steps; whether one thing is meant is learnt also from figures that agree,
//! for two numbers of two digits and more seldom do so by chance.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use super::signs::{self, Both, RIVALS, Rivals, SIGNS};
use super::{Pair, Ranks, Scene};
use crate::model::vocabulary::Vocabulary;
use crate::reconcile::digits::significant;
use crate::reconcile::tolerance::Standing;

/// The penalty on the square of a standardised weight, for one pair of figures.
const RIDGE: f64 = 20.0;
const STEPS: usize = 12;
/// The rivals' signs stand behind the others.
const ALL: usize = SIGNS.len() + RIVALS.len();
/// What is told, as a probability; asked of `counterpart_differs`.
const TOLD: f64 = 0.16;
/// The stories are dealt into so many piles; each is judged by weights that come from the others.
const PILES: usize = 5;

/// A pair of figures with its signs.
#[derive(Debug, Clone)]
struct Row {
    one: usize,
    other: usize,
    sources: [String; 2],
    starts: [u32; 2],
    /// the two values, in whatever order: what stands against what
    theme: String,
    agree: bool,
    apart: bool,
    /// both numbers have two digits or more
    telling: bool,
    signs: Vec<f64>,
}

/// Where pairs are put while somebody listens.
static HEARD: Mutex<Option<Vec<Row>>> = Mutex::new(None);

/// Keeps the signs of these pairs, if somebody listens.
pub(super) fn hear(scene: &Scene, pairs: &[Pair]) {
    let mut heard = HEARD.lock().expect("nobody fails while listening");
    let Some(heard) = heard.as_mut() else { return };
    heard.extend(pairs.iter().filter_map(|pair| row(&scene.both(pair.one, pair.other), pair)));
}

fn row(both: &Both, pair: &Pair) -> Option<Row> {
    let figures = [both.one, both.other];
    let digits = figures.map(|figure| figure.value().map_or(0, significant));
    let mut values = figures.map(|figure| figure.number_words());
    values.sort();
    Some(Row {
        one: pair.one,
        other: pair.other,
        sources: pair.sources.map(str::to_owned),
        starts: [both.one.claim.span?.start, both.other.claim.span?.start],
        theme: format!("{} {}", values.join(" "), both.one.quantity().unit.as_str()),
        agree: pair.agree,
        apart: both.one.beside(both.other).standing == Standing::Apart,
        telling: digits.iter().all(|digits| *digits >= 2),
        signs: SIGNS.iter().map(|sign| (sign.read)(both)).chain([0.0; RIVALS.len()]).collect(),
    })
}

/// What a pair teaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    AtOdds,
    Changed,
    Other,
    /// the same value, told twice
    Agrees,
    /// nobody knows
    Open,
}

struct World {
    rows: Vec<(Row, Verdict)>,
}

fn stories() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/stories");
    let mut stories: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    stories.retain(|story| story.join("pairs.csv").exists());
    stories.sort();
    stories
}

/// Shows a story to the rules; the file of each source.
pub fn read(story: &Path, vocabulary: &Vocabulary) -> BTreeMap<String, String> {
    let mut files: BTreeMap<String, String> = BTreeMap::new();
    let mut documents = Vec::new();
    for entry in std::fs::read_dir(story.join("articles")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        for document in crate::documents::read(&name, &std::fs::read(&path).unwrap()).documents {
            files.insert(document.value.id.to_string(), name.clone());
            documents.push(document.value);
        }
    }
    crate::pipeline::run(documents, Vec::new(), Vec::new(), vocabulary, Default::default(), &|| ());
    files
}

/// Reads a story, and what readers said of its pairs.
fn world(story: &Path, vocabulary: &Vocabulary) -> World {
    *HEARD.lock().unwrap() = Some(Vec::new());
    let files = read(story, vocabulary);
    let rows = HEARD.lock().unwrap().take().unwrap();
    let mut told: HashMap<[(String, u32); 2], Verdict> = HashMap::new();
    let mut reader = csv::Reader::from_path(story.join("pairs.csv")).unwrap();
    for line in reader.deserialize() {
        let (a, a_start, b, b_start, verdict): (String, u32, String, u32, String) = line.unwrap();
        let verdict = match &*verdict {
            "at_odds" => Verdict::AtOdds,
            "changed" => Verdict::Changed,
            "other" => Verdict::Other,
            unknown => panic!("{}: {unknown} is no verdict", story.display()),
        };
        told.insert([(a.clone(), a_start), (b.clone(), b_start)], verdict);
        told.insert([(b, b_start), (a, a_start)], verdict);
    }
    let said = |row: &Row| told.get(&[0, 1].map(|at| (files[&row.sources[at]].clone(), row.starts[at]))).copied();
    let one_thing = |verdict: Verdict| matches!(verdict, Verdict::AtOdds | Verdict::Changed);
    let themes: Vec<&str> = rows.iter().filter(|row| said(row).is_some_and(one_thing)).map(|row| &*row.theme).collect();
    let verdict = |row: &Row| match said(row) {
        Some(verdict) => verdict,
        None if row.agree && row.telling => Verdict::Agrees,
        None if row.agree || !row.apart || themes.contains(&&*row.theme) => Verdict::Open,
        None => Verdict::Other,
    };
    World { rows: rows.iter().map(|row| (row.clone(), verdict(row))).collect() }
}

/// A fitted model: a weight for each sign, and what is added.
#[derive(Debug, Clone)]
pub struct Fitted {
    pub weights: Vec<f64>,
    pub before: f64,
}

impl Fitted {
    pub fn sum(&self, signs: &[f64]) -> f64 {
        self.weights.iter().zip(signs).fold(self.before, |sum, (weight, sign)| sum + weight * sign)
    }
}

/// `asked`: the signs that may have a weight; `ridge`: the penalty.
pub fn fit(rows: &[(&[f64], bool)], asked: &[usize], ridge: f64) -> Fitted {
    let count = rows.len() as f64;
    let mean: Vec<f64> = asked.iter().map(|&at| rows.iter().map(|(signs, _)| signs[at]).sum::<f64>() / count).collect();
    let spread: Vec<f64> = (asked.iter().zip(&mean))
        .map(|(&at, mean)| (rows.iter().map(|(signs, _)| (signs[at] - mean).powi(2)).sum::<f64>() / count).sqrt())
        .map(|spread| if spread > 0.0 { spread } else { 1.0 })
        .collect();
    let size = asked.len() + 1;
    let mut weights = vec![0.0; size];
    let mut x = vec![1.0; size];
    for _ in 0..STEPS {
        let mut slope = vec![0.0; size];
        let mut bend = vec![vec![0.0; size]; size];
        for (signs, is) in rows {
            for (nth, &at) in asked.iter().enumerate() {
                x[nth + 1] = (signs[at] - mean[nth]) / spread[nth];
            }
            let sum: f64 = weights.iter().zip(&x).map(|(weight, x)| weight * x).sum();
            let likely = 1.0 / (1.0 + (-sum).exp());
            let off = f64::from(u8::from(*is)) - likely;
            let sure = likely * (1.0 - likely);
            for i in 0..size {
                slope[i] += off * x[i];
                for j in 0..=i {
                    bend[i][j] += sure * x[i] * x[j];
                }
            }
        }
        // the upper half is the lower one mirrored
        for i in 0..size {
            let below: Vec<f64> = (i + 1..size).map(|j| bend[j][i]).collect();
            bend[i][i + 1..].copy_from_slice(&below);
        }
        for (i, slope) in slope.iter_mut().enumerate().skip(1) {
            *slope -= ridge * weights[i];
            bend[i][i] += ridge;
        }
        for (weight, step) in weights.iter_mut().zip(solved(bend, slope)) {
            *weight += step;
        }
    }
    let mut fitted =
        Fitted { weights: vec![0.0; rows.first().map_or(0, |(signs, _)| signs.len())], before: weights[0] };
    for (nth, &at) in asked.iter().enumerate() {
        fitted.weights[at] = weights[nth + 1] / spread[nth];
        fitted.before -= fitted.weights[at] * mean[nth];
    }
    fitted
}

/// Gauss's elimination with the largest pivot.
fn solved(mut matrix: Vec<Vec<f64>>, mut right: Vec<f64>) -> Vec<f64> {
    let size = right.len();
    for column in 0..size {
        let pivot = (column..size).max_by(|&a, &b| matrix[a][column].abs().total_cmp(&matrix[b][column].abs()));
        matrix.swap(column, pivot.unwrap());
        right.swap(column, pivot.unwrap());
        let top = matrix[column].clone();
        for row in column + 1..size {
            let part = matrix[row][column] / top[column];
            for (cell, above) in matrix[row].iter_mut().zip(&top) {
                *cell -= part * above;
            }
            right[row] -= part * right[column];
        }
    }
    for column in (0..size).rev() {
        let known: f64 = (column + 1..size).map(|at| matrix[column][at] * right[at]).sum();
        right[column] = (right[column] - known) / matrix[column][column];
    }
    right
}

fn things(worlds: &[&World], asked: &[usize]) -> Fitted {
    let rows = worlds.iter().flat_map(|world| &world.rows).filter(|(_, verdict)| *verdict != Verdict::Open);
    let rows: Vec<(&[f64], bool)> = rows.map(|(row, verdict)| (&row.signs[..], *verdict != Verdict::Other)).collect();
    fit(&rows, asked, RIDGE)
}

/// The rows of a story with the signs of rivals filled in.
fn with_rivals(world: &World, things: &Fitted) -> Vec<(Vec<f64>, Verdict, bool)> {
    let pair = |row: &'_ Row| -> (usize, usize, bool) { (row.one, row.other, row.agree) };
    let pairs: Vec<Pair> = (world.rows.iter())
        .map(|(row, _)| {
            let (one, other, agree) = pair(row);
            Pair { one, other, sources: [&row.sources[0], &row.sources[1]], agree }
        })
        .collect();
    let sums: Vec<f64> = world.rows.iter().map(|(row, _)| things.sum(&row.signs)).collect();
    let ranks = Ranks::of(&pairs, &sums);
    let filled = world.rows.iter().zip(&pairs).zip(&sums).map(|(((row, verdict), pair), sum)| {
        let rivals = ranks.rivals(pair, *sum);
        let mut signs = row.signs.clone();
        signs[SIGNS.len()..].copy_from_slice(&rivals.signs());
        (signs, *verdict, row.apart && !row.agree && *verdict != Verdict::Open)
    });
    filled.collect()
}

/// Of the pairs in the order of their likelihood: how many of those down to each that is at odds are so, on average.
pub fn average_precision(mut judged: Vec<(f64, bool)>) -> f64 {
    judged.sort_by(|a, b| b.0.total_cmp(&a.0));
    let (mut hits, mut sum) = (0.0, 0.0);
    for (nth, (_, is)) in judged.iter().enumerate() {
        if *is {
            hits += 1.0;
            sum += hits / (nth + 1) as f64;
        }
    }
    sum / hits
}

#[test]
#[ignore = "reads every story, for minutes: for those who fit the weights anew"]
fn the_weights_are_those_that_fit_best() {
    let vocabulary = crate::vocabulary::load("en", &[]).unwrap();
    let worlds: Vec<World> = stories().iter().map(|story| world(story, &vocabulary)).collect();
    let weighed = |weight: fn(&signs::Sign) -> f64| -> Vec<usize> {
        (0..SIGNS.len()).filter(|&at| weight(&SIGNS[at]) != 0.0).collect()
    };
    let for_thing = weighed(|sign| sign.thing);
    let for_odds: Vec<usize> = weighed(|sign| sign.odds).into_iter().chain(SIGNS.len()..ALL).collect();
    let others = |pile: usize| -> Vec<&World> {
        worlds.iter().enumerate().filter(|(nth, _)| nth % PILES != pile).map(|(_, world)| world).collect()
    };
    // what a story's pairs look like to a model that has not seen it
    let mut unseen: Vec<Vec<(Vec<f64>, Verdict, bool)>> = vec![Vec::new(); worlds.len()];
    for pile in 0..PILES {
        let thing = things(&others(pile), &for_thing);
        for (nth, world) in worlds.iter().enumerate().filter(|(nth, _)| nth % PILES == pile) {
            unseen[nth] = with_rivals(world, &thing);
        }
    }
    let odds = |keep: &dyn Fn(usize) -> bool| {
        let rows = unseen.iter().enumerate().filter(|(nth, _)| keep(*nth)).flat_map(|(_, rows)| rows);
        let rows = rows.filter(|(_, _, asked)| *asked);
        let rows: Vec<(&[f64], bool)> =
            rows.map(|(signs, verdict, _)| (&signs[..], *verdict == Verdict::AtOdds)).collect();
        fit(&rows, &for_odds, RIDGE)
    };
    let mut judged = Vec::new();
    for pile in 0..PILES {
        let fitted = odds(&|nth| nth % PILES != pile);
        for rows in unseen.iter().enumerate().filter(|(nth, _)| nth % PILES == pile).map(|(_, rows)| rows) {
            let asked = rows.iter().filter(|(_, _, asked)| *asked);
            judged.extend(asked.map(|(signs, verdict, _)| (fitted.sum(signs), *verdict)));
        }
    }
    let told = judged.iter().filter(|(sum, _)| 1.0 / (1.0 + (-sum).exp()) >= TOLD);
    let shares = [Verdict::AtOdds, Verdict::Changed, Verdict::Other]
        .map(|verdict| told.clone().filter(|(_, said)| *said == verdict).count());
    println!("told: at odds {}, changed {}, other or never judged {}", shares[0], shares[1], shares[2]);
    let precision = average_precision(judged.iter().map(|&(sum, said)| (sum, said == Verdict::AtOdds)).collect());
    let thing = things(&worlds.iter().collect::<Vec<_>>(), &for_thing);
    let odds = odds(&|_| true);
    println!("average precision on stories not seen: {precision:.3}");
    println!("THING {:.3}, ODDS {:.3}", thing.before, odds.before);
    for (at, sign) in SIGNS.iter().enumerate() {
        println!("{:?}, ({:.3}, {:.3})", sign.name, thing.weights[at], odds.weights[at]);
    }
    for (name, weight) in RIVALS.iter().zip(&odds.weights[SIGNS.len()..]).map(|((name, _), weight)| (name, weight)) {
        println!("{name:?}, {weight:.3}");
    }
    assert!(precision > 0.4, "{precision:.3}");
    let in_use = SIGNS.iter().map(|sign| sign.odds).chain(RIVALS.iter().map(|(_, weight)| *weight));
    let of_thing = SIGNS.iter().map(|sign| sign.thing).zip(&thing.weights).chain([(signs::THING, &thing.before)]);
    let of_odds = in_use.zip(&odds.weights).chain([(signs::ODDS, &odds.before)]);
    let off = of_thing.chain(of_odds).map(|(used, fitted)| (used - fitted).abs()).fold(0.0, f64::max);
    assert!(off < 0.05, "a weight is {off:.3} from where it fits best");
}

#[test]
fn what_decides_is_found() {
    let rows: Vec<(Vec<f64>, bool)> = (0..400)
        .map(|nth| {
            let mut row = vec![0.0; ALL];
            (row[0], row[1]) = (f64::from(nth % 7), f64::from(nth % 5));
            (row, nth % 7 > 3)
        })
        .collect();
    let rows: Vec<(&[f64], bool)> = rows.iter().map(|(row, is)| (&row[..], *is)).collect();
    let fitted = fit(&rows, &[0, 1], RIDGE);
    assert!(fitted.weights[0] > 0.5 && fitted.weights[1].abs() < 0.1, "{fitted:?}");
    assert!(fitted.sum(rows[0].0) < 0.0 && fitted.sum(rows[6].0) > 0.0);
    assert!((average_precision(vec![(0.9, true), (0.8, false), (0.7, true)]) - 5.0 / 6.0).abs() < 1e-9);
}

#[test]
fn who_is_far_behind_is_simply_behind() {
    let rivals = Rivals { thing: 1.0, least: 2.0, most: 3.0, agreeing_least: -9.0, agreeing_most: 0.5 };
    assert_eq!(rivals.signs(), [1.0, 2.0, 3.0, -5.0, 0.5, 1.0, 1.0]);
    assert!(rivals.odds() > Rivals { least: -1.0, ..rivals }.odds());
}
