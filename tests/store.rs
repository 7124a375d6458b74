//! The store keeps what it is given, merges with care, and takes corrections.
#![allow(clippy::unwrap_used, reason = "also outside of the test functions themselves")]

mod common;

use citybrief::data::{
    Account, CountryCode, Field, Gazetteer, ImportedAccount, Official, Origin, SourceKind, VisitId,
    VisitRecord, VisitStatus,
};
use citybrief::store::{Store, StoreError, VisitFilter, promises};
use serde_json::{Value, json};

/// An account from the fields that matter to a test.
fn account(fields: &Value) -> ImportedAccount {
    let mut whole = json!({
        "source": {"publisher": "Paper"}, "host_city": "Astana", "guest_city": "Kazan", "status": "held"
    });
    whole.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
    ImportedAccount { account: serde_json::from_value(whole).unwrap(), origin: Origin::default() }
}

fn imported(accounts: &[Value]) -> Store {
    let accounts: Vec<ImportedAccount> = accounts.iter().map(account).collect();
    common::store_of(&accounts, &Gazetteer::builtin())
}

fn all(store: &Store) -> Vec<VisitRecord> {
    store.visits(&VisitFilter::default()).unwrap()
}

fn visits_of(accounts: &[Value]) -> usize {
    all(&imported(accounts)).len()
}

fn head(name: &str) -> Value {
    json!({"name": name, "role": "mayor"})
}

#[test]
fn an_announcement_and_a_report_are_one_visit_that_was_held() {
    let store = imported(&[
        json!({"start": "2024-05-10", "end": "2024-05-12", "status": "announced"}),
        json!({"start": "2024-05-13", "date_basis": "published", "head": head("Ilsur Metshin")}),
    ]);
    let visits = all(&store);
    assert_eq!(visits.len(), 1);
    let visit = &visits[0].visit;
    assert_eq!(visit.status.as_ref().unwrap().value, VisitStatus::Held);
    assert_eq!(visit.start.as_ref().unwrap().value.to_string(), "2024-05-10");
    assert_eq!(visit.conflicts, []);
}

#[test]
fn visits_with_different_heads_are_different() {
    let same_days = |a: &str, b: &str| {
        visits_of(&[
            json!({"start": "2024-05-10", "head": head(a)}),
            json!({"start": "2024-05-10", "head": head(b), "source": {"publisher": "Other"}}),
        ])
    };
    assert_eq!(same_days("Ilsur Metshin", "Ильсур Метшин"), 1);
    assert_eq!(same_days("Ilsur Metshin", "Marat Khusnullin"), 2);
}

#[test]
fn visits_far_apart_or_the_other_way_are_different() {
    assert_eq!(visits_of(&[json!({"start": "2024-05-10"}), json!({"start": "2024-05-20"})]), 2);
    let back = json!({"start": "2024-05-10", "host_city": "Kazan", "guest_city": "Astana"});
    assert_eq!(visits_of(&[json!({"start": "2024-05-10"}), back]), 2);
    assert_eq!(
        visits_of(&[json!({"start": "2024"}), json!({"start": "2024-05-20"})]),
        2,
        "a year proves nothing"
    );
}

#[test]
fn a_month_that_fits_two_visits_joins_neither() {
    let two = [json!({"start": "2024-05-03"}), json!({"start": "2024-05-20"})];
    let month = json!({"start": "2024-05", "source": {"publisher": "Other"}});
    assert_eq!(visits_of(&[two[0].clone(), month.clone()]), 1);
    assert_eq!(visits_of(&[two[0].clone(), two[1].clone(), month]), 3);
}

#[test]
fn delegations_of_no_city_are_kept_and_found_by_country() {
    let tatarstan = |date: &str| json!({"start": date, "guest_city": null, "guest_country": "RU", "head": head("Rustam Minnikhanov")});
    let store = imported(&[tatarstan("2024-05-10"), json!({"start": "2024-05-10"}), tatarstan("2024-05-11")]);
    assert_eq!(all(&store).len(), 2, "a region is not its capital");
    let russia = Some(CountryCode("RU".to_owned()));
    let russia = VisitFilter { guest_country: russia, without_city: true, ..VisitFilter::default() };
    assert_eq!(store.visits(&russia).unwrap().len(), 1);
}

#[test]
fn an_import_counts_every_account() {
    let gazetteer = Gazetteer::builtin();
    let accounts = [
        account(&json!({"start": "2024-05-10"})),
        account(&json!({"start": "2024-05-10"})),
        account(&json!({"host_city": "Astna"})),
        account(&json!({"guest_city": "Астана"})),
        account(&json!({"host_city": null, "guest_city": null})),
    ];
    let mut store = Store::in_memory().unwrap();
    let report = store.import(&accounts, &gazetteer).unwrap();
    assert_eq!((report.new, report.unchanged, report.rejected.len()), (1, 1, 3));
    assert!(report.rejected[0].reason.contains("Astana, KZ"), "{}", report.rejected[0].reason);
    assert_eq!((report.visits_new, report.visits), (1, 1));
    let again = store.import(&accounts, &gazetteer).unwrap();
    assert_eq!((again.new, again.unchanged, again.visits_new, again.visits_changed), (0, 2, 0, 0));
}

