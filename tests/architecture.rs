//! Keeps the order of rooms that ARCHITECTURE.md describes: a module may use only what its row allows.

use std::{
    fs,
    path::{Path, PathBuf},
};

/// Rooms and what each may use, as in the table of ARCHITECTURE.md.
const ROOMS: [(&str, &[&str]); 14] = [
    ("data", &[]),
    ("message", &["data"]),
    ("theme", &[]),
    ("store", &["data"]),
    ("import", &["data"]),
    ("document", &["data"]),
    ("report", &["data", "message", "store"]),
    ("template", &["data", "message", "document"]),
    ("text", &["data", "document", "theme"]),
    ("figure", &["data", "message", "document", "theme", "text"]),
    ("layout", &["data", "document", "theme", "text", "figure"]),
    ("write", &["data", "document", "theme", "text", "figure", "layout"]),
    ("deliver", &["data", "message", "store", "report", "template", "document", "write"]),
    ("schedule", &["data", "store", "write", "deliver"]),
];

/// Outside crates that may be named in one room only.
const ENGINES: [(&str, &str); 16] = [
    ("rusqlite", "store"),
    ("calamine", "import"),
    ("csv", "import"),
    ("tera", "template"),
    ("fluent_bundle", "message"),
    ("pulldown_cmark", "document"),
    ("printpdf", "write/pdf"),
    ("lopdf", "write/pdf"),
    ("docx_rs", "write/docx"),
    ("resvg", "figure"),
    ("harfrust", "text"),
    ("fontdb", "text"),
    ("lettre", "deliver"),
    ("idna", "deliver"),
    ("croner", "schedule"),
    ("chrono_tz", "schedule"),
];

fn sources(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut files = Vec::new();
    for entry in entries.flatten() {
        let path = entry.path();
        if path.is_dir() {
            files.extend(sources(&path));
        } else if path.extension().is_some_and(|e| e == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}

/// Code lines: what stands behind `//` is no use of anything.
fn code(path: &Path) -> String {
    let text = fs::read_to_string(path).expect("a source file is UTF-8 text");
    text.lines().map(|l| l.split("//").next().unwrap_or_default()).collect::<Vec<_>>().join("\n")
}

/// Rooms of this crate that a text names behind `crate::`, alone or in braces.
fn rooms_used(code: &str) -> Vec<String> {
    code.match_indices("crate::")
        .flat_map(|(at, found)| {
            let rest = &code[at + found.len()..];
            let group = rest.strip_prefix('{').and_then(|r| r.split_once('}')).map_or(rest, |(g, _)| g);
            let parts: Vec<&str> =
                if rest.starts_with('{') { group.split(',').collect() } else { vec![rest] };
            parts
                .into_iter()
                .map(|p| {
                    p.trim().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>()
                })
                .collect::<Vec<_>>()
        })
        .filter(|name| ROOMS.iter().any(|(room, _)| room == name))
        .collect()
}

#[test]
fn rooms_use_only_what_they_may() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut read = 0;
    for (room, allowed) in ROOMS {
        // Tests of a room may cross into others: a context is proven by the template that renders it.
        for file in sources(&src.join(room)).into_iter().filter(|f| !f.ends_with("tests.rs")) {
            read += 1;
            for used in rooms_used(&code(&file)) {
                assert!(
                    used == room || allowed.contains(&used.as_str()),
                    "{} uses {used}; {room} may use only {allowed:?}",
                    file.display()
                );
            }
        }
    }
    assert!(read > 10, "the sources were not found");
}

#[test]
fn each_engine_stays_behind_one_room() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for file in sources(&src) {
        let place = file.strip_prefix(&src).unwrap().to_string_lossy().replace('\\', "/");
        let text = code(&file);
        for (engine, room) in ENGINES {
            let named = text.match_indices(&format!("{engine}::")).any(|(at, _)| {
                let before = text[..at].chars().next_back();
                !before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':')
            });
            assert!(!named || place.starts_with(room), "{place} names {engine}, which belongs to {room}");
        }
    }
}

#[test]
fn every_file_says_its_job() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for file in sources(&src) {
        let text = fs::read_to_string(&file).unwrap();
        assert!(text.starts_with("//!"), "{} has no opening //! line", file.display());
        let lines = text.lines().count();
        assert!(lines <= 800, "{} has {lines} lines; split it", file.display());
    }
}
