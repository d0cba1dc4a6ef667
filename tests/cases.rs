//! Short sentences of many domains, with what is read drawn under the words.
//!
//! `tests/cases/*.txt`, one topic a file: `#` explains, `@ 2025-02-04` gives the date of the documents that follow (`@ -` none; `narrative`
//! behind it resolves as one), every other line is a document, and the lines below it are drawn by the program: carets under the words of
//! each time, then its TIMEX3 type, value and modifier, its days, their grain, and what was inferred and why. The ends of a span stand
//! below it, dotted. In `tests/cases/numbers/` the same is drawn of figures and places in an order: bound, value or both ends, unit, what it
//! is counted per, and its part in a change. `UPDATE_GOLDENS=1 cargo test --test cases` draws anew: read the difference critically, for a wrong drawing must not
//! be kept as right. What is known to be wrong stands in `known_wrong.txt`, each with a line `! ` that says what would be right.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use crosscheck::model::document::{Dateline, DatelineBasis, Document, Source};
use crosscheck::model::ledger::{Resolve, Settings};
use crosscheck::model::mention::Mention;
use crosscheck::model::ordinal::Ordinal;
use crosscheck::model::quantity::{Bound, Role, Trend, Unit};
use crosscheck::model::time::{Grain, Modifier, Time, TimeKind};
use crosscheck::model::vocabulary::Vocabulary;
use crosscheck::{pipeline, vocabulary};
use rust_decimal::Decimal;

/// What is drawn of a mention: None leaves it out.
type Said = fn(&Mention) -> Option<String>;

/// The folders of drawings and what each draws.
const FOLDERS: &[(&str, Said)] =
    &[("tests/cases", |mention| mention.time().map(said)), ("tests/cases/numbers", number_said)];

fn all_files() -> impl Iterator<Item = (PathBuf, Said)> {
    FOLDERS.iter().flat_map(|(folder, said)| files(folder).into_iter().map(move |file| (file, *said)))
}

fn files(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> =
        entries.filter(|path| path.extension().is_some_and(|ending| ending == "txt")).collect();
    files.sort();
    files
}

/// What the lines before a document say of it.
#[derive(Clone)]
struct Header {
    published: Option<chrono::NaiveDate>,
    resolve: Resolve,
}

impl Header {
    fn read(line: &str) -> Self {
        let mut words = line.split_whitespace();
        let date = words.next().expect("a date or -");
        let resolve = match words.next() {
            None => Resolve::News,
            Some("narrative") => Resolve::Narrative,
            Some(other) => panic!("not a way to resolve: {other}"),
        };
        Header { published: (date != "-").then(|| date.parse().expect("an ISO date")), resolve }
    }
}

fn is_drawn(line: &str) -> bool {
    line.trim_start_matches(' ').starts_with(['^', '.'])
}

/// The file with every drawing made anew.
fn redrawn(text: &str, said: Said, english: &Vocabulary) -> String {
    let mut header = Header { published: None, resolve: Resolve::News };
    let mut out = String::new();
    for line in text.lines().filter(|line| !is_drawn(line)) {
        writeln!(out, "{line}").unwrap();
        match line.chars().next() {
            None | Some('#' | '!') => {}
            Some('@') => header = Header::read(&line[1..]),
            Some(_) => draw(&mut out, line, &header, said, english),
        }
    }
    out
}

fn draw(out: &mut String, text: &str, header: &Header, said: Said, english: &Vocabulary) {
    let document = Document {
        id: "case".into(),
        source: Source::default(),
        dateline: Dateline {
            published: header.published,
            grain: header.published.map(|_| Grain::Day),
            basis: if header.published.is_some() { DatelineBasis::Given } else { DatelineBasis::Unknown },
            ..Dateline::default()
        },
        text: text.into(),
        verbatim: true,
    };
    let settings = Settings { resolve: header.resolve, ..Settings::default() };
    let (document, mentions) = pipeline::mentions(document, english, settings).value;
    for mention in &mentions {
        draw_mention(out, &document.text, mention, said, '^');
    }
}

fn draw_mention(out: &mut String, text: &str, mention: &Mention, said: Said, mark: char) {
    let Some(told) = said(mention) else { return };
    let (start, end) = (mention.span.start as usize, mention.span.end as usize);
    let indent = text[..start].chars().count();
    let length = text[start..end].chars().count();
    let marks = mark.to_string().repeat(length);
    writeln!(out, "{}{marks} {}", " ".repeat(indent), told).unwrap();
    if mention.time().is_some() {
        mention.parts.iter().for_each(|part| draw_mention(out, text, part, said, '.'));
    }
}