#[test]
fn numbers_of_visits_stay() {
    let gazetteer = Gazetteer::builtin();
    let mut store = imported(&[json!({"start": "2024-05-10"}), json!({"start": "2024-07-10"})]);
    let before: Vec<VisitId> = all(&store).iter().map(|r| r.visit.id).collect();
    let more = [
        account(&json!({"start": "2024-01-01"})),
        account(&json!({"start": "2024-07-11", "source": {"publisher": "Other"}})),
    ];
    let report = store.import(&more, &gazetteer).unwrap();
    assert_eq!((report.visits_new, report.visits_changed), (1, 1));
    let after: Vec<VisitId> = all(&store).iter().map(|r| r.visit.id).collect();
    assert_eq!(after[1..], before);
}

#[test]
fn an_officers_correction_wins_and_settles_conflicts() {
    let gazetteer = Gazetteer::builtin();
    let mut store = imported(&[
        json!({"start": "2024-05-10", "head": head("Ilsur Metshin"), "size": 20, "purpose": "Talks"}),
        json!({"start": "2024-05-11", "head": {"name": "Ильсур Метшин", "role": "вице-мэр"}, "size": 30}),
    ]);
    let before = all(&store).remove(0);
    let fields =
        |record: &VisitRecord| record.visit.conflicts.iter().map(|c| c.field.clone()).collect::<Vec<_>>();
    assert_eq!(fields(&before), [Field::Start, Field::HeadRole("Ilsur Metshin".into()), Field::Size]);

    let correction = Account {
        start: "2024-05-11".parse().ok(),
        size: Some(25),
        head: Some(Official { name: "Ilsur Metshin".into(), role: "mayor".into(), ..Official::default() }),
        ..Account::default()
    };
    let id = store.correct(before.visit.id, correction.clone(), &gazetteer).unwrap();
    let after = all(&store).remove(0);
    assert_eq!(after.visit.id, before.visit.id);
    assert_eq!(fields(&after), []);
    assert_eq!(after.visit.size.as_ref().unwrap().value, 25);
    assert_eq!(after.visit.start.as_ref().unwrap().accounts, [id]);
    assert_eq!(after.visit.purposes[0].value, "Talks", "what the officer leaves open stays");
    assert_eq!(after.account(id).unwrap().account.source.kind, SourceKind::Officer);
    assert_eq!(after.accounts.len(), 3, "nothing is lost");

    assert_eq!(store.correct(before.visit.id, correction, &gazetteer).unwrap(), id, "twice is once");
    let moved =
        Account { host_city: Some("Almaty".into()), guest_city: Some("Kazan".into()), ..Account::default() };
    store.correct(before.visit.id, moved, &gazetteer).unwrap();
    let almaty = gazetteer.find("Almaty", None, None).unwrap();
    assert_eq!(store.visits(&VisitFilter::of(almaty)).unwrap()[0].visit.id, before.visit.id);
    assert!(matches!(
        store.correct(VisitId(99), Account::default(), &gazetteer),
        Err(StoreError::NoVisit(VisitId(99)))
    ));
}

#[test]
fn a_correction_stays_with_its_visit_when_more_comes_in() {
    let gazetteer = Gazetteer::builtin();
    let mut store = imported(&[json!({"start": "2024-05-10"})]);
    let visit = all(&store)[0].visit.id;
    let far = Account { start: "2023-01-01".parse().ok(), ..Account::default() };
    store.correct(visit, far, &gazetteer).unwrap();
    store.import(&[account(&json!({"start": "2024-05-10", "kind": "forum"}))], &gazetteer).unwrap();
    let visits = all(&store);
    assert_eq!(visits.len(), 1);
    assert_eq!(visits[0].accounts.len(), 3);
    assert_eq!(visits[0].visit.start.as_ref().unwrap().value.to_string(), "2023-01-01");
}

#[test]
fn corrected_cities_bring_accounts_of_one_visit_together() {
    let gazetteer = Gazetteer::builtin();
    let mut store = imported(&[
        json!({"start": "2024-05-10"}),
        json!({"start": "2024-05-11"}),
        json!({"start": "2024-05-10", "guest_city": "Ufa"}),
    ]);
    let before: Vec<VisitId> = all(&store).iter().map(|record| record.visit.id).collect();
    assert_eq!(before.len(), 2);
    let moved = Account { guest_city: Some("Ufa".into()), ..Account::default() };
    store.correct(before[0], moved, &gazetteer).unwrap();
    let after = all(&store);
    assert_eq!(after.len(), 1);
    assert_eq!((after[0].visit.id, after[0].accounts.len()), (before[0], 4));
    assert_eq!(after[0].visit.guest, gazetteer.find("Ufa", None, None).ok());
    assert!(after[0].accounts[0].account.guest_city.as_deref() == Some("Kazan"), "said as before");
}

