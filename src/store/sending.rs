//! Only one process at a time runs the schedule and sends.
//!
//! The operating system holds the lock and lets it go when the process ends, however it ends: no waiting
//! for a lease to run out, and no lease that runs out under a process that was only asleep.

use super::{Store, StoreError};
use std::fs::{File, OpenOptions, TryLockError};
use std::path::PathBuf;

/// The right to send from a store; ends with the value.
#[derive(Debug)]
pub struct SendingLock {
    _file: Option<File>,
}

impl Store {
    /// The right to send, or `None` while another process has it.
    ///
    /// # Errors
    /// Where the lock file beside the store cannot be made.
    pub fn lock_sending(&self) -> Result<Option<SendingLock>, StoreError> {
        // A store in memory has no other process.
        let Some(store) = self.connection.path().filter(|path| !path.is_empty()) else {
            return Ok(Some(SendingLock { _file: None }));
        };
        let path = PathBuf::from(format!("{store}.lock"));
        let fail = |source| StoreError::Lock { path: path.clone(), source };
        let file = OpenOptions::new().create(true).truncate(false).write(true).open(&path).map_err(fail)?;
        match file.try_lock() {
            Ok(()) => Ok(Some(SendingLock { _file: Some(file) })),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(source)) => Err(fail(source)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_at_a_time() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("city.db");
        let (one, two) = (Store::open(&path).unwrap(), Store::open(&path).unwrap());
        let lock = one.lock_sending().unwrap();
        assert!(lock.is_some());
        assert!(two.lock_sending().unwrap().is_none());
        drop(lock);
        assert!(two.lock_sending().unwrap().is_some());
    }
}
