//! The command line as a user meets it: output, messages, exit codes, and an import that is killed.
#![allow(clippy::unwrap_used, reason = "also outside of the test functions themselves")]

mod common;

use assert_cmd::Command;
use std::path::Path;
use std::process::{Command as Process, Stdio};
use std::time::Duration;

/// What a run printed, with the folder of the test and of the examples taken out.
fn run(folder: &Path, args: &[&str]) -> String {
    let run = common::finish(&mut common::program(folder, args));
    let text = format!("exit code {}\n--- stdout\n{}--- stderr\n{}", run.code, run.stdout, run.stderr);
    let examples = common::example("");
    text.replace(examples.to_str().unwrap(), "examples/data/").replace(folder.to_str().unwrap(), "FOLDER")
}

fn example(name: &str) -> String {
    common::example(name).to_str().unwrap().to_owned()
}

#[test]
fn an_import_reports_every_row_and_a_second_one_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let (accounts, register) = (example("accounts.json"), example("register.csv"));
    insta::assert_snapshot!(run(folder.path(), &["import", &accounts, &register]));
    let again = run(folder.path(), &["import", &accounts, &register]);
    assert!(again.contains("read 191 = 0 new + 191 unchanged + 0 rejected"), "{again}");
    assert!(again.contains("visits: 76 (0 new, 0 with more known)"), "{again}");
}

#[test]
fn rows_that_cannot_be_read_are_named_with_their_place() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(
        folder.path().join("register.csv"),
        "start,host_city,guest_city\n2024-05-10,Astna,Kazan\n31.02.2020,Astana,Kazan\n2024-06-01,Astana,Kazan\n",
    )
    .unwrap();
    insta::assert_snapshot!(run(folder.path(), &["import", "register.csv"]));
    insta::assert_snapshot!(run(folder.path(), &["import", "register.csv", "--json"]));
    std::fs::write(folder.path().join("broken.json"), "[{\"source\": {\"publisher\": \"x\"},\n oops")
        .unwrap();
    insta::assert_snapshot!(run(folder.path(), &["import", "broken.json"]));
}

#[test]
fn visits_stats_and_show_read_well() {
    let folder = tempfile::tempdir().unwrap();
    let from = example("accounts.json");
    let of = |args: &[&str]| run(folder.path(), &[args, &["--from", &from]].concat());
    let pair = ["--pair", "Saint Petersburg", "Astana"];
    insta::assert_snapshot!("visits", of(&[&["visits"][..], &pair].concat()));
    insta::assert_snapshot!("visits_documents", of(&[&["visits", "--documents"][..], &pair].concat()));
    insta::assert_snapshot!("visits_promises", of(&[&["visits", "--promises"][..], &pair].concat()));
    insta::assert_snapshot!(
        "stats_csv",
        of(&[&["stats", "--by", "sector,year", "--format", "csv"][..], &pair].concat())
    );
    insta::assert_snapshot!(
        "stats_json",
        of(&["stats", "--by", "pair", "--city", "Milan", "--format", "json"])
    );
    insta::assert_snapshot!("stats_no_city", of(&["stats", "--by", "pair,status", "--without-city"]));
    let list = of(&[
        "visits",
        "--host",
        "Astana",
        "--guest",
        "Saint Petersburg",
        "--from-date",
        "2017",
        "--to-date",
        "2017",
        "-q",
    ]);
    let id = list
        .lines()
        .find(|line| line.contains("2017-08"))
        .unwrap()
        .split_whitespace()
        .next()
        .unwrap()
        .to_owned();
    insta::assert_snapshot!("show", of(&["show", &id]));
}

