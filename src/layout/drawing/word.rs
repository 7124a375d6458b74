//! Text of a drawing as words, so that it can be found and copied.

use crate::text::{FaceId, FontLibrary, Glyph, Word};
use usvg::tiny_skia_path::{Point, Transform};

/// The glyphs of a span as words: neighbours of one font and direction. The transform leads from
/// the em square, y downwards, to the text's coordinates.
pub(super) fn words(span: &usvg::layout::Span, fonts: &FontLibrary) -> Vec<(Word, Transform)> {
    let mut words: Vec<(Word, Transform)> = Vec::new();
    for glyph in &span.positioned_glyphs {
        let Some(face) = fonts.face_of(glyph.font) else { continue };
        let units = f32::from(fonts.face(face).units_per_em);
        let place = glyph.transform().pre_scale(units, units);
        let Ok(id) = u16::try_from(glyph.id.0) else { continue };
        match words.last_mut().filter(|(word, start)| continues(word, start, face, &place)) {
            Some((word, start)) => append(word, start, id, &place, &glyph.text, fonts),
            None => words.push((single(face, id, &glyph.text, fonts), place)),
        }
    }
    words
}

fn single(face: FaceId, id: u16, text: &str, fonts: &FontLibrary) -> Word {
    let advance = fonts.face(face).advance(id);
    let glyph = Glyph { id, advance, dx: 0.0, dy: 0.0, start: 0, end: text.len() as u32 };
    Word { face, text: text.into(), glyphs: Box::new([glyph]), advance, rtl: false }
}

/// Whether a glyph stands on the line of a word.
fn continues(word: &Word, start: &Transform, face: FaceId, place: &Transform) -> bool {
    let same = |a: f32, b: f32| (a - b).abs() < 1e-3 * a.abs().max(1.0);
    let linear = same(start.sx, place.sx)
        && same(start.kx, place.kx)
        && same(start.ky, place.ky)
        && same(start.sy, place.sy);
    let along = distance(start, place);
    linear && word.face == face && along.is_some_and(|(x, y)| x >= 0.0 && y.abs() < 0.01)
}

/// Where a glyph stands from the start of its word, in em.
fn distance(start: &Transform, place: &Transform) -> Option<(f32, f32)> {
    let mut point = Point::from_xy(place.tx, place.ty);
    start.invert()?.map_point(&mut point);
    Some((point.x, point.y))
}

fn append(word: &mut Word, start: &Transform, id: u16, place: &Transform, text: &str, fonts: &FontLibrary) {
    let along = distance(start, place).map_or(word.advance, |d| d.0);
    let mut glyphs = word.glyphs.to_vec();
    if let Some(last) = glyphs.last_mut() {
        // Kerning and letter spacing show in where the next glyph stands.
        last.advance += along - word.advance;
    }
    let advance = fonts.face(word.face).advance(id);
    let from = word.text.len() as u32;
    glyphs.push(Glyph { id, advance, dx: 0.0, dy: 0.0, start: from, end: from + text.len() as u32 });
    word.text = format!("{}{text}", word.text).into();
    word.glyphs = glyphs.into();
    word.advance = along + advance;
}
