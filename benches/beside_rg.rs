//! `crosscheck mentions`, the whole process on one thread, beside `rg -c '[0-9]'` on the same bytes: MB/s of each, and the ratio.
//!
//! `cargo bench --bench beside_rg`, or `cargo bench --bench beside_rg -- FILE` for a file of your own (JSON lines or text). Without a
//! file it is the bundled story as JSON lines, repeated to ten megabytes. The programs take turns and the fastest of each counts, so
//! that a busy machine slows both. Finding digits is as little as any reader of figures can do: the ratio says what understanding
//! them costs. Where `rg` is not installed this is said, and `grep` stands in for it.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const BYTES: usize = 10_000_000;
const ROUNDS: usize = 7;

const ARTICLES: [&str; 5] = [
    include_str!("../data/articles/capital-review.txt"),
    include_str!("../data/articles/harbor-ledger.txt"),
    include_str!("../data/articles/meridian-dispatch.txt"),
    include_str!("../data/articles/northgate-wire.txt"),
    include_str!("../data/articles/plainview-post.md"),
];

fn main() {
    // cargo adds "--bench"
    let named = std::env::args().skip(1).find(|argument| !argument.starts_with("--"));
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let file = named.map_or_else(|| story(folder.path()), PathBuf::from);
    let bytes = file.metadata().unwrap_or_else(|error| panic!("{}: {error}", file.display())).len();
    println!("{} ({:.1} MB), the fastest of {ROUNDS} rounds in turn", file.display(), bytes as f64 / 1e6);

    let mut crosscheck = Command::new(env!("CARGO_BIN_EXE_crosscheck"));
    crosscheck.args(["mentions", "--threads", "1"]).arg(&file);
    let mut programs = vec![("crosscheck mentions --threads 1", crosscheck)];
    if is_installed("rg") {
        let mut rg = Command::new("rg");
        rg.args(["--no-config", "--threads", "1", "-c", "[0-9]"]).arg(&file);
        programs.push(("rg -c '[0-9]'", rg));
    } else {
        println!("rg is MISSING on this machine, so nothing is said of it; grep stands in for it");
    }
    if is_installed("grep") {
        let mut grep = Command::new("grep");
        grep.env("LC_ALL", "C").args(["-c", "[0-9]"]).arg(&file);
        programs.push(("LC_ALL=C grep -c '[0-9]'", grep));
    }

    let mut fastest = vec![Duration::MAX; programs.len()];
    for _ in 0..ROUNDS {
        for ((_, program), fastest) in programs.iter_mut().zip(&mut fastest) {
            *fastest = (*fastest).min(time(program));
        }
    }
    for ((name, _), time) in programs.iter().zip(&fastest) {
        let ratio = fastest[0].as_secs_f64() / time.as_secs_f64();
        println!("{name:<34} {:>9.1} MB/s  {ratio:>7.1} times as fast", bytes as f64 / 1e6 / time.as_secs_f64());
    }
}

/// The bundled story as JSON lines.
fn story(folder: &Path) -> PathBuf {
    let mut lines = String::new();
    for (number, article) in (1..).zip(ARTICLES.iter().cycle()) {
        let record = serde_json::json!({ "id": number.to_string(), "text": article, "published": "2025-02-05" });
        lines.push_str(&format!("{record}\n"));
        if lines.len() >= BYTES {
            break;
        }
    }
    let file = folder.join("story.jsonl");
    std::fs::write(&file, lines).expect("the temporary folder can be written to");
    file
}

fn is_installed(program: &str) -> bool {
    Command::new(program).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok()
}

fn time(program: &mut Command) -> Duration {
    let begun = Instant::now();
    let status = program.stdout(Stdio::null()).status().expect("the program starts");
    assert!(status.success(), "{program:?} failed");
    begun.elapsed()
}
