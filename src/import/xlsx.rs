//! Registers in workbooks (XLSX), sheet by sheet.
//!
//! Cells are streamed: a sheet may claim to reach to row 1,048,576, and a dense range of that would not fit
//! into memory.

use super::register::{self, Row, TablePlace};
use super::{ImportOptions, Reading, Reject};
use calamine::{Data, DataRef, Reader, Xlsx, XlsxError};
use std::{
    collections::BTreeMap,
    io::{Cursor, Read},
    panic::{AssertUnwindSafe, catch_unwind},
};

/// What all parts of a workbook may come to when unpacked, in bytes.
const MAX_UNPACKED: u64 = 512 * 1024 * 1024;
/// Columns that are read.
const MAX_COLUMNS: u32 = 256;

/// Reads every sheet of a workbook.
pub fn read(file: &str, bytes: &[u8], options: &ImportOptions<'_>, reading: &mut Reading) {
    if let Err(reason) = check_package(bytes) {
        return reading.reject_file(file, reason);
    }
    // The workbook is untrusted, and its reader is not ours: a panic in it must not end the import.
    match catch_unwind(AssertUnwindSafe(|| sheets(bytes))) {
        Ok(Ok(sheets)) => {
            for (name, rows) in sheets {
                let place = TablePlace { file, sheet: Some(&name) };
                register::read_rows(place, rows.into_iter().map(Ok::<_, Reject>), options, reading);
            }
        }
        Ok(Err(e)) => reading.reject_file(file, format!("the workbook cannot be read: {e}")),
        Err(_) => {
            reading.reject_file(file, "the workbook is damaged; open it in a spreadsheet and save it again")
        }
    }
}

/// Refuses what is no zip, and what grows beyond all measure when unpacked.
fn check_package(bytes: &[u8]) -> Result<(), String> {
    if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        return Err("this is an old or encrypted workbook; save it as .xlsx without a password".into());
    }
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes))
        .map_err(|_| "this is not an XLSX workbook (no zip package); save it as .xlsx or .csv".to_owned())?;
    let mut left = MAX_UNPACKED;
    for i in 0..zip.len() {
        let part = zip.by_index(i).map_err(|e| format!("the workbook is damaged: {e}"))?;
        let size = std::io::copy(&mut part.take(left + 1), &mut std::io::sink())
            .map_err(|e| format!("the workbook is damaged: {e}"))?;
        left = left
            .checked_sub(size)
            .ok_or_else(|| format!("the workbook unpacks to more than {} MB", MAX_UNPACKED / 1024 / 1024))?;
    }
    Ok(())
}

fn sheets(bytes: &[u8]) -> Result<Vec<(String, Vec<Row>)>, XlsxError> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes))?;
    let names = book.sheet_names();
    names.into_iter().map(|name| Ok((name.clone(), rows(&mut book, &name)?))).collect()
}

fn rows(book: &mut Xlsx<Cursor<&[u8]>>, sheet: &str) -> Result<Vec<Row>, XlsxError> {
    let mut rows: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    let mut cells = book.worksheet_cells_reader(sheet)?;
    while let Some(cell) = cells.next_cell()? {
        let (row, column) = cell.get_position();
        if column >= MAX_COLUMNS {
            continue;
        }
        let text = cell_text(cell.get_value().clone());
        if text.is_empty() {
            continue;
        }
        let cells = rows.entry(row).or_default();
        let index = column as usize;
        if cells.len() <= index {
            cells.resize(index + 1, String::new());
        }
        cells[index] = text;
    }
    Ok(rows.into_iter().map(|(row, cells)| Row { line: row + 1, cells }).collect())
}

/// Dates as ISO 8601, numbers without a needless fraction, the rest as it stands.
fn cell_text(value: DataRef<'_>) -> String {
    match Data::from(value) {
        Data::DateTime(serial) if serial.is_datetime() => {
            let (year, month, day, ..) = serial.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        Data::Empty => String::new(),
        other => other.to_string(),
    }
}
