//! Derives a visit from the accounts that tell of it: each value with the accounts behind it, and where they
//! disagree.
//!
//! An officer's correction wins: what it says is the value, and no longer a conflict. A register repeats what
//! sources say, so it makes a conflict only where it says what no source does. Pure functions; knows nothing of
//! the database. Start with [`derive`].

mod commitments;
mod documents;
mod people;
mod values;
mod words;

pub use commitments::same_promise;
pub use values::name;

use super::merge::{Place, PlacedAccount};
use crate::data::{
    Account, AccountId, Attested, Conflict, Event, Field, Quote, SectorId, SourceKind, Visit, VisitId,
    VisitSector,
};
use std::collections::{BTreeMap, BTreeSet};

/// An account as it speaks about a visit.
#[derive(Clone, Copy)]
struct Voice<'a> {
    id: AccountId,
    account: &'a Account,
    host: &'a Place,
    guest: &'a Place,
}

impl Voice<'_> {
    fn is_officer(&self) -> bool {
        self.account.source.kind == SourceKind::Officer
    }

    fn is_register(&self) -> bool {
        self.account.source.kind == SourceKind::Register
    }
}

/// The visit that these accounts tell of.
pub fn derive(id: VisitId, accounts: &[PlacedAccount]) -> Visit {
    let mut voices: Vec<Voice<'_>> = accounts
        .iter()
        .map(|a| Voice { id: a.id, account: &a.account, host: &a.host, guest: &a.guest })
        .collect();
    voices.sort_by_key(|voice| voice.id);
    let mut conflicts = Vec::new();
    let (host, guest) = (place(&voices, |v| v.host), place(&voices, |v| v.guest));
    let dates = values::dates(&voices, &mut conflicts);
    let status = values::status(&voices, &mut conflicts);
    let kind = values::kind(&voices, &mut conflicts);
    let head = people::head(&voices, &mut conflicts);
    let size = values::size(&voices, &mut conflicts);
    let agreements = documents::documents(&voices, &mut conflicts);
    let sectors = sectors(&voices, &mut conflicts);
    Visit {
        id,
        host: host.city,
        guest: guest.city,
        host_country: host.country,
        guest_country: guest.country,
        host_region: host.region,
        guest_region: guest.region,
        start: dates.start,
        end: dates.end,
        date_basis: dates.basis,
        status,
        kind,
        purposes: values::purposes(&voices),
        hosts: people::hosts(&voices),
        guests: people::guests(&voices, head.as_ref()),
        head,
        size,
        sectors,
        agreements,
        commitments: commitments::commitments(&voices),
        events: events(&voices),
        quotes: quotes(&voices),
        conflicts,
    }
}

/// Those who decide on a field: the last officer who says something of it, or else all who do.
fn deciding<'a>(voices: &[Voice<'a>], says: impl Fn(&Account) -> bool) -> Vec<Voice<'a>> {
    let speaking = || voices.iter().filter(|voice| says(voice.account));
    match speaking().rev().find(|voice| voice.is_officer()) {
        Some(officer) => vec![*officer],
        None => speaking().copied().collect(),
    }
}

/// Equal values together, in the order of the first account that gives each.
fn attest<T: PartialEq>(said: impl IntoIterator<Item = (AccountId, T)>) -> Vec<Attested<T>> {
    let mut attested: Vec<Attested<T>> = Vec::new();
    for (id, value) in said {
        match attested.iter_mut().find(|known| known.value == value) {
            Some(known) => push_once(&mut known.accounts, id),
            None => attested.push(Attested { value, accounts: vec![id] }),
        }
    }
    attested
}

fn push_once(accounts: &mut Vec<AccountId>, id: AccountId) {
    if let Err(at) = accounts.binary_search(&id) {
        accounts.insert(at, id);
    }
}

/// Adds a conflict if there is more than one variant; the one to come first is moved there.
fn note_conflict(
    conflicts: &mut Vec<Conflict>,
    field: Field,
    mut variants: Vec<Attested<String>>,
    carried: Option<&str>,
) {
    if variants.len() > 1 {
        if let Some(at) = variants.iter().position(|v| Some(v.value.as_str()) == carried) {
            variants[..=at].rotate_right(1);
        }
        conflicts.push(Conflict { field, variants });
    }
}

fn place<'a>(voices: &[Voice<'a>], side: impl Fn(&Voice<'a>) -> &'a Place) -> Place {
    let corrected =
        voices.iter().rev().filter(|v| v.is_officer()).map(&side).find(|p| **p != Place::default());
    let mut places = corrected.into_iter().chain(voices.iter().filter(|v| !v.is_officer()).map(&side));
    let Some(mut place) = places.next().cloned() else { return Place::default() };
    if corrected.is_none() {
        for other in places {
            place.country = place.country.or_else(|| other.country.clone());
            place.region = place.region.or_else(|| other.region.clone());
        }
    }
    place
}

fn sectors(voices: &[Voice<'_>], conflicts: &mut Vec<Conflict>) -> Vec<VisitSector> {
    let deciding = deciding(voices, |account| !account.sectors.is_empty());
    let mut sectors: BTreeMap<&SectorId, VisitSector> = BTreeMap::new();
    for voice in &deciding {
        for told in &voice.account.sectors {
            let sector = sectors.entry(&told.id).or_insert_with(|| VisitSector {
                id: told.id.clone(),
                role: told.role,
                accounts: Vec::new(),
            });
            sector.role = sector.role.max(told.role);
            push_once(&mut sector.accounts, voice.id);
        }
    }
    let sets = deciding.iter().filter(|voice| !voice.is_register()).map(|voice| {
        let set: BTreeSet<&str> = voice.account.sectors.iter().map(|s| s.id.0.as_str()).collect();
        (voice.id, set)
    });
    let mut variants = attest(sets);
    variants.sort_by_key(|variant| std::cmp::Reverse(variant.value.len()));
    let variants = variants.into_iter().map(|variant| Attested {
        value: variant.value.into_iter().collect::<Vec<_>>().join(", "),
        accounts: variant.accounts,
    });
    note_conflict(conflicts, Field::Sectors, variants.collect(), None);
    sectors.into_values().collect()
}

/// Events with the same words in their names are one, with the furthest role.
fn events(voices: &[Voice<'_>]) -> Vec<Attested<Event>> {
    let mut events: Vec<(BTreeSet<String>, Attested<Event>)> = Vec::new();
    for voice in deciding(voices, |account| !account.events.is_empty()) {
        for told in &voice.account.events {
            let words = words::words(&told.name);
            match events.iter_mut().find(|(known, _)| *known == words) {
                Some((_, known)) => {
                    push_once(&mut known.accounts, voice.id);
                    known.value.role = known.value.role.min(told.role);
                    known.value.date = known.value.date.or(told.date);
                }
                None => events.push((words, Attested { value: told.clone(), accounts: vec![voice.id] })),
            }
        }
    }
    events.into_iter().map(|(_, event)| event).collect()
}

fn quotes(voices: &[Voice<'_>]) -> Vec<Attested<Quote>> {
    attest(voices.iter().flat_map(|voice| voice.account.quotes.iter().map(|quote| (voice.id, quote.clone()))))
}
