//! Reports that were issued, each with what it said then.

use super::moment::moment;
use super::{Store, StoreError};
use crate::data::{AccountId, Issue, IssueId, Locale, NewIssue, SnapshotFact, SnapshotField, VisitId};
use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};

const COLUMNS: &str = "SELECT id, series, report, language, issued, last_account FROM issue";

impl Store {
    /// Writes down that a report was issued, unless the last issue of the same report was made of the same
    /// facts; tells which it is and whether it is new.
    ///
    /// # Errors
    /// Where the database fails; then nothing was stored.
    pub fn record_issue(
        &mut self,
        issue: &NewIssue,
        now: DateTime<Utc>,
    ) -> Result<(IssueId, bool), StoreError> {
        let transaction = self.write_transaction()?;
        let recorded = record(&transaction, issue, now)?;
        transaction.commit()?;
        Ok(recorded)
    }

    /// All issued reports, the oldest first.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn issues(&self) -> Result<Vec<Issue>, StoreError> {
        let mut statement = self.connection.prepare(&format!("{COLUMNS} ORDER BY id"))?;
        let rows = statement.query_map([], read)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// An issued report.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn issued(&self, id: IssueId) -> Result<Option<Issue>, StoreError> {
        let query = format!("{COLUMNS} WHERE id = ?");
        Ok(self.connection.query_row(&query, [id.0], read).optional()?)
    }

    /// The last report of a series that was issued on an earlier subject than `report`; subjects are told
    /// apart, and ordered, by the dates in their keys.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn last_issue_before(&self, series: &str, report: &str) -> Result<Option<Issue>, StoreError> {
        let query =
            format!("{COLUMNS} WHERE series = ? AND report < ? ORDER BY report DESC, id DESC LIMIT 1");
        Ok(self.connection.query_row(&query, [series, report], read).optional()?)
    }

    /// What an issued report said.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn issue_facts(&self, id: IssueId) -> Result<Vec<SnapshotFact>, StoreError> {
        facts(&self.connection, id)
    }
}

fn facts(connection: &Connection, id: IssueId) -> Result<Vec<SnapshotFact>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT visit, field, subject, value FROM issue_fact WHERE issue = ?
         ORDER BY visit, field, subject",
    )?;
    let rows = statement.query_map([id.0], |row| {
        let field: String = row.get(1)?;
        // A field that a later version wrote says nothing to this one.
        let Some(field) = SnapshotField::named(&field) else { return Ok(None) };
        let (visit, subject, value) = (VisitId(row.get(0)?), row.get(2)?, row.get(3)?);
        Ok(Some(SnapshotFact { visit, field, subject, value }))
    })?;
    let mut facts: Vec<_> = rows.filter_map(Result::transpose).collect::<Result<_, _>>()?;
    facts.sort();
    Ok(facts)
}

/// Writes an issue down as part of something larger, unless it is there already.
pub fn record(
    transaction: &Transaction<'_>,
    issue: &NewIssue,
    now: DateTime<Utc>,
) -> Result<(IssueId, bool), StoreError> {
    if let Some(known) = same(transaction, issue)? {
        return Ok((known, false));
    }
    transaction.execute(
        "INSERT INTO issue (series, report, language, issued, last_account)
         SELECT ?, ?, ?, ?, COALESCE(MAX(id), 0) FROM account",
        params![issue.series, issue.report, issue.language.code(), now.timestamp()],
    )?;
    let id = transaction.last_insert_rowid();
    let mut statement = transaction.prepare_cached(
        "INSERT OR IGNORE INTO issue_fact (issue, visit, field, subject, value) VALUES (?, ?, ?, ?, ?)",
    )?;
    for fact in &issue.facts {
        statement.execute(params![id, fact.visit.0, fact.field.name(), fact.subject, fact.value])?;
    }
    Ok((IssueId(id), true))
}

/// The last issue of the same report in the same language, if nothing has come in since and it says the same:
/// a command that is run again after a crash issues nothing twice.
fn same(transaction: &Transaction<'_>, issue: &NewIssue) -> Result<Option<IssueId>, StoreError> {
    let query = "SELECT id FROM issue WHERE series = ? AND report = ? AND language = ?
                 AND last_account = (SELECT COALESCE(MAX(id), 0) FROM account) ORDER BY id DESC LIMIT 1";
    let found = transaction
        .query_row(query, [&issue.series, &issue.report, issue.language.code()], |row| row.get(0))
        .optional()?;
    let Some(id) = found.map(IssueId) else { return Ok(None) };
    let mut wanted = issue.facts.clone();
    wanted.sort();
    // Of facts that tell of the same thing the store keeps one.
    wanted.dedup_by_key(|fact| (fact.visit, fact.field, fact.subject.clone()));
    Ok((facts(transaction, id)? == wanted).then_some(id))
}

fn read(row: &Row<'_>) -> rusqlite::Result<Issue> {
    let language: String = row.get(3)?;
    Ok(Issue {
        id: IssueId(row.get(0)?),
        series: row.get(1)?,
        report: row.get(2)?,
        language: language.parse().unwrap_or(Locale::En),
        issued: moment(row.get(4)?),
        last_account: AccountId(row.get(5)?),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_issue_keeps_what_it_said() {
        let mut store = Store::in_memory().unwrap();
        let fact = |visit, field, value: &str| SnapshotFact {
            visit: VisitId(visit),
            field,
            subject: String::new(),
            value: value.into(),
        };
        let facts = vec![fact(2, SnapshotField::Start, "2019-11-05"), fact(2, SnapshotField::Visit, "held")];
        let issue = |report: &str| NewIssue {
            series: "monthly/city-1".into(),
            report: report.into(),
            language: Locale::Kk,
            facts: facts.clone(),
        };
        let (first, _) = store.record_issue(&issue("monthly/2019-10"), moment(10)).unwrap();
        let (second, is_new) = store.record_issue(&issue("monthly/2019-11"), moment(20)).unwrap();
        assert!(is_new);
        assert_eq!(store.record_issue(&issue("monthly/2019-11"), moment(30)).unwrap(), (second, false));
        let mut sorted = facts.clone();
        sorted.sort();
        assert_eq!(store.issue_facts(second).unwrap(), sorted);
        let before = store.last_issue_before("monthly/city-1", "monthly/2019-11").unwrap().unwrap();
        assert_eq!((before.id, before.language, before.issued), (first, Locale::Kk, moment(10)));
        assert_eq!(store.last_issue_before("monthly/city-2", "monthly/2019-11").unwrap(), None);
        assert_eq!(store.issued(IssueId(9)).unwrap(), None);
        assert_eq!(store.issues().unwrap().len(), 2);
        let changed = NewIssue { facts: facts[..1].to_vec(), ..issue("monthly/2019-11") };
        assert!(store.record_issue(&changed, moment(40)).unwrap().1);
        let translated = NewIssue { language: Locale::Ru, ..issue("monthly/2019-11") };
        assert!(store.record_issue(&translated, moment(50)).unwrap().1);
    }
}
