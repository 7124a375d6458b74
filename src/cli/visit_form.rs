//! A visit as commented TOML that an officer can change, and what was changed as an account.
//!
//! Must not know editors or files. Start with [`VisitForm::of`] and [`VisitForm::parse`].

use super::failure::{Failure, toml_line};
use super::name::{days, line};
use super::session::Session;
use super::show::publisher;
use citybrief::data::{
    Account, AccountId, AccountSector, Agreement, CityId, Commitment, CountryCode, Event, Field, Official,
    PartialDate, Visit, VisitKind, VisitPerson, VisitRecord, VisitStatus,
};
use citybrief::import::article::REVIEW_THRESHOLD;
use citybrief::store::{DoubtKind, UncertainValue, doubts};
use serde::{Deserialize, Serialize};

/// What is wrong with a text, and where.
#[derive(Debug)]
pub struct Fault {
    /// Line, from 1.
    pub line: usize,
    /// What, and what to do.
    pub message: String,
}

impl Fault {
    /// A fault on that line.
    pub fn new(line: usize, message: impl Into<String>) -> Self {
        Self { line, message: message.into() }
    }
}

/// What can be said of a visit. A text need only hold what changes.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct VisitForm {
    /// Number of the visit that the text is of.
    visit: Option<i64>,
    /// Accounts that the text was made from.
    sources: Option<Vec<AccountId>>,
    /// Why the officer knows better.
    pub note: Option<String>,
    /// Fields that are right as they stand.
    confirmed: Vec<String>,
    host_city: Option<String>,
    host_country: Option<CountryCode>,
    host_region: Option<String>,
    guest_city: Option<String>,
    guest_country: Option<CountryCode>,
    guest_region: Option<String>,
    start: Option<PartialDate>,
    end: Option<PartialDate>,
    status: Option<VisitStatus>,
    kind: Option<VisitKind>,
    purpose: Option<String>,
    size: Option<u32>,
    head: Option<Official>,
    host_officials: Vec<Official>,
    guest_officials: Vec<Official>,
    sectors: Vec<AccountSector>,
    agreements: Vec<Agreement>,
    commitments: Vec<Commitment>,
    events: Vec<Event>,
}

/// The fields in the order of the text: name, what it is, and how it is written where nothing is known.
const FIELDS: [(&str, &str, &str); 19] = [
    ("host_city", "City that receives, by any of its names", "\"Almaty\""),
    ("host_country", "Country that receives, where it is no city (ISO code)", "\"KZ\""),
    ("host_region", "Region that receives, where it is no city", "\"Leningrad Oblast\""),
    ("guest_city", "City that visits", "\"Saint Petersburg\""),
    ("guest_country", "Country that visits, where it is no city (ISO code)", "\"RU\""),
    ("guest_region", "Region that visits, where it is no city", "\"Leningrad Oblast\""),
    ("start", "First day: 2019-11-05, or as much as is known of it, such as 2019-11", "\"2019-11-05\""),
    ("end", "Last day", "\"2019-11-06\""),
    ("status", "held, announced or cancelled", "\"held\""),
    (
        "kind",
        "official, working, business mission, cultural and business mission, study tour, forum, courtesy call or other",
        "\"working\"",
    ),
    ("purpose", "What the visit is for", "\"\""),
    ("size", "Number of people in the delegation", "20"),
    ("head", "Head of the delegation", "{ name = \"\", role = \"\" }"),
    (
        "host_officials",
        "People of the receiving side, the first-named first",
        "[{ name = \"\", role = \"\" }]",
    ),
    ("guest_officials", "People of the visiting side besides the head", "[{ name = \"\", role = \"\" }]"),
    (
        "sectors",
        "Sectors; role: purpose, discussed, agreed or signed",
        "[{ id = \"health\", role = \"discussed\" }]",
    ),
    (
        "agreements",
        "Documents; status: proposed, agreed to draft, drafted, signed, in force, expired, renewed or terminated",
        "[{ title = \"\", type = \"memorandum\", status = \"signed\", date = \"2019-11-05\", valid_until = \"2021\" }]",
    ),
    (
        "commitments",
        "Promises; owner: host, guest or both; status: open, in progress, done, overdue, dropped or unknown",
        "[{ text = \"\", owner = \"both\", due = \"2020\", status = \"open\" }]",
    ),
    ("events", "Events; role: visited, hosted or planned", "[{ name = \"\", role = \"visited\" }]"),
];

