//! Markdown that GitHub shows and that reads well as plain text; or, for the round trip, in our own dialect.
//!
//! Pictures become files beside it. Languages, classes and widths have no form in plain Markdown; the text
//! keeps its order and is whole. Start with [`MarkdownWriter`].

mod blocks;
mod escape;
mod inlines;
mod tables;

use super::{Format, Output, Warning, WriteError, Writer};
use crate::document::{BlockKind, Document, Inline, OutlineEntry, Position, outline, walk};
use std::collections::{BTreeMap, BTreeSet};

/// Which Markdown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Dialect {
    /// CommonMark with GFM tables and footnotes, as GitHub shows it.
    #[default]
    Plain,
    /// What [`crate::document::read()`] reads: the document's content with all attributes, without its metadata.
    Citybrief,
}

/// Writes Markdown.
#[derive(Clone, Debug)]
pub struct MarkdownWriter {
    /// Which Markdown.
    pub dialect: Dialect,
    /// Folder of the pictures, relative to the report.
    pub picture_folder: String,
}

impl Default for MarkdownWriter {
    fn default() -> Self {
        Self { dialect: Dialect::Plain, picture_folder: "figures".to_owned() }
    }
}

impl Writer for MarkdownWriter {
    fn format(&self) -> Format {
        Format::Markdown
    }

    fn write(&self, document: &Document) -> Result<Output, WriteError> {
        let mut printer = Printer::new(self, document);
        let mut parts = Vec::new();
        if self.dialect == Dialect::Plain {
            parts.push(printer.title());
        }
        parts.push(printer.blocks(&document.blocks));
        parts.push(printer.notes());
        parts.retain(|part| !part.is_empty());
        let mut text = parts.join("\n\n");
        text.push('\n');
        Ok(Output {
            bytes: text.into_bytes(),
            sidecars: printer.sidecars,
            pages: None,
            warnings: printer.warnings,
        })
    }
}

/// State of one run.
struct Printer<'a> {
    writer: &'a MarkdownWriter,
    document: &'a Document,
    outline: Vec<OutlineEntry<'a>>,
    /// Slugs by the ids of headings.
    slugs: BTreeMap<&'a str, String>,
    /// Ids that links lead to.
    linked: BTreeSet<String>,
    /// Levels added to headings, because the title takes the first.
    shift: u8,
    /// Whether the blocks being printed are in a list, where a line of hyphens would be an item.
    in_list: bool,
    position: Option<Position>,
    sidecars: Vec<(String, Vec<u8>)>,
    warnings: Vec<Warning>,
}

impl<'a> Printer<'a> {
    fn new(writer: &'a MarkdownWriter, document: &'a Document) -> Self {
        let outline = outline(document);
        let slugs = slugs_by_id(document, &outline);
        let mut linked = BTreeSet::new();
        let mut visit = |inline: &Inline| {
            if let Inline::Link { target, .. } = inline {
                linked.extend(target.strip_prefix('#').map(str::to_owned));
            }
        };
        walk::inlines(&document.blocks, &mut visit);
        document.notes.iter().for_each(|note| walk::inlines(&note.blocks, &mut visit));
        let has_first = outline.iter().any(|entry| entry.level == 1);
        let shift = u8::from(has_first && writer.dialect == Dialect::Plain);
        Self {
            writer,
            document,
            outline,
            slugs,
            linked,
            shift,
            in_list: false,
            position: None,
            sidecars: Vec::new(),
            warnings: Vec::new(),
        }
    }

    fn dialect(&self) -> Dialect {
        self.writer.dialect
    }

    fn warn(&mut self, message: impl Into<String>) {
        self.warnings.push(Warning { message: message.into(), position: self.position.clone() });
    }

    /// A link's target; places in the document go by GitHub's names.
    fn link_target(&self, target: &str) -> String {
        let slug = target.strip_prefix('#').and_then(|id| self.slugs.get(id));
        match slug {
            Some(slug) if self.dialect() == Dialect::Plain => format!("#{slug}"),
            _ => target.to_owned(),
        }
    }
}

/// GitHub's names of the headings that have ids.
fn slugs_by_id<'a>(document: &'a Document, outline: &[OutlineEntry<'a>]) -> BTreeMap<&'a str, String> {
    let mut slugs = BTreeMap::new();
    let mut entries = outline.iter();
    walk::blocks(&document.blocks, &mut |block| {
        if !matches!(block.kind, BlockKind::Heading { .. }) {
            return;
        }
        if let (Some(entry), Some(id)) = (entries.next(), block.attrs.id.as_deref()) {
            slugs.insert(id, entry.slug.clone());
        }
    });
    slugs
}

/// A share as a percentage with at most two decimals, without the sign.
fn percent(share: f32) -> String {
    let text = format!("{:.2}", share * 100.0);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}
