//! Other recognisers' unit cases, which stay outside this repository.
//!
//! What a news text would not say is left out, case by case, in a list with the reason for each: never more than a quarter. Of the rest
//! at least [`FLOOR`] must be found and mean the same. Meaning is compared, not notation; where two conventions differ the rules stand
//! beside the functions in `times.rs` and `numbers.rs`. `CROSSCHECK_SHARED` names the folder that holds the files: unset, the tests say
//! so and pass; set and wrong, they fail.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde::de::DeserializeOwned;

mod numbers;
mod times;

/// Share of the cases of all files that may be left out at most.
const LEFT_OUT: f64 = 0.25;
/// Share of the rest that passes.
const FLOOR: f64 = 0.95;

/// A folder of the shared files; None when nobody says where they are.
fn shared(folder: &str) -> Option<PathBuf> {
    let Some(shared) = std::env::var_os("CROSSCHECK_SHARED").map(PathBuf::from) else {
        eprintln!("CROSSCHECK_SHARED is not set: the unit cases in {folder} are not run");
        return None;
    };
    let folder = shared.join(folder);
    assert!(folder.is_dir(), "CROSSCHECK_SHARED is set, but {} is missing", folder.display());
    Some(folder)
}

/// The cases of a file, in order.
fn cases<T: DeserializeOwned>(file: &Path) -> Vec<T> {
    let text = std::fs::read_to_string(file).unwrap();
    serde_json::from_str(text.trim_start_matches('\u{feff}')).unwrap()
}

#[derive(Debug, Deserialize)]
struct LeftOut {
    file: String,
    case: usize,
    reason: String,
}

/// The count of one run.
#[derive(Debug)]
struct Tried {
    left_out: BTreeSet<(String, usize)>,
    all: usize,
    tried: usize,
    passed: usize,
}

impl Tried {
    /// Begins to count, without the cases that a list beside this file names.
    fn leaving_out(list: &str) -> Self {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/unit_cases").join(list);
        let rows: Vec<LeftOut> =
            csv::Reader::from_path(path).unwrap().into_deserialize().map(|row| row.unwrap()).collect();
        assert!(rows.iter().all(|row| !row.reason.is_empty()), "a case is left out without a reason");
        let count = rows.len();
        let left_out: BTreeSet<_> = rows.into_iter().map(|row| (row.file, row.case)).collect();
        assert_eq!(left_out.len(), count, "a case is left out twice");
        Tried { left_out, all: 0, tried: 0, passed: 0 }
    }

    /// Tries a case, unless it is left out: `wrong` says what is wrong with our reading.
    fn case(&mut self, file: &str, number: usize, text: &str, wrong: impl FnOnce() -> Option<String>) {
        self.all += 1;
        if self.left_out.contains(&(file.to_owned(), number)) {
            return;
        }
        self.tried += 1;
        match wrong() {
            None => self.passed += 1,
            Some(why) => println!("{file} {number}: {why}\n    {}", text.trim()),
        }
    }

    fn finish(self) {
        let Tried { left_out, all, tried, passed } = self;
        let share = passed as f64 / tried as f64;
        println!("{all} cases, {} left out, {passed} of {tried} pass: {:.1} %", all - tried, 100.0 * share);
        assert_eq!(all - tried, left_out.len(), "the list names cases that there are not");
        assert!((all - tried) as f64 <= LEFT_OUT * all as f64, "{} of {all} cases are left out", all - tried);
        assert!(share >= FLOOR, "{passed} of {tried} pass");
    }
}
