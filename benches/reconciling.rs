//! Claims a second through reading, grouping, rules and estimates alone: tables of many keys, and one hot key.
//!
//! `cargo bench --bench reconciling`. Growth from one size to the next should be near linear; `reconcile_run` measures the whole
//! process, up to ten million claims.

use crosscheck::documents::claims_table;
use crosscheck::model::claim::Claim;
use crosscheck::model::ledger::Settings;
use crosscheck::model::vocabulary::Vocabulary;
use crosscheck::{pipeline, vocabulary};
use divan::Bencher;
use divan::counter::ItemsCount;

mod figures;

fn main() {
    divan::main();
}

fn spread(rows: usize) -> Vec<u8> {
    let mut table = Vec::new();
    figures::spread(rows, &mut table).expect("memory can be written to");
    table
}

fn hot(rows: usize) -> Vec<u8> {
    let mut table = Vec::new();
    figures::hot(rows, &mut table).expect("memory can be written to");
    table
}

fn claims(table: &[u8]) -> Vec<Claim> {
    claims_table::read("t.csv", table).expect("a table")
}

fn run(bencher: Bencher, table: &[u8], rows: usize) {
    let vocabulary: Vocabulary = vocabulary::load("en", &[]).expect("the vocabulary");
    let claims = claims(table);
    bencher.counter(ItemsCount::new(rows)).with_inputs(|| claims.clone()).bench_values(|claims| {
        pipeline::reconcile_claims(claims, Vec::new(), Vec::new(), &vocabulary, Settings::default())
    });
}

#[divan::bench(args = [10_000, 100_000, 1_000_000], sample_count = 3, sample_size = 1)]
fn many_keys(bencher: Bencher, rows: usize) {
    run(bencher, &spread(rows), rows);
}

#[divan::bench(args = [10_000, 100_000, 1_000_000], sample_count = 3, sample_size = 1)]
fn one_hot_key(bencher: Bencher, rows: usize) {
    run(bencher, &hot(rows), rows);
}

#[divan::bench(args = [10_000, 100_000, 1_000_000], sample_count = 3, sample_size = 1)]
fn reading_a_table(bencher: Bencher, rows: usize) {
    let table = spread(rows);
    bencher.counter(ItemsCount::new(rows)).bench(|| claims(&table));
}
