//! The store: accounts as they came, visits derived from them, and every question asked of both.
//!
//! One SQLite file. An account is never changed or lost; a visit is whatever its accounts say. Knows nothing of
//! files to import, reports or languages. Start with [`Store`]; `merge` decides which accounts are one visit,
//! `derive` what the visit then is.

mod aggregate;
mod correct;
mod derive;
mod doubt;
mod error;
mod filter;
mod import;
mod issued;
mod merge;
mod moment;
mod open;
mod outbox;
mod promise;
mod read;
mod rebuild;
mod runs;
mod sending;

pub use aggregate::{AggregateRow, Aggregation, Dimension, End, Key};
pub use doubt::{Doubt, DoubtKind, UncertainValue, doubts, value_at};
pub use error::StoreError;
pub use filter::VisitFilter;
pub use import::{ImportReport, RejectedAccount};
pub use outbox::{DueMail, QueuedIssue};
pub use promise::{Promise, PromiseWord, promises};
pub use sending::SendingLock;

/// A store of accounts and visits.
#[derive(Debug)]
pub struct Store {
    connection: rusqlite::Connection,
}
