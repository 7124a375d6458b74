//! Words for values on the terminal: English names of places, dates, people.

use super::{failure::Failure, session::Session};
use citybrief::data::{CityId, CountryCode, Gazetteer, Locale, PartialDate, Visit, VisitPerson};
use citybrief::store::End;
use serde::Serialize;

/// Turns numbers and codes into names.
#[derive(Clone, Copy)]
pub struct Names<'a> {
    gazetteer: &'a Gazetteer,
}

impl Session {
    /// Names from the gazetteer.
    pub fn names(&self) -> Result<Names<'_>, Failure> {
        Ok(Names { gazetteer: self.gazetteer()? })
    }
}

impl Names<'_> {
    /// A city; its number where the gazetteer has lost it.
    pub fn city(&self, id: CityId) -> String {
        self.gazetteer.city(id).map_or_else(|| format!("city {id}"), |city| city.name(Locale::En).to_owned())
    }

    /// A country.
    pub fn country(&self, code: &CountryCode) -> String {
        self.gazetteer.country(code).map_or_else(|| code.to_string(), |c| c.name(Locale::En).to_owned())
    }

    /// One end of a visit; brackets mark what is no city.
    pub fn end(&self, end: &End) -> String {
        match end {
            End::City(id) => self.city(*id),
            End::Region(region, _) => {
                let known = self.gazetteer.find_region(region, None);
                format!("[{}]", known.map_or(region.as_str(), |r| r.name(Locale::En)))
            }
            End::Country(code) => format!("[{}]", self.country(code)),
            End::Unknown => "[not said]".to_owned(),
        }
    }

    /// Who receives.
    pub fn host(&self, visit: &Visit) -> String {
        self.end(&End::of(visit.host, visit.host_country.as_ref(), visit.host_region.as_deref()))
    }

    /// Who visits.
    pub fn guest(&self, visit: &Visit) -> String {
        self.end(&End::of(visit.guest, visit.guest_country.as_ref(), visit.guest_region.as_deref()))
    }
}

/// First and last day: `2015-09-24..25` would save room, but whole dates can be searched for.
pub fn days(visit: &Visit) -> String {
    let date = |date: PartialDate| date.to_string();
    match (&visit.start, &visit.end) {
        (Some(start), Some(end)) if start.value != end.value => {
            format!("{} – {}", date(start.value), date(end.value))
        }
        (Some(start), _) => date(start.value),
        (None, _) => String::new(),
    }
}

/// The name of a person as the first account has it.
pub fn person(person: &VisitPerson) -> String {
    person.forms.first().map(|form| form.value.name.clone()).unwrap_or_default()
}

/// The word by which a value is written in JSON.
pub fn word(value: &impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}

/// A value of an account in one line: its name, title or words, where it has some.
pub fn line(value: &serde_json::Value) -> String {
    let named = ["name", "title", "id", "text"].iter().find_map(|key| value.get(key)?.as_str());
    named.or(value.as_str()).map_or_else(|| value.to_string(), str::to_owned)
}
