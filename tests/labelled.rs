//! Thirty-four labelled discrepancies between publishers of data, each a small table or a few texts: is the difference explained rightly?
//!
//! `tests/labelled/README.md` says where they come from. A case passes when one of the rules it expects speaks and nothing graver than
//! that rule's own finding calls it something else; `agrees` passes when nothing of low severity or worse is said. `score.txt` is the
//! golden: `UPDATE_GOLDENS=1 cargo test --test labelled` writes it anew.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use serde::Deserialize;

/// How many of the cases must come out in the right class; 28 is the aim.
const FLOOR: usize = 28;

#[derive(Debug, Deserialize)]
struct Case {
    expected: Vec<String>,
    table: Option<String>,
    #[serde(default)]
    document: Vec<Document>,
}

#[derive(Debug, Deserialize)]
struct Document {
    id: String,
    published: String,
    text: String,
}

#[derive(Debug, Deserialize)]
struct Row {
    rule: String,
    severity: String,
}

#[test]
fn most_labelled_discrepancies_are_explained_rightly() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/labelled");
    let mut cases: Vec<PathBuf> =
        std::fs::read_dir(folder.join("cases")).unwrap().map(|entry| entry.unwrap().path()).collect();
    cases.sort();
    let mut score = String::new();
    let mut right = 0;
    for path in &cases {
        let name = path.file_stem().unwrap().to_string_lossy();
        let case: Case = toml::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
        let found = findings(&case);
        let is_right = is_right(&case.expected, &found);
        right += usize::from(is_right);
        let rules: BTreeSet<String> = found.iter().map(|row| format!("{} ({})", row.rule, row.severity)).collect();
        let rules = rules.into_iter().collect::<Vec<_>>().join(", ");
        let mark = if is_right { "right" } else { "WRONG" };
        writeln!(score, "{mark} {name}: expected {}; found {rules}", case.expected.join(" or ")).unwrap();
    }
    writeln!(score, "{right} of {} right", cases.len()).unwrap();
    let golden = folder.join("score.txt");
    if std::env::var_os("UPDATE_GOLDENS").is_some() {
        std::fs::write(&golden, &score).unwrap();
    }
    assert_eq!(std::fs::read_to_string(&golden).unwrap_or_default(), score, "UPDATE_GOLDENS=1 writes it anew");
    assert!(right >= FLOOR, "{right} of {} are right, {FLOOR} are to be held", cases.len());
}

fn findings(case: &Case) -> Vec<Row> {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    let mut command = Command::cargo_bin("crosscheck").unwrap();
    match &case.table {
        Some(table) => {
            let path = folder.path().join("table.csv");
            std::fs::write(&path, table.trim_start()).unwrap();
            command.arg("reconcile").arg(path);
        }
        None => {
            let texts = folder.path().join("texts");
            std::fs::create_dir(&texts).unwrap();
            let mut sources = String::from("file,published,story\n");
            for document in &case.document {
                let file = format!("{}.txt", document.id);
                std::fs::write(texts.join(&file), document.text.trim_start()).unwrap();
                writeln!(sources, "{file},{},one", document.published).unwrap();
            }
            std::fs::write(texts.join("sources.csv"), sources).unwrap();
            command.arg("run").arg(texts);
        }
    }
    command.arg("-o").arg(&out).arg("--quiet").assert().success();
    let table = csv::Reader::from_path(out.join("tables/discrepancies.csv")).unwrap();
    table.into_deserialize().map(|row| row.unwrap()).collect()
}

/// Whether an expected rule speaks and no finding of another rule is graver than it.
fn is_right(expected: &[String], found: &[Row]) -> bool {
    let gravity =
        |row: &Row| ["note", "low", "medium", "high"].iter().position(|level| *level == row.severity).unwrap();
    if expected == ["agrees"] {
        return found.iter().all(|row| gravity(row) == 0);
    }
    let (named, others): (Vec<&Row>, Vec<&Row>) = found.iter().partition(|row| expected.contains(&row.rule));
    let graver = others.iter().map(|row| gravity(row)).max();
    named.iter().map(|row| gravity(row)).max() >= graver && !named.is_empty()
}
