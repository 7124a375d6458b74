//! Visiting everything in a document, in reading order.
//!
//! Knows nothing of formats. Start with [`blocks`] or [`inlines_mut`].

use super::{Block, BlockKind, Inline, Row, Table};

/// Calls `visit` for every block, outer before inner, notes not included.
pub fn blocks<'a>(list: &'a [Block], visit: &mut dyn FnMut(&'a Block)) {
    for block in list {
        visit(block);
        match &block.kind {
            BlockKind::Quote(inner) | BlockKind::Group(inner) => blocks(inner, visit),
            BlockKind::Callout { body, .. } => blocks(body, visit),
            BlockKind::List(inner) => inner.items.iter().for_each(|item| blocks(item, visit)),
            BlockKind::Table(table) => cells(table, visit),
            BlockKind::Figure(figure) => figure.data.iter().for_each(|table| cells(table, visit)),
            BlockKind::Heading { .. }
            | BlockKind::Paragraph(_)
            | BlockKind::Code { .. }
            | BlockKind::Contents { .. }
            | BlockKind::PageBreak
            | BlockKind::Rule => {}
        }
    }
}

fn cells<'a>(table: &'a Table, visit: &mut dyn FnMut(&'a Block)) {
    for row in table.head.iter().chain(&table.body).chain(&table.foot) {
        row.cells.iter().for_each(|cell| blocks(&cell.blocks, visit));
    }
}

/// Calls `visit` for every inline, outer before inner, notes not included.
pub fn inlines_mut(list: &mut [Block], visit: &mut dyn FnMut(&mut Inline)) {
    for block in list {
        match &mut block.kind {
            BlockKind::Heading { content, .. } | BlockKind::Paragraph(content) => texts_mut(content, visit),
            BlockKind::Quote(inner) | BlockKind::Group(inner) => inlines_mut(inner, visit),
            BlockKind::Callout { title, body } => {
                texts_mut(title, visit);
                inlines_mut(body, visit);
            }
            BlockKind::List(inner) => inner.items.iter_mut().for_each(|item| inlines_mut(item, visit)),
            BlockKind::Table(table) => table_mut(table, visit),
            BlockKind::Figure(figure) => {
                texts_mut(&mut figure.caption, visit);
                figure.data.iter_mut().for_each(|table| table_mut(table, visit));
            }
            BlockKind::Code { .. } | BlockKind::Contents { .. } | BlockKind::PageBreak | BlockKind::Rule => {}
        }
    }
}

fn table_mut(table: &mut Table, visit: &mut dyn FnMut(&mut Inline)) {
    texts_mut(&mut table.caption, visit);
    let rows = table.head.iter_mut().chain(&mut table.body).chain(&mut table.foot);
    let cells = rows.flat_map(|row: &mut Row| &mut row.cells);
    cells.for_each(|cell| inlines_mut(&mut cell.blocks, visit));
}

fn texts_mut(list: &mut [Inline], visit: &mut dyn FnMut(&mut Inline)) {
    for inline in list {
        visit(inline);
        match inline {
            Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Strikethrough(inner) => {
                texts_mut(inner, visit);
            }
            Inline::Link { content, .. } | Inline::Span { content, .. } => texts_mut(content, visit),
            Inline::Text(_) | Inline::Code(_) | Inline::NoteRef(_) | Inline::LineBreak => {}
        }
    }
}
