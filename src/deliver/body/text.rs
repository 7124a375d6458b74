//! Documents as plain text for mail.

use crate::document::{Block, BlockKind, Document, Inline, List, Row, Table, plain_text};

/// The document's blocks as paragraphs between empty lines, notes at the end.
pub(super) fn write(document: &Document) -> String {
    let mut parts = paragraphs(&document.blocks);
    for (i, note) in document.notes.iter().enumerate() {
        parts.push(format!("[{}] {}", i + 1, paragraphs(&note.blocks).join(" ")));
    }
    let mut text = parts.join("\n\n");
    text.push('\n');
    text
}

fn paragraphs(blocks: &[Block]) -> Vec<String> {
    blocks.iter().flat_map(block).filter(|p| !p.trim().is_empty()).collect()
}

fn block(block: &Block) -> Vec<String> {
    match &block.kind {
        BlockKind::Heading { content, .. } => vec![line(content).to_uppercase()],
        BlockKind::Paragraph(content) => vec![line(content)],
        BlockKind::List(items) => vec![list(items)],
        BlockKind::Quote(blocks) => paragraphs(blocks).iter().map(|p| prefix(p, "> ", "> ")).collect(),
        BlockKind::Callout { title, body } => {
            let title = Some(line(title)).filter(|t| !t.is_empty());
            title.into_iter().chain(paragraphs(body)).collect()
        }
        BlockKind::Code { text, .. } => vec![text.trim_end().to_owned()],
        BlockKind::Table(table) => vec![rows(table)],
        BlockKind::Figure(figure) => {
            let caption = line(&figure.caption);
            vec![if caption.is_empty() { figure.alt.clone() } else { caption }]
        }
        BlockKind::Rule => vec!["* * *".to_owned()],
        BlockKind::Group(blocks) => paragraphs(blocks),
        BlockKind::Contents { .. } | BlockKind::PageBreak => Vec::new(),
    }
}

fn list(list: &List) -> String {
    let item = |(i, blocks): (usize, &Vec<Block>)| {
        let mark = list.start.map_or_else(|| "– ".to_owned(), |first| format!("{}. ", first + i as u64));
        let indent = " ".repeat(mark.chars().count());
        prefix(&paragraphs(blocks).join("\n"), &mark, &indent)
    };
    list.items.iter().enumerate().map(item).collect::<Vec<_>>().join("\n")
}

/// One line for each row, cells apart by a bar: columns cannot be aligned in a letter type of unknown width.
fn rows(table: &Table) -> String {
    let row =
        |row: &Row| row.cells.iter().map(|c| paragraphs(&c.blocks).join(" ")).collect::<Vec<_>>().join(" | ");
    let caption = Some(line(&table.caption)).filter(|c| !c.is_empty());
    let all = table.head.iter().chain(&table.body).chain(&table.foot).map(row);
    caption.into_iter().chain(all).collect::<Vec<_>>().join("\n")
}

fn prefix(text: &str, first: &str, next: &str) -> String {
    let line = |(i, l): (usize, &str)| format!("{}{l}", if i == 0 { first } else { next });
    text.lines().enumerate().map(line).collect::<Vec<_>>().join("\n")
}

/// Running text; a link shows its target, a note its number.
fn line(inlines: &[Inline]) -> String {
    inlines.iter().map(inline).collect()
}

fn inline(part: &Inline) -> String {
    match part {
        Inline::Text(text) | Inline::Code(text) => text.replace('\n', " "),
        Inline::Emphasis(c) | Inline::Strong(c) | Inline::Strikethrough(c) => line(c),
        Inline::Span { content, .. } => line(content),
        Inline::Link { target, content } if target.starts_with('#') || *target == plain_text(content) => {
            line(content)
        }
        Inline::Link { target, content } => format!("{} <{target}>", line(content)),
        Inline::NoteRef(index) => format!("[{}]", index + 1),
        Inline::PageRef(_) => String::new(),
        Inline::LineBreak => "\n".to_owned(),
    }
}
