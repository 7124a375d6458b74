//! Tables, row by row, and the boxes of callouts, which are tables of one column.
//!
//! Start with [`Composer::table`].

use super::super::WriteError;
use super::compose::{Composer, Scope, Twips, backend};
use super::grid::{Grid, Place};
use super::inline::TextFormat;
use super::paragraph::RunMark;
use super::schema;
use super::styles::Style;
use super::widths::{column_widths, lines};
use super::xml::{Element, Node, parse_fragment};
use crate::document::{Alignment, Block, Cell, Inline, Row, Table};
use docx_rs::{BuildXML, Run, TableCell, TableLayoutType, TableRow, VMergeType, WidthType};

/// A table of no more lines stays on one page, about a quarter of it.
const SMALL_TABLE: usize = 15;

/// Word refuses tables with more columns.
const MAX_COLUMNS: usize = 63;

/// What holds for the rows of a table.
struct Frame<'t, 'a> {
    widths: &'t [Twips],
    aligns: Vec<Alignment>,
    scope: Scope<'a>,
}

impl<'a> Composer<'a> {
    /// Writes a table with its caption.
    pub fn table(
        &mut self,
        table: &'a Table,
        block: &Block,
        scope: Scope<'a>,
        out: &mut String,
    ) -> Result<(), WriteError> {
        let grid = Grid::of(table);
        if grid.columns > MAX_COLUMNS {
            let message = format!("a table has {} columns; Word takes {MAX_COLUMNS} at most", grid.columns);
            return Err(WriteError::Document { message, position: block.attrs.position.clone() });
        }
        if !table.caption.is_empty() {
            self.caption(CaptionOf::Table, &table.caption, Scope { keep_next: true, ..scope }, out)?;
        } else {
            self.before_table(scope, out)?;
        }
        if grid.columns == 0 {
            return Ok(());
        }
        let widths = column_widths(table, grid.columns, scope.width);
        let head = self.table_head(table, &widths, scope)?;
        head.write_start(out);
        out.push('>');
        head.children.iter().filter_map(Node::element).for_each(|e| e.write(out));
        self.sections(table, grid, &widths, scope, out)?;
        head.write_end(out);
        self.after_table(scope, out)
    }

    /// Table without rows: properties and grid.
    fn table_head(
        &mut self,
        table: &Table,
        widths: &[Twips],
        scope: Scope<'a>,
    ) -> Result<Element, WriteError> {
        let mut element = self.empty_table(Style::ReportTable, widths, scope)?;
        let look = Element::new("w:tblLook")
            .with("w:val", look_value(table))
            .with("w:firstRow", flag(!table.head.is_empty()))
            .with("w:lastRow", flag(!table.foot.is_empty()))
            .with("w:firstColumn", flag(table.row_headers > 0))
            .with("w:lastColumn", "0")
            .with("w:noHBand", "0")
            .with("w:noVBand", "1");
        let properties = element.find_or_add("w:tblPr");
        properties.push(look);
        schema::sort_table(properties);
        Ok(element)
    }

    fn empty_table(
        &mut self,
        style: Style,
        widths: &[Twips],
        scope: Scope<'a>,
    ) -> Result<Element, WriteError> {
        let padding = if style == Style::ReportTable { CELL_PADDING } else { CALLOUT_PADDING } / 2;
        let outset = if self.outset_tables && !scope.in_cell { padding as i32 } else { 0 };
        let indent = i32::from(scope.lists) * LIST_INDENT + outset;
        let total: u32 = widths.iter().map(|w| w.0).sum();
        let mut table = docx_rs::Table::new(Vec::new())
            .style(self.styles.id(style, &mut self.numbering))
            .width(total as usize, WidthType::Dxa)
            .layout(TableLayoutType::Fixed)
            .set_grid(widths.iter().map(|w| w.0 as usize).collect());
        if indent > 0 {
            table = table.indent(indent);
        }
        let mut element = parse_fragment(&table.build()).map_err(backend)?;
        schema::mend(&mut element);
        Ok(element)
    }

