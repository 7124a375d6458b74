//! From blocks to strips. Start with [`Composer::blocks`].

use super::flow::{BreakBefore, Flow, Frame, FrameId, RepeatedHead, Strip};
use super::look::{Faces, Look, heading_index};
use super::outline::Outline;
use super::page::{Item, ItemKind, PlaceId};
use super::picture::PictureContent;
use super::structure::{Detail, NodeId, Role, Tag, Tree};
use crate::data::LanguageTag;
use crate::document::Warning;
use crate::document::{Attributes, Block, BlockKind, Document, Inline, Position};
use crate::text::{Align, Line, Typesetter};
use crate::theme::Theme;
use std::collections::HashMap;

/// Where blocks are set: a column, and what they stand in.
#[derive(Clone, Copy, Debug)]
pub(super) struct Column {
    pub x: f32,
    pub width: f32,
    pub parent: NodeId,
    pub look: Look,
    pub frame: Option<FrameId>,
    /// How deep in lists.
    pub list_depth: usize,
    /// Whether paragraphs follow each other closely, as in a list of short items.
    pub tight: bool,
    /// Whether this is a cell, where headings are no headings.
    pub in_cell: bool,
}

/// Everything that grows while a document is laid out.
pub(super) struct Composer<'a, 'f> {
    pub document: &'a Document,
    pub theme: &'a Theme,
    pub setter: Typesetter<'f>,
    pub faces: Faces,
    pub tree: Tree,
    pub outline: Outline,
    pub frames: Vec<Frame>,
    pub heads: Vec<RepeatedHead>,
    pub pictures: Vec<PictureContent>,
    /// Number of each of them among all pictures of the document.
    pub picture_numbers: Vec<usize>,
    /// Pictures that an earlier run made ready, by that number.
    pub ready_pictures: HashMap<usize, PictureContent>,
    /// Pictures met so far.
    pub pictures_met: usize,
    pub warnings: Vec<Warning>,
    /// Height of the text area.
    pub page_height: f32,
    /// Notes by the tag of their references.
    pub note_tags: HashMap<u32, usize>,
    /// Where the way back from a note leads, by the tag of its first reference.
    pub back_places: HashMap<u32, PlaceId>,
    /// Notes that were referred to.
    pub referred: Vec<bool>,
    /// Headings met so far.
    pub headings: usize,
    /// Level of the last heading in the structure tree.
    pub heading_level: u8,
    pub figures: usize,
    pub tables: usize,
    /// Pages that the text refers to, from 1, by their places: as far as known, and then taken for the first.
    pub referred_pages: HashMap<PlaceId, usize>,
}

impl<'a, 'f> Composer<'a, 'f> {
    pub fn new(document: &'a Document, theme: &'a Theme, setter: Typesetter<'f>) -> Self {
        let faces = Faces::of(theme, setter.library());
        Self {
            document,
            theme,
            setter,
            faces,
            tree: Tree::default(),
            outline: Outline::of(document, theme.headings.numbered),
            frames: Vec::new(),
            heads: Vec::new(),
            pictures: Vec::new(),
            picture_numbers: Vec::new(),
            ready_pictures: HashMap::new(),
            pictures_met: 0,
            warnings: Vec::new(),
            page_height: theme.text_area().1,
            note_tags: HashMap::new(),
            back_places: HashMap::new(),
            referred: vec![false; document.notes.len()],
            headings: 0,
            heading_level: 0,
            figures: 0,
            tables: 0,
            referred_pages: HashMap::new(),
        }
    }

    /// The column of the whole text.
    pub fn main_column(&mut self) -> Column {
        let tag = self.document.meta.language.clone().unwrap_or_else(|| LanguageTag::new("en"));
        let language = self.setter.language(&tag);
        Column {
            x: 0.0,
            width: self.theme.text_area().0,
            parent: NodeId::ROOT,
            look: Look::body(self.theme, language),
            frame: None,
            list_depth: 0,
            tight: false,
            in_cell: false,
        }
    }

    pub fn warn(&mut self, message: String, position: Option<Position>) {
        self.warnings.push(Warning { message, position });
    }

