//! Text to mentions, one thread, plain text in memory: MB/s of each stage.
//!
//! `cargo bench --bench reading`. The text is the bundled story, repeated to a megabyte. Compare within one run only.

use crosscheck::model::document::{Dateline, Document, Source};
use crosscheck::model::vocabulary::Vocabulary;
use crosscheck::{recognise, text, vocabulary};
use divan::counter::BytesCount;
use divan::{Bencher, black_box};

fn main() {
    divan::main();
}

const BYTES: usize = 1_000_000;

fn sample() -> (Document, Vocabulary) {
    let articles = [
        include_str!("../data/articles/capital-review.txt"),
        include_str!("../data/articles/harbor-ledger.txt"),
        include_str!("../data/articles/meridian-dispatch.txt"),
        include_str!("../data/articles/northgate-wire.txt"),
        include_str!("../data/articles/plainview-post.md"),
    ];
    let one = articles.join("\n\n");
    let text = one.repeat(BYTES / one.len() + 1);
    let document =
        Document { id: "bench".into(), source: Source::default(), dateline: Dateline::default(), text, verbatim: true };
    (document, vocabulary::load("en", &[]).expect("the built-in vocabulary loads"))
}

#[divan::bench(sample_count = 20)]
fn text_to_sentences(bencher: Bencher) {
    let (document, vocabulary) = sample();
    bencher.counter(BytesCount::new(document.text.len())).bench_local(|| black_box(text::read(&document, &vocabulary)));
}

#[divan::bench(sample_count = 20)]
fn sentences_to_mentions(bencher: Bencher) {
    let (document, vocabulary) = sample();
    let prose = text::read(&document, &vocabulary).value;
    bencher
        .counter(BytesCount::new(document.text.len()))
        .bench_local(|| black_box(recognise::read(&document.text, &prose, &vocabulary)));
}

#[divan::bench(sample_count = 20)]
fn text_to_mentions(bencher: Bencher) {
    let (document, vocabulary) = sample();
    bencher.counter(BytesCount::new(document.text.len())).bench_local(|| {
        let prose = text::read(&document, &vocabulary).value;
        black_box(recognise::read(&document.text, &prose, &vocabulary))
    });
}
