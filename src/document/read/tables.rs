//! Tables: collected cell by cell, made rectangular, given their attributes.
//!
//! Knows nothing of how cells are read. Start with [`TableText`].

use super::{attributes::is_escaped, figures::merge};
use crate::document::{Alignment, Attributes, Block, BlockKind, Cell, Column, Inline, Row, Table};

/// A table that is being read.
#[derive(Debug, Default)]
pub(super) struct TableText {
    columns: Vec<Column>,
    head: Vec<Row>,
    body: Vec<Row>,
    row: Row,
}

impl TableText {
    pub fn new(alignments: &[pulldown_cmark::Alignment]) -> Self {
        use pulldown_cmark::Alignment as A;
        let align = |a: &A| match a {
            A::None | A::Left => Alignment::Start,
            A::Center => Alignment::Center,
            A::Right => Alignment::End,
        };
        let columns = alignments.iter().map(|a| Column { align: align(a), width: None }).collect();
        Self { columns, ..Self::default() }
    }

    pub fn push_cell(&mut self, content: Vec<Inline>) {
        self.row.cells.push(Cell::text(content));
    }

    /// Ends a row; a header row without any text is no header. `source` is the row as written; returns
    /// whether it has more cells than the table has columns, which the parser leaves out.
    pub fn end_row(&mut self, is_head: bool, source: &str) -> bool {
        let mut row = std::mem::take(&mut self.row);
        row.cells.resize_with(self.columns.len(), || Cell::text(Vec::new()));
        let empty = row.cells.iter().all(is_empty);
        match is_head {
            true if empty => {}
            true => self.head.push(row),
            false => self.body.push(row),
        }
        count_cells(source) > self.columns.len()
    }

    pub fn finish(self) -> Table {
        Table { columns: self.columns, head: self.head, body: self.body, ..Table::default() }
    }
}

/// Cells of a row as written: the parts between bars that no backslash precedes.
fn count_cells(source: &str) -> usize {
    let row = source.trim();
    let bars = row.match_indices('|').filter(|(at, _)| !is_escaped(row, *at)).count();
    let outer = usize::from(row.starts_with('|'))
        + usize::from(row.len() > 1 && row.ends_with('|') && !is_escaped(row, row.len() - 1));
    (bars + 1).saturating_sub(outer)
}

fn is_empty(cell: &Cell) -> bool {
    cell.blocks.iter().all(|b| matches!(&b.kind, BlockKind::Paragraph(content) if content.is_empty()))
}

/// Gives a table attributes: `widths="20,30,50"`, `row-headers=1`, `foot=1`; returns a complaint about any
/// value that makes no sense.
pub(super) fn apply(block: &mut Block, mut attrs: Attributes) -> Option<String> {
    let mut wrong = None;
    if let BlockKind::Table(table) = &mut block.kind {
        attrs.pairs.retain(|(key, value)| {
            let done = match key.as_str() {
                "widths" => set_widths(table, value),
                "row-headers" => set_row_headers(table, value),
                "foot" => set_foot(table, value),
                _ => return true,
            };
            if done.is_none() {
                wrong = Some(format!("{key}=\"{value}\" does not fit this table and was ignored"));
            }
            false
        });
    }
    merge(&mut block.attrs, attrs);
    wrong
}

/// Widths are percentages, or parts of their sum where they add up to more than 100.
fn set_widths(table: &mut Table, value: &str) -> Option<()> {
    let parts: Option<Vec<f32>> = value.split(',').map(|p| p.trim().parse().ok()).collect();
    let parts = parts.filter(|p| p.len() == table.columns.len() && p.iter().all(|w| *w > 0.0 && *w < 1e6))?;
    let whole = parts.iter().sum::<f32>().max(100.0);
    table.columns.iter_mut().zip(parts).for_each(|(column, part)| column.width = Some(part / whole));
    Some(())
}

fn set_row_headers(table: &mut Table, value: &str) -> Option<()> {
    let count: u8 = value.parse().ok()?;
    (usize::from(count) <= table.columns.len()).then(|| table.row_headers = count)
}

fn set_foot(table: &mut Table, value: &str) -> Option<()> {
    let count: usize = value.parse().ok()?;
    let start = table.body.len().checked_sub(count)?;
    table.foot = table.body.split_off(start);
    Some(())
}
