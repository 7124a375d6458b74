//! What a report said, as plain values in no language, and what differs between two such snapshots.

use crate::data::{Attested, SnapshotFact, SnapshotField, VisitId, VisitRecord};
use crate::store::promises;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// A value that is not what it was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Change {
    /// Visit.
    pub visit: VisitId,
    /// What the value is about.
    pub field: SnapshotField,
    /// Title of the document or text of the promise; else empty.
    pub subject: String,
    /// What it was; none where it is new.
    pub before: Option<String>,
    /// What it is; none where it is gone.
    pub after: Option<String>,
}

/// The facts of visits, in a fixed order.
pub fn snapshot(visits: &[VisitRecord]) -> Vec<SnapshotFact> {
    let mut facts: Vec<SnapshotFact> = visits.iter().flat_map(of_visit).collect();
    for promise in promises(visits) {
        let Some(first) = promise.words.first() else { continue };
        let fact =
            |field, value| SnapshotFact { visit: first.visit, field, subject: promise.text.clone(), value };
        facts.push(fact(SnapshotField::Commitment, word(&promise.status)));
        facts.extend(promise.due.map(|due| fact(SnapshotField::Due, due.to_string())));
    }
    facts.sort();
    facts.dedup_by(|a, b| (a.visit, a.field, &a.subject) == (b.visit, b.field, &b.subject));
    facts
}

fn of_visit(record: &VisitRecord) -> Vec<SnapshotFact> {
    let visit = &record.visit;
    let fact = |field, subject: &str, value: String| SnapshotFact {
        visit: visit.id,
        field,
        subject: subject.to_owned(),
        value,
    };
    let status = visit.status.as_ref().map_or_else(String::new, |s| word(&s.value));
    let mut facts = vec![fact(SnapshotField::Visit, "", status)];
    let mut add = |field, value: Option<String>| facts.extend(value.map(|value| fact(field, "", value)));
    add(SnapshotField::Start, shown(&visit.start));
    add(SnapshotField::End, shown(&visit.end));
    add(SnapshotField::Head, visit.head.as_ref().and_then(|h| h.forms.first()).map(|f| f.value.name.clone()));
    add(SnapshotField::Size, shown(&visit.size));
    let sectors: BTreeSet<&str> = visit.sectors.iter().map(|s| s.id.0.as_str()).collect();
    add(
        SnapshotField::Sectors,
        Some(sectors.into_iter().collect::<Vec<_>>().join(" ")).filter(|s| !s.is_empty()),
    );
    for agreement in &visit.agreements {
        // The furthest status that a source gives it.
        let status = agreement.forms.iter().map(|f| f.value.status).max();
        let title = agreement.forms.first().map_or("", |f| f.value.title.as_str());
        facts.extend(status.map(|s| fact(SnapshotField::Agreement, title, word(&s))));
    }
    facts
}

fn shown<T: std::fmt::Display>(value: &Option<Attested<T>>) -> Option<String> {
    value.as_ref().map(|v| v.value.to_string())
}

/// The word by which a value is stored.
fn word(value: &impl Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
}

/// What differs. A visit that is new or gone is one change, whatever it holds.
pub fn changes(before: &[SnapshotFact], after: &[SnapshotFact]) -> Vec<Change> {
    type Place<'a> = (VisitId, SnapshotField, &'a str);
    fn index(facts: &[SnapshotFact]) -> BTreeMap<Place<'_>, &str> {
        facts.iter().map(|f| ((f.visit, f.field, f.subject.as_str()), f.value.as_str())).collect()
    }
    let visits = |facts: &[SnapshotFact]| facts.iter().map(|f| f.visit).collect::<BTreeSet<_>>();
    let (old_visits, new_visits) = (visits(before), visits(after));
    let (old, new) = (index(before), index(after));
    let places: BTreeSet<Place<'_>> = old.keys().chain(new.keys()).copied().collect();
    places
        .into_iter()
        .filter(|(visit, field, _)| {
            *field == SnapshotField::Visit || (old_visits.contains(visit) && new_visits.contains(visit))
        })
        .filter_map(|place| {
            let (before, after) = (old.get(&place).copied(), new.get(&place).copied());
            (before != after).then(|| Change {
                visit: place.0,
                field: place.1,
                subject: place.2.to_owned(),
                before: before.map(str::to_owned),
                after: after.map(str::to_owned),
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fact(visit: i64, field: SnapshotField, subject: &str, value: &str) -> SnapshotFact {
        SnapshotFact { visit: VisitId(visit), field, subject: subject.into(), value: value.into() }
    }

    #[test]
    fn only_what_differs_and_a_new_visit_once() {
        use SnapshotField::{Agreement, Commitment, Start, Visit};
        let before = [
            fact(1, Visit, "", "announced"),
            fact(1, Commitment, "road map", "open"),
            fact(1, Start, "", "2019-11-05"),
            fact(3, Visit, "", "held"),
        ];
        let after = [
            fact(1, Visit, "", "held"),
            fact(1, Commitment, "road map", "done"),
            fact(1, Start, "", "2019-11-05"),
            fact(2, Visit, "", "held"),
            fact(2, Agreement, "programme", "signed"),
        ];
        let told: Vec<_> = changes(&before, &after)
            .into_iter()
            .map(|c| (c.visit.0, c.field, c.before.unwrap_or_default(), c.after.unwrap_or_default()))
            .collect();
        let expected = [
            (1, Visit, "announced", "held"),
            (1, Commitment, "open", "done"),
            (2, Visit, "", "held"),
            (3, Visit, "held", ""),
        ];
        assert_eq!(told, expected.map(|(v, f, b, a)| (v, f, b.to_owned(), a.to_owned())));
        assert_eq!(changes(&after, &after), []);
    }

    #[test]
    fn the_sample_is_told_in_a_fixed_order() {
        let visits = crate::report::briefing::SampleData::load().unwrap().visits;
        let facts = snapshot(&visits);
        let mut backwards = visits.clone();
        backwards.reverse();
        assert_eq!(facts, snapshot(&backwards));
        assert!(facts.iter().any(|f| f.field == SnapshotField::Agreement));
        assert!(facts.iter().any(|f| f.field == SnapshotField::Commitment));
    }
}
