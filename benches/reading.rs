//! Plain text in memory -> sentences, time expressions, figures, names: MB/s of each stage, one thread.
//!
//! `cargo bench --bench reading`. The news is the bundled story, article by article, repeated to a megabyte; `hostile` is a megabyte
//! of one thing over and over, to be compared with its own line `news_in_one_line`. Compare within one run only.

use chrono::NaiveDate;
use crosscheck::anchor;
use crosscheck::model::document::{Dateline, DatelineBasis, Document, Source};
use crosscheck::model::ledger::{Resolve, Settings};
use crosscheck::model::sentence::Prose;
use crosscheck::model::time::Grain;
use crosscheck::model::vocabulary::Vocabulary;
use crosscheck::recognise::{dates, numbers};
use crosscheck::{pipeline, recognise, text, vocabulary};
use divan::counter::BytesCount;
use divan::{Bencher, black_box};

fn main() {
    divan::main();
}

const BYTES: usize = 1_000_000;

const ARTICLES: [&str; 5] = [
    include_str!("../data/articles/capital-review.txt"),
    include_str!("../data/articles/harbor-ledger.txt"),
    include_str!("../data/articles/meridian-dispatch.txt"),
    include_str!("../data/articles/northgate-wire.txt"),
    include_str!("../data/articles/plainview-post.md"),
];

fn english() -> Vocabulary {
    vocabulary::load("en", &[]).expect("the built-in vocabulary loads")
}

/// A document with a date, so that every time expression can be resolved.
fn document(text: String) -> Document {
    let dateline = Dateline {
        published: NaiveDate::from_ymd_opt(2025, 2, 5),
        grain: Some(Grain::Day),
        basis: DatelineBasis::Given,
        ..Dateline::default()
    };
    Document { id: "bench".into(), source: Source::default(), dateline, text, verbatim: true }
}

fn news() -> Vec<Document> {
    let mut bytes = 0;
    let enough = ARTICLES.iter().cycle().take_while(|article| {
        bytes += article.len();
        bytes <= BYTES
    });
    enough.map(|article| document((*article).to_owned())).collect()
}

fn size(documents: &[Document]) -> BytesCount {
    BytesCount::new(documents.iter().map(|document| document.text.len()).sum::<usize>())
}

/// Runs a stage over the news, document by document.
fn over_news<T>(bencher: Bencher, mut stage: impl FnMut(&Document, &Vocabulary) -> T) {
    let (documents, vocabulary) = (news(), english());
    bencher.counter(size(&documents)).bench_local(|| {
        for document in &documents {
            black_box(stage(document, &vocabulary));
        }
    });
}

fn prose(document: &Document, vocabulary: &Vocabulary) -> Prose {
    text::read(document, vocabulary).value
}

#[divan::bench(sample_count = 20)]
fn text_to_sentences(bencher: Bencher) {
    over_news(bencher, prose);
}

/// Text -> tokens -> sentences -> time expressions -> days.
#[divan::bench(sample_count = 20)]
fn text_to_resolved_times(bencher: Bencher) {
    over_news(bencher, |document, vocabulary| {
        let prose = prose(document, vocabulary);
        let words = prose.words(&document.text, &vocabulary.lexicon);
        let mut times = dates::read(&words, &prose, vocabulary).value;
        let notices = anchor::resolve(document, &prose, &mut times, vocabulary, Resolve::default());
        (times, notices)
    });
}

/// Text -> tokens -> sentences -> figures, without times, which are only looked at to tell a year from a number.
#[divan::bench(sample_count = 20)]
fn text_to_numbers(bencher: Bencher) {
    over_news(bencher, |document, vocabulary| {
        let prose = prose(document, vocabulary);
        let words = prose.words(&document.text, &vocabulary.lexicon);
        numbers::read(&words, &prose, vocabulary, &[]).value
    });
}

#[divan::bench(sample_count = 20)]
fn text_to_names(bencher: Bencher) {
    over_news(bencher, |document, vocabulary| {
        let prose = prose(document, vocabulary);
        let words = prose.words(&document.text, &vocabulary.lexicon);
        recognise::names::read(&words, &prose, vocabulary)
    });
}

/// Everything that `crosscheck mentions` prints, but without printing it.
#[divan::bench(sample_count = 20)]
fn text_to_mentions(bencher: Bencher) {
    let (documents, vocabulary) = (news(), english());
    bencher.counter(size(&documents)).with_inputs(|| documents.clone()).bench_local_values(|documents| {
        for document in documents {
            black_box(pipeline::mentions(document, &vocabulary, Settings::default()));
        }
    });
}

/// What stands over and over in a hostile text, by a name without digits (which the bench's own sorting does not bear).
const HOSTILE: [(&str, &str); 26] = [
    ("news_in_one_line", ""),
    ("one_long_number", "1234567890"),
    ("digits", "1 2 3 4 "),
    ("a_small_word_or_month", "may "),
    ("a_month", "May "),
    ("the", "the "),
    ("a_weekday", "Monday "),
    ("a_year", "2019 "),
    ("a_letter", "a "),
    ("number_words", "one two three four "),
    ("capitals", "Anna Maria Bella "),
    ("brackets", "("),
    ("closing_brackets", ")"),
    ("quotation_marks", "\""),
    ("curly_quotation_marks", "“”"),
    ("titles", "Mr. "),
    ("initials", "a.b.a"),
    ("dollars", "$"),
    ("full_dates", "May 4, 2019 "),
    ("days_and_months", "4 May "),
    ("iso_dates", "2019-01-02 "),
    ("brackets_after_dates", "May 4 ("),
    ("halves", "half and half years "),
    ("lengths_of_time", "5 years "),
    ("lines_of_dates", "May 4\n"),
    ("unknown_words", "zqxv "),
];

#[divan::bench(sample_count = 3, args = HOSTILE.map(|(name, _)| name))]
fn hostile(bencher: Bencher, name: &str) {
    let unit = match HOSTILE.iter().find(|(known, _)| *known == name) {
        Some((_, "")) | None => ARTICLES.concat().replace('\n', " "),
        Some((_, unit)) => (*unit).to_owned(),
    };
    let (document, vocabulary) = (document(unit.repeat(BYTES / unit.len() + 1)), english());
    bencher
        .counter(BytesCount::new(document.text.len()))
        .with_inputs(|| document.clone())
        .bench_local_values(|document| black_box(pipeline::mentions(document, &vocabulary, Settings::default())));
}
