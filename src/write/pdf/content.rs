//! The content of a page: items drawn as printpdf operations, marked with what they are part of.

use super::font::{EncodedWord, FontTable, Show};
use super::{backend, drawing, image, page, to_objects};
use crate::layout::{Item, ItemKind, Layout, NodeId, Page, PictureKind, Role, Tag, Tree};
use crate::text::{Run, Word};
use crate::theme::Color;
use crate::write::WriteError;
use flate2::{Compress, Compression, FlushCompress, Status};
use printpdf::{DictItem, Op, PaintMode, PdfDocument, PdfFontHandle, Pt, Rect, Rgb, TextMatrix};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A page drawn.
pub(super) struct PageContent {
    /// Content stream, compressed.
    pub stream: Vec<u8>,
    /// What stands on the page, in reading order.
    pub events: Vec<Event>,
    /// Number of marked sequences that belong to nodes.
    pub marks: usize,
    /// Where links are.
    pub links: Vec<LinkArea>,
}

/// Something that the structure tree must know.
pub(super) enum Event {
    /// A node begins, though it may show nothing.
    Begin(NodeId),
    /// A marked sequence belongs to a node.
    Content { node: NodeId, mark: usize },
    /// A link's area, by number in [`PageContent::links`].
    Link(usize),
    /// A picture belongs to a node: its box, in the page's coordinates.
    Box(NodeId, [f32; 4]),
}

/// The area of a link on a line: left, bottom, right, top in the page's coordinates.
pub(super) struct LinkArea {
    pub node: NodeId,
    pub area: [f32; 4],
}

/// Middle way between size and time: level 6 takes half as long again for 5 % of the size, level 9 twice as long for
/// 6 %.
const COMPRESSION: u32 = 4;

/// Draws a page.
pub(super) fn draw(source: &Page, layout: &Layout, fonts: &FontTable) -> Result<PageContent, WriteError> {
    let mut pen = Pen::new(layout, fonts);
    let mut start = 0;
    for (index, item) in source.items.iter().enumerate() {
        let ends = source.items.get(index + 1).is_none_or(|next| next.tag != item.tag);
        if ends {
            pen.draw_group(&source.items[start..=index])?;
            start = index + 1;
        }
    }
    pen.finish()
}

struct Pen<'a> {
    layout: &'a Layout,
    fonts: &'a FontTable,
    ops: Vec<Op>,
    events: Vec<Event>,
    links: Vec<LinkArea>,
    marks: usize,
    in_text: bool,
    font: Option<(printpdf::FontId, f32)>,
    color: Option<Color>,
}

impl<'a> Pen<'a> {
    fn new(layout: &'a Layout, fonts: &'a FontTable) -> Self {
        Self {
            layout,
            fonts,
            ops: Vec::new(),
            events: Vec::new(),
            links: Vec::new(),
            marks: 0,
            in_text: false,
            font: None,
            color: None,
        }
    }

    fn finish(self) -> Result<PageContent, WriteError> {
        let mut document = PdfDocument::new("");
        document.with_pages(vec![page(self.layout.sheet, self.ops)]);
        let objects = to_objects(&document)?;
        let content = objects.objects.values().find_map(|o| o.as_stream().ok());
        let stream = compress(content.map_or(&[], |s| &s.content))?;
        Ok(PageContent { stream, events: self.events, marks: self.marks, links: self.links })
    }

    /// Draws neighbours of one tag as one marked sequence.
    fn draw_group(&mut self, items: &[Item]) -> Result<(), WriteError> {
        let Some(tag) = items.first().map(|i| i.tag) else { return Ok(()) };
        for item in items.iter().filter(|i| matches!(i.kind, ItemKind::Begin)) {
            item.tag.as_node().into_iter().for_each(|node| self.events.push(Event::Begin(node)));
        }
        if items.iter().all(|i| matches!(i.kind, ItemKind::Begin | ItemKind::Place(_))) {
            return Ok(());
        }
        self.begin_mark(tag);
        for item in items {
            self.draw_item(item)?;
        }
        self.end_text();
        self.ops.push(Op::EndMarkedContentWithProperties);
        if let Some(link) = tag.as_node().and_then(|node| link_of(&self.layout.tree, node)) {
            self.add_link(link, items);
        }
        Ok(())
    }

    fn begin_mark(&mut self, tag: Tag) {
        let (name, key, value) = match tag.as_node() {
            Some(node) => {
                let mark = self.marks;
                self.marks += 1;
                self.events.push(Event::Content { node, mark });
                (
                    super::structure::role_name(self.layout.tree.get(node).role),
                    "MCID",
                    DictItem::Int(mark as i64),
                )
            }
            None if tag == Tag::FURNITURE => ("Artifact", "Type", DictItem::Name(b"Pagination".to_vec())),
            None => ("Artifact", "Type", DictItem::Name(b"Layout".to_vec())),
        };
        self.ops.push(mark(name, key, value));
    }

