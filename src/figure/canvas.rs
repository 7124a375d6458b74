//! A drawing in the making: shapes and measured texts as SVG, in points.
//!
//! Knows nothing of charts. Text is drawn as text, in the theme's family for tables; every text's box is
//! kept, so that labels can avoid each other and tests can see whether they do. Start with [`Canvas`].

use super::palette::Palette;
use crate::text::{FaceId, FontLibrary};
use crate::theme::{Color, Theme};
use std::fmt::Write;
use unicode_segmentation::UnicodeSegmentation;

/// Type and colours of a figure.
pub(super) struct Style<'a> {
    fonts: &'a FontLibrary,
    regular: FaceId,
    bold: FaceId,
    family: String,
    /// Size of type, points; no text is smaller.
    pub size: f32,
    pub palette: Palette,
}

/// Smallest type, points.
const SMALLEST: f32 = 8.0;

impl<'a> Style<'a> {
    pub fn new(theme: &Theme, fonts: &'a FontLibrary) -> Self {
        let family = theme.fonts.table.clone();
        Self {
            fonts,
            regular: fonts.select(&family, false, false),
            bold: fonts.select(&family, true, false),
            family,
            size: theme.caption.size.pt().max(SMALLEST),
            palette: Palette::of(theme),
        }
    }

    /// Distance of baselines.
    pub fn leading(&self) -> f32 {
        self.size * 1.25
    }

    /// Width of a text in points.
    pub fn width(&self, text: &str, bold: bool) -> f32 {
        let face = self.fonts.face(if bold { self.bold } else { self.regular });
        // A letter that the font lacks comes from another one; an em is wide enough for all but few.
        let advance = |c| face.glyph(c).map_or(1.0, |glyph| face.advance(glyph));
        text.chars().map(advance).sum::<f32>() * self.size
    }

    /// The text, or as much of it as fits, with an ellipsis.
    pub fn fit(&self, text: &str, width: f32) -> String {
        if self.width(text, false) <= width {
            return text.to_owned();
        }
        let mut kept = String::new();
        for grapheme in text.graphemes(true) {
            if self.width(&format!("{kept}{grapheme}…"), false) > width {
                break;
            }
            kept.push_str(grapheme);
        }
        format!("{}…", kept.trim_end())
    }

    /// The text on at most `most` lines, the last one cut where it is too long.
    pub fn wrap(&self, text: &str, width: f32, most: usize) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        for word in text.split(' ').filter(|word| !word.is_empty()) {
            match lines.last_mut() {
                Some(line) if lines_fit(self, line, word, width) => {
                    line.push(' ');
                    line.push_str(word);
                }
                _ => lines.push(word.to_owned()),
            }
        }
        if lines.len() > most {
            let rest = lines.split_off(most - 1).join(" ");
            lines.push(rest);
        }
        lines.iter().map(|line| self.fit(line, width)).collect()
    }
}

fn lines_fit(style: &Style<'_>, line: &str, word: &str, width: f32) -> bool {
    style.width(&format!("{line} {word}"), false) <= width
}

/// A box: left, top, right, bottom in points, downwards.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Rect {
    pub left: f32,
    pub top: f32,
    pub right: f32,
    pub bottom: f32,
}

impl Rect {
    /// Whether the insides have something in common.
    pub fn overlaps(&self, other: &Self) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }

    /// Whether the other box lies inside this one.
    pub fn holds(&self, other: &Self) -> bool {
        other.left >= self.left
            && other.top >= self.top
            && other.right <= self.right
            && other.bottom <= self.bottom
    }
}

/// Where a text stands to its point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// A drawing in the making.
pub(super) struct Canvas<'a> {
    pub style: &'a Style<'a>,
    pub width: f32,
    body: String,
    labels: Vec<Rect>,
}

