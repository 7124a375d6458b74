//! The numbers at a glance. A visit that was called off counts only as called off.

use super::context::Figure;
use super::{contains, is_in, status};
use crate::data::{AgreementStatus, ReportPeriod, VisitAgreement, VisitRecord, VisitStatus};
use crate::message::{Catalogue, MessageError};
use crate::report::scope::Scope;

/// Visits of which something is counted, in a period.
type Count<'c> = &'c dyn Fn(&[&VisitRecord], ReportPeriod) -> usize;

/// A number by the id of its message, for each of some periods.
pub(super) type Numbers = (&'static str, Vec<usize>);

/// All numbers for the period, the one before and the one a year before.
pub(super) fn count(
    scope: &Scope<'_>,
    own: &[&VisitRecord],
    period: ReportPeriod,
) -> Result<Vec<Figure>, MessageError> {
    let mut figures = Vec::new();
    let mut visits = Vec::new();
    for (id, numbers) in over(scope, own, &[period, period.previous(), period.year_before()]) {
        let says_more = match id {
            "figure-visits" | "figure-signed" => true,
            "figure-held" if numbers == visits => false,
            _ => numbers.iter().any(|n| *n > 0),
        };
        if id == "figure-visits" {
            visits.clone_from(&numbers);
        }
        if says_more {
            figures.push(figure(scope.words(), id, &numbers)?);
        }
    }
    Ok(figures)
}

/// All numbers over some periods.
pub(super) fn over(scope: &Scope<'_>, own: &[&VisitRecord], periods: &[ReportPeriod]) -> Vec<Numbers> {
    let visits = |wanted: &dyn Fn(&VisitRecord) -> bool, own: &[&VisitRecord], period| {
        own.iter().filter(|r| is_in(r, period) && wanted(r)).count()
    };
    let took_place = |r: &VisitRecord| status(r) != Some(VisitStatus::Cancelled);
    let home = scope.home;
    let incoming = |r: &VisitRecord| took_place(r) && home.is_some() && r.visit.host == home;
    let outgoing = |r: &VisitRecord| took_place(r) && home.is_some() && r.visit.host != home;
    let announced = |r: &VisitRecord| status(r) == Some(VisitStatus::Announced);
    let cancelled = |r: &VisitRecord| !took_place(r);
    let held = |r: &VisitRecord| status(r) == Some(VisitStatus::Held);
    let kinds: [(&'static str, Count<'_>); 7] = [
        ("figure-visits", &|own, p| visits(&took_place, own, p)),
        ("figure-incoming", &|own, p| visits(&incoming, own, p)),
        ("figure-outgoing", &|own, p| visits(&outgoing, own, p)),
        ("figure-held", &|own, p| visits(&held, own, p)),
        ("figure-announced", &|own, p| visits(&announced, own, p)),
        ("figure-cancelled", &|own, p| visits(&cancelled, own, p)),
        ("figure-signed", &|own, p| {
            own.iter().filter(|r| took_place(r)).map(|r| signed_in(r, p).len()).sum()
        }),
    ];
    kinds.map(|(id, count)| (id, periods.iter().map(|p| count(own, *p)).collect())).into()
}

/// `numbers` are those of the period, the one before and the one a year before.
fn figure(words: &Catalogue, id: &'static str, numbers: &[usize]) -> Result<Figure, MessageError> {
    let number = |place: usize| numbers.get(place).copied().unwrap_or_default();
    let (now, previous, year_before) = (number(0), number(1), number(2));
    Ok(Figure {
        id,
        name: words.word(id)?,
        now,
        previous,
        year_before,
        change: change(words, now, previous),
        year_change: change(words, now, year_before),
    })
}

/// A signed number; the minus is the typographic one.
fn change(words: &Catalogue, now: usize, before: usize) -> String {
    match now.cmp(&before) {
        std::cmp::Ordering::Greater => format!("+{}", words.count(now - before)),
        std::cmp::Ordering::Equal => "0".to_owned(),
        std::cmp::Ordering::Less => format!("\u{2212}{}", words.count(before - now)),
    }
}

/// Documents of a visit that were signed in the period: by their own date, else by the visit's.
pub(super) fn signed_in(record: &VisitRecord, period: ReportPeriod) -> Vec<&VisitAgreement> {
    let is_signed = |a: &&VisitAgreement| a.forms.iter().any(|f| f.value.status >= AgreementStatus::Signed);
    let is_now = |a: &&VisitAgreement| match a.forms.iter().find_map(|f| f.value.date) {
        Some(date) => contains(period.days(), date),
        None => is_in(record, period),
    };
    record.visit.agreements.iter().filter(is_signed).filter(is_now).collect()
}
