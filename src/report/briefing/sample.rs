//! A made-up briefing, small but with every field filled: what `template schema` shows, and a fixture.

use super::{Briefing, BriefingRequest, Reference, assemble};
use crate::data::{CityId, VisitPlan, VisitRecord};
use crate::message::MessageError;
use chrono::NaiveDate;
use serde::Deserialize;

/// What the sample is made from: visits and a plan as a store and an officer would give them.
#[derive(Debug, Deserialize)]
pub struct SampleData {
    /// Visits.
    pub visits: Vec<VisitRecord>,
    /// Plan.
    pub plan: VisitPlan,
}

/// Why there is no sample.
#[derive(Debug, thiserror::Error)]
pub enum SampleError {
    /// The embedded data does not fit the types.
    #[error("the embedded sample cannot be read: {0}")]
    Data(#[from] serde_json::Error),
    /// The catalogue lacks a message.
    #[error(transparent)]
    Message(#[from] MessageError),
}

impl SampleData {
    /// Saint Petersburg, which visits.
    pub const GUEST: CityId = CityId(498_817);
    /// Astana, which receives and is home.
    pub const HOST: CityId = CityId(1_526_273);

    /// The embedded data.
    ///
    /// # Errors
    /// Only if the program was built with data that does not fit its types.
    pub fn load() -> Result<Self, serde_json::Error> {
        serde_json::from_str(include_str!("sample.json"))
    }

    /// The request for its briefing, dated 22 November 2026.
    pub fn request(&self) -> BriefingRequest<'_> {
        BriefingRequest {
            guest: Self::GUEST,
            host: Self::HOST,
            home: Self::HOST,
            today: NaiveDate::from_ymd_opt(2026, 11, 22).unwrap_or_default(),
            visits: &self.visits,
            plan: Some(&self.plan),
        }
    }
}

/// The sample briefing.
///
/// # Errors
/// Only if the program was built with broken data or an override folder broke a message.
pub fn sample(reference: &Reference<'_>) -> Result<Briefing, SampleError> {
    let data = SampleData::load()?;
    Ok(assemble(&data.request(), reference)?)
}