/// A finished drawing.
#[derive(Debug)]
pub(super) struct Drawing {
    pub svg: String,
    /// Boxes of all texts.
    #[cfg_attr(not(test), expect(dead_code, reason = "tests look at the places of labels"))]
    pub labels: Vec<Rect>,
    /// Box of the drawing itself.
    pub frame: Rect,
}

impl<'a> Canvas<'a> {
    pub fn new(style: &'a Style<'a>, width: f32) -> Self {
        Self { style, width, body: String::new(), labels: Vec::new() }
    }

    /// A filled rectangle; nothing where it has no area.
    pub fn rect(&mut self, x: f32, y: f32, width: f32, height: f32, fill: Color) {
        if width > 0.0 && height > 0.0 {
            let [x, y, width, height] = [x, y, width, height].map(Number);
            self.write(format_args!(
                "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" fill=\"{fill}\"/>"
            ));
        }
    }

    /// A straight line.
    pub fn line(&mut self, from: (f32, f32), to: (f32, f32), color: Color, width: f32) {
        let [x1, y1, x2, y2, width] = [from.0, from.1, to.0, to.1, width].map(Number);
        self.write(format_args!(
            "<line x1=\"{x1}\" y1=\"{y1}\" x2=\"{x2}\" y2=\"{y2}\" stroke=\"{color}\" stroke-width=\"{width}\"/>"
        ));
    }

    /// A circle; hollow where it has no fill.
    pub fn circle(&mut self, x: f32, y: f32, radius: f32, color: Color, hollow: bool) {
        // The outline of a hollow circle lies within its radius.
        let stroke = if hollow { (radius * 0.4).min(1.2) } else { 0.0 };
        let [x, y, radius, width] = [x, y, radius - stroke / 2.0, stroke].map(Number);
        if hollow {
            self.write(format_args!(
                "<circle cx=\"{x}\" cy=\"{y}\" r=\"{radius}\" fill=\"#ffffff\" stroke=\"{color}\" stroke-width=\"{width}\"/>"
            ));
        } else {
            self.write(format_args!("<circle cx=\"{x}\" cy=\"{y}\" r=\"{radius}\" fill=\"{color}\"/>"));
        }
    }

    /// A filled and outlined path (SVG path data), insides by the even-odd rule.
    pub fn fill_path(&mut self, data: &str, fill: Color, outline: Color) {
        if !data.is_empty() {
            self.write(format_args!(
                "<path d=\"{data}\" fill=\"{fill}\" fill-rule=\"evenodd\" stroke=\"{outline}\" stroke-width=\"0.5\"/>"
            ));
        }
    }

    /// A drawn path, dashed if asked.
    pub fn stroke_path(&mut self, data: &str, color: Color, width: f32, dashed: bool) {
        if !data.is_empty() {
            let dash = if dashed { " stroke-dasharray=\"2 1.6\"" } else { "" };
            self.write(format_args!(
                "<path d=\"{data}\" fill=\"none\" stroke=\"{color}\" stroke-width=\"{}\" stroke-linejoin=\"round\"{dash}/>",
                Number(width)
            ));
        }
    }

    /// A text on its baseline.
    pub fn text(&mut self, x: f32, y: f32, text: &str, anchor: Anchor, color: Color) {
        self.put(x, y, text, anchor, color, false);
    }

    /// A bold text on its baseline.
    pub fn bold(&mut self, x: f32, y: f32, text: &str, anchor: Anchor, color: Color) {
        self.put(x, y, text, anchor, color, true);
    }

    fn put(&mut self, x: f32, y: f32, text: &str, anchor: Anchor, color: Color, bold: bool) {
        if text.trim().is_empty() {
            return;
        }
        self.labels.push(self.text_box(x, y, text, anchor, bold));
        let anchor = match anchor {
            Anchor::Start => "",
            Anchor::Middle => " text-anchor=\"middle\"",
            Anchor::End => " text-anchor=\"end\"",
        };
        let weight = if bold { " font-weight=\"bold\"" } else { "" };
        let (x, y, text) = (Number(x), Number(y), escaped(text));
        self.write(format_args!("<text x=\"{x}\" y=\"{y}\" fill=\"{color}\"{anchor}{weight}>{text}</text>"));
    }

