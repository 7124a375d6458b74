//! What must be known before the first paragraph is written: headings for the contents, ids for links.
//!
//! Knows nothing of Word but its rules for names of bookmarks. Start with [`Outline::of`].

use super::super::WriteError;
use crate::document::{Block, BlockKind, Document, Inline, plain_text};
use std::collections::{BTreeMap, BTreeSet};

/// Deepest nesting of blocks and inlines; the Markdown reader stays below.
const MAX_DEPTH: usize = 64;

/// Longest name of a bookmark that Word takes.
const BOOKMARK_LENGTH: usize = 40;

/// Headings and link targets of a document.
#[derive(Debug, Default)]
pub(super) struct Outline {
    /// Headings in reading order.
    pub headings: Vec<Heading>,
    /// Bookmarks by the id that the document gives the place.
    bookmarks: BTreeMap<String, String>,
    taken: BTreeSet<String>,
}

/// A heading.
#[derive(Debug)]
pub(super) struct Heading {
    /// 1–6.
    pub level: u8,
    /// Text without mark-up.
    pub text: String,
    /// Whether it takes part in numbering.
    pub numbered: bool,
}

impl Heading {
    /// The bookmark of the heading at that place in the order, named as Word itself names them.
    pub fn bookmark(index: usize) -> String {
        format!("_Toc{:09}", index + 1)
    }
}

impl Outline {
    /// Looks through a document.
    ///
    /// # Errors
    /// Where blocks or inlines are nested beyond what a file can hold.
    pub fn of(document: &Document) -> Result<Self, WriteError> {
        let mut outline = Self::default();
        outline.blocks(&document.blocks, 0)?;
        for note in &document.notes {
            outline.target(note.attrs.id.as_deref());
            let headings = outline.headings.len();
            outline.blocks(&note.blocks, 0)?;
            outline.headings.truncate(headings);
        }
        Ok(outline)
    }

    /// The bookmark of a place by its id in the document.
    pub fn bookmark(&self, id: &str) -> Option<&str> {
        self.bookmarks.get(id).map(String::as_str)
    }

    fn blocks(&mut self, blocks: &[Block], depth: usize) -> Result<(), WriteError> {
        blocks.iter().try_for_each(|block| self.block(block, depth))
    }

    fn block(&mut self, block: &Block, depth: usize) -> Result<(), WriteError> {
        if depth > MAX_DEPTH {
            return Err(too_deep(block));
        }
        self.target(block.attrs.id.as_deref());
        let inner = depth + 1;
        match &block.kind {
            BlockKind::Heading { level, content } => {
                let numbered = !block.attrs.has_class("unnumbered");
                let text = plain_text(content).trim().to_owned();
                self.headings.push(Heading { level: (*level).clamp(1, 6), text, numbered });
                self.inlines(content, inner, block)
            }
            BlockKind::Paragraph(content) => self.inlines(content, inner, block),
            BlockKind::List(list) => list.items.iter().try_for_each(|item| self.blocks(item, inner)),
            BlockKind::Quote(content) | BlockKind::Group(content) => self.blocks(content, inner),
            BlockKind::Callout { title, body } => {
                self.inlines(title, inner, block)?;
                self.blocks(body, inner)
            }
            BlockKind::Table(table) => {
                self.inlines(&table.caption, inner, block)?;
                let rows = table.head.iter().chain(&table.body).chain(&table.foot);
                rows.flat_map(|row| &row.cells).try_for_each(|cell| self.blocks(&cell.blocks, inner))
            }
            BlockKind::Figure(figure) => self.inlines(&figure.caption, inner, block),
            BlockKind::Code { .. } | BlockKind::Contents { .. } | BlockKind::PageBreak | BlockKind::Rule => {
                Ok(())
            }
        }
    }

    fn inlines(&mut self, inlines: &[Inline], depth: usize, block: &Block) -> Result<(), WriteError> {
        if depth > MAX_DEPTH {
            return Err(too_deep(block));
        }
        for inline in inlines {
            match inline {
                Inline::Emphasis(c) | Inline::Strong(c) | Inline::Strikethrough(c) => {
                    self.inlines(c, depth + 1, block)?;
                }
                Inline::Link { content, .. } => self.inlines(content, depth + 1, block)?,
                Inline::Span { attrs, content } => {
                    self.target(attrs.id.as_deref());
                    self.inlines(content, depth + 1, block)?;
                }
                Inline::Text(_)
                | Inline::Code(_)
                | Inline::NoteRef(_)
                | Inline::PageRef(_)
                | Inline::LineBreak => {}
            }
        }
        Ok(())
    }

    /// Gives an id a bookmark of its own; the first place with an id keeps it.
    fn target(&mut self, id: Option<&str>) {
        let Some(id) = id.filter(|id| !self.bookmarks.contains_key(*id)) else { return };
        let allowed = |c: char| if c.is_alphanumeric() { c } else { '_' };
        let stem: String = id.chars().map(allowed).take(BOOKMARK_LENGTH - 10).collect();
        let mut name = format!("b_{stem}");
        let mut number = 2;
        while !self.taken.insert(name.to_lowercase()) {
            name = format!("b_{stem}_{number}");
            number += 1;
        }
        self.bookmarks.insert(id.to_owned(), name);
    }
}

fn too_deep(block: &Block) -> WriteError {
    WriteError::Document {
        message: format!(
            "text lies more than {MAX_DEPTH} levels deep in lists, quotes or emphasis; take some out"
        ),
        position: block.attrs.position.clone(),
    }
}
