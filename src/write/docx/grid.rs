//! Where the cells of a table come to stand once spans are taken into account.
//!
//! Knows nothing of Word. Start with [`Grid::of`] and [`Grid::section`].

use crate::document::{Row, Table};

/// The columns of a table.
pub(super) struct Grid {
    /// Number of columns.
    pub columns: usize,
}

/// A place in a row: a cell, the continuation of one from above, or nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// Row and position of the cell within its section; `None` where a row is short.
    pub cell: Option<(usize, usize)>,
    /// Columns covered.
    pub span: usize,
    /// Rows covered from here.
    pub rows: usize,
    /// Whether it continues the cell above.
    pub merged: bool,
}

/// A cell that reaches into rows below.
#[derive(Clone, Copy)]
struct Overhang {
    column: usize,
    span: usize,
    rows: usize,
}

impl Grid {
    /// The grid of a table: as many columns as it declares or as its widest row needs.
    pub fn of(table: &Table) -> Self {
        let mut columns = table.columns.len();
        for rows in [&table.head, &table.body, &table.foot] {
            let mut over = Vec::new();
            for (at, row) in rows.iter().enumerate() {
                let places = place_row(at, row, rows.len(), &mut over);
                columns = columns.max(places.iter().map(|p| p.span).sum());
            }
        }
        Self { columns }
    }

    /// The places of a section's rows; a span ends with its section.
    pub fn section<'t>(&self, rows: &'t [Row]) -> impl Iterator<Item = Vec<Place>> + use<'t> {
        let columns = self.columns;
        let mut over = Vec::new();
        rows.iter().enumerate().map(move |(at, row)| {
            let mut places = place_row(at, row, rows.len(), &mut over);
            let used: usize = places.iter().map(|p| p.span).sum();
            places.extend((used..columns).map(|_| Place { cell: None, span: 1, rows: 1, merged: false }));
            places
        })
    }
}

/// Places a row's cells into the columns that cells from above leave free.
fn place_row(at: usize, row: &Row, rows: usize, over: &mut Vec<Overhang>) -> Vec<Place> {
    let mut places = Vec::with_capacity(row.cells.len());
    let mut column = 0;
    let mut next = Vec::new();
    let mut cells = row.cells.iter().enumerate();
    loop {
        if let Some(above) = over.iter().find(|o| o.column == column).copied() {
            places.push(Place { cell: None, span: above.span, rows: 1, merged: true });
            next.extend((above.rows > 1).then(|| Overhang { rows: above.rows - 1, ..above }));
            column += above.span;
            continue;
        }
        let Some((position, cell)) = cells.next() else {
            match over.iter().map(|o| o.column).filter(|c| *c > column).min() {
                Some(later) => {
                    places.push(Place { cell: None, span: later - column, rows: 1, merged: false });
                    column = later;
                    continue;
                }
                None => break,
            }
        };
        let free =
            over.iter().map(|o| o.column).filter(|c| *c > column).min().map_or(usize::MAX, |c| c - column);
        let span = usize::from(cell.col_span.max(1)).min(free);
        let down = usize::from(cell.row_span.max(1)).min(rows - at);
        next.extend((down > 1).then_some(Overhang { column, span, rows: down - 1 }));
        places.push(Place { cell: Some((at, position)), span, rows: down, merged: false });
        column += span;
    }
    *over = next;
    places
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Cell, Inline};

    fn cell(col_span: u16, row_span: u16) -> Cell {
        Cell { col_span, row_span, ..Cell::text(vec![Inline::Text("x".into())]) }
    }

    fn spans(rows: Vec<Vec<Cell>>) -> (usize, Vec<Vec<(usize, bool)>>) {
        let body: Vec<Row> = rows.into_iter().map(|cells| Row { cells }).collect();
        let grid = Grid::of(&Table { body: body.clone(), ..Table::default() });
        let rows = grid.section(&body).map(|row| row.iter().map(|p| (p.span, p.merged)).collect()).collect();
        (grid.columns, rows)
    }

    #[test]
    fn cells_go_round_those_from_above() {
        let (columns, rows) = spans(vec![vec![cell(1, 2), cell(2, 1)], vec![cell(1, 1), cell(1, 1)]]);
        assert_eq!(columns, 3);
        assert_eq!(rows, [vec![(1, false), (2, false)], vec![(1, true), (1, false), (1, false)]]);
    }

    #[test]
    fn short_rows_are_filled_and_spans_end_with_the_section() {
        let (columns, rows) = spans(vec![vec![cell(1, 1), cell(1, 9)], vec![cell(1, 1)], vec![]]);
        assert_eq!(columns, 2);
        assert_eq!(rows[2], [(1, false), (1, true)]);
    }
}
