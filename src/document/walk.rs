//! Visiting everything in a document, in reading order.
//!
//! Knows nothing of formats. Start with [`blocks`] or [`inlines`].

use super::{Block, BlockKind, Inline, Table};

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

/// As [`blocks`], to change them; what `visit` puts in a block's place is walked too.
pub fn blocks_mut(list: &mut [Block], visit: &mut dyn FnMut(&mut Block)) {
    for block in list {
        visit(block);
        let inner: Vec<&mut Vec<Block>> = match &mut block.kind {
            BlockKind::Quote(inner) | BlockKind::Group(inner) | BlockKind::Callout { body: inner, .. } => {
                vec![inner]
            }
            BlockKind::List(list) => list.items.iter_mut().collect(),
            BlockKind::Table(table) => {
                let rows = table.head.iter_mut().chain(&mut table.body).chain(&mut table.foot);
                rows.flat_map(|row| &mut row.cells).map(|cell| &mut cell.blocks).collect()
            }
            _ => Vec::new(),
        };
        inner.into_iter().for_each(|inner| blocks_mut(inner, visit));
    }
}

/// One walk over inlines for shared and for mutable references: the second list holds `mut` or nothing.
macro_rules! walk_inlines {
    ($(#[$doc:meta])* $walk:ident, $table:ident, $texts:ident, $iter:ident, [$($mutable:tt)?]) => {
        $(#[$doc])*
        pub fn $walk(list: & $($mutable)? [Block], visit: &mut dyn FnMut(& $($mutable)? Inline)) {
            for block in list {
                match & $($mutable)? block.kind {
                    BlockKind::Heading { content, .. } | BlockKind::Paragraph(content) => {
                        $texts(content, visit);
                    }
                    BlockKind::Quote(inner) | BlockKind::Group(inner) => $walk(inner, visit),
                    BlockKind::Callout { title, body } => {
                        $texts(title, visit);
                        $walk(body, visit);
                    }
                    BlockKind::List(inner) => inner.items.$iter().for_each(|item| $walk(item, visit)),
                    BlockKind::Table(table) => $table(table, visit),
                    BlockKind::Figure(figure) => {
                        $texts(& $($mutable)? figure.caption, visit);
                        figure.data.$iter().for_each(|table| $table(table, visit));
                    }
                    BlockKind::Code { .. }
                    | BlockKind::Contents { .. }
                    | BlockKind::PageBreak
                    | BlockKind::Rule => {}
                }
            }
        }

        fn $table(table: & $($mutable)? Table, visit: &mut dyn FnMut(& $($mutable)? Inline)) {
            $texts(& $($mutable)? table.caption, visit);
            let rows = table.head.$iter().chain(table.body.$iter()).chain(table.foot.$iter());
            rows.flat_map(|row| row.cells.$iter()).for_each(|cell| $walk(& $($mutable)? cell.blocks, visit));
        }

        fn $texts(list: & $($mutable)? [Inline], visit: &mut dyn FnMut(& $($mutable)? Inline)) {
            for inline in list {
                visit(inline);
                match inline {
                    Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Strikethrough(inner) => {
                        $texts(inner, visit);
                    }
                    Inline::Link { content, .. } | Inline::Span { content, .. } => $texts(content, visit),
                    Inline::Text(_) | Inline::Code(_) | Inline::NoteRef(_) | Inline::PageRef(_) | Inline::LineBreak => {}
                }
            }
        }
    };
}

walk_inlines!(
    /// Calls `visit` for every inline, outer before inner, notes not included.
    inlines, table, texts, iter, []
);
walk_inlines!(
    /// As [`inlines`], to change them.
    inlines_mut, table_mut, texts_mut, iter_mut, [mut]
);