/// Keys of the tables within fields; serde passes over others, and a slip of the pen would be lost.
const INNER_KEYS: [(&str, &[&str]); 7] = [
    ("head", PERSON),
    ("host_officials", PERSON),
    ("guest_officials", PERSON),
    ("sectors", &["id", "role"]),
    ("agreements", &["title", "type", "status", "date", "valid_until", "signatories"]),
    ("commitments", &["text", "owner", "due", "status"]),
    ("events", &["name", "role", "date"]),
];
const PERSON: &[&str] = &["name", "role", "printed", "organisation", "group", "language"];

const HEADING: &str = "\
# Change what is wrong, then save and close. What you change is stored as the officer's own account, which wins; the
# other accounts stay. A line that you take out changes nothing. To give up, close the text as it was.
";

impl VisitForm {
    /// The visit as it stands.
    pub fn of(record: &VisitRecord, session: &Session) -> Result<Self, Failure> {
        let visit = &record.visit;
        let names = session.names()?;
        let city = |id: Option<CityId>| id.map(|id| names.city(id));
        let country = |city: Option<CityId>, code: &Option<CountryCode>| {
            if city.is_some() { None } else { code.clone() }
        };
        Ok(Self {
            visit: Some(visit.id.0),
            sources: Some(record.accounts.iter().map(|account| account.id).collect()),
            host_city: city(visit.host),
            host_country: country(visit.host, &visit.host_country),
            host_region: visit.host_region.clone(),
            guest_city: city(visit.guest),
            guest_country: country(visit.guest, &visit.guest_country),
            guest_region: visit.guest_region.clone(),
            start: visit.start.as_ref().map(|s| s.value),
            end: visit.end.as_ref().map(|e| e.value),
            status: visit.status.as_ref().map(|s| s.value),
            kind: Some(visit.kind.value).filter(|kind| *kind != VisitKind::Other),
            purpose: visit.purposes.first().map(|p| p.value.clone()),
            size: visit.size.as_ref().map(|s| s.value),
            head: visit.head.as_ref().and_then(first_form),
            host_officials: visit.hosts.iter().filter_map(first_form).collect(),
            guest_officials: visit.guests.iter().filter_map(first_form).collect(),
            sectors: sectors(visit),
            agreements: visit
                .agreements
                .iter()
                .filter_map(|a| a.forms.first().map(|f| f.value.clone()))
                .collect(),
            commitments: visit.commitments.iter().map(|c| c.value.clone()).collect(),
            events: visit.events.iter().map(|e| e.value.clone()).collect(),
            ..Self::default()
        })
    }

    /// The text to be edited: every field with what it is, and what is doubtful about it.
    pub fn to_text(&self, record: &VisitRecord) -> String {
        let values = toml::Table::try_from(self).unwrap_or_default();
        let sides = [&self.guest_city, &self.host_city].map(|city| city.as_deref().unwrap_or("(no city)"));
        let mut out =
            format!("# Visit {}: {} to {}, {}\n", record.visit.id, sides[0], sides[1], days(&record.visit));
        out += HEADING;
        for key in ["visit", "sources"] {
            let value = values.get(key).map(ToString::to_string).unwrap_or_default();
            out += &format!("{key} = {value}\n");
        }
        out += "\n# How you know, in a few words: the title of your account\nnote = \"\"\n";
        out +=
            "\n# Fields that are right as they stand, such as [\"head\", \"start\"]: review asks no more\n";
        out += "confirmed = []\n";
        let remarks = remarks(record);
        for (key, what, example) in FIELDS {
            out += &format!("\n# {what}\n");
            for (_, remark) in remarks.iter().filter(|(field, _)| field == key) {
                out += &format!("# {}\n", one_line(remark));
            }
            match values.get(key).filter(|value| value.as_array().is_none_or(|list| !list.is_empty())) {
                Some(value) => out += &format!("{key} = {}\n", written(key, value)),
                None => out += &format!("# {key} = {example}\n"),
            }
        }
        out
    }

    /// Reads a text about a visit.
    ///
    /// # Errors
    /// With the line, where the text is no TOML, is of another visit, or says what cannot be.
    pub fn parse(text: &str, record: &VisitRecord, session: &Session) -> Result<Self, Fault> {
        let text = text.trim_start_matches('\u{feff}');
        let fault = |e: toml::de::Error| Fault::new(toml_line(text, &e), e.message());
        let mut form: Self = toml::from_str(text).map_err(fault)?;
        check_inner_keys(text, &toml::from_str(text).map_err(fault)?)?;
        form.drop_blanks();
        let before = Self::of(record, session).map_err(|failure| Fault::new(1, failure.to_string()))?;
        form.check(text, record, &before, session)?;
        Ok(form)
    }

