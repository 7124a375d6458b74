//! Shaping: words to positioned glyphs, each word once a document.
//!
//! A word is shaped by itself, so that it can be kept and used again; spaces between words carry no
//! kerning. Start with [`Typesetter`].

use super::face::{Face, FaceId};
use super::hyphen;
use super::library::FontLibrary;
use super::paragraph::Style;
use crate::data::LanguageTag;
use foldhash::{HashMap, HashMapExt};
use harfrust::{
    BufferFlags, Direction, Feature, Language, Script, ShapeOptions, ShapePlan, Tag, UnicodeBuffer,
};
use std::collections::BTreeSet;
use std::rc::Rc;
use std::sync::Arc;
use unicode_script::UnicodeScript;

/// A language that a typesetter knows by number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct LanguageId(u16);

/// A glyph of a shaped word; lengths in em.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Glyph {
    /// Number in the font.
    pub id: u16,
    /// How far the pen moves on.
    pub advance: f32,
    /// Shift to the right of the pen.
    pub dx: f32,
    /// Shift above the baseline.
    pub dy: f32,
    /// First byte of the text that it shows, in the word.
    pub start: u32,
    /// End of that text; equal to `start` where another glyph of the cluster shows it.
    pub end: u32,
}

/// A shaped word: glyphs from left to right, whatever the script.
#[derive(Debug, PartialEq)]
pub struct Word {
    /// Font.
    pub face: FaceId,
    /// What it says.
    pub text: Box<str>,
    /// Glyphs.
    pub glyphs: Box<[Glyph]>,
    /// Sum of the advances, em.
    pub advance: f32,
    /// Whether it is read from right to left.
    pub rtl: bool,
}

impl Word {
    /// The text that a glyph shows.
    pub fn text_of(&self, glyph: &Glyph) -> &str {
        self.text.get(glyph.start as usize..glyph.end as usize).unwrap_or_default()
    }
}

/// What words must share to be shaped by one plan.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Class {
    face: FaceId,
    script: [u8; 4],
    rtl: bool,
    language: LanguageId,
}

struct ShapedClass {
    plan: ShapePlan,
    words: HashMap<Box<str>, Arc<Word>>,
}

/// Shapes text with the fonts of a library; keeps what it shaped, and which characters no font has.
pub struct Typesetter<'f> {
    library: &'f FontLibrary,
    shapers: HashMap<FaceId, Option<(&'f Face, harfrust::Shaper<'f>)>>,
    classes: HashMap<Class, ShapedClass>,
    fallbacks: HashMap<(char, bool, bool), Option<FaceId>>,
    hyphens: HashMap<FaceId, Arc<Word>>,
    hyphenations: HashMap<LanguageId, HashMap<Box<str>, Rc<[usize]>>>,
    languages: Vec<LanguageTag>,
    missing: BTreeSet<char>,
    buffer: UnicodeBuffer,
}

/// Shown for a character that no font has; a warning names the character.
const REPLACEMENT: &str = "?";

impl<'f> Typesetter<'f> {
    /// A typesetter with nothing shaped yet.
    pub fn new(library: &'f FontLibrary) -> Self {
        Self {
            library,
            shapers: HashMap::new(),
            classes: HashMap::new(),
            fallbacks: HashMap::new(),
            hyphens: HashMap::new(),
            hyphenations: HashMap::new(),
            languages: Vec::new(),
            missing: BTreeSet::new(),
            buffer: UnicodeBuffer::new(),
        }
    }

