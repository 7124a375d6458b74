//! The program as a user runs it, and the example data, read as the command line reads it.
#![allow(dead_code, clippy::unwrap_used, reason = "shared by tests, each of which uses its part")]

use assert_cmd::Command;
use citybrief::data::{Gazetteer, ImportedAccount, Sectors};
use citybrief::import::{ImportOptions, Reading, read_paths};
use citybrief::store::Store;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// What a run of the program left behind.
pub struct Run {
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
}

/// The program in a folder, with nothing from outside that tells the time.
pub fn program(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::cargo_bin("citybrief").unwrap();
    command.current_dir(folder).env_remove("SOURCE_DATE_EPOCH").args(args);
    command
}

/// Runs it to its end.
pub fn finish(command: &mut Command) -> Run {
    let output = command.output().unwrap();
    Run {
        code: output.status.code().unwrap(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

pub fn example(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("examples/data").join(name)
}

pub fn read(name: &str, gazetteer: &Gazetteer) -> Reading {
    let sectors = Sectors::builtin();
    let options = ImportOptions {
        gazetteer,
        sectors: &sectors,
        headers: BTreeMap::new(),
        register_name: None,
        home_city: None,
        lists: Default::default(),
        lexicon: Default::default(),
    };
    read_paths(&[example(name)], &options).unwrap()
}

/// A store with these accounts.
pub fn store_of(accounts: &[ImportedAccount], gazetteer: &Gazetteer) -> Store {
    let mut store = Store::in_memory().unwrap();
    let report = store.import(accounts, gazetteer).unwrap();
    assert_eq!(report.rejected, [], "every example account has its place");
    store
}

/// The right answer for each account of `accounts.json`, in order: which visit it tells of.
pub fn visit_keys() -> Vec<String> {
    let text = std::fs::read_to_string(example("accounts.json")).unwrap();
    let accounts: Vec<serde_json::Value> = serde_json::from_str(&text).unwrap();
    accounts.iter().map(|a| a["visit_key"].as_str().unwrap().to_owned()).collect()
}