    /// Rows upwards, as PDF counts.
    fn flip(&self, y: f32) -> f32 {
        self.layout.sheet.1 - y
    }

    fn add_link(&mut self, node: NodeId, items: &[Item]) {
        for item in items.iter().filter(|i| matches!(i.kind, ItemKind::Text(_) | ItemKind::Picture { .. })) {
            let [left, top, right, bottom] = item.bounds();
            let area = [left, self.flip(bottom), right, self.flip(top)];
            match self.links.last_mut().filter(|l| l.node == node && (l.area[1] - area[1]).abs() < 4.0) {
                Some(link) => {
                    link.area = [
                        link.area[0].min(area[0]),
                        link.area[1].min(area[1]),
                        link.area[2].max(area[2]),
                        link.area[3].max(area[3]),
                    ];
                }
                None => {
                    self.events.push(Event::Link(self.links.len()));
                    self.links.push(LinkArea { node, area });
                }
            }
        }
    }

    fn draw_item(&mut self, item: &Item) -> Result<(), WriteError> {
        match &item.kind {
            ItemKind::Text(run) => self.draw_run(item, run),
            ItemKind::Fill { width, height, color } => {
                self.fill([item.x, self.flip(item.y + height), *width, *height], *color);
                Ok(())
            }
            ItemKind::Picture { index, width, height } => {
                let bottom = self.flip(item.y + height);
                if let Some(node) = item.tag.as_node() {
                    let area = [item.x, bottom, item.x + width, bottom + height];
                    self.events.push(Event::Box(node, area));
                }
                self.end_text();
                let place = [item.x, bottom, *width, *height];
                match self.layout.pictures.get(*index).map(|p| &p.kind) {
                    Some(PictureKind::Drawing(d)) => {
                        drawing::draw(&mut self.ops, d, *index, place, self.fonts)
                    }
                    _ => {
                        self.ops.push(image::show(*index, place));
                        Ok(())
                    }
                }
            }
            ItemKind::Begin | ItemKind::Place(_) => Ok(()),
        }
    }

    fn fill(&mut self, [x, y, width, height]: [f32; 4], color: Color) {
        self.end_text();
        self.set_color(color);
        let mut rectangle = Rect::from_xywh(pt(x), pt(y), pt(width), pt(height));
        rectangle.mode = Some(PaintMode::Fill);
        self.ops.push(Op::DrawRectangle { rectangle });
    }

    fn set_color(&mut self, color: Color) {
        if self.color != Some(color) {
            let [r, g, b] = color.unit().map(round);
            self.ops.push(Op::SetFillColor { col: printpdf::Color::Rgb(Rgb::new(r, g, b, None)) });
            self.color = Some(color);
        }
    }

    fn begin_text(&mut self) {
        if !std::mem::replace(&mut self.in_text, true) {
            self.ops.push(Op::StartTextSection);
        }
    }

    fn end_text(&mut self) {
        if std::mem::replace(&mut self.in_text, false) {
            self.ops.push(Op::EndTextSection);
        }
    }

    fn draw_run(&mut self, item: &Item, run: &Run) -> Result<(), WriteError> {
        let Some(name) = self.fonts.name(run.face) else { return Ok(()) };
        let size = run.style.size;
        self.begin_text();
        self.set_color(run.style.color);
        if self.font.as_ref() != Some(&(name.clone(), size)) {
            self.ops.push(Op::SetFont { font: PdfFontHandle::External(name.clone()), size: pt(size) });
            self.font = Some((name.clone(), size));
        }
        let y = self.flip(item.y);
        let mut line = ShownLine { place: Some((item.x, y)), size, pen: 0.0, array: Vec::new() };
        self.ops.push(Op::SetTextMatrix { matrix: TextMatrix::Translate(pt(item.x), pt(y)) });
        for piece in &run.pieces {
            line.move_to(piece.x);
            line.show(&mut self.ops, &piece.word, self.fonts.word(&piece.word)?, piece.x);
        }
        line.flush(&mut self.ops);
        if run.style.strike {
            let thickness = (size * 0.06).max(0.4);
            self.fill([item.x, y + size * 0.26, run.width, thickness], run.style.color);
        }
        Ok(())
    }
}

/// Shows a word at the text matrix that is set, at a size of 1.
pub(super) fn show_word(ops: &mut Vec<Op>, fonts: &FontTable, word: &Arc<Word>) -> Result<(), WriteError> {
    let mut line = ShownLine { place: None, size: 1.0, pen: 0.0, array: Vec::new() };
    line.show(ops, word, fonts.word(word)?, 0.0);
    line.flush(ops);
    Ok(())
}

