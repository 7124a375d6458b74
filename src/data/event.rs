//! Events around a visit.

use super::PartialDate;
use serde::{Deserialize, Serialize};

/// What the event has to do with the visit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EventRole {
    /// The delegation took part.
    Visited,
    /// The hosts held it for the delegation.
    Hosted,
    /// It is to come.
    Planned,
}

/// A fair, forum, concert, festival or the like.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Event {
    /// Name as given.
    pub name: String,
    /// What it has to do with the visit.
    pub role: EventRole,
    /// When, where the source says it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<PartialDate>,
}
