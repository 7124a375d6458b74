//! Tables: cells set in columns of their width, rows that stay whole, heads that are repeated.

use super::balance::{self, CellText, Limits};
use super::columns::{self, Need};
use super::compose::{Column, Composer};
use super::flow::{BreakBefore, Flow, RepeatedHead, Strip, TableId};
use super::grid::{Grid, MOST_COLUMNS, Section};
use super::inline::note_look;
use super::look::Look;
use super::page::ItemKind;
use super::structure::{NodeId, Role, Tag};
use crate::document::{Alignment, Attributes, Block, BlockKind, Inline, Table, plain_text};
use crate::text::{Measure, Paragraph};

/// Type is made smaller for a table that is too wide, down to this share.
const LEAST_SCALE: f32 = 0.72;
/// A table of less than this share of a page stays whole.
const MOST_KEPT: f32 = 0.3;
/// Padding takes at most this share of a column.
pub(super) const MOST_PADDING: f32 = 0.2;

/// What a table is set by.
pub(super) struct Setting<'t> {
    pub table: &'t Table,
    pub id: TableId,
    pub node: NodeId,
    pub column: Column,
    pub look: Look,
    pub widths: Vec<f32>,
    /// Left edge of each column, relative to the table's.
    pub lefts: Vec<f32>,
    /// Space in a cell at its sides, and above and below.
    pub padding: (f32, f32),
    /// Nodes of the header cells of each column.
    pub headers: Vec<Vec<NodeId>>,
}

