//! Cells of a table: their content set in the width of their columns, and what they are tagged as.

use super::compose::{Column, Composer};
use super::flow::{Flow, Strip};
use super::grid::{Grid, GridCell, Section};
use super::look::Look;
use super::structure::{CellRole, NodeId, Role, Scope};
use super::table::{MOST_PADDING, Setting};
use crate::document::{Alignment, Block, BlockKind};
use crate::text::Align;

/// A cell that was set: strips with their tops.
pub(super) struct SetCell {
    pub node: NodeId,
    pub strips: Vec<(f32, Strip)>,
    pub height: f32,
    /// Rows covered.
    pub rows: usize,
}

impl Composer<'_, '_> {
    pub(super) fn cell(
        &mut self,
        setting: &mut Setting,
        grid: &Grid,
        section: Section,
        cell: &GridCell,
        row: NodeId,
    ) -> SetCell {
        let node = self.cell_node(setting, grid, section, cell, row);
        let covered = cell.column..cell.column + cell.columns;
        let width: f32 = setting.widths[covered].iter().sum();
        let padding = setting.padding.0.min(width * MOST_PADDING);
        let table_column = setting.table.columns.get(cell.column).copied().unwrap_or_default();
        let align = match cell.cell.align.unwrap_or(table_column.align) {
            Alignment::Start => Align::Start,
            Alignment::Center => Align::Center,
            Alignment::End => Align::End,
        };
        let column = Column {
            x: setting.column.x + setting.lefts[cell.column] + padding,
            width: width - 2.0 * padding,
            parent: node,
            look: Look { align, bold: section != Section::Body, ..setting.look },
            frame: None,
            list_depth: 0,
            tight: false,
            in_cell: true,
        };
        let (strips, height) = self.cell_content(column, &cell.cell.blocks);
        SetCell { node, strips, height, rows: cell.rows }
    }

    /// The node of a cell. Scopes are enough for plain tables; where cells span, the header cells
    /// that hold for a cell are named.
    fn cell_node(
        &mut self,
        setting: &mut Setting,
        grid: &Grid,
        section: Section,
        cell: &GridCell,
        row: NodeId,
    ) -> NodeId {
        let scope = match section {
            Section::Head => Some(Scope::Column),
            _ => (cell.column < usize::from(setting.table.row_headers)).then_some(Scope::Row),
        };
        let role = if scope.is_some() { Role::HeaderCell } else { Role::Cell };
        let node = self.tree.add(row, role);
        let columns = &mut setting.headers[cell.column..cell.column + cell.columns];
        let mut headers = Vec::new();
        if section == Section::Head {
            columns.iter_mut().for_each(|h| h.push(node));
        } else if grid.has_spans {
            headers = columns.concat();
            headers.dedup();
        }
        if grid.has_spans || scope.is_some() {
            let (col_span, row_span) = (cell.columns as u16, cell.rows as u16);
            self.tree.detail_mut(node).cell = Some(CellRole { col_span, row_span, scope, headers });
        }
        node
    }

    fn cell_content(&mut self, column: Column, blocks: &[Block]) -> (Vec<(f32, Strip)>, f32) {
        let mut flow = Flow::default();
        match blocks {
            // The text of a plain cell needs no paragraph of its own.
            [Block { kind: BlockKind::Paragraph(content), attrs }]
                if attrs.lang.is_none() && attrs.id.is_none() =>
            {
                let lines = self.set_inlines(&column.look, column.parent, content, column.width);
                lines.into_iter().for_each(|line| flow.push(self.line_strip(column, line)));
            }
            _ => self.blocks(&mut flow, column, blocks),
        }
        let marks = flow.take_marks();
        if !marks.is_empty() {
            flow.push(Strip { items: marks, ..Strip::default() });
        }
        let mut y = 0.0;
        let mut strips = Vec::with_capacity(flow.strips.len());
        for strip in flow.strips {
            let top = if strips.is_empty() { 0.0 } else { y + strip.space };
            y = top + strip.height;
            strips.push((top, strip));
        }
        (strips, y)
    }
}
