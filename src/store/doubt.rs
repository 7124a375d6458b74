//! What wants a human eye: values that were read with little certainty, contradictions between accounts, and
//! visits that may be one.
//!
//! What an officer said is settled. Pure functions over visits; knows nothing of the database. Start with
//! [`doubts`].

use super::aggregate::End;
use super::merge::{NameKey, same_person};
use crate::data::{
    Account, AccountId, AccountRecord, Conflict, SourceKind, Visit, VisitId, VisitRecord, VisitStatus,
};
use chrono::NaiveDate;
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;

/// Visits between the same places with so many days between them can be one that was dated twice.
const NEAR_DAYS: i64 = 7;

/// Something about a visit that a human should look at.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Doubt {
    /// The visit.
    pub visit: VisitId,
    /// What is doubtful.
    #[serde(flatten)]
    pub kind: DoubtKind,
}

/// What is doubtful about a visit.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case", tag = "doubt")]
pub enum DoubtKind {
    /// The reader of an article was not sure of a field.
    Uncertain {
        /// The field, such as `host_city` or `agreements`.
        field: String,
        /// Its values that are not sure.
        values: Vec<UncertainValue>,
        /// The account that says so.
        account: AccountId,
    },
    /// Accounts contradict each other.
    Conflict {
        /// What they say.
        conflict: Conflict,
    },
    /// Another visit may be the same.
    Duplicate {
        /// The other visit.
        other: VisitId,
        /// Days between the two; 0 where they overlap.
        days_apart: i64,
        /// Whether guest and host are the other way round there.
        reversed: bool,
    },
}

/// A value that the reader of an article was not sure of.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct UncertainValue {
    /// The value.
    pub value: Value,
    /// How sure, 0 to 1.
    pub confidence: f32,
    /// The passage that it was read from.
    pub passage: Option<String>,
}

/// All doubts about visits, by the order of the visits; values below `threshold` are uncertain.
pub fn doubts(records: &[VisitRecord], threshold: f32) -> Vec<Doubt> {
    let mut duplicates = duplicates(records);
    let mut found = Vec::new();
    for record in records {
        let visit = record.visit.id;
        let conflicts = record.visit.conflicts.iter().cloned();
        let kinds = uncertain(record, threshold)
            .into_iter()
            .chain(conflicts.map(|conflict| DoubtKind::Conflict { conflict }))
            .chain(duplicates.remove(&visit).into_iter().flatten());
        found.extend(kinds.map(|kind| Doubt { visit, kind }));
    }
    found
}

/// Uncertain values that neither an officer nor another account bears out.
fn uncertain(record: &VisitRecord, threshold: f32) -> Vec<DoubtKind> {
    let told: Vec<(&AccountRecord, Value)> = record
        .accounts
        .iter()
        .map(|told| (told, serde_json::to_value(&told.account).unwrap_or_default()))
        .collect();
    let mut found = Vec::new();
    for (teller, values) in &told {
        let mut fields: BTreeMap<&str, Vec<UncertainValue>> = BTreeMap::new();
        for (path, confidence) in teller.account.confidence.iter().filter(|(_, sure)| **sure < threshold) {
            let Some(value) = value_at(values, path) else { continue };
            let others = told.iter().filter(|(other, _)| other.id != teller.id);
            let is_settled = |(other, values): &(&AccountRecord, Value)| {
                settles(&other.account, values, path, value, threshold)
            };
            if !others.into_iter().any(is_settled) {
                let passage = teller.account.evidence.get(path).cloned();
                let doubtful = UncertainValue { value: value.clone(), confidence: *confidence, passage };
                fields.entry(root(path)).or_default().push(doubtful);
            }
        }
        let account = teller.id;
        found.extend(fields.into_iter().map(|(field, values)| DoubtKind::Uncertain {
            field: field.to_owned(),
            values,
            account,
        }));
    }
    found
}