#[test]
fn a_register_repeats_without_contradicting() {
    let store = imported(&[
        json!({"start": "2024-05-10", "date_basis": "published", "kind": "official", "size": 20,
               "source": {"publisher": "Paper", "url": "https://example.org/1"}}),
        json!({"start": "2024-05", "kind": "official", "status": null, "sectors": [{"id": "trade", "role": "discussed"}],
               "source": {"publisher": "Register", "kind": "register", "references": ["https://example.org/1"]}}),
        json!({"start": "2024-05-10", "status": null,
               "source": {"publisher": "Register", "kind": "register", "references": ["https://example.org/1"]}}),
    ]);
    let visits = all(&store);
    assert_eq!(visits.len(), 1);
    let visit = &visits[0].visit;
    assert_eq!(visit.conflicts, []);
    assert_eq!(visit.date_basis, citybrief::data::DateBasis::Published, "the register only repeats the day");
}

#[test]
fn a_promise_is_followed_through_later_visits() {
    let store = imported(&[
        json!({"start": "2022-05-10", "commitments":
            [{"text": "Open a centre of Kazan in Astana", "owner": "guest", "status": "open", "due": "2023"}]}),
        json!({"start": "2024-05-10", "host_city": "Kazan", "guest_city": "Astana", "commitments":
            [{"text": "Open the centre of Kazan in Astana", "owner": "host", "status": "done"},
             {"text": "Hold Days of Astana", "owner": "guest", "status": "open"}]}),
    ]);
    let promises = promises(&all(&store));
    assert_eq!(promises.len(), 2);
    assert_eq!(serde_json::to_value(promises[0].status).unwrap(), "done");
    assert_eq!(promises[0].words.len(), 2);
    assert_eq!(promises[0].due.unwrap().to_string(), "2023");
}

#[test]
fn accounts_can_be_neither_changed_nor_deleted() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.db");
    let mut store = Store::open(&path).unwrap();
    store.import(&[account(&json!({"start": "2024-05-10"}))], &Gazetteer::builtin()).unwrap();
    drop(store);
    let raw = rusqlite::Connection::open(&path).unwrap();
    assert!(
        raw.execute("UPDATE account SET body = '{}'", []).unwrap_err().to_string().contains("never changed")
    );
    assert!(raw.execute("DELETE FROM account", []).unwrap_err().to_string().contains("never deleted"));
}

#[test]
fn files_that_are_no_store_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    std::fs::write(
        path("text.db"),
        "not a database, but long enough to have a header of a hundred bytes".repeat(4),
    )
    .unwrap();
    assert!(matches!(Store::open(&path("text.db")), Err(StoreError::Foreign { .. })));
    assert!(matches!(Store::open_existing(&path("none.db")), Err(StoreError::Missing { .. })));
    assert!(matches!(Store::open(&path("no/such/folder.db")), Err(StoreError::Unreachable { .. })));

    let other = rusqlite::Connection::open(path("other.db")).unwrap();
    other.execute_batch("CREATE TABLE recipes (name TEXT)").unwrap();
    assert!(matches!(Store::open(&path("other.db")), Err(StoreError::Foreign { .. })));

    drop(Store::open(&path("new.db")).unwrap());
    rusqlite::Connection::open(path("new.db")).unwrap().pragma_update(None, "user_version", 99).unwrap();
    assert!(matches!(Store::open(&path("new.db")), Err(StoreError::Newer { found: 99, .. })));
}

#[test]
fn the_rollup_equals_a_plain_count() {
    use citybrief::store::{Aggregation, Dimension, Key};
    let gazetteer = Gazetteer::builtin();
    let store = common::store_of(&common::read("accounts.json", &gazetteer).accounts, &gazetteer);
    let visits = all(&store);
    let by = vec![Dimension::Sector, Dimension::Year, Dimension::Status];
    let rows = store.aggregate(&Aggregation { by, ..Aggregation::default() }).unwrap();
    assert!(rows.len() > 100);
    for row in rows {
        let [sector, Key::Year(year), status] = row.keys.as_slice() else { panic!("{:?}", row.keys) };
        let counted: Vec<VisitId> = visits
            .iter()
            .map(|record| &record.visit)
            .filter(|v| match sector {
                Key::Sector(id) => v.sectors.iter().any(|s| s.id == *id),
                _ => v.sectors.is_empty(),
            })
            .filter(|v| v.start.as_ref().is_some_and(|s| s.value.year() == *year))
            .filter(|v| Key::Status(v.status.as_ref().unwrap().value) == *status)
            .map(|v| v.id)
            .collect();
        let mut counted = counted;
        counted.sort_unstable();
        assert_eq!((row.visits, row.ids), (counted.len(), counted));
    }
}
