//! House style: page, fonts, sizes, spacing and colours of PDF, HTML and figures, and what a letterhead leaves
//! open in Word documents; read from TOML.
//!
//! Knows nothing of documents, fonts' files or formats. Start with [`Theme`]; the shipped one is
//! [`Theme::default`], and [`Theme::from_toml`] lays a user's lines over it.

mod color;
mod length;

pub use color::Color;
pub use length::Length;

use serde::Deserialize;

const SHIPPED: &str = include_str!("../../templates/theme.toml");

/// A house style.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Theme {
    /// Sheet and margins.
    pub page: PageStyle,
    /// Families by role.
    pub fonts: FontStyle,
    /// Running text.
    pub text: TextStyle,
    /// Headings by level.
    pub headings: HeadingStyle,
    /// Title block.
    pub title: TitleStyle,
    /// Tables.
    pub table: TableStyle,
    /// Footnotes.
    pub note: NoteStyle,
    /// Captions of figures and tables.
    pub caption: CaptionStyle,
    /// Running head and foot.
    pub furniture: FurnitureStyle,
    /// Word documents.
    pub word: WordStyle,
    /// Colours.
    pub colors: Palette,
}

/// Sheet and margins.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PageStyle {
    /// Sheet.
    pub size: PageSize,
    /// Space above the text.
    pub top: Length,
    /// Space below the text.
    pub bottom: Length,
    /// Space left of the text.
    pub left: Length,
    /// Space right of the text.
    pub right: Length,
}

/// A sheet of paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PageSize {
    /// ISO 216 A4, 210 × 297 mm.
    A4,
    /// ANSI A, 8.5 × 11 in.
    Letter,
}

impl PageSize {
    /// Width and height.
    pub fn dimensions(self) -> (Length, Length) {
        match self {
            Self::A4 => (Length::from_mm(210.0), Length::from_mm(297.0)),
            Self::Letter => (Length::from_pt(612.0), Length::from_pt(792.0)),
        }
    }
}

/// Font families by role.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FontStyle {
    /// Running text and notes.
    pub body: String,
    /// Headings, title, running head and foot.
    pub heading: String,
    /// Tables and captions.
    pub table: String,
    /// Code.
    pub code: String,
    /// Folder of further font files; empty for none.
    pub folder: String,
}

/// Running text.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TextStyle {
    /// Size of type.
    pub size: Length,
    /// Distance of baselines.
    pub leading: Length,
    /// Space between paragraphs.
    pub paragraph_space: Length,
    /// Whether lines end evenly.
    pub justify: bool,
    /// Whether words are hyphenated.
    pub hyphenate: bool,
    /// Indent of a list's text.
    pub list_indent: Length,
}

/// Headings; the third entry holds for deeper levels too.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HeadingStyle {
    /// Whether headings are numbered (`2.1`), but for those of class `unnumbered`.
    pub numbered: bool,
    /// Sizes of type.
    pub sizes: [Length; 3],
    /// Space above.
    pub space_above: [Length; 3],
    /// Space below.
    pub space_below: [Length; 3],
}

/// Title block.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TitleStyle {
    /// Size of the title.
    pub size: Length,
    /// Size of the subtitle.
    pub subtitle_size: Length,
    /// Size of author, date, mark and number.
    pub detail_size: Length,
    /// Height of the logo at most.
    pub logo_height: Length,
}

/// Tables.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TableStyle {
    /// Size of type.
    pub size: Length,
    /// Distance of baselines.
    pub leading: Length,
    /// Space left and right in a cell.
    pub padding_x: Length,
    /// Space above and below in a cell.
    pub padding_y: Length,
    /// Whether every second row is tinted.
    pub zebra: bool,
}

/// Footnotes.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoteStyle {
    /// Size of type.
    pub size: Length,
    /// Distance of baselines.
    pub leading: Length,
}

/// Captions.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaptionStyle {
    /// Size of type.
    pub size: Length,
}

/// Running head and foot: texts with `{title}`, `{section}`, `{reference}`, `{classification}`,
/// `{date}` and `{page_of}`.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FurnitureStyle {
    /// Size of type.
    pub size: Length,
    /// Head, left.
    pub head_left: String,
    /// Head, right.
    pub head_right: String,
    /// Foot, left.
    pub foot_left: String,
    /// Foot, right.
    pub foot_right: String,
    /// Whether the first page has the head too.
    pub first_page_head: bool,
}

/// What a letterhead leaves open in a Word document.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WordStyle {
    /// How charts are shown.
    pub charts: ChartForm,
}

/// How a Word document shows charts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ChartForm {
    /// As pictures: the same in every program.
    #[default]
    Picture,
    /// As Word's own charts with their numbers in a workbook, where Word has such a chart; pictures elsewhere.
    Native,
}

/// Colours.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Palette {
    /// Text.
    pub text: Color,
    /// What stands back: note numbers, captions, running head.
    pub muted: Color,
    /// The one accent.
    pub accent: Color,
    /// Links.
    pub link: Color,
    /// Hairlines.
    pub rule: Color,
    /// Lines that close a table.
    pub rule_strong: Color,
    /// Tint of every second row.
    pub zebra: Color,
    /// Ground of the "at a glance" box.
    pub glance: Color,
    /// Ground of the "to confirm" box.
    pub confirm: Color,
    /// Bar of the "to confirm" box.
    pub confirm_rule: Color,
    /// Ground of other boxes.
    pub notice: Color,
}

