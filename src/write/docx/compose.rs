//! Blocks of the Document as WordprocessingML: the walk through the report.
//!
//! Each block is written to the text of its story as soon as it is made, so that a long report needs no tree
//! of the whole. Knows nothing of the package around it. Start with [`Composer::blocks`].

use super::super::{Format, Warning, WriteError};
use super::comment::Comments;
use super::inline::TextFormat;
use super::media::Media;
use super::note::Notes;
use super::numbering::Numbering;
use super::outline::{Heading, Outline};
use super::package::Relationships;
use super::paragraph::Draft;
use super::styles::{Style, StyleSheet};
use super::xml::XmlError;
use super::{DocxOptions, language};
use crate::data::LanguageTag;
use crate::document::{Alignment, Attributes, Block, BlockKind, Document, Inline, Position, plain_text};
use docx_rs::AlignmentType;

/// A length of 1/20 pt, as WordprocessingML counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Twips(pub u32);

/// Makes the stories of a document: its body and its notes.
pub(super) struct Composer<'a> {
    pub document: &'a Document,
    pub options: &'a DocxOptions,
    pub styles: StyleSheet,
    pub numbering: Numbering,
    pub outline: Outline,
    pub media: Media,
    pub notes: Notes,
    pub comments: Comments,
    pub warnings: Vec<Warning>,
    /// Relationships of the body.
    pub body_links: Relationships,
    /// Relationships of the notes.
    pub note_links: Relationships,
    /// Characters left out because XML has no place for them.
    pub forbidden: usize,
    /// Whether Word sets tables out by the padding of their cells, as it did before 2013.
    pub outset_tables: bool,
    pub tables: usize,
    pub figures: usize,
    story: Story,
    headings: usize,
    ranges: usize,
    /// Ids of places that the next paragraph is to bear.
    anchors: Vec<String>,
    break_page: bool,
}

/// What the composer takes up from the letterhead.
pub(super) struct Ground {
    pub styles: StyleSheet,
    pub numbering: Numbering,
    pub body_links: Relationships,
    pub note_links: Relationships,
    pub notes: Notes,
    pub media: Media,
    /// First id that the letterhead's comments leave free.
    pub first_comment: usize,
    /// Highest id of a bookmark so far.
    pub ranges: usize,
    /// Whether Word sets tables out by the padding of their cells, as it did before 2013.
    pub outset_tables: bool,
}

/// A part with text and relationships of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Story {
    Body,
    Notes,
}

/// What holds for the blocks within a block.
#[derive(Clone, Copy)]
pub(super) struct Scope<'a> {
    /// Style of paragraphs that are nothing special.
    pub style: Option<Style>,
    /// Language, where it is not the document's.
    pub language: Option<&'a LanguageTag>,
    /// Width of the text.
    pub width: Twips,
    /// Lists around.
    pub lists: u8,
    /// Alignment of paragraphs.
    pub align: Alignment,
    /// Whether paragraphs stay with what follows.
    pub keep_next: bool,
    /// Whether a page can break here.
    pub in_cell: bool,
}

impl<'a> Scope<'a> {
    /// The scope of text of that width.
    pub fn new(width: Twips) -> Self {
        Self {
            style: None,
            language: None,
            width,
            lists: 0,
            align: Alignment::Start,
            keep_next: false,
            in_cell: false,
        }
    }

    /// The same with another style for plain paragraphs.
    pub fn styled(self, style: Style) -> Self {
        Self { style: Some(style), ..self }
    }
}

impl<'a> Composer<'a> {
    /// A composer for a document on a ground.
    pub fn new(document: &'a Document, options: &'a DocxOptions, ground: Ground) -> Result<Self, WriteError> {
        let outline = Outline::of(document)?;
        let comments = match options.comments {
            true => Comments::of(document, &outline, ground.first_comment),
            false => Comments::default(),
        };
        Ok(Self {
            document,
            options,
            outline,
            styles: ground.styles,
            numbering: ground.numbering,
            media: ground.media,
            notes: ground.notes,
            comments,
            body_links: ground.body_links,
            note_links: ground.note_links,
            warnings: Vec::new(),
            forbidden: 0,
            outset_tables: ground.outset_tables,
            tables: 0,
            figures: 0,
            story: Story::Body,
            headings: 0,
            ranges: ground.ranges,
            anchors: Vec::new(),
            break_page: false,
        })
    }

