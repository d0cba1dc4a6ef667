//! Tables of figures through `crosscheck reconcile`: what must come of them, and that neither order, repeats, threads nor parts change it.
//!
//! Two tables of real figures stay outside this repository: `CROSSCHECK_SHARED` names the folder that holds `devdata/reconcile/`. Unset, the
//! tests say so and pass; set and wrong, they fail. The others are made up here.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use proptest::prelude::*;

type Row = BTreeMap<String, String>;

/// A folder to work in.
struct Desk(tempfile::TempDir);

impl Desk {
    fn new() -> Self {
        Desk(tempfile::tempdir().unwrap())
    }

    fn put(&self, name: &str, text: &str) {
        std::fs::write(self.0.path().join(name), text).unwrap();
    }

    fn run(&self, args: &[&str]) {
        let mut command = assert_cmd::Command::cargo_bin("crosscheck").unwrap();
        command.current_dir(self.0.path()).arg("reconcile").args(args).arg("--quiet").assert().success();
    }

    fn text(&self, name: &str) -> String {
        std::fs::read_to_string(self.0.path().join(name)).unwrap()
    }

    fn rows(&self, table: &str) -> Vec<Row> {
        let mut reader = csv::Reader::from_path(self.0.path().join(table)).unwrap();
        reader.deserialize().map(|row| row.unwrap()).collect()
    }
}

fn reconciled(table: &Path, more: &[&str]) -> (Vec<Row>, Vec<Row>) {
    let desk = Desk::new();
    let path = table.to_string_lossy().into_owned();
    desk.run(&[&[path.as_str(), "-o", "out"], more].concat());
    (desk.rows("out/tables/discrepancies.csv"), desk.rows("out/tables/groups.csv"))
}

fn made_up(text: &str, more: &[&str]) -> (Vec<Row>, Vec<Row>) {
    let desk = Desk::new();
    desk.put("t.csv", text);
    reconciled(&desk.0.path().join("t.csv"), more)
}

fn shared(name: &str) -> Option<PathBuf> {
    let Some(shared) = std::env::var_os("CROSSCHECK_SHARED").map(PathBuf::from) else {
        eprintln!("CROSSCHECK_SHARED is not set: {name} is not looked at");
        return None;
    };
    let path = shared.join("devdata/reconcile").join(name);
    assert!(path.is_file(), "CROSSCHECK_SHARED is set, but {} is missing", path.display());
    Some(path)
}

/// Findings that rest on all of these values, by rule and severity.
fn about<'f>(findings: &'f [Row], values: &[&str]) -> Vec<(&'f str, &'f str)> {
    let holds = |row: &&Row| {
        let told: Vec<&str> = row["values"].split(" | ").flat_map(|value| value.split(' ')).collect();
        values.iter().all(|value| told.contains(value))
    };
    findings.iter().filter(holds).map(|row| (row["rule"].as_str(), row["severity"].as_str())).collect()
}

#[test]
fn two_publishers_of_an_epidemic_are_two_camps_and_not_hundreds_of_conflicts() {
    let Some(table) = shared("covid_cases.csv") else { return };
    let (findings, groups) = reconciled(&table, &[]);
    let camps: Vec<&Row> = findings.iter().filter(|row| row["rule"] == "definition_mismatch").collect();
    assert_eq!(camps.len(), 1, "{camps:#?}");
    assert!(camps[0]["summary"].contains("JHU gives more than WHO"), "{}", camps[0]["summary"]);
    for country in ["Germany", "Iran", "Italy"] {
        let group = groups.iter().find(|row| row["scope"] == country).unwrap();
        let rules: Vec<&str> = findings
            .iter()
            .filter(|row| row["group_id"] == group["group_id"])
            .map(|row| row["rule"].as_str())
            .collect();
        assert!(!rules.contains(&"value_conflict"), "{country}: {rules:?}");
    }
    let conflicts = findings.iter().filter(|row| row["rule"] == "value_conflict").count();
    assert!(conflicts < 20 && findings.len() < 60, "{conflicts} of {}", findings.len());
}