    /// The fonts.
    pub fn library(&self) -> &'f FontLibrary {
        self.library
    }

    /// The number of a language.
    pub fn language(&mut self, tag: &LanguageTag) -> LanguageId {
        let index = self.languages.iter().position(|known| known == tag).unwrap_or_else(|| {
            self.languages.push(tag.clone());
            self.languages.len() - 1
        });
        LanguageId(u16::try_from(index).unwrap_or(u16::MAX))
    }

    /// The language of a number.
    pub fn language_tag(&self, id: LanguageId) -> &str {
        self.languages.get(usize::from(id.0)).map_or("und", LanguageTag::as_str)
    }

    /// Byte offsets at which a word with the punctuation around it may be hyphenated.
    pub(super) fn hyphenation(&mut self, language: LanguageId, text: &str) -> Rc<[usize]> {
        let known = self.hyphenations.entry(language).or_default();
        if let Some(points) = known.get(text) {
            return points.clone();
        }
        let primary = self.languages.get(usize::from(language.0)).map_or("und", LanguageTag::primary);
        let points: Rc<[usize]> = hyphen::points_within(text, primary).into();
        known.insert(text.into(), points.clone());
        points
    }

    /// The characters met so far that no font has.
    pub fn missing(&self) -> impl Iterator<Item = char> + '_ {
        self.missing.iter().copied()
    }

    /// The font for a character of a style, or `None` where no font has it.
    pub(super) fn face_for(&mut self, character: char, style: &Style) -> Option<FaceId> {
        if self.library.face(style.face).has(character) {
            return Some(style.face);
        }
        let library = self.library;
        let key = (character, style.bold, style.italic);
        let face = *self.fallbacks.entry(key).or_insert_with(|| library.fallback(key.0, key.1, key.2));
        if face.is_none() {
            self.missing.insert(character);
        }
        face
    }

    /// Shapes a piece of text that one font has.
    pub(super) fn word(&mut self, face: FaceId, language: LanguageId, rtl: bool, text: &str) -> Arc<Word> {
        let class = Class { face, script: script_of(text), rtl, language };
        if let Some(word) = self.classes.get(&class).and_then(|c| c.words.get(text)) {
            return word.clone();
        }
        let word = Arc::new(self.shape(class, text));
        if let Some(shaped) = self.classes.get_mut(&class) {
            shaped.words.insert(text.into(), word.clone());
        }
        word
    }

    /// A character that no font has, shown as a mark of the given font.
    pub(super) fn replacement(&mut self, face: FaceId, language: LanguageId, text: &str) -> Arc<Word> {
        let mark = self.word(face, language, false, REPLACEMENT);
        let glyphs = mark.glyphs.iter().map(|g| Glyph { start: 0, end: text.len() as u32, ..*g }).collect();
        Arc::new(Word { text: text.into(), glyphs, face, advance: mark.advance, rtl: false })
    }

    /// A space; the narrow ones that fonts lack are cut from the common one.
    pub(super) fn space(&mut self, style: &Style, character: char) -> Arc<Word> {
        let Some(width) = fixed_width(character) else {
            return self.word(style.face, style.language, false, character.encode_utf8(&mut [0; 4]));
        };
        let like = if character == '\u{202f}' { "\u{a0}" } else { " " };
        let space = self.word(style.face, style.language, false, like);
        let advance = if width > 0.0 { width } else { space.advance };
        let glyphs = space.glyphs.iter().map(|g| Glyph { advance, ..*g }).collect();
        Arc::new(Word { face: space.face, text: like.into(), glyphs, advance, rtl: false })
    }

    /// The hyphen at the end of a line: the font's soft hyphen, so that readers of the text drop it.
    pub(super) fn hyphen(&mut self, style: &Style) -> Arc<Word> {
        let library = self.library;
        self.hyphens.entry(style.face).or_insert_with(|| Arc::new(soft_hyphen(library, style.face))).clone()
    }

    fn shape(&mut self, class: Class, text: &str) -> Word {
        let library = self.library;
        let shaper = self.shapers.entry(class.face).or_insert_with(|| {
            let face = library.face(class.face);
            Some((face, face.shaping.shaper(&face.font()?).build()))
        });
        let Some((face, shaper)) = shaper else {
            return Word {
                face: class.face,
                text: text.into(),
                glyphs: Box::default(),
                advance: 0.0,
                rtl: class.rtl,
            };
        };
        let direction = if class.rtl { Direction::RightToLeft } else { Direction::LeftToRight };
        let script = Script::from_iso15924_tag(Tag::new(&class.script));
        let language =
            self.languages.get(usize::from(class.language.0)).and_then(|l| Language::new(l.as_str()));
        // Figures of one width, so that columns of numbers stand; most fonts have them anyway.
        let features = [Feature::new(Tag::new(b"tnum"), 1, ..)];
        let shaped = self.classes.entry(class).or_insert_with(|| ShapedClass {
            plan: ShapePlan::new(shaper, direction, script, language.as_ref(), &features),
            words: HashMap::new(),
        });
        let mut buffer = std::mem::take(&mut self.buffer);
        buffer.push_str(text);
        buffer.set_direction(direction);
        if let Some(script) = script {
            buffer.set_script(script);
        }
        if let Some(language) = language {
            buffer.set_language(language);
        }
        buffer.set_flags(BufferFlags::REMOVE_DEFAULT_IGNORABLES);
        let options = ShapeOptions::new().plan(Some(&shaped.plan)).features(&features);
        let result = shaper.shape(buffer, options);
        let glyphs = glyphs(&result, text.len(), f32::from(face.units_per_em), class.rtl);
        self.buffer = result.clear();
        let advance = glyphs.iter().map(|g| g.advance).sum();
        Word { face: class.face, text: text.into(), glyphs, advance, rtl: class.rtl }
    }
}

