//! The program from outside: what it writes, what it refuses, how it ends.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use tempfile::TempDir;

const ONE: &str = "Flood in Tarn Valley\n\nTARN, 5 March 2024 - At least 40 people were hurt on Monday when the river rose. \
                   Police arrested 212 people.\n";
const TWO: &str = "Valley counts its losses\n\nTARN, 6 March 2024 - Some 55 people were hurt in the flood of Monday. \
                   Police arrested 180 people.\n";

/// A folder to work in; the program runs there.
struct Desk {
    folder: TempDir,
}

/// How a run ended.
struct Ended {
    code: i32,
    out: String,
    err: String,
}

impl Desk {
    fn new(files: &[(&str, &[u8])]) -> Self {
        let desk = Desk { folder: TempDir::new().unwrap() };
        for (name, bytes) in files {
            desk.put(name, bytes);
        }
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn put(&self, name: &str, bytes: &[u8]) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    fn text(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    fn run(&self, args: &[&str]) -> Ended {
        self.run_on(args, b"")
    }

    fn run_on(&self, args: &[&str], stdin: &[u8]) -> Ended {
        let mut command = Command::cargo_bin("crosscheck").unwrap();
        command.current_dir(self.folder.path()).args(args).write_stdin(stdin);
        command.env_remove("NO_COLOR");
        let output = command.output().unwrap();
        let ended = Ended {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        };
        assert!(!ended.err.contains("panicked"), "{}", ended.err);
        ended
    }

    fn fine(&self, args: &[&str]) -> Ended {
        let ended = self.run(args);
        assert_eq!(ended.code, 0, "{args:?}: {}", ended.err);
        ended
    }

    /// A run that must be refused with these words.
    fn refused(&self, args: &[&str], says: &[&str]) {
        let ended = self.run(args);
        assert_eq!(ended.code, 2, "{args:?}: {}{}", ended.out, ended.err);
        for words in says.iter().chain(&["error:", "remedy:"]) {
            assert!(ended.err.contains(words), "{args:?} should say {words:?}: {}", ended.err);
        }
    }
}

/// Every file below a folder with its bytes.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(at) = open.pop() {
        for entry in fs::read_dir(at).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
                files.insert(name, fs::read(&path).unwrap());
            }
        }
    }
    files
}

fn rows(csv: &str) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    reader.deserialize().map(Result::unwrap).collect()
}

fn story() -> Desk {
    Desk::new(&[("in/one.txt", ONE.as_bytes()), ("in/two.txt", TWO.as_bytes())])
}

#[test]
fn a_run_writes_every_table_with_places_that_hold() {
    let desk = story();
    desk.fine(&["in"]);
    for name in ["sources", "statistics", "events", "timeline", "quotes", "groups", "discrepancies", "notices"] {
        assert!(desk.text(&format!("out/tables/{name}.csv")).contains(','), "{name}");
    }
    for name in ["ledger", "run.json", "report.html", "report.md"] {
        assert!(!desk.text(&format!("out/{name}")).is_empty(), "{name}");
    }
    let sources = rows(&desk.text("out/tables/sources.csv"));
    assert_eq!(sources.iter().map(|row| &*row["source_id"]).collect::<Vec<_>>(), ["one", "two"]);
    assert_eq!(sources[0]["title"], "Flood in Tarn Valley");
    let statistics = rows(&desk.text("out/tables/statistics.csv"));
    assert!(statistics.iter().any(|row| row["value"] == "212"), "{statistics:?}");
    for row in statistics.iter().chain(&rows(&desk.text("out/tables/events.csv"))) {
        let text = desk.text(&format!("in/{}.txt", row["source_id"]));
        if let (Ok(start), Ok(end)) = (row["start"].parse::<usize>(), row["end"].parse::<usize>()) {
            assert_eq!(text[start..end], row["text"]);
        }
    }
}

#[test]
fn a_bundled_story_is_read_without_arguments() {
    let desk = Desk::new(&[("data/articles/one.txt", ONE.as_bytes())]);
    let ended = desk.fine(&[]);
    assert!(ended.out.contains("one") && ended.out.contains("out/"), "{}", ended.out);
    Desk::new(&[]).refused(&[], &["nothing to read", "data/articles"]);
}