#[test]
fn figures_of_a_crackdown_come_out_as_expected() {
    let Some(table) = shared("elsalvador_claims.csv") else { return };
    let (findings, _) = reconciled(&table, &[]);
    let silent = |values: &[&str]| {
        let found = about(&findings, values);
        assert!(found.iter().all(|found| *found == ("stale_figure", "note")), "{values:?}: {found:?}");
    };
    for values in [["1400", "46120"], ["1400", "47789"], ["46120", "60452"], ["47789", "60452"], ["50000", "60452"]] {
        silent(&values);
    }
    silent(&["0.95", "60452"]);
    silent(&["36515", "38000"]);
    silent(&["38000", "109519"]);
    silent(&["36515", "109519"]);
    silent(&["90", "244"]);
    assert_eq!(about(&findings, &["118", "36515"]), [("share_mismatch", "medium")]);
    assert_eq!(about(&findings, &["2.5", "109519"]), [("share_mismatch", "medium")]);
    let fall = about(&findings, &["100000", "74000"]);
    assert!(fall == [("falling_total", "medium")] || fall[0].0 == "definition_mismatch", "{fall:?}");
}

/// Ships as five sites time them: two at the anchorage, three at the quay; one site slips once.
fn ships(form: impl Fn(u32) -> String) -> String {
    let mut rows = String::from("source_id,metric,scope,value\n");
    for ship in 0..14u32 {
        let anchored = 340 + ship * 71;
        let moored = anchored + 25 + ship % 4;
        let slip = if ship == 6 { moored + 120 } else { moored };
        for (site, minutes) in
            [("anchor", anchored), ("buoy", anchored), ("quay", moored), ("crane", moored), ("dock", slip)]
        {
            rows.push_str(&format!("{site},arrival,Ship {ship},{}\n", form(minutes)));
        }
    }
    rows
}

#[test]
fn a_split_definition_is_one_finding_and_no_best_figure_until_one_is_asked_for() {
    let clock = |minutes: u32| format!("{:02}:{:02}", minutes / 60 % 24, minutes % 60);
    let (findings, groups) = made_up(&ships(clock), &[]);
    let camps: Vec<&Row> = findings.iter().filter(|row| row["rule"] == "definition_mismatch").collect();
    assert_eq!(camps.len(), 1, "{findings:#?}");
    let says = &camps[0]["summary"];
    assert!(says.contains("crane, dock and quay give more than anchor and buoy for arrival in 14 of 14"), "{says}");
    assert!(groups.iter().all(|row| row["verdict"] == "split" && row["best"].is_empty()), "{groups:#?}");
    let (_, groups) = made_up(&ships(clock), &["--best", "always"]);
    for row in &groups {
        let ship: u32 = row["scope"].trim_start_matches("Ship ").parse().unwrap();
        assert_eq!(row["best"], clock(340 + ship * 71 + 25 + ship % 4), "{}", row["estimate_why"]);
    }
}

#[test]
fn times_of_day_are_understood_in_all_their_forms() {
    let forms: [fn(u32) -> String; 3] = [
        |minutes| {
            format!(
                "{}:{:02}{}",
                (minutes / 60 + 11) % 12 + 1,
                minutes % 60,
                if minutes / 60 % 24 < 12 { "a" } else { "p" }
            )
        },
        |minutes| format!("2024-05-02 {:02}:{:02}", minutes / 60 % 24, minutes % 60),
        |minutes| minutes.to_string(),
    ];
    for form in forms {
        let (findings, _) = made_up(&ships(form), &[]);
        assert_eq!(findings.iter().filter(|row| row["rule"] == "definition_mismatch").count(), 1, "{}", form(340));
    }
}

/// Heads in villages as editors gave them: most right or rounded, two of them careless.
fn villages() -> String {
    let mut rows = String::from("source_id,metric,scope,value,period_start,period_kind\n");
    for village in 0..40u32 {
        let heads = 1_207 + village * 613;
        let rounded = (heads + 50) / 100 * 100;
        let wrong = heads + 1_913 + village % 7 * 211;
        for (editor, value) in [("ada", heads), ("ben", if village % 2 == 0 { heads } else { rounded }), ("cyd", wrong)]
        {
            rows.push_str(&format!("{editor},population,Village {village},{value},2020,point\n"));
        }
        // in every fourth village the careless are two
        if village % 4 == 0 {
            rows.push_str(&format!("dot,population,Village {village},{wrong},2020,point\n"));
        } else {
            rows.push_str(&format!("dot,population,Village {village},{},2020,point\n", heads - 3));
        }
    }
    rows
}