    fn drop_blanks(&mut self) {
        let texts = [
            &mut self.host_city,
            &mut self.host_region,
            &mut self.guest_city,
            &mut self.guest_region,
            &mut self.purpose,
        ];
        for text in texts {
            *text = text.take().map(|t| t.trim().to_owned()).filter(|t| !t.is_empty());
        }
    }

    fn check(
        &mut self,
        text: &str,
        record: &VisitRecord,
        before: &Self,
        session: &Session,
    ) -> Result<(), Fault> {
        let at = |key: &str, message: String| Fault::new(line_of(text, key), message);
        let id = record.visit.id;
        if let Some(other) = self.visit.filter(|visit| *visit != id.0) {
            return Err(at("visit", format!("this text is of visit {other}, not of visit {id}")));
        }
        if self.sources.is_some() && self.sources != before.sources {
            return Err(at(
                "sources",
                format!("visit {id} has other sources since this text was made; print it anew with --print"),
            ));
        }
        let known = |name: &&String| !FIELDS.iter().any(|(field, _, _)| field == name);
        if let Some(name) = self.confirmed.iter().find(known) {
            return Err(at("confirmed", format!("there is no field \"{name}\"")));
        }
        if self
            .end
            .zip(self.start.or(before.start))
            .is_some_and(|(end, start)| end.latest() < start.earliest())
        {
            return Err(at("end", "the last day lies before the first".to_owned()));
        }
        self.check_places(text, record, before, session)?;
        self.check_sectors_and_people(text, session)
    }

    fn check_sectors_and_people(&mut self, text: &str, session: &Session) -> Result<(), Fault> {
        for sector in &mut self.sectors {
            let known = session.sector(&sector.id.0);
            sector.id = known.map_err(|e| Fault::new(line_of(text, &sector.id.0), e.to_string()))?;
        }
        let people = self.head.iter().map(|head| ("head", head));
        let hosts = self.host_officials.iter().map(|person| ("host_officials", person));
        let guests = self.guest_officials.iter().map(|person| ("guest_officials", person));
        match people.chain(hosts).chain(guests).find(|(_, person)| person.name.trim().is_empty()) {
            Some((key, _)) => Err(Fault::new(line_of(text, key), "a person needs a name")),
            None => Ok(()),
        }
    }

    fn check_places(
        &mut self,
        text: &str,
        record: &VisitRecord,
        before: &Self,
        session: &Session,
    ) -> Result<(), Fault> {
        let at = |key: &str, failure: Failure| Fault::new(line_of(text, key), failure.to_string());
        for (key, code) in
            [("host_country", &mut self.host_country), ("guest_country", &mut self.guest_country)]
        {
            if let Some(named) = code {
                *code = Some(session.country(&named.0).map_err(|e| at(key, e))?);
            }
        }
        let city = |key, named: &Option<String>, known: &Option<String>, id| match named {
            Some(name) if named != known => session.city(name).map(Some).map_err(|e| at(key, e)),
            _ => Ok(id),
        };
        let visit = &record.visit;
        let host = city("host_city", &self.host_city, &before.host_city, visit.host)?;
        let guest = city("guest_city", &self.guest_city, &before.guest_city, visit.guest)?;
        if host.is_some() && host == guest {
            let key = if self.guest_city == before.guest_city { "host_city" } else { "guest_city" };
            return Err(Fault::new(line_of(text, key), "host and guest are the same city"));
        }
        Ok(())
    }

    /// What differs from the visit as it stood, and what is confirmed; `None` where that is nothing.
    pub fn changes(&self, before: &Self) -> Option<Account> {
        let mut account = Account::default();
        let confirmed = |key: &str| self.confirmed.iter().any(|name| name == key);
        // What is confirmed stands in the text, or else as it stood.
        macro_rules! take {
            ($($field:ident),*) => {$(
                let stood = self.$field.as_ref().or(before.$field.as_ref());
                if self.$field.is_some() && self.$field != before.$field || confirmed(stringify!($field)) {
                    account.$field = stood.cloned();
                }
            )*};
        }
        macro_rules! take_lists {
            ($($field:ident),*) => {$(
                if !self.$field.is_empty() && self.$field != before.$field {
                    account.$field = self.$field.clone();
                } else if confirmed(stringify!($field)) {
                    account.$field = before.$field.clone();
                }
            )*};
        }
        take!(host_city, host_country, host_region, guest_city, guest_country, guest_region);
        take!(start, end, status, purpose, size, head);
        take_lists!(host_officials, guest_officials, sectors, agreements, commitments, events);
        if self.kind.is_some() && self.kind != before.kind || confirmed("kind") {
            account.kind = self.kind.or(before.kind).unwrap_or_default();
        }
        (account != Account::default()).then_some(account)
    }

