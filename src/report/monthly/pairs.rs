//! Visits by pair of places and sector; a visit counts once in each of its sectors.

use super::context::{Pair, PairSector};
use super::status;
use crate::data::{SectorId, VisitRecord, VisitStatus};
use crate::message::MessageError;
use crate::report::briefing::{sectors, visits};
use crate::report::scope::Scope;
use std::cmp::Reverse;
use std::collections::BTreeMap;

#[derive(Default)]
struct Counted {
    visits: usize,
    sectors: BTreeMap<SectorId, usize>,
}

/// The pairs, the busiest first, then by name.
pub(super) fn count(scope: &Scope<'_>, now: &[&VisitRecord]) -> Result<Vec<Pair>, MessageError> {
    let mut pairs: BTreeMap<[String; 2], Counted> = BTreeMap::new();
    for record in now.iter().filter(|r| status(r) != Some(VisitStatus::Cancelled)) {
        let counted = pairs.entry(places(scope, record)?).or_default();
        counted.visits += 1;
        for sector in &record.visit.sectors {
            *counted.sectors.entry(sector.id.clone()).or_default() += 1;
        }
    }
    let mut rows: Vec<Pair> = pairs
        .into_iter()
        .map(|(places, counted)| Pair {
            places,
            visits: counted.visits,
            sectors: rank(scope, counted.sectors),
        })
        .collect();
    let words = scope.words();
    rows.sort_by(|a, b| {
        let names = words.compare(&a.places[0], &b.places[0]).then(words.compare(&a.places[1], &b.places[1]));
        Reverse(a.visits).cmp(&Reverse(b.visits)).then(names)
    });
    Ok(rows)
}

/// The home city first, else the guest.
fn places(scope: &Scope<'_>, record: &VisitRecord) -> Result<[String; 2], MessageError> {
    let (guest, host) = (visits::guest_name(scope, &record.visit)?, visits::host_name(scope, &record.visit)?);
    let host_first = match scope.home {
        Some(home) => record.visit.host == Some(home),
        None => scope.words().compare(&host, &guest).is_lt(),
    };
    Ok(if host_first { [host, guest] } else { [guest, host] })
}

fn rank(scope: &Scope<'_>, counts: BTreeMap<SectorId, usize>) -> Vec<PairSector> {
    let mut ranked: Vec<(SectorId, usize)> = counts.into_iter().collect();
    ranked.sort_by_key(|(id, visits)| (Reverse(*visits), sectors::position(scope, id)));
    let row =
        |(id, visits): (SectorId, usize)| PairSector { name: sectors::name(scope, &id), id: id.0, visits };
    ranked.into_iter().map(row).collect()
}
