//! Names -> source ids: short, unique, safe in a table, on a command line and as a file name.
//!
//! A source is called after its file or record. Where two would be called the same, each takes its folder
//! in front, then the folder above, until they differ; it does not matter which was read first.

use std::collections::HashMap;

use crate::model::document::Document;
use crate::model::id::sha256_hex;

use super::format::ending;

/// Longer ids are cut and end in a checksum, so that `ID.txt` is a valid file name everywhere.
const LONGEST: usize = 100;

/// Gives every document its id. Documents must be in a fixed order (by file, then by place in it).
pub fn settle(documents: &mut [Document]) {
    let called: Vec<(&str, &str)> =
        documents.iter().map(|document| (&*document.id, document.source.file.as_str())).collect();
    let ids = unique(&called);
    for (document, id) in documents.iter_mut().zip(ids) {
        document.id = id.into();
    }
}

/// Unique ids for sources called so in files named so, in the same order.
pub fn unique(called: &[(&str, &str)]) -> Vec<String> {
    let names: Vec<Vec<String>> = called.iter().map(|(id, file)| ladder(id, file)).collect();
    let mut rung = vec![0; called.len()];
    loop {
        let mut seen: HashMap<String, Vec<usize>> = HashMap::new();
        for (at, names) in names.iter().enumerate() {
            seen.entry(names[rung[at]].to_lowercase()).or_default().push(at);
        }
        let mut moved = false;
        for at in seen.into_values().filter(|same| same.len() > 1).flatten() {
            if rung[at] + 1 < names[at].len() {
                rung[at] += 1;
                moved = true;
            }
        }
        if !moved {
            break;
        }
    }
    // the same record twice in one file: count them
    let mut taken: HashMap<String, usize> = HashMap::new();
    let mut ids = Vec::with_capacity(called.len());
    for (names, rung) in names.into_iter().zip(rung) {
        let name = &names[rung];
        let mut id = name.clone();
        while let Some(count) = taken.get_mut(&id.to_lowercase()) {
            *count += 1;
            id = format!("{name}-{count}");
        }
        taken.insert(id.to_lowercase(), 1);
        ids.push(id);
    }
    ids
}

/// What a source may be called, from short to full.
fn ladder(id: &str, file: &str) -> Vec<String> {
    let own = safe(id);
    let (folders, name) = file.rsplit_once('/').unwrap_or(("", file));
    let stem = super::facts::stem(file);
    let is_record = stem != id;
    let mut rungs = vec![own.clone()];
    let mut longer = own;
    let record_file = is_record.then_some(stem);
    let above = record_file.into_iter().chain(folders.rsplit('/').filter(|folder| !matches!(*folder, "" | "." | "..")));
    for folder in above {
        longer = safe(&format!("{folder}_{longer}"));
        rungs.push(longer.clone());
    }
    if !is_record && let Some(ending) = ending(name) {
        rungs.push(safe(&format!("{longer}_{ending}")));
    }
    rungs
}

/// Letters, digits and signs that are at home in file names stay, so that ids join with other tables; every other character,
/// among them those that part lists and paths (space, `|`, `:`, `/`), is `_`.
pub fn safe(name: &str) -> String {
    let is_kept = |c: char| c.is_alphanumeric() || "-_.,%+@=()[]{}!#&'~^;".contains(c);
    let mut id: String = name.trim().chars().map(|c| if is_kept(c) { c } else { '_' }).collect();
    // a first dot hides a file, the others open a formula or an option
    if id.is_empty() || id.starts_with(['.', '-', '+', '@', '=']) {
        id.insert(0, '_');
    }
    if id.len() > LONGEST {
        let sum = &sha256_hex(name.as_bytes())[..8];
        id.truncate(id.floor_char_boundary(LONGEST - 9));
        id = format!("{id}-{sum}");
    }
    id
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::documents::read;

    fn ids(files: &[(&str, &str)]) -> Vec<String> {
        let mut documents: Vec<Document> = files
            .iter()
            .flat_map(|(file, text)| read(file, text.as_bytes()).documents)
            .map(|document| document.value)
            .collect();
        settle(&mut documents);
        documents.iter().map(|document| document.id.to_string()).collect()
    }

    #[test]
    fn a_file_is_called_by_its_stem() {
        assert_eq!(ids(&[("in/a.txt", "x"), ("in/b.c.md", "x")]), ["a", "b.c"]);
    }

    #[test]
    fn files_of_one_name_take_their_folders_whichever_comes_first() {
        assert_eq!(ids(&[("p/x/a.txt", "x"), ("q/x/a.txt", "x"), ("q/b.txt", "x")]), ["p_x_a", "q_x_a", "b"]);
        assert_eq!(ids(&[("q/x/a.txt", "x"), ("p/x/a.txt", "x")]), ["q_x_a", "p_x_a"]);
        assert_eq!(ids(&[("x/A.txt", "x"), ("y/a.txt", "x")]), ["x_A", "y_a"]);
    }

    #[test]
    fn one_stem_with_two_endings_takes_the_ending() {
        assert_eq!(ids(&[("x/a.md", "x"), ("x/a.txt", "x")]), ["x_a_md", "x_a_txt"]);
    }

    #[test]
    fn records_of_one_id_are_told_apart() {
        let twice = "{\"id\":\"a\",\"text\":\"x\"}\n{\"id\":\"a\",\"text\":\"y\"}";
        assert_eq!(
            ids(&[("one.jsonl", twice), ("two.jsonl", "{\"id\":\"a\",\"text\":\"x\"}")]),
            ["one_a", "one_a-2", "two_a"]
        );
    }

    #[test]
    fn an_id_holds_nothing_that_breaks_a_table_or_a_path() {
        for (name, id) in [
            ("../../etc/passwd", "_.._.._etc_passwd"),
            ("a b:c|d", "a_b_c_d"),
            ("=1+1", "_=1+1"),
            ("a,b 50%", "a,b_50%"),
            ("-rf", "_-rf"),
            ("", "_"),
            ("é", "é"),
        ] {
            assert_eq!(safe(name), id);
        }
        let long = safe(&"ü".repeat(300));
        assert!(long.len() <= LONGEST && long != safe(&"ü".repeat(301)));
    }
}
