//! Real figures with their traps, and what must come of them. Only for tests.
//!
//! A crackdown as twelve publishers counted it, rewritten from its figures; and, where a folder of shared data is
//! named by `CROSSCHECK_SHARED`, daily totals of an epidemic by two publishers.

use super::sample::{Said, World, says};
use crate::model::finding::{Finding, Severity};

fn rows() -> Vec<Said> {
    let row = |source, metric, figure: &str| says(source, metric, figure).scope("Ruritania");
    vec![
        row("rainews", "arrests", "at least 1400").since("2022-03-27").until("2022-03-30").by("police"),
        row("svt", "arrests", "46120").since("2022-03-27").by("authorities"),
        row("laprensa", "arrests", "47789").since("2022-03-27").until("2022-07-05").by("UCA human rights observatory"),
        row("vntv", "arrests", "about 50000").since("2022-03-27").until("2022-08-27"),
        row("now", "arrests", "60452")
            .since("2022-03-27")
            .until("2022-12-19")
            .published("2022-12-31")
            .by("official data"),
        row("now", "population", "6325827").on("2022").published("2022-12-31").by("Multipurpose Household Survey"),
        row("now", "arrested_share", "0.95 %").since("2022-03-27").until("2022-12-19").published("2022-12-31"),
        row("now", "prison_population", "36515").on("2021").published("2022-12-31").by("Directorate of Penal Centres"),
        row("now", "prison_capacity", "32000").on("2021").published("2022-12-31").by("Cristosal"),
        row("now", "prison_occupancy", "118 %").on("2021").published("2022-12-31"),
        row("now", "custody_deaths", "at least 90").since("2022-03-27").until("2022-12").published("2022-12-31"),
        row("telesur", "imprisoned", "about 100000").since("2022-03-27").until("2023-09-14").by("minister of justice"),
        row("delfi", "imprisoned", "about 74000").since("2022-03-27").until("2024-02"),
        row("hch", "prison_population", "109519").on("2024-04").published("2024-04-08").by("Cristosal"),
        row("hch", "prison_population", "about 38000").on("2022-03").published("2024-04-08").by("Cristosal"),
        row("hch", "incarcerated_share", "2.5 %").on("2024-04").published("2024-04-08"),
        row("hch", "custody_deaths", "244").since("2022-03-27").until("2024-04").published("2024-04-08"),
    ]
}

fn findings(rows: &[Said]) -> Vec<Finding> {
    World::coded(rows.iter().cloned().map(Said::claim)).reconciled().findings
}

/// What was found about two rows, by their figures.
fn between<'f>(findings: &'f [Finding], rows: &[Said], a: &str, b: &str) -> Vec<(&'f str, Severity)> {
    let id = |figure: &str| {
        let at = rows.iter().position(|row| row.clone().claim().text == figure).expect("a figure of the table");
        format!("c{at}")
    };
    let (a, b) = (id(a), id(b));
    findings
        .iter()
        .filter(|finding| finding.claim_ids.contains(&a) && finding.claim_ids.contains(&b))
        .map(|finding| (finding.rule.as_str(), finding.severity))
        .collect()
}

#[test]
fn a_crackdown_counted_by_many_comes_out_as_expected() {
    let rows = rows();
    let findings = findings(&rows);
    let between = |a: &str, b: &str| between(&findings, &rows, a, b);
    let told: Vec<(&str, &str, &str)> =
        findings.iter().map(|f| (f.rule.as_str(), f.severity.as_str(), f.says.as_str())).collect();

    // a running total that grows; one figure has no day and may not raise an alarm
    let totals = ["1400", "46120", "47789", "50000", "60452"];
    for (at, a) in totals.iter().enumerate() {
        for b in &totals[at + 1..] {
            let found = between(a, b);
            assert!(found.iter().all(|f| *f == ("stale_figure", Severity::Note)), "{a} {b}: {found:?}");
        }
    }
    // 60,452 of 6,325,827 is 0.9556 percent: 0.95 only by truncation
    assert_eq!(between("0.95 %", "60452"), [], "{told:#?}");
    // 36,515 of 32,000 is 114.1 percent, not 118
    assert_eq!(between("118 %", "36515"), [("share_mismatch", Severity::Medium)], "{told:#?}");
    assert_eq!(between("118 %", "32000").len(), 1);
    // a running total cannot fall
    assert_eq!(between("100000", "74000"), [("falling_total", Severity::Medium)], "{told:#?}");
    // a level at three dates
    for (a, b) in [("36515", "38000"), ("36515", "109519"), ("38000", "109519")] {
        assert_eq!(between(a, b), [], "{told:#?}");
    }
    // 109,519 of 6,325,827 is 1.73 percent, not 2.5
    assert_eq!(between("2.5 %", "109519"), [("share_mismatch", Severity::Medium)], "{told:#?}");
    // a later point of the same total
    assert!(between("90", "244").iter().all(|f| f.1 == Severity::Note), "{told:#?}");
    // one share arrested, one in prison
    assert_eq!(between("0.95 %", "2.5 %"), [("definition_mismatch", Severity::Medium)], "{told:#?}");
    // and nothing else that would make anybody look up
    let loud = findings.iter().filter(|finding| finding.severity >= Severity::Medium).count();
    assert_eq!(loud, 4, "{told:#?}");
}

#[test]
fn daily_totals_of_an_epidemic_differ_by_their_days_not_by_their_values() {
    let Ok(shared) = std::env::var("CROSSCHECK_SHARED") else { return };
    let path = std::path::Path::new(&shared).join("devdata/reconcile/covid_cases.csv");
    let mut table = csv::Reader::from_path(path).expect("the table of daily totals");
    let rows: Vec<Said> = table
        .records()
        .map(|record| {
            let record = record.expect("a row");
            says(&record[0], &record[1], &record[3]).scope(&record[2]).until(&record[6])
        })
        .collect();
    assert!(rows.len() > 1900);
    let findings = findings(&rows);
    let of = |country: &str| -> Vec<String> {
        let about = |finding: &&Finding| {
            let id = |id: &String| id[1..].parse::<usize>().ok().and_then(|at| rows.get(at)).cloned();
            finding.claim_ids.iter().filter_map(id).any(|row| row.claim().scope.entity == country)
        };
        findings.iter().filter(about).map(|finding| format!("{} {}", finding.rule, finding.severity.as_str())).collect()
    };
    for country in ["Germany", "Iran", "Italy"] {
        let found = of(country);
        let explained = |f: &String| {
            ["stale_figure", "period_mismatch", "definition_mismatch"].iter().any(|rule| f.starts_with(rule))
        };
        assert!(found.iter().any(explained), "{country}: {found:?}");
        assert!(!found.iter().any(|f| f.starts_with("value_conflict")), "{country}: {found:?}");
    }
    // a long series is told in a few findings, not in hundreds
    assert!(findings.len() < 60, "{}", findings.len());
}
