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
    assert!(drawn.len() >= 8, "four kinds of chart in two formats, not {:?}", drawn.keys());
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
