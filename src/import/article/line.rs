//! A reading as one JSON object, the line that `citybrief read --json` prints.
//!
//! Cities and countries stand in English, a region where there is no city; people in the article's language.

use super::{Lexicon, Reading};
use crate::data::{
    Account, Commitment, CountryCode, DateBasis, Event, LanguageTag, Official, PartialDate, Quote, SectorId,
    VisitKind, VisitStatus,
};
use serde::Serialize;
use std::collections::BTreeMap;

/// The line for one file.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ReadingLine {
    file: String,
    language: Option<LanguageTag>,
    published: Option<PartialDate>,
    title: Option<String>,
    publisher: Option<String>,
    url: Option<String>,
    visit: Option<VisitLine>,
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    remarks: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
struct VisitLine {
    host_city: Option<String>,
    guest_city: Option<String>,
    host_country: Option<String>,
    guest_country: Option<String>,
    start: Option<PartialDate>,
    end: Option<PartialDate>,
    date_basis: DateBasis,
    status: Option<VisitStatus>,
    kind: VisitKind,
    purpose: Option<String>,
    head: Option<Official>,
    host_officials: Vec<Official>,
    guest_officials: Vec<Official>,
    sectors: Vec<SectorId>,
    agreements: Vec<AgreementLine>,
    commitments: Vec<Commitment>,
    events: Vec<String>,
    quotes: Vec<Quote>,
    evidence: BTreeMap<String, String>,
    confidence: BTreeMap<String, f32>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
struct AgreementLine {
    title: String,
    #[serde(rename = "type")]
    kind: crate::data::AgreementType,
    status: crate::data::AgreementStatus,
}

impl ReadingLine {
    /// The line for a file.
    pub fn new(file: &str, reading: &Reading, lexicon: &Lexicon) -> Self {
        Self {
            file: file.to_owned(),
            language: reading.language.clone(),
            published: reading.published,
            title: reading.title.clone(),
            publisher: reading.publisher.clone(),
            url: reading.url.clone(),
            visit: reading.visit.as_ref().map(|account| visit_line(account, lexicon)),
            why: reading.why.as_ref().map(ToString::to_string),
            remarks: reading.remarks.iter().map(ToString::to_string).collect(),
        }
    }
}

fn visit_line(account: &Account, lexicon: &Lexicon) -> VisitLine {
    let country = |code: &Option<CountryCode>| {
        code.as_ref().map(|c| lexicon.places.country_name(c).unwrap_or(&c.0).to_owned())
    };
    let guests = account.head.iter().chain(&account.guest_officials).cloned().collect();
    VisitLine {
        host_city: account.host_city.clone().or_else(|| account.host_region.clone()),
        guest_city: account.guest_city.clone().or_else(|| account.guest_region.clone()),
        host_country: country(&account.host_country),
        guest_country: country(&account.guest_country),
        start: account.start,
        end: account.end,
        date_basis: account.date_basis,
        status: account.status,
        kind: account.kind,
        purpose: account.purpose.clone(),
        head: account.head.clone(),
        host_officials: account.host_officials.clone(),
        guest_officials: guests,
        sectors: account.sectors.iter().map(|s| s.id.clone()).collect(),
        agreements: account
            .agreements
            .iter()
            .map(|a| AgreementLine { title: a.title.clone(), kind: a.kind, status: a.status })
            .collect(),
        commitments: account.commitments.clone(),
        events: account.events.iter().map(|e: &Event| e.name.clone()).collect(),
        quotes: account.quotes.clone(),
        evidence: account.evidence.clone(),
        confidence: account.confidence.clone(),
    }
}
