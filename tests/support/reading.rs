//! Reading layouts and documents back as text, for comparison.

#![allow(dead_code)] // every test uses a part of it

use citybrief::document::{Block, BlockKind, Document, Inline, plain_text};
use citybrief::layout::{Item, ItemKind, Layout, NodeId, Role, Tag};

/// Text without what line breaking may change: white space and soft hyphens.
pub fn squeeze(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '\u{ad}' | '\u{200b}')).collect()
}

/// The role of an item's node or of one that it stands in.
fn stands_in(layout: &Layout, item: &Item, wanted: impl Fn(Role) -> bool) -> bool {
    let mut node = item.tag.as_node();
    while let Some(id) = node {
        if wanted(layout.tree.get(id).role) {
            return true;
        }
        node = layout.tree.get(id).parent;
    }
    false
}

fn text_items(layout: &Layout) -> impl Iterator<Item = (usize, &Item, String)> {
    layout.pages.iter().enumerate().flat_map(|(page, content)| {
        content.items.iter().filter_map(move |item| match &item.kind {
            ItemKind::Text(run) => Some((page, item, run.text())),
            _ => None,
        })
    })
}

/// The text of a layout in the order of its pages, without notes, labels and furniture.
pub fn body_text(layout: &Layout) -> String {
    let left_out = |role| matches!(role, Role::Note | Role::Label | Role::Reference);
    text_items(layout)
        .filter(|(_, item, _)| item.tag.as_node().is_some() && !stands_in(layout, item, left_out))
        .map(|(_, _, text)| text)
        .collect()
}

/// Text of decoration on a page, as repeated table heads are.
pub fn decoration_text(layout: &Layout, page: usize) -> String {
    let items = text_items(layout).filter(|(on, item, _)| *on == page && item.tag == Tag::DECORATION);
    items.map(|(_, _, text)| text).collect()
}

/// Page and text of every piece of a note.
pub fn note_texts(layout: &Layout) -> Vec<(usize, String)> {
    text_items(layout)
        .filter(|(_, item, _)| stands_in(layout, item, |r| r == Role::Note))
        .filter(|(_, item, _)| !stands_in(layout, item, |r| r == Role::Label))
        .map(|(page, _, text)| (page, text))
        .collect()
}

/// Pages on which anything of a table's rows stands.
pub fn table_pages(layout: &Layout) -> Vec<usize> {
    let rows = text_items(layout).filter(|(_, item, _)| stands_in(layout, item, |r| r == Role::TableBody));
    let mut pages: Vec<usize> = rows.map(|(page, _, _)| page).collect();
    pages.dedup();
    pages
}

/// Complains of items that leave the sheet, or the text area where they are not furniture.
pub fn check_inside(layout: &Layout, margins: [f32; 4]) -> Result<(), String> {
    let [left, top, right, bottom] = margins;
    let (width, height) = layout.sheet;
    for (page, content) in layout.pages.iter().enumerate() {
        for item in &content.items {
            let area = match item.tag {
                Tag::FURNITURE => [0.0, 0.0, width, height],
                _ => [left, top, width - right, height - bottom],
            };
            let [x0, y0, x1, y1] = item.bounds();
            // A descender may reach a little below its line.
            let slack = 3.0;
            let inside = x0 >= area[0] - slack
                && y0 >= area[1] - slack
                && x1 <= area[2] + slack
                && y1 <= area[3] + slack;
            if !inside {
                return Err(format!(
                    "page {}: {:?} is outside of {area:?}: {:?}",
                    page + 1,
                    item.bounds(),
                    item.kind
                ));
            }
        }
    }
    Ok(())
}

/// The text of a document's blocks in order.
pub fn document_text(document: &Document) -> String {
    let mut out = String::new();
    blocks_text(&document.blocks, &mut out);
    out
}

fn blocks_text(blocks: &[Block], out: &mut String) {
    for block in blocks {
        match &block.kind {
            BlockKind::Heading { content, .. } | BlockKind::Paragraph(content) => {
                out.push_str(&plain_text(content))
            }
            BlockKind::List(list) => list.items.iter().for_each(|item| blocks_text(item, out)),
            BlockKind::Quote(inner) | BlockKind::Group(inner) => blocks_text(inner, out),
            BlockKind::Callout { title, body } => {
                out.push_str(&plain_text(title));
                blocks_text(body, out);
            }
            BlockKind::Code { text, .. } => out.push_str(text),
            BlockKind::Table(table) => {
                let rows = table.head.iter().chain(&table.body).chain(&table.foot);
                rows.flat_map(|r| &r.cells).for_each(|cell| blocks_text(&cell.blocks, out));
            }
            BlockKind::Figure(_) | BlockKind::Contents { .. } | BlockKind::PageBreak | BlockKind::Rule => {}
        }
    }
}

/// A paragraph of plain text.
pub fn paragraph(text: &str) -> Block {
    Block::new(BlockKind::Paragraph(vec![Inline::Text(text.to_owned())]))
}

/// One line for each piece of text: page, place, size, text.
pub fn dump(layout: &Layout) -> String {
    let lines = text_items(layout).map(|(page, item, text)| {
        let ItemKind::Text(run) = &item.kind else { return String::new() };
        let role = item.tag.as_node().map_or("–".to_owned(), |node| role_name(layout, node));
        format!("{:>2} {:>6.1} {:>6.1} {:>4.1} {role:<10} {text}\n", page + 1, item.x, item.y, run.style.size)
    });
    lines.collect()
}

fn role_name(layout: &Layout, node: NodeId) -> String {
    match layout.tree.get(node).role {
        Role::Heading(level) => format!("Heading {level}"),
        role => format!("{role:?}").split([' ', '(']).next().unwrap_or_default().to_owned(),
    }
}

/// Page of the first piece of text that contains the words.
pub fn page_of(layout: &Layout, words: &str) -> Option<usize> {
    text_items(layout)
        .find(|(_, item, text)| item.tag.as_node().is_some() && text.contains(words))
        .map(|(page, ..)| page)
}

/// Right end of the first piece of text that is just this.
pub fn right_end(layout: &Layout, words: &str) -> Option<f32> {
    text_items(layout).find(|(_, _, text)| text == words).map(|(_, item, _)| item.bounds()[2])
}
