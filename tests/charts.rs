//! The pictures in `charts/` are what the program draws of the bundled story, byte for byte.
//!
//! `UPDATE_GOLDENS=1 cargo test --test charts` draws them anew.

use std::collections::BTreeMap;
use std::path::Path;

type Pictures = BTreeMap<String, Vec<u8>>;

fn pictures(folder: &Path) -> Pictures {
    let Ok(entries) = std::fs::read_dir(folder) else { return Pictures::new() };
    let files = entries.map(|entry| entry.unwrap().path()).filter(|path| path.is_file());
    files.map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), std::fs::read(path).unwrap())).collect()
}

#[test]
fn the_pictures_are_what_the_program_draws() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let out = tempfile::tempdir().unwrap();
    let run = assert_cmd::Command::cargo_bin("crosscheck")
        .unwrap()
        .current_dir(root)
        .args(["run", "data/articles", "--quiet", "-o"])
        .arg(out.path().join("run"))
        .output()
        .unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let drawn = pictures(&out.path().join("run/charts"));
    assert!(drawn.len() >= 12, "four kinds of chart in two formats with their tables, not {:?}", drawn.keys());
    let kept = root.join("charts");
    if std::env::var_os("UPDATE_GOLDENS").is_some() {
        for name in pictures(&kept).keys().filter(|name| !drawn.contains_key(*name)) {
            std::fs::remove_file(kept.join(name)).unwrap();
        }
        std::fs::create_dir_all(&kept).unwrap();
        for (name, bytes) in &drawn {
            std::fs::write(kept.join(name), bytes).unwrap();
        }
    }
    let kept = pictures(&kept);
    let names = |pictures: &Pictures| pictures.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&kept), names(&drawn), "UPDATE_GOLDENS=1 draws charts/ anew");
    for (name, bytes) in &drawn {
        assert!(kept[name] == *bytes, "charts/{name} is drawn differently; UPDATE_GOLDENS=1 draws it anew");
    }
}

/// Runs `crosscheck chart` in a copy of the run and gives back what it says, or what it complains of.
fn chart(out: &Path, arguments: &[&str]) -> Result<String, String> {
    let output =
        assert_cmd::Command::cargo_bin("crosscheck").unwrap().arg("chart").arg(out).args(arguments).output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    if output.status.success() { Ok(text(&output.stdout)) } else { Err(text(&output.stderr)) }
}

#[test]
fn a_part_is_drawn_in_the_look_and_language_asked_for() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("run");
    let articles = root.join("tests/stories/earthquake/articles");
    let mut run = assert_cmd::Command::cargo_bin("crosscheck").unwrap();
    assert!(run.arg("run").arg(articles).args(["--quiet", "-o"]).arg(&out).output().unwrap().status.success());
    let before = pictures(&out.join("charts"));
    let of = |names: &Pictures, ending: &str| names.keys().filter(|name| name.ends_with(ending)).count();
    assert_eq!(of(&before, ".csv"), of(&before, ".svg"));
    assert_eq!(of(&before, ".csv"), of(&before, ".png"));

    // a part leaves the rest as it was
    let told = chart(&out, &["--metric", "killed", "--only", "flow", "--lang", "de", "--theme", "print"]).unwrap();
    assert!(told.contains("laufende") || told.contains("Tote: mindestens 41 am 11. März"), "{told}");
    let after = pictures(&out.join("charts"));
    assert_eq!(after.len(), before.len());
    let changed: Vec<&String> = after.keys().filter(|name| after[*name] != before[*name]).collect();
    assert!(!changed.is_empty() && changed.iter().all(|name| name.starts_with("flow-killed")), "{changed:?}");
    let svg = String::from_utf8(after["flow-killed-valdoria.svg"].clone()).unwrap();
    assert!(svg.contains("lang=\"de\"") && svg.contains("laufende Summe"), "{svg}");

    // everything, in one format, replaces all
    chart(&out, &["--format", "svg", "--theme", "dark"]).unwrap();
    let dark = pictures(&out.join("charts"));
    assert_eq!((of(&dark, ".png"), of(&dark, ".svg")), (0, of(&before, ".svg")));

    for (arguments, complaint) in [
        (&["--place", "Atlantis"][..], "nothing to draw"),
        (&["--period", "1900..1910"], "nothing to draw"),
        (&["--metric", "votes"], "nothing to draw"),
        (&["--period", "last week"], "2022-03-24"),
        (&["--lang", "tlh"], "the languages are en, de, fr, es"),
        (&["--theme", "neon"], "light, dark, print"),
    ] {
        let said = chart(&out, arguments).unwrap_err();
        assert!(said.contains(complaint), "{arguments:?}: {said}");
    }
    assert!(chart(&out, &["--place", "Valdoria", "--period", "2025-03"]).unwrap().contains("flow-killed-valdoria"));
    assert!(!chart(&out, &["--only", "timeline", "--period", "1988"]).unwrap().contains("2025"));
}
