//! Block structure: parser events and directives → blocks.
//!
//! Leaves running text to `inlines`, attributes of tables and figures to their own files. Start with
//! [`build`].

use super::{
    ReadError, ReadOptions, Warning, figures,
    inlines::{Content, Image, Text},
    lines::{Directive, Prepared},
    notes::PendingNotes,
    tables::{self, TableText},
};
use crate::document::{Attributes, Block, BlockKind, Inline, List, Note, Position};
use pulldown_cmark::{BlockQuoteKind, CodeBlockKind, Event, Options, Parser, Tag, TagEnd};
use std::ops::Range;

/// Reads all blocks; references to footnotes carry provisional numbers.
pub(super) fn build(
    prepared: &Prepared,
    options: &ReadOptions<'_>,
) -> Result<(Vec<Block>, PendingNotes, Vec<Warning>), ReadError> {
    let mut builder = Builder::new(prepared, options);
    let extensions = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_GFM;
    for (event, range) in Parser::new_ext(&prepared.text, extensions).into_offset_iter() {
        builder.event(event, range)?;
    }
    builder.finish()
}

struct Builder<'a> {
    prepared: &'a Prepared,
    options: &'a ReadOptions<'a>,
    /// Open containers; the first is the document.
    frames: Vec<Frame>,
    /// Open running text, with the byte where it starts.
    text: Option<(usize, Text)>,
    table: Option<TableText>,
    code: Option<(String, String)>,
    in_html: bool,
    /// Attributes of the caption that the next paragraph is.
    caption: Option<Attributes>,
    /// Prepared line whose `:::` belongs to the page break or contents before it.
    void_end: Option<usize>,
    notes: PendingNotes,
    warnings: Vec<Warning>,
}

struct Frame {
    container: Container,
    attrs: Attributes,
    blocks: Vec<Block>,
}

enum Container {
    Document,
    Quote,
    Alert,
    Callout { title: Vec<Inline> },
    Group,
    List { start: Option<u64>, tight: bool, items: Vec<Vec<Block>> },
    Item,
    Note { label: String },
}

impl<'a> Builder<'a> {
    fn new(prepared: &'a Prepared, options: &'a ReadOptions<'a>) -> Self {
        let mut builder = Self {
            prepared,
            options,
            frames: vec![Frame {
                container: Container::Document,
                attrs: Attributes::default(),
                blocks: Vec::new(),
            }],
            text: None,
            table: None,
            code: None,
            in_html: false,
            caption: None,
            void_end: None,
            notes: PendingNotes::default(),
            warnings: Vec::new(),
        };
        for (line, message) in &prepared.complaints {
            let position = Position { file: options.file.clone(), line: *line };
            builder.warnings.push(Warning { message: message.clone(), position: Some(position) });
        }
        builder
    }

    fn finish(mut self) -> Result<(Vec<Block>, PendingNotes, Vec<Warning>), ReadError> {
        self.end_text();
        self.check_closed()?;
        Ok((self.pop().blocks, self.notes, self.warnings))
    }

    fn position(&self, offset: usize) -> Position {
        Position { file: self.options.file.clone(), line: self.prepared.source_line(offset) }
    }

    fn placed(&self, attrs: Attributes, offset: usize) -> Attributes {
        Attributes { position: Some(self.position(offset)), ..attrs }
    }

    fn warn(&mut self, offset: usize, message: impl Into<String>) {
        let position = Some(self.position(offset));
        self.warnings.push(Warning { message: message.into(), position });
    }