#[test]
fn faults_say_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let from = example("accounts.json");
    let fault = |name: &str, args: &[&str]| {
        insta::assert_snapshot!(format!("fault_{name}"), run(folder.path(), args))
    };
    fault("no_store", &["visits"]);
    fault("no_file", &["import", "none.json"]);
    fault("unknown_city", &["visits", "--city", "Astna", "--from", &from]);
    fault("one_city_of_a_pair", &["visits", "--pair", "Astana", "--from", &from]);
    fault("unknown_sector", &["stats", "--sector", "fishing", "--from", &from]);
    fault("unknown_country", &["visits", "--country", "Atlantis", "--from", &from]);
    fault("unknown_status", &["visits", "--status", "dreamt", "--from", &from]);
    fault("no_date", &["visits", "--from-date", "31.02.2020", "--from", &from]);
    fault("dates_crossed", &["visits", "--from-date", "2020", "--to-date", "2019", "--from", &from]);
    fault("no_visit", &["show", "9999", "--from", &from]);
    fault("import_into_nothing", &["import", &from, "--from", &from]);
    std::fs::write(folder.path().join("letter.db"), "Dear Sir or Madam, ".repeat(50)).unwrap();
    fault("foreign_store", &["visits", "--store", "letter.db"]);
    fault("store_without_folder", &["import", &from, "--store", "no/such.db"]);
    std::fs::write(folder.path().join("citybrief.toml"), "home = \"Astana\"\n").unwrap();
    fault("unknown_key_of_config", &["visits"]);
}

#[test]
fn an_export_can_be_imported_again() {
    let folder = tempfile::tempdir().unwrap();
    let export = |format: &str, file: &str| {
        let output = Command::cargo_bin("citybrief")
            .unwrap()
            .args(["export", "--format", format, "--from", &example("accounts.json")])
            .output()
            .unwrap();
        assert!(output.status.success());
        std::fs::write(folder.path().join(file), output.stdout).unwrap();
    };
    export("json", "all.json");
    export("csv", "all.csv");
    let json = run(folder.path(), &["import", "all.json", &example("accounts.json"), "--store", "a.db"]);
    assert!(json.contains("read 230 = 115 new + 115 unchanged + 0 rejected"), "{json}");
    let csv = run(folder.path(), &["import", "all.csv", "--store", "b.db"]);
    assert!(csv.contains("read 76 = 76 new + 0 unchanged + 0 rejected"), "{csv}");
    assert!(csv.contains("visits: 76 "), "{csv}");
}

#[test]
fn a_reader_that_goes_away_is_no_fault() {
    let mut child = Process::new(env!("CARGO_BIN_EXE_citybrief"))
        .args(["export", "--from", &example("accounts.json")])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
}

/// Accounts enough to keep an import busy while it is killed.
fn many_accounts(number: usize) -> String {
    let accounts: Vec<String> = (0..number)
        .map(|n| {
            let (month, day) = (n / 28 % 12 + 1, n % 28 + 1);
            format!(
                r#"{{"source":{{"publisher":"Paper {n}"}},"host_city":"Astana","guest_city":"Kazan","start":"{}-{month:02}-{day:02}","sectors":[{{"id":"trade","role":"discussed"}}]}}"#,
                1900 + n / 336
            )
        })
        .collect();
    format!("[{}]", accounts.join(",\n"))
}

/// Accounts and visits in a store, by its own word.
fn contents(store: &Path) -> (i64, i64) {
    let raw = rusqlite::Connection::open(store).unwrap();
    let check: String = raw.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
    assert_eq!(check, "ok");
    let count =
        |table: &str| raw.query_row(&format!("SELECT COUNT(*) FROM {table}"), [], |row| row.get(0)).unwrap();
    (count("account"), count("visit"))
}

#[test]
fn an_import_that_is_killed_leaves_the_store_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("citybrief.db");
    let more = folder.path().join("more.json");
    std::fs::write(&more, many_accounts(2_000)).unwrap();
    run(folder.path(), &["import", &example("accounts.json")]);
    let before = contents(&store);
    assert_eq!(before, (115, 76));
    let mut interrupted = 0;
    for delay in [5, 20, 50, 90, 140, 200, 270, 350] {
        let mut child = Process::new(env!("CARGO_BIN_EXE_citybrief"))
            .current_dir(folder.path())
            .args(["import", "more.json", "-q"])
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_millis(delay));
        child.kill().unwrap();
        let finished = child.wait().unwrap().success();
        let after = contents(&store);
        if finished || after.0 != before.0 {
            assert_eq!(after.0, 115 + 2_000, "all or nothing");
            break;
        }
        assert_eq!(after, before, "killed after {delay} ms");
        interrupted += 1;
    }
    assert!(interrupted > 0, "at least one import was killed in the middle");
    let whole = run(folder.path(), &["import", "more.json"]);
    assert!(whole.contains("0 rejected"), "{whole}");
    assert_eq!(contents(&store).0, 115 + 2_000);
}
