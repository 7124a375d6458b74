//! The briefing: who comes, what was promised, what became of it.
//!
//! From the visits between two cities and the officer's plan of the coming one to a [`Briefing`], which a
//! template turns into Markdown. Judgement (purpose, objectives, points to make) comes from the plan alone.
//! Start with [`assemble`].

mod agreements;
mod commitments;
pub mod context;
mod gaps;
mod people;
mod plan;
mod relations;
mod sample;
mod sectors;
mod visits;

pub use context::Briefing;
pub use sample::{SampleData, SampleError, sample};

use super::notes::Notes;
use crate::data::{CityId, Gazetteer, LanguageTag, Locale, Sectors, VisitPlan, VisitRecord};
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
}

/// What a report looks things up in.
#[derive(Clone, Copy, Debug)]
pub struct Reference<'a> {
    /// Names of places.
    pub gazetteer: &'a Gazetteer,
    /// Names and order of sectors.
    pub sectors: &'a Sectors,
    /// Words of the report's language.
    pub words: &'a Catalogue,
}

/// What the parts of a briefing are laid out with.
#[derive(Clone, Copy)]
struct Scope<'a> {
    request: &'a BriefingRequest<'a>,
    reference: &'a Reference<'a>,
    notes: &'a Notes,
}

impl<'a> Scope<'a> {
    fn words(&self) -> &'a Catalogue {
        self.reference.words
    }

    fn locale(&self) -> Locale {
        self.reference.words.locale()
    }

    fn partner(&self) -> CityId {
        if self.request.home == self.request.guest { self.request.host } else { self.request.guest }
    }

    fn city(&self, id: CityId) -> context::City {
        let city = self.reference.gazetteer.city(id);
        context::City {
            id: id.0,
            name: city.map_or_else(|| id.to_string(), |c| c.name(self.locale()).to_owned()),
        }
    }
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
    let scope = Scope { request, reference, notes: &notes };
    let visits = between.iter().map(|r| visits::lay_out(&scope, r)).collect::<Result<Vec<_>, _>>()?;
    let (guest, host) = (scope.city(request.guest), scope.city(request.host));
    let briefing = Briefing {
        language: locale.code().to_owned(),
        title: title(reference.words, &guest.name, &host.name)?,
        today: request.today.to_string(),
        home: scope.city(request.home),
        partner: scope.city(scope.partner()),
        guest,
        host,
        plan: request.plan.map(|p| plan::lay_out(&scope, p)).transpose()?,
        notices: notices(request.plan, reference.words)?,
        gaps: gaps::find(&scope, &between)?,
        relations: relations::count(&scope, &between),
        sectors: sectors::tabulate(&scope, &between),
        visits,
        related: related.iter().map(|r| visits::lay_out(&scope, r)).collect::<Result<_, _>>()?,
        agreements: agreements::all(&scope, &between)?,
        commitments: commitments::all(&scope, &between)?,
        people: people::met_before(&scope, &between),
        sources: Vec::new(),
    };
    Ok(Briefing { sources: notes.into_sources(), ..briefing })
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