    /// Sets blocks one below the other.
    pub fn blocks(&mut self, flow: &mut Flow, column: Column, blocks: &[Block]) {
        for block in blocks {
            self.block(flow, column, block);
        }
    }

    fn block(&mut self, flow: &mut Flow, column: Column, block: &Block) {
        let column = self.with_language(column, &block.attrs);
        let is_heading = matches!(block.kind, BlockKind::Heading { .. });
        if let Some(place) =
            block.attrs.id.as_ref().and_then(|id| self.outline.ids.get(id)).filter(|_| !is_heading)
        {
            flow.push_mark(place_mark(*place));
        }
        match &block.kind {
            BlockKind::Heading { level, content } => self.heading(flow, column, block, *level, content),
            BlockKind::Paragraph(content) => self.paragraph(flow, column, &block.attrs, content),
            BlockKind::List(list) => self.list(flow, column, &block.attrs, list),
            BlockKind::Quote(inner) => self.quote(flow, column, &block.attrs, inner),
            BlockKind::Callout { title, body } => self.callout(flow, column, &block.attrs, title, body),
            BlockKind::Code { text, .. } => self.code(flow, column, &block.attrs, text),
            BlockKind::Table(table) => self.table(flow, column, &block.attrs, table),
            BlockKind::Figure(figure) => self.figure(flow, column, &block.attrs, figure),
            BlockKind::Contents { depth } => self.contents(flow, column, *depth),
            BlockKind::PageBreak => {
                if !column.in_cell {
                    flow.start_page();
                }
            }
            BlockKind::Rule => self.rule(flow, column),
            BlockKind::Group(inner) => self.group(flow, column, &block.attrs, inner),
        }
    }

    /// The column for a block of another language.
    pub fn with_language(&mut self, column: Column, attrs: &Attributes) -> Column {
        let Some(tag) = &attrs.lang else { return column };
        let language = self.setter.language(tag);
        Column { look: Look { language, ..column.look }, ..column }
    }

    /// A node that carries the block's language and place.
    pub fn node(&mut self, parent: NodeId, role: Role, attrs: &Attributes) -> NodeId {
        if attrs.lang.is_none() {
            return self.tree.add(parent, role);
        }
        let (language, position) = (attrs.lang.clone(), attrs.position.clone());
        self.tree.add_detailed(parent, role, Detail { language, position, ..Detail::default() })
    }

    fn heading(&mut self, flow: &mut Flow, column: Column, block: &Block, level: u8, content: &[Inline]) {
        if column.in_cell {
            let look = Look { bold: true, ..column.look };
            return self.paragraph(flow, Column { look, ..column }, &block.attrs, content);
        }
        let index = self.headings;
        self.headings += 1;
        let rank = self.outline.headings.get(index).map_or(level, |h| h.rank);
        let look = column.look.heading(self.theme, rank);
        // The document's title has the first level; a level is never skipped on the way down.
        let tag_level = (rank + 1).min(self.heading_level + 1).min(6);
        self.heading_level = tag_level;
        let node = self.node(column.parent, Role::Heading(tag_level), &block.attrs);
        if let Some(place) = self.outline.headings.get(index).map(|h| h.place) {
            flow.push_mark(place_mark(place));
        }
        flow.want_space(self.theme.headings.space_above[heading_index(rank)].pt());
        let first = flow.strips.len();
        let number = self.outline.headings.get(index).and_then(|h| h.number.clone());
        let lines = match number {
            None => self.set_inlines(&look, node, content, column.width),
            Some(number) => {
                let mut numbered = vec![Inline::Text(format!("{number}\u{2002}"))];
                numbered.extend_from_slice(content);
                self.set_inlines(&look, node, &numbered, column.width)
            }
        };
        self.push_lines(flow, Column { look, ..column }, lines, true);
        if let Some(strip) = flow.strips.get_mut(first) {
            strip.heading = Some(index);
        }
        flow.want_space(self.theme.headings.space_below[heading_index(rank)].pt());
        flow.keep_next();
    }