    /// Fields of a whole text that had a value and have none now.
    pub fn emptied(&self, before: &Self) -> Vec<&'static str> {
        if self.sources.is_none() {
            return Vec::new();
        }
        let table = |form: &Self| toml::Table::try_from(form).unwrap_or_default();
        let (now, before) = (table(self), table(before));
        let says = |table: &toml::Table, key: &str| {
            table.get(key).is_some_and(|value| value.as_array().is_none_or(|list| !list.is_empty()))
        };
        let keys = FIELDS.iter().map(|(key, _, _)| *key);
        keys.filter(|key| says(&before, key) && !says(&now, key)).collect()
    }
}

fn first_form(person: &VisitPerson) -> Option<Official> {
    person.forms.first().map(|form| form.value.clone())
}

fn sectors(visit: &Visit) -> Vec<AccountSector> {
    visit.sectors.iter().map(|sector| AccountSector { id: sector.id.clone(), role: sector.role }).collect()
}

/// What is doubtful, by field.
fn remarks(record: &VisitRecord) -> Vec<(String, String)> {
    let by = |accounts: &[AccountId]| -> String {
        let told = accounts.iter().filter_map(|id| record.account(*id));
        told.map(publisher).collect::<Vec<_>>().join(", ")
    };
    let found = doubts(std::slice::from_ref(record), REVIEW_THRESHOLD);
    let mut remarks = Vec::new();
    for doubt in found {
        match doubt.kind {
            DoubtKind::Uncertain { field, values, account } => remarks.extend(values.iter().map(|told| {
                let UncertainValue { value, confidence, passage } = told;
                let passage = passage.iter().map(|p| format!(": \"{p}\"")).collect::<String>();
                let text =
                    format!("to check: {} ({confidence:.2}, {}){passage}", line(value), by(&[account]));
                (field.clone(), text)
            })),
            DoubtKind::Conflict { conflict } => {
                let values = conflict.variants.iter().map(|v| format!("{} ({})", v.value, by(&v.accounts)));
                let text = format!("sources differ: {}", values.collect::<Vec<_>>().join(" or "));
                remarks.push((field_name(&conflict.field).to_owned(), text));
            }
            DoubtKind::Duplicate { .. } => {}
        }
    }
    remarks
}

fn field_name(field: &Field) -> &'static str {
    match field {
        Field::Start => "start",
        Field::End => "end",
        Field::Status => "status",
        Field::Kind => "kind",
        Field::Head | Field::HeadRole(_) => "head",
        Field::Size => "size",
        Field::AgreementStatus(_)
        | Field::AgreementType(_)
        | Field::AgreementDate(_)
        | Field::AgreementTerm(_) => "agreements",
        Field::Sectors => "sectors",
    }
}

fn one_line(text: &str) -> String {
    text.split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|w| !w.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// A field's value in TOML; lists with an entry a line, tables in the order in which they are read.
fn written(field: &str, value: &toml::Value) -> String {
    match value {
        toml::Value::Array(list) => {
            let entries: String =
                list.iter().map(|entry| format!("    {},\n", written(field, entry))).collect();
            format!("[\n{entries}]")
        }
        toml::Value::Table(table) => {
            let keys = INNER_KEYS.iter().find(|(name, _)| *name == field).map_or(&[][..], |(_, keys)| keys);
            let entries: Vec<String> =
                keys.iter().filter_map(|key| Some(format!("{key} = {}", table.get(*key)?))).collect();
            format!("{{ {} }}", entries.join(", "))
        }
        scalar => scalar.to_string(),
    }
}

fn check_inner_keys(text: &str, table: &toml::Table) -> Result<(), Fault> {
    for (field, keys) in INNER_KEYS {
        let Some(value) = table.get(field) else { continue };
        let single = std::slice::from_ref(value);
        let entries = value.as_array().map_or(single, Vec::as_slice).iter().filter_map(toml::Value::as_table);
        let unknown = entries.flat_map(|entry| entry.keys()).find(|key| !keys.contains(&key.as_str()));
        if let Some(key) = unknown {
            let message = format!("unknown field `{key}` of {field}, expected one of {}", keys.join(", "));
            return Err(Fault::new(line_of(text, key), message));
        }
    }
    Ok(())
}

/// The first line, from 1, that is no comment and holds the word; 1 where none does.
fn line_of(text: &str, word: &str) -> usize {
    let holds = |line: &str| {
        let mut words = line.split(|c: char| !c.is_alphanumeric() && c != '_' && c != '-');
        !line.trim_start().starts_with('#') && words.any(|found| found == word)
    };
    text.lines().position(holds).map_or(1, |at| at + 1)
}