/// Whether another account leaves no doubt: an officer's that says anything of the field, or one that is sure
/// of the same value.
fn settles(other: &Account, values: &Value, path: &str, value: &Value, threshold: f32) -> bool {
    let field = root(path);
    if other.source.kind == SourceKind::Officer {
        return says(&values[field]);
    }
    let entries = match &values[field] {
        Value::Array(items) => items.iter().collect(),
        single => vec![single],
    };
    let sure = |at: usize| {
        let own = if value_at(values, field).is_some_and(Value::is_array) {
            format!("{field}[{at}]")
        } else {
            field.to_owned()
        };
        other.confidence.get(&own).is_none_or(|sure| *sure >= threshold)
    };
    entries.iter().enumerate().any(|(at, entry)| *entry == value && sure(at))
}

fn root(path: &str) -> &str {
    path.split(['[', '.']).next().unwrap_or(path)
}

fn says(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Array(items) => !items.is_empty(),
        Value::String(text) => !text.is_empty() && text != "other",
        _ => true,
    }
}

/// The value at a path such as `agreements[0]`, where the account says something there.
pub fn value_at<'v>(values: &'v Value, path: &str) -> Option<&'v Value> {
    let value = match path.split_once('[') {
        Some((field, rest)) => values.get(field)?.get(rest.split(']').next()?.parse::<usize>().ok()?)?,
        None => values.get(path)?,
    };
    says(value).then_some(value)
}

/// A visit with its first and last day.
type Dated<'a> = (NaiveDate, NaiveDate, &'a Visit);

/// Pairs of visits that may be one, told at the later of the two.
fn duplicates(records: &[VisitRecord]) -> BTreeMap<VisitId, Vec<DoubtKind>> {
    let mut found: BTreeMap<VisitId, Vec<DoubtKind>> = BTreeMap::new();
    let mut by_places: BTreeMap<(End, End), Vec<Dated<'_>>> = BTreeMap::new();
    for visit in records.iter().map(|record| &record.visit) {
        let (host, guest) = ends(visit);
        let known = host != End::Unknown && guest != End::Unknown;
        let off = visit.status.as_ref().is_some_and(|s| s.value == VisitStatus::Cancelled);
        if let Some((from, to)) = days(visit).filter(|_| known && !off) {
            let places = if host <= guest { (host, guest) } else { (guest, host) };
            by_places.entry(places).or_default().push((from, to, visit));
        }
    }
    for visits in by_places.values_mut() {
        visits.sort_by_key(|(from, _, visit)| (*from, visit.id));
        for (at, (_, to, earlier)) in visits.iter().enumerate() {
            for (from, _, later) in &visits[at + 1..] {
                let days_apart = (*from - *to).num_days().max(0);
                if days_apart > NEAR_DAYS {
                    break;
                }
                if days_apart == 0 || !heads_differ(earlier, later) {
                    let reversed = ends(earlier) != ends(later);
                    let kind = DoubtKind::Duplicate { other: earlier.id, days_apart, reversed };
                    found.entry(later.id).or_default().push(kind);
                }
            }
        }
    }
    found
}

fn ends(visit: &Visit) -> (End, End) {
    let end = End::of;
    (
        end(visit.host, visit.host_country.as_ref(), visit.host_region.as_deref()),
        end(visit.guest, visit.guest_country.as_ref(), visit.guest_region.as_deref()),
    )
}

/// First and last day, where both are known to the day.
fn days(visit: &Visit) -> Option<(NaiveDate, NaiveDate)> {
    let from = visit.start.as_ref()?.value.day()?;
    let to = visit.end.as_ref().and_then(|end| end.value.day()).unwrap_or(from);
    Some((from, to.max(from)))
}

/// Whether both visits name the head of the delegation, and not the same.
fn heads_differ(a: &Visit, b: &Visit) -> bool {
    let keys = |visit: &Visit| -> Vec<NameKey> {
        let forms = visit.head.iter().flat_map(|head| &head.forms);
        forms.filter_map(|form| NameKey::new(&form.value.name)).collect()
    };
    let (a, b) = (keys(a), keys(b));
    !a.is_empty() && !b.is_empty() && !a.iter().any(|a| b.iter().any(|b| same_person(a, b)))
}
