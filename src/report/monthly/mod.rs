//! The summary of a month, quarter or year: who came, who went, what was signed, what is due.
//!
//! From visits and what was issued before to a [`Summary`], which a template turns into Markdown. A visit
//! belongs to the period in which its first day lies, as far as that is known; of one that is dated to the
//! year only, no month can say that it was its own. Start with [`assemble`].

mod charts;
pub mod context;
mod figures;
mod pairs;

pub use context::Summary;

use super::Wording;
use super::briefing::{SampleData, SampleError, agreements, commitments, context as briefing, visits};
use super::notes::Notes;
use super::scope::{Reference, Scope};
use super::since::{self, EarlierIssue};
use crate::data::{
    AccountId, CityId, CommitmentStatus, EventRole, PartialDate, Period, PeriodSpan, ReportPeriod, VisitId,
    VisitRecord, VisitStatus,
};
use crate::message::{Catalogue, MessageError};
use chrono::NaiveDate;

/// What a summary is asked for.
#[derive(Clone, Copy, Debug)]
pub struct SummaryRequest<'a> {
    /// The period.
    pub period: ReportPeriod,
    /// The office's own city; all visits are told of where there is none.
    pub home: Option<CityId>,
    /// Date of the report.
    pub today: NaiveDate,
    /// All visits that may be told of, of any period.
    pub visits: &'a [VisitRecord],
    /// The last summary of the series on another period.
    pub earlier: Option<&'a EarlierIssue>,
}

impl<'a> SummaryRequest<'a> {
    /// Visits of the home city, by day.
    fn own(&self) -> Vec<&'a VisitRecord> {
        let concerns = |r: &&VisitRecord| {
            self.home.is_none_or(|home| r.visit.host == Some(home) || r.visit.guest == Some(home))
        };
        let mut own: Vec<_> = self.visits.iter().filter(concerns).collect();
        own.sort_by_key(|r| (r.visit.start.as_ref().map(|s| s.value), r.visit.id));
        own
    }
}

/// Whether the first day of the visit lies in the period, for certain.
fn is_in(record: &VisitRecord, period: ReportPeriod) -> bool {
    record.visit.start.as_ref().is_some_and(|start| contains(period.days(), start.value))
}

fn contains(days: Period, date: PartialDate) -> bool {
    days.from <= date.earliest() && date.latest() <= days.to
}

fn status(record: &VisitRecord) -> Option<VisitStatus> {
    record.visit.status.as_ref().map(|s| s.value)
}

/// The summary of the sample's visits in 2017, as `template check` renders it.
///
/// # Errors
/// Only if the program was built with broken data or an override folder broke a message.
pub fn sample(reference: &Reference<'_>) -> Result<Summary, SampleError> {
    let data = SampleData::load()?;
    let request = SummaryRequest {
        period: ReportPeriod::containing(
            NaiveDate::from_ymd_opt(2017, 1, 1).unwrap_or_default(),
            PeriodSpan::Year,
        ),
        home: Some(SampleData::HOST),
        today: data.request().today,
        visits: &data.visits,
        earlier: None,
    };
    Ok(assemble(&request, reference)?)
}