#[test]
fn neither_order_nor_threads_nor_a_second_run_change_a_byte() {
    let desk = story();
    desk.put("in/b/one.txt", TWO.as_bytes());
    desk.put(
        "in/c.jsonl",
        b"{\"id\":\"r\",\"text\":\"Police arrested 212 people on Monday.\",\"published\":\"2024-03-05\"}\n",
    );
    desk.fine(&["in/one.txt", "in/two.txt", "in/b", "in/c.jsonl", "-o", "a"]);
    desk.fine(&["--threads", "1", "in/c.jsonl", "./in/b/", "in//two.txt", "./in/one.txt", "in/two.txt", "-o", "b"]);
    desk.fine(&["in", "-o", "c", "--threads", "3"]);
    let first = files(&desk.path("a"));
    assert!(first.len() > 10);
    for other in ["b", "c"] {
        let other = files(&desk.path(other));
        assert_eq!(first.keys().collect::<Vec<_>>(), other.keys().collect::<Vec<_>>());
        for (name, bytes) in &first {
            assert!(*bytes == other[name], "{name} differs");
        }
    }
    desk.fine(&["in", "-o", "a"]);
    assert!(files(&desk.path("a")) == first);
}

#[test]
fn what_the_user_must_mend_is_named_with_file_line_and_remedy() {
    let desk = story();
    desk.put("pic.png", b"\x89PNG\r\n\x1a\n\0\0\0");
    desk.put("words.toml", b"[[metric]\nid = \"x\"\n");
    desk.put("facts.csv", b"file,published\none.txt,2024-03-05\ntwo.txt,6/3/2024\n");
    desk.put("facts2.csv", b"name\none.txt\n");
    desk.put("facts3.csv", b"file,title\none.txt,A,B\n");
    fs::create_dir(desk.path("empty")).unwrap();
    desk.refused(&["nothere.txt"], &["nothere.txt", "no such file"]);
    desk.refused(&["repotr"], &["repotr", "no command"]);
    desk.refused(&["in/*.xyz"], &["in/*.xyz", "no such file"]);
    desk.refused(&["empty"], &["empty", "holds no documents"]);
    desk.refused(&["pic.png"], &["pic.png", "looks like a binary file"]);
    desk.refused(&["in", "--vocabulary", "words.toml"], &["words.toml:1"]);
    desk.refused(&["in", "--vocabulary", "none.toml"], &["none.toml", "no such file"]);
    desk.refused(&["in", "--sources", "facts.csv"], &["facts.csv:3 (column published)", "6/3/2024"]);
    desk.refused(&["in", "--sources", "facts2.csv"], &["facts2.csv:1", "\"file\" is missing"]);
    desk.refused(&["in", "--sources", "facts3.csv"], &["facts3.csv:2", "3 cells"]);
    assert!(!desk.path("out").exists(), "a refused run writes nothing");
    let usage = desk.run(&["run", "--method", "guess"]);
    assert_eq!(usage.code, 2, "{}", usage.err);
}

#[cfg(unix)]
#[test]
fn a_file_that_may_not_be_read_is_named() {
    use std::os::unix::fs::PermissionsExt;
    let desk = story();
    fs::set_permissions(desk.path("in/two.txt"), fs::Permissions::from_mode(0o000)).unwrap();
    if fs::read(desk.path("in/two.txt")).is_ok() {
        return; // the superuser may read everything
    }
    desk.refused(&["in/two.txt"], &["two.txt", "may not be read"]);
    assert!(desk.fine(&["in"]).out.contains("may not be read"));
}

#[test]
fn one_bad_document_leaves_a_notice_and_strict_makes_it_an_error() {
    let desk = story();
    desk.put("in/broken.txt", b"\0\0\0\0\x01\x02");
    desk.put("in/table.csv", b"a,b\n");
    desk.put("in/.hidden.txt", b"not for us");
    desk.put("in/lines.jsonl", b"{\"text\":\"Police arrested 3 people.\"}\n{\"text\":\n");
    let ended = desk.fine(&["in"]);
    assert!(ended.out.contains("not read: in/broken.txt"), "{}", ended.out);
    let notices = desk.text("out/tables/notices.csv");
    for says in ["in/broken.txt", "binary", "in/table.csv was not read", "in/lines.jsonl:2"] {
        assert!(notices.contains(says), "{says}: {notices}");
    }
    assert!(!notices.contains("hidden"));
    let sources = rows(&desk.text("out/tables/sources.csv"));
    assert_eq!(sources.iter().map(|row| &*row["source_id"]).collect::<Vec<_>>(), ["lines-1", "one", "two"]);
    desk.refused(&["in", "--strict"], &["in/broken.txt", "in/lines.jsonl:2"]);
}

