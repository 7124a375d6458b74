//! Registers of visits that offices keep as tables: rows of cells → accounts and rejects.
//!
//! Knows nothing of CSV or workbooks; those give it rows. A row that cannot be read safely is rejected as a
//! whole, with the column at fault. Start with [`read_rows`].

mod row;
mod vocabulary;

pub use vocabulary::{Column, Direction, Vocabulary};

use super::{ImportOptions, Notice, Reading, Reject};
use crate::data::Origin;

/// Longest text that a cell may hold, in bytes; no office writes more into one.
pub const MAX_CELL: usize = 32 * 1024;
/// Rows that may stand above the header row (titles, the office's name).
const HEADER_SEARCH: usize = 20;
/// Columns with a known name that make a row the header row.
const HEADER_MATCHES: usize = 3;

/// A row as the file gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Line or row number, from 1.
    pub line: u32,
    /// Cells from the first column on.
    pub cells: Vec<String>,
}

/// Where a table stood, for messages.
#[derive(Clone, Copy, Debug)]
pub struct TablePlace<'a> {
    /// File.
    pub file: &'a str,
    /// Sheet of a workbook.
    pub sheet: Option<&'a str>,
}

/// The columns of a register, in the order of its cells.
struct Header {
    names: Vec<String>,
    columns: Vec<Option<Column>>,
}

impl TablePlace<'_> {
    /// The file's name without its folders: what a report calls a register that has no other name.
    fn file_name(&self) -> String {
        let name = std::path::Path::new(self.file).file_name();
        name.map_or_else(|| self.file.to_owned(), |n| n.to_string_lossy().into_owned())
    }

    fn origin(&self, line: u32) -> Origin {
        Origin { file: self.file.to_owned(), sheet: self.sheet.map(str::to_owned), line }
    }

    fn reject(&self, line: u32, column: Option<&str>, reason: impl Into<String>) -> Reject {
        Reject { origin: self.origin(line), column: column.map(str::to_owned), reason: reason.into() }
    }
}

/// Reads the rows of one table into `reading`.
///
/// A table without a header row that names date and cities is a single reject; an empty one is nothing.
pub fn read_rows(
    place: TablePlace<'_>,
    rows: impl Iterator<Item = Result<Row, Reject>>,
    options: &ImportOptions<'_>,
    reading: &mut Reading,
) {
    let mut header: Option<Header> = None;
    let mut above = 0;
    for row in rows {
        let row = match row {
            Ok(row) => row,
            Err(reject) => {
                reading.reject(reject);
                continue;
            }
        };
        if row.cells.iter().all(|c| c.trim().is_empty()) {
            continue;
        }
        let Some(known) = &header else {
            header = find_header(&row, options);
            match &header {
                Some(found) => note_unused(place, found, reading),
                None => above += 1,
            }
            if header.is_none() && above >= HEADER_SEARCH {
                break;
            }
            continue;
        };
        match row::read(place, known, &row, options) {
            Ok(account) => reading.accept(account, place.origin(row.line)),
            Err(reject) => reading.reject(reject),
        }
    }
    if header.is_none() && above > 0 {
        reading.reject(place.reject(
            1,
            None,
            "no header row was found: name the columns for the date and the two cities (for example start, \
             host city, guest city), or map your own names under [import.headers] in citybrief.toml",
        ));
    }
}

fn find_header(row: &Row, options: &ImportOptions<'_>) -> Option<Header> {
    let columns: Vec<_> =
        row.cells.iter().map(|c| Vocabulary::builtin().column(c, &options.headers)).collect();
    let has = |column| columns.contains(&Some(column));
    let matches = columns.iter().flatten().count();
    let places = has(Column::HostCity) || has(Column::GuestCity) || has(Column::PartnerCity);
    (matches >= HEADER_MATCHES && has(Column::Start) && places)
        .then(|| Header { names: row.cells.iter().map(|c| c.trim().to_owned()).collect(), columns })
}

fn note_unused(place: TablePlace<'_>, header: &Header, reading: &mut Reading) {
    for (name, column) in header.names.iter().zip(&header.columns) {
        if column.is_none() && !name.is_empty() {
            let message = format!(
                "column \"{name}\" has no known meaning; its cells are kept as remarks (map it under \
                 [import.headers] in citybrief.toml)"
            );
            reading.notices.push(Notice { origin: place.origin(0), message });
        }
    }
}
