//! One row of a register → one account.

use super::{Column, Direction, Header, MAX_CELL, Row, TablePlace, Vocabulary};
use crate::data::{
    Account, AccountSector, Agreement, AgreementStatus, AgreementType, CountryCode, DateBasis, Official,
    PartialDate, SectorId, SectorRole, Source, SourceKind,
};
use crate::import::{ImportOptions, Reject, date};
use std::collections::BTreeMap;

/// Reads a row; empty cells say nothing.
pub(super) fn read(
    place: TablePlace<'_>,
    header: &Header,
    row: &Row,
    options: &ImportOptions<'_>,
) -> Result<Account, Reject> {
    let cells = Cells { place, header, row, options };
    cells.check_shape()?;
    let (start, end) = cells.dates()?;
    let (host, guest) = cells.cities(start)?;
    let mut account = Account {
        source: cells.source(),
        host_city: host,
        guest_city: guest,
        host_country: cells.country(Column::HostCountry)?,
        guest_country: cells.country(Column::GuestCountry)?,
        start: Some(start),
        end,
        date_basis: DateBasis::Stated,
        status: cells.word(Column::Status, |v, t| v.status(t), "held, announced or cancelled")?,
        kind: cells.word(Column::Kind, |v, t| v.kind(t), "official, working, forum, …")?.unwrap_or_default(),
        purpose: cells.text(Column::Purpose).map(str::to_owned),
        head: cells.head(),
        size: cells.size()?,
        sectors: cells.sectors()?,
        agreements: cells.agreements(),
        ..Account::default()
    };
    account.host_officials.extend(cells.person(Column::HostPerson));
    account.evidence = cells.evidence();
    Ok(account)
}

struct Cells<'a> {
    place: TablePlace<'a>,
    header: &'a Header,
    row: &'a Row,
    options: &'a ImportOptions<'a>,
}

impl<'a> Cells<'a> {
    fn index(&self, column: Column) -> Option<usize> {
        self.header.columns.iter().position(|c| *c == Some(column))
    }