#[test]
fn facts_beside_the_documents_are_found_and_are_no_document() {
    let desk = story();
    desk.put(
        "in/sources.csv",
        b"file,title,publisher,published,story\none.txt,Given title,The Paper,2024-03,flood\ngone.txt,,,,\n",
    );
    desk.fine(&["in"]);
    let sources = rows(&desk.text("out/tables/sources.csv"));
    assert_eq!(sources.len(), 2);
    assert_eq!((&*sources[0]["title"], &*sources[0]["publisher"]), ("Given title", "The Paper"));
    assert_eq!(
        (&*sources[0]["published"], &*sources[0]["published_grain"], &*sources[0]["published_basis"]),
        ("2024-03", "month", "given")
    );
    assert!(desk.text("out/tables/notices.csv").contains("gone.txt"));
    // asked for one file, the rows of its neighbours are not worth a word
    desk.fine(&["in/two.txt"]);
    assert!(!desk.text("out/tables/notices.csv").contains("sources.csv:2"));
    // named by hand, a table wins over the one beside
    desk.put("other.csv", b"file,title\none.txt,Other title\n");
    desk.fine(&["in", "--sources", "other.csv"]);
    assert_eq!(rows(&desk.text("out/tables/sources.csv"))[0]["title"], "Other title");
}

#[test]
fn standard_input_is_prose_or_records() {
    let desk = Desk::new(&[]);
    let ended = desk.run_on(&["-"], ONE.as_bytes());
    assert_eq!(ended.code, 0, "{}", ended.err);
    assert_eq!(desk.text("out/texts/stdin.txt"), ONE);
    let records = "{\"id\":\"a/b\",\"html\":\"<p>Police arrested <b>212</b> people.</p>\",\"title\":\"T\"}\n{\"id\":7,\"text\":\"x\"}\n";
    let ended = desk.run_on(&["run", "-"], records.as_bytes());
    assert_eq!(ended.code, 0, "{}", ended.err);
    let sources = rows(&desk.text("out/tables/sources.csv"));
    assert_eq!(sources.iter().map(|row| &*row["source_id"]).collect::<Vec<_>>(), ["7", "a_b"]);
    assert_eq!(desk.text("out/texts/a_b.txt"), "Police arrested 212 people.");
    assert!(!desk.path("out/texts/stdin.txt").exists(), "what an earlier run wrote is gone");
    assert_eq!(desk.run_on(&["-"], b"").code, 2);
}

#[test]
fn a_folder_of_somebody_else_is_left_alone() {
    let desk = story();
    desk.put("mine/thesis.doc", b"years of work");
    desk.refused(&["in", "-o", "mine"], &["mine", "not empty"]);
    desk.put("mine/run.json", b"{\"program\":\"other\"}");
    desk.refused(&["in", "-o", "mine"], &["mine", "not empty"]);
    assert_eq!(files(&desk.path("mine")).len(), 2);
    desk.put("file", b"x");
    desk.refused(&["in", "-o", "file"], &["is a file"]);
    desk.refused(&["in", "-o", "in"], &["in", "not empty"]);
    assert_eq!(desk.text("in/one.txt"), ONE);
    desk.refused(&["in", "-o", "."], &["folder you are in"]);
}

