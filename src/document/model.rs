//! The Document: what a report says, before any format. Writers see nothing else.
//!
//! Blocks carry attributes from the start, so that a template can name, mark and style anything.

use crate::data::LanguageTag;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// A whole report.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Document {
    /// Title, author, language and the like.
    pub meta: Metadata,
    /// The words that writers add, in the report's language.
    pub labels: Labels,
    /// Content in reading order.
    pub blocks: Vec<Block>,
    /// Footnotes, in order of first reference; [`Inline::NoteRef`] points here by index.
    pub notes: Vec<Note>,
}

/// What is known about the report as a whole.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Metadata {
    /// Title; never empty in a document made by the reader.
    pub title: String,
    /// Line below the title.
    pub subtitle: Option<String>,
    /// Author or issuing office.
    pub author: Option<String>,
    /// Subject in one line.
    pub subject: Option<String>,
    /// Keywords.
    pub keywords: Vec<String>,
    /// Main language.
    pub language: Option<LanguageTag>,
    /// Date of the report.
    pub date: Option<NaiveDate>,
    /// Date of the report as its reader sees it, in the report's language.
    pub date_text: Option<String>,
    /// Mark such as "draft" or "for official use".
    pub classification: Option<String>,
    /// The office's number of the paper.
    pub reference_number: Option<String>,
    /// The office's logo, for formats with a title block; the author describes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub logo: Option<Picture>,
}

/// User-visible words that belong to no block; filled from the message catalogue.
///
/// `{page}`, `{pages}`, `{number}` stand for values.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Labels {
    /// Heading of the table of contents.
    pub contents: String,
    /// "Page {page} of {pages}".
    pub page_of: String,
    /// "Figure {number}".
    pub figure: String,
    /// "Table {number}".
    pub table: String,
    /// Added to words that name a place in the report: ", page {number}".
    pub page: String,
    /// Accessible name of a footnote reference, "Note {number}".
    pub note: String,
    /// Accessible name of the way back from a note to the text.
    pub back_to_text: String,
}

impl Default for Labels {
    fn default() -> Self {
        Self {
            contents: "Contents".into(),
            page_of: "Page {page} of {pages}".into(),
            figure: "Figure {number}".into(),
            table: "Table {number}".into(),
            page: ", page {number}".into(),
            note: "Note {number}".into(),
            back_to_text: "Back to text".into(),
        }
    }
}

/// Place in the Markdown that a template produced, for messages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Position {
    /// Name of the template or file.
    pub file: Arc<str>,
    /// Line in the produced Markdown, from 1.
    pub line: u32,
}

/// Attributes in pandoc's sense: `{#id .class key=value}`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Attributes {
    /// Identifier for links.
    pub id: Option<String>,
    /// Classes, in order.
    pub classes: Vec<String>,
    /// Further keys.
    pub pairs: Vec<(String, String)>,
    /// Language of the content (`lang=`), where it is not the document's.
    pub lang: Option<LanguageTag>,
    /// Where it stood.
    pub position: Option<Position>,
}

impl Attributes {
    /// Whether the class is set.
    pub fn has_class(&self, class: &str) -> bool {
        self.classes.iter().any(|c| c == class)
    }

    /// Value of a further key.
    pub fn get(&self, key: &str) -> Option<&str> {
        self.pairs.iter().find(|(k, _)| k == key).map(|(_, v)| v.as_str())
    }
}

/// A block with its attributes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Block {
    /// Attributes.
    pub attrs: Attributes,
    /// What it is.
    pub kind: BlockKind,
}

/// What a block is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum BlockKind {
    /// Heading of level 1–6; the document's title is not one of them.
    Heading {
        /// 1–6.
        level: u8,
        /// Text.
        content: Vec<Inline>,
    },
    /// Paragraph.
    Paragraph(Vec<Inline>),
    /// Bulleted or numbered list.
    List(List),
    /// Quotation.
    Quote(Vec<Block>),
    /// Box that stands out; its role is its first class (`glance`, `confirm`, `notice`, …).
    Callout {
        /// Title, may be empty.
        title: Vec<Inline>,
        /// Content.
        body: Vec<Block>,
    },
    /// Preformatted text.
    Code {
        /// Info string.
        info: String,
        /// Text.
        text: String,
    },
    /// Table.
    Table(Table),
    /// Picture or chart.
    Figure(Figure),
    /// Table of contents, made by the writer from the headings.
    Contents {
        /// Deepest heading level shown.
        depth: u8,
    },
    /// New page.
    PageBreak,
    /// Horizontal rule.
    Rule,
    /// Blocks held together by attributes only (class `annex`, a language, …).
    Group(Vec<Block>),
}

/// A list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct List {
    /// First number of a numbered list; `None` for bullets.
    pub start: Option<u64>,
    /// Whether items follow each other without space.
    pub tight: bool,
    /// Items.
    pub items: Vec<Vec<Block>>,
}

/// Horizontal alignment of a column or cell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Alignment {
    /// At the start of the line.
    #[default]
    Start,
    /// Centred.
    Center,
    /// At the end of the line, as numbers are.
    End,
}

