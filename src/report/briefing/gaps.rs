//! What is missing or contradictory, for the "to confirm" box and `--strict`.
//!
//! Each kind of gap about visits is told once, with the visits it concerns, so that the box stays short.

use super::{Scope, context::Gap, people};
use crate::data::{
    AgreementStatus, AgreementType, Attested, Conflict, DateBasis, Field, PartialDate, VisitKind,
    VisitPerson, VisitPlan, VisitRecord, VisitStatus,
};
use crate::message::{Argument, MessageError};
use crate::report::{Fact, Term};
use serde::Deserialize;
use serde::de::IntoDeserializer;
use serde::de::value::{Error as ValueError, StrDeserializer};

/// All gaps: those of the plan, then contradictions, then what is missing from the visits.
pub(super) fn find(
    scope: &Scope<'_>,
    plan: Option<&VisitPlan>,
    between: &[&VisitRecord],
) -> Result<Vec<Gap>, MessageError> {
    let mut gaps = match plan {
        Some(plan) => plan_gaps(scope, plan)?,
        None => vec![plain(scope, "gap-no-plan", &[])?],
    };
    gaps.extend(conflicts(scope, between)?);
    gaps.extend(visit_gaps(scope, between)?);
    Ok(gaps)
}

fn plain(scope: &Scope<'_>, id: &'static str, args: &[(&str, Argument)]) -> Result<Gap, MessageError> {
    Ok(Gap { id, text: scope.words().text(id, args)?, visits: Vec::new(), variants: Vec::new() })
}

fn plan_gaps(scope: &Scope<'_>, plan: &VisitPlan) -> Result<Vec<Gap>, MessageError> {
    let mut gaps = Vec::new();
    if let Some(start) = plan.start.filter(|start| start.latest() < scope.today) {
        let start = scope.words().date(start)?;
        gaps.push(plain(scope, "gap-plan-past", &[("date", start.into())])?);
    }
    let lacking = lacking(plan);
    if !lacking.is_empty() {
        let headings = lacking.iter().map(|id| scope.words().word(id)).collect::<Result<Vec<_>, _>>()?;
        let variants = headings.into_iter().map(|text| Fact { text, ..Fact::default() }).collect();
        gaps.push(Gap { variants, ..plain(scope, "gap-plan-lacks", &[])? });
    }
    let unnamed = plan.delegation.iter().filter(|m| m.name.is_none()).count();
    if unnamed > 0 {
        gaps.push(plain(scope, "gap-plan-names", &[("count", unnamed.into())])?);
    }
    Ok(gaps)
}

/// Headings of the sections that the plan leaves empty.
fn lacking(plan: &VisitPlan) -> Vec<&'static str> {
    let sections = [
        ("plan-dates", plan.start.is_none()),
        ("section-purpose", plan.purpose.is_none()),
        ("section-objectives", plan.objectives.ours.is_empty() || plan.objectives.theirs.is_empty()),
        ("section-delegation", plan.delegation.is_empty()),
        ("section-programme", plan.programme.is_empty()),
        ("section-agenda", plan.agenda.is_empty()),
        ("section-points-to-make", plan.points_to_make.is_empty()),
        ("section-sensitive-issues", plan.sensitive_issues.is_empty()),
        ("section-press-line", plan.press_line.is_empty()),
    ];
    sections.into_iter().filter_map(|(id, empty)| empty.then_some(id)).collect()
}

/// Contradictions, those on documents and heads before the others.
fn conflicts(scope: &Scope<'_>, between: &[&VisitRecord]) -> Result<Vec<Gap>, MessageError> {
    let mut found = Vec::new();
    for record in between {
        for conflict in record.visit.conflicts.iter().filter(|c| c.field != Field::Sectors) {
            found.push((weight(&conflict.field), conflict_gap(scope, record, conflict)?));
        }
    }
    found.sort_by_key(|(weight, _)| *weight);
    Ok(found.into_iter().map(|(_, gap)| gap).collect())
}

fn weight(field: &Field) -> u8 {
    match field {
        Field::AgreementTerm(_) | Field::AgreementStatus(_) => 0,
        Field::Head | Field::HeadRole(_) => 1,
        Field::Status | Field::AgreementDate(_) => 2,
        Field::Start | Field::End => 3,
        Field::AgreementType(_) | Field::Kind | Field::Size | Field::Sectors => 4,
    }
}