#[test]
fn files_of_others_in_our_folder_survive_the_next_run() {
    let desk = story();
    desk.fine(&["in"]);
    desk.put("out/decisions.csv", b"about,act,by,at\nf-1,settle,Kim,2025-03-01\n");
    desk.put("out/notes/mine.txt", b"call them");
    desk.put("out/tables/statistics.csv", b"overwritten by hand");
    fs::remove_file(desk.path("in/two.txt")).unwrap();
    desk.fine(&["in"]);
    assert_eq!(desk.text("out/decisions.csv"), "about,act,by,at\nf-1,settle,Kim,2025-03-01\n");
    assert_eq!(desk.text("out/notes/mine.txt"), "call them");
    assert!(desk.text("out/tables/statistics.csv").contains("claim_id"));
    assert_eq!(rows(&desk.text("out/tables/sources.csv")).len(), 1);
    let beside: Vec<String> = fs::read_dir(desk.folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    assert_eq!(beside.len(), 2, "nothing is left beside the output: {beside:?}");
}

#[test]
fn a_run_that_stops_leaves_the_old_output_whole() {
    let desk = story();
    desk.fine(&["in"]);
    // a folder where the next run wants to write a file of its own
    desk.put("in/three.jsonl", b"{\"id\":\"x\",\"text\":\"Police arrested 5 people.\"}\n");
    desk.put("out/texts/x.txt", b"not ours");
    let before = files(&desk.path("out"));
    desk.refused(&["in"], &["out/texts/x.txt", "did not write it"]);
    assert!(files(&desk.path("out")) == before);
    desk.put("in/sources.csv", b"file\n\"never closed\n");
    assert_eq!(desk.run(&["in"]).code, 2);
    assert!(files(&desk.path("out")) == before);
}

#[test]
fn a_run_that_is_killed_leaves_a_whole_output_and_the_next_one_tidies_up() {
    let desk = story();
    desk.fine(&["in"]);
    desk.put("out/notes.txt", b"mine");
    let program = assert_cmd::cargo::cargo_bin("crosscheck");
    for pause in [1, 5, 10, 20, 40, 60, 80, 100, 150, 200] {
        let mut child = std::process::Command::new(&program)
            .args(["in", "--quiet"])
            .current_dir(desk.folder.path())
            .spawn()
            .unwrap();
        std::thread::sleep(std::time::Duration::from_millis(pause));
        child.kill().unwrap();
        child.wait().unwrap();
        let record: serde_json::Value = serde_json::from_str(&desk.text("out/run.json")).unwrap();
        for name in record["files"].as_array().unwrap() {
            assert!(desk.path("out").join(name.as_str().unwrap()).is_file(), "{name} is missing");
        }
        assert_eq!(desk.text("out/notes.txt"), "mine");
    }
    desk.put(".out.crosscheck-left/run.json", b"{}");
    desk.fine(&["in"]);
    let beside = fs::read_dir(desk.folder.path()).unwrap().count();
    assert_eq!(beside, 2, "only in/ and out/ are left");
}

#[test]
fn results_are_not_read_as_documents() {
    let desk = story();
    desk.put("in/c.jsonl", b"{\"id\":\"r\",\"text\":\"Police arrested 5 people.\"}\n");
    desk.fine(&["in", "-o", "in/out"]);
    desk.fine(&["in", "-o", "in/out"]);
    assert_eq!(rows(&desk.text("in/out/tables/sources.csv")).len(), 3);
    desk.refused(&["in/out"], &["results, not documents"]);
}

#[cfg(unix)]
#[test]
fn links_in_a_circle_end_and_one_file_under_two_names_is_read_once() {
    let desk = story();
    std::os::unix::fs::symlink("..", desk.path("in/up")).unwrap();
    std::os::unix::fs::symlink("one.txt", desk.path("in/same.txt")).unwrap();
    std::os::unix::fs::symlink("nowhere", desk.path("in/dead.txt")).unwrap();
    desk.fine(&["in"]);
    assert_eq!(rows(&desk.text("out/tables/sources.csv")).len(), 2);
    let notices = desk.text("out/tables/notices.csv");
    assert!(notices.contains("same file as") && notices.contains("in/dead.txt"), "{notices}");
}

#[test]
fn globs_are_understood_when_the_shell_left_them() {
    let desk = story();
    desk.put("in/three.md", b"# Third\n\nPolice arrested 4 people.\n");
    desk.fine(&["in/*.txt"]);
    assert_eq!(rows(&desk.text("out/tables/sources.csv")).len(), 2);
}

#[test]
fn formulas_in_titles_are_defused_on_request() {
    let desk = Desk::new(&[("in/a.txt", b"=HYPERLINK(\"http://x\") is here\n\nPolice arrested 212 people.\n")]);
    desk.put("in/sources.csv", b"file,title\na.txt,=1+1\n");
    desk.fine(&["in"]);
    assert_eq!(rows(&desk.text("out/tables/sources.csv"))[0]["title"], "=1+1");
    desk.fine(&["in", "--formula-safe"]);
    assert_eq!(rows(&desk.text("out/tables/sources.csv"))[0]["title"], "'=1+1");
}

#[test]
fn check_ends_with_the_level_asked_for() {
    let desk = story();
    desk.fine(&["in", "-o", "old"]);
    desk.put(
        "in/three.txt",
        b"River toll\n\nTARN, 6 March 2024 - Police arrested 900 people in the flood of Monday, 5 March 2024.\n",
    );
    desk.fine(&["in"]);
    let findings = rows(&desk.text("out/tables/discrepancies.csv"));
    let any = desk.run(&["check", "out", "--fail-on", "note"]);
    assert_eq!(any.code, i32::from(!findings.is_empty()), "{}", any.out);
    for finding in &findings {
        assert!(any.out.contains(&finding["finding_id"]), "{}", any.out);
    }
    assert_eq!(desk.run(&["check", "out", "--fail-on", "note", "--baseline", "out"]).code, 0);
    desk.refused(&["check", "nowhere"], &["nowhere", "no such folder"]);
    desk.refused(&["check", "in"], &["holds no ledger"]);
    desk.put("out/ledger", b"{\"version\":99,\"program\":\"7.0.0\"}");
    desk.refused(&["check", "out"], &["version 99", "crosscheck 7.0.0", "newer crosscheck"]);
}

#[test]
fn every_id_in_a_table_can_be_explained() {
    let desk = story();
    desk.fine(&["in"]);
    let mut explained = 0;
    for (table, column) in [
        ("sources", "source_id"),
        ("statistics", "claim_id"),
        ("events", "event_id"),
        ("groups", "group_id"),
        ("discrepancies", "finding_id"),
    ] {
        for row in rows(&desk.text(&format!("out/tables/{table}.csv"))) {
            let ended = desk.fine(&["explain", "out", &row[column]]);
            assert!(ended.out.contains(&row[column]), "{}", ended.out);
            explained += 1;
        }
    }
    assert!(explained > 4);
    desk.refused(&["explain", "out", "f-none"], &["f-none"]);
    let claim = &rows(&desk.text("out/tables/statistics.csv"))[0];
    let page = desk.fine(&["explain", "out", &claim["claim_id"]]).out;
    assert!(page.contains(&claim["rule"]) && page.contains('^'), "{page}");
}

#[test]
fn charts_and_report_are_made_again_from_the_ledger() {
    let desk = story();
    desk.fine(&["in"]);
    desk.put("out/notes.txt", b"mine");
    let before = files(&desk.path("out"));
    fs::remove_file(desk.path("out/report.html")).unwrap();
    desk.fine(&["report", "out"]);
    desk.fine(&["chart", "out"]);
    assert!(files(&desk.path("out")) == before);
    let wide = desk.fine(&["chart", "out", "--only", "timeline", "--width", "1400"]);
    for line in wide.out.lines() {
        let svg = desk.text(line.split(':').next().unwrap());
        assert!(svg.contains("1400"));
    }
    desk.refused(&["chart", "in"], &["holds no ledger"]);
}

#[test]
fn a_rate_names_no_voice_and_a_ministry_does() {
    let desk = story();
    let text = "Norvia sheds 16 per cent of its staff. In all 9,000 people were hired, per the ministry.";
    let table = desk.run_on(&["extract", "-"], text.as_bytes()).out;
    let voices: Vec<String> = rows(&table).iter().map(|row| row["attributed_to"].clone()).collect();
    assert_eq!(voices, ["", "ministry"]);
}

#[test]
fn extract_streams_the_same_claims_a_run_finds_in_a_document() {
    let desk = story();
    desk.fine(&["in/one.txt"]);
    let ended = desk.fine(&["extract", "in/one.txt"]);
    let of_run = rows(&desk.text("out/tables/statistics.csv"));
    let of_extract = rows(&ended.out);
    assert!(!of_run.is_empty());
    let pick = |rows: &[BTreeMap<String, String>]| -> Vec<[String; 4]> {
        rows.iter().map(|row| ["claim_id", "start", "text", "value"].map(|name| row[name].clone())).collect()
    };
    assert_eq!(pick(&of_run), pick(&of_extract));
    let lines = desk.fine(&["extract", "in", "--format", "jsonl"]).out;
    let tables: Vec<String> = lines
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap()["table"].as_str().unwrap().to_owned())
        .collect();
    assert!(tables.contains(&"statistics".to_owned()), "{lines}");
    desk.refused(&["extract", "in", "--table", "statistics,events"], &["one table"]);
}

