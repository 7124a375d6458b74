//! HTML: one file that needs nothing else, runs no script, and reads well on a screen, on paper and aloud.
//!
//! Everything that comes from the document is escaped; links lead to the web, to mail or to a place in the
//! document, and nowhere else. Start with [`HtmlWriter`].

mod blocks;
mod escape;
mod inlines;

use super::{Format, Output, Warning, WriteError, Writer};
use crate::document::{Document, OutlineEntry, Position, outline};
use crate::theme::Theme;
use escape::{attribute, text};

const STYLE: &str = include_str!("style.css");

/// Forbids scripts and everything from outside, should a reader open the file from an unsafe place.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

/// Writes HTML.
#[derive(Clone, Debug, Default)]
pub struct HtmlWriter {
    /// Colours and families.
    pub theme: Theme,
}

impl Writer for HtmlWriter {
    fn format(&self) -> Format {
        Format::Html
    }

    fn write(&self, document: &Document) -> Result<Output, WriteError> {
        let mut printer = Printer::new(document);
        let body = printer.body();
        let html = format!(
            "<!DOCTYPE html>\n<html{}>\n{}\n{body}\n</html>\n",
            printer.language(),
            self.head(document)
        );
        Ok(Output { bytes: html.into_bytes(), warnings: printer.warnings, ..Output::default() })
    }
}

impl HtmlWriter {
    fn head(&self, document: &Document) -> String {
        let meta = &document.meta;
        let keywords = Some(meta.keywords.join(", ")).filter(|words| !words.is_empty());
        let named = [
            ("author", meta.author.clone()),
            ("description", meta.subject.clone()),
            ("keywords", keywords),
            ("date", meta.date.map(|day| day.to_string())),
            ("generator", Some("citybrief".to_owned())),
        ];
        let named = named.into_iter().filter_map(|(name, value)| Some((name, value?)));
        let named: String = named
            .map(|(name, value)| format!("<meta name=\"{name}\" content=\"{}\">\n", attribute(&value)))
            .collect();
        format!(
            "<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{}</title>\n{named}\
             <style>\n{}{STYLE}</style>\n</head>",
            text(&meta.title),
            self.variables()
        )
    }

    /// The theme as custom properties. A family's name may hold no character that would end the value.
    fn variables(&self) -> String {
        let colors = &self.theme.colors;
        let family = |name: &str| name.replace(|c: char| !(c.is_alphanumeric() || " -_".contains(c)), "");
        format!(
            ":root {{\n  --text: {}; --muted: {}; --accent: {}; --link: {};\n  --rule: {}; --rule-strong: {};\n  \
             --glance: {}; --confirm: {}; --confirm-rule: {}; --notice: {};\n  \
             --body-font: \"{}\", Georgia, \"Times New Roman\", serif;\n  \
             --heading-font: \"{}\", \"Segoe UI\", Arial, sans-serif;\n}}\n",
            colors.text,
            colors.muted,
            colors.accent,
            colors.link,
            colors.rule,
            colors.rule_strong,
            colors.glance,
            colors.confirm,
            colors.confirm_rule,
            colors.notice,
            family(&self.theme.fonts.body),
            family(&self.theme.fonts.heading)
        )
    }
}

/// State of one run.
struct Printer<'a> {
    document: &'a Document,
    outline: Vec<OutlineEntry<'a>>,
    /// Headings printed so far.
    headings: usize,
    /// Levels added to headings, because the title is `h1`.
    shift: u8,
    /// References printed so far to each note.
    references: Vec<usize>,
    position: Option<Position>,
    warnings: Vec<Warning>,
}

impl<'a> Printer<'a> {
    fn new(document: &'a Document) -> Self {
        let outline = outline(document);
        let shift = u8::from(outline.iter().any(|entry| entry.level == 1));
        Self {
            document,
            outline,
            headings: 0,
            shift,
            references: vec![0; document.notes.len()],
            position: None,
            warnings: Vec::new(),
        }
    }

    fn language(&self) -> String {
        let tag = self.document.meta.language.as_ref();
        tag.map(|tag| format!(" lang=\"{}\"", attribute(tag.as_str()))).unwrap_or_default()
    }

    fn warn(&mut self, message: impl Into<String>) {
        self.warnings.push(Warning { message: message.into(), position: self.position.clone() });
    }
}