    fn sections(
        &mut self,
        table: &'a Table,
        grid: Grid,
        widths: &[Twips],
        scope: Scope<'a>,
        out: &mut String,
    ) -> Result<(), WriteError> {
        let mut aligns: Vec<Alignment> = table.columns.iter().map(|c| c.align).collect();
        aligns.resize(widths.len(), Alignment::Start);
        let inner = Scope { in_cell: true, keep_next: false, lists: 0, ..scope.styled(Style::TableText) };
        let mut frame = Frame { widths, aligns, scope: inner };
        let sections = [(&table.head, true), (&table.body, false), (&table.foot, false)];
        let count: usize = sections.iter().map(|(rows, _)| rows.len()).sum();
        let is_small = is_small(table, count, widths);
        let mut number = 0;
        for (rows, is_head) in sections {
            for row in grid.section(rows) {
                number += 1;
                // The last row never goes to a page of its own.
                let stays = is_head || is_small || number + 1 == count;
                frame.scope.keep_next = stays && number < count;
                self.row(rows, &row, is_head, &frame, out)?;
            }
        }
        Ok(())
    }

    fn row(
        &mut self,
        rows: &'a [Row],
        places: &[Place],
        is_head: bool,
        frame: &Frame<'_, 'a>,
        out: &mut String,
    ) -> Result<(), WriteError> {
        let mut column = 0;
        let cells = places.iter().map(|place| {
            let width: u32 = frame.widths[column..column + place.span].iter().map(|w| w.0).sum();
            column += place.span;
            cell_properties(place, Twips(width))
        });
        let row = TableRow::new(cells.collect()).cant_split();
        let mut element = parse_fragment(&row.build()).map_err(backend)?;
        schema::mend(&mut element);
        if is_head {
            element.find_or_add("w:trPr").push(Element::new("w:tblHeader"));
        }
        let mut column = 0;
        for (place, target) in places.iter().zip(element.elements_mut().filter(|e| e.name == "w:tc")) {
            let cell = place.cell.and_then(|(row, at)| rows.get(row)?.cells.get(at));
            let content = self.cell(cell, column, frame)?;
            target.remove("w:p");
            target.children.push(Node::Raw(content));
            column += place.span;
        }
        element.write(out);
        Ok(())
    }

    /// The content of a cell; a paragraph at least.
    fn cell(
        &mut self,
        cell: Option<&'a Cell>,
        column: usize,
        frame: &Frame<'_, 'a>,
    ) -> Result<String, WriteError> {
        let mut content = String::new();
        let own = cell.and_then(|cell| cell.align);
        let width = Twips(frame.widths[column].0.saturating_sub(CELL_PADDING));
        let scope = Scope { align: own.unwrap_or(frame.aligns[column]), width, ..frame.scope };
        if let Some(cell) = cell {
            self.blocks(&cell.blocks, scope, &mut content)?;
        }
        self.end_cell(Style::TableText, scope, &mut content)?;
        Ok(content)
    }

    /// Ends a cell with a paragraph, as Word demands, where its content does not.
    fn end_cell(&mut self, style: Style, scope: Scope<'a>, content: &mut String) -> Result<(), WriteError> {
        if content.ends_with("</w:p>") || content.ends_with("<w:p/>") {
            return Ok(());
        }
        let draft = self.draft(Some(style), scope);
        self.finish(draft, content)
    }

    /// Writes a callout: a box that can go over a page.
    pub fn callout(
        &mut self,
        title: &'a [Inline],
        body: &'a [Block],
        block: &Block,
        scope: Scope<'a>,
        out: &mut String,
    ) -> Result<(), WriteError> {
        self.before_table(scope, out)?;
        let style = match block.attrs.classes.first().map(String::as_str) {
            Some("glance") => Style::CalloutGlance,
            Some("confirm") => Style::CalloutConfirm,
            _ => Style::Callout,
        };
        let mut table = self.empty_table(style, &[scope.width], scope)?;
        let width = Twips(scope.width.0.saturating_sub(CALLOUT_PADDING));
        let inner = Scope { in_cell: true, width, style: None, lists: 0, ..scope };
        let mut content = String::new();
        if !title.is_empty() {
            let mut draft = self.draft(Some(Style::CalloutTitle), inner);
            self.inlines(title, TextFormat::of(inner), &mut draft)?;
            self.finish(draft, &mut content)?;
        }
        self.blocks(body, inner, &mut content)?;
        self.end_cell(Style::TableGap, inner, &mut content)?;
        table.push(single_cell_row(scope.width, content)?);
        table.write(out);
        self.after_table(scope, out)
    }

