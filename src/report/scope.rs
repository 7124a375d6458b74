//! What the parts of a report are laid out with.

use super::notes::Notes;
use crate::data::{CityId, Gazetteer, Locale, Sectors};
use crate::message::Catalogue;
use chrono::NaiveDate;
use serde::Serialize;

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

/// A city as templates get it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct City {
    /// GeoNames identifier.
    pub id: u32,
    /// Name in the report's language.
    pub name: String,
}

/// Reference, notes, and the point of view: whose office, which day.
#[derive(Clone, Copy)]
pub(super) struct Scope<'a> {
    /// The office's own city.
    pub home: Option<CityId>,
    /// Date of the report.
    pub today: NaiveDate,
    /// Where things are looked up.
    pub reference: &'a Reference<'a>,
    /// Numbers of the sources.
    pub notes: &'a Notes,
}

impl<'a> Scope<'a> {
    pub fn words(&self) -> &'a Catalogue {
        self.reference.words
    }

    pub fn locale(&self) -> Locale {
        self.reference.words.locale()
    }

    pub fn city(&self, id: CityId) -> City {
        let city = self.reference.gazetteer.city(id);
        City { id: id.0, name: city.map_or_else(|| id.to_string(), |c| c.name(self.locale()).to_owned()) }
    }
}
