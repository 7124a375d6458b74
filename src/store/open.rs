//! Opens stores and brings their layout up to date.

use super::{Store, StoreError};
use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags};
use std::path::Path;
use std::time::Duration;

/// Layouts, one text for each step up; `PRAGMA user_version` counts the steps taken.
const STEPS: [&str; 2] = [include_str!("sql/schema-1.sql"), include_str!("sql/schema-2.sql")];

/// Marks the file as ours (`PRAGMA application_id`): the letters "City".
const APPLICATION: i64 = 0x4369_7479;

/// How long to wait for another process that writes.
const PATIENCE: Duration = Duration::from_secs(5);

impl Store {
    /// Opens a store, or makes one where there is none.
    ///
    /// # Errors
    /// Where the file is something else, was made by a newer version, is locked, or cannot be written.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        Self::open_file(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE)
    }

    /// Opens a store that must exist.
    ///
    /// # Errors
    /// As [`open`](Self::open); and where there is no such file.
    pub fn open_existing(path: &Path) -> Result<Self, StoreError> {
        if !path.exists() {
            return Err(StoreError::Missing { path: path.to_owned() });
        }
        Self::open_file(path, OpenFlags::SQLITE_OPEN_READ_WRITE)
    }

    /// A store that lives as long as the value.
    ///
    /// # Errors
    /// Where the memory cannot be had.
    pub fn in_memory() -> Result<Self, StoreError> {
        let mut connection = Connection::open_in_memory()?;
        connection.execute_batch("PRAGMA foreign_keys = ON;")?;
        keep_plans(&connection)?;
        migrate(&mut connection)?;
        Ok(Self { connection })
    }

    fn open_file(path: &Path, flags: OpenFlags) -> Result<Self, StoreError> {
        let name = |error: rusqlite::Error| match error.sqlite_error_code() {
            Some(ErrorCode::NotADatabase) => StoreError::Foreign { path: path.to_owned() },
            Some(ErrorCode::CannotOpen) => StoreError::Unreachable { path: path.to_owned(), source: error },
            _ => error.into(),
        };
        let mut connection =
            Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX).map_err(name)?;
        connection.busy_timeout(PATIENCE).map_err(name)?;
        if !is_ours(&connection).map_err(name)? {
            return Err(StoreError::Foreign { path: path.to_owned() });
        }
        connection
            .execute_batch(
                "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;
                 PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY;",
            )
            .map_err(name)?;
        keep_plans(&connection).map_err(name)?;
        migrate(&mut connection)?;
        Ok(Self { connection })
    }
}

/// Without this SQLite plans a statement anew for each value bound to it, a third of the time of an import.
fn keep_plans(connection: &Connection) -> Result<(), rusqlite::Error> {
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true).map(drop)
}

/// Whether the file is empty or bears our mark.
fn is_ours(connection: &Connection) -> Result<bool, rusqlite::Error> {
    let mark: i64 = connection.query_row("PRAGMA application_id", [], |row| row.get(0))?;
    let tables: i64 = connection.query_row("SELECT COUNT(*) FROM sqlite_master", [], |row| row.get(0))?;
    Ok(mark == APPLICATION || (mark == 0 && tables == 0))
}

fn version(connection: &Connection) -> Result<i64, rusqlite::Error> {
    connection.query_row("PRAGMA user_version", [], |row| row.get(0))
}

fn migrate(connection: &mut Connection) -> Result<(), StoreError> {
    let known = i64::try_from(STEPS.len()).unwrap_or(i64::MAX);
    let found = version(connection)?;
    if found > known {
        return Err(StoreError::Newer { found, known });
    }
    if found == known {
        return Ok(());
    }
    let transaction = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    // Another process may have made the step while we waited for the lock.
    let taken = usize::try_from(version(&transaction)?).unwrap_or(0);
    for step in STEPS.iter().skip(taken) {
        transaction.execute_batch(step)?;
    }
    transaction.pragma_update(None, "application_id", APPLICATION)?;
    transaction.pragma_update(None, "user_version", known)?;
    Ok(transaction.commit()?)
}