    /// Writes a caption with its number as a field.
    pub fn caption(
        &mut self,
        of: CaptionOf,
        content: &'a [Inline],
        scope: Scope<'a>,
        out: &mut String,
    ) -> Result<(), WriteError> {
        let (sequence, label, number) = match of {
            CaptionOf::Table => {
                self.tables += 1;
                ("Table", &self.document.labels.table, self.tables)
            }
            CaptionOf::Figure => {
                self.figures += 1;
                ("Figure", &self.document.labels.figure, self.figures)
            }
        };
        let (before, after) = label.split_once("{number}").unwrap_or((label, ""));
        let (before, after) = (self.clean(before, true), self.clean(after, true));
        let scope = Scope { align: Alignment::Start, ..scope };
        let mut draft = self.draft(Some(Style::Caption), scope);
        draft.run(Run::new().add_text(before), RunMark::default());
        draft.field(&format!("SEQ {sequence} \\* ARABIC"), &number.to_string(), &Run::new);
        draft.run(Run::new().add_text(format!("{after}. ")), RunMark::default());
        self.inlines(content, TextFormat::of(scope), &mut draft)?;
        self.finish(draft, out)
    }
}

/// What a caption names.
#[derive(Clone, Copy)]
pub(super) enum CaptionOf {
    Table,
    Figure,
}

/// Indent of a list's level, twips, as in the built-in numbering.
const LIST_INDENT: i32 = 340;

/// Space left and right of a cell's text in the built-in table styles, twips.
const CELL_PADDING: u32 = 170;
const CALLOUT_PADDING: u32 = 360;

fn cell_properties(place: &Place, width: Twips) -> TableCell {
    let mut cell = TableCell::new().width(width.0 as usize, WidthType::Dxa);
    if place.span > 1 {
        cell = cell.grid_span(place.span);
    }
    match (place.merged, place.rows) {
        (true, _) => cell.vertical_merge(VMergeType::Continue),
        (false, rows) if rows > 1 => cell.vertical_merge(VMergeType::Restart),
        _ => cell,
    }
}

fn single_cell_row(width: Twips, content: String) -> Result<Element, WriteError> {
    let cell = TableCell::new().width(width.0 as usize, WidthType::Dxa);
    let mut row = parse_fragment(&TableRow::new(vec![cell]).build()).map_err(backend)?;
    schema::mend(&mut row);
    if let Some(cell) = row.find_mut("w:tc") {
        cell.remove("w:p");
        cell.children.push(Node::Raw(content));
    }
    Ok(row)
}

/// Whether a table is so small that it stays on one page.
fn is_small(table: &Table, count: usize, widths: &[Twips]) -> bool {
    let rows = || table.head.iter().chain(&table.body).chain(&table.foot);
    count <= SMALL_TABLE && rows().map(|row| lines(row, widths)).sum::<u32>() <= SMALL_TABLE as u32
}

fn flag(on: bool) -> &'static str {
    if on { "1" } else { "0" }
}

/// The same flags as bits, which older readers want (ECMA-376 part 1, clause 17.7.6.7).
fn look_value(table: &Table) -> String {
    let first_row = if table.head.is_empty() { 0 } else { 0x20 };
    let last_row = if table.foot.is_empty() { 0 } else { 0x40 };
    let first_column = if table.row_headers > 0 { 0x80 } else { 0 };
    format!("{:04X}", 0x400 | first_row | last_row | first_column)
}
