//! The house itself: who may know whom, what a gallery looks like, and that every file says what it is for.
//!
//! Nouns (`model/`) know nobody. A verb room knows the nouns and itself. `pipeline.rs` joins the rooms; the
//! command line may know everything. The files are read as text: arrows are paths in the code. Unit tests
//! (`#[cfg(test)] mod tests { … }`, or a file `tests.rs` declared so) may fetch what they need from anywhere: real words, a cut text.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// The room that holds the nouns.
const NOUNS: &str = "model";
/// Joins the rooms.
const PIPELINE: &str = "pipeline";
/// Parts of the house that may know everybody.
const DOORS: [&str; 3] = ["cli", "main", "lib"];
/// What shows is handed a ledger and never joined with what finds.
const NOT_IN_PIPELINE: [&str; 4] = ["export", "charts", "report", "cli"];
/// Folders whose files are exhibits: each must be declared and hang in the list.
const GALLERIES: [&str; 7] = [
    "src/reconcile/rules",
    "src/recognise/dates/rules",
    "src/recognise/dates/joins",
    "src/recognise/numbers/forms",
    "src/recognise/numbers/left_out",
    "src/recognise/numbers/joined",
    "src/recognise/numbers/counted",
];

/// Path below the repository -> text.
type House = BTreeMap<String, String>;

#[test]
fn every_arrow_between_rooms_is_allowed() {
    assert_none(wrong_arrows(&house()));
}

#[test]
fn every_exhibit_hangs_in_its_gallery() {
    assert_none(loose_exhibits(&house()));
}

#[test]
fn every_file_says_first_what_it_is_for() {
    assert_none(silent_files(&house()));
}

#[test]
fn the_house_is_really_read() {
    let house = house();
    assert!(house.len() > 30, "{} files", house.len());
    assert!(rooms(&house).is_superset(&["model", "documents", "export", "cli"].map(str::to_owned).into()));
    let arrows = |file: &str| arrows(file, &house[file], &rooms(&house));
    assert!(arrows("src/documents/mod.rs").contains(NOUNS));
    assert!(arrows("src/cli/run.rs").is_superset(&["export", "pipeline"].map(str::to_owned).into()));
}

fn assert_none(wrong: Vec<String>) {
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// Every Rust file of the house.
fn house() -> House {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut house = House::new();
    let mut open = vec![root.join("src")];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let name = path.strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/");
                house.insert(name, std::fs::read_to_string(&path).unwrap());
            }
        }
    }
    house
}

/// The room a file belongs to: its folder below `src/`, or its own name there.
fn room(file: &str) -> &str {
    let below = file.strip_prefix("src/").unwrap_or(file);
    below.split('/').next().unwrap_or(below).trim_end_matches(".rs")
}

fn rooms(house: &House) -> BTreeSet<String> {
    house.keys().map(|file| room(file).to_owned()).collect()
}

fn may_know(from: &str, to: &str) -> bool {
    from == to
        || DOORS.contains(&from)
        || match from {
            NOUNS => false,
            PIPELINE => !DOORS.contains(&to) && !NOT_IN_PIPELINE.contains(&to),
            _ => to == NOUNS,
        }
}

fn wrong_arrows(house: &House) -> Vec<String> {
    let rooms = rooms(house);
    let mut wrong = Vec::new();
    for (file, text) in house {
        for to in arrows(file, text, &rooms) {
            if !may_know(room(file), &to) {
                wrong.push(format!("{file} knows {to}/, which {}/ may not", room(file)));
            }
        }
    }
    wrong
}

