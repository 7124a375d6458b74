//! Earlier promises and what is known of them.

use super::{Scope, context, visits};
use crate::data::{Commitment, CommitmentStatus, Side, VisitCommitment, VisitRecord, VisitStatus};
use crate::message::MessageError;
use crate::report::{Term, Wording};

/// Promises of all visits: those still to keep, then those of which nothing is known, then the rest; the
/// newest first in each.
pub(super) fn all(
    scope: &Scope<'_>,
    between: &[&VisitRecord],
) -> Result<Vec<context::Commitment>, MessageError> {
    let mut promises: Vec<(u8, context::Commitment)> = Vec::new();
    for record in between {
        if record.visit.status.as_ref().is_some_and(|s| s.value == VisitStatus::Cancelled) {
            continue;
        }
        for promise in &record.visit.commitments {
            promises.push((urgency(promise.value.status), lay_out(scope, record, promise)?));
        }
    }
    promises.sort_by_key(|(urgency, _)| *urgency);
    Ok(promises.into_iter().map(|(_, promise)| promise).collect())
}

/// Promises of one visit.
pub(super) fn of_visit(
    scope: &Scope<'_>,
    record: &VisitRecord,
) -> Result<Vec<context::Commitment>, MessageError> {
    record.visit.commitments.iter().map(|c| lay_out(scope, record, c)).collect()
}

fn urgency(status: CommitmentStatus) -> u8 {
    match status {
        CommitmentStatus::Overdue | CommitmentStatus::Open | CommitmentStatus::InProgress => 0,
        CommitmentStatus::Unknown => 1,
        CommitmentStatus::Done | CommitmentStatus::Dropped => 2,
    }
}

fn lay_out(
    scope: &Scope<'_>,
    record: &VisitRecord,
    promise: &VisitCommitment,
) -> Result<context::Commitment, MessageError> {
    let Commitment { text, owner, due, status } = &promise.value;
    let account = promise.accounts.first().and_then(|id| record.account(*id));
    let language = account.and_then(|a| a.account.text_language());
    let open = urgency(*status) == 0;
    Ok(context::Commitment {
        text: Wording::new(text, language, scope.locale()),
        owner: owner_name(scope, record, *owner)?,
        ours: is_ours(scope, record, *owner),
        due: due.map(|d| d.to_string()),
        past_due: due.is_some_and(|d| d.latest() < scope.request.today) && urgency(*status) < 2,
        status: Term::of(*status, scope.words())?,
        open,
        visit: visits::iso(&record.visit.start),
        notes: scope.notes.cite(&promise.accounts),
    })
}

fn owner_name(scope: &Scope<'_>, record: &VisitRecord, owner: Side) -> Result<String, MessageError> {
    match owner {
        Side::Host => visits::host_name(scope, &record.visit),
        Side::Guest => visits::guest_name(scope, &record.visit),
        Side::Both => scope.words().word("side-both"),
    }
}

fn is_ours(scope: &Scope<'_>, record: &VisitRecord, owner: Side) -> bool {
    let home = Some(scope.request.home);
    match owner {
        Side::Host => record.visit.host == home,
        Side::Guest => record.visit.guest == home,
        Side::Both => record.visit.host == home || record.visit.guest == home,
    }
}
