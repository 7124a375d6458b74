//! Tables as GFM pipe tables, aligned in the source.
//!
//! Start with [`Printer::table`].

use super::{Dialect, Printer};
use crate::document::{Alignment, Attributes, Block, BlockKind, Cell, Column, Inline, Table};
use unicode_segmentation::UnicodeSegmentation;

/// Widest column that is filled up with blanks, in characters; longer cells stand out.
const WIDEST: usize = 40;

impl Printer<'_> {
    /// A table without its caption.
    pub(super) fn table(&mut self, table: &Table) -> String {
        let columns = table.columns.len().max(1);
        let rows = self.rows(table, columns);
        let widths: Vec<usize> = (0..columns).map(|column| width_of(&rows, column)).collect();
        let mut lines = Vec::with_capacity(rows.len() + 1);
        for (index, row) in rows.iter().enumerate() {
            let cells =
                row.iter().enumerate().map(|(column, text)| pad(text, widths[column], align(table, column)));
            lines.push(line(cells));
            if index == 0 {
                lines.push(line((0..columns).map(|column| ruler(widths[column], align(table, column)))));
            }
        }
        lines.join("\n")
    }

    /// Cells as text; the first row is the header, empty where the table has none.
    fn rows(&mut self, table: &Table, columns: usize) -> Vec<Vec<String>> {
        if table.head.len() > 1 {
            self.warn("a table has several header rows; Markdown knows one, the others stand in the body");
        }
        let strong_foot = self.dialect() == Dialect::Plain;
        let head = table.head.iter().enumerate().map(|(index, row)| (row, index > 0));
        let body = table.body.iter().map(|row| (row, false));
        let foot = table.foot.iter().map(|row| (row, strong_foot));
        let mut grid = Grid { open: vec![0; columns], merged: false };
        let mut rows = Vec::new();
        if table.head.is_empty() {
            rows.push(vec![String::new(); columns]);
        }
        for (row, strong) in head.chain(body).chain(foot) {
            let texts = row.cells.iter().map(|cell| self.cell(cell, strong)).collect();
            rows.push(grid.place(&row.cells, texts));
        }
        if grid.merged {
            self.warn("a table has merged cells; in Markdown they stand apart");
        }
        rows
    }

    fn cell(&mut self, cell: &Cell, strong: bool) -> String {
        let parts: Vec<String> = cell.blocks.iter().map(|block| self.cell_block(block, strong)).collect();
        parts.iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join("<br>")
    }

    fn cell_block(&mut self, block: &Block, strong: bool) -> String {
        match &block.kind {
            BlockKind::Paragraph(content) if strong && matches!(content[..], [Inline::Text(_)]) => {
                self.cell_inlines(&[Inline::Strong(content.clone())])
            }
            BlockKind::Paragraph(content) | BlockKind::Heading { content, .. } => self.cell_inlines(content),
            BlockKind::List(list) => {
                let items = list.items.iter().map(|item| format!("• {}", self.cell_parts(item)));
                items.collect::<Vec<_>>().join("<br>")
            }
            BlockKind::Quote(inner) | BlockKind::Group(inner) => self.cell_parts(inner),
            BlockKind::Callout { title, body } => {
                format!("{}<br>{}", self.cell_inlines(title), self.cell_parts(body))
            }
            BlockKind::Code { text, .. } => self.cell_inlines(&[Inline::Code(text.trim().to_owned())]),
            BlockKind::Figure(figure) => {
                self.warn("a figure in a table is shown by its description");
                self.cell_inlines(&[Inline::Text(figure.alt.clone())])
            }
            BlockKind::Table(inner) => {
                self.warn("a table within a table is shown as text");
                let cells =
                    inner.head.iter().chain(&inner.body).chain(&inner.foot).flat_map(|row| &row.cells);
                cells.map(|cell| self.cell(cell, false)).collect::<Vec<_>>().join("; ")
            }
            BlockKind::Contents { .. } | BlockKind::PageBreak | BlockKind::Rule => String::new(),
        }
    }

    fn cell_parts(&mut self, blocks: &[Block]) -> String {
        blocks.iter().map(|block| self.cell_block(block, false)).collect::<Vec<_>>().join("<br>")
    }
}

/// The table's own attributes as written, with widths, row headers and foot.
pub(super) fn attributes(attrs: &Attributes, table: &Table) -> Attributes {
    let mut attrs = attrs.clone();
    let mut pair = |key: &str, value: String| attrs.pairs.push((key.to_owned(), value));
    if table.columns.iter().any(|column| column.width.is_some()) {
        let share = |column: &Column| super::percent(column.width.unwrap_or(0.0));
        pair("widths", table.columns.iter().map(share).collect::<Vec<_>>().join(","));
    }
    if table.row_headers > 0 {
        pair("row-headers", table.row_headers.to_string());
    }
    if !table.foot.is_empty() {
        pair("foot", table.foot.len().to_string());
    }
    attrs
}

/// Puts cells that cover several columns or rows on a grid.
struct Grid {
    /// Rows that each column is still covered from above.
    open: Vec<u16>,
    merged: bool,
}

impl Grid {
    fn place(&mut self, cells: &[Cell], texts: Vec<String>) -> Vec<String> {
        let mut row = vec![String::new(); self.open.len()];
        let covered: Vec<bool> = self.open.iter().map(|rows| *rows > 0).collect();
        self.open.iter_mut().for_each(|rows| *rows = rows.saturating_sub(1));
        let mut column = 0;
        for (cell, text) in cells.iter().zip(texts) {
            while covered.get(column).copied().unwrap_or(false) {
                column += 1;
            }
            let Some(slot) = row.get_mut(column) else { break };
            *slot = text;
            self.merged |= cell.col_span > 1 || cell.row_span > 1;
            let end = (column + usize::from(cell.col_span.max(1))).min(self.open.len());
            self.open[column..end].fill(cell.row_span.saturating_sub(1));
            column = end;
        }
        row
    }
}

fn align(table: &Table, column: usize) -> Alignment {
    table.columns.get(column).map(|c| c.align).unwrap_or_default()
}

fn characters(text: &str) -> usize {
    text.graphemes(true).count()
}

fn width_of(rows: &[Vec<String>], column: usize) -> usize {
    let widths = rows.iter().map(|row| characters(&row[column]));
    widths.max().unwrap_or(0).clamp(3, WIDEST)
}

fn pad(text: &str, width: usize, align: Alignment) -> String {
    let blanks = width.saturating_sub(characters(text));
    let left = match align {
        Alignment::Start => 0,
        Alignment::Center => blanks / 2,
        Alignment::End => blanks,
    };
    format!("{}{text}{}", " ".repeat(left), " ".repeat(blanks - left))
}

fn ruler(width: usize, align: Alignment) -> String {
    match align {
        Alignment::Start => "-".repeat(width),
        Alignment::Center => format!(":{}:", "-".repeat(width - 2)),
        Alignment::End => format!("{}:", "-".repeat(width - 1)),
    }
}

fn line(cells: impl Iterator<Item = String>) -> String {
    format!("| {} |", cells.collect::<Vec<_>>().join(" | "))
}
