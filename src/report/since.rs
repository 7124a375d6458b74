//! What changed since a report of the same series was issued, in words.

use super::briefing::visits;
use super::scope::Scope;
use super::snapshot::{Change, changes, snapshot};
use crate::data::{Issue, SectorId, SnapshotFact, SnapshotField, VisitId, VisitRecord};
use crate::message::{Argument, MessageError};
use serde::Serialize;

/// A report that was issued before, with what it said.
#[derive(Clone, Debug)]
pub struct EarlierIssue {
    /// The issue.
    pub issue: Issue,
    /// Its facts.
    pub facts: Vec<SnapshotFact>,
}

/// What a template gets of it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Since {
    /// Day on which the earlier report was issued.
    pub date: String,
    /// What changed, in words, by visit.
    pub changes: Vec<SinceLine>,
}

/// A change in words.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SinceLine {
    /// First day of the visit.
    pub start: Option<String>,
    /// Last day of the visit.
    pub end: Option<String>,
    /// Who visits.
    pub guest: String,
    /// Who receives.
    pub host: String,
    /// What changed.
    pub text: String,
    /// Sources of the visit.
    pub notes: Vec<u32>,
}

/// The changes between what was said then and what the visits say now; visits that are gone are left out,
/// for there is nothing left to show of them but a merger. That a visit is new is not said of those that the
/// report tells of elsewhere.
pub(super) fn since(
    scope: &Scope<'_>,
    earlier: &EarlierIssue,
    records: &[VisitRecord],
    told_elsewhere: &dyn Fn(VisitId) -> bool,
) -> Result<Since, MessageError> {
    let mut lines = Vec::new();
    for change in changes(&earlier.facts, &snapshot(records)) {
        if is_new_visit(&change) && told_elsewhere(change.visit) {
            continue;
        }
        let Some(record) = records.iter().find(|r| r.visit.id == change.visit) else { continue };
        lines.push(SinceLine {
            start: visits::iso(&record.visit.start),
            end: visits::iso(&record.visit.end),
            guest: visits::guest_name(scope, &record.visit)?,
            host: visits::host_name(scope, &record.visit)?,
            text: describe(scope, &change)?,
            notes: scope.notes.cite_all(record),
        });
    }
    Ok(Since { date: earlier.issue.issued.date_naive().to_string(), changes: lines })
}

fn is_new_visit(change: &Change) -> bool {
    change.field == SnapshotField::Visit && change.before.is_none()
}

fn describe(scope: &Scope<'_>, change: &Change) -> Result<String, MessageError> {
    let words = scope.words();
    if is_new_visit(change) {
        return words.word("since-new-visit");
    }
    let name = words.word(&format!("since-{}", change.field.name()))?;
    let what = match change.subject.as_str() {
        "" => name,
        subject => words.text("since-about", &[("what", name.into()), ("subject", subject.into())])?,
    };
    let value =
        |value: &Option<String>| value.as_deref().map(|v| value_words(scope, change.field, v)).transpose();
    let (before, after) = (value(&change.before)?, value(&change.after)?);
    let what = ("what", Argument::from(what));
    match (before, after) {
        (Some(before), Some(after)) => {
            words.text("since-changed", &[what, ("before", before.into()), ("after", after.into())])
        }
        (None, Some(after)) => words.text("since-added", &[what, ("after", after.into())]),
        (Some(before), None) => words.text("since-removed", &[what, ("before", before.into())]),
        (None, None) => Ok(String::new()),
    }
}

/// A stored value as the report's language has it.
fn value_words(scope: &Scope<'_>, field: SnapshotField, value: &str) -> Result<String, MessageError> {
    let words = scope.words();
    let listed = |list: &str| words.word(&format!("{list}-{}", value.replace([' ', '_'], "-")));
    match field {
        SnapshotField::Visit if value.is_empty() => words.word("since-not-said"),
        SnapshotField::Visit => listed("visit-status"),
        SnapshotField::Agreement => listed("agreement-status"),
        SnapshotField::Commitment => listed("commitment-status"),
        SnapshotField::Start | SnapshotField::End | SnapshotField::Due => {
            value.parse().map_or_else(|_| Ok(value.to_owned()), |date| words.date(date))
        }
        SnapshotField::Sectors => {
            let names =
                value.split(' ').map(|id| super::briefing::sectors::name(scope, &SectorId(id.to_owned())));
            words.list(&names.collect::<Vec<_>>())
        }
        SnapshotField::Head | SnapshotField::Size => Ok(value.to_owned()),
    }
}
