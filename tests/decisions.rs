//! What people decide, from outside: it is kept, applied on every later run, goes stale and never vanishes.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use assert_cmd::Command;
use tempfile::TempDir;

const ONE: &str =
    "Flood in Tarn Valley\n\nTARN, 5 March 2024 - Police arrested 212 people in the flood of Monday, 4 March 2024.\n";
const TWO: &str = "Valley counts its losses\n\nTARN, 5 March 2024 - Police arrested 318 people in the flood of Monday, 4 March 2024.\n";

/// A folder with two sources at odds, read once.
struct Desk {
    folder: TempDir,
}

type Row = BTreeMap<String, String>;

impl Desk {
    fn new() -> Self {
        let desk = Desk { folder: TempDir::new().unwrap() };
        desk.put("in/one.txt", ONE);
        desk.put("in/two.txt", TWO);
        desk.run(&["in"]);
        assert_eq!(desk.conflicts().len(), 1, "{:#?}", desk.findings());
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn put(&self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn text(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    fn ended(&self, args: &[&str]) -> (i32, String) {
        let mut command = Command::cargo_bin("crosscheck").unwrap();
        let output = command.current_dir(self.folder.path()).env("USER", "Kim").args(args).output().unwrap();
        let said = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert!(!said.contains("panicked"), "{said}");
        (output.status.code().unwrap_or(-1), said)
    }

    fn run(&self, args: &[&str]) -> String {
        let (code, said) = self.ended(args);
        assert_eq!(code, 0, "{args:?}: {said}");
        said
    }

    fn rows(&self, table: &str) -> Vec<Row> {
        let text = self.text(&format!("out/tables/{table}.csv"));
        csv::Reader::from_reader(text.as_bytes()).deserialize().map(Result::unwrap).collect()
    }

    fn findings(&self) -> Vec<Row> {
        self.rows("discrepancies")
    }

    fn conflicts(&self) -> Vec<Row> {
        self.findings().into_iter().filter(|row| row["rule"] == "value_conflict").collect()
    }

    fn claim(&self, source: &str) -> Row {
        self.rows("statistics").into_iter().find(|row| row["source_id"] == source).expect("a claim of the source")
    }

    /// Brings a table of decisions, each `act,about,by,at,reason,arguments`, and takes them.
    fn decide(&self, rows: &[[&str; 6]]) -> String {
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(["act", "about", "by", "at", "reason", "arguments"]).unwrap();
        rows.iter().for_each(|row| writer.write_record(row).unwrap());
        fs::write(self.path("mine.csv"), writer.into_inner().unwrap()).unwrap();
        self.run(&["review", "out", "--apply", "mine.csv"])
    }

    fn kept(&self) -> Vec<Row> {
        let text = self.text("out/decisions.csv");
        csv::Reader::from_reader(text.as_bytes()).deserialize().map(Result::unwrap).collect()
    }

    fn standing(&self, at: usize) -> String {
        self.rows("decisions")[at]["standing"].clone()
    }
}

fn status(rows: &[Row]) -> [&str; 3] {
    ["status", "decided_by", "reason"].map(|column| rows[0][column].as_str())
}

#[test]
fn what_is_settled_is_settled_after_the_next_run_and_open_again_when_undone() {
    let desk = Desk::new();
    assert_eq!(status(&desk.conflicts()), ["open", "", ""]);
    assert_eq!(desk.ended(&["check", "out", "--fail-on", "note"]).0, 1);
    let id = &desk.conflicts()[0]["finding_id"];
    desk.decide(&[["settle", id, "Kim", "2025-03-01", "the second paper corrected it", ""]]);
    for _ in 0..2 {
        assert_eq!(status(&desk.conflicts()), ["settled", "Kim", "the second paper corrected it"]);
        assert_eq!(desk.ended(&["check", "out", "--fail-on", "note"]).0, 0);
        assert!(desk.text("out/report.html").contains("the second paper corrected it"));
        desk.run(&["in"]);
    }
    let decision = &desk.kept()[0]["decision_id"];
    let explained = desk.run(&["explain", "out", decision]);
    assert!(explained.contains("settle by Kim") && explained.contains("applied"), "{explained}");
    assert!(desk.run(&["explain", "out", id]).contains(decision.as_str()));
    desk.decide(&[["undo", decision, "Lee", "2025-03-02", "", ""]]);
    desk.run(&["in"]);
    assert_eq!(status(&desk.conflicts()), ["open", "", ""]);
    assert_eq!([0, 1].map(|at| desk.standing(at)), ["undone", "applied"]);
    assert_eq!(desk.kept().len(), 2, "nothing is taken out of the file");
}

#[test]
fn what_is_decided_outlives_its_finding_as_a_stale_row() {
    let desk = Desk::new();
    let finding = desk.conflicts().remove(0);
    fs::write(desk.path("edited.csv"), desk.text("out/tables/discrepancies.csv").replace(",open,", ",settled,"))
        .unwrap();
    desk.run(&["review", "out", "--apply", "edited.csv"]);
    assert_eq!(status(&desk.conflicts())[..2], ["settled", "Kim"]);
    assert!(desk.run(&["review", "out", "--apply", "edited.csv"]).contains("none of them new"));
    desk.put("in/two.txt", &TWO.replace("318", "212"));
    desk.run(&["in"]);
    let row = desk.findings().into_iter().find(|row| row["finding_id"] == finding["finding_id"]).expect("it is told");
    assert_eq!((row["status"].as_str(), row["severity"].as_str()), ("stale", "note"));
    assert!(row["summary"].contains("318"), "{row:?}");
    assert_eq!(desk.standing(0), "stale");
    assert!(desk.text("out/tables/notices.csv").contains("no longer found"));
    let (_, checked) = desk.ended(&["check", "out", "--fail-on", "note"]);
    assert!(!checked.contains(&finding["finding_id"]), "what is gone is nothing to fail on: {checked}");
    // and back
    desk.put("in/two.txt", TWO);
    desk.run(&["in"]);
    assert_eq!(status(&desk.conflicts())[..2], ["settled", "Kim"]);
}

#[test]
fn a_struck_claim_and_a_corrected_one_change_what_the_next_run_compares() {
    let desk = Desk::new();
    let claim = desk.claim("two");
    let said = desk.decide(&[["strike", &claim["claim_id"], "Kim", "2025-03-01", "a house number", ""]]);
    assert!(said.contains("1 waiting") && said.contains("next crosscheck run"), "{said}");
    assert_eq!(desk.conflicts().len(), 1, "not yet");
    desk.run(&["in"]);
    assert!(desk.conflicts().is_empty());
    assert!(desk.rows("statistics").iter().all(|row| row["claim_id"] != claim["claim_id"]));
    assert!(desk.text("out/tables/notices.csv").contains("struck by Kim: a house number"));
    let undo = desk.kept()[0]["decision_id"].clone();
    let corrected = r#"{"value":"212"}"#;
    desk.decide(&[
        ["undo", &undo, "Kim", "2025-03-02", "", ""],
        ["correct", &claim["claim_id"], "Kim", "2025-03-02", "misprint", corrected],
    ]);
    desk.run(&["in"]);
    assert_eq!(desk.claim("two")["value"], "212");
    assert_eq!(desk.claim("two")["text"], "318", "the words stay");
    assert!(desk.conflicts().is_empty());
}

#[test]
fn figures_are_preferred_parted_and_traced_to_one_origin() {
    let desk = Desk::new();
    let [one, two] = ["one", "two"].map(|source| desk.claim(source)["claim_id"].clone());
    let both = format!("{one} | {two}");
    let cell = |desk: &Desk| desk.rows("groups").into_iter().find(|row| row["members"].contains(&one)).unwrap();
    let mut undo = String::new();
    for (act, about, reads) in [
        ("prefer", &two, ["318", "2", "1"]),
        ("prefer", &one, ["212", "2", "1"]),
        ("camp", &two, ["318", "2", "1"]),
        ("same_origin", &both, ["", "1", "1"]),
        ("different", &both, ["212", "1", "0"]),
    ] {
        let taken_back = ["undo", &undo, "Kim", "2025-03-01", "", ""];
        let decided = [act, about, "Kim", "2025-03-01", "because", ""];
        let rows = if undo.is_empty() { vec![decided] } else { vec![taken_back, decided] };
        desk.decide(&rows);
        desk.run(&["in"]);
        let cell = cell(&desk);
        let conflicts = desk.conflicts().len().to_string();
        assert_eq!([&*cell["origins"], &*conflicts], reads[1..], "{act}");
        if !reads[0].is_empty() {
            assert_eq!(cell["best"], reads[0], "{act}: {cell:?}");
        }
        undo = desk.kept().last().unwrap()["decision_id"].clone();
    }
}

#[test]
fn tables_of_several_reviewers_merge_in_any_order_and_their_conflicts_are_shown() {
    let desk = Desk::new();
    let id = &desk.conflicts()[0]["finding_id"];
    let head = "act,about,by,at,reason\n";
    desk.put("kim.csv", &format!("{head}settle,{id},Kim,2025-03-01,a typo\n"));
    desk.put("lee.csv", &format!("{head}pending,{id},Lee,2025-03-02,asked the police\n"));
    let mut told = Vec::new();
    for files in [["kim.csv", "lee.csv"], ["lee.csv", "kim.csv"]] {
        fs::remove_file(desk.path("out/decisions.csv")).ok();
        desk.run(&["in", "--decisions", files[0], "--decisions", files[1]]);
        assert_eq!(desk.kept().len(), 2, "later runs know them too");
        desk.run(&["in"]);
        assert_eq!(status(&desk.conflicts())[..2], ["pending", "Kim; Lee"]);
        assert!(desk.conflicts()[0]["reason"].contains("the reviewers disagree"));
        assert!(desk.text("out/tables/notices.csv").contains("is disputed: Lee decided otherwise"));
        told.push(desk.text("out/tables/discrepancies.csv") + &desk.text("out/tables/decisions.csv"));
    }
    assert_eq!(told[0], told[1]);
}

#[test]
fn a_row_cut_short_is_told_and_a_table_that_is_none_is_refused() {
    let desk = Desk::new();
    let id = &desk.conflicts()[0]["finding_id"];
    desk.decide(&[["settle", id, "Kim", "2025-03-01", "why", ""]]);
    let whole = desk.text("out/decisions.csv");
    desk.put("out/decisions.csv", &format!("{whole}decision-0,2025-03-0"));
    desk.run(&["in"]);
    assert!(desk.text("out/tables/notices.csv").contains("was cut short"));
    assert_eq!(status(&desk.conflicts())[0], "settled");
    let said = desk.decide(&[["note", id, "Kim", "2025-03-02", "look again", ""]]);
    assert!(said.contains("was cut short"), "{said}");
    assert_eq!(desk.kept().len(), 2);
    for (file, says) in [
        ("a,b\n1,2\n", "the column at, by, act, about is missing"),
        ("act,about,by,at\nburn,f-1,Kim,2025-03-01\n", "bad.csv:2 (column act)"),
        ("act,about,by,at\nsame,c-1,Kim,2025-03-01\n", "same needs two ids"),
        ("act,about,by,at,arguments\ncorrect,c-1,Kim,2025-03-01,\"{\"\"value\"\":\"\"x\"\"}\"\n", "write digits"),
        ("finding_id,status\nf-none,settled\n", "\"f-none\" is not found"),
        ("finding_id,status\n,settled\n", "none of them new"),
    ] {
        desk.put("bad.csv", file);
        let (code, said) = desk.ended(&["review", "out", "--apply", "bad.csv"]);
        assert_eq!((code, said.contains(says)), (if says.starts_with("none") { 0 } else { 2 }, true), "{said}");
    }
    assert_eq!(desk.kept().len(), 2, "what is refused is not kept");
}

#[test]
fn what_is_open_is_told_in_the_forms_of_build_tools() {
    let desk = Desk::new();
    let id = &desk.conflicts()[0]["finding_id"];
    for (format, holds) in [
        ("text", "open finding"),
        ("json", "\"fail_on\": \"note\""),
        ("junit", "<failure "),
        ("sarif", "\"version\": \"2.1.0\""),
        ("github", "::"),
    ] {
        let (code, said) = desk.ended(&["check", "out", "--fail-on", "note", "--format", format]);
        assert_eq!((code, said.contains(holds), said.contains(id.as_str())), (1, true, true), "{format}: {said}");
        let known = desk.ended(&["check", "out", "--fail-on", "note", "--baseline", "out", "--format", format]);
        // in JUnit what passes is told too
        let told = if format == "junit" { "<failure " } else { id.as_str() };
        assert_eq!((known.0, known.1.contains(told)), (0, false), "{format}: {}", known.1);
    }
    assert_eq!(desk.ended(&["check", "out", "--format", "pdf"]).0, 2);
}

#[test]
fn two_runs_are_told_apart() {
    let desk = Desk::new();
    desk.run(&["in", "-o", "old"]);
    assert_eq!(desk.run(&["diff", "old", "out"]), "nothing differs\n");
    desk.put("in/two.txt", &TWO.replace("318", "212"));
    let finding = desk.conflicts()[0]["finding_id"].clone();
    desk.decide(&[["settle", &finding, "Kim", "2025-03-01", "why", ""]]);
    let told = desk.run(&["diff", "old", "out"]);
    assert!(told.contains("status: open -> settled") && told.contains("decision: 1 came"), "{told}");
    desk.run(&["in"]);
    let told = desk.run(&["diff", "old", "out"]);
    assert!(told.contains("figures: 1 came, 1 went"), "{told}");
    assert!(told.contains("value_conflict"), "{told}");
    let json: serde_json::Value = serde_json::from_str(&desk.run(&["diff", "old", "out", "--format", "json"])).unwrap();
    assert_eq!(json["figures"].as_array().unwrap().len(), 2);
    assert_eq!(desk.ended(&["diff", "old", "nowhere"]).0, 2);
}

#[test]
fn everything_is_handed_to_other_programs() {
    let desk = Desk::new();
    let finding = desk.conflicts()[0]["finding_id"].clone();
    desk.decide(&[["settle", &finding, "Kim", "2025-03-01", "the second paper corrected it", ""]]);
    let json = |format: &str| -> serde_json::Value {
        serde_json::from_str(&desk.run(&["export", "out", "--format", format])).unwrap()
    };
    let timeline = json("timelinejs");
    assert_eq!(timeline["events"][0]["start_date"]["year"], 2024, "{timeline}");
    let graph = json("claimreview")["@graph"].as_array().unwrap().clone();
    let of = |kind: &str| graph.iter().filter(|node| node["@type"] == kind).count();
    assert_eq!((of("ClaimReview"), of("Claim") > 1), (2, true));
    let lines = desk.run(&["export", "out", "--format", "jsonl"]);
    let tables: std::collections::BTreeSet<String> = lines
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap()["table"].as_str().unwrap().to_owned())
        .collect();
    assert!(["sources", "statistics", "discrepancies", "decisions", "texts"].iter().all(|name| tables.contains(*name)));
    desk.run(&["export", "out", "--format", "jsonl", "-o", "all.jsonl"]);
    assert_eq!(desk.text("all.jsonl"), lines);
    let (code, said) = desk.ended(&["export", "out", "--format", "sqlite", "-o", "all.db"]);
    if cfg!(feature = "sqlite") {
        assert_eq!(code, 0, "{said}");
        assert!(fs::read(desk.path("all.db")).unwrap().starts_with(b"SQLite format 3"));
        assert!(desk.text("all.db.metadata.json").contains("\"all\""));
        assert_eq!(desk.ended(&["export", "out", "--format", "sqlite"]).0, 2);
    } else {
        assert_eq!((code, said.contains("--features sqlite")), (2, true), "{said}");
    }
}
