//! Numbers on the visits between the two cities.

use super::{Scope, context, visits::iso};
use crate::data::{CityId, VisitRecord, VisitStatus};

/// Counts visits; `between` is sorted, the newest first.
pub(super) fn count(scope: &Scope<'_>, between: &[&VisitRecord]) -> context::Relations {
    let status = |r: &VisitRecord| r.visit.status.as_ref().map(|s| s.value);
    let of = |wanted: Option<VisitStatus>| between.iter().filter(|r| status(r) == wanted).count();
    let cancelled = of(Some(VisitStatus::Cancelled));
    let counted: Vec<_> = between.iter().filter(|r| status(r) != Some(VisitStatus::Cancelled)).collect();
    let received = |city: CityId| counted.iter().filter(|r| r.visit.host == Some(city)).count();
    let by_host = [scope.request.host, scope.request.guest]
        .map(|city| context::HostCount { city: scope.city(city).name, count: received(city) });
    let is_held = |r: &&VisitRecord| status(r) == Some(VisitStatus::Held);
    context::Relations {
        total: counted.len(),
        held: of(Some(VisitStatus::Held)),
        announced_only: of(Some(VisitStatus::Announced)),
        unconfirmed: of(None),
        cancelled,
        by_host: by_host.to_vec(),
        first: counted.iter().rev().find_map(|r| iso(&r.visit.start)),
        last: counted.iter().find_map(|r| iso(&r.visit.start)),
        last_held: between.iter().position(is_held),
        first_held: between.iter().rposition(is_held),
    }
}
