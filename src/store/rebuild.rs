//! Derives visits anew where accounts came in, and keeps the numbers of those that stay the same.

use super::StoreError;
use super::derive::{derive, name};
use super::merge::{Bucket, PlacedAccount, merge};
use super::read::{self, Member};
use crate::data::{AccountId, CityId, CountryCode, PartialDate, SectorId, Visit, VisitId};
use chrono::{Datelike, NaiveDate};
use rusqlite::{OptionalExtension, Transaction, params};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// How many visits are new, and of how many more is known.
pub struct Rebuilt {
    pub new: usize,
    pub changed: usize,
}

/// Groups the accounts of these cities again and writes every visit whose accounts are not the same as before.
///
/// Cities are taken in the order given, so that new visits are numbered as their accounts came in.
pub fn rebuild(transaction: &Transaction<'_>, buckets: &[Bucket]) -> Result<Rebuilt, StoreError> {
    let mut writer = Writer { transaction, sectors: HashMap::new() };
    let mut rebuilt = Rebuilt { new: 0, changed: 0 };
    for bucket in buckets {
        let members = read::members_of_bucket(transaction, *bucket)?;
        writer.rebuild_bucket(members, &mut rebuilt)?;
    }
    Ok(rebuilt)
}

struct Writer<'a> {
    transaction: &'a Transaction<'a>,
    sectors: HashMap<SectorId, i64>,
}

impl Writer<'_> {
    fn rebuild_bucket(&mut self, members: Vec<Member>, rebuilt: &mut Rebuilt) -> Result<(), StoreError> {
        let before: BTreeMap<AccountId, Option<VisitId>> =
            members.iter().map(|m| (m.placed.id, m.visit)).collect();
        let placed: Vec<PlacedAccount> = members.into_iter().map(|m| m.placed).collect();
        let groups = merge(&placed);
        let numbers = numbers(&groups, &before);
        let old = groups_before(&before);
        let mut by_id: HashMap<AccountId, PlacedAccount> = placed.into_iter().map(|p| (p.id, p)).collect();
        let mut kept = BTreeSet::new();
        for (group, number) in groups.into_iter().zip(numbers) {
            kept.extend(number);
            if number.is_some_and(|n| old.get(&n) == Some(&group)) {
                continue;
            }
            let accounts: Vec<PlacedAccount> = group.iter().filter_map(|id| by_id.remove(id)).collect();
            let number = match number {
                Some(number) => number,
                None => self.new_number()?,
            };
            rebuilt.new += usize::from(!old.contains_key(&number));
            rebuilt.changed += usize::from(old.contains_key(&number));
            self.write(&derive(number, &accounts), &group)?;
        }
        for retired in old.keys().filter(|visit| !kept.contains(visit)) {
            self.transaction.prepare_cached("DELETE FROM visit WHERE id = ?")?.execute([retired.0])?;
        }
        Ok(())
    }

    fn new_number(&self) -> Result<VisitId, StoreError> {
        self.transaction.prepare_cached("INSERT INTO visit (kind) VALUES ('other')")?.execute([])?;
        Ok(VisitId(self.transaction.last_insert_rowid()))
    }

    fn write(&mut self, visit: &Visit, accounts: &[AccountId]) -> Result<(), StoreError> {
        write_row(self.transaction, visit)?;
        let mut join = self.transaction.prepare_cached("UPDATE member SET visit = ? WHERE account = ?")?;
        for account in accounts {
            join.execute([visit.id.0, account.0])?;
        }
        self.transaction.prepare_cached("DELETE FROM visit_sector WHERE visit = ?")?.execute([visit.id.0])?;
        for sector in &visit.sectors {
            let number = self.sector_number(&sector.id)?;
            self.transaction
                .prepare_cached("INSERT INTO visit_sector (visit, sector, role) VALUES (?, ?, ?)")?
                .execute(params![visit.id.0, number, name(&sector.role)])?;
        }
        Ok(())
    }

    fn sector_number(&mut self, sector: &SectorId) -> Result<i64, StoreError> {
        if let Some(number) = self.sectors.get(sector) {
            return Ok(*number);
        }
        let known: Option<i64> = self
            .transaction
            .query_row("SELECT id FROM sector WHERE name = ?", [&sector.0], |row| row.get(0))
            .optional()?;
        let number = match known {
            Some(number) => number,
            None => {
                self.transaction.execute("INSERT INTO sector (name) VALUES (?)", [&sector.0])?;
                self.transaction.last_insert_rowid()
            }
        };
        self.sectors.insert(sector.clone(), number);
        Ok(number)
    }
}

/// The accounts of each visit so far.
fn groups_before(before: &BTreeMap<AccountId, Option<VisitId>>) -> BTreeMap<VisitId, Vec<AccountId>> {
    let mut groups: BTreeMap<VisitId, Vec<AccountId>> = BTreeMap::new();
    for (account, visit) in before {
        if let Some(visit) = visit {
            groups.entry(*visit).or_default().push(*account);
        }
    }
    groups
}

/// A visit's number goes with its oldest account; where two visits turn out to be one, the older number stays.
fn numbers(groups: &[Vec<AccountId>], before: &BTreeMap<AccountId, Option<VisitId>>) -> Vec<Option<VisitId>> {
    let mut oldest: BTreeMap<VisitId, AccountId> = BTreeMap::new();
    for (account, visit) in before {
        if let Some(visit) = visit {
            oldest.entry(*visit).or_insert(*account);
        }
    }
    let number = |group: &Vec<AccountId>| {
        let visits = group.iter().filter_map(|account| {
            let visit = (*before.get(account)?)?;
            (oldest.get(&visit) == Some(account)).then_some(visit)
        });
        visits.min()
    };
    groups.iter().map(number).collect()
}

fn write_row(transaction: &Transaction<'_>, visit: &Visit) -> Result<(), StoreError> {
    let start = visit.start.as_ref().map(|s| s.value);
    let end = visit.end.as_ref().map(|e| e.value).or(start);
    let pair = visit.host.zip(visit.guest).map(|(a, b)| (a.min(b).0, a.max(b).0));
    let city = |city: Option<CityId>| city.map(|c| c.0);
    let country = |country: &Option<CountryCode>| country.as_ref().map(|c| c.0.clone());
    transaction
        .prepare_cached(
            "UPDATE visit SET host = ?, guest = ?, host_country = ?, guest_country = ?, host_region = ?,
             guest_region = ?, pair_a = ?, pair_b = ?, day = ?, last_day = ?, ym = ?, year = ?, status = ?,
             kind = ? WHERE id = ?",
        )?
        .execute(params![
            city(visit.host),
            city(visit.guest),
            country(&visit.host_country),
            country(&visit.guest_country),
            visit.host_region,
            visit.guest_region,
            pair.map(|p| p.0),
            pair.map(|p| p.1),
            start.map(|s| day_number(s.earliest())),
            start.zip(end).map(|(s, e)| day_number(e.latest().max(s.latest()))),
            start.and_then(month_number),
            start.map(PartialDate::year),
            visit.status.as_ref().map(|s| name(&s.value)).unwrap_or_default(),
            name(&visit.kind.value),
            visit.id.0,
        ])?;
    Ok(())
}

/// The day as a number that sorts and reads, yyyymmdd.
pub fn day_number(day: NaiveDate) -> i64 {
    i64::from(day.year()) * 10_000 + i64::from(day.month()) * 100 + i64::from(day.day())
}

fn month_number(date: PartialDate) -> Option<i64> {
    date.month().map(|month| i64::from(date.year()) * 100 + i64::from(month))
}
