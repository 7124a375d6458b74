//! Fonts of a PDF: which glyphs are used, subsets of the fonts, and words as glyph codes.

use super::{backend, drawing};
use crate::layout::{ItemKind, Layout};
use crate::text::{Face, FaceId, FontLibrary, Word};
use crate::write::WriteError;
use foldhash::{HashMap, HashMapExt};
use printpdf::{
    Codepoint, FontId, FontMetrics, Op, ParsedFont, PdfDocument, PdfFont, PdfFontHandle, Pt, TextItem,
};
use std::collections::BTreeMap;
use std::sync::Arc;
use subsetter::GlyphRemapper;

/// A part of a `TJ` array.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Show {
    /// Glyph codes, two bytes each.
    Glyphs(Vec<u8>),
    /// Move to the left, in 1/1000 em.
    Back(f32),
}

/// A word as it is shown; widths in 1/1000 em.
#[derive(Clone, Debug)]
pub(super) struct EncodedWord {
    pub parts: Vec<Show>,
    /// How far a viewer's pen moves on.
    pub advance: f32,
    /// Whether the glyphs alone would be read as another text.
    pub needs_text: bool,
    /// Glyphs that stand above or below the baseline: code, distance from the word's start, height.
    pub raised: Vec<(u16, f32, f32)>,
}

/// A font of the PDF.
struct Font {
    face: FaceId,
    name: FontId,
    /// Glyphs with the text that each stands for; the first that asked for it.
    texts: BTreeMap<u16, Box<str>>,
    remapper: GlyphRemapper,
    /// Advance of each glyph as printpdf writes it.
    widths: HashMap<u16, f32>,
    parsed: Option<ParsedFont>,
}

/// All fonts of a PDF, and every word encoded.
pub(super) struct FontTable {
    fonts: Vec<Font>,
    index: HashMap<FaceId, usize>,
    words: HashMap<usize, EncodedWord>,
}

/// What a word is known by: its place in memory, which its layout keeps.
fn key(word: &Arc<Word>) -> usize {
    Arc::as_ptr(word) as usize
}

impl FontTable {
    /// Collects what a layout uses.
    pub fn collect(layout: &Layout, library: &FontLibrary) -> Result<Self, WriteError> {
        let mut table = Self { fonts: Vec::new(), index: HashMap::new(), words: HashMap::new() };
        let mut seen: HashMap<usize, Arc<Word>> = HashMap::new();
        let mut order = Vec::new();
        let mut visit = |word: &Arc<Word>| {
            seen.entry(key(word)).or_insert_with(|| {
                order.push(word.clone());
                word.clone()
            });
        };
        for item in layout.pages.iter().flat_map(|p| &p.items) {
            if let ItemKind::Text(run) = &item.kind {
                run.pieces.iter().for_each(|p| visit(&p.word));
            }
        }
        drawing::words(&layout.pictures).for_each(&mut visit);
        order.iter().for_each(|word| table.note_glyphs(word));
        table.subset(library)?;
        for word in &order {
            let encoded = table.encode(word);
            table.words.insert(key(word), encoded);
        }
        Ok(table)
    }

    fn note_glyphs(&mut self, word: &Word) {
        let count = self.fonts.len();
        let index = *self.index.entry(word.face).or_insert(count);
        if index == count {
            self.fonts.push(Font {
                face: word.face,
                // Names of the standard 14 fonts begin with F.
                name: FontId(format!("T{count}")),
                texts: BTreeMap::new(),
                remapper: GlyphRemapper::new(),
                widths: HashMap::new(),
                parsed: None,
            });
        }
        let texts = &mut self.fonts[index].texts;
        for glyph in &word.glyphs {
            let text = word.text_of(glyph);
            let known = texts.entry(glyph.id).or_insert_with(|| text.into());
            if known.is_empty() && !text.is_empty() {
                *known = text.into();
            }
        }
    }

    fn subset(&mut self, library: &FontLibrary) -> Result<(), WriteError> {
        for font in &mut self.fonts {
            let face = library.face(font.face);
            for glyph in font.texts.keys() {
                font.remapper.remap(*glyph);
                font.widths.insert(*glyph, width(face, *glyph));
            }
            let bytes = subsetter::subset(face.bytes(), face.index(), &font.remapper).map_err(|error| {
                WriteError::Resource { what: format!("the font {}", face.name), message: error.to_string() }
            })?;
            font.parsed = Some(parsed(face, bytes, &font.remapper));
        }
        Ok(())
    }

    fn encode(&self, word: &Word) -> EncodedWord {
        let Some(font) = self.index.get(&word.face).map(|i| &self.fonts[*i]) else {
            return EncodedWord { parts: Vec::new(), advance: 0.0, needs_text: false, raised: Vec::new() };
        };
        let mut encoder = Encoder::default();
        let mut needs_text = false;
        for glyph in &word.glyphs {
            let code = font.remapper.get(glyph.id).unwrap_or_default();
            needs_text |=
                font.texts.get(&glyph.id).is_none_or(|t| **t != *word.text_of(glyph) || t.is_empty());
            let width = font.widths.get(&glyph.id).copied().unwrap_or_default();
            encoder.push(code, glyph.dx * 1000.0, glyph.dy * 1000.0, width);
            encoder.wanted += glyph.advance * 1000.0;
        }
        encoder.finish(needs_text)
    }

