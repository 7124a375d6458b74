//! What can go wrong with a store, told so that one knows what to do.

use crate::data::VisitId;
use std::path::PathBuf;

/// A store cannot be opened, read or written.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// There is no such file.
    #[error("there is no store at {path}")]
    Missing {
        /// The path as given.
        path: PathBuf,
    },
    /// The file is something else.
    #[error("{path} is not a store of citybrief")]
    Foreign {
        /// The path as given.
        path: PathBuf,
    },
    /// A later version of citybrief made the store.
    #[error("the store was made by a newer citybrief (layout {found}; this one knows {known})")]
    Newer {
        /// Layout of the store.
        found: i64,
        /// Latest layout that this version knows.
        known: i64,
    },
    /// Another process is writing, and did not finish while we waited.
    #[error("the store is in use by another program")]
    Locked,
    /// The file by which processes agree who sends cannot be used.
    #[error("the lock file {} cannot be used", path.display())]
    Lock {
        /// Beside the store.
        path: PathBuf,
        /// Reason.
        source: std::io::Error,
    },
    /// No right to write.
    #[error("the store cannot be written: it or its folder is read-only")]
    ReadOnly,
    /// No room left.
    #[error("the disk is full; the store is as it was before")]
    DiskFull,
    /// The file cannot be opened or created.
    #[error("cannot open the store at {path}")]
    Unreachable {
        /// The path as given.
        path: PathBuf,
        /// The database's reason.
        source: rusqlite::Error,
    },
    /// No such visit.
    #[error("there is no visit number {0}")]
    NoVisit(VisitId),
    /// An officer's correction names a place that is not known.
    #[error("the correction cannot be stored: {0}")]
    Correction(String),
    /// An account in the store cannot be read.
    #[error("account {account} in the store is damaged")]
    Damaged {
        /// Number of the account.
        account: i64,
        /// What is wrong with its JSON.
        source: serde_json::Error,
    },
    /// An account cannot be written as JSON.
    #[error("an account cannot be stored")]
    Unwritable(#[from] serde_json::Error),
    /// Anything else.
    #[error("the store failed")]
    Database(#[source] rusqlite::Error),
}

/// The file beside the store by which its users agree could not be made large enough.
const SHARED_MEMORY_HAS_NO_ROOM: i32 = rusqlite::ffi::SQLITE_IOERR_SHMSIZE;

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode::{DatabaseBusy, DatabaseLocked, DiskFull, ReadOnly};
        if error.sqlite_error().is_some_and(|e| e.extended_code == SHARED_MEMORY_HAS_NO_ROOM) {
            return Self::DiskFull;
        }
        match error.sqlite_error_code() {
            Some(DatabaseBusy | DatabaseLocked) => Self::Locked,
            Some(ReadOnly) => Self::ReadOnly,
            Some(DiskFull) => Self::DiskFull,
            _ => Self::Database(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_is_told_as_one_whichever_file_met_it() {
        for code in [rusqlite::ffi::SQLITE_FULL, rusqlite::ffi::SQLITE_IOERR_SHMSIZE] {
            let error = rusqlite::Error::SqliteFailure(rusqlite::ffi::Error::new(code), None);
            assert!(matches!(StoreError::from(error), StoreError::DiskFull), "{code}");
        }
    }
}