fn soft_hyphen(library: &FontLibrary, id: FaceId) -> Word {
    let face = library.face(id);
    let glyph = face.glyph('\u{ad}').or_else(|| face.glyph('-')).unwrap_or_default();
    let advance = face.advance(glyph);
    let text: Box<str> = "\u{ad}".into();
    let glyph = Glyph { id: glyph, advance, dx: 0.0, dy: 0.0, start: 0, end: text.len() as u32 };
    Word { face: id, text, glyphs: Box::new([glyph]), advance, rtl: false }
}

/// Width in em of a space that is not the common one; 0 stands for the common one's.
fn fixed_width(character: char) -> Option<f32> {
    Some(match character {
        '\u{2000}' | '\u{2002}' => 0.5,
        '\u{2001}' | '\u{2003}' | '\u{3000}' => 1.0,
        '\u{2004}' => 1.0 / 3.0,
        '\u{2005}' => 0.25,
        '\u{2006}' => 1.0 / 6.0,
        '\u{2009}' | '\u{202f}' => 0.18,
        '\u{200a}' => 0.1,
        '\u{205f}' => 4.0 / 18.0,
        '\u{2007}' | '\u{2008}' | '\u{1680}' => 0.0,
        _ => return None,
    })
}

fn glyphs(result: &harfrust::GlyphBuffer, length: usize, units: f32, rtl: bool) -> Box<[Glyph]> {
    let infos = result.glyph_infos();
    let mut glyphs: Box<[Glyph]> = infos
        .iter()
        .zip(result.glyph_positions())
        .map(|(info, at)| Glyph {
            id: u16::try_from(info.glyph_id).unwrap_or_default(),
            advance: at.x_advance as f32 / units,
            dx: at.x_offset as f32 / units,
            dy: at.y_offset as f32 / units,
            start: info.cluster,
            end: info.cluster,
        })
        .collect();
    // The first glyph of a cluster in reading order shows its text, up to the next cluster.
    let mut next = length as u32;
    let mut claim = |glyph: &mut Glyph, later: Option<u32>| {
        if later != Some(glyph.start) {
            glyph.end = next;
            next = glyph.start;
        }
    };
    let starts: Vec<u32> = glyphs.iter().map(|g| g.start).collect();
    let count = glyphs.len();
    if rtl {
        (0..count).for_each(|i| claim(&mut glyphs[i], starts.get(i + 1).copied()));
    } else {
        (0..count).rev().for_each(|i| claim(&mut glyphs[i], i.checked_sub(1).map(|j| starts[j])));
    }
    glyphs
}

/// Script of the first character that has one of its own, as its ISO 15924 tag.
fn script_of(text: &str) -> [u8; 4] {
    use unicode_script::Script as S;
    for c in text.chars() {
        match c {
            'A'..='Z' | 'a'..='z' => return *b"Latn",
            '\u{400}'..='\u{52f}' => return *b"Cyrl",
            '\0'..='\u{bf}' => {}
            _ => match c.script() {
                S::Common | S::Inherited | S::Unknown => {}
                script => return script.short_name().as_bytes().try_into().unwrap_or(*b"Zyyy"),
            },
        }
    }
    *b"Zyyy"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_shaped_once_and_says_its_text() {
        let library = FontLibrary::embedded(false);
        let mut setter = Typesetter::new(&library);
        let face = library.select("PT Serif", false, false);
        let russian = setter.language(&LanguageTag::new("ru"));
        let word = setter.word(face, russian, false, "Казанская");
        assert!(Arc::ptr_eq(&word, &setter.word(face, russian, false, "Казанская")));
        let text: String = word.glyphs.iter().map(|g| word.text_of(g)).collect();
        assert_eq!(text, "Казанская");
        assert!((3.0..7.0).contains(&word.advance), "{}", word.advance);
    }

    #[test]
    fn a_ligature_shows_all_its_letters() {
        let library = FontLibrary::embedded(false);
        let mut setter = Typesetter::new(&library);
        let face = library.select("PT Serif", false, false);
        let word = setter.word(face, LanguageId::default(), false, "office e\u{301}");
        let text: String = word.glyphs.iter().map(|g| word.text_of(g)).collect();
        assert_eq!(text, "office e\u{301}");
    }

    #[test]
    fn narrow_spaces_are_narrow() {
        let library = FontLibrary::embedded(false);
        let mut setter = Typesetter::new(&library);
        let face = library.select("PT Serif", false, false);
        let style = Style::plain(face, 10.0);
        assert!(setter.space(&style, '\u{202f}').advance < setter.space(&style, ' ').advance);
    }
}