    /// Writes blocks.
    pub fn blocks(
        &mut self,
        blocks: &'a [Block],
        scope: Scope<'a>,
        out: &mut String,
    ) -> Result<(), WriteError> {
        for (at, block) in blocks.iter().enumerate() {
            let keep_next = scope.keep_next || introduces(block, blocks.get(at + 1));
            self.block(block, Scope { keep_next, ..scope }, out)?;
        }
        Ok(())
    }

    fn block(&mut self, block: &'a Block, scope: Scope<'a>, out: &mut String) -> Result<(), WriteError> {
        let scope = Scope { language: block.attrs.lang.as_ref().or(scope.language), ..scope };
        self.anchors.extend(block.attrs.id.clone());
        match &block.kind {
            BlockKind::Heading { level, content } => self.heading(*level, content, block, scope, out),
            BlockKind::Paragraph(content) => self.paragraph(content, scope, out),
            BlockKind::List(list) => self.list(list, scope, out),
            BlockKind::Quote(inner) => self.blocks(inner, scope.styled(Style::Quote), out),
            BlockKind::Group(inner) => self.blocks(inner, scope, out),
            BlockKind::Callout { title, body } => self.callout(title, body, block, scope, out),
            BlockKind::Code { text, .. } => self.code(text, scope, out),
            BlockKind::Table(table) => self.table(table, block, scope, out),
            BlockKind::Figure(figure) => self.figure(figure, block, scope, out),
            BlockKind::Contents { depth } => self.contents(*depth, scope, out),
            BlockKind::PageBreak => self.page_break(block),
            BlockKind::Rule => {
                let draft = self.draft(Some(Style::HorizontalLine), scope);
                self.finish(draft, out)
            }
        }
    }

    /// A page break is a property of the paragraph that follows.
    fn page_break(&mut self, block: &Block) -> Result<(), WriteError> {
        if self.story == Story::Body {
            self.break_page = true;
        } else {
            self.warn("a page break within a footnote was left out", block.attrs.position.clone());
        }
        Ok(())
    }

    fn heading(
        &mut self,
        level: u8,
        content: &'a [Inline],
        block: &Block,
        scope: Scope<'a>,
        out: &mut String,
    ) -> Result<(), WriteError> {
        if self.story == Story::Notes {
            return self.paragraph(content, scope, out);
        }
        let mut draft = self.draft(Some(Style::Heading(level.clamp(1, 6))), scope);
        if block.attrs.has_class("unnumbered") {
            draft.property =
                draft.property.numbering(docx_rs::NumberingId::new(0), docx_rs::IndentLevel::new(0));
        }
        let bookmark = self.next_range();
        draft.open_bookmark(bookmark, &Heading::bookmark(self.headings));
        self.headings += 1;
        self.inlines(content, TextFormat::of(scope), &mut draft)?;
        draft.close_bookmark(bookmark);
        self.finish(draft, out)
    }

    /// Writes a paragraph in the scope's style.
    pub fn paragraph(
        &mut self,
        content: &'a [Inline],
        scope: Scope<'a>,
        out: &mut String,
    ) -> Result<(), WriteError> {
        let mut draft = self.draft(scope.style, scope);
        self.inlines(content, TextFormat::of(scope), &mut draft)?;
        self.finish(draft, out)
    }

    fn code(&mut self, text: &'a str, scope: Scope<'a>, out: &mut String) -> Result<(), WriteError> {
        let mut draft = self.draft(Some(Style::CodeBlock), scope);
        for (number, line) in text.trim_end_matches('\n').split('\n').enumerate() {
            if number > 0 {
                self.line_break(&mut draft);
            }
            self.text(line, TextFormat::of(scope), &mut draft);
        }
        self.finish(draft, out)
    }

