//! CSV registers: delimiter and encoding are found out.

use super::register::{self, Row, TablePlace};
use super::{ImportOptions, Reading, Reject, encoding};

/// Delimiters that spreadsheets write, the likeliest first.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// Reads a register of delimited text.
pub fn read(file: &str, bytes: &[u8], options: &ImportOptions<'_>, reading: &mut Reading) {
    let place = TablePlace { file, sheet: None };
    let decoded = match encoding::decode(bytes) {
        Ok(decoded) => decoded,
        Err(e) => return reading.reject_file(file, e.to_string()),
    };
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(find_delimiter(&decoded.text))
        .has_headers(false)
        .flexible(true)
        .from_reader(decoded.text.as_bytes());
    let rows = reader.records().map(|record| to_row(record, file));
    register::read_rows(place, rows, options, reading);
}

fn to_row(record: csv::Result<csv::StringRecord>, file: &str) -> Result<Row, Reject> {
    match record {
        Ok(record) => {
            let line = record.position().map_or(0, |p| u32::try_from(p.line()).unwrap_or(u32::MAX));
            Ok(Row { line, cells: record.iter().map(str::to_owned).collect() })
        }
        Err(e) => {
            let line = e.position().map_or(0, |p| u32::try_from(p.line()).unwrap_or(u32::MAX));
            Err(Reject::at(file, line, format!("the row cannot be read: {e}")))
        }
    }
}

/// The delimiter that occurs most often outside quotation marks in the first lines.
fn find_delimiter(text: &str) -> u8 {
    let mut counts = [0_usize; DELIMITERS.len()];
    let mut quoted = false;
    for byte in text.bytes().take(16 * 1024) {
        if byte == b'"' {
            quoted = !quoted;
        } else if !quoted && let Some(i) = DELIMITERS.iter().position(|d| *d == byte) {
            counts[i] += 1;
        }
    }
    let best = (0..DELIMITERS.len()).max_by_key(|i| (counts[*i], std::cmp::Reverse(*i)));
    best.map_or(b',', |i| DELIMITERS[i])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn delimiters_are_counted_outside_quotation_marks() {
        assert_eq!(find_delimiter("a;b;c\n\"x,y,z,w\";2;3\n"), b';');
        assert_eq!(find_delimiter("a\tb\n"), b'\t');
        assert_eq!(find_delimiter("no delimiter"), b',');
    }
}