#[test]
fn many_records_stream_in_order_whatever_the_threads() {
    let mut records = String::new();
    for at in 0..2_000 {
        records += &format!("{{\"id\":\"r{at}\",\"text\":\"Police arrested {} people in Tarn.\"}}\n", at + 2);
    }
    records += "{broken\n{\"id\":\"r0\",\"text\":\"Police arrested 9 people in Tarn.\"}\n";
    let desk = Desk::new(&[]);
    let one = desk.run_on(&["extract", "-", "--threads", "1"], records.as_bytes());
    let many = desk.run_on(&["extract", "-"], records.as_bytes());
    assert_eq!((one.code, one.out == many.out), (0, true));
    assert!(one.err.contains("-:2001"), "{}", one.err);
    let ids: Vec<String> = rows(&one.out).into_iter().map(|row| row["source_id"].clone()).collect();
    assert!(ids.len() > 1_900, "{}", ids.len());
    assert_eq!((&*ids[0], &**ids.last().unwrap()), ("r0", "r0-2"));
    assert_eq!(desk.run_on(&["extract", "-", "--strict"], records.as_bytes()).code, 2);
}

#[test]
fn mentions_are_json_lines_with_places_that_hold() {
    let desk = story();
    let ended = desk.fine(&["mentions", "in", "--trace"]);
    let mut kinds = Vec::new();
    for line in ended.out.lines() {
        let mention: serde_json::Value = serde_json::from_str(line).unwrap();
        let text = desk.text(&format!("in/{}.txt", mention["source_id"].as_str().unwrap()));
        let [start, end] = ["start", "end"].map(|name| mention[name].as_u64().unwrap() as usize);
        assert_eq!(text[start..end], *mention["text"].as_str().unwrap());
        assert!(mention["parts"].is_array() && !mention["rule"].as_str().unwrap().is_empty());
        kinds.push(mention["kind"].as_str().unwrap().to_owned());
    }
    assert!(kinds.contains(&"quantity".to_owned()) && kinds.contains(&"time".to_owned()), "{kinds:?}");
}

