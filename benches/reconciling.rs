//! Claims a second through grouping, rules and estimates: tables of many sources, and one hot key.
//!
//! `cargo bench --bench reconciling`. Growth from one size to the next should be near linear.

use crosscheck::documents::claims_table;
use crosscheck::model::claim::Claim;
use crosscheck::model::ledger::Settings;
use crosscheck::model::vocabulary::Vocabulary;
use crosscheck::{pipeline, vocabulary};
use divan::Bencher;
use divan::counter::ItemsCount;

fn main() {
    divan::main();
}

/// `rows` rows: each of a few sources on a place, most of them right.
fn spread(rows: usize) -> String {
    let mut table = String::from("source_id,metric,scope,value,period_start,period_kind\n");
    for row in 0..rows {
        let (place, source) = (row / 4, row * 7919 % 997);
        let value = 1_003 + place * 31 % 90_000 + if row % 5 == 0 { row % 311 } else { 0 };
        table.push_str(&format!("s{source},population,Place {place},{value},2020,point\n"));
    }
    table
}

/// Everybody speaks of one thing.
fn hot(rows: usize) -> String {
    let mut table = String::from("source_id,metric,scope,value,period_start,period_kind\n");
    for row in 0..rows {
        let value = 50_003 + row * 7919 % 1_013;
        table.push_str(&format!("s{row},population,Lisk,{value},2020,point\n"));
    }
    table
}

fn claims(table: &str) -> Vec<Claim> {
    claims_table::read("t.csv", table.as_bytes()).expect("a table")
}

fn run(bencher: Bencher, table: String, rows: usize) {
    let vocabulary: Vocabulary = vocabulary::load("en", &[]).expect("the vocabulary");
    let claims = claims(&table);
    bencher.counter(ItemsCount::new(rows)).with_inputs(|| claims.clone()).bench_values(|claims| {
        pipeline::reconcile_claims(claims, Vec::new(), Vec::new(), &vocabulary, Settings::default())
    });
}

#[divan::bench(args = [10_000, 100_000, 1_000_000], sample_count = 3, sample_size = 1)]
fn many_places(bencher: Bencher, rows: usize) {
    run(bencher, spread(rows), rows);
}

#[divan::bench(args = [10_000, 100_000, 1_000_000], sample_count = 3, sample_size = 1)]
fn one_hot_key(bencher: Bencher, rows: usize) {
    run(bencher, hot(rows), rows);
}

#[divan::bench(args = [10_000, 100_000, 1_000_000], sample_count = 3, sample_size = 1)]
fn reading_a_table(bencher: Bencher, rows: usize) {
    let table = spread(rows);
    bencher.counter(ItemsCount::new(rows)).bench(|| claims(&table));
}