    /// The trimmed text of a cell, if it has any.
    fn text(&self, column: Column) -> Option<&'a str> {
        let text = self.row.cells.get(self.index(column)?)?.trim();
        (!text.is_empty()).then_some(text)
    }

    fn reject(&self, column: Column, reason: impl Into<String>) -> Reject {
        let name = self.index(column).and_then(|i| self.header.names.get(i));
        self.place.reject(self.row.line, name.map(String::as_str), reason)
    }

    /// A row must not be shorter than its header by more than trailing empty cells, nor hold a huge cell.
    fn check_shape(&self) -> Result<(), Reject> {
        let (cells, names) = (&self.row.cells, &self.header.names);
        if let Some(extra) = cells.iter().skip(names.len()).find(|c| !c.trim().is_empty()) {
            let shown: String = extra.chars().take(40).collect();
            let reason = format!(
                "the row has {} cells, its header {}; \"{shown}\" has no column (is a cell with a delimiter \
                 not in quotation marks?)",
                cells.len(),
                names.len()
            );
            return Err(self.place.reject(self.row.line, None, reason));
        }
        if let Some(i) = cells.iter().position(|c| c.len() > MAX_CELL) {
            let reason = format!(
                "the cell holds {} KB; more than {} KB in one cell is not read",
                cells[i].len() / 1024,
                MAX_CELL / 1024
            );
            return Err(self.place.reject(self.row.line, names.get(i).map(String::as_str), reason));
        }
        Ok(())
    }

    fn dates(&self) -> Result<(PartialDate, Option<PartialDate>), Reject> {
        let missing = || self.reject(Column::Start, "the date is missing");
        let start = self.text(Column::Start).ok_or_else(missing)?;
        let (start, end) = date::parse_dates(start).map_err(|e| self.reject(Column::Start, e.to_string()))?;
        let Some(last) = self.text(Column::End) else { return Ok((start, end)) };
        let (last, beyond) = date::parse_dates(last).map_err(|e| self.reject(Column::End, e.to_string()))?;
        let last = beyond.unwrap_or(last);
        if last.latest() < start.earliest() {
            return Err(
                self.reject(Column::End, format!("the visit ends ({last}) before it begins ({start})"))
            );
        }
        Ok((start, (last != start).then_some(last)))
    }

    /// Host and guest city, under the names that the gazetteer gives them.
    fn cities(&self, on: PartialDate) -> Result<(Option<String>, Option<String>), Reject> {
        let (mut host, mut guest) = (self.city(Column::HostCity, on)?, self.city(Column::GuestCity, on)?);
        if let Some(partner) = self.city(Column::PartnerCity, on)? {
            let home = self.options.home_city.clone().ok_or_else(|| {
                self.reject(Column::PartnerCity, "which city is home? set home_city in citybrief.toml")
            })?;
            (host, guest) = match self.direction()? {
                Direction::Incoming => (Some(home), Some(partner)),
                Direction::Outgoing => (Some(partner), Some(home)),
            };
        }
        if host.is_none() && guest.is_none() {
            return Err(self.reject(Column::HostCity, "neither a host city nor a guest city is named"));
        }
        if host.is_some() && host == guest {
            return Err(self.reject(Column::GuestCity, "host and guest are the same city"));
        }
        Ok((host, guest))
    }

    fn direction(&self) -> Result<Direction, Reject> {
        self.word(Column::Direction, |v, t| v.direction(t), "incoming or outgoing")?.ok_or_else(|| {
            self.reject(Column::Direction, "is the visit incoming or outgoing? the cell is empty")
        })
    }

    fn city(&self, column: Column, on: PartialDate) -> Result<Option<String>, Reject> {
        let Some(text) = self.text(column) else { return Ok(None) };
        let gazetteer = self.options.gazetteer;
        let id = gazetteer.find(text, None, Some(on)).map_err(|e| self.reject(column, e.to_string()))?;
        Ok(gazetteer.city(id).map(|city| city.en.clone()))
    }

    fn country(&self, column: Column) -> Result<Option<CountryCode>, Reject> {
        let Some(text) = self.text(column) else { return Ok(None) };
        let found = self.options.gazetteer.find_country(text);
        found
            .map(|c| Some(c.code.clone()))
            .ok_or_else(|| self.reject(column, format!("no country is called \"{text}\"")))
    }

    /// A cell whose words mean one of a few things.
    fn word<T>(
        &self,
        column: Column,
        find: impl Fn(&Vocabulary, &str) -> Option<T>,
        allowed: &str,
    ) -> Result<Option<T>, Reject> {
        let Some(text) = self.text(column) else { return Ok(None) };
        let found = find(Vocabulary::builtin(), text);
        found
            .map(Some)
            .ok_or_else(|| self.reject(column, format!("\"{text}\" is not understood; use {allowed}")))
    }

    fn person(&self, column: Column) -> Option<Official> {
        let printed = self.text(column)?;
        let name = undo_capitals(printed);
        let printed = (name != printed).then(|| printed.to_owned());
        Some(Official { name, printed, ..Official::default() })
    }

    fn head(&self) -> Option<Official> {
        let mut head = self.person(Column::Head)?;
        head.role = self.text(Column::HeadRole).unwrap_or_default().to_owned();
        Some(head)
    }

    fn size(&self) -> Result<Option<u32>, Reject> {
        let Some(text) = self.text(Column::Size) else { return Ok(None) };
        let digits = text.trim_end_matches(|c: char| !c.is_ascii_digit());
        // Spreadsheets give whole numbers as "12" or "12.0".
        let digits = digits.strip_suffix(".0").unwrap_or(digits);
        let size = digits.parse().ok();
        size.map(Some)
            .ok_or_else(|| self.reject(Column::Size, format!("\"{text}\" is not a number of people")))
    }

    fn sectors(&self) -> Result<Vec<AccountSector>, Reject> {
        let text = self.text(Column::Sectors).unwrap_or_default();
        let mut sectors: Vec<AccountSector> = Vec::new();
        for name in text.split([';', ',', '\n']).map(str::trim).filter(|n| !n.is_empty()) {
            let id = self.sector(name)?;
            if sectors.iter().all(|s| s.id != id) {
                sectors.push(AccountSector { id, role: SectorRole::Discussed });
            }
        }
        Ok(sectors)
    }

    fn sector(&self, name: &str) -> Result<SectorId, Reject> {
        let found = self.options.sectors.find(name);
        found.map(|s| s.id.clone()).ok_or_else(|| {
            let known: Vec<&str> = self.options.sectors.iter().map(|s| s.id.0.as_str()).collect();
            self.reject(
                Column::Sectors,
                format!("no sector is called \"{name}\"; known are {}", known.join(", ")),
            )
        })
    }

    /// "Title (status); Title (status)"; without a status a document in a register counts as signed.
    fn agreements(&self) -> Vec<Agreement> {
        let text = self.text(Column::Agreements).unwrap_or_default();
        text.split([';', '\n']).map(str::trim).filter(|t| !t.is_empty()).map(agreement).collect()
    }

    fn source(&self) -> Source {
        let references = self.text(Column::Sources).unwrap_or_default();
        let references =
            references.split_whitespace().map(|r| r.trim_end_matches([',', ';']).to_owned()).collect();
        Source {
            publisher: self.options.register_name.clone().unwrap_or_else(|| self.place.file_name()),
            kind: SourceKind::Register,
            references,
            ..Source::default()
        }
    }

    /// Cells as they stand, for the values that were rewritten and for the columns of no known meaning.
    fn evidence(&self) -> BTreeMap<String, String> {
        let mut evidence = BTreeMap::new();
        let kept = [
            (Column::Start, "start"),
            (Column::HostCity, "host_city"),
            (Column::GuestCity, "guest_city"),
            (Column::Number, "number"),
        ];
        for (column, field) in kept {
            evidence.extend(self.text(column).map(|t| (field.to_owned(), t.to_owned())));
        }
        let columns = self.header.columns.iter().zip(&self.header.names).zip(&self.row.cells);
        for ((column, name), cell) in columns.filter(|(_, cell)| !cell.trim().is_empty()) {
            if column.is_none() {
                evidence.insert(format!("remark: {name}"), cell.trim().to_owned());
            }
        }
        evidence
    }
}