/// Lays out a summary.
///
/// # Errors
/// If the catalogue lacks a message, which only an override folder can bring about.
pub fn assemble(request: &SummaryRequest<'_>, reference: &Reference<'_>) -> Result<Summary, MessageError> {
    let own = request.own();
    let period = request.period;
    let of = |period| own.iter().copied().filter(|r| is_in(r, period)).collect::<Vec<_>>();
    let (now, next) = (of(period), of(period.next()));
    let late = late_visits(request, &own);
    let notes = Notes::of(shown(request, &own, &now, &next, &late), reference.words.locale());
    let scope = Scope { home: request.home, today: request.today, reference, notes: &notes };
    let words = reference.words;
    let lay_out = |records: &[&VisitRecord]| -> Result<Vec<briefing::Visit>, MessageError> {
        records.iter().map(|r| visits::lay_out(&scope, r)).collect()
    };
    let side = |wanted: fn(&VisitRecord, CityId) -> bool| -> Vec<&VisitRecord> {
        now.iter().copied().filter(|r| request.home.is_some_and(|home| wanted(r, home))).collect()
    };
    // In the order of the template, so that sources are numbered as they are met.
    let shown: Vec<VisitId> = now.iter().chain(&next).chain(&late).map(|r| r.visit.id).collect();
    let news = late_news(&scope, request, &own, &late, &shown)?;
    let incoming = lay_out(&side(|r, home| r.visit.host == Some(home)))?;
    let outgoing = lay_out(&side(|r, home| r.visit.guest == Some(home) && r.visit.host != Some(home)))?;
    let others = if request.home.is_none() { lay_out(&now)? } else { Vec::new() };
    let events = events(&scope, &now)?;
    let signed = signed(&scope, &own, period)?;
    let promises = Promises::sort(&scope, &own, period)?;
    let summary = Summary {
        language: words.locale().code().to_owned(),
        title: title(&scope, period)?,
        today: request.today.to_string(),
        period: period.to_string(),
        period_name: name(words, period)?,
        previous_name: name(words, period.previous())?,
        year_before_name: name(words, period.year_before())?,
        next_name: name(words, period.next())?,
        span: span_name(period).to_owned(),
        home: request.home.map(|home| scope.city(home)),
        quiet: now.is_empty() && signed.is_empty(),
        figures: figures::count(&scope, &own, period)?,
        charts: charts::lay_out(&scope, &own, period)?,
        incoming,
        outgoing,
        others,
        events,
        signed,
        pairs: pairs::count(&scope, &now)?,
        overdue: promises.overdue,
        due: promises.due,
        open: promises.open,
        next: lay_out(&next)?,
        late: news,
        sources: Vec::new(),
    };
    Ok(Summary { sources: notes.into_cited_sources(), ..summary })
}

