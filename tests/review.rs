//! `review` and `edit` as an officer uses them.
#![allow(clippy::unwrap_used, reason = "also outside of the test functions themselves")]

mod common;

use common::Run;
use serde_json::Value;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

fn run_with(folder: &Path, editor: Option<&str>, args: &[&str]) -> Run {
    let mut command = common::program(folder, args);
    command.env_remove("VISUAL").env_remove("EDITOR").env("TMPDIR", folder);
    if let Some(editor) = editor {
        command.env("EDITOR", editor);
    }
    common::finish(command.args(["--today", "2026-11-22"]))
}

fn run(folder: &Path, args: &[&str]) -> Run {
    run_with(folder, None, args)
}

fn json(folder: &Path, args: &[&str]) -> Value {
    let run = run(folder, args);
    assert_eq!(run.code, 0, "{}", run.stderr);
    serde_json::from_str(&run.stdout).unwrap()
}

const ACCOUNTS: &str = r#"[
  {"source": {"publisher": "Paper", "kind": "media"}, "host_city": "Astana", "guest_city": "Kazan",
   "start": "2024-05-10", "size": 20, "head": {"name": "Ilsur Metshin", "role": "mayor"},
   "evidence": {"head": "headed by Ilsur Metshin"}, "confidence": {"head": 0.5, "size": 0.97}},
  {"source": {"publisher": "Agency", "kind": "agency"}, "host_city": "Astana", "guest_city": "Kazan",
   "start": "2024-05-10", "size": 30, "purpose": "Talks"},
  {"source": {"publisher": "Gazette", "kind": "media"}, "host_city": "Kazan", "guest_city": "Astana",
   "start": "2024-05-14"},
  {"source": {"publisher": "Herald", "kind": "media"}, "host_city": "Minsk", "guest_city": "Kazan",
   "start": "2024-05-14"}
]"#;

/// A store of these accounts: visit 1 with two accounts, visits 2 and 3 with one.
fn office() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("accounts.json"), ACCOUNTS).unwrap();
    assert_eq!(run(folder.path(), &["import", "accounts.json"]).code, 0);
    folder
}

fn doubts(rows: &Value) -> Vec<(i64, &str)> {
    let rows = rows.as_array().unwrap().iter();
    rows.map(|row| (row["visit"].as_i64().unwrap(), row["doubt"].as_str().unwrap())).collect()
}

#[test]
fn review_lists_what_is_uncertain_contradictory_or_double() {
    let folder = office();
    let all = json(folder.path(), &["review", "--json"]);
    assert_eq!(doubts(&all), [(1, "uncertain"), (1, "conflict"), (2, "duplicate")]);
    assert_eq!(all[0]["values"][0]["passage"], "headed by Ilsur Metshin");
    assert_eq!((&all[0]["about"], &all[0]["publishers"][0]), (&"head".into(), &"Paper".into()));
    assert_eq!((&all[1]["what"], &all[1]["publishers"][1]), (&"20 or 30".into(), &"Agency".into()));
    assert_eq!(all[2]["what"], "visit 1, 4 days before, the other way round");
    let table = run(folder.path(), &["review", "--city", "Minsk"]);
    assert_eq!((table.code, table.stdout.lines().count()), (0, 1), "only the heading: {}", table.stdout);
    let only =
        json(folder.path(), &["review", "--only", "duplicate", "--format", "json", "--host", "Astana"]);
    assert_eq!(doubts(&only), [(2, "duplicate")], "the other of the two meets the condition");
    let csv = run(folder.path(), &["review", "--format", "csv", "--only", "conflict"]).stdout;
    assert_eq!(csv.lines().nth(1), Some("1,2024-05-10,Kazan,Astana,number of people,20 or 30,Paper; Agency"));
}

