//! From a paragraph's characters to atoms: shaped words, spaces, and places where a line may end.

use super::face::FaceId;
use super::nobreak::{self, SpaceRule};
use super::paragraph::{Paragraph, Style};
use super::shape::{Typesetter, Word};
use std::sync::Arc;
use unicode_bidi::{BidiInfo, Level};

/// A part of a paragraph that is not divided further unless it must be.
#[derive(Clone, Debug)]
pub(super) enum Atom {
    /// A shaped piece without a space in it.
    Word { word: Arc<Word>, style: usize, level: u8 },
    /// A space.
    Space { word: Arc<Word>, style: usize, level: u8, rule: SpaceRule },
    /// The line may end here.
    Break,
    /// The line may end here with a hyphen.
    SoftHyphen,
    /// The line ends here.
    Forced,
}

/// Characters that stand for no ink and no space: dropped before shaping.
pub(super) fn is_dropped(c: char) -> bool {
    c.is_control() && !matches!(c, '\n' | '\t') || matches!(c, '\u{feff}' | '\u{2060}' | '\u{fffc}')
}

fn is_space(c: char) -> bool {
    matches!(
        c,
        ' ' | '\t' | '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}'
    )
}

/// A line may not end at these.
fn is_fixed_space(c: char) -> bool {
    matches!(c, '\u{a0}' | '\u{2007}' | '\u{202f}')
}

/// Divides a paragraph.
pub(super) fn atoms(paragraph: &Paragraph, setter: &mut Typesetter) -> Vec<Atom> {
    let text = paragraph.text();
    let levels = bidi_levels(text, paragraph.is_rtl());
    let mut cutter = Cutter { paragraph, levels, setter, atoms: Vec::with_capacity(text.len() / 3 + 1) };
    let mut token_start = None;
    let mut previous = 0..0;
    for (at, c) in text.char_indices() {
        let breaks = c == '\n' || is_space(c);
        if !breaks {
            token_start.get_or_insert(at);
            continue;
        }
        if let Some(start) = token_start.take() {
            cutter.push_token(start, at);
            previous = start..at;
        }
        if c == '\n' {
            cutter.atoms.push(Atom::Forced);
        } else {
            cutter.push_space(at, c, &text[previous.clone()]);
        }
    }
    if let Some(start) = token_start {
        cutter.push_token(start, text.len());
    }
    cutter.atoms
}

/// Embedding levels by byte, where anything runs from right to left (Unicode Annex 9).
fn bidi_levels(text: &str, rtl: bool) -> Option<Vec<Level>> {
    let needed = rtl || text.chars().any(runs_from_right);
    needed.then(|| BidiInfo::new(text, Some(if rtl { Level::rtl() } else { Level::ltr() })).levels)
}

/// Whether a character makes the order of a line a question; none before Hebrew does.
fn runs_from_right(c: char) -> bool {
    use unicode_bidi::BidiClass::{AL, AN, R, RLE, RLI, RLO};
    c >= '\u{590}' && matches!(unicode_bidi::bidi_class(c), R | AL | AN | RLE | RLI | RLO)
}

struct Cutter<'a, 'b, 'f> {
    paragraph: &'a Paragraph,
    levels: Option<Vec<Level>>,
    setter: &'b mut Typesetter<'f>,
    atoms: Vec<Atom>,
}