    fn paragraph(&mut self, flow: &mut Flow, column: Column, attrs: &Attributes, content: &[Inline]) {
        let node = self.node(column.parent, Role::Paragraph, attrs);
        let lines = self.set_inlines(&column.look, node, content, column.width);
        self.push_lines(flow, column, lines, false);
        flow.want_space(self.paragraph_space(column));
    }

    /// Space between the paragraphs of a column.
    pub fn paragraph_space(&self, column: Column) -> f32 {
        let scale = (column.look.size / self.theme.text.size.pt()).min(1.0);
        self.theme.text.paragraph_space.pt() * scale * if column.tight { 0.35 } else { 1.0 }
    }

    /// Adds lines, two of them together at either end.
    pub fn push_lines(&mut self, flow: &mut Flow, column: Column, lines: Vec<Line>, together: bool) {
        let count = lines.len();
        for (index, line) in lines.into_iter().enumerate() {
            let mut strip = self.line_strip(column, line);
            if index > 0 && (together || index == 1 || index + 1 == count) {
                strip.break_before = BreakBefore::Forbidden;
            }
            flow.push(strip);
        }
    }

    /// A line of text as a strip.
    pub fn line_strip(&self, column: Column, line: Line) -> Strip {
        let look = &column.look;
        let style = self.faces.style(look, 0);
        let face = self.setter.library().face(style.face);
        let baseline = (look.leading + (face.ascent - face.descent) * look.size) / 2.0;
        let mut strip = Strip { height: look.leading, frame: column.frame, ..Strip::default() };
        for mut run in line.runs {
            let note = self.note_tags.get(&run.style.tag).filter(|n| !strip.notes.contains(n));
            strip.notes.extend(note);
            if let Some(place) = self.back_places.get(&run.style.tag) {
                strip.items.push(place_mark(*place));
            }
            let (x, y) = (column.x + run.x, baseline - run.style.rise);
            run.x = 0.0;
            strip.items.push(Item { x, y, tag: Tag::from_raw(run.style.tag), kind: ItemKind::Text(run) });
        }
        strip
    }

    fn quote(&mut self, flow: &mut Flow, column: Column, attrs: &Attributes, inner: &[Block]) {
        let parent = self.node(column.parent, Role::Quote, attrs);
        let indent = 14.0_f32.min(column.width * 0.1);
        let frame = self.add_frame(column, None, Some((1.2, self.theme.colors.rule)));
        flow.want_space(self.theme.text.paragraph_space.pt());
        let inner_column =
            Column { x: column.x + indent, width: column.width - indent, parent, frame, ..column };
        self.blocks(flow, inner_column, inner);
        flow.want_space(self.theme.text.paragraph_space.pt() * 1.4);
    }

    fn add_frame(
        &mut self,
        column: Column,
        fill: Option<crate::theme::Color>,
        bar: Option<(f32, crate::theme::Color)>,
    ) -> Option<FrameId> {
        self.frames.push(Frame { parent: column.frame, x: column.x, width: column.width, fill, bar });
        Some(FrameId(self.frames.len() - 1))
    }

    fn callout(
        &mut self,
        flow: &mut Flow,
        column: Column,
        attrs: &Attributes,
        title: &[Inline],
        body: &[Block],
    ) {
        let colors = &self.theme.colors;
        let (fill, bar) = match attrs.classes.first().map(String::as_str) {
            Some("glance") => (colors.glance, colors.accent),
            Some("confirm" | "warning") => (colors.confirm, colors.confirm_rule),
            _ => (colors.notice, colors.rule_strong),
        };
        let parent = self.node(column.parent, Role::Group, attrs);
        let frame = self.add_frame(column, Some(fill), Some((2.4, bar)));
        let padding = 9.0_f32.min(column.width * 0.08);
        let inner = Column {
            x: column.x + padding + 2.4,
            width: column.width - 2.0 * padding - 2.4,
            parent,
            frame,
            look: Look { align: Align::Start, ..column.look },
            ..column
        };
        flow.want_space(self.theme.text.paragraph_space.pt() * 1.6);
        let first = flow.strips.len();
        flow.push_gap(padding * 0.75, frame);
        flow.keep_next();
        self.callout_title(flow, inner, bar, title);
        self.blocks(flow, inner, body);
        flow.keep_next();
        flow.want_space(0.0);
        self.close_callout(flow, first, padding * 0.85, frame);
        flow.want_space(self.theme.text.paragraph_space.pt() * 2.0);
    }

