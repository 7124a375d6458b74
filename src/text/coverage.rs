//! Which characters a font has: a table for the common ones, because every character of every
//! paragraph is asked for.

use skrifa::{FontRef, MetadataProvider};

/// Characters below this are in the table: Latin, Cyrillic, Arabic, punctuation, symbols.
const TABLE_END: u32 = 0x2800;

/// The set of characters that a font maps to a glyph.
pub(super) struct Coverage(Box<[u64]>);

impl Coverage {
    /// Reads the font's character map.
    pub fn of(font: &FontRef) -> Self {
        let mut bits = vec![0_u64; (TABLE_END / 64) as usize].into_boxed_slice();
        for (character, glyph) in font.charmap().mappings() {
            if character < TABLE_END && glyph.to_u32() != 0 {
                bits[(character / 64) as usize] |= 1 << (character % 64);
            }
        }
        Self(bits)
    }

    /// Whether the character has a glyph; `None` where only the font itself knows.
    pub fn has(&self, character: char) -> Option<bool> {
        let code = u32::from(character);
        let word = self.0.get((code / 64) as usize)?;
        Some(word & (1 << (code % 64)) != 0)
    }
}
