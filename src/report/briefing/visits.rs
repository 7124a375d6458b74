//! Visits as a briefing shows them: which ones, in what order, under what names.

use super::{BriefingRequest, Scope, agreements, commitments, context, people};
use crate::data::{
    AccountId, Attested, CityId, CountryCode, DateBasis, Gazetteer, Visit, VisitKind, VisitRecord,
};
use crate::message::MessageError;
use crate::report::wording::suitability;
use crate::report::{Fact, Term, Wording};
use std::cmp::Reverse;

/// Visits of one city to the other, either way, the newest first.
pub(super) fn between<'a>(request: &BriefingRequest<'a>) -> Vec<&'a VisitRecord> {
    let (guest, host) = (Some(request.guest), Some(request.host));
    newest_first(request.visits.iter().filter(|r| {
        let sides = (r.visit.guest, r.visit.host);
        sides == (guest, host) || sides == (host, guest)
    }))
}

/// Visits between one of the cities and the country of the other that name no city there, the newest first:
/// a minister's, a region's.
pub(super) fn related<'a>(request: &BriefingRequest<'a>, gazetteer: &Gazetteer) -> Vec<&'a VisitRecord> {
    let country = |id| gazetteer.city(id).map(|c| c.country.clone());
    let (guest, host) = (country(request.guest), country(request.host));
    // Within one country every regional visit would count as related.
    if guest == host {
        return Vec::new();
    }
    // Another region's delegation has nothing to do with the city, unless the city is its centre.
    let around = |region: &Option<String>, country: &Option<CountryCode>, city: CityId| {
        let centre = |name: &String| gazetteer.find_region(name, country.as_ref()).and_then(|r| r.centre);
        region.as_ref().is_none_or(|name| centre(name) == Some(city))
    };
    let concerns = |near: Option<CityId>, far: &Far<'_>| {
        let (across, expected) = match near {
            Some(city) if city == request.guest => (request.host, &host),
            Some(city) if city == request.host => (request.guest, &guest),
            _ => return false,
        };
        far.city.is_none()
            && far.country.is_some()
            && far.country == expected
            && around(far.region, far.country, across)
    };
    newest_first(request.visits.iter().filter(|r| {
        let v = &r.visit;
        concerns(v.host, &Far { city: v.guest, region: &v.guest_region, country: &v.guest_country })
            || concerns(v.guest, &Far { city: v.host, region: &v.host_region, country: &v.host_country })
    }))
}

/// The other side of a visit.
struct Far<'v> {
    city: Option<CityId>,
    region: &'v Option<String>,
    country: &'v Option<CountryCode>,
}

fn newest_first<'a>(visits: impl Iterator<Item = &'a VisitRecord>) -> Vec<&'a VisitRecord> {
    let mut visits: Vec<_> = visits.collect();
    visits.sort_by_key(|r| (Reverse(r.visit.start.as_ref().map(|s| s.value)), r.visit.id));
    visits
}

/// A visit for the template.
pub(super) fn lay_out(scope: &Scope<'_>, record: &VisitRecord) -> Result<context::Visit, MessageError> {
    let visit = &record.visit;
    let words = scope.words();
    Ok(context::Visit {
        id: visit.id.0,
        start: iso(&visit.start),
        end: iso(&visit.end),
        inferred: visit.date_basis == DateBasis::Published,
        host: host_name(scope, visit)?,
        guest: guest_name(scope, visit)?,
        status: visit.status.as_ref().map(|s| Term::of(s.value, words)).transpose()?,
        kind: known_kind(visit.kind.value).map(|k| Term::of(k, words)).transpose()?,
        purposes: best_texts(scope, record, &visit.purposes),
        head: visit.head.as_ref().map(|p| people::official(scope, record, p)),
        hosts: visit.hosts.iter().map(|p| people::official(scope, record, p)).collect(),
        guests: visit.guests.iter().map(|p| people::official(scope, record, p)).collect(),
        size: visit.size.as_ref().map(|s| s.value),
        sectors: sectors(scope, visit)?,
        agreements: agreements::of_visit(scope, record)?,
        commitments: commitments::of_visit(scope, record)?,
        disputed: !visit.conflicts.is_empty(),
        notes: scope.notes.cite_all(record),
    })
}

/// The date as ISO 8601 to the known precision.
pub(super) fn iso<T: std::fmt::Display>(date: &Option<Attested<T>>) -> Option<String> {
    date.as_ref().map(|d| d.value.to_string())
}

fn known_kind(kind: VisitKind) -> Option<VisitKind> {
    Some(kind).filter(|k| *k != VisitKind::Other)
}

/// Who received: the city, else region or country.
pub(super) fn host_name(scope: &Scope<'_>, visit: &Visit) -> Result<String, MessageError> {
    place(scope, visit.host, visit.host_region.as_deref(), visit.host_country.as_ref())
}

/// Who visited: the city, else region or country.
pub(super) fn guest_name(scope: &Scope<'_>, visit: &Visit) -> Result<String, MessageError> {
    place(scope, visit.guest, visit.guest_region.as_deref(), visit.guest_country.as_ref())
}

fn place(
    scope: &Scope<'_>,
    city: Option<CityId>,
    region: Option<&str>,
    country: Option<&CountryCode>,
) -> Result<String, MessageError> {
    if let Some(city) = city {
        return Ok(scope.city(city).name);
    }
    let (gazetteer, locale) = (scope.reference.gazetteer, scope.locale());
    if let Some(region) = region {
        let known = gazetteer.find_region(region, country);
        return Ok(known.map_or(region, |r| r.name(locale)).to_owned());
    }
    match country {
        Some(code) => Ok(gazetteer.country(code).map_or(code.0.as_str(), |c| c.name(locale)).to_owned()),
        None => scope.words().word("place-unknown"),
    }
}

/// Texts in the report's language, or, where there are none, those in the language that suits it best; the
/// most attested first.
fn best_texts(scope: &Scope<'_>, record: &VisitRecord, texts: &[Attested<String>]) -> Vec<Fact> {
    let language = |accounts: &[AccountId]| {
        accounts.first().and_then(|id| record.account(*id)).and_then(|a| a.account.text_language())
    };
    let rank = |t: &Attested<String>| suitability(language(&t.accounts), scope.locale());
    let best = texts.iter().map(rank).min();
    let mut chosen: Vec<_> = texts.iter().filter(|t| Some(rank(t)) == best).collect();
    chosen.sort_by_key(|t| Reverse(t.accounts.len()));
    let fact = |t: &&Attested<String>| {
        let wording = Wording::new(&t.value, language(&t.accounts), scope.locale());
        wording.with_notes(scope.notes.cite(&t.accounts))
    };
    chosen.iter().map(fact).collect()
}

fn sectors(scope: &Scope<'_>, visit: &Visit) -> Result<Vec<context::VisitSector>, MessageError> {
    let mut sectors: Vec<_> = visit.sectors.iter().collect();
    sectors.sort_by_key(|s| (Reverse(s.role), super::sectors::position(scope, &s.id)));
    let lay_out = |s: &&crate::data::VisitSector| {
        let name = super::sectors::name(scope, &s.id);
        Ok(context::VisitSector { name, role: Term::of(s.role, scope.words())? })
    };
    sectors.iter().map(lay_out).collect()
}
