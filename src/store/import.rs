//! Takes accounts into the store: all of them or, when anything fails, none.

use super::merge::{Bucket, Place};
use super::rebuild::{Rebuilt, rebuild};
use super::{Store, StoreError};
use crate::data::{Account, AccountId, CountryCode, Gazetteer, ImportedAccount, Origin, PartialDate};
use rusqlite::{Transaction, params};
use serde_json::Value;
use std::collections::HashMap;

/// What an import did: accounts given = new + unchanged + rejected.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct ImportReport {
    /// Accounts that were not in the store.
    pub new: usize,
    /// Accounts that were in it already, or stood twice in the import.
    pub unchanged: usize,
    /// Accounts that cannot be placed.
    pub rejected: Vec<RejectedAccount>,
    /// Visits that nobody had told of before.
    pub visits_new: usize,
    /// Known visits of which more is known now.
    pub visits_changed: usize,
    /// Visits in the store.
    pub visits: usize,
}

/// An account that was not stored.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct RejectedAccount {
    /// Where it stood.
    pub origin: Origin,
    /// Why, and what to do.
    pub reason: String,
}

impl Store {
    /// Stores accounts in one transaction and derives the visits they tell of.
    ///
    /// # Errors
    /// Where the database fails; then nothing was stored.
    pub fn import(
        &mut self,
        accounts: &[ImportedAccount],
        gazetteer: &Gazetteer,
    ) -> Result<ImportReport, StoreError> {
        let transaction =
            self.connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        let mut report = ImportReport::default();
        let mut places = PlaceFinder::new(gazetteer);
        let mut touched: HashMap<Bucket, AccountId> = HashMap::new();
        for ImportedAccount { account, origin } in accounts {
            match places.place(account) {
                Err(reason) => report.rejected.push(RejectedAccount { origin: origin.clone(), reason }),
                Ok((host, guest)) => match insert(&transaction, account, origin, None)? {
                    None => report.unchanged += 1,
                    Some(id) => {
                        place_member(&transaction, id, &host, &guest)?;
                        touched.entry((host.city, guest.city)).or_insert(id);
                        report.new += 1;
                    }
                },
            }
        }
        let mut buckets: Vec<Bucket> = touched.keys().copied().collect();
        buckets.sort_by_key(|bucket| touched[bucket]);
        let Rebuilt { new, changed } = rebuild(&transaction, &buckets)?;
        (report.visits_new, report.visits_changed) = (new, changed);
        let visits: i64 = transaction.query_row("SELECT COUNT(*) FROM visit", [], |row| row.get(0))?;
        report.visits = usize::try_from(visits).unwrap_or(usize::MAX);
        transaction.commit()?;
        Ok(report)
    }
}

/// Stores an account; `None` if it is there already.
pub(super) fn insert(
    transaction: &Transaction<'_>,
    account: &Account,
    origin: &Origin,
    corrects: Option<AccountId>,
) -> Result<Option<AccountId>, StoreError> {
    let hash = content_hash(account, corrects)?;
    let mut insert = transaction.prepare_cached(
        "INSERT INTO account (hash, body, file, sheet, line, corrects) VALUES (?, ?, ?, ?, ?, ?)
         ON CONFLICT (hash) DO NOTHING",
    )?;
    let body = serde_json::to_string(account)?;
    let corrects = corrects.map(|id| id.0);
    let added =
        insert.execute(params![hash.as_slice(), body, origin.file, origin.sheet, origin.line, corrects])?;
    Ok((added > 0).then(|| AccountId(transaction.last_insert_rowid())))
}

/// Says where an account's visit took place and where its guests came from.
pub(super) fn place_member(
    transaction: &Transaction<'_>,
    account: AccountId,
    host: &Place,
    guest: &Place,
) -> Result<(), StoreError> {
    let city = |place: &Place| place.city.map(|c| c.0);
    let country = |place: &Place| place.country.as_ref().map(|c| c.0.clone());
    transaction
        .prepare_cached(
            "INSERT INTO member (account, host, guest, host_country, guest_country, host_region, guest_region)
             VALUES (?, ?, ?, ?, ?, ?, ?)
             ON CONFLICT (account) DO UPDATE SET host = excluded.host, guest = excluded.guest,
             host_country = excluded.host_country, guest_country = excluded.guest_country,
             host_region = excluded.host_region, guest_region = excluded.guest_region",
        )?
        .execute(params![
            account.0,
            city(host),
            city(guest),
            country(host),
            country(guest),
            host.region,
            guest.region
        ])?;
    Ok(())
}