/// "more_than 40 USD per hour; up by", "range 18..25 percent", "place 2 from the end". What is counted is tested elsewhere.
fn number_said(mention: &Mention) -> Option<String> {
    if let Some(Ordinal { place, from_end }) = mention.ordinal() {
        return Some(format!("place {place}{}", if from_end { " from the end" } else { "" }));
    }
    let quantity = mention.quantity()?;
    let number = |value: Option<Decimal>| value.map_or("?".into(), |value| value.normalize().to_string());
    let mut line = match quantity.value {
        Some(_) => number(quantity.value),
        None => format!("{}..{}", number(quantity.low), number(quantity.high)),
    };
    if quantity.bound != Bound::Exact {
        line.insert_str(0, &format!("{} ", quantity.bound.as_str()));
    }
    if quantity.unit != Unit::Count {
        write!(line, " {}", quantity.unit.as_str()).unwrap();
    }
    match &quantity.per {
        Some(per) if per.amount == Decimal::ONE => write!(line, " per {}", per.unit).unwrap(),
        Some(per) => write!(line, " per {} {}", per.amount, per.unit).unwrap(),
        None => {}
    }
    match (quantity.trend, quantity.role) {
        (Trend::None, Role::None) => {}
        (trend, Role::None) => write!(line, "; {}", trend.as_str()).unwrap(),
        (Trend::None, role) => write!(line, "; {}", role.as_str()).unwrap(),
        (trend, role) => write!(line, "; {} {}", trend.as_str(), role.as_str()).unwrap(),
    }
    Some(line)
}

fn said(time: &Time) -> String {
    let kind = match time.kind {
        TimeKind::Date => "DATE",
        TimeKind::Time => "TIME",
        TimeKind::Duration => "DURATION",
        TimeKind::Set => "SET",
    };
    let mut line = format!("{kind} {}", time.timex);
    let modifiers = [time.modifier, time.portion.filter(|portion| Some(*portion) != time.modifier)];
    for modifier in modifiers.into_iter().flatten() {
        write!(line, " {}", name(modifier)).unwrap();
    }
    if let Some(value) = &time.value {
        let day = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
        write!(line, " [{}..{}] {}", day(value.first_day()), day(value.last_day()), value.grain.as_str()).unwrap();
        let inferred = value.inferred.names();
        if !inferred.is_empty() {
            write!(line, "; {inferred}: {}", value.reason).unwrap();
        }
    }
    line
}

fn name(modifier: Modifier) -> &'static str {
    match modifier {
        Modifier::Approx => "approx",
        Modifier::Start => "start",
        Modifier::Mid => "mid",
        Modifier::End => "end",
        Modifier::Before => "before",
        Modifier::By => "by",
        Modifier::After => "after",
        Modifier::Since => "since",
        Modifier::Until => "until",
        Modifier::AsOf => "as of",
        Modifier::LessThan => "less than",
        Modifier::MoreThan => "more than",
    }
}

#[test]
fn every_drawing_is_what_the_program_draws() {
    let english = vocabulary::load("en", &[]).unwrap();
    let mut changed = Vec::new();
    for (path, said) in all_files() {
        let before = std::fs::read_to_string(&path).unwrap();
        let after = redrawn(&before, said, &english);
        if before == after {
            continue;
        }
        if std::env::var_os("UPDATE_GOLDENS").is_some() {
            std::fs::write(&path, &after).unwrap();
            continue;
        }
        let differs = before.lines().zip(after.lines()).find(|(old, new)| old != new);
        changed.push(format!("{}:\n  {:?}", path.display(), differs));
    }
    assert!(changed.is_empty(), "drawn differently; UPDATE_GOLDENS=1 draws anew:\n{}", changed.join("\n"));
}

#[test]
fn what_is_known_to_be_wrong_says_what_would_be_right() {
    for (path, _) in all_files() {
        let text = std::fs::read_to_string(&path).unwrap();
        let documents =
            text.lines().filter(|line| !line.is_empty() && !is_drawn(line) && !line.starts_with(['#', '@', '!']));
        let corrections = text.lines().filter(|line| line.starts_with('!')).count();
        let known_wrong = path.file_name().is_some_and(|name| name == "known_wrong.txt");
        let expected = if known_wrong { documents.count() } else { 0 };
        assert_eq!(corrections, expected, "{}", path.display());
    }
}