#[test]
fn a_trace_tells_which_rule_read_which_words_and_why_a_year_was_chosen() {
    let desk = Desk::new(&[]);
    let record = r#"{"id":"a","published":"2025-02-04","text":"Exports fell in the first quarter of 2009. Between May and July 40 ships sank. He spoke on Monday at 9 a.m. of it."}"#;
    let ended = desk.run_on(&["mentions", "-", "--trace"], record.as_bytes());
    assert_eq!(ended.code, 0, "{}", ended.err);
    let lines: Vec<serde_json::Value> = ended.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let steps = |text: &str| {
        let line = lines.iter().find(|line| line["text"] == text).unwrap_or_else(|| panic!("{text}: {}", ended.out));
        let step = |step: &serde_json::Value| {
            let said = |name: &str| step[name].as_str().unwrap_or_default().to_owned();
            format!("{} by {}: {}", said("text"), said("rule"), said("value"))
        };
        line["steps"].as_array().unwrap().iter().map(step).collect::<Vec<_>>()
    };
    let quarter =
        ["the first quarter by within: ", "2009 by bare_year: ", "the first quarter of 2009 by of_whole: 2009-Q1"];
    assert_eq!(steps("the first quarter of 2009"), quarter);
    let hour = ["Monday by weekday: ", "9 a.m. by clock: ", "Monday at 9 a.m. by day_clock: 2025-02-03T09:00"];
    assert_eq!(steps("Monday at 9 a.m."), hour);
    let range = [
        "May by month_day_year: 2024-05",
        "July by month_day_year: 2024-07",
        "Between May and July by span: 2024-05/2024-07",
    ];
    assert_eq!(steps("Between May and July"), range);
    let range = lines.iter().find(|line| line["kind"] == "range").unwrap();
    assert_eq!(range["inferred"], serde_json::json!(["year"]));
    assert!(range["steps"][0]["reason"].as_str().unwrap().contains("dateline 2025-02-04"), "{range}");
}

