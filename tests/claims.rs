//! What a figure is about, for when, who states it, how, and of what it is a part: our own short texts, by domain.
//!
//! `tests/cases/claims/*.toml` is the truth, written before the program read the texts; `score.txt` beside it is what the program makes
//! of it, with the misses named. `UPDATE_GOLDENS=1 cargo test --test claims` writes it anew; the floors below hold whatever is in it.
//! The first half was looked at while the readers were improved, the second was not.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use chrono::NaiveDate;
use crosscheck::model::claim::{Claim, PeriodKind};
use crosscheck::model::document::{Dateline, DatelineBasis, Document, Source};
use crosscheck::model::ledger::Settings;
use crosscheck::model::modality::Modality;
use crosscheck::model::time::Grain;
use crosscheck::model::vocabulary::Vocabulary;
use crosscheck::{pipeline, vocabulary};
use serde::Deserialize;

#[derive(Debug, Deserialize)]
struct Cases {
    case: Vec<Case>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    domain: String,
    published: NaiveDate,
    text: String,
    figure: Vec<Figure>,
}

/// What a figure must be read as; empty is said to be empty.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Figure {
    n: String,
    place: String,
    people: String,
    period: String,
    by: String,
    hedge: String,
    mode: String,
    part: String,
}

const FIELDS: [&str; 7] = ["place", "people", "period", "by", "hedge", "mode", "part"];

