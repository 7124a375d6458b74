//! Short texts with one difficulty each, and what must be read out of them.
//!
//! `tests/reading/{en,ru,kk}.toml` hold the cases; an empty city means that none may be stated, `|` parts right
//! answers, a field that is left out is not checked.

use citybrief::{
    data::{Account, Gazetteer, VisitStatus},
    import::article::{Lexicon, read_text},
};
use serde::Deserialize;
use std::collections::BTreeSet;

#[derive(Debug, Deserialize)]
struct Cases {
    case: Vec<Case>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    /// Known not to be read right yet.
    #[serde(default)]
    open: bool,
    name: String,
    text: String,
    #[serde(default = "yes")]
    visit: bool,
    host: Option<String>,
    guest: Option<String>,
    host_country: Option<String>,
    guest_country: Option<String>,
    hosts: Option<Vec<String>>,
    guests: Option<Vec<String>>,
    start: Option<String>,
    status: Option<String>,
    agreed: Option<bool>,
    purpose: Option<String>,
    sectors: Option<Vec<String>>,
    /// Whom quotations are put down to.
    speakers: Option<Vec<String>>,
}

fn yes() -> bool {
    true
}

/// What differs between a case and its reading.
fn differences(case: &Case, account: &Account) -> Vec<String> {
    let mut out = Vec::new();
    let mut check = |what: &str, expected: &Option<String>, got: String| {
        if let Some(expected) = expected
            && !expected.split('|').any(|e| e == got)
        {
            out.push(format!("{what}: expected {expected:?}, read {got:?}"));
        }
    };
    let gazetteer = Gazetteer::builtin();
    let country = |code: &Option<citybrief::data::CountryCode>| {
        code.as_ref().and_then(|c| gazetteer.country(c)).map(|c| c.en.clone()).unwrap_or_default()
    };
    let place =
        |city: &Option<String>, region: &Option<String>| city.clone().or(region.clone()).unwrap_or_default();
    check("host", &case.host, place(&account.host_city, &account.host_region));
    check("guest", &case.guest, place(&account.guest_city, &account.guest_region));
    check("host country", &case.host_country, country(&account.host_country));
    check("guest country", &case.guest_country, country(&account.guest_country));
    check("start", &case.start, account.start.map(|d| d.to_string()).unwrap_or_default());
    let status = match account.status {
        Some(VisitStatus::Announced) => "announced",
        Some(VisitStatus::Cancelled) => "cancelled",
        _ => "held",
    };
    check("status", &case.status, status.to_owned());
    check("purpose", &case.purpose, account.purpose.clone().unwrap_or_default());
    let agreed = case.agreed.map(|a| a.to_string());
    check("agreed", &agreed, (!account.agreements.is_empty()).to_string());
    let names = |people: &mut dyn Iterator<Item = &citybrief::data::Official>| -> String {
        people.map(|p| p.name.clone()).collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>().join(", ")
    };
    let listed = |list: &Option<Vec<String>>| {
        list.as_ref()
            .map(|l| l.iter().cloned().collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>().join(", "))
    };
    check("hosts", &listed(&case.hosts), names(&mut account.host_officials.iter()));
    check("guests", &listed(&case.guests), names(&mut account.head.iter().chain(&account.guest_officials)));
    let speakers: BTreeSet<String> = account.quotes.iter().map(|q| q.speaker.clone()).collect();
    check("speakers", &listed(&case.speakers), speakers.into_iter().collect::<Vec<_>>().join(", "));
    let sectors: BTreeSet<String> = account.sectors.iter().map(|s| s.id.0.clone()).collect();
    check("sectors", &listed(&case.sectors), sectors.into_iter().collect::<Vec<_>>().join(", "));
    out
}

fn read_cases(language: &str, text: &str) {
    let cases: Cases = toml::from_str(text).unwrap();
    let lexicon = Lexicon::builtin();
    let mut failures = Vec::new();
    for case in &cases.case {
        let reading = read_text("case.txt", &case.text, &lexicon);
        let found = match (&reading.visit, case.visit) {
            (Some(account), true) => differences(case, account),
            (Some(account), false) => {
                vec![format!("a visit was read: {:?} to {:?}", account.guest_city, account.host_city)]
            }
            (None, true) => vec![format!("no visit was read: {:?}", reading.why)],
            (None, false) => Vec::new(),
        };
        if case.open {
            if found.is_empty() {
                failures.push(format!("[{language}] {}: is read now; take its \"open\" away", case.name));
            }
            continue;
        }
        failures.extend(found.into_iter().map(|f| format!("[{language}] {}: {f}", case.name)));
    }
    assert!(failures.is_empty(), "{} of the cases differ:\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn english_cases_are_read() {
    read_cases("en", include_str!("reading/en.toml"));
}

#[test]
fn russian_cases_are_read() {
    read_cases("ru", include_str!("reading/ru.toml"));
}

#[test]
fn kazakh_cases_are_read() {
    read_cases("kk", include_str!("reading/kk.toml"));
}
