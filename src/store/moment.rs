//! Moments as the store keeps them: whole seconds since 1970.

use chrono::{DateTime, Utc};

/// A moment from its number; a number beyond all calendars is the beginning of time.
pub fn moment(seconds: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(seconds, 0).unwrap_or(DateTime::UNIX_EPOCH)
}