/// The rooms a file's paths lead to: `crate::a`, `crate::{a, b::c}`, `crosscheck::a`, and `super::super::a` out of the room.
fn arrows(file: &str, text: &str, rooms: &BTreeSet<String>) -> BTreeSet<String> {
    if file.ends_with("/tests.rs") {
        return BTreeSet::new();
    }
    let code = without_tests(&without_comments(text));
    let mut found = BTreeSet::new();
    for root in ["crate::", "crosscheck::"] {
        for (at, _) in code.match_indices(root) {
            let whole_word = !code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_');
            if whole_word {
                found.extend(heads(&code[at + root.len()..]));
            }
        }
    }
    // as many `super` as the file lies deep lead to the root of the house
    let depth = file.strip_prefix("src/").unwrap_or(file).trim_end_matches("/mod.rs").matches('/').count() + 1;
    let out_of_room = "super::".repeat(depth);
    for (at, _) in code.match_indices(&out_of_room) {
        found.extend(heads(code[at + out_of_room.len()..].trim_start_matches("super::")));
    }
    found.retain(|name| rooms.contains(name));
    found
}

/// The first name of a path, or of every path in a group of braces.
fn heads(path: &str) -> Vec<String> {
    let Some(group) = path.strip_prefix('{') else {
        return vec![path.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()];
    };
    let mut heads = Vec::new();
    let mut depth = 0;
    let mut entry = String::new();
    for c in group.chars() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => heads.extend(heads_of(&mut entry)),
            c if depth == 0 => entry.push(c),
            _ => {}
        }
    }
    heads.extend(heads_of(&mut entry));
    heads
}

fn heads_of(entry: &mut String) -> Vec<String> {
    heads(std::mem::take(entry).trim())
}

/// The code without line comments; an arrow in a doc link is none.
fn without_comments(text: &str) -> String {
    text.lines().map(|line| line.split("//").next().unwrap_or("")).collect::<Vec<_>>().join("\n")
}

/// The code without its unit tests: from `#[cfg(test)]` and `mod …{` to the closing brace at the line's beginning.
fn without_tests(code: &str) -> String {
    let mut kept = String::new();
    let mut rest = code;
    while let Some(at) = rest.find("#[cfg(test)]\nmod ") {
        let (before, tests) = rest.split_at(at);
        kept.push_str(before);
        let declared_only = tests.find(';').unwrap_or(tests.len()) < tests.find('{').unwrap_or(tests.len());
        let end = if declared_only { tests.find(';') } else { tests.find("\n}") };
        rest = end.map_or("", |end| &tests[end + 1..]);
    }
    kept + rest
}

/// Files in a gallery that its `mod.rs` does not declare, or declares and then never names again.
fn loose_exhibits(house: &House) -> Vec<String> {
    let mut loose = Vec::new();
    for gallery in GALLERIES {
        let Some(list) = house.get(&format!("{gallery}/mod.rs")).map(|text| without_comments(text)) else {
            continue;
        };
        let exhibits =
            house.keys().filter_map(|file| file.strip_prefix(gallery)?.strip_prefix('/')?.strip_suffix(".rs"));
        for name in exhibits.filter(|name| *name != "mod" && !name.contains('/')) {
            let declared = list.lines().any(|line| line.trim_end().ends_with(&format!("mod {name};")));
            if !declared {
                loose.push(format!("{gallery}/{name}.rs is not declared in {gallery}/mod.rs"));
            } else if !names(&list, name) {
                loose.push(format!("{gallery}/{name}.rs hangs in no list of {gallery}/mod.rs"));
            }
        }
    }
    loose
}

