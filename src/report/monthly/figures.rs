//! The numbers at a glance. A visit that was called off counts only as called off.

use super::context::Figure;
use super::{contains, is_in, status};
use crate::data::{AgreementStatus, ReportPeriod, VisitAgreement, VisitRecord, VisitStatus};
use crate::message::{Catalogue, MessageError};
use crate::report::scope::Scope;

/// What is counted of the visits of a period.
type Count<'c> = &'c dyn Fn(&[&VisitRecord], ReportPeriod) -> usize;

/// All numbers for the period, the one before and the one a year before.
pub(super) fn count(
    scope: &Scope<'_>,
    own: &[&VisitRecord],
    period: ReportPeriod,
) -> Result<Vec<Figure>, MessageError> {
    let visits = |wanted: &dyn Fn(&VisitRecord) -> bool, period| {
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
        ("figure-visits", &|_, p| visits(&took_place, p)),
        ("figure-incoming", &|_, p| visits(&incoming, p)),
        ("figure-outgoing", &|_, p| visits(&outgoing, p)),
        ("figure-held", &|_, p| visits(&held, p)),
        ("figure-announced", &|_, p| visits(&announced, p)),
        ("figure-cancelled", &|_, p| visits(&cancelled, p)),
        ("figure-signed", &|own, p| {
            own.iter().filter(|r| took_place(r)).map(|r| signed_in(r, p).len()).sum()
        }),
    ];
    let mut figures = Vec::new();
    for (id, count) in kinds {
        let numbers = [period, period.previous(), period.year_before()].map(|p| count(own, p));
        let always = matches!(id, "figure-visits" | "figure-signed");
        if always || numbers.iter().any(|n| *n > 0) {
            figures.push(figure(scope.words(), id, numbers)?);
        }
    }
    Ok(figures)
}

fn figure(words: &Catalogue, id: &'static str, numbers: [usize; 3]) -> Result<Figure, MessageError> {
    let [now, previous, year_before] = numbers;
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
