//! How well accounts are merged into visits, measured on real accounts.
#![allow(clippy::unwrap_used, reason = "also outside of the test functions themselves")]

mod common;

use citybrief::data::{Gazetteer, VisitRecord};
use citybrief::store::{Store, VisitFilter};
use std::collections::{BTreeMap, BTreeSet};

/// Pairs of accounts that are one visit in truth, in the store, or in both.
struct Score {
    right: usize,
    wrong: Vec<(String, String)>,
    missed: Vec<(String, String)>,
    split: usize,
}

fn score(groups: &[Vec<usize>], keys: &[String]) -> Score {
    let home: BTreeMap<usize, usize> =
        groups.iter().enumerate().flat_map(|(n, group)| group.iter().map(move |a| (*a, n))).collect();
    let mut score = Score { right: 0, wrong: Vec::new(), missed: Vec::new(), split: 0 };
    for a in 0..keys.len() {
        for b in a + 1..keys.len() {
            let pair = || (format!("{a} {}", keys[a]), format!("{b} {}", keys[b]));
            match (keys[a] == keys[b], home[&a] == home[&b]) {
                (true, true) => score.right += 1,
                (false, true) => score.wrong.push(pair()),
                (true, false) => score.missed.push(pair()),
                (false, false) => {}
            }
        }
    }
    let mut homes: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
    for (account, key) in keys.iter().enumerate() {
        homes.entry(key).or_default().insert(home[&account]);
    }
    score.split = homes.values().filter(|homes| homes.len() > 1).count();
    println!(
        "rightly joined {}, wrongly joined {}, missed {}; visits split {}",
        score.right,
        score.wrong.len(),
        score.missed.len(),
        score.split
    );
    score
}

/// Accounts of each visit by their place in the file, of those below `limit`.
fn groups(store: &Store, limit: usize) -> Vec<Vec<usize>> {
    let accounts = |record: &VisitRecord| -> Vec<usize> {
        let numbers = record.accounts.iter().map(|a| usize::try_from(a.id.0).unwrap() - 1);
        numbers.filter(|n| *n < limit).collect()
    };
    store.visits(&VisitFilter::default()).unwrap().iter().map(accounts).collect()
}

#[test]
fn accounts_are_merged_into_the_right_visits() {
    let gazetteer = Gazetteer::builtin();
    let accounts = common::read("accounts.json", &gazetteer).accounts;
    let keys = common::visit_keys();
    let score = score(&groups(&common::store_of(&accounts, &gazetteer), keys.len()), &keys);
    assert_eq!(score.wrong, [], "wrongly joined");
    assert_eq!(score.missed, [], "missed");
    assert_eq!(score.split, 0);
}

#[test]
fn accounts_and_register_make_the_same_visits() {
    let gazetteer = Gazetteer::builtin();
    let mut accounts = common::read("accounts.json", &gazetteer).accounts;
    let register = common::read("register.csv", &gazetteer);
    assert_eq!(register.rejects, []);
    let keys = common::visit_keys();
    accounts.extend(register.accounts);
    let store = common::store_of(&accounts, &gazetteer);
    let score = score(&groups(&store, keys.len()), &keys);
    assert_eq!((score.wrong.len(), score.split), (0, 0));
    let visits = store.visits(&VisitFilter::default()).unwrap();
    let lonely: Vec<_> =
        visits.iter().filter(|v| v.accounts.len() == 1).map(|v| &v.accounts[0].origin).collect();
    assert!(lonely.is_empty(), "{lonely:?}");
    assert_eq!(visits.len(), 76);
}

#[test]
fn the_order_of_import_does_not_matter() {
    let gazetteer = Gazetteer::builtin();
    let mut accounts = common::read("accounts.json", &gazetteer).accounts;
    accounts.extend(common::read("register.csv", &gazetteer).accounts);
    let at_once = urls(&common::store_of(&accounts, &gazetteer));
    accounts.reverse();
    let mut one_by_one = Store::in_memory().unwrap();
    for account in &accounts {
        one_by_one.import(std::slice::from_ref(account), &gazetteer).unwrap();
    }
    assert_eq!(urls(&one_by_one), at_once);
}

/// Each visit as the set of what its sources are known by.
fn urls(store: &Store) -> BTreeSet<BTreeSet<String>> {
    let visits = store.visits(&VisitFilter::default()).unwrap();
    let name = |r: &VisitRecord| {
        r.accounts
            .iter()
            .map(|a| format!("{:?} {:?} {:?}", a.account.source.url, a.origin, a.account.head))
            .collect()
    };
    visits.iter().map(name).collect()
}