    fn event(&mut self, event: Event<'_>, range: Range<usize>) -> Result<(), ReadError> {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag, range),
            Event::Rule => {
                self.end_text();
                self.push(BlockKind::Rule, Attributes::default(), range.start);
                Ok(())
            }
            Event::Html(html) | Event::Text(html) if self.in_html => self.html_line(&html, range.start),
            Event::Text(text) if self.code.is_some() => {
                self.code_line(&text, range);
                Ok(())
            }
            event => {
                self.inline(event, range);
                Ok(())
            }
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) -> Result<(), ReadError> {
        self.check_depth(range.start)?;
        match tag {
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. } => {
                self.inline(Event::Start(tag), range);
                return Ok(());
            }
            _ => self.end_text(),
        }
        match tag {
            Tag::Paragraph => self.start_paragraph(range.start),
            Tag::Heading { .. } | Tag::TableCell => self.text = Some((range.start, Text::default())),
            Tag::BlockQuote(kind) => self.start_quote(kind, range.start),
            Tag::CodeBlock(kind) => self.code = Some((info_of(kind), String::new())),
            Tag::HtmlBlock => self.in_html = true,
            Tag::List(start) => {
                let list = Container::List { start, tight: true, items: Vec::new() };
                self.open(list, Attributes::default(), range.start);
            }
            Tag::Item => self.open(Container::Item, Attributes::default(), range.start),
            Tag::FootnoteDefinition(label) => {
                let attrs = self.taken_attributes(range.start);
                self.open(Container::Note { label: label.into_string() }, attrs, range.start);
            }
            Tag::Table(alignments) => self.table = Some(TableText::new(&alignments)),
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, tag: TagEnd, range: Range<usize>) -> Result<(), ReadError> {
        match tag {
            TagEnd::Heading(level) => self.end_heading(level as u8, range.start),
            TagEnd::Paragraph => self.end_text(),
            TagEnd::HtmlBlock => {
                self.in_html = false;
                self.end_text();
            }
            TagEnd::BlockQuote(_) | TagEnd::Item | TagEnd::FootnoteDefinition | TagEnd::List(_) => {
                self.end_text();
                self.check_closed()?;
                self.close();
            }
            TagEnd::CodeBlock => self.end_code(range.start),
            TagEnd::TableCell => self.end_cell(),
            TagEnd::TableHead => self.end_row(true, range),
            TagEnd::TableRow => self.end_row(false, range),
            TagEnd::Table => {
                if let Some(table) = self.table.take() {
                    self.push(BlockKind::Table(table.finish()), Attributes::default(), range.start);
                }
            }
            tag => self.inline(Event::End(tag), range),
        }
        Ok(())
    }

    fn check_depth(&self, offset: usize) -> Result<(), ReadError> {
        let inline = self.text.as_ref().map_or(0, |(_, text)| text.depth());
        let limit = self.options.limits.depth;
        if self.frames.len() + inline <= limit {
            return Ok(());
        }
        Err(ReadError::TooDeep { position: self.position(offset), limit })
    }

    /// An error where the innermost container is a fenced div.
    fn check_closed(&self) -> Result<(), ReadError> {
        match self.frames.last() {
            Some(Frame { container: Container::Callout { .. } | Container::Group, attrs, .. }) => {
                let position = attrs.position.clone().unwrap_or_else(|| self.position(0));
                Err(ReadError::Unclosed { position })
            }
            _ => Ok(()),
        }
    }

    // Containers

    fn open(&mut self, container: Container, attrs: Attributes, offset: usize) {
        let attrs = self.placed(attrs, offset);
        self.frames.push(Frame { container, attrs, blocks: Vec::new() });
    }

    fn pop(&mut self) -> Frame {
        let empty =
            Frame { container: Container::Document, attrs: Attributes::default(), blocks: Vec::new() };
        self.frames.pop().unwrap_or(empty)
    }

    /// Ends the innermost container and gives it to the one around it.
    fn close(&mut self) {
        let Frame { container, attrs, blocks } = self.pop();
        let kind = match container {
            Container::Document => return,
            Container::Quote => BlockKind::Quote(blocks),
            Container::Alert => BlockKind::Callout { title: Vec::new(), body: blocks },
            Container::Callout { title } => BlockKind::Callout { title, body: blocks },
            Container::Group => BlockKind::Group(blocks),
            Container::List { start, tight, items } => BlockKind::List(List { start, tight, items }),
            Container::Item => {
                if let Some(Frame { container: Container::List { items, .. }, .. }) = self.frames.last_mut() {
                    items.push(blocks);
                }
                return;
            }
            Container::Note { label } => return self.define_note(&label, Note { attrs, blocks }),
        };
        self.blocks().push(Block { attrs, kind });
    }

    fn define_note(&mut self, label: &str, note: Note) {
        let position = note.attrs.position.clone();
        if !self.notes.define(label, note) {
            let message =
                format!("the footnote [^{label}] is defined a second time; only the first one counts");
            self.warnings.push(Warning { message, position });
        }
    }

    /// Blocks of the innermost container.
    fn blocks(&mut self) -> &mut Vec<Block> {
        if self.frames.is_empty() {
            self.open(Container::Document, Attributes::default(), 0);
        }
        let last = self.frames.len() - 1;
        &mut self.frames[last].blocks
    }

    fn push(&mut self, kind: BlockKind, attrs: Attributes, offset: usize) {
        let attrs = self.placed(attrs, offset);
        self.blocks().push(Block { attrs, kind });
    }

    fn start_quote(&mut self, kind: Option<BlockQuoteKind>, offset: usize) {
        let class = match kind {
            None => return self.open(Container::Quote, Attributes::default(), offset),
            Some(BlockQuoteKind::Note) => "note",
            Some(BlockQuoteKind::Tip) => "tip",
            Some(BlockQuoteKind::Important) => "important",
            Some(BlockQuoteKind::Warning) => "warning",
            Some(BlockQuoteKind::Caution) => "caution",
        };
        let attrs = Attributes { classes: vec![class.to_owned()], ..Attributes::default() };
        self.open(Container::Alert, attrs, offset);
    }