/// A `TJ` array in the making.
struct ShownLine {
    /// Where the line starts on the page; none where the text matrix is the caller's.
    place: Option<(f32, f32)>,
    size: f32,
    /// Where the viewer's pen stands, in 1/1000 em from the start.
    pen: f32,
    array: Vec<DictItem>,
}

impl ShownLine {
    fn move_to(&mut self, x: f32) {
        let back = (self.pen - x * 1000.0 / self.size).round();
        if back != 0.0 {
            self.array.push(number(back));
            self.pen -= back;
        }
    }

    fn show(&mut self, ops: &mut Vec<Op>, word: &Word, encoded: &EncodedWord, x: f32) {
        if encoded.needs_text {
            self.flush(ops);
            ops.push(mark("Span", "ActualText", text_string(&word.text)));
        }
        for part in &encoded.parts {
            match (part, self.array.last_mut()) {
                (Show::Glyphs(codes), Some(DictItem::String { data, .. })) => data.extend(codes),
                (Show::Glyphs(codes), _) => {
                    self.array.push(DictItem::String { data: codes.clone(), literal: true });
                }
                (Show::Back(back), _) => self.array.push(number(*back)),
            }
        }
        self.pen += encoded.advance;
        if !encoded.raised.is_empty() {
            self.flush(ops);
            self.show_raised(encoded, x, ops);
        }
        if encoded.needs_text {
            self.flush(ops);
            ops.push(Op::EndMarkedContentWithProperties);
        }
    }

    /// Glyphs off the baseline stand each by itself; the pen returns to where it was.
    fn show_raised(&mut self, word: &EncodedWord, start: f32, ops: &mut Vec<Op>) {
        let em = self.size / 1000.0;
        let Some((left, baseline)) = self.place else { return };
        for (code, dx, dy) in &word.raised {
            let (x, y) = (left + start + dx * em, baseline + dy * em);
            ops.push(Op::SetTextMatrix { matrix: TextMatrix::Translate(pt(x), pt(y)) });
            let data = code.to_be_bytes().to_vec();
            ops.push(show(vec![DictItem::String { data, literal: true }]));
        }
        let x = left + self.pen * em;
        ops.push(Op::SetTextMatrix { matrix: TextMatrix::Translate(pt(x), pt(baseline)) });
    }

    fn flush(&mut self, ops: &mut Vec<Op>) {
        if !self.array.is_empty() {
            ops.push(show(std::mem::take(&mut self.array)));
        }
    }
}

/// printpdf's own operation for glyphs writes each by itself with a text of its own, which is most
/// of its cost; a whole array in one operation it writes as it is.
fn show(array: Vec<DictItem>) -> Op {
    Op::Unknown { key: "TJ".to_owned(), value: vec![DictItem::Array(array)] }
}

fn number(value: f32) -> DictItem {
    DictItem::Int(value as i64)
}

/// Begins a marked sequence with one property.
fn mark(name: &str, key: &str, value: DictItem) -> Op {
    let properties = DictItem::Dict { map: BTreeMap::from([(key.to_owned(), value)]) };
    Op::BeginMarkedContentWithProperties { tag: name.to_owned(), properties }
}

/// A text string (ISO 32000-1, 7.9.2.2).
fn text_string(text: &str) -> DictItem {
    DictItem::Bytes(super::object::utf16(text))
}

/// Thousandths are finer than any printer.
pub(super) fn round(value: f32) -> f32 {
    (value * 1000.0).round() / 1000.0
}

pub(super) fn pt(value: f32) -> Pt {
    Pt(round(value))
}

/// The link that a node is, or is part of.
fn link_of(tree: &Tree, mut node: NodeId) -> Option<NodeId> {
    loop {
        let here = tree.get(node);
        if here.role == Role::Link {
            return Some(node);
        }
        node = here.parent?;
    }
}

/// Flate, as every stream is stored. A thread keeps its compressor: making one costs as much as a page.
pub(super) fn compress(bytes: &[u8]) -> Result<Vec<u8>, WriteError> {
    thread_local! {
        static COMPRESSOR: RefCell<Compress> = RefCell::new(Compress::new(Compression::new(COMPRESSION), true));
    }
    COMPRESSOR.with_borrow_mut(|compressor| {
        compressor.reset();
        let mut out = Vec::with_capacity(bytes.len() / 3 + 64);
        loop {
            let done = compressor.total_in() as usize;
            match compressor.compress_vec(&bytes[done..], &mut out, FlushCompress::Finish) {
                Ok(Status::StreamEnd) => return Ok(out),
                Ok(_) => out.reserve(out.capacity()),
                Err(error) => return Err(backend(error)),
            }
        }
    })
}