/// A theme file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ThemeError {
    /// The TOML is wrong, or a value is none of its kind.
    #[error("the theme cannot be read: {0}")]
    Syntax(String),
    /// The numbers leave no room for text.
    #[error(
        "the theme leaves {width:.0} × {height:.0} pt for text; make the margins smaller or the sheet larger"
    )]
    NoRoom {
        /// Width left, pt.
        width: f32,
        /// Height left, pt.
        height: f32,
    },
    /// A size is too small or too large to set type in.
    #[error("the theme's {name} is {value}; use {least} to {most}")]
    OutOfRange {
        /// Which value.
        name: &'static str,
        /// What it is.
        value: Length,
        /// Smallest that is allowed.
        least: Length,
        /// Largest that is allowed.
        most: Length,
    },
}

impl Default for Theme {
    fn default() -> Self {
        // The shipped file is compiled in, and a test reads it.
        Self::parse(toml::Table::new()).unwrap_or_else(|error| unreachable!("shipped theme: {error}"))
    }
}

impl Theme {
    /// The shipped theme with the given TOML laid over it.
    ///
    /// # Errors
    /// Where the TOML is wrong, names something unknown, or leaves no room for text.
    pub fn from_toml(text: &str) -> Result<Self, ThemeError> {
        let over = text.parse::<toml::Table>().map_err(|e| ThemeError::Syntax(e.to_string()))?;
        Self::parse(over)
    }

    fn parse(over: toml::Table) -> Result<Self, ThemeError> {
        let mut table = SHIPPED.parse::<toml::Table>().map_err(|e| ThemeError::Syntax(e.to_string()))?;
        overlay(&mut table, over);
        let theme: Self = table.try_into().map_err(|e: toml::de::Error| ThemeError::Syntax(e.to_string()))?;
        theme.check()?;
        Ok(theme)
    }

    /// Width and height of the area for text, in points.
    pub fn text_area(&self) -> (f32, f32) {
        let (width, height) = self.page.size.dimensions();
        let page = &self.page;
        (width.pt() - page.left.pt() - page.right.pt(), height.pt() - page.top.pt() - page.bottom.pt())
    }

    fn check(&self) -> Result<(), ThemeError> {
        let (width, height) = self.text_area();
        let margins = [self.page.top, self.page.bottom, self.page.left, self.page.right];
        if width < 100.0 || height < 100.0 || margins.iter().any(|m| m.pt() < 0.0) {
            return Err(ThemeError::NoRoom { width, height });
        }
        let sizes = [
            ("text.size", self.text.size),
            ("text.leading", self.text.leading),
            ("table.size", self.table.size),
            ("table.leading", self.table.leading),
            ("note.size", self.note.size),
            ("note.leading", self.note.leading),
            ("caption.size", self.caption.size),
            ("furniture.size", self.furniture.size),
            ("title.size", self.title.size),
            ("title.subtitle_size", self.title.subtitle_size),
            ("title.detail_size", self.title.detail_size),
            ("headings.sizes", self.headings.sizes[0]),
            ("headings.sizes", self.headings.sizes[1]),
            ("headings.sizes", self.headings.sizes[2]),
        ];
        let (least, most) = (Length::from_pt(4.0), Length::from_pt(72.0));
        match sizes.into_iter().find(|(_, s)| !(least.pt()..=most.pt()).contains(&s.pt())) {
            Some((name, value)) => Err(ThemeError::OutOfRange { name, value, least, most }),
            None => Ok(()),
        }
    }
}

/// Lays one table over another, key by key.
fn overlay(base: &mut toml::Table, over: toml::Table) {
    for (key, value) in over {
        match (base.get_mut(&key), value) {
            (Some(toml::Value::Table(below)), toml::Value::Table(above)) => overlay(below, above),
            (_, value) => {
                base.insert(key, value);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_theme_sets_a_calm_page() {
        let theme = Theme::default();
        let (width, _) = theme.text_area();
        let characters = width / (theme.text.size.pt() * 0.55);
        assert!((60.0..=76.0).contains(&characters), "{characters} characters a line");
    }

    #[test]
    fn a_users_lines_lie_over_the_shipped_ones() {
        let theme = Theme::from_toml("[page]\nsize = \"letter\"\n[text]\njustify = false").unwrap();
        assert_eq!(theme.page.size, PageSize::Letter);
        assert!(!theme.text.justify);
        assert_eq!(theme.text.size, Theme::default().text.size);
    }

    #[test]
    fn what_cannot_be_is_refused_with_its_name() {
        for (toml, word) in [
            ("[page]\nsize = \"a9\"", "a9"),
            ("[text]\nsise = \"3pt\"", "sise"),
            ("[text]\nsize = \"400pt\"", "text.size"),
            ("[text]\nsize = \"ten\"", "ten"),
            ("[colors]\naccent = \"blue\"", "blue"),
            ("[page]\nleft = \"30cm\"", "margins"),
            ("[page", "theme"),
        ] {
            let message = Theme::from_toml(toml).unwrap_err().to_string();
            assert!(message.contains(word), "{toml}: {message}");
        }
    }
}