    // Running text

    fn start_paragraph(&mut self, offset: usize) {
        if let [
            ..,
            Frame { container: Container::List { tight, .. }, .. },
            Frame { container: Container::Item, .. },
        ] = self.frames.as_mut_slice()
        {
            *tight = false;
        }
        self.text = Some((offset, Text::default()));
    }

    fn inline(&mut self, event: Event<'_>, range: Range<usize>) {
        // A directive that the parser took for text is text.
        let event = match (&event, self.prepared.directive_at(range.start)) {
            (Event::InlineHtml(_), Some(line)) if !matches!(line.directive, Directive::Taken(_)) => {
                Event::Html(line.original.clone().into())
            }
            _ => event,
        };
        let (_, text) = self.text.get_or_insert_with(|| (range.start, Text::default()));
        let notes = &mut self.notes;
        let depth = self.options.limits.depth;
        text.event(event, range, &self.prepared.text, depth, &mut |label| notes.number_of(label));
    }

    fn take_text(&mut self) -> Option<(usize, Content)> {
        let (offset, text) = self.text.take()?;
        let (content, complaints) = text.finish();
        complaints.into_iter().for_each(|(offset, message)| self.warn(offset, message));
        Some((offset, content))
    }

    /// Text where no figure can stand: pictures are shown by their descriptions.
    fn take_inlines(&mut self) -> Vec<Inline> {
        match self.take_text() {
            None => Vec::new(),
            Some((_, Content::Inlines(inlines))) => inlines,
            Some((_, Content::Images(images))) => {
                images.into_iter().map(|image| self.describe(image)).collect()
            }
        }
    }

    fn describe(&mut self, image: Image) -> Inline {
        let message = format!("the picture {} cannot stand here; give it a paragraph of its own", image.path);
        self.warn(image.offset, message);
        Inline::Text(image.alt)
    }

    /// Ends a paragraph, if one is open.
    fn end_text(&mut self) {
        match self.take_text() {
            None => {}
            Some((offset, Content::Inlines(inlines))) => self.push_paragraph(inlines, offset),
            Some((_, Content::Images(images))) => images.into_iter().for_each(|image| self.push_image(image)),
        }
    }

    fn push_paragraph(&mut self, mut inlines: Vec<Inline>, offset: usize) {
        if let Some(attrs) = self.caption.take() {
            trim_caption(&mut inlines);
            return self.set_caption(inlines, attrs, offset);
        }
        if !inlines.is_empty() {
            self.push(BlockKind::Paragraph(inlines), Attributes::default(), offset);
        }
    }

    fn push_image(&mut self, image: Image) {
        let offset = image.offset;
        let (block, complaint) = figures::from_image(image, self.options.pictures);
        complaint.into_iter().for_each(|message| self.warn(offset, message));
        self.push(block.kind, block.attrs, offset);
    }

    fn end_heading(&mut self, level: u8, offset: usize) {
        let content = self.take_inlines();
        let attrs = self.taken_attributes(offset);
        self.push(BlockKind::Heading { level, content }, attrs, offset);
    }

    /// Attributes that the line pass took off the line.
    fn taken_attributes(&self, offset: usize) -> Attributes {
        match self.prepared.directive_at(offset).map(|line| &line.directive) {
            Some(Directive::Taken(attrs)) => attrs.clone(),
            _ => Attributes::default(),
        }
    }

    // Code and tables

    fn code_line(&mut self, text: &str, range: Range<usize>) {
        let Some((_, code)) = &mut self.code else { return };
        match self.prepared.directive_at(range.start) {
            Some(line) => {
                let indent = &text[..text.len() - text.trim_start_matches(' ').len()];
                code.extend([indent, &line.original, "\n"]);
            }
            None => code.push_str(text),
        }
    }

    fn end_code(&mut self, offset: usize) {
        let Some((info, text)) = self.code.take() else { return };
        match figures::chart(&info, &text) {
            Some(block) => self.push(block.kind, block.attrs, offset),
            None => self.push(BlockKind::Code { info, text }, Attributes::default(), offset),
        }
    }

    fn end_cell(&mut self) {
        let content = self.take_inlines();
        if let Some(table) = &mut self.table {
            table.push_cell(content);
        }
    }

    fn end_row(&mut self, is_head: bool, range: Range<usize>) {
        let Some(table) = &mut self.table else { return };
        let dropped = table.end_row(is_head, &self.prepared.text[range.clone()]);
        if dropped {
            self.warn(
                range.start,
                "this row has more cells than its table has columns; the last ones were left out",
            );
        }
    }

    // Directives

