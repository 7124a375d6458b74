//! Five questions that an officer asks, with the answers that are right for the example data.
#![allow(clippy::unwrap_used, reason = "also outside of the test functions themselves")]

mod common;

use assert_cmd::Command;
use serde_json::Value;

const PETERSBURG: &str = "Saint Petersburg";

/// What a command prints as JSON about the example accounts.
fn ask(args: &[&str]) -> Value {
    ask_of("accounts.json", args)
}

fn ask_of(data: &str, args: &[&str]) -> Value {
    let mut command = Command::cargo_bin("citybrief").unwrap();
    let output =
        command.args(args).args(["--format", "json", "--from"]).arg(common::example(data)).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

/// Two columns of a table, the second a number.
fn counts(rows: &Value, column: &str) -> Vec<(String, u64)> {
    let cell = |row: &Value| match &row[column] {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    rows.as_array().unwrap().iter().map(|row| (cell(row), row["visits"].as_u64().unwrap())).collect()
}

fn pairs(expected: &[(&str, u64)]) -> Vec<(String, u64)> {
    expected.iter().map(|(name, count)| ((*name).to_owned(), *count)).collect()
}

#[test]
fn how_many_visits_of_petersburg_and_astana_by_year() {
    for data in ["accounts.json", ""] {
        let years = ask_of(data, &["stats", "--by", "year", "--pair", PETERSBURG, "Astana"]);
        let expected =
            [("2004", 1), ("2008", 1), ("2014", 1), ("2015", 1), ("2017", 1), ("2024", 2), ("2025", 1)];
        assert_eq!(counts(&years, "year"), pairs(&expected));
        let statuses = ask_of(data, &["stats", "--by", "status", "--pair", "Санкт-Петербург", "Нур-Султан"]);
        assert_eq!(counts(&statuses, "status"), pairs(&[("announced", 2), ("held", 6)]));
        let hosts = ask_of(data, &["stats", "--by", "direction", "--pair", PETERSBURG, "Астана"]);
        assert_eq!(counts(&hosts, "host"), pairs(&[(PETERSBURG, 4), ("Astana", 4)]));
    }
    let announced = ask(&["stats", "--by", "year", "--pair", PETERSBURG, "Astana", "--status", "announced"]);
    assert_eq!(counts(&announced, "year"), pairs(&[("2004", 1), ("2008", 1)]));
}

#[test]
fn which_sectors_come_up_most() {
    let almaty = ask(&["stats", "--by", "sector", "--pair", PETERSBURG, "Almaty"]);
    let expected = [
        ("culture", 2),
        ("education", 2),
        ("health", 1),
        ("humanitarian", 2),
        ("science", 1),
        ("sme", 1),
        ("tourism", 1),
        ("trade", 1),
    ];
    assert_eq!(counts(&almaty, "sector"), pairs(&expected));
    let astana = counts(&ask(&["stats", "--by", "sector", "--pair", PETERSBURG, "Astana"]), "sector");
    for (sector, visits) in [
        ("trade", 6),
        ("culture", 6),
        ("sme", 4),
        ("governance", 4),
        ("science", 3),
        ("education", 3),
        ("health", 3),
    ] {
        assert!(astana.contains(&(sector.to_owned(), visits)), "{sector}: {astana:?}");
    }
}

#[test]
fn which_promises_of_petersburg_and_almaty_are_open() {
    let open = ask(&["visits", "--promises", "--open", "--pair", PETERSBURG, "Almaty"]);
    let open = open.as_array().unwrap();
    assert_eq!(open.len(), 2, "{open:?}");
    assert!(open[0]["text"].as_str().unwrap().contains("road map"));
    let accounts = &open[0]["words"][0]["told"]["accounts"];
    assert_eq!(accounts.as_array().unwrap().len(), 2, "two accounts of one promise");
    assert!(open[1]["text"].as_str().unwrap().contains("Network University"));

    let minister = ask(&[
        "visits",
        "--promises",
        "--open",
        "--host",
        PETERSBURG,
        "--guest-country",
        "KZ",
        "--without-city",
    ]);
    let texts: Vec<&str> = minister.as_array().unwrap().iter().map(|p| p["text"].as_str().unwrap()).collect();
    assert_eq!(texts.len(), 3);
    assert!(
        texts[0].contains("road maps")
            && texts[1].contains("internships")
            && texts[2].contains("IT companies")
    );
}

#[test]
fn until_when_does_the_document_of_2017_hold() {
    let documents = ask(&[
        "visits",
        "--documents",
        "--pair",
        PETERSBURG,
        "Astana",
        "--from-date",
        "2017",
        "--to-date",
        "2017",
    ]);
    let documents = documents.as_array().unwrap();
    assert_eq!(documents.len(), 1, "four descriptions of one document: {documents:?}");
    assert_eq!(documents[0]["valid_until"], serde_json::json!(["2021", "2020"]));

    let visit =
        &ask(&["visits", "--pair", PETERSBURG, "Astana", "--from-date", "2017", "--to-date", "2017"])[0];
    let publishers = |accounts: &Value| -> Vec<&str> {
        let all = visit["accounts"].as_array().unwrap();
        let of = |id: &Value| all.iter().find(|a| a["id"] == *id).unwrap();
        accounts
            .as_array()
            .unwrap()
            .iter()
            .map(|id| of(id)["account"]["source"]["publisher"].as_str().unwrap())
            .collect()
    };
    let variants = |field: &str| -> Vec<(&str, Vec<&str>)> {
        let conflicts = visit["visit"]["conflicts"].as_array().unwrap();
        let conflict = conflicts.iter().find(|c| c["field"]["field"] == field).unwrap();
        let variants = conflict["variants"].as_array().unwrap();
        variants.iter().map(|v| (v["value"].as_str().unwrap(), publishers(&v["accounts"]))).collect()
    };
    assert_eq!(
        variants("agreement_term"),
        [("2021", vec!["TASS", "RIA Novosti"]), ("2020", vec!["Baribar.kz"])]
    );
    assert_eq!(
        variants("head_role"),
        [
            ("вице-губернатор Санкт-Петербурга", vec!["TASS", "Baribar.kz", "RIA Novosti"]),
            ("governor of Saint Petersburg", vec!["Kazinform"])
        ]
    );
}

#[test]
fn what_was_signed_between_petersburg_and_tashkent() {
    let documents = ask(&["visits", "--documents", "--pair", PETERSBURG, "Tashkent"]);
    let signed: Vec<(&str, &Value, &Value)> = documents
        .as_array()
        .unwrap()
        .iter()
        .filter(|d| d["statuses"] == serde_json::json!(["signed"]))
        .map(|d| (d["title"].as_str().unwrap(), &d["dates"], &d["valid_until"]))
        .collect();
    assert_eq!(signed.len(), 2, "{signed:?}");
    assert!(signed[0].0.contains("New Tashkent"));
    assert_eq!(*signed[0].1, serde_json::json!(["2024-12"]));
    assert!(signed[1].0.contains("road map"));
    assert_eq!(
        (signed[1].1, signed[1].2),
        (&serde_json::json!(["2025-09-09"]), &serde_json::json!(["2028"]))
    );
}

#[test]
fn a_later_visit_closes_an_earlier_promise() {
    let promises = ask(&["visits", "--promises", "--pair", PETERSBURG, "Tashkent"]);
    let monument =
        promises.as_array().unwrap().iter().find(|p| p["text"].as_str().unwrap().contains("Monument"));
    let monument = monument.unwrap();
    assert_eq!(monument["status"], "done");
    assert_eq!(monument["words"].as_array().unwrap().len(), 2);
}

#[test]
fn a_visit_to_nur_sultan_is_found_under_astana() {
    let visits = ask(&["visits", "--host", "Astana", "--guest", "Moscow"]);
    assert_eq!(visits.as_array().unwrap().len(), 1);
    assert_eq!(visits[0]["visit"]["start"]["value"], "2019-05-17");
}

#[test]
fn the_counts_of_the_whole_data() {
    for (by, rows) in [("pair", 43), ("pair,year", 73), ("pair,sector,year", 306)] {
        for data in ["accounts.json", ""] {
            let table = ask_of(data, &["stats", "--by", by]);
            assert_eq!(table.as_array().unwrap().len(), rows, "{by} of {data}");
        }
    }
    let statuses = counts(&ask(&["stats", "--by", "status"]), "status");
    assert_eq!(statuses, pairs(&[("announced", 10), ("held", 66)]));
    let cities = counts(&ask(&["stats", "--by", "city"]), "city");
    for (city, visits) in [(PETERSBURG, 53), ("Astana", 17), ("Almaty", 8)] {
        assert!(cities.contains(&(city.to_owned(), visits)), "{city}");
    }
}
