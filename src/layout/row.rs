//! Rows of a table as strips: one strip a row, or slices of a row that no page can hold.

use super::cell::SetCell;
use super::compose::{Composer, begin_mark};
use super::flow::{BreakBefore, Strip};
use super::grid::{Grid, Section};
use super::page::{Item, ItemKind};
use super::structure::{NodeId, Role, Tag};
use super::table::Setting;
use std::ops::Range;

/// Thickness of rules, points.
const RULE: f32 = 0.4;
const STRONG_RULE: f32 = 0.8;
/// Share of a page above which a row is sliced.
const MOST_WHOLE: f32 = 0.9;

/// A row that was set.
struct SetRow {
    section: Section,
    /// Number in the table.
    index: usize,
    node: NodeId,
    cells: Vec<SetCell>,
    height: f32,
}

impl Composer<'_, '_> {
    /// Sets rows that share cells, mostly one row, as strips.
    pub(super) fn row_group(
        &mut self,
        setting: &mut Setting,
        grid: &Grid,
        range: Range<usize>,
        parent: NodeId,
    ) -> Vec<Strip> {
        let mut rows: Vec<SetRow> = Vec::with_capacity(range.len());
        for index in range {
            let node = self.tree.add(parent, Role::Row);
            let row = &grid.rows[index];
            let cells =
                row.cells.iter().map(|cell| self.cell(setting, grid, row.section, cell, node)).collect();
            rows.push(SetRow { section: row.section, index, node, cells, height: 0.0 });
        }
        let room = (self.page_height - self.heads[setting.id.0].height) * MOST_WHOLE;
        let (leading, pad) = (setting.look.leading, setting.padding.1);
        let sliced = set_heights(&mut rows, leading, pad) > room;
        if sliced && rows.len() > 1 {
            // No page holds them together: each is set as if its cells were its own.
            rows.iter_mut().flat_map(|r| &mut r.cells).for_each(|c| c.rows = 1);
            set_heights(&mut rows, leading, pad);
        }
        let mut strips = Vec::new();
        for (offset, row) in rows.into_iter().enumerate() {
            let first = strips.len();
            strips.extend(self.row_strips(setting, grid, row, sliced));
            if offset > 0 && !sliced {
                strips[first].break_before = BreakBefore::Forbidden;
            }
        }
        strips
    }

    /// A row as one strip, or as slices.
    fn row_strips(&mut self, setting: &Setting, grid: &Grid, row: SetRow, sliced: bool) -> Vec<Strip> {
        let pad = setting.padding.1;
        let cuts = if sliced { cuts(&row, pad) } else { vec![0.0, row.height] };
        let mut strips: Vec<Strip> =
            cuts.windows(2).map(|c| Strip { height: c[1] - c[0], ..Strip::default() }).collect();
        self.row_decoration(setting, grid, &row, &mut strips);
        strips[0].items.push(begin_mark(row.node));
        for cell in row.cells {
            strips[0].items.push(begin_mark(cell.node));
            // Heads of different heights end on one line.
            let is_head = row.section == Section::Head && cell.rows == 1;
            let drop = if is_head { (row.height - 2.0 * pad - cell.height).max(0.0) } else { 0.0 };
            for (top, strip) in cell.strips {
                let top = top + pad + drop;
                let slice = cuts.partition_point(|c| *c <= top + 0.01).clamp(1, strips.len()) - 1;
                let shift = top - cuts[slice];
                let into = &mut strips[slice];
                into.items.extend(strip.items.into_iter().map(|mut item| {
                    item.shift(0.0, shift);
                    item
                }));
                into.notes.extend(strip.notes);
            }
        }
        strips
    }

    /// Rules and tints of a row.
    fn row_decoration(&self, setting: &Setting, grid: &Grid, row: &SetRow, strips: &mut [Strip]) {
        let colors = &self.theme.colors;
        let (x, width) = (setting.column.x, setting.column.width);
        let fill = |strip: &mut Strip, y: f32, height: f32, color| {
            let kind = ItemKind::Fill { width, height, color };
            strip.items.push(Item { x, y, tag: Tag::DECORATION, kind });
        };
        if self.theme.table.zebra && row.section == Section::Body && row.index % 2 == 1 {
            strips.iter_mut().for_each(|s| fill(s, 0.0, s.height, colors.zebra));
        }
        if let Some(first) = strips.first_mut() {
            if row.index == 0 {
                fill(first, 0.0, STRONG_RULE, colors.rule_strong);
            } else if grid.starts_foot(row.index) {
                fill(first, 0.0, RULE, colors.rule_strong);
            }
        }
        if let Some(last) = strips.last_mut() {
            let (thick, color) = match (row.index + 1 == grid.rows.len(), grid.ends_head(row.index)) {
                (true, _) => (STRONG_RULE, colors.rule_strong),
                (_, true) => (RULE, colors.rule_strong),
                _ => (RULE, colors.rule),
            };
            fill(last, last.height - thick, thick, color);
        }
    }
}

/// Gives each row its height; the sum of all.
fn set_heights(rows: &mut [SetRow], leading: f32, pad: f32) -> f32 {
    for row in rows.iter_mut() {
        let own = row.cells.iter().filter(|c| c.rows == 1).map(|c| c.height);
        row.height = own.fold(leading, f32::max) + 2.0 * pad;
    }
    // A cell of several rows that needs more makes the last of them higher.
    for index in 0..rows.len() {
        let spans: Vec<(usize, f32)> =
            rows[index].cells.iter().filter(|c| c.rows > 1).map(|c| (c.rows, c.height)).collect();
        for (span, height) in spans {
            let last = (index + span).min(rows.len()) - 1;
            let have: f32 = rows[index..=last].iter().map(|r| r.height).sum();
            rows[last].height += (height + 2.0 * pad - have).max(0.0);
        }
    }
    rows.iter().map(|r| r.height).sum()
}

/// Where a row can be cut without cutting a strip of any cell, its top and bottom included.
fn cuts(row: &SetRow, pad: f32) -> Vec<f32> {
    let strips = row.cells.iter().flat_map(|c| &c.strips);
    let mut spans: Vec<(f32, f32)> = strips.map(|(top, s)| (top + pad, top + pad + s.height)).collect();
    spans.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut cuts = vec![0.0];
    let mut reach = 0.0_f32;
    for (top, bottom) in spans {
        // Nothing that starts above reaches below this top.
        if top >= reach - 0.01 && top > pad + 0.01 {
            cuts.push(top);
        }
        reach = reach.max(bottom);
    }
    cuts.dedup_by(|a, b| (*a - *b).abs() < 0.01);
    cuts.push(row.height);
    cuts
}