impl Cutter<'_, '_, '_> {
    fn level(&self, at: usize) -> u8 {
        self.levels.as_ref().and_then(|l| l.get(at)).map_or(0, |l| l.number())
    }

    fn push_space(&mut self, at: usize, c: char, before: &str) {
        let text = self.paragraph.text();
        let style = self.paragraph.style_index(at);
        let settings = *self.paragraph.style(style);
        let rest = &text[at + c.len_utf8()..];
        let after = rest.split(|c| is_space(c) || c == '\n').next().unwrap_or_default();
        let rule =
            if settings.whole || is_fixed_space(c) { SpaceRule::Never } else { nobreak::rule(before, after) };
        let shown = if c == '\t' { ' ' } else { c };
        let word = self.setter.space(&settings, shown);
        self.atoms.push(Atom::Space { word, style, level: self.level(at), rule });
    }

    /// Cuts a stretch without spaces where style, font or direction change, and where lines may end.
    fn push_token(&mut self, start: usize, end: usize) {
        let token = &self.paragraph.text()[start..end];
        let breaks = inner_breaks(token);
        let mut breaks = breaks.iter().map(|b| b + start).peekable();
        let mut piece =
            Piece { start, style: self.paragraph.style_index(start), face: None, level: self.level(start) };
        for (offset, c) in token.char_indices() {
            let at = start + offset;
            let style = self.paragraph.style_index(at);
            let settings = *self.paragraph.style(style);
            while breaks.next_if(|b| *b < at).is_some() {}
            // A note's number stays with its word.
            let may_end = breaks.next_if(|b| *b == at).is_some() && !settings.whole && settings.rise <= 0.0;
            let divider = matches!(c, '\u{ad}' | '\u{200b}');
            let face = self.face(c, &settings, &piece);
            let next = Piece { start: at, style, face, level: self.level(at) };
            if may_end || divider || !piece.joins(&next) {
                self.push_piece(&piece, at);
                piece = next;
            }
            match (c, may_end) {
                ('\u{ad}', _) if !settings.whole => self.atoms.push(Atom::SoftHyphen),
                ('\u{200b}', _) | (_, true) => self.atoms.push(Atom::Break),
                _ => {}
            }
            if divider {
                piece.start = at + c.len_utf8();
            } else if piece.face.is_none() {
                piece.face = face;
            }
        }
        self.push_piece(&piece, end);
    }

    /// Marks and joiners take the font of what they stand on.
    fn face(&mut self, c: char, style: &Style, piece: &Piece) -> FaceChoice {
        let joins = matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
            | '\u{fe00}'..='\u{fe0f}' | '\u{300}'..='\u{36f}');
        if joins { piece.face } else { Some(self.setter.face_for(c, style)) }
    }

    fn push_piece(&mut self, piece: &Piece, end: usize) {
        let text = &self.paragraph.text()[piece.start..end];
        if text.is_empty() {
            return;
        }
        let settings = self.paragraph.style(piece.style);
        let word = match piece.face {
            Some(None) => self.setter.replacement(settings.face, settings.language, text),
            face => {
                let face = face.flatten().unwrap_or(settings.face);
                self.setter.word(face, settings.language, piece.level % 2 == 1, text)
            }
        };
        self.atoms.push(Atom::Word { word, style: piece.style, level: piece.level });
    }
}

/// `None` until a character asks for a font, `Some(None)` where no font has it.
type FaceChoice = Option<Option<FaceId>>;

/// The start of what is shaped together; a character that no font has stands alone.
struct Piece {
    start: usize,
    style: usize,
    face: FaceChoice,
    level: u8,
}

impl Piece {
    fn joins(&self, next: &Self) -> bool {
        let lacks = |piece: &Self| piece.face == Some(None);
        self.style == next.style
            && self.level == next.level
            && !lacks(self)
            && !lacks(next)
            && (self.face.is_none() || next.face.is_none() || self.face == next.face)
    }
}

/// Where a stretch without spaces may be divided (Unicode Annex 14); words of letters and digits,
/// which are most, nowhere.
fn inner_breaks(token: &str) -> Vec<usize> {
    let plain = |c: char| {
        c.is_ascii_alphanumeric()
            || ('\u{400}'..'\u{530}').contains(&c)
            || matches!(c, '.' | ',' | '«' | '»' | '\u{ad}')
    };
    if token.chars().all(plain) {
        return Vec::new();
    }
    let mut breaks: Vec<usize> = unicode_linebreak::linebreaks(token).map(|(at, _)| at).collect();
    breaks.pop();
    // A mark of one letter before a hyphen, as in "e-mail" or "т-во", stays.
    breaks.retain(|at| token[..*at].chars().count() > 2);
    breaks
}
