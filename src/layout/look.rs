//! How text looks where it stands: family, size, colour and alignment, from the theme.

use crate::text::{Align, FaceId, FontLibrary, LanguageId, Style};
use crate::theme::{Color, Theme};

/// A family by its role.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Family {
    Body,
    Heading,
    Table,
    Code,
}

/// The look of a stretch of text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Look {
    pub family: Family,
    pub bold: bool,
    pub italic: bool,
    pub size: f32,
    pub leading: f32,
    pub color: Color,
    pub align: Align,
    pub language: LanguageId,
    pub hyphenate: bool,
    pub whole: bool,
    pub strike: bool,
    pub rise: f32,
}

impl Look {
    pub fn body(theme: &Theme, language: LanguageId) -> Self {
        let align = if theme.text.justify { Align::Justify } else { Align::Start };
        Self {
            family: Family::Body,
            bold: false,
            italic: false,
            size: theme.text.size.pt(),
            leading: theme.text.leading.pt(),
            color: theme.colors.text,
            align,
            language,
            hyphenate: theme.text.hyphenate,
            whole: false,
            strike: false,
            rise: 0.0,
        }
    }

    /// The look of a heading of a level.
    pub fn heading(self, theme: &Theme, level: u8) -> Self {
        let size = theme.headings.sizes[heading_index(level)].pt();
        let color = if level <= 1 { theme.colors.accent } else { theme.colors.text };
        let italic = level > 3;
        Self { bold: true, italic, color, ..self.ragged(Family::Heading, size, size * 1.24) }
    }

    pub fn note(self, theme: &Theme) -> Self {
        let align = Align::Start;
        Self { size: theme.note.size.pt(), leading: theme.note.leading.pt(), align, ..self }
    }

    pub fn table(self, theme: &Theme) -> Self {
        self.ragged(Family::Table, theme.table.size.pt(), theme.table.leading.pt())
    }

    pub fn caption(self, theme: &Theme) -> Self {
        let size = theme.caption.size.pt();
        Self { color: theme.colors.muted, ..self.ragged(Family::Table, size, size * 1.32) }
    }

    pub fn furniture(self, theme: &Theme) -> Self {
        let size = theme.furniture.size.pt();
        Self { color: theme.colors.muted, whole: true, ..self.ragged(Family::Heading, size, size * 1.3) }
    }

    pub fn title(self, theme: &Theme) -> Self {
        let size = theme.title.size.pt();
        Self { bold: true, color: theme.colors.accent, ..self.ragged(Family::Heading, size, size * 1.18) }
    }

    pub fn subtitle(self, theme: &Theme) -> Self {
        let size = theme.title.subtitle_size.pt();
        self.ragged(Family::Heading, size, size * 1.3)
    }

    pub fn detail(self, theme: &Theme) -> Self {
        let size = theme.title.detail_size.pt();
        Self { color: theme.colors.muted, ..self.ragged(Family::Heading, size, size * 1.35) }
    }

    pub fn code(self, theme: &Theme) -> Self {
        let size = self.size * 0.93;
        let leading = theme.table.leading.pt().max(size * 1.2);
        self.ragged(Family::Code, size, leading)
    }

    /// Text that is neither justified nor hyphenated.
    fn ragged(self, family: Family, size: f32, leading: f32) -> Self {
        Self { family, size, leading, align: Align::Start, hyphenate: false, ..self }
    }
}

/// Which of a theme's three heading styles holds for a level.
pub(super) fn heading_index(level: u8) -> usize {
    usize::from(level.clamp(1, 3) - 1)
}

/// The fonts of a theme, chosen once.
pub(super) struct Faces([[FaceId; 4]; 4]);

impl Faces {
    pub fn of(theme: &Theme, library: &FontLibrary) -> Self {
        let fonts = &theme.fonts;
        let families = [&fonts.body, &fonts.heading, &fonts.table, &fonts.code];
        let styles = [(false, false), (true, false), (false, true), (true, true)];
        Self(families.map(|family| styles.map(|(bold, italic)| library.select(family, bold, italic))))
    }

    fn face(&self, look: &Look) -> FaceId {
        self.0[look.family as usize][usize::from(look.bold) + 2 * usize::from(look.italic)]
    }

    /// The style of text of a look.
    pub fn style(&self, look: &Look, tag: u32) -> Style {
        Style {
            face: self.face(look),
            bold: look.bold,
            italic: look.italic,
            size: look.size,
            color: look.color,
            rise: look.rise,
            language: look.language,
            tag,
            whole: look.whole,
            hyphenate: look.hyphenate,
            strike: look.strike,
        }
    }
}