#[test]
fn a_file_of_corrections_settles_doubts_and_keeps_the_other_accounts() {
    let folder = office();
    fs::write(
        folder.path().join("fix.toml"),
        "note = \"asked by telephone\"\nsize = 25\nconfirmed = [\"head\"]\n",
    )
    .unwrap();
    let run = run(folder.path(), &["edit", "1", "--file", "fix.toml"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let visit = json(folder.path(), &["show", "1", "--json"]);
    assert_eq!(visit["visit"]["size"]["value"], 25);
    assert_eq!(visit["accounts"].as_array().unwrap().len(), 3);
    let officer = &visit["accounts"][2]["account"];
    assert_eq!(
        (&officer["source"]["kind"], &officer["source"]["title"]),
        (&"officer".into(), &"asked by telephone".into())
    );
    assert_eq!(officer["head"]["name"], "Ilsur Metshin", "confirmed as it stood");
    assert!(officer["purpose"].is_null() && officer["host_city"].is_null(), "only what changed: {officer}");
    assert_eq!(doubts(&json(folder.path(), &["review", "--json"])), [(2, "duplicate")]);
}

#[test]
fn the_printed_text_says_what_is_doubtful_and_changes_nothing() {
    let folder = office();
    let text = run(folder.path(), &["edit", "1", "--print"]).stdout;
    assert!(
        text.contains("# to check: Ilsur Metshin (0.50, Paper): \"headed by Ilsur Metshin\"\nhead = { name")
    );
    assert!(text.contains("# sources differ: 20 (Paper) or 30 (Agency)\nsize = 20\n"), "{text}");
    fs::write(folder.path().join("same.toml"), &text).unwrap();
    let same = run(folder.path(), &["edit", "1", "--file", "same.toml"]);
    assert_eq!((same.code, same.stderr.trim()), (0, "nothing was changed"));
    fs::write(folder.path().join("less.toml"), text.replace("purpose = \"Talks\"", "")).unwrap();
    let less = run(folder.path(), &["edit", "1", "--file", "less.toml"]);
    assert!(less.stderr.contains("warning: purpose stays"), "{}", less.stderr);
    fs::write(folder.path().join("fix.toml"), "size = 25").unwrap();
    run(folder.path(), &["edit", "1", "--file", "fix.toml"]);
    let stale = run(folder.path(), &["edit", "1", "--file", "same.toml"]);
    assert!(stale.code == 1 && stale.stderr.contains("other sources since"), "{}", stale.stderr);
}

#[test]
fn errors_name_the_line_and_store_nothing() {
    let folder = office();
    let cases = [
        ("size = 25\nx", "2: key with no value"),
        ("note = \"\"\n\nsise = 25", "3: unknown field `sise`"),
        ("visit = 2", "1: this text is of visit 2"),
        ("status = \"hold\"", "1: unknown variant `hold`"),
        ("head = { name = \"A B\", rol = \"x\" }", "1: unknown field `rol` of head"),
        ("\nhost_officials = [{ name = \" \" }]", "2: a person needs a name"),
        ("size = 3\nguest_city = \"Kazn\"", "2: no city is known by the name \"Kazn\""),
        ("guest_city = \"Astana\"", "1: host and guest are the same city"),
        ("start = \"2024-05-12\"\nend = \"2024-05-10\"", "2: the last day lies before the first"),
        ("sectors = [{ id = \"healt\", role = \"agreed\" }]", "1: there is no sector \"healt\""),
        ("confirmed = [\"haed\"]", "1: there is no field \"haed\""),
    ];
    for (text, part) in cases {
        fs::write(folder.path().join("fix.toml"), text).unwrap();
        let run = run(folder.path(), &["edit", "1", "--file", "fix.toml"]);
        assert_eq!(run.code, 1, "{text}: {}", run.stderr);
        assert!(run.stderr.contains(&format!("error: fix.toml:{part}")), "{text}: {}", run.stderr);
    }
    assert_eq!(json(folder.path(), &["show", "1", "--json"])["accounts"].as_array().unwrap().len(), 2);
    assert_eq!(run(folder.path(), &["edit", "99", "--file", "fix.toml"]).code, 1);
}

#[cfg(unix)]
#[test]
fn the_editor_changes_the_visit_and_a_slip_loses_nothing() {
    let folder = office();
    let edit = |editor: &str| run_with(folder.path(), Some(editor), &["edit", "1"]);
    let done = edit("sed -i s/^size.*/size=25/");
    assert_eq!(done.code, 0, "{}", done.stderr);
    assert_eq!(json(folder.path(), &["show", "1", "--json"])["visit"]["size"]["value"], 25);
    assert_eq!(edit("true").stderr.trim(), "nothing was changed");

    let slip = edit("sed -i s/^size.*/size=many/");
    assert_eq!(slip.code, 1, "{}", slip.stderr);
    assert!(slip.stderr.contains("error: line "), "{}", slip.stderr);
    let kept = slip.stderr.split("--file ").nth(1).unwrap().trim().trim_end_matches('`');
    assert!(fs::read_to_string(kept).unwrap().contains("size=many"), "the text is kept");

    let missing = edit("no-such-editor");
    assert!(missing.code == 2 && missing.stderr.contains("no-such-editor cannot be started"));
    assert!(run(folder.path(), &["edit", "1"]).stderr.contains("no editor is named"));
}

#[test]
fn later_accounts_of_corrected_cities_join_the_visit() {
    let folder = office();
    fs::write(folder.path().join("fix.toml"), "guest_city = \"Ufa\"\n").unwrap();
    assert_eq!(run(folder.path(), &["edit", "1", "--file", "fix.toml"]).code, 0);
    let later = r#"[{"source": {"publisher": "News"}, "host_city": "Astana", "guest_city": "Ufa", "start": "2024-05-11"}]"#;
    fs::write(folder.path().join("later.json"), later).unwrap();
    assert_eq!(run(folder.path(), &["import", "later.json"]).code, 0);
    let visits = json(folder.path(), &["visits", "--guest", "Ufa", "--json"]);
    assert_eq!(visits.as_array().unwrap().len(), 1);
    assert_eq!(visits[0]["visit"]["id"], 1);
    assert_eq!(visits[0]["accounts"].as_array().unwrap().len(), 4);
    assert_eq!(visits[0]["accounts"][0]["account"]["guest_city"], "Kazan", "what the source said stays");
    assert!(
        json(folder.path(), &["visits", "--guest", "Kazan", "--host", "Astana", "--json"])
            .as_array()
            .unwrap()
            .is_empty()
    );
}
