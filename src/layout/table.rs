//! Tables: cells set in columns of their width, rows that stay whole, heads that are repeated.

use super::columns::{self, Need};
use super::compose::{Column, Composer, begin_mark};
use super::flow::{BreakBefore, Flow, RepeatedHead, Strip, TableId};
use super::grid::{Grid, GridCell, MOST_COLUMNS, Section};
use super::look::Look;
use super::page::{Item, ItemKind};
use super::structure::{CellRole, NodeId, Role, Scope, Tag};
use crate::document::{Alignment, Attributes, Block, BlockKind, Table, plain_text};
use crate::text::{Align, Measure, Paragraph};

/// Type is made smaller for a table that is too wide, down to this share.
const LEAST_SCALE: f32 = 0.72;
/// Padding takes at most this share of a column.
const MOST_PADDING: f32 = 0.2;

/// What a table is set by.
struct Setting<'t> {
    table: &'t Table,
    id: TableId,
    node: NodeId,
    column: Column,
    look: Look,
    widths: Vec<f32>,
    /// Left edge of each column, relative to the table's.
    lefts: Vec<f32>,
    padding: (f32, f32),
    /// Nodes of the header cells of each column, with spans in mind.
    headers: Vec<Vec<NodeId>>,
    has_spans: bool,
}

/// A cell that was set: strips with their tops.
struct SetCell {
    strips: Vec<(f32, Strip)>,
    height: f32,
    rows: usize,
}