fn conflict_gap(scope: &Scope<'_>, record: &VisitRecord, conflict: &Conflict) -> Result<Gap, MessageError> {
    let (id, subject) = match &conflict.field {
        Field::Start => ("gap-start", None),
        Field::End => ("gap-end", None),
        Field::Status => ("gap-status", None),
        Field::Kind => ("gap-kind", None),
        Field::Head => ("gap-head", None),
        Field::HeadRole(name) => ("gap-head-role", Some(shown_name(scope, record, name))),
        Field::Size => ("gap-size", None),
        Field::AgreementStatus(title) => ("gap-agreement-status", Some(title.clone())),
        Field::AgreementType(title) => ("gap-agreement-type", Some(title.clone())),
        Field::AgreementDate(title) => ("gap-agreement-date", Some(title.clone())),
        Field::AgreementTerm(title) => ("gap-agreement-term", Some(title.clone())),
        // Told once for all visits, by `visit_gaps`.
        Field::Sectors => ("gap-sectors", None),
    };
    let mut args = vec![("visit", Argument::from(when(scope, record)?))];
    args.extend(subject.map(|s| ("subject", Argument::from(s))));
    let variants = conflict
        .variants
        .iter()
        .map(|v| variant(scope, record, &conflict.field, v))
        .collect::<Result<_, _>>()?;
    Ok(Gap { visits: vec![record.visit.id.0], variants, ..plain(scope, id, &args)? })
}

/// A contradicting value in the report's words where it is a date or of a fixed list, else as given.
fn variant(
    scope: &Scope<'_>,
    record: &VisitRecord,
    field: &Field,
    value: &Attested<String>,
) -> Result<Fact, MessageError> {
    let words = scope.words();
    let text = match field {
        Field::Start | Field::End | Field::AgreementDate(_) | Field::AgreementTerm(_) => {
            value.value.parse::<PartialDate>().ok().map(|d| words.date(d))
        }
        Field::Status => parse::<VisitStatus>(&value.value).map(|v| Ok(Term::of(v, words)?.text)),
        Field::Kind => parse::<VisitKind>(&value.value).map(|v| Ok(Term::of(v, words)?.text)),
        Field::AgreementStatus(_) => {
            parse::<AgreementStatus>(&value.value).map(|v| Ok(Term::of(v, words)?.text))
        }
        Field::AgreementType(_) => parse::<AgreementType>(&value.value).map(|v| Ok(Term::of(v, words)?.text)),
        Field::Head | Field::HeadRole(_) | Field::Size | Field::Sectors => None,
    };
    match text.transpose()? {
        Some(text) => Ok(Fact { text, lang: None, notes: scope.notes.cite(&value.accounts) }),
        None => Ok(people::as_given(scope, record, value)),
    }
}

/// A value of a fixed list by its name in JSON.
fn parse<'de, T: Deserialize<'de>>(name: &'de str) -> Option<T> {
    let deserializer: StrDeserializer<'de, ValueError> = name.into_deserializer();
    T::deserialize(deserializer).ok()
}

/// The head's name as the report shows it, which may be another form than the one the conflict goes by.
fn shown_name(scope: &Scope<'_>, record: &VisitRecord, name: &str) -> String {
    let is_named = |p: &&VisitPerson| p.forms.iter().any(|f| f.value.name == name);
    let person = record.visit.head.iter().find(is_named);
    person.map_or_else(|| name.to_owned(), |p| people::official(scope, record, p).name.text)
}

/// The visit's date, the name that a reader knows it by.
fn when(scope: &Scope<'_>, record: &VisitRecord) -> Result<String, MessageError> {
    let end = record.visit.end.as_ref().map(|e| e.value);
    match &record.visit.start {
        Some(start) => scope.words().range(start.value, end),
        None => scope.words().word("date-unknown"),
    }
}

fn visit_gaps(scope: &Scope<'_>, between: &[&VisitRecord]) -> Result<Vec<Gap>, MessageError> {
    let today = scope.today;
    let status = |r: &VisitRecord| r.visit.status.as_ref().map(|s| s.value);
    let past = |r: &VisitRecord| r.visit.start.as_ref().is_some_and(|s| s.value.latest() < today);
    let is_off = |r: &VisitRecord| status(r) == Some(VisitStatus::Cancelled);
    type Test<'t> = &'t dyn Fn(&VisitRecord) -> bool;
    let kinds: [(&'static str, Test<'_>); 6] = [
        ("gap-announced-only", &|r| status(r) == Some(VisitStatus::Announced) && past(r)),
        ("gap-status-unknown", &|r| status(r).is_none()),
        ("gap-no-head", &|r| r.visit.head.is_none() && !is_off(r)),
        ("gap-inferred-date", &|r| r.visit.start.is_some() && r.visit.date_basis == DateBasis::Published),
        ("gap-no-date", &|r| r.visit.start.is_none()),
        ("gap-sectors", &|r| r.visit.conflicts.iter().any(|c| c.field == Field::Sectors)),
    ];
    let mut gaps = Vec::new();
    for (id, concerns) in kinds {
        let concerned: Vec<&VisitRecord> = between.iter().filter(|r| concerns(r)).copied().collect();
        let visits = concerned.iter().map(|r| r.visit.id.0).collect();
        let variants = concerned
            .iter()
            .map(|r| Ok(Fact { text: when(scope, r)?, lang: None, notes: scope.notes.cite_all(r) }))
            .collect::<Result<Vec<_>, MessageError>>()?;
        if !variants.is_empty() {
            gaps.push(Gap { visits, variants, ..plain(scope, id, &[])? });
        }
    }
    Ok(gaps)
}