    /// A word's codes.
    pub fn word(&self, word: &Arc<Word>) -> Result<&EncodedWord, WriteError> {
        self.words.get(&key(word)).ok_or_else(|| backend(format!("\"{}\" was not encoded", word.text)))
    }

    /// The name of a font in pages' resources.
    pub fn name(&self, face: FaceId) -> Option<&FontId> {
        self.index.get(&face).map(|i| &self.fonts[*i].name)
    }

    /// Gives the fonts to printpdf.
    pub fn add_to(&self, document: &mut PdfDocument) {
        for font in &self.fonts {
            if let Some(parsed) = &font.parsed {
                document.resources.fonts.map.insert(font.name.clone(), PdfFont::new(parsed.clone()));
            }
        }
    }

    /// Shows every glyph of every font once, with its text: printpdf makes widths and text maps of
    /// what it sees shown.
    pub fn inventory(&self) -> Vec<Op> {
        let mut ops = vec![Op::StartTextSection];
        for font in &self.fonts {
            let glyphs = font.texts.iter().filter_map(|(glyph, text)| {
                let text = if text.is_empty() { "\u{200b}".to_owned() } else { text.to_string() };
                Some(Codepoint::with_cid(font.remapper.get(*glyph)?, 0.0, text))
            });
            let glyphs = glyphs.collect();
            ops.push(Op::SetFont { font: PdfFontHandle::External(font.name.clone()), size: Pt(1.0) });
            ops.push(Op::ShowText { items: vec![TextItem::GlyphIds(glyphs)] });
        }
        ops.push(Op::EndTextSection);
        ops
    }
}

/// Puts codes together, with the moves that make up for kerning and for whole-numbered widths.
#[derive(Default)]
struct Encoder {
    parts: Vec<Show>,
    /// Where the viewer's pen stands.
    pen: f32,
    /// Where it should stand.
    wanted: f32,
    raised: Vec<(u16, f32, f32)>,
}

impl Encoder {
    fn push(&mut self, code: u16, dx: f32, dy: f32, width: f32) {
        if dy.abs() > 0.5 {
            return self.raised.push((code, self.wanted + dx, dy));
        }
        self.move_to(self.wanted + dx);
        match self.parts.last_mut() {
            Some(Show::Glyphs(codes)) => codes.extend(code.to_be_bytes()),
            _ => self.parts.push(Show::Glyphs(code.to_be_bytes().to_vec())),
        }
        self.pen += width;
    }

    fn move_to(&mut self, place: f32) {
        let back = (self.pen - place).round();
        if back != 0.0 {
            self.parts.push(Show::Back(back));
            self.pen -= back;
        }
    }

    fn finish(self, needs_text: bool) -> EncodedWord {
        EncodedWord { parts: self.parts, advance: self.pen, needs_text, raised: self.raised }
    }
}

/// Advance of a glyph as printpdf writes it: whole thousandths of an em, cut off.
fn width(face: &Face, glyph: u16) -> f32 {
    let units = (face.advance(glyph) * f32::from(face.units_per_em)).round();
    (units * 1000.0 / f32::from(face.units_per_em)).trunc()
}

/// A subset as printpdf takes it.
fn parsed(face: &Face, bytes: Vec<u8>, remapper: &GlyphRemapper) -> ParsedFont {
    let units = f32::from(face.units_per_em);
    let in_units = |em: f32| (em * units).round() as i16;
    let glyphs = remapper.remapped_gids().enumerate();
    let widths = glyphs.map(|(new, old)| (new as u16, (face.advance(old) * units).round() as u16)).collect();
    let metrics = FontMetrics { ascent: in_units(face.ascent), descent: -in_units(face.descent) };
    let name = format!("{}+{}", subset_tag(&bytes), face.name);
    let mut font = ParsedFont::with_glyph_data(
        bytes,
        0,
        Some(name),
        BTreeMap::new(),
        widths,
        face.units_per_em,
        metrics,
    );
    let [left, bottom, right, top] = face.bounds.map(in_units);
    let pdf = &mut font.pdf_font_metrics;
    (pdf.x_min, pdf.y_min, pdf.x_max, pdf.y_max) = (left, bottom, right, top);
    pdf.us_weight_class = face.weight;
    pdf.caret_slope_rise = 1000;
    pdf.caret_slope_run = (-face.italic_angle.to_radians().tan() * 1000.0).round() as i16;
    font
}

/// Six letters that tell subsets of one font apart (ISO 32000-1, 9.6.4), from what the subset holds.
fn subset_tag(bytes: &[u8]) -> String {
    let hash = blake3::hash(bytes);
    hash.as_bytes()[..6].iter().map(|b| char::from(b'A' + b % 26)).collect()
}
