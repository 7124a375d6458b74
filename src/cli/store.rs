//! The store that a command works on: the file, or a temporary one filled by `--from`.

use super::failure::{Failure, Fault};
use super::session::Session;
use citybrief::import::{Reading, Reject, read_paths};
use citybrief::store::{ImportReport, Store, StoreError};
use std::path::{Path, PathBuf};

/// Name of the store where nobody says otherwise.
const FILE_NAME: &str = "citybrief.db";
/// So many rejects are shown unless the user asks for all.
const REJECTS_SHOWN: usize = 10;

/// What files came to, once read and stored.
pub struct Imported {
    /// What the store made of the accounts.
    pub report: ImportReport,
    /// Accounts, rows and files that were looked at.
    pub read: usize,
    /// All that is not in the store, in the order it was met.
    pub rejects: Vec<Reject>,
}

impl Session {
    /// The store to read from; it must exist, unless `--from` fills a temporary one.
    pub fn store(&self) -> Result<Store, Failure> {
        if self.global.from.is_empty() {
            return Store::open_existing(&self.store_path()).map_err(Failure::from);
        }
        let mut store = Store::in_memory()?;
        let imported = self.import(&mut store, &self.global.from)?;
        self.say_rejects(&imported.rejects);
        Ok(store)
    }

    /// The store to write to; made where there is none.
    pub fn store_to_write(&self) -> Result<Store, Failure> {
        if !self.global.from.is_empty() {
            return Err(Failure::environment("--from works on a temporary store, which keeps nothing")
                .hint("name the files after \"import\", and the store with --store"));
        }
        Ok(Store::open(&self.store_path())?)
    }

    /// Where the store is: `--store`, else the config's, else beside the config or in the working folder.
    pub fn store_path(&self) -> PathBuf {
        let config = &self.config;
        let of_config = || config.resolve(config.store.as_deref().unwrap_or(Path::new(FILE_NAME)));
        self.global.store.clone().unwrap_or_else(of_config)
    }

    /// Reads files and folders into a store.
    pub fn import(&self, store: &mut Store, paths: &[PathBuf]) -> Result<Imported, Failure> {
        let reading = read_paths(paths, &self.import_options()?).map_err(|e| {
            Failure::from_error(Fault::Environment, &e)
                .hint("check the path; a folder is read with all in it")
        })?;
        let read = reading.read();
        let Reading { accounts, mut rejects, notices } = reading;
        if self.global.verbose {
            for notice in &notices {
                self.say(format_args!("note: {}: {}", notice.origin.file, notice.message));
            }
        }
        let report = store.import(&accounts, self.gazetteer()?)?;
        rejects.extend(report.rejected.iter().map(|rejected| Reject {
            origin: rejected.origin.clone(),
            column: None,
            reason: rejected.reason.clone(),
        }));
        Ok(Imported { report, read, rejects })
    }

    /// Names what was not read, on stderr.
    pub fn say_rejects(&self, rejects: &[Reject]) {
        let shown = if self.global.verbose { rejects.len() } else { REJECTS_SHOWN };
        for reject in rejects.iter().take(shown) {
            self.say(format_args!("not read: {reject}"));
        }
        if rejects.len() > shown {
            self.say(format_args!("not read: {} more; --verbose names them all", rejects.len() - shown));
        }
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        let (fault, hint) = match &error {
            StoreError::Missing { .. } => (
                Fault::Environment,
                "\"citybrief import FILE…\" makes it; --store names another; --from reads files without one",
            ),
            StoreError::Foreign { .. } => {
                (Fault::Environment, "--store names another file; this one was left as it is")
            }
            StoreError::Newer { .. } => {
                (Fault::Environment, "install the newer citybrief on this computer too")
            }
            StoreError::Locked => {
                (Fault::Environment, "wait until the other citybrief is done, then run this again")
            }
            StoreError::ReadOnly => {
                (Fault::Environment, "ask for the right to write, or name a copy elsewhere with --store")
            }
            StoreError::DiskFull => (Fault::Environment, "make room, then run this again"),
            StoreError::Unreachable { .. } => {
                (Fault::Environment, "check that the folder exists and that you may write to it")
            }
            StoreError::NoVisit(_) => (Fault::Data, "\"citybrief visits\" lists the numbers"),
            StoreError::Correction(_) => (Fault::Data, "correct the name in your text"),
            StoreError::Damaged { .. } | StoreError::Unwritable(_) | StoreError::Database(_) => {
                (Fault::Environment, "if this stays so, restore the store from a copy")
            }
        };
        Self::from_error(fault, &error).hint(hint)
    }
}