fn agreement(text: &str) -> Agreement {
    let vocabulary = Vocabulary::builtin();
    let in_brackets = text.strip_suffix(')').and_then(|t| t.rsplit_once('('));
    let (title, status) = in_brackets
        .and_then(|(title, word)| Some((title.trim(), vocabulary.agreement_status(word)?)))
        .unwrap_or((text, AgreementStatus::Signed));
    Agreement {
        title: title.to_owned(),
        kind: vocabulary.agreement_type(title).unwrap_or(AgreementType::Agreement),
        status,
        date: None,
        valid_until: None,
        signatories: Vec::new(),
    }
}

/// "ИВАН ПЕТРОВ" → "Иван Петров"; names with any small letter stay as they are.
fn undo_capitals(name: &str) -> String {
    let letters = || name.chars().filter(|c| c.is_alphabetic());
    if letters().any(char::is_lowercase) || letters().count() < 4 {
        return name.to_owned();
    }
    let mut at_start = true;
    let mut out = String::with_capacity(name.len());
    for c in name.chars() {
        if at_start {
            out.push(c);
        } else {
            out.extend(c.to_lowercase());
        }
        at_start = !c.is_alphabetic();
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capitals_become_a_name() {
        assert_eq!(undo_capitals("ЕРБОЛАТ ДОСАЕВ"), "Ерболат Досаев");
        assert_eq!(undo_capitals("А.Лахонииттю"), "А.Лахонииттю");
        assert_eq!(undo_capitals("ЛИ-НА О'ХАРА"), "Ли-На О'Хара");
    }

    #[test]
    fn a_document_carries_its_status_in_brackets() {
        let signed = agreement("Road map until 2028 (renewed plan) (signed)");
        assert_eq!(
            (signed.title.as_str(), signed.status),
            ("Road map until 2028 (renewed plan)", AgreementStatus::Signed)
        );
        assert_eq!(agreement("Memorandum (on tourism)").title, "Memorandum (on tourism)");
    }
}
