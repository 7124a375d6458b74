//! Single values of a visit: dates, status, kind, size, purposes.

use super::{Voice, attest, deciding, note_conflict, push_once};
use crate::data::{AccountId, Attested, Conflict, DateBasis, Field, PartialDate, VisitKind, VisitStatus};
use std::cmp::Reverse;

/// First and last day, and how the first is known.
pub struct Dates {
    pub start: Option<Attested<PartialDate>>,
    pub end: Option<Attested<PartialDate>>,
    pub basis: DateBasis,
}

pub fn dates(voices: &[Voice<'_>], conflicts: &mut Vec<Conflict>) -> Dates {
    let starts = deciding(voices, |account| account.start.is_some());
    let start = choose_start(&starts);
    let carried = start.as_ref().map(|s| s.value.to_string());
    let stated_days = starts.iter().filter(|v| v.account.date_basis == DateBasis::Stated);
    let days = stated_days.filter_map(|v| Some((v, v.account.start?))).filter(|(_, s)| s.day().is_some());
    note_conflict(conflicts, Field::Start, date_variants(days), carried.as_deref());

    let ends = deciding(voices, |account| account.end.is_some());
    let told_ends = ends.iter().filter_map(|v| Some((v, v.account.end?)));
    let not_before = |end: &PartialDate| start.as_ref().is_none_or(|s| end.latest() >= s.value.earliest());
    let mut attested =
        attest(told_ends.clone().map(|(v, end)| (v.id, end)).filter(|(_, end)| not_before(end)));
    attested.sort_by_key(|end| (end.value.day().is_none(), Reverse(end.accounts.len()), end.accounts[0]));
    let end = attested.into_iter().next();
    let carried = end.as_ref().map(|e| e.value.to_string());
    note_conflict(conflicts, Field::End, date_variants(told_ends), carried.as_deref());
    Dates { basis: basis(&starts, start.as_ref()), start, end }
}

/// Days that a source states come before days of publication, finer before coarser, then what more accounts say.
fn choose_start(voices: &[Voice<'_>]) -> Option<Attested<PartialDate>> {
    let mut starts = attest(voices.iter().filter_map(|v| Some((v.id, v.account.start?))));
    let stated = |start: &Attested<PartialDate>| {
        voices
            .iter()
            .any(|v| v.account.start == Some(start.value) && v.account.date_basis == DateBasis::Stated)
    };
    starts.sort_by_key(|start| {
        let coarseness = match start.value {
            PartialDate::Day(_) => 0,
            PartialDate::Month(..) => 1,
            PartialDate::Year(_) => 2,
        };
        (coarseness, !stated(start), Reverse(start.accounts.len()), start.accounts[0])
    });
    starts.into_iter().next()
}

/// A register that repeats a day of publication does not make it the day of the visit.
fn basis(voices: &[Voice<'_>], start: Option<&Attested<PartialDate>>) -> DateBasis {
    let sayers = || voices.iter().filter(|v| v.account.start == start.map(|s| s.value));
    let only_register = sayers().all(Voice::is_register);
    let stated =
        |v: &Voice<'_>| v.account.date_basis == DateBasis::Stated && (only_register || !v.is_register());
    if sayers().any(stated) { DateBasis::Stated } else { DateBasis::Published }
}

/// The different dates; one that a register alone gives counts only if it can mean none of the others.
fn date_variants<'a, 'b: 'a>(
    told: impl Iterator<Item = (&'a Voice<'b>, PartialDate)>,
) -> Vec<Attested<String>> {
    variants(told, |register, date| register.overlaps(*date))
        .into_iter()
        .map(|variant| Attested { value: variant.value.to_string(), accounts: variant.accounts })
        .collect()
}

/// Different values in the order of their accounts; a register's joins the one that covers it.
pub fn variants<'a, 'b: 'a, T: PartialEq>(
    told: impl Iterator<Item = (&'a Voice<'b>, T)>,
    covers: impl Fn(&T, &T) -> bool,
) -> Vec<Attested<T>> {
    let (registers, sources): (Vec<_>, Vec<_>) = told.partition(|(voice, _)| voice.is_register());
    let mut variants = attest(sources.into_iter().map(|(voice, value)| (voice.id, value)));
    for (voice, value) in registers {
        match variants.iter_mut().find(|v| v.value == value || covers(&value, &v.value)) {
            Some(known) => push_once(&mut known.accounts, voice.id),
            None => variants.push(Attested { value, accounts: vec![voice.id] }),
        }
    }
    variants
}

/// Held beats announced, which came before it; of held and cancelled the later publication decides.
pub fn status(voices: &[Voice<'_>], conflicts: &mut Vec<Conflict>) -> Option<Attested<VisitStatus>> {
    let deciding = deciding(voices, |account| account.status.is_some());
    let told = |status| deciding.iter().filter(move |v| v.account.status == Some(status));
    let latest = |status| told(status).map(|v| (v.account.source.published, v.id)).max();
    let (held, cancelled) = (latest(VisitStatus::Held), latest(VisitStatus::Cancelled));
    let value = match (held, cancelled) {
        (None, None) => latest(VisitStatus::Announced).map(|_| VisitStatus::Announced)?,
        (held, cancelled) if held >= cancelled => VisitStatus::Held,
        _ => VisitStatus::Cancelled,
    };
    if held.is_some() && cancelled.is_some() {
        let variants = [VisitStatus::Held, VisitStatus::Cancelled]
            .map(|status| Attested { value: name(&status), accounts: told(status).map(|v| v.id).collect() });
        note_conflict(conflicts, Field::Status, variants.to_vec(), Some(&name(&value)));
    }
    Some(Attested { value, accounts: told(value).map(|v| v.id).collect() })
}

pub fn kind(voices: &[Voice<'_>], conflicts: &mut Vec<Conflict>) -> Attested<VisitKind> {
    let deciding = deciding(voices, |account| account.kind != VisitKind::Other);
    let mut kinds = variants(deciding.iter().map(|v| (v, v.account.kind)), |a, b| a == b);
    kinds.sort_by_key(|kind| (Reverse(kind.accounts.len()), kind.accounts[0]));
    let named = kinds.iter().map(|k| Attested { value: name(&k.value), accounts: k.accounts.clone() });
    note_conflict(conflicts, Field::Kind, named.collect(), None);
    let unsaid = Attested { value: VisitKind::Other, accounts: Vec::new() };
    kinds.into_iter().next().unwrap_or(unsaid)
}

pub fn size(voices: &[Voice<'_>], conflicts: &mut Vec<Conflict>) -> Option<Attested<u32>> {
    let deciding = deciding(voices, |account| account.size.is_some());
    let mut sizes = variants(deciding.iter().filter_map(|v| Some((v, v.account.size?))), |a, b| a == b);
    sizes.sort_by_key(|size| (Reverse(size.accounts.len()), size.accounts[0]));
    let named = sizes.iter().map(|s| Attested { value: s.value.to_string(), accounts: s.accounts.clone() });
    note_conflict(conflicts, Field::Size, named.collect(), None);
    sizes.into_iter().next()
}

pub fn purposes(voices: &[Voice<'_>]) -> Vec<Attested<String>> {
    let deciding = deciding(voices, |account| account.purpose.is_some());
    let told = deciding.iter().filter_map(|v| Some((v.id, v.account.purpose.as_ref()?.trim().to_owned())));
    attest(told.filter(|(_, purpose): &(AccountId, String)| !purpose.is_empty()))
}

/// The word by which a value is written in JSON.
pub fn name(value: &impl serde::Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(name)) => name,
        _ => String::new(),
    }
}
