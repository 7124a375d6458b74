//! Reading a Document from Markdown: CommonMark with GFM tables, footnotes and strikethrough, and pandoc's
//! attributes, fenced divs, bracketed spans and table captions.
//!
//! | written | read as |
//! |---|---|
//! | `::: {.callout .glance title="…"}` … `:::` | a callout; its role is the class after `callout` |
//! | `::: {.annex lang=ru}` … `:::` | a group |
//! | `::: pagebreak`, `::: {.contents depth=2}` | a page break, a table of contents (a `:::` on the next line is theirs) |
//! | `> [!NOTE]` | a callout with the class `note` and no title |
//! | `[text]{lang=ru .nobr}` | a span |
//! | `# Heading {#id .class}` | a heading with attributes |
//! | `: Caption {#id}` after a table, chart or picture | its caption |
//! | `{#id .class widths="20,30,50" row-headers=1 foot=1}` after a table | its attributes |
//! | `![alt](path "caption"){width=50%}` alone in a paragraph | a figure |
//! | a fenced block with the info `chart bar {width=60%}` | a figure to be drawn from the block's text |
//! | `[^1]: {.source} text` | a footnote with the class `source` |
//!
//! A backslash makes any of it plain text. HTML is text, but for `<br>`, which is the only way to break a
//! line in a table cell. Reads no file: pictures come from the caller's resolver. Start with [`read`].

mod attributes;
mod blocks;
mod figures;
mod inlines;
mod lines;
mod notes;
mod tables;

pub(crate) use attributes::{render as render_attributes, render_pair};

use super::{BlockKind, Document, Labels, Metadata, Position, plain_text};
use std::sync::Arc;

/// Gives the bytes of a picture by its path as written, or says why it cannot.
pub type PictureResolver<'a> = dyn Fn(&str) -> Result<Vec<u8>, String> + 'a;

/// What a reader may take in; more is an error, not a crash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Size of the Markdown in bytes.
    pub bytes: usize,
    /// Blocks within blocks, and inlines within inlines.
    pub depth: usize,
}

impl Default for Limits {
    /// 16 MiB (a report of a thousand pages is about 3 MiB) and 48 levels.
    fn default() -> Self {
        Self { bytes: 16 << 20, depth: 48 }
    }
}

/// How to read.
pub struct ReadOptions<'a> {
    /// Name of the template or file, for messages and positions.
    pub file: Arc<str>,
    /// Where pictures come from.
    pub pictures: &'a PictureResolver<'a>,
    /// What may be taken in.
    pub limits: Limits,
}

impl<'a> ReadOptions<'a> {
    /// Options with the default limits and no pictures.
    pub fn new(file: &str) -> Self {
        Self { file: file.into(), pictures: &no_pictures, limits: Limits::default() }
    }

    /// The same with a picture resolver.
    pub fn with_pictures(self, pictures: &'a PictureResolver<'a>) -> Self {
        Self { pictures, ..self }
    }
}

fn no_pictures(_path: &str) -> Result<Vec<u8>, String> {
    Err("no folder for pictures was given".to_owned())
}

/// Something that was not understood as its author may have meant; nothing of it was lost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// What, in plain words.
    pub message: String,
    /// Where in the document, if it has a place.
    pub position: Option<Position>,
}

/// A document with what was noticed while reading it.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// The document.
    pub document: Document,
    /// What was not understood, in order of lines.
    pub warnings: Vec<Warning>,
}

/// Why Markdown could not be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// More than [`Limits::bytes`].
    #[error(
        "the report's text has {size} bytes, more than the {limit} that are read; is a loop in the template repeating too much?"
    )]
    TooLarge {
        /// Its size.
        size: usize,
        /// The limit.
        limit: usize,
    },
    /// More than [`Limits::depth`].
    #[error("{}:{}: quotes, lists or emphasis lie more than {limit} levels within each other; take some levels out", position.file, position.line)]
    TooDeep {
        /// Where the limit was passed.
        position: Position,
        /// The limit.
        limit: usize,
    },
    /// A fenced div without its end.
    #[error("{}:{}: the box opened here with ::: is never closed; add a line ::: after its content", position.file, position.line)]
    Unclosed {
        /// Where it was opened.
        position: Position,
    },
}

impl ReadError {
    /// Where, if the error has a place.
    pub fn position(&self) -> Option<&Position> {
        match self {
            Self::TooLarge { .. } => None,
            Self::TooDeep { position, .. } | Self::Unclosed { position } => Some(position),
        }
    }
}

/// Reads a document from Markdown.
///
/// Where `meta` has no title, a first heading of level 1 becomes the title; failing that, the text of the
/// first heading or the file name is repeated as title.
///
/// # Errors
/// Where the text passes a limit, or a box is not closed.
///
/// ```
/// use citybrief::document::{self, BlockKind, Labels, Metadata, ReadOptions};
///
/// let markdown = "::: {.callout .glance title=\"At a glance\"}\nTwo *visits*.\n:::\n";
/// let reading = document::read(markdown, Metadata::default(), Labels::default(), &ReadOptions::new("a.md"))?;
/// assert!(matches!(reading.document.blocks[0].kind, BlockKind::Callout { .. }));
/// # Ok::<(), document::ReadError>(())
/// ```
pub fn read(
    markdown: &str,
    meta: Metadata,
    labels: Labels,
    options: &ReadOptions<'_>,
) -> Result<Reading, ReadError> {
    let limit = options.limits.bytes;
    if markdown.len() > limit {
        return Err(ReadError::TooLarge { size: markdown.len(), limit });
    }
    let prepared = lines::prepare(markdown);
    let (mut blocks, pending, mut warnings) = blocks::build(&prepared, options)?;
    let notes = notes::number(&mut blocks, pending, &mut warnings);
    let mut document = Document { meta, labels, blocks, notes };
    if document.meta.title.trim().is_empty() {
        name(&mut document, &options.file);
    }
    Ok(Reading { document, warnings: in_order(warnings) })
}

/// Most warnings that are told; a thousand of one kind help nobody.
const MOST_WARNINGS: usize = 100;

/// Warnings in order of lines; where there are too many, their number stands for the rest.
fn in_order(mut warnings: Vec<Warning>) -> Vec<Warning> {
    warnings.sort_by_key(|w| w.position.as_ref().map(|p| p.line));
    let more = warnings.len().saturating_sub(MOST_WARNINGS);
    if more > 0 {
        warnings.truncate(MOST_WARNINGS);
        warnings.push(Warning { message: format!("and {more} warnings more"), position: None });
    }
    warnings
}

/// Gives a document its title from its own text.
fn name(document: &mut Document, file: &str) {
    if let Some(BlockKind::Heading { level: 1, content }) = document.blocks.first().map(|b| &b.kind) {
        document.meta.title = plain_text(content);
        document.blocks.remove(0);
    }
    if document.meta.title.trim().is_empty() {
        let heading = document.blocks.iter().find_map(|b| match &b.kind {
            BlockKind::Heading { content, .. } => Some(plain_text(content)),
            _ => None,
        });
        document.meta.title = heading.filter(|h| !h.trim().is_empty()).unwrap_or_else(|| file.to_owned());
    }
}
