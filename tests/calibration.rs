//! Whether what is read with confidence is right: the annotated articles, by confidence.
//!
//! `cargo test --test calibration -- --nocapture` prints the table.

use citybrief::{
    data::{Account, fold_name},
    import::article::{Lexicon, REVIEW_THRESHOLD, read_bytes},
};
use serde::Deserialize;
use std::{collections::BTreeMap, fs, path::Path};

#[derive(Deserialize)]
struct Article {
    id: String,
    is_visit: bool,
    visit_date: Option<String>,
    host_city: Option<String>,
    guest_city: Option<String>,
    host_officials: Vec<Person>,
    guest_officials: Vec<Person>,
    sectors: Vec<String>,
}

#[derive(Deserialize)]
struct Person {
    name: String,
}

/// Share of values above the threshold that must be right.
const RIGHT: f64 = 0.95;

/// Right and all values by field and tenth of confidence.
#[derive(Default)]
struct Table(BTreeMap<(&'static str, u8), (u32, u32)>);

impl Table {
    fn add(&mut self, field: &'static str, account: &Account, path: &str, right: bool) {
        let confidence = account.confidence.get(path).copied().unwrap_or_default();
        let bucket = if confidence >= REVIEW_THRESHOLD { (confidence * 10.0) as u8 } else { 0 };
        let (rights, all) = self.0.entry((field, bucket)).or_default();
        *rights += u32::from(right);
        *all += 1;
    }
}

fn same_place(gold: &Option<String>, read: &str) -> bool {
    let bare =
        |name: &str| fold_name(&name.replace("Region", "").replace("Province", "").replace("Oblast", ""));
    gold.as_deref().is_some_and(|g| g.split("; ").any(|g| bare(g) == bare(read)))
}

fn same_person(people: &[Person], name: &str) -> bool {
    let surname = |n: &str| n.split(' ').next_back().map(fold_name);
    people.iter().any(|p| surname(&p.name) == surname(name) || fold_name(&p.name) == fold_name(name))
}

fn check(table: &mut Table, gold: &Article, account: &Account) {
    let sides = [
        ("host", &account.host_city, &account.host_region, &gold.host_city),
        ("guest", &account.guest_city, &account.guest_region, &gold.guest_city),
    ];
    for (side, city, region, right) in sides {
        let what = if city.is_some() { "city" } else { "region" };
        if let Some(place) = city.as_ref().or(region.as_ref()) {
            table.add("place", account, &format!("{side}_{what}"), same_place(right, place));
        }
    }
    if let (Some(start), Some(right)) = (account.start, &gold.visit_date) {
        table.add("start", account, "start", start.to_string() == *right);
    }
    if let Some(head) = &account.head {
        table.add("head", account, "head", same_person(&gold.guest_officials, &head.name));
    }
    let people = [
        ("host_officials", &account.host_officials, &gold.host_officials),
        ("guest_officials", &account.guest_officials, &gold.guest_officials),
    ];
    for (path, read, right) in people {
        for (i, official) in read.iter().enumerate() {
            table.add("official", account, &format!("{path}[{i}]"), same_person(right, &official.name));
        }
    }
    for (i, sector) in account.sectors.iter().enumerate() {
        let right = gold.sectors.contains(&sector.id.0);
        table.add("sector", account, &format!("sectors[{i}]"), right);
    }
}

#[test]
fn values_above_the_review_threshold_are_right() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/articles");
    let gold: Vec<Article> =
        serde_json::from_str(&fs::read_to_string(folder.join("gold.json")).unwrap()).unwrap();
    let texts: Vec<_> = fs::read_dir(folder.join("texts")).unwrap().map(|e| e.unwrap().path()).collect();
    let lexicon = Lexicon::builtin();
    let mut table = Table::default();
    for article in gold.iter().filter(|a| a.is_visit) {
        let own = |p: &&std::path::PathBuf| {
            p.file_stem().is_some_and(|s| s.to_string_lossy() == article.id.as_str())
        };
        let path = texts.iter().find(own).unwrap();
        let name = path.file_name().unwrap().to_string_lossy();
        if let Some(account) = read_bytes(&name, &fs::read(path).unwrap(), &lexicon).visit {
            check(&mut table, article, &account);
        }
    }
    let mut sure = (0, 0);
    for ((field, bucket), (right, all)) in &table.0 {
        let from = if *bucket == 0 { "below".to_owned() } else { format!("0.{bucket}") };
        println!("{field:10} {from:6} {right:4} of {all:4}");
        if *bucket > 0 {
            sure = (sure.0 + right, sure.1 + all);
        }
    }
    let share = f64::from(sure.0) / f64::from(sure.1);
    println!("from the threshold: {} of {}, {share:.3}", sure.0, sure.1);
    assert!(sure.1 > 300 && share >= RIGHT, "{share:.3} of the sure values are right");
}