impl Composer<'_, '_> {
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
        let first = flow.strips.len();
        self.table_rows(flow, setting, &grid);
        keep_together(&mut flow.strips[first..], self.page_height);
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
        let sum = |needs: &[Need]| needs.iter().map(|n| n.min).sum::<f32>();
        let (mut needs, mut cells) = self.needs(&look, table, grid, (column.width, padding.0), false);
        if sum(&needs) > column.width {
            (needs, cells) = self.needs(&look, table, grid, (column.width, padding.0), true);
        }
        if sum(&needs) > column.width {
            let paddings = 2.0 * padding.0 * grid.columns as f32;
            let scale = (column.width - paddings) / (sum(&needs) - paddings);
            let scale = (scale * 0.99).clamp(LEAST_SCALE, 1.0);
            look = Look { size: look.size * scale, leading: look.leading * scale, ..look };
            (needs, cells) = self.needs(&look, table, grid, (column.width, padding.0), true);
        }
        look.hyphenate = self.theme.text.hyphenate;
        let mut widths = columns::distribute(column.width, &needs);
        let limits: Vec<Limits> = needs.iter().map(|n| limits(n, padding.0)).collect();
        balance::balance(&mut widths, &limits, &cells);
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
        }
    }

    /// What each column needs, from the cells that cover one column, and what stands in them.
    fn needs(
        &mut self,
        look: &Look,
        table: &Table,
        grid: &Grid,
        (width, padding): (f32, f32),
        divide_names: bool,
    ) -> (Vec<Need>, Vec<CellText>) {
        let mut texts = Vec::new();
        let mut needs: Vec<Need> = (0..grid.columns)
            .map(|i| {
                let column = table.columns.get(i).copied().unwrap_or_default();
                let fixed = column.width.filter(|w| w.is_finite() && *w > 0.0).map(|w| w.min(1.0) * width);
                Need { fixed, grows: column.align != Alignment::End, ..Need::default() }
            })
            .collect();
        for (index, row) in grid.rows.iter().enumerate() {
            let look = Look { bold: row.section != Section::Body, ..*look };
            for cell in row.cells.iter().filter(|c| c.columns == 1) {
                let mut text = CellText { row: index, column: cell.column, lengths: Vec::new() };
                let measure = self.measure_blocks(&look, &cell.cell.blocks, divide_names, &mut text.lengths);
                texts.push(text);
                let need = &mut needs[cell.column];
                need.min = need.min.max(measure.min + 2.0 * padding + 0.1);
                need.max = need.max.max(measure.max + 2.0 * padding + 0.1);
            }
        }
        (needs, texts)
    }

    /// How narrow and how wide blocks can be set, and how long each is; of figures and tables nothing is asked.
    fn measure_blocks(
        &mut self,
        look: &Look,
        blocks: &[Block],
        divide_names: bool,
        lengths: &mut Vec<f32>,
    ) -> Measure {
        let mut all = Measure::default();
        for block in blocks {
            let measure = match &block.kind {
                BlockKind::Paragraph(content) | BlockKind::Heading { content, .. } => {
                    self.measure_content(look, content, divide_names, lengths)
                }
                BlockKind::List(list) => {
                    let items = list.items.iter();
                    let items = items.map(|i| self.measure_blocks(look, i, divide_names, lengths));
                    let inner = items.fold(Measure::default(), widest);
                    let indent = look.size * 1.6;
                    Measure { min: inner.min + indent, max: inner.max + indent }
                }
                BlockKind::Quote(inner) | BlockKind::Group(inner) => {
                    self.measure_blocks(look, inner, divide_names, lengths)
                }
                BlockKind::Code { text, .. } => self.measure_text(look, text, divide_names, lengths),
                _ => Measure { min: look.size * 3.0, max: look.size * 12.0 },
            };
            all = widest(all, measure);
        }
        all
    }

    /// What a text needs. A word with the mark of a note behind it is as wide as both, so that it is not divided for
    /// the mark; how long the text is on one line is told without marks, which the eye passes over.
    fn measure_content(
        &mut self,
        look: &Look,
        content: &[Inline],
        divide_names: bool,
        lengths: &mut Vec<f32>,
    ) -> Measure {
        let plain = self.measure_text(look, &plain_text(content), divide_names, lengths);
        let style = self.faces.style(look, Tag::DECORATION.to_raw());
        let mark = self.faces.style(&note_look(*look, look.color), Tag::DECORATION.to_raw());
        let mut marked = Paragraph::new(false);
        for (index, inline) in content.iter().enumerate() {
            match inline {
                Inline::NoteRef(note) => {
                    let follows = index > 0 && matches!(content[index - 1], Inline::NoteRef(_));
                    let comma = if follows { "," } else { "" };
                    marked.push(&format!("{comma}{}", note + 1), mark);
                }
                other => marked.push(&plain_text(std::slice::from_ref(other)), style),
            }
        }
        let min = marked.prepare(&mut self.setter).measure(divide_names).min;
        Measure { min: plain.min.max(min), max: plain.max.max(min) }
    }

    fn measure_text(
        &mut self,
        look: &Look,
        text: &str,
        divide_names: bool,
        lengths: &mut Vec<f32>,
    ) -> Measure {
        let style = self.faces.style(look, Tag::DECORATION.to_raw());
        let mut paragraph = Paragraph::new(false);
        paragraph.push(text, style);
        let measure = paragraph.prepare(&mut self.setter).measure(divide_names);
        lengths.push(measure.max);
        measure
    }

    fn table_rows(&mut self, flow: &mut Flow, mut setting: Setting, grid: &Grid) {
        let mut section_node = None;
        let mut head = Vec::new();
        let mut index = 0;
        while index < grid.rows.len() {
            let section = grid.rows[index].section;
            // Rows that share a cell stay together.
            let count = 1 + grid.rows[index + 1..].iter().take_while(|r| r.reached_into).count();
            let parent = match section_node {
                Some((same, node)) if same == section => node,
                _ => self.tree.add(setting.node, section_role(section)),
            };
            section_node = Some((section, parent));
            let strips = self.row_group(&mut setting, grid, index..index + count, parent);
            if section == Section::Head {
                head.extend(strips.iter().cloned());
            }
            // The head stays whole and with its first row, the foot with the last.
            let stays = index > 0 && section == Section::Head || grid.starts_foot(index);
            for (at, mut strip) in strips.into_iter().enumerate() {
                strip.table = Some(setting.id);
                strip.frame = setting.column.frame;
                if stays && at == 0 {
                    strip.break_before = BreakBefore::Forbidden;
                }
                flow.push(strip);
            }
            index += count;
            if section == Section::Head && grid.rows.get(index).is_some_and(|r| r.section != Section::Head) {
                flow.keep_next();
                self.heads[setting.id.0] = repeated(std::mem::take(&mut head));
            }
        }
    }
}

/// Keeps a small table whole, and of a larger one no row alone at either end.
fn keep_together(strips: &mut [Strip], page_height: f32) {
    let height: f32 = strips.iter().map(|s| s.height + s.space).sum();
    let whole = height < page_height * MOST_KEPT;
    let heads = strips.iter().skip(1).take_while(|s| s.break_before == BreakBefore::Forbidden).count();
    let count = strips.len();
    for (index, strip) in strips.iter_mut().enumerate().skip(1) {
        if whole || index == heads + 1 || index + 1 == count {
            strip.break_before = BreakBefore::Forbidden;
        }
    }
}

fn limits(need: &Need, padding: f32) -> Limits {
    Limits { min: need.min, padding, is_fixed: need.fixed.is_some() }
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
