//! People as sources name them: one form to show, all roles where sources disagree.

use super::{Scope, context, visits::iso};
use crate::data::{AccountId, Attested, Field, LanguageTag, Official, VisitPerson, VisitRecord, VisitStatus};
use crate::report::wording::{language_of, suitability};
use crate::report::{Fact, Wording};
use std::cmp::Reverse;

/// A person at a visit.
pub(super) fn official(scope: &Scope<'_>, record: &VisitRecord, person: &VisitPerson) -> context::Official {
    let accounts: Vec<AccountId> = person.forms.iter().flat_map(|f| f.accounts.iter().copied()).collect();
    context::Official {
        name: best(scope, record, person, |_| true).map(|f| name(scope, record, f)).unwrap_or_default(),
        roles: roles(scope, record, person),
        notes: scope.notes.cite(&accounts),
    }
}

/// The form that suits the report best: its language, then the number of sources.
fn best<'p>(
    scope: &Scope<'_>,
    record: &VisitRecord,
    person: &'p VisitPerson,
    wanted: impl Fn(&Official) -> bool,
) -> Option<&'p Attested<Official>> {
    let rank = |form: &&Attested<Official>| {
        (suitability(language(record, form), scope.locale()), Reverse(form.accounts.len()))
    };
    person.forms.iter().filter(|f| wanted(&f.value)).min_by_key(rank)
}

fn language<'a>(record: &'a VisitRecord, form: &'a Attested<Official>) -> Option<&'a LanguageTag> {
    let account = form.accounts.first().and_then(|id| record.account(*id));
    language_of(&form.value, account.map(|a| &a.account))
}

fn name(scope: &Scope<'_>, record: &VisitRecord, form: &Attested<Official>) -> Wording {
    Wording::new(&form.value.name, language(record, form), scope.locale())
}

/// The role that suits the report best, or all roles where the sources disagree on them.
fn roles(scope: &Scope<'_>, record: &VisitRecord, person: &VisitPerson) -> Vec<Fact> {
    let named = |name: &str| person.forms.iter().any(|f| f.value.name == name);
    let disputed = record.visit.conflicts.iter().find(|c| matches!(&c.field, Field::HeadRole(n) if named(n)));
    if let Some(conflict) = disputed {
        return conflict.variants.iter().map(|v| as_given(scope, record, v)).collect();
    }
    let form = best(scope, record, person, |official| !official.role.is_empty());
    let fact = |form: &Attested<Official>| {
        let wording = Wording::new(&form.value.role, language(record, form), scope.locale());
        wording.with_notes(scope.notes.cite(&form.accounts))
    };
    form.map(fact).into_iter().collect()
}

/// A value as its source gives it, in the source's language.
pub(super) fn as_given(scope: &Scope<'_>, record: &VisitRecord, value: &Attested<String>) -> Fact {
    let account = value.accounts.first().and_then(|id| record.account(*id));
    let language = account.and_then(|a| a.account.source.language.as_ref());
    Wording::new(&value.value, language, scope.locale()).with_notes(scope.notes.cite(&value.accounts))
}

/// A person being gathered from several visits.
struct Gathered {
    /// All names under which sources know the person, in lower case.
    names: Vec<String>,
    person: context::Person,
}

/// People of the partner city whom these visits brought together with ours, by name.
///
/// Visits that were only announced or called off brought nobody together. Two mentions are one person only
/// where a name is the same letter for letter: likeness proves nothing.
pub(super) fn met_before(scope: &Scope<'_>, visits: &[&VisitRecord]) -> Vec<context::Person> {
    let mut gathered: Vec<Gathered> = Vec::new();
    for record in visits {
        let status = record.visit.status.as_ref().map(|s| s.value);
        if matches!(status, Some(VisitStatus::Announced | VisitStatus::Cancelled)) {
            continue;
        }
        for person in partners(scope, record) {
            add(scope, record, person, &mut gathered);
        }
    }
    let mut people: Vec<_> = gathered.into_iter().map(|g| g.person).collect();
    scope.words().sort_by_key(&mut people, |p| &p.name.text);
    people
}

fn partners<'a>(scope: &Scope<'_>, record: &'a VisitRecord) -> Vec<&'a VisitPerson> {
    let visit = &record.visit;
    if visit.guest == Some(scope.partner()) {
        visit.head.iter().chain(&visit.guests).collect()
    } else {
        visit.hosts.iter().collect()
    }
}

fn add(scope: &Scope<'_>, record: &VisitRecord, person: &VisitPerson, gathered: &mut Vec<Gathered>) {
    let names: Vec<String> = person.forms.iter().map(|f| f.value.name.to_lowercase()).collect();
    let shown = official(scope, record, person);
    let meeting =
        context::Meeting { visit: iso(&record.visit.start), roles: shown.roles, notes: shown.notes };
    match gathered.iter_mut().find(|g| g.names.iter().any(|n| names.contains(n))) {
        Some(known) => {
            known.names.extend(names);
            known.person.meetings.push(meeting);
            // A name in the report's language may come with an older visit only.
            if known.person.name.lang.is_some() && shown.name.lang.is_none() {
                known.person.name = shown.name;
            }
        }
        None => {
            let person = context::Person { name: shown.name, meetings: vec![meeting] };
            gathered.push(Gathered { names, person });
        }
    }
}