impl Composer<'_> {
    pub(super) fn table(&mut self, flow: &mut Flow, column: Column, attrs: &Attributes, table: &Table) {
        let grid = Grid::of(table);
        if grid.rows.is_empty() {
            return;
        }
        if table.columns.len() > MOST_COLUMNS {
            let message = format!("a table has {} columns; {MOST_COLUMNS} are shown", table.columns.len());
            self.warn(message, attrs.position.clone());
        }
        let node = self.node(column.parent, Role::Table, attrs);
        flow.want_space(self.theme.text.paragraph_space.pt() * 1.4);
        self.table_caption(flow, Column { parent: node, ..column }, table);
        let setting = self.table_setting(column, node, table, &grid);
        self.table_rows(flow, setting, &grid);
        flow.want_space(self.theme.text.paragraph_space.pt() * 2.0);
    }

    fn table_caption(&mut self, flow: &mut Flow, column: Column, table: &Table) {
        if table.caption.is_empty() {
            return;
        }
        self.tables += 1;
        let label = self.document.labels.table.replace("{number}", &self.tables.to_string());
        self.caption(flow, column, &label, &table.caption);
        flow.want_space(3.0);
        flow.keep_next();
    }

    fn table_setting<'t>(
        &mut self,
        column: Column,
        node: NodeId,
        table: &'t Table,
        grid: &Grid,
    ) -> Setting<'t> {
        let mut look = column.look.table(self.theme);
        let style = &self.theme.table;
        let most_padding = column.width / grid.columns as f32 * MOST_PADDING;
        let padding = (style.padding_x.pt().min(most_padding), style.padding_y.pt());
        let mut needs = self.needs(&look, table, grid, column.width, padding.0);
        let least: f32 = needs.iter().map(|n| n.min).sum();
        if least > column.width {
            let scale = (column.width / least).max(LEAST_SCALE);
            look = Look { size: look.size * scale, leading: look.leading * scale, ..look };
            needs = self.needs(&look, table, grid, column.width, padding.0);
        }
        look.hyphenate = self.theme.text.hyphenate;
        let widths = columns::distribute(column.width, &needs);
        let lefts = widths.iter().scan(0.0, |x, w| Some(std::mem::replace(x, *x + w))).collect();
        self.heads.push(RepeatedHead::default());
        Setting {
            table,
            id: TableId(self.heads.len() - 1),
            node,
            column,
            look,
            widths,
            lefts,
            padding,
            headers: vec![Vec::new(); grid.columns],
            has_spans: grid.has_spans,
        }
    }

    /// What each column needs, from the cells that cover one column.
    fn needs(&mut self, look: &Look, table: &Table, grid: &Grid, width: f32, padding: f32) -> Vec<Need> {
        let mut needs: Vec<Need> = (0..grid.columns)
            .map(|i| {
                let column = table.columns.get(i).copied().unwrap_or_default();
                let fixed = column.width.filter(|w| w.is_finite() && *w > 0.0).map(|w| w.min(1.0) * width);
                Need { fixed, grows: column.align != Alignment::End, ..Need::default() }
            })
            .collect();
        for row in &grid.rows {
            let look = Look { bold: row.section != Section::Body, ..*look };
            for cell in row.cells.iter().filter(|c| c.columns == 1) {
                let measure = self.measure_blocks(&look, &cell.cell.blocks);
                let need = &mut needs[cell.column];
                need.min = need.min.max(measure.min + 2.0 * padding + 0.1);
                need.max = need.max.max(measure.max + 2.0 * padding + 0.1);
            }
        }
        needs
    }

    /// How narrow and how wide blocks can be set; of figures and tables nothing is asked.
    fn measure_blocks(&mut self, look: &Look, blocks: &[Block]) -> Measure {
        let mut all = Measure::default();
        for block in blocks {
            let measure = match &block.kind {
                BlockKind::Paragraph(content) | BlockKind::Heading { content, .. } => {
                    self.measure_text(look, &plain_text(content))
                }
                BlockKind::List(list) => {
                    let items = list.items.iter().map(|i| self.measure_blocks(look, i));
                    let inner = items.fold(Measure::default(), widest);
                    let indent = look.size * 1.6;
                    Measure { min: inner.min + indent, max: inner.max + indent }
                }
                BlockKind::Quote(inner) | BlockKind::Group(inner) => self.measure_blocks(look, inner),
                BlockKind::Code { text, .. } => self.measure_text(look, text),
                _ => Measure { min: look.size * 3.0, max: look.size * 12.0 },
            };
            all = widest(all, measure);
        }
        all
    }

    fn measure_text(&mut self, look: &Look, text: &str) -> Measure {
        let style = self.faces.style(look, Tag::DECORATION.to_raw());
        let mut paragraph = Paragraph::new(false);
        paragraph.push(text, style);
        paragraph.prepare(&mut self.setter).measure()
    }

    fn table_rows(&mut self, flow: &mut Flow, mut setting: Setting, grid: &Grid) {
        let mut section_node = None;
        let mut head = Vec::new();
        let mut index = 0;
        let mut first = true;
        while index < grid.rows.len() {
            let section = grid.rows[index].section;
            // Rows that share a cell stay together.
            let count = 1 + grid.rows[index + 1..].iter().take_while(|r| r.reached_into).count();
            let parent = match section_node {
                Some((same, node)) if same == section => node,
                _ => {
                    let node = self.tree.add(setting.node, section_role(section));
                    section_node = Some((section, node));
                    node
                }
            };
            let strips = self.row_group(&mut setting, grid, index, count, parent);
            if section == Section::Head {
                head.extend(strips.iter().cloned());
            }
            for (at, mut strip) in strips.into_iter().enumerate() {
                strip.table = Some(setting.id);
                strip.frame = setting.column.frame;
                if !first && (section == Section::Head || section == Section::Foot && at == 0) {
                    strip.break_before = BreakBefore::Forbidden;
                }
                first = false;
                flow.push(strip);
            }
            index += count;
            let head_ends =
                section == Section::Head && grid.rows.get(index).is_some_and(|r| r.section != Section::Head);
            if head_ends {
                flow.keep_next();
                self.heads[setting.id.0] = repeated(std::mem::take(&mut head));
            }
        }
    }

    /// Sets rows that share cells, mostly one row, as strips.
    fn row_group(
        &mut self,
        setting: &mut Setting,
        grid: &Grid,
        start: usize,
        count: usize,
        parent: NodeId,
    ) -> Vec<Strip> {
        let mut cells: Vec<Vec<(GridCell, NodeId, SetCell)>> = Vec::new();
        let mut heights = vec![0.0_f32; count];
        let mut rows = Vec::new();
        for offset in 0..count {
            let row = &grid.rows[start + offset];
            let node = self.tree.add(parent, Role::Row);
            rows.push(node);
            let set: Vec<_> =
                row.cells.iter().map(|cell| self.cell(setting, row.section, *cell, node)).collect();
            let own = set.iter().filter(|(_, _, s)| s.rows == 1).map(|(_, _, s)| s.height);
            heights[offset] = own.fold(setting.look.leading, f32::max) + 2.0 * setting.padding.1;
            cells.push(set);
        }
        // A cell of several rows that needs more makes the last of them higher.
        for (offset, row) in cells.iter().enumerate() {
            for (_, _, cell) in row.iter().filter(|(_, _, c)| c.rows > 1) {
                let last = (offset + cell.rows - 1).min(count - 1);
                let have: f32 = heights[offset..=last].iter().sum();
                heights[last] += (cell.height + 2.0 * setting.padding.1 - have).max(0.0);
            }
        }
        let total: f32 = heights.iter().sum();
        let room = self.page_height - self.heads[setting.id.0].height;
        let mut strips = Vec::new();
        for (offset, row) in cells.into_iter().enumerate() {
            let is_last = start + offset + 1 == grid.rows.len();
            let section = grid.rows[start + offset].section;
            let ends_head = section == Section::Head
                && grid.rows.get(start + offset + 1).is_some_and(|r| r.section != Section::Head);
            let index = start + offset;
            let starts_foot =
                section == Section::Foot && index > 0 && grid.rows[index - 1].section == Section::Body;
            let set =
                RowInMaking { height: heights[offset], section, index, is_last, ends_head, starts_foot };
            let mut made = self.row_strips(setting, set, rows[offset], row, total > room * 0.9);
            if offset > 0 && total <= room {
                made.iter_mut().for_each(|s| s.break_before = BreakBefore::Forbidden);
            }
            strips.append(&mut made);
        }
        strips
    }

    fn cell<'g>(
        &mut self,
        setting: &mut Setting,
        section: Section,
        grid_cell: GridCell<'g>,
        row: NodeId,
    ) -> (GridCell<'g>, NodeId, SetCell) {
        let is_row_header = grid_cell.column < usize::from(setting.table.row_headers);
        let scope = match section {
            Section::Head => Some(Scope::Column),
            _ => is_row_header.then_some(Scope::Row),
        };
        let role = if scope.is_some() { Role::HeaderCell } else { Role::Cell };
        let node = self.tree.add(row, role);
        let covered = grid_cell.column..grid_cell.column + grid_cell.columns;
        if setting.has_spans || scope.is_some() {
            let mut headers: Vec<NodeId> = setting.headers[covered.clone()].concat();
            headers.dedup();
            let headers = if setting.has_spans && section != Section::Head { headers } else { Vec::new() };
            let (col_span, row_span) = (grid_cell.columns as u16, grid_cell.rows as u16);
            self.tree.detail_mut(node).cell = Some(CellRole { col_span, row_span, scope, headers });
        }
        if section == Section::Head {
            setting.headers[covered.clone()].iter_mut().for_each(|h| h.push(node));
        }
        let table_column = setting.table.columns.get(grid_cell.column).copied().unwrap_or_default();
        let align = match grid_cell.cell.align.unwrap_or(table_column.align) {
            Alignment::Start => Align::Start,
            Alignment::Center => Align::Center,
            Alignment::End => Align::End,
        };
        let bold = section != Section::Body;
        let width: f32 = setting.widths[covered].iter().sum();
        let padding = setting.padding.0.min(width * MOST_PADDING);
        let inner = Column {
            x: setting.column.x + setting.lefts[grid_cell.column] + padding,
            width: width - 2.0 * padding,
            parent: node,
            look: Look { align, bold, ..setting.look },
            frame: None,
            list_depth: 0,
            tight: false,
            in_cell: true,
        };
        let set = self.cell_content(inner, &grid_cell.cell.blocks, grid_cell.rows);
        (grid_cell, node, set)
    }

    fn cell_content(&mut self, column: Column, blocks: &[Block], rows: usize) -> SetCell {
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
        let mut y = 0.0;
        let mut strips: Vec<(f32, Strip)> = Vec::with_capacity(flow.strips.len());
        for strip in flow.strips {
            y += if strips.is_empty() { 0.0 } else { strip.space };
            let height = strip.height;
            strips.push((y, strip));
            y += height;
        }
        if !marks.is_empty() {
            strips.push((y, Strip { items: marks, ..Strip::default() }));
        }
        SetCell { strips, height: y, rows }
    }

    /// A row as one strip, or as slices where it is too high for a page.
    fn row_strips(
        &mut self,
        setting: &Setting,
        row: RowInMaking,
        row_node: NodeId,
        cells: Vec<(GridCell, NodeId, SetCell)>,
        sliced: bool,
    ) -> Vec<Strip> {
        let (_, pad_y) = setting.padding;
        let cuts = if sliced { cuts(&cells, pad_y, row.height) } else { vec![0.0, row.height] };
        let mut strips: Vec<Strip> =
            cuts.windows(2).map(|c| Strip { height: c[1] - c[0], ..Strip::default() }).collect();
        self.row_decoration(setting, &row, &mut strips);
        let first = strips.len().min(1);
        strips[..first].iter_mut().for_each(|s| s.items.push(begin_mark(row_node)));
        for (_, node, cell) in cells {
            strips[..first].iter_mut().for_each(|s| s.items.push(begin_mark(node)));
            // Heads of different heights end on one line.
            let drop = if row.section == Section::Head && cell.rows == 1 {
                (row.height - 2.0 * pad_y - cell.height).max(0.0)
            } else {
                0.0
            };
            for (top, strip) in cell.strips {
                let top = top + pad_y + drop;
                let slice = cuts.partition_point(|c| *c <= top + 0.01).clamp(1, strips.len()) - 1;
                let into = &mut strips[slice];
                into.items.extend(strip.items.into_iter().map(|mut item| {
                    item.shift(0.0, top - cuts[slice]);
                    item
                }));
                into.notes.extend(strip.notes);
            }
        }
        strips
    }

    /// Rules and tints of a row.
    fn row_decoration(&self, setting: &Setting, row: &RowInMaking, strips: &mut [Strip]) {
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
            } else if row.starts_foot {
                fill(first, 0.0, RULE, colors.rule_strong);
            }
        }
        if let Some(last) = strips.last_mut() {
            let (thick, color) = match (row.is_last, row.ends_head) {
                (true, _) => (STRONG_RULE, colors.rule_strong),
                (_, true) => (RULE, colors.rule_strong),
                _ => (RULE, colors.rule),
            };
            fill(last, last.height - thick, thick, color);
        }
    }
}