    fn html_line(&mut self, html: &str, offset: usize) -> Result<(), ReadError> {
        let prepared = self.prepared;
        let Some(line) = prepared.directive_at(offset) else {
            if self.text.is_some() {
                self.inline(Event::HardBreak, offset..offset);
            }
            self.inline(Event::Html(html.to_owned().into()), offset..offset + html.len());
            return Ok(());
        };
        self.end_text();
        if html.trim().is_empty() {
            return Ok(());
        }
        match &line.directive {
            Directive::Open(attrs) => self.open_div(attrs.clone(), line.line, offset)?,
            Directive::Close => self.close_div(line.line, offset),
            Directive::Attributes(attrs) => self.apply(attrs.clone(), &line.original, offset),
            Directive::Caption(attrs) => self.announce_caption(attrs.clone()),
            Directive::Taken(_) => {}
        }
        Ok(())
    }

    fn open_div(&mut self, mut attrs: Attributes, line: usize, offset: usize) -> Result<(), ReadError> {
        let void = if attrs.has_class("pagebreak") {
            attrs.classes.retain(|class| class != "pagebreak");
            Some(BlockKind::PageBreak)
        } else if attrs.has_class("contents") {
            attrs.classes.retain(|class| class != "contents");
            Some(BlockKind::Contents { depth: self.contents_depth(&mut attrs, offset) })
        } else {
            None
        };
        if let Some(kind) = void {
            self.void_end = Some(line + 1);
            self.push(kind, attrs, offset);
            return Ok(());
        }
        self.check_depth(offset)?;
        let container = if attrs.has_class("callout") {
            attrs.classes.retain(|class| class != "callout");
            Container::Callout { title: take_title(&mut attrs) }
        } else {
            Container::Group
        };
        self.open(container, attrs, offset);
        Ok(())
    }

    fn contents_depth(&mut self, attrs: &mut Attributes, offset: usize) -> u8 {
        let written = attrs.get("depth").map(str::to_owned);
        attrs.pairs.retain(|(key, _)| key != "depth");
        let depth = written.as_deref().map(|text| text.parse::<u8>().ok().filter(|d| (1..=6).contains(d)));
        if depth == Some(None) {
            self.warn(offset, "the depth of a table of contents is a number from 1 to 6; 2 was taken");
        }
        depth.flatten().unwrap_or(2)
    }

    fn close_div(&mut self, line: usize, offset: usize) {
        if self.void_end.take() == Some(line) {
            return;
        }
        if self.check_closed().is_err() {
            self.close();
        } else {
            self.warn(offset, "this ::: closes nothing; remove it, or open a box before it");
        }
    }

    fn apply(&mut self, attrs: Attributes, original: &str, offset: usize) {
        let complaint = match self.blocks().last_mut() {
            Some(block) if matches!(block.kind, BlockKind::Table(_)) => tables::apply(block, attrs),
            Some(block) if matches!(block.kind, BlockKind::Figure(_)) => {
                figures::apply(block, attrs);
                None
            }
            _ => {
                let text = vec![Inline::Text(original.to_owned())];
                self.push(BlockKind::Paragraph(text), Attributes::default(), offset);
                Some("these attributes follow no table or figure and are shown as text".to_owned())
            }
        };
        complaint.into_iter().for_each(|message| self.warn(offset, message));
    }

    fn announce_caption(&mut self, attrs: Attributes) {
        let takes = |block: &Block| matches!(block.kind, BlockKind::Table(_) | BlockKind::Figure(_));
        if self.blocks().last().is_some_and(takes) {
            self.caption = Some(attrs);
        }
    }

    fn set_caption(&mut self, inlines: Vec<Inline>, attrs: Attributes, offset: usize) {
        match self.blocks().last_mut().map(|block| &mut block.kind) {
            Some(BlockKind::Table(table)) => table.caption = inlines,
            Some(BlockKind::Figure(figure)) => figure.caption = inlines,
            _ => {}
        }
        if attrs != Attributes::default() {
            self.apply(attrs, "", offset);
        }
    }
}

fn info_of(kind: CodeBlockKind<'_>) -> String {
    match kind {
        CodeBlockKind::Indented => String::new(),
        CodeBlockKind::Fenced(info) => info.trim().to_owned(),
    }
}

/// The `title` attribute as text.
fn take_title(attrs: &mut Attributes) -> Vec<Inline> {
    let title = attrs.get("title").unwrap_or_default().to_owned();
    attrs.pairs.retain(|(key, _)| key != "title");
    if title.is_empty() { Vec::new() } else { vec![Inline::Text(title)] }
}

/// Takes the colon off a caption's first line.
fn trim_caption(inlines: &mut Vec<Inline>) {
    if let Some(Inline::Text(text)) = inlines.first_mut() {
        *text = text.strip_prefix(':').unwrap_or(text).trim_start().to_owned();
        if text.is_empty() {
            inlines.remove(0);
        }
    }
}
