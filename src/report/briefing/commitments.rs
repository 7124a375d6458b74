//! Earlier promises and what is known of them.
//!
//! The same promise told at several visits is one, with its latest status (`store::promises`).

use super::{Scope, context, visits};
use crate::data::{CityId, Commitment, CommitmentStatus, Side, VisitRecord, VisitStatus};
use crate::message::MessageError;
use crate::report::wording::suitability;
use crate::report::{Term, Wording};
use crate::store::{Promise, PromiseWord, promises};

/// Promises of all visits: those still to keep, then those of which nothing is known, then the rest; the
/// newest first in each. Visits that were called off promise nothing.
pub(super) fn all(
    scope: &Scope<'_>,
    between: &[&VisitRecord],
) -> Result<Vec<context::Commitment>, MessageError> {
    let is_off = |r: &VisitRecord| r.visit.status.as_ref().is_some_and(|s| s.value == VisitStatus::Cancelled);
    let records: Vec<VisitRecord> = between.iter().filter(|r| !is_off(r)).map(|r| (*r).clone()).collect();
    let mut promises = promises(&records);
    promises.reverse();
    promises.sort_by_key(|p| urgency(p.status));
    promises.iter().map(|p| lay_out(scope, &records, p)).collect()
}

/// Promises of one visit.
pub(super) fn of_visit(
    scope: &Scope<'_>,
    record: &VisitRecord,
) -> Result<Vec<context::Commitment>, MessageError> {
    let records = std::slice::from_ref(record);
    promises(records).iter().map(|p| lay_out(scope, records, p)).collect()
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
    records: &[VisitRecord],
    promise: &Promise,
) -> Result<context::Commitment, MessageError> {
    let words: Vec<Word<'_>> = promise.words.iter().filter_map(|w| Word::find(records, w)).collect();
    let accounts: Vec<_> = promise.words.iter().flat_map(|w| w.told.accounts.iter().copied()).collect();
    let late = promise.due.is_some_and(|due| due.latest() < scope.request.today);
    Ok(context::Commitment {
        text: text(scope, promise, &words),
        owner: owner_name(scope, promise.owner, &words)?,
        ours: promise.owner == Some(scope.request.home) || words.iter().any(|w| w.told().owner == Side::Both),
        due: promise.due.map(|d| d.to_string()),
        past_due: late && urgency(promise.status) < 2,
        status: Term::of(promise.status, scope.words())?,
        open: urgency(promise.status) == 0,
        visit: words.first().and_then(|w| visits::iso(&w.record.visit.start)),
        notes: scope.notes.cite(&accounts),
    })
}

/// What was said of a promise at one visit, with the visit.
struct Word<'a> {
    record: &'a VisitRecord,
    word: &'a PromiseWord,
}

impl<'a> Word<'a> {
    fn find(records: &'a [VisitRecord], word: &'a PromiseWord) -> Option<Self> {
        Some(Self { record: records.iter().find(|r| r.visit.id == word.visit)?, word })
    }

    fn told(&self) -> &'a Commitment {
        &self.word.told.value
    }

    fn wording(&self, scope: &Scope<'_>) -> (u8, Wording) {
        let account = self.word.told.accounts.first().and_then(|id| self.record.account(*id));
        let language = account.and_then(|a| a.account.text_language());
        (suitability(language, scope.locale()), Wording::new(&self.told().text, language, scope.locale()))
    }
}

/// The words that suit the report best, the first-told where several do.
fn text(scope: &Scope<'_>, promise: &Promise, words: &[Word<'_>]) -> Wording {
    let best = words.iter().map(|w| w.wording(scope)).min_by_key(|(suitability, _)| *suitability);
    best.map_or_else(|| Wording { text: promise.text.clone(), lang: None }, |(_, wording)| wording)
}

fn owner_name(scope: &Scope<'_>, owner: Option<CityId>, words: &[Word<'_>]) -> Result<String, MessageError> {
    if let Some(city) = owner {
        return Ok(scope.city(city).name);
    }
    // No city: both sides, or a side that is a region or country.
    match words.first().map(|w| (w.told().owner, &w.record.visit)) {
        Some((Side::Host, visit)) => visits::host_name(scope, visit),
        Some((Side::Guest, visit)) => visits::guest_name(scope, visit),
        Some((Side::Both, _)) | None => scope.words().word("side-both"),
    }
}