/// BLAKE3 over what the source says: fields without a value and the order of fields do not count, so that a
/// later version with more fields still knows the account.
fn content_hash(account: &Account, corrects: Option<AccountId>) -> Result<blake3::Hash, StoreError> {
    let mut text = String::new();
    write_canonical(&serde_json::to_value(account)?, &mut text);
    if let Some(id) = corrects {
        text.push_str(&format!("corrects {id}"));
    }
    Ok(blake3::hash(text.as_bytes()))
}

fn write_canonical(value: &Value, out: &mut String) {
    match value {
        Value::Object(fields) => {
            let mut fields: Vec<(&String, &Value)> =
                fields.iter().filter(|(_, v)| says_something(v)).collect();
            fields.sort_by_key(|(name, _)| *name);
            out.push('{');
            for (name, value) in fields {
                out.push_str(name);
                out.push(':');
                write_canonical(value, out);
                out.push(',');
            }
            out.push('}');
        }
        Value::Array(items) => {
            out.push('[');
            for item in items {
                write_canonical(item, out);
                out.push(',');
            }
            out.push(']');
        }
        scalar => out.push_str(&scalar.to_string()),
    }
}

fn says_something(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Array(items) => !items.is_empty(),
        Value::Object(fields) => !fields.is_empty(),
        _ => true,
    }
}

/// Distinct unknown names that are answered with names like them; more come from a column of the wrong kind.
const SUGGESTED: usize = 100;

type Question = (String, Option<CountryCode>, Option<PartialDate>);

/// Finds the places of accounts, each name once.
pub(super) struct PlaceFinder<'a> {
    gazetteer: &'a Gazetteer,
    known: HashMap<Question, Result<Place, String>>,
    unknown: usize,
}

impl<'a> PlaceFinder<'a> {
    pub(super) fn new(gazetteer: &'a Gazetteer) -> Self {
        Self { gazetteer, known: HashMap::new(), unknown: 0 }
    }

    /// Host and guest of an account.
    pub(super) fn place(&mut self, account: &Account) -> Result<(Place, Place), String> {
        let on = account.start.or(account.source.published);
        let mut side =
            |what: &str, city: &Option<String>, country: &Option<CountryCode>, region: &Option<String>| {
                let place = match city.as_deref().map(str::trim).filter(|name| !name.is_empty()) {
                    None => Place { country: country.clone(), ..Place::default() },
                    Some(name) => self
                        .city(name, country.as_ref(), on)
                        .map_err(|reason| format!("{what} city: {reason}"))?,
                };
                Ok::<Place, String>(self.with_region(place, region.as_deref()))
            };
        let host = side("host", &account.host_city, &account.host_country, &account.host_region)?;
        let guest = side("guest", &account.guest_city, &account.guest_country, &account.guest_region)?;
        if host == Place::default() && guest == Place::default() {
            return Err("names neither a host nor a guest; a visit wants at least one".to_owned());
        }
        if host.city.is_some() && host.city == guest.city {
            return Err("host and guest are the same city".to_owned());
        }
        Ok((host, guest))
    }

    fn city(
        &mut self,
        name: &str,
        country: Option<&CountryCode>,
        on: Option<PartialDate>,
    ) -> Result<Place, String> {
        let question = (name.to_owned(), country.cloned(), on);
        if let Some(answer) = self.known.get(&question) {
            return answer.clone();
        }
        let found = if self.unknown < SUGGESTED {
            self.gazetteer.find(name, country, on)
        } else {
            self.gazetteer.look_up(name, country, on)
        };
        self.unknown += usize::from(found.is_err());
        let answer = found.map_err(|e| e.to_string()).map(|id| Place {
            city: Some(id),
            country: self.gazetteer.city(id).map(|city| city.country.clone()).or_else(|| country.cloned()),
            region: None,
        });
        self.known.insert(question, answer.clone());
        answer
    }

    fn with_region(&self, place: Place, region: Option<&str>) -> Place {
        let Some(name) = region.map(str::trim).filter(|name| !name.is_empty()) else { return place };
        let known = self.gazetteer.find_region(name, place.country.as_ref());
        let country = place.country.or_else(|| known.map(|region| region.country.clone()));
        let region = known.map_or_else(|| name.to_owned(), |region| region.id.clone());
        Place { city: place.city, country, region: Some(region) }
    }
}