/// Per field: how many are right of how many that say something, on either side.
type Score = BTreeMap<(&'static str, String), (usize, usize)>;

#[test]
fn figures_know_what_they_are_about_when_who_says_so_and_how() {
    let english = vocabulary::load("en", &[]).unwrap();
    let mut report = String::new();
    for (half, floors) in [("first", [80, 70, 74, 82, 80, 84, 84]), ("second", [72, 68, 68, 65, 90, 60, 50])] {
        let (score, misses) = read(half, &english);
        let rates = write_score(&mut report, half, &score);
        writeln!(report, "{misses}").unwrap();
        for (field, floor) in FIELDS.iter().zip(floors) {
            assert!(rates[field] >= floor, "{half} half, {field}: {} of 100, must be {floor}\n{misses}", rates[field]);
        }
    }
    let golden = format!("{}/tests/cases/claims/score.txt", env!("CARGO_MANIFEST_DIR"));
    if std::env::var_os("UPDATE_GOLDENS").is_some() {
        std::fs::write(&golden, &report).unwrap();
    }
    let known = std::fs::read_to_string(&golden).unwrap_or_default();
    assert_eq!(known, report, "the score moved: UPDATE_GOLDENS=1 cargo test --test claims, then read the diff");
}

fn read(half: &str, english: &Vocabulary) -> (Score, String) {
    let file = format!("{}/tests/cases/claims/{half}.toml", env!("CARGO_MANIFEST_DIR"));
    let cases: Cases = toml::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
    let mut score = Score::new();
    let mut misses = String::new();
    for case in &cases.case {
        let claims = claims(case, english);
        let mut from = 0;
        for figure in &case.figure {
            let at = case.text[from..].find(&figure.n).map(|at| from + at);
            let at = at.unwrap_or_else(|| panic!("no {:?} in {}", figure.n, case.text));
            from = at + figure.n.len();
            let claim =
                claims.iter().find(|claim| claim.span.is_some_and(|span| touches(span.start, span.end, at, from)));
            compare(case, figure, claim, &claims, &mut score, &mut misses);
        }
    }
    (score, misses)
}

fn touches(start: u32, end: u32, from: usize, to: usize) -> bool {
    (start as usize) < to && from < end as usize
}

fn claims(case: &Case, english: &Vocabulary) -> Vec<Claim> {
    let document = Document {
        id: "case".into(),
        source: Source::default(),
        dateline: Dateline {
            published: Some(case.published),
            grain: Some(Grain::Day),
            basis: DatelineBasis::Given,
            ..Dateline::default()
        },
        text: case.text.clone(),
        verbatim: true,
    };
    pipeline::extract(document, english, Settings::default()).value.1.claims
}

fn compare(
    case: &Case,
    figure: &Figure,
    claim: Option<&Claim>,
    claims: &[Claim],
    score: &mut Score,
    misses: &mut String,
) {
    let wanted = [&figure.place, &figure.people, &figure.period, &figure.by, &figure.hedge, &figure.mode, &figure.part];
    for (field, wanted) in FIELDS.iter().zip(wanted) {
        let got = claim.map(|claim| said(field, claim, claims));
        let answers = wanted.split(" / ").map(str::trim);
        let right = match (&got, *field) {
            (None, _) => false,
            (Some(got), "period") => answers.clone().any(|answer| period(answer, case.published) == *got),
            (Some(got), _) => answers.clone().any(|answer| plain(answer) == plain(got)),
        };
        // a figure that has nothing of a kind and for which nothing is read proves little
        let silent = answers.clone().all(str::is_empty) && got.as_deref().unwrap_or("").is_empty();
        if silent && !matches!(*field, "place" | "period") {
            continue;
        }
        let entry = score.entry((field, case.domain.clone())).or_default();
        entry.0 += usize::from(right);
        entry.1 += 1;
        if !right {
            let got = got.as_deref().unwrap_or("not read");
            let text: String = case.text.split_whitespace().collect::<Vec<_>>().join(" ");
            let short: String = text.chars().take(60).collect();
            writeln!(misses, "- {}, {field} of {}: {got:?}, must be {wanted:?} ({short})", case.domain, figure.n)
                .unwrap();
        }
    }
}

fn plain(words: &str) -> String {
    let words = words.to_lowercase();
    words.strip_prefix("the ").unwrap_or(&words).replace("| the ", "| ")
}

fn said(field: &str, claim: &Claim, claims: &[Claim]) -> String {
    let day = |day: Option<NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
    match field {
        "place" => claim.scope.entity.to_string(),
        "people" => claim.scope.population.to_string(),
        "by" => claim.attribution_chain.join(" | "),
        "hedge" => claim.hedge.as_deref().unwrap_or_default().into(),
        "mode" if claim.modality == Modality::Asserted => String::new(),
        "mode" => claim.modality.as_str().into(),
        "part" => claim.part_of.as_ref().map_or(String::new(), |part| {
            let whole = claims.iter().find(|whole| whole.id == part.claim).map_or("nothing", |whole| &whole.text);
            format!("{} {whole}", part.kind.as_str())
        }),
        _ => {
            let period = &claim.period;
            match (period.kind, period.start, period.end) {
                (_, None, None) => "none".into(),
                (PeriodKind::Until, _, end) => format!("until {}", day(end)),
                // whether a thing has a state or happens is the metric's business
                (PeriodKind::Point, start, end) => format!("during {}..{}", day(start), day(end)),
                (kind, start, end) => format!("{} {}..{}", kind.as_str(), day(start), day(end)),
            }
        }
    }
}

/// "since 2022" -> "since 2022-01-01..2024-05-07", as [`said`] writes it.
fn period(answer: &str, published: NaiveDate) -> String {
    let Some((kind, days)) = answer.split_once(' ') else { return answer.into() };
    let (first, last) = days.split_once("..").unwrap_or((days, days));
    let (first, last) = (first_and_last(first).0, first_and_last(last).1);
    match kind {
        "since" => format!("since {first}..{published}"),
        "until" => format!("until {last}"),
        _ => format!("during {first}..{last}"),
    }
}

/// First and last day of "2022", "2022-05" or "2022-05-06".
fn first_and_last(text: &str) -> (NaiveDate, NaiveDate) {
    let day = |text: &str| text.parse::<NaiveDate>().unwrap_or_else(|_| panic!("{text:?} is no day"));
    let months = match text.len() {
        4 => 12,
        7 => 1,
        _ => return (day(text), day(text)),
    };
    let first = day(&format!("{text}{}", if months == 12 { "-01-01" } else { "-01" }));
    let next = first.checked_add_months(chrono::Months::new(months)).unwrap();
    (first, next.pred_opt().unwrap())
}

fn write_score(report: &mut String, half: &str, score: &Score) -> BTreeMap<&'static str, usize> {
    let mut rates = BTreeMap::new();
    let domains: std::collections::BTreeSet<&String> = score.keys().map(|(_, domain)| domain).collect();
    writeln!(report, "{half} half: right of 100, figures of a field in brackets").unwrap();
    let rate = |right: usize, all: usize| (right * 100).checked_div(all).unwrap_or(100);
    for field in FIELDS {
        let of = |domain: &str| score.get(&(field, domain.to_owned())).copied().unwrap_or_default();
        let (right, all) = domains.iter().map(|domain| of(domain)).fold((0, 0), |a, b| (a.0 + b.0, a.1 + b.1));
        write!(report, "{field}: {} ({all})", rate(right, all)).unwrap();
        for domain in &domains {
            let (right, all) = of(domain);
            write!(report, "; {domain} {right}/{all}").unwrap();
        }
        writeln!(report).unwrap();
        rates.insert(field, rate(right, all));
    }
    rates
}
