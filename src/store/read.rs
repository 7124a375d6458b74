//! Reads accounts and visits back.

use super::derive::derive;
use super::filter::VisitFilter;
use super::merge::{Bucket, Place, PlacedAccount};
use super::{Store, StoreError};
use crate::data::{AccountId, AccountRecord, CityId, CountryCode, Origin, VisitId, VisitRecord};
use rusqlite::{Connection, Row, params_from_iter};

const VISITS: &str = include_str!("sql/visits.sql");

/// Columns of an account with its place, as [`member`] reads them.
const MEMBER: &str = "a.id, a.body, a.file, a.sheet, a.line, a.corrects, m.visit,
    m.host, m.host_country, m.host_region, m.guest, m.guest_country, m.guest_region";

/// An account with its place and the visit it tells of.
pub struct Member {
    pub placed: PlacedAccount,
    pub origin: Origin,
    pub visit: Option<VisitId>,
}

impl Store {
    /// Visits that meet the conditions, by day, then by number.
    ///
    /// # Errors
    /// Where the database fails or an account in it is damaged.
    pub fn visits(&self, filter: &VisitFilter) -> Result<Vec<VisitRecord>, StoreError> {
        let ids = self.visit_ids(filter)?;
        ids.into_iter().filter_map(|id| self.visit(id).transpose()).collect()
    }

    /// Numbers of the visits that meet the conditions, by day, then by number.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn visit_ids(&self, filter: &VisitFilter) -> Result<Vec<VisitId>, StoreError> {
        let condition = filter.condition();
        let mut query = self.connection.prepare_cached(&VISITS.replace("{condition}", &condition.sql()))?;
        let ids = query.query_map(params_from_iter(condition.values()), |row| row.get(0).map(VisitId))?;
        Ok(ids.collect::<Result<_, _>>()?)
    }

    /// The visit of that number with its accounts.
    ///
    /// # Errors
    /// Where the database fails or an account in it is damaged.
    pub fn visit(&self, id: VisitId) -> Result<Option<VisitRecord>, StoreError> {
        let members = members_of_visit(&self.connection, id)?;
        if members.is_empty() {
            return Ok(None);
        }
        let (placed, origins): (Vec<PlacedAccount>, Vec<Origin>) =
            members.into_iter().map(|m| (m.placed, m.origin)).unzip();
        let visit = derive(id, &placed);
        let records = placed.into_iter().zip(origins);
        let accounts = records.map(|(p, origin)| AccountRecord { id: p.id, origin, account: p.account });
        Ok(Some(VisitRecord { visit, accounts: accounts.collect() }))
    }

    /// All accounts, by number.
    ///
    /// # Errors
    /// Where the database fails or an account in it is damaged.
    pub fn accounts(&self) -> Result<Vec<AccountRecord>, StoreError> {
        let sql = format!("SELECT {MEMBER} FROM account a JOIN member m ON m.account = a.id ORDER BY a.id");
        let mut query = self.connection.prepare_cached(&sql)?;
        let members = collect(query.query([])?)?;
        let record =
            |m: Member| AccountRecord { id: m.placed.id, origin: m.origin, account: m.placed.account };
        Ok(members.into_iter().map(record).collect())
    }
}

pub fn members_of_visit(connection: &Connection, visit: VisitId) -> Result<Vec<Member>, StoreError> {
    let sql = format!(
        "SELECT {MEMBER} FROM member m JOIN account a ON a.id = m.account WHERE m.visit = ? ORDER BY a.id"
    );
    collect(connection.prepare_cached(&sql)?.query([visit.0])?)
}

/// Accounts between two cities in one direction, and the corrections to them.
pub fn members_of_bucket(connection: &Connection, bucket: Bucket) -> Result<Vec<Member>, StoreError> {
    let accounts = format!(
        "SELECT {MEMBER} FROM member m JOIN account a ON a.id = m.account
         WHERE m.host IS ? AND m.guest IS ? AND a.corrects IS NULL ORDER BY a.id"
    );
    let corrections = format!(
        "SELECT {MEMBER} FROM account a JOIN member c ON c.account = a.corrects
         JOIN member m ON m.account = a.id
         WHERE a.corrects IS NOT NULL AND c.host IS ? AND c.guest IS ? ORDER BY a.id"
    );
    let cities = [bucket.0, bucket.1].map(|city| city.map(|c| c.0));
    let mut members = Vec::new();
    for sql in [accounts, corrections] {
        let mut query = connection.prepare_cached(&sql)?;
        members.extend(collect(query.query(cities)?)?);
    }
    Ok(members)
}

fn collect(mut rows: rusqlite::Rows<'_>) -> Result<Vec<Member>, StoreError> {
    let mut members = Vec::new();
    while let Some(row) = rows.next()? {
        members.push(member(row)?);
    }
    Ok(members)
}

fn member(row: &Row<'_>) -> Result<Member, StoreError> {
    let id: i64 = row.get(0)?;
    let body = row.get_ref(1)?.as_str().map_err(rusqlite::Error::from)?;
    let account = serde_json::from_str(body).map_err(|source| StoreError::Damaged { account: id, source })?;
    Ok(Member {
        placed: PlacedAccount {
            id: AccountId(id),
            account,
            host: place(row, 7)?,
            guest: place(row, 10)?,
            corrects: row.get::<_, Option<i64>>(5)?.map(AccountId),
        },
        origin: Origin { file: row.get(2)?, sheet: row.get(3)?, line: row.get(4)? },
        visit: row.get::<_, Option<i64>>(6)?.map(VisitId),
    })
}

fn place(row: &Row<'_>, first: usize) -> Result<Place, StoreError> {
    Ok(Place {
        city: row.get::<_, Option<u32>>(first)?.map(CityId),
        country: row.get::<_, Option<String>>(first + 1)?.map(CountryCode),
        region: row.get(first + 2)?,
    })
}