#[test]
fn hand_coded_figures_are_compared() {
    let desk = Desk::new(&[(
        "figures.csv",
        b"source_id,metric,scope,value,period_start,period_end,period_kind,coder\n\
          paper,arrests,Tarn,\"75,000\",2023,2023,during,Kim\n\
          wire,arrests,Tarn,\"97,000\",2023,2023,during,Lee\n",
    )]);
    desk.fine(&["reconcile", "figures.csv"]);
    let statistics = rows(&desk.text("out/tables/statistics.csv"));
    assert_eq!(
        statistics.iter().map(|row| (&*row["value"], &*row["coder"])).collect::<Vec<_>>(),
        [("75000", "Kim"), ("97000", "Lee")]
    );
    assert_eq!((&*statistics[0]["metric_label"], &*statistics[0]["known_metric"]), ("Arrests", "yes"));
    assert_eq!((&*statistics[0]["period_start"], &*statistics[0]["period_end"]), ("2023-01-01", "2023-12-31"));
    // a run's own table is a table of claims too, and comes out as it went in
    desk.fine(&["reconcile", "out/tables/statistics.csv", "-o", "again"]);
    assert_eq!(desk.text("again/tables/statistics.csv"), desk.text("out/tables/statistics.csv"));
    assert_eq!(desk.text("again/tables/discrepancies.csv"), desk.text("out/tables/discrepancies.csv"));
    desk.put("bad.csv", b"source_id,metric,value\na,m,1\nb,m,lots\n");
    desk.refused(&["reconcile", "bad.csv"], &["bad.csv:3 (column value)", "\"lots\""]);
    desk.put("none.csv", b"source_id,metric,value\n");
    desk.refused(&["reconcile", "none.csv"], &["no rows"]);
}

#[test]
fn the_vocabulary_shows_itself() {
    let desk = Desk::new(&[]);
    let list = desk.fine(&["metrics"]).out;
    assert!(list.lines().count() > 10 && list.contains("arrests"), "{list}");
    assert!(desk.fine(&["metrics", "show", "arrests"]).out.contains("reads"));
    desk.refused(&["metrics", "show", "nonsense"], &["nonsense"]);
    desk.refused(&["metrics", "show", "arrest"], &["there is no metric", "arrests"]);
}

#[test]
fn help_man_and_completions_are_there_for_every_command() {
    let desk = Desk::new(&[]);
    let help = desk.fine(&["--help"]).out;
    for command in [
        "run",
        "extract",
        "mentions",
        "reconcile",
        "chart",
        "report",
        "review",
        "check",
        "diff",
        "export",
        "explain",
        "metrics",
        "completions",
        "man",
    ] {
        assert!(help.contains(&format!("\n  {command} ")), "{command}");
        assert!(desk.fine(&[command, "--help"]).out.contains("Example"), "{command}");
        assert!(desk.fine(&["man", command]).out.contains(".TH"), "{command}");
    }
    for shell in ["bash", "fish", "zsh"] {
        assert!(desk.fine(&["completions", shell]).out.contains("crosscheck"));
    }
    desk.refused(&["man", "nonsense"], &["nonsense"]);
}

#[test]
fn quiet_is_quiet_and_colour_comes_when_called() {
    let desk = story();
    let quiet = desk.fine(&["in", "--quiet"]);
    assert_eq!((quiet.out.as_str(), quiet.err.as_str()), ("", ""));
    let plain = desk.fine(&["explain", "out", "one"]);
    assert!(!plain.out.contains('\x1b') && !desk.fine(&["in"]).out.contains('\x1b'));
    assert!(desk.fine(&["explain", "out", "one", "--color", "always"]).out.contains('\x1b'));
}

#[cfg(unix)]
#[test]
fn a_reader_that_leaves_early_is_no_error() {
    let desk = story();
    let program = assert_cmd::cargo::cargo_bin("crosscheck");
    let mut child = std::process::Command::new(program)
        .args(["metrics", "list"])
        .current_dir(desk.folder.path())
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let ended = child.wait_with_output().unwrap();
    assert_eq!(ended.status.code(), Some(0));
    assert!(ended.stderr.is_empty(), "{}", String::from_utf8_lossy(&ended.stderr));
}

#[test]
fn a_title_cannot_play_with_the_terminal() {
    let desk = story();
    desk.put("in/sources.csv", "file,title\none.txt,\"\u{1b}[2J\u{1b}]0;gone\u{7}\"\n".as_bytes());
    desk.fine(&["in"]);
    for ended in [desk.fine(&["in"]), desk.fine(&["explain", "out", "one"])] {
        assert!(!ended.out.contains(['\u{1b}', '\u{7}']), "{:?}", ended.out);
    }
}
