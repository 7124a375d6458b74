//! The example data, read as the command line reads it.
#![allow(dead_code, clippy::unwrap_used, reason = "shared by tests, each of which uses its part")]

use citybrief::data::{Gazetteer, ImportedAccount, Sectors};
use citybrief::import::{ImportOptions, Reading, read_paths};
use citybrief::store::Store;
use std::collections::BTreeMap;
use std::path::PathBuf;

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
