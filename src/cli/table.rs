//! Tables for the terminal and as CSV, and JSON.

use super::{failure::Failure, session::Session};
use clap::ValueEnum;
use serde::Serialize;
use std::io::{self, Write};

/// How data is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum TableFormat {
    /// Columns for reading.
    #[default]
    Table,
    /// Comma-separated values.
    Csv,
    /// JSON.
    Json,
}

/// Rows under headings.
#[derive(Debug)]
pub struct Table {
    headings: Vec<&'static str>,
    rows: Vec<Vec<String>>,
    /// Numbers of columns that hold numbers, which stand to the right.
    numeric: Vec<usize>,
}

impl Table {
    /// An empty table.
    pub fn new(headings: Vec<&'static str>, numeric: Vec<usize>) -> Self {
        Self { headings, rows: Vec::new(), numeric }
    }

    /// Adds a row, which has a cell for each heading.
    pub fn push(&mut self, row: Vec<String>) {
        self.rows.push(row);
    }

    /// Number of rows.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Columns padded with blanks, two between them.
    pub fn write_text(&self, out: &mut dyn Write) -> io::Result<()> {
        let headings: Vec<String> = self.headings.iter().map(|h| (*h).to_owned()).collect();
        let width = |column: usize| {
            let cells = self.rows.iter().map(|row| &row[column]).chain([&headings[column]]);
            cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
        };
        let widths: Vec<usize> = (0..headings.len()).map(width).collect();
        for row in std::iter::once(&headings).chain(&self.rows) {
            let cells: Vec<String> = row
                .iter()
                .enumerate()
                .map(|(n, cell)| {
                    let pad = " ".repeat(widths[n] - cell.chars().count());
                    if self.numeric.contains(&n) { format!("{pad}{cell}") } else { format!("{cell}{pad}") }
                })
                .collect();
            writeln!(out, "{}", cells.join("  ").trim_end())?;
        }
        Ok(())
    }

    /// RFC 4180, with line feeds.
    pub fn write_csv(&self, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "{}", self.headings.join(","))?;
        for row in &self.rows {
            let cells: Vec<String> = row.iter().map(|cell| quote(cell)).collect();
            writeln!(out, "{}", cells.join(","))?;
        }
        Ok(())
    }
}

fn quote(cell: &str) -> String {
    if cell.contains(['"', ',', '\n', '\r']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}

impl Session {
    /// Prints a value as indented JSON.
    pub fn print_json(&self, value: &impl Serialize) -> Result<(), Failure> {
        self.print(|out| {
            serde_json::to_writer_pretty(&mut *out, value)?;
            writeln!(out)
        })
    }

    /// Prints a table; JSON is made only when it is asked for.
    pub fn print_table<J: Serialize>(
        &self,
        table: &Table,
        format: TableFormat,
        json: impl FnOnce() -> J,
    ) -> Result<(), Failure> {
        match format {
            TableFormat::Table => self.print(|out| table.write_text(out)),
            TableFormat::Csv => self.print(|out| table.write_csv(out)),
            TableFormat::Json => self.print_json(&json()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_padded_and_quoted() {
        let mut table = Table::new(vec!["city", "visits"], vec![1]);
        table.push(vec!["Алматы".to_owned(), "3".to_owned()]);
        table.push(vec!["a, \"b\"".to_owned(), "12".to_owned()]);
        let mut text = Vec::new();
        table.write_text(&mut text).unwrap();
        assert_eq!(String::from_utf8(text).unwrap(), "city    visits\nАлматы       3\na, \"b\"      12\n");
        let mut csv = Vec::new();
        table.write_csv(&mut csv).unwrap();
        assert_eq!(String::from_utf8(csv).unwrap(), "city,visits\nАлматы,3\n\"a, \"\"b\"\"\",12\n");
    }
}