/// A table; every row has cells that cover all columns.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Table {
    /// Caption, may be empty.
    pub caption: Vec<Inline>,
    /// Columns.
    pub columns: Vec<Column>,
    /// Header rows, repeated on each page.
    pub head: Vec<Row>,
    /// Body rows.
    pub body: Vec<Row>,
    /// Footer rows (totals).
    pub foot: Vec<Row>,
    /// How many leading columns hold row headers.
    pub row_headers: u8,
}

/// A column.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Column {
    /// Alignment of its cells.
    pub align: Alignment,
    /// Share of the table's width (0–1), where the template sets one.
    pub width: Option<f32>,
}

/// A row.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// Cells.
    pub cells: Vec<Cell>,
}

/// A cell.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Cell {
    /// Content.
    pub blocks: Vec<Block>,
    /// Columns covered, at least 1.
    pub col_span: u16,
    /// Rows covered, at least 1.
    pub row_span: u16,
    /// Alignment, where not the column's.
    pub align: Option<Alignment>,
}

/// A picture with what it says for those who cannot see it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Figure {
    /// What is shown; `None` until `figure` has drawn the chart.
    pub picture: Option<Picture>,
    /// What the picture was drawn from, where it is a chart or map: the text of its fenced block.
    pub spec: Option<ChartSpec>,
    /// Caption, may be empty.
    pub caption: Vec<Inline>,
    /// What the figure shows, for readers who do not see it; empty means decoration.
    pub alt: String,
    /// The data behind it.
    pub data: Option<Table>,
    /// Width as a share of the text width (0–1).
    pub width: Option<f32>,
}

/// A request for a chart or map, as it stood in a fenced block (` ```chart `, TOML inside).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ChartSpec {
    /// Kind as written after `chart` in the info string (`bar`, `line`, `map`, …).
    pub kind: String,
    /// Body of the block.
    pub text: String,
}

/// A picture's bytes. Files are read before a document reaches a writer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Picture {
    /// SVG source.
    Svg(Arc<str>),
    /// PNG file.
    Png(Arc<[u8]>),
    /// JPEG file.
    Jpeg(Arc<[u8]>),
}

impl Picture {
    /// Tells a picture's kind by its first bytes.
    ///
    /// # Errors
    /// In plain words, where it is neither SVG nor PNG nor JPEG.
    pub fn from_bytes(bytes: Vec<u8>) -> Result<Self, String> {
        if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
            return Ok(Self::Png(bytes.into()));
        }
        if bytes.starts_with(b"\xff\xd8\xff") {
            return Ok(Self::Jpeg(bytes.into()));
        }
        match String::from_utf8(bytes) {
            Ok(text) if text.contains("<svg") => Ok(Self::Svg(text.into())),
            _ => Err("it is neither SVG nor PNG nor JPEG".to_owned()),
        }
    }
}

/// A footnote; source notes have the class `source`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Note {
    /// Attributes.
    pub attrs: Attributes,
    /// Content.
    pub blocks: Vec<Block>,
}

/// Running text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Inline {
    /// Characters; white space is significant but for line ends, which are spaces.
    Text(String),
    /// Emphasis.
    Emphasis(Vec<Inline>),
    /// Strong emphasis.
    Strong(Vec<Inline>),
    /// Struck out.
    Strikethrough(Vec<Inline>),
    /// Code.
    Code(String),
    /// Link to a URL, or to an id in this document (`#id`).
    Link {
        /// Target.
        target: String,
        /// Text.
        content: Vec<Inline>,
    },
    /// Reference to a footnote, by index into [`Document::notes`].
    NoteRef(usize),
    /// On which page the block with this id stands; formats without pages leave it out.
    PageRef(String),
    /// Forced line break.
    LineBreak,
    /// Text with attributes (a language, a class such as `muted` or `nobr`).
    Span {
        /// Attributes.
        attrs: Attributes,
        /// Text.
        content: Vec<Inline>,
    },
}

/// The text of inlines without mark-up; note references leave nothing, line breaks a space.
pub fn plain_text(inlines: &[Inline]) -> String {
    fn walk(inlines: &[Inline], out: &mut String) {
        for inline in inlines {
            match inline {
                Inline::Text(t) | Inline::Code(t) => out.push_str(t),
                Inline::Emphasis(c) | Inline::Strong(c) | Inline::Strikethrough(c) => walk(c, out),
                Inline::Link { content, .. } | Inline::Span { content, .. } => walk(content, out),
                Inline::NoteRef(_) | Inline::PageRef(_) => {}
                Inline::LineBreak => out.push(' '),
            }
        }
    }
    let mut out = String::new();
    walk(inlines, &mut out);
    out
}

impl Block {
    /// A block without attributes.
    pub fn new(kind: BlockKind) -> Self {
        Self { attrs: Attributes::default(), kind }
    }
}

impl Cell {
    /// A cell of one paragraph that covers one column and row.
    pub fn text(content: Vec<Inline>) -> Self {
        Self {
            blocks: vec![Block::new(BlockKind::Paragraph(content))],
            col_span: 1,
            row_span: 1,
            align: None,
        }
    }
}