/// Visits whose sources are to have notes: all that any part names, in the order of the parts.
fn shown<'a>(
    request: &SummaryRequest<'_>,
    own: &[&'a VisitRecord],
    now: &[&'a VisitRecord],
    next: &[&'a VisitRecord],
    late: &[&'a VisitRecord],
) -> Vec<&'a VisitRecord> {
    let horizon = request.period.next().days().to;
    let promising = own.iter().copied().filter(|r| {
        let told = r.visit.commitments.iter().map(|c| &c.value);
        told.filter(|c| !matches!(c.status, CommitmentStatus::Done | CommitmentStatus::Dropped))
            .any(|c| c.due.is_some_and(|due| due.latest() <= horizon))
    });
    let signing = own.iter().copied().filter(|r| {
        let forms = r.visit.agreements.iter().flat_map(|a| &a.forms);
        forms.filter_map(|f| f.value.date).any(|date| contains(request.period.days(), date))
    });
    let mut shown: Vec<&VisitRecord> = Vec::new();
    for record in now
        .iter()
        .copied()
        .chain(signing)
        .chain(promising)
        .chain(next.iter().copied())
        .chain(late.iter().copied())
    {
        if !shown.iter().any(|known| known.visit.id == record.visit.id) {
            shown.push(record);
        }
    }
    shown
}

/// Visits before the period of which the store learned after the last summary.
fn late_visits<'a>(request: &SummaryRequest<'_>, own: &[&'a VisitRecord]) -> Vec<&'a VisitRecord> {
    let Some(earlier) = request.earlier else { return Vec::new() };
    let first = request.period.first_day();
    let is_news = |id: AccountId| id > earlier.issue.last_account;
    own.iter()
        .copied()
        .filter(|r| r.visit.start.as_ref().is_some_and(|s| s.value.latest() < first))
        .filter(|r| r.accounts.iter().any(|a| is_news(a.id)))
        .collect()
}

/// What late visits tell, and what changed against the last summary but for the visits that are shown anyway.
fn late_news(
    scope: &Scope<'_>,
    request: &SummaryRequest<'_>,
    own: &[&VisitRecord],
    late: &[&VisitRecord],
    shown: &[VisitId],
) -> Result<Option<context::Late>, MessageError> {
    let Some(earlier) = request.earlier else { return Ok(None) };
    let all: Vec<VisitRecord> = own.iter().map(|r| (*r).clone()).collect();
    let visits = late.iter().map(|r| visits::lay_out(scope, r)).collect::<Result<_, _>>()?;
    Ok(Some(context::Late { visits, since: since::since(scope, earlier, &all, &|id| shown.contains(&id))? }))
}

fn title(scope: &Scope<'_>, period: ReportPeriod) -> Result<String, MessageError> {
    let words = scope.words();
    let name = ("period", name(words, period)?.into());
    match scope.home {
        Some(home) => {
            let city = words.of_city(&scope.city(home).name)?;
            words.text("summary-title-of", &[("city", city.into()), name])
        }
        None => words.text("summary-title", &[name]),
    }
}

/// A period in words: "November 2019", "4th quarter of 2019", "2019".
fn name(words: &Catalogue, period: ReportPeriod) -> Result<String, MessageError> {
    let year = period.year();
    match period.span() {
        PeriodSpan::Month => words.date(PartialDate::Month(year, period.month())),
        PeriodSpan::Quarter => {
            let args = [("quarter", period.quarter().into()), ("year", year.to_string().into())];
            words.text("period-quarter", &args)
        }
        PeriodSpan::Year => words.date(PartialDate::Year(year)),
    }
}

fn span_name(period: ReportPeriod) -> &'static str {
    match period.span() {
        PeriodSpan::Month => "month",
        PeriodSpan::Quarter => "quarter",
        PeriodSpan::Year => "year",
    }
}

fn events(scope: &Scope<'_>, now: &[&VisitRecord]) -> Result<Vec<context::Event>, MessageError> {
    let mut events = Vec::new();
    for record in now.iter().filter(|r| status(r) != Some(VisitStatus::Cancelled)) {
        for event in &record.visit.events {
            let account = event.accounts.first().and_then(|id| record.account(*id));
            let language = account.and_then(|a| a.account.text_language());
            let role = match event.value.role {
                EventRole::Visited => "event-visited",
                EventRole::Hosted => "event-hosted",
                EventRole::Planned => "event-planned",
            };
            events.push(context::Event {
                name: Wording::new(&event.value.name, language, scope.locale()),
                date: event.value.date.map(|d| d.to_string()),
                role: scope.words().word(role)?,
                guest: visits::guest_name(scope, &record.visit)?,
                host: visits::host_name(scope, &record.visit)?,
                start: visits::iso(&record.visit.start),
                notes: scope.notes.cite(&event.accounts),
            });
        }
    }
    Ok(events)
}

/// Documents whose signature a source dates into the period; without a date of their own, those that a visit
/// of the period brought.
fn signed(
    scope: &Scope<'_>,
    own: &[&VisitRecord],
    period: ReportPeriod,
) -> Result<Vec<briefing::Agreement>, MessageError> {
    let mut found = Vec::new();
    for record in own.iter().filter(|r| status(r) != Some(VisitStatus::Cancelled)) {
        for agreement in figures::signed_in(record, period) {
            found.push(agreements::lay_out(scope, record, agreement)?);
        }
    }
    Ok(found)
}

/// Open promises by when they are due.
struct Promises {
    overdue: Vec<briefing::Commitment>,
    due: Vec<briefing::Commitment>,
    open: usize,
}

impl Promises {
    /// Promises that visits up to the end of the period made.
    fn sort(scope: &Scope<'_>, own: &[&VisitRecord], period: ReportPeriod) -> Result<Self, MessageError> {
        let end = period.days().to;
        let made = |r: &&VisitRecord| r.visit.start.as_ref().is_some_and(|s| s.value.earliest() <= end);
        let records: Vec<&VisitRecord> = own.iter().copied().filter(made).collect();
        let mut sorted = Self { overdue: Vec::new(), due: Vec::new(), open: 0 };
        for promise in commitments::all(scope, &records)? {
            let unsettled = promise.open || promise.status.id == "commitment-status-unknown";
            let due = promise.due.as_deref().and_then(|d| d.parse::<PartialDate>().ok());
            match due.filter(|_| unsettled) {
                Some(due) if due.latest() <= end => sorted.overdue.push(promise),
                Some(due) if due.latest() <= period.next().days().to => sorted.due.push(promise),
                _ => sorted.open += usize::from(promise.open),
            }
        }
        Ok(sorted)
    }
}
