//! Documents between the sides, with every value that sources give where they disagree.

use super::{Scope, context, visits};
use crate::data::{
    AccountId, Agreement, AgreementStatus, Attested, Field, PartialDate, VisitAgreement, VisitRecord,
    VisitStatus,
};
use crate::message::MessageError;
use crate::report::wording::suitability;
use crate::report::{Fact, Term, Wording};

/// Documents of all visits, the newest visit's first; visits called off bring none.
pub(super) fn all(
    scope: &Scope<'_>,
    between: &[&VisitRecord],
) -> Result<Vec<context::Agreement>, MessageError> {
    let counted =
        |r: &&&VisitRecord| r.visit.status.as_ref().is_none_or(|s| s.value != VisitStatus::Cancelled);
    let mut documents = Vec::new();
    for record in between.iter().filter(counted) {
        documents.extend(of_visit(scope, record)?);
    }
    Ok(documents)
}

/// Documents of one visit.
pub(super) fn of_visit(
    scope: &Scope<'_>,
    record: &VisitRecord,
) -> Result<Vec<context::Agreement>, MessageError> {
    record.visit.agreements.iter().map(|a| lay_out(scope, record, a)).collect()
}

fn lay_out(
    scope: &Scope<'_>,
    record: &VisitRecord,
    agreement: &VisitAgreement,
) -> Result<context::Agreement, MessageError> {
    let titles: Vec<&str> = agreement.forms.iter().map(|f| f.value.title.as_str()).collect();
    let disputed = |is: fn(&Field) -> Option<&str>| {
        record.visit.conflicts.iter().filter_map(|c| is(&c.field)).any(|title| titles.contains(&title))
    };
    let type_disputed = disputed(|f| if let Field::AgreementType(t) = f { Some(t) } else { None });
    let status_disputed = disputed(|f| if let Field::AgreementStatus(t) = f { Some(t) } else { None });
    let mut kinds = variants(agreement, |a| Some(a.kind));
    kinds.sort_by_key(|k| std::cmp::Reverse(k.accounts.len()));
    let mut statuses = variants(agreement, |a| Some(a.status));
    statuses.sort_by_key(|s| std::cmp::Reverse(s.value));
    kinds.truncate(if type_disputed { kinds.len() } else { 1 });
    statuses.truncate(if status_disputed { statuses.len() } else { 1 });
    let accounts: Vec<AccountId> = agreement.forms.iter().flat_map(|f| f.accounts.iter().copied()).collect();
    Ok(context::Agreement {
        title: title(scope, record, agreement),
        signed: statuses.iter().any(|s| is_signed(s.value)),
        kinds: facts(scope, &kinds, |k| Ok(Term::of(k, scope.words())?.text))?,
        statuses: facts(scope, &statuses, |s| Ok(Term::of(s, scope.words())?.text))?,
        dates: dates(scope, &variants(agreement, |a| a.date))?,
        terms: dates(scope, &variants(agreement, |a| a.valid_until))?,
        visit: visits::iso(&record.visit.start),
        host: visits::host_name(scope, &record.visit)?,
        notes: scope.notes.cite(&accounts),
    })
}

fn is_signed(status: AgreementStatus) -> bool {
    matches!(
        status,
        AgreementStatus::Signed
            | AgreementStatus::InForce
            | AgreementStatus::Expired
            | AgreementStatus::Renewed
            | AgreementStatus::Terminated
    )
}

/// The title that suits the report best.
fn title(scope: &Scope<'_>, record: &VisitRecord, agreement: &VisitAgreement) -> Wording {
    let language = |form: &Attested<Agreement>| {
        let account = form.accounts.first().and_then(|id| record.account(*id));
        account.and_then(|a| a.account.text_language().cloned())
    };
    let best = agreement.forms.iter().min_by_key(|f| suitability(language(f).as_ref(), scope.locale()));
    best.map(|f| Wording::new(&f.value.title, language(f).as_ref(), scope.locale())).unwrap_or_default()
}

/// The different values that the sources give, each with its sources.
fn variants<T: PartialEq>(
    agreement: &VisitAgreement,
    value: impl Fn(&Agreement) -> Option<T>,
) -> Vec<Attested<T>> {
    let mut found: Vec<Attested<T>> = Vec::new();
    for form in &agreement.forms {
        let Some(value) = value(&form.value) else { continue };
        match found.iter_mut().find(|v| v.value == value) {
            Some(known) => known.accounts.extend(&form.accounts),
            None => found.push(Attested { value, accounts: form.accounts.clone() }),
        }
    }
    found
}

fn dates(scope: &Scope<'_>, variants: &[Attested<PartialDate>]) -> Result<Vec<Fact>, MessageError> {
    facts(scope, variants, |date| scope.words().date(date))
}

fn facts<T: Copy>(
    scope: &Scope<'_>,
    variants: &[Attested<T>],
    text: impl Fn(T) -> Result<String, MessageError>,
) -> Result<Vec<Fact>, MessageError> {
    let fact =
        |v: &Attested<T>| Ok(Fact { text: text(v.value)?, lang: None, notes: scope.notes.cite(&v.accounts) });
    variants.iter().map(fact).collect()
}
