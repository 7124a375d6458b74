//! Reports that were issued, with what they said then; and runs of the schedule.

use super::{Locale, VisitId};
use chrono::{DateTime, Utc};
use serde::Serialize;
use std::fmt;

/// Number of an issued report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct IssueId(pub i64);

impl fmt::Display for IssueId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// What a snapshot's value is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SnapshotField {
    /// The visit itself; the value is its status.
    Visit,
    /// First day.
    Start,
    /// Last day.
    End,
    /// Head of the delegation.
    Head,
    /// Size of the delegation.
    Size,
    /// Sectors.
    Sectors,
    /// A document, by its title; the value is its status.
    Agreement,
    /// A promise, by its text; the value is its status.
    Commitment,
    /// Date by which a promise is due, by its text.
    Due,
}

impl SnapshotField {
    /// All fields.
    pub const ALL: [Self; 9] = [
        Self::Visit,
        Self::Start,
        Self::End,
        Self::Head,
        Self::Size,
        Self::Sectors,
        Self::Agreement,
        Self::Commitment,
        Self::Due,
    ];

    /// Name in the store.
    pub fn name(self) -> &'static str {
        match self {
            Self::Visit => "visit",
            Self::Start => "start",
            Self::End => "end",
            Self::Head => "head",
            Self::Size => "size",
            Self::Sectors => "sectors",
            Self::Agreement => "agreement",
            Self::Commitment => "commitment",
            Self::Due => "due",
        }
    }

    /// The field of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.name() == name)
    }
}

/// One value that a report gave, in no language.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct SnapshotFact {
    /// Visit.
    pub visit: VisitId,
    /// What the value is about.
    pub field: SnapshotField,
    /// Title of the document or text of the promise; else empty.
    pub subject: String,
    /// Value.
    pub value: String,
}

/// A report on its way into the list of issued ones.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewIssue {
    /// What follows what: `monthly/city-1526273`, `briefing/498817-1526273`.
    pub series: String,
    /// Which of the series: `monthly/2019-11`, `briefing/2026-12-03`.
    pub report: String,
    /// Its language.
    pub language: Locale,
    /// What it said.
    pub facts: Vec<SnapshotFact>,
}

/// A report that was issued.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Issue {
    /// Number.
    pub id: IssueId,
    /// What follows what.
    pub series: String,
    /// Which of the series.
    pub report: String,
    /// Its language.
    pub language: Locale,
    /// When.
    pub issued: DateTime<Utc>,
    /// Newest account that the store held then.
    pub last_account: super::AccountId,
}

/// How a run of a job ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "state")]
pub enum JobRunState {
    /// Its messages are in the outbox.
    Done,
    /// There was nothing to report, and the job passes such periods over.
    Empty,
    /// It went wrong.
    Failed {
        /// What went wrong.
        problem: String,
        /// When it is tried again.
        next_attempt: DateTime<Utc>,
    },
}

/// A run of a job.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct JobRun {
    /// Key, such as `monthly/2019-11`.
    pub key: String,
    /// How it ended.
    #[serde(flatten)]
    pub state: JobRunState,
    /// How often it was tried.
    pub attempts: u32,
    /// When it was last tried.
    pub at: DateTime<Utc>,
}

impl JobRun {
    /// Whether nothing more is to be done at that moment: it ended, or its pause is not over.
    pub fn rests(&self, now: DateTime<Utc>) -> bool {
        match &self.state {
            JobRunState::Done | JobRunState::Empty => true,
            JobRunState::Failed { next_attempt, .. } => *next_attempt > now,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_found_by_their_names() {
        for field in SnapshotField::ALL {
            assert_eq!(SnapshotField::named(field.name()), Some(field));
        }
    }
}
