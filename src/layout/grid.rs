//! Where a table's cells stand once spans are taken into account.

use crate::document::{Cell, Row, Table};

/// A part of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Section {
    Head,
    Body,
    Foot,
}

/// A cell at its place.
#[derive(Clone, Copy, Debug)]
pub(super) struct GridCell<'a> {
    pub cell: &'a Cell,
    pub column: usize,
    pub columns: usize,
    pub rows: usize,
}

/// A row at its place.
#[derive(Clone, Debug)]
pub(super) struct GridRow<'a> {
    pub section: Section,
    pub cells: Vec<GridCell<'a>>,
    /// Whether a cell of an earlier row reaches into this one.
    pub reached_into: bool,
}

/// A table as rows of placed cells.
#[derive(Clone, Debug)]
pub(super) struct Grid<'a> {
    pub columns: usize,
    pub rows: Vec<GridRow<'a>>,
    pub has_spans: bool,
}

/// More columns than this cannot be told apart on paper; further cells are dropped with a warning.
pub(super) const MOST_COLUMNS: usize = 64;

impl<'a> Grid<'a> {
    pub fn of(table: &'a Table) -> Self {
        let sections =
            [(Section::Head, &table.head), (Section::Body, &table.body), (Section::Foot, &table.foot)];
        let widest = sections.iter().flat_map(|(_, rows)| rows.iter()).map(row_width).max().unwrap_or(0);
        let columns = widest.max(table.columns.len()).clamp(1, MOST_COLUMNS);
        let mut grid = Self { columns, rows: Vec::new(), has_spans: false };
        for (section, rows) in sections {
            grid.push_section(section, rows);
        }
        grid
    }

    /// Whether the foot begins with this row.
    pub fn starts_foot(&self, row: usize) -> bool {
        self.rows[row].section == Section::Foot && row > 0 && self.rows[row - 1].section != Section::Foot
    }

    /// Whether the head ends with this row, and more follows.
    pub fn ends_head(&self, row: usize) -> bool {
        let next = self.rows.get(row + 1);
        self.rows[row].section == Section::Head && next.is_some_and(|r| r.section != Section::Head)
    }

    fn push_section(&mut self, section: Section, rows: &'a [Row]) {
        // How many further rows each column is taken by a cell from above.
        let mut taken = vec![0_usize; self.columns];
        for (index, row) in rows.iter().enumerate() {
            let reached_into = taken.iter().any(|t| *t > 0);
            let mut cells = Vec::with_capacity(row.cells.len());
            let mut column = 0;
            for cell in &row.cells {
                while column < self.columns && taken[column] > 0 {
                    column += 1;
                }
                if column >= self.columns {
                    break;
                }
                let free = taken[column..].iter().take_while(|t| **t == 0).count();
                let columns = usize::from(cell.col_span).clamp(1, free);
                let rows_left = rows.len() - index;
                let height = usize::from(cell.row_span).clamp(1, rows_left);
                self.has_spans |= columns > 1 || height > 1;
                taken[column..column + columns].fill(height);
                cells.push(GridCell { cell, column, columns, rows: height });
                column += columns;
            }
            taken.iter_mut().for_each(|t| *t = t.saturating_sub(1));
            self.rows.push(GridRow { section, cells, reached_into });
        }
    }
}

fn row_width(row: &Row) -> usize {
    row.cells.iter().map(|c| usize::from(c.col_span).max(1)).sum()
}
