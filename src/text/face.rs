//! One font: its bytes, its metrics, and what is needed to shape with it.

use super::coverage::Coverage;
use harfrust::ShaperData;
use skrifa::{FontRef, MetadataProvider, instance::LocationRef, instance::Size, string::StringId};
use std::sync::Arc;

/// A font of a [`FontLibrary`](super::FontLibrary), by number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FaceId(pub(super) u16);

impl FaceId {
    /// The number, for tables by font.
    pub fn index(self) -> usize {
        usize::from(self.0)
    }
}

/// Bytes of a font file, in the binary or read (and shared with the system's cache).
#[derive(Clone)]
pub(super) enum FontData {
    Static(&'static [u8]),
    Shared(Arc<dyn AsRef<[u8]> + Send + Sync>),
}

impl FontData {
    /// The bytes for another owner.
    pub fn share(&self) -> Arc<dyn AsRef<[u8]> + Send + Sync> {
        match self {
            Self::Static(bytes) => Arc::new(*bytes),
            Self::Shared(bytes) => bytes.clone(),
        }
    }

    pub fn bytes(&self) -> &[u8] {
        match self {
            Self::Static(bytes) => bytes,
            Self::Shared(bytes) => (**bytes).as_ref(),
        }
    }
}

/// A font that can be measured, shaped with and embedded.
pub struct Face {
    data: FontData,
    index: u32,
    coverage: Coverage,
    pub(super) shaping: ShaperData,
    /// PostScript name, for embedding.
    pub name: String,
    /// Design units in an em.
    pub units_per_em: u16,
    /// Height above the baseline, em.
    pub ascent: f32,
    /// Depth below the baseline, em, positive.
    pub descent: f32,
    /// Height of capitals, em.
    pub cap_height: f32,
    /// Bounding box of all glyphs, em: left, bottom, right, top.
    pub bounds: [f32; 4],
    /// Slant in degrees, negative leaning right.
    pub italic_angle: f32,
    /// Weight from 100 to 900 (OpenType, OS/2 usWeightClass).
    pub weight: u16,
}

impl Face {
    /// Reads a font; `None` where the bytes are no font, or one without outlines to embed.
    pub(super) fn read(data: FontData, index: u32) -> Option<Self> {
        let font = FontRef::from_index(data.bytes(), index).ok()?;
        let metrics = font.metrics(Size::unscaled(), LocationRef::default());
        let units = f32::from(metrics.units_per_em).max(1.0);
        let has_outlines = font.outline_glyphs().format().is_some();
        if metrics.units_per_em == 0 || metrics.glyph_count == 0 || !has_outlines {
            return None;
        }
        let bounds = metrics.bounds.map_or([0.0, -0.2, 1.0, 0.8], |b| {
            [b.x_min / units, b.y_min / units, b.x_max / units, b.y_max / units]
        });
        let name = font.localized_strings(StringId::POSTSCRIPT_NAME).english_or_first();
        Some(Self {
            index,
            coverage: Coverage::of(&font),
            shaping: ShaperData::new(&font),
            name: name.map_or_else(|| "Font".to_owned(), |n| postscript_name(&n.to_string())),
            units_per_em: metrics.units_per_em,
            ascent: metrics.ascent / units,
            descent: -metrics.descent / units,
            cap_height: metrics.cap_height.map_or(0.7, |h| h / units),
            bounds,
            italic_angle: metrics.italic_angle,
            weight: font.attributes().weight.value() as u16,
            data,
        })
    }

    /// The font file.
    pub fn bytes(&self) -> &[u8] {
        self.data.bytes()
    }

    /// Place in the file, where it is a collection.
    pub fn index(&self) -> u32 {
        self.index
    }

    pub(super) fn font(&self) -> Option<FontRef<'_>> {
        FontRef::from_index(self.bytes(), self.index).ok()
    }

    /// Whether the font has a glyph for the character.
    pub fn has(&self, character: char) -> bool {
        self.coverage.has(character).unwrap_or_else(|| self.glyph(character).is_some())
    }

    /// The glyph of a character, without shaping.
    pub fn glyph(&self, character: char) -> Option<u16> {
        let glyph = self.font()?.charmap().map(character)?;
        u16::try_from(glyph.to_u32()).ok().filter(|g| *g != 0)
    }

    /// Advance of a glyph, em.
    pub fn advance(&self, glyph: u16) -> f32 {
        let units = f32::from(self.units_per_em);
        self.font()
            .and_then(|f| {
                f.glyph_metrics(Size::unscaled(), LocationRef::default()).advance_width(glyph.into())
            })
            .map_or(0.0, |a| a / units)
    }

    /// Whether the outlines are quadratic (`glyf`); others are not embedded from the system's fonts.
    pub(super) fn has_truetype_outlines(&self) -> bool {
        self.font().is_some_and(|f| f.table_data(skrifa::Tag::new(b"glyf")).is_some())
    }
}

/// A name as PDF wants it: printable ASCII without delimiters (ISO 32000-1, 7.3.5).
fn postscript_name(name: &str) -> String {
    let clean: String = name.chars().filter(|c| c.is_ascii_alphanumeric() || "-_.".contains(*c)).collect();
    if clean.is_empty() { "Font".to_owned() } else { clean }
}