#[test]
fn sources_that_agree_more_often_weigh_more() {
    let (_, groups) = made_up(&villages(), &["--best", "always"]);
    let right = groups
        .iter()
        .filter(|row| {
            let village: u32 = row["scope"].trim_start_matches("Village ").parse().unwrap();
            row["best"] == (1_207 + village * 613).to_string()
        })
        .count();
    assert!(right >= 38, "{right} of 40");
    assert!(groups.iter().all(|row| row["estimate_why"].contains("vote")));
}

#[test]
fn states_of_parts_merge_to_the_bytes_of_the_whole() {
    let desk = Desk::new();
    let table = ships(|minutes| minutes.to_string());
    let lines: Vec<&str> = table.lines().collect();
    let part = |rows: &[&str]| format!("{}\n{}\n", lines[0], rows.join("\n"));
    desk.put("a.csv", &part(&lines[1..30]));
    // rows of the border stand in both
    desk.put("b.csv", &part(&lines[28..]));
    desk.run(&["a.csv", "b.csv", "-o", "whole"]);
    desk.run(&["a.csv", "--partial", "a.state"]);
    desk.run(&["b.csv", "--partial", "b.state"]);
    desk.run(&["--merge", "b.state", "a.state", "-o", "merged"]);
    for name in
        ["run.json", "ledger", "report.html", "tables/groups.csv", "tables/discrepancies.csv", "tables/notices.csv"]
    {
        assert_eq!(desk.text(&format!("whole/{name}")), desk.text(&format!("merged/{name}")), "{name}");
    }
}

#[test]
fn standard_input_semicolons_and_bad_rows() {
    let desk = Desk::new();
    let mut command = assert_cmd::Command::cargo_bin("crosscheck").unwrap();
    let table = "\u{feff}source_id;metric;value;note\na;votes;1 204;\"first\nsecond\"\nb;votes;1,467;x\n";
    command.current_dir(desk.0.path()).args(["reconcile", "-", "--quiet"]).write_stdin(table).assert().success();
    let rows = desk.rows("out/tables/statistics.csv");
    assert_eq!((rows[0]["value"].as_str(), rows[0]["note"].as_str()), ("1204", "first\nsecond"));
    desk.put("bad.csv", "source_id,metric,value\na,votes,1\nb,votes,many\nb,votes,3\nb,votes,3\n");
    let refused = |args: &[&str], words: &str| {
        let mut command = assert_cmd::Command::cargo_bin("crosscheck").unwrap();
        let output = command.current_dir(desk.0.path()).arg("reconcile").args(args).output().unwrap();
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.code() == Some(2) && told.contains(words), "{told}");
    };
    refused(&["bad.csv"], "bad.csv:3 (column value)");
    desk.run(&["bad.csv", "--skip-bad-rows"]);
    let notices = desk.text("out/tables/notices.csv");
    assert!(notices.contains("bad.csv:3") && notices.contains("bad.csv:5 stands"), "{notices}");
    desk.put("twice.csv", "source_id,metric,value\nb,votes,3\nb,votes,3\n");
    refused(&["twice.csv", "--strict"], "twice.csv:3");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2, ..ProptestConfig::default() })]

    /// Rows in any order, some of them twice, on any number of threads: the same findings and groups.
    #[test]
    fn neither_order_nor_repeats_nor_threads_change_anything(
        order in Just((0..70usize).collect::<Vec<_>>()).prop_shuffle(),
        twice in proptest::collection::vec(0..70usize, 0..5),
        threads in 1..4usize,
    ) {
        let table = ships(|minutes| minutes.to_string());
        let lines: Vec<&str> = table.lines().collect();
        let mixed: Vec<&str> = order.iter().chain(&twice).map(|&at| lines[1 + at]).collect();
        let desk = Desk::new();
        desk.put("one/t.csv".trim_start_matches("one/"), &table);
        desk.run(&["t.csv", "-o", "plain"]);
        desk.put("t.csv", &format!("{}\n{}\n", lines[0], mixed.join("\n")));
        desk.run(&["t.csv", "-o", "mixed", "--threads", &threads.to_string()]);
        for name in ["tables/groups.csv", "tables/discrepancies.csv", "tables/statistics.csv"] {
            prop_assert_eq!(desk.text(&format!("plain/{name}")), desk.text(&format!("mixed/{name}")));
        }
    }
}