/// Does the code use a path that begins with this module?
fn names(code: &str, module: &str) -> bool {
    let path = format!("{module}::");
    code.match_indices(&path).any(|(at, _)| !code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_'))
}

fn silent_files(house: &House) -> Vec<String> {
    let silent = house.iter().filter(|(_, text)| {
        let first = text.lines().next().unwrap_or("");
        first.strip_prefix("//! ").is_none_or(|says| says.trim().len() < 3)
    });
    silent.map(|(file, _)| format!("{file} does not begin with a line //! that says what it is for")).collect()
}

/// A house of a few files, to see that every wrong is found.
fn small(files: &[(&str, &str)]) -> House {
    let rooms =
        ["model/mod.rs", "anchor/mod.rs", "text/mod.rs", "export/mod.rs", "cli/mod.rs", "pipeline.rs", "lib.rs"];
    let empty = rooms.iter().map(|file| (format!("src/{file}"), "//! A room.\n".to_owned()));
    empty.chain(files.iter().map(|(file, text)| ((*file).to_owned(), (*text).to_owned()))).collect()
}

#[test]
fn a_forbidden_arrow_is_found_however_it_is_written() {
    for (file, text) in [
        ("src/anchor/day.rs", "use crate::text::sentences;"),
        ("src/anchor/day.rs", "use crate::{model::span::Span, text};"),
        ("src/anchor/day.rs", "use crate::{\n    model::{span::Span, time},\n    text::{self, sentences},\n};"),
        ("src/anchor/day.rs", "fn f() { let x = crate::text::cut(\"a\"); }"),
        ("src/anchor/day.rs", "use super::super::text::cut;"),
        ("src/anchor/mod.rs", "use super::text::cut;"),
        ("src/anchor/deep/day.rs", "use super::super::super::text;"),
        ("src/anchor/day.rs", "use crosscheck::text;"),
        ("src/anchor/day.rs", "mod tests {\n    use crate::text;\n}"),
        ("src/anchor/day.rs", "#[cfg(test)]\nmod tests {\n    fn f() {}\n}\nuse crate::text;"),
        ("src/anchor/day.rs", "#[cfg(test)]\nmod sample;\nuse crate::text;\nfn f() {\n}"),
        ("src/model/span.rs", "use crate::text::cut;"),
        ("src/export/csv.rs", "use crate::pipeline;"),
        ("src/text/cut.rs", "use crate::cli::args;"),
        ("src/pipeline.rs", "use crate::export::csv;"),
        ("src/pipeline.rs", "use crate::cli;"),
    ] {
        let wrong = wrong_arrows(&small(&[(file, text)]));
        assert_eq!(wrong.len(), 1, "{file}: {text}: {wrong:?}");
    }
}

#[test]
fn an_allowed_arrow_is_let_through() {
    for (file, text) in [
        ("src/anchor/day.rs", "use crate::model::span::Span;\nuse crate::anchor::year;\nuse super::month;"),
        ("src/anchor/day.rs", "// see crate::text::cut\n/// like [`crate::text`]\nuse crate::model::time;"),
        ("src/anchor/day.rs", "mod tests { use super::super::month; }"),
        ("src/anchor/day.rs", "use other_crate::text;"),
        ("src/anchor/day.rs", "fn f() {}\n\n#[cfg(test)]\nmod tests {\n    use crate::text;\n}\n"),
        ("src/model/span.rs", "use crate::model::text_like;\nuse super::time;"),
        ("src/pipeline.rs", "use crate::text;\nuse crate::anchor;"),
        ("src/cli/run.rs", "use crosscheck::export;\nuse crate::cli::args;\nuse crosscheck::pipeline;"),
        ("src/lib.rs", "pub use crate::pipeline::run;"),
    ] {
        assert_none(wrong_arrows(&small(&[(file, text)])));
    }
}

#[test]
fn a_loose_exhibit_is_found() {
    let rule = ("src/reconcile/rules/slip.rs", "//! A slip.");
    let list = |text: &'static str| loose_exhibits(&small(&[rule, ("src/reconcile/rules/mod.rs", text)])).len();
    assert_eq!(list("//! Rules.\npub const RULES: [Rule; 0] = [];"), 1);
    assert_eq!(list("//! Rules.\nmod slip;\npub const RULES: [Rule; 0] = [];"), 1);
    assert_eq!(list("//! Rules.\nmod unit_slip;\npub const RULES: [Rule; 1] = [unit_slip::RULE];"), 1);
    assert_eq!(list("//! Rules.\nmod slip;\n// slip::RULE\npub const RULES: [Rule; 0] = [];"), 1);
    assert_eq!(list("//! Rules.\npub mod slip;\npub const RULES: [Rule; 1] = [slip::RULE];"), 0);
}

#[test]
fn a_file_that_does_not_say_what_it_is_for_is_found() {
    for text in ["", "use std::io;\n", "//!\n//! Late.\n", "// A comment.\n", "\n//! Late.\n"] {
        assert_eq!(silent_files(&small(&[("src/text/cut.rs", text)])).len(), 1, "{text:?}");
    }
}
