//! The real articles with their hand-made gold, which stay outside this repository.
//!
//! `CROSSCHECK_SHARED` names the folder that holds `acceptance/`. Unset, the test says so and passes; set and wrong, it fails.

use std::path::PathBuf;
use std::process::Command;

use serde_json::Value;

/// Floors: a score below one of these is a step back.
const FLOORS: &[(&str, &str, f64)] = &[
    ("statistics", "recall", 0.95),
    ("statistics", "value", 0.95),
    ("statistics", "qualifier", 0.9),
    ("statistics", "metric", 0.85),
    ("statistics", "period", 0.75),
    ("statistics", "precision", 0.9),
    ("events", "recall", 0.85),
    ("events", "dated", 0.8),
    ("events", "precision", 0.8),
    ("discrepancies", "must", 11.0),
    ("discrepancies", "must_class", 9.0),
];

/// Ceilings: more of these is a step back.
const CEILINGS: &[(&str, &str, f64)] =
    &[("discrepancies", "false_alarms", 2.0), ("discrepancies", "of_them_not_in_gold", 8.0)];

#[test]
fn the_five_articles_score_at_least_their_floors() {
    let Some(shared) = std::env::var_os("CROSSCHECK_SHARED").map(PathBuf::from) else {
        eprintln!("CROSSCHECK_SHARED is not set: the acceptance articles are not scored");
        return;
    };
    let acceptance = shared.join("acceptance");
    assert!(acceptance.is_dir(), "CROSSCHECK_SHARED is set, but {} is missing", acceptance.display());
    let out = tempfile::tempdir().unwrap();
    let run = assert_cmd::Command::cargo_bin("crosscheck")
        .unwrap()
        .arg("run")
        .arg(acceptance.join("articles"))
        .arg("-o")
        .arg(out.path().join("run"))
        .arg("--quiet")
        .output()
        .unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let scored = Command::new("python3")
        .arg(acceptance.join("score.py"))
        .arg(out.path().join("run"))
        .arg("--json")
        .output()
        .expect("python3 runs the scorer");
    assert!(scored.status.success(), "{}", String::from_utf8_lossy(&scored.stderr));
    let score: Value = serde_json::from_slice(&scored.stdout).unwrap();
    println!("{score:#}");
    let dated = measured(&score["document_dates"]);
    assert!(dated >= 4.0, "document dates: {dated} of 5");
    for (table, figure, floor) in FLOORS {
        let got = measured(&score[table][figure]);
        assert!(got >= *floor, "{table} {figure}: {got} is below {floor}");
    }
    for (table, figure, ceiling) in CEILINGS {
        let got = measured(&score[table][figure]);
        assert!(got <= *ceiling, "{table} {figure}: {got} is above {ceiling}");
    }
}

/// A number, or the first of "11/16".
fn measured(value: &Value) -> f64 {
    match value {
        Value::String(text) => text.split('/').next().and_then(|part| part.parse().ok()).unwrap_or(f64::NAN),
        other => other.as_f64().unwrap_or(f64::NAN),
    }
}
