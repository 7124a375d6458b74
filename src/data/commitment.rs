//! What a side promised to do.

use super::PartialDate;
use serde::{Deserialize, Serialize};

/// A side of a visit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// The receiving side.
    Host,
    /// The visiting side.
    Guest,
    /// Both together.
    Both,
}

/// What became of a promise, by the last that is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum CommitmentStatus {
    /// Not begun, as far as is known.
    #[serde(rename = "open")]
    Open,
    /// Begun.
    #[serde(rename = "in progress")]
    InProgress,
    /// Done.
    #[serde(rename = "done")]
    Done,
    /// Not done by its date.
    #[serde(rename = "overdue")]
    Overdue,
    /// Given up.
    #[serde(rename = "dropped")]
    Dropped,
    /// Nothing was found about it.
    #[default]
    #[serde(rename = "unknown")]
    Unknown,
}

/// A promise as one source tells it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Commitment {
    /// What was promised.
    pub text: String,
    /// Who is to act.
    pub owner: Side,
    /// By when.
    #[serde(default)]
    pub due: Option<PartialDate>,
    /// Status as of that source.
    #[serde(default)]
    pub status: CommitmentStatus,
}