    /// Puts another drawing at a place of this one.
    pub fn place(&mut self, inner: Canvas<'_>, x: f32, y: f32) {
        let moved =
            |b: Rect| Rect { left: b.left + x, top: b.top + y, right: b.right + x, bottom: b.bottom + y };
        self.labels.extend(inner.labels.into_iter().map(moved));
        self.write(format_args!(
            "<g transform=\"translate({} {})\">\n{}</g>",
            Number(x),
            Number(y),
            inner.body
        ));
    }

    /// The boxes of all texts so far.
    pub fn labels(&self) -> &[Rect] {
        &self.labels
    }

    /// The box that a text takes: from the tops of capitals to the feet of descenders.
    pub fn text_box(&self, x: f32, y: f32, text: &str, anchor: Anchor, bold: bool) -> Rect {
        let width = self.style.width(text, bold);
        let left = match anchor {
            Anchor::Start => x,
            Anchor::Middle => x - width / 2.0,
            Anchor::End => x - width,
        };
        Rect {
            left,
            top: y - self.style.size * 0.74,
            right: left + width,
            bottom: y + self.style.size * 0.22,
        }
    }

    /// Ends the drawing at a height; `title` names it for programs that read SVG.
    pub fn finish(self, height: f32, title: &str) -> Drawing {
        let Style { family, size, .. } = self.style;
        let (width, height_text) = (Number(self.width), Number(height));
        let svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}pt\" height=\"{height_text}pt\" \
             viewBox=\"0 0 {width} {height_text}\" font-family=\"{}, sans-serif\" font-size=\"{}\">\
             <title>{}</title>\n{}</svg>\n",
            escaped(family),
            Number(*size),
            escaped(title),
            self.body
        );
        let frame = Rect { left: 0.0, top: 0.0, right: self.width, bottom: height };
        Drawing { svg, labels: self.labels, frame }
    }

    fn write(&mut self, element: std::fmt::Arguments<'_>) {
        // Writing to a string does not fail.
        let _ = self.body.write_fmt(element);
        self.body.push('\n');
    }
}

/// A coordinate with at most two decimals, the same everywhere.
#[derive(Clone, Copy)]
pub(super) struct Number(pub f32);

impl std::fmt::Display for Number {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let hundredths = (f64::from(self.0) * 100.0).round() as i64;
        let sign = if hundredths < 0 { "-" } else { "" };
        let (whole, rest) = (hundredths.abs() / 100, hundredths.abs() % 100);
        match rest {
            0 => write!(f, "{sign}{whole}"),
            _ if rest % 10 == 0 => write!(f, "{sign}{whole}.{}", rest / 10),
            _ => write!(f, "{sign}{whole}.{rest:02}"),
        }
    }
}

/// Text between tags or in double quotes; characters that XML does not allow are left out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short_and_fixed() {
        let shown: Vec<String> =
            [1.0, 0.5, 0.25, -0.004, -1.005, 1234.567].iter().map(|n| Number(*n).to_string()).collect();
        assert_eq!(shown, ["1", "0.5", "0.25", "0", "-1", "1234.57"]);
    }

    #[test]
    fn long_texts_are_cut_or_wrapped_to_their_width() {
        let fonts = FontLibrary::embedded(false);
        let style = Style::new(&Theme::default(), &fonts);
        let text = "Межнациональные отношения и миграционная политика";
        assert!(style.width(&style.fit(text, 60.0), false) <= 60.0);
        let lines = style.wrap(text, 90.0, 2);
        assert_eq!(lines.len(), 2);
        assert!(lines.iter().all(|line| style.width(line, false) <= 90.0));
        assert_eq!(style.wrap("кратко", 90.0, 2), ["кратко"]);
    }
}