    /// A paragraph in the making, with what is due to the next paragraph.
    pub fn draft(&mut self, style: Option<Style>, scope: Scope<'a>) -> Draft {
        let mut draft = Draft::default();
        if let Some(style) = style {
            draft.property = draft.property.style(&self.styles.id(style, &mut self.numbering));
        }
        draft.property = match scope.align {
            Alignment::Start => draft.property,
            Alignment::Center => draft.property.align(AlignmentType::Center),
            Alignment::End => draft.property.align(AlignmentType::Right),
        };
        if scope.language.is_some_and(language::is_right_to_left) {
            draft.property = draft.property.bidi(true);
        }
        if scope.keep_next {
            draft.property = draft.property.keep_next(true);
        }
        if !scope.in_cell && self.story == Story::Body && std::mem::take(&mut self.break_page) {
            draft.property = draft.property.page_break_before(true);
        }
        for id in std::mem::take(&mut self.anchors) {
            let range = self.open_anchor(&id, &mut draft);
            range.into_iter().for_each(|range| self.close_anchor(&id, range, &mut draft));
        }
        draft
    }

    /// Writes a paragraph to its story.
    pub fn finish(&mut self, draft: Draft, out: &mut String) -> Result<(), WriteError> {
        draft.finish().map_err(backend)?.write(out);
        Ok(())
    }

    /// Puts a narrow paragraph before a table, where a page break or a link target waits for one.
    pub fn before_table(&mut self, scope: Scope<'a>, out: &mut String) -> Result<(), WriteError> {
        let breaks = self.break_page && !scope.in_cell && self.story == Story::Body;
        if breaks || !self.anchors.is_empty() {
            let draft = self.draft(Some(Style::TableGap), Scope { keep_next: true, ..scope });
            self.finish(draft, out)?;
        }
        Ok(())
    }

    /// Puts a narrow paragraph after a table: Word would join it to a table that follows.
    pub fn after_table(&mut self, scope: Scope<'a>, out: &mut String) -> Result<(), WriteError> {
        let plain = Scope { align: Alignment::Start, keep_next: false, ..scope };
        let draft = self.draft(Some(Style::TableGap), plain);
        self.finish(draft, out)
    }

    /// Marks the start of the place with that id; gives the number of the range.
    pub fn open_anchor(&mut self, id: &str, draft: &mut Draft) -> Option<usize> {
        let name = self.outline.bookmark(id)?.to_owned();
        let range = self.next_range();
        draft.open_bookmark(range, &name);
        Some(range)
    }

    /// Marks the end of the place.
    pub fn close_anchor(&mut self, id: &str, range: usize, draft: &mut Draft) {
        draft.close_bookmark(range);
        self.comment_on(id, draft);
    }

    /// A number for a range that no other has.
    pub fn next_range(&mut self) -> usize {
        self.ranges += 1;
        self.ranges
    }

    /// Relationships of the story being written.
    pub fn links(&mut self) -> &mut Relationships {
        match self.story {
            Story::Body => &mut self.body_links,
            Story::Notes => &mut self.note_links,
        }
    }

    /// The story being written.
    pub fn story(&self) -> Story {
        self.story
    }

    /// Turns to another story; gives the one before.
    pub fn turn_to(&mut self, story: Story) -> Story {
        std::mem::replace(&mut self.story, story)
    }

    /// Notes that something is not shown as meant.
    pub fn warn(&mut self, message: impl Into<String>, position: Option<Position>) {
        self.warnings.push(Warning { message: message.into(), position });
    }
}

/// The paragraph that blocks begin with, if they do, and the blocks after it.
pub(super) fn leading_paragraph(blocks: &[Block]) -> (Option<(&[Inline], &Attributes)>, &[Block]) {
    match blocks.split_first() {
        Some((Block { kind: BlockKind::Paragraph(content), attrs }, rest)) => (Some((content, attrs)), rest),
        _ => (None, blocks),
    }
}

/// Whether a block is a line that ends with a colon before a list, and lost without it.
fn introduces(block: &Block, next: Option<&Block>) -> bool {
    let is_list = next.is_some_and(|next| matches!(next.kind, BlockKind::List(_)));
    is_list && matches!(&block.kind, BlockKind::Paragraph(text) if plain_text(text).trim_end().ends_with(':'))
}

/// An error of docx-rs or of what it wrote.
pub(super) fn backend(error: XmlError) -> WriteError {
    WriteError::Backend { format: Format::Docx, message: error.to_string() }
}
