//! The briefing: who comes, what was promised, what became of it.
//!
//! From the visits between two cities and the officer's plan of the coming one to a [`Briefing`], which a
//! template turns into Markdown. Judgement (purpose, objectives, points to make) comes from the plan alone.
//! Start with [`assemble`].

pub(super) mod agreements;
mod charts;
pub(super) mod commitments;
pub mod context;
mod gaps;
pub(super) mod people;
mod plan;
mod relations;
mod sample;
pub(super) mod sectors;
pub(super) mod visits;

pub use super::scope::Reference;
pub use context::Briefing;
pub use sample::{SampleData, SampleError, sample};

use super::notes::Notes;
use super::scope::Scope;
use super::since::{self, EarlierIssue};
use crate::data::{CityId, LanguageTag, VisitPlan, VisitRecord};
use crate::message::{Catalogue, MessageError};
use chrono::NaiveDate;

/// What a briefing is asked for.
#[derive(Clone, Copy, Debug)]
pub struct BriefingRequest<'a> {
    /// City that visits.
    pub guest: CityId,
    /// City that receives.
    pub host: CityId,
    /// The office's own city, guest or host.
    pub home: CityId,
    /// Date of the report.
    pub today: NaiveDate,
    /// Visits to report on; those that concern neither the pair nor one of the cities and the other's
    /// country are left aside.
    pub visits: &'a [VisitRecord],
    /// The officer's plan.
    pub plan: Option<&'a VisitPlan>,
    /// The last briefing on the pair that was issued before.
    pub earlier: Option<&'a EarlierIssue>,
}

/// Lays out a briefing.
///
/// # Errors
/// If the catalogue lacks a message, which only an override folder can bring about.
pub fn assemble(request: &BriefingRequest<'_>, reference: &Reference<'_>) -> Result<Briefing, MessageError> {
    let between = visits::between(request);
    let related = visits::related(request, reference.gazetteer);
    let locale = reference.words.locale();
    let notes = Notes::of(between.iter().chain(&related).copied(), locale);
    let scope = Scope { home: Some(request.home), today: request.today, reference, notes: &notes };
    let partner = if request.home == request.guest { request.host } else { request.guest };
    let told: Vec<VisitRecord> = between.iter().chain(&related).map(|r| (*r).clone()).collect();
    let visits = between.iter().map(|r| visits::lay_out(&scope, r)).collect::<Result<Vec<_>, _>>()?;
    let (guest, host) = (scope.city(request.guest), scope.city(request.host));
    let briefing = Briefing {
        language: locale.code().to_owned(),
        title: title(reference.words, &guest.name, &host.name)?,
        today: request.today.to_string(),
        home: scope.city(request.home),
        partner: scope.city(partner),
        guest,
        host,
        plan: request.plan.map(|p| plan::lay_out(&scope, p)).transpose()?,
        notices: notices(request.plan, reference.words)?,
        since: request.earlier.map(|e| since::since(&scope, e, &told, &|_| false)).transpose()?,
        gaps: gaps::find(&scope, request.plan, &between)?,
        relations: relations::count(&scope, request, &between),
        sectors: sectors::tabulate(&scope, &between),
        visits,
        related: related.iter().map(|r| visits::lay_out(&scope, r)).collect::<Result<_, _>>()?,
        agreements: agreements::all(&scope, &between)?,
        commitments: commitments::all(&scope, &between)?,
        people: people::met_before(&scope, partner, &between),
        sources: Vec::new(),
        charts: context::Charts::default(),
    };
    let charts = charts::lay_out(&scope, &briefing)?;
    Ok(Briefing { charts, sources: notes.into_sources(), ..briefing })
}

fn title(words: &Catalogue, guest: &str, host: &str) -> Result<String, MessageError> {
    let (guest, host) = (words.of_city(guest)?, words.to_city(host)?);
    words.text("briefing-title", &[("guest", guest.into()), ("host", host.into())])
}

fn notices(plan: Option<&VisitPlan>, words: &Catalogue) -> Result<Vec<String>, MessageError> {
    let mut notices = Vec::new();
    let Some(plan) = plan else { return Ok(notices) };
    if plan.fictitious {
        notices.push(words.word("notice-fictitious")?);
    }
    let language = plan.language.as_ref().map(LanguageTag::primary);
    if let Some(language) = language.filter(|l| *l != words.locale().code()) {
        let name = words.word(&format!("language-{language}")).unwrap_or_else(|_| language.to_owned());
        notices.push(words.text("notice-plan-language", &[("language", name.into())])?);
    }
    Ok(notices)
}

#[cfg(test)]
mod tests;