    fn callout_title(
        &mut self,
        flow: &mut Flow,
        column: Column,
        color: crate::theme::Color,
        title: &[Inline],
    ) {
        let size = self.theme.headings.sizes[2].pt();
        let look = Look { color, ..column.look.heading(self.theme, 3) };
        let look = Look { size, leading: size * 1.35, ..look };
        let node = self.tree.add(column.parent, Role::Paragraph);
        let lines = self.set_inlines(&look, node, title, column.width);
        if !lines.is_empty() {
            self.push_lines(flow, Column { look, ..column }, lines, true);
            flow.want_space(2.0);
            flow.keep_next();
        }
    }

    /// Ends a box; one that is small is kept on a page.
    fn close_callout(&mut self, flow: &mut Flow, first: usize, padding: f32, frame: Option<FrameId>) {
        flow.drop_space();
        flow.push_gap(padding, frame);
        let height: f32 = flow.strips[first..].iter().map(|s| s.height + s.space).sum();
        if height < self.page_height * 0.4 {
            for strip in &mut flow.strips[first + 1..] {
                strip.break_before = BreakBefore::Forbidden;
            }
        }
    }

    fn code(&mut self, flow: &mut Flow, column: Column, attrs: &Attributes, text: &str) {
        let node = self.node(column.parent, Role::Code, attrs);
        let look = column.look.code(self.theme);
        flow.want_space(self.theme.text.paragraph_space.pt());
        for line in text.lines() {
            // Spaces at the start of a line are its indentation.
            let indent = line.len() - line.trim_start_matches(' ').len();
            let kept = format!("{}{}", "\u{a0}".repeat(indent), &line[indent..]);
            let mut lines = self.set_inlines(&look, node, &[Inline::Text(kept)], column.width);
            if lines.is_empty() {
                lines.push(Line::default());
            }
            self.push_lines(flow, Column { look, ..column }, lines, false);
        }
        flow.want_space(self.theme.text.paragraph_space.pt());
    }

    fn rule(&mut self, flow: &mut Flow, column: Column) {
        let kind = ItemKind::Fill { width: column.width, height: 0.5, color: self.theme.colors.rule };
        let item = Item { x: column.x, y: 3.0, tag: Tag::DECORATION, kind };
        flow.want_space(self.theme.text.paragraph_space.pt());
        flow.push(Strip { height: 6.0, items: vec![item], frame: column.frame, ..Strip::default() });
        flow.want_space(self.theme.text.paragraph_space.pt());
    }

    fn group(&mut self, flow: &mut Flow, column: Column, attrs: &Attributes, inner: &[Block]) {
        if attrs.has_class("annex") && !column.in_cell {
            flow.start_page();
        }
        let parent = self.node(column.parent, Role::Group, attrs);
        let mut look = column.look;
        if attrs.has_class("muted") {
            look.color = self.theme.colors.muted;
        }
        if attrs.has_class("small") {
            look.size *= 0.9;
            look.leading *= 0.9;
            // Small type is for lists of addresses and the like, which would be torn apart.
            look.align = Align::Start;
        }
        self.blocks(flow, Column { parent, look, ..column }, inner);
    }
}

/// An item that says where links lead.
pub(super) fn place_mark(place: PlaceId) -> Item {
    Item { x: 0.0, y: 0.0, tag: Tag::DECORATION, kind: ItemKind::Place(place) }
}

/// An item that says that a node begins, though it may show nothing.
pub(super) fn begin_mark(node: NodeId) -> Item {
    Item { x: 0.0, y: 0.0, tag: Tag::node(node), kind: ItemKind::Begin }
}