/// Thickness of rules, points.
const RULE: f32 = 0.4;
const STRONG_RULE: f32 = 0.8;

struct RowInMaking {
    height: f32,
    section: Section,
    /// Number of the row in the table.
    index: usize,
    is_last: bool,
    ends_head: bool,
    starts_foot: bool,
}

fn section_role(section: Section) -> Role {
    match section {
        Section::Head => Role::TableHead,
        Section::Body => Role::TableBody,
        Section::Foot => Role::TableFoot,
    }
}

fn widest(a: Measure, b: Measure) -> Measure {
    Measure { min: a.min.max(b.min), max: a.max.max(b.max) }
}

/// Where a row can be cut without cutting a strip of any cell, its top and bottom included.
fn cuts(cells: &[(GridCell, NodeId, SetCell)], pad: f32, height: f32) -> Vec<f32> {
    let spans: Vec<(f32, f32)> = cells
        .iter()
        .flat_map(|(_, _, c)| c.strips.iter().map(|(top, s)| (top + pad, top + pad + s.height)))
        .collect();
    let mut ends: Vec<(f32, f32)> = spans.clone();
    ends.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut cuts = vec![0.0];
    let mut reach = 0.0_f32;
    for (top, bottom) in ends {
        // Nothing that starts above reaches below this top.
        if top >= reach - 0.01 && top > pad + 0.01 {
            cuts.push(top);
        }
        reach = reach.max(bottom);
    }
    cuts.dedup_by(|a, b| (*a - *b).abs() < 0.01);
    cuts.push(height);
    cuts
}

/// Strips of a head as decoration, one below the other.
fn repeated(strips: Vec<Strip>) -> RepeatedHead {
    let mut head = RepeatedHead::default();
    for strip in strips {
        let top = head.height + if head.items.is_empty() { 0.0 } else { strip.space };
        let shown =
            strip.items.into_iter().filter(|i| !matches!(i.kind, ItemKind::Begin | ItemKind::Place(_)));
        head.items.extend(shown.map(|mut item| {
            item.tag = Tag::DECORATION;
            item.shift(0.0, top);
            item
        }));
        head.height = top + strip.height;
    }
    head
}
